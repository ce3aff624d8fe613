//! The reader of web pages takes anything: it returns a value or an error, within its limits.
#![no_main]

use chapeau::format::html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(parsed) = html::read(&html::decode(data)) {
        let _ = chapeau::project::Project::of(parsed, "Zero draft");
    }
});
