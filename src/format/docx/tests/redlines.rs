//! One text on another: all changes taken are the one, all left the other.

use super::read::{authors, sound, tree};
use super::whole::{Seen, whole};
use super::*;
use crate::format::docx::{Extra, write};
use crate::format::page::redlined;
use crate::text::{Genre, NOTE, resolution};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A paragraph of a text: its kind, its label, and words in which _ and ^ switch italic and bold
/// on and off and * + ~ are references to notes.
pub(super) type Made = (Kind, &'static str, String);

fn said(text: &str) -> Words {
    let (mut plain, mut italic, mut bold) = (String::new(), Vec::new(), Vec::new());
    let (mut is_italic, mut is_bold) = (false, false);
    let mut notes = Vec::new();
    for c in text.chars() {
        let at = plain.chars().count();
        match c {
            '_' => is_italic = !is_italic,
            '^' => is_bold = !is_bold,
            c => {
                italic.extend(is_italic.then_some(at..at + 1));
                bold.extend(is_bold.then_some(at..at + 1));
                let noted = "*+~".contains(c);
                notes.extend(noted.then(|| note(c)));
                plain.push(if noted { NOTE } else { c });
            }
        }
    }
    Words::new(&plain, Ranges::new(italic), Ranges::new(bold), notes)
}

/// The document of these paragraphs; `other` gives one of the notes another text.
pub(super) fn text(all: &[Made], other: bool) -> Document {
    let source = |(kind, issued, text): &Made| Source {
        kind: *kind,
        issued: (!issued.is_empty()).then(|| (*issued).to_owned()),
        masthead: *kind == Kind::Plain && text.len() % 3 == 0,
        words: said(text),
    };
    let said = |c: char| match (c, other) {
        ('~', true) => "Another note.".to_owned(),
        ('~', _) => "A note.".to_owned(),
        (c, _) => format!("Resolution {c}."),
    };
    Document::imported(all.iter().map(source).collect(), ['*', '+', '~'].map(|c| (note(c), said(c))).into())
}

/// What somebody sees of a text that has no changes.
fn seen(d: &Document, labels: Labels, genre: Genre) -> Vec<Seen> {
    let sheet = sheet(d, None, &Front { labels, genre, ..front(Markup::None) });
    let mut out = whole(&sound(&write(&sheet, &Extra::default())), true);
    // An empty text is an empty paragraph in any file.
    out.truncate(d.len());
    out
}

fn check(was: &Document, now: &Document, labels: Labels, genre: Genre) {
    let front = Front { labels, genre, ..front(Markup::None) };
    let sheet = redlined(was, now, &front, &ActorId::chair());
    let bytes = write(&sheet, &Extra::default());
    assert_eq!(bytes, write(&redlined(was, now, &front, &ActorId::chair()), &Extra::default()));
    let parts = sound(&bytes);
    let old = if labels == Labels::Negotiation { labels } else { Labels::Issued };
    let mut taken = whole(&parts, true);
    let mut left = whole(&parts, false);
    if sheet.paragraphs.is_empty() {
        (taken, left) = (Vec::new(), Vec::new());
    }
    assert_eq!(squared(taken), squared(seen(now, labels, genre)), "taken");
    assert_eq!(squared(left), squared(seen(was, old, genre)), "left");
}

/// The last line of a masthead has a rule under it, which depends on what follows it.
fn squared(all: Vec<Seen>) -> Vec<Seen> {
    let one = |s: Seen| Seen { style: s.style.replace("MastheadEnd", "Masthead"), ..s };
    all.into_iter().map(one).collect()
}

fn kinds() -> impl Strategy<Value = Kind> {
    use Kind::{Annex, Heading, Operative, Plain, Preambular, Sub, Title};
    prop::sample::select(vec![
        Title,
        Heading,
        Preambular,
        Operative,
        Operative,
        Sub(1),
        Sub(1),
        Sub(2),
        Annex,
        Plain,
    ])
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "the ",
        "_Recalls_ ",
        "lamps ",
        "of ",
        "all ",
        "ships, ",
        "*",
        "+",
        "~",
        "_",
        "^",
        "and ",
        "Decides ",
        "\t",
        "<&> ",
        "“q” ",
        "harbour; ",
        "العربية ",
        "😀 ",
        "\u{1}",
        "  ",
        "keepers ",
        "oil ",
        "canals ",
        "bridges ",
    ])
}

pub(super) fn made() -> impl Strategy<Value = Made> {
    let label = prop::sample::select(vec!["", "1.", "2.", "(a)", "(b)", "1 bis.", "B."]);
    (kinds(), label, prop::collection::vec(word(), 0..12)).prop_map(|(k, l, w)| (k, l, w.concat()))
}

/// What is done to a text to make the other: which, where, and with what.
pub(super) type Edit = (u8, usize, usize, Made);

pub(super) fn edited(all: &[Made], edits: &[Edit]) -> Vec<Made> {
    let mut out = all.to_vec();
    for (what, at, to, new) in edits {
        let Some(at) = at.checked_rem(out.len()) else {
            out.push(new.clone());
            continue;
        };
        match what {
            0 => out.insert(at, new.clone()),
            1 => drop(out.remove(at)),
            2 | 3 => {
                let one = out.remove(at);
                out.insert(to % (out.len() + 1), one);
            }
            4 => out[at].0 = new.0,
            5 => out[at].1 = new.1,
            6 => out[at].2 = new.2.clone(),
            7 => out[at].2 = out[at].2.replace('_', ""),
            8 => out[at].2 = format!("_{}_", out[at].2),
            9 => out[at].2 = out[at].2.replace('*', "+"),
            10 => out[at].2 = out[at].2.replace(['*', '~'], ""),
            11 => out.push(new.clone()),
            _ => {
                let cut: String = out[at].2.chars().take(to % 20).collect();
                out[at].2 = format!("{cut}{}{}", new.2, out[at].2.replacen(&cut, "", 1));
            }
        }
    }
    out
}

pub(super) fn counted(all: &mut [Made], yes: bool) {
    let labels = resolution(&text(all, false));
    for (one, label) in all.iter_mut().zip(labels).filter(|_| yes) {
        one.1 = label.map_or("", |l| Box::leak(l.into_boxed_str()));
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn taken_it_is_the_one_text_and_left_the_other(
        mut was in prop::collection::vec(made(), 0..9),
        edits in prop::collection::vec((0u8..16, 0usize..9, 0usize..40, made()), 0..6),
        other in prop::option::weighted(0.2, prop::collection::vec(made(), 0..9)),
        (changed, count, labels, outcome) in (any::<bool>(), any::<bool>(), 0..3, any::<bool>()),
    ) {
        let mut now = other.unwrap_or_else(|| edited(&was, &edits));
        counted(&mut was, count);
        counted(&mut now, count);
        let labels = [Labels::Issued, Labels::Negotiation, Labels::Resolution][labels as usize];
        let genre = if outcome { Genre::Outcome } else { Genre::Resolution };
        check(&text(&was, false), &text(&now, changed), labels, genre);
    }
}

fn lamps(all: &[(Kind, &'static str, &str)]) -> Document {
    let all: Vec<Made> = all.iter().map(|(k, l, t)| (*k, *l, (*t).to_owned())).collect();
    text(&all, false)
}

const OP: Kind = Kind::Operative;

fn file(was: &Document, now: &Document) -> super::read::Parts {
    let sheet =
        redlined(was, now, &Front { labels: Labels::Resolution, ..front(Markup::None) }, &ActorId::chair());
    sound(&write(&sheet, &Extra::default()))
}

#[test]
fn a_note_that_goes_comes_back_where_it_stood() {
    // The words behind it only look different, and stand between paragraphs that come and go.
    let was = lamps(&[(Kind::Title, "", ""), (Kind::Sub(1), "", "*<&> "), (Kind::Title, "", "")]);
    let now = lamps(&[(Kind::Sub(1), "", "_<&> _"), (Kind::Title, "", ""), (Kind::Title, "", "")]);
    check(&was, &now, Labels::Issued, Genre::Resolution);
}

#[test]
fn words_change_one_by_one() {
    let was = lamps(&[
        (OP, "1.", "_Calls upon_ all keepers to light old lamps;"),
        (OP, "2.", "_Decides_ to meet."),
    ]);
    let now = lamps(&[
        (OP, "1.", "_Calls upon_ all keepers to light new lamps;"),
        (OP, "2.", "_Decides_ to meet."),
    ]);
    let parts = file(&was, &now);
    let body = &parts["word/document.xml"];
    assert!(body.contains(">old</w:delText>") && body.contains(">new</w:t>"), "{body}");
    assert_eq!((body.matches("<w:del ").count(), body.matches("<w:ins ").count()), (1, 1));
    assert_eq!(authors(&parts), BTreeSet::from([ActorId::chair().to_string()]));
}

#[test]
fn what_word_counts_needs_no_typed_label() {
    let was =
        lamps(&[(OP, "1.", "_Lights_ lamps;"), (OP, "2.", "_Counts_ ships;"), (OP, "3.", "_Buys_ oil.")]);
    let now = lamps(&[(OP, "1.", "_Lights_ lamps;"), (OP, "2.", "_Buys_ oil.")]);
    let parts = file(&was, &now);
    assert!(!parts["word/document.xml"].contains("ChapeauLabel"));
    let labels = |taken| whole(&parts, taken).into_iter().filter_map(|s| s.label).collect::<Vec<_>>();
    assert_eq!(
        (labels(false), labels(true)),
        (vec!["1.".into(), "2.".into(), "3.".into()], vec!["1.".into(), "2.".into()])
    );
}

#[test]
fn what_word_cannot_count_is_typed_in_both() {
    let was = lamps(&[(OP, "7.", "_Lights_ lamps;"), (OP, "8.", "_Counts_ ships;")]);
    let now = lamps(&[(OP, "8.", "_Counts_ ships;")]);
    let parts = file(&was, &now);
    let labels = |taken| whole(&parts, taken).into_iter().filter_map(|s| s.label).collect::<Vec<_>>();
    assert_eq!((labels(false), labels(true)), (vec!["7.".into(), "8.".to_owned()], vec!["1.".into()]));
}

#[test]
fn a_paragraph_that_moved_is_moved() {
    let was = lamps(&[
        (OP, "1.", "_Lights_ all lamps of the harbour;*"),
        (OP, "2.", "_Counts_ ships that come at night;"),
        (OP, "3.", "_Buys_ oil for the keepers."),
    ]);
    let now = lamps(&[
        (OP, "1.", "_Counts_ ships that come at night;"),
        (OP, "2.", "_Buys_ oil for the keepers."),
        (OP, "3.", "_Lights_ all lamps of the harbour;*"),
    ]);
    let parts = file(&was, &now);
    let tree = tree(&parts, "word/document.xml");
    let count = |name: &str| tree.descendants().filter(|n| super::read::is(n, name)).count();
    assert_eq!(
        (count("moveFromRangeStart"), count("moveToRangeStart"), count("del"), count("ins")),
        (1, 1, 0, 0)
    );
    check(&was, &now, Labels::Resolution, Genre::Resolution);
}
