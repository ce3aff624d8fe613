//! [`Ground`]: the source beside the base, as everybody's changes are read from it.
//!
//! Made once for all parties.

use super::MarkedInput;
use super::link::{Link, links};
use super::moves::{Moved, relocate};
use super::stream::{Atom, Side, Stream};
use super::view::parsed;
use crate::diff::key;
use crate::record::Actor;
use crate::revise::copy::{CopyInput, prepared};
use crate::revise::intake::Parsed;
use crate::revise::noise::same;
use crate::revise::pairing::{Pairing, pair};
use crate::revise::placement::Note;
use crate::revise::rows::Row;
use crate::text::{NOTE, Ranges, Source, Words};

/// What is read of a source before anybody's changes.
pub(super) struct Ground<'a> {
    pub input: &'a MarkedInput<'a>,
    pub stream: &'a Stream,
    /// The paragraphs of the rejected side.
    pub rows: &'a [Side],
    /// Where they stand in the base.
    pub links: &'a [Option<Link>],
    /// The paragraphs of the base as one text each, for what it has already between slashes.
    pub keys: Vec<String>,
}

impl Ground<'_> {
    /// Whether an atom is taken out by an author who speaks for several.
    pub fn speaks_for_several(&self, n: usize) -> bool {
        let by = self.stream.atoms.get(n).and_then(|a| a.gone).and_then(|t| self.stream.authors.get(t.by));
        by.and_then(|name| self.input.authors.get(name)).is_some_and(|all| all.len() > 1)
    }

    /// Whether the base has these words itself.
    pub fn has(&self, note: &str) -> bool {
        self.keys.iter().any(|text| text.contains(note))
    }
}

/// The base's paragraphs for [`Ground::has`].
pub(super) fn keys(input: &MarkedInput) -> Vec<String> {
    (0..input.base.len()).map(|at| key(&input.base.text(at))).collect()
}

/// A source read into one line, with its rejected side found in the base.
pub(super) struct Read {
    pub stream: Stream,
    pub rows: Vec<Side>,
    pub moved: Moved,
    pub links: Vec<Option<Link>>,
    /// The rejected side, struck words marked as a plain copy has them.
    pub silent: Parsed,
    pub found: (Vec<Row>, Vec<Vec<Note>>, Pairing),
}

/// Reads a source; `actor` is whose what was changed without tracking is.
pub(super) fn read(input: &MarkedInput, actor: &Actor) -> Read {
    let mut stream = Stream::new(input.copy);
    let rows = stream.side(input.copy, |atom: &Atom| atom.put.is_none());
    let sources = rows.iter().map(|side| Source {
        kind: side.kind,
        issued: side.issued.clone(),
        masthead: side.masthead,
        words: struck(&stream, side),
    });
    let silent = parsed(input.copy, sources.collect());
    let texts: Vec<String> = rows
        .iter()
        .map(|side| side.atoms.iter().filter_map(|n| stream.atoms.get(*n)).map(|a| a.c).collect())
        .collect();
    let copy = CopyInput {
        base: input.base,
        hash: input.hash,
        title: input.title,
        copy: &silent,
        actor,
        return_number: input.return_number,
    };
    let (found, notes) = prepared(&copy);
    let all = texts.len() == input.base.len()
        && texts.iter().enumerate().all(|(at, text)| same(text, &input.base.text(at)));
    let pairing = if all {
        Pairing::in_order(texts.len())
    } else {
        let mut pairing = pair(input.base, &found);
        let names: Vec<_> = rows.iter().map(|r| r.id).collect();
        pairing.named(input.base, &found, &names);
        pairing
    };
    let links = links(input.base, &texts, &pairing);
    stream.locate(&rows);
    let moved = relocate(&mut stream, &rows);
    Read { stream, rows, moved, links, silent, found: (found, notes, pairing) }
}

/// The words of a paragraph with the marks of struck ones.
fn struck(stream: &Stream, side: &Side) -> Words {
    let mark = Words::new("~~", Ranges::default(), Ranges::default(), Vec::new());
    // What is taken out with tracking says so itself.
    let is =
        |n: &usize| stream.atoms.get(*n).is_some_and(|a| a.look.struck && a.c != NOTE && a.gone.is_none());
    let mut out = Words::default();
    for some in side.atoms.chunk_by(|a, b| is(a) == is(b)) {
        let marked = some.first().is_some_and(is);
        if marked {
            out.push(&mark);
        }
        out.push(&stream.words(some));
        if marked {
            out.push(&mark);
        }
    }
    out
}
