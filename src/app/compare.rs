//! [`compare`]: where the wishes of a member depart from the return of its group.
//!
//! Both are read out of one project, as groups and conflicts of the compilation. Nothing is
//! stored, and nothing is decided.

use crate::diff;
use crate::project::{Project, all_placed};
use crate::record::{ActorId, ProposalId, Wish};
use crate::text::{ParagraphId, Words};
use crate::weave::{self, Fate, Group, Of, Placed, Site};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// How a wish of a member fares with its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fares {
    /// The group asks for something else there.
    Opposite,
    /// The group does not ask for it.
    Missing,
    /// The group asks for some of it.
    InPart,
    /// The group asks for the same, or the text says it already.
    Same,
}

impl Fares {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Fares::Opposite => "opposite",
            Fares::Missing => "not in the return",
            Fares::InPart => "in part",
            Fares::Same => "same",
        }
    }

    /// What is said of it to a person.
    pub fn told(self) -> &'static str {
        match self {
            Fares::Opposite => "the group asks for something else there",
            Fares::Missing => "not in the group’s return",
            Fares::InPart => "taken in part",
            Fares::Same => "the same",
        }
    }
}

/// One wish, as it stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The proposal.
    pub id: ProposalId,
    /// Where it stands: the label of its paragraph, or its own.
    pub label: String,
    /// Where to go for it; none for one that stands nowhere.
    pub of: Option<Of>,
    /// What is asked: insert, delete, replace ….
    pub what: &'static str,
    /// The words that would go.
    pub quote: String,
    /// The words that would come.
    pub text: String,
}

/// A member's wishes beside those of its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The member.
    pub actor: ActorId,
    /// The group.
    pub with: ActorId,
    /// The member's open wishes, those that depart first, and what of the group's touches each.
    pub wishes: Vec<(Fares, Line, Vec<Line>)>,
    /// What the group asks for and the member does not, in the order of the text.
    pub more: Vec<Line>,
}

impl Compared {
    /// How many of the member's wishes are not the group's.
    pub fn departing(&self) -> usize {
        self.wishes.iter().filter(|(fares, ..)| *fares != Fares::Same).count()
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let wishes = self.wishes.iter().map(|(fares, line, touching)| {
            let mut out = line.json();
            out["outcome"] = fares.name().into();
            out["group"] = touching.iter().map(Line::json).collect();
            out
        });
        json!({
            "actor": self.actor.as_str(),
            "with": self.with.as_str(),
            "departing": self.departing(),
            "wishes": wishes.collect::<Vec<_>>(),
            "more": self.more.iter().map(Line::json).collect::<Vec<_>>(),
        })
    }

    /// For a person: what departs comes first.
    pub fn text(&self) -> String {
        let (actor, with) = (&self.actor, &self.with);
        let mut out = vec![match (self.wishes.len(), self.departing()) {
            (0, _) => format!("{actor} asks for nothing that is open."),
            (1, 0) => format!("The one wish of {actor} is in the return of {with}."),
            (n, 0) => format!("All {n} wishes of {actor} are in the return of {with}."),
            (n, d) => format!("{d} of {n} wishes of {actor} depart from the return of {with}:"),
        }];
        for (fares, line, touching) in &self.wishes {
            out.push(format!("  {}: {}", line.told(), fares.told()));
            if *fares != Fares::Same {
                out.extend(touching.iter().map(|t| format!("    {with}: {}", t.told())));
            }
        }
        if !self.more.is_empty() {
            out.push(format!("{with} asks, and {actor} does not:"));
            out.extend(self.more.iter().map(|line| format!("  {}", line.told())));
        }
        out.join("\n")
    }
}

impl Line {
    fn of(project: &Project, group: &Group, id: &ProposalId) -> Self {
        let wish = &group.printed.wish;
        let site = group.site.outermost();
        let of = match site {
            Site::Span(id, _) => Some(Of::Text(*id)),
            Site::Gap(_) => Some(Of::Proposed(group.id.clone(), 0)),
            Site::Nowhere | Site::Within { .. } => None,
        };
        let label = match (wish.own_label(), site) {
            (Some(label), _) => crate::text::Label::said(label),
            (None, Site::Span(id, _)) => label(project, *id),
            (None, _) => String::new(),
        };
        Self {
            id: id.clone(),
            label,
            of,
            what: wish.name(),
            quote: wish.span().map(|s| s.quote.replace(crate::text::NOTE, "")).unwrap_or_default(),
            text: wish.new_words(),
        }
    }

    /// In one line.
    pub fn told(&self) -> String {
        let cut = |s: &str| {
            let short: String = s.trim().chars().take(crate::limits::QUOTE).collect();
            if short.len() < s.trim().len() { format!("{short}…") } else { short }
        };
        let place = if self.label.is_empty() { "not placed" } else { &self.label };
        let words = match (self.quote.trim(), self.text.trim()) {
            ("", "") => String::new(),
            (old, "") => format!(" “{}”", cut(old)),
            ("", new) => format!(" “{}”", cut(new)),
            (old, new) => format!(" “{}” by “{}”", cut(old), cut(new)),
        };
        format!("{place}, {}{words}", self.what)
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id.0, "label": self.label, "kind": self.what, "quote": self.quote, "text": self.text,
        })
    }
}

/// What a paragraph is called: its label or, without one, what it is.
fn label(project: &Project, id: ParagraphId) -> String {
    let meta = project.working.meta_of(id);
    let label = meta.and_then(|m| m.label.as_ref()).map(ToString::to_string);
    label.or_else(|| meta.map(|m| m.kind.to_string())).unwrap_or_default()
}

/// Holds the open wishes of a member against those of its group.
pub fn compare(project: &Project, actor: &ActorId, with: &ActorId) -> Compared {
    let open = |p: &Placed| project.settled(&p.proposal).is_none() && [actor, with].contains(&&p.actor);
    let placed: Vec<Placed> = all_placed(project).into_iter().filter(open).collect();
    let known = weave::groups(&project.working, &placed);
    let mut groups: Vec<&Arc<Group>> = known.values().collect();
    groups.sort_by_key(|g| (place(project, g), &g.id));
    let theirs: Vec<&Arc<Group>> = groups.iter().copied().filter(|g| g.backers.contains(with)).collect();
    let mine = groups.iter().copied().filter(|g| g.backers.contains(actor));
    let mut met: BTreeSet<&weave::GroupId> = BTreeSet::new();
    let mut wishes = Vec::new();
    for group in mine {
        let member =
            |who: &ActorId| group.members.iter().find(|(a, ..)| a == who).map(|(_, id, _)| id.clone());
        let Some(id) = member(actor) else { continue };
        let line = Line::of(project, group, &id);
        if group.backers.contains(with) || group.fate == Fate::Reflected {
            wishes.push((Fares::Same, line, Vec::new()));
            continue;
        }
        let touching: Vec<&&Arc<Group>> = theirs.iter().filter(|g| touch(project, group, g)).collect();
        let part: Vec<&&&Arc<Group>> = touching.iter().filter(|g| shares(project, group, g)).collect();
        met.extend(part.iter().map(|g| &g.id));
        let fares = match (part.is_empty(), touching.iter().any(|g| at_odds(group, g))) {
            (false, _) => Fares::InPart,
            (true, true) => Fares::Opposite,
            (true, false) => Fares::Missing,
        };
        let lines = touching.iter().map(|g| Line::of(project, g, &g.printed.id)).collect();
        wishes.push((fares, line, lines));
    }
    wishes.sort_by_key(|(fares, ..)| *fares == Fares::Same);
    let new = theirs.iter().filter(|g| !g.backers.contains(actor) && !met.contains(&g.id));
    let more = new.map(|g| Line::of(project, g, &g.printed.id)).collect();
    Compared { actor: actor.clone(), with: with.clone(), wishes, more }
}

/// Where a group stands in the text, for the order of a list.
fn place(project: &Project, group: &Group) -> (usize, usize) {
    match group.site.outermost() {
        Site::Span(id, range) => (project.working.place(*id).unwrap_or(usize::MAX), range.start),
        Site::Gap(after) => (after.and_then(|id| project.working.place(id)).unwrap_or(0), usize::MAX),
        Site::Nowhere | Site::Within { .. } => (usize::MAX, 0),
    }
}

/// Whether two wishes cannot both be had.
fn at_odds(a: &Group, b: &Group) -> bool {
    !weave::conflicts(&[a, b]).is_empty()
}

/// Whether two wishes meet: at odds, or both put words in at one place.
fn touch(project: &Project, a: &Group, b: &Group) -> bool {
    let one_place = match (&a.site, &b.site) {
        (Site::Span(id, one), Site::Span(other, two)) if id == other && one.is_empty() && two.is_empty() => {
            let (from, to) = (one.start.min(two.start), one.start.max(two.start));
            project.working.words_of(*id).is_some_and(|w| w.str(from..to).trim().is_empty())
        }
        (Site::Nowhere, _) => false,
        (one, two) => one == two,
    };
    one_place || at_odds(a, b)
}

/// Whether some of what `mine` asks for is in `theirs`: words that both put in, or words that
/// both take out where nothing is put in.
fn shares(project: &Project, mine: &Group, theirs: &Group) -> bool {
    let (Some((paragraph, a)), Some((other, b))) = (span(mine), span(theirs)) else {
        let new = |g: &Group| g.printed.wish.new_words();
        let both = [mine, theirs].iter().all(|g| matches!(g.site, Site::Gap(_)));
        return both && diff::similarity(&new(mine), &new(theirs)) >= ALIKE;
    };
    let Some(words) = project.working.words_of(paragraph).filter(|_| paragraph == other) else {
        return false;
    };
    let union = a.start.min(b.start)..a.end.max(b.end);
    let (own, group) = (change(&words, &union, &a, mine), change(&words, &union, &b, theirs));
    if own.put_in.is_empty() {
        return own.taken_out.iter().any(|at| group.taken_out.contains(at));
    }
    own.put_in.iter().any(|word| group.put_in.contains(word))
}

/// Likeness from which two new paragraphs in one place are versions of one, as in pairing.
const ALIKE: f64 = 0.42;

fn span(group: &Group) -> Option<(ParagraphId, Range<usize>)> {
    match (&group.site, &group.printed.wish) {
        (Site::Span(id, range), Wish::Replace { .. } | Wish::DeleteParagraph { .. }) => {
            Some((*id, range.clone()))
        }
        _ => None,
    }
}

/// What a wish does to the words of a span: words that come, and places of words that go.
#[derive(Default)]
struct Done {
    put_in: BTreeSet<String>,
    taken_out: BTreeSet<usize>,
}

fn change(words: &Words, union: &Range<usize>, at: &Range<usize>, group: &Group) -> Done {
    let was = words.str(union.clone());
    let with = group.with.bare().replace('\n', " ");
    let now = format!("{}{with}{}", words.str(union.start..at.start), words.str(at.end..union.end));
    let mut out = Done::default();
    let text: Vec<char> = now.chars().collect();
    for hunk in diff::words(was, &now) {
        out.taken_out.extend(hunk.a);
        let came: String = text.get(hunk.b).unwrap_or_default().iter().collect();
        let letters = |t: &diff::Token| t.shape != diff::Shape::Mark;
        let words = diff::tokens(&came);
        out.put_in.extend(
            words
                .iter()
                .filter(|t| letters(t))
                .filter_map(|t| came.get(t.bytes.clone()))
                .map(str::to_lowercase),
        );
    }
    out
}
