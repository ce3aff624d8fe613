//! [`Matrix`]: paragraphs by actors: who asks for what where, and who stands how on it.
//!
//! Computed from what is open, never stored. A paragraph without a wish has a row all the same:
//! what is not contested is seen too.

use super::names::{Names, Veil, beside};
use crate::format::html::escape;
use crate::project::{Project, open_placed};
use crate::record::{ActorId, Stance, Wish};
use crate::revise::csv_cell;
use crate::text::{Label, Meta, ParagraphId};
use crate::weave::{self, Group, Of, Site};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one actor says on one paragraph, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its own proposals, placements apart.
    pub proposals: usize,
    /// Words it would have stand here or elsewhere.
    pub placements: usize,
    /// Proposals of others that it supports; of those who ask for the same, one.
    pub support: usize,
    /// Those that it opposes.
    pub oppose: usize,
    /// Those on which it reserves its position.
    pub reserve: usize,
    /// Those that it can live with.
    pub live_with: usize,
    /// Positions on a version of a proposal that is no longer the one that stands.
    pub outdated: usize,
}

impl Cell {
    /// Each number with its word, but for those that are 0.
    fn said(&self) -> Vec<String> {
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let all = [
            count(self.proposals, "proposal", "proposals"),
            count(self.placements, "placement", "placements"),
            count(self.support, "support", "support"),
            count(self.oppose, "oppose", "oppose"),
            count(self.reserve, "reserve", "reserve"),
            count(self.live_with, "can live with", "can live with"),
            count(self.outdated, "on another version", "on other versions"),
        ];
        all.into_iter().flatten().collect()
    }

    /// In words: "2 proposals, 1 support".
    pub fn told(&self) -> String {
        self.said().join(", ")
    }

    /// In signs: "2 +1 -1 ?1 ~1".
    fn short(&self) -> String {
        let sign = |sign: &str, n: usize| (n > 0).then(|| format!("{sign}{n}"));
        let all = [
            sign("", self.proposals),
            sign("/", self.placements),
            sign("+", self.support),
            sign("-", self.oppose),
            sign("?", self.reserve),
            sign("~", self.live_with),
            sign("<", self.outdated),
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn json(&self) -> Value {
        json!({
            "proposals": self.proposals,
            "placements": self.placements,
            "support": self.support,
            "oppose": self.oppose,
            "reserve": self.reserve,
            "live_with": self.live_with,
            "outdated": self.outdated,
        })
    }
}

/// A paragraph of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its label, "OP8 bis (Norway)" for a proposed one; none for headings and titles.
    pub label: Option<String>,
    /// What to call it where it has none.
    pub name: String,
    /// What it is on the page; none for what stands nowhere.
    pub of: Option<Of>,
    /// How far it has come.
    pub status: String,
    /// What is said on it, by actor; those who say nothing are not there.
    pub cells: BTreeMap<ActorId, Cell>,
}

/// Paragraphs by actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Everybody who says something, by name.
    pub actors: Vec<ActorId>,
    /// The paragraphs in order: those with a label, those that are proposed, and any other on
    /// which something is said. What stands nowhere any more comes last.
    pub rows: Vec<Row>,
}

/// The matrix of what is open.
pub fn matrix(project: &Project) -> Matrix {
    matrix_with(project, Names::All)
}

/// The same with the names that are to be shown: those who are not named share a column, whose
/// numbers are added up; where no names are shown, all share one.
pub fn matrix_with(project: &Project, names: Names) -> Matrix {
    let veil = &Veil::of(project, names);
    let mut spans: BTreeMap<ParagraphId, Vec<Arc<Group>>> = BTreeMap::new();
    let mut gaps: BTreeMap<Option<ParagraphId>, Vec<Arc<Group>>> = BTreeMap::new();
    let mut nowhere = Vec::new();
    for group in weave::groups(&project.working, &open_placed(project)).into_values() {
        match group.site.outermost() {
            Site::Span(id, _) if project.working.place(*id).is_some() => {
                spans.entry(*id).or_default().push(group);
            }
            Site::Gap(after) => gaps.entry(*after).or_default().push(group),
            _ => nowhere.push(group),
        }
    }
    let mut rows = Vec::new();
    rows.extend(proposed(gaps.remove(&None), veil));
    for meta in project.working.metas() {
        let groups = spans.remove(&meta.id).unwrap_or_default();
        if meta.kind.is_labelled() || !groups.is_empty() {
            rows.push(row(project, meta, &groups, veil));
        }
        rows.extend(proposed(gaps.remove(&Some(meta.id)), veil));
    }
    for (_, groups) in gaps {
        rows.extend(proposed(Some(groups), veil));
    }
    if !nowhere.is_empty() {
        let (label, status) = (None, String::new());
        rows.push(Row { label, name: "no place".to_owned(), of: None, status, cells: cells(&nowhere, veil) });
    }
    let actors: BTreeSet<ActorId> = rows.iter().flat_map(|r| r.cells.keys().cloned()).collect();
    Matrix { actors: actors.into_iter().collect(), rows }
}

fn row(project: &Project, meta: &Meta, groups: &[Arc<Group>], veil: &Veil) -> Row {
    let (standing, changed) = project.status(meta.id);
    let label = meta.label.as_ref().filter(|_| meta.kind.is_labelled()).map(|l| l.to_string());
    Row {
        name: label.clone().unwrap_or_else(|| meta.kind.name().to_owned()),
        label,
        of: Some(Of::Text(meta.id)),
        status: veil.status((&standing, changed)),
        cells: cells(groups, veil),
    }
}

/// The rows of what is proposed in one gap, each under its author's label.
fn proposed(groups: Option<Vec<Arc<Group>>>, veil: &Veil) -> Vec<Row> {
    let each = groups.into_iter().flatten().map(|group| {
        let shown = veil.group(&group);
        let label = shown.printed.wish.own_label().map(Label::said).unwrap_or_default();
        let name = if label.is_empty() { "new paragraph" } else { &label };
        Row {
            label: Some(beside(&label, &shown.backers)),
            name: beside(name, &shown.backers),
            of: Some(Of::Proposed(group.id.clone(), 0)),
            status: "open".to_owned(),
            cells: cells(std::slice::from_ref(&group), veil),
        }
    });
    let mut rows: Vec<Row> = each.collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    rows
}

fn cells(groups: &[Arc<Group>], veil: &Veil) -> BTreeMap<ActorId, Cell> {
    let mut out: BTreeMap<ActorId, Cell> = BTreeMap::new();
    for group in groups {
        let placement = matches!(group.printed.wish, Wish::Placement { .. });
        for (actor, ..) in &group.members {
            let cell = out.entry(column(veil, actor)).or_default();
            *if placement { &mut cell.placements } else { &mut cell.proposals } += 1;
        }
        for voice in &group.voices {
            let cell = out.entry(column(veil, &voice.actor)).or_default();
            let slot = match (voice.current, voice.stance()) {
                (false, _) => &mut cell.outdated,
                (_, Stance::Support) => &mut cell.support,
                (_, Stance::Oppose) => &mut cell.oppose,
                (_, Stance::Reserve) => &mut cell.reserve,
                (_, Stance::LiveWith) => &mut cell.live_with,
            };
            *slot += 1;
        }
    }
    out
}

/// The column of an actor.
fn column(veil: &Veil, actor: &ActorId) -> ActorId {
    let shown = veil.kind(actor);
    if shown.is_unnamed() { ActorId::new("All") } else { shown }
}

impl Matrix {
    /// As JSON.
    pub fn json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|(a, c)| (a.to_string(), c.json()));
            let cells: Map<String, Value> = cells.collect();
            json!({"label": row.label, "name": row.name, "status": row.status, "cells": cells})
        });
        let actors: Vec<&str> = self.actors.iter().map(ActorId::as_str).collect();
        json!({"paragraphs": rows.collect::<Vec<_>>(), "actors": actors})
    }

    /// As CSV (RFC 4180): a line a paragraph, a column an actor.
    pub fn csv(&self) -> String {
        let names = self.actors.iter().map(ToString::to_string);
        let mut out = line(["Paragraph".to_owned(), "Status".to_owned()].into_iter().chain(names));
        for row in &self.rows {
            let cells = self.actors.iter().map(|a| row.cells.get(a).map(Cell::told).unwrap_or_default());
            out.push_str(&line([row.name.clone(), row.status.clone()].into_iter().chain(cells)));
        }
        out
    }

    /// As a table for a terminal: the paragraphs on which something is said.
    pub fn text(&self) -> String {
        let head = ["Paragraph".to_owned(), "Status".to_owned()].into_iter();
        let mut table: Vec<Vec<String>> =
            vec![head.chain(self.actors.iter().map(|a| a.to_string())).collect()];
        let contested = self.rows.iter().filter(|r| !r.cells.is_empty());
        table.extend(contested.map(|row| {
            let cells = self.actors.iter().map(|a| row.cells.get(a).map(Cell::short).unwrap_or_default());
            [row.name.clone(), row.status.clone()].into_iter().chain(cells).collect()
        }));
        if table.len() == 1 {
            return "Nothing is asked for.".to_owned();
        }
        let width = |column: usize| {
            table.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.actors.len() + 2).map(width).collect();
        let print = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut out: Vec<String> = table.iter().map(print).collect();
        out.push(
            "Proposals; /placements; +support; -oppose; ?reserve; ~can live with; <on another version".into(),
        );
        out.join("\n")
    }

    /// Its head and its rows as words.
    pub fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let names = self.actors.iter().map(ToString::to_string);
        let head = ["Paragraph".to_owned(), "Status".to_owned()].into_iter().chain(names).collect();
        let row = |row: &Row| {
            let cells = self.actors.iter().map(|a| row.cells.get(a).map(Cell::told).unwrap_or_default());
            [row.name.clone(), row.status.clone()].into_iter().chain(cells).collect()
        };
        (head, self.rows.iter().map(row).collect())
    }

    /// As a table in Markdown.
    pub fn markdown(&self) -> String {
        let cell = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ");
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let (head, rows) = self.table();
        let mut out = line(&head);
        out.push_str(&format!("|{}\n", "---|".repeat(head.len())));
        rows.iter().for_each(|row| out.push_str(&line(row)));
        out
    }

    /// As one self-contained web page.
    pub fn html(&self, title: &str) -> String {
        let title = escape(if title.trim().is_empty() { "Positions" } else { title.trim() });
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}: positions</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<table>\n<thead>\n<tr><th scope=\"col\">Paragraph</th><th scope=\"col\">Status</th>"
        );
        for actor in &self.actors {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(actor.as_str())));
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            let (name, status) = (escape(&row.name), escape(&row.status));
            out.push_str(&format!("<tr><th scope=\"row\">{name}</th><td>{status}</td>"));
            for actor in &self.actors {
                let cell = row.cells.get(actor).copied().unwrap_or_default();
                let class = match () {
                    () if cell.oppose > 0 => " class=\"oppose\"",
                    () if cell.reserve > 0 => " class=\"reserve\"",
                    () if cell.support + cell.live_with > 0 => " class=\"support\"",
                    () => "",
                };
                out.push_str(&format!("<td{class}>{}</td>", cell.said().join("<br>")));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</body>\n</html>");
        out
    }
}

/// The look of the page; words say all that colours say.
const STYLE: &str = "body{font:14px/1.4 'Liberation Sans',Arial,sans-serif;margin:2rem}
h1{font-size:1.2rem}
table{border-collapse:collapse}
th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:#eee}
.support{background:#e3f1e3}
.oppose{background:#f8dfd8}
.reserve{background:#fbf3d5}
";

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut out = cells.map(|c| csv_cell(&c)).collect::<Vec<_>>().join(",");
    out.push_str("\r\n");
    out
}
