//! Real documents for tests, read from beside the checkout and never copied into it. The
//! reading is crude on purpose: importing is the work of another layer.

use super::Item;
use crate::text::Kind;
use std::path::Path;

/// A file of the shared sources; None, with a word on standard error, where they are absent.
pub(super) fn read(name: &str) -> Option<String> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find_map(|dir| std::fs::read_to_string(dir.join("shared/seeds").join(name)).ok());
    if found.is_none() {
        assert!(std::env::var_os("CHAPEAU_REQUIRE_SHARED").is_none_or(|v| v != "1"), "{name} is not there");
        eprintln!("SKIPPED: {name} is not beside this checkout");
    }
    found
}

fn body(paragraphs: impl Iterator<Item = String>) -> Vec<String> {
    let unlabelled = |p: String| {
        let rest = p.split_once(". ").filter(|(n, _)| n.chars().all(|c| c.is_ascii_digit()));
        rest.map_or(p.clone(), |(_, rest)| rest.to_owned())
    };
    paragraphs
        .skip_while(|p| !p.contains("General Assembly,"))
        .filter(|p| {
            let first = p.trim_start().chars().next().unwrap_or(' ');
            first.is_alphabetic() && p.split_whitespace().count() > 8 || p.contains("plenary")
        })
        .filter(|p| !p.starts_with("http"))
        .map(unlabelled)
        .collect()
}

/// Paragraphs of a source with one line a paragraph and emphasis marked.
pub(super) fn marked(name: &str) -> Option<Vec<String>> {
    let text = read(name)?;
    let plain = |line: &str| {
        let mut out =
            line.replace(['*', '\\', '_'], "").replace("](#)", "").replace('[', "").trim().to_owned();
        if let Some((n, rest)) = out.clone().split_once(". ")
            && n.chars().all(|c| c.is_ascii_digit())
        {
            out = rest.to_owned();
        }
        out
    };
    Some(body(text.lines().map(plain)))
}

/// Paragraphs of a raw source: hard-wrapped lines with blank ones between, a paragraph begins
/// with an indented capital or a number.
pub(super) fn raw(name: &str) -> Option<Vec<String>> {
    let text = read(name)?;
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.contains("____") && !l.contains("http")) {
        let trimmed = line.trim();
        let mut words = trimmed.splitn(2, ". ");
        let head = words.next().unwrap_or_default();
        let numbered = line.starts_with(' ') && !head.is_empty() && head.chars().all(|c| c.is_ascii_digit());
        let opens = line.starts_with(' ') && trimmed.starts_with(|c: char| c.is_uppercase());
        let note = line.starts_with(' ') && trimmed.starts_with(|c: char| c.is_ascii_digit());
        if numbered {
            out.push(words.next().unwrap_or_default().trim().to_owned());
        } else if opens || note || out.is_empty() {
            out.push(trimmed.to_owned());
        } else if let Some(last) = out.last_mut() {
            last.push(' ');
            last.push_str(trimmed);
        }
    }
    Some(body(out.into_iter()))
}

/// The paragraphs as items of one kind.
pub(super) fn items(paragraphs: &[String]) -> Vec<Item<'_>> {
    paragraphs.iter().map(|text| Item { kind: Kind::Operative, text }).collect()
}
