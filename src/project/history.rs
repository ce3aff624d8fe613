//! [`History`]: undo and redo, as stored inverses.

use super::change::{ApplyError, Change};
use super::project::Project;
use crate::record::ActorId;

/// A change that was made, under the name that "Undo …" shows.
#[derive(Clone, Debug)]
struct Step {
    title: String,
    change: Change,
    /// Steps with the same key in a row are one to the user (a word typed letter by letter).
    key: Option<String>,
    /// The number of the state that it leads to.
    state: u64,
}

/// What was done and undone since the project was opened.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Numbers given to states so far.
    states: u64,
    /// The number of the state where nothing more can be undone.
    base: u64,
}

impl History {
    /// Applies a change and remembers how to undo it. A step with the same `key` as the one
    /// before it is joined to it.
    pub fn make(
        &mut self,
        project: &mut Project,
        title: &str,
        change: Change,
        key: Option<String>,
    ) -> Result<(), ApplyError> {
        change.apply(project)?;
        self.undone.clear();
        self.states += 1;
        let state = self.states;
        match self.done.last_mut() {
            Some(last) if key.is_some() && last.key == key => {
                last.change.push(change);
                last.state = state;
            }
            _ => self.done.push(Step { title: title.to_owned(), change, key, state }),
        }
        Ok(())
    }

    /// Ends the running step: what comes next is undone by itself.
    pub fn pause(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.key = None;
        }
    }

    /// Undoes the last step; the change that was applied, if there was one.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<Change>, ApplyError> {
        let Some(step) = self.done.last() else { return Ok(None) };
        let inverse = step.change.inverse();
        inverse.apply(project)?;
        self.undone.extend(self.done.pop());
        self.pause();
        Ok(Some(inverse))
    }

    /// Redoes the last undone step; the change that was applied, if there was one.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Change>, ApplyError> {
        let Some(step) = self.undone.last() else { return Ok(None) };
        let change = step.change.clone();
        change.apply(project)?;
        self.done.extend(self.undone.pop());
        self.pause();
        Ok(Some(change))
    }

    /// Makes a change that cannot be undone, because something of it is known elsewhere: what an
    /// actor sent. The steps that made what it touches cannot be undone any more either, nor those
    /// before them; the project is another one than was saved.
    pub fn settle(
        &mut self,
        project: &mut Project,
        actor: &ActorId,
        change: &Change,
    ) -> Result<(), ApplyError> {
        change.apply(project)?;
        let kept = self.done.iter().rposition(|s| s.change.speaks_for(actor)).map_or(0, |n| n + 1);
        self.done.drain(..kept);
        self.undone.clear();
        self.states += 1;
        self.base = self.states;
        for step in &mut self.done {
            self.states += 1;
            step.state = self.states;
        }
        self.pause();
        Ok(())
    }

    /// What "Undo" would undo.
    pub fn undo_title(&self) -> Option<&str> {
        self.done.last().map(|s| s.title.as_str())
    }

    /// What "Redo" would redo.
    pub fn redo_title(&self) -> Option<&str> {
        self.undone.last().map(|s| s.title.as_str())
    }

    /// Names the state of the project: equal numbers, equal project. For "saved or not".
    pub fn state(&self) -> u64 {
        self.done.last().map_or(self.base, |s| s.state)
    }
}
