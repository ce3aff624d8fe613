//! How large the letters of the room are: as large as the paragraph fills the window with, so
//! that nobody has to scroll; larger or smaller where a person wants it.
//!
//! Sizes are steps, so that a letter more or less does not make all others breathe, and letters of
//! few sizes are drawn. Nothing here paints.

use crate::app::{PageParagraph, RoomPage};
use crate::text::{Kind, NoteId};
use crate::ui::editor::{Laid, Sheet};
use crate::ui::theme::{Tokens, page};
use crate::weave::Of;
use eframe::egui::{Context, Vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// The smallest letters, in sizes of the page.
const SMALLEST: f32 = 1.2;
/// How much larger each step is.
const STEP: f32 = 1.09;
/// How many steps there are.
const STEPS: usize = 26;
/// Letters are never higher than this part of the window, unless a person wants it.
const HIGHEST: f32 = 0.135;
/// Nor smaller than this part of it: who sits at the back scrolls with the caret instead.
const LOWEST: f32 = 1.0 / 24.0;
/// How large neighbours are beside the paragraph.
const NEIGHBOUR: f32 = 0.62;

/// What is to be laid out.
#[derive(Clone, PartialEq)]
pub struct Asked {
    rows: Vec<Row>,
    tokens: Tokens,
    size: Vec2,
    scale: f32,
    larger: i8,
}

#[derive(Clone, PartialEq)]
struct Row {
    par: Arc<PageParagraph>,
    said: String,
    current: bool,
    notes: Vec<(NoteId, usize)>,
}

/// One paragraph, laid out.
pub struct Leaf {
    /// Its words.
    pub laid: Laid,
    /// From the top of the first.
    pub top: f32,
    /// How high it is.
    pub height: f32,
    /// Whether it is the one under discussion.
    pub current: bool,
    /// Which of the three it is.
    pub place: usize,
    /// What a screen reader says before its words.
    pub said: String,
}

/// What was laid out.
pub struct Fitted {
    /// For what.
    pub asked: Asked,
    /// The step that fills the window.
    step: usize,
    /// The paragraphs.
    pub leaves: Vec<Leaf>,
    /// How high all are.
    pub height: f32,
    /// The space between them.
    pub gap: f32,
}

impl Asked {
    /// What is asked for by a page.
    pub fn of(
        shown: &RoomPage,
        notes: &HashMap<NoteId, usize>,
        tokens: &Tokens,
        size: Vec2,
        scale: f32,
        larger: i8,
    ) -> Self {
        let row = |par: &Option<Arc<PageParagraph>>, said: &str, current| {
            let par = par.clone()?;
            let numbers = par.runs.iter().filter_map(|r| Some((r.note?, *notes.get(&r.note?)?))).collect();
            Some(Row { par, said: said.to_owned(), current, notes: numbers })
        };
        let rows = [
            row(&shown.before, "Before it", false),
            row(&shown.paragraph, &format!("In the room, {}", shown.label), true),
            row(&shown.after, "After it", false),
        ];
        Self { rows: rows.into_iter().flatten().collect(), tokens: tokens.clone(), size, scale, larger }
    }

    fn shows(&self) -> Option<&Of> {
        self.rows.iter().find(|r| r.current).map(|r| &r.par.of)
    }
}

/// How large the letters of a step are, in sizes of the page.
fn zoom(step: usize) -> f32 {
    SMALLEST * STEP.powi(step.min(STEPS - 1) as i32)
}

/// The largest step that fits; the smallest where none does.
fn largest(mut fits: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, STEPS);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}

/// The step to show: the one before while it fits and little more would, so that letters keep
/// their size while somebody types.
fn steady(best: usize, before: Option<usize>) -> usize {
    match before {
        Some(before) if before <= best && best <= before + 1 => before,
        _ => best,
    }
}

impl Fitted {
    /// Lays out what is asked for.
    pub fn new(ctx: &Context, asked: Asked, before: Option<&Fitted>) -> Self {
        let fits = |step: usize| {
            let letters = zoom(step) * page::TEXT;
            if letters < asked.size.y * LOWEST {
                return true;
            }
            if letters > asked.size.y * HIGHEST {
                return false;
            }
            let (leaves, height, _) = lay(ctx, &asked, zoom(step));
            height <= asked.size.y && leaves.iter().all(|l| is_whole(ctx, l))
        };
        let best = largest(fits);
        let like = before.filter(|b| b.asked.shows() == asked.shows() && b.asked.size == asked.size);
        let like = like.filter(|b| b.asked.rows.len() == asked.rows.len());
        let step = steady(best, like.map(|b| b.step));
        let shown = step.saturating_add_signed(asked.larger.into()).min(STEPS - 1);
        let (leaves, height, gap) = lay(ctx, &asked, zoom(shown));
        Self { asked, step, leaves, height, gap }
    }
}

/// The paragraphs at a size; how high all are; the space between them.
fn lay(ctx: &Context, asked: &Asked, zoom: f32) -> (Vec<Leaf>, f32, f32) {
    let gap = page::GAP * zoom * 1.3;
    let (mut leaves, mut top) = (Vec::new(), 0.0);
    for (place, row) in asked.rows.iter().enumerate() {
        let zoom = if row.current { zoom } else { (zoom * NEIGHBOUR).max(SMALLEST * NEIGHBOUR) };
        let sheet = Sheet { width: asked.size.x, tokens: asked.tokens.clone(), scale: asked.scale, zoom };
        let par = PageParagraph { kind: flush(row.par.kind), ..PageParagraph::clone(&row.par) };
        let laid = Laid::new(&par, &row.notes.iter().copied().collect(), &sheet);
        let height = laid.galley(ctx).size().y;
        let (current, said) = (row.current, row.said.clone());
        leaves.push(Leaf { laid, top, height, current, place, said });
        top += height + gap;
    }
    (leaves, (top - gap).max(0.0), gap)
}

/// A sub-paragraph has the whole width: its label says what it is.
fn flush(kind: Kind) -> Kind {
    if matches!(kind, Kind::Sub(_)) { Kind::Plain } else { kind }
}

/// Whether no word is broken at the end of a line.
fn is_whole(ctx: &Context, leaf: &Leaf) -> bool {
    let galley = leaf.laid.galley(ctx);
    let ends = |c: Option<char>| c.is_some_and(|c| c == '\u{a0}' || (c.is_alphanumeric() && c < '\u{2e80}'));
    let rows = galley.rows.iter().zip(galley.rows.iter().skip(1));
    rows.filter(|(row, _)| !row.ends_with_newline).all(|(row, next)| {
        !(ends(row.glyphs.last().map(|g| g.chr)) && ends(next.glyphs.first().map(|g| g.chr)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_step_that_fits_is_taken() {
        for most in 0..STEPS {
            let mut tried = 0;
            let found = largest(|step| {
                tried += 1;
                step <= most
            });
            assert_eq!(found, most);
            assert!(tried <= 5, "{tried} sizes were tried");
        }
        assert_eq!(largest(|_| false), 0);
        assert!(zoom(0) < zoom(1) && zoom(STEPS) == zoom(STEPS - 1));
    }

    #[test]
    fn letters_keep_their_size_while_they_fit() {
        assert_eq!(steady(9, None), 9);
        assert_eq!(steady(9, Some(8)), 8, "one step more is not worth a change");
        assert_eq!(steady(9, Some(7)), 9);
        assert_eq!(steady(9, Some(10)), 9, "what does not fit any more is made smaller");
    }
}
