//! [`Author`]: whom an author of a Word file speaks for, and how that is known.
//!
//! A name is never guessed at: it is one that an actor answers to, one that somebody said or
//! that the project remembers, or, where it is known who sent the file, the sender's drafter.

use super::error::AppError;
use crate::lexicon::count;
use crate::limits;
use crate::project::{Change, Project, Put};
use crate::record::{Actor, ActorId, find};
use crate::revise::{self, Authored, marked::Marked};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What programs write where they know no name; never remembered as anybody's.
const NAMELESS: [&str; 4] = ["", "author", "unknown", "unknown author"];

/// Whom a person says that authors of files speak for, by the name in the file; nobody: what
/// such an author says is left out.
pub type Said = BTreeMap<String, BTreeSet<ActorId>>;

/// How it is known whom an author speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A person said so now.
    Said,
    /// A person said so before.
    Remembered,
    /// An actor, or each of several, answers to the name.
    Name,
    /// It was taken for a drafter of whoever sent the file.
    Drafter,
    /// It is not known.
    No,
}

/// An author of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name that the file has.
    pub name: String,
    /// How much of the file is theirs.
    pub has: Authored,
    /// Whom they speak for; nobody where that is not known.
    pub actors: BTreeSet<ActorId>,
    /// How that is known.
    pub known: Known,
}

impl Author {
    /// "“Maria Silva” (7 changes, 2 comments)".
    pub fn told(&self) -> String {
        format!("{} ({})", quoted(&self.name), counted(self.has))
    }

    /// Whether it is a list of actors that was cut short, and nobody knows the rest of it.
    pub fn is_lost_list(&self) -> bool {
        self.actors.is_empty() && revise::is_cut_list(&self.name)
    }

    /// The names of those they speak for, with commas.
    pub fn speaks_for(&self) -> String {
        self.actors.iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// "7 changes, 2 comments".
pub fn counted(has: Authored) -> String {
    let counts = [(has.changes, "change", "changes"), (has.comments, "comment", "comments")];
    let some = counts.into_iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<String> = some.map(|(n, one, many)| count(n, one, many)).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}

/// A name in quotation marks, cut where it is no name any more.
pub fn quoted(name: &str) -> String {
    let cut: String = name.chars().take(limits::QUOTE).collect();
    let more = if name.chars().count() > limits::QUOTE { "…" } else { "" };
    format!("“{cut}{more}”")
}

/// The authors of a file, by name. With a sender, whoever is not known drafts for the sender.
pub fn authors_of(project: &Project, copy: &Marked, sender: Option<&Actor>, said: &Said) -> Vec<Author> {
    let all = revise::authors(copy).into_iter();
    all.map(|(name, has)| {
        let (actors, known) = match revise::is_cut_list(&name) {
            true => list(project, copy, &name, sender, said),
            false => speaks_for(project, &name, sender, said),
        };
        Author { name, has, actors, known }
    })
    .collect()
}

/// A list of actors that Word has no room for is who its own comment says, and nobody's drafter.
fn list(
    project: &Project,
    copy: &Marked,
    name: &str,
    sender: Option<&Actor>,
    said: &Said,
) -> (BTreeSet<ActorId>, Known) {
    let (actors, known) = speaks_for(project, name, None, said);
    let asked = said.contains_key(name) || said.contains_key(name.trim());
    let all = revise::whole_list(copy, name).filter(|_| actors.is_empty() && !asked);
    let named = all.map(|all| answering(project, sender, all)).unwrap_or_default();
    if named.is_empty() { (actors, known) } else { (named, Known::Name) }
}

/// What a person said comes first, now or before: it was said because the name alone misleads.
fn speaks_for(
    project: &Project,
    name: &str,
    sender: Option<&Actor>,
    said: &Said,
) -> (BTreeSet<ActorId>, Known) {
    let one = |id: &ActorId| BTreeSet::from([project.known_as(id)]);
    // Whoever types a name sees no white space at its ends.
    if let Some(ids) = said.get(name).or_else(|| said.get(name.trim())) {
        let known = if ids.is_empty() { Known::No } else { Known::Said };
        return (ids.iter().map(|id| project.known_as(id)).collect(), known);
    }
    if let Some(id) = project.authors.get(name).or_else(|| project.authors.get(name.trim())) {
        return (one(id), Known::Remembered);
    }
    let named = answering(project, sender, name);
    match sender {
        _ if !named.is_empty() => (named, Known::Name),
        Some(sender) => (BTreeSet::from([sender.id.clone()]), Known::Drafter),
        None => (named, Known::No),
    }
}

/// The actors that a person means who typed this: several where commas divide it and any of its
/// parts is known, the others new; else one, known or new.
pub fn meant(project: &Project, typed: &str) -> BTreeSet<ActorId> {
    let known = |name: &str| one_answering(project, None, name);
    let is_list = known(typed).is_none() && typed.split(',').any(|part| known(part).is_some());
    let names = if is_list { typed.split(',').collect() } else { vec![typed] };
    let each = names.into_iter().map(|name| known(name).unwrap_or_else(|| project.actor(name).id));
    each.filter(|id| !id.as_str().is_empty()).collect()
}

/// The one actor that sent a file, from what a person typed; none for nothing. Several are
/// refused: which of them changed what could not be told.
pub fn one_sender(project: &Project, typed: &str) -> Result<Option<ActorId>, AppError> {
    let all = meant(project, typed);
    if all.len() > 1 {
        return AppError::refuse(format!(
            "{} are several actors, and one of them sent the file; name that one.",
            quoted(typed.trim())
        ));
    }
    Ok(all.into_iter().next())
}

/// The authors of several files, each name once.
pub fn united(all: impl IntoIterator<Item = Author>) -> Vec<Author> {
    let mut out: BTreeMap<String, Author> = BTreeMap::new();
    for author in all {
        match out.get_mut(&author.name) {
            Some(known) => {
                known.has.changes += author.has.changes;
                known.has.comments += author.has.comments;
            }
            None => drop(out.insert(author.name.clone(), author)),
        }
    }
    out.into_values().collect()
}

/// The actors that a name means; several for "EU, Japan", none unless each of them is known.
fn answering(project: &Project, sender: Option<&Actor>, name: &str) -> BTreeSet<ActorId> {
    if let Some(id) = one_answering(project, sender, name) {
        return BTreeSet::from([id]);
    }
    let parts: Vec<&str> = name.split(',').collect();
    let all: Option<BTreeSet<ActorId>> = parts.iter().map(|p| one_answering(project, sender, p)).collect();
    all.unwrap_or_default()
}

fn one_answering(project: &Project, sender: Option<&Actor>, name: &str) -> Option<ActorId> {
    if is_nameless(name) {
        return None;
    }
    if let Some(found) = find(name, project.actors.values().map(Arc::as_ref)) {
        return Some(project.known_as(&found.id));
    }
    let named = project.known_as(&ActorId::new(name));
    if project.tracks.contains_key(&named) {
        return Some(named);
    }
    sender.filter(|s| s.answers_to(name)).map(|s| s.id.clone())
}

/// Whether a name says nothing about who it is.
fn is_nameless(name: &str) -> bool {
    NAMELESS.contains(&name.trim().to_lowercase().as_str())
}

/// The change that keeps in the project what was said about these authors. What the names say
/// by themselves, and names that are none, are not kept.
pub fn remember(project: &Project, authors: &[Author]) -> Change {
    let said = authors.iter().filter(|a| a.known == Known::Said);
    // Of several it is not known who a name is by itself.
    let one = said.filter(|a| a.actors.len() == 1);
    let kept = one.filter(|a| !is_nameless(&a.name) && a.name.chars().count() <= limits::NAME);
    let changes = kept.filter_map(|author| {
        let was = project.authors.get(&author.name).cloned();
        let now = author.actors.first().cloned();
        let plain = was.is_none() && answering(project, None, &author.name) == author.actors;
        (was != now && !plain).then(|| Change::Author(author.name.clone(), Put { was, now }))
    });
    Change::All(changes.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revise::marked::{MarkedParagraph, MarkedRun, MarkedThread, Remark, Trace, Tracked};

    fn id(name: &str) -> ActorId {
        ActorId::new(name)
    }

    fn project() -> Project {
        let mut project = Project::default();
        let tuvalu = Actor { aliases: vec!["TV".into()], ..Actor::new(id("Tuvalu")) };
        project.actors.insert(tuvalu.id.clone(), Arc::new(tuvalu));
        project.authors.insert("Jordan".into(), id("Brazil"));
        project
    }

    fn who(name: &str, sender: Option<&str>, said: &[(&str, &str)]) -> (String, Known) {
        let project = project();
        let sender = sender.map(|s| project.actor(s));
        let said = said.iter().map(|(n, a)| ((*n).to_owned(), meant(&project, a))).collect();
        let (actors, known) = speaks_for(&project, name, sender.as_ref(), &said);
        (actors.iter().map(ActorId::as_str).collect::<Vec<_>>().join("+"), known)
    }

    #[test]
    fn who_an_author_is() {
        for (name, sender, said, expected, known) in [
            ("tv", None, &[][..], "Tuvalu", Known::Name),
            ("European Union", None, &[], "EU", Known::Name),
            ("EU, Japan", None, &[], "EU+Japan", Known::Name),
            ("EU, Maria", None, &[], "", Known::No),
            ("Jordan", None, &[], "Brazil", Known::Remembered),
            ("Jordan", None, &[("Jordan", "Norway")], "Norway", Known::Said),
            ("EU", None, &[("EU", "Norway")], "Norway", Known::Said),
            ("EU", None, &[("EU", "tv, Japan")], "Japan+Tuvalu", Known::Said),
            ("EU", None, &[("EU", "tv, Ruritania")], "Ruritania+Tuvalu", Known::Said),
            ("EU", None, &[("EU", "Ruritania, Republic of")], "Ruritania, Republic of", Known::Said),
            ("EU", None, &[("EU", "")], "", Known::No),
            ("Maria Silva", None, &[], "", Known::No),
            ("Maria Silva", Some("Chile"), &[], "Chile", Known::Drafter),
            ("Chile", Some("Chile"), &[], "Chile", Known::Name),
            ("chile, EU", Some("Chile"), &[], "Chile+EU", Known::Name),
            ("Unknown", None, &[], "", Known::No),
            ("Author", Some("Chile"), &[], "Chile", Known::Drafter),
            (" Maria ", None, &[("Maria", "Norway")], "Norway", Known::Said),
            ("Jordan ", None, &[], "Brazil", Known::Remembered),
            ("", None, &[], "", Known::No),
            (",", None, &[], "", Known::No),
        ] {
            assert_eq!(who(name, sender, said), (expected.to_owned(), known), "{name}");
        }
    }

    #[test]
    fn one_actor_sends_a_file() {
        let project = project();
        let sender = |typed: &str| one_sender(&project, typed).map_err(|e| e.to_string());
        assert_eq!(sender("tv"), Ok(Some(id("Tuvalu"))));
        assert_eq!(sender("A new body"), Ok(Some(id("A new body"))));
        assert_eq!(sender(" "), Ok(None));
        for several in ["EU, Japan", "EU, Maria", "Maria, tv"] {
            assert!(sender(several).is_err_and(|why| why.contains(several)), "{several}");
        }
    }

    #[test]
    fn only_what_was_said_and_the_name_does_not_say_is_remembered() {
        let author = |name: &str, actor: &str, known| Author {
            name: name.into(),
            has: Authored { changes: 1, comments: 0 },
            actors: BTreeSet::from([id(actor)]),
            known,
        };
        let project = project();
        let all = [
            author("Maria Silva", "Brazil", Known::Said),
            author("João", "Brazil", Known::Drafter),
            author("Author", "Brazil", Known::Said),
            author("EU", "EU", Known::Said),
            author("Jordan", "Jordan", Known::Said),
            author(&"x".repeat(limits::NAME + 1), "EU", Known::Said),
        ];
        let mut after = project.clone();
        remember(&project, &all).apply(&mut after).unwrap();
        let known: Vec<(&str, &str)> = after.authors.iter().map(|(n, a)| (n.as_str(), a.as_str())).collect();
        assert_eq!(known, [("Jordan", "Jordan"), ("Maria Silva", "Brazil")]);
        assert!(remember(&after, &all).is_nothing());
    }

    #[test]
    fn an_author_is_told_with_all_that_is_theirs() {
        let has = |changes, comments| counted(Authored { changes, comments });
        assert_eq!(has(7, 2), "7 changes, 2 comments");
        assert_eq!(has(1, 0), "1 change");
        assert_eq!(quoted(&"x".repeat(500)).chars().count(), limits::QUOTE + 3);
        let by = |by: &str| Some(Trace { by: by.into(), ..Trace::default() });
        let run = MarkedRun {
            text: "new".into(),
            tracked: Tracked { put: by("Maria"), gone: None },
            ..MarkedRun::default()
        };
        let copy = Marked {
            paragraphs: vec![MarkedParagraph { runs: vec![run], ..MarkedParagraph::default() }],
            ..Marked::default()
        };
        let all = authors_of(&project(), &copy, None, &Said::new());
        let [maria] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(maria.told(), "“Maria” (1 change)");
        assert_eq!((maria.actors.len(), maria.known), (0, Known::No));
    }

    #[test]
    fn a_list_without_room_is_who_its_comment_says_and_nobody_s_drafter() {
        let mut project = project();
        let names: Vec<String> = (0..30).map(|n| format!("Coalition {n}")).collect();
        for name in &names {
            project.actors.insert(id(name), Arc::new(Actor::new(id(name))));
        }
        let all = names.join(", ");
        let by = revise::cut_list(&all);
        let chile = project.actor("Chile");
        let who = |by: &str, text: String| {
            let said = vec![Remark { by: by.into(), date: None, text }];
            let threads = vec![MarkedThread { at: None, resolved: false, said }];
            let copy = Marked { threads, ..Marked::default() };
            let found = authors_of(&project, &copy, Some(&chile), &Said::new()).remove(0);
            (found.actors.len(), found.known, found.is_lost_list())
        };
        assert_eq!(who(&by, revise::list_in_full(&all)), (30, Known::Name, false));
        assert_eq!(who(&by, revise::list_in_full("EU, Japan")), (0, Known::No, true));
        assert_eq!(who(&by, "Agreed.".into()), (0, Known::No, true));
        let strange = format!("{all}, Maria Silva");
        assert_eq!(who(&revise::cut_list(&strange), revise::list_in_full(&strange)), (0, Known::No, true));
        assert_eq!(who("Maria", revise::list_in_full(&all)), (1, Known::Drafter, false));
    }
}
