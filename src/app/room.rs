//! [`RoomPage`]: what the people in the room see on the projector: one paragraph and its status.
//!
//! Words, label, status and the line of a silence procedure, and nothing else: no comment, no
//! reason, no private note is ever in it, and never more names than the screen shows. Nothing
//! here draws, and nothing here is saved.

use super::names::{Names, Veil};
use super::page::{PageParagraph, View};
use super::state::App;
use crate::record::Standing;
use crate::text::{Kind, NOTE};
use crate::weave::Of;
use std::sync::Arc;

/// Which text the room sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RoomText {
    /// The one that the screen shows.
    #[default]
    Screen,
    /// With everybody's open proposals in brackets.
    Brackets,
    /// The working text alone.
    Clean,
}

/// How many steps the letters can be made larger or smaller than what fills the window.
const STEPS: i8 = 8;

/// What was chosen for the room.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RoomChoices {
    /// Which text.
    pub text: RoomText,
    /// Whether the paragraphs before and after it are shown too.
    pub neighbours: bool,
    /// Whose names, once the window was opened.
    names: Option<Names>,
    /// Steps larger, or smaller, than what fills the window.
    larger: i8,
    /// The paragraph that is held, whatever stands at the caret.
    held: Option<Of>,
}

impl RoomChoices {
    /// Whose names the room sees, never more than the screen shows. It begins with those of the
    /// screen. Where the screen shows fewer, so does the room, until a person chooses otherwise
    /// in the room's own window.
    pub fn limit(&mut self, screen: Names) {
        let own = self.names.unwrap_or(screen);
        self.names = Some(if own.hides_less(screen) { screen } else { own });
    }

    /// Whose names the room sees.
    pub fn names(&self) -> Names {
        // Before anything was chosen nobody is named.
        self.names.unwrap_or(Names::None)
    }

    /// Chooses whose names the room sees; more than the screen shows cannot be chosen.
    pub fn choose_names(&mut self, names: Names, screen: Names) {
        self.names = Some(names);
        self.limit(screen);
    }

    /// Steps larger, or smaller, than what fills the window.
    pub fn larger(&self) -> i8 {
        self.larger
    }

    /// Makes the letters larger by steps, or smaller; 0 makes them fill the window again.
    pub fn enlarge(&mut self, by: i8) {
        self.larger = if by == 0 { 0 } else { self.larger.saturating_add(by).clamp(-STEPS, STEPS) };
    }

    /// Whether a paragraph is held.
    pub fn holds(&self) -> bool {
        self.held.is_some()
    }

    /// Holds this paragraph; with none, or one that is held already, follows the caret again.
    pub fn hold(&mut self, shown: Option<&Of>) {
        self.held = if self.holds() { None } else { shown.cloned() };
    }

    /// Which paragraph the room sees, when this one stands at the caret.
    pub fn which<'a>(&'a self, caret: Option<&'a Of>) -> Option<&'a Of> {
        self.held.as_ref().or(caret)
    }
}

/// What something said of a paragraph is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomTone {
    /// Agreed, or nearly.
    Agreed,
    /// On the way, or changed since.
    Pending,
    /// Objected to under silence.
    Objected,
    /// Not in the text: somebody asks for it.
    Proposed,
}

/// What the room sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoomPage {
    /// The title of the text.
    pub title: String,
    /// Which text it is: "Rev.1, with proposals".
    pub text: String,
    /// "OP5 (a)", "OP2 bis (EU)", or what kind of paragraph it is.
    pub label: String,
    /// The heading that it stands under.
    pub section: String,
    /// How far it has come, in words.
    pub status: Vec<(String, RoomTone)>,
    /// The paragraph before it, if neighbours are shown.
    pub before: Option<Arc<PageParagraph>>,
    /// The paragraph; none where nothing stands at the caret, or where it is gone.
    pub paragraph: Option<Arc<PageParagraph>>,
    /// The paragraph after it, if neighbours are shown.
    pub after: Option<Arc<PageParagraph>>,
    /// What is said instead of a paragraph.
    pub instead: String,
    /// The silence procedure that has not ended, and whether it needs a person.
    pub silence: Option<(String, bool)>,
}

impl App {
    /// What the room sees, when this paragraph stands at the caret.
    pub fn room(&self, chosen: &RoomChoices, caret: Option<&Of>) -> RoomPage {
        let which = chosen.which(caret);
        let view = match (chosen.text, which) {
            (RoomText::Screen, _) => self.view().clone(),
            // What is not in the text is shown as it is proposed.
            (RoomText::Clean, Some(Of::Text(_))) => View::Clean,
            _ => View::Compilation,
        };
        let mut out = RoomPage {
            title: self.project.head.title.trim().to_owned(),
            text: self.text_named(&view),
            silence: self.silence_head().map(|(line, state)| (line, state.needs_a_person())),
            ..RoomPage::default()
        };
        let Some(of) = which else {
            out.instead = self.revision_name();
            return out;
        };
        let veil = Veil::of(&self.project, chosen.names());
        let rows = self.rows_about(of, &view, &veil);
        let Some(at) = rows.iter().position(|p| p.of == *of) else {
            out.instead = match chosen.holds() {
                true => "The paragraph that was held is not in this text.",
                false => "This paragraph is not in this text.",
            }
            .to_owned();
            return out;
        };
        if chosen.neighbours {
            out.before = at.checked_sub(1).and_then(|i| rows.get(i)).cloned();
            out.after = rows.get(at + 1).cloned();
        }
        if let Some(row) = rows.get(at) {
            out.label = if row.label.is_empty() { row.kind.name().to_owned() } else { row.label.clone() };
            out.section = self.section_of(of);
            out.status = status(row);
            out.paragraph = Some(bare(row));
        }
        out
    }

    /// The paragraph and those round it, in a view and with the names that are shown: off the
    /// page where it shows the same.
    fn rows_about(&self, of: &Of, view: &View, veil: &Veil) -> Vec<Arc<PageParagraph>> {
        if view != self.view()
            || (veil != self.board.veil() && !matches!(view, View::Original | View::Final(_)))
        {
            return self.board.rows_round(&self.project, view, of, veil);
        }
        let all = &self.page().paragraphs;
        let Some(at) = all.iter().position(|p| p.of == *of) else { return Vec::new() };
        let near = all.get(at.saturating_sub(1)..(at + 2).min(all.len())).unwrap_or_default();
        if veil == self.board.veil() {
            return near.to_vec();
        }
        // A text without proposals names people only in how far it has come.
        let named = |row: &Arc<PageParagraph>| match (&row.of, view) {
            (Of::Text(id), View::Final(_)) => Arc::new(PageParagraph {
                standing: veil.standing(&self.project.status(*id).0),
                objections: veil.objectors(&self.project, *id),
                ..PageParagraph::clone(row)
            }),
            _ => Arc::clone(row),
        };
        near.iter().map(named).collect()
    }

    /// "Rev.1, with proposals".
    fn text_named(&self, view: &View) -> String {
        let what = match view {
            View::Original => "as issued",
            View::Compilation => "with proposals",
            View::Clean => "clean",
            // Whose they are may be what is not to be shown.
            View::Annotated(_) => "with the proposals of one",
            View::Final(_) => "as one proposes it",
        };
        let name = self.revision_name();
        if name.is_empty() { what.to_owned() } else { format!("{name}, {what}") }
    }

    /// The words of the heading that a paragraph of the working text stands under.
    fn section_of(&self, of: &Of) -> String {
        let document = &self.project.working;
        let Of::Text(id) = of else { return String::new() };
        let Some(at) = document.place(*id) else { return String::new() };
        let heads =
            |n: &usize| document.meta(*n).is_some_and(|m| matches!(m.kind, Kind::Heading | Kind::Annex));
        (0..at).rev().find(heads).map(|n| document.text(n).replace(NOTE, "")).unwrap_or_default()
    }
}

/// The paragraph without its status, which is said apart.
fn bare(row: &PageParagraph) -> Arc<PageParagraph> {
    let (standing, changed_since, objections) = (Standing::Open, false, Vec::new());
    Arc::new(PageParagraph { standing, changed_since, objections, comments: 0, ..row.clone() })
}

/// How far a paragraph has come, in words.
fn status(row: &PageParagraph) -> Vec<(String, RoomTone)> {
    let mut out = Vec::new();
    if row.proposal.is_some() {
        out.push(("proposed".to_owned(), RoomTone::Proposed));
    }
    if row.standing != Standing::Open {
        let tone = if row.standing.is_agreed() { RoomTone::Agreed } else { RoomTone::Pending };
        out.push((row.standing.to_string(), tone));
    }
    if row.changed_since {
        out.push(("changed since agreed".to_owned(), RoomTone::Pending));
    }
    if !row.objections.is_empty() {
        out.push((format!("objection: {}", row.objections.join(", ")), RoomTone::Objected));
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::Message;
    use crate::record::ActorId;

    fn app() -> App {
        let mut app = App::seeded(5);
        app.send(Message::OpenSample);
        app
    }

    fn labelled(app: &App, label: &str) -> Of {
        app.page().paragraphs.iter().find(|p| p.label.starts_with(label)).unwrap().of.clone()
    }

    fn words(page: &RoomPage) -> String {
        page.paragraph.iter().flat_map(|p| &p.runs).map(|r| r.text.as_str()).collect()
    }

    fn open(names: Names) -> RoomChoices {
        let mut chosen = RoomChoices::default();
        chosen.limit(names);
        chosen
    }

    #[test]
    fn the_room_never_sees_more_names_than_the_screen() {
        use Names::{All, Groups, None};
        assert_eq!(RoomChoices::default().names(), None, "nobody is named before the screen is known");
        let mut chosen = open(Groups);
        assert_eq!(chosen.names(), Groups);
        chosen.limit(All);
        assert_eq!(chosen.names(), Groups, "more names come only by a choice in the room");
        chosen.choose_names(All, Groups);
        assert_eq!(chosen.names(), Groups);
        chosen.choose_names(All, All);
        assert_eq!(chosen.names(), All);
        chosen.limit(None);
        chosen.limit(All);
        assert_eq!(chosen.names(), None, "what was hidden on the screen stays hidden");
        for (i, a) in Names::ALL.into_iter().enumerate() {
            for (j, b) in Names::ALL.into_iter().enumerate() {
                assert_eq!(a.hides_less(b), i < j);
            }
        }
    }

    #[test]
    fn letters_grow_and_shrink_within_bounds() {
        let mut chosen = RoomChoices::default();
        (0..100).for_each(|_| chosen.enlarge(1));
        assert_eq!(chosen.larger(), STEPS);
        (0..100).for_each(|_| chosen.enlarge(-1));
        assert_eq!(chosen.larger(), -STEPS);
        chosen.enlarge(0);
        assert_eq!(chosen.larger(), 0);
    }

    #[test]
    fn a_paragraph_is_held_and_let_go() {
        let app = app();
        let (one, two) = (labelled(&app, "PP7"), labelled(&app, "OP1"));
        let mut chosen = open(Names::All);
        chosen.hold(Option::None);
        assert!(!chosen.holds(), "nothing is shown that could be held");
        chosen.hold(Some(&one));
        assert_eq!(app.room(&chosen, Some(&two)).label, "PP7");
        chosen.hold(Some(&two));
        assert_eq!(app.room(&chosen, Some(&two)).label, "OP1");
    }

    #[test]
    fn the_text_is_the_one_of_the_screen_unless_chosen_otherwise() {
        let mut app = app();
        let of = labelled(&app, "PP7");
        let mut chosen = open(Names::All);
        let compiled = words(&app.room(&chosen, Some(&of)));
        assert!(compiled.contains("two thirds") && compiled.contains("many"));
        chosen.text = RoomText::Clean;
        let clean = words(&app.room(&chosen, Some(&of)));
        assert!(clean.contains("two thirds") && !clean.contains("many"));
        app.send(Message::SetView(View::Clean));
        chosen.text = RoomText::Screen;
        assert_eq!(words(&app.room(&chosen, Some(&of))), clean);
        chosen.text = RoomText::Brackets;
        assert_eq!(words(&app.room(&chosen, Some(&of))), compiled);
    }

    /// Whatever the page has in store and whatever is computed anew is the same.
    #[test]
    fn the_room_sees_what_the_page_would_show() {
        let mut app = app();
        let actors = ["EU", "Japan"].map(ActorId::new);
        let mut views = vec![View::Compilation, View::Clean, View::Original];
        views.extend(actors.iter().cloned().flat_map(|a| [View::Annotated(a.clone()), View::Final(a)]));
        for view in views {
            for names in Names::ALL {
                app.send(Message::SetView(view.clone()));
                app.send(Message::SetNames(names));
                let page = app.page().paragraphs.clone();
                app.send(Message::SetNames(Names::All));
                let mut chosen = open(names);
                chosen.neighbours = true;
                for (i, row) in page.iter().enumerate() {
                    let seen = app.room(&chosen, Some(&row.of));
                    assert_eq!(*seen.paragraph.unwrap(), *bare(row), "{view:?} {names:?}");
                    assert_eq!(seen.after, page.get(i + 1).cloned());
                    assert_eq!(seen.before, i.checked_sub(1).and_then(|i| page.get(i)).cloned());
                }
                if view == View::Compilation || view == View::Clean {
                    // The same off another page.
                    app.send(Message::SetView(View::Original));
                    chosen.text = match view {
                        View::Clean => RoomText::Clean,
                        _ => RoomText::Brackets,
                    };
                    for row in &page {
                        let seen = app.room(&chosen, Some(&row.of));
                        assert_eq!(*seen.paragraph.unwrap(), *bare(row), "{view:?} {names:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_comment_and_no_reason_is_for_the_room() {
        let app = app();
        let tracks = || app.project().tracks.values();
        let reasons = tracks().flat_map(|t| t.proposals()).map(|(_, p)| p.rationale.clone());
        let said = reasons.chain(tracks().flat_map(|t| t.comments()).map(|c| c.text.clone()));
        let said: Vec<String> = said.filter(|s| s.len() > 3).collect();
        assert!(said.len() > 5, "{said:?}");
        for row in &app.page().paragraphs {
            let seen = format!("{:?}", app.room(&open(Names::All), Some(&row.of)));
            assert!(said.iter().all(|s| !seen.contains(s.as_str())), "{seen}");
        }
    }

    #[test]
    fn what_is_not_there_is_said() {
        let mut app = app();
        let nothing = app.room(&open(Names::All), Option::None);
        assert!(nothing.paragraph.is_none() && !nothing.title.is_empty());
        let proposed = labelled(&app, "OP4 bis");
        let seen = app.room(&open(Names::All), Some(&proposed));
        assert_eq!(seen.status, [("proposed".to_owned(), RoomTone::Proposed)]);
        app.send(Message::SetView(View::Clean));
        let mut chosen = open(Names::All);
        let gone = app.room(&chosen, Some(&proposed));
        assert!(gone.paragraph.is_none() && gone.instead.contains("not in this text"));
        chosen.text = RoomText::Clean;
        assert!(app.room(&chosen, Some(&proposed)).paragraph.is_some(), "it is shown as it is proposed");
    }
}
