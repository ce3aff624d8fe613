//! The built-in sample: an invented negotiation, with eight voices that show every shape.
//!
//! The text is `assets/sample/zero-draft.md`; what each voice asks is in `wishes`. Both are of
//! our own writing. The sample is made as any project is: imported, then proposed on.

mod wishes;

use super::error::AppError;
use super::negotiate::say;
use super::writing::span;
use crate::format::plain;
use crate::project::{Change, Project, Put, set_status};
use crate::record::{self, ActorId, Comment, Origin, Proposal, ProposalId, Span, Standing};
use crate::text::{Fragment, Kind, Label, ParagraphId, Ranges, Series, Words};
use std::collections::BTreeMap;
use std::sync::Arc;

const DRAFT: &str = include_str!("../../../assets/sample/zero-draft.md");

/// Paragraphs that the sample shows as agreed ad referendum.
const AGREED: &[&str] = &["PP1", "PP2", "OP11"];

struct Voice {
    actor: &'static str,
    says: &'static [Said],
}

struct Said {
    wish: Wish,
    why: &'static str,
    source: &'static str,
}

/// A wish as it is written down in the sample: by labels and quoted words.
enum Wish {
    Replace { at: &'static str, quote: &'static str, with: &'static str },
    InsertAfter { at: &'static str, after: &'static str, words: &'static str },
    NewParagraph { after: &'static str, label: &'static str, words: &'static str },
    DeleteParagraph { at: &'static str },
    Move { at: &'static str, after: &'static str },
    Split { at: &'static str, before: &'static str },
    Merge { first: &'static str },
    Reserve { at: &'static str },
    Placement { at: &'static str, quote: &'static str, note: &'static str, targets: &'static [&'static str] },
    Comment { at: &'static str, quote: &'static str, text: &'static str, key: &'static str },
    Reply { to: &'static str, text: &'static str },
}

/// The sample negotiation.
pub fn project() -> Result<Project, AppError> {
    let mut project = Project::of(plain::read(DRAFT), "Zero draft")?;
    let mut threads = BTreeMap::new();
    for voice in wishes::VOICES {
        let actor = project.actor(voice.actor);
        let id = actor.id.clone();
        let put = Put { was: None, now: Some(Arc::new(actor)) };
        Change::Actor(id.clone(), put).apply(&mut project)?;
        for (n, said) in voice.says.iter().enumerate() {
            match &said.wish {
                Wish::Comment { at, quote, text, key } => {
                    let at = (!at.is_empty()).then(|| subject(&project, at, quote)).transpose()?;
                    let comment = speak(&mut project, &id, at, None, text, key)?;
                    threads.insert(*key, comment);
                }
                Wish::Reply { .. } => {}
                wish => {
                    let wish = ask(&project, wish)?;
                    let name = ProposalId::of(id.as_str(), &["sample", &n.to_string()]);
                    let proposal = Proposal {
                        rationale: said.why.to_owned(),
                        source: said.source.to_owned(),
                        sent: true,
                        ..Proposal::new(name.clone(), project.base(), wish)
                    };
                    let put = Put { was: None, now: Some(Arc::new(proposal)) };
                    Change::Proposal(id.clone(), Origin::Own, name, put).apply(&mut project)?;
                }
            }
        }
    }
    // A reply may stand before what it answers: they come last.
    for voice in wishes::VOICES {
        let id = project.actor(voice.actor).id;
        for said in voice.says {
            if let Wish::Reply { to, text } = &said.wish {
                let head = threads.get(to).cloned().ok_or_else(|| missing(to))?;
                speak(&mut project, &id, head.at.clone(), Some(head.id.clone()), text, to)?;
            }
        }
    }
    for label in AGREED {
        if let Some(change) = set_status(&project, paragraph(&project, label)?, Standing::AdRef) {
            change.apply(&mut project)?;
        }
    }
    Ok(project)
}

fn missing(what: &str) -> AppError {
    AppError::Refused(format!("the built-in sample is broken at “{what}”"))
}

fn paragraph(project: &Project, label: &str) -> Result<ParagraphId, AppError> {
    crate::text::find_label(&project.working, label).ok_or_else(|| missing(label))
}

/// The span of quoted words, which occur exactly once; without words, the whole paragraph.
fn subject(project: &Project, label: &str, quote: &str) -> Result<Span, AppError> {
    let id = paragraph(project, label)?;
    let words = project.working.words_of(id).unwrap_or_default();
    let bytes = match quote {
        "" => 0..words.text().len(),
        quote => {
            let start = words.text().find(quote).ok_or_else(|| missing(quote))?;
            start..start + quote.len()
        }
    };
    let chars = |end: usize| words.text().get(..end).map_or(0, |s| s.chars().count());
    span(project, id, chars(bytes.start)..chars(bytes.end)).ok_or_else(|| missing(quote))
}

fn speak(
    project: &mut Project,
    actor: &ActorId,
    at: Option<Span>,
    reply_to: Option<record::CommentId>,
    text: &str,
    key: &str,
) -> Result<Comment, AppError> {
    let change = say(project, actor, at, reply_to, text, key)?;
    change.apply(project)?;
    let mut all = project.tracks.get(actor).into_iter().flat_map(|t| t.comments());
    let found = all.find(|c| c.text == text.trim()).ok_or_else(|| missing(text))?;
    Ok(Comment::clone(found))
}

/// A point: the end or the start of a span.
fn point(span: Span, end: bool, project: &Project) -> Result<Span, AppError> {
    let at = if end { span.range.end } else { span.range.start };
    super::writing::span(project, span.paragraph, at..at).ok_or_else(|| missing(&span.quote))
}

fn ask(project: &Project, wish: &Wish) -> Result<record::Wish, AppError> {
    Ok(match wish {
        Wish::Replace { at, quote, with } => {
            record::Wish::Replace { at: subject(project, at, quote)?, with: Fragment::plain(with) }
        }
        Wish::InsertAfter { at, after, words } => {
            let at = point(subject(project, at, after)?, true, project)?;
            record::Wish::Replace { at, with: Fragment::plain(words) }
        }
        Wish::NewParagraph { after, label, words } => record::Wish::InsertParagraph {
            after: Some(paragraph(project, after)?),
            kind: match label.parse::<Label>() {
                Ok(Label { series: Series::Preambular, .. }) => Kind::Preambular,
                _ => Kind::Operative,
            },
            label: (*label).to_owned(),
            words: italics(words).into(),
        },
        Wish::DeleteParagraph { at } => record::Wish::DeleteParagraph { at: subject(project, at, "")? },
        Wish::Move { at, after } => {
            record::Wish::Move { at: subject(project, at, "")?, after: Some(paragraph(project, after)?) }
        }
        Wish::Split { at, before } => {
            record::Wish::Split { at: point(subject(project, at, before)?, false, project)? }
        }
        Wish::Merge { first } => {
            let at = subject(project, first, "")?;
            let place = project.working.place(at.paragraph).unwrap_or(0);
            let second = project.working.meta(place + 1).ok_or_else(|| missing(first))?.id;
            record::Wish::Merge { at, second }
        }
        Wish::Reserve { at } => record::Wish::Reserve { at: subject(project, at, "")? },
        Wish::Placement { at, quote, note, targets } => {
            let targets = targets.iter().map(|t| paragraph(project, t)).collect::<Result<_, _>>()?;
            // The words may be those of the text or of the actor's own insertion there.
            let here = subject(project, at, quote).or_else(|_| subject(project, at, ""))?;
            let end = point(here, true, project)?;
            let words = Fragment::plain(quote);
            record::Wish::Placement { at: end, words, note: (*note).to_owned(), targets, copy: true }
        }
        Wish::Comment { .. } | Wish::Reply { .. } => return Err(missing("a comment")),
    })
}

/// Words with the one italic range that asterisks mark.
fn italics(marked: &str) -> Words {
    let parts: Vec<&str> = marked.split('*').collect();
    match parts.as_slice() {
        [before, verb, after] => {
            let start = before.chars().count();
            let range = start..start + verb.chars().count();
            let text = format!("{before}{verb}{after}");
            Words::new(&text, Ranges::new(vec![range]), Ranges::default(), Vec::new())
        }
        _ => Words::plain(marked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::all_placed;
    use crate::weave::Fate;

    #[test]
    fn the_sample_is_whole_and_shows_every_shape() {
        let project = project().expect("the sample");
        let placed = all_placed(&project);
        assert!(placed.iter().all(|p| p.fate == Fate::Clean), "every anchor is clean");
        assert_eq!(project.tracks.len(), 8);
        let mut shapes: Vec<&str> = placed.iter().map(|p| p.proposal.wish.name()).collect();
        shapes.sort_unstable();
        shapes.dedup();
        let all = [
            "delete",
            "delete-paragraph",
            "insert",
            "insert-paragraph",
            "merge",
            "move",
            "placement",
            "replace",
            "reserve",
            "split",
        ];
        assert_eq!(shapes, all);
    }
}
