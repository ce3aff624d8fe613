//! [`Window`]: the whole window: panels round the page, dialogs over it.
//!
//! In `logic` jobs and timers are looked after; in `ui` plain data is gathered first, then
//! drawn. What was chosen becomes commands and messages.

use super::around::Around;
use super::dialogs::Dialog;
use super::editor::Editor;
use super::find_bar::FindBar;
use super::job::{Job, State};
use super::outline::Outline;
use super::palette::Palette;
use super::private::PrivateShown;
use super::room::Room;
use super::side::{self, Side};
use super::theme::{self, Tokens};
use super::walk::Walk;
use super::who::WhoDialog;
use super::{keys, legend, menus, notices, plan, returns, silence, status, tasks, top};
use crate::app::Command;
use crate::app::{App, Message, Question};
use crate::weave::GroupId;
use eframe::egui::{self, CentralPanel, Context, Frame, Key, Margin, Modifiers, Panel, Ui, ViewportCommand};
use std::path::PathBuf;

use super::acts::After;

/// The window.
pub struct Window {
    pub(super) app: App,
    pub(super) editor: Editor,
    pub(super) outline: Outline,
    pub(super) side: Side,
    pub(super) palette: Option<Palette>,
    pub(super) dialog: Option<Dialog>,
    pub(super) job: Option<Job>,
    /// Who wrote in the files whose plan is shown.
    pub(super) question: Option<Box<Question>>,
    /// A table that is to be written once it has a name.
    pub(super) printed: Option<Box<crate::app::Printed>>,
    /// A compilation that a project is to begin with once unsaved work is settled.
    pub(super) chosen: Option<Box<super::compiled::Compiled>>,
    pub(super) after: Option<After>,
    pub(super) saving: bool,
    pub(super) closing: bool,
    pub(super) show_outline: bool,
    pub(super) show_side: bool,
    pub(super) show_legend: bool,
    pub(super) panel: u8,
    /// Whether the page is to take the keyboard when this frame is drawn: a click elsewhere
    /// in it would take it away again.
    pub(super) to_page: bool,
    pub(super) find: Option<FindBar>,
    /// The projector.
    pub(super) room: Room,
    /// Where the walk through the proposals stands.
    pub(super) walk: Option<Walk>,
    pub(super) native: bool,
    /// A look at the folder of returns that is under way.
    pub(super) looking: Option<returns::Looking>,
    title: String,
    pub(super) around: Around,
    /// How many notices were told before something was laid over the page.
    told: u64,
}

/// Opens the window on files, or on the sample negotiation.
pub fn run(files: Vec<PathBuf>, demo: bool) -> Result<(), String> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Chapeau")
            .with_app_id("chapeau")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([760.0, 480.0]),
        ..Default::default()
    };
    let start = move |cc: &eframe::CreationContext<'_>| -> Box<dyn eframe::App> {
        let mut app = App::default();
        if demo {
            app.send(Message::OpenSample);
        }
        let mut window = Window::new(&cc.egui_ctx, app);
        if !demo && !files.is_empty() {
            window.dropped(&cc.egui_ctx, files);
        }
        Box::new(window)
    };
    eframe::run_native("chapeau", options, Box::new(|cc| Ok(start(cc)))).map_err(|e| e.to_string())
}

impl Window {
    /// A window on an application.
    pub fn new(ctx: &Context, app: App) -> Self {
        theme::install(ctx);
        Self {
            app,
            editor: Editor::default(),
            outline: Outline::default(),
            side: Side::default(),
            palette: None,
            dialog: None,
            job: None,
            question: None,
            printed: None,
            chosen: None,
            after: None,
            saving: false,
            closing: false,
            show_outline: true,
            show_side: true,
            show_legend: false,
            panel: 0,
            to_page: true,
            find: None,
            room: Room::default(),
            walk: None,
            native: true,
            looking: None,
            title: String::new(),
            around: Around::default(),
            told: 0,
        }
    }

    /// The same without dialogs of the system: paths are typed. For tests, and where there are none.
    pub fn without_native_dialogs(mut self) -> Self {
        self.native = false;
        self
    }

    /// The application, to send messages to as a command would.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// The application, to look at.
    pub fn app(&self) -> &App {
        &self.app
    }

    pub(super) fn around(&self) -> &Around {
        &self.around
    }

    /// The walk through the proposals, while the caret stands where it led.
    fn walked(&self) -> Option<&Walk> {
        self.walk.as_ref().filter(|w| w.selection.as_ref() == self.app.selection())
    }

    /// The group that is looked at: the one gone to, or the one at the caret.
    pub(super) fn current_group(&self) -> Option<&GroupId> {
        self.walked().map(|w| &w.group).or(self.around.group.as_ref())
    }

    fn panels(&mut self, ui: &mut Ui, t: &Tokens) {
        let bar = |x, y| Frame::NONE.fill(t.panel).inner_margin(Margin::symmetric(x, y));
        let mut chosen = None;
        Panel::top("menu").frame(bar(8, 1)).show_separator_line(false).show(ui, |ui| {
            let ctx = ui.ctx().clone();
            let on = |command| self.is_on(&ctx, command);
            chosen = menus::bar(ui, t, &menus::Shown { situation: &self.around.situation, on: &on });
        });
        let data = top::Bar {
            title: self.app.title(),
            revision: self.app.revision_name(),
            dirty: self.app.is_dirty(),
            view: self.app.view().clone(),
            speaker: self.app.speaker().clone(),
            chair: self.app.is_chair(),
            floor: self.app.is_floor(),
            actors: self.around.actors.clone(),
        };
        let picked = Panel::top("bar").frame(bar(14, 4)).show(ui, |ui| top::show(ui, t, &data)).inner;
        let mut task = Panel::bottom("status")
            .frame(bar(14, 4))
            .show(ui, |ui| status::show(ui, t, &self.around.status, data.dirty, self.room.told()))
            .inner;
        chosen = chosen.or(returns::line(ui, t, self.app.waiting().len()));
        if self.show_legend {
            let below = Panel::bottom("legend").frame(bar(14, 4));
            let veil = self.app.board().veil();
            let shown = self.around.backers.iter().filter(|a| veil.shows(a));
            let clicked = below.show(ui, |ui| legend::show(ui, t, shown)).inner;
            if let Some(actor) = clicked {
                self.ask_actor(Some(&actor));
            }
        }
        // In a narrow window the text comes first.
        let room = ui.available_width();
        if self.show_outline && room > 680.0 {
            let most = (room * 0.25).clamp(160.0, 420.0);
            let left = Panel::left("outline")
                .default_size(248.0_f32.min(most))
                .size_range(150.0..=most)
                .frame(bar(10, 6));
            let shown = left.show(ui, |ui| {
                if ui.available_height() > 320.0 && self.app.has_text() {
                    let frame = Frame::NONE.inner_margin(Margin::symmetric(0, 2));
                    let below = Panel::bottom("tasks").frame(frame).show_separator_line(false);
                    let (one, all) = below
                        .show(ui, |ui| {
                            let one = tasks::counts(ui, t, &self.around.status);
                            (one, super::widgets::small(ui, "All tasks…").clicked())
                        })
                        .inner;
                    task = task.or(one);
                    chosen = chosen.or(all.then_some(Command::Tasks));
                }
                self.outline.show(ui, t, self.app.page(), self.around.par)
            });
            let gone = shown.inner;
            if let Some(par) = gone {
                self.go_to(ui.ctx(), par);
            }
        }
        if let Some(task) = task {
            self.show_side = true;
            self.side.tab = side::Tab::Proposals;
            (self.side.task, self.side.to_task) = (Some(task), true);
        }
        if self.show_side {
            let most = (room * 0.36).clamp(230.0, 560.0);
            let right = Panel::right("side")
                .default_size(376.0_f32.min(most))
                .size_range(220.0..=most)
                .frame(bar(12, 4));
            let out = right.show(ui, |ui| self.side_panel(ui, t)).inner;
            self.side_out(ui.ctx(), out);
        }
        CentralPanel::default().frame(Frame::NONE.fill(t.ground)).show(ui, |ui| {
            if self.app.page().paragraphs.is_empty() {
                chosen = chosen.or(welcome(ui, t));
                return;
            }
            if let Some(silence) = &self.around.silence {
                let frame = Frame::NONE.fill(t.panel).inner_margin(Margin::symmetric(12, 5));
                let banner = Panel::top("silence").frame(frame);
                if banner.show(ui, |ui| silence::banner(ui, t, silence)).inner {
                    chosen = Some(Command::Silence);
                }
            }
            if let Some(bar) = &mut self.find {
                let frame = Frame::NONE.fill(t.panel).inner_margin(Margin::symmetric(12, 5));
                let wanted = Panel::top("find").frame(frame).show(ui, |ui| bar.show(ui, t)).inner;
                self.look(wanted);
            }
            let mut on_page = None;
            let shown = menus::Shown { situation: &self.around.situation, on: &|_| None };
            self.editor.show(ui, &mut self.app, |ui, _| on_page = menus::on_page(ui, t, &shown));
            chosen = chosen.or(on_page);
        });
        match picked {
            Some(top::Chosen::Command(command)) => chosen = Some(command),
            Some(top::Chosen::View(view)) => self.send(ui.ctx(), Message::SetView(view)),
            Some(top::Chosen::Speak(actor)) => self.speak(ui.ctx(), actor),
            Some(top::Chosen::Floor(floor)) => self.send(ui.ctx(), Message::Floor(floor)),
            None => {}
        }
        if let Some(command) = chosen {
            self.command(ui.ctx(), command);
        }
    }

    fn side_panel(&mut self, ui: &mut Ui, t: &Tokens) -> Option<side::Out> {
        let (group, walk) = (self.current_group().cloned(), self.walked().map(|w| (w.at, w.of)));
        let a = &self.around;
        let shown = side::Shown {
            label: a.label.clone(),
            of: a.of.as_ref(),
            hidden: a.hidden,
            tasks: &a.tasks,
            proposed: a
                .par
                .and_then(|i| self.app.page().paragraphs.get(i))
                .is_some_and(|p| p.proposal.is_some()),
            cards: &a.cards,
            threads: &a.threads,
            report: &a.report,
            history: &a.history,
            speaker: self.app.speaker(),
            chair: self.app.is_chair(),
            group: group.as_ref(),
            walk,
        };
        if self.side.tab != side::Tab::Private {
            return self.side.show(ui, t, &shown, None);
        }
        let lines = self.app.private_lines();
        let here = self.app.private_place(a.of.as_ref());
        let private = PrivateShown {
            speaker: self.app.speaker(),
            file: self
                .app
                .private_path()
                .and_then(|p| p.file_name())
                .map(|n| n.to_string_lossy().into_owned()),
            lines: &lines,
            here: here.zip(a.label.as_deref()),
            can_take_back: self.app.can_take_private_back(),
        };
        self.side.show(ui, t, &shown, Some(&private))
    }

    /// Takes over what there is to ask about what was pasted.
    fn take_asked(&mut self) {
        if let Some(question) = self.app.take_question() {
            match self.app.plan() {
                Some(_) => self.question = Some(question),
                None => {
                    self.dialog = Some(Dialog::Who(Box::new(WhoDialog::new(question, self.app.project()))))
                }
            }
        }
    }

    fn overlays(&mut self, ctx: &Context, t: &Tokens) {
        self.take_asked();
        let shown = self.app.plan().is_some();
        if let Some(mut open) = self.palette.take() {
            match open.show(ctx, t) {
                None => self.palette = Some(open),
                Some(choice) => {
                    self.to_page = true;
                    if let Some(choice) = choice {
                        self.choose(ctx, choice);
                    }
                }
            }
        }
        if let Some(mut open) = self.dialog.take() {
            match open.show(ctx, t) {
                None => self.dialog = Some(open),
                Some(answer) => {
                    self.to_page = true;
                    self.answer(ctx, answer);
                }
            }
        }
        if let Some(job) = self.job.take() {
            match job.show(ctx, t) {
                State::Running => self.job = Some(job),
                state => self.finished(state),
            }
        }
        // A plan that has just come is shown from the next frame on: the key that answered the
        // question before it is no answer to this one.
        if self.app.plan().is_some() && !shown {
            ctx.request_repaint();
        } else if let Some(chosen) =
            self.app.plan().and_then(|p| plan::show(ctx, t, p, self.question.is_some()))
        {
            self.to_page = true;
            match (chosen, self.question.take()) {
                (plan::Chosen::Who, Some(question)) => {
                    self.send(ctx, Message::DropPlan);
                    self.dialog = Some(Dialog::Who(Box::new(WhoDialog::new(question, self.app.project()))));
                }
                (plan::Chosen::Merge, _) => self.send_and_list(ctx, Message::TakePlan),
                (plan::Chosen::Who | plan::Chosen::Cancel, _) => self.send(ctx, Message::DropPlan),
            }
        }
        let notices = self.app.notices();
        let over = self.over();
        if over && notices.last().is_some_and(|n| n.number() > self.told) {
            notices::strip(ctx, t, notices.last());
        }
        let shown = notices::show(ctx, t, notices, over);
        if shown.read {
            self.app.reading();
        }
        if let Some(i) = shown.dismissed {
            self.send(ctx, Message::Dismiss(i));
        }
        self.drop_hint(ctx, t);
    }

    fn drop_hint(&self, ctx: &Context, t: &Tokens) {
        if ctx.input(|i| i.raw.hovered_files.is_empty()) {
            return;
        }
        let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop"));
        let painter = ctx.layer_painter(layer);
        let rect = ctx.content_rect();
        painter.rect_filled(rect, 0.0, t.accent_soft.gamma_multiply(0.85));
        let text = "Drop files to open, import or merge them";
        painter.text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            text,
            super::fonts::sans(20.0, true),
            t.accent,
        );
    }

    fn take_keys(&mut self, ctx: &Context) {
        if self.over() {
            return;
        }
        let in_field = !Editor::has_focus(ctx) && ctx.text_edit_focused();
        for command in keys::pressed(ctx, &self.around.situation, in_field) {
            self.command(ctx, command);
        }
        let last = self.app.notices().len().checked_sub(1);
        let free = !in_field && !self.editor.is_composing() && !ctx.any_popup_open();
        if let Some(newest) = last.filter(|_| free)
            && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
        {
            self.send(ctx, Message::Dismiss(newest));
        }
        self.editor.keys(ctx, &mut self.app);
    }

    /// Whether something lies over the page that wants an answer.
    fn over(&self) -> bool {
        self.palette.is_some() || self.dialog.is_some() || self.job.is_some() || self.app.plan().is_some()
    }
}

/// What stands where no page is.
fn welcome(ui: &mut Ui, t: &Tokens) -> Option<Command> {
    let mut chosen = None;
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.28);
        ui.heading("Nothing is open");
        super::widgets::faint(ui, t, "Drop a project, a return or a text here, or choose:");
        ui.add_space(10.0);
        for command in [Command::OpenSample, Command::Open, Command::Import] {
            if ui.add_sized([280.0, 32.0], egui::Button::new(command.entry().title)).clicked() {
                chosen = Some(command);
            }
        }
    });
    chosen
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx.input(|i| i.time));
        self.finish_waiting(ctx);
        self.watch_returns(ctx);
        let dropped: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).collect());
        if !dropped.is_empty() {
            self.dropped(ctx, dropped);
        }
        let drafting = self.side.comments.is_drafting() || self.side.private.is_drafting();
        let unsaved = self.app.is_dirty() || drafting;
        if ctx.input(|i| i.viewport().close_requested()) && !self.closing && unsaved {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.guard(ctx, After::Close);
        }
        let mark = if self.app.is_dirty() { "● " } else { "" };
        let title = format!("{mark}{} · Chapeau", self.app.title());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.gather();
        self.take_keys(&ctx);
        self.gather();
        self.seat(&ctx);
        let tokens = Tokens::now(&ctx);
        self.sync_room(&ctx);
        self.panels(ui, &tokens);
        let over = self.over();
        if !over {
            self.told = self.app.told();
        }
        self.show_room(&ctx);
        self.overlays(&ctx, &tokens);
        if self.over() {
            self.to_page = false;
        } else if self.to_page && over {
            // While something lies over the page it cannot have the keyboard.
            ctx.request_repaint();
        } else if !self.app.page().paragraphs.is_empty() && std::mem::take(&mut self.to_page) {
            // Where there is no page yet, the one that is opened next has the keyboard.
            ctx.memory_mut(|m| m.request_focus(Editor::id()));
        }
    }
}
