//! Amendments to others' proposals, alternatives, words to be kept and words in doubt.

use super::*;

fn runs(d: &Document, all: &[Placed]) -> Vec<String> {
    let marks = |r: &Run| {
        let each = r.marks.iter().map(|m| {
            let names: Vec<&str> = m.by.iter().map(ActorId::as_str).collect();
            format!("{} {}", m.kind.name(), names.join("+"))
        });
        each.collect::<Vec<_>>().join("; ")
    };
    let woven = compile(d, all);
    woven.paragraphs.iter().flat_map(|p| p.runs()).map(|r| format!("{}|{}", r.text, marks(&r))).collect()
}

/// A text into which A and C put the same words, each with the other space.
fn spelled_twice() -> (Document, Placed, Placed) {
    let d = doc(&["to act now"]);
    let a = put(&d, 0, "A", "act", " in a manner");
    let c = put(&d, 0, "C", "act ", "in a manner ");
    (d, a, c)
}

#[test]
fn an_amendment_nests_in_the_words_it_amends() {
    let d = doc(&["to act now"]);
    let a = put(&d, 0, "A", "act", " in a manner");
    let b = amend(&d, &a, "B", "manner", "secure manner");
    let all = [a.clone(), b.clone()];
    assert_eq!(printed(&d, &all), ["to act [in a [secure - B add] manner - A add] now"]);
    let prefixed = prefix(&compile(&d, &all).paragraphs[0], &|a| a.to_string());
    assert_eq!(prefixed, "to act [A: add in a [B: add secure] manner] now");
    assert_eq!(
        runs(&d, &all),
        ["to act|", " in a |inserted A", "secure |inserted A; inserted B", "manner|inserted A", " now|",]
    );
    let struck = [a.clone(), amend(&d, &a, "B", "in a ", "")];
    assert_eq!(printed(&d, &struck), ["to act [[in a - B delete] manner - A add] now"]);
    let swapped = [a.clone(), amend(&d, &a, "B", "manner", "way")];
    assert_eq!(printed(&d, &swapped), ["to act [in a [manner / way - B] - A add] now"]);
    assert_eq!(finalize(&d, &all).0.text(0), "to act in a manner now", "A alone has A's words");
    assert_eq!(finalize(&d, &all).1, [(b.actor.clone(), b.proposal.id.clone())]);
}

#[test]
fn equal_amendments_are_one_group_whichever_spelling_they_amend() {
    let (d, a, c) = spelled_twice();
    let all = [
        a.clone(),
        c.clone(),
        amend(&d, &a, "B", "manner", "secure manner"),
        amend(&d, &c, "E", "a ", "a secure "),
    ];
    assert_eq!(printed(&d, &all), ["to act [in a [secure - B, E add] manner - A, C add] now"]);
    assert_eq!(groups(&d, &all).len(), 2);
    assert_eq!(groups(&d, &all), compile(&d, &all).groups);
    let mut turned = all.to_vec();
    turned.reverse();
    assert_eq!(format!("{:?}", compile(&d, &turned)), format!("{:?}", compile(&d, &all)));
}

#[test]
fn amendments_of_amendments_and_of_new_paragraphs() {
    let d = doc(&["one;", "two;"]);
    let a = new(&d, Some(0), "A", "OP1 bis", "calls for lamps;\nand for oil;");
    let b = amend(&d, &a, "B", "lamps", "good lamps");
    let c = amend(&d, &b, "C", "good", "very good");
    let e = amend(&d, &a, "E", "oil", "fuel");
    let over = within(&d, &a, "F", 10..20, fragment(""));
    let all = [a, b, c, e];
    assert_eq!(
        printed(&d, &all),
        [
            "one;",
            "[calls for [[very - C add] good - B add] lamps; - A add]",
            "[and for [oil / fuel - E]; - A add]",
            "two;"
        ]
    );
    let mut more = all.to_vec();
    more.push(over.clone());
    let woven = compile(&d, &more);
    assert_eq!(woven.paragraphs[1].tags.len(), 1, "what cannot be shown in the words is said");
    assert!(woven.groups.values().any(|g| g.backers == [ActorId::new("F")]));
    // Without what it amends it is not lost.
    assert!(compile(&d, &[over]).groups.len() == 1);
}

#[test]
fn amendments_inside_crossing_versions() {
    let d = doc(&["alpha beta gamma delta"]);
    let a = swap(&d, 0, "A", "alpha beta gamma", "X of Y");
    let all = [a.clone(), swap(&d, 0, "US", "beta gamma delta", "Z"), amend(&d, &a, "B", "of", "and")];
    assert_eq!(printed(&d, &all), ["[alpha beta gamma delta / X [of / and - B] Y delta - A / alpha Z - US]"]);
}

#[test]
fn two_amendments_of_the_same_words_cannot_both_go_in() {
    let (d, a, c) = spelled_twice();
    let all = [
        a.clone(),
        c.clone(),
        amend(&d, &a, "B", "manner", "way"),
        amend(&d, &c, "E", "a manner", "good order"),
    ];
    let (b, e) = (by(&d, &all, "B"), by(&d, &all, "E"));
    assert_eq!(conflicts(&[&b, &e]).len(), 1);
    let adrift = accept(&d, &[&b], None, "s").expect_err("its words are not in the text").adrift;
    assert_eq!(adrift, std::slice::from_ref(&b.id));
}

#[test]
fn an_alternative_stands_behind_its_paragraph_and_replaces_all_of_it() {
    let d = doc(&["one two;", "three;"]);
    let alt = |actor: &str, words: &str| {
        let (at, label) = (whole(&d, 0), "OP1 alt".into());
        placed(&d, actor, Wish::Alternative { at, label, words: fragment(words) })
    };
    let all = [alt("EU", "four;"), alt("UK", "four;"), alt("US", "five;"), swap(&d, 0, "Fiji", "two", "2")];
    assert_eq!(
        printed(&d, &all),
        ["one [two / 2 - Fiji];", "[five; - US alt]", "[four; - EU, UK alt]", "three;"]
    );
    assert!(runs(&d, &all).contains(&"four;|alternative EU+UK".to_owned()));
    let found = groups(&d, &all);
    assert_eq!(found.len(), 3);
    let refs: Vec<&Group> = found.values().map(Arc::as_ref).collect();
    assert_eq!(conflicts(&refs).len(), 3, "each touches all of the paragraph");
    assert_eq!(accepted(&d, &[&by(&d, &all, "EU")]), ["four;", "three;"]);
    let changes = accept(&d, &[&by(&d, &all, "EU")], None, "s").expect("alone");
    let mut after = d.clone();
    text::apply_all(&mut after, &changes).expect("fits");
    assert_eq!(
        (id(&after, 0), &after.meta(0).expect("there").label),
        (id(&d, 0), &d.meta(0).expect("there").label)
    );
    let b = amend(&d, &all[0], "B", "four", "some");
    assert_eq!(printed(&d, &[all[0].clone(), b])[1], "[[four / some - B]; - EU alt]");
}

#[test]
fn words_to_be_kept_and_words_in_doubt_have_brackets_and_change_nothing() {
    let d = doc(&["free the private sector now"]);
    let chars = |words: &str| {
        let text = d.text(0);
        let start = text.find(words).expect("found");
        span(&d, 0, start..start + words.len())
    };
    let keep = |actor: &str, words: &str| placed(&d, actor, Wish::Retain { at: chars(words) });
    let doubt = |actor: &str, words: &str| placed(&d, actor, Wish::Doubt { at: chars(words) });
    let all = [
        swap(&d, 0, "EU", "private", ""),
        keep("US", "private"),
        keep("UK", "private "),
        doubt("Unattributed", "the private sector"),
        doubt("Fiji", "now"),
    ];
    assert_eq!(
        printed(&d, &all),
        ["free [the [private - EU delete; UK, US retain] sector] [now - Fiji bracket]"]
    );
    let woven = compile(&d, &all);
    assert_eq!(woven.groups.len(), 4);
    assert_eq!(woven.paragraphs[0].all_tags().len(), 3);
    assert!(runs(&d, &all).contains(&"now|doubt Fiji".to_owned()));
    let refs: Vec<&Group> = woven.groups.values().map(Arc::as_ref).collect();
    assert!(conflicts(&refs).is_empty());
    assert_eq!(finalize(&d, &all).0.text(0), "free the  sector now");
    // Brackets that would cross others are said in words.
    let crossing = [swap(&d, 0, "EU", "the private", "a"), doubt("Fiji", "private sector")];
    assert_eq!(
        printed(&d, &crossing),
        ["free [the private / a - EU] sector now [Fiji brackets on “private sector”]"]
    );
}
