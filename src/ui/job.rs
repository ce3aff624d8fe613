//! [`Job`]: reading files on a thread, so that no frame waits for it.
//!
//! What is soon done is simply done; of what takes longer it is said what goes on, and it can
//! be given up. The thread only reads: nothing changes before its result is handed over.

use super::audit::{Asked, AuditDialog};
use super::carried::NextDialog;
use super::compiled::CompiledDialog;
use super::dialogs::{Dialog, Words};
use super::fonts;
use super::import::ImportDialog;
use super::overview::OverviewDialog;
use super::theme::Tokens;
use super::who::WhoDialog;
use super::widgets::faint;
use super::window::Window;
use crate::app::audit::{Account, account_with};
use crate::app::begun::{Begun, Compilation, FIRST, begin_compiled};
use crate::app::carrying::open_next;
use crate::app::files::{self, Opened};
use crate::app::imports::Marks;
use crate::app::overview::{Overview, overview_with};
use crate::app::returns::Who;
use crate::app::{AppError, Message, Names, Plan, Question, Side, is_compiled};
use crate::project::Project;
use crate::record::ActorId;
use eframe::egui::{Context, Frame, Id, Margin, Modal, RichText, Spinner};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Nobody notices so little.
const SOON: Duration = Duration::from_millis(120);

/// What is to be done.
pub enum Work {
    /// The plan of a merge; or whom the authors of the files speak for, where that is to be asked.
    Merge(Box<Project>, Vec<PathBuf>),
    /// The plan of a merge of files that were read, with what was answered.
    Plan(Box<Project>, Box<Question>, Who),
    /// Files for an empty window: the project among them is opened, the others answer it.
    Start(Vec<PathBuf>),
    /// A file that was dropped on the window.
    Drop(Box<Project>, PathBuf),
    /// The plan of an edited copy.
    Copy(Box<Project>, PathBuf, ActorId),
    /// A file to open or to import, beside the project that is open.
    Open(Box<Project>, PathBuf),
    /// The project that begins with a compilation, with what was answered about its names.
    Begin(Box<Question>, Who),
    /// What a text would do as the next revision.
    Next(Box<Project>, PathBuf),
    /// The comparison of two texts of a project.
    Audit(Box<Project>, Asked, Names),
    /// What is still in brackets over the revisions.
    Overview(Box<Project>, Names),
}

/// What came of it.
pub enum Done {
    /// A plan.
    Plan(Result<Plan, AppError>),
    /// What there is to ask about files, and their plan where it needs no answer.
    Merge(Box<Question>, Option<Result<Plan, AppError>>),
    /// A project, and what came of the other files.
    Start(PathBuf, Box<Project>, Box<Done>),
    /// Files that answer a text were given without one.
    NoText,
    /// A project was dropped.
    Project(PathBuf),
    /// A text was dropped.
    Text(PathBuf, Box<Opened>),
    /// A file.
    Opened(PathBuf, Result<Opened, AppError>),
    /// A text that is a compilation; whether it was asked about unsaved work before.
    Compiled(PathBuf, Box<Compilation>, bool),
    /// A project that begins with a compilation.
    Begun(Result<Box<Begun>, AppError>),
    /// A text that may become the next revision.
    Next(Result<Box<NextDialog>, AppError>),
    /// What became of every word between two texts.
    Audit(Asked, Result<Box<Account>, AppError>),
    /// What is still in brackets.
    Overview(Box<Overview>),
}

/// What became of a job.
pub enum State {
    /// Not done yet.
    Running,
    /// Done.
    Done(Box<Done>),
    /// Given up.
    Dropped,
}

/// A job that runs.
pub struct Job {
    title: String,
    answer: Receiver<Done>,
}

impl Work {
    fn title(&self) -> String {
        match self {
            Work::Merge(_, paths) if paths.len() != 1 => format!("Reading {} files", paths.len()),
            Work::Start(paths) => format!("Reading {} files", paths.len()),
            Work::Merge(..) => "Reading a file".to_owned(),
            Work::Plan(..) => "Comparing the returns with the text".to_owned(),
            Work::Drop(..) => "Reading a file".to_owned(),
            Work::Copy(_, _, actor) => format!("Comparing the copy of {actor} with the text"),
            Work::Open(..) | Work::Begin(..) => "Opening a file".to_owned(),
            Work::Next(..) => "Comparing the file with the text".to_owned(),
            Work::Audit(..) => "Comparing two texts".to_owned(),
            Work::Overview(..) => "Counting what is in brackets".to_owned(),
        }
    }

    fn run(self) -> Done {
        match self {
            Work::Merge(project, paths) => asked(&project, read(paths)),
            Work::Start(paths) => start(read(paths)),
            Work::Plan(project, question, who) => {
                let plan = Plan::of_question(&project, &question, &who);
                Done::Merge(question, Some(plan))
            }
            Work::Drop(project, path) => match files::open(&path) {
                Ok(Opened::Project(_)) => Done::Project(path),
                opened @ Ok(Opened::Source(_) | Opened::Marked(_)) if project.last().is_none() => {
                    compiled_or(&project, path, opened, false)
                }
                Ok(text) if is_compiled(&project, &path, &text) => {
                    match Compilation::of(&project, &path, text) {
                        Ok(compiled) if !compiled.is_of_project => Done::Compiled(path, compiled, false),
                        // Read again with its bytes, which are to be kept.
                        _ => asked(&project, read(vec![path])),
                    }
                }
                Ok(text @ Opened::Source(_)) => Done::Text(path, Box::new(text)),
                Err(error) => Done::Opened(path, Err(error)),
                // Read again with its bytes, which are to be kept.
                _ => asked(&project, read(vec![path])),
            },
            Work::Copy(project, path, actor) => Done::Plan(Plan::of_copy(&project, &path, &actor)),
            Work::Next(project, path) => {
                let next = open_next(&path.to_string_lossy());
                Done::Next(next.and_then(|next| NextDialog::new(&project, next)).map(Box::new))
            }
            Work::Open(project, path) => {
                let opened = files::open(&path);
                compiled_or(&project, path, opened, true)
            }
            Work::Begin(question, who) => Done::Begun(match &question.compiled {
                Some(c) => begin_compiled(&c.copy, FIRST, &who.said).map(Box::new),
                None => AppError::refuse("There is no compilation to begin with."),
            }),
            Work::Audit(project, asked, names) => {
                let told = account_with(&project, (&asked.from, &asked.to), asked.by.as_ref(), names);
                Done::Audit(asked, told.map(Box::new))
            }
            Work::Overview(project, names) => Done::Overview(Box::new(overview_with(&project, names))),
        }
    }
}

/// A file that was opened, as the compilation that it may be.
fn compiled_or(project: &Project, path: PathBuf, opened: Result<Opened, AppError>, guarded: bool) -> Done {
    match opened.map(|opened| Compilation::of(project, &path, opened)) {
        Ok(Ok(compiled)) => Done::Compiled(path, compiled, guarded),
        Ok(Err(opened)) => Done::Opened(path, Ok(opened)),
        Err(error) => Done::Opened(path, Err(error)),
    }
}

fn read(paths: Vec<PathBuf>) -> files::Read {
    paths.iter().map(|p| files::given(p)).collect()
}

/// The first project among files, in whatever order they were named, and what the others bring.
fn start(mut files: files::Read) -> Done {
    let Some(at) = files.iter().position(|(_, opened)| matches!(opened, Ok(Opened::Project(_)))) else {
        return Done::NoText;
    };
    match (files.remove(at), files.pop()) {
        ((path, Ok(Opened::Project(project))), Some((copy, Ok(text @ Opened::Source(_)))))
            if files.is_empty() =>
        {
            Done::Start(path.into(), project, Box::new(Done::Text(copy.into(), Box::new(text))))
        }
        ((path, Ok(Opened::Project(project))), last) => {
            files.extend(last);
            let others = asked(&project, files);
            Done::Start(path.into(), project, Box::new(others))
        }
        ((path, opened), _) => Done::Opened(path.into(), opened),
    }
}

/// What there is to ask about files; their plan where nothing must be asked.
fn asked(project: &Project, files: files::Read) -> Done {
    let question = Question::of(project, files);
    let plan = (!question.must).then(|| Plan::of_question(project, &question, &Who::default()));
    Done::Merge(Box::new(question), plan)
}

impl Job {
    /// Begins the work.
    pub fn start(ctx: &Context, work: Work) -> Self {
        let (send, answer) = channel();
        let ctx = ctx.clone();
        let title = work.title();
        std::thread::spawn(move || {
            // Nobody listens any more when it was given up: nothing is lost by that.
            let _ = send.send(work.run());
            ctx.request_repaint();
        });
        Self { title, answer }
    }

    /// Waits for what is soon done; or, where frames are counted, until it is done.
    pub fn wait(&self, long: bool) -> State {
        self.poll(if long { Duration::from_secs(60) } else { SOON })
    }

    fn poll(&self, time: Duration) -> State {
        match self.answer.recv_timeout(time) {
            Ok(done) => State::Done(Box::new(done)),
            Err(RecvTimeoutError::Timeout) => State::Running,
            Err(RecvTimeoutError::Disconnected) => State::Dropped,
        }
    }

    /// Says what goes on, and looks whether it is done.
    pub fn show(&self, ctx: &Context, t: &Tokens) -> State {
        let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(18));
        let mut cancel = false;
        Modal::new(Id::unique("job")).frame(frame).show(ctx, |ui| {
            ui.set_width(360.0);
            ui.horizontal(|ui| {
                ui.add(Spinner::new());
                ui.label(RichText::new(format!("{} …", self.title)).font(fonts::sans(14.0, true)));
            });
            faint(ui, t, "Nothing is changed before it is done.");
            cancel = ui.button("Cancel").clicked();
        });
        if cancel { State::Dropped } else { self.poll(Duration::ZERO) }
    }
}

impl Window {
    /// Begins work with files.
    pub(super) fn begin(&mut self, ctx: &Context, work: Work) {
        if matches!(work, Work::Merge(..) | Work::Plan(..) | Work::Copy(..)) && !self.app.has_text() {
            return self.send(ctx, Message::Preview(Vec::new()));
        }
        let job = Job::start(ctx, work);
        match job.wait(!self.native) {
            State::Running => self.job = Some(job),
            state => self.finished(state),
        }
        ctx.request_repaint();
    }

    /// Takes over what came of work with files.
    pub(super) fn finished(&mut self, state: State) {
        match state {
            State::Done(done) => self.take_done(*done),
            State::Running | State::Dropped => self.to_page = true,
        }
    }

    pub(super) fn take_done(&mut self, done: Done) {
        self.question = None;
        match done {
            Done::Plan(plan) => self.app.show_plan(plan),
            Done::Merge(question, plan) => match plan {
                Some(plan) => {
                    self.question = Some(question).filter(|q| q.asks());
                    self.app.show_plan(plan);
                }
                None => {
                    self.dialog = Some(Dialog::Who(Box::new(WhoDialog::new(question, self.app.project()))))
                }
            },
            Done::Start(path, project, others) => {
                self.app.take_opened(path, Ok(Opened::Project(project)));
                self.take_done(*others);
            }
            Done::NoText => self.app.send(Message::Preview(Vec::new())),
            Done::Project(path) => self.app.send(Message::Drop(vec![path])),
            Done::Text(path, _) if self.app.has_text() => {
                self.dialog = Some(Dialog::words(Words::CopyOf(path), ""));
            }
            Done::Text(path, text) => self.app.take_opened(path, Ok(*text)),
            Done::Opened(path, Ok(Opened::Marked(copy))) => match Marks::of(&copy, Side::Accepted) {
                Some(marks) => self.dialog = Some(Dialog::Import(ImportDialog::new(&path, copy, marks))),
                None => self.app.take_opened(path, Ok(Opened::Marked(copy))),
            },
            Done::Opened(path, opened) => self.app.take_opened(path, opened),
            Done::Compiled(path, compiled, guarded) => {
                let open = self.app.has_text().then(|| self.app.title());
                let dialog = CompiledDialog::new(path, compiled, open, guarded);
                self.dialog = Some(Dialog::Compiled(Box::new(dialog)));
            }
            Done::Begun(Ok(begun)) => self.app.take_begun(*begun),
            Done::Begun(Err(error)) => self.app.say_not_done(&error),
            Done::Next(Ok(next)) => self.dialog = Some(Dialog::Next(next)),
            Done::Next(Err(error)) => self.app.say_not_done(&error),
            Done::Audit(asked, told) => {
                let dialog = AuditDialog::new(self.app.project(), self.app.speaker()).choosing(&asked);
                match told {
                    Ok(told) => self.dialog = Some(Dialog::Audit(dialog.with(told))),
                    Err(error) => self.app.refused(&error),
                }
            }
            Done::Overview(made) => self.dialog = Some(Dialog::Overview(OverviewDialog::new(made))),
        }
    }
}
