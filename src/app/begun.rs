//! A compilation typed by hand as the beginning of a project: what stands is its text, and what
//! its brackets ask is what each actor says.
//!
//! It comes to the same as importing the standing text and merging what
//! [`from_brackets`](super::brackets::from_brackets) reads of the compilation. Nothing is saved
//! here.

use super::authors::Said;
use super::brackets::{Listener, from_brackets_with, open_compilation};
use super::compiled::is_compilation;
use super::error::AppError;
use super::files::Opened;
use super::meant::{answers, names_of, remember_names, told};
use super::plan::{Plan, PlanKind, PlanLine};
use super::question::{Compiled, Question};
use super::state::{App, NoticeKind};
use crate::lexicon::count;
use crate::project::{Merged, Project, merge_track};
use crate::record::Track;
use crate::revise::{FromBrackets, Parsed, standing_text};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What a new project is called whose brackets were read.
pub const FIRST: &str = "Zero draft";

/// A project that begins with a compilation.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The project, with what each actor says.
    pub project: Project,
    /// What was read of the brackets.
    pub made: FromBrackets,
    /// The tracks, and what merging each of them did.
    pub tracks: Vec<(Track, Merged)>,
    /// Words that the reader mended inside brackets; those elsewhere stand in the report.
    pub mended: Vec<String>,
    /// Whom names were taken for that nobody knows; and names of which nobody said who they are.
    pub names: (Vec<String>, Vec<String>),
}

/// Makes a project of a compilation; `name` is that of its first revision.
pub fn begin_compiled(copy: &Parsed, name: &str, said: &Said) -> Result<Begun, AppError> {
    let empty = Project::default();
    let known_as = answers(&empty, said)?;
    let listener = Listener::with(&empty, known_as.clone());
    let (text, lost) = standing_text(copy, &|name| listener.known(name), &known_as);
    if text.paragraphs.is_empty() {
        return AppError::refuse("Nothing stands outside of the brackets: there is no text to begin with.");
    }
    let fresh = Project::of(text, name)?;
    let (all, made) = from_brackets_with(&fresh, copy, said)?;
    let mut project = fresh.clone();
    let mut tracks = Vec::with_capacity(all.len());
    for track in all {
        let about = project.actor(track.actor.as_str());
        let merged = merge_track(&project, &track, Some(&about));
        merged.change.apply(&mut project)?;
        tracks.push((track, merged));
    }
    tracks.iter_mut().for_each(|(_, merged)| merged.settle(&project));
    remember_names(&project, said, &made).apply(&mut project)?;
    let mended = lost.iter().map(|r| {
        let now = r.now.replace(crate::text::NOTE, "[note]");
        format!("mended: “{}” to “{now}”", r.was)
    });
    let (mended, names) = (mended.collect(), told(&fresh, said, &made));
    Ok(Begun { project, made, tracks, mended, names })
}

impl Begun {
    /// "34 paragraphs; 14 wishes of 5 actors".
    pub fn told(&self) -> String {
        let wishes: usize = self.tracks.iter().map(|(t, _)| t.proposals().count()).sum();
        let text = count(self.project.working.len(), "paragraph stands", "paragraphs stand");
        format!(
            "{text}; {} of {} in brackets",
            count(wishes, "wish", "wishes"),
            count(self.tracks.len(), "actor", "actors")
        )
    }

    /// What it holds and what wants a look, line by line, as the plan of a merge says it.
    pub fn plan(&self) -> Plan {
        let mut plan = Plan::empty(String::new(), "");
        super::compiled::listed(&mut plan, &self.made, self.names.clone());
        self.mended.iter().for_each(|line| plan.say(PlanKind::Look, line.clone()));
        for (track, merged) in &self.tracks {
            plan.merge(&self.project, Path::new(track.actor.as_str()), merged.clone(), &[]);
        }
        plan
    }

    /// Whether something in it needs a person.
    pub fn needs_a_person(&self) -> bool {
        self.made.needs_a_person() || self.tracks.iter().any(|(_, m)| !m.orphans.is_empty())
    }
}

/// A text that was opened and is a compilation.
#[derive(Debug)]
pub struct Compilation {
    /// What was opened.
    pub opened: Opened,
    /// Who is to be asked about before a project begins with it.
    pub question: Question,
    /// What would begin with it, its names taken as they are.
    pub begun: Begun,
    /// Whether it is one of the text of the project that is open.
    pub is_of_project: bool,
}

impl Compilation {
    /// The file as a compilation; the file itself where it is none. One with tracked changes says
    /// by these who wants what.
    pub fn of(project: &Project, path: &Path, opened: Opened) -> Result<Box<Self>, Opened> {
        let may = match &opened {
            Opened::Source(_) => true,
            Opened::Marked(copy) => copy.bracketed || crate::revise::authors(copy).is_empty(),
            Opened::Project(_) | Opened::Track(_) => false,
        };
        let read = || {
            open_compilation(project, path).ok().filter(|c| is_compilation(project, c))?;
            // A new project knows nobody of the one that is open.
            let empty = Project::default();
            let copy = open_compilation(&empty, path).ok()?;
            let begun = begin_compiled(&copy, FIRST, &Said::new()).ok()?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let names = names_of(&empty, &begun.made);
            let question = Question {
                must: !begun.made.unknown.is_empty(),
                begins: true,
                compiled: Some(Arc::new(Compiled { copy, name, names })),
                ..Question::default()
            };
            Some((begun, question))
        };
        let Some((begun, question)) = may.then(read).flatten() else { return Err(opened) };
        let is_of_project = is_about(project, &begun.project);
        Ok(Box::new(Self { opened, question, begun, is_of_project }))
    }
}

/// Whether at least half of the paragraphs that stand in a text stand in the last revision of a
/// project too, or the other way round.
fn is_about(project: &Project, text: &Project) -> bool {
    let Some(last) = project.last() else { return false };
    let keys = |d: &crate::text::Document| -> BTreeSet<String> {
        (0..d.len()).map(|at| crate::diff::key(&d.text(at))).filter(|k| !k.is_empty()).collect()
    };
    let (here, there) = (keys(&last.document), keys(&text.working));
    let both = here.intersection(&there).count();
    both > 0 && both * 2 >= here.len().min(there.len())
}

impl App {
    /// Takes over a project that begins with a compilation.
    pub fn take_begun(&mut self, begun: Begun) {
        let kind = if begun.needs_a_person() { NoticeKind::Warning } else { NoticeKind::Info };
        let wants = |l: &PlanLine| !matches!(l.kind, PlanKind::Adds | PlanKind::Withdraws);
        let plan = begun.plan();
        let lines = plan.lines.iter().filter(|l| wants(l)).map(|l| l.text.clone());
        let report = &begun.project.report;
        let text = format!(
            "{}. {} mended and {} left out; the report lists each.",
            begun.told(),
            count(report.repairs.len(), "broken word was", "broken words were"),
            count(report.dropped.len(), "piece that is no text was", "pieces that are no text were"),
        );
        let text = std::iter::once(text).chain(lines).collect::<Vec<_>>().join("\n");
        self.take(begun.project, None);
        self.tell(kind, "Imported, its brackets as tracks", &text);
    }
}
