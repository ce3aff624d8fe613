//! The reader of PDFs takes anything: it returns a value or an error, within its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(parsed) = chapeau::format::pdf::read(data) {
        let _ = chapeau::project::Project::of(parsed, "Zero draft");
    }
});
