//! The audit in the window: which two texts, for whom; then what became of every word, every
//! proposal and every wish, the unexplained first.
//!
//! It returns what was asked for; it computes nothing itself.

use super::dialogs::{Answer, closing, title, writing_or_closing};
use super::lines::{self, Line};
use super::theme::Tokens;
use super::widgets::{faint, main_button};
use crate::app::Printed;
use crate::app::audit::{Account, Became, WORKING, defaults};
use crate::project::Project;
use crate::record::ActorId;
use crate::revise::{Finding, Weight};
use crate::weave::Of;
use eframe::egui::{ComboBox, RichText, Ui};

/// The choice of an audit, and what came of it.
pub struct AuditDialog {
    texts: Vec<String>,
    actors: Vec<ActorId>,
    from: usize,
    to: usize,
    /// One more than the place among the actors; 0 for nobody.
    by: usize,
    told: Option<Told>,
}

/// What came of it, as lines.
struct Told {
    account: Box<Account>,
    lines: Vec<Line>,
}

/// What is to be compared, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The earlier text.
    pub from: String,
    /// The later text.
    pub to: String,
    /// For whom; none for the chair.
    pub by: Option<ActorId>,
}

impl AuditDialog {
    /// The choice for a project: the last two texts, for whoever speaks.
    pub fn new(project: &Project, speaker: &ActorId) -> Self {
        let mut texts: Vec<String> = project.revisions.iter().map(|r| r.name.clone()).collect();
        texts.push(WORKING.to_owned());
        let actors: Vec<ActorId> = project.tracks.keys().cloned().collect();
        let (from, to) = defaults(project).unwrap_or_default();
        let at = |name: &str| texts.iter().position(|t| t == name);
        let last = texts.len() - 1;
        Self {
            from: at(&from).unwrap_or_default(),
            to: at(&to).unwrap_or(last),
            by: actors.iter().position(|a| a == speaker).map_or(0, |n| n + 1),
            texts,
            actors,
            told: None,
        }
    }

    /// What is chosen.
    pub fn asked(&self) -> Asked {
        let text = |n: usize| self.texts.get(n).cloned().unwrap_or_default();
        let by = self.by.checked_sub(1).and_then(|n| self.actors.get(n)).cloned();
        Asked { from: text(self.from), to: text(self.to), by }
    }

    /// The same with this choice.
    pub fn choosing(mut self, asked: &Asked) -> Self {
        let at = |name: &str| self.texts.iter().position(|t| t == name).unwrap_or_default();
        (self.from, self.to) = (at(&asked.from), at(&asked.to));
        let by = asked.by.as_ref().and_then(|by| self.actors.iter().position(|a| a == by));
        self.by = by.map_or(0, |n| n + 1);
        self
    }

    /// The same with what came of it.
    pub fn with(mut self, account: Box<Account>) -> Self {
        let lines = listed(&account);
        self.told = Some(Told { account, lines });
        self
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Audit");
        let mut answer = None;
        let before = (self.from, self.to, self.by);
        ui.horizontal_wrapped(|ui| {
            let last = self.texts.len().saturating_sub(1);
            let name = |texts: &[String], n: usize| match texts.get(n) {
                Some(name) if n + 1 == texts.len() && name == WORKING => "working text".to_owned(),
                Some(name) => name.clone(),
                None => String::new(),
            };
            let texts = &self.texts;
            choice(ui, "From", 0..last, &mut self.from, |n| name(texts, n));
            choice(ui, "to", 1..last + 1, &mut self.to, |n| name(texts, n));
            let actors = &self.actors;
            choice(ui, "for", 0..actors.len() + 1, &mut self.by, |n| match n.checked_sub(1) {
                None => "everybody".to_owned(),
                Some(n) => actors.get(n).map(ToString::to_string).unwrap_or_default(),
            });
            let forward = self.from < self.to;
            if ui.add_enabled(forward, main_button(t, "Compare")).clicked() {
                answer = Some(Answer::Audit(self.asked()));
            }
            if !forward {
                faint(ui, t, "The earlier text comes first.");
            }
        });
        if before != (self.from, self.to, self.by) {
            self.told = None;
        }
        if let Some(told) = &self.told {
            return result(ui, t, told).or(answer);
        }
        faint(
            ui,
            t,
            "What became of every word and every proposal between two texts; for an actor, what became of each of its wishes and all else that changed, the verbs first.",
        );
        answer.or_else(|| closing(ui))
    }
}

fn result(ui: &mut Ui, t: &Tokens, told: &Told) -> Option<Answer> {
    let account = &told.account;
    let (said, ink) = match account.is_explained() {
        true => ("Every word is explained.".to_owned(), t.agreed),
        false => {
            let n = account.audit.unexplained.len() + account.audit.lost.len();
            (format!("{n} not explained: they come first."), t.error)
        }
    };
    ui.label(RichText::new(said).font(super::fonts::sans(14.0, true)).color(ink));
    let a = &account.audit;
    let counts = format!(
        "Words: {} kept, {} by decision, {} moved, {} merged. Words of proposals: {} withdrawn, {} rejected.",
        a.kept, a.agreed, a.moved, a.merged, a.withdrawn, a.rejected
    );
    faint(ui, t, counts);
    let height = (ui.ctx().content_rect().height() * 0.55).max(140.0);
    let answer = lines::show(ui, t, "audit", &told.lines, height).map(Answer::Go);
    writing_or_closing(ui, || Printed::Audit(account.clone())).or(answer)
}

/// All that is told, line by line: the unexplained first.
fn listed(account: &Account) -> Vec<Line> {
    let mut out = Vec::new();
    let text = |id: Option<crate::text::ParagraphId>| id.map(Of::Text);
    let finding = |f: &Finding| {
        let how = if f.removed { "gone" } else { "new" };
        let place = f.label.clone().unwrap_or_else(|| "heading or title".to_owned());
        let said = format!("{how}: “{}” ({})", f.text.trim(), f.why.trim_end_matches('.'));
        Line::of(place, said, text(account.place(f)))
    };
    if !account.is_explained() {
        out.push(Line::head("Not explained"));
        out.extend(account.audit.unexplained.iter().map(finding));
        let lost = account.audit.lost.iter();
        out.extend(
            lost.map(|(id, actor, why)| Line::of(actor.as_str(), format!("{id}: {why}"), account.site(id))),
        );
    }
    for became in Became::ALL {
        let those: Vec<_> = account.wishes.iter().filter(|w| w.became == became).collect();
        if !those.is_empty() {
            out.push(Line::head(format!("Wishes {}: {}", became.name(), those.len())));
        }
        out.extend(those.iter().map(|w| {
            Line::of(w.place(), w.line(), text(w.at.first().copied()).or_else(|| account.site(&w.id)))
        }));
    }
    if account.by.is_none() {
        if !account.audit.edited.is_empty() {
            out.push(Line::head("Edited by the chair without a decision"));
            out.extend(account.audit.edited.iter().map(finding));
        }
        for (outcome, n) in account.outcomes() {
            out.push(Line::head(format!("Proposals {outcome}: {n}")));
            let mut those: Vec<_> = account.proposals().filter(|(_, _, o)| *o == outcome).collect();
            those.sort_by_key(|(id, actor, _)| (account.order(id), actor));
            out.extend(those.iter().map(|(id, actor, _)| {
                let (place, asked) = account.said(id);
                let place = if place.is_empty() { "no place".to_owned() } else { place };
                Line::of(place, format!("{actor}: {asked}"), account.site(id))
            }));
        }
    }
    for (weights, heading) in [
        (&[Weight::Opening, Weight::Verb][..], "Changed verbs"),
        (&[Weight::Paragraph][..], "Whole paragraphs"),
        (&[Weight::Words][..], "Other words and figures"),
        (&[Weight::Mechanical][..], "What only follows from others"),
    ] {
        let those: Vec<_> = account.changes.iter().filter(|c| weights.contains(&c.weight)).collect();
        if !those.is_empty() {
            out.push(Line::head(format!("{heading}: {}", those.len())));
        }
        out.extend(those.iter().map(|c| Line::of(c.name(), c.line(), text(c.now))));
    }
    out
}

/// A list of which one is chosen.
fn choice(
    ui: &mut Ui,
    label: &str,
    range: std::ops::Range<usize>,
    chosen: &mut usize,
    name: impl Fn(usize) -> String,
) {
    let label = ui.label(label);
    let list = ComboBox::from_id_salt(label.id).width(150.0).selected_text(name(*chosen));
    let list = list.show_ui(ui, |ui| {
        for n in range {
            ui.selectable_value(chosen, n, name(n));
        }
    });
    list.response.labelled_by(label.id);
}
