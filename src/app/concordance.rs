//! The concordance of two revisions of a project: which paragraph became which, what was done,
//! with whose words and why. As CSV and as a page; nothing in either runs.

use super::audit::{Between, backers, from_outside};
use super::error::AppError;
use super::names::{Names, Veil};
use crate::format::html::{END, begin, escape, table};
use crate::project::{Cause, Project};
use crate::record::{ActorId, CHAIR, Decision};
use crate::revise::{self, Known, Row};
use crate::text::Change;
use std::path::Path;

/// The rows of the concordance of two revisions, with the names that are to be shown.
pub fn rows(project: &Project, from: &str, to: &str, names: Names) -> Result<Vec<Row>, AppError> {
    let veil = Veil::of(project, names);
    let between = Between::new(project, from, to)?.veiled(veil.clone());
    let known = known(&between);
    let mut rows = revise::concordance(&between.from.document, between.to, &known);
    for row in rows.iter_mut().filter(|_| !veil.is_open()) {
        let all: Vec<ActorId> = row.contributors.iter().map(|name| ActorId::new(name)).collect();
        row.contributors = veil.named_list(&all).iter().map(ToString::to_string).collect();
    }
    Ok(rows)
}

/// The bytes of a file of this name: a page where it ends in .html, CSV otherwise.
pub fn file(
    project: &Project,
    (from, to): (&str, &str),
    name: &Path,
    names: Names,
) -> Result<String, AppError> {
    let rows = rows(project, from, to, names)?;
    let ending = name.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" => Ok(html(project, from, to, &rows)),
        "csv" | "" => Ok(revise::csv(&rows)),
        _ => AppError::refuse(format!(
            "a concordance is written as .csv or .html; “.{ending}” is neither. Nothing was written."
        )),
    }
}

/// What the log says of the paragraphs.
fn known(between: &Between) -> Known {
    let mut known = Known::default();
    for entry in &between.entries {
        for change in &entry.changes {
            match change {
                Change::Join { id, second, .. } => drop(known.joined.insert(second.id, *id)),
                Change::Split { id, second, .. } => drop(known.cut.insert(second.id, *id)),
                _ => {}
            }
        }
        let (names, why) = match &entry.cause {
            Cause::Decision(id) => match between.decision(*id) {
                Some(decision) => (backers(decision), rationale(between, decision)),
                None => continue,
            },
            Cause::Chair(why) => (vec![CHAIR.to_owned()], why.clone()),
            Cause::Outside(source) => (Vec::new(), from_outside(source, &between.veil)),
            Cause::Issue | Cause::Copies(_) => continue,
        };
        // New labels alone are no contribution of anybody.
        let changes = entry.changes.iter().filter(|c| !matches!(c, Change::SetMeta { .. }));
        for id in changes.flat_map(Change::touched) {
            let row = known.said.entry(id).or_default();
            let new: Vec<String> = names.iter().filter(|n| !row.contributors.contains(n)).cloned().collect();
            row.contributors.extend(new);
            if !why.is_empty() && !row.why.contains(&why) {
                row.why = if row.why.is_empty() { why.clone() } else { format!("{}; {why}", row.why) };
            }
        }
    }
    known
}

/// The reasons that the backers of a decision gave, and that of the decision.
fn rationale(between: &Between, decision: &Decision) -> String {
    let said = decision.about.iter().filter_map(|(actor, id, _)| {
        let (_, p) = between.project.tracks.get(actor)?.proposal(id)?;
        let by = between.veil.named(actor).map(|a| format!("{a}: ")).unwrap_or_default();
        (!p.rationale.is_empty()).then(|| format!("{by}{}", p.rationale))
    });
    let mut all: Vec<String> = said.chain((!decision.why.is_empty()).then(|| decision.why.clone())).collect();
    all.dedup();
    all.join("; ")
}

/// The table as one self-contained page.
fn html(project: &Project, from: &str, to: &str, rows: &[Row]) -> String {
    let name = |typed: &str| project.revision(typed).map_or(typed.to_owned(), |r| r.name.clone());
    let title = format!("{} and {}: concordance", name(from), name(to));
    let of = match project.head.title.trim() {
        "" => String::new(),
        title => format!("<p>{}</p>\n", escape(title)),
    };
    let mut out = begin(&title, STYLE, &title) + &of;
    let heads = [&name(from), &name(to), "What was done", "Contributors", "Rationale"];
    let row = |row: &Row| {
        let side = |label: &Option<String>| label.clone().unwrap_or_else(|| "–".to_owned());
        vec![side(&row.old), side(&row.new), row.what.clone(), row.contributors.join("; "), row.why.clone()]
    };
    table(&mut out, &heads.map(|h: &str| h), rows.iter().map(row));
    out.push_str(END);
    out.push('\n');
    out
}

/// The look of the page.
const STYLE: &str = "body{font-family:'Times New Roman','Liberation Serif',serif;margin:2rem auto;max-width:60rem;padding:0 1rem;line-height:1.35}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{font:600 .8rem sans-serif}
tbody th{font-weight:normal}
";
