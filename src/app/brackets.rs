//! What all say in a compilation typed by hand: a track for each actor.
//!
//! Names are those of the project and those that the program knows, spelled as in a text. What
//! nobody knows is listed by the layers below, never guessed here.

use super::authors::Said;
use super::error::AppError;
use super::files;
use super::meant::answers;
use super::returns::lost;
use super::tables;
use crate::lexicon::{folded_name, known_actor, without_the};
use crate::limits;
use crate::project::Project;
use crate::record::{ActorId, Origin, Strand, Track, UNATTRIBUTED, named_in_text};
use crate::revise::marked::Marked;
use crate::revise::{BracketsInput, Dropped, FromBrackets, Listed, Parsed, Why, from_brackets as derive};
use crate::text::{Label, Ranges, Words};
use crate::weave::bracket::{speakers, stranger};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Who a name in a compilation means: an actor of the project, or one that the program knows.
pub(super) fn known(project: &Project, name: &str) -> Option<ActorId> {
    let id = named_in_text(name, project.actors.values().map(Arc::as_ref))?.id;
    // A comma joins names, and is part of one only in a name of the project.
    let own = project.actors.contains_key(&id) && id.as_str() == name;
    (own || !name.contains(',')).then_some(id)
}

/// Who the names in a text mean, as [`known`] says. A text asks of nearly all its words whether a
/// name begins there, and of the same names again and again: both are answered without going
/// through all actors.
pub(super) struct Listener<'a> {
    pub project: &'a Project,
    /// Every spelling that the project has, without case, dots and hyphens.
    spelled: HashSet<String>,
    /// Who names are that nobody knows, where a person said so.
    answers: BTreeMap<String, ActorId>,
    heard: RefCell<HashMap<String, Option<ActorId>>>,
    /// The answers that were used, by their names.
    told: RefCell<BTreeSet<String>>,
}

impl<'a> Listener<'a> {
    pub fn new(project: &'a Project) -> Self {
        // What is remembered names one actor each.
        Self::with(project, answers(project, &Said::new()).unwrap_or_default())
    }

    /// One that knows besides who some names are.
    pub fn with(project: &'a Project, answers: BTreeMap<String, ActorId>) -> Self {
        let names = project.actors.values().flat_map(|a| {
            [a.id.as_str(), a.name.as_str()].into_iter().chain(a.aliases.iter().map(String::as_str))
        });
        Self {
            project,
            spelled: names.map(folded_name).collect(),
            answers,
            heard: RefCell::default(),
            told: RefCell::default(),
        }
    }

    pub fn known(&self, name: &str) -> Option<ActorId> {
        if let Some(heard) = self.heard.borrow().get(name) {
            return heard.clone();
        }
        let named = self.is_a_name(name) || without_the(name).is_some_and(|rest| self.is_a_name(rest));
        let found = if named { known(self.project, name) } else { None };
        // What a name says by itself comes first: an answer is for one that nobody knows.
        let found = found.or_else(|| self.answers.get(name).filter(|a| a.as_str() != UNATTRIBUTED).cloned());
        if found.is_some() && !named {
            self.told.borrow_mut().insert(name.to_owned());
        }
        self.heard.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    fn is_a_name(&self, name: &str) -> bool {
        let folded = folded_name(name);
        folded.is_empty() || self.spelled.contains(&folded) || known_actor(name).is_some()
    }
}

/// The text of a compilation with the lines that only name an actor or a paragraph marked as
/// headings, so that they are not taken for a part of what stands around them.
pub fn with_heads(project: &Project, text: &str) -> String {
    let listener = Listener::new(project);
    let known = |name: &str| listener.known(name);
    let named = |line: &str| speakers(line, &known).is_some_and(|(_, start)| start >= line.len());
    let stacked = text.lines().any(|line| line.len() <= limits::NAME && named(line.trim()));
    let heads = |line: &str, free: bool| {
        let line = line.trim();
        let short = !line.is_empty() && line.len() <= limits::NAME;
        let label = || line.starts_with(['O', 'P']) && line.trim_end_matches(':').parse::<Label>().is_ok();
        // What looks like a name that nobody knows is a line of its own only behind an empty one.
        short && (label() || named(line) || (stacked && free && stranger(line).is_some()))
    };
    let mut free = false;
    let line = |line: &str| {
        let is = heads(line, std::mem::replace(&mut free, line.trim().is_empty()));
        if is { format!("\n## {}\n\n", line.trim()) } else { line.to_owned() }
    };
    unwrapped(text).split_inclusive('\n').map(line).collect()
}

/// The most lines over which a bracket is wrapped.
const WRAPPED: usize = 60;

/// A text with the lines joined over which a bracket goes on: inside of one no line is a head, and
/// none that ends in a colon ends a paragraph. A bracket that is not closed before the next blank
/// line or label joins nothing.
fn unwrapped(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut depth = deeper(0, line);
        let mut to = at;
        while depth > 0 && to < at + WRAPPED {
            let next = lines.get(to + 1).filter(|next| !next.trim().is_empty() && !is_labelled(next));
            let Some(next) = next else { break };
            depth = deeper(depth, next);
            to += 1;
        }
        let end = if depth == 0 { to } else { at };
        for joined in lines.get(at..end).unwrap_or_default() {
            out.push_str(joined.trim_end());
            out.push(' ');
        }
        let last = lines.get(end).copied().unwrap_or_default();
        out.push_str(if end > at { last.trim_start() } else { last });
        at = end + 1;
    }
    out
}

/// How many brackets are open behind a line.
fn deeper(depth: usize, line: &str) -> usize {
    line.chars().fold(depth, |depth, c| match c {
        '[' => depth + 1,
        ']' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether a line begins with a label: "5. ", "5 bis", "OP5", "(a) ", or a mark of a list.
fn is_labelled(line: &str) -> bool {
    const PUT_IN: [&str; 5] = ["bis", "ter", "quater", "quat", "alt"];
    // "- 26. We": an item of a list; "- EU]": who says so.
    let mut words = line.split_whitespace().skip_while(|w| *w == "-");
    let word = words.next().unwrap_or_default();
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let next = words.next().unwrap_or_default().trim_end_matches(['.', ':']);
    let number = rest.len() < word.len()
        && (rest == "."
            || PUT_IN.iter().any(|name| rest.trim_end_matches(['.', ':']).ends_with(name))
            || (rest.is_empty() && PUT_IN.contains(&next)));
    let series = word.strip_prefix("OP").or_else(|| word.strip_prefix("PP"));
    let series = series.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
    let sub = word.len() <= 6 && word.starts_with('(') && word.ends_with(')');
    number || series || sub || matches!(word, "*" | "•" | "#" | "##" | "###")
}

/// Reads a compilation: any source, and of text with its lines that are names set apart.
pub fn open_compilation(project: &Project, path: &Path) -> Result<Parsed, AppError> {
    let mut parsed = files::open_source_with(path, &|text| with_heads(project, text), &|marked| {
        let struck = struck_alone(&marked);
        let (marked, more, mut dropped) = tables::parted(project, marked);
        dropped.extend(struck);
        (marked, more, dropped)
    })?;
    plainly(&mut parsed);
    Ok(parsed)
}

/// Reads a compilation that is plain text.
pub(super) fn parsed_compilation(project: &Project, text: &str) -> Parsed {
    let mut parsed = crate::format::plain::read_compilation(&with_heads(project, text));
    plainly(&mut parsed);
    parsed
}

/// Takes the looks off that only say what is put in and taken out.
fn plainly(parsed: &mut Parsed) {
    for paragraph in &mut parsed.paragraphs {
        if LOOKS.iter().any(|look| paragraph.words.text().contains(look)) {
            paragraph.words = unstruck(&paragraph.words);
        }
        if !paragraph.words.bold().is_empty() {
            paragraph.words = paragraph.words.restyled(paragraph.words.italic().clone(), Ranges::default());
        }
    }
}

/// The words of a Word file that are struck through outside of brackets: of what stands inside of
/// them it is said what is to become of it.
fn struck_alone(marked: &Marked) -> Vec<Dropped> {
    let mut out: Vec<Dropped> = Vec::new();
    for (paragraph, line) in marked.paragraphs.iter().zip(1..) {
        let (mut depth, mut open) = (0_usize, false);
        for run in paragraph.runs.iter().filter(|r| r.tracked.gone.is_none() && r.note.is_none()) {
            for c in run.text.chars() {
                let struck = run.look.struck && depth == 0 && !matches!(c, '[' | ']');
                match out.last_mut().filter(|_| open && struck) {
                    Some(last) => last.text.push(c),
                    None if struck => {
                        out.push(Dropped { line, text: c.to_string(), why: Why::Struck });
                    }
                    None => {}
                }
                open = struck;
                match c {
                    '[' => depth += 1,
                    ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }
    out.retain(|d| !d.text.trim().is_empty());
    out
}

/// How words that are struck, and bold ones, are marked in text.
const LOOKS: [&str; 2] = ["~~", "**"];

/// Words without marks of bold that stand where Markdown knows none, and without the marks of
/// those that are struck inside brackets: what is to become of them is said there. Elsewhere
/// nobody says so, and the marks stay, to be listed.
fn unstruck(words: &Words) -> Words {
    let mut out = Words::default();
    let (mut depth, mut kept, mut at) = (0_usize, 0, 0);
    let chars: Vec<char> = words.text().chars().collect();
    while let Some(c) = chars.get(at) {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '~' | '*' if (depth > 0 || *c == '*') && chars.get(at + 1) == Some(c) => {
                out.push(&words.slice(kept..at));
                at += 1;
                kept = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    out.push(&words.slice(kept..words.len()));
    out
}

/// What every actor says in a compilation of the last revision: a track each, with what a person
/// should look at.
pub fn from_brackets(project: &Project, copy: &Parsed) -> Result<(Vec<Track>, FromBrackets), AppError> {
    from_brackets_with(project, copy, &Said::new())
}

/// The same, with who a person says that names are which nobody knows.
pub fn from_brackets_with(
    project: &Project,
    copy: &Parsed,
    said: &Said,
) -> Result<(Vec<Track>, FromBrackets), AppError> {
    let Some(revision) = project.last() else {
        return AppError::refuse("There is no text yet that the compilation could be about.");
    };
    let answers = answers(project, said)?;
    let listener = Listener::with(project, answers.clone());
    let known = |name: &str| listener.known(name);
    let (base, hash, title) = (&revision.document, revision.hash, &project.head.title);
    let mut made = derive(&BracketsInput { base, hash, title, copy, known: &known, answers: &answers });
    let told = listener.told.take();
    let used: Vec<String> = told
        .into_iter()
        .filter(|name| answers.get(name).is_some_and(|actor| made.strands.contains_key(actor)))
        .collect();
    if !used.is_empty() {
        // A name with an answer is read like any other: where it stands is seen without one.
        let none = BTreeMap::new();
        let listener = Listener::with(project, none.clone());
        let known = |name: &str| listener.known(name);
        let bare = derive(&BracketsInput { base, hash, title, copy, known: &known, answers: &none });
        for name in used {
            let at = bare.unknown.get(&name).cloned().unwrap_or_default();
            made.answered.insert(name, at);
        }
    }
    made.unplaced.extend(lost(&copy.report.dropped, false).map(|d| Listed {
        label: format!("line {}", d.line),
        text: d.text.trim().to_owned(),
        why: d.why.to_string(),
    }));
    let track = |(actor, strand): (&ActorId, &Strand)| Track {
        actor: actor.clone(),
        strands: BTreeMap::from([(Origin::Brackets, strand.clone())]),
    };
    let tracks = made.strands.iter().map(track).collect();
    Ok((tracks, made))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Actor;
    use crate::revise::Report;
    use crate::revise::marked::{Look, MarkedParagraph, MarkedRun};

    #[test]
    fn brackets_that_are_wrapped_are_one_line() {
        for (text, one) in [
            ("a [b:\nEU / c -\nJapan\n] d\ne\n", "a [b: EU / c - Japan ] d\ne\n"),
            ("a [b\r\n- EU] c\r\n\r\nd", "a [b - EU] c\r\n\r\nd"),
            ("a [b\n\nc] d\n", "a [b\n\nc] d\n"),
            ("a [b\n2. c] d\n", "a [b\n2. c] d\n"),
            ("a [b\n2 bis c] d\n", "a [b\n2 bis c] d\n"),
            ("a [b\n- 26. c] d\n", "a [b\n- 26. c] d\n"),
            ("a [b of\n25 May] d [c\n- EU]", "a [b of 25 May] d [c - EU]"),
            ("a [b\nArgentina\nc\n", "a [b\nArgentina\nc\n"),
            ("a] b\nc\n", "a] b\nc\n"),
            ("", ""),
        ] {
            assert_eq!(unwrapped(text), one, "{text:?}");
        }
    }

    #[test]
    fn struck_words_of_nobody_are_listed() {
        let run = |text: &str, struck| MarkedRun {
            text: text.to_owned(),
            look: Look { struck, ..Look::default() },
            ..MarkedRun::default()
        };
        let runs = vec![
            run("free ", false),
            run("hum", true),
            run("anity ", true),
            run("from ", false),
            run("[all - EU", true),
            run(" delete] ", false),
            run(" ", true),
            run("ships", true),
        ];
        let paragraph = MarkedParagraph { runs, ..MarkedParagraph::default() };
        let marked = Marked { paragraphs: vec![MarkedParagraph::default(), paragraph], ..Marked::default() };
        let listed: Vec<_> = struck_alone(&marked).into_iter().map(|d| (d.line, d.text)).collect();
        assert_eq!(listed, [(2, "humanity ".to_owned()), (2, " ships".to_owned())]);
    }

    #[test]
    fn a_listener_hears_whom_a_look_through_all_actors_finds() {
        let mut project = Project::of(crate::format::plain::read("1. Calls upon all."), "Zero").unwrap();
        for actor in [
            Actor { aliases: vec!["RUR".into(), "—".into()], ..Actor::new(ActorId::new("Ruritania")) },
            Actor { name: "Norway, in this room".into(), ..Actor::new(ActorId::new("Norway")) },
        ] {
            project.actors.insert(actor.id.clone(), Arc::new(actor));
        }
        let listener = Listener::new(&project);
        for name in [
            "EU",
            "the EU",
            "The Gambia",
            "US",
            "us",
            "Us",
            "NOR",
            "Nor",
            "RUR",
            "rur",
            "ruritania",
            "RURITANIA",
            "the Ruritania",
            "Norway, in this room",
            "EU, US",
            "—",
            "…",
            "",
            "the",
            "the …",
            " EU ",
            "G-77 & China",
            "the G-77 and China",
            "Nobody",
            "Turkey",
            "turkey",
            "who",
        ] {
            for _ in 0..2 {
                assert_eq!(listener.known(name), known(&project, name), "{name:?}");
            }
        }
    }

    #[test]
    fn what_was_remarked_beside_a_compilation_is_listed() {
        let of = |report| Parsed { report, ..crate::format::plain::read("1. Calls upon all.") };
        let project = Project::of(of(Report::default()), "Zero").unwrap();
        let dropped = vec![Dropped { line: 1, text: "EU: no".to_owned(), why: Why::Comment }];
        let (_, made) = from_brackets(&project, &of(Report { dropped, ..Report::default() })).unwrap();
        let listed: Vec<_> = made.unplaced.iter().map(|l| (l.label.as_str(), l.text.as_str())).collect();
        assert_eq!(listed, [("line 1", "EU: no")]);
        assert!(made.needs_a_person());
    }
}
