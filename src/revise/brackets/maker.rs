//! From trees to proposals: each line of a compilation in its paragraph of the base.

use super::super::copy::said;
use super::super::furniture;
use super::super::pairing::pair;
use super::super::placement::targets;
use super::super::rows::Row;
use super::super::spans::{Notes, span};
use super::lines::{Line, lines};
use super::stood::Wishes;
use super::{BracketsInput, FromBrackets, Listed, nested, stacked};
use crate::diff::Texts;
use crate::record::{ActorId, Proposal, ProposalId, UNATTRIBUTED, Wish};
use crate::text::{Fragment, Kind, Label, Words, between};
use crate::weave::bracket::{
    Action, Arm, Ask, Asked, Bracket, Mend, Node, Own, Part, What, With, asked, own_words,
};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

/// Collects what a compilation says.
pub(super) struct Maker<'a> {
    pub input: &'a BracketsInput<'a>,
    pub notes: Notes<'a>,
    pub out: FromBrackets,
    /// The paragraphs of the base, made ready for versions whose place is looked for.
    pub texts: OnceCell<Texts>,
}

pub(super) fn run(input: &BracketsInput) -> FromBrackets {
    let notes = Notes::new(input.base, input.copy);
    let mut maker = Maker { input, notes, out: FromBrackets::default(), texts: OnceCell::new() };
    let lines = lines(input);
    let speakers = stacked::speakers(&maker, &lines);
    let plain: Vec<usize> = (0..lines.len())
        .filter(|n| speakers.get(*n).is_none_or(Vec::is_empty))
        .filter(|n| lines.get(*n).is_some_and(|l| !l.heads && !l.is_alternative()))
        .collect();
    let rows: Vec<Row> = plain.iter().filter_map(|n| lines.get(*n)).map(|l| l.row.clone()).collect();
    let pairing = pair(input.base, &rows);
    let mut above = None;
    let mut row = 0;
    for (n, line) in lines.iter().enumerate() {
        maker.mended(line, above);
        if let Some(name) = &line.stranger {
            let label = above.map(|at| maker.name(at)).unwrap_or_default();
            maker.unknown(name, &label);
        }
        if line.heads {
            continue;
        }
        if plain.get(row) != Some(&n) {
            let by = speakers.get(n).cloned().unwrap_or_default();
            if by.is_empty() {
                maker.unpaired(line, above);
                continue;
            }
            maker.version(line, &by, above);
            continue;
        }
        let bases = pairing.bases(row);
        let moved = pairing.is_moved(row);
        row += 1;
        match bases.first().copied().or_else(|| maker.named(line)) {
            Some(at) => {
                maker.line(line, at);
                above = if moved { above } else { Some(at) };
            }
            None => maker.unpaired(line, above),
        }
    }
    maker.out
}

impl Maker<'_> {
    /// What a list calls a paragraph of the base.
    pub(super) fn name(&self, at: usize) -> String {
        let Some(meta) = self.input.base.meta(at) else { return String::new() };
        match (&meta.label, &meta.issued) {
            (Some(label), _) => label.to_string(),
            (None, Some(issued)) => issued.clone(),
            (None, None) => self.input.base.text(at).chars().take(crate::limits::QUOTE).collect(),
        }
    }

    /// The paragraph of the base that has the label of a line, if the line says nothing else.
    fn named(&self, line: &Line) -> Option<usize> {
        let label = line.row.label.as_ref()?;
        let only = line.row.whole.trim().is_empty() && label.ordinal == 0 && label.alternative == 0;
        self.input.base.metas().position(|m| m.label.as_ref() == Some(label)).filter(|_| only)
    }

    pub(super) fn listed(&self, label: &str, text: &str, why: &str) -> Listed {
        let text = text.replace(crate::text::NOTE, "");
        Listed { label: label.to_owned(), text: text.trim().to_owned(), why: why.to_owned() }
    }

    pub(super) fn lost(&mut self, label: &str, text: &str, why: &str) {
        let listed = self.listed(label, text, why);
        self.out.unplaced.push(listed);
    }

    fn mended(&mut self, line: &Line, above: Option<usize>) {
        let text = line.words.text();
        let label = match (&line.row.issued, above) {
            (Some(issued), _) => Label::said(issued),
            (None, at) => at.map(|at| self.name(at)).unwrap_or_default(),
        };
        for one in &line.reading.mended {
            let why = match one.what {
                Mend::Unclosed => "nothing closes this bracket: it was set aside",
                Mend::ClosedAtEnd => "nothing closes this bracket: it was closed at the end of the paragraph",
                Mend::Unopened => "nothing opens this bracket: it was set aside",
                Mend::TooDeep => "these brackets lie too deep: they were set aside",
            };
            let near = text.get(one.at.start..).unwrap_or_default();
            let before = text.get(..one.at.start).unwrap_or_default();
            let start = before.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
            let near: String = near.chars().take(20).collect();
            let around = format!("{}{near}", before.get(start..).unwrap_or_default());
            let listed = self.listed(&label, &around, why);
            self.out.repaired.push(listed);
        }
    }

    /// A line that is a paragraph of the base.
    fn line(&mut self, line: &Line, at: usize) {
        let text = line.words.text();
        let base = self.input.base.words(at);
        let out = asked(text, &line.reading, base.text(), self.input.known);
        let label = self.name(at);
        let asks = self.asks_meant(&out.asks, text, &label);
        let masthead = self.input.base.meta(at).is_some_and(|m| m.masthead);
        self.list(text, &label, &out);
        for (own, other) in &out.differs {
            let why = format!("the paragraph has “{other}” there, and no bracket stands round it");
            self.lost(&label, own, &why);
        }
        let mut wishes = Wishes::default();
        for ask in &asks {
            if masthead {
                self.lost(&label, text.get(ask.at.clone()).unwrap_or_default(), furniture::MASTHEAD);
            } else if let Some(made) = self.ask(line, at, &base, &label, ask) {
                wishes.made(ask, made);
            }
        }
        // Only now is it known what is asked in each bracket.
        for ask in asks.iter().filter(|_| !masthead) {
            self.stance(&wishes, ask, (at, &base), text, &label);
        }
    }

    fn list(&mut self, text: &str, label: &str, out: &Asked) {
        let piece = |at: &Range<usize>| text.get(at.clone()).unwrap_or_default();
        for at in &out.unknown {
            self.unknown(piece(at), label);
        }
        for (at, why) in &out.unplaced {
            self.lost(label, piece(at), why);
        }
        for at in &out.statuses {
            let listed = self.listed(label, piece(at).trim_matches(['[', ']', '(', ')']), "");
            self.out.statuses.push(listed);
        }
    }

    /// The wish of an ask, as proposals; none where it is none or cannot be placed.
    fn ask(
        &mut self,
        line: &Line,
        at: usize,
        base: &Words,
        label: &str,
        ask: &Ask,
    ) -> Option<Vec<ProposalId>> {
        let text = line.words.text();
        let id = self.input.base.meta(at)?.id;
        let here = |range: &Range<usize>| span(id, base, range.clone());
        let whole = span(id, base, 0..base.len());
        let written = text.get(ask.at.clone()).unwrap_or_default();
        let said = |at: &Range<usize>| text.get(at.clone()).unwrap_or_default();
        if ask.by.is_empty() && !matches!(ask.what, What::Doubt { .. }) {
            let listed = self.listed(label, written, "no name stands by it");
            self.out.nameless.push(listed);
        }
        let wish = match &ask.what {
            What::Replace { range, with } => {
                Wish::Replace { at: here(range), with: self.fragment(line, with) }
            }
            What::DeleteParagraph => Wish::DeleteParagraph { at: whole },
            What::Retain { range } => Wish::Retain { at: here(range) },
            What::Doubt { range } => Wish::Doubt { at: here(range) },
            What::Reserve { range } => Wish::Reserve { at: here(range) },
            What::Split { at } => Wish::Split { at: here(&(*at..*at)) },
            What::Move { to } => match self.target(said(to), "to the beginning") {
                Some(after) => Wish::Move { at: whole, after },
                None => {
                    self.lost(label, written, "it does not say after which paragraph");
                    return None;
                }
            },
            What::Merge { with } => match self.target(said(with), "") {
                Some(Some(second)) => Wish::Merge { at: whole, second },
                _ => {
                    self.lost(label, written, "it does not say with which paragraph");
                    return None;
                }
            },
            What::Placement { note } => {
                let note = said(note).trim().to_owned();
                let (targets, _) = targets(&note, self.input.base);
                let copy = note.to_lowercase().contains("also");
                Wish::Placement { at: whole, words: Fragment::from(base.clone()), note, targets, copy }
            }
            What::Stance { .. } => return None,
        };
        let source = ask.source.as_ref().map(|at| said(at).trim_matches(['(', ')'])).unwrap_or_default();
        let words = wish.fragment().map(Fragment::text).unwrap_or_default();
        let made = self.propose(&ask.by, wish, source);
        self.amendments(line, label, &made, &words, &ask.inside);
        Some(made)
    }

    /// The paragraph that "after OP4" or "with OP4" means; the start where it says `start`.
    fn target(&self, said: &str, start: &str) -> Option<Option<crate::text::ParagraphId>> {
        if !start.is_empty() && said == start {
            return Some(None);
        }
        let name = said.trim_start_matches("after ").trim_start_matches("with ").trim();
        let base = self.input.base;
        if let Some(quote) = name.strip_prefix('“').and_then(|n| n.strip_suffix('”')) {
            let begins = |at: &usize| crate::diff::key(&base.text(*at)).starts_with(&crate::diff::key(quote));
            let mut found = (0..base.len()).filter(begins);
            let first = found.next()?;
            return found.next().is_none().then(|| base.meta(first).map(|m| m.id));
        }
        let label: Label = name.trim_end_matches('.').parse().ok()?;
        base.metas().find(|m| m.label.as_ref() == Some(&label)).map(|m| Some(m.id))
    }

    /// The words that somebody asks for, with the italics and notes of the compilation.
    pub(super) fn fragment(&mut self, line: &Line, with: &With) -> Fragment {
        let words = self.words(line, with);
        self.notes.line(&words)
    }

    pub(super) fn words(&self, line: &Line, with: &With) -> Words {
        let text = line.words.text();
        let mut words = Words::default();
        for part in &with.0 {
            match part {
                Part::Space => words.push(&Words::plain(" ")),
                Part::Source(at) => words.push(&slice(&line.words, text, at)),
            }
        }
        words
    }

    /// Adds a proposal of each of these actors; of nobody's, one of "Unattributed".
    pub(super) fn propose(&mut self, by: &[ActorId], wish: Wish, source: &str) -> Vec<ProposalId> {
        let nobody = [ActorId::new(UNATTRIBUTED)];
        let by = if by.is_empty() { &nobody[..] } else { by };
        let place = match &wish {
            Wish::InsertParagraph { after, .. } => *after,
            wish => wish.span().map(|s| s.paragraph),
        };
        let place = place.map(|id| id.to_string()).unwrap_or_default();
        let mut parts =
            vec![self.input.hash.to_string(), place, wish.name().to_owned(), "brackets".to_owned()];
        parts.extend(said(&wish));
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let mut made = Vec::with_capacity(by.len());
        for actor in by {
            let id = ProposalId::of(actor.as_str(), &parts);
            made.push(id.clone());
            let own = Proposal::new(id.clone(), self.input.hash, wish.clone());
            let proposal = Proposal { sent: true, derived: true, source: source.to_owned(), ..own };
            let strand = self.out.strands.entry(actor.clone()).or_default();
            strand.proposals.insert(id, Arc::new(proposal));
        }
        made
    }

    /// A line that is no paragraph of the base: a new one, or none at all.
    fn unpaired(&mut self, line: &Line, above: Option<usize>) {
        let text = line.words.text();
        let label = line.row.issued.as_deref().map(Label::said).unwrap_or_default();
        let own = line.row.kind.is_labelled() || line.row.issued.is_some();
        let title = crate::diff::key(text) == crate::diff::key(self.input.title);
        let words = line.reading.nodes.iter().filter(|n| match n {
            Node::Text(at) => text.get(at.clone()).is_some_and(|t| !t.trim().is_empty()),
            Node::Bracket(_) => true,
            _ => false,
        });
        let words: Vec<&Node> = words.collect();
        let mut source = line.reading.nodes.iter().find_map(|n| match n {
            Node::Source(at) => text.get(at.clone()),
            _ => None,
        });
        match words.as_slice() {
            [Node::Bracket(bracket)] if own || bracket.arms.iter().any(|a| !a.said.is_empty()) => {
                self.new_bracket(line, bracket, above, source.take().unwrap_or_default());
            }
            _ if !title && (own || line.is_attributed()) => self.new_paragraph(line, &[], above),
            _ if text.trim().is_empty() => {}
            _ => self.lost(&label, text, "it is no paragraph of the text, and no name stands by it"),
        }
        for node in &line.reading.nodes {
            match node {
                Node::Status(at) => {
                    let said = text.get(at.clone()).unwrap_or_default().trim_matches(['[', ']', '(', ')']);
                    let listed = self.listed(&label, said, "");
                    self.out.statuses.push(listed);
                }
                Node::Source(_) if source.is_none() => {}
                Node::Placement(at) | Node::Source(at) => {
                    self.lost(
                        &label,
                        text.get(at.clone()).unwrap_or_default(),
                        "it is about words that are only proposed",
                    );
                }
                _ => {}
            }
        }
    }

    /// "[26 bis. … - EU add; US oppose]": each arm a new paragraph.
    fn new_bracket(&mut self, line: &Line, bracket: &Bracket, above: Option<usize>, source: &str) {
        let text = line.words.text();
        let label = line.row.issued.as_deref().map(Label::said).unwrap_or_default();
        for arm in &bracket.arms {
            for at in &arm.unknown {
                self.unknown(text.get(at.clone()).unwrap_or_default(), &label);
            }
            if arm.words.is_empty() {
                self.lost(
                    &label,
                    text.get(arm.all.clone()).unwrap_or_default(),
                    "it does not say which words are meant",
                );
                continue;
            }
            let (by, others) = sides(arm);
            let by = self.all_meant(&by);
            let others = self.others_meant(others, text.get(arm.all.clone()).unwrap_or_default(), &label);
            let inside = bracket.nodes.iter().any(|n| {
                matches!(n, Node::Bracket(b) if arm.bare.start <= b.span.start && b.span.end <= arm.bare.end)
            });
            let own = match inside {
                true => own_words(text, &bracket.nodes, arm.bare.clone(), self.input.known),
                false => Own { with: With(vec![Part::Source(arm.bare.clone())]), ..Own::default() },
            };
            self.inner(text, &label, &own);
            let asks = self.asks_meant(&own.asks, text, &label);
            let words = self.words(line, &own.with);
            let source = arm.source.as_ref().and_then(|at| text.get(at.clone())).unwrap_or(source);
            let alternative = arm.said.iter().any(|s| s.action == Action::Alternative);
            let (made, words) =
                self.insert(line, words, &by, (above, alternative), source.trim_matches(['(', ')']));
            let blank = own.with.text(text).chars().count().saturating_sub(words.chars().count());
            self.amendments(line, &label, &made, &words, &nested::shifted(asks, blank));
            for (actor, action) in others {
                let words = text.get(arm.words.clone()).unwrap_or_default().trim().to_owned();
                self.stood(&actor, action, true, &made, (&label, &words));
            }
        }
    }

    /// A new paragraph of some actors, or of nobody's.
    pub(super) fn new_paragraph(&mut self, line: &Line, by: &[ActorId], above: Option<usize>) {
        let text = line.words.text();
        let label = line.row.issued.as_deref().map(Label::said).unwrap_or_default();
        let brackets: Vec<Range<usize>> = line
            .reading
            .nodes
            .iter()
            .filter_map(|n| match n {
                Node::Bracket(b) => Some(b.span.clone()),
                _ => None,
            })
            .collect();
        for at in &brackets {
            self.lost(
                &label,
                text.get(at.clone()).unwrap_or_default(),
                "it changes words that are themselves only proposed",
            );
        }
        let words = if brackets.is_empty() { line.words.clone() } else { Words::plain(&line.row.whole) };
        if matches!(words.text().trim().to_lowercase().as_str(), "" | "new para" | "new paragraph") {
            return;
        }
        self.insert(line, words, by, (above, false), "");
    }

    fn insert(
        &mut self,
        line: &Line,
        words: Words,
        by: &[ActorId],
        (above, alternative): (Option<usize>, bool),
        source: &str,
    ) -> (Vec<ProposalId>, String) {
        let base = self.input.base;
        let blank = words.text().chars().take_while(|c| c.is_whitespace()).count();
        let words = words.slice(blank..usize::MAX);
        if let Some((at, label)) = self.alternative(line, above, alternative)
            && let Some(id) = base.meta(at).map(|m| m.id)
        {
            if by.is_empty() {
                let listed = self.listed(&label, words.text(), "no name stands by it");
                self.out.nameless.push(listed);
            }
            let own = base.words(at);
            let (at, words) = (span(id, &own, 0..own.len()), self.notes.line(&words));
            let said = words.text();
            return (self.propose(by, Wish::Alternative { at, label, words }, source), said);
        }
        let at = self.gap(line, above);
        let mut kind = line.row.kind;
        if matches!(kind, Kind::Plain | Kind::Heading) {
            let before = (0..at.map_or(0, |at| at + 1)).rev().filter_map(|at| base.meta(at));
            kind = before.map(|m| m.kind).find(|k| k.is_labelled()).unwrap_or(kind);
        }
        let issued = line.row.issued.clone();
        let next = || between(base, at.map_or(0, |at| at + 1), kind).map(|l| l.to_string());
        let label = issued.or_else(next).unwrap_or_default();
        if by.is_empty() {
            let listed = self.listed(&label, words.text(), "no name stands by it");
            self.out.nameless.push(listed);
        }
        let after = at.and_then(|at| base.meta(at)).map(|m| m.id);
        let words = self.notes.line(&words);
        let said = words.text();
        (self.propose(by, Wish::InsertParagraph { after, kind, label, words }, source), said)
    }

    /// The paragraph that a new one follows: the one above it, or the one that its label names.
    fn gap(&self, line: &Line, above: Option<usize>) -> Option<usize> {
        let issued = line.row.issued.as_deref().unwrap_or_default();
        let digits: String =
            issued.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().unwrap_or(0);
        let label = line.row.label.as_ref();
        let follows =
            label.is_some_and(|l| l.ordinal > 0 || l.alternative > 0) || (label.is_none() && number > 0);
        let same = |l: &Label| match label {
            Some(own) => (l.annex, l.series, l.number) == (own.annex, own.series, own.number),
            None => l.series == crate::text::Series::Operative && l.number == number,
        };
        let base = self.input.base;
        let of = |at: usize| base.meta(at).and_then(|m| m.label.as_ref()).is_some_and(same);
        // The one above is part of the paragraph that is named, or stands behind it.
        if !follows || above.is_some_and(of) {
            return above;
        }
        (0..base.len()).rev().find(|at| of(*at)).or(above)
    }
}

/// Who proposes an arm, and how others stand on it.
fn sides(arm: &Arm) -> (Vec<ActorId>, Vec<(ActorId, Action)>) {
    let (mut by, mut others) = (Vec::new(), Vec::new());
    for said in &arm.said {
        match said.action {
            action if action.proposes() => by.extend(said.actors.iter().cloned()),
            action => others.extend(said.actors.iter().map(|a| (a.clone(), action))),
        }
    }
    (by, others)
}

/// The words at bytes of their text.
fn slice(words: &Words, text: &str, at: &Range<usize>) -> Words {
    let count = |to: usize| text.get(..to).map_or(0, |t| t.chars().count());
    words.slice(count(at.start)..count(at.end))
}
