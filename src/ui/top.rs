//! The top bar: which project, which revision, which view, who speaks; returns and export.
//!
//! It returns what was chosen; it does nothing.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{clear_marks, segment};
use crate::app::{Command, View};
use crate::record::ActorId;
use eframe::egui::{self, Align, Button, Layout, RichText, Ui, vec2};

/// What the bar shows.
pub struct Bar {
    /// The title of the project.
    pub title: String,
    /// The revision being worked on.
    pub revision: String,
    /// Whether there is unsaved work.
    pub dirty: bool,
    /// What is shown.
    pub view: View,
    /// Who speaks.
    pub speaker: ActorId,
    /// Whether that is the chair.
    pub chair: bool,
    /// Whether what the speaker says is recorded from the floor.
    pub floor: bool,
    /// Who may be chosen.
    pub actors: Vec<ActorId>,
}

/// What was chosen.
pub enum Chosen {
    /// A command.
    Command(Command),
    /// A view.
    View(View),
    /// A speaker.
    Speak(ActorId),
    /// Whether what is said is recorded from the floor.
    Floor(bool),
}

/// How much room one row takes, in points.
const ROW: f32 = 1320.0;

/// Draws the bar: one row, or two where there is less room.
pub fn show(ui: &mut Ui, t: &Tokens, bar: &Bar) -> Option<Chosen> {
    let mut chosen = None;
    // The same whoever speaks: the page does not move when the pen changes hands.
    let wide = ui.available_width() >= ROW;
    // What is said of a delegation is longer: a long title must leave room for it.
    let room = (ui.available_width() - ROW + 370.0).min(560.0);
    ui.horizontal(|ui| {
        ui.set_min_height(34.0);
        if wide {
            ui.scope(|ui| {
                ui.set_max_width(room);
                heading(ui, t, bar);
            });
            ui.add_space(14.0);
            views(ui, t, bar, &mut chosen);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            files(ui, bar, &mut chosen);
            if !bar.chair {
                floor(ui, t, bar, &mut chosen);
            }
            speaker(ui, t, bar, &mut chosen);
            if !wide {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| heading(ui, t, bar));
            }
        });
    });
    if !wide {
        ui.horizontal(|ui| views(ui, t, bar, &mut chosen));
        ui.add_space(2.0);
    }
    chosen
}

fn heading(ui: &mut Ui, t: &Tokens, bar: &Bar) {
    let title = RichText::new(&bar.title).font(fonts::sans(14.0, true));
    ui.add(egui::Label::new(title).truncate());
    if bar.dirty {
        ui.label(RichText::new("●").size(9.0).color(t.pending)).on_hover_text("Not saved yet");
    }
    if !bar.revision.is_empty() {
        let revision = RichText::new(format!("{} → next", bar.revision)).size(12.5).color(t.faint);
        ui.add(egui::Label::new(revision).truncate());
    }
}

fn files(ui: &mut Ui, bar: &Bar, chosen: &mut Option<Chosen>) {
    if ui.button("Export…").clicked() {
        *chosen = Some(Chosen::Command(Command::Export));
    }
    if !bar.chair && ui.button("Send return…").clicked() {
        *chosen = Some(Chosen::Command(Command::SendReturn));
    }
    if ui.button("Merge returns…").clicked() {
        *chosen = Some(Chosen::Command(Command::Merge));
    }
}

fn views(ui: &mut Ui, t: &Tokens, bar: &Bar, chosen: &mut Option<Chosen>) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        for (name, view) in
            [("Original", View::Original), ("Compilation", View::Compilation), ("Clean", View::Clean)]
        {
            if segment(ui, t, name, bar.view == view).clicked() {
                *chosen = Some(Chosen::View(view));
            }
        }
        let (name, one) = match &bar.view {
            View::Final(a) => (format!("{a}: as if accepted ▼"), true),
            View::Annotated(a) => (format!("{a} alone ▼"), true),
            _ => ("One actor ▼".to_owned(), false),
        };
        let (ink, fill) = if one { (t.accent, t.accent_soft) } else { (t.ink, t.paper) };
        let button = Button::new(RichText::new(name).font(fonts::sans(12.5, one)).color(ink)).fill(fill);
        egui::containers::menu::MenuButton::from_button(button.corner_radius(4)).ui(ui, |ui| {
            scrolled(ui, |ui| {
                for actor in bar.actors.iter().filter(|a| **a != ActorId::chair()) {
                    ui.menu_button(actor.as_str(), |ui| {
                        if ui.button("Its proposals alone").clicked() {
                            *chosen = Some(Chosen::View(View::Annotated(actor.clone())));
                        }
                        if ui.button("As if all were accepted").clicked() {
                            *chosen = Some(Chosen::View(View::Final(actor.clone())));
                        }
                    });
                }
            });
            if bar.actors.len() < 2 {
                ui.label("Nobody has said anything yet.");
            }
        });
    });
}

fn floor(ui: &mut Ui, t: &Tokens, bar: &Bar, chosen: &mut Option<Chosen>) {
    let mut floor = bar.floor;
    let said = "What was said aloud is kept apart, recorded by the chair, until its author says so itself";
    ui.scope(|ui| {
        clear_marks(ui, t);
        if ui.checkbox(&mut floor, "From the floor").on_hover_text(said).changed() {
            *chosen = Some(Chosen::Floor(floor));
        }
    });
}

fn speaker(ui: &mut Ui, t: &Tokens, bar: &Bar, chosen: &mut Option<Chosen>) {
    let colour = if bar.chair { t.ink } else { t.actor(&bar.speaker) };
    let mut job = egui::text::LayoutJob::default();
    let format = |bold, color| egui::text::TextFormat {
        font_id: fonts::sans(13.0, bold),
        color,
        ..Default::default()
    };
    job.append("Speaking as  ", 0.0, format(false, t.faint));
    job.append(&format!("{}  ▼", bar.speaker), 0.0, format(true, colour));
    let fill = if bar.chair { t.paper } else { t.tint(colour) };
    let button = Button::new(job).fill(fill);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        scrolled(ui, |ui| {
            for actor in &bar.actors {
                let chair = *actor == ActorId::chair();
                let says = if chair { "changes the text itself" } else { "makes proposals" };
                let hint = RichText::new(format!("     {says}")).size(11.0).color(t.faint);
                let item = Button::selectable(*actor == bar.speaker, actor.as_str()).right_text(hint);
                if ui.add(item).clicked() {
                    *chosen = Some(Chosen::Speak(actor.clone()));
                }
            }
        });
        ui.separator();
        if ui.button("Add an actor…").clicked() {
            *chosen = Some(Chosen::Command(Command::AddActor));
        }
    });
    response.on_hover_text("Whose words the next ones are");
}

/// A list in a menu, scrolled where the window is too low for it: there may be 193 actors.
fn scrolled(ui: &mut Ui, list: impl FnOnce(&mut Ui)) {
    super::menus::whole(ui, 160.0, list);
}
