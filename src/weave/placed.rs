//! [`Placed`]: a proposal with where it stands now. What weaving is given.
//!
//! Where it stands is computed by whoever knows the changes since (`project`); weaving only
//! reads it.

use super::stances::Voice;
use crate::record::{ActorId, Origin, Proposal, ProposalId};
use crate::text::ParagraphId;
use std::ops::Range;
use std::sync::Arc;

/// How an anchor fares in the text as it is now (design: rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Its words are as its author saw them.
    Clean,
    /// The text now says what it asks for.
    Reflected,
    /// Its words were touched: a person re-affirms.
    Damaged,
    /// What it amends is gone.
    Moot,
    /// Its paragraph is gone, or its base is unknown.
    Orphan,
}

impl Fate {
    /// The name used on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Clean => "clean",
            Fate::Reflected => "reflected",
            Fate::Damaged => "damaged",
            Fate::Moot => "moot",
            Fate::Orphan => "orphan",
        }
    }
}

/// Where a proposal stands in the text it is woven into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// Characters of a paragraph.
    Span(ParagraphId, Range<usize>),
    /// The gap after a paragraph, or before the first.
    Gap(Option<ParagraphId>),
    /// Characters of the words that a proposal puts in, a paragraph break counting one.
    Within {
        /// Where that proposal stands.
        host: Box<Site>,
        /// The proposal; of a group the one that is printed.
        of: ProposalId,
        /// Characters of its words; of a group those that the group of the proposal puts in.
        range: Range<usize>,
    },
    /// Nowhere: an orphan.
    Nowhere,
}

impl Site {
    /// Where it stands in the text, however deep in words that are only proposed.
    pub fn outermost(&self) -> &Site {
        let mut site = self;
        while let Site::Within { host, .. } = site {
            site = host;
        }
        site
    }
}

/// A proposal with where it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Who asks.
    pub actor: ActorId,
    /// In which strand.
    pub origin: Origin,
    /// For what.
    pub proposal: Arc<Proposal>,
    /// How the anchor fares.
    pub fate: Fate,
    /// Where it stands.
    pub site: Site,
    /// How others stand on it, by actor.
    pub voices: Vec<Voice>,
}
