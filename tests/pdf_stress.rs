//! PDFs with numbers that no page has, and with bytes that nobody wrote, are read or refused: they
//! never stop the program. The same files are made each time.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

use chapeau::format::pdf;
use lopdf::{Document, Object};
use std::path::Path;

const FIXTURES: [&str; 4] = ["office.pdf", "cairo.pdf", "browser.pdf", "columns.pdf"];

/// Numbers at and beyond the edges of what is counted in.
const NUMBERS: [&str; 20] = [
    "0",
    "-1",
    "1e19",
    "0.00000000000000000001",
    "255",
    "256",
    "32768",
    "65535",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775807.0",
    "10000000000000000000",
    "20000000000000000000.0",
    "-99999999999999999999999999999999999999.0",
    "999999999999999999999999999999999999999999999999.0",
];

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    std::fs::read(folder.join(name)).expect("a fixture")
}

/// Numbers in an order that looks like none, always the same from one seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("less than the end")
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// A fixture with nothing packed in it that takes part in reading, so that its numbers can be
/// changed where they stand.
fn unpacked(name: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&fixture(name)).expect("a PDF");
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Length1").is_err()
            && !stream.dict.has_type(b"XRef")
        {
            drop(stream.decompress());
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("room in memory");
    out
}

/// Where the numbers of a file stand, and how long they are.
fn numbers(bytes: &[u8]) -> Vec<(usize, usize)> {
    let is = |b: &u8| b.is_ascii_digit() || b"+-.".contains(b);
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|b| is(b)).count();
        let alone = |b: Option<&u8>| b.is_none_or(|b| b" \n\r[]()<>/".contains(b));
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        if (1..=12).contains(&length) && alone(before) && alone(bytes.get(at + length)) {
            out.push((at, length));
        }
        at += length.max(1);
    }
    out
}

/// The file with other bytes at a place. Those behind it move: what the file says of places is
/// wrong then, and found anew by looking for it.
fn with(bytes: &[u8], (at, length): (usize, usize), other: &str) -> Vec<u8> {
    [&bytes[..at], other.as_bytes(), &bytes[at + length..]].concat()
}

#[test]
fn numbers_that_no_page_has_are_no_panic() {
    let mut read = 0;
    for (seed, name) in FIXTURES.iter().enumerate() {
        let bytes = unpacked(name);
        assert!(pdf::read(&bytes).is_ok(), "{name} before anything is changed");
        let places = numbers(&bytes);
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 + seed as u64);
        for round in 0..60 {
            let mut changed = bytes.clone();
            // From behind, so that the places before stay where they are.
            let mut these: Vec<usize> = (0..=round % 12).map(|_| dice.below(places.len())).collect();
            these.sort_unstable();
            these.dedup();
            for place in these.into_iter().rev() {
                changed = with(&changed, places[place], dice.pick(&NUMBERS));
            }
            read += usize::from(pdf::read(&changed).is_ok());
        }
    }
    assert!(read > 60, "most files are still read: {read} of 240");
}

#[test]
fn bytes_that_nobody_wrote_are_no_panic() {
    for (seed, name) in FIXTURES.iter().enumerate() {
        for bytes in [fixture(name), unpacked(name)] {
            let mut dice = Dice(0xD1B5_4A32_D192_ED03 + seed as u64);
            for round in 0..25 {
                let mut changed = bytes.clone();
                for _ in 0..=round {
                    let at = dice.below(changed.len());
                    changed[at] = u8::try_from(dice.below(256)).expect("a byte");
                }
                drop(pdf::read(&changed));
            }
        }
    }
}

/// A page with a number where each kind of number stands, in turn.
#[test]
fn each_number_of_a_page_may_be_any() {
    const PAGE: &str = "q 1 0 0 1 0 0 cm 0.5 w 1 0 0 rg 100 90 150 1 re f 100 50 m 250 50 l S BT /F1 12 Tf 2 Tc 3 Tw \
        90 Tz 14 TL 1 Ts 1 0 0 1 100 700 Tm (1. Calls upon) Tj 0 -14 Td (all) ' 4 5 (States) \" 3 -20 TD \
        [(to) -250 (meet) 120] TJ T* ET Q BT /F2 9 Tf 1 0 0 1 100 80 Tm <00010002> Tj ET";
    const FILE: &str = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 600 800]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Rotate 0/CropBox[0 0 600 800]/Contents 6 0 R/Resources<</Font<</F1 4 0 R/F2 5 0 R>>>>/Annots[<</Subtype/Highlight/Rect[90 690 200 710]/QuadPoints[90 710 200 710 90 690 200 690]/Contents(So)>>]>>endobj
4 0 obj<</Type/Font/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/Encoding/WinAnsiEncoding/FirstChar 32/Widths[250 500 500]/FontDescriptor<</Flags 32/FontWeight 400/ItalicAngle 0/MissingWidth 500>>>>endobj
5 0 obj<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</Subtype/CIDFontType2/DW 1000/W[1 [500 600] 20 30 400]>>]>>endobj
";
    const MAP: &str = "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0031> <0002> <0041> endbfchar \
        1 beginbfrange <0003> <0009> <0043> endbfrange";
    let whole = |file: &str, page: &str, map: &str| {
        let stream = |id: usize, text: &str| {
            format!("{id} 0 obj<</Length {}>>stream\n{text}\nendstream endobj\n", text.len())
        };
        let parts = [file, &stream(6, page), &stream(7, map)].concat();
        let mut out = "%PDF-1.5\n".to_owned();
        let mut places = Vec::new();
        for object in parts.split_inclusive("endobj\n") {
            places.push(out.len());
            out.push_str(object);
        }
        let start = out.len();
        out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
        places.iter().for_each(|at| out.push_str(&format!("{at:010} 00000 n \n")));
        let end = format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
        (out + &end).into_bytes()
    };
    let before = pdf::read(&whole(FILE, PAGE, MAP)).expect("a page with text");
    assert!(before.paragraphs.iter().any(|p| p.words.text().contains("Calls")), "{before:?}");
    let changed = |text: &str, place: (usize, usize), number: &str| {
        String::from_utf8(with(text.as_bytes(), place, number)).expect("a text")
    };
    // On a page without end all letters are seen, wherever they stand.
    let endless = FILE.replace("600 800", "20000000000000000000.0 20000000000000000000.0");
    for number in NUMBERS {
        for place in numbers(PAGE.as_bytes()) {
            for file in [FILE, &endless] {
                drop(pdf::read(&whole(file, &changed(PAGE, place, number), MAP)));
            }
        }
        for place in numbers(FILE.as_bytes()) {
            drop(pdf::read(&whole(&changed(FILE, place, number), PAGE, MAP)));
        }
    }
    for code in ["", "0", "00", "FF", "FFFF", "D800", "00010002", "FFFFFFFF", "FFFFFFFFFF", "x"] {
        for old in ["<0000>", "<FFFF>", "<0001>", "<0031>", "<0003>", "<0009>", "<0043>"] {
            drop(pdf::read(&whole(FILE, PAGE, &MAP.replace(old, &format!("<{code}>")))));
        }
    }
}
