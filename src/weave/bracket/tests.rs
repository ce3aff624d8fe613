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
            What::Move { to } => format!("move {}", &text[to.clone()]),
            What::Merge { with } => format!("merge {}", &text[with.clone()]),
            What::Split { at } => format!("split {at}"),
            What::Placement { note } => format!("place {}", text[note.clone()].trim()),
            What::Stance { action, range, words } => {
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
    assert_eq!(said("free humanity from poverty", t), [
        "US: >extreme ",
        "G77 and China: (delete)  of extreme"
    ]);
    assert_eq!(said("free humanity from extreme poverty", t), [
        "US: (proposes) extreme of extreme",
        "G77 and China: extreme >"
    ]);
    let t = "[changing unsustainable - EU, G77 retain / promoting sustainable - US] patterns";
    assert_eq!(said("changing unsustainable patterns", t), [
        "EU, G77 and China: (retain) changing unsustainable of changing unsustainable",
        "US: changing unsustainable>promoting sustainable"
    ]);
    assert_eq!(said("promoting sustainable patterns", t), [
        "EU, G77 and China: promoting sustainable>changing unsustainable",
        "US: (proposes) promoting sustainable of promoting sustainable"
    ]);
    let t = "act[, in accordance with responsibilities. -G77; US, Canada, Japan, EU delete.] now";
    assert_eq!(said("act, in accordance with responsibilities. now", t), [
        "G77 and China: (proposes) , in accordance with responsibilities. of , in accordance with responsibilities.",
        "US, Canada, Japan, EU: , in accordance with responsibilities.>"
    ]);
    let t = "an [sustained and equitable and inclusive / sustained and inclusive - US] growth";
    assert_eq!(said("an sustained and equitable and inclusive growth", t), [
        "US: sustained and equitable and inclusive>sustained and inclusive"
    ]);
}
