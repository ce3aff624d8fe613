//! [`Comments`]: threads at the caret, with fields for replies and for a new comment.
//!
//! Drafts are the window's own until they are sent.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{card, faint, main_button, name_tag};
use crate::app::{Message, Thread};
use crate::record::{ActorId, CommentId};
use crate::weave::Of;
use eframe::egui::{Key, Modifiers, RichText, TextEdit, Ui};
use std::collections::HashMap;

/// Drafts of comments and replies.
#[derive(Default)]
pub struct Comments {
    /// By what they are about: a draft waits where it was begun.
    drafts: HashMap<Option<Of>, String>,
    replies: HashMap<CommentId, String>,
    /// Whether the field for a new comment is to take the keyboard.
    pub write: bool,
    /// The thread whose field for a reply is to take the keyboard.
    answer: Option<CommentId>,
}

impl Comments {
    /// Whether anything was begun and not added.
    pub fn is_drafting(&self) -> bool {
        self.drafts.values().chain(self.replies.values()).any(|d| !d.trim().is_empty())
    }

    /// Gives the keyboard back to what was begun: here, if it was, or where this returns.
    pub fn take_up(&mut self, here: Option<&Of>) -> Option<Of> {
        let begun = |text: &String| !text.trim().is_empty();
        let reply = self.replies.iter().filter(|(_, text)| begun(text)).map(|(id, _)| id).min();
        let mut new: Vec<&Option<Of>> =
            self.drafts.iter().filter(|(_, text)| begun(text)).map(|(of, _)| of).collect();
        new.sort_by_key(|of| (of.as_ref() != here, format!("{of:?}")));
        match new.first() {
            Some(of) => {
                self.write = true;
                Option::clone(of)
            }
            None => {
                self.answer = reply.cloned();
                None
            }
        }
    }

    /// Forgets what was begun.
    pub fn discard(&mut self) {
        self.drafts.clear();
        self.replies.clear();
    }

    /// Draws the threads. `about` is what a new comment would be about.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        t: &Tokens,
        threads: &[Thread],
        speaker: &ActorId,
        of: Option<&Of>,
        about: &str,
    ) -> Option<Message> {
        let mut message = None;
        if threads.is_empty() {
            faint(ui, t, "No comments here.");
        }
        for thread in threads {
            ui.push_id(&thread.id.0, |ui| {
                card(ui, t, false, |ui| {
                    if let Some(m) = self.thread(ui, t, thread) {
                        message = Some(m);
                    }
                });
            });
            ui.add_space(4.0);
        }
        ui.add_space(6.0);
        let label =
            ui.label(RichText::new(format!("Comment as {speaker} {about}")).size(12.0).color(t.faint));
        let draft = self.drafts.entry(of.cloned()).or_default();
        let field = TextEdit::multiline(draft)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .hint_text("What is to be said?");
        let response = ui.add(field).labelled_by(label.id);
        if std::mem::take(&mut self.write) {
            response.request_focus();
        }
        let keys = response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let said = draft.trim().to_owned();
        let send = ui.add_enabled(!said.is_empty(), main_button(t, "Add comment"));
        if !said.is_empty() && (send.clicked() || keys) {
            draft.clear();
            message = Some(Message::Comment(said));
        }
        message
    }

    fn thread(&mut self, ui: &mut Ui, t: &Tokens, thread: &Thread) -> Option<Message> {
        let mut message = None;
        if !thread.quote.is_empty() {
            let quote = format!("“{}”", thread.quote);
            ui.label(RichText::new(quote).font(fonts::serif(14.0, false, true)).color(t.faint));
        }
        said(ui, t, &thread.actor, &thread.text);
        for (actor, text) in &thread.replies {
            said(ui, t, actor, text);
        }
        if thread.resolved {
            faint(ui, t, "Resolved.");
            if thread.mine && ui.button("Reopen").clicked() {
                message = Some(Message::Resolve(thread.id.clone(), false));
            }
            return message;
        }
        let draft = self.replies.entry(thread.id.clone()).or_default();
        let name = match thread.actor.is_unnamed() {
            true => "Reply".to_owned(),
            false => format!("Reply to {}", thread.actor),
        };
        let field = TextEdit::singleline(draft).hint_text(name).desired_width(f32::INFINITY);
        let response = ui.add(field);
        if self.answer.as_ref() == Some(&thread.id) {
            self.answer = None;
            response.request_focus();
        }
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let reply = draft.trim().to_owned();
        ui.horizontal(|ui| {
            let send = ui.add_enabled(!reply.is_empty(), eframe::egui::Button::new("Reply"));
            if !reply.is_empty() && (send.clicked() || enter) {
                draft.clear();
                message = Some(Message::Reply(thread.id.clone(), reply));
            }
            // Only whoever began a thread can settle it.
            if thread.mine && ui.button("Resolve").clicked() {
                message = Some(Message::Resolve(thread.id.clone(), true));
            }
        });
        message
    }
}

fn said(ui: &mut Ui, t: &Tokens, actor: &ActorId, text: &str) {
    ui.horizontal_wrapped(|ui| {
        if !actor.is_unnamed() {
            name_tag(ui, t, actor);
        }
        ui.label(text);
    });
}
