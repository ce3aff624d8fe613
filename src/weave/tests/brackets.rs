//! The law of bracket text: what is printed, inline or prefix, with full names, reads back
//! against the paragraph as the same groups.

use super::super::bracket::{self, What};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: [&str; 7] = ["EU", "US", "UK", "G77 and China", "Côte “d’Azur”", "Holy See", "ITU"];

fn known(name: &str) -> Option<ActorId> {
    (NAMES.contains(&name) || name == "Unattributed").then(|| ActorId::new(name))
}

/// What the bracket text of the paragraph says, as placed wishes.
fn read_back(d: &Document, at: usize, text: &str) -> Vec<Placed> {
    let base = d.text(at);
    let reading = bracket::read(text, &known);
    let out = bracket::asked(text, &reading, &base, &known);
    assert_eq!((&reading.mended, &out.unknown), (&vec![], &vec![]), "{text}");
    assert_eq!((&out.unplaced, &out.differs), (&vec![], &vec![]), "{text} of {base}");
    let mut all = Vec::new();
    for ask in &out.asks {
        let by = if ask.by.is_empty() { vec![ActorId::new("Unattributed")] } else { ask.by.clone() };
        let wish = match &ask.what {
            What::Replace { range, with } => Wish::Replace {
                at: span(d, at, range.clone()),
                with: fragment(&with.text(text).replace('\u{FFFC}', "*")),
            },
            What::DeleteParagraph => Wish::DeleteParagraph { at: whole(d, at) },
            What::Reserve { range } => Wish::Reserve { at: span(d, at, range.clone()) },
            What::Retain { range } => Wish::Retain { at: span(d, at, range.clone()) },
            What::Doubt { range } => Wish::Doubt { at: span(d, at, range.clone()) },
            What::Split { at: place } => Wish::Split { at: span(d, at, *place..*place) },
            What::Move { to } => {
                Wish::Move { at: whole(d, at), after: target(d, &text[to.clone()], "after ") }
            }
            What::Merge { with } => {
                let second = target(d, &text[with.clone()], "with ").expect("a paragraph");
                Wish::Merge { at: whole(d, at), second }
            }
            other => panic!("{other:?} in {text}"),
        };
        let first = all.len();
        for by in &by {
            all.push(placed(d, by.as_str(), wish.clone()));
        }
        let doubt = matches!(ask.what, What::Doubt { .. });
        assert!(doubt || !ask.by.is_empty(), "nameless in {text}");
        inner_back(d, text, first, &ask.inside, &mut all);
    }
    all
}

/// What is asked of the words of the wish with this number.
fn inner_back(d: &Document, text: &str, host: usize, asks: &[bracket::Ask], all: &mut Vec<Placed>) {
    for ask in asks {
        let What::Replace { range, with } = &ask.what else { panic!("{ask:?} in {text}") };
        let with = fragment(&with.text(text).replace('\u{FFFC}', "*"));
        let (target, first) = (all[host].clone(), all.len());
        for by in &ask.by {
            all.push(within(d, &target, by.as_str(), range.clone(), with.clone()));
        }
        assert!(!ask.by.is_empty(), "nameless in {text}");
        inner_back(d, text, first, &ask.inside, all);
    }
}

fn target(d: &Document, said: &str, before: &str) -> Option<ParagraphId> {
    let label = said.strip_prefix(before)?;
    d.metas().find(|m| m.label.as_ref().is_some_and(|l| l.to_string() == label)).map(|m| m.id)
}

/// Whether a text can be told from its print: spaces that stand where no text has them cannot.
fn tidy(text: &str) -> bool {
    let pairs = text.chars().zip(text.chars().skip(1));
    let odd = |(a, b): (char, char)| {
        (a == ' ' && matches!(b, ' ' | ',' | '.' | ';' | ':' | ')' | '”'))
            || (b == ' ' && matches!(a, '(' | '“'))
    };
    text.trim() == text && !pairs.into_iter().any(odd)
}

type Seed = (usize, u8, usize, usize, usize, String);

fn seed() -> impl Strategy<Value = Seed> {
    let words =
        "( )?(fair|and clear|, however,|and/or|A/80/1|“soft” X|x|add|to|twelve-mile|\\*)( )?( all)?( )?";
    (0..NAMES.len(), 0u8..24, 0usize..3, 0usize..60, 0usize..20, words)
}

fn texts() -> impl Strategy<Value = Document> {
    let words = "(Calls|the|“open”|sea,|\\(low\\)|a|well-being)( (Calls|the|and|of|“open”|sea,|well-being|tide;|a|safe|and/or|A/RES/80/118|sea\\*|\\(low|tide\\)|–)){0,9}";
    prop::collection::vec(words, 1..4).prop_map(|all| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        doc(&all)
    })
}

/// A wish, if its print can tell what it is.
fn made(d: &Document, (actor, kind, at, from, len, new): &Seed) -> Option<Placed> {
    let at = at % d.len();
    let most = d.len_of(at);
    let from = from % (most + 1);
    let range = from..(from + len).min(most);
    let words = fragment(new);
    // A mark alone, and what is put instead of it: "well being", "well–being", "wellbeing".
    let marks: Vec<usize> = d
        .text(at)
        .chars()
        .enumerate()
        .filter(|(_, c)| !c.is_alphanumeric() && *c != '\u{FFFC}')
        .map(|(n, _)| n)
        .collect();
    let mark = marks.get(from % marks.len().max(1)).map_or(range.clone(), |n| *n..n + 1);
    let range = if *kind == 19 { mark } else { range };
    let wish = match kind {
        19 => Wish::Replace { at: span(d, at, range.clone()), with: fragment(["", " ", "-", ","][len % 4]) },
        0 => Wish::DeleteParagraph { at: whole(d, at) },
        1 => Wish::Reserve { at: span(d, at, range.clone()) },
        2 => Wish::Split { at: span(d, at, from..from) },
        3 if d.len() > 1 => Wish::Move { at: whole(d, at), after: Some(id(d, (at + 1) % d.len())) },
        4 if at + 1 < d.len() => Wish::Merge { at: whole(d, at), second: id(d, at + 1) },
        5..=8 => Wish::Replace { at: span(d, at, from..from), with: words },
        9..=11 => Wish::Replace { at: span(d, at, range.clone()), with: Fragment::default() },
        16 => Wish::Retain { at: span(d, at, range.clone()) },
        17 => Wish::Doubt { at: span(d, at, range.clone()) },
        _ => Wish::Replace { at: span(d, at, range.clone()), with: words },
    };
    let text = d.text(at);
    // A slash at an end of the words that are changed looks like one between alternatives.
    let slash = |at: usize| text.chars().nth(at) == Some('/');
    let edges = [range.start, range.end].into_iter();
    if edges.clone().any(slash) || edges.filter(|at| *at > 0).any(|at| slash(at - 1)) {
        return None;
    }
    let fits = match &wish {
        Wish::Replace { at, with } => {
            let chars: Vec<char> = text.chars().collect();
            let piece = |r: Range<usize>| chars[r].iter().collect::<String>();
            let after = piece(0..at.range.start) + &with.text() + &piece(at.range.end..chars.len());
            tidy(&after) && super::super::canon::key(&after) != super::super::canon::key(&text)
        }
        // What is quoted has to stand in one place.
        Wish::Reserve { at } | Wish::Retain { at } | Wish::Doubt { at } => {
            let quote = at.quote.trim();
            // A quotation has no note references, so those at its ends are not seen.
            quote.trim_matches('\u{FFFC}') == at.quote && !quote.is_empty() && once(&text, quote)
        }
        Wish::Split { at } => {
            let rest: String = text.chars().skip(at.range.start).collect();
            let first: Vec<&str> = rest.split_whitespace().take(5).collect();
            !rest.starts_with([' ', '\u{FFFC}'])
                && !squeezed(&rest).is_empty()
                && once(&text, &first.concat())
        }
        _ => true,
    };
    let nameless = *kind == 17 && *actor < 3;
    fits.then(|| placed(d, if nameless { "Unattributed" } else { NAMES[*actor] }, wish))
}

/// An amendment of what somebody asks for before it, if its print can tell what it is.
fn made_inside(d: &Document, all: &[Placed], (actor, _, at, from, len, new): &Seed) -> Option<Placed> {
    let targets: Vec<&Placed> = all.iter().filter(|p| p.proposal.wish.fragment().is_some()).collect();
    let target = targets.get(at % targets.len().max(1))?;
    let words = target.proposal.wish.fragment()?.text();
    // Words as a person types them: those that stand between spaces.
    let starts: Vec<usize> = words.char_indices().filter(|(_, c)| *c == ' ').map(|(i, _)| i + 1).collect();
    let start = *starts.get(from % starts.len().max(1))?;
    let ends = starts.iter().copied().filter(|e| *e >= start);
    let end = ends.take(len % 3 + 1).last()?;
    let chars = |bytes: usize| words[..bytes].chars().count();
    if end >= words.trim_end().len() {
        return None;
    }
    let bare = new.trim();
    let with = if bare.is_empty() || len % 4 == 3 { String::new() } else { format!("{bare} ") };
    let after = format!("{}{with}{}", &words[..start], &words[end..]);
    let plain = |text: &str| tidy(text.trim()) && !text.contains(['/', '\u{FFFC}']);
    let changes = super::super::canon::key(&after) != super::super::canon::key(&words);
    let fits = plain(&after) && plain(&words) && changes && !after.trim().is_empty();
    let actor = NAMES[(*actor + 3) % NAMES.len()];
    fits.then(|| within(d, target, actor, chars(start)..chars(end), fragment(&with)))
}

/// Whether a wish begins or ends inside a word of the text.
fn cuts_a_word(d: &Document, placed: &Placed) -> bool {
    let Site::Span(id, range) = &placed.site else { return false };
    let text: Vec<char> = d.place(*id).map(|at| d.text(at)).unwrap_or_default().chars().collect();
    let word = |at: usize| text.get(at).is_some_and(|c| c.is_alphanumeric());
    [range.start, range.end].into_iter().any(|at| at > 0 && word(at - 1) && word(at))
}

/// Of two insertions in one place both or neither are glued to the words beside them: in
/// "sea [low - EU add][s - US add]" it cannot be seen which of them the space belongs to.
fn can_be_told(d: &Document, all: &[Placed]) -> bool {
    let found = groups(d, all);
    let mut points: std::collections::BTreeMap<String, BTreeSet<(bool, bool)>> = Default::default();
    for group in found.values() {
        if let (Site::Span(_, range) | Site::Within { range, .. }, true) =
            (&group.site, super::super::wish::is_words(&group.printed.wish))
            && range.is_empty()
        {
            let words = group.with.bare();
            let ends = (words.starts_with(' '), words.ends_with(' '));
            // Before and behind the space between two words is one place.
            let place = match &group.site {
                Site::Span(id, range) => {
                    let text = d.text(d.place(*id).expect("a paragraph"));
                    let solid = text.chars().take(range.start).filter(|c| !c.is_whitespace()).count();
                    format!("{id:?} {solid}")
                }
                site => format!("{site:?}"),
            };
            points.entry(place).or_default().insert(ends);
        }
    }
    points.values().all(|ends| ends.len() == 1)
}

/// Whether words stand in one place of a text.
fn once(text: &str, words: &str) -> bool {
    let (text, words) = (squeezed(text), squeezed(words));
    text.char_indices().filter(|(at, _)| text[*at..].starts_with(&words)).count() == 1
}

fn squeezed(text: &str) -> String {
    super::super::canon::key(text).chars().filter(|c| !c.is_whitespace() && *c != '\u{FFFC}').collect()
}

fn held(d: &Document, all: &[Placed]) -> BTreeSet<(GroupId, Vec<ActorId>)> {
    groups(d, all).into_values().map(|g| (g.id.clone(), g.backers.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_printed_reads_back((d, seeds) in (texts(), prop::collection::vec(seed(), 0..9))) {
        let mut all: Vec<Placed> = Vec::new();
        // What is asked of a mark alone touches nothing else: of "[  / - - EU]s" nobody could say
        // what a further wish for the "s" and the space is about.
        let touches = |a: &Placed, b: &Placed| match (&a.site, &b.site) {
            (Site::Span(p, a), Site::Span(q, b)) => p == q && a.start <= b.end && b.start <= a.end,
            _ => false,
        };
        let mut marks: Vec<Placed> = Vec::new();
        for seed in &seeds {
            let one = if seed.1 >= 20 { made_inside(&d, &all, seed) } else { made(&d, seed) };
            let Some(one) = one else { continue };
            let mark = seed.1 == 19 && all.iter().any(|p| touches(p, &one));
            if mark || marks.iter().any(|p| touches(p, &one)) { continue; }
            marks.extend((seed.1 == 19).then(|| one.clone()));
            all.push(one);
            // What amends words that its target shares with the text is said beside it, in words.
            // Of a space behind words that are put in at the very end of others it cannot be seen
            // whose it is.
            let unclear = |p: &CompiledParagraph| {
                p.tags.iter().any(|t| t.what == "amend") || inline(p, &|a| a.to_string()).contains("]  -")
            };
            let beside = || compile(&d, &all).paragraphs.iter().any(|p| unclear(p));
            if !can_be_told(&d, &all) || (seed.1 >= 20 && beside()) { all.pop(); }
        }
        // Versions that cross are printed whole, with the letters of a word that one of them cuts
        // into: "Ca“soft”" does not say that "Ca" stood there before. Its group is the same; what
        // amends it is counted from where its words begin, and that cannot be seen.
        let amends = |p: &&Placed| p.proposal.wish.amends().is_some();
        let crossing = format!("{:?}", compile(&d, &all).paragraphs).contains("crossing: true");
        if crossing && all.iter().any(|p| cuts_a_word(&d, p)) {
            all.retain(|p| !amends(&p));
        }
        let woven = compile(&d, &all);
        let wanted = held(&d, &all);
        type Print = fn(&CompiledParagraph, &dyn Fn(&ActorId) -> String) -> String;
        for print in [inline as Print, prefix as Print] {
            let mut back = Vec::new();
            let mut texts = Vec::new();
            for (at, p) in woven.paragraphs.iter().enumerate() {
                let text = print(p, &|a| a.to_string());
                back.extend(read_back(&d, at, &text));
                texts.push(text);
            }
            prop_assert_eq!(held(&d, &back), wanted.clone(), "{:#?}\nof {:?}", texts, d.text(0));
        }
    }

    #[test]
    fn any_text_has_a_tree_that_covers_it(text in "[\\[\\]/ a-zA-Z,;:-]{0,200}", base in "[\\[\\]/ a-zA-Z,;:-]{0,60}") {
        let anybody = |name: &str| (name.len() < 4).then(|| ActorId::new(name));
        let reading = bracket::read(&text, &anybody);
        let mut at = 0;
        covered(&reading.nodes, &mut at);
        prop_assert_eq!(at, text.len());
        let _ = bracket::asked(&text, &reading, &base, &anybody);
        let own = bracket::standing(&text, &reading);
        let _ = bracket::asked(&text, &reading, &own, &anybody);
    }
}

/// The spans of the nodes lie end to end, inside brackets too.
fn covered(nodes: &[bracket::Node], at: &mut usize) {
    for node in nodes {
        assert_eq!(node.span().start, *at);
        if let bracket::Node::Bracket(b) = node {
            assert_eq!(b.inner.start, *at + 1);
            *at = b.inner.start;
            covered(&b.nodes, at);
            assert_eq!(*at, b.inner.end);
        }
        *at = node.span().end;
    }
}
