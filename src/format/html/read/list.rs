//! The numbers of lists, which stand in no text: `start`, `type` and `value` make them.

use crate::text::counted;

/// An open list.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// Whether its items have numbers.
    pub ordered: bool,
    /// How they are written: `1`, `a`, `A`, `i`, `I`.
    pub style: char,
    /// The number of the item that comes next.
    pub next: i64,
}

impl List {
    /// A list from its attributes.
    pub fn new(ordered: bool, start: Option<&str>, style: Option<&str>) -> Self {
        let style = style.and_then(|s| s.trim().chars().next()).filter(|c| "aAiI1".contains(*c));
        let next = start.and_then(|s| s.trim().parse().ok()).unwrap_or(1);
        Self { ordered, style: style.unwrap_or('1'), next }
    }

    /// The label of the next item, which says its `value` or not: "3.", "(a)", "(iv)". A list
    /// inside a numbered one is a list of sub-paragraphs, however it counts.
    pub fn label(&mut self, value: Option<&str>, depth: usize) -> Option<String> {
        if !self.ordered {
            return None;
        }
        let number = value.and_then(|v| v.trim().parse().ok()).unwrap_or(self.next);
        self.next = number.saturating_add(1);
        let style = match (self.style, depth) {
            ('1', 2) => 'a',
            ('1', 3..) => 'i',
            (style, _) => style,
        };
        let written = u32::try_from(number).ok().and_then(|n| counted(n, style));
        Some(match written {
            Some(sign) if style.is_ascii_lowercase() => format!("({sign})"),
            Some(sign) => format!("{sign}."),
            None => format!("{number}."),
        })
    }
}
