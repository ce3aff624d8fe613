//! [`Leaves`]: the layouts and heights of a page, kept while their paragraphs stay the same.
//!
//! A layout is kept with the `Arc` of its paragraph; a page whose stamp did not change costs
//! nothing. Letters are never kept: egui is asked for them in each frame.

use super::heights::Heights;
use super::layout::{Laid, Sheet, estimate};
use crate::app::{Page, PageParagraph, Place};
use crate::record::ProposalId;
use crate::text::NoteId;
use crate::ui::mark::PageMark;
use crate::weave::Of;
use eframe::egui;
use std::collections::HashMap;
use std::sync::Arc;

struct Leaf {
    par: Arc<PageParagraph>,
    first_note: usize,
    laid: Arc<Laid>,
    height: Option<f32>,
}

/// A character of a shown paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The paragraph, counted on the page.
    pub par: usize,
    /// The character of what is shown.
    pub at: usize,
}

/// The layouts of a page.
#[derive(Default)]
pub struct Leaves {
    pars: Vec<Arc<PageParagraph>>,
    mark: PageMark,
    sheet: Option<Sheet>,
    leaves: HashMap<usize, Leaf>,
    index: HashMap<Of, usize>,
    put_in: HashMap<ProposalId, Vec<usize>>,
    notes: HashMap<NoteId, usize>,
    first_notes: Vec<usize>,
    /// Heights of all paragraphs.
    pub heights: Heights,
}

fn key(par: &Arc<PageParagraph>) -> usize {
    Arc::as_ptr(par) as usize
}

impl Leaves {
    /// Takes in a page. Returns whether anything changed.
    pub fn sync(&mut self, page: &Page, sheet: Sheet) -> bool {
        let width = sheet.width;
        if self.sheet.as_ref() != Some(&sheet) {
            self.leaves.clear();
        } else if self.mark.is(page) {
            return false;
        }
        self.sheet = Some(sheet);
        self.mark = PageMark::of(page);
        self.pars.clone_from(&page.paragraphs);
        self.number_notes();
        self.index.clear();
        self.put_in.clear();
        let mut heights = Vec::with_capacity(self.pars.len());
        for (i, par) in self.pars.iter().enumerate() {
            self.index.insert(par.of.clone(), i);
            if let Some(id) = par.proposal.as_ref().filter(|_| par.runs.is_empty()) {
                self.put_in.entry(id.clone()).or_default().push(i);
            }
            for run in &par.runs {
                if let crate::weave::From::Proposal(id, ..) = &run.from {
                    let at = self.put_in.entry(id.clone()).or_default();
                    if at.last() != Some(&i) {
                        at.push(i);
                    }
                }
            }
            let first_note = self.first_notes.get(i).copied().unwrap_or(0);
            let kept = self.leaves.get(&key(par)).filter(|l| l.first_note == first_note);
            let height = kept.and_then(|l| l.height);
            heights.push((height.unwrap_or_else(|| estimate(par, width)), height.is_some()));
        }
        self.heights = Heights::new(heights);
        if self.leaves.len() > 2 * self.pars.len() + 64 {
            let on_page: std::collections::HashSet<usize> = self.pars.iter().map(key).collect();
            self.leaves.retain(|k, _| on_page.contains(k));
        }
        true
    }

    fn number_notes(&mut self) {
        self.notes.clear();
        self.first_notes.clear();
        for par in &self.pars {
            self.first_notes.push(self.notes.len());
            for note in par.runs.iter().filter_map(|r| r.note) {
                let next = self.notes.len() + 1;
                self.notes.entry(note).or_insert(next);
            }
        }
    }

    /// The numbers of the notes.
    pub fn notes(&self) -> &HashMap<NoteId, usize> {
        &self.notes
    }

    /// How many paragraphs there are.
    pub fn len(&self) -> usize {
        self.pars.len()
    }

    /// A paragraph.
    pub fn par(&self, i: usize) -> Option<&Arc<PageParagraph>> {
        self.pars.get(i)
    }

    /// What layouts depend on.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// Where on the page something stands.
    pub fn find(&self, of: &Of) -> Option<usize> {
        self.index.get(of).copied()
    }

    /// A paragraph laid out.
    pub fn laid(&mut self, i: usize) -> Option<Arc<Laid>> {
        let par = self.pars.get(i)?;
        let first_note = self.first_notes.get(i).copied().unwrap_or(0);
        if let Some(leaf) = self.leaves.get(&key(par))
            && leaf.first_note == first_note
            && Arc::ptr_eq(&leaf.par, par)
        {
            return Some(Arc::clone(&leaf.laid));
        }
        let laid = Arc::new(Laid::new(par, &self.notes, self.sheet.as_ref()?));
        let leaf = Leaf { par: Arc::clone(par), first_note, laid: Arc::clone(&laid), height: None };
        self.leaves.insert(key(par), leaf);
        Some(laid)
    }

    /// Measures a paragraph that was not. Returns by how much it grew.
    pub fn measure(&mut self, ctx: &egui::Context, i: usize) -> f32 {
        if self.heights.is_measured(i) {
            return 0.0;
        }
        let Some(laid) = self.laid(i) else { return 0.0 };
        let (above, below) = laid.padding();
        let height = laid.galley(ctx).size().y + above + below;
        if let Some(leaf) = self.pars.get(i).and_then(|p| self.leaves.get_mut(&key(p))) {
            leaf.height = Some(height);
        }
        self.heights.set(i, height)
    }

    /// The spots that mean a place, in order.
    pub fn spots(&mut self, place: &Place) -> Vec<Spot> {
        let pars = match place {
            Place::Text { paragraph, .. } => self.find(&Of::Text(*paragraph)).into_iter().collect(),
            Place::Words { proposal, .. } => self.put_in.get(proposal).cloned().unwrap_or_default(),
        };
        let mut out = Vec::new();
        for par in pars {
            if let Some(laid) = self.laid(par) {
                out.extend(laid.shown.stops_of(place).into_iter().map(|at| Spot { par, at }));
            }
        }
        out
    }

    /// The place of a spot.
    pub fn place(&mut self, spot: Spot) -> Option<Place> {
        self.laid(spot.par)?.shown.place(spot.at)
    }
}
