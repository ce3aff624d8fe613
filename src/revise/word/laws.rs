//! What reading marks promises: what a writer of tracked changes writes comes back as the same
//! groups with the same backers, and the two sides are the two texts.

use super::super::marked::*;
use super::tests::{document, take};
use super::*;
use crate::record::{Origin, Proposal, ProposalId, Span, Wish};
use crate::text::{Fragment, Kind, Words};
use crate::weave::{self, Change, CompiledParagraph, Fate, Mark, MarkKind, Node, Of, Placed, Run, Site};
use proptest::prelude::*;
use std::sync::Arc;

/// Those who put a run in and those who take it out, as a file of tracked changes has it.
fn flat(runs: &[Run], n: usize) -> (BTreeSet<ActorId>, BTreeSet<ActorId>) {
    let (mut put, mut gone) = (BTreeSet::new(), BTreeSet::new());
    for (depth, mark) in runs[n].marks.iter().enumerate() {
        match mark.kind {
            MarkKind::Inserted => put.extend(mark.by.iter().cloned()),
            MarkKind::Deleted => gone.extend(mark.by.iter().cloned()),
            MarkKind::Alternative if mark.group.is_some() => put.extend(mark.by.iter().cloned()),
            MarkKind::Alternative => {
                let at = |i: usize| runs.get(i).and_then(|r: &Run| r.marks.get(depth));
                let is = |m: &Mark, base: bool| m.kind == MarkKind::Alternative && m.group.is_none() == base;
                let end =
                    (n..runs.len()).find(|i| !at(*i).is_some_and(|m| is(m, true))).unwrap_or(runs.len());
                let others = (end..runs.len()).map_while(at).take_while(|m| is(m, false));
                gone.extend(others.flat_map(|m| m.by.iter().cloned()));
            }
            MarkKind::Doubt => {}
        }
    }
    (put, gone)
}

fn trace(by: &BTreeSet<ActorId>) -> Option<Trace> {
    let by = by.iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ");
    (!by.is_empty()).then_some(Trace { by, ..Trace::default() })
}

fn arms<'a>(nodes: &'a [Node], out: &mut Vec<&'a Change>) {
    for node in nodes {
        if let Node::Change(change) = node {
            out.push(change);
            arms(&change.old, out);
        }
    }
}

/// A compilation as a file of tracked changes has it.
fn written(base: &Document, placed: &[Placed]) -> Marked {
    let mut out = Marked::default();
    for woven in &weave::compile(base, placed).paragraphs {
        write(base, woven, &mut out);
    }
    out
}

fn write(base: &Document, woven: &CompiledParagraph, out: &mut Marked) {
    let runs = woven.runs();
    let flats: Vec<_> = (0..runs.len()).map(|n| flat(&runs, n)).collect();
    let mut changes = Vec::new();
    arms(&woven.nodes, &mut changes);
    let all = changes.iter().flat_map(|c| &c.arms);
    let whole: BTreeSet<ActorId> = all.clone().filter(|a| a.whole).flat_map(|a| a.by.clone()).collect();
    let stays = runs.iter().zip(&flats).any(|(r, f)| f.1.is_empty() && !r.text.is_empty());
    let (end, id) = match &woven.of {
        Of::Text(id) if stays => (Tracked::default(), Some(*id)),
        Of::Text(id) => (Tracked { put: None, gone: trace(&whole) }, Some(*id)),
        Of::Proposed(..) => {
            (Tracked { put: trace(&all.flat_map(|a| a.by.clone()).collect()), gone: None }, None)
        }
    };
    let paragraph = out.paragraphs.len();
    let mut offsets = BTreeMap::new();
    let mut made = MarkedParagraph { kind: woven.kind, id, end, ..MarkedParagraph::default() };
    let mut len = 0;
    for (run, (put, gone)) in runs.iter().zip(flats) {
        if let (weave::From::Text(at), true) = (&run.from, put.is_empty()) {
            (0..run.text.chars().count()).for_each(|n| {
                offsets.insert(at + n, len + n);
            });
        }
        len += run.text.chars().count();
        let tracked = Tracked { put: trace(&put), gone: trace(&gone) };
        made.runs.push(MarkedRun {
            text: run.text.clone(),
            italic: run.italic,
            tracked,
            ..MarkedRun::default()
        });
    }
    let size = id.and_then(|id| base.words_of(id)).map_or(0, |w| w.len());
    let place = |at: usize, end: bool| match end && at > 0 {
        true => MarkedPlace { paragraph, at: offsets.get(&(at - 1)).map_or(len, |o| o + 1) },
        false => MarkedPlace { paragraph, at: offsets.get(&at).copied().unwrap_or(len) },
    };
    let mut say = |by: &BTreeSet<ActorId>, range: std::ops::Range<usize>, text: String| {
        let (start, end) = (place(range.start, false), place(range.end, !range.is_empty()));
        let by = trace(by).map(|t| t.by).unwrap_or_default();
        let said = vec![Remark { by, date: None, text }];
        out.threads.push(MarkedThread { at: Some((start, end)), resolved: false, said });
    };
    for tag in &woven.tags {
        let text = if tag.what == "placement" { format!("/{}/", tag.text) } else { tag.text.clone() };
        say(&tag.by.iter().cloned().collect(), tag.range.clone(), text);
    }
    if stays && !whole.is_empty() && id.is_some() {
        say(&whole, 0..size, "Delete this paragraph.".into());
    }
    out.paragraphs.push(made);
}

/// One wish of a plan: paragraph, kind, where it starts, how long it is, which words it brings.
type Plan = (usize, u8, usize, usize, usize);

const NEW: [&str; 6] = ["red", "all the", "safe and orderly", "of salt", "and more", "at last"];

fn span(base: &Document, at: usize, range: std::ops::Range<usize>) -> Span {
    crate::revise::spans::span(base.meta(at).expect("there").id, &base.words(at), range)
}

/// The wishes of an actor: never two that touch, for two that touch are one.
fn wishes(base: &Document, plans: &[Plan]) -> Vec<Wish> {
    let mut out = Vec::new();
    let mut taken: BTreeMap<usize, Vec<std::ops::Range<usize>>> = BTreeMap::new();
    let mut gaps = BTreeSet::new();
    let mut whole = BTreeSet::new();
    for (at, kind, start, len, new) in plans {
        let at = at % base.len();
        let id = base.meta(at).map(|m| m.id);
        let size = base.len_of(at);
        let all = || span(base, at, 0..size);
        let start = 1 + start % (size - 2);
        let end = (start + len % 14).min(size - 1);
        let with = NEW[new % NEW.len()];
        let free = |taken: &BTreeMap<usize, Vec<std::ops::Range<usize>>>| {
            let spans = taken.get(&at);
            !spans.is_some_and(|all| all.iter().any(|r| start < r.end + 2 && r.start < end + 2))
        };
        match kind {
            0..=5 if free(&taken) => {
                let range = if *kind < 2 { start..start } else { start..end };
                let with = if *kind == 2 || *kind == 3 { "" } else { with };
                if !(range.is_empty() && with.is_empty()) {
                    taken.entry(at).or_default().push(start..end);
                    out.push(Wish::Replace { at: span(base, at, range), with: Fragment::plain(with) });
                }
            }
            6 if !taken.contains_key(&at) && whole.insert(at) => {
                taken.entry(at).or_default().push(0..size);
                out.push(Wish::DeleteParagraph { at: all() });
            }
            7 if gaps.insert(at) => {
                let after = id.filter(|_| !start.is_multiple_of(7));
                if after.is_some() || gaps.insert(usize::MAX) {
                    let words = if len % 2 == 0 { with.to_owned() } else { format!("{with}\n{with} too") };
                    let kind = if len % 5 == 0 { Kind::Heading } else { Kind::Operative };
                    let words = Fragment::plain(&words);
                    out.push(Wish::InsertParagraph { after, kind, label: String::new(), words });
                }
            }
            8 => {
                out.push(Wish::Reserve { at: if len % 2 == 0 { all() } else { span(base, at, start..end) } })
            }
            9 if whole.insert(at) => {
                let other =
                    base.meta((at + 1 + len % 2) % base.len()).map(|m| m.id).filter(|o| Some(*o) != id);
                match (new % 3, other) {
                    (0, _) => {
                        let text = base.text(at);
                        let words = text.match_indices(' ').map(|(b, _)| text[..b].chars().count() + 1);
                        let at =
                            words.clone().nth(start % words.count().max(1)).map(|p| span(base, at, p..p));
                        out.extend(at.map(|at| Wish::Split { at }));
                    }
                    (1, Some(second)) => out.push(Wish::Merge { at: all(), second }),
                    (_, after) => out.push(Wish::Move { at: all(), after }),
                }
            }
            _ => {}
        }
    }
    out
}

fn placed(base: &Document, actor: &ActorId, wish: Wish) -> Placed {
    let site = match (&wish, wish.span()) {
        (Wish::InsertParagraph { after, .. }, _) => Site::Gap(*after),
        (_, Some(at)) => Site::Span(at.paragraph, at.range.clone()),
        _ => Site::Nowhere,
    };
    let id = ProposalId::of(actor.as_str(), &[&format!("{wish:?}")]);
    let proposal = Arc::new(Proposal::new(id, base.hash(), wish));
    Placed {
        actor: actor.clone(),
        origin: Origin::Own,
        proposal,
        fate: Fate::Clean,
        site,
        voices: Vec::new(),
    }
}

type Said = BTreeMap<String, Vec<ActorId>>;

fn said(base: &Document, placed: &[Placed]) -> Said {
    let groups = weave::groups(base, placed).into_values();
    groups.map(|g| (g.id.to_string(), g.backers.clone())).collect()
}

/// Whether one actor has two wishes in words that cross others, or beside them: written as
/// versions of the same words, they cannot all be told apart again.
fn is_tangled(base: &Document, placed: &[Placed]) -> bool {
    weave::compile(base, placed).paragraphs.iter().any(|p| {
        let mut changes = Vec::new();
        arms(&p.nodes, &mut changes);
        changes.iter().filter(|c| c.crossing).any(|c| {
            let near = |o: &&&Change| o.range.start <= c.range.end && c.range.start <= o.range.end;
            let beside = changes.iter().filter(near);
            let all: Vec<&ActorId> = beside.flat_map(|c| &c.arms).flat_map(|a| &a.by).collect();
            let own: BTreeSet<&ActorId> = c.arms.iter().flat_map(|a| &a.by).collect();
            own.iter().any(|by| all.iter().filter(|a| *a == by).count() > 1)
        })
    })
}

fn base() -> Document {
    document(&[
        "1.|Welcomes the tide tables that the harbour masters have drawn up;",
        "2.|Calls upon lighthouse keepers to burn clean oil in every lamp;",
        "3.|Requests the chandlers to report on the strength of hemp ropes;",
        "4.|Notes with concern that herring come later each year.",
    ])
}

fn plan() -> impl Strategy<Value = Vec<Vec<Plan>>> {
    let one = (0usize..8, 0u8..10, 0usize..60, 0usize..40, 0usize..6);
    prop::collection::vec(prop::collection::vec(one, 0..5), 1..5)
}

const ACTORS: [&str; 4] = ["EU", "Japan", "Norway", "US"];

fn all_placed(base: &Document, plans: &[Vec<Plan>]) -> Vec<Placed> {
    let each = plans.iter().zip(ACTORS).flat_map(|(plans, name)| {
        let actor = ActorId::new(name);
        wishes(base, plans).into_iter().map(move |wish| (actor.clone(), wish))
    });
    each.map(|(actor, wish)| placed(base, &actor, wish)).collect()
}

fn read_back(base: &Document, result: &FromMarked) -> Vec<Placed> {
    let each = result.strands.iter().flat_map(|(actor, strand)| {
        strand.proposals.values().map(move |p| placed(base, actor, p.wish.clone()))
    });
    each.collect()
}

proptest! {
    /// What is written comes back: the same groups, the same backers, nothing more.
    #[test]
    fn what_is_written_comes_back(plans in plan()) {
        let base = base();
        let all = all_placed(&base, &plans);
        prop_assume!(!is_tangled(&base, &all));
        let copy = written(&base, &all);
        let result = take(&base, &copy, None);
        prop_assert_eq!(said(&base, &read_back(&base, &result)), said(&base, &all), "{:#?}\n{:#?}", copy.paragraphs, super::tests::told(&base, &result));
        prop_assert!(result.untaken.is_empty(), "{:?}", result.untaken);
        let comments = result.strands.values().map(|s| s.comments.len()).sum::<usize>();
        prop_assert_eq!(comments, 0);
        prop_assert_eq!(take(&base, &copy, None), result);
    }

    /// However tangled: every new word comes back, or is told.
    #[test]
    fn nothing_written_is_lost(plans in plan()) {
        let base = base();
        let all = all_placed(&base, &plans);
        let result = take(&base, &written(&base, &all), None);
        let untaken = result.untaken.join(" ");
        for one in &all {
            let own: String = result.strands.get(&one.actor).map(|s| s.proposals.values().map(|p| p.wish.new_words()).collect()).unwrap_or_default();
            // What replaces words is written without those that stand there already.
            let alone = one.proposal.wish.span().is_none_or(|at| at.range.is_empty());
            for word in one.proposal.wish.new_words().split_whitespace().filter(|_| alone) {
                let held = own.contains(word) || untaken.contains(word);
                prop_assert!(held, "{} {:?}", one.actor, one.proposal.wish);
            }
        }
    }

    /// The rejected side is the base, word for word; the accepted one holds every new word of
    /// what is not taken out again.
    #[test]
    fn the_two_sides(plans in plan()) {
        let base = base();
        let copy = written(&base, &all_placed(&base, &plans));
        let rejected = copy.view(Side::Rejected);
        let texts: Vec<String> = rejected.paragraphs.iter().map(|p| p.words.text().to_owned()).collect();
        prop_assert_eq!(texts, (0..base.len()).map(|at| base.text(at)).collect::<Vec<_>>());
        let accepted: String = copy.view(Side::Accepted).paragraphs.iter().map(|p| p.words.text()).collect();
        let runs = copy.paragraphs.iter().flat_map(|p| &p.runs).filter(|r| r.tracked.gone.is_none());
        let want: String = runs.map(|r| r.text.as_str()).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&accepted), bare(&want));
    }

    /// Whatever a file holds: every span is where it says, and no word that somebody put in is
    /// lost without a line.
    #[test]
    fn any_marks_are_sound(paragraphs in prop::collection::vec(any_paragraph(), 0..6), sender in any::<bool>()) {
        let base = base();
        let copy = Marked { paragraphs, ..Marked::default() };
        let result = take(&base, &copy, sender.then_some("EU"));
        let mut places = String::new();
        for (actor, strand) in &result.strands {
            for proposal in strand.proposals.values() {
                if let Some(span) = proposal.wish.span() {
                    let words = base.words_of(span.paragraph).expect("in the base");
                    prop_assert!(span.range.start <= span.range.end && span.range.end <= words.len());
                    prop_assert_eq!(words.str(span.range.clone()), &span.quote);
                }
                places.push_str(&format!("{actor} {}\n", proposal.wish.new_words()));
            }
            strand.comments.values().for_each(|c| places.push_str(&c.text));
        }
        places.push_str(&format!("{:?} {:?} {:?}", result.untaken, result.furniture, result.warnings));
        for run in copy.paragraphs.iter().flat_map(|p| &p.runs) {
            if run.tracked.put.is_some() && run.tracked.gone.is_none() {
                for word in run.text.split_whitespace().filter(|w| w.starts_with('x')) {
                    prop_assert!(places.contains(word), "{word} of {copy:#?} in {places}");
                }
            }
        }
    }
}

/// A paragraph of the base as one author changed it: pieces kept, taken out, and what is put in
/// behind each: words, ends of paragraphs; and whether its end goes.
type Rewritten = (Vec<(bool, Option<&'static str>)>, bool);

fn rewritten() -> impl Strategy<Value = Vec<Rewritten>> {
    let new = prop_oneof![
        5 => Just(None),
        1 => Just(Some("red ")),
        1 => Just(Some("\n")),
        1 => Just(Some("at last;\nWelcomes ")),
        1 => Just(Some("\nNotes all salt;\n")),
    ];
    let piece = (prop::bool::weighted(0.3), new);
    let paragraph = (prop::collection::vec(piece, 1..4), prop::bool::weighted(0.2));
    prop::collection::vec(paragraph, 4..5)
}

fn rewrite(base: &Document, plan: &[Rewritten]) -> Marked {
    let eu = || Some(Trace { by: "EU".into(), ..Trace::default() });
    let new = |at: usize| MarkedParagraph {
        kind: base.meta(at).expect("there").kind,
        ..MarkedParagraph::default()
    };
    let mut out = vec![new(0)];
    for (at, (pieces, goes)) in plan.iter().enumerate() {
        let text = base.text(at);
        let words: Vec<&str> = text.split_inclusive(' ').collect();
        let size = words.len().div_ceil(pieces.len());
        for (words, (gone, put)) in words.chunks(size).zip(pieces) {
            let tracked = Tracked { put: None, gone: if *gone { eu() } else { None } };
            let here = out.last_mut().expect("one");
            here.runs.push(MarkedRun { text: words.concat(), tracked, ..MarkedRun::default() });
            for (n, line) in put.unwrap_or_default().split('\n').enumerate() {
                if n > 0 {
                    out.last_mut().expect("one").end.put = eu();
                    out.push(new(at));
                }
                let tracked = Tracked { put: eu(), gone: None };
                let run = MarkedRun { text: line.into(), tracked, ..MarkedRun::default() };
                out.last_mut().expect("one").runs.extend((!line.is_empty()).then_some(run));
            }
        }
        if *goes && at + 1 < plan.len() {
            out.last_mut().expect("one").end.gone = eu();
        }
        out.push(new((at + 1).min(plan.len() - 1)));
    }
    out.pop();
    Marked { paragraphs: out, ..Marked::default() }
}

proptest! {
    /// All that one author wants together is the text as Word shows it when all is accepted.
    #[test]
    fn all_wishes_make_the_accepted_text(plan in rewritten()) {
        let base = base();
        let copy = rewrite(&base, &plan);
        let result = take(&base, &copy, None);
        let placed = read_back(&base, &result);
        let seconds = placed.iter().filter_map(|p| match &p.proposal.wish {
            Wish::Merge { second, .. } => Some(*second),
            _ => None,
        });
        let seconds: Vec<ParagraphId> = seconds.collect();
        // Weaving does not join three paragraphs at once.
        prop_assume!(!placed.iter().any(|p| match &p.proposal.wish {
            Wish::Merge { at, .. } => seconds.contains(&at.paragraph),
            _ => false,
        }));
        let (text, left) = weave::finalize(&base, &placed);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let got: Vec<String> = (0..text.len()).map(|at| bare(&text.text(at))).collect();
        let view = copy.view(Side::Accepted);
        let want: Vec<String> = view.paragraphs.iter().map(|p| bare(p.words.text())).collect();
        prop_assert!(left.is_empty(), "{left:?} {:#?}", super::tests::told(&base, &result));
        prop_assert_eq!(got, want, "{:#?}", super::tests::told(&base, &result));
    }

    /// A source without marks says what an edited copy says.
    #[test]
    fn a_copy_without_marks_is_a_copy(plan in rewritten()) {
        let base = base();
        let copy = rewrite(&base, &plan).view(Side::Accepted);
        let plain = |p: &crate::text::Source| MarkedParagraph {
            kind: p.kind,
            runs: vec![MarkedRun { text: p.words.text().to_owned(), ..MarkedRun::default() }],
            ..MarkedParagraph::default()
        };
        let marked = Marked { paragraphs: copy.paragraphs.iter().map(plain).collect(), ..Marked::default() };
        let actor = crate::record::resolve("UPU", &[]);
        let (hash, title) = (base.hash(), "Harbours");
        let input = crate::revise::CopyInput { base: &base, hash, title, copy: &copy, actor: &actor, return_number: 1 };
        let (want, got) = (crate::revise::from_copy(&input), take(&base, &marked, Some("UPU")));
        prop_assert_eq!(got.strands.get(&actor.id), Some(&want.strand));
        prop_assert_eq!((got.deletions, got.absent, got.warnings), (want.deletions, want.absent, want.warnings));
    }
}

fn any_trace() -> impl Strategy<Value = Option<Trace>> {
    let by = prop_oneof![Just("EU"), Just("EU, US"), Just("US"), Just("who?")];
    let moved = prop_oneof![3 => Just(None), 1 => Just(Some("m".to_owned()))];
    let trace = (by, moved).prop_map(|(by, moved)| Trace { by: by.to_owned(), date: None, moved });
    prop_oneof![2 => Just(None), 1 => trace.prop_map(Some)]
}

fn any_tracked() -> impl Strategy<Value = Tracked> {
    (any_trace(), any_trace()).prop_map(|(put, gone)| Tracked { put, gone })
}

fn any_paragraph() -> impl Strategy<Value = MarkedParagraph> {
    let words = prop_oneof![
        Just("Welcomes the tide tables ".to_owned()),
        Just("that the harbour masters have drawn up;".to_owned()),
        Just("Calls upon lighthouse keepers to burn clean oil in every lamp;".to_owned()),
        Just(" ".to_owned()),
        "x[a-z]{6} ",
        " x[a-z]{6}",
    ];
    let run = (words, any_tracked()).prop_map(|(text, tracked)| MarkedRun {
        text,
        tracked,
        ..MarkedRun::default()
    });
    (prop::collection::vec(run, 0..6), any_tracked()).prop_map(|(runs, end)| MarkedParagraph {
        kind: Kind::Operative,
        runs,
        end,
        ..MarkedParagraph::default()
    })
}

#[test]
fn a_written_compilation_has_all_its_words() {
    let base = base();
    let wish = Wish::Replace { at: span(&base, 0, 9..12), with: Fragment::from(Words::plain("all")) };
    let copy = written(&base, &[placed(&base, &ActorId::new("EU"), wish)]);
    assert_eq!(
        copy.paragraphs[0].text(),
        "Welcomes theall tide tables that the harbour masters have drawn up;"
    );
}
