//! A little notation for sources with marks, for tests.
//!
//! A line is a paragraph: "1.|We {+EU:strongly +}support {-EU,Japan:all -}peace". `{+A:…+}` was
//! put in by A, `{-A:…-}` taken out, `{+A:…{-B:…-}…+}` put in by A and taken out by B. A name
//! with `~m` is one end of the move m. At the end of a line `¶+A`, `¶-A` are its end.

use super::super::marked::*;
use crate::text::Kind;

/// A source from its lines.
pub(super) fn marked(lines: &[&str]) -> Marked {
    Marked { paragraphs: lines.iter().map(|line| paragraph(line)).collect(), ..Marked::default() }
}

fn trace(name: &str) -> Option<Trace> {
    let (by, moved) = name.split_once('~').map_or((name, None), |(by, m)| (by, Some(m.to_owned())));
    Some(Trace { by: by.to_owned(), date: None, moved })
}

fn paragraph(line: &str) -> MarkedParagraph {
    let (issued, line) = line.split_once('|').map_or((None, line), |(i, l)| (Some(i.to_owned()), l));
    let mut end = Tracked::default();
    let mut parts = line.split('¶');
    let text = parts.next().unwrap_or_default();
    for part in parts {
        let (sign, name) = part.split_at(1);
        if sign == "+" { end.put = trace(name) } else { end.gone = trace(name) }
    }
    let kind = match issued.as_deref() {
        Some("h") => Kind::Heading,
        Some("p") => Kind::Plain,
        _ => Kind::Operative,
    };
    let issued = issued.filter(|i| i.ends_with('.'));
    MarkedParagraph { kind, issued, runs: runs(text), end, ..MarkedParagraph::default() }
}

fn runs(text: &str) -> Vec<MarkedRun> {
    let mut out: Vec<MarkedRun> = Vec::new();
    let mut open: Vec<(bool, Option<Trace>)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let sign = |plus: &str, minus: &str| {
            if rest.starts_with(plus) { Some(true) } else { rest.starts_with(minus).then_some(false) }
        };
        if let Some(put) = sign("{+", "{-") {
            let (name, behind) = rest[2..].split_once(':').expect("a name");
            open.push((put, trace(name)));
            rest = behind;
        } else if sign("+}", "-}").is_some() {
            open.pop();
            rest = &rest[2..];
        } else {
            let end =
                ["{+", "{-", "+}", "-}"].iter().filter_map(|s| rest.find(s)).min().unwrap_or(rest.len());
            let mut tracked = Tracked::default();
            for (put, trace) in &open {
                if *put { tracked.put.clone_from(trace) } else { tracked.gone.clone_from(trace) }
            }
            out.push(MarkedRun { text: rest[..end].to_owned(), tracked, ..MarkedRun::default() });
            rest = &rest[end..];
        }
    }
    out
}
