//! A compilation that was opened, dropped or pasted: whether a text is one, and the plan of what
//! all say in it.
//!
//! Nothing is guessed: who is not known, what was mended and what fits nowhere stands in the plan.
//! It is one merge, and one step of undo.

use super::authors::Said;
use super::brackets::{Listener, from_brackets_with, open_compilation, parsed_compilation};
use super::error::AppError;
use super::files::Opened;
use super::meant::{remember_names, told};
use super::plan::{Plan, PlanKind};
use super::question::Question;
use super::state::App;
use crate::project::{Project, merge_track};
use crate::revise::{FromBrackets, Listed, Parsed, authors};
use crate::weave::bracket::{Action, Arm, Bracket, Node, read, speakers};
use std::path::Path;

/// Lines that name who speaks from which a text without brackets is a stacked compilation.
const HEADS: usize = 2;

/// Whether a text says in brackets who wants what, or has names over its paragraphs.
pub fn is_compilation(project: &Project, text: &Parsed) -> bool {
    let listener = Listener::new(project);
    let known = |name: &str| listener.known(name);
    let mut heads = 0;
    for paragraph in &text.paragraphs {
        let words = paragraph.words.text();
        if words.contains('[') && attributed(&read(words, &known).nodes) {
            return true;
        }
        heads += usize::from(speakers(words, &known).is_some_and(|(_, start)| start >= words.len()));
    }
    heads >= HEADS
}

/// Whether a known name stands in one of the brackets, or one that nobody knows with a verb.
fn attributed(nodes: &[Node]) -> bool {
    let actors = |a: &Arm| a.said.iter().map(|s| s.actors.len()).sum::<usize>();
    let sure = |a: &Arm| actors(a) > a.unknown.len() || a.said.iter().any(|s| s.action != Action::Words);
    let named = |b: &Bracket| b.arms.iter().any(sure);
    nodes.iter().any(|n| match n {
        Node::Bracket(b) => named(b) || attributed(&b.nodes),
        _ => false,
    })
}

/// Whether a file that was read is a compilation of the project's text. One that is a copy of the
/// whole text by one actor is none.
pub fn is_compiled(project: &Project, path: &Path, opened: &Opened) -> bool {
    match opened {
        Opened::Marked(copy) if copy.bracketed => project.last().is_some(),
        _ => compiled(project, path, opened).is_some(),
    }
}

/// What is read of such a file, or why it cannot be read; none of one that is no compilation.
pub(super) fn compiled(project: &Project, path: &Path, opened: &Opened) -> Option<Result<Parsed, AppError>> {
    project.last()?;
    let reads = || open_compilation(project, path);
    match opened {
        Opened::Marked(copy) if copy.bracketed => Some(reads()),
        Opened::Marked(copy) if !authors(copy).is_empty() => None,
        Opened::Marked(_) | Opened::Source(_) => reads().ok().filter(|p| is_compilation(project, p)).map(Ok),
        Opened::Project(_) | Opened::Track(_) => None,
    }
}

/// A text that was pasted, if it is a compilation of several paragraphs.
pub(super) fn pasted(project: &Project, text: &str) -> Option<Parsed> {
    let bytes = text.len();
    if bytes > crate::limits::SOURCE as usize || !text.trim().contains('\n') || project.last().is_none() {
        return None;
    }
    Some(parsed_compilation(project, text)).filter(|parsed| is_compilation(project, parsed))
}

impl Plan {
    /// The plan of a compilation that was read; `name` says where it came from, `said` who names are
    /// that nobody knows.
    pub fn of_compiled_with(
        project: &Project,
        copy: &Parsed,
        name: &str,
        said: &Said,
    ) -> Result<Self, AppError> {
        let (tracks, made) = from_brackets_with(project, copy, said)?;
        let mut plan = Plan::empty(format!("Read a compilation: {name}"), "Read a compilation");
        let mut scratch = project.clone();
        for track in tracks {
            let about = project.actor(track.actor.as_str());
            let merged = merge_track(&scratch, &track, Some(&about));
            merged.change.apply(&mut scratch)?;
            plan.merge(&scratch, Path::new(track.actor.as_str()), merged, &[]);
        }
        plan.add(remember_names(&scratch, said, &made));
        listed(&mut plan, &made, told(project, said, &made));
        Ok(plan)
    }
}

impl App {
    /// Asks who the names in a compilation are that was pasted, or says what merging it would do
    /// where all of them are known.
    pub(super) fn plan_pasted(&mut self, parsed: Parsed) -> Result<(), AppError> {
        let question = Question::of_compiled(&self.project, parsed, "what was pasted")?;
        self.plan = match question.must {
            true => None,
            false => Some(Plan::of_question(&self.project, &question, &Default::default())?),
        };
        self.asked = Some(Box::new(question)).filter(|q| q.asks());
        Ok(())
    }

    /// What there is to ask about what was pasted, once: before a plan, or beside it.
    pub fn take_question(&mut self) -> Option<Box<Question>> {
        self.asked.take()
    }
}

/// What was not understood, a line each.
pub(super) fn listed(plan: &mut Plan, made: &FromBrackets, (known, unknown): (Vec<String>, Vec<String>)) {
    if !known.is_empty() {
        plan.say(PlanKind::File, "Who is who in this compilation".to_owned());
    }
    known.into_iter().for_each(|line| plan.say(PlanKind::Author, line));
    let all_on_wishes = made.positions.iter().all(|s| !s.about.is_empty());
    let aside = made.nameless.is_empty() && made.statuses.is_empty() && all_on_wishes;
    if !(aside && unknown.is_empty() && made.unplaced.is_empty() && made.repaired.is_empty()) {
        plan.say(PlanKind::File, "What wants a look in this compilation".to_owned());
    }
    unknown.into_iter().for_each(|line| plan.say(PlanKind::Look, line));
    let told = |l: &Listed| match l.why.is_empty() {
        true => format!("{} “{}”", l.label, l.text),
        false => format!("{} “{}”: {}", l.label, l.text, l.why),
    };
    made.unplaced.iter().for_each(|l| plan.say(PlanKind::NotPlaced, told(l).trim().to_owned()));
    made.repaired.iter().for_each(|l| plan.say(PlanKind::Look, format!("mended: {}", told(l))));
    for nameless in &made.nameless {
        let Listed { label, text, why } = nameless;
        plan.say(PlanKind::Look, format!("{why}: {label} “{text}”"));
    }
    for status in &made.statuses {
        plan.say(PlanKind::Look, format!("a status, which is yours to set: {}", told(status)));
    }
    for stood in made.positions.iter().filter(|s| s.about.is_empty()) {
        let said = format!("{} {} {} “{}”", stood.label, stood.actor, stood.stance, stood.text);
        plan.say(PlanKind::Look, format!("a position on no one wish, kept as a comment: {said}"));
    }
}
