//! The laws, on texts and wishes made at random.

use super::read::{authors, parts, sound, text};
use super::*;
use crate::format::docx::xml::clean as allowed;
use crate::format::docx::{Extra, Said, Thread, write};
use crate::format::page::SheetParagraph;
use crate::weave::{CompiledParagraph, Node, Of, finalize};
use proptest::prelude::*;

/// Words that a file could break on.
fn hostile() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "a",
        "b ",
        " ",
        "<",
        "&",
        ">",
        "\"",
        "'",
        "]]>",
        "\u{0}",
        "\u{1}",
        "\u{B}",
        "\u{1F}",
        "\u{7F}",
        "\u{85}",
        "\u{FFFE}",
        "\u{FFFF}",
        "\t",
        "😀",
        "é",
        "العربية",
        "שלום",
        "\u{202E}",
        "中文",
        "*",
        "+",
        "--",
        "&#0;",
    ]);
    prop::collection::vec(signs, 0..9).prop_map(|all| all.concat())
}

fn kind() -> impl Strategy<Value = Kind> {
    use Kind::{Annex, Closing, Formula, Heading, Operative, Plain, Preambular, Sub, Title};
    let all = vec![
        Title,
        Formula,
        Heading,
        Preambular,
        Operative,
        Operative,
        Sub(1),
        Sub(2),
        Annex,
        Closing,
        Plain,
    ];
    prop::sample::select(all)
}

pub(super) fn texts() -> impl Strategy<Value = Document> {
    prop::collection::vec((kind(), "|1\\.|[AB<&]\\.|\\(a\\)", hostile()), 0..7).prop_map(|all| {
        let all: Vec<_> = all.iter().map(|(k, l, t)| (*k, l.as_str(), t.as_str())).collect();
        document(&all)
    })
}

pub(super) type Seed = (u8, u8, usize, usize, usize, String);

pub(super) fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec((0u8..5, 0u8..16, 0usize..7, 0usize..12, 0usize..9, hostile()), 0..10)
}

fn made(d: &Document, (actor, kind, at, from, len, new): &Seed) -> Option<Placed> {
    let at = at.checked_rem(d.len())?;
    let most = d.len_of(at);
    let from = (*from).min(most);
    let range = from..(from + len).min(most);
    let after = Some(d.meta((at + 1) % d.len())?.id);
    let words = fragment(new);
    let wish = match kind {
        0 | 1 => Wish::DeleteParagraph { at: span(d, at, 0..most) },
        2 if d.len() > 1 => Wish::Move { at: span(d, at, 0..most), after },
        3 => Wish::Reserve { at: span(d, at, range) },
        4 => Wish::InsertParagraph { after, kind: Kind::Operative, label: new.clone(), words },
        5..=7 => Wish::Replace { at: span(d, at, from..from), with: words },
        8..=10 => Wish::Replace { at: span(d, at, range), with: Fragment::default() },
        11 => Wish::Replace { at: span(d, at, range), with: fragment(&format!("a\n{new}")) },
        _ => Wish::Replace { at: span(d, at, range), with: words },
    };
    Some(placed(d, ["EU", "G77 & China", "A<\"B", "UPU", "Japan"][usize::from(*actor)], wish))
}

pub(super) fn all(d: &Document, seeds: &[Seed]) -> Vec<Placed> {
    seeds.iter().filter_map(|s| made(d, s)).collect()
}

/// What is left of a paragraph when everything asked for in it is done.
fn taken(paragraph: &CompiledParagraph) -> Vec<String> {
    let mut out = String::new();
    let mut whole = false;
    let lines = |f: &Fragment| f.lines().iter().map(|l| l.text().to_owned()).collect::<Vec<_>>().join("\n");
    for node in &paragraph.nodes {
        match node {
            Node::Text(range) => out.push_str(paragraph.words.str(range.clone())),
            Node::Change(change) => {
                whole |= change.arms.iter().any(|a| a.whole);
                change.arms.iter().for_each(|a| out.push_str(&lines(&a.with)));
            }
        }
    }
    if whole && out.is_empty() {
        return Vec::new();
    }
    out.split('\n').map(allowed).collect()
}

/// All paragraphs when everything asked for is done, moves too where nothing else is asked of
/// what moves: behind their target, in the order of the text.
fn moved(sheet: &Sheet) -> Vec<String> {
    let alone = |p: &SheetParagraph| {
        let woven = p.woven.as_ref()?;
        let quiet = woven.nodes.iter().all(|n| matches!(n, Node::Text(_))) && !woven.words.is_empty();
        let [tag] = woven.tags.as_slice() else { return None };
        let after = *sheet.moves.get(&tag.group).filter(|_| quiet && tag.what == "move")?;
        let there = after.is_none_or(|a| sheet.paragraphs.iter().any(|p| p.id == Some(a)));
        (there && (p.id, after) != (after, p.id)).then_some((p.id, after))
    };
    let all: Vec<_> = sheet.paragraphs.iter().filter_map(alone).collect();
    let free: Vec<_> =
        all.iter().filter(|(_, to)| to.is_none() || all.iter().all(|(p, _)| p != to)).collect();
    let mut out: Vec<(Option<_>, Option<_>, Vec<String>)> = Vec::new();
    for p in &sheet.paragraphs {
        out.push((p.id, None, p.woven.as_ref().map(|w| taken(w)).unwrap_or_default()));
    }
    for (id, to) in free {
        let at = out.iter().position(|(p, ..)| p == id).expect("there");
        let (_, _, lines) = out.remove(at);
        let place = to.and_then(|to| out.iter().position(|(p, ..)| *p == Some(to))).map_or(0, |at| at + 1);
        let behind = out.iter().skip(place).take_while(|(_, with, _)| *with == Some(*to)).count();
        out.insert(place + behind, (None, Some(*to), lines));
    }
    out.into_iter().flat_map(|(.., lines)| lines).collect()
}

fn base(d: &Document) -> Vec<String> {
    (0..d.len()).map(|at| allowed(&d.text(at))).collect()
}

pub(super) fn threads(d: &Document, seeds: &[Seed]) -> Vec<Thread> {
    let one = |(actor, kind, at, from, len, text): &Seed| Thread {
        at: d.meta(*at).map(|m| (m.id, *from..from + len)),
        resolved: kind % 2 == 0,
        said: (0..kind % 4)
            .map(|n| Said { by: format!("A{actor}<{n}>"), text: text.clone(), date: None })
            .collect(),
    };
    seeds.iter().map(one).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_clean_text_is_sound_and_whole((d, said) in (texts(), seeds())) {
        let extra = Extra { threads: threads(&d, &said), ..Extra::default() };
        let bytes = write(&clean(&d), &extra);
        prop_assert_eq!(&bytes, &write(&clean(&d), &extra));
        let parts = sound(&bytes);
        prop_assert!(authors(&parts).is_empty());
        for taken in [false, true] {
            let read = text(&parts, taken);
            let empty = d.is_empty().then(String::new);
            prop_assert_eq!(read, base(&d).into_iter().chain(empty).collect::<Vec<_>>());
        }
        let comments = parts.get("word/comments.xml").map_or(0, |c| c.matches("<w:comment ").count());
        prop_assert_eq!(comments, extra.threads.iter().map(|t| t.said.len()).sum::<usize>());
    }

    #[test]
    fn changes_are_taken_or_left((d, seeds, said) in (texts(), seeds(), seeds())) {
        let placed = all(&d, &seeds);
        let sheet = woven(&d, &placed);
        let extra = Extra { threads: threads(&d, &said), ..Extra::default() };
        let parts = sound(&write(&sheet, &extra));
        if d.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(text(&parts, false), base(&d));
        let woven = sheet.paragraphs.iter().filter_map(|p| p.woven.as_ref());
        prop_assert_eq!(text(&parts, true), moved(&sheet));
        // Nobody who asks for something goes unnamed.
        let file = format!("{:?}{:?}", parts.get("word/document.xml"), parts.get("word/comments.xml"));
        for actor in sheet.actors.iter().filter(|_| woven.clone().any(|p| !matches!(p.of, Of::Proposed(..)))) {
            let empty = placed.iter().filter(|p| p.actor == actor.id).all(|p| {
                matches!(&p.proposal.wish, Wish::InsertParagraph { words, .. } if words.is_empty())
            });
            let name = actor.id.as_str().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            prop_assert!(empty || file.contains(&name.replace('\\', "\\\\")), "{} in {}", name, file);
        }
    }

    /// What one actor asks for without contradicting itself, taken, is its final text.
    #[test]
    fn one_actor_taken_is_its_final_text((d, seeds) in (texts(), seeds())) {
        let seeds: Vec<Seed> = seeds.into_iter().map(|s| (0, s.1, s.2, s.3, s.4, s.5)).collect();
        let asks = |p: &Placed| matches!(p.proposal.wish, Wish::Replace { .. } | Wish::InsertParagraph { .. });
        // Several insertions at one place have an order only on the page.
        let mut seen = std::collections::BTreeSet::new();
        let mut apart = |p: &Placed| seen.insert(match &p.site {
            Site::Span(id, range) => format!("{id} {}", range.start),
            other => format!("{other:?}"),
        });
        let placed: Vec<Placed> = all(&d, &seeds).into_iter().filter(|p| asks(p) && apart(p)).collect();
        let (last, left) = finalize(&d, &placed);
        // Two that come to the same are one on the page, but are both done.
        let same = crate::weave::groups(&d, &placed).len() < placed.len();
        if d.is_empty() || same || !left.is_empty() {
            return Ok(());
        }
        let parts = parts(&write(&woven(&d, &placed), &Extra::default()));
        prop_assert_eq!(text(&parts, true), base(&last));
    }

    #[test]
    fn an_annotated_text_has_no_changes((d, seeds) in (texts(), seeds())) {
        let placed = all(&d, &seeds);
        let front = front(Markup::Annotated(ActorId::new("EU")));
        let mine: Vec<Placed> = placed.into_iter().filter(|p| p.actor.as_str() == "EU").collect();
        let sheet = sheet(&d, Some(&compile(&d, &mine)), &front);
        let parts = sound(&write(&sheet, &Extra::default()));
        prop_assert!(authors(&parts).is_empty());
    }

    #[test]
    fn brackets_say_what_the_bracketed_text_says((d, seeds, said) in (texts(), seeds(), seeds())) {
        let sheet = woven(&d, &all(&d, &seeds));
        let extra = Extra { brackets: true, threads: threads(&d, &said), ..Extra::default() };
        let parts = sound(&write(&sheet, &extra));
        prop_assert!(authors(&parts).is_empty());
        let legend = usize::from(!sheet.actors.is_empty());
        prop_assert!(text(&parts, false).len() == sheet.paragraphs.len().max(1) + legend);
        let lines = text(&parts, false).join("\n");
        for woven in sheet.paragraphs.iter().filter_map(|p| p.woven.as_ref()).filter(|w| w.tags.is_empty()) {
            let inline = allowed(&crate::weave::inline(woven, &|a| a.to_string())).replace('\n', " ¶ ");
            prop_assert!(lines.contains(&inline), "{inline} in {lines}");
        }
    }

    #[test]
    fn a_comment_sheet_is_sound((d, seeds, said) in (texts(), seeds(), seeds()), full in any::<bool>()) {
        let placed = all(&d, &seeds);
        let sheet = if full { woven(&d, &placed) } else { clean(&d) };
        let extra = Extra { table: true, threads: threads(&d, &said), ..Extra::default() };
        let parts = sound(&write(&sheet, &extra));
        prop_assert!(authors(&parts).is_empty());
        let lines = text(&parts, false).join("\n");
        for line in base(&d) {
            prop_assert!(lines.contains(&line), "{line} in {lines}");
        }
        let document = &parts["word/document.xml"];
        prop_assert_eq!(document.matches("w:name=\"p_").count(), d.len());
        let said: usize = extra.threads.iter().map(|t| t.said.len()).sum();
        let beside = document.matches("&lt;0&gt;: <").count();
        prop_assert!(said == 0 || beside > 0);
    }
}
