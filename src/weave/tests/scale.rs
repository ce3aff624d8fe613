//! Very many proposals, and input that makes no sense.

use super::laws::woven;
use super::*;

#[test]
fn a_great_merge() {
    let words = "the quick brown fox jumps over lazy dogs and sees many other things ".repeat(6);
    let paragraphs: Vec<&str> = std::iter::repeat_n(words.as_str(), 150).collect();
    let d = doc(&paragraphs);
    let mut all = Vec::new();
    for actor in 0..193_usize {
        for n in 0..12_usize {
            let (at, from) = ((actor * 7 + n * 13) % 150, (actor * 31 + n * 17) % 380);
            let seed = (0, if n % 3 == 0 { 8 } else { 15 }, at, from, n % 9, format!("w{}", actor % 5));
            let mut one = made_in(&d, &seed);
            one.actor = ActorId::new(&format!("State {actor}"));
            all.push(one);
        }
    }
    let start = std::time::Instant::now();
    let out = compile(&d, &all);
    println!("{} proposals, {} groups: {:?}", all.len(), out.groups.len(), start.elapsed());
    let mut shown = Vec::new();
    out.paragraphs.iter().for_each(|p| woven(&p.nodes, &mut shown));
    assert!(shown.len() > 1000);
}

fn made_in(d: &Document, (_, kind, at, from, len, new): &laws::Seed) -> Placed {
    let range = *from..(from + len).min(d.len_of(*at));
    let with = if *kind == 8 { Fragment::default() } else { Fragment::plain(new) };
    placed(d, "x", Wish::Replace { at: span(d, *at, range), with })
}

#[test]
fn documents_without_paragraphs_and_wild_spans_do_no_harm() {
    let d = doc(&["short"]);
    let far = Span {
        paragraph: id(&d, 0),
        range: 90..99,
        quote: String::new(),
        before: String::new(),
        after: String::new(),
    };
    let lost = Span { paragraph: ParagraphId::from_number(7), ..far.clone() };
    let all = [
        placed(&d, "US", Wish::Replace { at: far, with: "x".into() }),
        placed(&d, "EU", Wish::Replace { at: lost, with: "y".into() }),
        placed(
            &d,
            "UK",
            Wish::InsertParagraph {
                after: Some(ParagraphId::from_number(9)),
                kind: Kind::Plain,
                label: String::new(),
                words: "z".into(),
            },
        ),
    ];
    assert_eq!(printed(&d, &all), ["short[x - US add]", "[z - UK add]"]);
    assert_eq!(compile(&d, &all).groups.len(), 3);
    assert_eq!(compile(&Document::default(), &all).groups.len(), 3);
    let meta = Meta::new(ParagraphId::from_number(1), Kind::Plain);
    let one = Document::of(vec![Paragraph { meta, words: Words::default() }], BTreeMap::new());
    assert_eq!(printed(&one, &[]), [""]);
}
