//! [`Names`] and [`Veil`]: whether names are shown: all, those of groups only, or none.
//!
//! One place, used by the page, the panels and every export: what is computed with real names is
//! given the names that are shown before anything is drawn or written. Groups that look alike
//! then stay apart, and no project is changed. What an actor typed, words, reasons and comments,
//! is never rewritten, and nobody's group is guessed.

use crate::project::Project;
use crate::record::{ActorId, Class, Position, Proposal, Standing, Wish};
use crate::text::{Hash, Label};
use crate::weave::{Arm, Change, Compilation, CompiledParagraph, Group, Kept, Node, Tag, Voice};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

/// Which names are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Names {
    /// Everybody's.
    #[default]
    All,
    /// Those of groups, of the chair and the Secretariat; of all others what they are: "a
    /// delegation", "3 delegations".
    Groups,
    /// Nobody's.
    None,
}

impl Names {
    /// All of them.
    pub const ALL: [Names; 3] = [Names::All, Names::Groups, Names::None];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Names::All => "all",
            Names::Groups => "groups",
            Names::None => "none",
        }
    }

    /// Whether it shows more names than another.
    pub fn hides_less(self, other: Names) -> bool {
        let place = |names| Names::ALL.iter().position(|n| *n == names);
        place(self) < place(other)
    }

    /// What the window says of it; nothing where all names are shown.
    pub fn told(self) -> &'static str {
        match self {
            Names::All => "",
            Names::Groups => "Names of groups only",
            Names::None => "No names",
        }
    }
}

impl FromStr for Names {
    type Err = UnknownNames;
    fn from_str(s: &str) -> Result<Self, UnknownNames> {
        let found = Names::ALL.into_iter().find(|n| n.name() == s);
        found.ok_or_else(|| UnknownNames(s.chars().take(40).collect()))
    }
}

/// A string that does not say which names are shown.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” does not say which names to show; say all, groups or none")]
pub struct UnknownNames(pub String);

/// What those are called who are not named, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    Delegation,
    Observer,
    Agency,
    Stakeholder,
    Other,
}

impl Kin {
    /// One of them, and several.
    fn called(self) -> (&'static str, &'static str) {
        match self {
            Kin::Delegation => ("a delegation", "delegations"),
            Kin::Observer => ("an observer", "observers"),
            Kin::Agency => ("an agency", "agencies"),
            Kin::Stakeholder => ("a stakeholder", "stakeholders"),
            Kin::Other => ("a participant", "participants"),
        }
    }
}

/// Gives everybody the name that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Veil {
    names: Names,
    /// Those to whom the project itself gives members: groups, whatever the table says.
    own: BTreeSet<ActorId>,
}

impl Veil {
    /// What shows these names of a project's actors.
    pub fn of(project: &Project, names: Names) -> Self {
        let own = project.actors.values().filter(|a| !a.members.is_empty()).map(|a| a.id.clone());
        Self { names, own: if names == Names::Groups { own.collect() } else { BTreeSet::new() } }
    }

    /// Which names it shows.
    pub fn names(&self) -> Names {
        self.names
    }

    /// Whether every name is shown as it is.
    pub fn is_open(&self) -> bool {
        self.names == Names::All
    }

    /// What an actor is called who is not named; none for one who is.
    fn kin(&self, actor: &ActorId) -> Option<Kin> {
        match crate::record::class_of(actor) {
            Some(Class::Office | Class::Group | Class::Regional) => None,
            _ if self.own.contains(actor) || actor.as_str() == crate::record::UNATTRIBUTED => None,
            Some(Class::State) => Some(Kin::Delegation),
            Some(Class::Observer) => Some(Kin::Observer),
            Some(Class::Agency) => Some(Kin::Agency),
            Some(Class::Stakeholder) => Some(Kin::Stakeholder),
            None => Some(Kin::Other),
        }
    }

    /// Whether an actor's own name is shown.
    pub fn shows(&self, actor: &ActorId) -> bool {
        match self.names {
            Names::All => true,
            Names::Groups => self.kin(actor).is_none(),
            Names::None => false,
        }
    }

    /// One actor: "EU", "a delegation"; [`ActorId::unnamed`] where no names are shown.
    pub fn one(&self, actor: &ActorId) -> ActorId {
        match self.names {
            Names::All => actor.clone(),
            Names::Groups => match self.kin(actor) {
                None => actor.clone(),
                Some(kin) => ActorId::new(kin.called().0),
            },
            Names::None => ActorId::unnamed(),
        }
    }

    /// All of an actor's kind together, as a heading or a column has them: "EU", "delegations".
    pub fn kind(&self, actor: &ActorId) -> ActorId {
        match (self.names, self.kin(actor)) {
            (Names::Groups, Some(kin)) => ActorId::new(kin.called().1),
            _ => self.one(actor),
        }
    }

    /// Several who say the same: those who are named first, then "3 delegations", "an agency".
    /// One [`ActorId::unnamed`] where no names are shown. The same whatever their order.
    pub fn list(&self, by: &[ActorId]) -> Vec<ActorId> {
        if self.is_open() || by.is_empty() {
            return by.to_vec();
        }
        if self.names == Names::None {
            return vec![ActorId::unnamed()];
        }
        let mut kin: BTreeMap<Kin, BTreeSet<&ActorId>> = BTreeMap::new();
        let mut out = Vec::new();
        for actor in by {
            match self.kin(actor) {
                Some(one) => drop(kin.entry(one).or_default().insert(actor)),
                None => out.push(actor.clone()),
            }
        }
        out.extend(kin.into_iter().map(|(kin, those)| match (those.len(), kin.called()) {
            (1, (one, _)) => ActorId::new(one),
            (n, (_, many)) => ActorId::new(&format!("{n} {many}")),
        }));
        out
    }

    /// Those who take a position: as [`Veil::list`], but where no names are shown their number.
    pub fn counted(&self, by: &[ActorId]) -> Vec<ActorId> {
        match self.names {
            Names::None if !by.is_empty() => vec![ActorId::new(&by.len().to_string())],
            _ => self.list(by),
        }
    }

    /// How far a paragraph has come, with those it is pending on as they are shown.
    pub fn standing(&self, standing: &Standing) -> Standing {
        match standing {
            Standing::Informals(pending) => Standing::Informals(self.counted(pending)),
            other => other.clone(),
        }
    }

    /// "agreed in informals (pending 2 delegations), changed since".
    pub fn status(&self, (standing, changed): (&Standing, bool)) -> String {
        let said = self.standing(standing);
        if changed { format!("{said}, changed since") } else { said.to_string() }
    }

    /// A position as it is shown: without who recorded it, and without its condition where no names
    /// are shown, for that was said in somebody's own words.
    pub fn position(&self, position: &Arc<Position>) -> Arc<Position> {
        if self.is_open() {
            return Arc::clone(position);
        }
        let mut shown = Position { recorded_by: None, ..Position::clone(position) };
        if self.names == Names::None {
            shown.condition.clear();
        }
        Arc::new(shown)
    }

    /// A voice as it is shown.
    pub fn voice(&self, voice: &Voice) -> Voice {
        Voice { actor: self.one(&voice.actor), position: self.position(&voice.position), ..voice.clone() }
    }

    /// A compilation as it is shown.
    pub fn compilation(&self, compilation: Compilation) -> Compilation {
        if self.is_open() {
            return compilation;
        }
        let paragraphs = compilation.paragraphs.iter().map(|p| Arc::new(self.paragraph(p)));
        let groups = compilation.groups.iter().map(|(id, g)| (id.clone(), Arc::new(self.group(g))));
        Compilation { paragraphs: paragraphs.collect(), groups: groups.collect() }
    }

    /// A woven paragraph as it is shown.
    pub fn paragraph(&self, paragraph: &CompiledParagraph) -> CompiledParagraph {
        let mut out = paragraph.clone();
        if !self.is_open() {
            out.nodes.iter_mut().for_each(|n| self.node(n));
            out.tags.iter_mut().for_each(|t: &mut Tag| t.by = self.list(&t.by));
        }
        out
    }

    fn node(&self, node: &mut Node) {
        let Node::Change(Change { old, arms, kept, .. }) = node else { return };
        old.iter_mut().for_each(|n| self.node(n));
        kept.iter_mut().for_each(|kept: &mut Kept| {
            kept.by = self.list(&kept.by);
            kept.tag.by = self.list(&kept.tag.by);
        });
        arms.iter_mut().for_each(|arm: &mut Arm| {
            arm.nodes.iter_mut().flatten().for_each(|n| self.node(n));
            arm.by = self.list(&arm.by);
            arm.stances.iter_mut().for_each(|(_, those)| *those = self.counted(those));
        });
    }

    /// A group as it is shown: its backers and voices, and of its members the kind of their
    /// authors alone. None of them where no names are shown.
    pub fn group(&self, group: &Group) -> Group {
        let mut out = group.clone();
        if self.is_open() {
            return out;
        }
        out.backers = self.list(&group.backers);
        out.voices = group.voices.iter().map(|v| self.voice(v)).collect();
        out.members.iter_mut().for_each(|(actor, ..)| *actor = self.kind(actor));
        if self.names == Names::None {
            out.members.clear();
        }
        if let Wish::InsertParagraph { label, .. } = &group.printed.wish
            && label.parse::<Label>().is_err()
        {
            // Typed by hand, it may say whose it is.
            let mut printed = Proposal::clone(&group.printed);
            if let Wish::InsertParagraph { label, .. } = &mut printed.wish {
                label.clear();
            }
            out.printed = Arc::new(printed);
        }
        out
    }
}

/// A label with those whose it is: "OP2 bis (EU)"; the label alone where nobody is named.
pub fn beside(label: &str, by: &[ActorId]) -> String {
    let names = crate::format::page::names(by);
    match names.is_empty() {
        true => label.trim().to_owned(),
        false => format!("{label} ({names})").trim().to_owned(),
    }
}

/// Names of proposals and comments that say nothing of their authors, in an order that says nothing
/// either: numbers for one output, not for the next.
pub fn numbered<'a>(prefix: &str, ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
    let mut all: Vec<(Hash, &str)> = ids.into_iter().map(|id| (Hash::of(&["shown", id]), id)).collect();
    all.sort();
    all.dedup();
    let width = all.len().to_string().len();
    all.into_iter().zip(1..).map(|((_, id), n)| (id, format!("{prefix}{n:0width$}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<ActorId> {
        names.iter().map(|n| ActorId::new(n)).collect()
    }

    #[test]
    fn groups_are_named_and_their_members_are_not_guessed() {
        let veil = Veil::of(&Project::default(), Names::Groups);
        let shown = |names: &[&str]| crate::format::page::names(&veil.list(&ids(names)));
        for (by, told) in [
            (&["Japan"][..], "a delegation"),
            (&["EU"], "EU"),
            (&["Co-Facilitators"], "Co-Facilitators"),
            (&["France", "EU", "Germany", "UPU"], "EU, 2 delegations, an agency"),
            (&["Ruritanian Movement"], "a participant"),
            (&["France", "France"], "a delegation"),
            (&[], ""),
        ] {
            assert_eq!(shown(by), told, "{by:?}");
        }
        assert_eq!(veil.kind(&ActorId::new("Japan")).as_str(), "delegations");
        assert!(veil.shows(&ActorId::new("EU")) && !veil.shows(&ActorId::new("Japan")));
    }

    #[test]
    fn without_names_there_are_numbers_alone() {
        let veil = Veil::of(&Project::default(), Names::None);
        assert!(veil.list(&ids(&["EU", "Japan"])).iter().all(ActorId::is_unnamed));
        assert_eq!(veil.counted(&ids(&["EU", "Japan"])), ids(&["2"]));
        let pending = veil.standing(&Standing::Informals(ids(&["EU", "Japan"])));
        assert_eq!(pending.to_string(), "agreed in informals (pending 2)");
        assert_eq!(beside("OP2 bis", &veil.list(&ids(&["EU"]))), "OP2 bis");
    }

    #[test]
    fn names_are_read() {
        for names in Names::ALL {
            assert_eq!(names.name().parse(), Ok(names));
        }
        assert!("nobody".parse::<Names>().is_err());
    }
}
