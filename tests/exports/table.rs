//! A small invented negotiation, with compilations built by hand.

use chapeau::record::{ActorId, Proposal, ProposalId, Wish};
use chapeau::text::{Document, Fragment, Hash, Kind, NoteId, Ranges, Source, Words};
use chapeau::weave::{
    Arm, Change, Compilation, CompiledParagraph, Fate, From, Group, GroupId, Node, Of, Site, Tag,
};
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn source(kind: Kind, issued: &str, text: &str, italic: usize, notes: &[&str]) -> Source {
    let notes = notes.iter().map(|n| NoteId::of(&[n])).collect();
    let words = Words::new(text, Ranges::new(vec![0..italic]), Ranges::default(), notes);
    let issued = (!issued.is_empty()).then(|| issued.to_owned());
    Source { kind, issued, masthead: false, words }
}

fn masthead(text: &str) -> Source {
    Source { masthead: true, ..source(Kind::Plain, "", text, 0, &[]) }
}

/// A resolution on lighthouses, with notes, sub-paragraphs, an annex and awkward signs.
pub fn resolution() -> Document {
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
            voices: Vec::new(),
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
            Node::Change(Change {
                range: from..to,
                old: vec![Node::Text(from..to)],
                arms,
                crossing,
                kept: Vec::new(),
            }),
            Node::Text(to..end),
        ];
        self.woven.entry(at).or_default().0 = nodes;
    }

    /// Puts words in after `words`.
    fn insert(&mut self, start: &str, words: &str, arms: Vec<Arm>) {
        let at = self.at(start);
        let text = self.document.text(at);
        let from = text[..text.find(words).expect("the words") + words.len()].chars().count();
        let change = Change { range: from..from, old: Vec::new(), arms, crossing: false, kept: Vec::new() };
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
        let change =
            Node::Change(Change { range: 0..0, old: Vec::new(), arms, crossing: false, kept: Vec::new() });
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
    Arm { group, by, from, with, whole: false, stances: Vec::new(), nodes: Vec::new() }
}

/// What several delegations make of it.
pub fn compilation(document: &Document) -> Compilation {
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
pub fn annotation(document: &Document) -> Compilation {
    let mut table = Table::new(document);
    let arms = vec![table.arm("g-1", &["UPU"], " and *postmen*")];
    table.insert("Keep the lamps", "lamps", arms);
    let arms = vec![table.arm("g-2", &["UPU"], "letters")];
    table.change("Count the ships", "ships", arms, false);
    table.tag("Count the ships", "g-3", &["UPU"], "placement", "possibly also in OP2");
    table.compiled()
}
