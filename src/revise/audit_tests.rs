//! Tests of the audit, on made-up revisions.

use super::*;
use crate::text::{
    Fragment, Kind, NoteId, ParagraphId, Ranges, Source, Words, apply_all, delete, insert, join, move_after,
    replace, split,
};
use proptest::prelude::*;

const LINES: [&str; 4] = [
    "Welcomes the tide tables of the northern coast;",
    "Calls upon lighthouse keepers to burn clean oil;",
    "Requests the chandlers to report on hemp ropes;",
    "Notes that herring come later each year.",
];

fn document(lines: &[&str]) -> Document {
    let source =
        |t: &&str| Source { kind: Kind::Operative, issued: None, masthead: false, words: (*t).into() };
    Document::imported(lines.iter().map(source).collect(), Default::default())
}

fn id(document: &Document, at: usize) -> ParagraphId {
    document.meta(at).expect("there").id
}

fn words_in(document: &Document) -> usize {
    (0..document.len()).map(|at| count(&document.text(at))).sum()
}

/// A log under way.
struct Log {
    from: Document,
    to: Document,
    steps: Vec<(StepWhy, Vec<Change>)>,
}

impl Log {
    fn new() -> Self {
        Self { from: document(&LINES), to: document(&LINES), steps: Vec::new() }
    }

    fn step(&mut self, why: StepWhy, changes: Vec<Change>) {
        apply_all(&mut self.to, &changes).expect("fits");
        self.steps.push((why, changes));
    }

    fn audit(&self) -> Audit {
        let steps = self.steps.iter().map(|(why, changes)| AuditStep { why: why.clone(), changes });
        let input =
            AuditInput { from: &self.from, to: &self.to, steps: steps.collect(), proposals: Vec::new() };
        audit(&input)
    }
}

fn decision() -> StepWhy {
    StepWhy::Decision(1, vec!["UPU".to_owned()])
}

fn chair() -> StepWhy {
    StepWhy::Chair("spelling".to_owned())
}

fn texts(findings: &[Finding]) -> Vec<String> {
    let shown = |f: &Finding| {
        let label = f.label.clone().unwrap_or_default();
        format!("{label} {}{}", if f.removed { "-" } else { "+" }, f.text)
    };
    findings.iter().map(shown).collect()
}

#[test]
fn nothing_happened() {
    let log = Log::new();
    assert_eq!(log.audit(), Audit { kept: words_in(&log.from), ..Audit::default() });
}

#[test]
fn decisions_and_the_chair() {
    let mut log = Log::new();
    let first = id(&log.from, 0);
    let change = replace(&log.to, first, 24..24, &" and the charts".into(), "d");
    log.step(decision(), change);
    let change = replace(&log.to, id(&log.from, 1), 6..21, &"on".into(), "c");
    log.step(chair(), change);
    let change = delete(&log.to, id(&log.from, 3));
    log.step(decision(), change);
    let audit = log.audit();
    // Three words in, seven out.
    assert_eq!(audit.agreed, 10);
    assert_eq!(audit.unexplained, vec![]);
    assert_eq!(texts(&audit.edited), ["OP2 +on", "OP2 -upon lighthouse"]);
    assert!(audit.edited.iter().all(|f| f.why == "spelling"));
}

#[test]
fn words_put_in_beside_the_log_are_found() {
    let mut log = Log::new();
    let change = replace(&log.to, id(&log.from, 0), 8..12, &" all".into(), "d");
    log.step(decision(), change);
    let beside = replace(&log.to, id(&log.from, 2), 0..8, &"Urges".into(), "x");
    apply_all(&mut log.to, &beside).expect("fits");
    let audit = log.audit();
    assert_eq!(audit.agreed, 2);
    assert_eq!(texts(&audit.unexplained), ["OP3 +Urges", "OP3 -Requests"]);
}

#[test]
fn a_log_that_claims_too_much_is_found() {
    let mut log = Log::new();
    let claim = replace(&log.to, id(&log.from, 0), 8..8, &" twice".into(), "d");
    log.steps.push((decision(), claim));
    assert_eq!(texts(&log.audit().unexplained), ["OP1 -twice"]);
    let mut log = Log::new();
    let misfit = replace(&document(&["other"]), id(&document(&["other"]), 0), 0..5, &"x".into(), "d");
    log.steps.push((decision(), misfit));
    assert_eq!(log.audit().kept, words_in(&log.from));
}

#[test]
fn moved_joined_and_cut_up() {
    let mut log = Log::new();
    let change = move_after(&log.to, id(&log.from, 0), Some(id(&log.from, 2)));
    log.step(decision(), change);
    let audit = log.audit();
    assert_eq!((audit.moved, audit.kept), (count(LINES[0]), words_in(&log.from) - count(LINES[0])));
    let back = move_after(&log.to, id(&log.from, 0), None);
    log.step(chair(), back);
    assert_eq!(log.audit().kept, words_in(&log.from));
    let change = join(&log.to, id(&log.from, 2));
    log.step(decision(), change);
    let audit = log.audit();
    assert_eq!((audit.merged, audit.unexplained), (count(LINES[3]), vec![]));
    let mut log = Log::new();
    let change = split(&log.to, id(&log.from, 0), 18, "s");
    log.step(chair(), change);
    assert_eq!((log.audit().kept, log.audit().edited), (words_in(&log.from), vec![]));
}

#[test]
fn another_order_without_a_move_is_unexplained() {
    let mut log = Log::new();
    let change = move_after(&log.to, id(&log.from, 0), None);
    assert!(change.is_empty());
    let change = move_after(&log.to, id(&log.from, 3), None);
    apply_all(&mut log.to, &change).expect("fits");
    assert_eq!(texts(&log.audit().unexplained), [format!("OP4 +{}", LINES[3])]);
}

#[test]
fn a_revision_from_outside() {
    let from = document(&LINES);
    let to = document(&[LINES[0], "Calls upon harbour masters to burn clean oil;", LINES[3]]);
    let input = AuditInput { from: &from, to: &to, steps: vec![], proposals: vec![] };
    let result = audit(&input);
    let mut all = texts(&result.unexplained);
    all.sort();
    assert_eq!(all, ["OP2 +harbour masters", "OP2 -lighthouse keepers", &format!("OP3 -{}", LINES[2])]);
    assert_eq!(result.kept, words_in(&to) - 2);
}

#[test]
fn issuing_only_gives_labels() {
    let mut log = Log::new();
    let change = replace(&log.to, id(&log.from, 0), 8..8, &" also".into(), "d");
    log.step(StepWhy::Issue, change);
    assert_eq!(texts(&log.audit().unexplained), ["OP1 +also"]);
}

fn noted(text: &str, note: Option<&str>) -> Document {
    let ids: Vec<NoteId> = note.map(|_| NoteId::of(&["n"])).into_iter().collect();
    let words = Words::new(text, Ranges::default(), Ranges::default(), ids.clone());
    let source = Source { kind: Kind::Operative, issued: None, masthead: false, words };
    Document::imported(vec![source], ids.into_iter().zip(note.map(str::to_owned)).collect())
}

#[test]
fn notes_are_words_too() {
    let from = noted("Notes the tide\u{FFFC}.", Some("See the old tables."));
    let to = noted("Notes the tide.", None);
    let input = AuditInput { from: &from, to: &to, steps: vec![], proposals: vec![] };
    assert_eq!(texts(&audit(&input).unexplained), ["note 1 -See the old tables."]);
    let changes = replace(&from, id(&from, 0), 9..15, &" ebb".into(), "d");
    let mut decided = from.clone();
    apply_all(&mut decided, &changes).expect("fits");
    let steps = vec![AuditStep { why: decision(), changes: &changes }];
    let result = audit(&AuditInput { from: &from, to: &decided, steps, proposals: vec![] });
    assert_eq!((result.agreed, result.unexplained), (2 + 4, vec![]));
    let change = [Change::Note {
        id: NoteId::of(&["n"]),
        was: Some("See the old tables.".into()),
        now: Some("See the new tables.".into()),
    }];
    let mut newer = from.clone();
    apply_all(&mut newer, &change).expect("fits");
    let steps = vec![AuditStep { why: chair(), changes: &change }];
    let result = audit(&AuditInput { from: &from, to: &newer, steps, proposals: vec![] });
    assert_eq!(texts(&result.edited), ["note 1 +new", "note 1 -old"]);
}

#[test]
fn every_proposal_has_an_outcome() {
    let of = |state, outcome, fate| AuditProposal {
        id: ProposalId("UPU-1".into()),
        actor: ActorId::new("UPU"),
        state,
        outcome,
        fate,
        words: "two words".into(),
        quote: String::new(),
    };
    use weave::Fate::*;
    for (proposal, told) in [
        (of(State::Withdrawn, None, Clean), "withdrawn"),
        (of(State::Withdrawn, Some(Outcome::Bracket), Clean), "withdrawn"),
        (of(State::Withdrawn, Some(Outcome::Accept), Clean), "accepted"),
        (of(State::Withdrawn, Some(Outcome::Reject), Clean), "rejected"),
        (of(State::Open, Some(Outcome::Accept), Reflected), "accepted"),
        (of(State::Open, Some(Outcome::AcceptAs), Damaged), "accepted as modified"),
        (of(State::Open, Some(Outcome::Bracket), Clean), "kept in brackets"),
        (of(State::Open, Some(Outcome::Reject), Clean), "rejected"),
        (of(State::Open, Some(Outcome::Defer), Clean), "carried over"),
        (of(State::Open, None, Reflected), "reflected"),
        (of(State::Open, None, Damaged), "damaged"),
        (of(State::Open, None, Orphan), "orphan"),
    ] {
        assert_eq!(became(&proposal), told);
    }
    let document = document(&LINES);
    let proposals = vec![of(State::Withdrawn, None, Clean), of(State::Open, Some(Outcome::Reject), Clean)];
    let result = audit(&AuditInput { from: &document, to: &document, steps: vec![], proposals });
    assert_eq!((result.withdrawn, result.rejected, result.proposals.len()), (2, 2, 2));
}

proptest! {
    /// Every word of the newer text and every word gone from the older one is in exactly one
    /// class, whatever the log did.
    #[test]
    fn the_account_is_complete(ops in prop::collection::vec((0u8..7, 0usize..6, 0usize..40, 0usize..20, any::<bool>()), 0..10)) {
        let mut log = Log::new();
        for (n, (what, at, pos, len, agreed)) in ops.into_iter().enumerate() {
            if log.to.is_empty() { break }
            let here = id(&log.to, at.min(log.to.len() - 1));
            let salt = n.to_string();
            let changes = match what {
                0 => replace(&log.to, here, pos..pos + len, &" new words ".into(), &salt),
                1 => replace(&log.to, here, pos..pos, &"x".into(), &salt),
                2 => split(&log.to, here, pos.max(1), &salt),
                3 => join(&log.to, here),
                4 => move_after(&log.to, here, None),
                5 => insert(&log.to, at.min(log.to.len()), Kind::Operative, &Fragment::plain("Thanks all;\nBlames none;"), &salt),
                _ => delete(&log.to, here),
            };
            let why = if agreed { decision() } else { chair() };
            log.step(why, changes);
        }
        let result = log.audit();
        prop_assert_eq!(&result.unexplained, &vec![]);
        let entered = result.kept + result.moved + result.merged + result.agreed;
        let edited = |removed: bool| result.edited.iter().filter(|f| f.removed == removed).map(|f| count(&f.text)).sum::<usize>();
        // Kept, moved and merged words are in both texts; all others in one of them.
        let both = result.kept + result.moved + result.merged;
        let all = words_in(&log.to) + words_in(&log.from) - both;
        prop_assert_eq!(entered + edited(true) + edited(false), all);
    }

    /// A word put in or taken out beside any log is found, with its paragraph.
    #[test]
    fn nothing_gets_past(ops in prop::collection::vec((0usize..4, 0usize..40, 0usize..20), 0..5), at in 0usize..4, pos in 0usize..30) {
        let mut log = Log::new();
        for (n, (at, pos, len)) in ops.into_iter().enumerate() {
            let changes = replace(&log.to, id(&log.from, at), pos..pos + len, &" new words ".into(), &n.to_string());
            log.step(decision(), changes);
        }
        let here = id(&log.from, at);
        let before = log.to.text(at);
        let put = replace(&log.to, here, pos..pos, &" zebra ".into(), "x");
        apply_all(&mut log.to, &put).expect("fits");
        let found = log.audit().unexplained;
        let label = Some(format!("OP{}", at + 1));
        prop_assert!(found.iter().any(|f| f.text.contains("zebra") && !f.removed && f.label == label), "{found:?}");
        let set = crate::text::ChangeSet::replace(&log.to.words(at), 0..usize::MAX, Words::plain(&before));
        apply_all(&mut log.to, &[Change::Edit { id: here, set }]).expect("fits");
        prop_assert_eq!(log.audit().unexplained, vec![]);
        let gone = delete(&log.to, here);
        apply_all(&mut log.to, &gone).expect("fits");
        let found = log.audit().unexplained;
        prop_assert!(found.iter().all(|f| f.removed) && !found.is_empty());
    }
}
