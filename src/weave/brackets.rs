//! Bracketed, attributed text: what goes out in a compilation and is read back from one.
//!
//! The grammar, following the field. Words that stand come first; a name stands by every
//! wish; a slash with a space on both sides parts alternatives; what is nested is printed
//! nested; punctuation stays inside.
//!
//! ```text
//! [private - EU, Japan delete]               words to go
//! [, consistent with law, - US add]          words to come
//! [one tenth - UK delete / one fifth - US]   words to be replaced; the first may have no name
//! [private - EU delete; US support]          others on the wish before: support, oppose, reserve
//! [private - EU retain]                      words to be kept
//! [private]  [private - EU bracket]          words in doubt; the first of nobody in particular
//! [in a [secure - UK add] manner - US add]   words to come inside those of another
//! [All of it - EU alt]                       another wording, behind the paragraph
//! [EU reserves]  [EU: move after OP4]  /WMO: possibly also in OP8/     at the end
//! ```
//!
//! In the prefix form the names come first: `[EU, UK: delete private]`, `[US: add new]`,
//! `[one tenth / US: one fifth]`. Note references stay the character U+FFFC, for the exporter.

use super::compiled::{Arm, Change, CompiledParagraph, Node, Tag};
use super::outside::outside;
use crate::record::ActorId;
use crate::text::Words;

/// The paragraph in brackets with the names after the words; `name` prints an actor.
pub fn inline(paragraph: &CompiledParagraph, name: &dyn Fn(&ActorId) -> String) -> String {
    Printer { words: &paragraph.words, name, prefix: false }.paragraph(paragraph)
}

/// The paragraph in brackets with the names before the words; `name` prints an actor.
pub fn prefix(paragraph: &CompiledParagraph, name: &dyn Fn(&ActorId) -> String) -> String {
    Printer { words: &paragraph.words, name, prefix: true }.paragraph(paragraph)
}

struct Printer<'a> {
    words: &'a Words,
    name: &'a dyn Fn(&ActorId) -> String,
    prefix: bool,
}

/// One alternative: its words, and who wants what of it.
struct Piece {
    text: String,
    wishes: Vec<(String, &'static str)>,
}

impl Printer<'_> {
    fn paragraph(&self, paragraph: &CompiledParagraph) -> String {
        let mut out = self.nodes(&paragraph.nodes);
        for tag in &paragraph.tags {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(&self.tag(tag));
        }
        out
    }

    fn nodes(&self, nodes: &[Node]) -> String {
        let mut out = String::new();
        for node in nodes {
            match node {
                Node::Text(range) => out.push_str(self.words.str(range.clone())),
                Node::Change(change) => out.push_str(&self.change(change)),
            }
        }
        out
    }

    fn change(&self, change: &Change) -> String {
        let free = outside(self.words, change);
        if change.range.is_empty() {
            let action = if change.crossing { "alt" } else { "add" };
            let add = |arm: &Arm| bracket(vec![self.piece(arm, action)], free, self.prefix);
            return change.arms.iter().map(add).collect();
        }
        let all = change.range == (0..self.words.len());
        let mut base = Piece { text: self.nodes(&change.old), wishes: Vec::new() };
        let mut pieces = Vec::new();
        for arm in &change.arms {
            match (arm.with.is_empty(), arm.whole, all) {
                (false, ..) => pieces.push(self.piece(arm, "")),
                // All words are to go, but not the paragraph: said, for both can be wanted.
                (true, false, true) => base.wishes.extend(self.wishes(arm, "delete words")),
                _ => base.wishes.extend(self.wishes(arm, "delete")),
            }
        }
        // What only has brackets gets them inside of those of others.
        let plain = change.kept.iter().any(|k| k.action().is_none());
        if plain && (!change.arms.is_empty() || change.kept.iter().any(|k| k.action().is_some())) {
            base.text = format!("[{}]", base.text);
        }
        base.wishes.extend(change.kept.iter().filter_map(|k| Some((self.names(&k.by), k.action()?))));
        pieces.insert(0, base);
        bracket(pieces, free, self.prefix)
    }

    fn piece(&self, arm: &Arm, action: &'static str) -> Piece {
        let line = |(n, words): (usize, &Words)| match arm.line(n) {
            Some(nodes) => Printer { words, ..*self }.nodes(nodes),
            None => words.text().to_owned(),
        };
        let lines: Vec<String> = arm.with.lines().iter().enumerate().map(line).collect();
        Piece { text: lines.join("\n"), wishes: self.wishes(arm, action) }
    }

    /// The backers with what they ask for, then how others stand on that. The prefix form has no
    /// room for others.
    fn wishes(&self, arm: &Arm, action: &'static str) -> Vec<(String, &'static str)> {
        let others = arm.stances.iter().filter(|_| !self.prefix);
        let others = others.map(|(stance, names)| (self.names(names), stance.name()));
        std::iter::once((self.names(&arm.by), action)).chain(others).collect()
    }

    fn names(&self, by: &[ActorId]) -> String {
        by.iter().map(self.name).collect::<Vec<_>>().join(", ")
    }

    fn tag(&self, tag: &Tag) -> String {
        let names = self.names(&tag.by);
        match tag.what {
            "placement" => format!("/{names}: {}/", tag.text),
            "reserve" | "retain" | "doubt" => format!("[{names} {}]", tag.text),
            _ => format!("[{names}: {}]", tag.text),
        }
    }
}

/// The pieces in one bracket. A space that all of them begin or end with stands outside it, where
/// it is `free` to.
fn bracket(mut pieces: Vec<Piece>, free: (bool, bool), prefix: bool) -> String {
    let outside = |at_start: bool, pieces: &mut [Piece]| {
        if !(if at_start { free.0 } else { free.1 }) {
            return "";
        }
        let rest = |text: &str| -> Option<String> {
            let cut = if at_start { text.strip_prefix(' ') } else { text.strip_suffix(' ') };
            cut.filter(|t| !t.trim().is_empty()).map(str::to_owned)
        };
        let all: Option<Vec<String>> = pieces.iter().map(|p| rest(&p.text)).collect();
        let found = all.is_some();
        for (piece, text) in pieces.iter_mut().zip(all.unwrap_or_default()) {
            piece.text = text;
        }
        if found { " " } else { "" }
    };
    let (before, behind) = (outside(true, &mut pieces), outside(false, &mut pieces));
    let printed: Vec<String> = pieces.iter().map(|p| attributed(p, prefix)).collect();
    format!("{before}[{}]{behind}", printed.join(" / "))
}

fn attributed(piece: &Piece, prefix: bool) -> String {
    if piece.wishes.is_empty() {
        return piece.text.clone();
    }
    // Words that are to stand are told apart from what is said of them.
    let comes = piece.wishes.iter().any(|(_, action)| matches!(*action, "" | "add" | "alt"));
    let text = if prefix && comes { super::bracket::quoted(&piece.text) } else { piece.text.clone() };
    let wish = |(names, action): &(String, &'static str)| match (action.is_empty(), prefix) {
        (true, true) => format!("{names}:"),
        (true, false) => names.clone(),
        (false, true) => format!("{names}: {action}"),
        (false, false) => format!("{names} {action}"),
    };
    let wishes = piece.wishes.iter().map(wish).collect::<Vec<_>>().join("; ");
    if prefix { format!("{wishes} {text}") } else { format!("{text} - {wishes}") }
}
