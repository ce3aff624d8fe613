//! What readers pinned to a page: highlights, strikes, underlines, links and comments.
//!
//! Marks on words become looks of these words; what somebody wrote is a comment, which goes to
//! the report.

use super::file::{get, numbers, resolve};
use super::paper::{Letter, Paper};
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

/// Gives the letters of a page the looks that annotations make, and notes the comments.
pub(super) fn apply(file: &Document, page: ObjectId, paper: &mut Paper) {
    let Ok(page) = file.get_dictionary(page) else { return };
    let list =
        get(file, page, b"Annots").and_then(|o| o.as_array().ok()).map(Vec::as_slice).unwrap_or_default();
    // Each area is held against each letter.
    let mut areas = 100_000_000 / paper.letters.len().max(1);
    for one in list.iter().take(10_000).filter_map(|o| resolve(file, o)?.as_dict().ok()) {
        annotation(file, one, paper, &mut areas);
    }
}

fn annotation(file: &Document, one: &Dictionary, paper: &mut Paper, left: &mut usize) {
    let kind = get(file, one, b"Subtype").and_then(|o| o.as_name().ok()).unwrap_or_default();
    if kind == b"Popup" {
        return;
    }
    let said = |key: &[u8]| -> Option<String> {
        let text = decode_text_string(get(file, one, key)?).ok()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let mark: Option<fn(&mut Letter)> = match kind {
        b"Highlight" => Some(|l| l.highlighted = true),
        b"Underline" | b"Squiggly" => Some(|l| l.underlined = true),
        b"StrikeOut" => Some(|l| l.struck = true),
        b"Link" => Some(|l| l.linked = true),
        _ => None,
    };
    let mut about = String::new();
    if let Some(mark) = mark {
        for area in areas(file, one, paper).into_iter().take(*left) {
            *left -= 1;
            for letter in paper.letters.iter_mut().filter(|l| area.holds(l)) {
                mark(letter);
                if kind != b"Link" {
                    about.push_str(&letter.text);
                }
            }
        }
    }
    if let Some(text) = said(b"Contents").filter(|_| kind != b"Link") {
        let by = said(b"T").map(|by| format!("{by}: ")).unwrap_or_default();
        let on =
            if about.trim().is_empty() { String::new() } else { format!(" (on “{}”)", about.trim()) };
        paper.comments.push(format!("{by}{text}{on}"));
    }
}

/// A part of the page.
struct Area {
    x: (f64, f64),
    y: (f64, f64),
}

impl Area {
    fn holds(&self, letter: &Letter) -> bool {
        let (x, y) = ((letter.x.0 + letter.x.1) / 2.0, letter.y + letter.size * 0.25);
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }
}

/// Where an annotation lies: its four-cornered pieces, or its frame.
fn areas(file: &Document, one: &Dictionary, paper: &Paper) -> Vec<Area> {
    let Some(upright) = paper.upright else { return Vec::new() };
    let list =
        |key: &[u8]| get(file, one, key).filter(|o| matches!(o, Object::Array(_))).map(|o| numbers(file, o));
    let corners =
        list(b"QuadPoints").filter(|q| q.len() >= 8).map(|q| (q, 8)).or_else(|| Some((list(b"Rect")?, 4)));
    let Some((numbers, step)) = corners else { return Vec::new() };
    let piece = |corners: &[f64]| {
        let points = corners
            .chunks_exact(2)
            .map(|p| upright.point(p.first().copied().unwrap_or(0.0), p.get(1).copied().unwrap_or(0.0)));
        let start = Area { x: (f64::MAX, f64::MIN), y: (f64::MAX, f64::MIN) };
        points.fold(start, |a, (x, y)| Area {
            x: (a.x.0.min(x), a.x.1.max(x)),
            y: (a.y.0.min(y), a.y.1.max(y)),
        })
    };
    numbers.chunks_exact(step).take(200).map(piece).collect()
}
