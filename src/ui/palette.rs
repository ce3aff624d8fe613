//! [`Palette`]: a field and a list: all commands, all paragraphs, all actors.
//!
//! It returns what was chosen; it does nothing.

use super::fonts;
use super::theme::Tokens;
use crate::app::{COMMANDS, Command, Situation, View};
use crate::record::ActorId;
use eframe::egui::{
    self, Align2, Context, Frame, Id, Key, Margin, Modal, Modifiers, RichText, ScrollArea, Ui, vec2,
};

/// What an item stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// A command.
    Command(Command),
    /// A paragraph of the page.
    Go(usize),
    /// An actor to speak as.
    Speak(ActorId),
    /// A group to compare with.
    Compare(ActorId),
    /// A view.
    View(View),
    /// A name that is not in the list, to add and speak as.
    Add(String),
}

/// An item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is searched and shown.
    pub title: String,
    /// What stands beside it.
    pub hint: String,
    /// What it stands for.
    pub choice: Choice,
}

/// A field and a list.
pub struct Palette {
    title: &'static str,
    hint: &'static str,
    items: Vec<Item>,
    query: String,
    at: usize,
    fresh: bool,
    /// Whether a name that is not in the list can be added.
    adds: bool,
}

impl Palette {
    /// A palette of these items.
    pub fn new(title: &'static str, hint: &'static str, items: Vec<Item>) -> Self {
        Self { title, hint, items, query: String::new(), at: 0, fresh: true, adds: false }
    }

    /// The same, where a name that is typed and not in the list can be added.
    pub fn adding(self) -> Self {
        Self { adds: true, ..self }
    }

    /// What was typed, where it can be added: no item is called so.
    fn new_name(&self) -> Option<Item> {
        let typed = self.query.trim();
        let known = self.items.iter().any(|i| fold(&i.title) == fold(typed));
        (self.adds && !typed.is_empty() && !known).then(|| {
            // Only a name that nobody knows is new.
            let (title, hint) = match crate::record::find(typed, std::iter::empty()) {
                Some(actor) => (actor.id.to_string(), "is known, and has said nothing yet"),
                None => (format!("Add “{typed}”"), "a new actor"),
            };
            let is_there = self.items.iter().any(|i| i.title == title);
            let hint = if is_there { format!("is meant by “{typed}”") } else { hint.to_owned() };
            Item { title, hint, choice: Choice::Add(typed.to_owned()) }
        })
    }

    /// All commands that can be used.
    pub fn commands(situation: &Situation) -> Self {
        let usable = COMMANDS.iter().filter(|e| e.when.holds(situation) && e.command != Command::Palette);
        let items = usable.map(|e| Item {
            title: e.title_in(situation),
            hint: e.keys.first().copied().unwrap_or_default().to_owned(),
            choice: Choice::Command(e.command),
        });
        Self::new("All commands", "Type the name of a command", items.collect())
    }

    /// The items that answer to what was typed: those that begin with it first.
    fn found(&self) -> Vec<usize> {
        let query = fold(&self.query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut out: Vec<(bool, usize)> = Vec::new();
        for (i, item) in self.items.iter().enumerate() {
            let title = fold(&format!("{} {}", item.title, item.hint));
            let squeezed: String = title.split_whitespace().collect();
            let all: String = words.concat();
            if words.iter().all(|w| title.contains(w)) || squeezed.contains(&all) {
                out.push((!squeezed.starts_with(&all), i));
            }
        }
        out.sort();
        out.into_iter().map(|(_, i)| i).collect()
    }

    /// Draws it. `Some(None)` closes it, `Some(choice)` closes it with a choice.
    pub fn show(&mut self, ctx: &Context, t: &Tokens) -> Option<Option<Choice>> {
        let (up, down, enter) = ctx.input_mut(|i| {
            let mut hit = |key| i.consume_key(Modifiers::NONE, key);
            (hit(Key::ArrowUp), hit(Key::ArrowDown), hit(Key::Enter))
        });
        let new = self.new_name();
        let found: Vec<&Item> =
            self.found().into_iter().filter_map(|i| self.items.get(i)).chain(&new).collect();
        let last = found.len().saturating_sub(1);
        self.at = self.at.min(last);
        if down {
            self.at = if self.at == last { 0 } else { self.at + 1 };
        }
        if up {
            self.at = self.at.checked_sub(1).unwrap_or(last);
        }
        let mut chosen = None;
        let mut typed = false;
        let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, vec2(0.0, 90.0));
        let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(12));
        let modal = Modal::new(Id::unique("palette")).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(520.0);
            // An area is as high as it was in the frame before: left to itself it never grows.
            ui.set_max_height(480.0);
            ui.label(RichText::new(self.title).font(fonts::sans(13.0, true)));
            let field =
                egui::TextEdit::singleline(&mut self.query).hint_text(self.hint).desired_width(f32::INFINITY);
            let response = ui.add(field);
            typed = response.changed();
            if self.fresh || !response.has_focus() {
                response.request_focus();
                self.fresh = false;
            }
            ui.add_space(4.0);
            let most = (ctx.content_rect().height() - 220.0).clamp(80.0, 380.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                for (row, item) in found.iter().enumerate() {
                    if Self::row(ui, t, item, row == self.at, up || down) {
                        chosen = Some(item.choice.clone());
                    }
                }
                if found.is_empty() {
                    ui.label(RichText::new("Nothing answers to that.").color(t.faint));
                }
            });
        });
        // Who types fast presses Enter in the frame of the last letter: what is chosen answers to
        // all that was typed.
        if typed {
            self.at = 0;
        }
        if enter {
            let new = self.new_name();
            let found = self.found();
            let item = found.get(self.at).and_then(|i| self.items.get(*i)).or(new.as_ref());
            chosen = chosen.or(item.map(|item| item.choice.clone()));
        }
        if chosen.is_some() {
            return Some(chosen);
        }
        modal.should_close().then_some(None)
    }

    fn row(ui: &mut Ui, t: &Tokens, item: &Item, current: bool, moved: bool) -> bool {
        let fill = if current { t.accent_soft } else { t.paper };
        let text = RichText::new(&item.title).font(fonts::sans(13.0, false));
        let hint = RichText::new(&item.hint).font(fonts::sans(12.0, false)).color(t.faint);
        let button = egui::Button::new(text)
            .right_text(hint)
            .fill(fill)
            .stroke(egui::Stroke::NONE)
            .truncate()
            .min_size(vec2(ui.available_width(), 26.0));
        let response = ui.add(button);
        if current && moved {
            response.scroll_to_me(None);
        }
        response.clicked()
    }
}

fn fold(s: &str) -> String {
    s.to_lowercase().replace(['.', '…'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_however_they_are_typed() {
        let item = |title: &str| Item { title: title.into(), hint: String::new(), choice: Choice::Go(0) };
        let items = vec![item("OP2 bis  Invites"), item("OP26  Recalls"), item("OP2  Calls for op2")];
        let mut palette = Palette::new("", "", items);
        for (typed, first) in [("op26", 1), ("OP 26", 1), ("op2bis", 0), ("op2 bis", 0), ("recalls", 1)] {
            palette.query = typed.into();
            assert_eq!(palette.found().first(), Some(&first), "{typed}");
        }
        palette.query = "nowhere".into();
        assert!(palette.found().is_empty());
    }
}
