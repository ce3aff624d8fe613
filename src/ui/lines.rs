//! Lines in the patterns of actors, under words and names: solid, double, dashes, dots, a wave.
//!
//! It paints what it is told and knows no actor.

use crate::record::Pattern;
use eframe::egui::{Painter, Rangef, Shape, Stroke, pos2};

/// Paints a line from left to right at a height.
pub fn line(painter: &Painter, x: Rangef, y: f32, pattern: Pattern, stroke: Stroke) {
    let ends = [pos2(x.min, y), pos2(x.max, y)];
    match pattern {
        Pattern::Solid => painter.line_segment(ends, stroke),
        Pattern::Double => {
            let thin = Stroke::new(stroke.width * 0.75, stroke.color);
            painter.hline(x, y - 1.0, thin);
            painter.hline(x, y + 1.4, thin)
        }
        Pattern::Dashes => {
            painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 3.0));
            return;
        }
        Pattern::Dots => {
            let dots = Shape::dotted_line(&ends, stroke.color, 3.6, stroke.width * 0.75);
            painter.extend(dots);
            return;
        }
        Pattern::Wave => {
            let steps = ((x.max - x.min) / 1.5).ceil().clamp(1.0, 2_000.0) as usize;
            let at = |n: usize| {
                let along = (x.min + 1.5 * n as f32).min(x.max);
                pos2(along, y + 1.5 * ((along - x.min) * 0.9).sin())
            };
            painter.add(Shape::line((0..=steps).map(at).collect(), stroke))
        }
    };
}
