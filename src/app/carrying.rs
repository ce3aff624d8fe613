//! What is carried over, in words and as JSON; and the next revision from a file.

use super::error::AppError;
use super::files::{self, Opened, Source};
use super::imports::{Marks, import};
use super::names::{Names, Veil};
use super::veiled::Veiled;
use crate::project::{Carried, FromOutside, Project, Seen, carried, issue_from};
use crate::record::Wish;
use crate::revise::marked::Side;
use crate::revise::{Met, Report};
use crate::storage;
use crate::text::Document;
use crate::weave::Fate;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;

/// Characters of the words around that a line shows.
const AROUND: usize = 40;

/// The undecided proposals by their fates: clean ones counted, all others listed.
pub fn json(project: &Project, names: Names) -> Value {
    let veil = Veil::of(project, names);
    let veiled = Veiled::of(project, &veil);
    let (clean, others) = carried(project);
    let mut out = Map::new();
    out.insert("clean".to_owned(), clean.into());
    for fate in [Fate::Reflected, Fate::Damaged, Fate::Moot, Fate::Orphan] {
        let those = others.iter().filter(|c| c.placed.fate == fate);
        let list: Vec<Value> = those.map(|c| one(c, &veiled)).collect();
        out.insert(fate.name().to_owned(), list.into());
    }
    Value::Object(out)
}

fn one(c: &Carried, veiled: &Veiled) -> Value {
    let p = &c.placed.proposal;
    let by = veiled.veil().named(&c.placed.actor);
    json!({
        "id": veiled.id(&p.id.0),
        "version": p.version,
        "actor": by.as_ref().map(|a| a.as_str()),
        "kind": p.wish.kind(),
        "label": c.label.as_deref().map(|l| veiled.veil().typed_label(l)),
        "base": c.base,
        "quote": p.wish.span().map(|s| s.quote.replace(crate::text::NOTE, "")).unwrap_or_default(),
        "asks": asks(&p.wish),
        "text": p.wish.new_words(),
        "was": sentence(&c.was),
        "now": c.now.as_ref().map(sentence),
    })
}

/// What a wish asks for, in a few words.
pub fn asks(wish: &Wish) -> String {
    let quote = wish.span().map(|s| s.quote.replace(crate::text::NOTE, "")).unwrap_or_default();
    match (wish, wish.new_words().as_str()) {
        (Wish::Replace { .. }, "") => format!("delete “{}”", quote.trim()),
        (Wish::Replace { .. }, new) if quote.is_empty() => format!("insert “{}”", new.trim()),
        (Wish::Replace { .. }, new) => format!("replace “{}” by “{}”", quote.trim(), new.trim()),
        (other, "") => other.name().replace('-', " "),
        (other, new) => format!("{}: “{}”", other.name().replace('-', " "), new.trim()),
    }
}

/// Words with a little of what stands around them; the words between ‹ and ›.
pub fn sentence(seen: &Seen) -> String {
    let count = seen.before.chars().count();
    let before: String = seen.before.chars().skip(count.saturating_sub(AROUND)).collect();
    let after: String = seen.after.chars().take(AROUND).collect();
    let cut = |cut: bool| if cut { "…" } else { "" };
    let (left, right) = (cut(count > AROUND), cut(seen.after.chars().count() > AROUND));
    format!("{left}{before}‹{}›{after}{right}", seen.words)
}

/// The same for a person: the counts, then each that is not clean.
pub fn text(project: &Project, names: Names) -> String {
    let veil = Veil::of(project, names);
    let veiled = Veiled::of(project, &veil);
    let (clean, others) = carried(project);
    let of = |fate: Fate| others.iter().filter(move |c| c.placed.fate == fate);
    let mut out = vec![format!(
        "Open proposals carried over: {clean} clean, {} reflected, {} damaged, {} moot, {} orphan.",
        of(Fate::Reflected).count(),
        of(Fate::Damaged).count(),
        of(Fate::Moot).count(),
        of(Fate::Orphan).count()
    )];
    for (fate, says) in [
        (Fate::Damaged, "damaged, its words were touched"),
        (Fate::Orphan, "orphan, its paragraph is gone"),
        (Fate::Moot, "moot, what it amends is gone"),
        (Fate::Reflected, "reflected, the text says it already"),
    ] {
        for c in of(fate) {
            let p = &c.placed.proposal;
            let by = veil.named(&c.placed.actor).map(|a| format!("{a} ")).unwrap_or_default();
            let label = c.label.as_deref().map(|l| veil.typed_label(l)).filter(|l| !l.is_empty());
            let label = label.as_deref().unwrap_or("no label");
            out.push(format!("{by}{} ({label}): {}; {says}", veiled.id(&p.id.0), asks(&p.wish)));
            if fate == Fate::Damaged || fate == Fate::Orphan {
                let base = c.base.as_deref().unwrap_or("a text that is not here");
                out.push(format!("  {base}: {}", sentence(&c.was)));
            }
            if let (Fate::Damaged, Some(now)) = (fate, &c.now) {
                out.push(format!("  now: {}", sentence(now)));
            }
        }
    }
    out.join("\n")
}

/// A text that is to be the next revision.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// The name of its file, or PROJECT@REVISION.
    pub source: String,
    /// The text.
    pub document: Document,
    /// What was mended in it and what was left out.
    pub report: Arc<Report>,
    /// What became of the changes that people had marked in it, a sentence each.
    pub marks: Vec<String>,
}

/// Reads the text that is to be the next revision: any source, a Word file with its changes
/// accepted, a project's working text, or one of its revisions (`P@REVISION`).
pub fn open_next(name: &str) -> Result<Next, AppError> {
    let path = Path::new(name);
    let source =
        path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_else(|| name.to_owned());
    let plain =
        |document| Next { source: source.clone(), document, report: Arc::default(), marks: Vec::new() };
    if name.contains('@') && storage::stamp(path).is_none() {
        return files::open_text(name).map(plain);
    }
    let opened = match files::open(path)? {
        Opened::Project(project) => return Ok(plain(project.working)),
        Opened::Source(parsed) => Source::Text(parsed),
        Opened::Marked(marked) => Source::Marked(marked),
        Opened::Track(_) => {
            let (path, found) = (path.to_owned(), "return (.track)");
            return Err(AppError::WrongKind { path, found, wanted: "taken for a revision; merge it" });
        }
    };
    let taken = import(opened, Side::Accepted);
    let document = Document::imported(taken.parsed.paragraphs, taken.parsed.notes);
    let marks = taken.marks.iter().flat_map(Marks::told).collect();
    Ok(Next { source, document, report: Arc::new(taken.parsed.report), marks })
}

/// What issuing a text from outside would do, and the project with it done.
pub fn next_from(project: &Project, next: &Next, name: &str) -> Result<(FromOutside, Project), AppError> {
    if project.last().is_none() {
        return AppError::refuse("There is no text yet that this could be a revision of; import it.");
    }
    let name = name.trim();
    if name.is_empty() || project.revision(name).is_ok() {
        return AppError::refuse(format!(
            "a revision needs a name of its own; “{name}” is empty or taken. Nothing was written."
        ));
    }
    let made = issue_from(project, &next.document, &next.source, name);
    let mut after = project.clone();
    made.change.apply(&mut after)?;
    Ok((made, after))
}

/// What was mended in a text and what was left out of it, as `import` says it.
pub fn report_json(next: &Next) -> (Value, Value) {
    let plain = |text: &str| text.replace(crate::text::NOTE, "");
    let label = |at: usize| next.document.label_at(at);
    let repairs = next
        .report
        .repairs
        .iter()
        .map(|r| json!({"label": label(r.paragraph), "was": plain(&r.was), "now": plain(&r.now)}));
    let dropped = next.report.dropped.iter();
    let dropped = dropped.map(|d| json!({"line": d.line, "text": d.text, "why": d.why.to_string()}));
    (repairs.collect(), dropped.collect())
}

/// How the paragraphs fared, as JSON.
pub fn met_json(met: &Met) -> Value {
    json!({
        "same": met.same, "edited": met.edited, "moved": met.moved, "split": met.split,
        "merged": met.merged, "new": met.new, "deleted": met.deleted,
    })
}

/// The same in a sentence.
pub fn met_text(met: &Met) -> String {
    let counts = [
        (met.same, "as before"),
        (met.edited, "edited"),
        (met.moved, "moved"),
        (met.split, "split"),
        (met.merged, "merged"),
        (met.new, "new"),
        (met.deleted, "deleted"),
    ];
    let said: Vec<String> = counts.iter().map(|(n, what)| format!("{n} {what}")).collect();
    format!("Paragraphs: {}.", said.join(", "))
}

/// What was decided and is not in the other text, a line each.
pub fn undone_lines(made: &FromOutside) -> Vec<String> {
    let each = made.undone.iter().map(|u| {
        let place = u.label.as_deref().map(|l| format!(" ({l})")).unwrap_or_default();
        format!("decision {}{place}: {}: “{}”", u.decision.0, u.how, u.text)
    });
    each.collect()
}
