//! Single cases: where the nearest programs fail, and every kind of wish once.

use super::*;
use std::collections::BTreeSet;

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
fn the_space_at_an_end_of_a_paragraph_goes_with_its_word() {
    let d = doc(&["leave no one behind;"]);
    for (bare, spaced, left) in
        [("behind;", " behind;", "leave no one"), ("leave", "leave ", "no one behind;")]
    {
        let all = [swap(&d, 0, "EU", bare, ""), swap(&d, 0, "UK", spaced, "")];
        assert_eq!(groups(&d, &all).len(), 1, "{bare}");
        assert_eq!(accepted(&d, &[&by(&d, &all, "UK")]), [left]);
    }
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
        for (b, other) in found.iter().filter(|(b, _)| a < *b) {
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
    assert_eq!(deleted, ["one two three four five six seven eight nine "]);
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

#[test]
fn words_put_before_others_stay_with_them_when_the_paragraph_is_cut_there() {
    let d = doc(&["we sail at dawn"]);
    let cut = placed(&d, "EU", Wish::Split { at: span(&d, 0, 8..8) });
    let lines = |all: &[Placed]| {
        let (text, left) = finalize(&d, all);
        assert_eq!(left, []);
        (0..text.len()).map(|at| text.text(at)).collect::<Vec<_>>()
    };
    // Written as "at dawn" that is to become "back at dawn", or put in behind "we sail".
    assert_eq!(
        lines(&[cut.clone(), swap(&d, 0, "EU", "at dawn", "back at dawn")]),
        ["we sail", "back at dawn"]
    );
    assert_eq!(lines(&[cut, put(&d, 0, "EU", "we sail", " back")]), ["we sail back", "at dawn"]);
}

#[test]
fn the_same_word_struck_twice_by_one_is_two_wishes() {
    let d = doc(&["a very very very good text"]);
    let strike = |actor: &str, at: usize| {
        placed(&d, actor, Wish::Replace { at: span(&d, 0, at..at + 5), with: Fragment::default() })
    };
    let all = [strike("EU", 2), strike("EU", 7), strike("US", 12)];
    let found = groups(&d, &all);
    assert_eq!(found.len(), 2);
    assert_eq!(accepted(&d, &found.values().map(Arc::as_ref).collect::<Vec<_>>()), ["a very good text"]);
    assert_eq!(printed(&d, &all), ["a [very - EU, US delete] [very - EU delete] very good text"]);
    assert_eq!(finalize(&d, &all[..2]).0.text(0), "a very good text");
}

/// The same proposal with how an actor stands on it.
fn heard(of: &Placed, actor: &str, stance: Stance, change: impl Fn(&mut Position, &mut Origin)) -> Placed {
    let mut position = Position::new(of.proposal.id.clone(), 1, stance);
    let mut origin = Origin::Own;
    change(&mut position, &mut origin);
    let current = position.is_on(of.proposal.version);
    let voice = Voice { actor: ActorId::new(actor), origin, position: Arc::new(position), current };
    Placed { voices: of.voices.iter().cloned().chain([voice]).collect(), ..of.clone() }
}

#[test]
fn positions_stand_behind_the_wish_they_are_about() {
    let d = doc(&["free the private sector"]);
    let same = |_: &mut Position, _: &mut Origin| {};
    let gone = swap(&d, 0, "EU", "private ", "");
    let gone = heard(&gone, "US", Stance::Support, same);
    let gone = heard(&gone, "G77", Stance::Oppose, same);
    assert_eq!(printed(&d, &[gone]), ["free the [private - EU delete; US support; G77 oppose] sector"]);
    let put = heard(&put(&d, 0, "EU", "the ", "whole "), "UK", Stance::Reserve, same);
    let other = heard(&swap(&d, 0, "Japan", "private", "public"), "US", Stance::Support, same);
    let line = "free the [whole - EU add; UK reserve] [private / public - Japan; US support] sector";
    assert_eq!(printed(&d, &[put.clone(), other]), [line]);
    let prefixed = prefix(&compile(&d, &[put]).paragraphs[0], &|a| a.to_string());
    assert_eq!(prefixed, "free the [EU: add whole] private sector", "the prefix form names backers alone");
}

#[test]
fn brackets_say_no_more_of_a_position_than_it_does() {
    let d = doc(&["free the private sector"]);
    let of = swap(&d, 0, "EU", "private ", "");
    let of = heard(&of, "US", Stance::Support, |p, _| p.condition = "if OP2 goes".into());
    let of = heard(&of, "UK", Stance::Oppose, |p, _| p.seen = 2);
    let of = heard(&of, "Japan", Stance::LiveWith, |_, _| {});
    assert_eq!(printed(&d, std::slice::from_ref(&of)), ["free the [private - EU delete] sector"]);
    let group = by(&d, &[of], "EU");
    let told: Vec<String> = group.voices.iter().map(|v| format!("{} {}", v.actor, v.told())).collect();
    let expected = [
        "Japan can live with it",
        "UK opposes, on another version of it",
        "US supports, on condition: if OP2 goes",
    ];
    assert_eq!(told, expected);
    assert_eq!(group.who(Stance::Support), [ActorId::new("US")]);
    assert!(group.who(Stance::Oppose).is_empty());
}

#[test]
fn a_group_knows_one_voice_of_each_and_its_backers_are_not_for_it_again() {
    let d = doc(&["free the private sector"]);
    let same = |_: &mut Position, _: &mut Origin| {};
    let (eu, uk) = (swap(&d, 0, "EU", "private ", ""), swap(&d, 0, "UK", " private", ""));
    let room = |_: &mut Position, o: &mut Origin| *o = Origin::Room;
    let eu = heard(&heard(&eu, "UK", Stance::Support, same), "US", Stance::Oppose, room);
    let uk = heard(&heard(&uk, "EU", Stance::Reserve, same), "US", Stance::Support, same);
    let mut all = [eu, uk];
    for _ in 0..2 {
        let line = "free the [private - EU, UK delete; US support; EU reserve] sector";
        assert_eq!(printed(&d, &all), [line], "a backer that reserves is not hidden");
        all.reverse();
    }
}

/// Who strikes a word strikes a space with it; who replaces it does not. Both are about the word.
#[test]
fn a_word_that_one_strikes_and_another_replaces_has_two_versions() {
    let d = doc(&["light old lamps"]);
    let other = swap(&d, 0, "EU", "old", "bright");
    let printed = |one: Placed| inline(&compile(&d, &[one, other.clone()]).paragraphs[0], &|a| a.to_string());
    let wanted = "light [old - US delete / bright - EU] lamps";
    assert_eq!(printed(swap(&d, 0, "US", "old ", "")), wanted);
    assert_eq!(printed(swap(&d, 0, "US", " old", "")), wanted);
    // Where no space would stay between the words it goes with it.
    assert!(printed(swap(&d, 0, "US", " old ", "")).contains("[ [old / bright - EU]  - US delete]"));
}
