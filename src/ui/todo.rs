//! All that waits for a person, as a list that can be sorted; a line leads to its place.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, closing, title, writing_or_closing};
use super::lines::{self, Line, sorter};
use super::theme::Tokens;
use super::widgets::faint;
use crate::app::Printed;
use crate::app::todo::{Todo, TodoKind};
use eframe::egui::Ui;
use std::sync::Arc;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Kind,
    Place,
    Actor,
}

/// The list.
pub struct TodoDialog {
    list: Arc<Vec<Todo>>,
    sort: Sort,
    lines: Vec<Line>,
}

impl TodoDialog {
    /// This list, by kind.
    pub fn new(list: Arc<Vec<Todo>>) -> Self {
        let lines = listed(&list, Sort::Kind);
        Self { list, sort: Sort::Kind, lines }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Tasks");
        if self.list.is_empty() {
            faint(ui, t, "Nothing waits for a person.");
            return closing(ui);
        }
        ui.horizontal(|ui| {
            for (text, sort) in [("Task", Sort::Kind), ("Paragraph", Sort::Place), ("Actor", Sort::Actor)] {
                if sorter(ui, t, text, self.sort == sort) {
                    self.sort = sort;
                    self.lines = listed(&self.list, sort);
                }
            }
        });
        let height = (ui.ctx().content_rect().height() * 0.55).max(140.0);
        let answer = lines::show(ui, t, "tasks", &self.lines, height).map(Answer::Go);
        writing_or_closing(ui, || Printed::Tasks(self.list.to_vec(), String::new())).or(answer)
    }
}

fn listed(list: &[Todo], sort: Sort) -> Vec<Line> {
    let line = |t: &Todo, kind: bool| {
        let place = if t.place.is_empty() { "no place" } else { &t.place };
        let names = t.names();
        let by = if names.is_empty() { String::new() } else { format!("{names}: ") };
        let kind = if kind { format!("{}, ", t.kind) } else { String::new() };
        Line::of(place, format!("{kind}{by}{}", t.text), t.of.clone())
    };
    let mut all: Vec<&Todo> = list.iter().collect();
    match sort {
        Sort::Kind => {
            let mut out = Vec::new();
            for kind in TodoKind::ALL {
                let those: Vec<&&Todo> = all.iter().filter(|t| t.kind == kind).collect();
                if !those.is_empty() {
                    out.push(Line::head(format!("{}: {}", heading(kind), those.len())));
                }
                out.extend(those.into_iter().map(|t| line(t, false)));
            }
            return out;
        }
        Sort::Place => all.sort_by_key(|t| (t.order, t.kind)),
        Sort::Actor => all.sort_by_key(|t| (t.names(), t.order, t.kind)),
    }
    all.into_iter().map(|t| line(t, true)).collect()
}

fn heading(kind: TodoKind) -> &'static str {
    match kind {
        TodoKind::Placement => "Placements to settle",
        TodoKind::Damaged => "Damaged by edits",
        TodoKind::Orphan => "Orphans",
        TodoKind::Rival => "Rival versions",
        TodoKind::Copies => "Copies to choose between",
        TodoKind::Changed => "Changed since agreed",
        TodoKind::Warning => "Not placed by a merge",
        TodoKind::Comment => "Open comments",
    }
}
