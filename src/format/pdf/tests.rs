//! PDFs through [`read`]: pages written here step by step, and pages that are damaged.

use super::*;
use crate::revise::intake::Why;
use crate::text::{Kind, NOTE, Ranges};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};
use proptest::prelude::*;

/// A file of pages with these drawing steps, and annotations on the first. Fonts: F1 plain, F2
/// bold, F3 italic; every letter is half as wide as high.
fn file(pages: &[String], annotations: &str) -> Vec<u8> {
    let widths = "500 ".repeat(224);
    let font = |name: &str| {
        format!(
            "<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/Widths[{widths}]>>"
        )
    };
    let kids: String = (0..pages.len()).map(|i| format!("{} 0 R ", 7 + 2 * i)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 600 800]>>", pages.len()),
        font("Times-Roman"),
        font("Times-Bold"),
        font("Times-Italic"),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 0>>\nstream\n\nendstream".to_owned(),
    ];
    for (i, page) in pages.iter().enumerate() {
        let annotations = if i == 0 { annotations } else { "" };
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Contents {} 0 R/Annots[{annotations}]/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>/XObject<</I 6 0 R>>>>>>",
            8 + 2 * i
        ));
        objects.push(format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()));
    }
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|at| out.extend(format!("{at:010} 00000 n \n").bytes()));
    let end = format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
    out.extend(end.bytes());
    out
}

/// Words in a font ("F1 12") from a place on.
fn at(x: i32, y: i32, font: &str, words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

fn rows(parsed: &Parsed) -> Vec<(Kind, Option<&str>, String)> {
    let row = |p: &'_ crate::text::Source| p.words.text().replace(NOTE, "^");
    parsed.paragraphs.iter().map(|p| (p.kind, p.issued.as_deref(), row(p))).collect()
}

fn page(number: usize) -> String {
    let mut out = at(100, 760, "F1 10", "A/RES/77/1") + &at(300, 30, "F1 10", &format!("{number}/2"));
    if number == 1 {
        out += &at(100, 700, "F2 16", "Safe rivers");
        out += &at(100, 670, "F3 12", "The General Assembly,");
        out += &at(100, 640, "F3 12", "Recalling");
        out += &at(160, 640, "F1 12", "its resolution 77/1,");
        out += &at(280, 645, "F1 7", "1");
        out += &at(100, 610, "F1 12", "1. Calls upon all States to warn of floods and of snow,");
        out += &at(100, 596, "F1 12", "and of their cooper-");
        out += "100 90 m 250 90 l S\n";
        out += &(at(100, 83, "F1 6", "1") + &at(104, 80, "F1 9", "Resolution 77/1."));
        out += &at(100, 69, "F1 9", "It speaks of rivers.");
    } else {
        out += &at(100, 700, "F1 12", "ation in days of need;");
        // On yellow, in bold, in red, struck, underlined.
        out += "1 1 0 rg 142 667 60 13 re f 0 g\n";
        out += &at(100, 670, "F1 12", "2. Asks");
        out += &at(148, 670, "F1 12", "yellow");
        out += &at(190, 670, "F2 12", "bold");
        out += &("1 0 0 rg ".to_owned() + &at(220, 670, "F1 12", "red") + "0 g\n");
        out += &(at(244, 670, "F1 12", "gone") + "244 673 m 268 673 l S\n");
        out += &(at(274, 670, "F1 12", "under") + "274 668 30 0.6 re f\n");
        out += &at(310, 670, "F1 12", "* and _all_.");
    }
    out
}

#[test]
fn a_file_with_everything() {
    let note = "<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/T(Anna)/Contents(Why not snow?)>>\
        <</Type/Annot/Subtype/Highlight/Rect[100 595 170 610]/QuadPoints[118 620 160 620 118 606 160 606]>>";
    let parsed = read(&file(&[page(1), page(2)], note)).unwrap();
    let expected = [
        (Kind::Title, None, "Safe rivers"),
        (Kind::Formula, None, "The General Assembly,"),
        (Kind::Preambular, None, "Recalling its resolution 77/1,^"),
        (
            Kind::Operative,
            Some("1."),
            "Calls upon all States to warn of floods and of snow, and of their cooperation in days of need;",
        ),
        (Kind::Operative, Some("2."), "Asks yellow bold red ~~gone~~ under * and _all_."),
    ];
    assert_eq!(rows(&parsed), expected.map(|(k, l, t)| (k, l, t.to_owned())));
    assert_eq!(parsed.notes.values().collect::<Vec<_>>(), ["Resolution 77/1. It speaks of rivers."]);
    assert_eq!(parsed.symbol.as_deref(), Some("A/RES/77/1"));
    assert_eq!(parsed.paragraphs[2].words.italic(), &Ranges::new(vec![0..9]));
    assert_eq!(parsed.paragraphs[3].words.bold(), &Ranges::new(vec![0..7]));
    assert_eq!(parsed.paragraphs[4].words.bold(), &Ranges::new(vec![5..20, 30..35]));
    let dropped: Vec<(&str, Why)> = parsed.report.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    let furniture = |text| (text, Why::PageFurniture);
    let comment = ("Anna: Why not snow?", Why::Comment);
    assert_eq!(
        dropped,
        [furniture("A/RES/77/1"), furniture("1/2"), comment, furniture("A/RES/77/1"), furniture("2/2")]
    );
    assert_eq!((parsed.report.repairs.len(), parsed.report.repairs[0].was.as_str()), (1, "cooper-ation"));
}

#[test]
fn columns_and_turned_pages() {
    let column = |x: i32, from: usize| -> String {
        let text = |i: usize| format!("{}. Calls upon {from} so;", from + i);
        (0..10).map(|i| at(x, 700 - 30 * i as i32, "F1 12", &text(i))).collect()
    };
    let parsed = read(&file(&[column(300, 11) + &column(60, 1)], "")).unwrap();
    let labels: Vec<_> = parsed.paragraphs.iter().filter_map(|p| p.issued.clone()).collect();
    assert_eq!(labels, (1..=20).map(|n| format!("{n}.")).collect::<Vec<_>>());
    let turned = format!("0 1 -1 0 0 0 cm {}", at(100, -300, "F1 12", "DRAFT")) + "";
    let parsed = read(&file(&[at(100, 500, "F1 12", "Words.") + &turned], "")).unwrap();
    assert_eq!(rows(&parsed)[0].2, "Words.");
    assert_eq!(
        (parsed.report.dropped[0].text.as_str(), parsed.report.dropped[0].why),
        ("DRAFT", Why::Unseen)
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(read(b""), Err(PdfError::NotPdf));
    assert_eq!(read(b"<html>"), Err(PdfError::NotPdf));
    assert_eq!(read(&file(&[String::new()], "")), Err(PdfError::Empty));
    assert_eq!(read(&file(&["q 600 0 0 800 0 0 cm /I Do Q".to_owned()], "")), Err(PdfError::Scan));
    assert_eq!(read(&locked("secret")), Err(PdfError::Locked));
    let torn = read(&file(&[at(100, 500, "F1 12", "Words.") + "BT (open Tj ET"], "")).unwrap();
    assert_eq!(torn.report.dropped[0].text, "[part of page 1 is damaged]");
    // A file that only may not be changed opens without a password.
    assert_eq!(rows(&read(&locked("")).unwrap())[0].2, "Words.");
}

fn locked(password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&file(&[at(100, 500, "F1 12", "Words.")], "")).unwrap();
    let id = || Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id(), id()]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn pages_and_places_without_measure_are_no_panic() {
    let far = "20000000000000000000.0";
    let step = "BT /F1 12 Tf 1 0 0 1 0 10000000000000000000.0 Tm (afar) Tj ET\n".to_owned();
    let bytes = String::from_utf8(file(&[step + &at(100, 500, "F1 12", "Words.")], "")).unwrap();
    let parsed = read(bytes.replace("[0 0 600 800]", &format!("[0 0 {far} {far}]")).as_bytes()).unwrap();
    assert_eq!(rows(&parsed)[0].2, "Words.");
    let dropped = parsed.report.dropped.iter().map(|d| (d.text.as_str(), d.why));
    assert_eq!(dropped.collect::<Vec<_>>(), [("afar", Why::Unseen)]);
}

#[test]
fn a_note_with_the_highest_number_is_no_panic() {
    for number in ["4294967295", "4294967294", "99999999999999999999", "9999"] {
        // In two parts: no more than eight letters drawn together are raised.
        let (first, second) = number.split_at(number.len() / 2);
        let x = 100 + 3 * number.len() as i32;
        let page = at(100, 640, "F1 12", "1. Calls upon all States to warn of floods,")
            + "100 90 m 250 90 l S\n"
            + &at(100, 83, "F1 6", first)
            + &at(x + 1, 80, "F1 9", "See A/1.")
            + &at(100 + 3 * first.len() as i32, 83, "F1 6", second)
            + &at(100, 69, "F1 9", "2 See A/2.")
            + &at(100, 58, "F1 9", "3. See A/3.");
        let parsed = read(&file(&[page], "")).unwrap();
        let left = parsed.report.dropped.iter().map(|d| d.text.clone());
        let notes = parsed.notes.values().cloned();
        let words = rows(&parsed).into_iter().map(|r| r.2).chain(notes).chain(left);
        let words = words.collect::<Vec<_>>().join(" ");
        assert!(["A/1", "A/2", "A/3"].iter().all(|w| words.contains(w)), "{number}: {words}");
    }
}

#[test]
fn drawings_that_draw_themselves_end() {
    let mut document =
        Document::load_mem(&file(&["/L Do ".repeat(40) + &at(50, 500, "F1 12", "Words.")], "")).unwrap();
    let content = b"/L Do /L Do BT ET".to_vec();
    let form = lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    let form = document.add_object(lopdf::Stream::new(form, content));
    let page = document.page_iter().next().unwrap();
    let inner = lopdf::dictionary! { "L" => form };
    let resources = document.get_dictionary_mut(page).unwrap().get_mut(b"Resources").unwrap();
    resources.as_dict_mut().unwrap().set("XObject", inner);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    assert_eq!(rows(&read(&out).unwrap())[0].2, "Words.");
}

/// A file whose page has this drawing, packed.
fn drawn(content: Vec<u8>) -> Vec<u8> {
    let mut document = Document::load_mem(&file(&[String::new()], "")).unwrap();
    let page = document.page_iter().next().unwrap();
    let place = document.get_page_contents(page)[0];
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), content);
    stream.compress().unwrap();
    document.objects.insert(place, Object::Stream(stream));
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    let out = drawn(vec![b' '; limits::PDF_PAGE + 1]);
    assert!(out.len() < 200_000);
    assert!(matches!(read(&out), Err(PdfError::TooLarge { most: limits::PDF_PAGE, .. })));
}

#[test]
fn a_step_and_a_file_without_end_are_refused() {
    let words = at(100, 500, "F1 12", "Words.");
    let ones = |n: usize| "1 ".repeat(n);
    let step = drawn((words.clone() + &ones(limits::PDF_OPERANDS + 1)).into_bytes());
    assert!(step.len() < 10_000);
    assert!(matches!(read(&step), Err(PdfError::TooLarge { most: limits::PDF_OPERANDS, .. })));
    assert!(read(&drawn((ones(1_000) + "TJ\n" + &words).into_bytes())).is_ok());
    let long = [file(&[words], ""), ones(limits::PDF_VALUES).into_bytes()].concat();
    assert!(matches!(read(&long), Err(PdfError::TooLarge { most: limits::PDF_VALUES, .. })));
}

#[test]
fn a_file_cut_anywhere_is_no_panic() {
    let whole = file(&[page(1), page(2)], "");
    (0..whole.len()).step_by(7).for_each(|end| drop(read(&whole[..end])));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_file_is_no_panic(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = file(&[page(1), page(2)], "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>");
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn steps_in_any_order_are_no_panic(steps in prop::collection::vec("q|Q|BT|ET|-?[0-9]{1,9} (-?[0-9]{1,4} ){0,6}(cm|re|l|Td|Tm|Tf|Tc|Tz|sc|rg|w)|/F1 [0-9]{1,3} Tf|\\([a-z0-9]{1,9}\\) (Tj|')|\\[\\(a\\) -99999 \\(b\\)\\] TJ|/I Do|S|f|\\[|<<|\\(", 0..40)) {
        let _ = read(&file(&[steps.join("\n")], ""));
    }
}
