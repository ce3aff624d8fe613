//! Numbers that Word counts.

use super::*;

const LIST: &str = "<w:abstractNum w:abstractNumId=\"1\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"(%3)\"/></w:lvl>\
    </w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"26\"/></w:lvlOverride></w:num>";

fn item(list: &str, level: usize, text: &str) -> String {
    p(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}",
        r(text)
    ))
}

#[test]
fn levels_restarts_and_overrides() {
    let body = p(&r("The General Assembly,"))
        + &p(&r("Recalling its resolution 1/1,"))
        + &item("1", 0, "Calls upon all to:")
        + &item("1", 1, "Light the lamps;")
        + &item("1", 2, "On canals;")
        + &item("1", 1, "Count the ships;")
        + &item("1", 0, "Decides:")
        + &item("1", 1, "To go;")
        + &item("2", 0, "Requests more;")
        + &item("2", 0, "Invites all;")
        + &item("1", 0, "Decides to meet.");
    let marked = file(&body).with("numbering", LIST).read();
    assert_eq!(
        kinds(&marked),
        [
            (Kind::Formula, ""),
            (Kind::Preambular, ""),
            (Kind::Operative, "1."),
            (Kind::Sub(1), "(a)"),
            (Kind::Sub(2), "(i)"),
            (Kind::Sub(1), "(b)"),
            (Kind::Operative, "2."),
            (Kind::Sub(1), "(a)"),
            (Kind::Operative, "26."),
            (Kind::Operative, "27."),
            (Kind::Operative, "28."),
        ]
    );
}

/// A list of one level, in the format and with the text.
fn labels(format: &str, text: &str, more: &str, start: u32, count: usize) -> Vec<String> {
    let list = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let body: String = (0..count).map(|_| item("1", 0, "Words of a paragraph.")).collect();
    let marked = file(&body).with("numbering", &list).read();
    marked.paragraphs.into_iter().map(|p| p.issued.unwrap_or_default()).collect()
}

#[test]
fn formats() {
    assert_eq!(labels("decimal", "%1)", "", 9, 2), ["9)", "10)"]);
    assert_eq!(labels("upperRoman", "%1.", "", 3, 2), ["III.", "IV."]);
    assert_eq!(labels("lowerLetter", "(%1)", "", 25, 3), ["(y)", "(z)", "(aa)"]);
    assert_eq!(labels("upperLetter", "%1.", "", 1, 2), ["A.", "B."]);
    assert_eq!(labels("ordinal", "%1", "", 11, 1), ["11th"]);
    assert_eq!(labels("decimalZero", "OP%1", "", 1, 1), ["OP01"]);
    assert_eq!(labels("decimal", "100% of %1", "", 1, 1), ["100% of 1"]);
    assert_eq!(labels("bullet", "\u{F0B7}", "", 1, 2), ["", ""]);
    assert_eq!(labels("none", "", "", 1, 1), [""]);
}

#[test]
fn levels_that_never_begin_again() {
    let level = |at: usize, text: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let list = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "%1.", ""),
        level(1, "%1.%2", "<w:lvlRestart w:val=\"0\"/>")
    );
    let body = item("1", 0, "Decides:")
        + &item("1", 1, "One thing;")
        + &item("1", 0, "Invites:")
        + &item("1", 1, "Another thing.");
    let marked = file(&body).with("numbering", &list).read();
    assert_eq!(
        kinds(&marked),
        [(Kind::Operative, "1."), (Kind::Sub(1), "1.1"), (Kind::Operative, "2."), (Kind::Sub(1), "2.2")]
    );
}

#[test]
fn styles_that_count() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"OP\"><w:name w:val=\"OP\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"OPa\"><w:name w:val=\"OPa\"/><w:basedOn w:val=\"OP\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let off = p(&format!(
        "<w:pPr><w:pStyle w:val=\"OP\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>{}",
        r("Not counted.")
    ));
    let body =
        styled("OP", "Calls upon all:") + &styled("OPa", "To go;") + &off + &styled("OP", "Decides to meet.");
    let marked = file(&body).with("numbering", LIST).with("styles", styles).read();
    let labels: Vec<&str> = kinds(&marked).into_iter().map(|k| k.1).collect();
    assert_eq!(labels, ["1.", "(a)", "", "2."]);
}

#[test]
fn what_was_there_keeps_the_number_it_had() {
    let mark = |change: &str, inside: &str| {
        p(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr>{change}</w:rPr></w:pPr>{inside}"
        ))
    };
    let gone = "<w:r><w:delText>Deplores it;</w:delText></w:r>";
    let body = item("1", 0, "Notes this;")
        + &mark(&by("ins", "EU", ""), &by("ins", "EU", &r("Welcomes that;")))
        + &item("1", 0, "Calls for more;")
        + &mark(&by("del", "US", ""), &by("del", "US", gone))
        + &item("1", 0, "Decides to meet.");
    let marked = file(&body).with("numbering", LIST).read();
    let labels: Vec<&str> = kinds(&marked).into_iter().map(|k| k.1).collect();
    assert_eq!(labels, ["1.", "2.", "2.", "3.", "4."]);
    // The end that was put in stands behind old words: these are what was there.
    let body = mark(&by("ins", "EU", ""), &r("Notes this;"))
        + &mark("", &by("ins", "EU", &r("Welcomes that;")))
        + &item("1", 0, "Decides.");
    let marked = file(&body).with("numbering", LIST).read();
    let labels: Vec<&str> = kinds(&marked).into_iter().map(|k| k.1).collect();
    assert_eq!(labels, ["1.", "2.", "2."]);
}

#[test]
fn a_label_of_its_own_counts_before_the_number_that_came_with_the_line() {
    let body = item("1", 0, "Notes this;")
        + &item("1", 0, "1 bis. Welcomes that;")
        + &item("1", 0, "2 ships are enough;")
        + &item("1", 0, "Decides to meet.");
    let marked = file(&body).with("numbering", LIST).read();
    let labels: Vec<&str> = kinds(&marked).into_iter().map(|k| k.1).collect();
    assert_eq!(labels, ["1.", "1 bis.", "3.", "4."]);
    assert_eq!(all(&marked), ["Notes this;", "Welcomes that;", "2 ships are enough;", "Decides to meet."]);
}
