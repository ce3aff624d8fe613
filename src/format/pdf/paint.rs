//! Draws a page without a brush: [`page`] follows its drawing steps and notes what stands where.
//!
//! Letters, bars and rules are kept; shapes, clips and pictures are not. Drawings inside drawings
//! are followed to a depth, everything is counted against the budget, and no step of a damaged
//! page does more than to be passed over.

use super::PdfError;
use super::budget::Budget;
use super::colour::{Ink, ink};
use super::file::{dict, get, inherited, number, numbers, unpacked};
use super::fonts::{Font, Fonts};
use super::letters::plain;
use super::matrix::Matrix;
use super::paper::{Bar, Letter, Paper};
use super::values;
use crate::limits;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::rc::Rc;

/// What is seen on a page.
pub(super) fn page(
    file: &Document,
    id: ObjectId,
    fonts: &mut Fonts,
    budget: &mut Budget,
) -> Result<Paper, PdfError> {
    let (size, upright) = sheet(file, id);
    let mut paper = Paper { size, upright: Some(upright), ..Paper::default() };
    let resources = inherited(file, id, b"Resources").and_then(|o| o.as_dict().ok());
    let mut content = Vec::new();
    for stream in file.get_page_contents(id) {
        match file.get_object(stream).and_then(Object::as_stream) {
            Ok(stream) => match unpacked(stream, budget)? {
                Some(bytes) => content.extend(bytes),
                None => paper.torn = true,
            },
            Err(_) => paper.torn = true,
        }
        content.push(b'\n');
        if content.len() > limits::PDF_PAGE {
            return Err(PdfError::TooLarge { most: limits::PDF_PAGE, what: "bytes of drawing on one page" });
        }
    }
    let mut painter = Painter { file, fonts, budget, paper, depth: 0 };
    painter.run(content, resources, State::new(upright))?;
    let mut paper = painter.paper;
    super::marks::apply(&mut paper);
    Ok(paper)
}

/// The size of a page as it is read, and the way there from its own coordinates.
fn sheet(file: &Document, id: ObjectId) -> ((f64, f64), Matrix) {
    let list = |key: &[u8]| inherited(file, id, key).map(|o| numbers(file, o)).filter(|b| b.len() == 4);
    let found = list(b"CropBox").or_else(|| list(b"MediaBox")).unwrap_or_default();
    let (x0, y0, x1, y1) = match *found {
        [a, b, c, d] if is_side(a - c) && is_side(b - d) => (a.min(c), b.min(d), a.max(c), b.max(d)),
        _ => (0.0, 0.0, 595.0, 842.0),
    };
    let (width, height) = (x1 - x0, y1 - y0);
    let turn = inherited(file, id, b"Rotate").and_then(number).unwrap_or(0.0) as i64;
    let here = Matrix([1.0, 0.0, 0.0, 1.0, -x0, -y0]);
    match turn.rem_euclid(360) {
        90 => ((height, width), here.then(Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]))),
        180 => ((width, height), here.then(Matrix([-1.0, 0.0, 0.0, -1.0, width, height]))),
        270 => ((height, width), here.then(Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]))),
        _ => ((width, height), here),
    }
}

/// Whether a page can be so wide or so high; one that cannot is taken for a sheet of A4.
fn is_side(length: f64) -> bool {
    (1.0..limits::PDF_SIDE).contains(&length.abs())
}

/// A step of our own at the end of a drawing: only who comes to it has read all of it.
const END: &[u8] = b"ChapeauReadAll";

/// What drawing steps change.
#[derive(Clone)]
struct State {
    at: Matrix,
    fill: Ink,
    stroke: Ink,
    thickness: f64,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(at: Matrix) -> Self {
        Self {
            at,
            fill: Ink::Dark,
            stroke: Ink::Dark,
            thickness: 1.0,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Where the next letter goes: the place and the start of the line.
struct Pen {
    at: Matrix,
    line: Matrix,
}

impl Pen {
    fn to(&mut self, matrix: Matrix) {
        (self.at, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.to(self.line.moved(x, y));
    }
}

struct Painter<'a> {
    file: &'a Document,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    paper: Paper,
    depth: usize,
}

impl<'a> Painter<'a> {
    fn run(
        &mut self,
        mut content: Vec<u8>,
        resources: Option<&'a Dictionary>,
        state: State,
    ) -> Result<(), PdfError> {
        values::in_steps(&content)?;
        let mut state = state;
        content.extend_from_slice(b"\n/");
        content.extend_from_slice(END);
        content.extend_from_slice(b" MP\n");
        let mut whole = false;
        let mut stack: Vec<State> = Vec::new();
        let mut pen = Pen { at: Matrix::SAME, line: Matrix::SAME };
        let mut path: Vec<Bar> = Vec::new();
        let mut last = (0.0, 0.0);
        for step in Content::decode_iter(&content) {
            self.budget.steps(1)?;
            let Ok(step) = step else {
                break;
            };
            let n: Vec<f64> = step.operands.iter().map(|o| number(o).unwrap_or(0.0)).collect();
            match step.operator.as_str() {
                "MP" => whole |= step.operands.first().is_some_and(|o| o.as_name().is_ok_and(|n| n == END)),
                "q" if stack.len() < 1000 => stack.push(state.clone()),
                "Q" => state = stack.pop().unwrap_or(state),
                "cm" => state.at = Matrix::of(&n).map_or(state.at, |m| m.then(state.at)),
                "w" => state.thickness = n.first().copied().unwrap_or(1.0),
                "re" | "m" | "l" => outline(&step.operator, &n, &state, &mut last, &mut path),
                "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => self.bars(&mut path, state.fill, 0.0),
                "S" | "s" => self.bars(&mut path, state.stroke, stroke(&state)),
                "n" | "c" | "v" | "y" => path.clear(),
                "Do" => self.inside(&step, resources, &state)?,
                "EI" | "BI" => self.paper.pictures += 1,
                operator => {
                    if !colour(operator, &n, self.file, resources, &step, &mut state) {
                        self.text(operator, &step, &n, resources, &mut state, &mut pen)?;
                    }
                }
            }
        }
        self.paper.torn |= !whole;
        Ok(())
    }

    fn bars(&mut self, path: &mut Vec<Bar>, ink: Ink, thickness: f64) {
        let room = limits::PDF_LETTERS.saturating_sub(self.paper.bars.len());
        // White covers and says nothing; so does what covers half of the page.
        let kept = path.drain(..).filter(|bar| ink != Ink::White && bar.y.1 - bar.y.0 < 200.0).take(room);
        self.paper.bars.extend(kept.map(|bar| Bar {
            ink,
            y: (bar.y.0 - thickness / 2.0, bar.y.1 + thickness / 2.0),
            ..bar
        }));
    }

    /// A drawing in the drawing, or a picture.
    fn inside(
        &mut self,
        step: &Operation,
        resources: Option<&'a Dictionary>,
        state: &State,
    ) -> Result<(), PdfError> {
        let Some(name) = step.operands.first().and_then(|o| o.as_name().ok()) else { return Ok(()) };
        let found =
            resources.and_then(|r| dict(self.file, r, b"XObject")).and_then(|x| get(self.file, x, name));
        let Some(Object::Stream(stream)) = found else { return Ok(()) };
        if get(self.file, &stream.dict, b"Subtype").and_then(|o| o.as_name().ok()) != Some(b"Form") {
            self.paper.pictures += 1;
            return Ok(());
        }
        if self.depth >= limits::PDF_DEPTH {
            self.paper.torn = true;
            return Ok(());
        }
        let Some(content) = unpacked(stream, self.budget)? else {
            self.paper.torn = true;
            return Ok(());
        };
        let matrix = get(self.file, &stream.dict, b"Matrix").and_then(|o| Matrix::of(&numbers(self.file, o)));
        let own = dict(self.file, &stream.dict, b"Resources").or(resources);
        let state = State { at: matrix.map_or(state.at, |m| m.then(state.at)), ..state.clone() };
        self.depth += 1;
        let done = self.run(content, own, state);
        self.depth -= 1;
        done
    }

    fn text(
        &mut self,
        operator: &str,
        step: &Operation,
        n: &[f64],
        resources: Option<&'a Dictionary>,
        state: &mut State,
        pen: &mut Pen,
    ) -> Result<(), PdfError> {
        let one = n.first().copied().unwrap_or(0.0);
        match (operator, n) {
            ("BT", _) => pen.to(Matrix::SAME),
            ("Tf", _) => {
                let name = step.operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                state.font = self.fonts.find(self.file, resources, name, self.budget)?;
                state.size = n.get(1).copied().unwrap_or(0.0);
            }
            ("Tc", _) => state.letter_space = one,
            ("Tw", _) => state.word_space = one,
            ("Tz", _) => state.stretch = one / 100.0,
            ("TL", _) => state.leading = one,
            ("Ts", _) => state.rise = one,
            ("Td", [x, y]) => pen.next_line(*x, *y),
            ("TD", [x, y]) => {
                state.leading = -y;
                pen.next_line(*x, *y);
            }
            ("Tm", _) => pen.to(Matrix::of(n).unwrap_or(pen.at)),
            ("T*", _) => pen.next_line(0.0, -state.leading),
            ("Tj", _) => self.show(step.operands.first(), state, pen)?,
            ("'", _) => {
                pen.next_line(0.0, -state.leading);
                self.show(step.operands.first(), state, pen)?;
            }
            ("\"", _) => {
                (state.word_space, state.letter_space) = (one, n.get(1).copied().unwrap_or(0.0));
                pen.next_line(0.0, -state.leading);
                self.show(step.operands.get(2), state, pen)?;
            }
            ("TJ", _) => {
                let list = step.operands.first().and_then(|o| o.as_array().ok());
                for part in list.map(Vec::as_slice).unwrap_or_default() {
                    match number(part) {
                        Some(back) => pen.at = pen.at.moved(-back / 1000.0 * state.size * state.stretch, 0.0),
                        None => self.show(Some(part), state, pen)?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Sets the letters of a string.
    fn show(&mut self, string: Option<&Object>, state: &State, pen: &mut Pen) -> Result<(), PdfError> {
        let Some(Object::String(bytes, _)) = string else { return Ok(()) };
        let Some(font) = state.font.clone() else {
            self.paper.unknown += bytes.len();
            return Ok(());
        };
        for sign in font.signs(bytes) {
            self.budget.steps(1)?;
            let space = if sign.space { state.word_space } else { 0.0 };
            let wide = (sign.width * state.size + state.letter_space + space) * state.stretch;
            let ink = sign.width * state.size * state.stretch;
            let place = pen.at.moved(0.0, state.rise).then(state.at);
            pen.at = pen.at.moved(wide, 0.0);
            // A letter that nobody knows is seen to be missing.
            self.paper.unknown += usize::from(sign.text.is_none());
            let text = sign.text.map_or_else(|| char::REPLACEMENT_CHARACTER.to_string(), |t| plain(&t));
            self.set(text, place, ink, state, &font)?;
        }
        Ok(())
    }

    fn set(
        &mut self,
        text: String,
        place: Matrix,
        width: f64,
        state: &State,
        font: &Font,
    ) -> Result<(), PdfError> {
        if text.is_empty() {
            return Ok(());
        }
        let ((x, y), along) = (place.point(0.0, 0.0), place.step(width, 0.0));
        let up = place.step(0.0, state.size);
        let size = up.0.hypot(up.1);
        let straight = up.1 > up.0.abs() * 4.0 && along.0 >= along.1.abs() * 4.0;
        let (right, top) = self.paper.size;
        let seen =
            (-2.0..right + 2.0).contains(&x) && (-2.0..top + 2.0).contains(&y) && size > 0.5 && size < 2000.0;
        if !straight || !seen {
            if self.paper.aside.len() < limits::PDF_LETTERS {
                self.paper.aside.push_str(&text);
            }
            return Ok(());
        }
        if self.paper.letters.len() >= limits::PDF_LETTERS {
            return Err(PdfError::TooLarge { most: limits::PDF_LETTERS, what: "letters on one page" });
        }
        self.paper.letters.push(Letter {
            text,
            x: (x, x + along.0),
            y,
            size,
            bold: font.bold,
            italic: font.italic,
            ink: state.fill,
            ..Letter::default()
        });
        Ok(())
    }
}

/// Rectangles and straight lines of a path, as bars on the page.
fn outline(operator: &str, n: &[f64], state: &State, last: &mut (f64, f64), path: &mut Vec<Bar>) {
    let mut bar = |a: (f64, f64), b: (f64, f64)| {
        if path.len() < 10_000 {
            let (x, y) = ((a.0.min(b.0), a.0.max(b.0)), (a.1.min(b.1), a.1.max(b.1)));
            path.push(Bar { x, y, ink: Ink::Dark });
        }
    };
    match (operator, n) {
        ("re", [x, y, w, h]) => bar(state.at.point(*x, *y), state.at.point(x + w, y + h)),
        ("m", [x, y]) => *last = state.at.point(*x, *y),
        ("l", [x, y]) => {
            let to = state.at.point(*x, *y);
            bar(*last, to);
            *last = to;
        }
        _ => {}
    }
}

/// How thick a drawn line is on the page.
fn stroke(state: &State) -> f64 {
    let (x, y) = state.at.step(0.0, state.thickness);
    x.hypot(y)
}

/// Whether a step set a colour, and sets it.
fn colour(
    operator: &str,
    n: &[f64],
    file: &Document,
    resources: Option<&Dictionary>,
    step: &Operation,
    state: &mut State,
) -> bool {
    let into = match operator {
        "g" | "rg" | "k" | "sc" | "scn" | "cs" => &mut state.fill,
        "G" | "RG" | "K" | "SC" | "SCN" | "CS" => &mut state.stroke,
        _ => return false,
    };
    *into = match operator {
        // A space of one colour of its own says nothing by its number: it is taken for dark.
        "cs" | "CS" => Ink::Dark,
        "sc" | "scn" | "SC" | "SCN" if n.len() == 1 && !plain_grey(file, resources, step) => Ink::Dark,
        _ => ink(n),
    };
    true
}

/// Whether the one number of a colour can be a grey. What the space is was said in another step,
/// so only a page without spaces of its own is sure.
fn plain_grey(file: &Document, resources: Option<&Dictionary>, step: &Operation) -> bool {
    let numeric = step.operands.first().is_some_and(|o| number(o).is_some());
    numeric && resources.and_then(|r| dict(file, r, b"ColorSpace")).is_none_or(Dictionary::is_empty)
}
