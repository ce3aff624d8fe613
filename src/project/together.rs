//! Settling a paragraph in one step: several groups accepted, as they are or in other words, and
//! others rejected with them.
//!
//! Accepted as modified, one decision names all of the groups with their backers, and the text
//! changes by no more than the words that differ. Nothing is settled by order: what touches stays
//! open unless a person's own words take the place of both.

use super::change::Change;
use super::decide::{Decided, Gestures, decide, decision, ids, in_order, refusal, touching_pairs};
use super::edit::edit;
use super::log::Cause;
use super::project::Project;
use super::reword::reword;
use super::stand::open_placed;
use crate::record::{ActorId, Decision, Outcome, ProposalId, Wish};
use crate::text::{self, Document, NoteId, ParagraphId, Words};
use crate::weave::{self, Group, GroupId, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is settled of one paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Together<'a> {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The groups that are accepted.
    pub accept: &'a [GroupId],
    /// Other words for what they result in, a paragraph each, as [`result_of`] lists them; none:
    /// as they are.
    pub words: Option<&'a [Words]>,
    /// The groups that are rejected.
    pub reject: &'a [GroupId],
}

/// Why nothing was settled.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unfit {
    /// A group is not there any more.
    #[error("a proposal that was chosen is no longer open; look at the paragraph again")]
    Gone,
    /// A group stands elsewhere.
    #[error("the words can only be given for proposals on one and the same paragraph")]
    Elsewhere,
    /// More or fewer paragraphs of words than there will be.
    #[error("what was chosen makes {wanted} paragraphs, but words for {given} were given")]
    Lines {
        /// As many as there will be.
        wanted: usize,
        /// As many as were given.
        given: usize,
    },
}

type Groups = BTreeMap<GroupId, Arc<Group>>;

/// Whether a group stands at a paragraph: in it or in the gap behind it; before it too, where it
/// is the first.
pub fn stands_at(document: &Document, group: &Group, paragraph: ParagraphId) -> bool {
    match group.site.outermost() {
        Site::Span(id, _) => *id == paragraph,
        Site::Gap(Some(id)) => *id == paragraph,
        Site::Gap(None) => document.place(paragraph) == Some(0),
        Site::Nowhere | Site::Within { .. } => false,
    }
}

/// Whether a group asks for other words inside of its paragraph and for nothing else.
pub fn is_words(group: &Group) -> bool {
    matches!(group.printed.wish, Wish::Replace { .. }) && group.with.lines().len() == 1
}

/// The text with these groups accepted, and the paragraphs in it that the one became: itself,
/// what was cut from it, and new ones. None where the groups conflict.
pub fn result_of(
    document: &Document,
    groups: &[&Group],
    paragraph: ParagraphId,
    salt: &str,
) -> Option<(Document, Vec<text::Change>, Vec<ParagraphId>)> {
    let changes = weave::accept(document, groups, None, salt).ok()?;
    let mut after = document.clone();
    text::apply_all(&mut after, &changes).ok()?;
    let rows = rows_of(document, &after, paragraph);
    Some((after, changes, rows))
}

/// A paragraph and those that are new in the text after a change, in order.
pub fn rows_of(before: &Document, after: &Document, paragraph: ParagraphId) -> Vec<ParagraphId> {
    let ids = after.metas().map(|m| m.id);
    ids.filter(|id| *id == paragraph || before.place(*id).is_none()).collect()
}

/// Settles a paragraph.
pub fn settle(project: &Project, what: &Together) -> Result<Decided, Unfit> {
    let placed = open_placed(project);
    let known = weave::groups(&project.working, &placed);
    if what.accept.iter().chain(what.reject).any(|id| !known.contains_key(id)) {
        return Err(Unfit::Gone);
    }
    let gestures = Gestures::new(&known, &placed);
    let accept = gestures.widened(what.accept);
    let mut out = match what.words {
        None if accept.is_empty() => Decided::default(),
        None => decide(project, what.accept, Outcome::Accept, None),
        Some(rows) => reworded(project, &known, &accept, (what.paragraph, rows))?,
    };
    let mut scratch = project.clone();
    if out.change.apply(&mut scratch).is_err() {
        return Err(Unfit::Gone);
    }
    // By the groups as they were before anything was accepted: their names follow from the text.
    let rest = gestures.widened(what.reject).into_iter().filter(|id| !accept.contains(id));
    for group in rest.filter_map(|id| known.get(&id)) {
        let change = decision(scratch.next_decision(), Outcome::Reject, group, String::new());
        if change.apply(&mut scratch).is_ok() {
            out.rejected.extend(ids(group));
            out.change.push(change);
        }
    }
    Ok(out)
}

/// Accepts groups of one paragraph in the words that a person gave; what one gesture ties to them
/// elsewhere is accepted as it is.
fn reworded(
    project: &Project,
    known: &Groups,
    accept: &[GroupId],
    (paragraph, rows): (ParagraphId, &[Words]),
) -> Result<Decided, Unfit> {
    let mut out = Decided::default();
    let chosen = accept.iter().filter_map(|id| known.get(id));
    let (here, away): (Vec<&Arc<Group>>, Vec<&Arc<Group>>) =
        chosen.partition(|g| stands_at(&project.working, g, paragraph));
    let mut able: Vec<&Group> = Vec::new();
    for group in here {
        match refusal(&group.printed.wish, group.fate) {
            None => able.push(group),
            Some(why) => out.left.extend(ids(group).into_iter().map(|id| (id, why.to_owned()))),
        }
    }
    // Words that touch are a person's words now; what gives the paragraph its shape still is not.
    let shaping: Vec<&Group> = able.iter().copied().filter(|g| !is_words(g)).collect();
    for (a, b) in touching_pairs(&shaping) {
        out.conflicts
            .push([&a, &b].into_iter().filter_map(|id| known.get(id)).flat_map(|g| ids(g)).collect());
    }
    if able.is_empty() || !out.conflicts.is_empty() {
        return Ok(out);
    }
    let changes = changes_to(project, &able, &shaping, (paragraph, rows))?;
    let said: Vec<String> = rows.iter().map(Words::bare).collect();
    let mut steps = vec![named(project, &able, said.join("\n"))];
    if !changes.is_empty() {
        steps.push(edit(project, changes, Cause::Decision(project.next_decision())));
    }
    let mut change = Change::All(steps);
    let mut scratch = project.clone();
    change.apply(&mut scratch).map_err(|_| Unfit::Gone)?;
    if let Some(labels) = in_order(project, &scratch) {
        labels.apply(&mut scratch).map_err(|_| Unfit::Gone)?;
        change.push(labels);
    }
    let mut accepted: Vec<ProposalId> = able.iter().flat_map(|g| ids(g)).collect();
    if !away.is_empty() {
        let away: Vec<GroupId> = away.into_iter().map(|g| g.id.clone()).collect();
        let more = decide(&scratch, &away, Outcome::Accept, None);
        out.conflicts.extend(more.conflicts);
        out.left.extend(more.left);
        if !out.conflicts.is_empty() || more.accepted.is_empty() {
            // One gesture is decided whole or not at all.
            let why = "it was made in one gesture with a wish that cannot be accepted now";
            out.left.extend(accepted.into_iter().map(|id| (id, why.to_owned())));
            return Ok(out);
        }
        accepted.extend(more.accepted);
        change.push(more.change);
    }
    out.change = change;
    out.accepted = accepted;
    Ok(out)
}

/// The changes by which a paragraph, and those that are made of it, get these words.
fn changes_to(
    project: &Project,
    able: &[&Group],
    shaping: &[&Group],
    (paragraph, rows): (ParagraphId, &[Words]),
) -> Result<Vec<text::Change>, Unfit> {
    let salt = format!("decision {}", able.first().map(|g| g.printed.id.to_string()).unwrap_or_default());
    let shaped = result_of(&project.working, shaping, paragraph, &salt);
    let Some((mut after, mut changes, ids)) = shaped else { return Err(Unfit::Gone) };
    if ids.len() != rows.len() {
        return Err(Unfit::Lines { wanted: ids.len(), given: rows.len() });
    }
    let notes = notes_of(able);
    for (row, words) in ids.into_iter().zip(rows) {
        let more = reword(&after, row, words, &notes);
        text::apply_all(&mut after, &more).map_err(|_| Unfit::Gone)?;
        changes.extend(more);
    }
    Ok(changes)
}

/// The notes that groups bring along.
fn notes_of(groups: &[&Group]) -> BTreeMap<NoteId, String> {
    groups.iter().flat_map(|g| g.with.notes().clone()).collect()
}

/// One decision about all of these groups.
fn named(project: &Project, groups: &[&Group], words: String) -> Change {
    let about: BTreeSet<(ActorId, ProposalId, u32)> =
        groups.iter().flat_map(|g| g.members.iter().cloned()).collect();
    let (about, why) = (about.into_iter().collect(), String::new());
    let id = project.next_decision();
    let decision = Decision { id, outcome: Outcome::AcceptAs, about, words, why };
    Change::Decision(id, super::change::Put { was: None, now: Some(Arc::new(decision)) })
}
