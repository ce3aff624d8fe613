//! [`Letters`]: how words look, from styles and from what a run says itself.
//!
//! What the style of a paragraph says is how its kind is set and no markup: only what differs
//! from it is a look.

use super::tree::{child, switch, val, value, word};
use crate::revise::marked::Look;
use roxmltree::Node;

/// The properties of letters that matter here; none where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    pub underlined: Option<bool>,
    /// The colour, black and automatic being none.
    pub colour: Option<Option<String>>,
    /// Whether the ground behind them is marked.
    pub ground: Option<bool>,
}

impl Letters {
    /// What a `w:rPr` says.
    pub fn of(properties: Node) -> Self {
        let struck = [switch(properties, "strike"), switch(properties, "dstrike")];
        let ground = [
            val(properties, "highlight").map(|v| !matches!(v, "none" | "white")),
            child(properties, "shd").map(is_shaded),
        ];
        let either = |both: [Option<bool>; 2]| both.into_iter().flatten().reduce(|a, b| a || b);
        Self {
            bold: switch(properties, "b"),
            italic: switch(properties, "i"),
            struck: either(struck),
            hidden: switch(properties, "vanish"),
            underlined: val(properties, "u").map(|v| v != "none"),
            colour: child(properties, "color").map(colour),
            ground: either(ground),
        }
    }

    /// These with what `other`, which is nearer to the words, says.
    pub fn under(&self, other: &Letters) -> Letters {
        Letters {
            bold: other.bold.or(self.bold),
            italic: other.italic.or(self.italic),
            struck: other.struck.or(self.struck),
            hidden: other.hidden.or(self.hidden),
            underlined: other.underlined.or(self.underlined),
            colour: other.colour.clone().or_else(|| self.colour.clone()),
            ground: other.ground.or(self.ground),
        }
    }

    /// These, of a paragraph, with those of a style of characters: switches that are on in both
    /// are off, as Word has it.
    pub fn toggled(&self, style: &Letters) -> Letters {
        let both = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(a), Some(true)) => Some(!a),
            (a, Some(false) | None) => a,
            (None, b) => b,
        };
        Letters {
            bold: both(self.bold, style.bold),
            italic: both(self.italic, style.italic),
            struck: both(self.struck, style.struck),
            hidden: both(self.hidden, style.hidden),
            ..self.under(style)
        }
    }

    /// Whether words that look so are hidden.
    pub fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    /// What the words of a paragraph with these letters have beyond it: italic, and the rest.
    pub fn beyond(&self, paragraph: &Letters) -> (bool, Look) {
        let on = |a: Option<bool>, b: Option<bool>| a == Some(true) && b != Some(true);
        let colour = self.colour.clone().flatten();
        let look = Look {
            bold: on(self.bold, paragraph.bold),
            coloured: colour.is_some() && colour != paragraph.colour.clone().flatten(),
            highlighted: on(self.ground, paragraph.ground),
            struck: on(self.struck, paragraph.struck),
            underlined: on(self.underlined, paragraph.underlined),
        };
        (on(self.italic, paragraph.italic), look)
    }
}

/// The colour of letters; none if it is automatic, or so dark that nobody means anything by it.
fn colour(node: Node) -> Option<String> {
    let text = value(node, "val")?.to_ascii_uppercase();
    let part = |at: usize| text.get(at..at + 2).and_then(|p| u8::from_str_radix(p, 16).ok());
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let (low, high) = (red.min(green).min(blue), red.max(green).max(blue));
    (text.len() == 6 && (high > 0x40 || high - low > 0x18)).then_some(text)
}

fn is_shaded(node: Node) -> bool {
    let clear = |v: Option<&str>| {
        v.is_none_or(|v| v.eq_ignore_ascii_case("auto") || v.eq_ignore_ascii_case("ffffff"))
    };
    let pattern = value(node, "val").is_some_and(|v| !matches!(v, "clear" | "nil"));
    !clear(value(node, "fill")) || (pattern && !clear(value(node, "color")))
}

/// The change of looks that properties carry, with its author.
pub(super) fn change<'a>(properties: Node<'a, '_>) -> Option<&'a str> {
    let changes = |n: &Node| matches!(word(*n), Some("rPrChange" | "pPrChange" | "numberingChange"));
    let node = properties.children().find(changes)?;
    Some(value(node, "author").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(inside: &str) -> Letters {
        let names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let text = format!("<w:rPr xmlns:w=\"{names}\">{inside}</w:rPr>");
        let tree = roxmltree::Document::parse(&text).expect("well-formed");
        Letters::of(tree.root_element())
    }

    #[test]
    fn looks_are_what_differs() {
        let none = Letters::default();
        let look = |inside: &str| letters(inside).beyond(&none).1;
        assert!(look("<w:b/>").bold && !look("<w:b w:val=\"0\"/>").bold);
        assert!(look("<w:color w:val=\"ff0000\"/>").coloured && look("<w:color w:val=\"00008B\"/>").coloured);
        for dark in ["auto", "000000", "1F1F1F", "éé"] {
            assert!(!look(&format!("<w:color w:val=\"{dark}\"/>")).coloured, "{dark}");
        }
        assert!(look("<w:highlight w:val=\"yellow\"/>").highlighted);
        assert!(!look("<w:highlight w:val=\"none\"/><w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/>").highlighted);
        assert!(look("<w:shd w:val=\"clear\" w:fill=\"FFFF00\"/>").highlighted);
        assert!(look("<w:dstrike/>").struck && look("<w:u w:val=\"single\"/>").underlined);
        assert!(!look("<w:u w:val=\"none\"/>").underlined && letters("<w:vanish/>").is_hidden());
        let bold = letters("<w:b/><w:i/>");
        assert_eq!(bold.beyond(&bold), (false, Look::default()));
        assert_eq!(none.under(&bold).bold, Some(true));
        assert_eq!((bold.toggled(&bold).bold, none.toggled(&bold).bold), (Some(false), Some(true)));
    }
}
