//! [`PrivateTab`]: the private notes of whoever speaks, beside the text.
//!
//! It draws what it is given and returns what was asked for. Drafts are the window's own; nothing
//! of a note is drawn anywhere else.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{card, faint, heading, main_button};
use crate::app::Message;
use crate::app::private::{PrivateAct, PrivateLine};
use crate::record::{ActorId, PrivateKind};
use crate::text::ParagraphId;
use eframe::egui::{ComboBox, Key, Modifiers, RichText, TextEdit, Ui};
use std::collections::HashMap;

/// Drafts of private notes.
#[derive(Default)]
pub struct PrivateTab {
    /// By who writes, and on what: a draft waits where it was begun, for the one who began it.
    drafts: HashMap<(ActorId, Option<ParagraphId>), (PrivateKind, String)>,
    /// The note that is being changed, and by whom.
    editing: Option<(ActorId, u32, PrivateKind, String)>,
    /// Whether a new note is to be on the whole text.
    whole: bool,
    /// Whether the field for a new note is to take the keyboard.
    pub write: bool,
}

/// What there is to show.
pub struct PrivateShown<'a> {
    /// Who speaks.
    pub speaker: &'a ActorId,
    /// The name of the file they lie in; none where there is none.
    pub file: Option<String>,
    /// All notes of the speaker.
    pub lines: &'a [PrivateLine],
    /// The paragraph at the caret, and what it is called.
    pub here: Option<(ParagraphId, &'a str)>,
    /// Whether the last thing done can be taken back.
    pub can_take_back: bool,
}

impl PrivateTab {
    /// Whether anything was begun and not kept.
    pub fn is_drafting(&self) -> bool {
        self.editing.is_some() || self.drafts.values().any(|(_, text)| !text.trim().is_empty())
    }

    /// Forgets what was begun.
    pub fn discard(&mut self) {
        self.drafts.clear();
        self.editing = None;
    }

    /// Draws the tab.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens, s: &PrivateShown) -> Option<Message> {
        let mut act = None;
        heading(ui, t, &format!("Private notes of {}", s.speaker));
        faint(ui, t, "They never leave this machine: no return, export, copy or other view has them.");
        let Some(file) = &s.file else {
            faint(
                ui,
                t,
                "They lie in a file beside the project. Save the project first, then write them here.",
            );
            return None;
        };
        faint(ui, t, format!("They lie in {file}, and are on disk as soon as they are kept."));
        ui.add_space(4.0);
        let here = s.here.map(|(id, _)| id);
        let whole = |l: &&PrivateLine| l.on.is_none() && !l.orphan;
        let at = |l: &&PrivateLine| l.on.is_some() && l.on == here;
        let elsewhere = |l: &&PrivateLine| l.on.is_some() && l.on != here;
        let name = s.here.map_or("Here", |(_, name)| name);
        self.part(ui, t, s, name, s.lines.iter().filter(at), &mut act);
        self.part(ui, t, s, "The whole text", s.lines.iter().filter(whole), &mut act);
        self.part(ui, t, s, "The paragraph is gone", s.lines.iter().filter(|l| l.orphan), &mut act);
        self.part(ui, t, s, "Elsewhere", s.lines.iter().filter(elsewhere), &mut act);
        ui.add_space(6.0);
        self.draft(ui, t, s, &mut act);
        if s.can_take_back && ui.button("Take back the last change of notes").clicked() {
            act = Some(PrivateAct::Back);
        }
        act.map(Message::Private)
    }

    fn part<'a>(
        &mut self,
        ui: &mut Ui,
        t: &Tokens,
        s: &PrivateShown,
        name: &str,
        lines: impl Iterator<Item = &'a PrivateLine>,
        act: &mut Option<PrivateAct>,
    ) {
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            return;
        }
        heading(ui, t, name);
        for line in lines {
            ui.push_id(("private", line.note.number), |ui| {
                card(ui, t, false, |ui| self.note(ui, t, s, line, act));
            });
        }
    }

    fn note(
        &mut self,
        ui: &mut Ui,
        t: &Tokens,
        s: &PrivateShown,
        line: &PrivateLine,
        act: &mut Option<PrivateAct>,
    ) {
        let note = &line.note;
        let place = if line.label.is_empty() { String::new() } else { format!(" · {}", line.label) };
        let title = format!("{}{place}", note.kind.title());
        let ink = if note.kind == PrivateKind::RedLine { t.error } else { t.faint };
        ui.label(RichText::new(title).font(fonts::sans(12.0, true)).color(ink));
        let mine = |e: &&mut (ActorId, u32, PrivateKind, String)| e.0 == *s.speaker && e.1 == note.number;
        let Some((_, number, kind, text)) = self.editing.as_mut().filter(mine) else {
            ui.label(&note.text);
            ui.horizontal(|ui| {
                if ui.button("Edit note").clicked() {
                    self.editing = Some((s.speaker.clone(), note.number, note.kind, note.text.clone()));
                }
                if ui.button("Delete note").clicked() {
                    *act = Some(PrivateAct::Delete(note.number));
                }
            });
            return;
        };
        kinds(ui, kind);
        let label = ui.label(RichText::new("Note").size(12.0).color(t.faint));
        ui.add(TextEdit::multiline(text).desired_rows(3).desired_width(f32::INFINITY)).labelled_by(label.id);
        let mut done = false;
        ui.horizontal(|ui| {
            let keep = ui.add_enabled(!text.trim().is_empty(), main_button(t, "Keep note"));
            if keep.clicked() && !text.trim().is_empty() {
                *act = Some(PrivateAct::Edit(*number, *kind, text.clone()));
                done = true;
            }
            done |= ui.button("Leave as it was").clicked();
        });
        if done {
            self.editing = None;
        }
    }

    fn draft(&mut self, ui: &mut Ui, t: &Tokens, s: &PrivateShown, act: &mut Option<PrivateAct>) {
        let on = s.here.map(|(id, _)| id).filter(|_| !self.whole);
        let about = match s.here.filter(|_| !self.whole) {
            Some((_, name)) => format!("New note on {name}"),
            None => "New note on the whole text".to_owned(),
        };
        let label = ui.label(RichText::new(about).size(12.0).color(t.faint));
        let (kind, text) = self.drafts.entry((s.speaker.clone(), on)).or_default();
        kinds(ui, kind);
        let field = TextEdit::multiline(text).desired_rows(3).desired_width(f32::INFINITY);
        let response = ui.add(field.hint_text("Seen by nobody else")).labelled_by(label.id);
        if std::mem::take(&mut self.write) {
            response.request_focus();
        }
        let keys = response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let said = text.trim().to_owned();
        let add = ui.add_enabled(!said.is_empty(), main_button(t, "Add private note"));
        if !said.is_empty() && (add.clicked() || keys) {
            *act = Some(PrivateAct::Add { kind: *kind, text: said, on });
            text.clear();
        }
        if s.here.is_some() {
            ui.checkbox(&mut self.whole, "On the whole text");
        }
    }
}

fn kinds(ui: &mut Ui, kind: &mut PrivateKind) {
    let chosen = *kind;
    let label = ui.label(RichText::new("Kind").size(12.0));
    let shown =
        ComboBox::from_id_salt("kind of private note").selected_text(chosen.title()).show_ui(ui, |ui| {
            for one in PrivateKind::ALL {
                ui.selectable_value(kind, one, one.title());
            }
        });
    shown.response.labelled_by(label.id);
}
