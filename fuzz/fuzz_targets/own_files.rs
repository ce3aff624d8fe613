//! The readers of our own files refuse what is damaged and never panic. The body is sealed here,
//! so that the fuzzer gets past the checksum.
#![no_main]

use chapeau::format::ron;
use chapeau::text::Hash;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    for kind in ["project", "track"] {
        let text = format!("// Chapeau {kind}, format 1\n// checksum {}\n{body}", Hash::of(&[body]));
        let _ = ron::read_project(&text);
        let _ = ron::read_track(&text);
    }
    let _ = ron::read_change(body);
});
