//! What the window does when something was chosen: commands become messages or the window's own
//! business; answers of dialogs are followed up; unsaved work is never passed over.

use super::audit::AuditDialog;
use super::dialogs::{Dialog, Words};
use super::editor::Editor;
use super::export::ExportOptions;
use super::files::home;
use super::find_bar::{FindBar, Wanted};
use super::job::Work;
use super::outline::Outline;
use super::palette::{Choice, Item, Palette};
use super::paths::{PathDialog, Purpose};
use super::side::Tab;
use super::theme;
use super::todo::TodoDialog;
use super::window::Window;
use crate::app::{App, CarryAct, Command, Message, Names, PageParagraph, View, Write, file_name};
use crate::record::{ActorId, Outcome, Stance, Standing, known_names};
use eframe::egui::{Context, ThemePreference, ViewportCommand, gui_zoom};
use std::path::PathBuf;

/// What to go on with when unsaved work is settled.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// Close the window.
    Close,
    /// Start afresh.
    New,
    /// Open the sample.
    Sample,
    /// Ask for a file.
    Ask(Purpose),
    /// Begin a project with this text.
    Begin(PathBuf),
    /// Begin a project with the compilation that was opened.
    Compiled,
}

impl Window {
    pub(super) fn send(&mut self, ctx: &Context, message: Message) {
        self.app.send(message);
        ctx.request_repaint();
    }

    /// Runs a command.
    pub(super) fn command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::New => self.guard(ctx, After::New),
            Command::OpenSample => self.guard(ctx, After::Sample),
            Command::Open => self.guard(ctx, After::Ask(Purpose::Open)),
            Command::Import => self.guard(ctx, After::Ask(Purpose::Import)),
            Command::Merge => self.ask_path(ctx, Purpose::Merge),
            Command::MergeWaiting => self.merge_waiting(ctx),
            Command::Save if self.app.path().is_some() => self.send(ctx, Message::Save),
            Command::Save | Command::SaveAs => self.ask_path(ctx, Purpose::SaveAs),
            Command::MergeCopy => self.ask_path(ctx, Purpose::MergeCopy),
            Command::SendReturn => self.ask_path(ctx, Purpose::SendReturn),
            Command::SendAsGroup => self.ask_path(ctx, Purpose::SendAsGroup),
            Command::CompareGroup => self.ask_group(),
            Command::ChooseOutcome => self.ask_outcome(),
            Command::PrivateNotes => {
                self.show_side = true;
                self.side.tab = Tab::Private;
                self.side.private.write = true;
                ctx.request_repaint();
            }
            Command::Export => self.ask_export(ctx),
            Command::Quit => self.guard(ctx, After::Close),
            Command::Undo | Command::Redo => {
                let message = if command == Command::Undo { Message::Undo } else { Message::Redo };
                self.send(ctx, message);
                // The caret went to where that was, which may be off the screen.
                self.editor.reveal();
            }
            Command::Cut => self.editor.cut(ctx, &mut self.app),
            Command::Copy => self.editor.copy(ctx, &self.app),
            Command::Paste => {
                self.to_page = true;
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Command::Italic => self.send(ctx, Message::Write(Write::Italic)),
            Command::SelectAll => self.editor.select_all(ctx, &mut self.app),
            Command::NextProposal => self.step(ctx, true),
            Command::PreviousProposal => self.step(ctx, false),
            Command::Accept => self.decide_here(ctx, Outcome::Accept, true),
            Command::Reject => self.decide_here(ctx, Outcome::Reject, true),
            Command::KeepInBrackets => self.decide_here(ctx, Outcome::Bracket, true),
            Command::Defer => self.decide_here(ctx, Outcome::Defer, true),
            Command::AcceptAs => {
                if let Some((group, words)) = self.card_here() {
                    self.dialog = Some(Dialog::words(Words::Instead(group), &words));
                }
            }
            Command::MergeDesk => self.show_desk(),
            Command::AcceptAlike => self.show_alike(self.card_here().map(|(group, _)| group)),
            Command::Withdraw => self.withdraw_here(ctx),
            Command::Support => self.stand_here(ctx, Stance::Support),
            Command::Oppose => self.stand_here(ctx, Stance::Oppose),
            Command::ReservePosition => self.stand_here(ctx, Stance::Reserve),
            Command::LiveWith => self.stand_here(ctx, Stance::LiveWith),
            Command::OnCondition => self.condition_here(),
            Command::Floor => self.send(ctx, Message::Floor(!self.app.is_floor())),
            Command::Explain => self.explain_here(),
            Command::Alternative => {
                self.send(ctx, Message::Alternative);
                self.editor.reveal();
            }
            Command::Retain => self.send(ctx, Message::Retain),
            Command::Brackets => self.send(ctx, Message::Brackets),
            Command::Comment => {
                self.show_side = true;
                self.side.tab = Tab::Comments;
                self.side.comments.write = true;
                ctx.request_repaint();
            }
            Command::SetStatus => self.ask_status(None),
            Command::StatusOpen if self.agreed_here() => self.ask_status(Some(Standing::Open)),
            Command::StatusOpen => self.send(ctx, Message::SetStatus(Standing::Open)),
            Command::StatusSuggested => self.send(ctx, Message::SetStatus(Standing::Suggested)),
            Command::StatusInformals => self.ask_status(Some(Standing::Informals(Vec::new()))),
            Command::StatusAdRef => self.send(ctx, Message::SetStatus(Standing::AdRef)),
            Command::StatusAgreed => self.send(ctx, Message::SetStatus(Standing::Agreed)),
            Command::Silence => self.ask_silence(),
            Command::EditActor => self.ask_actor(None),
            Command::AddActor => self.dialog = Some(Dialog::words(Words::Actor, "")),
            Command::Revise => {
                self.dialog = Some(Dialog::words(Words::Revision, &self.app.next_revision_name()))
            }
            Command::ReviseFrom => self.ask_path(ctx, Purpose::ReviseFrom),
            Command::Concordance => self.ask_path(ctx, Purpose::Concordance),
            Command::Carried => self.show_carried(),
            Command::SettleReflected => self.send(ctx, Message::Carry(CarryAct::Settle)),
            Command::SpeakAsChair => self.speak(ctx, ActorId::chair()),
            Command::Keys => self.dialog = Some(Dialog::Keys),
            Command::About => self.dialog = Some(Dialog::About),
            Command::Find => {
                let words = self.editor.selected_words(&self.app).filter(|w| !w.contains('\n'));
                let last = self.find.take().map(|f| f.words);
                self.find = Some(FindBar::open(words.or(last).unwrap_or_default()));
            }
            Command::FindNext | Command::FindPrevious if self.find.is_none() => {
                self.command(ctx, Command::Find)
            }
            Command::FindNext => self.look(Some(Wanted::Next)),
            Command::FindPrevious => self.look(Some(Wanted::Previous)),
            _ => self.command_of_view(ctx, command),
        }
    }

    fn command_of_view(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::ViewOriginal => self.send(ctx, Message::SetView(View::Original)),
            Command::ViewCompilation => self.send(ctx, Message::SetView(View::Compilation)),
            Command::ViewClean => self.send(ctx, Message::SetView(View::Clean)),
            Command::ViewActor => self.palette = Some(self.views_of_actors()),
            Command::Matrix => self.show_matrix(),
            Command::Returns => self.show_returns(),
            Command::Overview => {
                self.begin(ctx, Work::Overview(Box::new(self.app.project().clone()), self.app.names()));
            }
            Command::Tasks => self.dialog = Some(Dialog::Tasks(TodoDialog::new(self.app.todo()))),
            Command::Audit => self.ask_audit(ctx),
            Command::Legend => self.show_legend = !self.show_legend,
            Command::NamesAll => self.send(ctx, Message::SetNames(Names::All)),
            Command::NamesGroups => self.send(ctx, Message::SetNames(Names::Groups)),
            Command::NamesNone => self.send(ctx, Message::SetNames(Names::None)),
            Command::ShowOutline => self.show_outline = !self.show_outline,
            Command::ShowSide => self.show_side = !self.show_side,
            Command::Projector => self.room.toggle(),
            Command::HoldProjector => self.room.hold(self.around.of.as_ref()),
            Command::NextPanel => self.next_panel(ctx),
            Command::ZoomIn => gui_zoom::zoom_in(ctx),
            Command::ZoomOut => gui_zoom::zoom_out(ctx),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            Command::ThemeLight => ctx.set_theme(ThemePreference::Light),
            Command::ThemeDark => ctx.set_theme(ThemePreference::Dark),
            Command::ThemeSystem => ctx.set_theme(ThemePreference::System),
            Command::ThemeContrast => theme::set_high(ctx, !theme::is_high(ctx)),
            Command::Palette => self.palette = Some(Palette::commands(&self.around().situation)),
            Command::GoTo => self.palette = Some(self.paragraphs()),
            Command::SpeakAs => self.palette = Some(self.speakers()),
            _ => {}
        }
        ctx.request_repaint();
    }

    /// Of a command that switches something: whether it is on.
    pub(super) fn is_on(&self, ctx: &Context, command: Command) -> Option<bool> {
        let preferred = ctx.options(|o| o.theme_preference);
        let names = self.app.names();
        Some(match command {
            Command::ViewOriginal => *self.app.view() == View::Original,
            Command::ViewCompilation => *self.app.view() == View::Compilation,
            Command::ViewClean => *self.app.view() == View::Clean,
            Command::ViewActor => matches!(self.app.view(), View::Annotated(_) | View::Final(_)),
            Command::ShowOutline => self.show_outline,
            Command::ShowSide => self.show_side,
            Command::Legend => self.show_legend,
            Command::NamesAll => names == Names::All,
            Command::NamesGroups => names == Names::Groups,
            Command::NamesNone => names == Names::None,
            Command::ThemeLight => preferred == ThemePreference::Light,
            Command::ThemeDark => preferred == ThemePreference::Dark,
            Command::ThemeSystem => preferred == ThemePreference::System,
            Command::ThemeContrast => theme::is_high(ctx),
            Command::SpeakAsChair => self.app.is_chair(),
            Command::Floor => self.app.is_floor(),
            _ => return None,
        })
    }

    /// Follows up what is wanted of the field for finding.
    pub(super) fn look(&mut self, wanted: Option<Wanted>) {
        let (Some(bar), Some(wanted)) = (&mut self.find, wanted) else { return };
        if wanted == Wanted::Close {
            self.find = None;
            self.to_page = true;
            return;
        }
        let hit =
            self.editor.find(&mut self.app, &bar.words, wanted != Wanted::Previous, wanted == Wanted::Here);
        bar.hit = Some(hit);
    }

    fn paragraphs(&self) -> Palette {
        let pars = self.app.page().paragraphs.iter().enumerate();
        let items = pars.map(|(i, p)| Item {
            title: Outline::name(p),
            hint: p.margin.clone(),
            choice: Choice::Go(i),
        });
        Palette::new("Go to a paragraph", "OP26 bis, or some of its words", items.collect())
    }

    fn speakers(&self) -> Palette {
        let actors = self.app.actors().into_iter();
        let items =
            actors.map(|a| Item { title: a.to_string(), hint: String::new(), choice: Choice::Speak(a) });
        Palette::new("Speak as", "EU, G77 …", items.collect()).adding()
    }

    fn views_of_actors(&self) -> Palette {
        let actors = self.app.actors().into_iter().filter(|a| *a != ActorId::chair());
        let items = actors.flat_map(|a| {
            let alone = Item {
                title: format!("{a}: its proposals alone"),
                hint: String::new(),
                choice: Choice::View(View::Annotated(a.clone())),
            };
            let all = Item {
                title: format!("{a}: as if all were accepted"),
                hint: String::new(),
                choice: Choice::View(View::Final(a)),
            };
            [alone, all]
        });
        Palette::new("One actor", "EU, G77 …", items.collect())
    }

    /// Follows up what was chosen in the palette.
    pub(super) fn choose(&mut self, ctx: &Context, choice: Choice) {
        match choice {
            Choice::Command(command) => self.command(ctx, command),
            Choice::Go(par) => self.go_to(ctx, par),
            Choice::Speak(actor) => self.speak(ctx, actor),
            Choice::Compare(group) => self.show_compared(&group),
            Choice::View(view) => self.send(ctx, Message::SetView(view)),
            Choice::Add(name) => self.send(ctx, Message::AddActor(name)),
        }
    }

    pub(super) fn speak(&mut self, ctx: &Context, actor: ActorId) {
        self.send(ctx, Message::SpeakAs(actor));
        self.to_page = true;
    }

    /// Puts the caret at the start of a paragraph.
    pub(super) fn go_to(&mut self, ctx: &Context, par: usize) {
        if let Some(selection) = self.editor.start_of(par) {
            self.send(ctx, Message::Select(selection));
            self.editor.reveal();
            self.to_page = true;
        }
    }

    /// Puts the caret at the first paragraph of which this is so: in the compilation, where the
    /// view that is open does not show it.
    pub(super) fn go_where(&mut self, ctx: &Context, wanted: impl Fn(&PageParagraph) -> bool) {
        let find = |app: &App| app.page().paragraphs.iter().position(|p| wanted(p));
        let view = self.app.view().clone();
        if find(&self.app).is_none() && view != View::Compilation {
            self.send(ctx, Message::SetView(View::Compilation));
            self.editor.sync(&self.app);
        }
        match find(&self.app) {
            Some(par) => self.go_to(ctx, par),
            None => {
                if *self.app.view() != view {
                    self.send(ctx, Message::SetView(view));
                }
                self.app.say_gone();
            }
        }
    }

    /// From the text to the outline, to the panel on the right, and back.
    fn next_panel(&mut self, ctx: &Context) {
        if Editor::has_focus(ctx) {
            self.panel = 0;
        }
        self.panel = (self.panel + 1) % 3;
        match self.panel {
            1 if self.show_outline => self.outline.take_focus = true,
            1 | 2 if self.show_side => {
                self.panel = 2;
                self.side.take_focus = true;
            }
            _ => {
                self.panel = 0;
                self.to_page = true;
            }
        }
    }

    fn ask_path(&mut self, ctx: &Context, purpose: Purpose) {
        let proposed = match purpose {
            Purpose::SaveAs => match self.app.path() {
                Some(path) => path.display().to_string(),
                None => format!("{}.chapeau", file_name(&self.app.title())),
            },
            Purpose::Concordance => {
                format!("{}.html", file_name(&format!("{} concordance", self.app.title())))
            }
            Purpose::SendReturn | Purpose::SendAsGroup => {
                format!("{}.track", file_name(self.app.speaker().as_str()))
            }
            _ => String::new(),
        };
        // Where there is more to say than a path the system's own dialog waits for “Browse…”.
        let native = self.native && purpose != Purpose::SendReturn;
        let mut dialog = PathDialog::new(ctx, purpose, &proposed, home(self.app.path()), native);
        if purpose == Purpose::SendReturn {
            let here = self.app.actors().into_iter().map(|a| a.to_string());
            dialog = dialog.jointly(here.chain(known_names().map(str::to_owned)).collect());
        }
        self.dialog = Some(Dialog::Path(dialog));
    }

    /// Asks which texts are compared; of the last two it is said at once.
    fn ask_audit(&mut self, ctx: &Context) {
        let dialog = AuditDialog::new(self.app.project(), self.app.speaker());
        let asked = dialog.asked();
        self.dialog = Some(Dialog::Audit(dialog));
        if asked.from != asked.to {
            self.audit(ctx, asked);
        }
    }

    fn ask_export(&mut self, ctx: &Context) {
        let proposed = format!("{}.docx", file_name(&self.app.title()));
        let (project, actors) = (self.app.project(), self.app.actors());
        let options = ExportOptions::new(project, self.app.view(), self.app.names(), &actors, &proposed);
        self.dialog = Some(Dialog::export(ctx, &proposed, home(self.app.path()), options));
    }

    /// Goes on with something that would lose unsaved work, after asking.
    pub(super) fn guard(&mut self, ctx: &Context, after: After) {
        if self.side.comments.is_drafting() || self.side.private.is_drafting() {
            self.after = Some(after);
            self.show_side = true;
            let private = !self.side.comments.is_drafting();
            self.side.tab = if private { Tab::Private } else { Tab::Comments };
            self.dialog = Some(Dialog::Drafts);
            ctx.request_repaint();
        } else if self.app.is_dirty() {
            self.after = Some(after);
            self.dialog = Some(Dialog::Unsaved);
            ctx.request_repaint();
        } else {
            self.go_on(ctx, after);
        }
    }

    pub(super) fn go_on(&mut self, ctx: &Context, after: After) {
        match after {
            After::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            After::New => self.send(ctx, Message::New),
            After::Sample => self.send(ctx, Message::OpenSample),
            After::Ask(purpose) => self.ask_path(ctx, purpose),
            After::Begin(path) => {
                self.begin(ctx, Work::Open(Box::new(self.app.project().clone()), path));
            }
            After::Compiled => {
                if let Some(chosen) = self.chosen.take() {
                    self.compiled_anew(*chosen);
                }
            }
        }
    }

    /// Goes on when the work that was waited for is saved.
    pub(super) fn finish_waiting(&mut self, ctx: &Context) {
        if self.saving && !self.app.is_dirty() {
            self.saving = false;
            if let Some(after) = self.after.take() {
                self.go_on(ctx, after);
            }
        }
    }
}
