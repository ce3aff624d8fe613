//! What the window sees of the application.

pub use super::standin::*;
pub use crate::app::{Page, PageParagraph, Place, Selection, View};
