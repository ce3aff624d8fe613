//! Lists of actors that are too long for the name of an author in Word, and how they are known.
//!
//! Such a name is cut short and ends in a mark that follows from the whole list; a comment by the
//! same author names them all. Only a comment whose list has that mark is believed.

use crate::revise::marked::Marked;
use crate::text::Hash;

const OTHERS: &str = " and others (";
const ALL: &str = "All of them: ";

/// Characters of the list that stay in a name.
const KEPT: usize = 200;
/// Hexadecimal digits of the mark.
const MARK: usize = 8;

/// A list of actors as a name that Word takes: the first of them, and the mark of the whole list.
pub fn cut_list(all: &str) -> String {
    let head: String = all.chars().take(KEPT).collect();
    let kept = head.rfind(", ").and_then(|at| head.get(..at)).unwrap_or(&head);
    format!("{kept}{OTHERS}{})", Hash::of(&[all]).short(MARK))
}

/// What a comment says that names all of a list.
pub fn list_in_full(all: &str) -> String {
    format!("{ALL}{all}")
}

/// Whether the name of an author is a list of actors that was cut short.
pub fn is_cut_list(name: &str) -> bool {
    let mark = name.trim().strip_suffix(')').and_then(|n| n.rsplit_once(OTHERS)).map(|(_, mark)| mark);
    let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    mark.is_some_and(|m| m.len() == MARK && m.chars().all(digit))
}

/// All actors of a list that was cut short, as its own comment names them; none where no comment
/// of the source does.
pub fn whole_list<'a>(copy: &'a Marked, name: &str) -> Option<&'a str> {
    let said = copy.threads.iter().flat_map(|t| &t.said);
    said.filter(|r| r.by == name).find_map(|r| listed(name, &r.text))
}

/// The list that a comment by `name` names in full, if it is the one that was cut to this name.
pub(super) fn listed<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    let all = text.trim().strip_prefix(ALL).map(str::trim)?;
    (is_cut_list(name) && cut_list(all) == name.trim()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_list_of_the_mark_is_believed() {
        let all = (0..40).map(|n| format!("Member {n}")).collect::<Vec<_>>().join(", ");
        let name = cut_list(&all);
        assert!(is_cut_list(&name), "{name}");
        assert_eq!(listed(&name, &list_in_full(&all)), Some(all.as_str()));
        assert_eq!(listed(&name, &list_in_full(&format!("{all}, EU"))), None);
        assert_eq!(listed("EU", "All of them: EU, Japan"), None);
        for other in ["EU and others", "EU and others (abc)", "EU and others (12345xyz)", "EU (12345678)"] {
            assert!(!is_cut_list(other), "{other}");
        }
    }
}
