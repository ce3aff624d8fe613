//! [`Imported`]: a source as the text of a new project, and what became of its marks.
//!
//! A text has no authors and no threads: its changes are taken all one way, and what people
//! remarked is listed. Nothing is read or saved here.

use super::authors::{counted, quoted};
use super::files::Source;
use crate::revise::marked::{Marked, Side};
use crate::revise::{self, Authored, Dropped, Parsed, Why};
use std::collections::BTreeMap;

/// A source as the text of a new project.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text; what was left out of it is in its report.
    pub parsed: Parsed,
    /// What its authors had in it, and how their changes were taken; none where there are none.
    pub marks: Option<Marks>,
}

/// The marks that a source had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// How the changes were taken.
    pub side: Side,
    /// How much each author had in it.
    pub authors: BTreeMap<String, Authored>,
}

impl Marks {
    /// The marks of a source; none where it has none.
    pub fn of(copy: &Marked, side: Side) -> Option<Self> {
        let authors = revise::authors(copy);
        (!authors.is_empty()).then_some(Self { side, authors })
    }

    /// All changes, and all comments.
    pub fn total(&self) -> Authored {
        let sum = |f: fn(&Authored) -> usize| self.authors.values().map(f).sum();
        Authored { changes: sum(|a| a.changes), comments: sum(|a| a.comments) }
    }

    /// What became of them, a sentence each.
    pub fn told(&self) -> Vec<String> {
        let whose = |f: fn(&Authored) -> usize| {
            let some = self.authors.iter().filter(|(_, a)| f(a) > 0);
            some.map(|(who, a)| format!("{} {}", quoted(who), f(a))).collect::<Vec<_>>().join(", ")
        };
        let (total, mut out) = (self.total(), Vec::new());
        let count = |has: Authored| counted(has);
        if total.changes > 0 {
            let changes = count(Authored { comments: 0, ..total });
            let (how, by) = (name(self.side), whose(|a| a.changes));
            out.push(format!("{changes} taken as {how}: {by}"));
        }
        if total.comments > 0 {
            let comments = count(Authored { changes: 0, ..total });
            let by = whose(|a| a.comments);
            out.push(format!("{comments} not imported, each listed: {by}"));
        }
        out
    }
}

/// What a side is called on the command line and in reports.
pub fn name(side: Side) -> &'static str {
    match side {
        Side::Accepted => "accepted",
        Side::Rejected => "rejected",
    }
}

/// The text of a source, with all changes of its authors taken one way.
pub fn import(source: Source, side: Side) -> Imported {
    let copy = match source {
        Source::Text(parsed) => return Imported { parsed: *parsed, marks: None },
        Source::Marked(copy) => copy,
    };
    let mut parsed = copy.view(side);
    for thread in &copy.threads {
        let line = thread.at.map_or(0, |(from, _)| from.paragraph + 1);
        parsed.report.dropped.extend(thread.said.iter().map(|said| Dropped {
            line,
            text: format!("{}: {}", said.by, said.text),
            why: Why::Comment,
        }));
    }
    Imported { parsed, marks: Marks::of(&copy, side) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_counted_and_told() {
        let has = |changes, comments| Authored { changes, comments };
        let authors = BTreeMap::from([("EU".to_owned(), has(2, 0)), ("Maria".to_owned(), has(1, 3))]);
        let marks = Marks { side: Side::Rejected, authors };
        assert_eq!(
            marks.told(),
            [
                "3 changes taken as rejected: “EU” 2, “Maria” 1",
                "3 comments not imported, each listed: “Maria” 3"
            ]
        );
    }
}
