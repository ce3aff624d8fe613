//! What is typed next to what our writer typed: words, never a part of it.

use super::*;
use crate::revise::intake::Why;

const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"O\"><w:name w:val=\"UN Operative\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Lg\"><w:name w:val=\"Chapeau Legend\"/></w:style><w:style w:type=\"character\" w:styleId=\"L\"><w:name w:val=\"Chapeau Label\"/></w:style><w:style w:type=\"character\" w:styleId=\"S\"><w:name w:val=\"Chapeau Status\"/><w:rPr><w:color w:val=\"808080\"/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"G\"><w:name w:val=\"Chapeau Tag\"/></w:style>";

fn of(style: &str, text: &str) -> String {
    looking(
        &format!("<w:rStyle w:val=\"{style}\"/>"),
        &text.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">"),
    )
}

fn gone(style: &str, text: &str) -> String {
    of(style, text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
}

fn read_as(style: &str, inside: &str) -> Marked {
    let body = p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}"));
    file(&body).with("styles", STYLES).read()
}

/// The words, the label, and what is listed of an operative paragraph.
fn seen(inside: &str) -> (Vec<String>, String, Vec<String>) {
    let marked = read_as("O", inside);
    let label = marked.paragraphs.first().and_then(|p| p.issued.clone()).unwrap_or_default();
    let listed = marked.dropped.iter().filter(|d| d.why != Why::Remark).map(|d| d.text.clone());
    let looks = marked.formatting.iter().map(|f| f.text.clone());
    (all(&marked), label, listed.chain(looks).collect())
}

fn is(inside: &str, words: &str) {
    let none: Vec<String> = Vec::new();
    assert_eq!(seen(inside), (vec![words.to_owned()], "OP5".to_owned(), none), "{inside}");
}

#[test]
fn words_typed_behind_a_label_are_words() {
    let put = |style: &str, text: &str| by("ins", "EU", &of(style, text));
    let rest = r("Urges all;");
    // With the gap in the style of the label, as older files have it, and in none.
    is(&format!("{}{}{rest}", of("L", "OP5\t"), put("L", "Strongly ")), "[Strongly |+EU]Urges all;");
    is(&format!("{}{rest}", of("L", "OP5\tStrongly ")), "Strongly Urges all;");
    is(
        &format!("{}{}{}{rest}", of("L", "OP5"), of("", "\t"), put("", "Strongly ")),
        "[Strongly |+EU]Urges all;",
    );
    is(
        &format!("{}{}{}{rest}", of("L", "OP5"), put("L", " Strongly "), of("", "\t")),
        "[ Strongly |+EU]Urges all;",
    );
    is(&format!("{}{}{rest}", of("L", "OP5 strongly"), of("", "\t")), "stronglyUrges all;");
    is(&format!("{}{}{}", put("L", "Strongly "), of("L", "OP5\t"), rest), "[Strongly |+EU]Urges all;");
    // A label that somebody put before a paragraph that stood is not the one it had.
    let all_put = format!("{}{rest}", by("ins", "EU", &of("L", "OP5\tStrongly ")));
    assert_eq!(seen(&all_put), (vec!["[Strongly |+EU]Urges all;".to_owned()], String::new(), Vec::new()));
    // Only the gap is taken, and only once.
    is(&format!("{}{}{}", of("L", "OP5"), of("", "\t"), r(" Urges")), " Urges");
    is(&format!("{}{rest}", of("L", "OP5\t")), "Urges all;");
}

#[test]
fn another_label_is_a_change_of_looks() {
    let looks = |inside: &str, wanted: &str| {
        let was = (vec!["Urges".to_owned()], "OP5".to_owned(), vec![wanted.to_owned()]);
        assert_eq!(seen(inside), was, "{inside}");
    };
    let swap = |old: &str, new: &str| by("del", "EU", &gone("L", old)) + &by("ins", "EU", &of("L", new));
    looks(&format!("{}{}", swap("OP5\t", "OP6\t"), r("Urges")), "OP5 OP6");
    looks(&format!("{}{}{}", swap("OP5", "OP6"), of("", "\t"), r("Urges")), "OP5 OP6");
    let inside =
        format!("{}{}{}{}", of("L", "OP"), by("ins", "EU", &of("L", "1")), of("L", "5\t"), r("Urges"));
    looks(&inside, "OP5 OP15");
    let gaps = |name: &str, style: &str, text: &str| {
        let inside = if name == "del" { gone(style, text) } else { of(style, text) };
        by(name, "EU", &inside)
    };
    let both =
        gaps("del", "L", "OP5") + &gaps("del", "", "\t") + &gaps("ins", "L", "OP6") + &gaps("ins", "", "\t");
    looks(&format!("{both}{}", r("Urges")), "OP5 OP6");
}

#[test]
fn words_typed_behind_a_status_or_a_tag_are_words() {
    let start = format!("{}{}{}", of("L", "OP5"), of("", "\t"), r("Urges;"));
    let put = |style: &str, text: &str| by("ins", "EU", &of(style, text));
    is(&format!("{start}{}{}", of("S", " [agreed]"), put("S", " and more")), "Urges;[ and more|+EU]");
    is(&format!("{start}{}", of("S", " [agreed] and more")), "Urges; and more");
    is(
        &format!("{start}{}{}", of("G", " [EU reserves]"), put("G", " on [that] and/or more")),
        "Urges;[ on [that] and/or more|+EU]",
    );
    is(&format!("{start}{}{}", of("G", " [EU reserves] [US: delete [x]]"), of("S", " [open]")), "Urges;");
    let whole = format!("{}{}", of("L", "OP5\t"), r("Urges;") + &of("S", " [proposed]"));
    is(&by("ins", "EU", &whole), "[Urges;|+EU]");
    // What is put into it is listed.
    let inside = format!("{start}{}{}{}", of("S", " [agreed"), put("S", " ad ref"), of("S", "]"));
    assert_eq!(seen(&inside), (vec!["Urges;".to_owned()], "OP5".to_owned(), vec!["ad ref".to_owned()]));
    let marked = read_as("Lg", &format!("{}{}", r("What the signs mean."), put("", " Why?")));
    let listed: Vec<_> = marked.dropped.iter().map(|d| (d.text.as_str(), d.why)).collect();
    assert_eq!(listed, [("What the signs mean.", Why::Remark), (" Why?", Why::Comment)]);
}

#[test]
fn a_title_keeps_its_words() {
    let marked = read_as("T", &format!("{}{}{}", of("L", "80/118."), of("", " "), r(" Lamps")));
    assert_eq!(
        (all(&marked), marked.paragraphs[0].issued.as_deref()),
        (vec![" Lamps".to_owned()], Some("80/118."))
    );
}
