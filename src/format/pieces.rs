//! A woven paragraph as [`Piece`]s: its runs, with brackets, names and tags between them.
//!
//! Put end to end the pieces are the bracket text of [`crate::weave::inline`], but the words
//! keep their styles, marks and notes. Brackets and names are never part of a run.

use super::page::Piece;
use crate::record::{ActorId, Stance};
use crate::text::{NOTE, Words};
use crate::weave::{Arm, Change, CompiledParagraph, From, Node, Run, outside as free};

/// The runs of a paragraph without proposals.
pub(super) fn plain(words: Words) -> Vec<Run> {
    let all = 0..words.len();
    let (id, kind) = (crate::text::ParagraphId::from_number(0), crate::text::Kind::Plain);
    let of = crate::weave::Of::Text(id);
    let (nodes, tags, groups) = (vec![Node::Text(all)], Vec::new(), Vec::new());
    CompiledParagraph { of, kind, words, nodes, tags, groups }.runs()
}

/// The pieces of a woven paragraph in attributed brackets, tags at its end.
pub(super) fn woven(paragraph: &CompiledParagraph, order: Order) -> Vec<Piece> {
    let mut runs = paragraph.runs().into_iter();
    let mut out = Walk { runs: &mut runs, words: &paragraph.words, order }.nodes(&paragraph.nodes);
    out.extend(paragraph.tags.iter().cloned().map(Piece::Tag));
    out
}

/// Lays the runs out along the nodes they were made from.
struct Walk<'a, R: Iterator<Item = Run>> {
    runs: &'a mut R,
    /// The words of the paragraph.
    words: &'a Words,
    order: Order,
}

impl<R: Iterator<Item = Run>> Walk<'_, R> {
    fn nodes(&mut self, nodes: &[Node]) -> Vec<Piece> {
        let mut out = Vec::new();
        for node in nodes {
            match node {
                Node::Text(range) => out.extend(self.take(range.len())),
                Node::Change(change) => out.extend(self.change(change)),
            }
        }
        out
    }

    /// The next runs, of so many characters; no run goes over the border of a node.
    fn take(&mut self, len: usize) -> Vec<Piece> {
        let mut out = Vec::new();
        let mut passed = 0;
        while passed < len
            && let Some(run) = self.runs.next()
        {
            passed += run.text.chars().count();
            out.push(Piece::Run(run));
        }
        out
    }

    fn change(&mut self, change: &Change) -> Vec<Piece> {
        let free = free(self.words, change);
        if change.range.is_empty() {
            let each = change.arms.iter();
            let action = if change.crossing { ALTERNATIVE } else { ADD };
            return each.flat_map(|arm| bracket(vec![self.arm(arm, action)], free, self.order)).collect();
        }
        let mut base = self.nodes(&change.old);
        let all = change.range == (0..self.words.len());
        let mut wishes = Vec::new();
        for arm in change.arms.iter().filter(|a| a.with.is_empty()) {
            if !wishes.is_empty() {
                wishes.push(Piece::Sign("; "));
            }
            // All words are to go, but not the paragraph: said, for both can be wanted.
            wishes.extend(self.wishes(arm, if all && !arm.whole { DELETE_WORDS } else { DELETE }));
        }
        // What only has brackets gets them inside of those of others.
        let plain = change.kept.iter().any(|k| k.action().is_none());
        if plain && (!change.arms.is_empty() || change.kept.iter().any(|k| k.action().is_some())) {
            base.insert(0, Piece::Sign("["));
            base.push(Piece::Sign("]"));
        }
        for (kept, action) in change.kept.iter().filter_map(|k| Some((k, k.action()?))) {
            if !wishes.is_empty() {
                wishes.push(Piece::Sign("; "));
            }
            wishes.extend(self.asked(&kept.by, if action == "retain" { RETAIN } else { BRACKET }));
        }
        let mut sides = vec![Side { words: base, wishes, comes: false }];
        sides.extend(change.arms.iter().filter(|a| !a.with.is_empty()).map(|arm| self.arm(arm, NOTHING)));
        bracket(sides, free, self.order)
    }

    /// The words of a wish, with what others ask inside them, and whose it is.
    fn arm(&mut self, arm: &Arm, action: Action) -> Side {
        let wishes = self.wishes(arm, action);
        let mut words = Vec::new();
        for (n, line) in arm.with.lines().iter().enumerate() {
            words.extend(self.take(usize::from(n > 0)));
            match arm.line(n) {
                Some(nodes) => {
                    let mut walk = Walk { runs: &mut *self.runs, words: line, order: self.order };
                    words.extend(walk.nodes(nodes));
                }
                None => words.extend(self.take(line.len())),
            }
        }
        Side { words, wishes, comes: true }
    }

    /// Who asks for an arm, and what. Then how others stand on it, for which there is no room
    /// before the words.
    fn wishes(&self, arm: &Arm, action: Action) -> Vec<Piece> {
        let mut out = self.asked(&arm.by, action);
        if self.order == Order::Behind {
            out.extend(others(arm).skip(usize::from(out.is_empty())));
        }
        out
    }

    /// Who asks for something, and what; where nobody is named, what alone.
    fn asked(&self, by: &[ActorId], action: Action) -> Vec<Piece> {
        let named = !by.iter().any(ActorId::is_unnamed);
        let said = match (self.order, named) {
            (_, false) => action.alone,
            (Order::Behind, true) => action.behind,
            (Order::Before, true) => action.before,
        };
        let mut out: Vec<Piece> = named.then(|| Piece::Names(by.to_vec())).into_iter().collect();
        out.extend((!said.is_empty()).then_some(Piece::Sign(said)));
        out
    }
}

/// Where names stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Order {
    /// Behind the words: `[private - EU delete]`.
    #[default]
    Behind,
    /// Before the words: `[EU: delete private]`.
    Before,
}

/// What is asked for, as it is said behind a name, behind a name that words follow, and alone.
#[derive(Clone, Copy)]
struct Action {
    behind: &'static str,
    before: &'static str,
    alone: &'static str,
}

const ADD: Action = Action { behind: " add", before: ": add", alone: "add" };
const DELETE: Action = Action { behind: " delete", before: ": delete", alone: "delete" };
const DELETE_WORDS: Action =
    Action { behind: " delete words", before: ": delete words", alone: "delete words" };
const ALTERNATIVE: Action = Action { behind: " alt", before: ": alt", alone: "alt" };
const RETAIN: Action = Action { behind: " retain", before: ": retain", alone: "retain" };
const BRACKET: Action = Action { behind: " bracket", before: ": bracket", alone: "bracket" };
const NOTHING: Action = Action { behind: "", before: ":", alone: "" };

/// How others stand on a wish.
fn others(arm: &Arm) -> impl Iterator<Item = Piece> {
    let said = |stance: Stance| match stance {
        Stance::Support => " support",
        Stance::Oppose => " oppose",
        Stance::Reserve => " reserve",
        Stance::LiveWith => " live-with",
    };
    let each = arm.stances.iter();
    each.flat_map(move |(s, names)| [Piece::Sign("; "), Piece::Names(names.clone()), Piece::Sign(said(*s))])
}

/// One alternative: its words, who wants what of it, and whether the words are to come.
struct Side {
    words: Vec<Piece>,
    wishes: Vec<Piece>,
    comes: bool,
}

/// The sides in one bracket. A space that all of them begin or end with stands outside it, where
/// it is `free` to.
fn bracket(mut sides: Vec<Side>, free: (bool, bool), order: Order) -> Vec<Piece> {
    let before = free.0 && outside(&mut sides, first_cut);
    let behind = free.1 && outside(&mut sides, last_cut);
    let mut out = Vec::new();
    out.extend(before.then_some(Piece::Sign(" ")));
    out.push(Piece::Sign("["));
    for (n, side) in sides.into_iter().enumerate() {
        out.extend((n > 0).then_some(Piece::Sign(" / ")));
        out.extend(side.pieces(order));
    }
    out.push(Piece::Sign("]"));
    out.extend(behind.then_some(Piece::Sign(" ")));
    out
}

impl Side {
    fn pieces(self, order: Order) -> Vec<Piece> {
        let Side { words, mut wishes, comes } = self;
        if wishes.is_empty() {
            return words;
        }
        if order == Order::Behind {
            return words.into_iter().chain([Piece::Sign(" - ")]).chain(wishes).collect();
        }
        wishes.push(Piece::Sign(" "));
        // Words that are to stand are told apart from what is said of them.
        let (open, close) = if comes { quotes(&words) } else { None }.unzip();
        wishes.extend(open.map(Piece::Sign));
        wishes.extend(words);
        wishes.extend(close.map(Piece::Sign));
        wishes
    }
}

/// The quotation marks that words want behind a name and a colon.
fn quotes(words: &[Piece]) -> Option<(&'static str, &'static str)> {
    let text: String = words
        .iter()
        .map(|p| match p {
            Piece::Run(run) => run.text.as_str(),
            Piece::Sign(sign) => sign,
            _ => "",
        })
        .collect();
    let quoted = crate::weave::bracket::quoted(&text);
    let open = quoted.strip_suffix(|_: char| true)?.strip_suffix(text.as_str())?;
    let all = [("\"", "\""), ("“", "”"), ("«", "»"), ("„", "“"), ("”", "”")];
    all.into_iter().find(|(o, _)| *o == open)
}

/// Takes a space off every side, if each has one and words besides.
fn outside(sides: &mut [Side], cut: fn(&[Piece]) -> Option<Vec<Piece>>) -> bool {
    let blank = |words: &[Piece]| {
        words.iter().all(|p| match p {
            Piece::Run(run) => run.text.trim().is_empty(),
            Piece::Sign(sign) => sign.trim().is_empty(),
            _ => false,
        })
    };
    let all: Option<Vec<Vec<Piece>>> =
        sides.iter().map(|side| cut(&side.words).filter(|rest| !blank(rest))).collect();
    let found = all.is_some();
    for (side, rest) in sides.iter_mut().zip(all.unwrap_or_default()) {
        side.words = rest;
    }
    found
}

fn first_cut(words: &[Piece]) -> Option<Vec<Piece>> {
    let (first, rest) = words.split_first()?;
    let kept = match first {
        Piece::Sign(" ") => None,
        Piece::Run(run) => {
            let from = match &run.from {
                From::Text(at) => From::Text(at + 1),
                From::Proposal(id, line, at) => From::Proposal(id.clone(), *line, at + 1),
            };
            let text = run.text.strip_prefix(' ')?.to_owned();
            (!text.is_empty()).then(|| Piece::Run(Run { text, from, ..run.clone() }))
        }
        _ => return None,
    };
    Some(kept.into_iter().chain(rest.iter().cloned()).collect())
}

fn last_cut(words: &[Piece]) -> Option<Vec<Piece>> {
    let (last, rest) = words.split_last()?;
    let kept = match last {
        Piece::Sign(" ") => None,
        Piece::Run(run) => {
            let text = run.text.strip_suffix(' ')?.to_owned();
            (!text.is_empty()).then(|| Piece::Run(Run { text, ..run.clone() }))
        }
        _ => return None,
    };
    Some(rest.iter().cloned().chain(kept).collect())
}

/// Joins neighbours that only their place tells apart, after styles were overridden.
pub(super) fn joined(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let (Some(Piece::Run(last)), Piece::Run(next)) = (out.last_mut(), &piece) {
            let alike = last.italic == next.italic && last.bold == next.bold && last.marks == next.marks;
            let words = |run: &Run| run.note.is_none() && run.text != "\n" && !run.text.contains(NOTE);
            if alike && words(last) && words(next) {
                last.text.push_str(&next.text);
                continue;
            }
        }
        out.push(piece);
    }
    out
}
