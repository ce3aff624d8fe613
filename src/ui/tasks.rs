//! What waits for a person: placements to settle, damaged proposals, orphans. The counts stand
//! under the outline and in the status line, the list in the panel on the right.

use super::cards::{self, Asked};
use super::fonts;
use super::theme::Tokens;
use super::widgets::{faint, heading};
use crate::app::{Card, StatusLine, Tasks};
use crate::weave::GroupId;
use eframe::egui::{Align2, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// A kind of task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Words for which a place was only suggested.
    Placements,
    /// Proposals whose words were touched.
    Damaged,
    /// Proposals whose place is gone.
    Orphans,
}

impl Task {
    /// All kinds, in order.
    pub const ALL: [Task; 3] = [Task::Placements, Task::Damaged, Task::Orphans];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Task::Placements => "Placements to settle",
            Task::Damaged => "Damaged by edits",
            Task::Orphans => "Orphans",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Task::Placements => "Words that came with a suggestion where they might go. Choose the place.",
            Task::Damaged => {
                "The words that these are about were changed since. Look whether they are still wanted."
            }
            Task::Orphans => "The paragraph that these are about is gone. They are kept, and stand nowhere.",
        }
    }

    /// How many there are.
    pub fn count(self, s: &StatusLine) -> usize {
        match self {
            Task::Placements => s.placements,
            Task::Damaged => s.damaged,
            Task::Orphans => s.orphans,
        }
    }

    fn cards(self, tasks: &Tasks) -> &[Card] {
        match self {
            Task::Placements => &tasks.placements,
            Task::Damaged => &tasks.damaged,
            Task::Orphans => &tasks.orphans,
        }
    }
}

/// Draws the counts under the outline. Returns which was clicked.
pub fn counts(ui: &mut Ui, t: &Tokens, s: &StatusLine) -> Option<Task> {
    let mut clicked = None;
    ui.add_space(6.0);
    heading(ui, t, "Tasks");
    ui.spacing_mut().item_spacing.y = 0.0;
    for task in Task::ALL {
        let count = task.count(s);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {count}", task.title())));
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect, 4.0, t.ground);
        }
        let y = rect.center().y;
        let ink = if count > 0 { t.ink } else { t.faint };
        let font = fonts::sans(12.5, false);
        painter.text(pos2(rect.left() + 4.0, y), Align2::LEFT_CENTER, task.title(), font, ink);
        let ink = if count > 0 { t.pending } else { t.faint };
        let at = pos2(rect.right() - 16.0, y);
        painter.text(at, Align2::CENTER_CENTER, count, fonts::sans(11.0, count > 0), ink);
        if response.clicked() {
            clicked = Some(task);
        }
    }
    clicked
}

/// Draws the list. `to` is the kind that is to be brought into view.
pub fn list(
    ui: &mut Ui,
    t: &Tokens,
    tasks: &Tasks,
    chair: bool,
    group: Option<&GroupId>,
    to: Option<Task>,
) -> Option<Asked> {
    let mut asked = None;
    for task in Task::ALL {
        let cards = task.cards(tasks);
        if cards.is_empty() && to != Some(task) {
            continue;
        }
        let top = ui.cursor().min;
        heading(ui, t, &format!("{} · {}", task.title(), cards.len()));
        if cards.is_empty() {
            faint(ui, t, "There are none.");
        } else {
            faint(ui, t, task.says());
            if let Some(a) =
                cards::show(ui, t, &cards::Shown { cards, chair, group, reveal: false, named: true })
            {
                asked = Some(a);
            }
        }
        if to == Some(task) {
            let rect = eframe::egui::Rect::from_min_size(top, vec2(1.0, 20.0));
            ui.scroll_to_rect(rect, Some(eframe::egui::Align::TOP));
        }
        ui.add_space(8.0);
    }
    if Task::ALL.iter().all(|task| task.cards(tasks).is_empty()) && to.is_none() {
        faint(ui, t, "Nothing waits: no placements to settle, nothing damaged, no orphans.");
    }
    asked
}
