//! Dialogs: a path, some words, what to do with unsaved work, keys, about.
//!
//! A dialog returns what was answered; the window acts on it. The safe answer comes first.

use super::actor::ActorDialog;
use super::alike::AlikeDialog;
use super::audit::{Asked, AuditDialog};
use super::carried::{CarriedList, NextDialog};
use super::choose::ChooseDialog;
use super::compare;
use super::compiled::{Compiled, CompiledDialog};
use super::export::ExportOptions;
use super::fonts;
use super::import::ImportDialog;
use super::ladder::StatusDialog;
use super::matrix;
use super::merge_desk::DeskDialog;
use super::overview::OverviewDialog;
use super::paths::{PathDialog, Purpose};
use super::returns::{ReturnsTable, Wanted};
use super::silence::SilenceDialog;
use super::theme::Tokens;
use super::todo::TodoDialog;
use super::who::WhoDialog;
use super::widgets::{faint, main_button, small};
use crate::app::carrying::Next;
use crate::app::compare::Compared;
use crate::app::matrix::Matrix;
use crate::app::returns::Who;
use crate::app::{COMMANDS, CarryAct, Entry, Menu, Message, Printed, Question, Side};
use crate::record::known_names;
use crate::revise::marked::Marked;
use crate::weave::{GroupId, Of};
use eframe::egui::{self, Context, Frame, Id, Key, Margin, Modal, Modifiers, RichText, ScrollArea, Ui};
use std::path::PathBuf;

/// What words are wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// The name of an actor.
    Actor,
    /// The name of the next revision.
    Revision,
    /// The words that go in instead of a group's.
    Instead(GroupId),
    /// Whose edited copy this is.
    CopyOf(PathBuf),
    /// Why a group is asked for.
    Why(GroupId),
    /// On what condition the speaker stands on a group as it does.
    Condition(GroupId),
}

/// A question that is open.
pub enum Dialog {
    /// A path.
    Path(PathDialog),
    /// Some words.
    Words {
        /// What for.
        of: Words,
        /// What was typed.
        text: String,
        /// Whether it was just opened.
        fresh: bool,
    },
    /// Whom the authors of files speak for.
    Who(Box<WhoDialog>),
    /// What is to become of a compilation that was opened.
    Compiled(Box<CompiledDialog>),
    /// How the changes in a text are taken.
    Import(ImportDialog),
    /// What to do with unsaved work.
    Unsaved,
    /// What to do with comments that were begun and not added.
    Drafts,
    /// The keys of all commands.
    Keys,
    /// Paragraphs by actors.
    Matrix(Box<Matrix>),
    /// The register of returns.
    Returns(Box<ReturnsTable>),
    /// What was not carried over as it was.
    Carried(Box<CarriedList>),
    /// A text that may become the next revision.
    Next(Box<NextDialog>),
    /// What became of every word between two texts.
    Audit(AuditDialog),
    /// Open brackets over the revisions.
    Overview(OverviewDialog),
    /// What waits for a person.
    Tasks(TodoDialog),
    /// The status of paragraphs.
    Status(Box<StatusDialog>),
    /// A silence procedure.
    Silence(Box<SilenceDialog>),
    /// What is known of an actor.
    ActorOf(Box<ActorDialog>),
    /// All wishes on a paragraph, to be tried out.
    Desk(Box<DeskDialog>),
    /// All of a kind, to be accepted in one step.
    Alike(Box<AlikeDialog>),
    /// A member's wishes beside those of its group.
    Compare(Box<Compared>),
    /// What copies of the project made differently.
    Choose(Box<ChooseDialog>),
    /// What this program is.
    About,
}

/// What was answered.
pub enum Answer {
    /// Nothing: it was closed.
    Cancel,
    /// These files.
    Files(Purpose, Vec<PathBuf>),
    /// These words.
    Said(Words, String),
    /// Whom the authors of files speak for.
    Who(Box<Question>, Who),
    /// To write this file so.
    Export(PathBuf, Box<ExportOptions>),
    /// To write a return there that these send too.
    Jointly(PathBuf, String),
    /// To begin a project with this file.
    Begin(PathBuf),
    /// What is to become of a compilation that was opened.
    Compiled(Box<Compiled>),
    /// To begin a project with this text, its changes taken so.
    Import(Box<Marked>, Side),
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Back to the comment that was begun.
    BackToDraft,
    /// Go on without the comments that were begun.
    DropDrafts,
    /// To send this.
    Send(Box<Message>),
    /// Go to a paragraph.
    Go(Of),
    /// Something of the register of returns.
    Returns(Wanted),
    /// Take this outcome of this place, or leave it as both copies had it.
    Outcome(usize, Option<usize>),
    /// Do something about a proposal that was not carried over as it was.
    Carry(CarryAct),
    /// Take this text as the next revision, under this name.
    Next(Box<Next>, String),
    /// Compare two texts.
    Audit(Asked),
    /// Write a table to a file.
    Write(Printed),
}

impl Dialog {
    /// Asks for a path. `native`: the system's own dialog opens beside the field.
    /// `folder`: where a name alone is.
    pub fn path(
        ctx: &Context,
        purpose: Purpose,
        proposed: &str,
        folder: Option<PathBuf>,
        native: bool,
    ) -> Self {
        Dialog::Path(PathDialog::new(ctx, purpose, proposed, folder, native))
    }

    /// Asks what to export, how, and under which name.
    pub fn export(ctx: &Context, proposed: &str, folder: Option<PathBuf>, options: ExportOptions) -> Self {
        Dialog::Path(PathDialog::export(ctx, proposed, folder, options))
    }

    /// Asks for words.
    pub fn words(of: Words, text: &str) -> Self {
        Dialog::Words { of, text: text.to_owned(), fresh: true }
    }

    /// Draws it.
    pub fn show(&mut self, ctx: &Context, t: &Tokens) -> Option<Answer> {
        let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(18));
        let mut answer = None;
        let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
            ui.set_width(match self {
                Dialog::Keys | Dialog::Carried(_) | Dialog::Compare(_) | Dialog::Compiled(_) => 640.0,
                Dialog::Matrix(_)
                | Dialog::Returns(_)
                | Dialog::Audit(_)
                | Dialog::Overview(_)
                | Dialog::Tasks(_) => (ctx.content_rect().width() - 120.0).clamp(460.0, 1100.0),
                Dialog::Silence(_) | Dialog::Status(_) | Dialog::ActorOf(_) => 560.0,
                Dialog::Desk(_) => DeskDialog::width(ctx.content_rect().width()),
                Dialog::Alike(_) => (ctx.content_rect().width() - 120.0).clamp(460.0, 860.0),
                Dialog::Choose(_) => (ctx.content_rect().width() - 120.0).clamp(460.0, 760.0),
                _ => 460.0,
            });
            // An area is as high as it was in the frame before: left to itself it never grows.
            let most = (ctx.content_rect().height() - 64.0).max(120.0);
            ui.set_max_height(most);
            ui.spacing_mut().item_spacing.y = 10.0;
            // What is only a form is scrolled as a whole where the window is low.
            let form = ScrollArea::vertical().id_salt("form").max_height(most);
            answer = match self {
                Dialog::Path(path) => form.show(ui, |ui| path.show(ui, t)).inner,
                Dialog::Words { of, text, fresh } => words(ui, t, of, text, fresh),
                Dialog::Who(who) => who.show(ui, t),
                Dialog::Compiled(compiled) => compiled.show(ui, t),
                Dialog::Import(import) => import.show(ui, t),
                Dialog::Unsaved => unsaved(ui, t),
                Dialog::Drafts => drafts(ui, t),
                Dialog::Keys => keys(ui, t),
                Dialog::Desk(desk) => desk.show(ui, t),
                Dialog::Alike(list) => list.show(ui, t),
                Dialog::Matrix(made) => matrix::show(ui, t, made),
                Dialog::Returns(table) => table.show(ui, t),
                Dialog::Carried(list) => list.show(ui, t),
                Dialog::Next(next) => next.show(ui, t),
                Dialog::Audit(audit) => audit.show(ui, t),
                Dialog::Overview(overview) => overview.show(ui, t),
                Dialog::Tasks(tasks) => tasks.show(ui, t),
                Dialog::Status(status) => form.show(ui, |ui| status.show(ui, t)).inner,
                Dialog::Silence(silence) => form.show(ui, |ui| silence.show(ui, t)).inner,
                Dialog::ActorOf(actor) => form.show(ui, |ui| actor.show(ui, t)).inner,
                Dialog::Compare(made) => compare::show(ui, t, made),
                Dialog::Choose(choose) => choose.show(ui, t),
                Dialog::About => about(ui, t),
            };
        });
        // It is centred by the size that it had: where that changed, once more.
        let (id, size) = (Id::unique("dialog size"), modal.response.rect.size());
        if ctx.data_mut(|d| std::mem::replace(d.get_temp_mut_or_default::<egui::Vec2>(id), size)) != size {
            ctx.request_repaint();
        }
        // Words that were typed for a paragraph are not lost by a key or a click beside it.
        let typed = matches!(self, Dialog::Desk(desk) if desk.is_modified());
        if answer.is_none() && modal.should_close() && !typed {
            answer = Some(Answer::Cancel);
        }
        answer
    }
}

/// Gives the keyboard to a field and selects what is proposed, so that typing replaces it.
pub(super) fn take_up(ui: &Ui, field: &egui::Response, text: &str) {
    field.request_focus();
    let mut state = egui::TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}

/// Whether Ctrl+Enter was pressed or, in a field of several lines, Enter alone: Shift+Enter
/// begins a line there. Only while a field has the keyboard: on a button Enter is that button.
pub(super) fn accepts(ui: &Ui, lines: bool) -> bool {
    if !ui.ctx().text_edit_focused() {
        return false;
    }
    ui.input_mut(|i| {
        let shift = i.modifiers.shift;
        i.consume_key(Modifiers::COMMAND, Key::Enter)
            || (lines && !shift && i.consume_key(Modifiers::NONE, Key::Enter))
    })
}

/// Whether Enter was pressed in a field of one line. The key is used up: what opens next must
/// not take it for an answer.
pub(super) fn entered(ui: &Ui, field: &egui::Response) -> bool {
    field.lost_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
}

pub(super) fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(fonts::sans(16.0, true)));
}

fn words(ui: &mut Ui, t: &Tokens, of: &Words, text: &mut String, fresh: &mut bool) -> Option<Answer> {
    let (heading, says, label, verb) = match of {
        Words::Actor => (
            "Add an actor",
            "A Member State, a group, an observer or an agency. Known names and their spellings are found.",
            "Name",
            "Add",
        ),
        Words::Revision => (
            "Next revision",
            "Closes this revision with what was decided. Open proposals stay open on the next one.",
            "Name of the revision",
            "Revise",
        ),
        Words::Instead(_) => (
            "Accept as modified",
            "These words go in instead. The backers stay with the decision.",
            "Words",
            "Accept",
        ),
        Words::CopyOf(_) => (
            "Whose copy is it?",
            "What differs from the last revision becomes proposals of this actor.",
            "Name",
            "Merge",
        ),
        Words::Condition(_) => (
            "On condition",
            "The condition stands with your position, but not in brackets: “OP5 if OP12 goes”.",
            "Condition",
            "Keep",
        ),
        Words::Why(_) => ("Say why", "The reason travels with your proposal.", "Reason", "Keep"),
    };
    title(ui, heading);
    faint(ui, t, says);
    let label = ui.label(label);
    let long = matches!(of, Words::Instead(_) | Words::Why(_) | Words::Condition(_));
    let accept = accepts(ui, long);
    let field = if long {
        egui::TextEdit::multiline(text).desired_rows(4).font(fonts::serif(15.0, false, false))
    } else {
        egui::TextEdit::singleline(text)
    };
    let response = ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
    if std::mem::take(fresh) {
        take_up(ui, &response, text);
    }
    if matches!(of, Words::Actor | Words::CopyOf(_)) && !text.trim().is_empty() {
        let typed = text.to_lowercase();
        let like: Vec<&str> = known_names()
            .filter(|n| n.to_lowercase().starts_with(typed.trim()) && *n != text)
            .take(5)
            .collect();
        ui.horizontal_wrapped(|ui| {
            for name in like {
                if small(ui, name).clicked() {
                    *text = name.to_owned();
                }
            }
        });
    }
    let enter = accept || (!long && entered(ui, &response));
    let said = text.trim().to_owned();
    let mut answer = None;
    ui.horizontal(|ui| {
        let go = ui.add_enabled(!said.is_empty(), main_button(t, verb));
        if !said.is_empty() && (go.clicked() || enter) {
            answer = Some(Answer::Said(of.clone(), said));
        }
        if ui.button("Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
        if let Words::CopyOf(path) = of
            && ui.button("New project with it").clicked()
        {
            answer = Some(Answer::Begin(path.clone()));
        }
    });
    answer
}

fn unsaved(ui: &mut Ui, t: &Tokens) -> Option<Answer> {
    title(ui, "Save your work?");
    ui.label("The project has changes that are not saved yet. If you discard them they are gone.");
    let mut answer = None;
    ui.horizontal(|ui| {
        let save = ui.add(main_button(t, "Save"));
        if ui.memory(|m| m.focused().is_none()) {
            save.request_focus();
        }
        if save.clicked() {
            answer = Some(Answer::Save);
        }
        let discard = RichText::new("Discard").color(t.error);
        if ui.button(discard).clicked() {
            answer = Some(Answer::Discard);
        }
        if ui.button("Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}

fn drafts(ui: &mut Ui, t: &Tokens) -> Option<Answer> {
    title(ui, "A comment is not added yet");
    ui.label("Something was begun in the Comments panel and not added. It is no part of the project yet.");
    let mut answer = None;
    ui.horizontal(|ui| {
        let back = ui.add(main_button(t, "Back to the comment"));
        if ui.memory(|m| m.focused().is_none()) {
            back.request_focus();
        }
        if back.clicked() {
            answer = Some(Answer::BackToDraft);
        }
        if ui.button(RichText::new("Leave it out").color(t.error)).clicked() {
            answer = Some(Answer::DropDrafts);
        }
    });
    answer
}

fn keys(ui: &mut Ui, t: &Tokens) -> Option<Answer> {
    title(ui, "Keys");
    let most = (ui.ctx().content_rect().height() - 170.0).clamp(160.0, 480.0);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for menu in Menu::ALL {
            ui.add_space(6.0);
            ui.label(RichText::new(menu.title()).font(fonts::sans(13.0, true)));
            ui.add_space(3.0);
            let entries = COMMANDS.iter().filter(|e| e.menu == menu && !e.keys.is_empty());
            for (row, entry) in entries.enumerate() {
                let fill = if row % 2 == 0 { t.ground } else { t.paper };
                Frame::NONE
                    .fill(fill)
                    .inner_margin(Margin::symmetric(6, 3))
                    .show(ui, |ui| key_row(ui, t, entry));
            }
        }
    });
    closing(ui)
}

/// Keys, title and help side by side, as wide as there is room.
fn key_row(ui: &mut Ui, t: &Tokens, entry: &Entry) {
    ui.horizontal_top(|ui| {
        for (width, text) in [(136.0, entry.keys.join(", ")), (140.0, entry.title.to_owned())] {
            ui.allocate_ui(egui::vec2(width, 16.0), |ui| {
                ui.set_width(width);
                ui.add(egui::Label::new(text).wrap());
            });
        }
        ui.add(egui::Label::new(RichText::new(entry.help).size(12.0).color(t.faint)).wrap());
        // The stripe is as wide as the dialog.
        ui.add_space(ui.available_width());
    });
}

fn about(ui: &mut Ui, t: &Tokens) -> Option<Answer> {
    title(ui, "Chapeau");
    ui.label("Drafting negotiated text: nothing lost, every word attributed.");
    faint(
        ui,
        t,
        format!(
            "Version {}. MIT or Apache-2.0. Works offline; no text leaves this machine.",
            env!("CARGO_PKG_VERSION")
        ),
    );
    faint(ui, t, "Letters: Liberation Serif and Sans, Amiri; under the SIL Open Font License.");
    closing(ui)
}

/// The button that closes; Enter does too, unless it is meant for a control that has the keyboard.
pub(super) fn closing(ui: &mut Ui) -> Option<Answer> {
    let free = ui.memory(|m| m.focused().is_none());
    let enter = free && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    (ui.button("Close").clicked() || enter).then_some(Answer::Cancel)
}

/// The button that writes what is shown to a file, and beside it the one that closes.
pub(super) fn writing_or_closing(ui: &mut Ui, printed: impl FnOnce() -> Printed) -> Option<Answer> {
    ui.horizontal(|ui| {
        let write = ui.button("Save as a file…").on_hover_text("As a web page, CSV or text");
        if write.clicked() { Some(Answer::Write(printed())) } else { closing(ui) }
    })
    .inner
}
