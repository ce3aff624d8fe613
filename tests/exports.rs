//! What the exporters write, on a small invented negotiation.
//!
//! The compilations are built by hand, so that these tests say what is printed and not how
//! proposals are woven.

// Helpers of tests may fail as tests do, and a range in a list is meant as one.
#![allow(clippy::expect_used, clippy::single_range_in_vec_init)]

use chapeau::format::page::{Front, Labels, Markup, Piece, Sheet, SheetParagraph, names, sheet, tag_words};
use chapeau::format::target::Format;
use chapeau::record::{ActorId, Origin, Proposal, ProposalId, Span, Wish};
use chapeau::text::{Document, Fragment, Genre, Hash, Kind, NoteId, ParagraphId, Ranges, Source, Words};
use chapeau::weave::{
    Arm, Change, Compilation, CompiledParagraph, Fate, From, Group, GroupId, Node, Of, Placed, Site, Tag,
    compile, inline,
};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeMap;
use std::sync::Arc;

fn source(kind: Kind, issued: &str, text: &str, italic: usize, notes: &[&str]) -> Source {
    let notes = notes.iter().map(|n| NoteId::of(&[n])).collect();
    let words = Words::new(text, Ranges::new(vec![0..italic]), Ranges::default(), notes);
    let issued = (!issued.is_empty()).then(|| issued.to_owned());
    Source { kind, issued, masthead: false, words }
}

fn masthead(text: &str) -> Source {
    Source { masthead: true, ..source(Kind::Plain, "", text, 0, &[]) }
}

/// A resolution on lighthouses, with notes, sub-paragraphs, an annex and awkward signs.
fn resolution() -> Document {
    let long = "Calls upon Member States to light the inland waterways_of_the_world, and to:";
    let sources = vec![
        masthead("General Assembly"),
        masthead("[on the report of the Lights Committee]"),
        source(Kind::Title, "80/999.", "Lighthouses & inland waterways", 0, &[]),
        source(Kind::Formula, "", "The General Assembly,", 0, &[]),
        source(Kind::Preambular, "", "Recalling its resolution 1/1,\u{FFFC}", 9, &["a"]),
        source(Kind::Preambular, "", "Noting that a < b and * is a star,\u{FFFC}", 6, &["b"]),
        source(Kind::Heading, "", "Lamps", 0, &[]),
        source(Kind::Operative, "1.", long, 10, &[]),
        source(Kind::Sub(1), "(a)", "Keep the lamps burning;", 0, &[]),
        source(Kind::Sub(2), "(i)", "On canals;", 0, &[]),
        source(Kind::Sub(1), "(b)", "Count the ships;", 0, &[]),
        source(Kind::Operative, "2.", "Decides to meet again in the dark.", 7, &[]),
        source(Kind::Closing, "", "64th plenary meeting", 20, &[]),
        source(Kind::Annex, "", "Annex I", 0, &[]),
        source(Kind::Plain, "", "1. is not a label here", 0, &[]),
    ];
    let texts = [("a", "Resolution 1/1."), ("b", "See A/60/[687] & \"more\".")];
    let notes = texts.map(|(id, text)| (NoteId::of(&[id]), text.to_owned()));
    Document::imported(sources, notes.into())
}

/// Puts proposals on a document by hand.
struct Table<'a> {
    document: &'a Document,
    groups: BTreeMap<GroupId, Arc<Group>>,
    woven: BTreeMap<usize, (Vec<Node>, Vec<Tag>)>,
    proposed: BTreeMap<usize, CompiledParagraph>,
}

impl<'a> Table<'a> {
    fn new(document: &'a Document) -> Self {
        Self { document, groups: BTreeMap::new(), woven: BTreeMap::new(), proposed: BTreeMap::new() }
    }

    fn at(&self, start: &str) -> usize {
        (0..self.document.len()).find(|n| self.document.text(*n).starts_with(start)).expect("a paragraph")
    }

    fn group(&mut self, name: &str, by: &[&str], wish: Wish) -> (GroupId, Vec<ActorId>) {
        let (id, by) = (GroupId(name.into()), by.iter().map(|a| ActorId::new(a)).collect::<Vec<_>>());
        let proposal = |a: &ActorId| ProposalId(format!("{a}-{name}"));
        let group = Group {
            id: id.clone(),
            backers: by.clone(),
            members: by.iter().map(|a| (a.clone(), proposal(a), 1)).collect(),
            site: Site::Nowhere,
            fate: Fate::Clean,
            with: Fragment::default(),
            printed: Arc::new(Proposal::new(proposal(&by[0]), Hash::of(&[]), wish)),
            variants: Vec::new(),
        };
        self.groups.insert(id.clone(), Arc::new(group));
        (id, by)
    }

    fn printed(&self, group: &GroupId) -> ProposalId {
        self.groups.get(group).expect("a group").printed.id.clone()
    }

    /// A wish to have `with` in the place of some words.
    fn arm(&mut self, name: &str, by: &[&str], with: &str) -> Arm {
        let (after, label, words) = (None, String::new(), Fragment::plain(with));
        let wish = Wish::InsertParagraph { after, kind: Kind::Plain, label, words };
        let (group, by) = self.group(name, by, wish);
        whole_arm(self.printed(&group), group, by, Fragment::plain(with))
    }

    /// Replaces the first `words` of the paragraph that begins with `start`.
    fn change(&mut self, start: &str, words: &str, arms: Vec<Arm>, crossing: bool) {
        let at = self.at(start);
        let text = self.document.text(at);
        let from = text[..text.find(words).expect("the words")].chars().count();
        let (to, end) = (from + words.chars().count(), text.chars().count());
        let nodes = vec![
            Node::Text(0..from),
            Node::Change(Change { range: from..to, old: vec![Node::Text(from..to)], arms, crossing }),
            Node::Text(to..end),
        ];
        self.woven.entry(at).or_default().0 = nodes;
    }

    /// Puts words in after `words`.
    fn insert(&mut self, start: &str, words: &str, arms: Vec<Arm>) {
        let at = self.at(start);
        let text = self.document.text(at);
        let from = text[..text.find(words).expect("the words") + words.len()].chars().count();
        let change = Change { range: from..from, old: Vec::new(), arms, crossing: false };
        let nodes = vec![Node::Text(0..from), Node::Change(change), Node::Text(from..text.chars().count())];
        self.woven.entry(at).or_default().0 = nodes;
    }

    fn tag(&mut self, start: &str, name: &str, by: &[&str], what: &'static str, text: &str) {
        let at = self.at(start);
        let len = self.document.len_of(at);
        let arm = self.arm(name, by, "");
        let tag = Tag { group: arm.group, by: arm.by, what, range: 0..len, text: text.into() };
        let entry = self.woven.entry(at).or_default();
        if entry.0.is_empty() {
            entry.0.push(Node::Text(0..len));
        }
        entry.1.push(tag);
    }

    fn propose(&mut self, after: &str, name: &str, by: &[&str], label: &str, words: Words) {
        let at = self.at(after);
        let after = self.document.meta(at).map(|m| m.id);
        let fragment =
            Fragment::new(vec![words.clone()], [(NoteId::of(&["c"]), "See lamp 3.".into())].into());
        let wish = Wish::InsertParagraph {
            after,
            kind: Kind::Operative,
            label: label.into(),
            words: fragment.clone(),
        };
        let (group, by) = self.group(name, by, wish);
        let of = Of::Proposed(group.clone(), 0);
        let arms = vec![whole_arm(self.printed(&group), group, by, fragment)];
        let change = Node::Change(Change { range: 0..0, old: Vec::new(), arms, crossing: false });
        let woven = CompiledParagraph {
            of,
            kind: Kind::Operative,
            words,
            nodes: vec![change],
            tags: Vec::new(),
            groups: Vec::new(),
        };
        self.proposed.insert(at, woven);
    }

    fn compiled(self) -> Compilation {
        let mut paragraphs = Vec::new();
        for at in 0..self.document.len() {
            let words = self.document.words(at);
            let kept = || (vec![Node::Text(0..words.len())], Vec::new());
            let (nodes, tags) = self.woven.get(&at).cloned().unwrap_or_else(kept);
            let meta = self.document.meta(at).expect("a paragraph");
            let (of, kind) = (Of::Text(meta.id), meta.kind);
            paragraphs.push(Arc::new(CompiledParagraph { of, kind, words, nodes, tags, groups: Vec::new() }));
            paragraphs.extend(self.proposed.get(&at).cloned().map(Arc::new));
        }
        Compilation { paragraphs, groups: self.groups }
    }
}

/// A wish whose words are all of one proposal.
fn whole_arm(id: ProposalId, group: GroupId, by: Vec<ActorId>, with: Fragment) -> Arm {
    let from = vec![(with.len(), From::Proposal(id, 0, 0))];
    Arm { group, by, from, with, whole: false }
}

/// What several delegations make of it.
fn compilation(document: &Document) -> Compilation {
    let mut table = Table::new(document);
    let arms = vec![
        table.arm("g-1", &["EU", "Japan"], "requests"),
        table.arm("g-2", &["US"], ""),
        table.arm("g-3", &["LDCs"], "urges\nand begs"),
    ];
    table.change("Calls upon", "Calls upon", arms, false);
    let arms = vec![table.arm("g-4", &["UPU"], " and <postmen>")];
    table.insert("Keep the lamps", "lamps", arms);
    let arms =
        vec![table.arm("g-5", &["EU"], "Weigh the ships"), table.arm("g-6", &["US"], "Count the boats")];
    table.change("Count the ships", "Count the ships", arms, true);
    table.tag("On canals", "g-7", &["Holy See"], "reserve", "reserves");
    table.tag("Keep the lamps", "g-8", &["UPU"], "placement", "possibly also in OP2");
    let words = Words::new(
        "Also decides to buy oil;\u{FFFC}",
        Ranges::new(vec![0..12]),
        Ranges::default(),
        vec![NoteId::of(&["c"])],
    );
    table.propose("Count the ships", "g-9", &["EU"], "OP1 bis", words);
    table.compiled()
}

/// What one agency makes of it.
fn annotation(document: &Document) -> Compilation {
    let mut table = Table::new(document);
    let arms = vec![table.arm("g-1", &["UPU"], " and *postmen*")];
    table.insert("Keep the lamps", "lamps", arms);
    let arms = vec![table.arm("g-2", &["UPU"], "letters")];
    table.change("Count the ships", "ships", arms, false);
    table.tag("Count the ships", "g-3", &["UPU"], "placement", "possibly also in OP2");
    table.compiled()
}

fn front(markup: Markup, labels: Labels) -> Front {
    let names = [("EU", "European Union"), ("UPU", "Universal Postal Union"), ("Japan", "Japan")];
    Front {
        title: "Lighthouses & inland waterways".into(),
        symbol: "A/80/L.41".into(),
        revision: "Rev.1".into(),
        labels,
        markup,
        names: names.map(|(id, name)| (ActorId::new(id), name.to_owned())).into(),
        ..Front::default()
    }
}

fn clean() -> Sheet {
    sheet(&resolution(), None, &front(Markup::None, Labels::Issued))
}

fn compiled() -> Sheet {
    let document = resolution();
    let status = |n: usize| document.meta(n).map(|m| m.id).expect("a paragraph");
    let statuses: BTreeMap<ParagraphId, String> = [(status(4), "agreed ad ref".to_owned())].into();
    let front = Front { statuses, ..front(Markup::Compilation, Labels::Negotiation) };
    sheet(&document, Some(&compilation(&document)), &front)
}

fn annotated() -> Sheet {
    let document = resolution();
    let markup = Markup::Annotated(ActorId::new("UPU"));
    sheet(&document, Some(&annotation(&document)), &front(markup, Labels::Issued))
}

fn written(sheet: &Sheet, format: Format) -> String {
    format.write_text(sheet).expect("a format of text")
}

/// The body of a page: its style is no matter of snapshots.
fn body(page: &str) -> &str {
    page.split_once("<body>").map_or(page, |p| p.1)
}

/// Writes the pages to the folder that `CHAPEAU_PAGES` names, for a person to look at.
#[test]
fn pages_to_look_at() {
    let Some(folder) = std::env::var_os("CHAPEAU_PAGES").map(std::path::PathBuf::from) else { return };
    for (name, sheet) in [("clean", clean()), ("compilation", compiled()), ("annotated", annotated())] {
        std::fs::write(folder.join(name).with_extension("html"), written(&sheet, Format::Html))
            .expect("written");
    }
}

#[test]
fn clean_text() {
    insta::assert_snapshot!("clean_txt", written(&clean(), Format::Txt));
    insta::assert_snapshot!("clean_md", written(&clean(), Format::Md));
    insta::assert_snapshot!("clean_html", body(&written(&clean(), Format::Html)));
}

#[test]
fn a_compilation() {
    insta::assert_snapshot!("compilation_txt", written(&compiled(), Format::Txt));
    insta::assert_snapshot!("compilation_md", written(&compiled(), Format::Md));
    insta::assert_snapshot!("compilation_html", body(&written(&compiled(), Format::Html)));
}

#[test]
fn an_annotated_text() {
    insta::assert_snapshot!("annotated_txt", written(&annotated(), Format::Txt));
    insta::assert_snapshot!("annotated_md", written(&annotated(), Format::Md));
    insta::assert_snapshot!("annotated_html", body(&written(&annotated(), Format::Html)));
}

#[test]
fn labels_of_an_outcome_document() {
    let sources = vec![
        source(Kind::Title, "", "Outcome", 0, &[]),
        source(Kind::Preambular, "A.", "We, the keepers:", 0, &[]),
        source(Kind::Preambular, "B.", "Recalling the sea,", 0, &[]),
        source(Kind::Operative, "26.", "We commit to:", 0, &[]),
        source(Kind::Sub(1), "(a)", "Light.", 0, &[]),
        source(Kind::Operative, "27.", "We go on.", 0, &[]),
    ];
    let document = Document::imported(sources, BTreeMap::new());
    let labels = |labels, genre| -> Vec<String> {
        let front = Front { genre, labels, ..Front::default() };
        let sheet = sheet(&document, None, &front);
        sheet.paragraphs.into_iter().map(|p| p.label.unwrap_or_default()).collect()
    };
    let issued = ["", "A.", "B.", "26.", "(a)", "27."];
    assert_eq!(labels(Labels::Issued, Genre::Outcome), issued);
    assert_eq!(labels(Labels::Negotiation, Genre::Outcome), issued);
    assert_eq!(labels(Labels::Negotiation, Genre::Resolution), ["", "PP1", "PP2", "OP26", "(a)", "OP27"]);
    assert_eq!(labels(Labels::Resolution, Genre::Outcome), ["", "", "", "1.", "(a)", "2."]);
}

#[test]
fn labels_of_a_proposed_paragraph() {
    let document = resolution();
    let shown = |labels, genre| {
        let front = Front { genre, ..front(Markup::Compilation, labels) };
        let sheet = sheet(&document, Some(&compilation(&document)), &front);
        let new = sheet.paragraphs.iter().find(|p| p.runs.iter().any(|r| r.text.starts_with("Also decides")));
        new.and_then(|p| p.label.clone()).unwrap_or_default()
    };
    assert_eq!(shown(Labels::Negotiation, Genre::Resolution), "OP1 bis");
    assert_eq!(shown(Labels::Negotiation, Genre::Outcome), "1 bis.");
    assert_eq!(shown(Labels::Issued, Genre::Resolution), "1 bis.");
}

#[test]
fn nothing_is_lost_in_any_format() {
    let sheet = compiled();
    let runs: Vec<&str> = sheet.paragraphs.iter().flat_map(|p| &p.runs).map(|r| r.text.trim()).collect();
    for word in ["requests", "begs", "Calls upon", "and <postmen>", "Count the boats", "Weigh the ships"] {
        assert!(runs.iter().any(|r| r.contains(word)), "{word}");
        assert!(written(&sheet, Format::Txt).contains(word), "{word}");
    }
    for format in [Format::Txt, Format::Md, Format::Html] {
        let text = written(&sheet, format);
        for name in ["EU", "Japan", "US", "LDCs", "UPU", "Holy See", "reserves", "possibly also in OP2"] {
            assert!(text.contains(name), "{name} in {format}");
        }
        assert_eq!(text, written(&compiled(), format), "{format} is the same every time");
    }
}

fn bracketed(paragraph: &SheetParagraph) -> String {
    let mut text = String::new();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Run(run) => text.push_str(&run.text),
            Piece::Sign(sign) => text.push_str(sign),
            Piece::Names(by) => text.push_str(&names(by)),
            Piece::Tag(tag) => {
                let space = if text.is_empty() || text.ends_with(' ') { "" } else { " " };
                text.push_str(&format!("{space}{}", tag_words(tag, true)));
            }
        }
    }
    text
}

/// What a sheet prints in brackets is what the bracket text says, character for character.
#[test]
fn brackets_are_those_of_weave() {
    for sheet in [compiled(), annotated()] {
        for paragraph in &sheet.paragraphs {
            let woven = paragraph.woven.as_ref().expect("a woven paragraph");
            assert_eq!(bracketed(paragraph), inline(woven, &|actor| actor.to_string()));
        }
    }
}

#[test]
fn a_page_stands_alone() {
    for sheet in [clean(), compiled(), annotated()] {
        let page = written(&sheet, Format::Html);
        for foreign in ["http", "<script", "<link", "@import", "url(", "src="] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
        let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), once.len());
        for to in page.split("href=\"#").skip(1).filter_map(|p| p.split('"').next()) {
            assert!(ids.contains(&to), "{to} is somewhere on the page");
        }
    }
}

#[test]
fn shades_are_apart() {
    let mut sheet = compiled();
    let actor = sheet.actors[0].clone();
    for n in 0..30 {
        let id = ActorId::new(&format!("Actor {n}"));
        sheet.actors.push(chapeau::format::page::SheetActor { id, ..actor.clone() });
    }
    let shades = sheet.shades();
    let apart: std::collections::BTreeSet<_> = shades.values().collect();
    assert_eq!(apart.len(), shades.len());
}

/// Wishes of five actors anywhere in one paragraph: (from, length, words, actor, kind).
fn woven(wishes: &[(usize, usize, String, usize, u8)]) -> (Document, Compilation) {
    let text = " Calls upon the keepers of the lights\u{FFFC} to keep them <lit> & *bright* ";
    let sources = vec![source(Kind::Operative, "1.", text, 11, &["a"])];
    let document = Document::imported(sources, [(NoteId::of(&["a"]), "See 1.".into())].into());
    let meta = document.meta(0).expect("a paragraph");
    let words = document.words(0);
    let placed: Vec<Placed> = wishes
        .iter()
        .enumerate()
        .map(|(n, (from, len, with, actor, kind))| {
            let from = from % (words.len() + 1);
            let range = from..(from + len).min(words.len());
            let actor = ActorId::new(["EU", "US", "UPU", "A & B", "<i>"][actor % 5]);
            let quote = words.str(range.clone()).to_owned();
            let span = |range, quote| Span {
                paragraph: meta.id,
                range,
                quote,
                before: String::new(),
                after: String::new(),
            };
            let all = || span(0..words.len(), words.text().to_owned());
            let (wish, range) = match kind {
                0 => (Wish::DeleteParagraph { at: all() }, 0..words.len()),
                1 => (Wish::Reserve { at: span(range.clone(), quote) }, range),
                _ => {
                    let with = Fragment::plain(with);
                    (Wish::Replace { at: span(range.clone(), quote), with }, range)
                }
            };
            let proposal = Proposal::new(ProposalId(format!("p-{n}")), Hash::of(&[]), wish);
            let site = Site::Span(meta.id, range);
            Placed { actor, origin: Origin::Own, proposal: Arc::new(proposal), fate: Fate::Clean, site }
        })
        .collect();
    let compilation = compile(&document, &placed);
    (document, compilation)
}

proptest! {
    #[test]
    fn whatever_is_woven_is_printed(
        wishes in proptest::collection::vec((0..80usize, 0..20usize, "[ a-c<*\n]{0,6}", 0..5usize, 0..8u8), 0..7)
    ) {
        let (document, compilation) = woven(&wishes);
        let front = front(Markup::Compilation, Labels::Issued);
        let sheet = sheet(&document, Some(&compilation), &front);
        for paragraph in &sheet.paragraphs {
            let woven = paragraph.woven.as_ref().expect("a woven paragraph");
            prop_assert_eq!(bracketed(paragraph), inline(woven, &|actor| actor.to_string()));
            prop_assert_eq!(&paragraph.runs, &woven.runs());
        }
        // Elements are balanced, whatever crosses or nests.
        let page = written(&sheet, Format::Html);
        for element in ["ins", "del", "span", "b", "em", "mark", "sup", "p"] {
            let opened = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
            prop_assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{}", element);
        }
        prop_assert!(!page.contains("<i>") && !page.contains("<lit>"));
        // One paragraph a line.
        prop_assert_eq!(written(&sheet, Format::Txt).lines().filter(|l| !l.is_empty()).count(), 1 + 2);
    }
}
