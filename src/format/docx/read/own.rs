//! What the names of styles say: those of our own writer, and headings of any file.

use super::raw::{Raw, Role};
use crate::text::Kind;

/// What a style of ours is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A paragraph of this kind; whether it is a line of the masthead.
    Paragraph(Kind, bool),
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

/// Takes the label that our writer typed off a paragraph. Where it was changed, the label is the
/// one that stood before, and the change is one of looks; the second label is that behind all
/// changes.
pub(super) fn typed(raw: &mut Raw) -> (Option<String>, Option<String>) {
    let (mut before, mut after, mut by) = (String::new(), String::new(), None);
    for (c, manner) in raw.each().filter(|(_, m)| m.role == Role::Label) {
        if manner.tracked.put.is_none() {
            before.push(c);
        }
        if manner.tracked.gone.is_none() {
            after.push(c);
        }
        by =
            by.or_else(|| manner.tracked.put.as_ref().or(manner.tracked.gone.as_ref()).map(|t| t.by.clone()));
    }
    raw.retain(|_, _, m| m.role != Role::Label);
    let (before, after) = (before.trim().to_owned(), after.trim().to_owned());
    if let Some(by) = by.filter(|_| before != after && !before.is_empty() && !after.is_empty()) {
        raw.looks.push((by, format!("{before} {after}")));
    }
    let some = |l: String| (!l.is_empty()).then_some(l);
    let stood = raw.end.put.is_none() && raw.each().any(|(_, m)| m.tracked.put.is_none());
    if stood { (some(before), some(after)) } else { (some(before).or(some(after.clone())), some(after)) }
}

/// Takes off what our writer printed behind the words. A placement ("/also in OP8/") stays: it
/// is how people write one themselves, and is read as theirs.
pub(super) fn remarks(raw: &mut Raw) -> Vec<String> {
    let status = raw.retain(|_, _, m| m.role != Role::Status);
    let tag: String = raw.each().filter(|(_, m)| m.role == Role::Tag).map(|(c, _)| c).collect();
    let asked = if tag.contains('/') { String::new() } else { raw.retain(|_, _, m| m.role != Role::Tag) };
    let all = [status, asked].map(|t| t.trim().to_owned());
    all.into_iter().filter(|t| !t.is_empty()).collect()
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
