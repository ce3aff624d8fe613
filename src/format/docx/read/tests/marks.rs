//! Changes, comments, looks, moves.

use super::*;
use crate::revise::intake::Why;
use crate::revise::marked::{Look, MarkedPlace};

#[test]
fn changes_of_several_authors() {
    let gone = |t: &str| format!("<w:r><w:delText xml:space=\"preserve\">{t}</w:delText></w:r>");
    let body = p(&format!(
        "{}{}{}{}{}",
        r("We "),
        by("ins", "EU", &r("all ")),
        by("del", "US", &gone("never ")),
        by("ins", "EU", &by("del", "G77", &gone("sadly "))),
        r("agree.")
    ));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["We [all |+EU][never |-US][sadly |+EU-G77]agree."]);
    let date = marked.paragraphs[0].runs[1].tracked.put.as_ref().and_then(|t| t.date.as_deref());
    assert_eq!(date, Some("2026-05-04T09:30:00Z"));
}

#[test]
fn ends_of_paragraphs_are_tracked() {
    let mark = |change: &str, inside: &str| p(&format!("<w:pPr><w:rPr>{change}</w:rPr></w:pPr>{inside}"));
    let body = mark(&by("ins", "EU", ""), &by("ins", "EU", &r("New.")))
        + &mark(&by("del", "US", ""), &by("del", "US", "<w:r><w:delText>Old.</w:delText></w:r>"))
        + &p(&r("Kept."));
    assert_eq!(all(&file(&body).read()), ["[New.|+EU]¶+EU", "[Old.|-US]¶-US", "Kept."]);
}

#[test]
fn an_empty_line_that_a_change_is_about_stays() {
    let body = p(&format!("<w:pPr><w:rPr>{}</w:rPr></w:pPr>{}", by("ins", "EU", ""), r("We agree.")))
        + &p("")
        + &p("")
        + &p(&r("So."));
    assert_eq!(all(&file(&body).read()), ["We agree.¶+EU", "", "So."]);
}

#[test]
fn moves_are_paired_by_name() {
    let range = |from: &str, id: &str, name: &str| {
        (
            format!("<w:{from}RangeStart w:id=\"{id}\" w:author=\"EU\" w:name=\"{name}\"/>"),
            format!("<w:{from}RangeEnd w:id=\"{id}\"/>"),
        )
    };
    let (a, b) = range("moveFrom", "1", "move1");
    let (c, d) = range("moveTo", "3", "move1");
    let (e, f) = range("moveTo", "5", "alone");
    let body = p(&format!("{}{a}{}{b}", r("A "), by("moveFrom", "EU", &r("goes"))))
        + &c
        + &p(&by("moveTo", "EU", &r("goes")))
        + &d
        + &p(&format!("{e}{}{f}", by("moveTo", "US", &r("comes"))));
    assert_eq!(all(&file(&body).read()), ["A [goes|-EU@move1]", "[goes|+EU@move1]", "[comes|+US]"]);
}

#[test]
fn a_paragraph_that_moves_takes_its_end_along() {
    let moved = |from: &str, text: &str| {
        let (mark, words) = (by(from, "EU", ""), by(from, "EU", &r(text)));
        let start = format!("<w:{from}RangeStart w:id=\"7\" w:author=\"EU\" w:name=\"m1\"/>");
        p(&format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{start}{words}"))
            + &format!("<w:{from}RangeEnd w:id=\"7\"/>")
    };
    let body = moved("moveFrom", "We go.") + &p(&r("We stay.")) + &moved("moveTo", "We go.") + &p(&r("So."));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["[We go.|-EU@m1]¶-EU", "We stay.", "[We go.|+EU@m1]¶+EU", "So."]);
    let names: Vec<_> = marked.paragraphs.iter().flat_map(|p| [&p.end.put, &p.end.gone]).flatten().collect();
    assert!(names.len() == 2 && names.iter().all(|t| t.moved.as_deref() == Some("m1")));
}

#[test]
fn rows_that_come_and_go() {
    let cell = |t: &str| format!("<w:tc>{}</w:tc>", p(&r(t)));
    let row = |change: &str, t: &str| format!("<w:tr><w:trPr>{change}</w:trPr>{}</w:tr>", cell(t));
    let body =
        format!("<w:tbl>{}{}</w:tbl>", row(&by("ins", "EU", ""), "new"), row(&by("del", "US", ""), "old"));
    assert_eq!(all(&file(&body).read()), ["[new|+EU]¶+EU", "[old|-US]¶-US"]);
}

#[test]
fn threads_with_replies_and_places() {
    let anchor = |id: &str| format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    let body = p(&format!(
        "{}<w:commentRangeStart w:id=\"0\"/><w:commentRangeStart w:id=\"1\"/>{}<w:commentRangeEnd w:id=\"0\"/>{}{}{}",
        r("26.  We "),
        r("agree"),
        anchor("0"),
        r("."),
        anchor("7")
    )) + &p(&format!("{}<w:commentRangeEnd w:id=\"1\"/>{}", r("27. And so."), anchor("1")));
    let comment = |id: &str, by: &str, lines: &[&str]| {
        let line = |(n, l): (usize, &&str)| format!("<w:p w14:paraId=\"{id}{n}a\">{}</w:p>", r(l));
        let lines: String = lines.iter().enumerate().map(line).collect();
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{by}\" w:date=\"2026-01-02T03:04:05Z\">{lines}</w:comment>"
        )
    };
    let comments = comment("0", "EU", &["Which?", "All?"])
        + &comment("1", "US", &["Yes."])
        + &comment("7", "G77", &["Hm."]);
    let extended = "<w15:commentEx w15:paraId=\"01A\" w15:done=\"1\"/><w15:commentEx w15:paraId=\"10A\" w15:paraIdParent=\"01A\" w15:done=\"0\"/>";
    let marked = file(&body).with("comments", &comments).with("commentsExtended", extended).read();
    let place = |paragraph, at| MarkedPlace { paragraph, at };
    let [first, second] = marked.threads.as_slice() else { panic!("{:?}", marked.threads) };
    assert_eq!((first.resolved, first.at), (true, Some((place(0, 3), place(0, 8)))));
    let said: Vec<_> = first.said.iter().map(|s| (s.by.as_str(), s.text.as_str())).collect();
    assert_eq!(said, [("EU", "Which?\nAll?"), ("US", "Yes.")]);
    assert_eq!((second.resolved, second.at), (false, Some((place(0, 9), place(0, 9)))));
    assert_eq!(second.said[0].date.as_deref(), Some("2026-01-02T03:04:05Z"));
}

#[test]
fn looks_are_markup_unless_the_style_says_so() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"Bold\"/><w:basedOn w:val=\"C\"/><w:rPr><w:color w:val=\"FF0000\"/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"C\"/><w:basedOn w:val=\"B\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"S\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"H\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:u w:val=\"single\"/><w:color w:val=\"0000FF\"/></w:rPr></w:style>";
    let body = p(&format!(
        "{}{}{}{}{}",
        looking("<w:i/>", "Notes"),
        looking("<w:rStyle w:val=\"S\"/>", " bold"),
        looking("<w:b/><w:highlight w:val=\"yellow\"/>", " own"),
        looking("<w:rStyle w:val=\"H\"/>", " link"),
        looking("<w:strike/>", " out.")
    )) + &p(&format!(
        "<w:pPr><w:pStyle w:val=\"B\"/></w:pPr>{}{}",
        looking("<w:b/>", "All of it "),
        looking("<w:b w:val=\"0\"/><w:color w:val=\"00FF00\"/>", "is.")
    ));
    let marked = file(&body).with("styles", styles).read();
    let none = Look::default();
    let looks: Vec<_> =
        marked.paragraphs[0].runs.iter().map(|r| (r.text.as_str(), r.italic, r.look)).collect();
    assert_eq!(
        looks,
        [
            ("Notes", true, none),
            (" bold", false, Look { bold: true, ..none }),
            (" own", false, Look { bold: true, highlighted: true, ..none }),
            (" link", false, none),
            (" out.", false, Look { struck: true, ..none }),
        ]
    );
    let looks: Vec<_> = marked.paragraphs[1].runs.iter().map(|r| (r.text.as_str(), r.look)).collect();
    assert_eq!(looks, [("All of it ", none), ("is.", Look { coloured: true, ..none })]);
}

#[test]
fn changes_of_looks_are_listed_apart() {
    let body = p(&format!(
        "<w:pPr>{}</w:pPr>{}{}",
        by("pPrChange", "US", "<w:pPr/>"),
        looking(&format!("<w:b/>{}", by("rPrChange", "EU", "<w:rPr/>")), "We "),
        looking(&format!("<w:b/>{}", by("rPrChange", "EU", "<w:rPr/>")), "agree.")
    ));
    let marked = file(&body).read();
    let listed: Vec<_> =
        marked.formatting.iter().map(|f| (f.paragraph, f.by.as_str(), f.text.as_str())).collect();
    assert_eq!(listed, [(0, "US", ""), (0, "EU", "We agree.")]);
    assert_eq!(all(&marked), ["We agree."]);
}

#[test]
fn a_typed_number_that_is_changed_is_no_change_of_words() {
    let gone = |t: &str| format!("<w:r><w:delText xml:space=\"preserve\">{t}</w:delText></w:r>");
    let body =
        p(&format!("{}{}{}", by("del", "EU", &gone("26")), by("ins", "EU", &r("27")), r(".\tWe agree.")))
            + &p(&by("ins", "EU", &r("26 bis. We go.")))
            + &p(&format!("{}{}", r("28. "), by("ins", "EU", &r("We "))));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["We agree.", "[We go.|+EU]", "28. [We |+EU]"]);
    assert_eq!(marked.paragraphs[0].issued.as_deref(), Some("26."));
    assert_eq!(marked.paragraphs[1].issued.as_deref(), Some("26 bis."));
    assert_eq!(marked.formatting.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["26. 27."]);
}

#[test]
fn what_is_split_off_is_what_it_will_be() {
    let mark = format!("<w:pPr><w:rPr>{}</w:rPr></w:pPr>", by("ins", "EU", ""));
    let body = p(&format!("{mark}{}", r("1. Requests all to report")))
        + &p(&format!("{}{}", by("ins", "EU", &r("2. Invites them")), r(" to meet;")))
        + &p(&r("3. Decides to meet."));
    let marked = file(&body).read();
    assert_eq!(
        all(&marked),
        ["Requests all to report¶+EU", "[Invites them|+EU] to meet;", "Decides to meet."]
    );
    assert_eq!(kinds(&marked), [(Kind::Operative, "1."), (Kind::Operative, "2."), (Kind::Operative, "3.")]);
}

#[test]
fn spaces_where_paragraphs_are_split_or_joined_are_kept() {
    let mark = |name: &str, text: &str| {
        p(&format!("<w:pPr><w:rPr>{}</w:rPr></w:pPr>{}", by(name, "EU", ""), r(text)))
    };
    let body = mark("ins", " 1. Requests all ")
        + &p(&r("to meet; "))
        + &mark("del", "2. Decides")
        + &p(&r(" to go. "));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["Requests all ¶+EU", "to meet;", "Decides¶-EU", " to go."]);
    // A number that is put in takes no space with it that stood between words.
    let body =
        mark("ins", "1. Requests all") + &p(&format!("{}{}", by("ins", "EU", &r("2. ")), r(" to meet;")));
    assert_eq!(all(&file(&body).read()), ["Requests all¶+EU", " to meet;"]);
}

#[test]
fn what_is_hidden_or_drawn_is_listed() {
    let body = p(&format!(
        "{}{}<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"P\" descr=\"A lamp\"/></wp:inline></w:drawing></w:r><w:r><w:sym w:font=\"X\" w:char=\"F123\"/></w:r>",
        r("Seen"),
        looking("<w:vanish/>", " unseen")
    ));
    let marked = file(&body).read();
    assert_eq!(all(&marked), ["Seen"]);
    let listed: Vec<_> = marked.dropped.iter().map(|d| (d.line, d.text.as_str(), d.why)).collect();
    assert_eq!(
        listed,
        [(1, " unseen", Why::Hidden), (1, "A lamp", Why::Picture), (1, "U+F123", Why::Symbol)]
    );
}
