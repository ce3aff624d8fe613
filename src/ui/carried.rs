//! What was not carried over as it was, and the next revision from a file, before it is one.
//!
//! They return what was chosen; they do nothing.

use super::dialogs::{Answer, Dialog, closing, entered, take_up, title};
use super::fonts;
use super::theme::Tokens;
use super::widgets::{always_bars, card, faint, heading, main_button, name_tag, tag};
use super::window::Window;
use crate::app::carrying::{Next, asks, met_text, next_from, sentence, undone_lines};
use crate::app::{AppError, CarryAct, Message, Veil, dropped_lines};
use crate::project::{Carried, Project, carried};
use crate::record::ActorId;
use crate::weave::{Fate, Of, Site};
use eframe::egui::{self, Context, Key, Label, Modifiers, RichText, ScrollArea, Ui};

/// Cards that are drawn of a kind; of more it is said how many there are.
const MOST: usize = 200;

/// What is listed, as it was when the list was opened.
pub struct CarriedList {
    clean: usize,
    others: Vec<Carried>,
    veil: Veil,
    speaker: ActorId,
    /// Why the next one is set aside.
    why: String,
    chair: bool,
}

impl CarriedList {
    /// The list of a project as it is now.
    pub fn new(project: &Project, speaker: &ActorId, chair: bool, veil: Veil) -> Self {
        let (clean, others) = carried(project);
        Self { clean, others, veil, speaker: speaker.clone(), why: String::new(), chair }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Carried over");
        let count = |fate| self.others.iter().filter(|c| c.placed.fate == fate).count();
        let reflected = count(Fate::Reflected);
        faint(ui, t, self.says());
        let mut answer = None;
        let settle = self.chair && reflected > 0;
        if settle {
            let key = ui.input_mut(|i| i.consume_key(Modifiers::ALT, Key::Y));
            let button = main_button(t, "Settle all that the text says already (Alt+Y)");
            if ui.add(button).clicked() || key {
                answer = Some(CarryAct::Settle);
            }
        }
        if self.chair && self.others.len() > reflected {
            ui.horizontal(|ui| {
                let label = ui.label("Why, for what is set aside");
                ui.add(egui::TextEdit::singleline(&mut self.why).desired_width(f32::INFINITY))
                    .labelled_by(label.id);
            });
        }
        let height = (ui.ctx().content_rect().height() * 0.6).max(160.0);
        let area = ScrollArea::vertical()
            .id_salt("carried")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true]);
        let mut go = None;
        always_bars(ui, t, |ui| {
            area.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                for (fate, name) in [
                    (Fate::Damaged, "Damaged: look whether it is still wanted"),
                    (Fate::Orphan, "Orphans: the paragraph is gone"),
                    (Fate::Moot, "Moot: what it amends is gone"),
                    (Fate::Reflected, "The text says it now"),
                ] {
                    let those: Vec<&Carried> = self.others.iter().filter(|c| c.placed.fate == fate).collect();
                    if those.is_empty() {
                        continue;
                    }
                    heading(ui, t, &format!("{name} · {}", those.len()));
                    for one in those.iter().take(MOST) {
                        let (act, to) = self.one(ui, t, one);
                        answer = act.or(answer.take());
                        go = to.or(go.take());
                    }
                    if let Some(more) = those.len().checked_sub(MOST).filter(|n| *n > 0) {
                        faint(ui, t, format!("… and {more} more; settle some of these first."));
                    }
                }
            });
        });
        let done = go.map(Answer::Go).or(answer.map(Answer::Carry));
        done.or_else(|| {
            // Enter in the field for the reason is no answer.
            let typing = ui.ctx().text_edit_focused();
            if typing { ui.button("Close").clicked().then_some(Answer::Cancel) } else { closing(ui) }
        })
    }

    fn says(&self) -> String {
        let count = |fate| self.others.iter().filter(|c| c.placed.fate == fate).count();
        match self.others.is_empty() {
            true => {
                format!("{} open proposals stand where their authors put them. Nothing waits.", self.clean)
            }
            false => format!(
                "{} clean, {} the text says already, {} damaged, {} without a place. Nothing is put anywhere by guess.",
                self.clean,
                count(Fate::Reflected),
                count(Fate::Damaged) + count(Fate::Moot),
                count(Fate::Orphan)
            ),
        }
    }

    /// One proposal: its words as its author saw them, what it asks, and the words as they are.
    fn one(&self, ui: &mut Ui, t: &Tokens, one: &Carried) -> (Option<CarryAct>, Option<Of>) {
        let (mut act, mut go) = (None, None);
        let (actor, p) = (self.veil.named(&one.placed.actor), &one.placed.proposal);
        let label = one.label.as_deref().map(|l| self.veil.typed_label(l)).filter(|l| !l.is_empty());
        let grey = one.placed.fate == Fate::Reflected;
        let ink = if grey { t.faint } else { t.ink };
        ui.push_id((&p.id.0, p.version), |ui| {
            card(ui, t, false, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    faint(ui, t, label.as_deref().unwrap_or("no label"));
                    if let Some(actor) = &actor {
                        name_tag(ui, t, actor);
                    }
                    if grey {
                        tag(ui, "the text now says it", t.faint, t.ground);
                    }
                });
                let words =
                    |text: &str| RichText::new(text).font(fonts::serif(14.0, false, false)).color(ink);
                ui.add(Label::new(words(&asks(&p.wish))).wrap());
                if !grey {
                    let base = one.base.as_deref().unwrap_or("a text that is not here");
                    ui.columns(2, |columns| {
                        if let [left, right] = columns {
                            let who = actor.as_ref().map_or("its author", |a| a.as_str());
                            faint(left, t, format!("As {who} saw it: {base}"));
                            left.add(Label::new(words(&sentence(&one.was))).wrap());
                            faint(right, t, "As it is now");
                            let now = one.now.as_ref().map(sentence);
                            right.add(
                                Label::new(words(now.as_deref().unwrap_or("It stands nowhere."))).wrap(),
                            );
                        }
                    });
                    act = self.buttons(ui, one);
                }
                if let Some(of) = place(one)
                    && ui.button(format!("Go to {}", label.as_deref().unwrap_or("its place"))).clicked()
                {
                    go = Some(of);
                }
            });
        });
        (act, go)
    }

    fn buttons(&self, ui: &mut Ui, one: &Carried) -> Option<CarryAct> {
        let (actor, id) = (one.placed.actor.clone(), one.placed.proposal.id.clone());
        let mine = self.speaker == actor;
        let mut act = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            if (self.chair || mine)
                && one.placed.fate == Fate::Damaged
                && ui.button("Re-affirm here").clicked()
            {
                act = Some(CarryAct::Reaffirm(actor.clone(), id.clone()));
            }
            if (self.chair || mine) && ui.button("Put at the caret").clicked() {
                act = Some(CarryAct::PutHere(actor.clone(), id.clone()));
            }
            if self.chair && ui.button("Set aside").clicked() {
                act = Some(CarryAct::SetAside(id.clone(), self.why.clone()));
            }
            if mine && ui.button("Take it back").clicked() {
                act = Some(CarryAct::Withdraw(actor.clone(), id.clone()));
            }
        });
        act
    }
}

fn place(one: &Carried) -> Option<Of> {
    match one.placed.site {
        Site::Span(id, _) | Site::Gap(Some(id)) => Some(Of::Text(id)),
        _ => None,
    }
}

/// A text that may become the next revision.
pub struct NextDialog {
    next: Box<Next>,
    name: String,
    fresh: bool,
    lines: Vec<String>,
    counts: String,
}

impl NextDialog {
    /// What taking it would do. An error says why it cannot be taken.
    pub fn new(project: &Project, next: Next) -> Result<Self, AppError> {
        let name = (1..).map(|n| format!("Rev.{n}")).find(|n| project.revision(n).is_err());
        let name = name.unwrap_or_default();
        let (made, after) = next_from(project, &next, &name)?;
        let (clean, others) = carried(&after);
        let count = |fate| others.iter().filter(|c| c.placed.fate == fate).count();
        let counts = format!(
            "Open proposals: {clean} clean, {} the text says already, {} damaged, {} without a place.",
            count(Fate::Reflected),
            count(Fate::Damaged) + count(Fate::Moot),
            count(Fate::Orphan)
        );
        let mut lines: Vec<String> = undone_lines(&made);
        if !lines.is_empty() {
            lines.insert(0, "Decided here, and not so in it:".to_owned());
        }
        lines.extend(next.marks.iter().cloned());
        lines.extend(dropped_lines(&next.report).into_iter().map(|(place, text)| format!("{place}: {text}")));
        let counts = format!("{} {counts}", met_text(&made.met));
        Ok(Self { next: Box::new(next), name, fresh: true, lines, counts })
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Next revision from a file");
        ui.add(Label::new(format!("{} becomes the text, word for word.", self.next.source)).wrap());
        ui.add(Label::new(&self.counts).wrap());
        faint(
            ui,
            t,
            "Nothing is done yet. What is in it without a decision is listed by the audit; Undo takes it back.",
        );
        let label = ui.label("Name of the revision");
        let field = ui.add(egui::TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY));
        let field = field.labelled_by(label.id);
        if std::mem::take(&mut self.fresh) {
            take_up(ui, &field, &self.name);
        }
        let enter = entered(ui, &field);
        if !self.lines.is_empty() {
            let area = ScrollArea::vertical().id_salt("next").max_height(220.0).auto_shrink([false, true]);
            always_bars(ui, t, |ui| {
                area.show(ui, |ui| {
                    for line in self.lines.iter().take(MOST) {
                        ui.add(Label::new(line).wrap());
                    }
                });
            });
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            let named = !self.name.trim().is_empty();
            let take = ui.add_enabled(named, main_button(t, "Take it as the next revision"));
            if named && (take.clicked() || enter) {
                answer = Some(Answer::Next(self.next.clone(), self.name.trim().to_owned()));
            } else if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }
}

impl Window {
    /// Opens the list of what was not carried over as it was.
    pub(super) fn show_carried(&mut self) {
        let veil = self.app.board().veil().clone();
        let list = CarriedList::new(self.app.project(), self.app.speaker(), self.app.is_chair(), veil);
        self.dialog = Some(Dialog::Carried(Box::new(list)));
    }

    /// Sends a message after which proposals may stand otherwise; where more wait than before, they
    /// are listed at once.
    pub(super) fn send_and_list(&mut self, ctx: &Context, message: Message) {
        let before: usize = self.app.carried_over().iter().sum();
        self.send(ctx, message);
        if self.app.carried_over().iter().sum::<usize>() > before {
            self.show_carried();
        }
    }

    /// Carries out what was chosen in the list, and shows what is left of it.
    pub(super) fn carry(&mut self, ctx: &Context, act: CarryAct) {
        self.send(ctx, Message::Carry(act));
        if self.app.carried_over().iter().sum::<usize>() > 0 {
            self.show_carried();
        }
    }
}
