//! [`CompiledDialog`]: what is to become of a text that was opened and has brackets with names.
//!
//! It says what was read of it and returns what was chosen; it does nothing.

use super::acts::After;
use super::dialogs::{Answer, Dialog, title};
use super::job::{Done, Work};
use super::plan::lines;
use super::theme::Tokens;
use super::who::WhoDialog;
use super::widgets::{always_bars, clear_marks, faint, main_button};
use super::window::Window;
use crate::app::Plan;
use crate::app::begun::Compilation;
use crate::project::Project;
use eframe::egui::{Context, Key, Modifiers, ScrollArea, Ui};
use std::path::PathBuf;

/// What a compilation can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// Proposals of the project that is open.
    Merged,
    /// A new project, its brackets as tracks.
    Tracks,
    /// A new project, its brackets as words.
    Words,
}

/// A compilation and what is to become of it.
pub struct Compiled {
    path: PathBuf,
    compilation: Box<Compilation>,
    becomes: Becomes,
    /// Whether it was asked about unsaved work before.
    guarded: bool,
}

/// A compilation that waits for an answer.
pub struct CompiledDialog {
    asked: Option<Box<Compiled>>,
    /// The title of the project that is open.
    open: Option<String>,
    plan: Plan,
    name: String,
}

impl CompiledDialog {
    /// Asks about a compilation; `open` is the title of the project that is open.
    pub fn new(path: PathBuf, compilation: Box<Compilation>, open: Option<String>, guarded: bool) -> Self {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let becomes = match open.is_some() && compilation.is_of_project {
            true => Becomes::Merged,
            false => Becomes::Tracks,
        };
        let plan = compilation.begun.plan();
        Self { asked: Some(Box::new(Compiled { path, compilation, becomes, guarded })), open, plan, name }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        let asked = self.asked.as_deref_mut()?;
        title(ui, "Open a compilation");
        let told = asked.compilation.begun.told();
        faint(ui, t, format!("{} has brackets with names in them: {told}.", self.name));
        ui.scope(|ui| {
            clear_marks(ui, t);
            if let Some(open) = &self.open {
                let says = format!("Merge it into “{open}”: what its brackets ask comes in as proposals");
                ui.radio_value(&mut asked.becomes, Becomes::Merged, says);
                let about = match asked.compilation.is_of_project {
                    true => "It is a compilation of the text that is open.",
                    false => "Most of its paragraphs are not in the text that is open.",
                };
                faint(ui, t, about);
            }
            ui.radio_value(
                &mut asked.becomes,
                Becomes::Tracks,
                "A new project, brackets into tracks: what stands is the text, what is in brackets is what each asks",
            );
            ui.radio_value(
                &mut asked.becomes,
                Becomes::Words,
                "A new project as it stands: the brackets are words of the text",
            );
        });
        if asked.becomes == Becomes::Tracks {
            let most = (ui.ctx().content_rect().height() - 380.0).clamp(80.0, 360.0);
            let area = ScrollArea::vertical().id_salt("compiled").max_height(most).auto_shrink([false, true]);
            always_bars(ui, t, |ui| area.show(ui, |ui| lines(ui, t, &self.plan)));
            if asked.compilation.question.must {
                faint(ui, t, "Who the names are that nobody knows is asked next.");
            }
        } else if asked.becomes == Becomes::Merged {
            faint(ui, t, "What would come in is shown before anything is merged.");
        }
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let mut answer = None;
        ui.horizontal(|ui| {
            let go = ui.add(main_button(t, "Go on"));
            if ui.memory(|m| m.focused().is_none()) {
                go.request_focus();
            }
            if go.clicked() || enter {
                answer = self.asked.take().map(Answer::Compiled);
            } else if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }
}

impl Window {
    /// Follows up what is to become of a compilation.
    pub(super) fn compiled(&mut self, ctx: &Context, chosen: Compiled) {
        if chosen.becomes == Becomes::Merged {
            let project = Box::new(self.app.project().clone());
            return self.begin(ctx, Work::Merge(project, vec![chosen.path]));
        }
        if chosen.guarded {
            return self.compiled_anew(chosen);
        }
        self.chosen = Some(Box::new(chosen));
        self.guard(ctx, After::Compiled);
    }

    /// Begins a project with a compilation, after asking who the names are that nobody knows.
    pub(super) fn compiled_anew(&mut self, chosen: Compiled) {
        let Compilation { opened, question, begun, .. } = *chosen.compilation;
        match chosen.becomes {
            Becomes::Words => self.take_done(Done::Opened(chosen.path, Ok(opened))),
            _ if question.must => {
                let who = WhoDialog::new(Box::new(question), &Project::default());
                self.dialog = Some(Dialog::Who(Box::new(who)));
            }
            _ => self.app.take_begun(begun),
        }
    }
}
