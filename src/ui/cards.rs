//! The proposals at the caret, as cards: who, what, words, why; and what to do with them.
//!
//! It returns what was asked for; it does nothing.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{card, faint, main_button, name_tag, tag};
use crate::app::Card;
use crate::record::{ActorId, Outcome, Stance};
use crate::text::ParagraphId;
use crate::weave::{Fate, GroupId};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Stroke, Ui};

/// What was asked for.
pub enum Asked {
    /// A decision.
    Decide(GroupId, Outcome),
    /// To put other words in.
    AcceptAs(GroupId, String),
    /// To take back one's own.
    Withdraw(GroupId),
    /// To say why one asks.
    Explain(GroupId),
    /// To take a stance.
    Stand(GroupId, Stance),
    /// To say on what condition one stands as one does.
    Condition(GroupId),
    /// To put words where a placement names.
    Place(GroupId, ParagraphId),
    /// To try all wishes on its paragraph out.
    Desk,
    /// To see what else asks for the same words.
    Alike(GroupId),
    /// To see it on the page.
    Show(GroupId),
}

/// What is shown.
pub struct Shown<'a> {
    /// The cards.
    pub cards: &'a [Card],
    /// Whether the chair holds the pen.
    pub chair: bool,
    /// The group at the caret.
    pub group: Option<&'a GroupId>,
    /// Whether its card is to be brought into view.
    pub reveal: bool,
    /// Whether each says which paragraph it is about.
    pub named: bool,
}

/// Draws the cards.
pub fn show(ui: &mut Ui, t: &Tokens, s: &Shown) -> Option<Asked> {
    let mut asked = None;
    for one in s.cards {
        ui.push_id(&one.group.0, |ui| {
            let here = s.group == Some(&one.group);
            let drawn = card(ui, t, here, |ui| {
                if let Some(a) = body(ui, t, one, s) {
                    asked = Some(a);
                }
            });
            if here && s.reveal {
                drawn.response.scroll_to_me(None);
            }
        });
        ui.add_space(4.0);
    }
    asked
}

fn body(ui: &mut Ui, t: &Tokens, one: &Card, s: &Shown) -> Option<Asked> {
    let (mut asked, chair) = (None, s.chair);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if s.named && !one.label.is_empty() {
            faint(ui, t, one.label.as_str());
        }
        for actor in one.backers.iter().filter(|a| !a.is_unnamed()) {
            name_tag(ui, t, actor);
        }
        faint(ui, t, one.what.replace('-', " "));
        if !one.floor.is_empty() {
            let who = crate::format::page::names(&one.floor);
            let all = one.floor == one.backers;
            let text = if all { "from the floor".to_owned() } else { format!("{who}: from the floor") };
            faint(ui, t, text);
        }
        if one.fate != Fate::Clean {
            let text = match one.fate {
                Fate::Reflected => "the text says it already",
                Fate::Damaged => "its words were touched",
                Fate::Moot => "what it amends is gone",
                _ => "its place is gone",
            };
            tag(ui, text, t.pending, t.ground);
        }
        if let Some(outcome) = one.outcome {
            let ink = if outcome == Outcome::Reject { t.error } else { t.agreed };
            tag(ui, outcome.name(), ink, t.ground);
        }
    });
    let response = ui.add(egui::Label::new(words(t, one)).wrap().sense(egui::Sense::click()));
    if response.on_hover_text("Shows it on the page").clicked() {
        asked = Some(Asked::Show(one.group.clone()));
    }
    if !one.source.is_empty() {
        faint(ui, t, format!("From {}", one.source));
    }
    for (actor, why) in &one.rationale {
        if !why.is_empty() {
            faint(ui, t, if actor.is_unnamed() { why.clone() } else { format!("{actor}: {why}") });
        }
    }
    for said in one.stances() {
        ui.add(egui::Label::new(egui::RichText::new(said).size(12.5)).wrap());
    }
    let settled = one.outcome.is_some_and(Outcome::settles);
    if settled {
        return asked;
    }
    if !(chair || one.mine) {
        return stances(ui, t, one).or(asked);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().button_padding.x = 7.0;
        let decide = |o| Some(Asked::Decide(one.group.clone(), o));
        if chair {
            // What stands nowhere cannot be put in; a placement is put where it is told to go.
            let placed = one.fate != Fate::Orphan && one.targets.is_empty();
            if placed && ui.add(main_button(t, "Accept")).clicked() {
                asked = decide(Outcome::Accept);
            }
            if ui.button("Reject").clicked() {
                asked = decide(Outcome::Reject);
            }
            if ui.button("Keep in brackets").clicked() {
                asked = decide(Outcome::Bracket);
            }
            ui.menu_button("More ▼", |ui| {
                if ui.button("Accept as modified…").clicked() {
                    asked = Some(Asked::AcceptAs(one.group.clone(), one.new.clone()));
                }
                if ui.button("Defer").clicked() {
                    asked = decide(Outcome::Defer);
                }
                ui.separator();
                if ui.button("Merge desk…").clicked() {
                    asked = Some(Asked::Desk);
                }
                if ui.button("All of a kind…").clicked() {
                    asked = Some(Asked::Alike(one.group.clone()));
                }
            });
        }
        for (paragraph, label) in one.targets.iter().filter(|_| chair) {
            if ui.button(format!("Put in {label}")).clicked() {
                asked = Some(Asked::Place(one.group.clone(), *paragraph));
            }
        }
        if one.mine {
            if ui.button("Withdraw").clicked() {
                asked = Some(Asked::Withdraw(one.group.clone()));
            }
            if ui.button("Say why…").clicked() {
                asked = Some(Asked::Explain(one.group.clone()));
            }
        }
    });
    asked
}

/// What another actor can say of it.
fn stances(ui: &mut Ui, t: &Tokens, one: &Card) -> Option<Asked> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for stance in Stance::ALL {
            let taken = one.stance == Some(stance);
            let button =
                if taken { main_button(t, stance.title()) } else { egui::Button::new(stance.title()) };
            let response = ui.add(button.selected(taken));
            if response.clicked() {
                asked = Some(Asked::Stand(one.group.clone(), stance));
            }
        }
        if one.stance.is_some() {
            if ui.button("On condition…").clicked() {
                asked = Some(Asked::Condition(one.group.clone()));
            }
            if ui.button("Withdraw").clicked() {
                asked = Some(Asked::Withdraw(one.group.clone()));
            }
        }
    });
    asked
}

/// The words as they are marked on the page: old ones struck, new ones bold and underlined.
fn words(t: &Tokens, one: &Card) -> LayoutJob {
    change_words(t, one.backers.first(), one.what, &one.old, &one.new)
}

/// The same of any change: by whom, what it is called, the words that go and those that come.
pub fn change_words(t: &Tokens, by: Option<&ActorId>, what: &str, old: &str, new: &str) -> LayoutJob {
    let colour = by.map_or(t.ink, |a| t.actor(a));
    let mut job = LayoutJob::default();
    let line = Stroke::new(1.2, colour);
    // An alternative stands beside the words that it would take the place of: they are not struck.
    let old = if what == "alternative" { "" } else { old };
    // What asks for no other words is only quoted.
    let changes = what.starts_with("insert")
        || matches!(what, "delete" | "replace" | "delete-paragraph" | "alternative" | "amend");
    let long = |s: &str| -> String {
        if s.chars().count() <= 400 { s.to_owned() } else { s.chars().take(400).chain(['…']).collect() }
    };
    if !changes {
        let both: Vec<&str> = [new, old].into_iter().filter(|s| !s.is_empty()).collect();
        let plain = TextFormat::simple(fonts::serif(14.5, false, false), t.ink);
        job.append(&long(&both.join("\n")), 0.0, plain);
        return job;
    }
    if !old.is_empty() {
        let struck = TextFormat {
            font_id: fonts::serif(14.5, false, false),
            color: colour,
            strikethrough: line,
            ..TextFormat::default()
        };
        job.append(&long(old), 0.0, struck);
    }
    if !new.is_empty() {
        let put_in = TextFormat {
            font_id: fonts::serif(14.5, true, false),
            color: colour,
            underline: line,
            ..TextFormat::default()
        };
        if !job.text.is_empty() {
            job.append(" ", 0.0, TextFormat::simple(fonts::serif(14.5, false, false), t.ink));
        }
        job.append(&long(new), 0.0, put_in);
    }
    job
}
