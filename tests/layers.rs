//! The rules of the layers hold: who may name whom, and what stands in one layer only.
//!
//! The source is read as text. Tests inside it may do more: what is behind `cfg(test)` counts for
//! nothing here.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

/// The layers, top to bottom. A layer names only those on lines below its own; `limits` is a
/// table that all may read.
const LAYERS: &[&[&str]] = &[
    &["cli", "ui"],
    &["app"],
    &["storage", "format"],
    &["project"],
    &["check", "library"],
    &["revise"],
    &["weave"],
    &["record"],
    &["diff"],
    &["text"],
    &["lexicon"],
    &["limits"],
];

/// Files that may be longer than [`LONGEST`], each with a reason. None so far.
const LONG: &[(&str, &str)] = &[];
const LONGEST: usize = 500;

/// Words that only one layer may use.
const ONLY: &[(&str, &[&str])] = &[
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("rfd", &["ui"]),
    ("clap", &["cli"]),
    ("tempfile", &["storage"]),
    ("ron::", &["format"]),
    ("Serialize", &["format"]),
    ("Deserialize", &["format"]),
    ("ropey", &["text"]),
    ("lopdf", &["format"]),
    ("html5gum", &["format"]),
];

struct File {
    /// Under `src`, with slashes: "app/writing/actor.rs".
    name: String,
    whole: String,
    /// Without comments, words in quotation marks and what is behind `cfg(test)`.
    code: String,
}

impl File {
    /// "app" of "app/files.rs", "limits" of "limits.rs".
    fn layer(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// How many modules deep it is: `app/mod.rs` is 1, `app/files.rs` 2.
    fn depth(&self) -> usize {
        let parts = self.name.split('/').count();
        if self.name.ends_with("/mod.rs") { parts - 1 } else { parts }
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let tests = test_files(&paths);
    let files = paths.iter().filter(|p| !tests.contains(p)).map(|path| {
        let whole = std::fs::read_to_string(path).unwrap();
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        File { name, code: bare(&whole), whole }
    });
    files.collect()
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The files of modules that are declared behind `cfg(test)`.
fn test_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let beside = path.parent().unwrap().to_owned();
        let folder = if matches!(stem.as_str(), "mod" | "lib" | "main") { beside } else { beside.join(stem) };
        let mut behind = false;
        let mut named = None;
        for line in text.lines().map(str::trim) {
            let module = line.strip_prefix("mod ").and_then(|l| l.strip_suffix(';'));
            if let (Some(module), true) = (module, behind) {
                let file: Option<&str> = named.take();
                out.push(folder.join(file.map_or(format!("{module}.rs"), str::to_owned)));
                out.extend(paths.iter().filter(|p| p.starts_with(folder.join(module))).cloned());
            }
            if let Some(file) = line.strip_prefix("#[path = \"").and_then(|l| l.strip_suffix("\"]")) {
                named = Some(file);
            }
            behind = line == "#[cfg(test)]" || (behind && line.starts_with("#["));
        }
    }
    out
}

/// The code without comments, quoted words and test modules. The source is set by rustfmt, so a
/// module ends at the brace that stands where it began.
fn bare(source: &str) -> String {
    let mut out = String::new();
    let mut until: Option<String> = None;
    let mut behind = false;
    for line in source.lines() {
        let indent = " ".repeat(line.len() - line.trim_start().len());
        if let Some(end) = &until {
            if line == end {
                until = None;
            }
            continue;
        }
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") {
            behind = true;
            continue;
        }
        if behind && !trimmed.starts_with("#[") {
            behind = false;
            if trimmed.ends_with('{') {
                until = Some(format!("{indent}}}"));
            }
            continue;
        }
        out.push_str(&without_words(trimmed));
        out.push('\n');
    }
    out
}

/// A line without its comment and without what stands in quotation marks.
fn without_words(line: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => drop(chars.next()),
            '\'' if !quoted && chars.peek() == Some(&'"') => drop(chars.next()),
            '"' => quoted = !quoted,
            _ if quoted => {}
            '/' if chars.peek() == Some(&'/') => break,
            c => out.push(c),
        }
    }
    out
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names that follow `path` in the code: one, or those of the list in braces.
fn named(code: &str, path: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices(path) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| is_name(c) || c == ':' || c == '$') {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(list) => out.extend(heads(list)),
            None => out.push(rest.chars().take_while(|c| is_name(*c)).collect()),
        }
    }
    out
}

/// The first name of each item of a list in braces.
fn heads(list: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut deep = 0;
    let mut item = String::new();
    for c in list.chars() {
        match c {
            '}' if deep == 0 => break,
            '{' => deep += 1,
            '}' => deep -= 1,
            ',' if deep == 0 => out.push(std::mem::take(&mut item)),
            c if deep == 0 => item.push(c),
            _ => {}
        }
    }
    out.push(item);
    let head = |item: &String| item.trim_start().chars().take_while(|c| is_name(*c)).collect::<String>();
    out.iter().map(head).filter(|head| !head.is_empty()).collect()
}

/// The layers that a file names.
fn layers_named(file: &File) -> Vec<String> {
    let up = "super::".repeat(file.depth());
    let mut all = named(&file.code, "crate::");
    all.extend(named(&file.code, &up).into_iter().filter(|n| n != "super"));
    all
}

fn line_of(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|line| line.contains(&layer))
}

/// What is wrong in a file, if anything.
fn wrong(file: &File) -> Vec<String> {
    let (name, own) = (&file.name, file.layer());
    let mut out = Vec::new();
    if let Some(line) = line_of(own) {
        for other in layers_named(file).iter().filter(|other| *other != own) {
            match line_of(other) {
                Some(below) if below > line => {}
                Some(_) => out.push(format!("{name} names {other}, which does not stand below {own}")),
                None => out.push(format!("{name} names {other}, which is no layer")),
            }
        }
    } else if !matches!(own, "lib" | "main") {
        out.push(format!("{name} is in no layer"));
    }
    for (word, layers) in ONLY {
        if !layers.contains(&own) && uses(&file.code, word) {
            out.push(format!("{name} uses {word}, which is for {} alone", layers.join(" and ")));
        }
    }
    if own != "storage" && named(&file.code, "std::").iter().filter(|n| *n == "fs").count() > 0 {
        out.push(format!("{name} uses std::fs, which is for storage alone"));
    }
    if own == "main" && named(&file.code, "chapeau::").iter().any(|n| n != "cli" && n != "ui") {
        out.push(format!("{name} names more than the two faces"));
    }
    if !file.whole.starts_with("//! ") {
        out.push(format!("{name} does not open by saying what it is"));
    }
    let lines = file.whole.lines().count();
    if lines > LONGEST && !LONG.iter().any(|(long, _)| long == name) {
        out.push(format!("{name} has {lines} lines"));
    }
    out
}

fn uses(code: &str, word: &str) -> bool {
    // Our own module of that name.
    if word == "ron::" && ["format::ron;", "format::ron::{self"].iter().any(|own| code.contains(own)) {
        return false;
    }
    let ends = |c: Option<char>| !c.is_some_and(is_name);
    code.match_indices(word).any(|(at, _)| {
        let after = code[at + word.len()..].chars().next();
        let before = code[..at].chars().next_back();
        ends(before) && (word.ends_with(':') || ends(after)) && !(word == "ron::" && before == Some(':'))
    })
}

#[test]
fn every_file_keeps_the_rules() {
    let all: Vec<String> = sources().iter().flat_map(wrong).collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn every_layer_is_there_and_named() {
    let files = sources();
    assert!(files.len() > 100, "the source was read");
    for layer in ["cli", "ui", "app", "storage", "format", "project", "revise", "weave", "record", "text"] {
        assert!(files.iter().any(|f| f.layer() == layer), "{layer}");
    }
    // The reader of names sees what it is to see.
    let app: Vec<String> = files.iter().filter(|f| f.layer() == "app").flat_map(layers_named).collect();
    for below in ["storage", "format", "project", "weave", "record", "text"] {
        assert!(app.iter().any(|n| n == below), "app joins {below}");
    }
}

/// Each rule broken once is seen.
#[test]
fn each_broken_rule_is_seen() {
    let head = "//! A file.\n";
    let cases: &[(&str, &str)] = &[
        ("text/a.rs", "use crate::record::ActorId;"),
        ("text/a.rs", "use crate::{lexicon, diff::Op};"),
        ("text/a.rs", "use super::super::weave;"),
        ("text/deep/a.rs", "fn a() { super::super::super::project::edit() }"),
        ("text/mod.rs", "use super::app::App;"),
        ("storage/a.rs", "use crate::format::ron;"),
        ("ui/a.rs", "use crate::cli;"),
        ("app/a.rs", "let a: crate::ui::App = b;"),
        ("app/a.rs", "use egui::Ui;"),
        ("cli/a.rs", "use rfd::FileDialog;"),
        ("app/a.rs", "use clap::Parser;"),
        ("app/a.rs", "std::fs::read(path)"),
        ("app/a.rs", "use std::{fmt, fs, io};"),
        ("app/a.rs", "use tempfile::NamedTempFile;"),
        ("record/a.rs", "#[derive(Clone, serde::Serialize)]"),
        ("app/a.rs", "let text = ron::to_string(&a);"),
        ("diff/a.rs", "use ropey::Rope;"),
        ("stray/a.rs", "fn a() {}"),
        ("text/a.rs", "use crate::stray::a;"),
        ("main.rs", "use chapeau::project::Project;"),
    ];
    for (name, line) in cases {
        let whole = format!("{head}{line}\n");
        let file = File { name: (*name).to_owned(), code: bare(&whole), whole };
        assert_eq!(wrong(&file).len(), 1, "{name}: {line}: {:?}", wrong(&file));
    }
    let long = format!("{head}{}", "fn a() {}\n".repeat(LONGEST));
    for whole in ["fn a() {}\n".to_owned(), long] {
        let file = File { name: "text/a.rs".into(), code: bare(&whole), whole };
        assert_eq!(wrong(&file).len(), 1);
    }
    let fine: &[(&str, &str)] = &[
        ("text/a.rs", "use crate::lexicon::verbs;\nuse crate::limits;\nuse super::ids::Hash;"),
        ("text/deep/a.rs", "use super::super::ids::Hash;"),
        ("app/a.rs", "use crate::format::ron::{self, FileKind};\nron::read(a)"),
        ("app/a.rs", "// use egui::Ui;\nlet a = \"std::fs\";"),
        ("app/a.rs", "#[cfg(test)]\nmod tests {\n    use crate::ui::App;\n}\nuse crate::text::Words;"),
        ("main.rs", "use chapeau::cli;\nuse chapeau::ui;"),
    ];
    for (name, lines) in fine {
        let whole = format!("{head}{lines}\n");
        let file = File { name: (*name).to_owned(), code: bare(&whole), whole };
        assert_eq!(wrong(&file), [""; 0], "{name}: {lines}");
    }
}
