//! The reader of Word files refuses what is damaged and never panics. A part alone is packed
//! into a sound file here, so that the fuzzer gets past the packing.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = chapeau::format::docx::read(data);
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = chapeau::format::docx::read(&chapeau::format::docx::packed(text));
    }
});
