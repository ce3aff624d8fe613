//! Numbers and names that a file hands out once: changes, bookmarks, authors.
//!
//! They follow from the order of writing alone. An author is a list of actors; nobody is
//! dropped from one without being told.

use crate::record::ActorId;
use crate::text::ParagraphId;
use std::collections::BTreeSet;

/// The longest name of an author that Word opens a file with.
pub(super) const LONGEST: usize = 255;

/// What was handed out so far.
#[derive(Default)]
pub(super) struct Ids {
    /// Changes and bookmarks count together: Word asks for no more than that they differ.
    last: usize,
    bookmarks: BTreeSet<String>,
    /// Everybody named in the file.
    pub people: BTreeSet<String>,
}

impl Ids {
    /// The next number.
    pub fn next(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }

    /// The bookmark of a paragraph, unless the file has it already: number and name.
    pub fn bookmark(&mut self, paragraph: ParagraphId) -> Option<(String, String)> {
        let name = format!("p_{paragraph}");
        self.bookmarks.insert(name.clone()).then(|| (self.next(), name))
    }

    /// The author that these actors are together.
    pub fn author(&mut self, by: &[ActorId]) -> String {
        let author = author(by);
        self.people.insert(author.clone());
        author
    }
}

/// "EU, Japan"; a list that is too long for Word is cut after some names and closed by a mark
/// of its own, so that no two lists look alike.
pub(super) fn author(by: &[ActorId]) -> String {
    let all = crate::format::page::names(by);
    match (by.is_empty(), all.is_empty()) {
        (true, _) => "Unattributed".to_owned(),
        (_, true) => crate::record::UNNAMED.to_owned(),
        _ => shortened(&all),
    }
}

/// Whether the author's name does not name all of them.
pub(super) fn is_cut(by: &[ActorId]) -> bool {
    crate::format::page::names(by).chars().count() > LONGEST
}

/// A name that Word takes.
pub(super) fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    crate::revise::cut_list(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_stay_apart() {
        let list = |n: usize| (0..n).map(|i| ActorId::new(&format!("Member {i}"))).collect::<Vec<_>>();
        assert_eq!(author(&list(2)), "Member 0, Member 1");
        let (a, b) = (author(&list(90)), author(&list(91)));
        assert!(a.chars().count() <= LONGEST && a != b, "{a} {b}");
        assert!(is_cut(&list(90)) && !is_cut(&list(2)));
        assert!(crate::revise::is_cut_list(&a) && !crate::revise::is_cut_list(&author(&list(2))));
    }

    #[test]
    fn a_paragraph_has_one_bookmark() {
        let mut ids = Ids::default();
        let id = ParagraphId::from_number(7);
        assert_eq!(ids.bookmark(id), Some(("1".into(), "p_000000000007".into())));
        assert_eq!(ids.bookmark(id), None);
        assert_eq!(ids.next(), "2");
    }
}
