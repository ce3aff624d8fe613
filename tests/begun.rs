//! A compilation typed by hand as the beginning of a project: what stands is its text, what is in
//! brackets is what each actor asks, and both are printed and read again as they are.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::authors::Said;
use chapeau::app::begun::{Begun, FIRST, begin_compiled};
use chapeau::app::export::{Options, render_with};
use chapeau::app::{Style, View, brackets, sample};
use chapeau::format::page::Labels;
use chapeau::project::{Project, merge_track};
use chapeau::text::Document;
use common::compiled::{groups, said};
use proptest::prelude::*;
use std::path::Path;

/// What begins with a compilation in a file.
fn begun(folder: &Path, name: &str, bytes: &[u8]) -> Begun {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    let copy = brackets::open_compilation(&Project::default(), &path).expect("a compilation");
    begin_compiled(&copy, FIRST, &Said::new()).expect("it begins")
}

fn printed(project: &Project, name: &str, style: Style) -> Vec<u8> {
    let options = Options { style: Some(style), ..Options::default() };
    render_with(project, &View::Compilation, Labels::Negotiation, Path::new(name), &options).expect("a file")
}

fn texts(document: &Document) -> Vec<String> {
    (0..document.len()).map(|at| document.text(at)).collect()
}

proptest! {
    #![proptest_config(common::cases(60))]

    /// What is printed of a project that began with a compilation begins the same project.
    #[test]
    fn what_is_printed_begins_the_same_project(seeds in common::compiled::seeds()) {
        let dir = tempfile::tempdir().expect("a folder");
        let of = said(&seeds);
        for style in [Style::Inline, Style::Prefix] {
            let first = begun(dir.path(), "a.md", &printed(&of, "a.md", style));
            prop_assert!(first.made.unplaced.is_empty() && first.made.unknown.is_empty(), "{:?}", first.made);
            prop_assert_eq!(texts(&first.project.working), texts(&of.working));
            prop_assert_eq!(groups(&first.project).len(), groups(&of).len());
            let again = begun(dir.path(), "b.md", &printed(&first.project, "b.md", style));
            prop_assert_eq!(texts(&again.project.working), texts(&first.project.working));
            prop_assert_eq!(groups(&again.project), groups(&first.project));
        }
    }
}

#[test]
fn the_sample_begins_as_it_is_printed() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut project = sample::project().expect("the sample");
    project.working = project.last().expect("issued").document.clone();
    project.log.clear();
    project.decisions.clear();
    for (name, style) in [
        ("a.md", Style::Inline),
        ("a.txt", Style::Inline),
        ("a.docx", Style::Inline),
        ("a.md", Style::Stacked),
    ] {
        let first = begun(dir.path(), name, &printed(&project, name, style));
        let (own, here) = (texts(&first.project.working), texts(&project.working));
        let missing: Vec<&String> = here.iter().filter(|t| !own.contains(t)).collect();
        let more: Vec<&String> = own.iter().filter(|t| !here.contains(t)).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{name} {style:?}: missing {missing:#?}, more {more:#?}"
        );
        let again = begun(dir.path(), name, &printed(&first.project, name, style));
        if style == Style::Inline {
            assert_eq!(groups(&first.project).len(), groups(&project).len(), "{name}");
            assert_eq!(groups(&again.project), groups(&first.project), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(common::cases(100))]

    /// Whatever a compilation holds, it begins a project or is refused, and always the same one.
    #[test]
    fn any_compilation_begins(lines in prop::collection::vec("(1\\. |[A-C]{1,3}:?|EU)?[\\[\\]/ a-cA-CEU,;:.()-]{0,60}", 0..8)) {
        let copy = chapeau::format::plain::read_compilation(&lines.join("\n\n"));
        let begin = || begin_compiled(&copy, FIRST, &Said::new()).ok().map(|b| (b.project, b.made));
        prop_assert_eq!(begin(), begin());
    }
}

#[test]
fn many_brackets_begin_soon() {
    let text = format!("1. Calls upon {}\n", "[a - EU delete] b ".repeat(20_000));
    let copy = chapeau::format::plain::read_compilation(&text);
    let made = begin_compiled(&copy, FIRST, &Said::new()).expect("it begins");
    assert_eq!(made.project.working.text(0).matches('[').count(), 20_000, "what is not read stands");
}

/// Beginning with a compilation is the same as importing the text that stands and merging what
/// the brackets say.
#[test]
fn it_is_the_text_that_stands_and_the_tracks() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "1. Calls upon [all - EU, G77 add] keepers to light their [old - US delete] lamps [at dusk - Japan];\n\n2. Decides to count the ships; [Agreed ad ref]\n\n[3. Requests a report. - Norway add]\n\n4. [Decides to meet again. - UK delete]\n";
    let made = begun(dir.path(), "all.txt", text.as_bytes());
    let plain = "1. Calls upon keepers to light their old lamps;\n\n2. Decides to count the ships;\n\n4. Decides to meet again.\n";
    let mut project = Project::of(chapeau::format::plain::read_compilation(plain), FIRST).expect("a text");
    assert_eq!(texts(&made.project.working), texts(&project.working));
    let copy = brackets::open_compilation(&project, &dir.path().join("all.txt")).expect("read");
    for track in brackets::from_brackets(&project, &copy).expect("a text").0 {
        let about = project.actor(track.actor.as_str());
        merge_track(&project, &track, Some(&about)).change.apply(&mut project).expect("merges");
    }
    assert_eq!(groups(&made.project), groups(&project));
    assert_eq!(made.project.tracks, project.tracks);
    assert_eq!(made.made.statuses.len(), 1);
    assert!(!made.needs_a_person(), "{:?}", made.made);
}
