//! Word files with everything that people and programs leave in them, read as others read them.
//!
//! The files are made by the scripts in `tests/office`; beside each stand its paragraphs with all
//! changes accepted and with all rejected, as LibreOffice or a second reader of the standard has
//! them (the scripts say which). What else is read stands in `snapshots`, checked by eye.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chapeau::format::docx::read;
use chapeau::record::{ActorId, Wish, resolve};
use chapeau::revise::marked::{Marked, MarkedParagraph, Side, Trace, Tracked};
use chapeau::revise::{FromMarked, MarkedInput, from_marked};
use chapeau::text::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/word")
}

fn fixture(name: &str) -> Marked {
    let bytes = std::fs::read(folder().join(name).with_extension("docx")).unwrap();
    read(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn names() -> Vec<String> {
    let all = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = all.filter_map(|n| n.strip_suffix(".docx").map(str::to_owned)).collect();
    names.sort();
    names
}

/// Label and words of each paragraph of one side.
fn lines(marked: &Marked, side: Side) -> Vec<(String, String)> {
    let view = marked.view(side);
    let words = |w: &str| w.replace(chapeau::text::NOTE, "");
    let all = view.paragraphs.iter();
    all.map(|p| (p.issued.clone().unwrap_or_default(), words(p.words.text()))).collect()
}

#[test]
fn both_sides_are_what_others_read() {
    let names = names();
    assert!(names.len() > 10, "{names:?}");
    let mut wrong = Vec::new();
    for name in names {
        let marked = fixture(&name);
        for (side, end) in [(Side::Accepted, "accepted"), (Side::Rejected, "rejected")] {
            let told = std::fs::read_to_string(folder().join(format!("{name}.{end}.txt"))).unwrap();
            let told: Vec<&str> = told.lines().collect();
            let ours = lines(&marked, side);
            let mut next = ours.iter();
            for line in &told {
                // A label that is typed is in the words of others; one that is counted is not.
                // Words and signs of a change may leave two spaces, which others show as one.
                let one =
                    |text: &str| text.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
                let same = |(label, words): &(String, String)| {
                    let words = one(words);
                    let rest = line.strip_prefix(label.as_str()).map(str::trim_start);
                    *line == words || rest == Some(words.as_str())
                };
                let found = next.next();
                if !found.is_some_and(same) {
                    wrong.push(format!("{name} {end}:\n  theirs {line:?}\n  ours   {found:?}"));
                }
            }
            wrong.extend(next.map(|more| format!("{name} {end}: ours alone {more:?}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All that is read from a file, for a look.
fn told(marked: &Marked) -> String {
    let mut out = format!("title {:?}, symbol {:?}, {:?}\n", marked.title, marked.symbol, marked.genre);
    for p in &marked.paragraphs {
        let label = p.issued.as_deref().map(|l| format!(" {l}")).unwrap_or_default();
        let masthead = if p.masthead { " (masthead)" } else { "" };
        writeln!(out, "{}{label}{masthead}: {}", p.kind, marks(p)).unwrap();
    }
    for text in marked.notes.values() {
        writeln!(out, "note: {text}").unwrap();
    }
    for thread in &marked.threads {
        let at = thread.at.map(|(a, b)| format!("{}:{} to {}:{}", a.paragraph, a.at, b.paragraph, b.at));
        let resolved = if thread.resolved { ", resolved" } else { "" };
        writeln!(out, "comment at {}{resolved}", at.unwrap_or_default()).unwrap();
        thread.said.iter().for_each(|r| writeln!(out, "  {}: {:?}", r.by, r.text).unwrap());
    }
    for f in &marked.formatting {
        writeln!(out, "looks at {} by {}: {:?}", f.paragraph, f.by, f.text).unwrap();
    }
    for table in &marked.tables {
        writeln!(out, "table {:?}", table.columns).unwrap();
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|c| format!("{:?}", marked.cell(c))).collect();
            writeln!(out, "  {}", cells.join(" | ")).unwrap();
        }
    }
    for d in &marked.dropped {
        writeln!(out, "left out at {}: {:?} ({})", d.line, d.text, d.why).unwrap();
    }
    out
}

/// The words with who put them in (+), who took them out (-), how they look, and the end.
fn marks(p: &MarkedParagraph) -> String {
    let by = |sign: char, trace: &Option<Trace>| {
        let name = |t: &Trace| {
            format!(" {sign}{}{}", t.by, t.moved.as_ref().map(|m| format!("@{m}")).unwrap_or_default())
        };
        trace.as_ref().map(name).unwrap_or_default()
    };
    let tracked = |t: &Tracked| by('+', &t.put) + &by('-', &t.gone);
    let mut out = String::new();
    for run in &p.runs {
        let mut signs = tracked(&run.tracked);
        for (is, sign) in [
            (run.italic, " italic"),
            (run.look.bold, " bold"),
            (run.look.coloured, " coloured"),
            (run.look.highlighted, " highlighted"),
            (run.look.struck, " struck"),
            (run.look.underlined, " underlined"),
            (run.note.is_some(), " note"),
        ] {
            signs += if is { sign } else { "" };
        }
        let text = run.text.replace(['\u{a0}', '\u{202f}'], "⍽").replace(chapeau::text::NOTE, "*");
        out += &if signs.is_empty() { text } else { format!("[{text}|{}]", signs.trim_start()) };
    }
    let end = tracked(&p.end);
    if end.is_empty() { out } else { format!("{out}¶[{}]", end.trim_start()) }
}

/// What each author asks for on the rejected side of the file; `sender` sent it.
fn asked(marked: &Marked, sender: &str) -> (Document, FromMarked) {
    let view = marked.view(Side::Rejected);
    let base = Document::imported(view.paragraphs, view.notes);
    asked_on(base, marked, sender)
}

fn asked_on(base: Document, marked: &Marked, sender: &str) -> (Document, FromMarked) {
    let of = |name: &String| (name.clone(), BTreeSet::from([ActorId::new(name)]));
    let authors: BTreeMap<String, BTreeSet<ActorId>> =
        chapeau::revise::authors(marked).keys().map(of).collect();
    let sender = resolve(sender, &[]);
    let input = MarkedInput {
        base: &base,
        hash: base.hash(),
        title: "Lamps",
        copy: marked,
        sender: Some(&sender),
        authors: &authors,
        return_number: 1,
    };
    let found = from_marked(&input);
    (base, found)
}

/// The proposals and comments of everybody, a line each.
fn wishes((base, found): &(Document, FromMarked)) -> String {
    let label = |id| {
        let meta = base.meta_of(id).unwrap();
        meta.label
            .as_ref()
            .map_or_else(|| format!("“{:.20}…”", base.text(base.place(id).unwrap())), |l| l.to_string())
    };
    let mut lines = Vec::new();
    for (actor, strand) in &found.strands {
        for p in strand.proposals.values() {
            let said = match &p.wish {
                Wish::Replace { at, with } => {
                    format!("{}: {:?} becomes {:?}", label(at.paragraph), at.quote, with.bare())
                }
                Wish::InsertParagraph { after, kind, label: own, words } => {
                    format!(
                        "after {}: {kind} {own} {:?}",
                        after.map_or("the start".into(), label),
                        words.bare()
                    )
                }
                Wish::DeleteParagraph { at } => format!("{}: delete", label(at.paragraph)),
                Wish::Move { at, after } => {
                    format!("{}: move after {}", label(at.paragraph), after.map_or("the start".into(), label))
                }
                Wish::Split { at } => format!("{}: split before {:?}", label(at.paragraph), at.after),
                Wish::Merge { at, second } => {
                    format!("{}: merge with {}", label(at.paragraph), label(*second))
                }
                Wish::Reserve { at } => format!("{}: reserves on {:?}", label(at.paragraph), at.quote),
                other @ (Wish::Alternative { .. }
                | Wish::Amend { .. }
                | Wish::Retain { .. }
                | Wish::Doubt { .. }) => {
                    format!("{} {:?} {:?}", other.name(), other.quote(), other.new_words())
                }
                Wish::Placement { at, note, .. } => format!("{}: /{note}/", label(at.paragraph)),
            };
            lines.push(format!("{actor}: {said}"));
        }
        for c in strand.comments.values() {
            let at =
                c.at.as_ref().map(|s| format!("{} {:?}", label(s.paragraph), s.quote)).unwrap_or_default();
            let more = [(c.reply_to.is_some(), " (reply)"), (c.resolved, " (resolved)")];
            let more: String = more.iter().filter(|m| m.0).map(|m| m.1).collect();
            lines.push(format!("{actor} on {at}{more}: {:?}", c.text));
        }
    }
    lines.sort();
    lines.extend(found.untaken.iter().map(|u| format!("not taken: {u}")));
    lines.extend(found.formatting.iter().map(|f| format!("looks: {f}")));
    lines.extend(found.warnings.iter().map(|w| format!("warning: {w}")));
    lines.extend(found.furniture.iter().map(|(line, why)| format!("furniture: {line:?} ({why})")));
    lines.join("\n")
}

#[test]
fn all_that_is_read() {
    for name in names() {
        let marked = fixture(&name);
        let both = format!("{}\n{}", told(&marked), wishes(&asked(&marked, "UPU")));
        insta::assert_snapshot!(format!("word_{name}"), both);
    }
}

/// Markup by looks, without tracking, is what its sender asks for on the text that it was made on.
#[test]
fn looks_are_wishes_on_their_base() {
    let plain = "The General Assembly,\n\nRecalling its earlier resolutions on the lamps of harbours,\n\n\
        1. Calls upon all keepers to burn bright oil;\n\n2. Decides to count the ships every year;\n\n\
        3. Requests the harbour masters to report;\n\n4. Decides to remain seized of the matter.\n";
    let parsed = chapeau::format::plain::read(plain);
    let base = Document::imported(parsed.paragraphs, parsed.notes);
    insta::assert_snapshot!("word_upu_on_its_base", wishes(&asked_on(base, &fixture("upu"), "UPU")));
}
