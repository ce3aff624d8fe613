//! Lines in the patterns of actors, under words and names: solid, double, dashes, dots, a wave.
//!
//! It paints what it is told and knows no actor.

use crate::record::Pattern;
use eframe::egui::{Painter, Pos2, Rangef, Shape, Stroke, pos2};

/// The longest wave, in points: further than any screen.
const WIDEST: f32 = 20_000.0;

/// Paints a line from left to right at a height.
pub fn line(painter: &Painter, x: Rangef, y: f32, pattern: Pattern, stroke: Stroke) {
    let ends = [pos2(x.min, y), pos2(x.max, y)];
    match pattern {
        Pattern::Solid => drop(painter.line_segment(ends, stroke)),
        Pattern::Double => {
            let thin = Stroke::new(stroke.width * 0.75, stroke.color);
            painter.hline(x, y - 1.0, thin);
            painter.hline(x, y + 1.4, thin);
        }
        Pattern::Dashes => painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 3.0)),
        Pattern::Dots => {
            painter.extend(Shape::dotted_line(&ends, stroke.color, 3.6, stroke.width * 0.75));
        }
        Pattern::Wave => drop(painter.add(Shape::line(wave(x, y), stroke))),
    }
}

fn wave(x: Rangef, y: f32) -> Vec<Pos2> {
    let steps = ((x.max - x.min).clamp(0.0, WIDEST) / 1.5).ceil() as usize;
    let at = |n: usize| {
        let along = (x.min + 1.5 * n as f32).min(x.max);
        pos2(along, y + 1.5 * ((along - x.min) * 0.9).sin())
    };
    (0..=steps).map(at).collect()
}
