//! One gap of a party becomes wishes: words, new paragraphs, paragraphs that go or are joined.
//!
//! Ends of paragraphs cut a gap into lines. Each line belongs to the paragraph that it stands
//! in when all is done; nothing here knows the base.

use super::wants::{Edit, Wants};
use std::collections::BTreeSet;

/// What lies between two ends of paragraphs in a gap.
#[derive(Default)]
struct Piece {
    /// Atoms, and whether each is put in.
    items: Vec<(usize, bool)>,
    /// The end that closes it, and whether that is put in.
    end: Option<(usize, bool)>,
}

impl Piece {
    fn gone(&self) -> Vec<usize> {
        self.items.iter().filter(|(_, new)| !new).map(|(n, _)| *n).collect()
    }

    fn put(&self) -> Vec<usize> {
        self.items.iter().filter(|(_, new)| *new).map(|(n, _)| *n).collect()
    }
}

/// Atoms put in that make a line, and the paragraph of the source that it looks like.
type Line = (Vec<usize>, usize);

impl Wants<'_> {
    /// The wishes of a gap; `amended` says that it holds words of others.
    pub(super) fn gap(&mut self, items: &[(usize, bool)], next: Option<usize>, amended: bool) {
        let mut pieces = vec![Piece::default()];
        for (n, new) in items {
            let Some(last) = pieces.last_mut() else { return };
            if self.is_end(*n) {
                last.end = Some((*n, *new));
                pieces.push(Piece::default());
            } else {
                last.items.push((*n, *new));
            }
        }
        let ends: Vec<bool> = pieces.iter().filter_map(|p| p.end).map(|(_, new)| new).collect();
        if ends.is_empty() && (self.kept, next) == (None, None) && self.place_of(items).is_none() {
            // Nothing stands in the file that these words could be put into.
            let lines = pieces.iter().map(|p| self.line(p)).collect();
            self.new_lines(None, lines);
        } else if ends.is_empty() {
            self.words(items, next, amended);
        } else if ends.iter().all(|new| *new) {
            self.opened(&pieces, next);
        } else {
            self.closed(&pieces, next);
        }
    }

    /// Where the first words of the text are that a gap takes out.
    fn place_of(&self, items: &[(usize, bool)]) -> Option<(usize, usize)> {
        items.iter().filter(|(_, new)| !new).find_map(|(n, _)| self.place(*n))
    }

    /// Whether the gap begins inside a paragraph.
    fn is_inside(&self) -> bool {
        self.kept.is_some_and(|n| !self.is_end(n))
    }

    /// Words alone.
    fn words(&mut self, items: &[(usize, bool)], next: Option<usize>, amended: bool) {
        let gone: Vec<usize> = items.iter().filter(|(_, new)| !new).map(|(n, _)| *n).collect();
        if let Some((row, 0)) = gone.first().and_then(|n| self.place(*n)) {
            let all = self.rows.get(row).is_some_and(|r| r.atoms.len() == gone.len());
            if all && items.iter().all(|(n, new)| !new || self.is_blank(&[*n])) && self.ends_there(next) {
                return self.out.push(Edit::Delete { row });
            }
        }
        let mut clusters: Vec<Vec<(usize, bool)>> = Vec::new();
        // What the open cluster takes out last.
        let mut taken = None;
        for item in items {
            match clusters.last_mut() {
                Some(last) if !self.parts(last.last().copied(), taken, *item, amended) => last.push(*item),
                _ => {
                    clusters.push(vec![*item]);
                    taken = None;
                }
            }
            taken = if item.1 { taken } else { Some(item.0) };
        }
        let place = |item: &(usize, bool)| if item.1 { None } else { self.place(item.0) };
        let mut made: Vec<Edit> = Vec::with_capacity(clusters.len());
        let first: Vec<_> = clusters.iter().map(|c| c.iter().find_map(place)).collect();
        let mut behind: Vec<_> = first
            .iter()
            .rev()
            .scan(None, |next, own| {
                let here = *next;
                *next = own.or(here);
                Some(here)
            })
            .collect();
        let mut before = None;
        for cluster in &clusters {
            let behind = behind.pop().flatten();
            let own: Vec<(usize, usize)> = cluster.iter().filter_map(place).collect();
            let piece = Piece { items: cluster.clone(), end: None };
            let first = cluster.first().map_or(0, |(n, _)| *n);
            if let (Some(Edit::Words { row, range, gone, .. }), true) = (made.last(), self.is_version(first))
            {
                let (row, range, gone) = (*row, range.clone(), gone.clone());
                made.push(Edit::Words { row, range, gone, lines: vec![piece.put()] });
                before = own.last().map(|(row, at)| (*row, at + 1)).or(before);
                continue;
            }
            let (row, start) = own.first().copied().or(before).or(behind).unwrap_or_else(|| self.here(next));
            let end = own.last().map_or(start, |(_, at)| at + 1);
            before = own.last().map(|(row, at)| (*row, at + 1)).or(before);
            made.push(Edit::Words { row, range: start..end, gone: piece.gone(), lines: vec![piece.put()] });
        }
        self.out.extend(made);
    }

    /// Whether an item begins a wish of its own behind the last one, where `taken` is what was
    /// taken out last. A file that names several authors for one
    /// change has each change on its own; what a person writes in one place is one.
    fn parts(
        &self,
        last: Option<(usize, bool)>,
        taken: Option<usize>,
        (n, new): (usize, bool),
        amended: bool,
    ) -> bool {
        let Some((last, was_new)) = last else { return false };
        let gone = taken.and_then(|n| self.place(n));
        let next = gone.map(|(row, at)| (row, at + 1));
        if !new && next.is_some() && next != self.place(n) {
            return true;
        }
        if new && was_new && gone.is_some() && self.is_after_rival(n) {
            return true;
        }
        let other = self.wanted_by(last) != self.wanted_by(n);
        // Behind new words of theirs, others take out something else.
        let before = taken.and_then(|n| self.wanted_by(n));
        let anew = !new && before.is_some_and(|by| Some(by) != self.wanted_by(n));
        !amended && was_new && (anew || (other && (!new || gone.is_some())))
    }

    fn ends_there(&self, next: Option<usize>) -> bool {
        next.is_none_or(|n| self.is_end(n))
    }

    /// Ends were put in and none was taken out: new paragraphs, or a paragraph cut up.
    fn opened(&mut self, pieces: &[Piece], next: Option<usize>) {
        let last = pieces.len() - 1;
        let touched = |p: &&Piece| p.items.iter().any(|(_, new)| !new);
        let first_gone = pieces.iter().position(|p| touched(&p));
        let start = if self.is_inside() { 0 } else { first_gone.unwrap_or(last) };
        let lines = pieces.iter().take(start).map(|p| self.line(p)).collect();
        let still = self.last;
        self.new_lines(still, lines);
        let rest = pieces.get(start..).unwrap_or_default();
        if !self.is_inside() && next.is_none() && first_gone.is_none() {
            let lines = rest.iter().map(|p| self.line(p)).collect();
            return self.new_lines(still, lines);
        }
        let stop = match self.ends_there(next) {
            true => rest.iter().rposition(|p| touched(&p)).unwrap_or(0),
            false => rest.len().saturating_sub(1),
        };
        let (own, behind) = rest.split_at((stop + 1).min(rest.len()));
        if let [one] = own {
            if !one.items.is_empty() {
                self.words(&one.items.clone(), next, false);
            }
        } else {
            let gone: Vec<usize> = own.iter().flat_map(Piece::gone).collect();
            let first = gone.first().and_then(|n| self.place(*n));
            let (row, from) = first.unwrap_or_else(|| self.here(next));
            let to = gone.last().and_then(|n| self.place(*n)).map_or(from, |(_, at)| at + 1);
            let lines = self.lines(own, next);
            let none = lines.len() == 1 && lines.iter().all(|line| self.is_blank(line));
            if none && self.rows.get(row).is_some_and(|r| r.atoms.len() == gone.len()) {
                self.out.push(Edit::Delete { row });
            } else if !none || from < to {
                self.out.push(Edit::Words { row, range: from..to, gone, lines });
            }
        }
        let row = self.kept.or(next).and_then(|n| self.place(n)).map(|(row, _)| row);
        let row = next.and_then(|n| self.place(n)).map(|(row, _)| row).or(row);
        let lines = behind.iter().map(|p| self.line(p)).collect();
        let after = row.map_or(still, |row| self.hold(row));
        self.new_lines(after, lines);
    }

    /// The lines of a paragraph that is cut up; empty ones are no paragraphs.
    fn lines(&self, pieces: &[Piece], next: Option<usize>) -> Vec<Vec<usize>> {
        let mut lines: Vec<Vec<usize>> = pieces.iter().map(Piece::put).collect();
        let last = lines.len().saturating_sub(1);
        let (first_joins, last_joins) = (self.is_inside(), !self.ends_there(next));
        let mut n = 0;
        lines.retain(|line| {
            let joins = (n == 0 && first_joins) || (n == last && last_joins);
            n += 1;
            joins || !self.is_blank(line)
        });
        if lines.is_empty() {
            lines.push(Vec::new());
        }
        lines
    }

    /// Ends were taken out: paragraphs go, or are joined.
    fn closed(&mut self, pieces: &[Piece], next: Option<usize>) {
        let inside = self.is_inside();
        let taken =
            |p: &Piece| p.end.filter(|(_, new)| !new).and_then(|(n, _)| self.place(n)).map(|(r, _)| r);
        let rows: Vec<usize> = pieces.iter().filter_map(taken).collect();
        let closed: BTreeSet<usize> = rows.iter().copied().collect();
        let Some(first) = rows.first().copied() else { return };
        let following = next.and_then(|n| self.place(n)).map(|(row, _)| row);
        let ends = self.ends_there(next);
        let gone: Vec<usize> = pieces.iter().flat_map(Piece::gone).collect();
        let of = |row: usize| -> Vec<usize> {
            gone.iter().filter(|n| self.place(**n).is_some_and(|(r, _)| r == row)).copied().collect()
        };
        let (head, tail) = (of(first), following.map(of).unwrap_or_default());
        // Lines with the row that they follow; the last one goes on in what stands behind.
        let mut lines: Vec<(Option<usize>, Line)> = Vec::new();
        let start = if inside { self.hold(first) } else { self.still };
        let (mut after, mut open) = (start, Vec::new());
        for piece in pieces {
            let own = piece.items.iter().find(|(_, new)| !new).and_then(|(n, _)| self.place(*n));
            let own = own.map(|(row, _)| row);
            if let Some(row) = own.filter(|row| !inside && closed.contains(row)) {
                after = self.hold(row);
            }
            open.extend(piece.put());
            match piece.end {
                Some((n, true)) => {
                    let from = self.stream.atoms.get(n).map_or(0, |a| a.from);
                    lines.push((after, (std::mem::take(&mut open), from)));
                }
                Some((n, false)) => after = self.place(n).and_then(|(row, _)| self.hold(row)),
                None => {}
            }
        }
        let joined = lines.is_empty();
        if inside {
            let own = if joined { std::mem::take(&mut open) } else { lines.remove(0).1.0 };
            let glue = joined && !ends && self.is_blank(&own);
            self.replace(first, None, head, if glue { Vec::new() } else { own });
        }
        for row in rows.iter().copied().skip(usize::from(inside)) {
            self.out.push(Edit::Delete { row });
        }
        let mut groups: Vec<(Option<usize>, Vec<Line>)> = Vec::new();
        for (after, line) in lines {
            match groups.last_mut() {
                Some((place, all)) if *place == after => all.push(line),
                _ => groups.push((after, vec![line])),
            }
        }
        groups.into_iter().for_each(|(after, lines)| self.new_lines(after, lines));
        match following {
            Some(row) if ends && self.is_blank(&open) => self.out.push(Edit::Delete { row }),
            Some(row) => {
                self.replace(row, Some(0), tail, open);
                if inside && joined && !ends {
                    self.out.push(Edit::Merge { row: first, second: row });
                }
            }
            None => {
                let from = open.first().and_then(|n| self.stream.atoms.get(*n)).map_or(0, |a| a.from);
                self.new_lines(after, vec![(open, from)]);
            }
        }
    }

    /// Words of one row for others; `at` is where they are put in if none is taken out, else
    /// its end.
    fn replace(&mut self, row: usize, at: Option<usize>, gone: Vec<usize>, new: Vec<usize>) {
        let len = self.rows.get(row).map_or(0, |r| r.atoms.len());
        let start = gone.first().and_then(|n| self.place(*n)).map_or(at.unwrap_or(len), |(_, at)| at);
        let end = gone.last().and_then(|n| self.place(*n)).map_or(start, |(_, at)| at + 1);
        if start < end || !new.is_empty() {
            self.out.push(Edit::Words { row, range: start..end, gone, lines: vec![new] });
        }
    }

    fn is_blank(&self, atoms: &[usize]) -> bool {
        atoms.iter().all(|n| self.stream.atoms.get(*n).is_none_or(|a| a.c.is_whitespace()))
    }

    fn line(&self, piece: &Piece) -> Line {
        let new = piece.put();
        let end = piece.end.map(|(n, _)| n).or(new.first().copied());
        let from = end.and_then(|n| self.stream.atoms.get(n)).map_or(0, |a| a.from);
        (new, from)
    }

    /// Proposes new paragraphs: those that the same parties want in a row as one.
    fn new_lines(&mut self, after: Option<usize>, lines: Vec<Line>) {
        let lines: Vec<Line> = lines.into_iter().filter(|(words, _)| !self.is_blank(words)).collect();
        let by = |line: &Line| line.0.first().and_then(|n| self.wanted_by(*n)).cloned();
        let made = lines.chunk_by(|a, b| by(a) == by(b)).map(|l| Edit::New { after, lines: l.to_vec() });
        let made: Vec<Edit> = made.collect();
        self.out.extend(made);
    }
}
