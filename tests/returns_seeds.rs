//! A real return against the draft it was made on: exactly its author's wishes, and nothing else.
//!
//! The documents are not part of the repository: without `../shared/seeds` these tests say so
//! and pass, unless `CHAPEAU_REQUIRE_SHARED` demands them.

#![allow(clippy::expect_used)]

mod common;

use chapeau::format::plain::read;
use chapeau::record::{Proposal, Wish, resolve};
use chapeau::revise::{CopyInput, FromCopy, Parsed, from_copy};
use chapeau::text::{Document, Label, NOTE};
use common::seed as text;

const COPY: &str = "003_dfb8c5732563a7ab.txt";
const BASE: &str = "003_base.txt";
const A_80_118: &str = "000_a50eea9db72ef86d.txt";
const A_78_132: &str = "002_701ea89711f63d3c.txt";

fn document(parsed: &Parsed) -> Document {
    Document::imported(parsed.paragraphs.clone(), parsed.notes.clone())
}

fn compared(base: &str, copy: &str, return_number: u32) -> (Document, FromCopy) {
    let base = document(&read(base));
    let copy = read(copy);
    let actor = resolve("UPU", &[]);
    let input =
        CopyInput { base: &base, hash: base.hash(), title: "", copy: &copy, actor: &actor, return_number };
    let result = from_copy(&input);
    (base, result)
}

/// Label, wish, quote, beginning and end of the new words.
fn shown(base: &Document, result: &FromCopy) -> Vec<String> {
    let each = result.strand.proposals.values().map(|p: &std::sync::Arc<Proposal>| {
        let span = p.wish.span().expect("anchored");
        let label = base.meta_of(span.paragraph).and_then(|m| m.label.clone());
        let words: Vec<String> = p.wish.new_words().split(' ').map(str::to_owned).collect();
        let head = words.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
        let tail = words.last().cloned().unwrap_or_default();
        let label = label.map(|l: Label| l.to_string()).unwrap_or_default();
        format!("{label} {} {:?} {head:?} {tail:?} then {:?}", p.wish.name(), span.quote, span.after)
    });
    let mut all: Vec<String> = each.collect();
    all.sort();
    all
}

const EXPECTED: [&str; 5] = [
    r#"OP26 insert "" " ensuring that digital" "centers" then ".""#,
    r#"OP31 insert "" " Leverage the reach" "impact." then """#,
    r#"OP31 placement "" "Leverage the reach and" "impact." then """#,
    r#"OP44 insert "" " and community-based institution," "library" then " to the Internet by 2030""#,
    r#"OP76 insert "" " We call on" "offices." then """#,
];

#[test]
fn a_real_return_holds_four_proposals_and_a_placement() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    let (document, result) = compared(&base, &copy, 1);
    assert_eq!(shown(&document, &result), EXPECTED);
    let all = result.strand.proposals.values();
    let placements: Vec<_> = all.filter(|p| matches!(p.wish, Wish::Placement { .. })).collect();
    let Wish::Placement { note, targets, copy: both, .. } = &placements[0].wish else { return };
    assert_eq!(note, "possibly also in the capacity-building section, OP68 or 69");
    let labels: Vec<String> = targets
        .iter()
        .filter_map(|id| document.meta_of(*id).and_then(|m| m.label.clone()).map(|l| l.to_string()))
        .collect();
    assert_eq!((labels.join(" "), *both), ("OP68 OP69".to_owned(), true));
    assert_eq!(result.furniture.len(), 1, "{:?}", result.furniture);
    assert!(result.furniture[0].0.contains("with comments by"));
    assert_eq!((result.deletions, result.absent, result.warnings), (vec![], vec![], vec![]));
}

/// Lines broken at `width`, each followed by an empty one, as in a raw extraction.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut length = 0;
        for word in line.split(' ') {
            if length > 0 && length + word.len() >= width {
                out.push_str("\n\n");
                length = 0;
            } else if length > 0 {
                out.push(' ');
            }
            out.push_str(word);
            length += word.len() + 1;
        }
        out.push_str("\n\n");
    }
    out
}

#[test]
fn a_wrapped_base_or_copy_gives_the_same_five() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    for width in [70, 90] {
        let (document, result) = compared(&wrapped(&base, width), &copy, 1);
        assert_eq!(shown(&document, &result), EXPECTED, "base at {width}");
        let (document, result) = compared(&base, &wrapped(&copy, width), 1);
        assert_eq!(shown(&document, &result), EXPECTED, "copy at {width}");
    }
}

#[test]
fn identities_do_not_depend_on_the_return() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    let (_, first) = compared(&base, &copy, 1);
    let (_, second) = compared(&base, &copy, 2);
    assert_eq!(compared(&base, &copy, 1).1, first);
    let ids = |r: &FromCopy| r.strand.proposals.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&second));
    assert!(second.strand.proposals.values().all(|p| p.seen == 2 && p.sent && p.derived && p.version == 1));
}

#[test]
fn an_excerpt_deletes_nothing() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    let only = |n: &str| copy.lines().find(|l| l.starts_with(&format!("- {n}. "))).expect("there").to_owned();
    let mail = ["76", "31", "44"].map(only).join("\n");
    let (document, result) = compared(&base, &mail, 1);
    let kept: Vec<&str> = EXPECTED.into_iter().filter(|e| !e.starts_with("OP26")).collect();
    assert_eq!(shown(&document, &result), kept);
    assert_eq!(result.deletions, vec![]);
    assert_eq!(result.absent.len(), document.len() - 3);
}

#[test]
fn a_mail_around_an_excerpt_is_no_proposal() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    let line = copy.lines().find(|l| l.starts_with("- 44. ")).expect("there").trim_start_matches("- ");
    let mail = format!(
        "Dear Co-Facilitators,\n\nThank you for the draft. Our comments are as follows.\n\n{line}\n\nBest regards,\n\nThe team\n"
    );
    let (document, result) = compared(&base, &mail, 1);
    assert_eq!(shown(&document, &result), [EXPECTED[3]], "{:?}", result.furniture);
}

#[test]
fn a_document_against_itself_says_nothing() {
    for name in [BASE, A_80_118, A_78_132] {
        let Some(base) = text(name) else { return };
        let (document, result) = compared(&base, &base, 1);
        assert_eq!(result, FromCopy { strand: result.strand.clone(), ..FromCopy::default() }, "{name}");
        assert_eq!(shown(&document, &result), Vec::<String>::new(), "{name}");
    }
}

/// Straight quotation marks, plain dashes, no notes.
#[test]
fn what_a_mail_program_does_is_no_proposal() {
    let Some(base) = text(A_80_118) else { return };
    let parsed = read(&base);
    let document = document(&parsed);
    let mut copy = parsed.clone();
    copy.notes.clear();
    for p in &mut copy.paragraphs {
        let plain: String =
            p.words.text().replace(['“', '”'], "\"").replace('’', "'").replace(['–', '—'], "-");
        let plain: String = plain.chars().filter(|c| *c != NOTE).collect();
        p.words = plain.as_str().into();
    }
    let actor = resolve("UPU", &[]);
    let input = CopyInput {
        base: &document,
        hash: document.hash(),
        title: "",
        copy: &copy,
        actor: &actor,
        return_number: 1,
    };
    assert_eq!(shown(&document, &from_copy(&input)), Vec::<String>::new());
}

/// Words broken by a stray space, quotation marks lost, page numbers between paragraphs.
fn damaged(mut parsed: Parsed) -> Parsed {
    for (n, p) in parsed.paragraphs.iter_mut().enumerate() {
        let chars: Vec<char> = p.words.text().chars().collect();
        let mut out = String::new();
        for (i, c) in chars.iter().enumerate() {
            let inside = |j: usize| chars.get(j).is_some_and(|c| c.is_lowercase());
            if (i + n * 7) % 97 == 0 && i > 2 && inside(i - 2) && inside(i - 1) && inside(i) && inside(i + 1)
            {
                out.push(' ');
            }
            if !matches!(c, '“' | '”' | '"') {
                out.push(*c);
            }
        }
        p.words = out.as_str().into();
    }
    parsed
}

#[test]
fn damage_is_no_proposal() {
    let (Some(base), Some(copy)) = (text(BASE), text(COPY)) else { return };
    let actor = resolve("UPU", &[]);
    for (base, copy) in [(damaged(read(&base)), read(&copy)), (read(&base), damaged(read(&copy)))] {
        let base = document(&base);
        let hash = base.hash();
        let input = CopyInput { base: &base, hash, title: "", copy: &copy, actor: &actor, return_number: 1 };
        let found = shown(&base, &from_copy(&input));
        let kinds: Vec<String> =
            found.iter().map(|s| s.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        let wanted: Vec<String> =
            EXPECTED.iter().map(|s| s.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(kinds, wanted, "{found:?}");
    }
}

/// The label of each paragraph struck, moved or put in, over a whole real draft.
#[test]
fn edits_of_a_real_draft_come_out_as_they_were_made() {
    let Some(base) = text(BASE) else { return };
    let line = |n: &str| base.lines().find(|l| l.starts_with(&format!("- {n}. "))).expect("there").to_owned();
    let copy = base
        .replace(&format!("{}\n", line("40")), "")
        .replace(
            &line("60"),
            &format!("{}\n- 60 bis. We thank all postmen for their daily rounds.", line("60")),
        )
        .replace(&format!("{}\n", line("91")), "")
        .replace(&line("120"), &format!("{}\n{}", line("120"), line("91")));
    let (document, result) = compared(&base, &copy, 1);
    let name =
        |id| document.meta_of(id).and_then(|m| m.label.clone()).map(|l| l.to_string()).unwrap_or_default();
    let mut found: Vec<String> = result
        .strand
        .proposals
        .values()
        .map(|p| match &p.wish {
            Wish::InsertParagraph { after, label, .. } => {
                format!("insert {label} after {}", after.map(name).unwrap_or_default())
            }
            Wish::Move { at, after } => {
                format!("move {} after {}", name(at.paragraph), after.map(name).unwrap_or_default())
            }
            wish => format!("{} {}", wish.name(), wish.span().map(|s| name(s.paragraph)).unwrap_or_default()),
        })
        .collect();
    found.sort();
    assert_eq!(found, ["delete-paragraph OP40", "insert 60 bis after OP60", "move OP91 after OP120"]);
    assert_eq!((result.absent, result.warnings), (vec![], vec![]));
}

#[test]
fn the_account_of_two_real_resolutions_is_complete() {
    use chapeau::diff::{Shape, tokens};
    use chapeau::revise::{AuditInput, audit};
    let (Some(old), Some(new)) = (text(A_78_132), text(A_80_118)) else { return };
    let (from, to) = (document(&read(&old)), document(&read(&new)));
    let count = |text: &str| tokens(text).iter().filter(|t| t.shape != Shape::Mark).count();
    let words = |d: &Document| {
        let notes: usize = d.note_order().iter().map(|id| count(d.note(*id).unwrap_or_default())).sum();
        (0..d.len()).map(|at| count(&d.text(at))).sum::<usize>() + notes
    };
    let result = audit(&AuditInput { from: &from, to: &to, steps: vec![], proposals: vec![] });
    let found = |removed: bool| {
        result.unexplained.iter().filter(|f| f.removed == removed).map(|f| count(&f.text)).sum::<usize>()
    };
    assert_eq!(result.kept + found(false), words(&to));
    let displaced: usize =
        result.unexplained.iter().filter(|f| f.why.starts_with("It stands")).map(|f| count(&f.text)).sum();
    assert_eq!(result.kept + displaced + found(true), words(&from));
    assert!(result.kept > 4000, "{}", result.kept);
}
