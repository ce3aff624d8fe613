//! Tests of sources with marks, on little texts of our own.

use super::super::marked::*;
use super::notation::marked;
use super::*;
use crate::record::{Proposal, Wish};
use crate::text::{Kind, Source};

pub(super) fn document(lines: &[&str]) -> Document {
    let source = |line: &&str| {
        let (issued, text) = line.split_once('|').map_or((None, *line), |(i, t)| (Some(i.to_owned()), t));
        let kind = match issued.as_deref() {
            Some("h") => Kind::Heading,
            _ => Kind::Operative,
        };
        Source { kind, issued: issued.filter(|i| i.ends_with('.')), masthead: false, words: text.into() }
    };
    Document::imported(lines.iter().map(source).collect(), Default::default())
}

/// "EU, Japan" is the two of them; names with a question mark are nobody.
pub(super) fn everybody(copy: &Marked) -> BTreeMap<String, BTreeSet<ActorId>> {
    let names = authors(copy).into_keys().filter(|n| !n.contains('?'));
    names.map(|n| (n.clone(), n.split(',').map(|a| ActorId::new(a.trim())).collect())).collect()
}

pub(super) fn take(base: &Document, copy: &Marked, sender: Option<&str>) -> FromMarked {
    let actor = sender.map(|name| crate::record::resolve(name, &[]));
    let input = MarkedInput {
        base,
        hash: base.hash(),
        title: "Harbours",
        copy,
        sender: actor.as_ref(),
        authors: &everybody(copy),
        return_number: 1,
    };
    from_marked(&input)
}

fn said(base: &Document, proposal: &Proposal) -> String {
    let bundle = if proposal.bundle.is_some() { " (bundle)" } else { "" };
    let kind = match &proposal.wish {
        Wish::InsertParagraph { kind, label, .. } => format!(" as {kind} {label}"),
        _ => String::new(),
    };
    format!("{}{kind}{bundle}", tell::wish(base, &proposal.wish))
}

/// All that is taken: "EU: OP1: “a” becomes “b”", comments behind the proposals.
pub(super) fn told(base: &Document, result: &FromMarked) -> Vec<String> {
    let mut out = Vec::new();
    for (actor, strand) in &result.strands {
        let mut own: Vec<String> = strand.proposals.values().map(|p| said(base, p)).collect();
        own.extend(strand.comments.values().map(|c| {
            let at = c.at.as_ref().map(|at| format!("{}[{}]", tell::called(base, at.paragraph), at.quote));
            let reply = if c.reply_to.is_some() { " re" } else { "" };
            let done = if c.resolved { " done" } else { "" };
            format!("{}{reply}{done} says {}", at.unwrap_or("all".into()), c.text)
        }));
        own.sort();
        out.extend(own.into_iter().map(|text| format!("{actor}: {text}")));
    }
    out
}

fn taken(base: &[&str], copy: &[&str]) -> Vec<String> {
    let base = document(base);
    let copy = marked(copy);
    let result = take(&base, &copy, None);
    let mut out = told(&base, &result);
    out.extend(result.untaken.iter().map(|t| format!("untaken {t}")));
    out.extend(result.warnings.iter().map(|t| format!("warning {t}")));
    let rejected = copy.view(Side::Rejected);
    assert_eq!(
        rejected.paragraphs.iter().map(|p| p.words.text().trim().to_owned()).collect::<Vec<_>>(),
        (0..base.len()).map(|at| base.text(at)).collect::<Vec<_>>()
    );
    out
}

const TWO: [&str; 2] = ["1.|We sail at dawn.", "2.|We row at dusk."];

#[test]
fn words_in_their_places() {
    let copy = ["1.|We {-EU:sail-}{+EU:drift+} at {+Japan:red +}dawn.", "2.|We {-EU, Japan:row -}at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        [
            "EU: OP1: “sail” becomes “drift”",
            "EU: OP2: “row ” is taken out",
            "Japan: OP1: “red ” is put in",
            "Japan: OP2: “row ” is taken out",
        ]
        .map(|s| s.replace("row ”", "row”").replace("red ”", "red”"))
    );
}

#[test]
fn rivals_over_one_span_are_told_apart() {
    let copy = ["1.|We {-EU, Japan:sail-}{+EU:drift+}{+Japan:glide+} at dawn.", "2.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: OP1: “sail” becomes “drift”", "Japan: OP1: “sail” becomes “glide”"]);
    // Inside what one takes out another puts something in.
    let copy = ["1.|We {-EU:sail -}{+Japan:{-EU:fast -}+}{-EU:at -}dawn.", "2.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: OP1: “sail at” is taken out", "Japan: OP1: “fast” is put in"]);
    // Two wishes of one, the second also another's.
    let copy = ["1.|We {+EU:all +}{-EU, Japan:sail-}{+EU, Japan:drift+} at dawn.", "2.|We row at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        ["EU: OP1: “all” is put in", "EU: OP1: “sail” becomes “drift”", "Japan: OP1: “sail” becomes “drift”"]
    );
}

#[test]
fn another_s_words_are_amended() {
    let copy =
        ["1.|We sail{+EU: {-US:very -}fast+} at dawn.", "2.|We row{+EU: away{+US: home+} now+} at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        [
            "EU: OP1: “very fast” is put in",
            "EU: OP2: “away now” is put in",
            "US: OP1: “fast” is put in",
            "US: OP2: “away home now” is put in",
        ]
    );
    let copy = ["1.|We sail{+EU:{-US: fast-}+} at dawn.", "2.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: OP1: “fast” is put in", "US: OP1[] says Delete “fast” (EU)."]);
    let copy = ["1.|We sail{+EU:{-EU: fast-}+} at dawn.", "2.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), Vec::<String>::new());
}

#[test]
fn whole_paragraphs() {
    let copy = [
        "1.|We sail at dawn.",
        "1 bis.|{+EU:We rest.+}¶+EU",
        "p|{+EU:We eat.+}¶+EU",
        "2.|{-US:We row at dusk.-}¶-US",
    ];
    assert_eq!(
        taken(&TWO, &copy),
        ["EU: “We rest.\nWe eat.” is a new paragraph after OP1 as operative 1 bis", "US: OP2 is taken out"]
    );
    // Enter at the end of a paragraph, as Word has it.
    let copy = ["1.|We sail at dawn{+EU:, all of us+}.¶+EU", "2.|{+EU:We rest.+}", "3.|We row at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        [
            "EU: OP1: “, all of us” is put in",
            "EU: “We rest.” is a new paragraph after OP1 as operative OP1 bis"
        ]
    );
    // The words without the end: nothing is left of it.
    assert_eq!(taken(&TWO, &["1.|{-EU:We sail at dawn.-}", "2.|We row at dusk."]), ["EU: OP1 is taken out"]);
    // From the end of one to the end of the next.
    let copy = ["1.|We sail at dawn.¶-EU", "2.|{-EU:We row at dusk.-}"];
    assert_eq!(taken(&TWO, &copy), ["EU: OP2 is taken out"]);
    // Written into an empty line.
    let copy = ["1.|We sail at dawn.", "p|{+EU:We rest.+}", "", "2.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: “We rest.” is a new paragraph after OP1 as operative OP1 bis"]);
    // Taken out and put in.
    let copy = ["1.|{-EU:We sail at dawn.-}¶-EU", "1.|{+EU:We fly.+}¶+EU", "2.|We row at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        ["EU: OP1 is taken out", "EU: “We fly.” is a new paragraph after OP1 as operative OP1 bis"]
    );
}

#[test]
fn cut_and_joined() {
    let copy = ["1.|We sail{-EU: -}¶+EU", "2.|at {+EU:red +}dawn.", "3.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: OP1 is cut in two before “at dawn.”", "EU: OP1: “red” is put in"]);
    let copy = ["1.|We sail{+EU:;+}¶+EU", "2.| at dawn.", "3.|We row at dusk."];
    assert_eq!(taken(&TWO, &copy), ["EU: OP1: “;\n” is put in"].map(|s| s.replace("\n”", "”")));
    let copy = ["1.|We sail at dawn{-EU:.-}¶-EU", "2.|{-EU:We-}{+EU: and+} row at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        ["EU: OP1 is joined with OP2", "EU: OP1: “.” becomes “and”", "EU: OP2: “We” is taken out"]
    );
    let three = ["1.|We sail.", "2.|We row.", "3.|We swim."];
    let copy = ["1.|We sail.¶-EU", "2.|{-EU:We row.-}¶-EU", "3.|{-EU:We -}swim."];
    assert_eq!(
        taken(&three, &copy),
        ["EU: OP1 is joined with OP3", "EU: OP2 is taken out", "EU: OP3: “We” is taken out"]
    );
}

#[test]
fn moved() {
    let three = ["1.|We sail.", "2.|We row.", "3.|We swim."];
    let copy =
        ["1.|{-EU~a:We sail.-}¶-EU~a", "2.|We row.", "3.|We swim.", "1.|{+EU~a:We sail{+US: all+}.+}¶+EU~a"];
    // The notation has one author for each: what US writes in there is US's alone.
    assert_eq!(taken(&three, &copy), ["EU: OP1 is moved after OP3", "US: OP1: “all” is put in"]);
    let copy = [
        "1.|{-EU~a:We sail.-}¶-EU~a",
        "2.|We row.",
        "1.|{+EU~a:We {-EU:sail-}+}{+EU:fly+}{+EU~a:.+}¶+EU~a",
        "3.|We swim.",
    ];
    assert_eq!(taken(&three, &copy), ["EU: OP1 is moved after OP2", "EU: OP1: “sail” becomes “fly”"]);
    // Without its other end it is a deletion.
    let copy = ["1.|{-EU~a:We sail.-}¶-EU~a", "2.|We row.", "3.|We swim."];
    assert_eq!(taken(&three, &copy), ["EU: OP1 is taken out"]);
    // Words.
    let copy = ["1.|We {-EU~b:sail-}.", "2.|We row{+EU~b: sail+}.", "3.|We swim."];
    assert_eq!(
        taken(&three, &copy),
        ["EU: OP1: “sail” is taken out (bundle)", "EU: OP2: “sail” is put in (bundle)"]
    );
}

#[test]
fn nobody_and_nothing() {
    let copy = ["1.|We {-who?:sail-}{+who?:drift+} at dawn.", "2.|We row at dusk."];
    assert_eq!(
        taken(&TWO, &copy),
        [
            "untaken 1 change by “who?”, of whom nobody has said who it is.",
            "untaken By “who?”: OP1: “sail” becomes “drift”."
        ]
    );
    assert_eq!(taken(&TWO, &TWO), Vec::<String>::new());
    assert_eq!(authors(&marked(&copy))["who?"], Authored { changes: 1, comments: 0 });
}

#[test]
fn what_was_changed_without_tracking() {
    let base = document(&TWO);
    let copy = marked(&["1.|We all {-EU:sail-}{+EU:drift+} at dawn.", "2.|We row at dusk and later."]);
    let result = take(&base, &copy, Some("UPU"));
    assert_eq!(
        told(&base, &result),
        ["EU: OP1: “sail” becomes “drift”", "UPU: OP1: “all” is put in", "UPU: OP2: “and later” is put in",]
    );
    let result = take(&base, &copy, None);
    assert_eq!((told(&base, &result).len(), result.untaken.len()), (1, 2));
    // The sender took out part of what the sender had put in.
    let copy = marked(&["1.|We all {-UPU:and sundry -}sail at dawn.", "2.|We row at dusk."]);
    assert_eq!(told(&base, &take(&base, &copy, Some("UPU"))), ["UPU: OP1: “all” is put in"]);
}

#[test]
fn tracked_in_a_paragraph_that_was_not() {
    let base = document(&TWO);
    let copy =
        marked(&["1.|We sail at dawn.", "1 bis.|We {-UPU:always -}{+EU:all +}rest.", "2.|We row at dusk."]);
    assert_eq!(
        told(&base, &take(&base, &copy, Some("UPU"))),
        [
            "EU: “We always all rest.” is a new paragraph after OP1 as operative 1 bis",
            "UPU: “We rest.” is a new paragraph after OP1 as operative 1 bis",
        ]
    );
}

#[test]
fn one_actor_s_own_copy_says_wishes_in_brackets() {
    let base = document(&TWO);
    let copy = marked(&[
        "1.|We sail at dawn. [UPU reserves] [UPU: move after OP2]",
        "2.|We row now at dusk. [UPU reserves on “at dusk”] [EU reserves]",
    ]);
    assert_eq!(
        told(&base, &take(&base, &copy, Some("UPU"))),
        [
            "UPU: OP1 is moved after OP2",
            "UPU: OP1 is reserved",
            "UPU: OP2: “[UPU reserves on “at dusk”] [EU reserves]” is put in",
            "UPU: OP2: “now” is put in",
        ]
    );
    let copy = marked(&["1.|We sail at dawn.", "2.|We row now at dusk. [UPU reserves on “at dusk”]"]);
    assert_eq!(
        told(&base, &take(&base, &copy, Some("UPU"))),
        ["UPU: OP2 is reserved", "UPU: OP2: “now” is put in"]
    );
}

#[test]
fn struck_words_and_bold_ones() {
    let base = document(&TWO);
    let mut copy = marked(&["1.|We sail at dawn.", "2.|We row at dusk. We rest. /possibly also in OP1/"]);
    copy.paragraphs[0].runs = ["We ", "sail ", "at dawn."]
        .map(|t| MarkedRun {
            text: t.into(),
            look: Look { struck: t == "sail ", bold: t == "at dawn.", ..Look::default() },
            ..MarkedRun::default()
        })
        .into();
    let result = take(&base, &copy, Some("UPU"));
    assert_eq!(
        told(&base, &result),
        [
            "UPU: OP1: “sail” is taken out",
            "UPU: OP2: “We rest.” is put in",
            "UPU: OP2: “possibly also in OP1”"
        ]
    );
    assert_eq!(result.formatting.len(), 1, "{:?}", result.formatting);
    assert_eq!(
        taken(&TWO, &["1.|We sail at dawn.{+UPU: We rest. /possibly also in OP2/+}", "2.|We row at dusk."]),
        ["UPU: OP1: “We rest.” is put in", "UPU: OP1: “possibly also in OP2”"]
    );
}

fn thread(at: (usize, usize, usize), said: &[(&str, &str)]) -> MarkedThread {
    let place = |at| MarkedPlace { paragraph: at, at: 0 };
    let (start, end) = (place(at.0), place(at.0));
    let remark = |(by, text): &(&str, &str)| Remark { by: (*by).into(), date: None, text: (*text).into() };
    MarkedThread {
        at: Some((MarkedPlace { at: at.1, ..start }, MarkedPlace { at: at.2, ..end })),
        resolved: false,
        said: said.iter().map(remark).collect(),
    }
}

#[test]
fn comments_and_remarks() {
    let base = document(&TWO);
    let mut copy = marked(&["1.|We {+EU:all +}sail at dawn.", "2.|We row at dusk."]);
    copy.threads = vec![
        thread((0, 7, 11), &[("EU", "Why?"), ("US", "Because."), ("who?", "No.")]),
        thread((0, 7, 11), &[("EU", "Why?")]),
        thread((0, 3, 6), &[("US", "Who?")]),
        thread((1, 0, 15), &[("EU, Japan", "reserves")]),
        thread((1, 0, 0), &[("Japan", "[Japan: move after OP1]")]),
        thread((1, 7, 7), &[("US", "split before “at dusk.”")]),
        thread((1, 7, 7), &[("US", "split before “dusk.”")]),
        thread((0, 3, 3), &[("EU", "/possibly also in OP2/")]),
    ];
    copy.threads[1].resolved = true;
    let result = take(&base, &copy, None);
    assert_eq!(
        told(&base, &result),
        [
            "EU: OP1: “all” is put in",
            "EU: OP1: “possibly also in OP2”",
            "EU: OP1[sail] done says Why?",
            "EU: OP1[sail] says Why?",
            "EU: OP2 is reserved",
            "Japan: OP2 is moved after OP1",
            "Japan: OP2 is reserved",
            "US: OP1[] says On “all”: Who?",
            "US: OP1[sail] re says Because.",
            "US: OP2 is cut in two before “at dusk.”",
            "US: OP2[] says split before “dusk.”",
        ]
    );
    assert_eq!(result.untaken.len(), 1, "{:?}", result.untaken);
}

#[test]
fn a_word_about_a_word_is_a_comment() {
    let base = document(&TWO);
    let mut copy = marked(&TWO);
    copy.threads = vec![
        thread((0, 3, 7), &[("Japan", "delete")]),
        thread((0, 3, 7), &[("US", "reserves")]),
        thread((0, 3, 7), &[("EU", "Delete this paragraph.")]),
        thread((0, 3, 3), &[("UPU", "reserves")]),
        thread((0, 3, 7), &[("Chile", "[Chile reserves]")]),
        thread((1, 0, 15), &[("Japan", "delete"), ("US", "No.")]),
        thread((1, 0, 99), &[("US", "reserves")]),
        thread((1, 3, 6), &[("EU", "[EU: delete]")]),
    ];
    let result = take(&base, &copy, None);
    let all = told(&base, &result);
    let expected = [
        "Chile: OP1 is reserved",
        "EU: OP1[sail] says Delete this paragraph.",
        "EU: OP2 is taken out",
        "Japan: OP1[sail] says delete",
        "Japan: OP2 is taken out",
        "UPU: OP1 is reserved",
        "US: OP1[sail] says reserves",
        "US: OP2 is reserved",
    ];
    let answer = "US: OP2[We row at dusk.] says In answer to “delete” (Japan): No.";
    let (answers, rest): (Vec<&str>, Vec<&str>) =
        all.iter().map(String::as_str).partition(|line| *line == answer);
    assert_eq!((answers.len(), rest), (1, expected.to_vec()));
}

#[test]
fn that_a_thread_is_settled_is_never_lost() {
    let base = document(&TWO);
    let mut copy = marked(&TWO);
    copy.threads = vec![
        thread((1, 0, 15), &[("Japan", "delete")]),
        thread((0, 3, 7), &[("who?", "Why?"), ("EU", "Because.")]),
        thread((0, 3, 7), &[("EU", "When?")]),
    ];
    copy.threads.iter_mut().for_each(|t| t.resolved = true);
    let result = take(&base, &copy, None);
    assert_eq!(
        told(&base, &result),
        [
            "EU: OP1[sail] done says When?",
            "EU: OP1[sail] says In answer to “Why?” (who?): Because.",
            "Japan: OP2 is taken out"
        ]
    );
    assert!(result.untaken[0].contains("marked as settled"), "{:?}", result.untaken);
    assert!(result.warnings[0].contains("“delete” by Japan on OP2"), "{:?}", result.warnings);
}

#[test]
fn only_the_comment_that_names_its_own_list_is_no_comment() {
    let base = document(&TWO);
    let all = (0..40).map(|n| format!("Member {n}")).collect::<Vec<_>>().join(", ");
    let (name, full) = (cut_list(&all), list_in_full(&all));
    let mut copy = marked(&TWO);
    copy.threads = vec![
        thread((0, 0, 15), &[(name.as_str(), full.as_str())]),
        thread((0, 0, 15), &[(name.as_str(), "All of them: EU")]),
        thread((0, 0, 15), &[("EU", full.as_str())]),
    ];
    let input = MarkedInput {
        base: &base,
        hash: base.hash(),
        title: "Harbours",
        copy: &copy,
        sender: None,
        authors: &[(name.clone(), "Japan"), ("EU".into(), "EU")]
            .map(|(name, id)| (name, BTreeSet::from([ActorId::new(id)])))
            .into(),
        return_number: 1,
    };
    let place = "OP1[We sail at dawn]";
    let said = [format!("EU: {place} says {full}"), format!("Japan: {place} says All of them: EU")];
    assert_eq!(told(&base, &from_marked(&input)), said);
}

/// Work grows with the size: were it with its square, this would not end in any patience.
#[test]
fn a_long_passage_with_many_remarks() {
    let base = document(&TWO);
    let long = "tide ".repeat(10_000);
    let line = format!("1.|We {{-EU:sail-}}{{+EU:{long}+}} at dawn.");
    let mut copy = marked(&[line.as_str(), TWO[1]]);
    copy.threads = vec![thread((0, 0, 50_000), &[("EU", "Why?")]); 1_000];
    copy.threads.push(thread((0, 10, 50_000), &[("EU", "Why?")]));
    let result = take(&base, &copy, None);
    let strand = &result.strands[&ActorId::new("EU")];
    assert_eq!((strand.proposals.len(), strand.comments.len()), (1, 1_001));
    let quoted = strand.comments.values().find(|c| c.text.starts_with("On “")).expect("a quotation");
    assert!(quoted.text.ends_with("…”: Why?") && quoted.text.chars().count() < 1_100);
}

#[test]
fn a_file_s_own_names_find_their_paragraphs() {
    let base = document(&["1.|Notes the tide.", "2.|Notes the tide.", "3.|Welcomes the ebb."]);
    let mut copy = marked(&["Notes the {+EU:red +}tide."]);
    copy.paragraphs[0].id = base.meta(1).map(|m| m.id);
    assert_eq!(told(&base, &take(&base, &copy, None)), ["EU: OP2: “red” is put in"]);
    // Never against the words.
    copy.paragraphs[0].id = base.meta(2).map(|m| m.id);
    assert_eq!(told(&base, &take(&base, &copy, None)), ["EU: OP1: “red” is put in"]);
}

#[test]
fn both_sides_of_a_source() {
    let copy = marked(&[
        "1.|We {-EU:sail-}{+EU:drift+}.¶-US",
        "2.|We row.",
        "3.|{+EU:New.+}¶+EU",
        "4.|{-EU:Old.-}¶-EU",
    ]);
    let texts = |side| {
        let view = copy.view(side);
        view.paragraphs.iter().map(|p| p.words.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts(Side::Accepted), ["We drift.We row.", "New."]);
    assert_eq!(texts(Side::Rejected), ["We sail.", "We row.", "Old."]);
}

/// Of a file in which nothing stands, whoever put the ends in.
#[test]
fn words_that_stand_alone_are_a_new_paragraph() {
    let trace = |by: &str| Tracked { put: Some(Trace { by: by.into(), ..Trace::default() }), gone: None };
    let run = MarkedRun { text: "We drift.".into(), tracked: trace("EU"), ..MarkedRun::default() };
    let paragraph = MarkedParagraph {
        kind: Kind::Operative,
        runs: vec![run],
        end: trace("US"),
        ..MarkedParagraph::default()
    };
    let copy = Marked { paragraphs: vec![paragraph], ..Marked::default() };
    let base = document(&TWO);
    let all = told(&base, &take(&base, &copy, Some("EU")));
    assert!(all.len() == 1 && all[0].contains("We drift."), "{all:?}");
}
