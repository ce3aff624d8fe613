//! All of a kind: groups that ask for the same change of words, slips, or one actor's.
//!
//! They are found and listed here, each to be left out again; accepting them is deciding like any
//! other. What touches another chosen one is left open.

use super::{place_of, words_of};
use crate::app::names::Veil;
use crate::diff::{Shape, is_mechanical, key, tokens};
use crate::lexicon::Dictionary;
use crate::project::{Project, open_placed, refusal, touching_pairs};
use crate::record::{ActorId, Wish, letters_apart};
use crate::text::{Document, Words};
use crate::weave::{self, Fate, Group, GroupId, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What is of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same old words by the same new ones as this group asks for, wherever they stand.
    Like(GroupId),
    /// Typing errors, also and further, punctuation, quotation marks; never a number.
    Mechanical,
    /// What this actor backs.
    By(ActorId),
}

/// A group in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which, as it is in truth.
    pub group: Arc<Group>,
    /// Who backs it, as they are shown.
    pub backers: Vec<ActorId>,
    /// Where it stands: OP5 (a).
    pub label: String,
    /// The word before words that are only put in.
    pub behind: String,
    /// The words that would go.
    pub old: String,
    /// The words that would come.
    pub new: String,
    /// Whether it is chosen.
    pub on: bool,
    /// Why it cannot be chosen; none where it can.
    pub refusal: Option<&'static str>,
    /// Whether it touches another that is chosen: it stays open.
    pub touches: bool,
}

/// The list, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Of which kind.
    pub kind: Kind,
    /// The groups.
    pub lines: Vec<Line>,
}

impl Alike {
    /// All of a kind, all chosen that can be.
    pub fn of(project: &Project, kind: Kind) -> Alike {
        Self::veiled(project, kind, &Veil::default())
    }

    /// The same with the names that are shown.
    pub fn veiled(project: &Project, kind: Kind, veil: &Veil) -> Alike {
        let groups = weave::groups(&project.working, &open_placed(project));
        let found: BTreeSet<GroupId> = found(project, &groups, &kind).into_iter().collect();
        let document = &project.working;
        let mut some: Vec<&Arc<Group>> = found.iter().filter_map(|id| groups.get(id)).collect();
        some.sort_by_cached_key(|g| place(document, g));
        let lines = some.into_iter().map(|group| {
            let (old, new) = words_of(document, group);
            let refusal = refusal(&group.printed.wish, group.fate);
            let (label, on) = (place_of(document, &veil.group(group)), refusal.is_none());
            let backers = veil.named_list(&group.backers);
            let behind = behind(document, group);
            Line { group: group.clone(), backers, label, behind, old, new, on, refusal, touches: false }
        });
        let mut out = Alike { lines: lines.collect(), kind };
        out.look();
        out
    }

    /// Leaves a group out, or takes it in again.
    pub fn toggle(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at).filter(|l| l.refusal.is_none()) {
            line.on = !line.on;
            self.look();
        }
    }

    /// Takes all in that can be, or leaves all out.
    pub fn choose_all(&mut self, on: bool) {
        self.lines.iter_mut().for_each(|l| l.on = on && l.refusal.is_none());
        self.look();
    }

    /// The groups that are chosen.
    pub fn chosen(&self) -> Vec<GroupId> {
        self.lines.iter().filter(|l| l.on).map(|l| l.group.id.clone()).collect()
    }

    /// How many of the chosen ones can go: those that touch one another stay open.
    pub fn able(&self) -> usize {
        self.lines.iter().filter(|l| l.on && !l.touches).count()
    }

    fn look(&mut self) {
        let chosen: Vec<&Group> = self.lines.iter().filter(|l| l.on).map(|l| l.group.as_ref()).collect();
        let pairs = touching_pairs(&chosen);
        let touching: BTreeSet<&GroupId> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
        for line in &mut self.lines {
            line.touches = line.on && touching.contains(&line.group.id);
        }
    }
}

/// The order of the text.
fn place(document: &Document, group: &Group) -> (usize, usize, GroupId) {
    let at = |id| document.place(id).unwrap_or(usize::MAX - 1);
    match group.site.outermost() {
        Site::Span(id, range) => (at(*id), range.start, group.id.clone()),
        Site::Gap(after) => (after.map_or(0, at), usize::MAX, group.id.clone()),
        Site::Nowhere | Site::Within { .. } => (usize::MAX, 0, group.id.clone()),
    }
}

/// The groups of a kind among all that are open, sorted by name.
pub fn found(project: &Project, groups: &BTreeMap<GroupId, Arc<Group>>, kind: &Kind) -> Vec<GroupId> {
    let document = &project.working;
    let wanted = match kind {
        Kind::Like(id) => groups.get(id).and_then(|g| asked(document, g)),
        _ => None,
    };
    let fits = |g: &Group| match kind {
        // What asks for no other words is only like itself.
        Kind::Like(id) => g.id == *id || (wanted.is_some() && asked(document, g) == wanted),
        Kind::Mechanical => is_slip(document, g),
        Kind::By(actor) => g.backers.contains(actor),
    };
    groups.values().filter(|g| fits(g)).map(|g| g.id.clone()).collect()
}

/// The paragraph of a clean replacement, where in it, and the words that take the place.
fn replaced<'a>(document: &Document, group: &'a Group) -> Option<(Words, Range<usize>, &'a Words)> {
    let (Wish::Replace { .. }, Fate::Clean, Site::Span(id, range)) =
        (&group.printed.wish, group.fate, &group.site)
    else {
        return None;
    };
    let [with] = group.with.lines() else { return None };
    Some((document.words_of(*id)?, range.clone(), with))
}

/// The word behind which words are only put in; empty elsewhere.
fn behind(document: &Document, group: &Group) -> String {
    let found = replaced(document, group).filter(|(_, range, _)| range.is_empty());
    let word = found.and_then(|(words, range, _)| {
        words.str(0..range.start).split_whitespace().next_back().map(str::to_owned)
    });
    word.unwrap_or_default()
}

/// What a group asks for, wherever it stands: old words and new ones. Words that are only put in
/// are told with the word before them, at the start of a paragraph with the one behind.
fn asked(document: &Document, group: &Group) -> Option<(String, String)> {
    let (words, range, with) = replaced(document, group)?;
    let spaced = |text: &str| key(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let notes = |w: &Words| format!("{:?}", w.notes());
    let (old, new) = (words.slice(range.clone()), with);
    if !range.is_empty() {
        return Some((spaced(old.text()) + &notes(&old), spaced(new.text()) + &notes(new)));
    }
    let (before, behind) = (words.str(0..range.start), words.str(range.start..usize::MAX / 2));
    let last = before.split_whitespace().next_back().map(|w| before.rfind(w).unwrap_or(0));
    let (old, new) = match last.and_then(|at| before.get(at..)) {
        Some(tail) => (tail.to_owned(), format!("{tail}{}", new.text())),
        None => {
            let next = behind.split_whitespace().next().unwrap_or_default();
            let end = behind.find(next).map_or(0, |at| at + next.len());
            let head = behind.get(..end).unwrap_or_default();
            (head.to_owned(), format!("{}{head}", new.text()))
        }
    };
    Some((spaced(&old), spaced(&new) + &notes(with)))
}

/// Whether a group only mends a slip: no word of substance and no number is another.
fn is_slip(document: &Document, group: &Group) -> bool {
    let Some((words, range, with)) = replaced(document, group) else { return false };
    let notes = words.slice(range.clone()).notes() != with.notes();
    let (start, end) = whole(&words, &range);
    let head = words.str(start..range.start);
    let old = words.str(start..end);
    let new = format!("{head}{}{}", with.text(), words.str(range.end..end));
    let same = words.slice(range) == *with;
    !notes && !same && numbers(old) == numbers(&new) && (is_mechanical(old, &new) || is_misspelt(old, &new))
}

/// The range widened to whole words.
fn whole(words: &Words, range: &Range<usize>) -> (usize, usize) {
    let chars: Vec<char> = words.text().chars().collect();
    let part = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let (mut start, mut end) = (range.start, range.end);
    while start > 0 && part(start - 1) {
        start -= 1;
    }
    while part(end) {
        end += 1;
    }
    (start, end)
}

/// The figures and symbols of a text, in order.
fn numbers(text: &str) -> Vec<String> {
    let numbers = tokens(text).into_iter().filter(|t| matches!(t.shape, Shape::Number | Shape::Symbol));
    numbers.map(|t| t.text(text).to_owned()).collect()
}

/// Letters that a typing error can have too many, too few or wrong.
const APART: usize = 2;

/// Whether some words are no words, and the new ones, but for a letter or two the same, are.
fn is_misspelt(old: &str, new: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mends = |(a, b): (&&str, &&str)| {
        let (a, b) = (bare(a), bare(b));
        let letters = |w: &str| w.to_lowercase().chars().collect::<Vec<char>>();
        let near = letters_apart(&letters(&a), &letters(&b)) <= APART;
        a == b || (near && !Dictionary.contains_parts(&a) && Dictionary.contains_parts(&b))
    };
    !a.is_empty() && a.len() == b.len() && a.iter().zip(&b).all(mends)
}
