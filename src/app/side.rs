//! A stand-in for `Marked::view`, until that is there.

use crate::revise::Parsed;
use crate::revise::marked::{Marked, MarkedParagraph};
use crate::text::{Ranges, Source, Words};

/// Which side of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As if all were accepted.
    Accepted,
    /// As if all were rejected.
    Rejected,
}

impl Side {
    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Side::Accepted => "accepted",
            Side::Rejected => "rejected",
        }
    }
}

/// The text with every change accepted or rejected.
pub fn view(copy: &Marked, side: Side) -> Parsed {
    let stays = |t: &crate::revise::marked::Tracked| match side {
        Side::Accepted => t.gone.is_none(),
        Side::Rejected => t.put.is_none(),
    };
    let mut out = Parsed {
        title: copy.title.clone(),
        symbol: copy.symbol.clone(),
        genre: copy.genre,
        notes: copy.notes.clone(),
        ..Parsed::default()
    };
    out.report.dropped = copy.dropped.clone();
    let mut open: Option<(&MarkedParagraph, Words)> = None;
    for p in &copy.paragraphs {
        let (of, mut words) = open.take().unwrap_or((p, Words::default()));
        for run in p.runs.iter().filter(|r| stays(&r.tracked)) {
            let all = Ranges::new(if run.italic { vec![0..run.text.chars().count()] } else { Vec::new() });
            words.push(&Words::new(&run.text, all, Ranges::new(Vec::new()), run.note.into_iter().collect()));
        }
        if !stays(&p.end) {
            open = Some((of, words));
        } else if !words.is_empty() {
            let of = if words.bare().is_empty() { p } else { of };
            out.paragraphs.push(Source {
                kind: of.kind,
                issued: of.issued.clone(),
                masthead: of.masthead,
                words,
            });
        }
    }
    out
}
