//! What our writer types beside the words: labels, statuses, tags. They are taken off here.
//!
//! Whoever types next to one of them types in its style. What was typed so is words of the
//! paragraph: it is told apart by where it stands and by who put it in.

use super::own::Style;
use super::raw::{Manner, Raw, Role};
use crate::format::plain::label_of;
use crate::revise::intake::Why;
use crate::revise::marked::Tracked;
use crate::text::{Kind, Label};
use std::collections::BTreeSet;

/// On which sides letters stand: before all changes, after all, or on neither.
fn sides(tracked: &Tracked) -> [bool; 3] {
    let (before, after) = (tracked.put.is_none(), tracked.gone.is_none());
    [before, after, !before && !after]
}

fn meet(a: [bool; 3], b: [bool; 3]) -> bool {
    a.iter().zip(b).any(|(a, b)| *a && b)
}

/// Takes the label that our writer typed off a paragraph, with the gap behind it. Where it was
/// changed, the label is the one that stood before, and the change is one of looks; the second
/// label is that behind all changes.
pub(super) fn typed(raw: &mut Raw) -> (Option<String>, Option<String>) {
    let strange = strange_to_label(raw);
    raw.recast(&strange);
    let (mut before, mut after, mut by) = (String::new(), String::new(), None);
    for (c, manner) in raw.each().filter(|(_, m)| m.role == Role::Label) {
        let [was, is, _] = sides(&manner.tracked);
        before.extend(Some(c).filter(|_| was));
        after.extend(Some(c).filter(|_| is));
        by =
            by.or_else(|| manner.tracked.put.as_ref().or(manner.tracked.gone.as_ref()).map(|t| t.by.clone()));
    }
    close(raw, &strange);
    raw.retain(|_, _, m| m.role != Role::Label);
    let (before, after) = (before.trim().to_owned(), after.trim().to_owned());
    if let Some(by) = by.filter(|_| before != after && !before.is_empty() && !after.is_empty()) {
        raw.looks.push((by, format!("{before} {after}")));
    }
    let some = |l: String| (!l.is_empty()).then_some(l);
    let stood = raw.end.put.is_none() && raw.each().any(|(_, m)| m.tracked.put.is_none());
    if stood { (some(before), some(after)) } else { (some(before).or(some(after.clone())), some(after)) }
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str) -> bool {
    let alone = || label_of(&format!("{text} x")).is_some_and(|(label, _)| label == text);
    !text.is_empty() && (text.parse::<Label>().is_ok() || alone())
}

/// The letters in the style of the label that are none of it, by their places.
fn strange_to_label(raw: &Raw) -> BTreeSet<usize> {
    let mut strange = BTreeSet::new();
    let mut behind = [false; 3];
    let mut label: Vec<(usize, char, &Manner)> = Vec::new();
    for (at, (c, manner)) in raw.each().enumerate().filter(|(_, (_, m))| m.role == Role::Label) {
        let here = sides(&manner.tracked);
        if meet(behind, here) {
            strange.insert(at);
        } else if c == '\t' {
            behind.iter_mut().zip(here).for_each(|(b, h)| *b |= h);
        } else {
            label.push((at, c, manner));
        }
    }
    // What somebody put into the label makes another label of it, or is none of it.
    let after: String = label.iter().filter(|l| l.2.tracked.gone.is_none()).map(|l| l.1).collect();
    let stands = label
        .iter()
        .any(|(_, c, m)| !c.is_whitespace() && m.tracked.put.is_none() && m.tracked.gone.is_none());
    if stands && !is_label(after.trim()) {
        strange.extend(label.iter().filter(|l| l.2.tracked.put.is_some()).map(|l| l.0));
    }
    let before: Vec<_> = label.into_iter().filter(|l| l.2.tracked.put.is_none()).collect();
    let text: String = before.iter().map(|l| l.1).collect();
    if !is_label(text.trim()) {
        let mut heads = text.char_indices().filter(|(_, c)| c.is_whitespace());
        let head = |(at, _): &(usize, char)| is_label(text.get(..*at).unwrap_or_default().trim());
        if let Some((at, _)) = heads.rfind(head) {
            let letters = text.get(..at).unwrap_or_default().chars().count();
            // The space between is the gap where there is no other.
            strange.extend(before.iter().skip(letters + 1).map(|l| l.0));
        }
    }
    strange
}

/// Takes out the gap that stands behind the label in no style of its own; not before what is
/// `strange` to the label.
fn close(raw: &mut Raw, strange: &BTreeSet<usize>) {
    let gap = |c: char| c == '\t' || (c == ' ' && matches!(raw.own, Some(Style::Paragraph(Kind::Title, _))));
    let mut wanted = [false; 3];
    let (mut first, mut of): (Option<usize>, Vec<Tracked>) = (None, Vec::new());
    for (at, (c, manner)) in raw.each().enumerate().filter(|(_, (_, m))| m.role == Role::Label) {
        first.get_or_insert(at);
        // A gap in the style of the label goes with it.
        wanted.iter_mut().zip(sides(&manner.tracked)).for_each(|(w, h)| *w = if h { !gap(c) } else { *w });
        if !of.contains(&manner.tracked) && of.len() < 8 {
            of.push(manner.tracked.clone());
        }
    }
    let Some(first) = first else { return };
    let mut out = BTreeSet::new();
    for (at, (c, manner)) in raw.each().enumerate().skip(first) {
        let here = sides(&manner.tracked);
        if manner.role == Role::Label || strange.contains(&at) {
            continue;
        }
        if !meet(wanted, [true; 3]) {
            break;
        }
        // Words that somebody put in between are none of ours.
        let ours = manner.tracked.put.is_none() || of.contains(&manner.tracked);
        match ours && gap(c) && meet(wanted, here) {
            true => {
                wanted.iter_mut().zip(here).for_each(|(w, h)| *w &= !h);
                out.insert(at);
            }
            false if ours && (manner.tracked.gone.is_none() || of.contains(&manner.tracked)) => break,
            false => {}
        }
    }
    raw.retain(|at, _, _| !out.contains(&at));
}

/// Takes off what our writer printed behind the words, each with why. A placement ("/also in
/// OP8/") stays: it is how people write one themselves, and is read as theirs.
pub(super) fn remarks(raw: &mut Raw) -> Vec<(String, Why)> {
    let mut out = Vec::new();
    for role in [Role::Status, Role::Tag] {
        let strange = strange_to_remark(raw, role);
        raw.recast(&strange);
        let text: String = raw.each().filter(|(_, m)| m.role == role).map(|(c, _)| c).collect();
        if role == Role::Tag && text.contains('/') {
            continue;
        }
        let put = put_into(raw, role);
        raw.retain(|_, _, m| m.role != role);
        out.push((text.trim().to_owned(), Why::Remark));
        out.push((put.trim().to_owned(), Why::Comment));
    }
    out.retain(|(text, _)| !text.is_empty());
    out
}

/// What somebody put into what our writer printed, which is no words of the text.
fn put_into(raw: &Raw, role: Role) -> String {
    let all = || raw.each().filter(|(_, m)| m.role == role);
    let stands = all().any(|(c, m)| !c.is_whitespace() && m.tracked.put.is_none());
    all().filter(|(_, m)| stands && m.tracked.put.is_some()).map(|(c, _)| c).collect()
}

/// The letters in the style of a status or a tag that stand outside its brackets.
fn strange_to_remark(raw: &Raw, role: Role) -> BTreeSet<usize> {
    let letters: Vec<(usize, char, &Manner)> =
        raw.each().enumerate().map(|(at, (c, m))| (at, c, m)).filter(|l| l.2.role == role).collect();
    let Some(from) = letters.iter().position(|l| l.1 == '[') else { return BTreeSet::new() };
    let ours = letters.get(from).map(|l| &l.2.tracked);
    let mut ends = letters.iter().enumerate().skip(from);
    let is_end = |(_, l): &(usize, &(usize, char, &Manner))| l.1 == ']' && Some(&l.2.tracked) == ours;
    // A tag may hold brackets and stands beside others; a status has none.
    let end = if role == Role::Status { ends.find(is_end) } else { ends.rfind(is_end) };
    let Some((to, _)) = end else { return BTreeSet::new() };
    let outside = |(n, l): &(usize, &(usize, char, &Manner))| {
        *n > to || (*n < from && (l.2.tracked.put.is_some() && Some(&l.2.tracked) != ours))
    };
    letters.iter().enumerate().filter(outside).map(|(_, l)| l.0).collect()
}
