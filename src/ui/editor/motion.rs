//! Motions of the caret that need more than one paragraph, or lines: across borders, up and
//! down, pages, ends.
//!
//! Every motion returns a spot where a caret can stand, or none where there is nowhere to go.

use super::caret;
use super::layout::{caret_rect, char_at, line_of};
use super::leaves::{Leaves, Spot};
use eframe::egui;
use egui::{Context, pos2};

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// A letter back or on.
    Left,
    /// See [`Motion::Left`].
    Right,
    /// A word back or on.
    WordLeft,
    /// See [`Motion::WordLeft`].
    WordRight,
    /// A line up or down.
    Up,
    /// See [`Motion::Up`].
    Down,
    /// A paragraph up or down.
    ParagraphUp,
    /// See [`Motion::ParagraphUp`].
    ParagraphDown,
    /// The ends of the line.
    Home,
    /// See [`Motion::Home`].
    End,
    /// The ends of the text.
    Top,
    /// See [`Motion::Top`].
    Bottom,
    /// A page up or down.
    PageUp,
    /// See [`Motion::PageUp`].
    PageDown,
}

impl Motion {
    /// Whether it keeps to a column.
    pub fn keeps_column(self) -> bool {
        matches!(self, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown)
    }

    /// Whether it goes back.
    pub fn is_back(self) -> bool {
        matches!(
            self,
            Motion::Left
                | Motion::WordLeft
                | Motion::Up
                | Motion::ParagraphUp
                | Motion::Home
                | Motion::Top
                | Motion::PageUp
        )
    }
}

/// Moves a caret. `column` is where up and down keep to, from the left edge of the text.
pub fn go(
    leaves: &mut Leaves,
    ctx: &Context,
    from: Spot,
    motion: Motion,
    column: &mut Option<f32>,
    view: f32,
) -> Option<Spot> {
    let laid = leaves.laid(from.par)?;
    if !motion.keeps_column() {
        *column = None;
    }
    let within = |at: usize| Spot { par: from.par, at };
    match motion {
        Motion::Left => {
            caret::previous(&laid.shown, from.at).map(within).or_else(|| edge(leaves, from.par, motion))
        }
        Motion::Right => {
            caret::next(&laid.shown, from.at).map(within).or_else(|| edge(leaves, from.par, motion))
        }
        Motion::WordLeft => {
            caret::previous_word(&laid.shown, from.at).map(within).or_else(|| edge(leaves, from.par, motion))
        }
        Motion::WordRight => {
            caret::next_word(&laid.shown, from.at).map(within).or_else(|| edge(leaves, from.par, motion))
        }
        Motion::ParagraphUp => {
            let start = laid.shown.first_stop()?;
            if from.at > start {
                return Some(within(start));
            }
            let up = edge(leaves, from.par, Motion::Left)?;
            let first = leaves.laid(up.par)?.shown.first_stop()?;
            Some(Spot { par: up.par, at: first })
        }
        Motion::ParagraphDown => {
            edge(leaves, from.par, Motion::Right).or_else(|| laid.shown.last_stop().map(within))
        }
        Motion::Home | Motion::End => {
            let line = line_of(&laid.galley(ctx), from.at);
            let at = if motion == Motion::Home { line.start } else { line.end };
            laid.shown.nearest_stop(at).map(within)
        }
        Motion::Top => edge_from(leaves, 0, true),
        Motion::Bottom => edge_from(leaves, leaves.len().checked_sub(1)?, false),
        Motion::Up | Motion::Down => line(leaves, ctx, from, motion == Motion::Up, column),
        Motion::PageUp | Motion::PageDown => {
            let mut spot = from;
            let mut gone = 0.0;
            while gone < view {
                let before = caret_y(leaves, ctx, spot)?;
                let Some(next) = line(leaves, ctx, spot, motion == Motion::PageUp, column) else { break };
                if next == spot {
                    break;
                }
                spot = next;
                gone += (caret_y(leaves, ctx, spot)? - before).abs();
            }
            Some(spot)
        }
    }
}

/// How far down the page a caret stands.
pub fn caret_y(leaves: &mut Leaves, ctx: &Context, spot: Spot) -> Option<f32> {
    leaves.measure(ctx, spot.par);
    let laid = leaves.laid(spot.par)?;
    let top = leaves.heights.top(spot.par) + laid.padding().0;
    Some(top + caret_rect(&laid.galley(ctx), spot.at).center().y)
}

/// The nearest stop in the paragraphs before or after one.
fn edge(leaves: &mut Leaves, par: usize, motion: Motion) -> Option<Spot> {
    if motion.is_back() {
        edge_from(leaves, par.checked_sub(1)?, false)
    } else {
        edge_from(leaves, par + 1, true)
    }
}

/// The first or last stop of this paragraph, or of the nearest one that has any.
fn edge_from(leaves: &mut Leaves, mut par: usize, on: bool) -> Option<Spot> {
    loop {
        let laid = leaves.laid(par)?;
        let stop = if on { laid.shown.first_stop() } else { laid.shown.last_stop() };
        if let Some(at) = stop {
            return Some(Spot { par, at });
        }
        par = if on { par + 1 } else { par.checked_sub(1)? };
    }
}

fn line(leaves: &mut Leaves, ctx: &Context, from: Spot, up: bool, column: &mut Option<f32>) -> Option<Spot> {
    let laid = leaves.laid(from.par)?;
    let galley = laid.galley(ctx);
    let caret = caret_rect(&galley, from.at);
    let x = *column.get_or_insert(caret.center().x + laid.indent);
    let inside = if up {
        galley.rows.iter().rev().find(|r| r.max_y() <= caret.center().y)
    } else {
        galley.rows.iter().find(|r| r.min_y() >= caret.center().y)
    };
    if let Some(row) = inside {
        let at = char_at(&galley, pos2(x - laid.indent, row.rect().center().y));
        return laid.shown.nearest_stop(at).map(|at| Spot { par: from.par, at });
    }
    let motion = if up { Motion::Left } else { Motion::Right };
    let Some(next) = edge(leaves, from.par, motion) else {
        // At the very ends: to the start or the end of the line, as everywhere.
        let at = if up { laid.shown.first_stop() } else { laid.shown.last_stop() };
        return at.map(|at| Spot { par: from.par, at });
    };
    let laid = leaves.laid(next.par)?;
    let galley = laid.galley(ctx);
    let row = if up { galley.rows.last() } else { galley.rows.first() }?;
    let at = char_at(&galley, pos2(x - laid.indent, row.rect().center().y));
    laid.shown.nearest_stop(at).map(|at| Spot { par: next.par, at })
}
