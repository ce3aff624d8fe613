//! [`Ink`]: what a colour means to a reader of a text: black, a colour, white.

/// A colour, as coarse as it is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ink {
    /// Black or dark grey, and all that is not known.
    #[default]
    Dark,
    /// A light grey, as tables have it.
    Pale,
    /// A colour.
    Coloured,
    /// White or nearly.
    White,
}

/// The ink of one number for grey, three for red, green and blue, four for printer's colours;
/// of any other count it is dark.
pub(super) fn ink(numbers: &[f64]) -> Ink {
    let [r, g, b] = match *numbers {
        [grey] => [grey; 3],
        [r, g, b] => [r, g, b],
        [c, m, y, k] => [c, m, y].map(|part| (1.0 - part) * (1.0 - k)),
        _ => return Ink::Dark,
    };
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    if high - low > 0.2 {
        Ink::Coloured
    } else if low > 0.97 {
        Ink::White
    } else if low > 0.7 {
        Ink::Pale
    } else {
        Ink::Dark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks() {
        assert_eq!([ink(&[0.0]), ink(&[1.0]), ink(&[0.85])], [Ink::Dark, Ink::White, Ink::Pale]);
        assert_eq!([ink(&[1.0, 1.0, 0.0]), ink(&[0.1, 0.1, 0.15])], [Ink::Coloured, Ink::Dark]);
        assert_eq!([ink(&[0.0, 0.0, 1.0, 0.0]), ink(&[0.0, 0.0, 0.0, 1.0])], [Ink::Coloured, Ink::Dark]);
        assert_eq!(ink(&[]), Ink::Dark);
    }
}
