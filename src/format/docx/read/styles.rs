//! [`Styles`]: what `styles.xml` says of paragraphs and characters.
//!
//! Each style is resolved once with all it is based on. A circle of styles ends where it began.

use super::looks::Letters;
use super::numbering::list_of;
use super::own;
use super::tree::{child, children, val, value};
use crate::limits;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// A style with all that it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// The name that a person sees: "heading 1".
    pub name: String,
    /// What it is for, if it is one of ours.
    pub own: Option<own::Style>,
    /// How deep a heading it is, 1 being the title.
    pub heading: Option<usize>,
    /// How its letters look.
    pub letters: Letters,
    /// The level in the outline, from 0.
    pub outline: Option<usize>,
    /// The list that it counts in; 0 is none.
    pub list: Option<String>,
    /// The level in that list.
    pub level: Option<usize>,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    paragraph: Style,
    /// Of letters that nothing is said of.
    defaults: Letters,
    /// Whether the file has our styles.
    own: bool,
}

impl Styles {
    /// The styles of a part.
    pub fn of(part: &Document) -> Self {
        let root = part.root_element();
        let raw: BTreeMap<&str, Node> =
            children(root, "style").filter_map(|n| Some((value(n, "styleId")?, n))).collect();
        let defaults = child(root, "docDefaults")
            .and_then(|d| child(d, "rPrDefault"))
            .and_then(|d| child(d, "rPr"))
            .map(Letters::of)
            .unwrap_or_default();
        let all: BTreeMap<String, Style> =
            raw.keys().map(|id| ((*id).to_owned(), resolved(&raw, id))).collect();
        let first = |n: &Node| {
            value(*n, "type") == Some("paragraph") && value(*n, "default").is_some_and(|d| d != "0")
        };
        let paragraph =
            raw.iter().find(|(_, n)| first(n)).and_then(|(id, _)| all.get(*id)).cloned().unwrap_or_default();
        let own = all.values().any(|s| s.name == "UN Operative");
        Self { all, paragraph, defaults, own }
    }

    /// Whether our own writer made the file.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// The style of a paragraph that names this one, or none.
    pub fn paragraph(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.all.get(id)).unwrap_or(&self.paragraph)
    }

    /// A style of characters, if it is known.
    pub fn characters(&self, id: &str) -> Option<&Style> {
        self.all.get(id)
    }

    /// The list that a style of lists names.
    pub fn list(&self, id: &str) -> Option<String> {
        self.all.get(id)?.list.clone()
    }

    /// The letters of a paragraph of this style.
    pub fn letters(&self, style: &Style) -> Letters {
        self.defaults.under(&style.letters)
    }
}

fn resolved(raw: &BTreeMap<&str, Node>, id: &str) -> Style {
    let mut chain: Vec<(&str, Node)> = Vec::new();
    let mut next = raw.get_key_value(id);
    while let Some((id, node)) = next.filter(|_| chain.len() < limits::WORD_STYLES) {
        if chain.iter().any(|(known, _)| known == id) {
            break;
        }
        chain.push((id, *node));
        next = val(*node, "basedOn").and_then(|base| raw.get_key_value(base));
    }
    let names: Vec<&str> = chain.iter().map(|(_, n)| val(*n, "name").unwrap_or_default()).collect();
    let name = names.first().copied().unwrap_or_default();
    let mut out = Style {
        name: name.chars().take(limits::NAME).collect(),
        own: own::style(name),
        heading: own::depth(&names),
        ..Style::default()
    };
    for (_, node) in chain.iter().rev() {
        if let Some(letters) = child(*node, "rPr") {
            out.letters = out.letters.under(&Letters::of(letters));
        }
        let Some(properties) = child(*node, "pPr") else { continue };
        let number = |v: &str| v.parse::<usize>().ok();
        out.outline = val(properties, "outlineLvl").and_then(number).or(out.outline);
        if let Some((list, level)) = list_of(properties) {
            out.list = list.or(out.list);
            out.level = level.or(out.level);
        }
    }
    out
}
