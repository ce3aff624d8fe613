//! The chair's compromise: the result of the desk as a proposal of the Co-Facilitators.
//!
//! It stands in the chair's own strand like anybody's proposal: shown, supported, opposed,
//! accepted or taken back. The text is not touched, and what it was made of stays open.

use crate::app::error::AppError;
use crate::app::writing::{present, span};
use crate::diff::words_least;
use crate::project::{
    Change, Project, Put, Unfit, is_words, open_placed, refusal, result_of, stands_at, touching_pairs,
};
use crate::record::{Actor, ActorId, Origin, Proposal, ProposalId, Wish};
use crate::text::{Fragment, NoteId, ParagraphId, Words};
use crate::weave::{self, Group, GroupId, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The change that puts `rows`, the words of what these groups of a paragraph result in, in as
/// the chair's proposal. Several wishes, such as new words and a new paragraph, are one gesture.
/// `fresh` makes identities.
pub fn compromise(
    project: &Project,
    paragraph: ParagraphId,
    accept: &[GroupId],
    rows: &[Words],
    fresh: &str,
) -> Result<Change, AppError> {
    let known = weave::groups(&project.working, &open_placed(project));
    let chosen: Option<Vec<&Group>> = accept.iter().map(|id| known.get(id).map(AsRef::as_ref)).collect();
    let chosen: Vec<&Group> = chosen.ok_or(Unfit::Gone)?;
    let able = chosen.into_iter().filter(|g| refusal(&g.printed.wish, g.fate).is_none());
    let here: Vec<&Group> = able.filter(|g| stands_at(&project.working, g, paragraph)).collect();
    let wishes = Wording { project, paragraph, here: &here }.wishes(rows)?;
    if wishes.is_empty() {
        return AppError::refuse(
            "The result is the paragraph as it stands, so there is nothing to propose. Choose wishes or edit the result.",
        );
    }
    let chair = ActorId::chair();
    let (base, step) = present(project);
    let mut steps = Vec::from_iter(step);
    if !project.actors.contains_key(&chair) {
        let about = Actor { id: chair.clone(), ..project.actor(chair.as_str()) };
        steps.push(Change::Actor(chair.clone(), Put { was: None, now: Some(Arc::new(about)) }));
    }
    let bundle = (wishes.len() > 1).then(|| format!("compromise {fresh}"));
    for (n, wish) in wishes.into_iter().enumerate() {
        let id = ProposalId::of(chair.as_str(), &["compromise", fresh, &n.to_string()]);
        let mut made = Proposal::new(id.clone(), base, wish);
        made.bundle = bundle.clone();
        made.rationale = between(&here);
        let put = Put { was: None, now: Some(Arc::new(made)) };
        steps.push(Change::Proposal(chair.clone(), Origin::Own, id, put));
    }
    Ok(Change::All(steps))
}

/// Whose wishes it brings together.
fn between(groups: &[&Group]) -> String {
    let names: BTreeSet<&str> = groups.iter().flat_map(|g| g.backers.iter().map(ActorId::as_str)).collect();
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("A compromise on the proposal of {one}."),
        _ => format!("A compromise between {}.", names.join(", ")),
    }
}

/// The result of some groups of a paragraph, to be asked for as the chair's.
struct Wording<'a> {
    project: &'a Project,
    paragraph: ParagraphId,
    here: &'a [&'a Group],
}

impl Wording<'_> {
    fn wishes(&self, rows: &[Words]) -> Result<Vec<Wish>, AppError> {
        let shaping: Vec<&Group> = self.here.iter().copied().filter(|g| !is_words(g)).collect();
        if shaping.iter().any(|g| matches!(g.printed.wish, Wish::Merge { .. })) {
            return AppError::refuse(
                "A paragraph that is joined to the next cannot be part of a compromise; leave that wish out.",
            );
        }
        let working = &self.project.working;
        // Those that touch are left out of the result, too.
        let free = touching_pairs(&shaping).is_empty();
        let made = result_of(working, &shaping, self.paragraph, "compromise").filter(|_| free);
        let Some((after, _, ids)) = made else { return Err(Unfit::Gone.into()) };
        if ids.len() != rows.len() {
            return Err(Unfit::Lines { wanted: ids.len(), given: rows.len() }.into());
        }
        let there = |g: &Group, first: bool| matches!(&g.site, Site::Gap(a) if a.is_none() == first);
        let new = |first| {
            let some = self.here.iter().filter(|g| there(g, first));
            some.map(|g| g.with.lines().len()).sum::<usize>()
        };
        let (before, behind) = (new(true), new(false));
        let made: Vec<Words> = ids.iter().filter_map(|id| after.words_of(*id)).collect();
        let own = rows.get(before..rows.len().saturating_sub(behind)).unwrap_or_default();
        let mut out = Vec::new();
        let gone = |g: &&&Group| matches!(g.printed.wish, Wish::DeleteParagraph { .. });
        let whole = span(self.project, self.paragraph, 0..usize::MAX / 2).ok_or(Unfit::Gone)?;
        match self.here.iter().find(gone) {
            Some(_) => out.push(Wish::DeleteParagraph { at: whole.clone() }),
            None => out.extend(self.words(own)),
        }
        let moved = self.here.iter().find_map(|g| match &g.printed.wish {
            Wish::Move { after, .. } => Some(*after),
            _ => None,
        });
        out.extend(moved.map(|after| Wish::Move { at: whole, after }));
        let of_gaps = (0..before).chain(rows.len().saturating_sub(behind)..rows.len());
        self.new_paragraphs(of_gaps.collect(), &made, rows, &mut out);
        Ok(out)
    }

    /// Other words for the paragraph: all between the first and the last that differs, as one.
    fn words(&self, own: &[Words]) -> Option<Wish> {
        let base = self.project.working.words_of(self.paragraph)?;
        let wanted = self.fragment(own.to_vec());
        let text = own.iter().map(Words::text).collect::<Vec<_>>().join("\n");
        let hunks = words_least(base.text(), &text);
        let (first, last) = (hunks.first()?, hunks.last()?);
        let with = weave::cut(&wanted, first.b.start..last.b.end);
        Some(Wish::Replace { at: span(self.project, self.paragraph, first.a.start..last.a.end)?, with })
    }

    /// The new paragraphs among the rows of the result, each as its author's group has it but for
    /// its words.
    fn new_paragraphs(&self, at: Vec<usize>, made: &[Words], rows: &[Words], out: &mut Vec<Wish>) {
        let mut groups: Vec<&&Group> = self.here.iter().filter(|g| matches!(g.site, Site::Gap(_))).collect();
        for n in at {
            let held = |g: &&&Group| made.get(n..n + g.with.lines().len()) == Some(g.with.lines());
            let Some(group) = groups.iter().position(held).map(|found| groups.remove(found)) else {
                continue;
            };
            let lines = rows.get(n..n + group.with.lines().len()).unwrap_or_default().to_vec();
            if let (Wish::InsertParagraph { kind, label, .. }, Site::Gap(after)) =
                (&group.printed.wish, &group.site)
            {
                let (label, words) = (label.clone(), self.fragment(lines));
                out.push(Wish::InsertParagraph { after: *after, kind: *kind, label, words });
            }
        }
    }

    fn fragment(&self, lines: Vec<Words>) -> Fragment {
        let brought = |id: &NoteId| self.here.iter().find_map(|g| g.with.notes().get(id).cloned());
        let known = |id: &NoteId| self.project.working.note(*id).map(str::to_owned);
        let ids = lines.iter().flat_map(|l| l.notes().iter());
        let notes: BTreeMap<NoteId, String> =
            ids.filter_map(|id| Some((*id, known(id).or_else(|| brought(id))?))).collect();
        Fragment::new(lines, notes)
    }
}
