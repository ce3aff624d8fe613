//! The menu bar and the context menu, made from the list of commands.
//!
//! They return what was chosen; they do nothing.

use crate::app::{COMMANDS, Command, Entry, Menu, Situation};
use eframe::egui::{self, Button, ScrollArea, Ui};

/// Commands of the context menu on the page; a line divides parts.
const ON_PAGE: &[&[Command]] = &[
    &[Command::Cut, Command::Copy, Command::Paste, Command::Italic],
    &[Command::Comment, Command::Explain, Command::Brackets, Command::Retain, Command::Alternative],
    &[Command::Accept, Command::AcceptAs, Command::Reject, Command::KeepInBrackets, Command::MergeDesk],
    &[Command::Support, Command::Oppose, Command::ReservePosition, Command::LiveWith, Command::Withdraw],
    &[Command::StatusAdRef, Command::StatusAgreed, Command::StatusOpen],
];

/// The menu bar.
pub fn bar(ui: &mut Ui, situation: &Situation) -> Option<Command> {
    let mut chosen = None;
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| {
                // In a low window a menu is scrolled: none of it may be out of reach.
                let high = (ui.ctx().content_rect().height() - 48.0).max(120.0);
                ScrollArea::vertical().max_height(high).show(ui, |ui| {
                    if let Some(command) = all_of(ui, menu, situation) {
                        chosen = Some(command);
                    }
                });
            });
        }
    });
    chosen
}

/// The commands of one menu, a line between its parts.
fn all_of(ui: &mut Ui, menu: Menu, situation: &Situation) -> Option<Command> {
    let (mut chosen, mut part) = (None, None);
    for entry in COMMANDS.iter().filter(|e| e.menu == menu) {
        if part.is_some_and(|p| p != entry.part) {
            ui.separator();
        }
        part = Some(entry.part);
        if item(ui, entry, situation) {
            chosen = Some(entry.command);
        }
    }
    chosen
}

/// The context menu of the page.
pub fn on_page(ui: &mut Ui, situation: &Situation) -> Option<Command> {
    let mut chosen = None;
    for (i, part) in ON_PAGE.iter().enumerate() {
        if i > 0 {
            ui.separator();
        }
        for command in *part {
            if item(ui, command.entry(), situation) {
                chosen = Some(*command);
            }
        }
    }
    chosen
}

fn item(ui: &mut Ui, entry: &Entry, situation: &Situation) -> bool {
    let keys = entry.keys.first().copied().unwrap_or_default();
    let button = Button::new(entry.title_in(situation)).shortcut_text(keys);
    let response = ui.add_enabled(entry.when.holds(situation), button).on_hover_text(entry.help);
    let hit = response.clicked();
    if hit {
        ui.close();
    }
    hit
}
