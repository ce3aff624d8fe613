//! [`ActorDialog`]: what a project says of an actor: names, members, colour and pattern.
//!
//! The safe colours come first; what letters need to be read is said. It returns what is to be
//! sent; it does nothing.

use super::dialogs::{Answer, title};
use super::ladder::field;
use super::theme::{Tokens, to_egui, to_record};
use super::widgets::{clear_marks, faint, main_button, ranged, small};
use super::{fonts, patterns};
use crate::app::Message;
use crate::app::roster::{ActorWish, edited};
use crate::project::{Project, mark_actor};
use crate::record::{ActorId, CONTRAST, Colour, Ink, Pattern, SAFE, known_names};
use eframe::egui::{Button, Label, RichText, Role, Stroke, TextEdit, Theme, Ui, WidgetInfo, vec2};

/// Names that are offered while one is typed.
const OFFERED: usize = 6;

/// The dialog.
pub struct ActorDialog {
    project: Project,
    typed: String,
    wish: Option<ActorWish>,
    refused: Option<String>,
}

impl ActorDialog {
    /// Asks about an actor; about whom, where it is none.
    pub fn new(project: &Project, actor: Option<&ActorId>) -> Self {
        Self {
            project: project.clone(),
            typed: actor.map(ToString::to_string).unwrap_or_default(),
            wish: actor.map(|id| ActorWish::of(project, id)),
            refused: None,
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Actor");
        faint(ui, t, "What this project says of an actor counts before the program’s own table.");
        self.choose(ui);
        if self.wish.is_some() {
            self.edit(ui, t);
        }
        if let Some(why) = &self.refused {
            ui.add(Label::new(RichText::new(why).color(t.error)).wrap());
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            let keep = ui.add_enabled(self.wish.is_some(), main_button(t, "Keep"));
            if let (true, Some(wish)) = (keep.clicked(), &self.wish) {
                match edited(&self.project, wish) {
                    Ok(_) => {
                        let message = Message::EditActor(Box::new(wish.clone()));
                        answer = Some(Answer::Send(Box::new(message)));
                    }
                    Err(why) => self.refused = Some(why.to_string()),
                }
            }
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }

    /// The field for the actor; names that begin as what was typed are offered, or those who speak.
    fn choose(&mut self, ui: &mut Ui) {
        let response = field(ui, "Which actor", &mut self.typed, "EU, G77 …");
        if self.wish.is_none() && ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        let typed = self.typed.trim().to_lowercase();
        let known = self.project.known_actor(&self.typed).map(|a| a.id);
        let mut chosen = known.clone().filter(|_| response.changed());
        if known.is_none() {
            let speak = self.project.tracks.keys().map(ToString::to_string);
            let like = speak
                .chain(known_names().map(str::to_owned))
                .filter(|n| n.to_lowercase().starts_with(&typed));
            let mut seen = std::collections::BTreeSet::new();
            let like: Vec<String> = like.filter(|n| seen.insert(n.clone())).take(OFFERED).collect();
            ui.horizontal_wrapped(|ui| {
                for name in like {
                    if small(ui, &name).clicked() {
                        chosen = Some(self.project.actor(&name).id);
                    }
                }
            });
        }
        if let Some(id) = chosen
            && self.wish.as_ref().is_none_or(|w| w.id != id)
        {
            if !response.has_focus() {
                self.typed = id.to_string();
            }
            self.wish = Some(ActorWish::of(&self.project, &id));
            self.refused = None;
        }
    }

    fn edit(&mut self, ui: &mut Ui, t: &Tokens) {
        let Some(wish) = &mut self.wish else { return };
        ui.label(RichText::new(wish.id.as_str()).font(fonts::sans(14.0, true)));
        field(ui, "Formal name", &mut wish.name, "");
        names(ui, "Other spellings", &mut wish.aliases, "with semicolons");
        names(ui, "Members", &mut wish.members, "of a group, with semicolons");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ranged(ui, 143.0, "Colour");
            if ui.selectable_label(wish.marking.colour.is_none(), "Automatic colour").clicked() {
                wish.marking.colour = None;
            }
            for (name, colour) in SAFE {
                if swatch(ui, t, name, colour, wish.marking.colour == Some(colour)) {
                    wish.marking.colour = Some(colour);
                }
            }
            let now = wish.marking.colour.unwrap_or(SAFE[0].1);
            let mut rgb = [now.0, now.1, now.2];
            let picked = ui.color_edit_button_srgb(&mut rgb);
            picked.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Another colour"));
            if picked.changed() {
                wish.marking.colour = Some(Colour(rgb[0], rgb[1], rgb[2]));
            }
        });
        if let Some(colour) = wish.marking.colour {
            faint(ui, t, contrast(colour));
        }
        let mut held = self.project.clone();
        if let Some(change) = mark_actor(&self.project, &wish.id, wish.marking) {
            // Made for this very state; where it did not fit the sample shows what is.
            let _ = change.apply(&mut held);
        }
        let (ink, _) = held.look_of(&wish.id);
        ui.scope(|ui| {
            clear_marks(ui, t);
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.label("Pattern of the line under its words");
            ui.horizontal_wrapped(|ui| {
                ui.radio_value(&mut wish.marking.pattern, None, "Automatic pattern");
                for pattern in Pattern::ALL {
                    let choice = ui.radio_value(&mut wish.marking.pattern, Some(pattern), pattern.name());
                    let rect = choice.rect;
                    let x = eframe::egui::Rangef::new(rect.left() + 18.0, rect.right());
                    patterns::line(ui.painter(), x, rect.bottom(), pattern, Stroke::new(1.4, t.ink(ink)));
                }
            });
        });
    }
}

/// A field for many names: all of them in sight, on as many lines as they take.
fn names(ui: &mut Ui, name: &str, text: &mut String, hint: &str) {
    ui.horizontal_top(|ui| {
        let label = ranged(ui, 140.0, name);
        let edit = TextEdit::multiline(text).desired_rows(1).return_key(None).hint_text(hint);
        if ui.add(edit.desired_width(f32::INFINITY)).labelled_by(label.id).changed() {
            // What was pasted may have a line each.
            *text = text.replace('\n', "; ");
        }
    });
}

/// How a colour fares, as letters, in the light and in the dark theme.
fn contrast(colour: Colour) -> String {
    let says = |theme: Theme| {
        let tokens = Tokens::of(theme);
        let has = tokens.contrast(colour);
        if has >= CONTRAST {
            return format!("{has:.1} to 1");
        }
        let ink = colour.safe().map_or(Ink::Own(colour), Ink::Safe);
        let shown = to_record(tokens.ink(ink));
        format!("{has:.1} to 1, so letters are shown as {shown}, {:.1} to 1", tokens.contrast(shown))
    };
    format!(
        "{colour}. Letters need a contrast of {CONTRAST} to 1. In the light theme {}; in the dark theme {}.",
        says(Theme::Light),
        says(Theme::Dark)
    )
}

/// A safe colour to choose.
fn swatch(ui: &mut Ui, t: &Tokens, name: &str, colour: Colour, chosen: bool) -> bool {
    let edge = if chosen { Stroke::new(2.5, t.ink) } else { Stroke::new(1.0, t.line) };
    let response = ui.add(Button::new("").fill(to_egui(colour)).stroke(edge).min_size(vec2(22.0, 20.0)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, format!("Colour {name}")));
    response.on_hover_text(name).clicked()
}
