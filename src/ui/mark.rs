//! [`PageMark`]: tells whether a page is still the one that was seen before.
//!
//! A stamp alone does not: another project counts from the beginning again.

use crate::app::{Page, PageParagraph};
use std::sync::Arc;

/// What is remembered of a page.
#[derive(Clone, Default)]
pub struct PageMark {
    stamp: Option<u64>,
    len: usize,
    ends: Option<(Arc<PageParagraph>, Arc<PageParagraph>)>,
}

impl PageMark {
    /// The mark of a page.
    pub fn of(page: &Page) -> Self {
        let ends = page.paragraphs.first().zip(page.paragraphs.last());
        Self {
            stamp: Some(page.stamp),
            len: page.paragraphs.len(),
            ends: ends.map(|(a, b)| (Arc::clone(a), Arc::clone(b))),
        }
    }

    /// Whether this is still that page.
    pub fn is(&self, page: &Page) -> bool {
        let ends = page.paragraphs.first().zip(page.paragraphs.last());
        let same_ends = match (&self.ends, ends) {
            (Some((a, b)), Some((c, d))) => Arc::ptr_eq(a, c) && Arc::ptr_eq(b, d),
            (None, None) => true,
            _ => false,
        };
        self.stamp == Some(page.stamp) && self.len == page.paragraphs.len() && same_ends
    }
}
