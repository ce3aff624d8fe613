//! What is printed is read back: every way to print a compilation, through every format of text.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::export::{Options, render_with};
use chapeau::app::{Style, View, brackets, sample};
use chapeau::format::page::Labels;
use chapeau::format::plain;
use chapeau::format::target::Format;
use chapeau::project::{Project, open_placed};
use chapeau::weave;
use common::Desk;
use common::compiled::{Seed, groups, read_into, said, saying, seeds, wide_seeds};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::path::Path;

const STYLES: [Style; 3] = [Style::Inline, Style::Prefix, Style::Stacked];
const FORMATS: [Format; 4] = [Format::Txt, Format::Md, Format::Html, Format::Docx];

/// Prints a project and reads what was printed.
fn through(desk: &Desk, project: &Project, style: Style, format: Format) -> (Project, String) {
    let path = desk.path(&format!("x.{format}"));
    let options = Options { style: Some(style), ..Options::default() };
    let bytes = render_with(project, &View::Compilation, Labels::Negotiation, &path, &options).unwrap();
    std::fs::write(&path, &bytes).unwrap();
    let parsed = brackets::open_compilation(project, &path).unwrap();
    let (back, made) = read_into(project, &parsed);
    let lists = (made.unknown, made.repaired, made.unplaced);
    let text = if format == Format::Docx { String::new() } else { String::from_utf8(bytes).unwrap() };
    (back, format!("{style:?} {format}: {lists:?}\n{text}"))
}

/// The sample as it was issued, with everything open.
fn undecided() -> Project {
    let mut project = sample::project().expect("the sample");
    project.working = project.last().expect("issued").document.clone();
    project.log.clear();
    project.decisions.clear();
    project
}

#[test]
fn the_sample_reads_back_through_every_format() {
    let (desk, project) = (Desk::new(), undecided());
    let wanted = groups(&project);
    for style in STYLES {
        for format in FORMATS {
            let (back, told) = through(&desk, &project, style, format);
            let found = groups(&back);
            let strange: Vec<_> = found.symmetric_difference(&wanted).collect();
            let all = weave::groups(&back.working, &open_placed(&back));
            let said = strange.iter().filter_map(|(id, _)| all.get(id)).map(|g| &g.printed.wish);
            assert!(strange.is_empty(), "{strange:?}\n{:#?}\n{told}", said.collect::<Vec<_>>());
        }
    }
}

/// Most of what is asked for stands in versions, not in brackets.
#[test]
fn a_stacked_compilation_is_one() {
    let (desk, project) = (Desk::new(), undecided());
    let (_, told) = through(&desk, &project, Style::Stacked, Format::Txt);
    assert!(told.contains("\n\nEuropean Union\n\n"), "{told}");
    assert!(told.matches(" - ").count() < 12, "{told}");
}

proptest! {
    #![proptest_config(common::cases(60))]

    /// Whatever is asked, it reads back as the same groups.
    #[test]
    fn what_is_printed_reads_back(seeds in seeds()) {
        let (desk, project) = (Desk::new(), said(&seeds));
        for style in STYLES {
            for format in FORMATS {
                let (back, told) = through(&desk, &project, style, format);
                prop_assert_eq!(groups(&back), groups(&project), "{}", told);
            }
        }
    }
}

/// What up to twelve say, of every kind, printed in one way, reads back as the same groups.
fn reads_back(seeds: &[Seed], style: Style) -> Result<(), TestCaseError> {
    let project = saying(seeds, true);
    let options = Options { style: Some(style), ..Options::default() };
    let path = Path::new("x.txt");
    let bytes = render_with(&project, &View::Compilation, Labels::Negotiation, path, &options).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let parsed = plain::read_compilation(&brackets::with_heads(&project, &text));
    let (back, made) = read_into(&project, &parsed);
    let lists = (made.unknown, made.repaired, made.unplaced);
    prop_assert_eq!(groups(&back), groups(&project), "{:?}:\n{}", lists, text);
    Ok(())
}

// Ten thousand whole negotiations together, side by side.
proptest! {
    #![proptest_config(common::cases(3_400))]

    #[test]
    fn whole_negotiations_read_back_inline(seeds in wide_seeds()) {
        reads_back(&seeds, Style::Inline)?;
    }

    #[test]
    fn whole_negotiations_read_back_prefix(seeds in wide_seeds()) {
        reads_back(&seeds, Style::Prefix)?;
    }

    #[test]
    fn whole_negotiations_read_back_stacked(seeds in wide_seeds()) {
        reads_back(&seeds, Style::Stacked)?;
    }
}
