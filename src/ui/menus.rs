//! The menu bar and the context menu, made from the list of commands.
//!
//! They return what was chosen; they do nothing.

use super::theme::Tokens;
use crate::app::{COMMANDS, Command, Entry, Menu, Situation};
use eframe::egui::{self, Button, Role, ScrollArea, Stroke, Ui, WidgetInfo};

/// What the entries are drawn from.
pub struct Shown<'a> {
    /// What decides whether a command can be used.
    pub situation: &'a Situation,
    /// Of a command that switches something: whether it is on.
    pub on: &'a dyn Fn(Command) -> Option<bool>,
}

/// Commands of the context menu on the page; a line divides parts.
const ON_PAGE: &[&[Command]] = &[
    &[Command::Cut, Command::Copy, Command::Paste, Command::Italic],
    &[Command::Comment, Command::Explain, Command::Brackets, Command::Retain, Command::Alternative],
    &[Command::Accept, Command::AcceptAs, Command::Reject, Command::KeepInBrackets, Command::MergeDesk],
    &[Command::Support, Command::Oppose, Command::ReservePosition, Command::LiveWith, Command::Withdraw],
    &[Command::StatusAdRef, Command::StatusAgreed, Command::StatusOpen],
];

/// The menu bar.
pub fn bar(ui: &mut Ui, t: &Tokens, shown: &Shown) -> Option<Command> {
    let mut chosen = None;
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| {
                whole(ui, 48.0, |ui| {
                    if let Some(command) = all_of(ui, t, menu, shown) {
                        chosen = Some(command);
                    }
                });
            });
        }
    });
    chosen
}

/// A menu as high as its entries; scrolled only where the window, less `taken` points, is lower: none
/// of it may be out of reach.
pub fn whole(ui: &mut Ui, taken: f32, add: impl FnOnce(&mut Ui)) {
    let high = (ui.ctx().content_rect().height() - taken).max(120.0);
    // A menu left to itself is no higher than any area is at first.
    ui.set_max_height(high);
    ui.spacing_mut().item_spacing.y = 1.0;
    ScrollArea::vertical().max_height(high).show(ui, add);
}

/// The commands of one menu, a line between its parts.
fn all_of(ui: &mut Ui, t: &Tokens, menu: Menu, shown: &Shown) -> Option<Command> {
    let (mut chosen, mut part) = (None, None);
    for entry in COMMANDS.iter().filter(|e| e.menu == menu) {
        if part.is_some_and(|p| p != entry.part) {
            ui.separator();
        }
        part = Some(entry.part);
        if item(ui, t, entry, shown) {
            chosen = Some(entry.command);
        }
    }
    chosen
}

/// The context menu of the page.
pub fn on_page(ui: &mut Ui, t: &Tokens, shown: &Shown) -> Option<Command> {
    let mut chosen = None;
    whole(ui, 32.0, |ui| {
        for (i, part) in ON_PAGE.iter().enumerate() {
            if i > 0 {
                ui.separator();
            }
            for command in *part {
                if item(ui, t, command.entry(), shown) {
                    chosen = Some(*command);
                }
            }
        }
    });
    chosen
}

fn item(ui: &mut Ui, t: &Tokens, entry: &Entry, shown: &Shown) -> bool {
    let keys = entry.keys.first().copied().unwrap_or_default();
    let (title, able) = (entry.title_in(shown.situation), entry.when.holds(shown.situation));
    let on = (shown.on)(entry.command);
    let button = Button::new(title.clone()).shortcut_text(keys).selected(on == Some(true));
    let response = ui.add_enabled(able, button).on_hover_text(entry.help);
    let response = response.on_disabled_hover_text(format!("{} {}", entry.help, entry.when.wants()));
    if let Some(on) = on {
        response.widget_info(|| WidgetInfo::selected(Role::Button, able, on, &title));
        if on {
            // Not by colour alone: what is on has a bar before it.
            let rect = response.rect;
            let stroke = Stroke::new(3.0, t.accent);
            ui.painter().vline(rect.left() - 2.5, rect.y_range().shrink(4.0), stroke);
        }
    }
    let hit = response.clicked();
    if hit {
        ui.close();
    }
    hit
}
