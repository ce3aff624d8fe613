//! Lines in the patterns of actors, under words and names: solid, double, dashes, dots, a wave.
//!
//! It paints what it is told and knows no actor.

use crate::record::Pattern;
use eframe::egui::{Painter, Pos2, Rangef, Shape, Stroke, pos2};

/// The longest wave, in points: further than any screen.
const WIDEST: f32 = 20_000.0;

/// Paints a line from left to right at a height.
pub fn line(painter: &Painter, x: Rangef, y: f32, pattern: Pattern, stroke: Stroke) {
    scaled(painter, x, y, pattern, stroke, 1.0);
}

/// The same with everything but the stroke so many times as large.
pub fn scaled(painter: &Painter, x: Rangef, y: f32, pattern: Pattern, stroke: Stroke, zoom: f32) {
    let ends = [pos2(x.min, y), pos2(x.max, y)];
    match pattern {
        Pattern::Solid => drop(painter.line_segment(ends, stroke)),
        Pattern::Double => {
            let thin = Stroke::new(stroke.width * 0.75, stroke.color);
            painter.hline(x, y - zoom, thin);
            painter.hline(x, y + 1.4 * zoom, thin);
        }
        Pattern::Dashes => painter.extend(Shape::dashed_line(&ends, stroke, 5.0 * zoom, 3.0 * zoom)),
        Pattern::Dots => {
            painter.extend(Shape::dotted_line(&ends, stroke.color, 3.6 * zoom, stroke.width * 0.75));
        }
        Pattern::Wave => drop(painter.add(Shape::line(wave(x, y, zoom), stroke))),
    }
}

fn wave(x: Rangef, y: f32, zoom: f32) -> Vec<Pos2> {
    let step = 1.5 * zoom;
    let steps = ((x.max - x.min).clamp(0.0, WIDEST) / step).ceil() as usize;
    let at = |n: usize| {
        let along = (x.min + step * n as f32).min(x.max);
        pos2(along, y + 1.5 * zoom * ((along - x.min) * 0.9 / zoom).sin())
    };
    (0..=steps).map(at).collect()
}
