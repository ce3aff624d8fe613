//! The laws, on texts and wishes made at random.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

pub type Seed = (u8, u8, usize, usize, usize, String);

fn seed() -> impl Strategy<Value = Seed> {
    (0u8..5, 0u8..24, 0usize..3, 0usize..16, 0usize..9, "[ab “\"*+]{0,4}")
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
        16 => Wish::Retain { at: span(d, at, range) },
        17 => Wish::Doubt { at: span(d, at, range) },
        18 => Wish::Alternative { at: whole(d, at), label: new.clone(), words },
        _ => Wish::Replace { at: span(d, at, range), with: words },
    };
    placed(d, &actor, wish)
}

/// Wishes about the text and, from some of the seeds, about the words of those before them.
fn made_all(d: &Document, seeds: &[Seed]) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    for seed in seeds {
        let (actor, kind, at, from, len, new) = seed;
        let targets: Vec<&Placed> = out.iter().filter(|p| p.proposal.wish.fragment().is_some()).collect();
        match targets.get(at % targets.len().max(1)) {
            Some(target) if *kind >= 20 => {
                let most = target.proposal.wish.fragment().expect("words").len();
                let from = (*from).min(most);
                let range = from..(from + len).min(most);
                out.push(within(d, target, &format!("A{actor}"), range, fragment(new)));
            }
            _ => out.push(made(d, seed)),
        }
    }
    out
}

fn texts() -> impl Strategy<Value = Document> {
    prop::collection::vec("[ab “\"*]{0,14}", 1..4).prop_map(|all| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        doc(&all)
    })
}

/// The groups of all arms and tags.
pub fn woven(nodes: &[Node], out: &mut Vec<GroupId>) {
    for node in nodes {
        if let Node::Change(change) = node {
            out.extend(change.arms.iter().map(|a| a.group.clone()));
            out.extend(change.kept.iter().map(|k| k.group.clone()));
            change.arms.iter().flat_map(|a| &a.nodes).for_each(|line| woven(line, out));
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
            let Some(words) = found.proposal.wish.fragment() else { return String::new() };
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
        let mut all = made_all(&d, &seeds);
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
        let all = made_all(&d, &seeds);
        let out = compile(&d, &all);
        let mut shown = Vec::new();
        let mut named = BTreeSet::new();
        let mut base = Vec::new();
        for p in &out.paragraphs {
            let (before, own) = (shown.len(), matches!(p.of, Of::Text(_)));
            woven(&p.nodes, &mut shown);
            shown.extend(p.tags.iter().map(|t| t.group.clone()));
            named.extend(p.all_tags().iter().flat_map(|t| t.by.clone()));
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
            let empty = matches!(&one.proposal.wish, Wish::InsertParagraph { words, .. } | Wish::Alternative { words, .. } if words.is_empty());
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
    fn groups_are_the_classes_of_equal_results((d, mut seeds) in (texts(), prop::collection::vec(seed(), 0..14))) {
        // What one writer asks for twice ("very very") is two wishes.
        (0..).zip(&mut seeds).for_each(|(n, seed)| seed.0 = n);
        let all = made_all(&d, &seeds);
        let found = groups(&d, &all);
        let mut results: BTreeMap<String, BTreeSet<&GroupId>> = BTreeMap::new();
        let mut classes: BTreeMap<&GroupId, BTreeSet<String>> = BTreeMap::new();
        // What one writer asks for in two places is two wishes, whatever comes of each.
        let mut asked: BTreeMap<String, BTreeSet<(&ActorId, String)>> = BTreeMap::new();
        let mut twins = BTreeSet::new();
        for one in &all {
            let Wish::Replace { at, with } = &one.proposal.wish else { continue };
            let mut after = d.clone();
            text::apply_all(&mut after, &text::replace(&d, at.paragraph, at.range.clone(), with, "s")).expect("fits");
            let result = unified(&after);
            if result == unified(&d) { continue }
            let name = (one.actor.clone(), one.proposal.id.clone(), 1);
            let group = found.values().find(|g| g.members.contains(&name)).expect("grouped");
            results.entry(format!("{result:?}")).or_default().insert(&group.id);
            let sites = asked.entry(format!("{result:?}")).or_default();
            if sites.iter().any(|(actor, site)| **actor == one.actor && *site != format!("{:?}", one.site)) {
                twins.insert(format!("{result:?}"));
            }
            sites.insert((&one.actor, format!("{:?}", one.site)));
            let spaces = |t: &str| t.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
            let loose: Vec<_> = result.iter().map(|(t, n)| (spaces(t), n.clone())).collect();
            classes.entry(&group.id).or_default().insert(format!("{loose:?}"));
        }
        let of_several = results.iter().filter(|(result, _)| !twins.contains(*result));
        prop_assert!(of_several.clone().all(|(_, groups)| groups.len() == 1), "{:?}", results);
        prop_assert!(classes.values().all(|results| results.len() == 1), "{:?}", classes);
    }

    /// Accepting one group, whatever it is, does to the text what its author asked for; any
    /// groups without a conflict apply, and undo.
    #[test]
    fn acceptance_fits_and_undoes((d, seeds) in (texts(), prop::collection::vec(seed(), 0..8))) {
        let all = made_all(&d, &seeds);
        let in_text = |g: &&Arc<Group>| !matches!(g.site, Site::Within { .. });
        for group in groups(&d, &all).values().filter(in_text) {
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
        for group in found.values().filter(in_text) {
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
