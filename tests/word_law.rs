//! The law of Word files: a negotiation that is written as one, and merged into a fresh project of
//! the same text, is the same negotiation: the text, the groups with those who back them, the
//! comments with their threads.
//!
//! `PROPTEST_CASES` asks for more negotiations, `CHAPEAU_KEEP` names a folder for their files.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::export::{Options, default_labels, render_with};

use chapeau::app::returns::{Who, from_word};
use chapeau::app::{View, merge_returned, say, span_of};
use chapeau::format::{docx, plain};
use chapeau::project::{Change, Project, Put, open_placed};
use chapeau::record::{ActorId, Origin, Proposal, ProposalId, Wish};
use chapeau::revise::marked::{Marked, Side};
use chapeau::text::{Document, Fragment, Kind, NoteId, Ranges, Words};
use chapeau::weave::{self, Node, Placed};
use common::cases;
use common::made::span;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A text of our own with one of most things.
const TEXT: &str = "\
# Lamps of the harbour

*The General Assembly,*

*Recalling* its resolution 1/1 on the lamps of harbours,[^1] and the talks held in spring,

*Noting* that harbour masters of small ports burn oil in every lamp,

## Lamps and oil

1. *Calls upon* all keepers of old lamps to burn clean oil from dusk until dawn;

2. *Decides* to count the ships in the harbour every year:[^2]

    (a) In the northern port, with the pilots of the winter;

    (b) In the southern port, with the pilots of the summer;

3. *Requests* the chandlers to report on the strength of ropes, “as ever”, before the herring come;

4. *Invites* ferry owners to post their fares in large letters at both ends.

[^1]: Resolution 1/1.
[^2]: See A/1/1.
";

const ACTORS: [&str; 5] = ["EU", "G77 and China", "Japan", "UPU", "US"];

const NEW: [&str; 8] =
    ["red", "all the", "safe & orderly", "of “salt”", "and more", "at last", "in <Côte d’Azur>", "بلا تأخير"];

/// One wish of a plan: paragraph, kind, where it starts, how long it is, which words it brings.
type Plan = (usize, u8, usize, usize, usize);

/// A remark: who, on which paragraph, from where, how long, what, whether it answers the first.
type Remark = (usize, Option<usize>, usize, usize, String, bool);

fn base() -> Project {
    Project::of(plain::read(TEXT), "Zero draft").unwrap()
}

/// Words that somebody brings: some in italics, some with a note.
fn brought(new: usize, len: usize) -> Fragment {
    let text = NEW[new % NEW.len()];
    let italic = if len % 5 == 1 { vec![0..2] } else { vec![] };
    if len % 11 != 3 {
        return Fragment::from(Words::new(text, Ranges::new(italic), Ranges::default(), vec![]));
    }
    let note = NoteId::of(&["note", "See A/9/9.", "1"]);
    let text = format!("{text}{}", chapeau::text::NOTE);
    let words = Words::new(&text, Ranges::new(italic), Ranges::default(), vec![note]);
    Fragment::new(vec![words], BTreeMap::from([(note, "See A/9/9.".to_owned())]))
}

/// The wishes of an actor: never two that touch, for two that touch are one.
fn wishes(base: &Document, plans: &[Plan]) -> Vec<Wish> {
    let mut out = Vec::new();
    let mut taken: BTreeMap<usize, Vec<std::ops::Range<usize>>> = BTreeMap::new();
    let (mut gaps, mut whole) = (BTreeSet::new(), BTreeSet::new());
    for (at, kind, start, len, new) in plans {
        let at = at % base.len();
        let Some(meta) = base.meta(at).filter(|m| !m.masthead) else { continue };
        let size = base.len_of(at);
        let all = || span(base, at, 0..size);
        let start = 1 + start % (size - 2);
        let end = (start + len % 20).min(size - 1);
        let free = |taken: &BTreeMap<usize, Vec<std::ops::Range<usize>>>| {
            let spans = taken.get(&at);
            !spans.is_some_and(|all| all.iter().any(|r| start < r.end + 2 && r.start < end + 2))
        };
        match kind {
            0..=5 if free(&taken) => {
                let range = if *kind < 2 { start..start } else { start..end };
                let with = if matches!(kind, 2 | 3) { Fragment::default() } else { brought(*new, *len) };
                if !(range.is_empty() && with.is_empty()) {
                    taken.entry(at).or_default().push(start..end);
                    out.push(Wish::Replace { at: span(base, at, range), with });
                }
            }
            6 if !taken.contains_key(&at) && whole.insert(at) => {
                taken.entry(at).or_default().push(0..size);
                out.push(Wish::DeleteParagraph { at: all() });
            }
            7 if gaps.insert(at) => {
                let kind = if len % 5 == 0 { Kind::Heading } else { Kind::Operative };
                let mut lines = vec![brought(*new, *len).lines()[0].clone()];
                lines.extend((len % 2 == 1).then(|| Words::plain("and a second line")));
                let words = Fragment::new(lines, brought(*new, *len).notes().clone());
                out.push(Wish::InsertParagraph { after: Some(meta.id), kind, label: String::new(), words });
            }
            8 => {
                let at = if len % 2 == 0 { all() } else { span(base, at, start..end) };
                out.push(Wish::Reserve { at });
            }
            9 if whole.insert(at) => {
                let other = base.meta((at + 1 + len % 2) % base.len()).map(|m| m.id);
                let other = other.filter(|o| *o != meta.id);
                match (new % 3, other) {
                    (0, _) => {
                        let text = base.text(at);
                        let words: Vec<usize> =
                            text.match_indices(' ').map(|(b, _)| text[..b].chars().count() + 1).collect();
                        let place = words.get(start % words.len().max(1));
                        out.extend(place.map(|p| Wish::Split { at: span(base, at, *p..*p) }));
                    }
                    (1, _) => {
                        out.extend(base.meta(at + 1).map(|next| Wish::Merge { at: all(), second: next.id }))
                    }
                    (_, after) => out.push(Wish::Move { at: all(), after }),
                }
            }
            _ => {}
        }
    }
    out
}

/// What nobody can tell apart in a file: a paragraph put in behind one that another moves away
/// stands behind the one before that as well.
fn is_adrift(project: &Project) -> bool {
    let all: Vec<&Wish> = project.tracks.values().flat_map(|t| t.proposals()).map(|(_, p)| &p.wish).collect();
    let moved: BTreeSet<_> = all
        .iter()
        .filter_map(|w| match w {
            Wish::Move { at, .. } => Some(at.paragraph),
            _ => None,
        })
        .collect();
    all.iter().any(|w| matches!(w, Wish::InsertParagraph { after: Some(after), .. } if moved.contains(after)))
}

/// A negotiation on the text.
fn negotiation(plans: &[Vec<Plan>], remarks: &[Remark]) -> Project {
    let mut project = base();
    let document = project.working.clone();
    for (plans, name) in plans.iter().zip(ACTORS) {
        let actor = project.actor(name);
        let id = actor.id.clone();
        Change::Actor(id.clone(), Put { was: None, now: Some(Arc::new(actor)) }).apply(&mut project).unwrap();
        for (n, wish) in wishes(&document, plans).into_iter().enumerate() {
            let name = ProposalId::of(id.as_str(), &[&n.to_string()]);
            let proposal = Proposal::new(name.clone(), project.base(), wish);
            let put = Put { was: None, now: Some(Arc::new(proposal)) };
            Change::Proposal(id.clone(), Origin::Own, name, put).apply(&mut project).unwrap();
        }
    }
    let mut first = None;
    for (n, (who, at, from, len, text, reply)) in remarks.iter().enumerate() {
        let id = ActorId::new(ACTORS[who % ACTORS.len()]);
        let place = at.map(|at| at % document.len());
        let at = place.and_then(|at| {
            let (from, id) = (from % document.len_of(at), document.meta(at)?.id);
            span_of(&project, id, from..(from + len).min(document.len_of(at)))
        });
        let to = first.clone().filter(|_| *reply);
        let before: BTreeSet<_> = comments(&project).map(|(_, c)| c.id.clone()).collect();
        say(&project, &id, if to.is_some() { None } else { at }, to, text, &n.to_string())
            .unwrap()
            .apply(&mut project)
            .unwrap();
        let made = comments(&project).map(|(_, c)| c.id.clone()).find(|id| !before.contains(id));
        first = first.or(made);
    }
    project
}

fn comments(project: &Project) -> impl Iterator<Item = (&ActorId, &Arc<chapeau::record::Comment>)> {
    project.tracks.iter().flat_map(|(a, t)| t.comments().map(move |c| (a, c)))
}

/// Threads: who, where, what, and the replies.
type Thread = (String, Option<(String, std::ops::Range<usize>)>, String, Vec<(String, String)>);

fn threads(project: &Project) -> Vec<Thread> {
    let mut out: Vec<Thread> = comments(project)
        .filter(|(_, c)| c.reply_to.is_none())
        .map(|(actor, c)| {
            let at = c.at.as_ref().map(|s| (s.paragraph.to_string(), s.range.clone()));
            let replies = comments(project).filter(|(_, r)| r.reply_to.as_ref() == Some(&c.id));
            let mut replies: Vec<_> = replies.map(|(a, r)| (a.to_string(), r.text.clone())).collect();
            replies.sort();
            (actor.to_string(), at, c.text.clone(), replies)
        })
        .collect();
    out.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    out
}

/// The groups by name, with those who back them.
fn groups(project: &Project) -> BTreeMap<String, Vec<ActorId>> {
    let groups = weave::groups(&project.working, &open_placed(project)).into_values();
    groups.map(|g| (g.id.to_string(), g.backers.clone())).collect()
}

fn changes<'a>(nodes: &'a [Node], out: &mut Vec<&'a weave::Change>) {
    for node in nodes {
        if let Node::Change(change) = node {
            out.push(change);
            changes(&change.old, out);
        }
    }
}

/// Whether one actor has two wishes in words that cross others, or beside them: written as
/// versions of the same words, they cannot all be told apart again.
fn is_tangled(base: &Document, placed: &[Placed]) -> bool {
    weave::compile(base, placed).paragraphs.iter().any(|p| {
        let mut all = Vec::new();
        changes(&p.nodes, &mut all);
        all.iter().filter(|c| c.crossing).any(|c| {
            let beside = all.iter().filter(|o| o.range.start <= c.range.end && c.range.start <= o.range.end);
            let near: Vec<&ActorId> = beside.flat_map(|c| &c.arms).flat_map(|a| &a.by).collect();
            let own: BTreeSet<&ActorId> = c.arms.iter().flat_map(|a| &a.by).collect();
            own.iter().any(|by| near.iter().filter(|a| *a == by).count() > 1)
        })
    })
}

fn written(project: &Project) -> Vec<u8> {
    let labels = default_labels(project, &View::Compilation);
    render_with(project, &View::Compilation, labels, Path::new("c.docx"), &Options::default()).unwrap()
}

/// The text as it was, of the file and of the project: kind, words, italics, notes.
fn text_of_file(marked: &Marked) -> Vec<(Kind, String, Vec<String>)> {
    let view = marked.view(Side::Rejected);
    let notes = |w: &Words| w.notes().iter().map(|n| view.notes[n].clone()).collect();
    view.paragraphs.iter().map(|p| (p.kind, p.words.text().to_owned(), notes(&p.words))).collect()
}

fn text_of_base(document: &Document) -> Vec<(Kind, String, Vec<String>)> {
    let notes = |w: &Words| w.notes().iter().map(|n| document.note(*n).unwrap().to_owned()).collect();
    let all = (0..document.len()).map(|at| (document.meta(at).unwrap().kind, document.words(at)));
    all.map(|(kind, words)| (kind, words.text().to_owned(), notes(&words))).collect()
}

fn plans() -> impl Strategy<Value = Vec<Vec<Plan>>> {
    let one = (0usize..12, 0u8..10, 0usize..90, 0usize..40, 0usize..8);
    prop::collection::vec(prop::collection::vec(one, 0..6), 1..6)
}

fn remarks() -> impl Strategy<Value = Vec<Remark>> {
    let text = "[a-zé“<&\\[(][a-z “”<>&é.\n]{0,20}[a-z.]";
    prop::collection::vec(
        (0usize..5, prop::option::of(0usize..12), 0usize..60, 1usize..20, text, any::<bool>()),
        0..4,
    )
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_negotiation_comes_back_from_word((plans, remarks) in (plans(), remarks())) {
        let project = negotiation(&plans, &remarks);
        prop_assume!(!is_adrift(&project));
        prop_assume!(!is_tangled(&project.working, &open_placed(&project)));
        let file = written(&project);
        prop_assert_eq!(&file, &written(&project));
        if let Ok(folder) = std::env::var("CHAPEAU_KEEP") {
            let name = chapeau::text::Hash::of(&[&format!("{plans:?}{remarks:?}")]).to_string();
            std::fs::write(Path::new(&folder).join(name).with_extension("docx"), &file).unwrap();
        }
        let marked = docx::read(&file).unwrap();
        prop_assert_eq!(text_of_file(&marked), text_of_base(&project.working));
        let mut fresh = base();
        let returned = from_word(&fresh, Path::new("c.docx"), &marked, &Who::default());
        // A file in which nobody changed anything is no return.
        if let Ok(returned) = returned {
            prop_assert!(returned.told.untaken.is_empty(), "{:?}", returned.told.untaken);
            merge_returned(&fresh, &returned).unwrap().change.apply(&mut fresh).unwrap();
        } else {
            prop_assert!(groups(&project).is_empty() && threads(&project).is_empty(), "{returned:?}");
        }
        prop_assert_eq!(groups(&fresh), groups(&project));
        prop_assert_eq!(threads(&fresh), threads(&project));
        // Once more is nothing new.
        if let Ok(again) = from_word(&fresh, Path::new("c.docx"), &marked, &Who::default()) {
            let once = fresh.clone();
            merge_returned(&fresh, &again).unwrap().change.apply(&mut fresh).unwrap();
            prop_assert_eq!(groups(&fresh), groups(&once));
            prop_assert_eq!(threads(&fresh), threads(&once));
        }
    }
}
