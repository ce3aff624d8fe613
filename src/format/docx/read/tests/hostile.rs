//! Files that are damaged or mean harm: an error, and never more than that.

use super::*;
use crate::limits;
use proptest::prelude::*;

fn sound() -> Vec<u8> {
    file(&p(&r("We agree."))).with("styles", "").with("comments", "").bytes()
}

fn refused(bytes: &[u8]) -> DocxError {
    read(bytes).expect_err("refused")
}

#[test]
fn what_is_no_word_file() {
    assert_eq!(refused(b""), DocxError::NotWord);
    assert_eq!(refused(b"We agree."), DocxError::NotWord);
    assert_eq!(refused(b"PK"), DocxError::Unpackable);
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(refused(&old), DocxError::Old);
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&old), DocxError::Encrypted);
    assert_eq!(refused(&packed(&[("a".into(), "b".into())])), DocxError::NotWord);
    let root =
        "<R><Relationship Type=\"x/officeDocument\" Target=\"a.xml\"/></R>".replace("<R>", "<R xmlns=\"\">");
    let other = |text: &str| packed(&[("_rels/.rels".into(), root.clone()), ("a.xml".into(), text.into())]);
    assert_eq!(refused(&other("<workbook/>")), DocxError::NotWord);
    assert_eq!(refused(&other("<a")), DocxError::Damaged("a.xml".into()));
    assert_eq!(refused(&packed(&[("_rels/.rels".into(), root.clone())])), DocxError::Damaged("a.xml".into()));
    let away = root.replace("Target", "TargetMode=\"External\" Target");
    assert_eq!(refused(&packed(&[("_rels/.rels".into(), away)])), DocxError::NotWord);
}

#[test]
fn bombs_are_not_unpacked() {
    let spaces = " ".repeat(40 << 20);
    assert!(matches!(refused(&file(&spaces).bytes()), DocxError::Ratio(_)));
    let many: Vec<(String, String)> = (0..10_000).map(|n| (format!("a{n}"), String::new())).collect();
    assert_eq!(refused(&packed(&many)), DocxError::Entries(limits::WORD_ENTRIES));
}

#[test]
fn more_than_is_read_is_refused() {
    use crate::format::docx::read::read_most;
    use crate::format::docx::read::walk::Most;
    let comment = "<w:comment w:id=\"0\" w:author=\"US\"><w:p/></w:comment>";
    let bytes =
        file(&(p(&by("ins", "EU", &r("We agree."))) + &p(&r("So.")))).with("comments", comment).bytes();
    let fits = Most { paragraphs: 2, letters: 12, authors: 2 };
    assert!(read_most(&bytes, fits).is_ok());
    let refused = |most| read_most(&bytes, most).expect_err("refused");
    assert_eq!(refused(Most { letters: 11, ..fits }), DocxError::Letters(11));
    assert_eq!(refused(Most { authors: 1, ..fits }), DocxError::Authors(1));
    assert_eq!(refused(Most { paragraphs: 1, ..fits }), DocxError::Paragraphs(1));
}

#[test]
fn what_a_header_says_of_sizes_is_not_believed() {
    let mut bytes = sound();
    // The sizes in the local and central headers of every entry, as small as can be.
    for at in 0..bytes.len().saturating_sub(46) {
        if bytes[at..].starts_with(b"PK\x01\x02") {
            bytes[at + 24..at + 28].copy_from_slice(&1u32.to_le_bytes());
        }
    }
    let _ = read(&bytes);
}

#[test]
fn deep_and_wide_trees_are_refused() {
    let deep = |name: &str, n: usize| {
        format!("{}{}", format!("<w:{name}>").repeat(n), format!("</w:{name}>").repeat(n))
    };
    for name in ["ins", "sdt", "tbl", "p", "r", "hyperlink", "txbxContent", "x"] {
        assert!(matches!(refused(&file(&deep(name, 100_000)).bytes()), DocxError::Shape(_)), "{name}");
        let _ = read(&file(&deep(name, limits::WORD_DEPTH - 3)).bytes());
    }
    let table = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(60), "</w:tc></w:tr></w:tbl>".repeat(60));
    assert_eq!(read(&file(&table).bytes()).expect("sound").tables.len(), 60);
}

#[test]
fn documents_with_a_dtd_are_refused() {
    let root = "<R xmlns=\"\"><Relationship Type=\"x/officeDocument\" Target=\"a.xml\"/></R>";
    let text = format!(
        "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"{MAIN}\"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    );
    let bytes = packed(&[("_rels/.rels".into(), root.into()), ("a.xml".into(), text)]);
    assert_eq!(refused(&bytes), DocxError::Damaged("a.xml".into()));
}

#[test]
fn files_cut_short_are_refused() {
    let bytes = sound();
    for n in 0..50 {
        let cut = bytes.get(..bytes.len() * n / 50).unwrap_or_default();
        assert!(read(cut).is_err(), "{n}");
    }
    assert!(read(&bytes).is_ok());
}

#[test]
fn circles_end() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"A\"/></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"A\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let extended = "<w15:commentEx w15:paraId=\"A\" w15:paraIdParent=\"B\"/><w15:commentEx w15:paraId=\"B\" w15:paraIdParent=\"A\"/>";
    let comment = |id: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"EU\"><w:p w14:paraId=\"{id}\">{}</w:p></w:comment>",
            r(id)
        )
    };
    let made = file(&styled("A", "We."))
        .with("styles", styles)
        .with("numbering", numbering)
        .with("comments", &(comment("A") + &comment("B")))
        .with("commentsExtended", extended);
    assert_eq!(made.read().threads.iter().map(|t| t.said.len()).sum::<usize>(), 2);
}

/// Elements of Word in any order and depth.
fn elements() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "p",
        "r",
        "t",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "hyperlink",
        "fldSimple",
        "txbxContent",
        "drawing",
        "pict",
        "pPr",
        "rPr",
        "numPr",
        "delText",
        "instrText",
        "vanish",
        "ruby",
        "rubyBase",
    ]);
    let leaves = prop::sample::select(vec![
        "",
        "a",
        "1. b",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<w:commentReference w:id=\"0\"/>",
        "<w:commentRangeEnd w:id=\"0\"/>",
        "<w:bookmarkStart w:id=\"1\" w:name=\"p_0000000000ab\"/>",
        "<w:gridSpan w:val=\"99999999\"/>",
        "<w:vMerge/>",
        "<w:numId w:val=\"1\"/>",
        "<w:ilvl w:val=\"99\"/>",
        "<w:moveFromRangeStart w:id=\"1\" w:name=\"m\"/>",
        "<w:tab/>",
    ]);
    let leaf = leaves.prop_map(str::to_owned);
    leaf.prop_recursive(6, 40, 6, move |inner| {
        (names.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inside)| format!("<w:{name} w:author=\"EU\">{}</w:{name}>", inside.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0usize..2000) {
        let _ = read(&bytes);
        let mut broken = sound();
        for (n, b) in bytes.iter().enumerate().take(8) {
            let place = (at * (n + 1)) % broken.len();
            broken[place] = *b;
        }
        let _ = read(&broken);
    }

    #[test]
    fn any_order_of_elements_is_borne(body in elements()) {
        let note = format!("<w:footnote w:id=\"1\">{body}</w:footnote>");
        let marked = file(&body).with("footnotes", &note).read();
        for p in &marked.paragraphs {
            prop_assert!(p.runs.iter().all(|r| r.note.is_none() || r.text.starts_with(crate::text::NOTE)));
        }
        for (from, to) in marked.threads.iter().filter_map(|t| t.at) {
            prop_assert!(from <= to && to.paragraph < marked.paragraphs.len().max(1));
        }
    }
}
