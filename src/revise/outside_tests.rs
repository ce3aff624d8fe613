//! What a text from outside becomes, and what it leaves alone.

use super::*;
use crate::text::{Kind, NoteId, Source, Standing, apply_all, inverse_all};
use proptest::prelude::*;

const LINES: [&str; 6] = [
    "Welcomes the tide tables that the harbour masters of the northern coast have drawn up;",
    "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
    "Requests the chandlers to report each spring on the strength of hemp ropes and anchors;",
    "Notes with concern that herring come later each year to the shallow banks;",
    "Encourages pilots to carry slates, chalk and a copy of the signal book at all times;",
    "Decides to review the harbour dues of small vessels at its session in autumn.",
];

fn document(lines: &[String]) -> Document {
    let source =
        |t: &String| Source { kind: Kind::Operative, issued: None, masthead: false, words: Words::plain(t) };
    Document::imported(lines.iter().map(source).collect(), BTreeMap::new())
}

fn lines(text: &[&str]) -> Vec<String> {
    text.iter().map(|t| (*t).to_owned()).collect()
}

/// The text that the changes make, and what is said of each paragraph.
fn carried(was: &Document, now: &Document) -> (Document, Outside) {
    let made = outside(was, now, "salt");
    let mut after = was.clone();
    apply_all(&mut after, &made.changes).expect("made for it");
    let mut back = after.clone();
    apply_all(&mut back, &inverse_all(&made.changes)).expect("each has its inverse");
    assert_eq!(&back, was);
    (after, made)
}

/// All that a reader sees: kinds, labels, words, styles, and what the notes say.
fn seen(d: &Document) -> Vec<String> {
    let said = |at: usize| d.notes_at(at).iter().map(|n| d.note(*n)).collect::<Vec<_>>();
    let row = |(at, m): (usize, &Meta)| {
        let w = d.words(at);
        let m = (m.kind, &m.label, &m.issued, m.masthead);
        format!("{m:?} {:?} {:?} {:?} {:?}", w.text(), w.italic(), w.bold(), said(at))
    };
    d.metas().enumerate().map(row).collect()
}

#[test]
fn a_text_becomes_itself_by_no_change() {
    let d = document(&lines(&LINES));
    assert_eq!(outside(&d, &d, "salt"), Outside { changes: vec![], met: Met { same: 6, ..Met::default() } });
}

#[test]
fn edited_moved_new_and_deleted() {
    let was = document(&lines(&LINES));
    let edited = LINES[2].replace("each spring", "every spring");
    let new = "Thanks the weavers of sails for the canvas that they gave to the fleet;";
    let now = document(&lines(&[LINES[5], LINES[0], &edited, new, LINES[3], LINES[4]]));
    let (after, made) = carried(&was, &now);
    assert_eq!(seen(&after), seen(&now));
    let met = Met { same: 3, edited: 1, moved: 1, new: 1, deleted: 1, ..Met::default() };
    assert_eq!(made.met, met);
    let id = |at: usize| was.meta(at).expect("there").id;
    let places: Vec<Option<usize>> = (0..6).map(|at| after.place(id(at))).collect();
    assert_eq!(places, [Some(1), None, Some(2), Some(4), Some(5), Some(0)]);
    // The words that stay keep what is anchored in them; those that went do not.
    let stand = |from: usize, to: usize| Standing::new(id(2), from..to).after(&made.changes).expect("there");
    assert!(!stand(0, 8).touched && stand(36, 42).touched);
    assert!(Standing::new(id(1), 0..5).after(&made.changes).is_none());
}

#[test]
fn joined_and_cut_up() {
    let was = document(&lines(&LINES));
    let joined = format!("{} {}", LINES[0], LINES[1]);
    let long = "Encourages pilots to carry slates, chalk and a copy of the signal book at all times; and requests the chandlers to keep a store of slates, chalk and lamp oil on every quay";
    let base = document(&lines(&[LINES[0], LINES[1], LINES[3], long, LINES[5]]));
    let (one, two) = long.split_once(" and requests").expect("there");
    let now = document(&lines(&[&joined, LINES[3], one, &format!("Requests{two}"), LINES[5]]));
    let (after, made) = carried(&base, &now);
    assert_eq!(seen(&after), seen(&now), "{made:?}");
    assert_eq!((made.met.merged, made.met.split, made.met.deleted), (1, 1, 0), "{:?}", made.met);
    // What was anchored in the second of two that were joined stands in the first now.
    let second = base.meta(1).expect("there").id;
    let now = Standing::new(second, 11..29).after(&made.changes).expect("joined, not gone");
    assert_eq!(Some(now.paragraph), base.meta(0).map(|m| m.id));
    assert_eq!(after.words(0).str(now.inner), "lighthouse keepers");
    assert_eq!(was.len(), 6);
}

#[test]
fn a_pair_that_is_hardly_alike_carries_nothing() {
    let was = document(&lines(&LINES));
    let other =
        "Calls upon lighthouse keepers to sell the lamps that nobody lit and to go home early in winter;";
    let now = document(&lines(&[LINES[0], other, LINES[2], LINES[3], LINES[4], LINES[5]]));
    let (after, made) = carried(&was, &now);
    assert_eq!(seen(&after), seen(&now));
    let id = was.meta(1).expect("there").id;
    for range in [0..5, 11..29, 0..0, 40..40] {
        let stands = Standing::new(id, range.clone()).after(&made.changes);
        assert!(stands.is_none_or(|s| s.touched), "{range:?}");
    }
}

#[test]
fn a_paragraph_that_was_only_added_to_carries_what_it_holds() {
    let was = document(&lines(&LINES));
    let more = "and asks them to keep a log of every vessel, of its cargo and of its crew, to send it to the harbour master at the end of each month, and to answer whatever the harbour master may wish to know of any of them, in writing and without delay";
    let long = format!("{}, {more};", LINES[1].trim_end_matches(';'));
    let now = document(&lines(&[LINES[0], &long, LINES[2], LINES[3], LINES[4], LINES[5]]));
    let (after, made) = carried(&was, &now);
    assert_eq!(seen(&after), seen(&now));
    let id = was.meta(1).expect("there").id;
    assert!(similarity(LINES[1], &long) < CARRIES);
    assert!(!Standing::new(id, 11..29).after(&made.changes).expect("there").touched);
}

#[test]
fn notes_stay_with_their_references() {
    let line = |text: &str, notes: &[NoteId]| Source {
        kind: Kind::Operative,
        issued: None,
        masthead: false,
        words: Words::new(text, Default::default(), Default::default(), notes.to_vec()),
    };
    let (a, b, c) = (NoteId::of(&["a"]), NoteId::of(&["b"]), NoteId::of(&["c"]));
    let first = format!("{}{NOTE} indeed", LINES[0]);
    let second = format!("{}{NOTE}", LINES[1]);
    let notes = [(a, "Resolution 70/1.".to_owned()), (b, "See A/60/687.".to_owned())];
    let was = Document::imported(vec![line(&first, &[a]), line(&second, &[b])], notes.into());
    // The other text calls its notes otherwise: what we call b is the first there.
    let third = format!("{}{NOTE}", LINES[2]);
    let notes = [
        (b, "Resolution 70/1.".to_owned()),
        (c, "See A/60/687, annex.".to_owned()),
        (a, "A third.".to_owned()),
    ];
    let all = vec![line(&first, &[b]), line(&second, &[c]), line(&third, &[a])];
    let now = Document::imported(all, notes.into());
    let (after, _) = carried(&was, &now);
    assert_eq!(seen(&after), seen(&now));
    assert_eq!((after.notes_at(0), after.notes_at(1)), (&[a][..], &[b][..]));
    assert!(![a, b].contains(&after.notes_at(2)[0]));
}

/// What somebody does with the paragraphs outside.
fn step() -> impl Strategy<Value = (u8, usize, usize, usize)> {
    (0u8..8, 0usize..8, 0usize..80, 0usize..30)
}

fn changed(mut all: Vec<String>, steps: &[(u8, usize, usize, usize)]) -> Vec<String> {
    for (n, (what, at, from, len)) in steps.iter().enumerate() {
        if all.is_empty() {
            break;
        }
        let at = at % all.len();
        let chars: Vec<char> = all[at].chars().collect();
        let from = *from.min(&chars.len());
        let to = (from + len).min(chars.len());
        let cut = |r: std::ops::Range<usize>| chars[r].iter().collect::<String>();
        match what {
            0 | 1 => all[at] = cut(0..from) + "“new” words" + &cut(to..chars.len()),
            2 => all[at] = cut(0..from) + &cut(to..chars.len()),
            3 => drop(all.remove(at)),
            4 => all.insert(at, format!("Thanks for {n} the {from} weavers of {len} sails;")),
            5 => {
                let one = all.remove(at);
                let to = from % (all.len() + 1);
                all.insert(to, one);
            }
            6 if at + 1 < all.len() => {
                let next = all.remove(at + 1);
                all[at] = format!("{} {next}", all[at]);
            }
            _ => {
                let (one, two) = (cut(0..from), cut(from..chars.len()));
                all[at] = one;
                all.insert(at + 1, two);
            }
        }
    }
    all
}

proptest! {
    /// Whatever was done outside, the changes make that text of ours, and each undoes; what is
    /// anchored to words that were not touched still has those words.
    #[test]
    fn the_other_text_is_what_results(
        mine in prop::collection::vec(step(), 0..4), steps in prop::collection::vec(step(), 0..8),
        at in 0usize..6, from in 0usize..60, len in 1usize..12,
    ) {
        let was = document(&changed(lines(&LINES), &mine));
        let now = document(&changed(changed(lines(&LINES), &mine), &steps));
        let (after, made) = carried(&was, &now);
        prop_assert_eq!(seen(&after), seen(&now));
        let Some(meta) = was.meta(at) else { return Ok(()) };
        let end = (from + len).min(was.len_of(at));
        let place = Standing::new(meta.id, from.min(end)..end);
        if let Some(now) = place.clone().after(&made.changes) {
            let stands = after.words_of(now.paragraph).expect("it is there");
            if !now.touched {
                let words = was.words(at);
                prop_assert_eq!(stands.str(now.inner), words.str(place.inner));
            }
        }
    }
}
