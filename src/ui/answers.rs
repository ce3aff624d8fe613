//! What follows when a dialog was answered, or files were chosen or dropped.

use super::acts::After;
use super::audit::{Asked, AuditDialog};
use super::dialogs::{Answer, Dialog, Words};
use super::files::{ended, home};
use super::job::Work;
use super::paths::Purpose;
use super::window::Window;
use crate::app::file_name;
use crate::app::files::Source;
use crate::app::{Command, Message, Printed};
use crate::record::Outcome;
use eframe::egui::Context;
use std::path::PathBuf;

impl Window {
    /// Compares two texts on a thread.
    pub(super) fn audit(&mut self, ctx: &Context, asked: Asked) {
        // What was chosen is still there where it is given up.
        let dialog = AuditDialog::new(self.app.project(), self.app.speaker()).choosing(&asked);
        self.dialog = Some(Dialog::Audit(dialog));
        self.begin(ctx, Work::Audit(Box::new(self.app.project().clone()), asked, self.app.names()));
    }

    /// Asks under which name a table is to be written.
    fn ask_report(&mut self, ctx: &Context, printed: Printed) {
        let titled = |title: String| if title.is_empty() { self.app.title() } else { title };
        let printed = match printed {
            Printed::Matrix(made, title) => Printed::Matrix(made, titled(title)),
            Printed::Tasks(list, title) => Printed::Tasks(list, titled(title)),
            other => other,
        };
        let proposed = format!("{} {}.html", file_name(&self.app.title()), printed.name());
        self.printed = Some(Box::new(printed));
        let folder = home(self.app.path());
        self.dialog = Some(Dialog::path(ctx, Purpose::Report, &proposed, folder, self.native));
    }

    /// Follows up the answer of a dialog.
    pub(super) fn answer(&mut self, ctx: &Context, answer: Answer) {
        match answer {
            Answer::Cancel => {
                self.after = None;
                self.saving = false;
            }
            Answer::BackToDraft => {
                self.after = None;
                self.to_page = false;
                let here = self.around().of.clone();
                let there = self.side.comments.take_up(here.as_ref()).filter(|of| Some(of) != here.as_ref());
                let rows = &self.app.page().paragraphs;
                if let Some(par) = there.and_then(|of| rows.iter().position(|p| p.of == of)) {
                    self.go_to(ctx, par);
                    self.to_page = false;
                }
                ctx.request_repaint();
            }
            Answer::Files(purpose, files) => self.files(ctx, purpose, files),
            Answer::Compiled(chosen) => self.compiled(ctx, *chosen),
            Answer::Who(question, who) if question.begins => {
                self.begin(ctx, Work::Begin(question, who));
            }
            Answer::Who(question, who) => {
                let project = Box::new(self.app.project().clone());
                self.begin(ctx, Work::Plan(project, question, who));
            }
            Answer::Export(path, options) => {
                let (view, labels, options) = options.chosen();
                self.send(ctx, Message::ExportAs(path, view, labels, Box::new(options)));
            }
            Answer::Jointly(path, others) => {
                self.send(ctx, Message::SendJointly(ended(path, "track"), others))
            }
            Answer::Begin(path) => self.guard(ctx, After::Begin(path)),
            Answer::Import(copy, side) => self.app.begin(Source::Marked(copy), side),
            Answer::Said(Words::Actor, name) => {
                self.send(ctx, Message::AddActor(name));
            }
            Answer::Said(Words::Revision, name) => {
                self.send(ctx, Message::Revise(name));
                if self.app.carried_over().iter().any(|n| *n > 0) {
                    self.show_carried();
                }
            }
            Answer::Carry(act) => self.carry(ctx, act),
            Answer::Next(next, name) => self.send_and_list(ctx, Message::ReviseFrom(next, name)),
            Answer::Said(Words::Instead(group), words) => {
                let decision =
                    Message::Decide { groups: vec![group], outcome: Outcome::AcceptAs, words: Some(words) };
                self.send(ctx, decision);
            }
            Answer::Said(Words::CopyOf(path), name) => {
                let actor = self.app.project().actor(&name).id;
                let project = Box::new(self.app.project().clone());
                self.begin(ctx, Work::Copy(project, path, actor));
            }
            Answer::Said(Words::Condition(group), words) => self.send(ctx, Message::Condition(group, words)),
            Answer::Go(of) => self.go_where(ctx, |p| p.of == of),
            Answer::Outcome(rivalry, which) => self.take_outcome(ctx, rivalry, which),
            Answer::Returns(wanted) => self.returns_wanted(ctx, wanted),
            Answer::Audit(asked) => self.audit(ctx, asked),
            Answer::Write(printed) => self.ask_report(ctx, printed),
            Answer::Send(message) => self.send(ctx, *message),
            Answer::Said(Words::Why(group), why) => self.send(ctx, Message::Explain(group, why)),
            Answer::Save => {
                self.saving = true;
                self.command(ctx, Command::Save);
            }
            Answer::DropDrafts => {
                self.side.comments.discard();
                self.side.private.discard();
                if let Some(after) = self.after.take() {
                    self.guard(ctx, after);
                }
            }
            Answer::Discard => {
                if let Some(after) = self.after.take() {
                    self.go_on(ctx, after);
                }
            }
        }
    }

    /// Files were dropped: of a text on an open project it is asked whose copy it is.
    pub(super) fn dropped(&mut self, ctx: &Context, files: Vec<PathBuf>) {
        let project = Box::new(self.app.project().clone());
        match files.as_slice() {
            [one] => self.begin(ctx, Work::Drop(project, one.clone())),
            _ if self.app.has_text() => self.begin(ctx, Work::Merge(project, files)),
            [] => {}
            _ => self.begin(ctx, Work::Start(files)),
        }
    }

    fn files(&mut self, ctx: &Context, purpose: Purpose, files: Vec<PathBuf>) {
        if purpose == Purpose::Merge {
            let project = Box::new(self.app.project().clone());
            return self.begin(ctx, Work::Merge(project, files));
        }
        let Some(path) = files.into_iter().next() else { return };
        if purpose == Purpose::MergeCopy {
            self.dialog = Some(Dialog::words(Words::CopyOf(path), ""));
            return;
        }
        if purpose == Purpose::ReviseFrom {
            let project = Box::new(self.app.project().clone());
            return self.begin(ctx, Work::Next(project, path));
        }
        // The dialogs of the system leave the ending to us.
        let path = match purpose.ending() {
            Some(ending) => ended(path, ending),
            None => path,
        };
        let message = match purpose {
            Purpose::SaveAs => Message::SaveAs(path),
            Purpose::SendReturn => Message::SendReturn(path),
            Purpose::Concordance => Message::Concordance(path),
            Purpose::Report => match self.printed.take() {
                Some(printed) => Message::WriteReport(path, printed),
                None => return,
            },
            Purpose::SendAsGroup => Message::SendAsGroup(path),
            _ if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("track")) => {
                let project = Box::new(self.app.project().clone());
                return self.begin(ctx, Work::Merge(project, vec![path]));
            }
            _ => {
                let project = Box::new(self.app.project().clone());
                return self.begin(ctx, Work::Open(project, path));
            }
        };
        self.send(ctx, message);
    }
}
