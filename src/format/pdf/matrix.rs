//! [`Matrix`]: where things drawn in one system of coordinates stand in another.

/// Six numbers, as a PDF has them: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Everything stays where it is.
    pub const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The one of six numbers; any other count is none.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        <[f64; 6]>::try_from(numbers).ok().map(Self)
    }

    /// Shifted.
    pub fn moved(self, x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    /// First this one, then the other.
    pub fn then(self, other: Matrix) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point goes.
    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How far a step goes.
    pub fn step(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}
