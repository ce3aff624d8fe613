//! What weaving promises: the laws, and the cases where other programs fail. Here: how
//! texts and proposals are made for them.

mod amend;
mod brackets;
mod cases;
mod laws;
mod scale;

use super::*;
use crate::record::{ActorId, Inside, Origin, Position, Proposal, ProposalId, Span, Stance, Wish};
use crate::text::{
    self, Document, Fragment, Kind, Meta, NoteId, Paragraph, ParagraphId, Ranges, Source, Words,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Text in which * and + are references to two notes.
fn words(text: &str) -> Words {
    let notes = text.chars().filter(|c| "*+".contains(*c)).map(note).collect();
    Words::new(&text.replace(['*', '+'], "\u{FFFC}"), Ranges::default(), Ranges::default(), notes)
}

fn note(c: char) -> NoteId {
    NoteId::of(&[&c.to_string()])
}

fn fragment(text: &str) -> Fragment {
    let notes = ['*', '+'].map(|c| (note(c), format!("Resolution {c}.")));
    Fragment::new(text.split('\n').map(words).collect(), notes.into())
}

fn doc(texts: &[&str]) -> Document {
    let source = |t: &&str| Source { kind: Kind::Operative, issued: None, masthead: false, words: words(t) };
    Document::imported(texts.iter().map(source).collect(), [(note('*'), "Resolution *.".into())].into())
}

/// The whole text with quotation marks unified.
fn unified(d: &Document) -> Vec<(String, Vec<NoteId>)> {
    (0..d.len()).map(|at| (super::canon::key(&d.text(at)), d.notes_at(at).to_vec())).collect()
}

fn id(d: &Document, at: usize) -> ParagraphId {
    d.meta(at).expect("there").id
}

fn span(d: &Document, at: usize, range: Range<usize>) -> Span {
    let quote = d.words(at).str(range.clone()).to_owned();
    Span { paragraph: id(d, at), range, quote, before: String::new(), after: String::new() }
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

/// Replaces the first occurrence of `old` in paragraph `at`.
fn swap(d: &Document, at: usize, actor: &str, old: &str, new: &str) -> Placed {
    let text = d.text(at);
    let start = text.get(..text.find(old).expect("found")).expect("border").chars().count();
    let at = span(d, at, start..start + old.chars().count());
    placed(d, actor, Wish::Replace { at, with: Fragment::plain(new) })
}

/// Inserts after the first occurrence of `before`.
fn put(d: &Document, at: usize, actor: &str, before: &str, new: &str) -> Placed {
    let text = d.text(at);
    let start = text.get(..text.find(before).expect("found") + before.len()).expect("border").chars().count();
    placed(d, actor, Wish::Replace { at: span(d, at, start..start), with: Fragment::plain(new) })
}

/// Replaces the first occurrence of `old` in the words that another proposal puts in.
fn amend(d: &Document, target: &Placed, actor: &str, old: &str, new: &str) -> Placed {
    let words = target.proposal.wish.fragment().expect("words").text();
    let start = words.get(..words.find(old).expect("found")).expect("border").chars().count();
    within(d, target, actor, start..start + old.chars().count(), fragment(new))
}

fn within(d: &Document, target: &Placed, actor: &str, range: Range<usize>, with: Fragment) -> Placed {
    let at = Inside::new(&target.proposal, range.clone()).expect("words");
    let site = Site::Within { host: Box::new(target.site.clone()), of: at.of.clone(), range };
    Placed { site, ..placed(d, actor, Wish::Amend { at, with }) }
}

fn whole(d: &Document, at: usize) -> Span {
    span(d, at, 0..d.len_of(at))
}

fn new(d: &Document, after: Option<usize>, actor: &str, label: &str, words: &str) -> Placed {
    let after = after.map(|at| id(d, at));
    let words = Fragment::plain(words);
    placed(d, actor, Wish::InsertParagraph { after, kind: Kind::Operative, label: label.into(), words })
}

fn printed(d: &Document, all: &[Placed]) -> Vec<String> {
    compile(d, all).paragraphs.iter().map(|p| inline(p, &|a| a.to_string())).collect()
}

fn by(d: &Document, all: &[Placed], actor: &str) -> Arc<Group> {
    let actor = ActorId::new(actor);
    groups(d, all).into_values().find(|g| g.backers.contains(&actor)).expect("a group")
}

fn accepted(d: &Document, of: &[&Group]) -> Vec<String> {
    let changes = accept(d, of, None, "s").expect("no conflict");
    let mut out = d.clone();
    text::apply_all(&mut out, &changes).expect("fits");
    (0..out.len()).map(|at| out.text(at)).collect()
}
