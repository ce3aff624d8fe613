//! The JSON of the command line. Keys are a contract: they may be added to, never changed.

use crate::app::View;
use crate::app::export::text_of;
use crate::app::imports::{Marks, name as side_name};
use crate::app::names::{Names, Veil, beside};
use crate::app::returns::Told;
use crate::app::veiled::Veiled;
use crate::format::page::Labels;
use crate::project::{Decided, Merged, Project, all_placed, voices_on};
use crate::record::{ActorId, Comment, Position, Proposal, Stance, Wish};
use crate::text::{Document, Label, Meta, NoteId, ParagraphId, resolution};
use crate::weave::{self, CompiledParagraph, Group, GroupId, Of, Placed};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The labels of a document, by paragraph.
pub(super) fn label_map(document: &Document, labels: Labels) -> BTreeMap<ParagraphId, Value> {
    let computed = resolution(document);
    let metas = document.metas().zip(computed);
    metas.map(|(m, printed)| (m.id, label(m, printed, labels))).collect()
}

fn label(meta: &Meta, printed: Option<String>, labels: Labels) -> Value {
    if !meta.kind.is_labelled() {
        return Value::Null;
    }
    match labels {
        Labels::Negotiation => meta.label.as_ref().map(|l| l.to_string()).into(),
        Labels::Issued => meta.issued.clone().into(),
        Labels::Resolution => printed.into(),
    }
}

/// `show`
pub(super) fn show(project: &Project, view: &View, labels: Labels, revision: &str, names: Names) -> Value {
    let veil = Veil::of(project, names);
    let (document, placed) = text_of(project, view);
    let shown = Shown {
        project,
        labels: label_map(&document, labels),
        numbers: document.note_order().into_iter().zip(1..).collect(),
        document: &document,
        compilation: veil.compilation(weave::compile(&document, &placed)),
        veil: &veil,
    };
    let everything = all_placed(project);
    let groups = group_names(project, &everything);
    let notes = shown.numbers.iter().map(|(id, n)| (*n, shown.document.note(*id).unwrap_or_default()));
    let mut notes: Vec<(usize, &str)> = notes.collect();
    notes.sort_unstable();
    let working = label_map(&project.working, labels);
    let mut out = json!({
        "title": project.head.title,
        "symbol": project.head.symbol,
        "revision": revision,
        "paragraphs": shown.compilation.paragraphs.iter().map(|p| shown.paragraph(p)).collect::<Vec<_>>(),
        "notes": notes.iter().map(|(n, text)| json!({"number": n, "text": text})).collect::<Vec<_>>(),
        "proposals": proposals(project, &everything, &groups, &working),
        "placements": placements(project, &working),
        "actors": actors(project),
    });
    for (name, said) in [("positions", positions(project)), ("comments", comments(project, &working))] {
        if let (false, Some(map)) = (said.is_empty(), out.as_object_mut()) {
            map.insert(name.to_owned(), said.into());
        }
    }
    veiled(project, &veil, &mut out);
    out
}

/// Gives the JSON of a project the names that are shown.
pub(super) fn veiled(project: &Project, veil: &Veil, out: &mut Value) {
    if veil.is_open() {
        return;
    }
    for list in ["proposals", "positions"] {
        for one in out.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(map) = one.as_object_mut() else { continue };
            map.remove("recorded_by");
            if veil.names() == Names::None {
                map.remove("condition");
            }
            // A label that cannot be read may say whose it is.
            if map.get("label").and_then(Value::as_str).is_some_and(|l| l.parse::<Label>().is_err()) {
                map.insert("label".to_owned(), Value::Null);
            }
        }
    }
    Veiled::of(project, veil).apply(out);
}

/// Every comment there is. Its label is that of the paragraph where it was made, if that still
/// stands; null for one on the whole text.
fn comments(project: &Project, labels: &BTreeMap<ParagraphId, Value>) -> Vec<Value> {
    let all = project.tracks.iter().flat_map(|(actor, t)| t.comments().map(move |c| (actor, c)));
    let one = |(actor, c): (&ActorId, &Arc<Comment>)| {
        let at = c.at.as_ref();
        json!({
            "id": c.id.to_string(),
            "actor": actor.as_str(),
            "label": at.and_then(|at| labels.get(&at.paragraph)).cloned().unwrap_or(Value::Null),
            "quote": at.map(|at| at.quote.replace(crate::text::NOTE, "")).unwrap_or_default(),
            "text": c.text,
            "reply_to": c.reply_to.as_ref().map(ToString::to_string),
            "resolved": c.resolved,
            "withdrawn": c.withdrawn,
        })
    };
    all.map(one).collect()
}

/// Every position there is, on proposals that are not known here too.
fn positions(project: &Project) -> Vec<Value> {
    let all = project.tracks.iter().flat_map(|(a, t)| t.positions().map(move |(o, p)| (a, t, o, p)));
    let version = |p: &Position| {
        project.tracks.values().find_map(|t| t.proposal(&p.about)).map(|(_, proposal)| proposal.version)
    };
    all.map(|(actor, track, origin, p)| {
        let counts = track.position(&p.about).is_some_and(|(o, held)| o == origin && Arc::ptr_eq(held, p));
        json!({
            "actor": actor.as_str(),
            "about": p.about.to_string(),
            "stance": p.stance.name(),
            "condition": p.condition,
            "origin": origin.name(),
            "recorded_by": p.recorded_by,
            "version": p.version,
            "seen": p.seen,
            "withdrawn": p.withdrawn,
            "counts": counts && !p.withdrawn,
            "known": version(p).is_some(),
            "outdated": version(p).is_some_and(|v| !p.is_on(v)),
        })
    })
    .collect()
}

/// Who stands how on a proposal as it is now; none where nobody does.
fn stances(project: &Project, actor: &ActorId, p: &Proposal) -> Option<Value> {
    let voices = voices_on(project, actor, p);
    let who = |stance: Stance| {
        let those = voices.iter().filter(|v| v.current && v.stance() == stance);
        those.map(|v| v.actor.as_str()).collect::<Vec<_>>()
    };
    let outdated: Vec<&str> = voices.iter().filter(|v| !v.current).map(|v| v.actor.as_str()).collect();
    (!voices.is_empty()).then(|| {
        json!({
            "support": who(Stance::Support),
            "oppose": who(Stance::Oppose),
            "reserve": who(Stance::Reserve),
            "live_with": who(Stance::LiveWith),
            "outdated": outdated,
        })
    })
}

struct Shown<'a> {
    project: &'a Project,
    document: &'a Document,
    labels: BTreeMap<ParagraphId, Value>,
    numbers: BTreeMap<NoteId, usize>,
    compilation: weave::Compilation,
    veil: &'a Veil,
}

impl Shown<'_> {
    fn paragraph(&self, woven: &Arc<CompiledParagraph>) -> Value {
        let runs: Vec<Value> = woven.runs().iter().filter_map(|r| self.run(r)).collect();
        match &woven.of {
            Of::Text(id) => {
                let meta = self.document.meta_of(*id);
                let (standing, changed) = self.project.status(*id);
                let status = self.veil.status((&standing, changed));
                let mut out = json!({
                    "id": id.to_string(),
                    "label": self.labels.get(id).cloned().unwrap_or(Value::Null),
                    "issued": meta.and_then(|m| m.issued.clone()),
                    "kind": woven.kind.name(),
                    "level": woven.kind.level(),
                    "text": woven.words.bare(),
                    "status": status,
                    "notes": self.note_numbers(woven.words.notes()),
                    "runs": runs,
                    "masthead": meta.is_some_and(|m| m.masthead),
                    "changed": changed,
                });
                let objections = self.veil.objectors(self.project, *id);
                if let (false, Some(map)) = (objections.is_empty(), out.as_object_mut()) {
                    map.insert("objections".to_owned(), objections.into());
                }
                out
            }
            Of::Proposed(group, line) => json!({
                "id": format!("{group}/{line}"),
                "label": self.proposed_label(group, *line),
                "issued": null,
                "kind": woven.kind.name(),
                "level": woven.kind.level(),
                "text": "",
                "status": "open",
                "notes": [],
                "runs": runs,
                "proposed": true,
            }),
        }
    }

    fn proposed_label(&self, group: &GroupId, line: usize) -> Value {
        let Some(group) = self.compilation.groups.get(group).filter(|_| line == 0) else {
            return Value::Null;
        };
        match group.printed.wish.own_label() {
            Some(label) => beside(&Label::said(label), &group.backers).into(),
            _ => Value::Null,
        }
    }

    fn note_numbers(&self, notes: &[NoteId]) -> Vec<usize> {
        notes.iter().filter_map(|id| self.numbers.get(id).copied()).collect()
    }

    /// A note reference is no text: its run is left out, its number stands in `notes`.
    fn run(&self, run: &weave::Run) -> Option<Value> {
        if run.note.is_some() {
            return None;
        }
        let marks: Vec<Value> = run
            .marks
            .iter()
            .map(|m| json!({"change": m.kind.name(), "by": names(&m.by), "group": m.group.as_ref().map(|g| g.to_string())}))
            .collect();
        let mut out = json!({"text": run.text, "marks": marks});
        for (name, set) in [("italic", run.italic), ("bold", run.bold)] {
            if let (true, Some(map)) = (set, out.as_object_mut()) {
                map.insert(name.to_owned(), true.into());
            }
        }
        Some(out)
    }
}

fn names(by: &[ActorId]) -> Vec<&str> {
    by.iter().filter(|a| !a.is_unnamed()).map(ActorId::as_str).collect()
}

/// Which group each open proposal is in.
fn group_names(project: &Project, placed: &[Placed]) -> BTreeMap<crate::record::ProposalId, GroupId> {
    let groups: BTreeMap<GroupId, Arc<Group>> = weave::groups(&project.working, placed);
    let members =
        groups.values().flat_map(|g| g.members.iter().map(move |(_, id, _)| (id.clone(), g.id.clone())));
    members.collect()
}

fn proposals(
    project: &Project,
    placed: &[Placed],
    groups: &BTreeMap<crate::record::ProposalId, GroupId>,
    labels: &BTreeMap<ParagraphId, Value>,
) -> Vec<Value> {
    let fates: BTreeMap<_, _> = placed.iter().map(|p| (&p.proposal.id, p)).collect();
    let all = project.tracks.iter().flat_map(|(a, t)| {
        let shown = t.proposals().map(move |(o, p)| (a, o, p, false));
        shown.chain(t.rivals().map(move |(o, p)| (a, o, p, true)))
    });
    let wanted = all.filter(|(_, _, p, _)| !matches!(p.wish, Wish::Placement { .. }));
    wanted
        .map(|(actor, origin, p, rival)| {
            let superseded = !rival && project.tracks.get(actor).is_some_and(|t| t.is_superseded(origin, p));
            // A rival stands nowhere: its author has to say which of the two is meant.
            let at = fates.get(&p.id).filter(|_| !rival);
            let here = match at.map(|p| p.site.outermost()) {
                Some(weave::Site::Span(id, _)) => labels.get(id).cloned(),
                _ => p.wish.span().and_then(|s| labels.get(&s.paragraph).cloned()),
            };
            let label = match p.wish.own_label() {
                Some(label) => Label::said(label).into(),
                None => here.unwrap_or(Value::Null),
            };
            let mut out = json!({
                "id": p.id.to_string(),
                "version": p.version,
                "actor": actor.as_str(),
                "kind": p.wish.kind(),
                "label": label,
                "group": groups.get(&p.id).filter(|_| !rival).map(|g| g.to_string()),
                "state": match (rival, superseded) {
                    (true, _) => "rival",
                    (_, true) => "superseded",
                    _ => state(project, p),
                },
                "quote": plain(&p.wish.quote()),
                "text": p.wish.new_words(),
                "anchor": at.map(|p| p.fate.name()),
                "origin": origin.name(),
                "rationale": p.rationale,
                "source": p.source,
            });
            if let (Wish::Amend { at, .. }, Some(map)) = (&p.wish, out.as_object_mut()) {
                let amends = json!({"proposal": at.of.to_string(), "version": at.version});
                map.insert("amends".to_owned(), amends);
            }
            if let (false, Some(said), Some(map)) = (rival, stances(project, actor, p), out.as_object_mut()) {
                map.insert("positions".to_owned(), said);
            }
            out
        })
        .collect()
}

/// What settled it, withdrawn, open, or what else was decided.
fn state(project: &Project, p: &Proposal) -> &'static str {
    if let Some(decision) = project.settled(p) {
        return decision.outcome.name();
    }
    match (p.is_open(), project.decision_on(&p.id, p.version)) {
        (false, _) => "withdrawn",
        (true, Some(decision)) => decision.outcome.name(),
        (true, None) => "open",
    }
}

/// Words without note references.
fn plain(text: &str) -> String {
    text.replace(crate::text::NOTE, "")
}

fn placements(project: &Project, labels: &BTreeMap<ParagraphId, Value>) -> Vec<Value> {
    let all = project.tracks.iter().flat_map(|(a, t)| t.proposals().map(move |(_, p)| (a, p)));
    let label = |id: &ParagraphId| labels.get(id).cloned().unwrap_or(Value::Null);
    all.filter_map(|(actor, p)| match &p.wish {
        Wish::Placement { at, words, note, targets, copy } => Some(json!({
            "actor": actor.as_str(),
            "label": label(&at.paragraph),
            "text": note,
            "targets": targets.iter().map(label).collect::<Vec<_>>(),
            "words": words.bare(),
            "copy": copy,
            "id": p.id.to_string(),
            "state": state(project, p),
        })),
        _ => None,
    })
    .collect()
}

fn actors(project: &Project) -> Vec<Value> {
    let known = project.actors.keys().chain(project.tracks.keys());
    let mut ids: Vec<&ActorId> = known.collect();
    ids.sort();
    ids.dedup();
    ids.into_iter()
        .map(|id| {
            let (proposals, placements) = crate::app::export::tally(project, id);
            let comments = project.tracks.get(id).map_or(0, |t| t.comments().filter(|c| !c.withdrawn).count());
            json!({"name": id.as_str(), "proposals": proposals, "comments": comments, "placements": placements})
        })
        .collect()
}

/// `import`
pub(super) fn import(project: &Project, report: &crate::revise::Report, marks: Option<&Marks>) -> Value {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for meta in project.working.metas() {
        *kinds.entry(meta.kind.name()).or_default() += 1;
    }
    let label = |at: usize| project.working.label_at(at);
    let repairs = report.repairs.iter();
    let dropped = report.dropped.iter();
    let mut out = json!({
        "paragraphs": kinds,
        "notes": project.working.note_order().len(),
        "repairs": repairs.map(|r| json!({"label": label(r.paragraph), "was": plain(&r.was), "now": plain(&r.now)})).collect::<Vec<_>>(),
        "dropped": dropped.map(|d| json!({"line": d.line, "text": d.text, "why": d.why.to_string()})).collect::<Vec<_>>(),
        "references": (0..project.working.len()).map(|at| project.working.notes_at(at).len()).sum::<usize>(),
        "title": project.head.title,
        "symbol": project.head.symbol,
    });
    if let (Some(marks), Some(map)) = (marks, out.as_object_mut()) {
        let authors = marks.authors.iter();
        let authors: Map<String, Value> = authors
            .map(|(name, a)| (name.clone(), json!({"changes": a.changes, "comments": a.comments})))
            .collect();
        map.insert("changes".to_owned(), json!({"taken": side_name(marks.side), "authors": authors}));
    }
    out
}

/// `merge` and `track from-copy`: numbers added up over the files.
pub(super) fn merge(all: &[Merged], told: &[&Told]) -> Value {
    let sum = |f: fn(&Merged) -> usize| all.iter().map(f).sum::<usize>();
    let orphans = all.iter().flat_map(|m| &m.orphans).map(|(actor, p, why)| {
        let quote = plain(&p.wish.quote());
        json!({"proposal": p.id.to_string(), "actor": actor.as_str(), "quote": quote, "why": why})
    });
    let remarks = told.iter().flat_map(|t| &t.remarks);
    let warnings: Vec<&String> = all.iter().flat_map(|m| &m.warnings).chain(remarks).collect();
    let mut authors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for author in told.iter().flat_map(|t| &t.authors) {
        let whose = author.actors.iter().map(ActorId::as_str);
        authors.entry(&author.name).or_default().extend(whose);
    }
    json!({
        "added": sum(|m| m.added),
        "updated": sum(|m| m.updated),
        "unchanged": sum(|m| m.unchanged),
        "withdrawn": sum(|m| m.withdrawn),
        "placements": sum(|m| m.placements),
        "comments": sum(|m| m.comments),
        "positions": sum(|m| m.positions),
        "late": late(all),
        "orphans": orphans.collect::<Vec<_>>(),
        "warnings": warnings,
        "authors": authors,
        "untaken": told.iter().flat_map(|t| &t.untaken).collect::<Vec<_>>(),
        "formatting": told.iter().flat_map(|t| &t.formatting).collect::<Vec<_>>(),
    })
}

/// How proposals fare that were written on an older revision.
fn late(all: &[Merged]) -> Value {
    use weave::Fate::{Clean, Damaged, Moot, Orphan, Reflected};
    let count = |fate| all.iter().filter_map(|m| m.late.get(&fate)).sum::<usize>();
    let each = [Clean, Reflected, Damaged, Moot, Orphan].map(|f| (f.name().to_owned(), count(f).into()));
    Value::Object(each.into_iter().collect())
}

/// `decide`
pub(super) fn decide(decided: &Decided) -> Value {
    let list = |ids: &[crate::record::ProposalId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "accepted": list(&decided.accepted),
        "rejected": list(&decided.rejected),
        "conflicts": decided.conflicts.iter().map(|c| list(c)).collect::<Vec<_>>(),
        "kept": list(&decided.kept),
        "left": decided.left.iter().map(|(id, why)| json!({"proposal": id.to_string(), "why": why})).collect::<Vec<_>>(),
    })
}
