//! Tests of the alignment: sentences of our own, random lists, and two real resolutions.

use super::*;
use crate::diff::seeds;
use crate::text::Kind;
use proptest::prelude::*;

fn items<'a>(texts: &[&'a str]) -> Vec<Item<'a>> {
    texts.iter().map(|text| Item { kind: Kind::Operative, text }).collect()
}

fn shown(a: &[&str], b: &[&str]) -> Vec<String> {
    let index = |i: Option<usize>| i.map_or("-".into(), |i| i.to_string());
    let pairs = align(&items(a), &items(b)).pairs;
    pairs.iter().map(|p| format!("{} {} {}", index(p.a), index(p.b), p.class)).collect()
}

const TIDE: &str = "Welcomes the tide tables that the harbour masters of the northern coast have drawn up";
const LAMP: &str = "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn";
const ROPE: &str =
    "Requests the chandlers to report each spring on the strength of hemp ropes and on their price";
const FISH: &str =
    "Notes with concern that herring come later each year and that nets are hauled in half empty";
const SALT: &str = "Decides to hold the next meeting of salt traders in the market hall of the old town";

#[test]
fn edited_new_and_deleted() {
    let lamp = LAMP.replace("clean oil", "rapeseed oil");
    assert_eq!(
        shown(&[TIDE, LAMP, ROPE], &[TIDE, SALT, &lamp]),
        ["0 0 same", "- 1 new", "1 2 edited", "2 - deleted"]
    );
    assert_eq!(shown(&[], &[TIDE]), ["- 0 new"]);
    assert_eq!(shown(&[TIDE], &[]), ["0 - deleted"]);
}

#[test]
fn moves() {
    assert_eq!(
        shown(&[TIDE, LAMP, ROPE, FISH], &[ROPE, TIDE, LAMP, FISH]),
        ["2 0 moved", "0 1 same", "1 2 same", "3 3 same"]
    );
    let rope = ROPE.replace("each spring", "every autumn");
    assert_eq!(shown(&[TIDE, LAMP, ROPE], &[&rope, TIDE, LAMP])[0], "2 0 moved+edited");
}

#[test]
fn splits_and_merges() {
    let both = format!("{FISH}, and {}", SALT.to_lowercase());
    assert_eq!(
        shown(&[TIDE, &both, ROPE], &[TIDE, FISH, SALT, ROPE]),
        ["0 0 same", "1 1 edited", "1 2 split", "2 3 same"]
    );
    assert_eq!(
        shown(&[TIDE, FISH, SALT, ROPE], &[TIDE, &both, ROPE]),
        ["0 0 same", "1 1 edited", "2 1 merged", "3 2 same"]
    );
}

#[test]
fn side_by_side_is_no_pair() {
    let other =
        "Welcomes the tide of goodwill that has of late reached the school, and thanks all its teachers";
    let pairs = align(&items(&[LAMP, TIDE, ROPE]), &items(&[LAMP, other, ROPE])).pairs;
    assert_eq!((pairs[1].class, pairs[1].beside), (Class::Deleted, Some(1)));
    assert_eq!((pairs[2].class, pairs[2].beside), (Class::New, Some(1)));
}

#[test]
fn printing_and_notes_make_no_difference() {
    assert_eq!(
        shown(&["the “well-known”\u{FFFC} aim ,"], &["the \"well\u{2011}known\"  aim,"]),
        ["0 0 same"]
    );
}

fn checked(a: &[Item], b: &[Item]) {
    let pairs = align(a, b).pairs;
    let twice = |index: fn(&Pair) -> Option<usize>, extra: Class, len: usize| {
        for i in 0..len {
            let found: Vec<_> = pairs.iter().filter(|p| index(p) == Some(i)).collect();
            assert!(!found.is_empty(), "{i} is missing");
            assert!(found.iter().filter(|p| p.class != extra).count() <= 1, "{i}: {found:?}");
        }
    };
    twice(|p| p.a, Class::Split, a.len());
    twice(|p| p.b, Class::Merged, b.len());
    let order: Vec<_> = pairs.iter().filter_map(|p| p.b).collect();
    assert!(order.is_sorted());
    assert!(pairs.iter().all(|p| (0.0..=1.0).contains(&p.similarity)));
}

fn paragraph() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["sea", "port", "and", "rope", "lamp", "12", ",", "oil", "tide", "tar"]);
    prop::collection::vec(word, 0..20).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn every_paragraph_is_there(
        a in prop::collection::vec(paragraph(), 0..12), b in prop::collection::vec(paragraph(), 0..12)
    ) {
        let texts = |v: &[String]| v.iter().map(String::clone).collect::<Vec<_>>();
        let (a, b) = (texts(&a), texts(&b));
        let (a, b): (Vec<&str>, Vec<&str>) = (a.iter().map(|s| &**s).collect(), b.iter().map(|s| &**s).collect());
        checked(&items(&a), &items(&b));
        prop_assert!(align(&items(&a), &items(&a)).pairs.iter().all(|p| p.class == Class::Same && p.a == p.b));
    }
}

#[test]
fn two_real_resolutions() {
    let (Some(old), Some(new)) =
        (seeds::raw("002_701ea89711f63d3c.txt"), seeds::marked("000_a50eea9db72ef86d.txt"))
    else {
        return;
    };
    let (a, b) = (seeds::items(&old), seeds::items(&new));
    checked(&a, &b);
    let pairs = align(&a, &b).pairs;
    let count = |class| pairs.iter().filter(|p| p.class == class).count();
    // By hand: about a hundred pairs in order, 8 deleted, 29 new, at most one move.
    let found: Vec<_> = pairs.iter().map(|p| p.class).collect();
    assert!(count(Class::Same) + count(Class::Edited) >= 95, "{found:?}");
    assert!(count(Class::Moved) + count(Class::MovedEdited) <= 2, "{found:?}");
}

#[test]
fn four_insertions_in_a_real_draft() {
    let (Some(old), Some(new)) = (seeds::read("003_base.txt"), seeds::read("003_dfb8c5732563a7ab.txt"))
    else {
        return;
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let (a, b) = (items(&old), items(&new));
    checked(&a, &b);
    let mut inserted = Vec::new();
    for p in align(&a, &b).pairs {
        if let (Class::Edited, Some(i), Some(j)) = (p.class, p.a, p.b) {
            inserted.extend(crate::diff::script(old[i], new[j]).into_iter().filter_map(|op| match op {
                crate::diff::Op::Equal(_) => None,
                crate::diff::Op::Insert(words) => Some(words),
                crate::diff::Op::Delete(words) => panic!("nothing was deleted: {words}"),
            }));
        }
    }
    assert_eq!(inserted.len(), 4, "{inserted:?}");
    assert!(inserted.iter().all(|words| words.starts_with(' ')), "{inserted:?}");
}

#[test]
fn a_title_stays_the_title() {
    let item = |kind, text| Item { kind, text };
    let a = [item(Kind::Title, "Charts of the northern coast"), item(Kind::Operative, TIDE)];
    let b = [
        item(Kind::Title, "Draft on charts of harbours and the northern coast with remarks by the pilots"),
        a[1],
    ];
    assert!(align(&a, &b).pairs.iter().all(|p| p.a == p.b));
}
