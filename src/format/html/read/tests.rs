//! Pages through [`read`]: what their elements become, our own pages, and any page at all.

use super::*;
use crate::format::page::{Front, sheet};
use crate::revise::intake::Why;
use crate::text::{Document, Kind, NOTE, Ranges};
use proptest::prelude::*;

fn rows(page: &str) -> Vec<(String, String, String)> {
    let parsed = read(page).unwrap();
    let row = |p: &crate::text::Source| {
        (p.kind.to_string(), p.issued.clone().unwrap_or_default(), p.words.text().replace(NOTE, "^"))
    };
    parsed.paragraphs.iter().map(row).collect()
}

const PAGE: &str = r##"<!DOCTYPE html><html><head><title>Rivers – draft</title><style>p { color: red }</style>
<script>if (a < b) document.write("<p>never</p>")</script></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><h1>Safe rivers for&nbsp;everyone</h1>
<p><i>The General Assembly,</i></p>
<p><em>Recalling</em> its resolution 77/1 of 1&nbsp;May 2023,<sup><a id="r1" href="#f1">1</a></sup>
   and <i>inter alia</i> the report,<a href="#f2" role="doc-noteref"><sup>2</sup></a></p>
<p>Deeply concerned that floods* grow &amp; grow,
<h2>Warning people</h2>
<ol start=3><li><p>Calls upon all States to <b>share</b> data and:</p>
  <ol type=a><li>To warn early;<li>To warn <span style="background:yellow">very </span>well;</ol>
</li><li value=7>Decides to <del>meet</del><ins>sail</ins> on the 21<sup>st</sup> m<sup>2</sup>;</li></ol>
<p>8. Asks again.<br>9. Decides to stop.</p>
<img src="x.png" alt="A map of rivers">
</main>
<section><ol><li id="f1">Resolution 77/1. <a href="#r1">↩</a></li><li id="f2"><p>See <i>The Blue Report</i>.</p>
<p>Part two.</p></li></ol></section>
<footer>Contact us</footer></body></html>"##;

#[test]
fn a_page_with_everything() {
    let expected = [
        ("title", "", "Safe rivers for\u{A0}everyone"),
        ("formula", "", "The General Assembly,"),
        ("preambular", "", "Recalling its resolution 77/1 of 1\u{A0}May 2023,^ and inter alia the report,^"),
        ("preambular", "", "Deeply concerned that floods* grow & grow,"),
        ("heading", "", "Warning people"),
        ("operative", "3.", "Calls upon all States to share data and:"),
        ("sub", "(a)", "To warn early;"),
        ("sub", "(b)", "To warn very well;"),
        ("operative", "7.", "Decides to ~~meet~~sail on the 21st m²;"),
        ("operative", "8.", "Asks again."),
        ("operative", "9.", "Decides to stop."),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(k, l, t)| (k.to_string(), l.to_string(), t.to_string())).collect();
    assert_eq!(rows(PAGE), expected);
    let parsed = read(PAGE).unwrap();
    let notes = parsed.paragraphs[2].words.notes().iter().map(|n| parsed.notes[n].as_str());
    assert_eq!(notes.collect::<Vec<_>>(), ["Resolution 77/1.", "See The Blue Report. Part two."]);
    assert_eq!(parsed.paragraphs[2].words.italic(), &Ranges::new(vec![0..9, 50..60]));
    assert_eq!(parsed.paragraphs[7].words.bold(), &Ranges::new(vec![8..12]));
    let dropped: Vec<(&str, Why)> = parsed.report.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    let furniture = |text| (text, Why::PageFurniture);
    assert_eq!(dropped, [furniture("Home"), ("A map of rivers", Why::Picture), furniture("Contact us")]);
}

#[test]
fn notes_of_a_word_processor_and_a_page_without_paragraphs() {
    let page = r##"<p>1. Calls upon States.<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p>
        <div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> See A/1.</p></div>"##;
    let parsed = read(page).unwrap();
    assert_eq!(parsed.paragraphs.len(), 1);
    assert_eq!(parsed.notes.values().collect::<Vec<_>>(), ["See A/1."]);
    assert_eq!(rows("one<br>two<br><br>Three").len(), 2);
    for page in ["", "<p>", "<script>a", "<p hidden></p><!-- x -->", "<title>x</title>"] {
        assert_eq!(read(page), Err(HtmlError::Empty), "{page}");
    }
}

#[test]
fn what_nests_without_end_keeps_its_words() {
    let page = format!("<p>Before {}deep{} after", "<div><b>".repeat(40_000), "</b></div>".repeat(40_000));
    let words: Vec<String> = rows(&page).into_iter().map(|r| r.2).collect();
    assert_eq!(words.join(" "), "Before deep after");
    let open = format!("{}words", "<ul><li>".repeat(40_000));
    assert_eq!(rows(&open).len(), 1);
}

#[test]
fn a_head_without_end_and_drawings_closed_at_once_hide_nothing() {
    let text = |page: &str| rows(page).into_iter().map(|r| r.2).collect::<Vec<_>>().join("|");
    for page in [
        "<html><head><title>T</title><body><p>Words.",
        "<html><head><title>T</title><p>Words.",
        "<head><meta charset=utf-8><script>let a</script><style>b</style>Words.",
        "<html><head><title>T</title>\n<noscript><img src=x><p>no</p></noscript><link rel=x></head><p>Words.",
    ] {
        assert_eq!(text(page), "Words.", "{page}");
    }
    assert_eq!(text("<p>a <svg class=\"x\"/> b</p>"), "a b");
    assert_eq!(text("<p>a <svg><path d=x/><title>never</title></svg>b <script>c</script>d</p>"), "a b d");
}

#[test]
fn what_is_hidden_stays_hidden_at_any_depth() {
    let deep = "<div>".repeat(limits::HTML_DEPTH + 3);
    let inside = "one <script>never</script><svg><path><g>never</svg>two \
        <div style=\"display:none\">never<div>never</div>never</p></div>three";
    let words: Vec<String> = rows(&format!("{deep}{inside}")).into_iter().map(|r| r.2).collect();
    assert_eq!(words.join(" ").split_whitespace().collect::<Vec<_>>(), ["one", "two", "three"]);
}

#[test]
fn only_a_label_is_a_typed_label() {
    let page =
        "<ol start=3><li>Yes. We call upon States;<li>5. Asks again;<li><b>6.</b> Asks;<li>(a) To meet;</ol>";
    let labels: Vec<String> = rows(page).into_iter().map(|r| r.1).collect();
    assert_eq!(labels, ["3.", "5.", "6.", "(a)"]);
}

/// Paragraphs that the reader of text keeps as they are.
fn document() -> impl Strategy<Value = Vec<(Kind, String)>> {
    let word = "[a-z]{2,9}|[*_<&>]|\\[\\^1\\]|“quoted”|é|A/RES/77/1";
    let words = prop::collection::vec(word, 1..8).prop_map(|w| w.join(" "));
    prop::collection::vec(words, 1..6).prop_map(|all| {
        let kinds = [Kind::Operative, Kind::Operative, Kind::Sub(1)];
        all.into_iter().enumerate().map(|(i, w)| (kinds[i.min(2)], format!("Decides to {w} so;"))).collect()
    })
}

proptest! {
    /// A clean text that we wrote as a page is read back equal.
    #[test]
    fn our_own_pages_come_back(paragraphs in document(), bold in 0usize..6) {
        let source = |(i, (kind, text)): (usize, &(Kind, String))| {
            let issued = if *kind == Kind::Operative { format!("{}.", i + 1) } else {
                format!("({})", char::from(b'a' + i as u8 - 2))
            };
            let italic = Ranges::default().with(0..7, true);
            let at = 11 + bold.min(text.chars().count() - 15);
            let bold = if i == 1 { Ranges::default().with(at..at + 1, true) } else { Ranges::default() };
            let words = crate::text::Words::new(text, italic, bold, Vec::new());
            crate::text::Source { kind: *kind, issued: Some(issued), masthead: false, words }
        };
        let sources = paragraphs.iter().enumerate().map(source).collect::<Vec<_>>();
        let document = Document::imported(sources.clone(), Default::default());
        let page = crate::format::html::write(&sheet(&document, None, &Front::default()));
        let parsed = read(&page).unwrap();
        let back: Vec<_> = parsed.paragraphs.into_iter().filter(|p| p.kind != Kind::Title).collect();
        prop_assert_eq!(back.len(), sources.len());
        for (a, b) in sources.iter().zip(&back) {
            prop_assert_eq!((&a.issued, a.words.text()), (&b.issued, b.words.text()));
            prop_assert_eq!(a.words.italic(), b.words.italic());
        }
    }

    /// Whatever a page is, all words of it that are shown are somewhere.
    #[test]
    fn no_word_is_lost(parts in prop::collection::vec("</?(p|div|li|ol|ul|b|sup|table|td|h2|a|nav|span|br|del)>|word[a-z]{1,4} ", 0..30)) {
        let page = parts.concat();
        let all = match read(&page) {
            Ok(parsed) => {
                let text = parsed.paragraphs.iter().map(|p| p.words.text().to_owned());
                let issued = parsed.paragraphs.iter().flat_map(|p| p.issued.clone());
                let left = parsed.report.dropped.iter().map(|d| d.text.clone());
                let notes = parsed.notes.values().cloned();
                text.chain(issued).chain(left).chain(notes).collect::<Vec<_>>().join(" ")
            }
            // Then nothing was read at all, or only menus.
            Err(HtmlError::Empty) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        for word in parts.iter().filter(|p| p.starts_with("word")) {
            prop_assert!(all.contains(word.trim()), "{word:?} in {all:?}");
        }
    }
}
