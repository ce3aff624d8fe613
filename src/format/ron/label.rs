//! A label as it is said, "OP26 bis"; where that does not read back as the same label, exactly.
//!
//! Past *vicies* the field has no words for ordinals, and a file must lose nothing.

use super::{FileError, text::parse};
use crate::text::{Label, Series};

/// What begins the exact form: annex, series, number, ordinal, alternative, then the
/// sub-paragraphs with their ordinals: "=0 OP 5 21 0 1.0 2.3".
const EXACT: &str = "=";

pub(super) fn write(label: &Label) -> String {
    let said = label.to_string();
    if said.parse().as_ref() == Ok(label) {
        return said;
    }
    let Label { annex, series, number, ordinal, alternative, sub } = label;
    let series = if *series == Series::Preambular { "PP" } else { "OP" };
    let mut out = format!("{EXACT}{annex} {series} {number} {ordinal} {alternative}");
    sub.iter().for_each(|(n, ordinal)| out.push_str(&format!(" {n}.{ordinal}")));
    out
}

pub(super) fn read(text: &str) -> Result<Label, FileError> {
    let label = match text.strip_prefix(EXACT) {
        Some(exact) => parts(exact),
        None => Some(parse(text)?),
    };
    label.filter(bounded).ok_or_else(|| FileError::Malformed("a label is no label".into()))
}

/// Far above any text, and far below where counting on would overflow.
fn bounded(label: &Label) -> bool {
    const MOST: u16 = 10_000;
    let Label { annex, series: _, number, ordinal, alternative, sub } = label;
    let low = |n: &u16| *n <= MOST;
    *number <= crate::limits::LABEL
        && [annex, ordinal, alternative].into_iter().all(low)
        && sub.len() <= usize::from(u8::MAX)
        && sub.iter().all(|(n, ordinal)| low(n) && low(ordinal))
}

fn parts(exact: &str) -> Option<Label> {
    let mut parts = exact.split(' ');
    let mut next = || parts.next();
    let annex = next()?.parse().ok()?;
    let series = match next()? {
        "PP" => Series::Preambular,
        "OP" => Series::Operative,
        _ => return None,
    };
    let (number, ordinal, alternative) =
        (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
    let sub = parts.map(|part| {
        let (n, ordinal) = part.split_once('.')?;
        Some((n.parse().ok()?, ordinal.parse().ok()?))
    });
    Some(Label { annex, series, number, ordinal, alternative, sub: sub.collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back() {
        let plain = Label::new(Series::Operative, 26);
        let mut all = vec![plain.clone(), plain.next_ordinal(), plain.under(3)];
        for n in [0, 1, 19, 20, 21, 22, 300, 10_000] {
            all.push(Label { ordinal: n, ..plain.clone() });
            all.push(Label { annex: n, series: Series::Preambular, ..plain.clone() });
            all.push(Label { alternative: n, number: u32::from(n), ..plain.clone() });
            all.push(Label { sub: vec![(n, 0), (1, n), (n, n)], ..plain.clone() });
        }
        for label in all {
            assert_eq!(read(&write(&label)), Ok(label));
        }
        assert_eq!(write(&plain), "OP26");
        for wrong in [
            "",
            "=",
            "=0",
            "=0 XX 1 0 0",
            "=0 OP 1 0 0 1",
            "=0 OP 1 0 0 ",
            "=0 OP -1 0 0",
            "=0 OP 1 10001 0",
            "OP4294967295",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
