//! What weaving promises: the laws, and the cases where other programs fail.

use super::*;
use crate::record::{ActorId, Origin, Proposal, ProposalId, Span, Wish};
use crate::text::{
    self, Document, Fragment, Hash, Kind, Meta, NoteId, Paragraph, ParagraphId, Ranges, Source, Words,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Text in which * and + are references to two notes.
fn words(text: &str) -> Words {
    let notes = text.chars().filter(|c| "*+".contains(*c)).map(note).collect();
    Words::new(&text.replace(['*', '+'], "\u{FFFC}"), Ranges::default(), Ranges::default(), notes)
}

fn note(c: char) -> NoteId {
    NoteId::of(&[&c.to_string()])
}

fn fragment(text: &str) -> Fragment {
    let notes = ['*', '+'].map(|c| (note(c), format!("Resolution {c}.")));
    Fragment::new(text.split('\n').map(words).collect(), notes.into())
}

fn doc(texts: &[&str]) -> Document {
    let source = |t: &&str| Source { kind: Kind::Operative, issued: None, masthead: false, words: words(t) };
    Document::imported(texts.iter().map(source).collect(), [(note('*'), "Resolution *.".into())].into())
}

/// The whole text with quotation marks unified.
fn unified(d: &Document) -> Vec<(String, Vec<NoteId>)> {
    (0..d.len()).map(|at| (super::canon::key(&d.text(at)), d.notes_at(at).to_vec())).collect()
}

fn id(d: &Document, at: usize) -> ParagraphId {
    d.meta(at).expect("there").id
}

fn span(d: &Document, at: usize, range: Range<usize>) -> Span {
    let quote = d.words(at).str(range.clone()).to_owned();
    Span { paragraph: id(d, at), range, quote, before: String::new(), after: String::new() }
}

fn placed(d: &Document, actor: &str, wish: Wish) -> Placed {
    let name = ProposalId::of(actor, &[&format!("{wish:?}")]);
    let site = match (&wish, wish.span()) {
        (Wish::InsertParagraph { after, .. }, _) => Site::Gap(*after),
        (_, Some(at)) => Site::Span(at.paragraph, at.range.clone()),
        _ => Site::Nowhere,
    };
    let proposal = Arc::new(Proposal::new(name, d.hash(), wish));
    Placed { actor: ActorId::new(actor), origin: Origin::Own, proposal, fate: Fate::Clean, site }
}

/// Replaces the first occurrence of `old` in paragraph `at`.
fn swap(d: &Document, at: usize, actor: &str, old: &str, new: &str) -> Placed {
    let text = d.text(at);
    let start = text.get(..text.find(old).expect("found")).expect("border").chars().count();
    let at = span(d, at, start..start + old.chars().count());
    placed(d, actor, Wish::Replace { at, with: Fragment::plain(new) })
}

/// Inserts after the first occurrence of `before`.
fn put(d: &Document, at: usize, actor: &str, before: &str, new: &str) -> Placed {
    let text = d.text(at);
    let start = text.get(..text.find(before).expect("found") + before.len()).expect("border").chars().count();
    placed(d, actor, Wish::Replace { at: span(d, at, start..start), with: Fragment::plain(new) })
}

fn whole(d: &Document, at: usize) -> Span {
    span(d, at, 0..d.len_of(at))
}

fn new(d: &Document, after: Option<usize>, actor: &str, label: &str, words: &str) -> Placed {
    let after = after.map(|at| id(d, at));
    let words = Fragment::plain(words);
    placed(d, actor, Wish::InsertParagraph { after, kind: Kind::Operative, label: label.into(), words })
}

fn printed(d: &Document, all: &[Placed]) -> Vec<String> {
    compile(d, all).paragraphs.iter().map(|p| inline(p, &|a| a.to_string())).collect()
}

fn by(d: &Document, all: &[Placed], actor: &str) -> Arc<Group> {
    let actor = ActorId::new(actor);
    groups(d, all).into_values().find(|g| g.backers.contains(&actor)).expect("a group")
}

fn accepted(d: &Document, of: &[&Group]) -> Vec<String> {
    let changes = accept(d, of, None, "s").expect("no conflict");
    let mut out = d.clone();
    text::apply_all(&mut out, &changes).expect("fits");
    (0..out.len()).map(|at| out.text(at)).collect()
}

#[test]
fn the_same_deletion_names_both() {
    let d = doc(&["free the private sector"]);
    let all = [swap(&d, 0, "UK", "private ", ""), swap(&d, 0, "EU", " private", "")];
    assert_eq!(printed(&d, &all), ["free the [private - EU, UK delete] sector"]);
    assert_eq!(groups(&d, &all).len(), 1);
    // Whoever leaves the space means the same; the tidier spelling is taken.
    let all = [swap(&d, 0, "UK", "private", ""), swap(&d, 0, "EU", "private ", "")];
    assert_eq!(printed(&d, &all), ["free the [private - EU, UK delete] sector"]);
    assert_eq!(accepted(&d, &[&by(&d, &all, "UK")]), ["free the sector"]);
}

#[test]
fn the_same_paragraph_appears_once_with_both_names() {
    let d = doc(&["one;", "two;"]);
    let all = [
        new(&d, Some(0), "AOSIS", "OP1 bis", "calls “for” peace;"),
        new(&d, Some(0), "African Group", "OP1.bis", "calls \"for\" peace;"),
    ];
    let lines = printed(&d, &all);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], "[calls \"for\" peace; - AOSIS, African Group add]");
    assert_eq!(by(&d, &all, "AOSIS").variants.len(), 1);
    assert_eq!(accepted(&d, &[&by(&d, &all, "AOSIS")]), ["one;", "calls \"for\" peace;", "two;"]);
}

#[test]
fn an_insertion_inside_a_deleted_clause_leaves_nothing_behind() {
    let d = doc(&["act in a safe manner now"]);
    let all = [swap(&d, 0, "EU", "in a safe manner ", ""), put(&d, 0, "US", "in a ", "secure and ")];
    assert_eq!(
        printed(&d, &all),
        ["act [in a [secure and - US add] safe manner - EU delete] now"],
        "leftmost gap of the deletion begins at the space before it"
    );
    let (eu, us) = (by(&d, &all, "EU"), by(&d, &all, "US"));
    assert_eq!(accepted(&d, &[&eu]), ["act now"]);
    assert_eq!(accepted(&d, &[&us]), ["act in a secure and safe manner now"]);
    let conflict = accept(&d, &[&us, &eu], None, "s").expect_err("both touch");
    assert_eq!(conflict.pairs.len(), 1);
    assert_eq!(conflicts(&[&eu, &us]), conflict.pairs);
}

#[test]
fn two_insertions_at_one_place_are_both_shown_and_can_both_be_accepted() {
    let d = doc(&["on terms"]);
    let all = [put(&d, 0, "US", "on ", "fair "), put(&d, 0, "EU", "on ", "clear ")];
    assert_eq!(printed(&d, &all), ["on [clear - EU add] [fair - US add] terms"]);
    let (eu, us) = (by(&d, &all, "EU"), by(&d, &all, "US"));
    assert_eq!(accepted(&d, &[&us, &eu]), ["on clear fair terms"]);
}

#[test]
fn an_insertion_at_the_border_of_a_change_stands_outside_it() {
    let d = doc(&["one two three"]);
    let all = [swap(&d, 0, "EU", "two", "2"), put(&d, 0, "UK", "one ", "x"), put(&d, 0, "US", "two", "y")];
    assert_eq!(printed(&d, &all), ["one [x - UK add][two / 2 - EU][y - US add] three"]);
    let found = groups(&d, &all);
    assert_eq!(accepted(&d, &found.values().map(AsRef::as_ref).collect::<Vec<_>>()), ["one x2y three"]);
}

#[test]
fn what_cannot_be_accepted_together() {
    let d = doc(&["one two three", "four"]);
    let all = [
        swap(&d, 0, "A", "one two", "1 2"),
        swap(&d, 0, "B", "two three", "2 3"),
        swap(&d, 0, "C", "two", "zwei"),
        put(&d, 0, "D", "three", ", x"),
        placed(&d, "E", Wish::DeleteParagraph { at: whole(&d, 0) }),
        placed(&d, "F", Wish::Move { at: whole(&d, 0), after: Some(id(&d, 1)) }),
        placed(&d, "G", Wish::Split { at: span(&d, 0, 3..3) }),
        placed(&d, "H", Wish::Merge { at: whole(&d, 0), second: id(&d, 1) }),
        placed(&d, "I", Wish::Reserve { at: whole(&d, 0) }),
        new(&d, Some(0), "J", "OP1 bis", "new"),
        swap(&d, 1, "K", "four", "4"),
    ];
    let found: BTreeMap<&str, Arc<Group>> =
        "ABCDEFGHIJK".split("").filter(|n| !n.is_empty()).map(|n| (n, by(&d, &all, n))).collect();
    let mut pairs = BTreeSet::new();
    for (a, one) in &found {
        for (b, other) in found.iter().filter(|(b, _)| a < b) {
            if !conflicts(&[one, other]).is_empty() {
                pairs.insert(format!("{a}{b}"));
            }
        }
    }
    let wanted = "AB AC AE AG BC BE CE DE EF EG EH FH".split(' ').map(str::to_owned).collect();
    assert_eq!(pairs, wanted);
}

#[test]
fn a_deletion_of_nine_words_stays_one_change() {
    let d = doc(&["a b one two three four five six seven eight nine c d"]);
    let nine = "one two three four five six seven eight nine ";
    let all = [swap(&d, 0, "EU", nine, ""), swap(&d, 0, "US", "c", "C"), put(&d, 0, "UK", "a", " x")];
    let woven = compile(&d, &all);
    let changes = woven.paragraphs[0].nodes.iter().filter(|n| matches!(n, Node::Change(_))).count();
    assert_eq!(changes, 3);
    let deleted: Vec<String> = woven.paragraphs[0]
        .runs()
        .into_iter()
        .filter(|r| r.marks.iter().any(|m| m.kind == MarkKind::Deleted && m.by == [ActorId::new("EU")]))
        .map(|r| r.text)
        .collect();
    assert_eq!(deleted, [" one two three four five six seven eight nine"]);
}

#[test]
fn six_orders_of_two_deletions_and_an_insertion_inside() {
    let d = doc(&["act in a safe manner now"]);
    let all = [
        swap(&d, 0, "EU", "in a safe manner ", ""),
        swap(&d, 0, "UK", " in a safe manner", ""),
        put(&d, 0, "US", "in a ", "secure and "),
    ];
    let first = compile(&d, &all);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let turned: Vec<Placed> = order.iter().map(|n| all[*n].clone()).collect();
        assert_eq!(format!("{:?}", compile(&d, &turned)), format!("{first:?}"));
    }
    assert_eq!(first.groups.len(), 2);
}

#[test]
fn the_same_wish_in_other_words_is_one_group() {
    let d = doc(&["transfer on mutually agreed terms, as agreed"]);
    let all = [
        put(&d, 0, "US", "on", " voluntary and"),
        swap(&d, 0, "Japan", "mutually agreed terms", "voluntary and mutually agreed terms"),
        put(&d, 0, "EU", "on ", "voluntary and "),
    ];
    assert_eq!(
        printed(&d, &all),
        ["transfer on [voluntary and - EU, Japan, US add] mutually agreed terms, as agreed"]
    );
    let plural = [put(&d, 0, "US", "term", "x"), swap(&d, 0, "EU", "terms", "termxs")];
    assert_eq!(groups(&d, &plural).len(), 1);
    let quotes = doc(&["the “right” one"]);
    let all = [swap(&quotes, 0, "US", "one", "‘one’"), swap(&quotes, 0, "EU", "right” one", "right\" 'one'")];
    assert_eq!(groups(&quotes, &all).len(), 1);
    assert_eq!(by(&quotes, &all, "EU").with.bare(), "'one'", "the smaller in bytes");
}

#[test]
fn arms_and_crossing_alternatives() {
    let d = doc(&["by one tenth of all"]);
    let all = [
        swap(&d, 0, "US", "one tenth", "one fifth"),
        swap(&d, 0, "EU", "tenth", "third"),
        swap(&d, 0, "UK", "tenth", "third"),
        swap(&d, 0, "G77", "tenth", ""),
    ];
    assert_eq!(printed(&d, &all), ["by one [tenth - G77 delete / fifth - US / third - EU, UK] of all"]);
    let d = doc(&["alpha beta gamma delta"]);
    let all = [
        swap(&d, 0, "EU", "alpha beta gamma", "X"),
        swap(&d, 0, "US", "beta gamma delta", "Y"),
        put(&d, 0, "UK", "beta", " and"),
    ];
    assert_eq!(printed(&d, &all), ["[alpha beta [and - UK add] gamma delta / X delta - EU / alpha Y - US]"]);
    let prefixed = prefix(&compile(&d, &all).paragraphs[0], &|a| a.to_string());
    assert_eq!(prefixed, "[alpha beta [UK: add and] gamma delta / EU: X delta / US: alpha Y]");
}

#[test]
fn whole_paragraphs_tags_and_those_that_are_adrift() {
    let d = doc(&["one two;", "three;", ""]);
    let mut damaged = swap(&d, 1, "Norway", "three", "four");
    damaged.fate = Fate::Damaged;
    let mut orphan = swap(&d, 1, "Fiji", "three", "five");
    (orphan.fate, orphan.site) = (Fate::Orphan, Site::Nowhere);
    let placement = Wish::Placement {
        at: whole(&d, 1),
        words: Fragment::plain("three"),
        note: "possibly also in OP1".into(),
        targets: vec![id(&d, 0)],
        copy: true,
    };
    let all = [
        placed(&d, "US", Wish::DeleteParagraph { at: whole(&d, 0) }),
        placed(&d, "EU", Wish::Reserve { at: span(&d, 0, 0..3) }),
        placed(&d, "UK", Wish::Move { at: whole(&d, 0), after: Some(id(&d, 1)) }),
        placed(&d, "WMO", placement),
        placed(&d, "US", Wish::DeleteParagraph { at: whole(&d, 2) }),
        damaged,
        orphan,
    ];
    let lines = printed(&d, &all);
    assert_eq!(lines[0], "[one two; - US delete] [UK: move after OP2] [EU reserves on “one”]");
    assert_eq!(lines[1], "three; /WMO: possibly also in OP1/");
    assert_eq!(lines[2], "[US: delete]");
    let woven = compile(&d, &all);
    assert_eq!((woven.groups.len(), woven.paragraphs[1].groups.len()), (7, 2));
    let groups = groups(&d, &all);
    assert_eq!(groups, woven.groups);
    let adrift = groups.values().find(|g| g.fate == Fate::Orphan).expect("kept");
    assert_eq!(
        accept(&d, &[adrift], None, "s").expect_err("adrift").adrift,
        std::slice::from_ref(&adrift.id)
    );
    let hurt = groups.values().find(|g| g.fate == Fate::Damaged).expect("kept");
    assert!(accept(&d, &[hurt], Some(&"six".into()), "s").is_ok());
}

#[test]
fn accepting_deletion_new_paragraph_and_edits_together() {
    let d = doc(&["one two;", "three four;", "five;"]);
    let all = [
        placed(&d, "US", Wish::DeleteParagraph { at: whole(&d, 1) }),
        new(&d, Some(1), "EU", "OP2 bis", "a;\nb;"),
        new(&d, Some(1), "UK", "OP2 bis", "c;"),
        swap(&d, 0, "Fiji", "two", "2\n3"),
        placed(&d, "Togo", Wish::Merge { at: whole(&d, 0), second: id(&d, 1) }),
    ];
    let found: Vec<Arc<Group>> = groups(&d, &all).into_values().collect();
    let merge = by(&d, &all, "Togo");
    let rest: Vec<&Group> = found.iter().map(AsRef::as_ref).filter(|g| g.id != merge.id).collect();
    assert_eq!(accepted(&d, &rest), ["one 2", "3;", "a;", "b;", "c;", "five;"]);
    let merged: Vec<&Group> =
        found.iter().map(AsRef::as_ref).filter(|g| !g.backers.contains(&ActorId::new("US"))).collect();
    assert_eq!(accepted(&d, &merged), ["one 2", "3; three four;", "a;", "b;", "c;", "five;"]);
    let everything: Vec<&Group> = found.iter().map(AsRef::as_ref).collect();
    assert_eq!(accept(&d, &everything, None, "s").expect_err("gone").pairs.len(), 1);
    let other = accept(&d, &[&by(&d, &all, "US")], Some(&"kept".into()), "s").expect("as modified");
    let mut after = d.clone();
    text::apply_all(&mut after, &other).expect("fits");
    assert_eq!(after.text(1), "kept");
}

// What follows makes texts and wishes at random.

type Seed = (u8, u8, usize, usize, usize, String);

fn seed() -> impl Strategy<Value = Seed> {
    (0u8..5, 0u8..16, 0usize..3, 0usize..16, 0usize..9, "[ab “\"*+]{0,4}")
}

fn made(d: &Document, (actor, kind, at, from, len, new): &Seed) -> Placed {
    let at = at % d.len();
    let most = d.len_of(at);
    let from = (*from).min(most);
    let range = from..(from + len).min(most);
    let actor = format!("A{actor}");
    let after = Some(id(d, (at + 1) % d.len()));
    let words = fragment(new);
    let wish = match kind {
        0 => Wish::DeleteParagraph { at: whole(d, at) },
        1 => Wish::Split { at: span(d, at, from..from) },
        2 if d.len() > 1 => Wish::Move { at: whole(d, at), after },
        3 => Wish::Reserve { at: span(d, at, range) },
        4 => Wish::InsertParagraph { after, kind: Kind::Operative, label: new.clone(), words: words.clone() },
        5..=7 => Wish::Replace { at: span(d, at, from..from), with: words },
        8..=10 => Wish::Replace { at: span(d, at, range), with: Fragment::default() },
        11 => Wish::Replace { at: span(d, at, range), with: fragment(&format!("a\n{new}")) },
        _ => Wish::Replace { at: span(d, at, range), with: words },
    };
    placed(d, &actor, wish)
}

fn texts() -> impl Strategy<Value = Document> {
    prop::collection::vec("[ab “\"*]{0,14}", 1..4).prop_map(|all| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        doc(&all)
    })
}

/// The groups of all arms and tags.
fn woven(nodes: &[Node], out: &mut Vec<GroupId>) {
    for node in nodes {
        if let Node::Change(change) = node {
            out.extend(change.arms.iter().map(|a| a.group.clone()));
            woven(&change.old, out);
        }
    }
}

fn covered(nodes: &[Node], at: usize) -> usize {
    nodes.iter().fold(at, |at, node| {
        let range = match node {
            Node::Text(range) => range,
            Node::Change(change) => {
                assert!(
                    change.range.is_empty() || covered(&change.old, change.range.start) == change.range.end
                );
                &change.range
            }
        };
        assert_eq!(range.start, at);
        range.end
    })
}

/// The words of an arm are those that its origins name.
fn traced(run: &Run, base: &Words, all: &[Placed]) -> String {
    let len = run.text.chars().count();
    match &run.from {
        From::Text(at) => base.str(*at..at + len).to_owned(),
        From::Proposal(id, line, at) => {
            let found = all.iter().find(|p| p.proposal.id == *id).expect("known");
            let (Wish::Replace { with: words, .. } | Wish::InsertParagraph { words, .. }) =
                &found.proposal.wish
            else {
                return String::new();
            };
            let line = &words.lines()[*line];
            if *at == line.len() { "\n".into() } else { line.str(*at..at + len).to_owned() }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn order_and_repetition_do_not_matter(
        (d, seeds, turn) in (texts(), prop::collection::vec(seed(), 0..12), 0usize..12)
    ) {
        let mut all: Vec<Placed> = seeds.iter().map(|s| made(&d, s)).collect();
        let first = compile(&d, &all);
        prop_assert_eq!(&groups(&d, &all), &first.groups);
        all.reverse();
        let turn = turn.min(all.len());
        all.rotate_left(turn);
        all.extend(all.clone());
        prop_assert_eq!(format!("{:?}", compile(&d, &all)), format!("{first:?}"));
    }

    #[test]
    fn rejecting_all_is_the_base_and_nothing_is_hidden(
        (d, seeds) in (texts(), prop::collection::vec(seed(), 0..12))
    ) {
        let all: Vec<Placed> = seeds.iter().map(|s| made(&d, s)).collect();
        let out = compile(&d, &all);
        let mut shown = Vec::new();
        let mut named = BTreeSet::new();
        let mut base = Vec::new();
        for p in &out.paragraphs {
            let (before, own) = (shown.len(), matches!(p.of, Of::Text(_)));
            woven(&p.nodes, &mut shown);
            shown.extend(p.tags.iter().map(|t| t.group.clone()));
            named.extend(p.tags.iter().flat_map(|t| t.by.clone()));
            let runs = p.runs();
            for run in &runs {
                prop_assert_eq!(traced(run, &p.words, &all), run.text.clone());
                named.extend(run.marks.iter().flat_map(|m| m.by.clone()));
            }
            if own {
                prop_assert_eq!(covered(&p.nodes, 0), p.words.len());
                let stands = |r: &&Run| r.marks.iter().all(|m| match m.kind {
                    MarkKind::Inserted => false,
                    MarkKind::Alternative => m.group.is_none(),
                    _ => true,
                });
                base.push(runs.iter().filter(stands).map(|r| r.text.clone()).collect::<String>());
            }
            let text = inline(p, &|a| a.to_string());
            for group in shown.iter().skip(before) {
                let names = &out.groups[group].backers;
                let names: Vec<String> = names.iter().map(|a| a.to_string()).collect();
                prop_assert!(text.contains(&names.join(", ")), "{} in {}", names.join(", "), text);
            }
        }
        prop_assert_eq!(base, (0..d.len()).map(|at| d.text(at)).collect::<Vec<_>>());
        let once: BTreeSet<&GroupId> = shown.iter().collect();
        prop_assert_eq!(once.len(), shown.len(), "a group in two places: {:?}", out);
        prop_assert_eq!(once, out.groups.keys().collect::<BTreeSet<_>>());
        for one in &all {
            let name = (one.actor.clone(), one.proposal.id.clone(), 1);
            prop_assert_eq!(out.groups.values().filter(|g| g.members.contains(&name)).count(), 1);
            let empty = matches!(&one.proposal.wish, Wish::InsertParagraph { words, .. } if words.is_empty());
            prop_assert!(empty || named.contains(&one.actor), "{} is not named", one.actor);
        }
    }

    /// One actor's insertions, deletions and replacements that do not overlap, by hand from
    /// right to left, are what `finalize` gives.
    #[test]
    fn accepting_all_of_one_actor_is_that_actors_text(
        (d, seeds) in (texts(), prop::collection::vec((0usize..3, 0usize..16, 0usize..5, "[ab “\"*+]{0,3}"), 0..6))
    ) {
        let mut all: Vec<Placed> = Vec::new();
        for (at, from, len, new) in seeds {
            let one = made(&d, &(0, 15, at, from, len, new));
            let Site::Span(p, r) = &one.site else { continue };
            let clear = all.iter().all(|other| match &other.site {
                Site::Span(q, s) => p != q || r.end < s.start || s.end < r.start,
                _ => true,
            });
            if clear { all.push(one) }
        }
        let mut by_hand = all.clone();
        by_hand.sort_by_key(|p| match &p.site { Site::Span(_, r) => usize::MAX - r.start, _ => 0 });
        let mut wanted = d.clone();
        for one in &by_hand {
            let (Site::Span(id, range), Wish::Replace { with, .. }) = (&one.site, &one.proposal.wish) else { continue };
            let changes = text::replace(&wanted, *id, range.clone(), with, "s");
            text::apply_all(&mut wanted, &changes).expect("fits");
        }
        let (got, left) = finalize(&d, &all);
        prop_assert_eq!(left, Vec::new());
        prop_assert_eq!(unified(&got), unified(&wanted));
    }

    /// Two wishes with one result are one group, and one group has one result: up to the
    /// spelling of quotation marks and a space left over.
    #[test]
    fn groups_are_the_classes_of_equal_results((d, seeds) in (texts(), prop::collection::vec(seed(), 0..14))) {
        let all: Vec<Placed> = seeds.iter().map(|s| made(&d, s)).collect();
        let found = groups(&d, &all);
        let mut results: BTreeMap<String, BTreeSet<&GroupId>> = BTreeMap::new();
        let mut classes: BTreeMap<&GroupId, BTreeSet<String>> = BTreeMap::new();
        for one in &all {
            let Wish::Replace { at, with } = &one.proposal.wish else { continue };
            let mut after = d.clone();
            text::apply_all(&mut after, &text::replace(&d, at.paragraph, at.range.clone(), with, "s")).expect("fits");
            let result = unified(&after);
            if result == unified(&d) { continue }
            let name = (one.actor.clone(), one.proposal.id.clone(), 1);
            let group = found.values().find(|g| g.members.contains(&name)).expect("grouped");
            results.entry(format!("{result:?}")).or_default().insert(&group.id);
            let spaces = |t: &str| t.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
            let loose: Vec<_> = result.iter().map(|(t, n)| (spaces(t), n.clone())).collect();
            classes.entry(&group.id).or_default().insert(format!("{loose:?}"));
        }
        prop_assert!(results.values().all(|groups| groups.len() == 1), "{:?}", results);
        prop_assert!(classes.values().all(|results| results.len() == 1), "{:?}", classes);
    }

    /// Accepting one group, whatever it is, does to the text what its author asked for; any
    /// groups without a conflict apply, and undo.
    #[test]
    fn acceptance_fits_and_undoes((d, seeds) in (texts(), prop::collection::vec(seed(), 0..8))) {
        let all: Vec<Placed> = seeds.iter().map(|s| made(&d, s)).collect();
        for group in groups(&d, &all).values() {
            let changes = accept(&d, &[group], None, "s").expect("one does not conflict with itself");
            let mut after = d.clone();
            text::apply_all(&mut after, &changes).expect("fits");
            if let (Wish::Replace { at, with }, false) = (&group.printed.wish, group.with.lines().len() > 1) {
                let mut wanted = d.clone();
                let by_hand = text::replace(&d, at.paragraph, at.range.clone(), with, "s");
                text::apply_all(&mut wanted, &by_hand).expect("fits");
                prop_assert_eq!(unified(&after), unified(&wanted));
            }
        }
        let found = groups(&d, &all);
        let mut some: Vec<&Group> = Vec::new();
        for group in found.values() {
            some.push(group);
            if !conflicts(&some).is_empty() { some.pop(); }
        }
        let changes = accept(&d, &some, None, "s").expect("no conflict left");
        let mut after = d.clone();
        text::apply_all(&mut after, &changes).expect("fits");
        text::apply_all(&mut after, &text::inverse_all(&changes)).expect("undoes");
        prop_assert_eq!(after, d);
    }
}

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

fn made_in(d: &Document, (_, kind, at, from, len, new): &Seed) -> Placed {
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
    assert_ne!(Hash::of(&["a"]), d.hash());
}
