//! [`Around`]: what stands at the caret, gathered once for all panels and commands.

use super::mark::PageMark;
use super::theme::Tokens;
use super::window::Window;
use crate::app::{Card, ReportLine, Selection, Situation, StatusLine, Tasks, Thread};
use crate::record::{ActorId, SilenceState};
use crate::weave::{GroupId, Of};
use eframe::egui::Context;
use std::collections::BTreeSet;
use std::mem::take;
use std::path::PathBuf;
use std::sync::Arc;

/// What stands at the caret.
#[derive(Default)]
pub(super) struct Around {
    pub mark: PageMark,
    pub selection: Option<Selection>,
    pub flags: Option<(bool, Option<PathBuf>, ActorId)>,
    pub par: Option<usize>,
    pub label: Option<String>,
    pub group: Option<GroupId>,
    pub cards: Vec<Card>,
    pub threads: Vec<Thread>,
    pub situation: Situation,
    pub status: StatusLine,
    pub report: Vec<ReportLine>,
    pub actors: Vec<ActorId>,
    pub of: Option<Of>,
    pub backers: BTreeSet<ActorId>,
    /// Whether the colours of the backers are still to be given.
    pub unseated: bool,
    pub hidden: usize,
    pub tasks: Arc<Tasks>,
    pub history: Vec<String>,
    pub silence: Option<(String, SilenceState, Option<String>)>,
}

impl Window {
    /// Gives those with open proposals their colours, as in an export of the compilation, if the
    /// project or its page changed since it was done last.
    pub(super) fn seat(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.around.unseated) {
            let markings = &self.app.project().markings;
            Tokens::seat(ctx, &self.around.backers.iter().collect::<Vec<_>>(), markings);
        }
    }

    /// Gathers what stands at the caret, if anything changed since it was gathered last.
    pub(super) fn gather(&mut self) {
        let app = &self.app;
        let flags = (app.is_dirty(), app.path().map(std::path::Path::to_path_buf), app.speaker().clone());
        let a = &self.around;
        if a.mark.is(app.page())
            && a.selection.as_ref() == app.selection()
            && a.flags.as_ref() == Some(&flags)
        {
            return;
        }
        let same_page = a.mark.is(app.page());
        let same = same_page && a.flags.as_ref() == Some(&flags);
        let tasks = if same { Arc::clone(&a.tasks) } else { Arc::new(app.tasks()) };
        if same_page && a.selection.as_ref() != app.selection() {
            // The caret was moved: what it stands in is wanted again.
            self.side.task = None;
        }
        // Before the page is laid out nobody knows what stands at the caret: that is not kept.
        let known = self.editor.sync(&self.app) || self.app.selection().is_none();
        let par = self.editor.paragraph_at_caret(&self.app);
        let found = par.and_then(|i| self.app.page().paragraphs.get(i));
        let of = found.map(|p| p.of.clone());
        let label =
            found.map(|p| if p.label.is_empty() { p.kind.name().to_owned() } else { p.label.clone() });
        let cards = of.as_ref().map(|of| self.app.cards(of)).unwrap_or_default();
        let threads = self.app.threads(of.as_ref());
        let situation = Situation {
            undo: self.app.undo_title().map(str::to_owned),
            redo: self.app.redo_title().map(str::to_owned),
            selected: self.app.selection().is_some_and(|s| !s.is_caret()),
            at_text: of.is_some(),
            chair: self.app.is_chair(),
            at_proposal: cards.iter().any(|c| !c.outcome.is_some_and(|o| o.settles())),
            own_proposal: cards.iter().any(|c| c.mine),
            other_proposal: !self.app.is_chair() && cards.iter().any(Card::takes_positions),
            own_position: cards.iter().any(|c| c.stance.is_some()),
            proposals: self.app.board().groups().next().is_some(),
        };
        // A move of the caret changes nothing of what is said of the whole text.
        let a = &mut self.around;
        let (actors, status, report) = match same {
            true => (take(&mut a.actors), take(&mut a.status), take(&mut a.report)),
            false => (self.app.actors(), self.app.status_line(), self.app.report()),
        };
        let backers = match same_page {
            true => take(&mut self.around.backers),
            false => self.app.board().backers().cloned().collect(),
        };
        let group = self.editor.group_at_caret(&self.app);
        self.around = Around {
            mark: if known { PageMark::of(self.app.page()) } else { PageMark::default() },
            selection: self.app.selection().cloned(),
            flags: Some(flags),
            par,
            label,
            group,
            cards,
            threads,
            situation,
            status,
            report,
            actors,
            backers,
            unseated: self.around.unseated || !same_page,
            history: of.as_ref().map(|of| self.app.history(of)).unwrap_or_default(),
            silence: if same { self.around.silence.take() } else { self.app.silence_line() },
            hidden: of.as_ref().map_or(0, |of| self.app.hidden_in(of)),
            of,
            tasks,
        };
    }
}
