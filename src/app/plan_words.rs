//! What a return says, a line each for a person, in the order of the text.
//!
//! The lines of a [`super::Plan`]. Nothing is merged or looked up in a file here.

use crate::project::Project;
use crate::record::{ActorId, Comment, Wish};
use crate::text::{Kind, Label, NOTE, ParagraphId};

/// Where something stands in the text: the ordinal of the paragraph from 1, 0 for the text as a
/// whole; whether it is behind that paragraph; the character in it.
pub type Stand = (usize, bool, usize);

/// Where a proposal stands; what stands nowhere is last.
pub fn stand(project: &Project, wish: &Wish) -> Stand {
    match (wish, wish.span()) {
        (Wish::InsertParagraph { after: None, .. }, _) => (0, true, 0),
        (Wish::InsertParagraph { after: Some(after), .. }, _) => (ordinal(project, *after), true, 0),
        (_, Some(at)) => (ordinal(project, at.paragraph), false, at.range.start),
        (Wish::Amend { at, .. }, None) => {
            let target = project.tracks.values().find_map(|t| t.proposal(&at.of));
            let target = target.map(|(_, p)| &p.wish).filter(|w| w.amends().is_none());
            target.map_or((usize::MAX, false, 0), |wish| stand(project, wish))
        }
        (_, None) => (usize::MAX, false, 0),
    }
}

/// Where a comment stands.
pub fn stand_of(project: &Project, comment: &Comment) -> Stand {
    let at = comment.at.as_ref();
    at.map_or((0, false, 0), |at| (ordinal(project, at.paragraph), false, at.range.start))
}

fn ordinal(project: &Project, id: ParagraphId) -> usize {
    project.working.place(id).map_or(usize::MAX, |n| n + 1)
}

/// A proposal in a line: "EU: OP5, insert “and lakes”".
pub fn said(project: &Project, actor: &ActorId, wish: &Wish) -> String {
    let place = |id| place(project, id);
    let at = wish.span().map(|at| place(at.paragraph)).unwrap_or_default();
    let old = short(&wish.quote());
    let new = short(&wish.new_words());
    let told = match wish {
        Wish::Replace { .. } => match (old.is_empty(), new.is_empty()) {
            (true, _) => format!("{at}, insert “{new}”"),
            (false, true) => format!("{at}, delete “{old}”"),
            (false, false) => format!("{at}, replace “{old}” by “{new}”"),
        },
        Wish::InsertParagraph { label, .. } if !label.trim().is_empty() => {
            format!("{}, new paragraph “{new}”", Label::said(label))
        }
        Wish::InsertParagraph { after: Some(after), .. } => {
            format!("new paragraph after {} “{new}”", place(*after))
        }
        Wish::InsertParagraph { after: None, .. } => format!("new paragraph at the beginning “{new}”"),
        Wish::DeleteParagraph { .. } => format!("{at}, paragraph deleted “{old}”"),
        Wish::Move { after: Some(after), .. } => format!("{at}, moved behind {} “{old}”", place(*after)),
        Wish::Move { after: None, .. } => format!("{at}, moved to the beginning “{old}”"),
        Wish::Split { at: cut } => match (short(&cut.after), short(&cut.before)) {
            (after, _) if !after.is_empty() => format!("{at}, split before “{after}…”"),
            (_, before) => format!("{at}, split behind “…{before}”"),
        },
        Wish::Merge { second, .. } => format!("{at}, joined with {}", place(*second)),
        Wish::Alternative { label, .. } => format!("{}, instead of {at} “{new}”", Label::said(label)),
        Wish::Amend { at, .. } => match (old.is_empty(), new.is_empty()) {
            (true, _) => format!("in {}, insert “{new}”", at.of),
            (false, true) => format!("in {}, delete “{old}”", at.of),
            (false, false) => format!("in {}, replace “{old}” by “{new}”", at.of),
        },
        Wish::Retain { .. } => format!("{at}, retains “{old}”"),
        Wish::Doubt { .. } => format!("{at}, puts “{old}” in brackets"),
        Wish::Reserve { .. } => format!("{at}, reserves its position on “{old}”"),
        Wish::Placement { note, .. } => format!("{at}, “{new}” ({})", short(note)),
    };
    format!("{actor}: {told}")
}

/// A comment in a line: "EU comments on OP5: “We can live with it”".
pub fn commented(project: &Project, actor: &ActorId, comment: &Comment) -> String {
    let on = comment.at.as_ref().map(|at| format!(" on {}", place(project, at.paragraph)));
    format!("{actor} comments{}: “{}”", on.unwrap_or_default(), short(&comment.text))
}

/// How a paragraph is called: its label, or what it is and how it begins.
fn place(project: &Project, id: ParagraphId) -> String {
    let Some(meta) = project.working.meta_of(id) else {
        return "a paragraph that is not in this text".to_owned();
    };
    if let Some(label) = &meta.label {
        return label.to_string();
    }
    let is = match meta.kind {
        Kind::Title => return "the title".to_owned(),
        Kind::Heading => "the heading",
        _ => "the line",
    };
    let words = project.working.words_of(id).map(|w| w.bare()).unwrap_or_default();
    let first: Vec<&str> = words.split_whitespace().take(6).collect();
    let more = if words.split_whitespace().nth(6).is_some() { " …" } else { "" };
    format!("{is} “{}{more}”", first.join(" "))
}

/// Words as far as a line has room for them.
fn short(text: &str) -> String {
    let most = crate::limits::QUOTE;
    let text = text.replace(NOTE, "").replace('\n', " ¶ ");
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::format::plain;
    use crate::record::Span;
    use crate::text::Fragment;

    fn project() -> Project {
        let text = "The canal\n\nThe General Assembly,\n\n1. Calls upon all keepers to rest;\n\nA heading without a number\n\n2. Decides to count the ships.\n";
        Project::of(plain::read(text), "Zero draft").unwrap()
    }

    fn at(project: &Project, label: &str, words: &str) -> Span {
        let paragraph = project.paragraph(label).unwrap();
        let text = project.working.words_of(paragraph).unwrap().bare();
        let from = text.find(words).unwrap();
        Span {
            paragraph,
            range: from..from + words.len(),
            quote: words.into(),
            before: text[..from].into(),
            after: text[from + words.len()..].into(),
        }
    }

    #[test]
    fn every_wish_is_said_in_words_and_stands_somewhere() {
        let project = project();
        let eu = ActorId::new("EU");
        let words = |s: &str| Fragment::plain(s);
        let op = |label: &str| project.paragraph(label).unwrap();
        let bare = project.working.metas().find(|m| m.label.is_none() && m.kind != Kind::Title).unwrap().id;
        let mut cut = at(&project, "OP1", "to rest;");
        (cut.after, cut.quote, cut.range) =
            (cut.quote.clone(), String::new(), cut.range.start..cut.range.start);
        let insert = |after, label: &str| Wish::InsertParagraph {
            after,
            kind: Kind::Plain,
            label: label.into(),
            words: words("Thank you"),
        };
        let all = [
            (insert(None, ""), "EU: new paragraph at the beginning “Thank you”"),
            (insert(Some(bare), ""), "EU: new paragraph after the line “The General Assembly,” “Thank you”"),
            (Wish::Replace { at: at(&project, "OP1", "all "), with: words("") }, "EU: OP1, delete “all”"),
            (
                Wish::Replace { at: at(&project, "OP1", "keepers"), with: words("a\nb") },
                "EU: OP1, replace “keepers” by “a ¶ b”",
            ),
            (Wish::Split { at: cut }, "EU: OP1, split before “to rest;…”"),
            (insert(Some(op("OP1")), "1 bis"), "EU: OP1 bis, new paragraph “Thank you”"),
            (
                Wish::Merge { at: at(&project, "OP2", "Decides"), second: op("OP1") },
                "EU: OP2, joined with OP1",
            ),
            (
                Wish::DeleteParagraph { at: at(&project, "OP2", "to count the ships.") },
                "EU: OP2, paragraph deleted “to count the ships.”",
            ),
        ];
        let mut last = (0, false, 0);
        for (wish, told) in &all {
            assert_eq!(said(&project, &eu, wish), *told);
            let here = stand(&project, wish);
            assert!(last <= here, "{told}: {last:?} {here:?}");
            last = here;
        }
    }
}
