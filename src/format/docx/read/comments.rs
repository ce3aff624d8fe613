//! [`Comments`]: what was said beside the text, with replies and whether it is settled.
//!
//! Where each comment stands is found by the walk of the text; here are the words.

use super::notes::outermost;
use super::raw::Edge;
use super::tree::{children, is, value, word};
use crate::revise::marked::{MarkedPlace, MarkedThread, Remark};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

/// One comment or reply.
#[derive(Debug)]
struct Comment {
    id: String,
    remark: Remark,
    /// The names of its paragraphs.
    lines: Vec<String>,
}

/// The comments of a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Comments {
    all: Vec<Comment>,
    /// By the name of a paragraph: the paragraph that it answers, and whether it is settled.
    extended: BTreeMap<String, (Option<String>, bool)>,
}

/// Where a comment begins, ends and hangs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    start: Option<MarkedPlace>,
    end: Option<MarkedPlace>,
    anchor: Option<MarkedPlace>,
}

impl Place {
    /// Takes a border in.
    pub fn put(&mut self, edge: Edge, at: MarkedPlace) {
        let slot = match edge {
            Edge::Start => &mut self.start,
            Edge::End => &mut self.end,
            Edge::Anchor => &mut self.anchor,
        };
        slot.get_or_insert(at);
    }

    fn range(self) -> Option<(MarkedPlace, MarkedPlace)> {
        let start = self.start.or(self.anchor).or(self.end)?;
        let end = self.end.or(self.anchor).unwrap_or(start);
        Some(if start <= end { (start, end) } else { (end, start) })
    }
}

impl Comments {
    /// The comments of two parts.
    pub fn of(words: Option<&Document>, extended: Option<&Document>) -> Self {
        let mut out = Self::default();
        for node in words.iter().flat_map(|d| children(d.root_element(), "comment")) {
            let Some(id) = value(node, "id") else { continue };
            let mut lines = Vec::new();
            let mut text = Vec::new();
            for p in node.descendants().filter(|n| outermost(*n)) {
                lines.extend(value(p, "paraId").map(str::to_ascii_uppercase));
                text.push(said(p));
            }
            let remark = Remark {
                by: value(node, "author").unwrap_or_default().to_owned(),
                date: value(node, "date").map(str::to_owned),
                text: text.join("\n"),
            };
            out.all.push(Comment { id: id.to_owned(), remark, lines });
        }
        let named = |n: &Node| n.tag_name().name() == "commentEx";
        for node in extended.iter().flat_map(|d| d.root_element().children().filter(named)) {
            let Some(name) = value(node, "paraId") else { continue };
            let parent = value(node, "paraIdParent").map(str::to_ascii_uppercase);
            let done = matches!(value(node, "done"), Some("1" | "true" | "on"));
            out.extended.insert(name.to_ascii_uppercase(), (parent, done));
        }
        out
    }

    /// Who said something, as often as they did.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|c| c.remark.by.as_str())
    }

    /// The threads, each where its first comment stands.
    pub fn threads(&self, places: &BTreeMap<String, Place>) -> Vec<MarkedThread> {
        let by_line: BTreeMap<&str, usize> = self
            .all
            .iter()
            .enumerate()
            .flat_map(|(n, c)| c.lines.iter().map(move |line| (line.as_str(), n)))
            .collect();
        let mut threads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, root) in self.roots(&by_line).into_iter().enumerate() {
            threads.entry(root).or_default().push(n);
        }
        let mut out = Vec::new();
        for (root, members) in threads {
            let all = || std::iter::once(&root).chain(members.iter().filter(|m| **m != root));
            let some: Vec<&Comment> = all().filter_map(|n| self.all.get(*n)).collect();
            let place = some.iter().filter_map(|c| places.get(&c.id)?.range()).next();
            let resolved = some.first().is_some_and(|c| self.facts(c).is_some_and(|f| f.1));
            out.push(MarkedThread {
                at: place,
                resolved,
                said: some.into_iter().map(|c| c.remark.clone()).collect(),
            });
        }
        out
    }

    fn facts(&self, comment: &Comment) -> Option<&(Option<String>, bool)> {
        comment.lines.iter().rev().find_map(|line| self.extended.get(line))
    }

    /// For each comment that which begins its thread; a circle begins with its first.
    fn roots(&self, by_line: &BTreeMap<&str, usize>) -> Vec<usize> {
        let parent = |c: &Comment| by_line.get(self.facts(c)?.0.as_deref()?).copied();
        let parents: Vec<Option<usize>> = self.all.iter().map(parent).collect();
        let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
        for of in 0..parents.len() {
            let (mut path, mut on) = (Vec::new(), BTreeSet::new());
            let mut at = of;
            let root = loop {
                if let Some(known) = roots.get(at).copied().flatten() {
                    break known;
                }
                if !on.insert(at) {
                    break on.first().copied().unwrap_or(at);
                }
                path.push(at);
                match parents.get(at).copied().flatten() {
                    Some(next) => at = next,
                    None => break at,
                }
            };
            for one in path {
                if let Some(slot) = roots.get_mut(one) {
                    *slot = Some(root);
                }
            }
        }
        roots.into_iter().flatten().collect()
    }
}

/// The words of one line of a comment.
fn said(paragraph: Node) -> String {
    let mut out = String::new();
    for node in paragraph.descendants().filter(Node::is_element) {
        // What was struck from a comment is not said.
        let gone = || node.ancestors().any(|n| is(n, "del") || is(n, "moveFrom"));
        match word(node) {
            Some("t") if !gone() => out.push_str(&super::tree::text(node)),
            Some("tab") if !node.ancestors().any(|n| is(n, "pPr")) => out.push('\t'),
            Some("br" | "cr") => out.push('\n'),
            Some("noBreakHyphen") => out.push('\u{2011}'),
            _ => {}
        }
    }
    out
}
