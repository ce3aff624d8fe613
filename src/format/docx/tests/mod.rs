//! What every Word file that we write keeps: it is well made, and its changes can be taken or
//! left. [`read`] is a small reader of our own files, for tests alone.

mod back;
mod cases;
mod laws;
mod read;
mod redlines;
mod tables;
mod views;
mod whole;

use crate::format::page::{Front, Labels, Markup, Sheet, sheet};
use crate::record::{ActorId, Origin, Proposal, ProposalId, Span, Wish};
use crate::text::{Document, Fragment, Kind, NoteId, Ranges, Source, Words};
use crate::weave::{Fate, Placed, Site, compile};
use proptest::prelude::ProptestConfig;
use std::ops::Range;
use std::sync::Arc;

/// A run of `n` random cases; `PROPTEST_CASES` asks for more or fewer.
fn cases(n: u32) -> ProptestConfig {
    let told = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: told.unwrap_or(n), failure_persistence: None, ..ProptestConfig::default() }
}

/// Text in which * and + are references to two notes.
fn words(text: &str) -> Words {
    let notes = text.chars().filter(|c| "*+".contains(*c)).map(note).collect();
    Words::new(&text.replace(['*', '+'], "\u{FFFC}"), Ranges::new(vec![0..3]), Ranges::default(), notes)
}

fn note(c: char) -> NoteId {
    NoteId::of(&[&c.to_string()])
}

fn fragment(text: &str) -> Fragment {
    let notes = ['*', '+'].map(|c| (note(c), format!("Resolution {c} & more.")));
    Fragment::new(text.split('\n').map(words).collect(), notes.into())
}

fn document(all: &[(Kind, &str, &str)]) -> Document {
    let source = |(kind, issued, text): &(Kind, &str, &str)| Source {
        kind: *kind,
        issued: (!issued.is_empty()).then(|| (*issued).to_owned()),
        masthead: false,
        words: words(text),
    };
    let notes = ['*', '+'].map(|c| (note(c), format!("Resolution {c} & more.")));
    Document::imported(all.iter().map(source).collect(), notes.into())
}

fn span(d: &Document, at: usize, range: Range<usize>) -> Span {
    let quote = d.words(at).str(range.clone()).to_owned();
    let paragraph = d.meta(at).expect("there").id;
    Span { paragraph, range, quote, before: String::new(), after: String::new() }
}

fn placed(d: &Document, actor: &str, wish: Wish) -> Placed {
    let name = ProposalId::of(actor, &[&format!("{wish:?}")]);
    let site = match (&wish, wish.span()) {
        (Wish::InsertParagraph { after, .. }, _) => Site::Gap(*after),
        (_, Some(at)) => Site::Span(at.paragraph, at.range.clone()),
        _ => Site::Nowhere,
    };
    let proposal = Arc::new(Proposal::new(name, d.hash(), wish));
    Placed {
        actor: ActorId::new(actor),
        origin: Origin::Own,
        proposal,
        fate: Fate::Clean,
        site,
        voices: Vec::new(),
    }
}

fn front(markup: Markup) -> Front {
    Front { title: "Lamps <&>".into(), symbol: "A/80/L.41".into(), markup, ..Front::default() }
}

fn clean(d: &Document) -> Sheet {
    sheet(d, None, &Front { labels: Labels::Resolution, ..front(Markup::None) })
}

fn woven(d: &Document, all: &[Placed]) -> Sheet {
    let front = Front { labels: Labels::Negotiation, ..front(Markup::Compilation) };
    sheet(d, Some(&compile(d, all)), &front)
}
