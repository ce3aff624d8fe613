//! PDFs through [`read`].
