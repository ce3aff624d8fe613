//! [`Overview`]: how much is still in brackets, by section and by actor, over the revisions.
//!
//! Computed from the project as it was when each revision was issued, and as it is now; never
//! stored. A bracket is a group of equal wishes that would change the text.

mod print;

use super::names::{Names, Veil};
use crate::diff::{Shape, tokens};
use crate::project::{Project, open_placed};
use crate::record::{ActorId, Standing};
use crate::text::{Document, Kind, ParagraphId};
use crate::weave::{self, Compilation, Of};
use std::collections::{BTreeMap, BTreeSet};

/// How much is in brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Open brackets.
    pub brackets: usize,
    /// Words that stand in them, those that would go too.
    pub words: usize,
}

/// A row of the overview: a section or an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// Where it begins, or where the actor's first bracket stands now; none where it is nowhere.
    pub of: Option<Of>,
    /// By state of the text, in the order of [`Overview::states`].
    pub open: Vec<Open>,
}

/// How far a text had come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Paragraphs with a label.
    pub paragraphs: usize,
    /// Those of them that contain bracketed text.
    pub bracketed: usize,
    /// Those of them that are agreed or agreed ad ref; none where that was not kept.
    pub agreed: Option<usize>,
    /// All open brackets.
    pub open: Open,
}

/// Open brackets over the revisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The title of the project.
    pub title: String,
    /// The revisions as they were issued, then "now".
    pub states: Vec<String>,
    /// The sections in the order of the text; those that are gone come last.
    pub sections: Vec<Line>,
    /// Everybody who has a bracket in any state, by name.
    pub actors: Vec<Line>,
    /// How far each state had come.
    pub progress: Vec<Progress>,
}

/// What the state that is not issued yet is called.
const NOW: &str = "now";

/// Counts what is open in each revision and now. Takes a compilation for each.
pub fn overview(project: &Project) -> Overview {
    overview_with(project, Names::All)
}

/// The same with the names that are to be shown: those who are not named share a line, whose
/// numbers are added up; where no names are shown, there is none for actors.
pub fn overview_with(project: &Project, names: Names) -> Overview {
    let mut made = Maker {
        veil: Veil::of(project, names),
        out: Overview::default(),
        sections: BTreeMap::new(),
        actors: BTreeMap::new(),
    };
    made.out.title = project.head.title.clone();
    // The state of now first: it gives the order of the sections.
    let last = project.revisions.len();
    made.out.states = project.revisions.iter().map(|r| r.name.clone()).chain([NOW.to_owned()]).collect();
    made.out.progress = vec![Progress::default(); last + 1];
    for n in (0..=last).rev() {
        match n == last {
            true => made.state(n, project, true),
            false => made.state(n, &project.until(n), false),
        }
    }
    made.finish()
}

/// A section of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Front,
    Preamble,
    Operative,
    Heading(ParagraphId),
    Nowhere,
}

impl Section {
    /// What a paragraph without a heading above it belongs to.
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Preambular => Section::Preamble,
            kind if kind.is_labelled() => Section::Operative,
            _ => Section::Front,
        }
    }

    fn name(self, document: &Document) -> String {
        match self {
            Section::Front => "Title and formula".to_owned(),
            Section::Preamble => "Preamble".to_owned(),
            Section::Operative => "Operative part".to_owned(),
            Section::Nowhere => "No place".to_owned(),
            Section::Heading(id) => document.words_of(id).unwrap_or_default().bare().trim().to_owned(),
        }
    }
}

struct Maker {
    veil: Veil,
    out: Overview,
    /// Where each section and each actor has its line.
    sections: BTreeMap<Section, usize>,
    actors: BTreeMap<ActorId, Line>,
}

impl Maker {
    fn state(&mut self, n: usize, project: &Project, now: bool) {
        let document = &project.working;
        let made = weave::compile(document, &open_placed(project));
        let mut progress = Progress { agreed: now.then_some(0), ..Progress::default() };
        let mut counted = BTreeSet::new();
        let mut section = Section::Front;
        let mut headed = false;
        for paragraph in &made.paragraphs {
            let id = match &paragraph.of {
                Of::Text(id) => Some(*id),
                Of::Proposed(..) => None,
            };
            match (paragraph.kind, id) {
                (Kind::Heading | Kind::Annex, Some(id)) => (section, headed) = (Section::Heading(id), true),
                (kind, _) if !headed => section = Section::of(kind),
                _ => {}
            }
            let place = self.section(section, document, now.then(|| paragraph.of.clone()));
            let opened = self.brackets(&made, &paragraph.groups, &mut counted, n, now.then(|| &paragraph.of));
            let words = self.words(paragraph, n);
            if let Some(open) = self.out.sections.get_mut(place).and_then(|l| l.open.get_mut(n)) {
                open.brackets += opened;
                open.words += words;
            }
            if let Some(id) = id.filter(|_| paragraph.kind.is_labelled()) {
                progress.paragraphs += 1;
                progress.bracketed += usize::from(opened > 0 || words > 0);
                let agreed = matches!(project.status(id).0, Standing::AdRef | Standing::Agreed);
                progress.agreed = progress.agreed.map(|n| n + usize::from(agreed));
            }
        }
        let lost: Vec<_> = made.groups.keys().filter(|id| !counted.contains(*id)).cloned().collect();
        let opened = self.brackets(&made, &lost, &mut counted, n, None);
        if opened > 0 {
            let place = self.section(Section::Nowhere, document, None);
            if let Some(open) = self.out.sections.get_mut(place).and_then(|l| l.open.get_mut(n)) {
                open.brackets += opened;
            }
        }
        let each = self.out.sections.iter().filter_map(|l| l.open.get(n));
        progress.open = each.fold(Open::default(), |a, b| Open {
            brackets: a.brackets + b.brackets,
            words: a.words + b.words,
        });
        if let Some(slot) = self.out.progress.get_mut(n) {
            *slot = progress;
        }
    }

    /// The line of a section, made where it is new.
    fn section(&mut self, section: Section, document: &Document, of: Option<Of>) -> usize {
        if let Some(place) = self.sections.get(&section) {
            return *place;
        }
        let place = self.out.sections.len();
        let open = vec![Open::default(); self.out.states.len()];
        self.out.sections.push(Line { name: section.name(document), of, open });
        self.sections.insert(section, place);
        place
    }

    /// Counts the brackets of a paragraph that were not counted in another, for its backers too.
    fn brackets(
        &mut self,
        made: &Compilation,
        groups: &[weave::GroupId],
        counted: &mut BTreeSet<weave::GroupId>,
        n: usize,
        of: Option<&Of>,
    ) -> usize {
        let mut opened = 0;
        for id in groups {
            let Some(group) = made.groups.get(id).filter(|_| counted.insert(id.clone())) else { continue };
            if !group.printed.wish.changes_text() {
                continue;
            }
            opened += 1;
            for actor in &group.backers {
                let line = self.actor(actor);
                line.of = line.of.take().or_else(|| of.cloned());
                if let Some(open) = line.open.get_mut(n) {
                    open.brackets += 1;
                }
            }
        }
        opened
    }

    /// Counts the words that stand in brackets; each once, and once for each of its backers.
    fn words(&mut self, paragraph: &weave::CompiledParagraph, n: usize) -> usize {
        let mut words = 0;
        for run in paragraph.runs().iter().filter(|r| !r.marks.is_empty()) {
            let many = tokens(&run.text).iter().filter(|t| t.shape != Shape::Mark).count();
            words += many;
            let by: BTreeSet<&ActorId> = run.marks.iter().flat_map(|m| &m.by).collect();
            for actor in by {
                if let Some(open) = self.actor(actor).open.get_mut(n) {
                    open.words += many;
                }
            }
        }
        words
    }

    fn actor(&mut self, actor: &ActorId) -> &mut Line {
        let open = vec![Open::default(); self.out.states.len()];
        let shown = self.veil.kind(actor);
        let line = || Line { name: shown.to_string(), of: None, open };
        self.actors.entry(shown.clone()).or_insert_with(line)
    }

    fn finish(mut self) -> Overview {
        let some = |line: &Line| line.open.iter().any(|o| *o != Open::default());
        // A section without a paragraph that could be contested is no section.
        self.out.sections.retain(|l| some(l) || !matches!(l.name.as_str(), "" | "Title and formula"));
        let named = self.actors.into_iter().filter(|(actor, _)| !actor.is_unnamed());
        self.out.actors = named.map(|(_, line)| line).collect();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::issue;

    #[test]
    fn the_sample_is_counted_by_section_and_actor() {
        let mut project = crate::app::sample::project().unwrap();
        let told = overview(&project);
        assert_eq!(told.states, ["Zero draft", "now"]);
        let now = told.progress[1];
        let line = |l: &Line| l.open[1];
        let sum: usize = told.sections.iter().map(|l| line(l).brackets).sum();
        assert_eq!((sum, told.progress[0].open), (now.open.brackets, Open::default()));
        assert!(now.bracketed > 0 && now.paragraphs > now.bracketed && now.agreed.is_some(), "{now:?}");
        assert!(told.sections.iter().all(|l| l.of.is_some()) && told.actors.len() > 2);
        // By actor each bracket counts for each of its backers.
        let made = weave::compile(&project.working, &open_placed(&project));
        let backed: usize =
            made.groups.values().filter(|g| g.printed.wish.changes_text()).map(|g| g.backers.len()).sum();
        assert_eq!(told.actors.iter().map(|l| line(l).brackets).sum::<usize>(), backed);
        // What was open when a revision was issued stays counted there.
        issue(&project, "Rev.1").apply(&mut project).unwrap();
        let later = overview(&project);
        assert_eq!(later.states, ["Zero draft", "Rev.1", "now"]);
        assert_eq!(later.progress[1].open, now.open);
        assert_eq!(later.progress[2].open, now.open);
    }

    #[test]
    fn an_empty_project_has_nothing_open() {
        let told = overview(&Project::default());
        assert_eq!((told.states.len(), told.sections.len(), told.actors.len()), (1, 0, 0));
        let _ = (told.text(), told.csv(), told.html(), told.json());
    }
}
