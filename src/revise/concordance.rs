//! [`concordance`]: the table of old and new numbers, with whose words came in and why.
//!
//! As the UN prints it when paragraphs were merged or renumbered: a row for each paragraph of the
//! newer text, and one for each of the older text that is gone. Headings, titles and mastheads
//! have no number and no row. Written as CSV, with nothing in it that a spreadsheet would run.

use super::links::{Became, Links};
use super::noise::same;
use crate::diff::{Shape, key, tokens};
use crate::text::{Document, ParagraphId};
use std::collections::BTreeMap;

/// What is known of a paragraph from the log, for its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    /// Whose proposals were accepted in it.
    pub contributors: Vec<String>,
    /// Why it changed; may be empty.
    pub why: String,
}

/// What the log says of the paragraphs between two texts, by identity in either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whose words came in, and why.
    pub said: BTreeMap<ParagraphId, Contribution>,
    /// Those that were joined to another: to which.
    pub joined: BTreeMap<ParagraphId, ParagraphId>,
    /// Those that were cut off another: off which.
    pub cut: BTreeMap<ParagraphId, ParagraphId>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The label in the older text; several where paragraphs were joined.
    pub old: Option<String>,
    /// The label in the newer text.
    pub new: Option<String>,
    /// Whose proposals were accepted in it, sorted.
    pub contributors: Vec<String>,
    /// What was done: "kept", "renumbered", "edited", "moved", "moved and edited", "split from
    /// OP3", "merged with OP4", "new", "deleted". Of merged ones it is said where no word was
    /// added or taken out.
    pub what: String,
    /// Why; may be empty.
    pub why: String,
}

/// The rows, in the order of the newer text; deleted ones after the paragraph that they followed.
/// Paragraphs that keep their identity are themselves; others are found by their words. `known`
/// holds what the log says.
pub fn concordance(from: &Document, to: &Document, known: &Known) -> Vec<Row> {
    let (joined, cut): (&Became, &Became) = (&known.joined, &known.cut);
    let links = Links::new(from, to, joined, cut);
    let mut out = Vec::new();
    // A deleted paragraph follows the one that it followed; the first ones come first.
    let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for at in 0..from.len() {
        match links.new_of.get(at).copied().flatten() {
            Some(new) => last = Some(new),
            None => gone.entry(last).or_default().push(at),
        }
    }
    let mut table = Table { from, to, known, links: &links, out: &mut out };
    for at in gone.remove(&None).into_iter().flatten() {
        table.deleted(at);
    }
    for new in 0..to.len() {
        table.standing(new);
        for at in gone.remove(&Some(new)).into_iter().flatten() {
            table.deleted(at);
        }
    }
    out
}

/// Writes rows.
struct Table<'a> {
    from: &'a Document,
    to: &'a Document,
    known: &'a Known,
    links: &'a Links,
    out: &'a mut Vec<Row>,
}

impl Table<'_> {
    fn standing(&mut self, new: usize) {
        let Some(label) = label(self.to, new) else { return };
        let olds = self.links.old_of.get(new).cloned().unwrap_or_default();
        let part = self.links.parts.get(&new).copied();
        let names: Vec<String> = olds.iter().chain(&part).filter_map(|at| self.from.label_at(*at)).collect();
        let ids = olds.iter().filter_map(|at| self.from.meta(*at)).chain(self.to.meta(new)).map(|m| m.id);
        let what = self.what(new, &olds, part, &names, &label);
        let (contributors, why) = self.said(ids.collect());
        let old = (!names.is_empty()).then(|| names.join(", "));
        self.out.push(Row { old, new: Some(label), contributors, what, why });
    }

    fn what(&self, new: usize, olds: &[usize], part: Option<usize>, names: &[String], label: &str) -> String {
        let Some(first) = olds.first() else {
            let from = part.and_then(|at| self.from.label_at(at));
            return match (part, from) {
                (Some(_), Some(from)) => format!("split from {from}"),
                (Some(_), None) => "split".to_owned(),
                _ => "new".to_owned(),
            };
        };
        let edited = !same(&self.from.text(*first), &self.to.text(new));
        let moved = self.links.moved.get(new).copied().unwrap_or_default();
        let what = match (olds.len() > 1, moved, edited) {
            (true, ..) => return self.merged(new, olds),
            (_, true, true) => "moved and edited",
            (_, true, false) => "moved",
            (_, false, true) => "edited",
            _ if names.first().is_some_and(|n| n != label) => "renumbered",
            _ => "kept",
        };
        what.to_owned()
    }

    /// Paragraphs that are one now; with the words of all of them and no other, it is said so.
    fn merged(&self, new: usize, olds: &[usize]) -> String {
        let others: Vec<String> = olds.iter().skip(1).filter_map(|at| self.from.label_at(*at)).collect();
        let mut before: Vec<String> = olds.iter().flat_map(|at| words(&self.from.text(*at))).collect();
        let mut after = words(&self.to.text(new));
        before.sort_unstable();
        after.sort_unstable();
        let pure = if before == after { ", without the addition or subtraction of words" } else { "" };
        let with = if others.is_empty() { String::new() } else { format!(" with {}", others.join(", ")) };
        format!("merged{with}{pure}")
    }

    fn deleted(&mut self, at: usize) {
        let Some(label) = label(self.from, at) else { return };
        let (contributors, why) = self.said(self.from.meta(at).map(|m| m.id).into_iter().collect());
        self.out.push(Row { old: Some(label), new: None, contributors, what: "deleted".to_owned(), why });
    }

    fn said(&self, mut ids: Vec<ParagraphId>) -> (Vec<String>, String) {
        ids.dedup();
        let known: Vec<&Contribution> = ids.iter().filter_map(|id| self.known.said.get(id)).collect();
        let mut names: Vec<String> = known.iter().flat_map(|c| c.contributors.iter().cloned()).collect();
        names.sort();
        names.dedup();
        let mut reasons: Vec<&str> = known.iter().map(|c| c.why.as_str()).filter(|w| !w.is_empty()).collect();
        reasons.dedup();
        (names, reasons.join("; "))
    }
}

/// The words of a paragraph, without marks and as a comparison has them.
fn words(text: &str) -> Vec<String> {
    let text = key(text).to_lowercase();
    let all = tokens(&text).into_iter().filter(|t| t.shape != Shape::Mark);
    all.map(|t| t.text(&text).to_owned()).collect()
}

/// The label of a numbered paragraph; none for what has no row.
fn label(document: &Document, at: usize) -> Option<String> {
    let numbered = document.meta(at).is_some_and(|m| m.kind.is_labelled());
    numbered.then(|| document.label_at(at).unwrap_or_default())
}

/// The table as CSV (RFC 4180): a line of headings, lines ended by CR LF.
pub fn csv(rows: &[Row]) -> String {
    let mut out = csv_line(["Old", "New", "Contributors", "What", "Why"]);
    for row in rows {
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let contributors = row.contributors.join("; ");
        out.push_str(&csv_line([&cell(&row.old), &cell(&row.new), &contributors, &row.what, &row.why]));
    }
    out
}

/// A line of CSV with its end. What a spreadsheet would take for a formula begins with an
/// apostrophe.
pub fn csv_line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| csv_cell(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Source, apply_all, join, move_after, replace};

    const LINES: [&str; 4] = [
        "Welcomes the tide tables that the harbour masters of the northern coast have drawn up;",
        "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
        "Requests the chandlers to report each spring on the strength of hemp ropes;",
        "Notes with concern that herring come later each year.",
    ];

    fn document(lines: &[&str]) -> Document {
        let source =
            |t: &&str| Source { kind: Kind::Operative, issued: None, masthead: false, words: (*t).into() };
        Document::imported(lines.iter().map(source).collect(), BTreeMap::new())
    }

    fn shown(rows: &[Row]) -> Vec<String> {
        let name = |n: &Option<String>| n.clone().unwrap_or("-".to_owned());
        rows.iter().map(|r| format!("{} {} {}", name(&r.old), name(&r.new), r.what)).collect()
    }

    #[test]
    fn a_revision_from_outside() {
        let from = document(&LINES);
        let edited = LINES[2].replace("each spring", "every spring");
        let to = document(&["Thanks all pilots for their patience;", LINES[0], &edited, LINES[3]]);
        let rows = concordance(&from, &to, &Known::default());
        assert_eq!(
            shown(&rows),
            ["- OP1 new", "OP1 OP2 renumbered", "OP2 - deleted", "OP3 OP3 edited", "OP4 OP4 kept"]
        );
        assert!(shown(&concordance(&from, &from, &Known::default())).iter().all(|r| r.ends_with("kept")));
    }

    #[test]
    fn joined_and_moved_with_their_contributors() {
        let from = document(&LINES);
        let id = |at: usize| from.meta(at).expect("there").id;
        let mut to = from.clone();
        for changes in [
            replace(&to, id(1), 0..5, &"Urges".into(), "s"),
            move_after(&to, id(3), None),
            join(&from, id(0)),
        ] {
            apply_all(&mut to, &changes).expect("fits");
        }
        let say =
            |name: &str| Contribution { contributors: vec![name.to_owned()], why: "decision 1".to_owned() };
        let known = Known { said: [(id(0), say("UPU")), (id(1), say("EU"))].into(), ..Known::default() };
        let rows = concordance(&from, &to, &known);
        assert_eq!(shown(&rows), ["OP4 OP4 moved", "OP1, OP2 OP1 merged with OP2", "OP3 OP3 kept"]);
        assert_eq!(
            (rows[1].contributors.join(" "), rows[1].why.as_str()),
            ("EU UPU".to_owned(), "decision 1")
        );
    }

    #[test]
    fn joined_as_they_were_and_cut_up_as_the_log_has_it() {
        let from = document(&LINES);
        let id = |at: usize| from.meta(at).expect("there").id;
        let mut to = from.clone();
        apply_all(&mut to, &join(&from, id(1))).expect("fits");
        let cut = crate::text::split(&to, id(0), 30, "s");
        apply_all(&mut to, &cut).expect("fits");
        let second = to.meta(1).expect("there").id;
        let known =
            Known { joined: [(id(2), id(1))].into(), cut: [(second, id(0))].into(), ..Known::default() };
        let rows = concordance(&from, &to, &known);
        assert_eq!(
            shown(&rows),
            [
                "OP1 OP1 edited",
                "OP1 OP1 bis split from OP1",
                "OP2, OP3 OP2 merged with OP3, without the addition or subtraction of words",
                "OP4 OP4 kept"
            ]
        );
    }

    #[test]
    fn cells_are_quoted_and_run_nothing() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("@x, \"y\""), "\"'@x, \"\"y\"\"\"");
        assert_eq!(csv_cell("OP1 bis"), "OP1 bis");
        let row = Row {
            old: None,
            new: Some("OP1".into()),
            contributors: vec!["EU".into(), "UPU".into()],
            what: "new".into(),
            why: "a\nb".into(),
        };
        assert_eq!(csv(&[row]), "Old,New,Contributors,What,Why\r\n,OP1,EU; UPU,new,\"a\nb\"\r\n");
    }
}
