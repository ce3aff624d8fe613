//! The return of a group as a file, and what a person is told of it.

use super::error::AppError;
use super::files;
use super::state::{App, NoticeKind};
use crate::format::ron::TrackFile;
use crate::project::{self, Change, GroupAsk, Project};
use crate::record::ActorId;
use crate::storage::Overwrite;
use std::path::Path;

/// A return that can be written.
#[derive(Clone, Debug)]
pub struct GroupFile {
    /// The file.
    pub file: TrackFile,
    /// How many wishes in it come from what was decided.
    pub decided: usize,
    /// What the group itself said that is not in it.
    pub left: Vec<String>,
    /// Paragraphs that accepting all of it would not make what they are.
    pub inexact: Vec<String>,
    /// What the project remembers of it.
    pub change: Change,
}

impl GroupFile {
    /// What was done, in a sentence.
    pub fn told(&self, path: &str) -> String {
        let wishes = |n: usize| crate::lexicon::count(n, "wish", "wishes");
        let all = self.file.track.proposals().filter(|(_, p)| p.is_open()).count();
        let own = match all.saturating_sub(self.decided) {
            0 => String::new(),
            n => format!(" and {} of its own that are open", wishes(n)),
        };
        format!(
            "The return of {} on {} is in {path}: {} from what was decided{own}.",
            self.file.actor.id,
            self.file.revision,
            wishes(self.decided)
        )
    }

    /// What a person should know besides, a line each.
    pub fn lines(&self) -> Vec<String> {
        let inexact = self.inexact.iter().map(|label| {
            format!("{label}: accepting the return does not give exactly the words it has here; look at it")
        });
        inexact.chain(self.left.iter().map(|l| format!("not in it: {l}"))).collect()
    }
}

/// The return of a group, as a file.
pub fn group_return(project: &Project, group: &ActorId, ask: &GroupAsk) -> Result<GroupFile, AppError> {
    if *group == ActorId::chair() {
        return AppError::refuse(
            "A return needs an actor who sends it: say as which group. Nothing was written.",
        );
    }
    let made = project::group_return(project, group, ask)?;
    if made.track.is_empty() {
        return AppError::refuse(format!(
            "Nothing was decided or edited here on {}, and {group} asks for nothing: there is nothing to send.",
            made.revision
        ));
    }
    let file = TrackFile {
        title: project.head.title.clone(),
        base: made.base,
        revision: made.revision,
        actor: made.about,
        jointly: Vec::new(),
        track: made.track,
    };
    let (decided, left, inexact, change) = (made.decided, made.left, made.inexact, made.change);
    Ok(GroupFile { file, decided, left, inexact, change })
}

impl App {
    /// Writes what was decided here as the return of whoever speaks.
    pub(super) fn send_as_group(&mut self, path: &Path) -> Result<(), AppError> {
        let speaker = self.speaker().clone();
        let made = group_return(self.project(), &speaker, &GroupAsk::default())?;
        let path = self.completed(path, "track")?;
        if self.is_own(&path) {
            return AppError::refuse(format!(
                "{} is this project’s own file; a return needs a name of its own. Nothing was written.",
                path.display()
            ));
        }
        files::save_track(&made.file, &path, Overwrite::Yes)?;
        if !made.change.is_nothing() {
            // What went out cannot be called back by undoing it here.
            self.settle(&speaker, &made.change)?;
        }
        let lines = made.lines();
        let kind = if lines.is_empty() { NoticeKind::Info } else { NoticeKind::Warning };
        let text = std::iter::once(made.told(&path.display().to_string())).chain(lines);
        self.tell(kind, "Return of the group written", &text.collect::<Vec<_>>().join("\n"));
        Ok(())
    }
}
