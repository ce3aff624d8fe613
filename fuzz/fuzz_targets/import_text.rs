//! The reader of text and Markdown takes anything: it returns a value and a report.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let parsed = chapeau::format::plain::read(text);
        let _ = chapeau::project::Project::of(parsed, "Zero draft");
    }
});
