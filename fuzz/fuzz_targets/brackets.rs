//! The reader of bracket text takes anything: the tree covers the text, and what is asked of any
//! paragraph is a value.
#![no_main]

use chapeau::record::ActorId;
use chapeau::weave::bracket;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (&str, &str)| {
    let (text, base) = data;
    let known = |name: &str| (name.len() < 4).then(|| ActorId::new(name));
    let reading = bracket::read(text, &known);
    let covered: usize = reading.nodes.iter().map(|n| n.span().len()).sum();
    assert_eq!(covered, text.len());
    let _ = bracket::asked(text, &reading, base, &known);
    let own = bracket::standing(text, &reading);
    let _ = bracket::asked(text, &reading, &own, &known);
});
