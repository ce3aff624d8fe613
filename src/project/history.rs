//! [`History`]: undo and redo, as stored inverses.

use super::change::{ApplyError, Change};
use super::project::Project;

/// A change that was made, under the name that "Undo …" shows.
#[derive(Clone, Debug)]
struct Step {
    title: String,
    change: Change,
    /// Steps with the same key in a row are one to the user (a word typed letter by letter).
    key: Option<String>,
}

/// What was done and undone since the project was opened.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Counts every change, undo and redo: equal counts, equal project.
    state: u64,
    next: u64,
    states: Vec<u64>,
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
        self.next += 1;
        match self.done.last_mut() {
            Some(last) if key.is_some() && last.key == key => {
                let first = std::mem::replace(&mut last.change, Change::All(Vec::new()));
                last.change = Change::All(vec![first, change]);
            }
            _ => {
                self.done.push(Step { title: title.to_owned(), change, key });
                self.states.push(self.state);
            }
        }
        self.state = self.next;
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
        let Some(step) = self.done.pop() else { return Ok(None) };
        let inverse = step.change.inverse();
        if let Err(error) = inverse.apply(project) {
            self.done.push(step);
            return Err(error);
        }
        self.undone.push(step);
        self.state = std::mem::replace(self.states.last_mut().unwrap_or(&mut 0), self.state);
        // The state after the step is kept with the undone one, for redo.
        if let (Some(after), Some(step)) = (self.states.pop(), self.undone.last_mut()) {
            step.key = Some(after.to_string());
        }
        Ok(Some(inverse))
    }

    /// Redoes the last undone step; the change that was applied, if there was one.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Change>, ApplyError> {
        let Some(mut step) = self.undone.pop() else { return Ok(None) };
        if let Err(error) = step.change.apply(project) {
            self.undone.push(step);
            return Err(error);
        }
        self.states.push(self.state);
        self.state = step.key.take().and_then(|k| k.parse().ok()).unwrap_or(self.next);
        let change = step.change.clone();
        self.done.push(step);
        Ok(Some(change))
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
        self.state
    }
}
