//! [`SilenceDialog`]: a silence procedure: begun, objected to, objections taken back, ended; and
//! the banner over the page while one runs.
//!
//! It returns what is to be sent; it does nothing. It knows no time: the deadline is a person's.

use super::dialogs::{Answer, entered, take_up, title};
use super::ladder::{field, split};
use super::theme::Tokens;
use super::widgets::{clear_marks, faint, heading, main_button};
use crate::app::silence::{act, headline, understood};
use crate::app::{Heard, Message, SilenceAct, Veil};
use crate::project::{Project, SilenceRivalry, silence_rivalry};
use crate::record::{ActorId, EXAMPLES, Silence, SilenceState, Standing};
use crate::text::ParagraphId;
use eframe::egui::{Button, Color32, Label, RichText, ScrollArea, Stroke, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The dialog.
pub struct SilenceDialog {
    project: Project,
    veil: Veil,
    chair: bool,
    speaker: ActorId,
    now: Option<Arc<Silence>>,
    /// Several that copies began apart, where a person has to choose first.
    rivalry: Option<SilenceRivalry>,
    /// What changed in the text since it began; none where nothing did.
    since: Option<String>,
    until: String,
    then: Standing,
    labels: String,
    by: String,
    why: String,
    on: String,
    /// The paragraphs that were objected to, with their labels and who objects, and whether each
    /// is to reopen.
    reopen: Vec<(String, String, bool)>,
    also: String,
    /// The objection that is about to be taken back, and why.
    back: Option<(Heard, String)>,
    fresh: bool,
    refused: Option<String>,
}

impl SilenceDialog {
    /// Shows the procedure that has not ended, or asks for a new one. An objection begins with the
    /// paragraph at the caret and with whoever speaks.
    pub fn new(project: &Project, here: Option<&str>, speaker: &ActorId, veil: &Veil) -> Self {
        let now = project.silence_now().cloned();
        let since = now.as_ref().map(|s| project.since(s)).filter(|s| !s.is_nothing()).map(|s| s.told());
        let chair = *speaker == ActorId::chair();
        let mut reopen: Vec<(ParagraphId, String, Vec<String>)> = Vec::new();
        for heard in now.iter().flat_map(|s| veil.objections(project, s)) {
            let objection = &heard.shown;
            let Some(id) = objection.paragraph.filter(|id| project.working.place(*id).is_some()) else {
                continue;
            };
            // A paragraph to which nobody objects any more can still be reopened, when that is said.
            let who = if heard.back.is_none() { objection.who().to_owned() } else { String::new() };
            match reopen.iter_mut().find(|(other, ..)| *other == id) {
                Some((_, _, all)) => all.push(who),
                None => {
                    let label = project.working.label_of(id).unwrap_or_default();
                    reopen.push((id, label, vec![who]));
                }
            }
        }
        let reopen = reopen.into_iter().map(|(_, label, who)| {
            let standing: Vec<String> = who.into_iter().filter(|w| !w.is_empty()).collect();
            match standing.is_empty() {
                true => (label, "taken back".to_owned(), false),
                false => (label, standing.join(", "), true),
            }
        });
        Self {
            chair,
            speaker: speaker.clone(),
            reopen: reopen.collect(),
            now,
            rivalry: silence_rivalry(project),
            since,
            back: None,
            until: String::new(),
            then: Standing::AdRef,
            labels: here.unwrap_or_default().to_owned(),
            by: if chair { String::new() } else { speaker.to_string() },
            why: String::new(),
            on: String::new(),
            also: String::new(),
            fresh: true,
            refused: None,
            project: project.clone(),
            veil: veil.clone(),
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Silence procedure");
        let mut asked;
        match self.now.clone() {
            None => asked = self.begin(ui, t),
            Some(silence) => {
                match &self.rivalry {
                    None => {
                        ui.add(Label::new(RichText::new(headline(&silence)).strong()).wrap());
                    }
                    Some(rivalry) => several(ui, t, rivalry),
                }
                if let Some(told) = &self.since {
                    let told = format!("Note: {told}.");
                    ui.add(Label::new(RichText::new(told).color(t.pending)).wrap());
                }
                self.objections(ui, t);
                asked = match self.back.is_some() {
                    true => self.taking_back(ui, t),
                    false => self.objection(ui, t),
                };
                if self.rivalry.is_some() {
                    faint(
                        ui,
                        t,
                        "The chair chooses first which of them goes on: Choose between copies…, in the menu Returns.",
                    );
                } else if self.chair {
                    ui.separator();
                    asked = self.ending(ui, t, &silence).or(asked);
                } else {
                    faint(ui, t, "The chair ends the procedure.");
                }
            }
        }
        if let Some(why) = &self.refused {
            ui.add(Label::new(RichText::new(why).color(t.error)).wrap());
        }
        let mut answer = asked.and_then(|asked| self.answer(asked));
        if ui.button("Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
        answer
    }

    fn begin(&mut self, ui: &mut Ui, t: &Tokens) -> Option<SilenceAct> {
        faint(
            ui,
            t,
            "Puts the whole working text under silence. Objections come by paragraph or to the whole, with names or without. One breaks the silence of all; then you choose what reopens. The deadline is yours: the program closes nothing by itself.",
        );
        for silence in self.project.silences.values().rev().take(3) {
            faint(ui, t, format!("{}. {}", self.project.silence_name(silence), headline(silence)));
        }
        let until = field(ui, "Until", &mut self.until, "2026-11-25 18:00 New York");
        match self.until.trim() {
            "" => faint(ui, t, format!("A deadline is said so: {EXAMPLES}.")),
            typed => match understood(typed) {
                Ok(told) => faint(ui, t, format!("Understood: {told}.")),
                Err(why) => {
                    let told = format!("Not understood yet: {why}. Say it so: {EXAMPLES}.");
                    ui.add(Label::new(RichText::new(told).color(t.pending)).wrap())
                }
            },
        };
        if std::mem::take(&mut self.fresh) {
            take_up(ui, &until, "");
        }
        ui.scope(|ui| {
            clear_marks(ui, t);
            ui.horizontal(|ui| {
                ui.label("Then all is");
                ui.radio_value(&mut self.then, Standing::AdRef, "agreed ad ref");
                ui.radio_value(&mut self.then, Standing::Agreed, "agreed");
            });
        });
        let enter = entered(ui, &until);
        let ready = self.chair && !self.until.trim().is_empty();
        if !self.chair {
            faint(ui, t, "Only the chair begins a silence procedure.");
        }
        let go = ui.add_enabled(ready, main_button(t, "Begin silence")).clicked() || (enter && ready);
        go.then(|| SilenceAct::Begin { until: self.until.clone(), then: self.then.clone() })
    }

    /// The objections, each with a button by which it is taken back.
    fn objections(&mut self, ui: &mut Ui, t: &Tokens) {
        let most = (ui.ctx().content_rect().height() - 520.0).clamp(60.0, 240.0);
        let open = self.project.open_silences();
        ScrollArea::vertical().id_salt("objections").max_height(most).show(ui, |ui| {
            for silence in &open {
                for heard in self.veil.objections(&self.project, silence) {
                    let own = heard.said.by.as_ref() == Some(&self.speaker);
                    let can = heard.back.is_none() && (own || self.chair);
                    let told = match open.len() {
                        1 => heard.told(),
                        _ => format!("{}: {}", self.project.silence_name(silence), heard.told()),
                    };
                    ui.horizontal_wrapped(|ui| {
                        let ink = if heard.back.is_some() { t.faint } else { t.ink };
                        ui.add(Label::new(RichText::new(&told).color(ink)).wrap());
                        let button = Button::new("Take back…").small();
                        let name = format!("Take back the objection {told}");
                        if can && ui.add(button).accessible_name(name).clicked() {
                            self.back = Some((heard.clone(), String::new()));
                            self.fresh = true;
                        }
                    });
                }
            }
        });
    }

    fn taking_back(&mut self, ui: &mut Ui, t: &Tokens) -> Option<SilenceAct> {
        let (heard, why) = self.back.as_mut()?;
        heading(ui, t, "Taking an objection back");
        ui.add(Label::new(heard.told()).wrap());
        faint(ui, t, "The log keeps both. The silence stays broken: what follows is the chair’s to say.");
        let reason = field(ui, "Reason", why, "none given");
        if std::mem::take(&mut self.fresh) {
            take_up(ui, &reason, "");
        }
        let enter = entered(ui, &reason);
        let (mut asked, mut keep) = (None, false);
        ui.horizontal(|ui| {
            if ui.button("Take the objection back").clicked() || enter {
                asked = Some(SilenceAct::TakeBack { objections: vec![heard.said.clone()], why: why.clone() });
            }
            keep = ui.button("Let it stand").clicked();
        });
        if keep {
            self.back = None;
        }
        asked
    }

    fn objection(&mut self, ui: &mut Ui, t: &Tokens) -> Option<SilenceAct> {
        heading(ui, t, "An objection");
        let labels = field(ui, "To", &mut self.labels, "the whole text; or OP5 (a), OP7-OP9");
        let by = field(ui, "By", &mut self.by, "a delegation, without its name");
        let why = field(ui, "Reason", &mut self.why, "none given");
        if std::mem::take(&mut self.fresh) {
            take_up(ui, &labels, &self.labels);
        }
        let enter = [&labels, &by, &why].into_iter().any(|r| entered(ui, r));
        let go = ui.button("Record the objection").clicked() || enter;
        go.then(|| SilenceAct::Object {
            labels: split(&self.labels),
            by: self.by.clone(),
            why: self.why.clone(),
        })
    }

    fn ending(&mut self, ui: &mut Ui, t: &Tokens, silence: &Silence) -> Option<SilenceAct> {
        let mut asked = None;
        let broken = silence.state() != SilenceState::Running;
        heading(ui, t, "Its end");
        if broken {
            faint(ui, t, format!("What is chosen reopens; all else is {}.", silence.then));
            let most = (ui.ctx().content_rect().height() - 560.0).clamp(60.0, 200.0);
            ScrollArea::vertical().id_salt("reopen").max_height(most).show(ui, |ui| {
                clear_marks(ui, t);
                for (label, who, reopen) in &mut self.reopen {
                    ui.checkbox(reopen, format!("Reopen {label} ({who})"));
                }
            });
            field(ui, "Also reopen", &mut self.also, "no other; or OP3, OP7-OP9");
        }
        field(ui, "Date", &mut self.on, "not logged");
        ui.horizontal(|ui| {
            if broken && ui.add(main_button(t, "End: reopen what is chosen")).clicked() {
                let chosen = self.reopen.iter().filter(|(.., reopen)| *reopen).map(|(l, ..)| l.clone());
                let reopen: BTreeSet<String> = chosen.chain(split(&self.also)).collect();
                let reopen = reopen.into_iter().collect();
                asked = Some(SilenceAct::Settle { reopen, on: self.on.clone() });
            }
            if !broken && ui.add(main_button(t, "Close: nobody objected")).clicked() {
                asked = Some(SilenceAct::Close { on: self.on.clone() });
            }
            if ui.button("Call it off").clicked() {
                asked = Some(SilenceAct::CallOff);
            }
        });
        asked
    }

    fn answer(&mut self, asked: SilenceAct) -> Option<Answer> {
        match act(&self.project, &asked) {
            Ok(_) => Some(Answer::Send(Box::new(Message::Silence(asked)))),
            Err(why) => {
                self.refused = Some(why.to_string());
                None
            }
        }
    }
}

/// Procedures between which a person has to choose.
fn several(ui: &mut Ui, t: &Tokens, rivalry: &SilenceRivalry) {
    let told = "Copies of this project began silence procedures apart from each other. All are kept and open; an objection is one to each.";
    ui.add(Label::new(RichText::new(told).color(t.error)).wrap());
    for (_, one) in &rivalry.open {
        ui.add(Label::new(RichText::new(one).strong()).wrap());
    }
}

/// What runs, over the page. Whether the procedure is to be shown.
pub fn banner(
    ui: &mut Ui,
    t: &Tokens,
    (line, state, changed): &(String, SilenceState, Option<String>),
) -> bool {
    let ink = if state.needs_a_person() { t.error } else { t.accent };
    let mut clicked = false;
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(RichText::new(line).color(ink).strong()).wrap());
        if let Some(changed) = changed {
            ui.add(Label::new(RichText::new(format!("· {changed}")).color(t.pending)).wrap());
        }
        let button = Button::new("Show the procedure").fill(Color32::TRANSPARENT);
        clicked = ui.add(button.stroke(Stroke::new(1.0, ink))).clicked();
    });
    clicked
}
