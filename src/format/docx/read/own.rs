//! What the names of styles say: those of our own writer, and headings of any file.

use super::super::styles::LEGEND;
use super::tree;
use crate::text::Kind;
use roxmltree::Node;

/// What a style of ours is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A paragraph of this kind; whether it is a line of the masthead.
    Paragraph(Kind, bool),
    /// A paragraph as some would have it, with what they take out of it struck.
    Version,
    /// What our writer puts beside the text.
    Remark,
}

/// What a style of ours is for, by its name; none for one that is not ours.
pub(super) fn style(name: &str) -> Option<Style> {
    let kind = match name {
        "UN Masthead" | "UN Masthead End" => return Some(Style::Paragraph(Kind::Plain, true)),
        "Chapeau Legend" | "Chapeau Subtitle" | "Chapeau Head" | "Chapeau Said" => {
            return Some(Style::Remark);
        }
        "Chapeau Version" => return Some(Style::Version),
        "Chapeau Comment" => Kind::Plain,
        "Title" => Kind::Title,
        "UN Formula" => Kind::Formula,
        "UN Preambular" => Kind::Preambular,
        "UN Operative" => Kind::Operative,
        "UN Annex" => Kind::Annex,
        "UN Closing" => Kind::Closing,
        "UN Text" => Kind::Plain,
        other if other.eq_ignore_ascii_case("heading 1") => Kind::Heading,
        other => {
            Kind::Sub(other.strip_prefix("UN Sub-paragraph ")?.parse().ok().filter(|n| (1..=9).contains(n))?)
        }
    };
    Some(Style::Paragraph(kind, false))
}

/// Whether our writer printed this as a compilation in brackets: only there it writes a legend.
pub(super) fn is_bracketed(body: Node) -> bool {
    let legend = |n: Node| tree::val(n, "pStyle").is_some_and(|style| style.contains(LEGEND));
    body.descendants().any(legend)
}
/// How deep a heading of any file is, 1 being the title; none if it is none.
/// `styles` are the names of its style and of those that is based on, the nearest first.
pub(super) fn depth(styles: &[&str]) -> Option<usize> {
    styles.iter().filter(|name| name.len() < 60).find_map(|name| {
        let name = name.to_lowercase();
        let bare = name.trim_start_matches(['_', ' ']);
        if name == "title" {
            return Some(1);
        }
        if let Some(level) = name.strip_prefix("heading ").and_then(|n| n.parse::<usize>().ok()) {
            return Some((level + 1).clamp(2, 10));
        }
        // The styles of the UN's own templates: "_ H _1_G".
        (name.starts_with('_') && (bare.starts_with("h_") || bare.starts_with("h _"))).then_some(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_styles_say_the_kind() {
        assert_eq!(style("UN Sub-paragraph 3"), Some(Style::Paragraph(Kind::Sub(3), false)));
        assert_eq!(style("UN Masthead End"), Some(Style::Paragraph(Kind::Plain, true)));
        assert_eq!((style("UN Sub-paragraph 12"), style("Normal")), (None, None));
    }

    #[test]
    fn headings_of_other_files() {
        let of = |name: &str| depth(&[name]);
        assert_eq!(
            (of("Title"), of("heading 1"), of("Heading 3"), of("_ H _1_G")),
            (Some(1), Some(2), Some(4), Some(2))
        );
        assert_eq!((of("Header"), of("_ Single Txt_G"), depth(&["A", "heading 1"])), (None, None, Some(2)));
    }
}
