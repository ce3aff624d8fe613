//! Every form of the field once, and the laws: what is printed reads back.

use super::*;
use crate::record::resolve;

fn known(name: &str) -> Option<ActorId> {
    let own = ["Canada", "Japan", "US", "EU", "UK", "Iran"];
    let found = resolve(name, &[]).id;
    let there = crate::record::known_names().any(|n| n == found.as_str()) || own.contains(&found.as_str());
    there.then_some(found)
}

/// What is asked of `base`, a line each.
fn said(base: &str, text: &str) -> Vec<String> {
    let reading = read(text, &known);
    let out = asked(text, &reading, base, &known);
    let base: Vec<char> = base.chars().collect();
    let piece = |at: &Range<usize>| base[at.clone()].iter().collect::<String>();
    let line = |ask: &Ask| {
        let by = ask.by.iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ");
        let what = match &ask.what {
            What::Replace { range, with } => format!("{}>{}", piece(range), with.text(text)),
            What::DeleteParagraph => "delete paragraph".to_owned(),
            What::Reserve { range } => format!("reserve {}", piece(range)),
            What::Retain { range } => format!("retain {}", piece(range)),
            What::Doubt { range } => format!("doubt {}", piece(range)),
            What::Move { to } => format!("move {}", &text[to.clone()]),
            What::Merge { with } => format!("merge {}", &text[with.clone()]),
            What::Split { at } => format!("split {at}"),
            What::Placement { note } => format!("place {}", text[note.clone()].trim()),
            What::Stance { action, range, words, .. } => {
                format!("({}) {} of {}", action.name(), piece(range), &text[words.clone()])
            }
        };
        format!("{by}: {what}")
    };
    let mut lines: Vec<String> = out.asks.iter().map(line).collect();
    lines.extend(out.unplaced.iter().map(|(at, why)| format!("? {}: {why}", &text[at.clone()])));
    lines.extend(out.statuses.iter().map(|at| format!("status {}", &text[at.clone()])));
    lines.extend(out.differs.iter().map(|(a, b)| format!("differs {a}>{b}")));
    lines
}

#[test]
fn arms_and_verbs() {
    let t = "free humanity from [extreme - US; G77 delete] poverty";
    assert_eq!(
        said("free humanity from poverty", t),
        ["US: >extreme ", "G77 and China: (delete)  of extreme"]
    );
    assert_eq!(
        said("free humanity from extreme poverty", t),
        ["US: (proposes) extreme of extreme", "G77 and China: extreme >"]
    );
    let t = "[changing unsustainable - EU, G77 retain / promoting sustainable - US] patterns";
    assert_eq!(
        said("changing unsustainable patterns", t),
        [
            "EU, G77 and China: retain changing unsustainable",
            "US: changing unsustainable>promoting sustainable"
        ]
    );
    assert_eq!(
        said("promoting sustainable patterns", t),
        [
            "EU, G77 and China: promoting sustainable>changing unsustainable",
            "US: (proposes) promoting sustainable of promoting sustainable"
        ]
    );
    let t = "act[, in accordance with responsibilities. -G77; US, Canada, Japan, EU delete.] now";
    assert_eq!(
        said("act, in accordance with responsibilities. now", t),
        [
            "G77 and China: (proposes) , in accordance with responsibilities. of , in accordance with responsibilities.",
            "US, Canada, Japan, EU: , in accordance with responsibilities.>"
        ]
    );
    let t = "an [sustained and equitable and inclusive / sustained and inclusive - US] growth";
    assert_eq!(
        said("an sustained and equitable and inclusive growth", t),
        ["US: sustained and equitable and inclusive>sustained and inclusive"]
    );
}

#[test]
fn prefix_forms_and_those_without_words() {
    for (text, wanted) in [
        ("the private sector [EU, UK: delete]", "EU, UK: delete paragraph"),
        ("the [EU, UK: delete private] sector", "EU, UK: private >"),
        ("the [EU and UK: delete “private”] sector", "EU, UK: private >"),
        ("the private sector [G77: add “and others”]", "G77 and China: > and others"),
        ("the [private / US: public] sector", "US: private>public"),
        ("the private sector [EU reserves]", "EU: reserve the private sector"),
        ("the private sector [EU reserves on “private”]", "EU: reserve private"),
        ("the private sector [UK: move after OP2]", "UK: move after OP2"),
        ("the private sector [Japan: split before “private sector”]", "Japan: split 4"),
        ("the private sector /WMO: possibly also in OP8/", "WMO: place possibly also in OP8"),
        ("the [private][EU: delete] sector", ": doubt private|EU: private >"),
        ("[the private sector - EU, US delete]", "EU, US: delete paragraph"),
        ("[the private sector - EU delete words]", "EU: the private sector>"),
        ("the private sector [Agreed ad ref]", "status [Agreed ad ref]"),
        ("the [very - Ruritania] private sector", "Ruritania: >very "),
        ("the private [or public - US; UK support] sector", "US: >or public |UK: (support)  of or public"),
    ] {
        assert_eq!(said("the private sector", text).join("|"), wanted, "{text}");
    }
}

#[test]
fn brackets_and_slashes_of_the_text_stay_text() {
    for text in [
        "[on the report of the Second Committee (A/80/555, para. 7)]",
        "the word [sic] and/or A/80/62-E/2025/12 of 70/125 on Telecommunication/Information",
        "he said “[they] act” - and they did",
    ] {
        assert_eq!(said(text, text), [""; 0], "{text}");
        let reading = read(text, &known);
        assert!(reading.mended.is_empty() && asked(text, &reading, text, &known).unknown.is_empty());
    }
    let base = "the word [sic] and/or A/80/62-E/2025/12";
    let text = "the word [si[x - US add]c] and[/or - EU delete] A/80/62-E/2025/12";
    assert_eq!(said(base, text), ["US: >x", "EU: /or>"]);
    assert_eq!(said("give to us now", "give [more - us] to us now"), [": >more - us "]);
}

#[test]
fn nested_and_unbalanced() {
    let base =
        "In pursuit of the objective, principles and provisions of the Convention as set out, including all,";
    let text = "In [furtherance][pursuit] of the objective, [principles and provisions] of the Convention [as set out], [including all,]]";
    assert_eq!(
        said(base, text),
        [
            ": pursuit>furtherance",
            ": doubt pursuit",
            ": doubt principles and provisions",
            ": doubt as set out",
            ": doubt including all,"
        ]
    );
    let reading = read(text, &known);
    assert_eq!(reading.mended.len(), 1);
    assert_eq!(reading.mended[0].what, Mend::Unopened);
    let text = "act [in a [secure and - US add] safe manner - EU delete now";
    assert_eq!(said("act in a safe manner now", text), ["US: >secure and ", "differs  - EU delete>"]);
    assert_eq!(read(text, &known).mended[0].what, Mend::Unclosed);
    let text = "[act in a [secure and - US add] safe manner now - EU delete";
    assert_eq!(said("act in a safe manner now", text), ["EU: delete paragraph", "US: >secure and "]);
    assert_eq!(read(text, &known).mended[0].what, Mend::ClosedAtEnd);
}

#[test]
fn names_and_verbs_in_other_orders() {
    let base = "Calls upon all States to act";
    for (text, asks) in [
        ("Calls upon [all] [Delete – Japan] States to act", &[": doubt all", "Japan: all >"][..]),
        ("[Delete – Japan, US]", &["Japan, US: delete paragraph"]),
        ("Calls upon all [big - proposed by the EU] States to act", &["EU: >big "]),
        ("Calls upon all [EU proposes: big] States to act", &["EU: >big "]),
        (
            "Calls upon [all - LDCs/Group of 77 and China delete] States to act",
            &["LDCs, G77 and China: all >"],
        ),
        ("Calls upon [EU to delete: all] States to act", &["EU: all >"]),
        ("Calls upon [all − EU delete] States to act", &["EU: all >"]),
        ("Calls upon [all ‑ G‑77 delete] States to act", &["G77 and China: all >"]),
        ("Calls upon [all - the EU and the US delete] States to act", &["EU, US: all >"]),
        (
            "Calls upon [all - EU, supported by US and Japan, delete] States to act",
            &["EU: all >", "US, Japan: (support) all of all"],
        ),
        (
            "Calls upon all [big - EU (supported by the US)] States to act",
            &["EU: >big ", "US: (support)  of big"],
        ),
        ("Calls upon all [EU, supported by US: big] States to act", &["EU: >big ", "US: (support)  of big"]),
    ] {
        assert_eq!(said(base, text), asks, "{text}");
    }
    let lost = "? [EU, US]: it does not say which words are meant";
    assert_eq!(said(base, "Calls upon all [EU, US] States to act"), [lost]);
    assert_eq!(said("Thanks the EU and all", "Thanks the [EU] and all"), [": doubt EU"]);
    assert_eq!(
        said("Thanks the EU and all", "Thanks the [EU] and [all / most - US] of them"),
        [": doubt EU", "US: all>most", "differs  of them>"]
    );
}
