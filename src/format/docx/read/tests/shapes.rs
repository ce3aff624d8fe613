//! Text wherever a file keeps it: fields, boxes, controls, notes, tables, headers.

use super::*;
use crate::revise::intake::Why;
use crate::revise::marked::Column;
use crate::text::{NOTE, NoteId};

fn words(body: &str) -> Vec<String> {
    all(&file(body).read())
}

#[test]
fn signs_become_letters() {
    let body = p(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:br w:type=\"page\"/><w:t xml:space=\"preserve\">e  f </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r>",
    );
    assert_eq!(words(&body), ["a b c\u{2011}de f •"]);
}

#[test]
fn fields_give_their_result_alone() {
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = |code: &str, result: &str| {
        format!(
            "{}<w:r><w:instrText>{code}</w:instrText></w:r>{}{result}{}",
            char("begin"),
            char("separate"),
            char("end")
        )
    };
    let nested = field(" IF ", &field(" PAGE ", &r("7")));
    let body = p(&format!("{}{}{nested}", r("see "), field(" REF x ", &r("paragraph 5 "))))
        + &p(&format!("<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>", r("today")))
        + &p(&format!("{}<w:r><w:instrText> TOC </w:instrText></w:r>{}", char("begin"), char("end")))
        + &p(&format!("{}{}", char("begin"), r("lost?")))
        + &p(&r("Not swallowed."));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["see paragraph 5 7", "today", "Not swallowed."]);
    assert_eq!(
        marked.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect::<Vec<_>>(),
        [("lost?", Why::Unread)]
    );
}

#[test]
fn controls_tags_links_and_formulas() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p(&format!(
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:smartTag><w:smartTagPr/>{}</w:smartTag><w:hyperlink r:id=\"e\">{}</w:hyperlink><m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath><w:unknown>{}</w:unknown>",
            r("one "),
            r("two "),
            r("three "),
            r(" four")
        ))
    );
    assert_eq!(words(&body), ["one two three x² four"]);
}

#[test]
fn boxes_are_read_once_behind_their_paragraph() {
    let inner = format!("<w:txbxContent>{}{}</w:txbxContent>", p(&r("In a box.")), p(&r("Still in it.")));
    let body = p(&format!(
        "{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{inner}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>{inner}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}",
        r("Before "),
        r("and behind.")
    )) + &p(&r("Next."));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["Before and behind.", "In a box.", "Still in it.", "Next."]);
    assert!(marked.dropped.is_empty());
}

#[test]
fn notes_have_the_identity_that_text_import_gives() {
    let note = |id: &str, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\">{}</w:footnote>",
            p(&format!("<w:r><w:footnoteRef/></w:r>{}", r(text)))
        )
    };
    let notes = format!("<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote>", p(&r("----")))
        + &note("2", " See A/1.")
        + &note("3", " See  A/1.")
        + &note("4", " Nobody’s.");
    let ends = format!(
        "<w:endnote w:id=\"2\">{}{}</w:endnote>",
        p(&r("First,")),
        p(&by("ins", "EU", &r("second.")))
    );
    let reference = |kind: &str, id: &str| {
        format!(
            "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:{kind}Reference w:id=\"{id}\"/></w:r>"
        )
    };
    let again = format!("<w:fldSimple w:instr=\" NOTEREF _Ref1 \\h \">{}</w:fldSimple>", r("1"));
    let body = p(&format!(
        "{}<w:bookmarkStart w:id=\"9\" w:name=\"_Ref1\"/>{}<w:bookmarkEnd w:id=\"9\"/>{}{}{}{again}",
        r("one"),
        reference("footnote", "3"),
        r(" two"),
        reference("footnote", "2"),
        reference("endnote", "2")
    ));
    let marked = file(&body).with("footnotes", &notes).with("endnotes", &ends).read();
    assert_eq!(all(&marked), [format!("one{NOTE} two{NOTE}{NOTE}{NOTE}")]);
    let ids: Vec<NoteId> = marked.paragraphs[0].runs.iter().filter_map(|r| r.note).collect();
    let id = |text: &str, n: &str| NoteId::of(&["note", text, n]);
    assert_eq!(ids, [id("See A/1.", "1"), id("See A/1.", "2"), id("First,", "1"), id("See A/1.", "1")]);
    let parsed = crate::format::plain::read("1. one¹ two²\n\n¹ See A/1.\n\n² See A/1.\n");
    assert!(parsed.notes.keys().all(|id| marked.notes.contains_key(id)) && parsed.notes.len() == 2);
    let listed: Vec<_> = marked.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    assert_eq!(listed, [("second.", Why::NoteChange), ("Nobody’s.", Why::UnusedNote)]);
}

#[test]
fn a_note_that_was_put_in_says_what_it_will_say() {
    let note = |id: &str, inside: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(inside));
    let gone = "<w:r><w:delText>gone</w:delText></w:r>";
    let notes = note("2", &by("ins", "EU", &r("See A/1.")))
        + &note("3", &(by("ins", "EU", &r("See A/2.")) + &by("ins", "EU", &by("del", "US", gone))))
        + &note("4", &(r("Old.") + &by("ins", "EU", &r(" New."))));
    let reference = |id: &str| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let new = by("ins", "EU", &(reference("2") + &reference("3") + &reference("4")));
    let body = p(&(r("one") + &new)) + &p(&(r("two") + &reference("4")));
    let marked = file(&body).with("footnotes", &notes).read();
    let texts: Vec<_> =
        marked.paragraphs[0].runs.iter().filter_map(|r| marked.notes.get(&r.note?)).cloned().collect();
    assert_eq!(texts, ["See A/1.", "See A/2.", "Old."]);
    let listed: Vec<_> = marked.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    assert_eq!(listed, [("gone", Why::NoteChange), (" New.", Why::NoteChange)]);
}

#[test]
fn a_compilation_in_a_table() {
    let cell = |t: &str| format!("<w:tc>{}</w:tc>", p(&r(t)));
    let row = |all: &[&str]| format!("<w:tr>{}</w:tr>", all.iter().map(|t| cell(t)).collect::<String>());
    let merged = format!(
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>{}{}</w:tr>",
        p(""),
        cell("Japan"),
        cell("Delete.")
    );
    let body = p(&r("Comments on the zero draft"))
        + &format!(
            "<w:tbl><w:tblPr/>{}{}{merged}</w:tbl>",
            row(&["Para", "Delegation", "Proposal"]),
            row(&["OP5", "EU", "5. Calls upon all;"])
        );
    let marked = file(&body).read();
    let table = &marked.tables[0];
    assert_eq!(table.columns, [Column::Paragraph, Column::Actor, Column::Proposal]);
    let text: Vec<Vec<String>> =
        table.rows.iter().map(|r| r.iter().map(|c| marked.cell(c)).collect()).collect();
    assert_eq!(
        text,
        [
            ["Para", "Delegation", "Proposal"],
            ["OP5", "EU", "5. Calls upon all;"],
            ["OP5", "Japan", "Delete."]
        ]
    );
    assert_eq!(table.rows[1][2], 6..7);
    assert_eq!(kinds(&marked)[4..7], [(Kind::Plain, ""), (Kind::Plain, ""), (Kind::Operative, "5.")]);
}

#[test]
fn a_resolution_with_typed_numbers_and_headings() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 2\"/><w:rPr><w:b/></w:rPr></w:style>";
    let body = p(&r("United Nations\tA/RES/80/118"))
        + &p(&looking("<w:b/>", "80/118.  Lamps"))
        + &p(&format!("{}{}", looking("<w:i/>", "The General Assembly"), r(",")))
        + &p(&format!("{}{}", looking("<w:i/>", "Recalling"), r(" its resolution 1/1,")))
        + &styled("H", "I. Lamps")
        + &p(&format!(
            "<w:r><w:tab/><w:t>1.</w:t><w:tab/></w:r>{}{}",
            looking("<w:i/>", "Calls upon"),
            r(" all to:")
        ))
        + &p(&r("(a)\tLight the lamps;"))
        + &p(&r("- 2. Decides to meet."))
        + &p(&looking("<w:i/>", "64th plenary meeting"));
    let marked = file(&body).with("styles", styles).read();
    assert_eq!(
        kinds(&marked),
        [
            (Kind::Plain, ""),
            (Kind::Title, "80/118."),
            (Kind::Formula, ""),
            (Kind::Preambular, ""),
            (Kind::Heading, ""),
            (Kind::Operative, "1."),
            (Kind::Sub(1), "(a)"),
            (Kind::Operative, "2."),
            (Kind::Closing, ""),
        ]
    );
    assert!(marked.paragraphs[0].masthead && !marked.paragraphs[2].masthead);
    assert_eq!((marked.title.as_deref(), marked.symbol.as_deref()), (Some("Lamps"), Some("A/RES/80/118")));
    assert_eq!(all(&marked)[5], "Calls upon all to:");
    let italic: Vec<_> =
        marked.paragraphs[5].runs.iter().filter(|r| r.italic).map(|r| r.text.as_str()).collect();
    assert_eq!(italic, ["Calls upon"]);
    assert!(marked.paragraphs.iter().flat_map(|p| &p.runs).all(|r| !r.look.bold));
}

#[test]
fn headers_are_furniture() {
    let header = p(&format!("{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", r("A/80/L.41"), r("7")));
    let marked = file(&p(&r("1. Calls upon all."))).with("header", &header).read();
    assert_eq!(marked.symbol.as_deref(), Some("A/80/L.41"));
    let listed: Vec<_> = marked.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    assert_eq!(listed, [("A/80/L.41", Why::PageFurniture)]);
}

#[test]
fn headers_of_others_are_furniture_in_our_styles_too() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"O\"><w:name w:val=\"UN Operative\"/></w:style>";
    let of = |header: &str| {
        let marked =
            file(&styled("O", "Calls upon all.")).with("styles", styles).with("header", header).read();
        let listed: Vec<_> = marked.dropped.into_iter().map(|d| d.text).collect();
        (marked.symbol, listed)
    };
    let letter = "Permanent Mission of Lampland";
    assert_eq!(of(&p(&r(letter))), (None, vec![letter.to_owned()]));
    assert_eq!(of(&p(&r("A/80/L.41"))), (Some("A/80/L.41".to_owned()), vec![]));
    let ours = format!("<w:bookmarkStart w:id=\"0\" w:name=\"chapeau_symbol\"/>{}", r("Zero draft"));
    assert_eq!(of(&(p(&r(letter)) + &p(&ours))), (Some("Zero draft".to_owned()), vec![letter.to_owned()]));
}

#[test]
fn a_strict_file_is_read() {
    let names = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let document =
        format!("<w:document xmlns:w=\"{names}\"><w:body>{}</w:body></w:document>", p(&r("Strict.")));
    let root = "<Relationships xmlns=\"rel\"><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"w/d.xml\"/></Relationships>";
    let bytes = packed(&[("_rels/.rels".into(), root.into()), ("w/d.xml".into(), document)]);
    assert_eq!(all(&read(&bytes).expect("a strict file")), ["Strict."]);
}
