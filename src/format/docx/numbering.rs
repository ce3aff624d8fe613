//! Labels: which of them Word counts itself, and `numbering.xml`.
//!
//! Word counts only what it counts right: 1. 2. 3., (a) (b), (i) (ii), beginning with the first.
//! "26 bis.", a gap or "B." is typed, and so are all labels of its series, for a counted one
//! would move when a typed neighbour does not; so is a series in which a proposal puts in or
//! takes out a paragraph, for its labels stay what they are. No label is ever changed here.

use super::recount;
use super::styles::{MAIN, Margin};
use super::xml::Xml;
use crate::format::page::{Sheet, SheetParagraph, Way};
use crate::text::{Kind, sub_number};
use crate::weave::{Node, Of};

/// The deepest level that Word counts.
const DEEPEST: u8 = 8;
/// The scheme of paragraphs with their sub-paragraphs, and that of lists on their own.
const SCHEMES: [&str; 2] = ["1", "2"];

/// The labels that Word counts.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// For each paragraph of the sheet, the list and the level; none if its label is typed.
    pub of: Vec<Option<(usize, u8)>>,
    /// Whether typed labels of paragraphs need more room than counted ones: "OP26 bis".
    pub wide: bool,
    /// The scheme of each list, and whether it begins afresh. Lists are called 1, 2 ….
    pub lists: Vec<(&'static str, bool)>,
}

impl Plan {
    fn list(&mut self, scheme: &'static str, fresh: bool) -> usize {
        self.lists.push((scheme, fresh));
        self.lists.len()
    }
}

/// Decides which labels Word counts.
pub(super) fn plan(sheet: &Sheet) -> Plan {
    let mut plan = match sheet.redline {
        true => recount::plan(&sheet.paragraphs),
        false => counted(&sheet.paragraphs),
    };
    let typed = sheet.paragraphs.iter().zip(&plan.of).filter(|(_, of)| of.is_none());
    plan.wide = typed.into_iter().any(|(p, _)| is_wide(p));
    plan
}

/// The labels that Word counts right in these paragraphs.
pub(super) fn counted(all: &[SheetParagraph]) -> Plan {
    let mut plan = Plan { of: vec![None; all.len()], ..Plan::default() };
    // A paragraph that a proposal breaks in two would be counted twice.
    let broken = all.iter().flat_map(|p| &p.runs).any(|r| r.text == "\n");
    if broken {
        return plan;
    }
    let numbers = operatives(all);
    // The list of the last paragraph that is counted, and that which owns what follows.
    let (mut last, mut list) = (None, None);
    let mut at = 0;
    while let Some(paragraph) = all.get(at) {
        if matches!(paragraph.kind, Kind::Sub(_)) {
            let end = all.iter().skip(at).take_while(|p| matches!(p.kind, Kind::Sub(_))).count() + at;
            subs(&mut plan, all, at..end, list);
            at = end;
            // What follows another paragraph begins afresh.
            list = None;
            continue;
        }
        list = None;
        if let (true, Kind::Operative, Some(label)) = (numbers, paragraph.kind, &paragraph.label) {
            let first = label == "1.";
            let here = match last {
                Some(last) if !first => last,
                _ => plan.list("1", last.is_some()),
            };
            last = Some(here);
            if let Some(of) = plan.of.get_mut(at) {
                *of = Some((here, 0));
            }
            list = Some(here);
        }
        at += 1;
    }
    plan
}

/// Whether a label is longer than "26." or "PP3".
fn is_wide(paragraph: &SheetParagraph) -> bool {
    let top = matches!(paragraph.kind, Kind::Preambular | Kind::Operative);
    top && paragraph.label.as_ref().is_some_and(|l| l.chars().count() > 3)
}

/// Whether all numbers of paragraphs are those that counting gives.
fn operatives(all: &[SheetParagraph]) -> bool {
    let all = || all.iter().filter(|p| p.kind == Kind::Operative);
    let mut last = 0_u32;
    let counted = all().filter_map(|p| p.label.as_deref()).all(|label| {
        let next = if label == "1." { 1 } else { last + 1 };
        last = next;
        label == format!("{next}.")
    });
    counted && !all().any(comes_or_goes)
}

/// Whether a proposal puts the paragraph in or takes it out.
fn comes_or_goes(paragraph: &SheetParagraph) -> bool {
    if paragraph.passage.as_ref().is_some_and(|p| p.way != Way::Stays) {
        return true;
    }
    let Some(woven) = &paragraph.woven else { return false };
    let whole = |node: &Node| matches!(node, Node::Change(c) if c.arms.iter().any(|a| a.whole));
    matches!(woven.of, Of::Proposed(..)) || woven.nodes.iter().any(whole)
}

/// Lets Word count the sub-paragraphs in `range` if it counts them right.
fn subs(plan: &mut Plan, all: &[SheetParagraph], range: std::ops::Range<usize>, owner: Option<usize>) {
    let mut counts = [0_u16; DEEPEST as usize + 1];
    let some = all.get(range.clone()).unwrap_or_default();
    for one in some.iter().filter(|p| p.label.is_some()) {
        let level = one.kind.level();
        let Some(count) = counts.get_mut(usize::from(level)).filter(|_| level > 0) else { return };
        *count += 1;
        let expected = format!("({})", sub_number(usize::from(level), *count));
        if one.label.as_deref() != Some(expected.as_str()) {
            return;
        }
        counts.iter_mut().skip(usize::from(level) + 1).for_each(|c| *c = 0);
    }
    if some.iter().all(|p| p.label.is_none()) || some.iter().any(comes_or_goes) {
        return;
    }
    let list = owner.unwrap_or_else(|| plan.list("2", true));
    for (one, of) in some.iter().zip(plan.of.iter_mut().skip(range.start)) {
        *of = one.label.is_some().then_some((list, one.kind.level()));
    }
}

/// The part.
pub(super) fn part(plan: &Plan, margin: Margin) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:numbering", &[("xmlns:w", MAIN)], |xml| {
        for id in SCHEMES {
            xml.within("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
                xml.val("w:multiLevelType", "multilevel");
                (0..=DEEPEST).for_each(|level| scheme(xml, level, margin));
            });
        }
        for (n, (id, fresh)) in plan.lists.iter().enumerate() {
            let number = (n + 1).to_string();
            xml.within("w:num", &[("w:numId", &number)], |xml| {
                xml.val("w:abstractNumId", id);
                for level in 0..=DEEPEST {
                    if *fresh {
                        let level = level.to_string();
                        xml.within("w:lvlOverride", &[("w:ilvl", &level)], |xml| {
                            xml.val("w:startOverride", "1");
                        });
                    }
                }
            });
        }
    });
    xml.finish()
}

fn scheme(xml: &mut Xml, level: u8, margin: Margin) {
    let (format, text) = match level {
        0 => ("decimal", "%1.".to_owned()),
        odd if odd % 2 == 1 => ("lowerLetter", format!("(%{})", odd + 1)),
        even => ("lowerRoman", format!("(%{})", even + 1)),
    };
    xml.within("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
        xml.val("w:start", "1");
        xml.val("w:numFmt", format);
        xml.val("w:suff", "tab");
        xml.val("w:lvlText", &text);
        xml.val("w:lvlJc", "left");
        xml.within("w:pPr", &[], |xml| margin.indent(xml, level));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(all: &[(Kind, &str)]) -> Sheet {
        let one = |(kind, label): &(Kind, &str)| SheetParagraph {
            label: (!label.is_empty()).then(|| (*label).to_owned()),
            ..SheetParagraph::empty(*kind)
        };
        Sheet { paragraphs: all.iter().map(one).collect(), ..Sheet::default() }
    }

    #[test]
    fn what_counts_right_is_counted() {
        use Kind::{Annex, Operative, Plain, Preambular, Sub};
        for (all, of) in [
            (
                vec![(Operative, "1."), (Sub(1), "(a)"), (Sub(2), "(i)"), (Sub(1), "(b)"), (Operative, "2.")],
                vec![Some((1, 0)), Some((1, 1)), Some((1, 2)), Some((1, 1)), Some((1, 0))],
            ),
            (
                vec![(Operative, "1."), (Annex, ""), (Operative, "1."), (Operative, "2.")],
                vec![Some((1, 0)), None, Some((2, 0)), Some((2, 0))],
            ),
            (vec![(Operative, "1."), (Operative, "1 bis."), (Operative, "2.")], vec![None; 3]),
            (vec![(Operative, "1."), (Operative, "3.")], vec![None; 2]),
            (vec![(Preambular, "B."), (Operative, "1.")], vec![None, Some((1, 0))]),
            (vec![(Preambular, ""), (Sub(1), "(a)")], vec![None, Some((1, 1))]),
            (
                vec![(Operative, "1."), (Sub(1), "(a)"), (Plain, ""), (Sub(1), "(b)")],
                vec![Some((1, 0)), Some((1, 1)), None, None],
            ),
            (vec![(Operative, "OP1"), (Sub(1), "(a)")], vec![None, Some((1, 1))]),
        ] {
            assert_eq!(plan(&sheet(&all)).of, of, "{all:?}");
        }
    }
}
