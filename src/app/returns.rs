//! Returns: what an edited copy, or a Word file with the marks of its authors, says.
//!
//! Everything of a file that is no proposal is told: who was taken for whom, what was not
//! taken, what is furniture or not in the copy. Nothing is merged here.

use super::answered::{Answered, answered, of_marked};
use super::authors::{Author, Known, Said, authors_of, counted, quoted};
use super::echoes::{Echoes, said_before, without_echoes};
use super::error::AppError;
use super::files::Source;
use super::panels::dropped_lines;
use super::plan_words::said;
use crate::project::{Project, Revision};
use crate::record::{Actor, ActorId, Origin, Strand, Track};
use crate::revise::marked::Marked;
use crate::revise::{
    CopyInput, Dropped, FromMarked, MarkedInput, Parsed, Report, Why, from_copy as derive, from_marked,
};
use crate::text::{Document, Meta, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What a person should know of a return, a sentence each.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The authors of the file, and whom they were taken for.
    pub authors: Vec<Author>,
    /// Everything that is no proposal, and every deletion of a whole paragraph.
    pub remarks: Vec<String>,
    /// What somebody wants that was not taken, with the reason.
    pub untaken: Vec<String>,
    /// Changes of looks alone.
    pub formatting: Vec<String>,
}

/// The return of one actor.
#[derive(Debug)]
pub struct Copied {
    /// The track: the strand of the copy, and in theirs the threads that it settles.
    pub track: Track,
    /// What a person should know of it.
    pub told: Told,
}

/// The returns of all authors of a file.
#[derive(Debug)]
pub struct Returned {
    /// Who says what: a strand for each, and the threads that they settled in theirs.
    pub tracks: Vec<(Actor, Track)>,
    /// Proposals that only come back: their actors say the same already, or took it back.
    pub before: usize,
    /// What a person should know of them.
    pub told: Told,
}

/// What is known of who made a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    /// Whom its authors speak for, as far as somebody said so.
    pub said: Said,
    /// Who sent it; none where that follows from its authors or from nothing.
    pub sender: Option<ActorId>,
    /// Whether what nobody is known to have said is left out and listed, and not refused.
    pub leave: bool,
}

/// The return of `actor` from an edited copy of the revision that it answers. Without a number, it is the
/// next after those of that actor which the project holds, or the same where nothing differs.
/// What others than `actor` say in the copy is listed as not taken.
pub fn from_copy(
    project: &Project,
    copy: &Source,
    actor: &ActorId,
    number: Option<u32>,
    said: &Said,
) -> Result<Copied, AppError> {
    if let Source::Marked(marked) = copy {
        refuse_brackets(marked)?;
    }
    let Answered { revision, remark } = answered(project, copy)?;
    let about = Actor { id: actor.clone(), ..project.actor(actor.as_str()) };
    let (strand, mut told, mut echoes) = match copy {
        Source::Text(parsed) => text_copy(project, revision, parsed, &about),
        Source::Marked(marked) => marked_copy(project, revision, marked, &about, said),
    };
    told.remarks.splice(0..0, remark);
    let mut track = Track::new(actor.clone());
    let heard = echoes.heard.contains(actor);
    track.strands.insert(Origin::Copy, numbered(project, actor, strand, number, heard));
    echoes.settle(&mut track);
    Ok(Copied { track, told })
}

/// A compilation in brackets is nobody's copy: the words of all stand in it side by side.
fn refuse_brackets(copy: &Marked) -> Result<(), AppError> {
    match copy.bracketed {
        true => AppError::refuse(
            "This is a compilation in brackets: the words of many stand in it as if they were the text. \
             To mail a compilation round, export it with tracked changes; what stands in this one is read \
             with `chapeau track from-brackets`. Nothing was changed.",
        ),
        false => Ok(()),
    }
}

fn text_copy(project: &Project, revision: &Revision, copy: &Parsed, about: &Actor) -> (Strand, Told, Echoes) {
    let made = derive(&CopyInput {
        base: &revision.document,
        hash: revision.hash,
        title: &project.head.title,
        copy,
        actor: about,
        return_number: 1,
    });
    let lists = Lists { furniture: made.furniture, deletions: made.deletions, absent: made.absent };
    let mut remarks = lists.remarks(&revision.document);
    remarks.extend(made.warnings);
    remarks.extend(left_out(&copy.report.dropped, false));
    (made.strand, Told { remarks, ..Told::default() }, Echoes::default())
}

fn marked_copy(
    project: &Project,
    revision: &Revision,
    copy: &Marked,
    about: &Actor,
    said: &Said,
) -> (Strand, Told, Echoes) {
    let authors = authors_of(project, copy, Some(about), said);
    // What others say stands here for nobody: it is listed.
    let whose = |a: &Author| a.actors.iter().filter(|id| **id == about.id).cloned().collect();
    let mine = authors.iter().map(|a| (a.name.clone(), whose(a))).collect();
    let made = from_marked(&input(project, revision, copy, Some(about), &mine));
    let (mut strands, mut told) = told(made, &revision.document, authors);
    let mut echoes = without_echoes(project, Some(&about.id), &mut strands);
    told.remarks.append(&mut echoes.remarks);
    told.remarks.extend(left_out(&copy.dropped, true));
    let mut others = Vec::new();
    for author in told.authors.iter().filter(|a| !a.actors.is_empty()) {
        if !author.actors.contains(&about.id) {
            let (name, whose) = (author.told(), author.speaks_for());
            others.push(format!("{name} speaks for {whose}, so it is not in the return of {}", about.id));
        } else if author.actors.len() > 1 {
            let name = author.told();
            others.push(format!("{name}: only {} is taken for it here", about.id));
        }
    }
    told.untaken.splice(0..0, others);
    (strands.remove(&about.id).unwrap_or_default(), told, echoes)
}

/// What all authors of a Word file say. Who is its only actor sent it; what was changed without
/// being tracked is the sender's. `path` is for what is said of it.
pub fn from_word(project: &Project, path: &Path, copy: &Marked, who: &Who) -> Result<Returned, AppError> {
    refuse_brackets(copy)?;
    let Answered { revision, remark } = of_marked(project, copy)?;
    let authors = authors_of(project, copy, None, &who.said);
    // Who are meant by a list that was cut short nobody can be asked: it is listed.
    let unknown = authors.iter().filter(|a| a.actors.is_empty() && !a.is_lost_list());
    let unknown: Vec<&Author> = unknown.collect();
    if let Some(first) = unknown.first().filter(|_| !who.leave) {
        let names: Vec<String> = unknown.iter().map(|a| a.told()).collect();
        let (names, first) = (names.join(" and "), first.name.replace('"', "'"));
        return Err(AppError::UnknownAuthors { path: path.to_owned(), names, first });
    }
    let actors: BTreeSet<&ActorId> = authors.iter().flat_map(|a| &a.actors).collect();
    let only = actors.first().filter(|_| actors.len() == 1).map(|id| (*id).clone());
    let sender = who.sender.clone().or(only);
    if sender.is_none() && authors.is_empty() {
        let path = path.to_owned();
        let why = "nobody tracked a change or commented in it, so nobody knows whose it is. Say so: with `chapeau track from-copy FILE --as ACTOR`, or “Merge an edited copy…” in the window".to_owned();
        return Err(AppError::Unreadable { path, why });
    }
    let about = |id: &ActorId| Actor { id: id.clone(), ..project.actor(id.as_str()) };
    let sender = sender.as_ref().map(about);
    let known = authors.iter().map(|a| (a.name.clone(), a.actors.clone())).collect();
    let made = from_marked(&input(project, revision, copy, sender.as_ref(), &known));
    let (mut strands, mut told) = told(made, &revision.document, authors);
    told.remarks.splice(0..0, remark);
    let mut echoes = without_echoes(project, sender.as_ref().map(|s| &s.id), &mut strands);
    told.remarks.append(&mut echoes.remarks);
    told.remarks.extend(left_out(&copy.dropped, true));
    let in_file = |strands: &BTreeMap<ActorId, Strand>| strands.values().map(|s| s.proposals.len()).sum();
    let all: usize = in_file(&strands);
    for (id, strand) in &mut strands {
        let own = std::mem::take(strand);
        let whole = sender.as_ref().is_some_and(|s| s.id == *id);
        *strand = match whole {
            true => numbered(project, id, own, None, echoes.heard.contains(id)),
            false => added(project, revision, id, own, &mut told.untaken),
        };
    }
    let before = all.saturating_sub(in_file(&strands));
    let tracks = strands.into_iter().map(|(id, strand)| {
        let mut track = Track { actor: id, strands: BTreeMap::from([(Origin::Copy, strand)]) };
        echoes.settle(&mut track);
        (about(&track.actor), track)
    });
    let tracks = tracks.collect();
    Ok(Returned { tracks, before, told })
}

fn input<'a>(
    project: &'a Project,
    revision: &'a Revision,
    copy: &'a Marked,
    sender: Option<&'a Actor>,
    authors: &'a BTreeMap<String, BTreeSet<ActorId>>,
) -> MarkedInput<'a> {
    MarkedInput {
        base: &revision.document,
        hash: revision.hash,
        title: &project.head.title,
        copy,
        sender,
        authors,
        return_number: 1,
    }
}

/// The strands of a file, and what is to be told of the rest.
fn told(made: FromMarked, base: &Document, authors: Vec<Author>) -> (BTreeMap<ActorId, Strand>, Told) {
    let drafters = authors.iter().filter(|a| a.known == Known::Drafter);
    let mut remarks: Vec<String> = drafters
        .map(|a| format!("{} was taken for {}: {}", quoted(&a.name), a.speaks_for(), counted(a.has)))
        .collect();
    let lists = Lists { furniture: made.furniture, deletions: made.deletions, absent: made.absent };
    remarks.extend(lists.remarks(base));
    remarks.extend(made.warnings);
    let lost = authors.iter().filter(|a| a.is_lost_list()).map(|a| {
        let why = "is a list of actors cut short, and no comment in the file names all of them";
        format!("{} {why}; say who they are, or it is left out", a.told())
    });
    let untaken = lost.chain(made.untaken).collect();
    (made.strands, Told { authors, remarks, untaken, formatting: made.formatting })
}

/// What the reader of a copy left out that a person should know of: not what our own writer
/// printed, nor marks, nor furniture of pages of other files than those of Word.
pub(super) fn lost(dropped: &[Dropped], word: bool) -> impl Iterator<Item = &Dropped> {
    dropped.iter().filter(move |d| match d.why {
        Why::Remark | Why::Rule | Why::EmphasisMark | Why::EscapeMark | Why::BlockMark | Why::Blank => false,
        // Told as a note that is new and was not placed.
        Why::UnusedNote => false,
        Why::PageFurniture => word,
        _ => true,
    })
}

/// What the reader of a copy left out, a sentence each.
fn left_out(dropped: &[Dropped], word: bool) -> Vec<String> {
    let dropped = lost(dropped, word).cloned().collect();
    let lines = dropped_lines(&Report { dropped, ..Report::default() }).into_iter();
    let unit = |place: String| if word { place.replace("line", "paragraph") } else { place };
    lines.map(|(place, text)| format!("{}: {text}", unit(place))).collect()
}

/// The strand as this return of an actor. What only comments, `heard` or known before, says
/// nothing about what its author proposed before.
fn numbered(project: &Project, actor: &ActorId, strand: Strand, number: Option<u32>, heard: bool) -> Strand {
    let held = held(project, actor);
    let before = held.and_then(|t| t.strands.get(&Origin::Copy)).map_or(0, |s| s.return_number);
    let only_comments = strand.proposals.is_empty() && heard;
    if number.is_some() || before == 0 || only_comments {
        return with_number(strand, number.unwrap_or(before.max(1)));
    }
    // The same copy again is the same return; another is the next.
    let same = with_number(strand, before);
    let mut united = held.map(|t| Track::clone(t)).unwrap_or_else(|| Track::new(actor.clone()));
    let was = united.clone();
    let again = Track { actor: actor.clone(), strands: BTreeMap::from([(Origin::Copy, same.clone())]) };
    united.unite(&again);
    let open = |t: &Track| t.proposals().filter(|(o, p)| *o == Origin::Copy && p.is_open()).count();
    if united != was || open(&was) != same.proposals.len() { with_number(same, before + 1) } else { same }
}

fn held<'a>(project: &'a Project, actor: &ActorId) -> Option<&'a Arc<Track>> {
    project.tracks.get(&project.known_as(actor))
}

/// The strand with another number, in its proposals too. Nothing else follows from the number.
fn with_number(mut strand: Strand, number: u32) -> Strand {
    strand.return_number = number;
    for proposal in strand.proposals.values_mut().chain(strand.rivals.values_mut().flatten()) {
        if proposal.seen != number {
            let again = crate::record::Proposal { seen: number, ..crate::record::Proposal::clone(proposal) };
            *proposal = Arc::new(again);
        }
    }
    strand
}

/// What an actor wants in a file that is not their return: it adds to what they said and takes
/// nothing back, and nothing that they took back comes again: it is listed.
fn added(
    project: &Project,
    revision: &Revision,
    actor: &ActorId,
    mut strand: Strand,
    untaken: &mut Vec<String>,
) -> Strand {
    let Some(track) = held(project, actor) else { return with_number(strand, 1) };
    let before = track.strands.get(&Origin::Copy).map_or(0, |s| s.return_number);
    let known = said_before(project, revision, track, &strand, |_| true);
    strand.proposals.retain(|id, p| match track.proposal(id) {
        Some((_, known)) if !known.is_open() => {
            let what = said(project, actor, &p.wish);
            untaken.push(format!("taken back before, so it does not come again: {what}"));
            false
        }
        Some((origin, _)) => origin == Origin::Copy,
        None => !known.contains(id),
    });
    with_number(strand, before.max(1))
}

/// What a copy holds that is no proposal, and what it does not hold.
struct Lists {
    furniture: Vec<(String, String)>,
    deletions: Vec<(ParagraphId, String)>,
    absent: Vec<(ParagraphId, String)>,
}

impl Lists {
    fn remarks(&self, base: &Document) -> Vec<String> {
        let furniture = self.furniture.iter();
        let mut out: Vec<String> =
            furniture.map(|(text, why)| format!("not proposed: “{text}” ({why})")).collect();
        out.extend(self.deletions.iter().map(|(_, label)| {
            format!("for a look: the copy leaves {label} out, which is proposed as a deletion")
        }));
        if !self.absent.is_empty() {
            let absent = self.absent.iter().map(|(id, _)| *id).collect();
            out.push(format!("not in the copy and left as they are: {}", ranges(base, &absent)));
        }
        out
    }
}
/// The labels of these paragraphs, runs of them as "OP3 to OP9"; those without one are counted.
fn ranges(document: &Document, ids: &BTreeSet<ParagraphId>) -> String {
    let metas: Vec<&Meta> = document.metas().filter(|m| m.kind.is_labelled()).collect();
    let label = |m: &&Meta| m.label.as_ref().map(|l| l.to_string()).unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    for run in metas.chunk_by(|a, b| ids.contains(&a.id) == ids.contains(&b.id)) {
        match run {
            [first, ..] if !ids.contains(&first.id) => {}
            [first, .., last] => out.push(format!("{} to {}", label(first), label(last))),
            [one] => out.push(label(one)),
            [] => {}
        }
    }
    let bare = document.metas().filter(|m| !m.kind.is_labelled() && ids.contains(&m.id)).count();
    match bare {
        0 => {}
        1 => out.push("1 heading or other line".to_owned()),
        n => out.push(format!("{n} headings and other lines")),
    }
    out.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_left_out_is_told() {
        let of = |text: &str, why| Dropped { line: 3, text: text.to_owned(), why };
        let printed = [of("agreed", Why::Remark), of("See A/1.", Why::UnusedNote)];
        let dropped: Vec<Dropped> = printed.into_iter().chain([of("Hear us", Why::Hidden)]).collect();
        assert_eq!(
            left_out(&dropped, true),
            ["paragraph 3: left out: “Hear us” (The file hides these words.)"]
        );
        let all = Why::ALL.map(|why| of("x", why));
        assert_eq!(left_out(&all, true).len() - left_out(&all, false).len(), 1);

        let project = Project::of(crate::format::plain::read("1. Calls upon all."), "Zero").unwrap();
        let marked = Marked { dropped: dropped.clone(), ..Marked::default() };
        let parsed = Parsed { report: Report { dropped, ..Report::default() }, ..Parsed::default() };
        let actor = ActorId::new("Brazil");
        for source in [Source::Text(Box::new(parsed)), Source::Marked(Box::new(marked.clone()))] {
            let told = from_copy(&project, &source, &actor, None, &Said::default()).unwrap().told;
            assert!(told.remarks.iter().any(|r| r.contains("Hear us")), "{:?}", told.remarks);
        }
        let who = Who { sender: Some(actor), ..Who::default() };
        let told = from_word(&project, Path::new("b.docx"), &marked, &who).unwrap().told;
        assert!(told.remarks.iter().any(|r| r.contains("Hear us")), "{:?}", told.remarks);
    }
}
