//! The application without a window.

mod page;

pub use page::{Page, PageParagraph, Place, Selection, View};
