//! [`Paper`]: one page as what is seen on it: letters, bars and rules, each at its place.
//!
//! Places are in points from the lower left corner of the page as it is read, turned upright.

use super::colour::Ink;
use super::matrix::Matrix;

/// A letter, or several that are one sign.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Letter {
    /// What it says; never empty.
    pub text: String,
    /// Its left and right edge.
    pub x: (f64, f64),
    /// The line that it stands on.
    pub y: f64,
    /// The size of its font.
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
    pub ink: Ink,
    /// Highlighted, underlined, struck: by what is drawn there or by an annotation.
    pub highlighted: bool,
    pub underlined: bool,
    pub struck: bool,
    /// Part of a link.
    pub linked: bool,
}

/// Something filled or drawn: a bar behind words, a rule under them or through them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub ink: Ink,
}

impl Bar {
    /// Whether it is a thin line from left to right.
    pub fn is_rule(&self) -> bool {
        self.y.1 - self.y.0 <= 2.5
            && self.x.1 - self.x.0 > 2.0
            && self.x.1 - self.x.0 > 2.0 * (self.y.1 - self.y.0)
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Paper {
    /// Width and height.
    pub size: (f64, f64),
    /// From the coordinates of the file to those of the page.
    pub upright: Option<Matrix>,
    pub letters: Vec<Letter>,
    pub bars: Vec<Bar>,
    /// Letters that stand turned or outside the page, as words in the order they were drawn.
    pub aside: String,
    /// Letters that nobody knows.
    pub unknown: usize,
    /// Pictures on it.
    pub pictures: usize,
    /// Whether it could not be read to its end.
    pub torn: bool,
    /// Comments pinned to it, as their authors wrote them.
    pub comments: Vec<String>,
}
