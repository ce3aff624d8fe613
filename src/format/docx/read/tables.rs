//! Tables: what the columns of a compilation hold, and which paragraphs are in a cell.
//!
//! The paragraphs of cells stand among all others; this only says which belong together.

use super::walk::Cell;
use crate::revise::marked::{Column, MarkedTable};

/// What the head of a column says that it holds.
fn column(head: &str) -> Column {
    const ACTOR: [&str; 12] = [
        "actor",
        "delegation",
        "member state",
        "country",
        "countries",
        "submitted by",
        "proponent",
        "organization",
        "organisation",
        "stakeholder",
        "agency",
        "entity",
    ];
    const COMMENT: [&str; 7] =
        ["comment", "remark", "rationale", "justification", "reason", "explanation", "note"];
    const PROPOSAL: [&str; 5] = ["propos", "amendment", "suggest", "new text", "revised"];
    const TEXT: [&str; 5] = ["current", "original", "existing", "zero draft", "base text"];
    const WHO: [&str; 3] = ["proposing", "suggesting", "submitting"];
    const PARAGRAPH: [&str; 8] =
        ["paragraph", "para", "op/pp", "pp/op", "reference", "number", "no.", "article"];
    let head = head.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| head.contains(w));
    match () {
        // "Proposed by", "Proposing delegation": whose, not what.
        () if head.trim_end_matches([' ', ':']).ends_with(" by") || (has(&WHO) && has(&ACTOR)) => {
            Column::Actor
        }
        () if has(&TEXT) => Column::Text,
        // What may be either changes nothing.
        () if has(&PROPOSAL) && has(&COMMENT) => Column::Comment,
        () if has(&PROPOSAL) => Column::Proposal,
        () if has(&ACTOR) || matches!(head.trim(), "by" | "from" | "name" | "party" | "group") => {
            Column::Actor
        }
        () if has(&COMMENT) => Column::Comment,
        () if has(&PARAGRAPH) || matches!(head.trim(), "#" | "no" | "op" | "pp") => Column::Paragraph,
        () if head.trim() == "text" => Column::Text,
        () => Column::Other,
    }
}

/// The columns of a table whose first row has these words; none if it is no compilation.
pub(super) fn columns(first: &[String]) -> Vec<Column> {
    let all: Vec<Column> =
        first.iter().map(|h| if h.chars().count() > 80 { Column::Other } else { column(h) }).collect();
    let has = |c| all.contains(&c);
    let place = has(Column::Paragraph) || has(Column::Text);
    let said = has(Column::Proposal) || has(Column::Comment);
    if place && said { all } else { Vec::new() }
}

/// A table of the result. `places` gives for each paragraph of the file its ordinal there.
pub(super) fn table(rows: &[Vec<Cell>], columns: Vec<Column>, places: &[usize]) -> MarkedTable {
    let at = |n: usize| places.get(n).or(places.last()).copied().unwrap_or(0);
    let cell = |cell: &Cell| at(cell.start)..at(cell.end).max(at(cell.start));
    MarkedTable { columns, rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_compilations() {
        use Column::{Actor, Comment, Other, Paragraph, Proposal, Text};
        let read = |heads: &[&str]| columns(&heads.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            read(&["Para.", "Delegation", "Proposed text", "Comments"]),
            [Paragraph, Actor, Proposal, Comment]
        );
        assert_eq!(read(&["Current text", "Amendment", "Country/Group"]), [Text, Proposal, Actor]);
        assert_eq!(read(&["Para", "Comments/proposals"]), [Paragraph, Comment]);
        assert_eq!(read(&["Paragraph", "Comment", "X"]), [Paragraph, Comment, Other]);
        for head in ["Proposed by", "Suggested by:", "Proposing delegation"] {
            assert_eq!(
                read(&["Para", head, "Proposals by delegations"]),
                [Paragraph, Actor, Proposal],
                "{head}"
            );
        }
        assert!(read(&["United Nations", "A/RES/80/118"]).is_empty() && read(&[]).is_empty());
    }
}
