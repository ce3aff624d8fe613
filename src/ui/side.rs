//! [`Side`]: the panel on the right: proposals, comments, report.
//!
//! It draws what stands at the caret and returns what was asked for.

use super::cards::{self, Asked};
use super::comments::Comments;
use super::ladder;
use super::private::{PrivateShown, PrivateTab};
use super::report::Report;
use super::tasks::{self, Task};
use super::theme::Tokens;
use super::widgets::{faint, heading, small, tab};
use crate::app::{Card, Message, ReportLine, Tasks, Thread};
use crate::record::ActorId;
use crate::weave::{GroupId, Of};
use eframe::egui::{Align, Layout, ScrollArea, Ui};

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tab {
    /// What is asked of the paragraph at the caret.
    #[default]
    Proposals,
    /// What is said about it.
    Comments,
    /// What whoever speaks keeps to itself.
    Private,
    /// What an import or a merge did.
    Report,
}

/// The panel.
#[derive(Default)]
pub struct Side {
    /// The tab that is open.
    pub tab: Tab,
    /// The group at the caret when it was drawn last: another one is brought into view.
    seen: Option<GroupId>,
    /// What waits for a person is shown instead of the paragraph at the caret: this first.
    pub task: Option<Task>,
    /// Whether that is to be brought into view.
    pub to_task: bool,
    /// Drafts of comments.
    pub comments: Comments,
    /// Drafts of private notes.
    pub private: PrivateTab,
    report: Report,
    /// Whether the tab that is open is to take the keyboard.
    pub take_focus: bool,
}

/// What stands at the caret.
pub struct Shown<'a> {
    /// The label of the paragraph, if the caret stands in one.
    pub label: Option<String>,
    /// What that paragraph is.
    pub of: Option<&'a Of>,
    /// How many groups stand in it that the view does not show.
    pub hidden: usize,
    /// What waits for a person.
    pub tasks: &'a Tasks,
    /// Whether it is only proposed: then a comment is on the whole text.
    pub proposed: bool,
    /// Its proposals.
    pub cards: &'a [Card],
    /// Its threads, or all where the caret stands nowhere.
    pub threads: &'a [Thread],
    /// What an import did.
    pub report: &'a [ReportLine],
    /// What was set on the paragraph, in order.
    pub history: &'a [String],
    /// Who speaks.
    pub speaker: &'a ActorId,
    /// Whether that is the chair.
    pub chair: bool,
    /// The group at the caret.
    pub group: Option<&'a GroupId>,
    /// Which proposal of how many was gone to last.
    pub walk: Option<(usize, usize)>,
}

/// What was asked for.
pub enum Out {
    /// About a proposal.
    Asked(Asked),
    /// Something to send.
    Message(Message),
}

impl Side {
    /// Draws the panel; `private` is there while that tab is open.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        t: &Tokens,
        s: &Shown,
        private: Option<&PrivateShown>,
    ) -> Option<Out> {
        ui.horizontal(|ui| {
            for (which, name, count) in [
                (Tab::Proposals, "Proposals", s.cards.len()),
                (Tab::Comments, "Comments", s.threads.len()),
                (Tab::Private, "Private", 0),
                (Tab::Report, "Report", s.report.len()),
            ] {
                let name = if count > 0 { format!("{name} {count}") } else { name.to_owned() };
                let response = tab(ui, t, &name, self.tab == which);
                if response.clicked() {
                    self.tab = which;
                }
                if self.tab == which && std::mem::take(&mut self.take_focus) {
                    response.request_focus();
                }
            }
        });
        ui.separator();
        let mut out = None;
        if self.tab == Tab::Report {
            return self.report.show(ui, t, s.report).map(Out::Message);
        }
        ScrollArea::vertical().id_salt("side").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 7.0;
            match self.tab {
                Tab::Proposals => {
                    let reveal = self.seen.as_ref() != s.group;
                    self.seen = s.group.cloned();
                    let to = self.task.filter(|_| std::mem::take(&mut self.to_task));
                    out = match (self.task, &s.label) {
                        (Some(_), _) => tasks::list(ui, t, s.tasks, s.chair, s.group, to),
                        (None, Some(label)) => proposals(ui, t, s, label, reveal),
                        (None, None) => {
                            faint(ui, t, "Put the caret in a paragraph to see what is asked of it.");
                            ui.add_space(8.0);
                            tasks::list(ui, t, s.tasks, s.chair, s.group, None)
                        }
                    }
                    .map(Out::Asked);
                    if self.task.is_none() {
                        ladder::history(ui, t, s.history);
                    }
                }
                Tab::Comments => {
                    let about = match &s.label {
                        Some(label) if !s.proposed => format!("on {label}"),
                        _ => "on the whole text".to_owned(),
                    };
                    out = self.comments.show(ui, t, s.threads, s.speaker, s.of, &about).map(Out::Message);
                }
                Tab::Private => {
                    out = private.and_then(|p| self.private.show(ui, t, p)).map(Out::Message);
                }
                Tab::Report => {}
            }
            ui.add_space(24.0);
        });
        out
    }
}

fn proposals(ui: &mut Ui, t: &Tokens, s: &Shown, label: &str, reveal: bool) -> Option<Asked> {
    let wishes: usize = s.cards.iter().map(|c| c.backers.len()).sum();
    let mut title = match s.cards.len() {
        0 => label.to_owned(),
        1 => format!("{label} · 1 group"),
        n if wishes > n => format!("{label} · {wishes} wishes, {n} groups"),
        n => format!("{label} · {n} groups"),
    };
    if let Some((at, of)) = s.walk {
        title.push_str(&format!(" · {at} of {of}"));
    }
    let mut asked = None;
    ui.horizontal(|ui| {
        heading(ui, t, &title);
        if s.cards.len() > 1 {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let desk = small(ui, "Merge desk…");
                if desk.on_hover_text("Tries out all wishes on this paragraph (Alt+M)").clicked() {
                    asked = Some(Asked::Desk);
                }
            });
        }
    });
    match (s.cards.is_empty(), s.hidden) {
        (true, 0) => drop(faint(ui, t, "Nothing is asked of this paragraph.")),
        (_, 0) => {}
        (_, n) => {
            let what = crate::lexicon::count(n, "group of proposals", "groups of proposals");
            faint(
                ui,
                t,
                format!("{what} on this paragraph: not shown in this view. The compilation shows all."),
            );
        }
    }
    let shown = cards::Shown { cards: s.cards, chair: s.chair, group: s.group, reveal, named: false };
    cards::show(ui, t, &shown).or(asked)
}
