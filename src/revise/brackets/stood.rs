//! How actors stand on what others ask for in the same bracket, and on words that stand.
//!
//! Where the bracket says which wish is meant it is a position on that; where it does not, it is
//! kept as a comment. No position is taken on a guess.

use super::super::spans::span;
use super::Stood;
use super::maker::Maker;
use crate::record::{ActorId, Comment, CommentId, Position, ProposalId, Stance};
use crate::text::Words;
use crate::weave::bracket::{Action, Ask, What};
use std::ops::Range;
use std::sync::Arc;

/// The proposals that each bracket of a line made, in its order.
#[derive(Default)]
pub(super) struct Wishes(Vec<(Range<usize>, usize, Vec<ProposalId>)>);

impl Wishes {
    /// What a bracket asked for in one of its alternatives.
    pub fn made(&mut self, ask: &Ask, made: Vec<ProposalId>) {
        self.0.push((ask.at.clone(), ask.arm, made));
    }

    /// The proposals that a stance in this bracket is on. On words that stand it is on whatever
    /// would change them there; on a wish, only where its alternative has just one.
    pub(super) fn on(&self, ask: &Ask, on_wish: bool) -> Vec<ProposalId> {
        let own = self.0.iter().filter(|(at, arm, _)| *at == ask.at && (!on_wish || *arm == ask.arm));
        let here: Vec<&Vec<ProposalId>> = own.map(|(.., made)| made).collect();
        match (here.as_slice(), on_wish) {
            ([one], true) => (*one).clone(),
            (_, true) => Vec::new(),
            (all, false) => all.iter().flat_map(|ids| ids.iter().cloned()).collect(),
        }
    }
}

/// What an action means for a wish; for words that stand it is the other way round.
fn stance(action: Action, on_wish: bool) -> Option<Stance> {
    let backs = action.proposes() || action == Action::Support;
    let against = matches!(action, Action::Oppose | Action::Delete | Action::DeleteWords);
    match action {
        Action::Reserve | Action::Doubt => on_wish.then_some(Stance::Reserve),
        _ if backs == against => None,
        _ if backs == on_wish => Some(Stance::Support),
        _ => Some(Stance::Oppose),
    }
}

impl Maker<'_> {
    /// A stance as positions, or as a comment where nothing says on which wish.
    pub(super) fn stance(
        &mut self,
        wishes: &Wishes,
        ask: &Ask,
        (at, base): (usize, &Words),
        text: &str,
        label: &str,
    ) {
        let What::Stance { action, range, words, on_wish } = &ask.what else { return };
        let words = text.get(words.clone()).unwrap_or_default().replace(crate::text::NOTE, "");
        let about = wishes.on(ask, *on_wish);
        for actor in &ask.by {
            if !self.stood(actor, *action, *on_wish, &about, (label, words.trim())) {
                self.remark(actor, *action, (at, base, range), words.trim());
            }
        }
    }

    /// Lists how an actor stands, and takes that position on these proposals; whether there are any
    /// that are not its own.
    pub(super) fn stood(
        &mut self,
        actor: &ActorId,
        action: Action,
        on_wish: bool,
        about: &[ProposalId],
        (label, words): (&str, &str),
    ) -> bool {
        let strand = self.out.strands.entry(actor.clone()).or_default();
        let own = |id: &&ProposalId| !strand.proposals.contains_key(*id);
        let taken = stance(action, on_wish);
        let about: Vec<ProposalId> = about.iter().filter(own).filter(|_| taken.is_some()).cloned().collect();
        for (id, stance) in about.iter().zip(taken.iter().cycle()) {
            let position = Position { sent: true, ..Position::new(id.clone(), 1, *stance) };
            strand.positions.insert(id.clone(), Arc::new(position));
        }
        let any = !about.is_empty();
        let (label, text) = (label.to_owned(), words.to_owned());
        self.out.positions.push(Stood { label, actor: actor.clone(), stance: action.name(), text, about });
        any
    }

    fn remark(
        &mut self,
        actor: &ActorId,
        action: Action,
        (at, base, range): (usize, &Words, &Range<usize>),
        words: &str,
    ) {
        let Some(id) = self.input.base.meta(at).map(|m| m.id) else { return };
        let said = action.name();
        let text = if words.is_empty() { said.to_owned() } else { format!("{said}: “{words}”") };
        let hash = self.input.hash;
        let place = format!("{id} {range:?}");
        let name = ProposalId::of(actor.as_str(), &["comment", &hash.to_string(), &place, &text]);
        let comment = Comment {
            id: CommentId(name.0),
            version: 1,
            sent: true,
            base: hash,
            at: Some(span(id, base, range.clone())),
            reply_to: None,
            text,
            resolved: false,
            withdrawn: false,
        };
        let strand = self.out.strands.entry(actor.clone()).or_default();
        strand.comments.insert(comment.id.clone(), Arc::new(comment));
    }
}
