//! The manual says the truth: every command it names is run here and must print what the
//! manual shows, and its table of commands is the list of commands.
//!
//! With `CHAPEAU_BLESS=1` the pages are written anew from what really happens.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]

use chapeau::app::{COMMANDS, Menu, When};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn manual() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
}

/// Holds a page against what it should say, or writes it.
fn hold(name: &str, page: &str) {
    let path = manual().join(name);
    let held = fs::read_to_string(&path).unwrap_or_default();
    if held == page {
        return;
    }
    if std::env::var_os("CHAPEAU_BLESS").is_some() {
        return fs::write(&path, page).expect("the page is written");
    }
    let differs = held.lines().zip(page.lines()).find(|(a, b)| a != b);
    let (a, b) = differs.unwrap_or(("(its end)", "(its end)"));
    panic!("docs/manual/{name} says\n  {a}\nbut it is\n  {b}\nRun the test with CHAPEAU_BLESS=1 and look.");
}

/// Runs the examples of a page, one after the other, in an empty folder with the sample's text
/// and the edited copies of `examples`; the page as it should be.
fn run_examples(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/zero-draft.md");
    fs::copy(sample, folder.path().join("zero-draft.md")).expect("the sample is there");
    for example in fs::read_dir(manual().join("examples")).expect("the examples are there") {
        let example = example.expect("a file").path();
        fs::copy(&example, folder.path().join(example.file_name().unwrap())).expect("copied");
    }
    let mut out = String::new();
    let mut inside = false;
    for line in page.lines() {
        if line == "```console" {
            inside = true;
        } else if line == "```" {
            inside = false;
        } else if inside {
            // What was printed is not kept: it is printed again.
            let Some(command) = line.strip_prefix("$ ") else { continue };
            out.push_str(&format!("{line}\n{}", run(command, folder.path())));
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Who writes in Git, where a page shows that.
const WRITER: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "Chapeau"),
    ("GIT_AUTHOR_EMAIL", "chapeau@example.org"),
    ("GIT_COMMITTER_NAME", "Chapeau"),
    ("GIT_COMMITTER_EMAIL", "chapeau@example.org"),
];

fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_chapeau")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let shell = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs(WRITER)
        .output()
        .expect("a shell");
    let mut said = String::from_utf8(shell.stdout).expect("text").replace('\r', "");
    match shell.status.code() {
        Some(0) => {}
        Some(code) => said.push_str(&format!("(exit code {code})\n")),
        None => panic!("{command} was killed"),
    }
    said
}

#[test]
fn every_example_prints_what_the_manual_shows() {
    for page in fs::read_dir(manual()).expect("the manual is there") {
        let path = page.expect("a file").path();
        if path.extension().is_some_and(|e| e == "md") {
            let page = fs::read_to_string(&path).expect("text");
            if !page.contains("```console") {
                continue;
            }
            if page.contains("$ git") && Command::new("git").arg("--version").output().is_err() {
                eprintln!("SKIPPED: {}: there is no git here", path.display());
                continue;
            }
            hold(&path.file_name().unwrap().to_string_lossy(), &run_examples(&page));
        }
    }
}

fn when(when: When) -> &'static str {
    match when {
        When::Always => "",
        When::CanUndo => "there is something to undo",
        When::CanRedo => "there is something to redo",
        When::Selected => "words are selected",
        When::ChairSelected => "you speak as the chair, with words selected",
        When::AtText => "the caret is in a paragraph",
        When::Chair => "you speak as the chair",
        When::ChairAtText => "you speak as the chair, in a paragraph",
        When::ChairAtProposal => "you speak as the chair, at a proposal",
        When::Delegation => "you speak as an actor",
        When::OwnProposal => "your own proposal is at the caret",
        When::OtherProposal => "you speak as an actor, at a proposal of another",
        When::OwnPosition => "you took a position on the proposal at the caret",
        When::OwnSaid => "your own proposal or position is at the caret",
        When::Proposals => "there are proposals on the page",
    }
}

fn table() -> String {
    let mut out = String::new();
    for menu in Menu::ALL {
        out.push_str(&format!("\n### {}\n\n| Command | Keys | What it does | Only when |\n", menu.title()));
        out.push_str("|---|---|---|---|\n");
        for entry in COMMANDS.iter().filter(|e| e.menu == menu) {
            let keys: Vec<String> = entry.keys.iter().map(|k| format!("`{k}`")).collect();
            let (keys, when) = (keys.join(", "), when(entry.when));
            out.push_str(&format!("| {} | {keys} | {} | {when} |\n", entry.title, entry.help));
        }
    }
    out
}

#[test]
fn the_manual_lists_every_command() {
    const BEGIN: &str = "<!-- commands: written by tests/manual.rs -->\n";
    const END: &str = "\n<!-- end of commands -->";
    let page = fs::read_to_string(manual().join("commands.md")).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the table's beginning");
    let (_, after) = rest.split_once(END).expect("the table's end");
    hold("commands.md", &format!("{before}{BEGIN}{}{END}{after}", table()));
}

#[test]
fn every_picture_and_page_that_is_named_is_there() {
    let docs = manual().parent().unwrap().to_owned();
    let mut pages: Vec<PathBuf> = Vec::new();
    for folder in [docs.clone(), docs.join("manual"), docs.join("decisions")] {
        let files = fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path());
        pages.extend(files.filter(|p| p.extension().is_some_and(|e| e == "md")));
    }
    for page in pages {
        let text = fs::read_to_string(&page).expect("text");
        for link in text.split("](").skip(1).filter_map(|l| l.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            let outside = target.is_empty() || target.contains("://");
            let found = page.parent().unwrap().join(target).exists();
            assert!(outside || found, "{} names {target}, which is not there", page.display());
        }
    }
}
