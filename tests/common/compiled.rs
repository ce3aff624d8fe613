//! Projects with what actors say at random, and what is read of a compilation of them.

use chapeau::app::brackets;
use chapeau::project::{Project, merge_track, open_placed};
use chapeau::record::{ActorId, Origin, Proposal, ProposalId, Span, Strand, Track, Wish};
use chapeau::revise::{FromBrackets, Parsed};
use chapeau::text::{Fragment, Kind, Source};
use chapeau::weave::{self, GroupId, Placed};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What somebody says, in numbers: who, what, where, from which word on, how many, with what words.
pub type Seed = (usize, u8, usize, usize, usize, String);

/// What some say.
pub fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let words = "(good|all and any|new, strong|“soft”|A/RES/80/118)";
    prop::collection::vec((0usize..6, 0u8..9, 0usize..5, 0usize..16, 0usize..4, words), 0..12)
}

/// What up to twelve actors say, of every kind that a compilation shows.
pub fn wide_seeds() -> impl Strategy<Value = Vec<Seed>> {
    let words = "(good|all and any|new, strong|“soft”|A/RES/80/118|and/or dim|\\(low\\)|ships; boats)";
    prop::collection::vec((0usize..12, 0u8..18, 0usize..5, 0usize..16, 0usize..4, words), 1..20)
}

/// The groups of a project, without placements: the words that they are about are not printed.
pub fn groups(project: &Project) -> BTreeSet<(GroupId, Vec<ActorId>)> {
    let placed: Vec<Placed> = open_placed(project);
    let all = weave::groups(&project.working, &placed).into_values();
    all.filter(|g| !matches!(g.printed.wish, Wish::Placement { .. }))
        .map(|g| (g.id.clone(), g.backers.clone()))
        .collect()
}

/// A project of the same text with what a compilation says, and what was listed.
pub fn read_into(base: &Project, compilation: &Parsed) -> (Project, FromBrackets) {
    let mut project = base.clone();
    project.tracks.clear();
    let (tracks, made) = brackets::from_brackets(&project, compilation).expect("there is a text");
    for track in tracks {
        merge_track(&project, &track, None).change.apply(&mut project).expect("merges");
    }
    (project, made)
}

const PARAGRAPHS: [&str; 5] = [
    "Recalling its earlier decisions on lamps, and the high-level dialogue on harbours,",
    "Calls upon all keepers to light their lamps before the evening tide, and to count them;",
    "Also calls upon Member States to make the data of publicly funded lamps available;",
    "Decides to count the ships in the harbour once in every year, in good faith;",
    "Requests the harbour master to report to the council on its lamps and/or its ships.",
];

const ACTORS: [&str; 12] = [
    "EU",
    "US",
    "UK",
    "G77 and China",
    "Holy See",
    "Japan",
    "Côte d’Ivoire",
    "Guinea-Bissau",
    "UPU",
    "AOSIS",
    "Türkiye",
    "Bolivia (Plurinational State of)",
];

/// A project of the paragraphs with what some actors say, at borders of words.
pub fn said(seeds: &[Seed]) -> Project {
    saying(seeds, false)
}

/// The same; with `once`, nobody asks twice of the same words.
pub fn saying(seeds: &[Seed], once: bool) -> Project {
    let kind = |at: usize| if at == 0 { Kind::Preambular } else { Kind::Operative };
    let paragraphs = PARAGRAPHS.iter().enumerate().map(|(at, text)| {
        let issued = (at > 0).then(|| format!("{at}."));
        Source { kind: kind(at), issued, masthead: false, words: (*text).into() }
    });
    let mut project =
        Project::of(Parsed { paragraphs: paragraphs.collect(), ..Parsed::default() }, "Rev.1").unwrap();
    let document = project.working.clone();
    let mut said: Vec<(usize, usize, std::ops::Range<usize>)> = Vec::new();
    for (who, what, at, from, len, words) in seeds {
        let (meta, text) = (document.meta(*at).unwrap(), document.text(*at));
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices(' ').map(|(i, _)| i + 1)).collect();
        let start = starts[from % starts.len()];
        let end = starts.iter().copied().find(|s| *s >= start + len * 6 && *s > start).unwrap_or(text.len());
        let span = |range: std::ops::Range<usize>| Span {
            paragraph: meta.id,
            quote: text[range.clone()].to_owned(),
            range,
            before: String::new(),
            after: String::new(),
        };
        let put = format!("{words} ");
        let wish = match what {
            0 => Wish::DeleteParagraph { at: span(0..text.len()) },
            1 => Wish::InsertParagraph {
                after: Some(meta.id),
                kind: meta.kind,
                label: String::new(),
                words: format!("Takes note of {words};").as_str().into(),
            },
            2 => Wish::Reserve { at: span(0..text.len()) },
            9 => Wish::Retain { at: span(start..end) },
            10 => Wish::Doubt { at: span(start..end) },
            11 => Wish::Alternative {
                at: span(0..text.len()),
                label: String::new(),
                words: format!("Takes {words} note of it;").as_str().into(),
            },
            12 => {
                let to = from % PARAGRAPHS.len();
                // It stands there already.
                if to == *at || to + 1 == *at {
                    continue;
                }
                let after = document.meta(to).map(|m| m.id);
                Wish::Move { at: span(0..text.len()), after }
            }
            13 if start > 0 => Wish::Split { at: span(start..start) },
            14 => match document.meta(at + 1) {
                Some(next) => Wish::Merge { at: span(0..text.len()), second: next.id },
                None => continue,
            },
            3 | 4 if start > 0 => Wish::Replace { at: span(start..start), with: put.as_str().into() },
            5 | 6 if end < text.len() => Wish::Replace { at: span(start..end), with: Fragment::default() },
            // What changes nothing is no wish that could be read back.
            _ if end < text.len() && put != text[start..end] => {
                Wish::Replace { at: span(start..end), with: put.as_str().into() }
            }
            _ => continue,
        };
        // What one actor asks twice of the same words has no one print.
        let site = wish.span().map(|s| (*who, *at, s.range.clone()));
        let touches = |(w, p, r): &(usize, usize, std::ops::Range<usize>)| {
            site.as_ref().is_some_and(|s| (s.0, s.1) == (*w, *p) && s.2.start <= r.end && r.start <= s.2.end)
        };
        if once && said.iter().any(touches) {
            continue;
        }
        said.extend(site);
        let actor = ActorId::new(ACTORS[*who]);
        let id = ProposalId::of(actor.as_str(), &[&format!("{wish:?}")]);
        let mut strand = Strand::default();
        strand.proposals.insert(id.clone(), Arc::new(Proposal::new(id, document.hash(), wish)));
        let mut track = Track::new(actor);
        track.strands.insert(Origin::Own, strand);
        merge_track(&project, &track, None).change.apply(&mut project).unwrap();
    }
    project
}
