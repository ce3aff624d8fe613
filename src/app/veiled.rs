//! The JSON of the command line with the names that are shown.
//!
//! Every string that is an actor's name or the identity of what an actor said is replaced wherever
//! it stands, whatever its key, so that a key that is new is veiled too. Words that somebody typed
//! are left as they are.

use super::names::{Veil, numbered};
use crate::project::Project;
use crate::record::ActorId;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Keys whose texts are somebody's words.
const WORDS: [&str; 10] =
    ["text", "quote", "rationale", "source", "title", "symbol", "words", "condition", "issued", "revision"];

/// The names and identities of a project, and what is shown instead.
pub struct Veiled<'a> {
    veil: &'a Veil,
    actors: BTreeSet<String>,
    ids: BTreeMap<String, String>,
}

impl<'a> Veiled<'a> {
    /// What veils the JSON of a project.
    pub fn of(project: &Project, veil: &'a Veil) -> Self {
        let tracks = || project.tracks.values();
        let said = tracks().flat_map(|t| t.proposals().chain(t.rivals()));
        let about = tracks().flat_map(|t| t.positions().map(|(_, p)| p.about.0.as_str()));
        let decided = project.decisions.values().flat_map(|d| d.about.iter().map(|(_, id, _)| id.0.as_str()));
        let proposals: Vec<&str> = said.map(|(_, p)| p.id.0.as_str()).chain(about).chain(decided).collect();
        let answered = tracks().flat_map(|t| t.comments().filter_map(|c| c.reply_to.as_ref()));
        let comments = tracks().flat_map(|t| t.comments().map(|c| &c.id)).chain(answered);
        let comments = comments.map(|id| id.0.as_str());
        let mut ids = BTreeMap::new();
        for (prefix, all) in [("p", proposals), ("c", comments.collect())] {
            ids.extend(numbered(prefix, all).into_iter().map(|(id, n)| (id.to_owned(), n)));
        }
        let known = project.actors.keys().chain(project.tracks.keys());
        Self { veil, actors: known.map(ToString::to_string).collect(), ids }
    }

    /// What gives everybody the name that is shown.
    pub fn veil(&self) -> &'a Veil {
        self.veil
    }

    /// The identity that is shown for that of a proposal or a comment; empty for one that is not
    /// known here, where not all names are shown.
    pub fn id(&self, id: &str) -> String {
        match self.veil.is_open() {
            true => id.to_owned(),
            false => self.ids.get(id).cloned().unwrap_or_default(),
        }
    }

    /// A sentence of the program's own in which identities stand, with those that are shown.
    pub fn said(&self, text: &str) -> String {
        if self.veil.is_open() {
            return text.to_owned();
        }
        // A longer identity may begin as a shorter one does.
        let here = self.ids.iter().filter(|(id, _)| text.contains(id.as_str()));
        let mut here: Vec<(&String, &String)> = here.collect();
        here.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
        here.into_iter().fold(text.to_owned(), |text, (id, shown)| text.replace(id.as_str(), shown))
    }

    /// Replaces every name and identity.
    pub fn apply(&self, value: &mut Value) {
        if self.veil.is_open() {
            return;
        }
        self.walk("", value);
    }

    fn walk(&self, key: &str, value: &mut Value) {
        match value {
            Value::String(text) if !WORDS.contains(&key) => {
                if let Some(shown) = self.string(text) {
                    *value = shown;
                }
            }
            Value::Array(list) if key == "actors" => *list = self.actors(list),
            Value::Array(list) => {
                if !list.is_empty() && list.iter().all(|v| v.as_str().is_some_and(|s| self.is_actor(s))) {
                    *value = self.list(key, list);
                    return;
                }
                list.iter_mut().for_each(|v| self.walk(key, v));
                // Their order was that of the authors' names.
                if matches!(key, "proposals" | "placements" | "positions" | "comments") {
                    list.sort_by_cached_key(order);
                }
            }
            Value::Object(map) => map.iter_mut().for_each(|(key, v)| self.walk(key, v)),
            _ => {}
        }
    }

    fn is_actor(&self, text: &str) -> bool {
        self.actors.contains(text)
    }

    fn string(&self, text: &str) -> Option<Value> {
        if let Some(id) = self.ids.get(text) {
            return Some(id.as_str().into());
        }
        let shown = self.is_actor(text).then(|| self.veil.one(&ActorId::new(text)))?;
        Some(if shown.is_unnamed() { Value::Null } else { shown.as_str().into() })
    }

    /// Names: those who take a position are counted, those who ask are not.
    fn list(&self, key: &str, list: &[Value]) -> Value {
        let ids: Vec<ActorId> = list.iter().filter_map(Value::as_str).map(ActorId::new).collect();
        let stance = matches!(key, "support" | "oppose" | "reserve" | "live_with" | "outdated");
        let shown = if stance { self.veil.counted(&ids) } else { self.veil.list(&ids) };
        let named = shown.iter().filter(|a| !a.is_unnamed());
        named.map(|a| Value::from(a.as_str())).collect::<Vec<_>>().into()
    }

    /// The list of those who have said something, each kind once, with its numbers added up.
    fn actors(&self, list: &[Value]) -> Vec<Value> {
        let mut kinds: BTreeMap<ActorId, Map<String, Value>> = BTreeMap::new();
        for one in list {
            let Some(name) = one.get("name").or(Some(one)).and_then(Value::as_str) else { continue };
            let shown = self.veil.kind(&ActorId::new(name));
            let sums = kinds.entry(shown).or_default();
            for (key, n) in one.as_object().into_iter().flatten() {
                let Some(n) = n.as_u64() else { continue };
                let before = sums.get(key).and_then(Value::as_u64).unwrap_or(0);
                sums.insert(key.clone(), (before + n).into());
            }
        }
        let named = kinds.into_iter().filter(|(name, _)| !name.is_unnamed());
        named
            .map(|(name, mut sums)| {
                if list.iter().all(Value::is_string) {
                    return name.as_str().into();
                }
                sums.insert("name".to_owned(), name.as_str().into());
                Value::Object(sums)
            })
            .collect()
    }
}

/// An order that does not tell whose it is.
fn order(value: &Value) -> String {
    let id = value.get("id").or_else(|| value.get("about")).and_then(Value::as_str);
    format!("{}\u{1f}{value}", id.unwrap_or_default())
}
