//! What became of each wish of one actor between two texts: taken, taken in part, moved, not
//! taken, with the words as they stand now.
//!
//! What the later text says decides, not what the decision says; a decision explains why.

use super::Between;
use crate::diff::{self, Shape, key, similarity, tokens};
use crate::project::{Cause, place, stretch};
use crate::record::{ActorId, Decision, Outcome, Proposal, ProposalId, Span, Wish};
use crate::revise::{TextChange, Weight};
use crate::text::{Change, Document, Label, NOTE, ParagraphId, Standing};
use crate::weave::Fate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// The text says it.
    Taken,
    /// The text says some of it.
    InPart,
    /// The text says it in another place.
    Moved,
    /// The text does not say it.
    NotTaken,
    /// Its author took it back.
    Withdrawn,
}

impl Became {
    /// All, in the order in which they are listed.
    pub const ALL: [Became; 5] =
        [Became::Taken, Became::InPart, Became::Moved, Became::NotTaken, Became::Withdrawn];

    /// The name on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Became::Taken => "taken",
            Became::InPart => "taken in part",
            Became::Moved => "moved",
            Became::NotTaken => "not taken",
            Became::Withdrawn => "withdrawn",
        }
    }
}

/// A wish, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which one.
    pub id: ProposalId,
    /// The paragraph it was about, or the label that its author gave a new one.
    pub label: String,
    /// The paragraph that has its words or its place now; none where there is none.
    pub new_label: Option<String>,
    /// What became of it.
    pub became: Became,
    /// Why, or by what: "rejected", "kept in brackets", "decision 4".
    pub why: String,
    /// What was asked, in words.
    pub asked: String,
    /// The words that stand there now, with some around them; empty where none do.
    pub now: String,
    /// The paragraphs of the later text that it led to, to go there.
    pub at: Vec<ParagraphId>,
    /// The characters of the first of them that are its words; none where it is the whole.
    pub range: Option<Range<usize>>,
}

impl Told {
    /// Whether a difference of the two texts is nothing but what this wish asked for.
    pub(super) fn explains(&self, change: &TextChange, from: &Document) -> bool {
        if !matches!(self.became, Became::Taken | Became::Moved) {
            return false;
        }
        // A wish for a whole paragraph explains what became of it as a whole, not its words.
        let whole = self.range.is_none()
            && change.weight == Weight::Paragraph
            && (change.now.is_some_and(|id| self.at.contains(&id))
                || (change.what == "split" && change.old_label.as_ref() == Some(&self.label)));
        let gone = || {
            let label = change.was.and_then(|id| from.label_of(id));
            self.at.is_empty()
                && self.range.is_none()
                && change.what == "gone"
                && label.as_ref() == Some(&self.label)
        };
        let inside = || match (&self.range, &change.place, change.now) {
            (Some(mine), Some(there), Some(id)) => {
                self.at.first() == Some(&id) && mine.start <= there.start + 1 && there.end <= mine.end + 1
            }
            _ => false,
        };
        whole || gone() || inside()
    }
}

/// Words around what stands now.
const AROUND: usize = 4;
/// Fewer words than these are not looked for elsewhere: they may stand anywhere.
const FEW: usize = 6;
/// From this likeness on a new paragraph is told of as one like the one that was asked for.
const ALIKE: f64 = 0.5;

/// What became of each wish of an actor that was not settled before, in the order of the later
/// text.
pub(super) fn wishes(between: &Between, actor: &ActorId, changes: &[TextChange]) -> Vec<Told> {
    let Some(track) = between.then.tracks.get(actor) else { return Vec::new() };
    let all = track.proposals().filter(|(o, p)| !track.is_superseded(*o, p) && !between.is_earlier(p));
    let mut seen = BTreeSet::new();
    let judge = Judge::new(between, changes);
    let mut out: Vec<(usize, Told)> = Vec::new();
    for (origin, proposal) in all.filter(|(_, p)| seen.insert(p.id.clone())) {
        let fate = place(&between.then, actor, origin, proposal).fate;
        let told = judge.told(proposal, fate);
        let first = told.at.first().and_then(|id| between.to.place(*id));
        let asked = || proposal.wish.span().and_then(|s| between.to.place(s.paragraph));
        out.push((first.or_else(asked).unwrap_or(usize::MAX), told));
    }
    out.sort_by(|(a, x), (b, y)| (a, &x.id).cmp(&(b, &y.id)));
    out.into_iter().map(|(_, told)| told).collect()
}

struct Judge<'a> {
    between: &'a Between<'a>,
    to: &'a Document,
    /// Paragraphs of the later text that the earlier one has not.
    fresh: BTreeSet<ParagraphId>,
    /// Paragraphs that stand in another order.
    moved: BTreeSet<ParagraphId>,
    /// What each decision did.
    done: BTreeMap<u32, Vec<&'a Change>>,
    /// The paragraphs of the earlier text, folded.
    before: Vec<String>,
}

impl<'a> Judge<'a> {
    fn new(between: &'a Between<'a>, changes: &[TextChange]) -> Self {
        let of = |what: &str| changes.iter().filter(|c| c.what == what).filter_map(|c| c.now).collect();
        let mut done: BTreeMap<u32, Vec<&Change>> = BTreeMap::new();
        for entry in &between.entries {
            if let Cause::Decision(id) = entry.cause {
                done.entry(id.0).or_default().extend(&entry.changes);
            }
        }
        let from = &between.from.document;
        let before = (0..from.len()).map(|at| key(&from.text(at))).collect();
        Self { between, to: between.to, fresh: of("new"), moved: of("moved"), done, before }
    }

    fn told(&self, p: &Proposal, fate: Fate) -> Told {
        let decision = self.between.decided(p);
        let mut told = Told {
            id: p.id.clone(),
            label: self.asked_at(&p.wish),
            new_label: None,
            became: Became::NotTaken,
            why: why_not(decision, fate),
            asked: self.asked(&p.wish),
            now: String::new(),
            at: Vec::new(),
            range: None,
        };
        let settled = decision.is_some_and(|d| d.outcome.settles());
        match &p.wish {
            _ if !p.is_open() && !settled => {
                (told.became, told.why) = (Became::Withdrawn, String::new());
                self.show(&mut told, p);
                return told;
            }
            Wish::Replace { at, with } => self.replaced(&mut told, p, at, &with.bare(), fate),
            Wish::InsertParagraph { words, .. } => self.inserted(&mut told, &words.bare(), decision, fate),
            Wish::Placement { words, .. } => self.placed(&mut told, &words.bare(), decision),
            Wish::DeleteParagraph { at } if self.to.place(at.paragraph).is_none() => {
                told.became = Became::Taken;
            }
            wish if wish.changes_text() && fate == Fate::Reflected => {
                told.became = Became::Taken;
                told.at.extend(wish.span().map(|s| self.follow(s.paragraph)));
            }
            _ => self.show(&mut told, p),
        }
        self.finish(&mut told, decision);
        told
    }

    /// Says where it stands, and why.
    fn finish(&self, told: &mut Told, decision: Option<&Decision>) {
        if told.became == Became::Taken
            && told.range.is_some()
            && told.at.iter().any(|id| self.moved.contains(id))
        {
            told.became = Became::Moved;
        }
        let labels: Vec<String> = told.at.iter().filter_map(|id| self.label(*id)).collect();
        told.new_label = (!labels.is_empty()).then(|| labels.join(", "));
        if told.now.is_empty() {
            told.now = match (&told.range, told.at.first()) {
                (Some(range), Some(id)) => self.around(*id, range),
                (None, Some(_)) => told.at.iter().map(|id| self.text(*id)).collect::<Vec<_>>().join("\n"),
                _ => String::new(),
            };
        }
        if matches!(told.became, Became::Taken | Became::InPart | Became::Moved) {
            told.why = match decision {
                Some(d) if matches!(d.outcome, Outcome::Accept | Outcome::AcceptAs) => {
                    d.outcome.name().to_owned()
                }
                Some(d) => format!("{}, and the text says it", d.outcome.name()),
                None => "without a decision on it".to_owned(),
            };
        } else {
            match decision.map(|d| d.outcome) {
                Some(Outcome::Accept) => told.why = "accepted, and not in the text".to_owned(),
                Some(Outcome::AcceptAs) => told.why = "accepted in other words".to_owned(),
                _ => {}
            }
        }
    }

    fn replaced(&self, told: &mut Told, p: &Proposal, at: &Span, with: &str, fate: Fate) {
        let quote = bare(&at.quote);
        let Some((id, range)) = stretch(&self.between.then, p) else {
            return self.elsewhere(told, &fresh_words(&quote, with));
        };
        (told.at, told.range) = (vec![id], Some(range.clone()));
        let stands = self.to.words_of(id).unwrap_or_default().slice(range).bare();
        if fate == Fate::Reflected || (key(&stands) == key(with) && key(with) != key(&quote)) {
            told.became = if id == at.paragraph { Became::Taken } else { Became::Moved };
            return;
        }
        let (came, went) = (content(&fresh_words(&quote, with)), content(&fresh_words(with, &quote)));
        let new = content(&fresh_words(&quote, &stands));
        let gone = content(&fresh_words(&stands, &quote));
        let (has, lost) = (shared(&came, &new), shared(&went, &gone));
        if !came.is_empty() && has == came.len() && lost == went.len() {
            told.became = if id == at.paragraph { Became::Taken } else { Became::Moved };
        } else if has > 0 || (came.is_empty() && lost > 0) {
            told.became = Became::InPart;
        } else {
            self.elsewhere(told, &fresh_words(&quote, with));
        }
    }

    /// Looks whether the words came to stand in another paragraph than was asked for.
    fn elsewhere(&self, told: &mut Told, words: &str) {
        let wanted = key(words);
        let many = tokens(words).iter().filter(|t| t.shape != Shape::Mark).count() >= FEW;
        if !many || self.before.iter().any(|text| text.contains(&wanted)) {
            return;
        }
        let here = |at: &usize| {
            let id = self.to.meta(*at).map(|m| m.id);
            id != told.at.first().copied() && key(&self.to.text(*at)).contains(&wanted)
        };
        // Stock words that stand in several places are nobody's in particular.
        let mut found = (0..self.to.len()).filter(here);
        if let (Some(at), None) = (found.next(), found.next())
            && let Some(id) = self.to.meta(at).map(|m| m.id)
        {
            let text = self.to.words_of(id).unwrap_or_default();
            let byte = text.text().find(words.trim()).unwrap_or_default();
            let start = text.text().get(..byte).unwrap_or_default().chars().count();
            let end = (start + words.trim().chars().count()).min(text.len());
            (told.became, told.at, told.range) = (Became::Moved, vec![id], Some(start..end));
        }
    }

    fn inserted(&self, told: &mut Told, words: &str, decision: Option<&Decision>, fate: Fate) {
        let accepted = decision.filter(|d| matches!(d.outcome, Outcome::Accept | Outcome::AcceptAs));
        let made: Vec<ParagraphId> = accepted.map(|d| self.made(d)).unwrap_or_default();
        told.at = made.into_iter().filter(|id| self.to.place(*id).is_some()).collect();
        if told.at.is_empty() {
            let lines: Vec<String> = words.split('\n').map(key).filter(|l| !l.is_empty()).collect();
            let says = |m: &&crate::text::Meta| lines.contains(&key(&self.text(m.id)));
            told.at = self.to.metas().filter(says).map(|m| m.id).collect();
            if !told.at.is_empty() {
                // In the gap that was asked for, or in another.
                told.became = if fate == Fate::Reflected { Became::Taken } else { Became::Moved };
                return;
            }
            let like = |id: &ParagraphId| similarity(words, &self.text(*id));
            let best = self.fresh.iter().map(|id| (like(id), *id)).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, id)) = best.filter(|(likeness, _)| *likeness >= ALIKE) {
                (told.became, told.at) = (Became::InPart, vec![id]);
            }
            return;
        }
        let stands = told.at.iter().map(|id| self.text(*id)).collect::<Vec<_>>().join("\n");
        let (asked, has) = (content(words), content(&stands));
        told.became = match shared(&asked, &has) {
            _ if key(&stands) == key(words) => Became::Taken,
            n if n == asked.len() => Became::Taken,
            0 => Became::NotTaken,
            _ => Became::InPart,
        };
        if told.became == Became::Taken && told.at.iter().any(|id| self.moved.contains(id)) {
            told.became = Became::Moved;
        }
    }

    fn placed(&self, told: &mut Told, words: &str, decision: Option<&Decision>) {
        let accepted = decision.filter(|d| d.outcome == Outcome::Accept);
        let touched = accepted.and_then(|d| self.done.get(&d.id.0)).into_iter().flatten();
        let ids: BTreeSet<ParagraphId> = touched.flat_map(|c| c.touched()).collect();
        let wanted = key(words);
        let says = |id: &ParagraphId| !wanted.is_empty() && key(&self.text(*id)).contains(&wanted);
        told.at = ids.into_iter().filter(|id| self.to.place(*id).is_some()).filter(says).collect();
        told.at.sort_by_key(|id| self.to.place(*id));
        if !told.at.is_empty() {
            told.became = Became::Taken;
        }
    }

    /// The paragraphs that a decision made.
    fn made(&self, decision: &Decision) -> Vec<ParagraphId> {
        let changes = self.done.get(&decision.id.0).into_iter().flatten();
        let made = changes.filter_map(|c| match c {
            Change::Insert { paragraph, .. } => Some(self.follow(paragraph.meta.id)),
            Change::Split { second, .. } => Some(self.follow(second.id)),
            _ => None,
        });
        let mut out: Vec<ParagraphId> = made.collect();
        out.dedup();
        out
    }

    /// The paragraph that one has become part of.
    fn follow(&self, id: ParagraphId) -> ParagraphId {
        if self.to.place(id).is_some() {
            return id;
        }
        let changes = self.between.entries.iter().flat_map(|e| &e.changes);
        let joins = changes.filter(|c| matches!(c, Change::Join { .. }));
        Standing::new(id, 0..0).after(joins).map_or(id, |now| now.paragraph)
    }

    /// Shows the words that it is about as they stand now.
    fn show(&self, told: &mut Told, p: &Proposal) {
        if let Some((id, range)) = stretch(&self.between.then, p) {
            let whole = !matches!(p.wish, Wish::Replace { .. } | Wish::Split { .. } | Wish::Reserve { .. });
            (told.at, told.range) = (vec![id], (!whole).then_some(range));
            told.new_label = self.label(id);
            told.now = match &told.range {
                Some(range) => self.around(id, range),
                None => self.text(id),
            };
        }
    }

    fn text(&self, id: ParagraphId) -> String {
        self.to.words_of(id).unwrap_or_default().bare()
    }

    fn label(&self, id: ParagraphId) -> Option<String> {
        self.to.name_of(id)
    }

    /// Some characters of a paragraph with a few words on either side.
    fn around(&self, id: ParagraphId, range: &Range<usize>) -> String {
        let words = self.to.words_of(id).unwrap_or_default();
        let text = words.text();
        let all = tokens(text);
        let from = all.partition_point(|t| t.range.end <= range.start).saturating_sub(AROUND);
        let to = all.partition_point(|t| t.range.start < range.end).saturating_add(AROUND).min(all.len());
        let start = all.get(from).map_or(0, |t| t.range.start).min(range.start);
        let end = to.checked_sub(1).and_then(|n| all.get(n)).map_or(0, |t| t.range.end).max(range.end);
        let (open, close) = (if from > 0 { "… " } else { "" }, if to < all.len() { " …" } else { "" });
        format!("{open}{}{close}", words.slice(start..end).bare().trim())
    }

    fn asked_at(&self, wish: &Wish) -> String {
        let id = match wish {
            Wish::InsertParagraph { label, .. } if !label.is_empty() => {
                let said = self.between.veil.typed_label(&Label::said(label));
                return if said.is_empty() { "new paragraph".to_owned() } else { said };
            }
            Wish::InsertParagraph { after, .. } => *after,
            other => other.span().map(|s| s.paragraph),
        };
        let from = &self.between.from.document;
        id.and_then(|id| from.name_of(id).or_else(|| self.to.name_of(id))).unwrap_or_default()
    }

    fn asked(&self, wish: &Wish) -> String {
        let quote = |s: &Span| bare(&s.quote);
        match wish {
            Wish::Replace { at, with } => match (quote(at).trim(), with.bare().trim()) {
                ("", new) => format!("insert “{new}”"),
                (old, "") => format!("delete “{old}”"),
                (old, new) => format!("“{old}” → “{new}”"),
            },
            Wish::InsertParagraph { words, .. } => format!("new paragraph “{}”", words.bare().trim()),
            Wish::DeleteParagraph { .. } => "delete the paragraph".to_owned(),
            Wish::Move { after, .. } => {
                let to = after.and_then(|id| {
                    let meta = self.between.from.document.meta_of(id).or_else(|| self.to.meta_of(id))?;
                    meta.label.as_ref().map(ToString::to_string)
                });
                format!("move it after {}", to.unwrap_or_else(|| "the beginning".to_owned()))
            }
            Wish::Placement { words, note, .. } => format!("“{}”, {note}", words.bare().trim()),
            other => match other.new_words().trim() {
                "" => other.name().replace('-', " "),
                new => format!("{} “{new}”", other.name().replace('-', " ")),
            },
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != NOTE).collect()
}

fn why_not(decision: Option<&Decision>, fate: Fate) -> String {
    match (decision.map(|d| d.outcome), fate) {
        (Some(Outcome::Reject), _) => "rejected",
        (Some(Outcome::Bracket), _) => "kept in brackets",
        (_, Fate::Moot) => "moot: what it amends is gone",
        (_, Fate::Orphan) => "not decided; its paragraph is gone",
        (_, Fate::Damaged) => "not decided; its words were changed",
        (Some(Outcome::Defer), _) => "not decided: put off",
        _ => "not decided",
    }
    .to_owned()
}

/// The words of `new` that `old` has not, in order.
fn fresh_words(old: &str, new: &str) -> String {
    let chars: Vec<char> = new.chars().collect();
    let hunks = diff::words(old, new).into_iter();
    let each = hunks.map(|h| chars.get(h.b).unwrap_or_default().iter().collect::<String>());
    each.filter(|w| !w.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words that say something, folded; all of them where there are only small ones.
fn content(text: &str) -> Vec<String> {
    let all = tokens(text).into_iter().filter(|t| t.shape != Shape::Mark);
    let all: Vec<String> = all.map(|t| key(t.text(text)).to_lowercase()).collect();
    let says = |w: &&String| w.chars().count() > 3 || w.chars().any(|c| c.is_ascii_digit());
    let some: Vec<String> = all.iter().filter(says).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// How many of `wanted` are in `there`, each once.
fn shared(wanted: &[String], there: &[String]) -> usize {
    let mut left: Vec<&String> = there.iter().collect();
    let mut take = |w: &&String| {
        let found = left.iter().position(|l| l == w);
        found.map(|n| left.swap_remove(n)).is_some()
    };
    wanted.iter().filter(|w| take(w)).count()
}
