//! The register of returns, over the page; and the line that says what waits in the folder.
//!
//! It returns what was chosen; it does nothing. The folder is looked at on a thread.

use super::dialogs::{Answer, closing, entered, take_up, title};
use super::theme::Tokens;
use super::widgets::{always_bars, faint, main_button, segment, small};
use super::window::Window;
use crate::app::register::{Look, Looked, Overview, Row, Whereabouts, is_date, no_day};
use crate::app::{Command, Message};
use crate::record::ActorId;
use crate::text::Fingerprint;
use crate::weave::GroupId;
use eframe::egui::{self, Context, Frame, Grid, Label, Margin, Panel, RichText, ScrollArea, Ui};
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

/// The register while it is shown.
pub struct ReturnsTable {
    made: Overview,
    /// Whether all names are shown: those that stand for several lead nowhere.
    named: bool,
    /// Of whom a return is expected, as it is typed.
    typed: String,
    /// The day of receipt that is being typed.
    day: Option<Day>,
}

/// A day of receipt while it is typed.
struct Day {
    of: Fingerprint,
    typed: String,
    fresh: bool,
    refused: Option<String>,
}

/// What is wanted of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Say whether a return may be published.
    Publish(Fingerprint, Option<bool>),
    /// Say on which day a return was received, or that nobody says.
    Received(Fingerprint, Option<String>),
    /// Expect a return, or none any more.
    Expect(String, bool),
    /// Expect one of every Member State.
    AllStates,
    /// Merge what waits in the folder.
    Merge,
    /// Go to the first proposal of an actor.
    First(ActorId),
}

impl ReturnsTable {
    /// The table as it is now; `named`: with all names.
    pub fn new(made: Overview, named: bool) -> Self {
        Self { made, named, typed: String::new(), day: None }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Returns");
        let (made, named, day) = (&self.made, self.named, &mut self.day);
        let mut wanted = None;
        let height = (ui.ctx().content_rect().height() * 0.6).max(200.0);
        always_bars(ui, t, |ui| {
            ScrollArea::both().id_salt("returns").max_height(height).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    if made.rows.is_empty() {
                        faint(ui, t, "No return has been merged yet.");
                    } else {
                        wanted = rows(ui, t, &made.rows, named, day);
                    }
                    ui.add_space(8.0);
                    wanted = wanted.take().or(absent(ui, t, made, named)).or(waiting(ui, t, made));
                },
            );
        });
        if let Some(why) = self.day.as_ref().and_then(|d| d.refused.as_ref()) {
            ui.add(Label::new(RichText::new(why).color(t.error)).wrap());
        }
        let mut expected = None;
        ui.horizontal(|ui| {
            let label = ui.label("Expect a return of");
            let field = egui::TextEdit::singleline(&mut self.typed).desired_width(180.0);
            let field = ui.add(field).labelled_by(label.id);
            let typed = self.typed.trim().to_owned();
            let entered = super::dialogs::entered(ui, &field);
            let clicked = ui.add_enabled(!typed.is_empty(), egui::Button::new("Expect")).clicked();
            if (clicked || entered) && !typed.is_empty() {
                expected = Some(Wanted::Expect(typed, true));
            }
            if ui.button("All Member States").clicked() {
                expected = Some(Wanted::AllStates);
            }
        });
        wanted.or(expected).map(Answer::Returns).or_else(|| closing(ui))
    }
}

/// The returns in a grid.
fn rows(ui: &mut Ui, t: &Tokens, rows: &[Row], named: bool, day: &mut Option<Day>) -> Option<Wanted> {
    let mut wanted = None;
    Grid::new("returns-grid").striped(true).spacing([14.0, 6.0]).show(ui, |ui| {
        for head in ["From", "File", "Answers", "Holds", "Date", "May be published", "Original"] {
            faint(ui, t, head);
        }
        ui.end_row();
        for row in rows {
            let f = &row.filed;
            ui.horizontal(|ui| {
                for actor in &f.actors {
                    if !named {
                        ui.label(actor.as_str());
                        continue;
                    }
                    let name = format!("Go to the first proposal of {actor}");
                    let button = ui.button(actor.as_str()).on_hover_text("Goes to the first proposal");
                    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                    if button.clicked() {
                        wanted = Some(Wanted::First(actor.clone()));
                    }
                }
            });
            let number = if f.number > 0 { format!(", no. {}", f.number) } else { String::new() };
            ui.label(format!("{}{number}", f.name())).on_hover_text(format!("SHA-256 {}", f.hash));
            ui.label(if row.current { row.revision.clone() } else { format!("{} (older)", row.revision) });
            ui.label(holds(row));
            wanted = wanted.take().or(date(ui, row, day));
            wanted = wanted.take().or(publish(ui, t, row));
            let colour = if row.original.is_wrong() { t.error } else { t.faint };
            ui.label(RichText::new(original(row.original)).color(colour));
            ui.end_row();
        }
    });
    wanted
}

fn holds(row: &Row) -> String {
    let held = row.filed.holds();
    if held.is_empty() { "nothing".to_owned() } else { held }
}

/// The day of receipt, where a person gave one, or the file's own; a button by which it is given.
fn date(ui: &mut Ui, row: &Row, day: &mut Option<Day>) -> Option<Wanted> {
    if let Some(typing) = day.as_mut().filter(|d| d.of == row.filed.hash) {
        return receipt(ui, row, typing).unwrap_or_else(|| {
            *day = None;
            None
        });
    }
    let f = &row.filed;
    let received: Vec<&str> = f.received.values.iter().map(String::as_str).collect();
    let told = match (received.is_empty(), &f.date) {
        (false, _) => format!("received {}", received.join(" or ")),
        (true, Some(own)) => own.split('T').next().unwrap_or_default().to_owned(),
        (true, None) => String::new(),
    };
    ui.horizontal(|ui| {
        if !told.is_empty() {
            ui.label(&told);
        }
        let name = format!("Say when {} was received", f.name());
        let button = small(ui, if received.is_empty() { "Received…" } else { "Change…" });
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if button.on_hover_text(name).clicked() {
            let typed = f.received.value().cloned().unwrap_or_default();
            *day = Some(Day { of: f.hash, typed, fresh: true, refused: None });
        }
    });
    None
}

/// The field for the day of receipt. None: it is left as it was. Empty, nobody says when it was.
fn receipt(ui: &mut Ui, row: &Row, day: &mut Day) -> Option<Option<Wanted>> {
    let mut left = false;
    let mut wanted = None;
    ui.horizontal(|ui| {
        let field = egui::TextEdit::singleline(&mut day.typed).desired_width(88.0).hint_text("2026-11-22");
        let field = ui.add(field);
        let name = format!("{} was received on", row.filed.name());
        field.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &day.typed, &day.typed, "2026-11-22");
            info.label = Some(name.clone());
            info
        });
        if std::mem::take(&mut day.fresh) {
            take_up(ui, &field, &day.typed);
        }
        let enter = entered(ui, &field);
        let typed = day.typed.trim();
        if small(ui, "Keep").clicked() || enter {
            match typed.is_empty() || is_date(typed) {
                true => {
                    let date = (!typed.is_empty()).then(|| typed.to_owned());
                    wanted = Some(Wanted::Received(row.filed.hash, date));
                }
                false => day.refused = Some(no_day(typed)),
            }
        }
        left = small(ui, "Leave").clicked();
    });
    (!left).then_some(wanted)
}

fn original(at: Whereabouts) -> &'static str {
    match at {
        Whereabouts::Kept => "kept",
        Whereabouts::OnSave => "kept on saving",
        Whereabouts::Elsewhere => "not in the folder",
        Whereabouts::Changed => "changed",
        Whereabouts::Missing => "missing",
    }
}

/// Unknown, yes or no.
fn publish(ui: &mut Ui, t: &Tokens, row: &Row) -> Option<Wanted> {
    let said = &row.filed.publish;
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for (text, may) in [("Unknown", None), ("Yes", Some(true)), ("No", Some(false))] {
            let chosen = !said.differs() && said.value().copied() == may;
            let name = format!("{} may be published: {text}", row.filed.name());
            let button = segment(ui, t, text, chosen);
            button.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, &name));
            if button.clicked() && !chosen {
                wanted = Some(Wanted::Publish(row.filed.hash, may));
            }
        }
        if said.differs() {
            ui.label(RichText::new("copies differ").color(t.pending));
        }
    });
    wanted
}

/// Who is missing, and who is spoken for.
fn absent(ui: &mut Ui, t: &Tokens, made: &Overview, named: bool) -> Option<Wanted> {
    let mut wanted = None;
    let absent = &made.absent;
    if made.missing > 0 {
        ui.label(RichText::new(format!("Missing on “{}”: {}", made.last, made.missing)).strong());
        ui.horizontal_wrapped(|ui| {
            for actor in &absent.missing {
                if !named {
                    ui.label(actor.as_str());
                    continue;
                }
                let late = if made.late(actor) { " (on an older revision)" } else { "" };
                let name = format!("Expect nothing of {actor}");
                let text = RichText::new(format!("{actor}{late} ×")).color(t.actor(actor));
                let drop = small(ui, text).on_hover_text("Expects nothing of them any more");
                drop.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if drop.clicked() {
                    wanted = Some(Wanted::Expect(actor.to_string(), false));
                }
            }
        });
    }
    for (actor, groups) in &absent.spoken_for {
        let by: Vec<&str> = groups.iter().map(ActorId::as_str).collect();
        faint(ui, t, format!("{actor}: spoken for by {}", by.join(", ")));
    }
    wanted
}

/// What waits in the folder.
fn waiting(ui: &mut Ui, t: &Tokens, made: &Overview) -> Option<Wanted> {
    let mut wanted = None;
    let ready = made.waiting.iter().filter(|w| w.why.is_none() || w.asks).count();
    if ready > 0 {
        ui.horizontal(|ui| {
            ui.label(RichText::new(waits(ready)).strong());
            if ui.add(main_button(t, "Look at them…")).clicked() {
                wanted = Some(Wanted::Merge);
            }
        });
    }
    for one in &made.waiting {
        let from: Vec<&str> = one.actors.iter().map(ActorId::as_str).collect();
        let from = if from.is_empty() { String::new() } else { format!(", from {}", from.join(", ")) };
        let why = match &one.why {
            _ if one.asks => ": you will be asked whom its authors speak for".to_owned(),
            Some(why) => format!(": {why}"),
            None => String::new(),
        };
        ui.add(
            Label::new(RichText::new(format!("{}{from}{why}", one.file)).size(12.0).color(t.faint)).wrap(),
        );
    }
    wanted
}

/// "3 returns wait in the folder".
fn waits(n: usize) -> String {
    crate::lexicon::count(n, "return waits in the folder", "returns wait in the folder")
}

/// The line above the status line, where something waits. Returns what was chosen.
pub fn line(ui: &mut Ui, t: &Tokens, waiting: usize) -> Option<Command> {
    if waiting == 0 {
        return None;
    }
    let mut chosen = None;
    let frame = Frame::NONE.fill(t.accent_soft).inner_margin(Margin::symmetric(14, 3));
    Panel::bottom("waiting").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(waits(waiting)).size(12.0));
            if small(ui, "Look at them…").clicked() {
                chosen = Some(Command::MergeWaiting);
            }
            if small(ui, "Returns…").clicked() {
                chosen = Some(Command::Returns);
            }
        });
    });
    chosen
}

/// A look at the folder that is under way.
pub struct Looking(Receiver<Looked>);

impl Looking {
    fn start(ctx: &Context, look: Look) -> Self {
        let (send, answer) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens any more when the window was closed.
            let _ = send.send(look.run());
            ctx.request_repaint();
        });
        Self(answer)
    }
}

impl Window {
    /// Looks after the folder of returns: begins a look when one is due, takes over what it found.
    pub(super) fn watch_returns(&mut self, ctx: &Context) {
        if let Some(looking) = self.looking.take() {
            match looking.0.try_recv() {
                Ok(looked) => self.app.looked(looked),
                Err(TryRecvError::Empty) => self.looking = Some(looking),
                Err(TryRecvError::Disconnected) => self.app.look_lost(),
            }
        }
        if let Some(look) = self.app.look_due() {
            match self.native {
                true => self.looking = Some(Looking::start(ctx, look)),
                // Where frames are counted nobody waits for a thread.
                false => self.app.looked(look.run()),
            }
        }
        if let Some(seconds) = self.app.next_look() {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds));
        }
    }

    /// Shows the register.
    pub(super) fn show_returns(&mut self) {
        let table = ReturnsTable::new(self.app.overview(), self.app.board().veil().is_open());
        self.dialog = Some(super::dialogs::Dialog::Returns(Box::new(table)));
    }

    /// Shows what merging everything that waits would do.
    pub(super) fn merge_waiting(&mut self, ctx: &Context) {
        let files = self.app.waiting();
        if files.is_empty() {
            return self.show_returns();
        }
        let project = Box::new(self.app.project().clone());
        self.begin(ctx, super::job::Work::Merge(project, files));
    }

    /// Follows up what was chosen in the register.
    pub(super) fn returns_wanted(&mut self, ctx: &Context, wanted: Wanted) {
        let message = match wanted {
            Wanted::Publish(hash, may) => Message::Publish(hash, may),
            Wanted::Received(hash, date) => Message::Received(hash, date),
            Wanted::Expect(name, expected) => Message::Expect(name, expected),
            Wanted::AllStates => Message::ExpectStates,
            Wanted::Merge => return self.merge_waiting(ctx),
            Wanted::First(actor) => return self.first_of(ctx, &actor),
        };
        self.send(ctx, message);
        self.show_returns();
    }

    /// Goes to the first paragraph with a proposal of an actor.
    fn first_of(&mut self, ctx: &Context, actor: &ActorId) {
        let groups = self.app.board().all_groups().filter(|g| g.backers.contains(actor));
        let groups: BTreeSet<GroupId> = groups.map(|g| g.id.clone()).collect();
        self.go_where(ctx, |p| p.groups.iter().any(|g| groups.contains(g)));
    }
}
