//! [`Budget`]: how much work is left for a file. Counted, not timed: the same file always ends
//! in the same way.

use super::PdfError;
use crate::limits;

/// What is left of each limit.
pub(super) struct Budget {
    steps: usize,
    unpacked: usize,
}

impl Budget {
    /// The whole of it.
    pub fn new() -> Self {
        Self { steps: limits::PDF_STEPS, unpacked: limits::PDF_UNPACKED }
    }

    /// Some drawing steps, or what takes as long.
    pub fn steps(&mut self, count: usize) -> Result<(), PdfError> {
        let error = PdfError::TooLarge { most: limits::PDF_STEPS, what: "drawing steps" };
        self.steps = self.steps.checked_sub(count).ok_or(error)?;
        Ok(())
    }

    /// The most bytes that the next stream may unpack to.
    pub fn stream(&self) -> usize {
        self.unpacked.min(limits::PDF_PAGE)
    }

    /// Bytes that were unpacked.
    pub fn unpacked(&mut self, bytes: usize) -> Result<(), PdfError> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or_else(|| self.full())?;
        Ok(())
    }

    /// The error for a stream that unpacks to more than it may.
    pub fn full(&self) -> PdfError {
        match self.unpacked < limits::PDF_PAGE {
            true => PdfError::TooLarge { most: limits::PDF_UNPACKED, what: "bytes when unpacked" },
            false => PdfError::TooLarge { most: limits::PDF_PAGE, what: "bytes in one drawing or font" },
        }
    }
}
