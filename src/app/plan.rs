//! [`Plan`]: what a merge would do, line by line, before it is done.
//!
//! A plan is made from files and holds the one change that carries it out. The command line
//! merges the same way; nothing is merged that a plan did not name.

use super::authors::{Author, Known, Said, counted, quoted, remember};
use super::compiled::compiled;
use super::error::AppError;
use super::files::{self, Opened};
use super::plan_words::{Stand, commented, said, stand, stand_of};
use super::question::Question;
use super::register::{Given, Original, entry};
use super::returns::{Copied, Returned, Told, Who, from_copy, from_word};
use crate::format::ron::TrackFile;
use crate::project::{Change, Merged, Project, merge_project, merge_track, register, unheard};
use crate::record::{Actor, ActorId, Position, Track};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a line of a plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    /// A file, and in a few words what it brings.
    File,
    /// Something comes in.
    Adds,
    /// Something is withdrawn.
    Withdraws,
    /// Whom an author of a file was taken for.
    Author,
    /// Something cannot be placed or read.
    NotPlaced,
    /// Something was not taken.
    NotTaken,
    /// Only looks were changed, which is no proposal.
    Looks,
    /// Something for a person to look at.
    Look,
}

/// A line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// What it says.
    pub kind: PlanKind,
    /// In words.
    pub text: String,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// "Merge 3 returns".
    pub title: String,
    /// What it would do, in the order of the files.
    pub lines: Vec<PlanLine>,
    /// Whether there is anything that could be merged.
    pub can_apply: bool,
    /// What "Undo …" calls it.
    pub(super) step: &'static str,
    pub(super) change: Change,
    /// The files whose content it takes in, to be kept.
    pub(super) originals: Vec<Arc<Original>>,
}

impl Plan {
    /// The plan for returns and copies of the project. A file that cannot be read is a line;
    /// the others can be merged all the same.
    pub fn of_files(project: &Project, paths: &[PathBuf]) -> Result<Self, AppError> {
        let files: files::Read = paths.iter().map(|p| files::given(p)).collect();
        Self::of_opened(project, &files, &Who::default())
    }

    /// The same for files that were read already, with what is known of who made them.
    pub fn of_opened(
        project: &Project,
        files: &[(Given, Result<Opened, AppError>)],
        who: &Who,
    ) -> Result<Self, AppError> {
        if let [(path, Ok(opened))] = files
            && let Some(copy) = compiled(project, path, opened)
        {
            return Self::of_compiled_with(project, &copy?, &name(path), &Said::new());
        }
        let title = match files.len() {
            1 => "Merge 1 file".to_owned(),
            n => format!("Merge {n} files"),
        };
        let mut plan = Self::empty(title, "Merge returns");
        let mut scratch = project.clone();
        let mut heard = false;
        let mut all = Vec::with_capacity(files.len());
        for (path, opened) in files {
            let done = returned(&scratch, path, opened, who);
            if let Ok((merged, _)) = &done {
                merged.change.apply(&mut scratch)?;
                heard |= merged.positions > 0;
            }
            all.push((path, done));
        }
        for (path, done) in all {
            match done {
                Ok((mut merged, told)) => {
                    // What one file amends may have come in a later one.
                    merged.settle(&scratch);
                    plan.originals.extend(path.original.clone());
                    plan.merge(&scratch, path, merged, &told.authors);
                    plan.tell(told);
                }
                Err(why) => plan.say(PlanKind::NotPlaced, why),
            }
        }
        for (actor, p) in unheard(&scratch).into_iter().filter(|_| heard) {
            plan.say(PlanKind::Look, not_here_yet(&actor, &p));
        }
        Ok(plan)
    }

    /// The plan for what a question is about, with its answer.
    pub fn of_question(project: &Project, question: &Question, who: &Who) -> Result<Self, AppError> {
        match &question.compiled {
            Some(c) => Self::of_compiled_with(project, &c.copy, &c.name, &who.said),
            None => Self::of_opened(project, &question.files, who),
        }
    }

    /// The plan for the edited copy of an actor.
    pub fn of_copy(project: &Project, path: &Path, actor: &ActorId) -> Result<Self, AppError> {
        let (given, opened) = files::given(path);
        let source = files::as_source(path, opened?)?;
        let Copied { track, told } = from_copy(project, &source, actor, None, &Default::default())?;
        let about = project.actor(actor.as_str());
        let mut merged = merge_track(project, &track, Some(&about));
        enter(project, &mut merged, &given, &source.into(), &[&track]);
        let mut scratch = project.clone();
        merged.change.apply(&mut scratch)?;
        let mut plan = Self::empty(format!("Merge the edited copy of {actor}"), "Merge edited copy");
        plan.originals.extend(given.original.clone());
        plan.merge(&scratch, path, merged, &told.authors);
        plan.tell(told);
        Ok(plan)
    }

    pub(super) fn empty(title: String, step: &'static str) -> Self {
        Self {
            title,
            step,
            lines: Vec::new(),
            can_apply: false,
            change: Change::All(Vec::new()),
            originals: Vec::new(),
        }
    }

    /// Adds a change that brings nothing by itself.
    pub(super) fn add(&mut self, change: Change) {
        if let (Change::All(list), false) = (&mut self.change, change.is_nothing()) {
            list.push(change);
            self.can_apply = true;
        }
    }

    pub(super) fn say(&mut self, kind: PlanKind, text: String) {
        self.lines.push(PlanLine { kind, text });
    }

    /// Adds what one file brings; `after` is the project with it merged.
    pub(super) fn merge(&mut self, after: &Project, path: &Path, merged: Merged, authors: &[Author]) {
        self.say(PlanKind::File, format!("{}: {}", name(path), merged.told()));
        authors.iter().for_each(|a| self.say(PlanKind::Author, taken_for(a)));
        let mut lines: Vec<(Stand, PlanKind, String)> = Vec::new();
        for (actor, p) in &merged.news {
            lines.push((stand(after, &p.wish), PlanKind::Adds, said(after, actor, &p.wish)));
        }
        for (actor, c) in &merged.said {
            lines.push((stand_of(after, c), PlanKind::Adds, commented(after, actor, c)));
        }
        for (actor, p) in &merged.gone {
            let text = said(after, actor, &p.wish);
            lines.push((stand(after, &p.wish), PlanKind::Withdraws, text));
        }
        lines.sort();
        lines.into_iter().for_each(|(_, kind, text)| self.say(kind, text));
        for (actor, p, why) in &merged.orphans {
            self.say(PlanKind::NotPlaced, format!("{}: {why}", said(after, actor, &p.wish)));
        }
        merged.warnings.into_iter().for_each(|w| self.say(PlanKind::Look, w));
        self.can_apply |= !merged.change.is_nothing();
        if let Change::All(list) = &mut self.change {
            list.push(merged.change);
        }
    }

    /// Adds what else there is to know of a file.
    fn tell(&mut self, told: Told) {
        for (kind, list) in [
            (PlanKind::NotTaken, told.untaken),
            (PlanKind::Look, told.remarks),
            (PlanKind::Looks, told.formatting),
        ] {
            for line in list {
                // What kind of line it is stands beside it already.
                let line = line.strip_prefix("for a look: ").unwrap_or(&line);
                self.say(kind, line.to_owned());
            }
        }
    }

    /// The lines as they are to be read: what was not placed or taken and what wants a look
    /// first, of all files; then the rest, file by file. Both under the name of the file.
    pub fn read_first(&self) -> Vec<&PlanLine> {
        let wants =
            |l: &PlanLine| matches!(l.kind, PlanKind::NotPlaced | PlanKind::NotTaken | PlanKind::Look);
        let is_file = |l: &PlanLine| l.kind == PlanKind::File;
        let files: Vec<&[PlanLine]> = self.lines.chunk_by(|_, next| !is_file(next)).collect();
        let mut out: Vec<&PlanLine> = Vec::with_capacity(self.lines.len());
        for lines in files.iter().filter(|lines| lines.iter().any(wants)) {
            out.extend(lines.iter().filter(|l| is_file(l) || wants(l)));
        }
        for lines in files {
            let one = self.lines.iter().filter(|l| is_file(l)).count() == 1;
            // What is all told above is not named again.
            let more = lines.iter().any(|l| !is_file(l) && !wants(l));
            let again = !lines.iter().any(wants) || (!one && more);
            out.extend(lines.iter().filter(|l| (is_file(l) && again) || (!is_file(l) && !wants(l))));
        }
        out
    }

    /// The lines that say what each file brings and what needs a person: the report afterwards.
    pub fn summary(&self) -> String {
        let told = self.lines.iter().filter(|l| !matches!(l.kind, PlanKind::Adds | PlanKind::Withdraws));
        told.map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// What a file brings to a project, or why it brings nothing.
fn returned(
    project: &Project,
    path: &Given,
    opened: &Result<Opened, AppError>,
    who: &Who,
) -> Result<(Merged, Told), String> {
    let opened = opened.as_ref().map_err(ToString::to_string)?;
    let merged = merge_opened(project, path, opened, who).map_err(|e| e.to_string())?;
    merged.ok_or_else(|| {
        format!("{}: a text; say whose edited copy it is (“Merge an edited copy…”)", name(path))
    })
}

/// Merges a file that was read and enters it in the register; none for a text, of which nobody said
/// whose it is.
pub fn merge_opened(
    project: &Project,
    path: &Given,
    opened: &Opened,
    who: &Who,
) -> Result<Option<(Merged, Told)>, AppError> {
    match opened {
        Opened::Track(track) if !track.jointly.is_empty() => {
            let (mut merged, told) = joint(project, track)?;
            let tracks: Vec<Track> = track.tracks().into_iter().map(|(_, t)| t).collect();
            enter(project, &mut merged, path, opened, &tracks.iter().collect::<Vec<_>>());
            Ok(Some((merged, told)))
        }
        Opened::Track(track) => {
            let mut merged = merge_track(project, &track.track, Some(&track.actor));
            enter(project, &mut merged, path, opened, &[&track.track]);
            Ok(Some((merged, Told::default())))
        }
        Opened::Project(other) => {
            let remarks = vec![whole_project(project, other)];
            Ok(Some((merge_project(project, other), Told { remarks, ..Told::default() })))
        }
        Opened::Marked(copy) => {
            let returned = from_word(project, path, copy, who)?;
            let mut merged = merge_returned(project, &returned)?;
            let tracks: Vec<&Track> = returned.tracks.iter().map(|(_, track)| track).collect();
            enter(project, &mut merged, path, opened, &tracks);
            Ok(Some((merged, returned.told)))
        }
        Opened::Source(_) => Ok(None),
    }
}

/// Says plainly that a file is no return: a group's own project, merged by mistake, would bring
/// all that its members said.
fn whole_project(project: &Project, other: &Project) -> String {
    let all = other.tracks.values().filter(|t| !t.is_empty()).map(|t| project.known_as(&t.actor));
    let all: BTreeSet<ActorId> = all.collect();
    let fresh: Vec<&str> =
        all.iter().filter(|a| !project.tracks.contains_key(*a)).map(ActorId::as_str).collect();
    let tracks = match all.len() {
        1 => "the track of 1 actor".to_owned(),
        n => format!("the tracks of {n} actors"),
    };
    let told = format!("it is a whole project, not a return, with {tracks}");
    const NAMED: usize = 6;
    let more = match fresh.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    match fresh.is_empty() {
        true => told,
        false => format!(
            "{told}; new here: {}{more}. If it is a group’s own, do not take it in: merge the return that the group sends",
            fresh.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// Adds to a merge what the register says of its file.
fn enter(project: &Project, merged: &mut Merged, given: &Given, opened: &Opened, tracks: &[&Track]) {
    let filed = entry(project, given, opened, tracks);
    if let Some(change) = filed.and_then(|filed| register(project, &filed)) {
        merged.change.push(change);
    }
}

/// Merges a return that several actors send: each says the same in its own strand.
fn joint(project: &Project, file: &TrackFile) -> Result<(Merged, Told), AppError> {
    let tracks = file.tracks();
    let (all, _) = in_turn(project, tracks.iter().map(|(about, track)| (*about, track)))?;
    let remarks = vec![format!("it is a joint return: it speaks for {}", file.speaks_for())];
    Ok((all, Told { remarks, ..Told::default() }))
}

/// Merges the tracks of one file one after the other; with the project as it is then.
fn in_turn<'a>(
    project: &Project,
    tracks: impl IntoIterator<Item = (&'a Actor, &'a Track)>,
) -> Result<(Merged, Project), AppError> {
    let mut scratch = project.clone();
    let mut all = Merged::nothing();
    for (about, track) in tracks {
        let one = merge_track(&scratch, track, Some(about));
        one.change.apply(&mut scratch)?;
        all.add(one);
    }
    Ok((all, scratch))
}

/// A position on a proposal that the project does not hold, in words.
pub fn not_here_yet(actor: &ActorId, position: &Position) -> String {
    format!("{} is not in this project yet; kept: {actor} {}", position.about, position.told())
}

/// Merges what the authors of a file say, and remembers who they are.
pub fn merge_returned(project: &Project, returned: &Returned) -> Result<Merged, AppError> {
    let (mut all, scratch) = in_turn(project, returned.tracks.iter().map(|(about, track)| (about, track)))?;
    all.unchanged += returned.before;
    let known = remember(&scratch, &returned.told.authors);
    if !known.is_nothing() {
        all.change.push(known);
    }
    Ok(all)
}

/// Whom an author was taken for, and why.
fn taken_for(author: &Author) -> String {
    let (name, has) = (quoted(&author.name), counted(author.has));
    match author.known {
        Known::No => format!("{name} speaks for nobody here: {has}"),
        Known::Drafter => format!("{name} is taken for a drafter of {}: {has}", author.speaks_for()),
        Known::Remembered => format!("{name} speaks for {}, as before: {has}", author.speaks_for()),
        Known::Said | Known::Name => format!("{name} speaks for {}: {has}", author.speaks_for()),
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
