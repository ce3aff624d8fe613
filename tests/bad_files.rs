//! Files that are no use: each is refused with a clear word, and nothing else is touched.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::files;
use chapeau::format::ron::{FileError, read_project, read_track, write_project, write_track};
use chapeau::limits;
use chapeau::record::{Actor, ActorId};
use chapeau::text::Hash;
use common::made::{self, Made};
use common::{Desk, Ran};
use proptest::prelude::*;
use std::fs::{self, File};
use std::sync::OnceLock;
use std::time::SystemTime;

/// A desk with a project, a return on it and a text.
fn desk() -> Desk {
    let desk = Desk::new();
    let made = Made::sample();
    desk.put("p.chapeau", write_project(&made.project).unwrap());
    desk.put("t.track", write_track(&made.track_file("EU")).unwrap());
    desk.put("s.txt", made::SOURCE);
    desk.put("kept", "what was there before");
    desk
}

/// Every file on a desk with its bytes and its time.
fn state(desk: &Desk) -> Vec<(String, Vec<u8>, SystemTime)> {
    let small = |name: &String| fs::metadata(desk.path(name)).is_ok_and(|m| m.is_file() && m.len() < 1 << 20);
    let one = |name: String| {
        let time = fs::metadata(desk.path(&name)).unwrap().modified().unwrap();
        let bytes = if small(&name) { desk.bytes(&name) } else { Vec::new() };
        (name, bytes, time)
    };
    desk.files().into_iter().map(one).collect()
}

fn refused(desk: &Desk, line: &str) -> Ran {
    let before = state(desk);
    let ran = desk.line(line);
    assert_eq!(ran.code, 2, "{line}:\n{}\n{}", ran.out, ran.err);
    assert!(ran.out.is_empty(), "{line}: {}", ran.out);
    assert!(ran.err.starts_with("chapeau: ") && ran.err.len() > 20, "{line}: {}", ran.err);
    assert!(!ran.err.contains("panicked"), "{line}: {}", ran.err);
    assert!(state(desk) == before, "{line} changed a file or left one: {:?}", desk.files());
    ran
}

/// Every command that reads BAD as a project, a return, a text or either.
const READERS: [&str; 15] = [
    "import BAD -o kept --force",
    "import BAD -o new.chapeau",
    "show BAD --json",
    "track from-copy BAD s.txt --as EU -o kept --force",
    "track from-copy p.chapeau BAD --as EU -o kept --force",
    "track export BAD --as EU -o new.track",
    "track comment BAD --as EU OP1 words -o new.track",
    "merge BAD t.track",
    "merge p.chapeau BAD",
    "merge p.chapeau t.track BAD",
    "decide BAD --accept --all",
    "revise BAD --name Rev.1",
    "export BAD -o kept --format txt --force",
    "verify BAD",
    "diff BAD s.txt --json",
];

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_touched() {
    let desk = desk();
    let whole = desk.text("p.chapeau");
    desk.put("empty", "");
    desk.put("empty.chapeau", "");
    desk.put("binary", (0..=255u8).cycle().take(5000).collect::<Vec<_>>());
    desk.put("latin1.txt", b"1. R\xe9affirme que l'\xe9t\xe9 est beau;");
    desk.put("truncated.chapeau", &whole.as_bytes()[..whole.len() / 2]);
    desk.put("truncated", &whole.as_bytes()[..whole.len() - 1]);
    desk.put("newer.chapeau", whole.replacen("format 1", "format 2", 1));
    desk.put("blank.txt", " \n\n\t\n");
    fs::create_dir(desk.path("folder")).unwrap();
    let huge = File::create(desk.path("huge.chapeau")).unwrap();
    huge.set_len(limits::PROJECT + 1).unwrap();
    let cases = [
        ("empty", "is empty"),
        ("empty.chapeau", "is empty"),
        ("binary", "not text"),
        ("latin1.txt", "not text"),
        ("truncated.chapeau", "damaged"),
        ("truncated", "damaged"),
        ("newer.chapeau", "newer"),
        ("blank.txt", "no text"),
        ("folder", "folder"),
        ("huge.chapeau", "larger"),
        ("missing.txt", "cannot be read"),
    ];
    for (bad, said) in cases {
        for reader in READERS {
            let ran = refused(&desk, &reader.replace("BAD", bad));
            assert!(ran.err.contains(bad) && ran.err.contains(said), "{bad}, {reader}: {}", ran.err);
        }
    }
}

/// A package with these entries.
fn package(entries: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn word_files_that_are_none_are_said_and_nothing_is_touched() {
    let desk = desk();
    desk.line("export p.chapeau -o whole.docx").well();
    let whole = desk.bytes("whole.docx");
    desk.put("cut.docx", &whole[..whole.len() / 2]);
    desk.put("empty.docx", "");
    desk.put("zip.docx", package(&[("a.txt", "a")]));
    desk.put("nothing.docx", package(&[]));
    desk.put(
        "table.xlsx",
        package(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")]),
    );
    desk.put(
        "broken.docx",
        package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document><")]),
    );
    desk.put(
        "text.odt",
        package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]),
    );
    desk.put("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    desk.put("locked.docx", locked);
    desk.put("rich.doc", "{\\rtf1 Calls upon all keepers}");
    desk.put("page.pdf", "%PDF-1.7\nnothing more");
    desk.put(
        "page.html",
        "<!DOCTYPE html><html><head><script>var words = 1;</script></head><body></body></html>",
    );
    let cases = [
        ("cut.docx", "Word file"),
        ("empty.docx", "is empty"),
        ("zip.docx", "Word file"),
        ("nothing.docx", "Word file"),
        ("table.xlsx", "Word file"),
        ("broken.docx", "Word file"),
        ("text.odt", "OpenDocument"),
        ("old.doc", "old kind (.doc)"),
        ("locked.docx", "password"),
        ("rich.doc", "save it as .docx"),
        ("page.pdf", "PDF"),
        ("page.html", "no text"),
    ];
    for (bad, said) in cases {
        for reader in READERS {
            let ran = refused(&desk, &reader.replace("BAD", bad));
            assert!(ran.err.contains(bad) && ran.err.contains(said), "{bad}, {reader}: {}", ran.err);
        }
    }
    // By its content, not by its name.
    desk.put("whole.txt", whole);
    desk.line("diff whole.txt whole.docx").well();
    for line in ["show whole.txt", "verify whole.docx", "revise whole.docx --name Rev.1"] {
        refused(&desk, line);
    }
}

#[test]
fn one_kind_of_file_is_not_taken_for_another() {
    let desk = desk();
    for line in [
        "show t.track",
        "show s.txt",
        "merge t.track t.track",
        "merge p.chapeau s.txt",
        "import p.chapeau -o new.chapeau",
        "import t.track -o new.chapeau",
        "track from-copy p.chapeau p.chapeau --as EU -o new.track",
        "track from-copy p.chapeau t.track --as EU -o new.track",
        "decide t.track --accept --all",
        "diff p.chapeau t.track",
        "verify s.txt",
        "export t.track -o new.txt",
    ] {
        refused(&desk, line);
    }
    // By its content, not by its name.
    desk.put("named.track", desk.bytes("p.chapeau"));
    desk.put("named.chapeau", desk.bytes("t.track"));
    desk.line("show named.track").well();
    refused(&desk, "show named.chapeau");
}

#[test]
fn wrong_usage_is_said() {
    let desk = desk();
    for line in [
        "decide p.chapeau",
        "import s.txt",
        "frobnicate p.chapeau",
        "track from-copy p.chapeau s.txt --as EU -o new.track --return 0",
        "diff s.txt s.txt --json --html",
    ] {
        let before = state(&desk);
        let ran = desk.line(line).ended(2);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{line}");
        assert!(state(&desk) == before, "{line}");
    }
    for line in [
        "show p.chapeau --view sideways",
        "show p.chapeau --labels sideways",
        "show p.chapeau --revision Rev.9",
        "show p.chapeau --view final:Atlantis",
        "export p.chapeau -o new.odt",
        "export p.chapeau -o new --format rtf",
        "export p.chapeau -o new.pdf",
        "track comment p.chapeau --as EU OP999 words -o new.track",
    ] {
        refused(&desk, line);
    }
}

#[test]
fn nothing_is_replaced_unless_told() {
    let desk = desk();
    for line in [
        "import s.txt -o kept",
        "track from-copy p.chapeau s.txt --as EU -o kept",
        "track export p.chapeau --as EU -o kept",
        "track comment p.chapeau --as EU OP1 words -o kept",
        "merge p.chapeau t.track -o kept",
        "revise p.chapeau --name Rev.1 -o kept",
        "export p.chapeau --format txt -o kept",
        "status p.chapeau 1 --set agreed -o kept",
    ] {
        let ran = refused(&desk, line);
        assert!(ran.err.contains("--force"), "{}", ran.err);
        let forced = desk.line(&format!("{line} --force"));
        assert!(forced.code < 2, "{line}: {}", forced.err);
        assert_ne!(desk.bytes("kept"), b"what was there before", "{line}");
        desk.put("kept", "what was there before");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let desk = desk();
    let folder = desk.path("locked");
    fs::create_dir(&folder).unwrap();
    desk.put("locked/p.chapeau", desk.bytes("p.chapeau"));
    for target in ["nowhere/new", "s.txt/new", "folder"] {
        fs::create_dir_all(desk.path("folder")).unwrap();
        for line in [
            "import s.txt --force -o",
            "merge p.chapeau t.track --force -o",
            "export p.chapeau --format txt --force -o",
            "track export p.chapeau --as EU --force -o",
        ] {
            let ran = refused(&desk, &format!("{line} {target}"));
            assert!(ran.err.contains(target), "{}", ran.err);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        // Root may write everywhere.
        if File::create(folder.join("probe")).is_err() {
            refused(&desk, "merge locked/p.chapeau t.track");
            refused(&desk, "import s.txt -o locked/new.chapeau");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

fn project_text() -> String {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| write_project(&Made::sample().project).unwrap()).clone()
}

fn track_text() -> String {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| write_track(&Made::sample().track_file("EU")).unwrap()).clone()
}

/// Every bit of every byte, and every other byte in the first lines, where no checksum stands.
fn flips(text: &str, accepted: impl Fn(&str) -> bool) {
    let bytes = text.as_bytes();
    let head = text.match_indices('\n').nth(1).unwrap().0;
    let mut flipped = bytes.to_vec();
    for at in 0..bytes.len() {
        let masks: Vec<u8> =
            if at <= head { (1..=255).collect() } else { (0..8).map(|bit| 1 << bit).collect() };
        for mask in masks {
            flipped[at] = bytes[at] ^ mask;
            if let Ok(text) = std::str::from_utf8(&flipped) {
                assert!(!accepted(text), "byte {at} xor {mask} is accepted");
            }
        }
        flipped[at] = bytes[at];
    }
}

#[test]
fn every_flipped_byte_is_reported() {
    let (project, track) = (project_text(), track_text());
    assert!(read_project(&project).is_ok() && read_track(&track).is_ok());
    flips(&project, |t| read_project(t).is_ok());
    flips(&track, |t| read_track(t).is_ok());
}

#[test]
fn a_flip_in_the_first_lines_is_reported_on_disk_too() {
    let desk = Desk::new();
    for (name, text) in [("a.chapeau", project_text()), ("a.track", track_text())] {
        let head = text.find('\n').unwrap();
        for at in 0..=head {
            for mask in [1u8, 2, 0x20] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= mask;
                let path = desk.put(name, bytes);
                assert!(files::open(&path).is_err(), "{name}: byte {at} xor {mask}");
            }
        }
    }
}

#[test]
fn every_truncation_is_reported() {
    let (project, track) = (project_text(), track_text());
    for cut in (0..project.len()).filter_map(|at| project.get(..at)) {
        assert!(read_project(cut).is_err(), "cut at {}", cut.len());
    }
    for cut in (0..track.len()).filter_map(|at| track.get(..at)) {
        assert!(read_track(cut).is_err(), "cut at {}", cut.len());
    }
    for more in ["\n", " ", "x", "// more\n"] {
        assert!(read_track(&(track.clone() + more)).is_err(), "{more:?} at the end");
        assert!(read_project(&(project.clone() + more)).is_err(), "{more:?} at the end");
    }
}

/// A file of ours with another body and the checksum that fits it.
fn resealed(text: &str, body: &str) -> String {
    let first = text.lines().next().unwrap();
    format!("{first}\n// checksum {}\n{body}", Hash::of(&[body]))
}

fn body(text: &str) -> &str {
    text.splitn(3, '\n').nth(2).unwrap()
}

#[test]
fn what_does_not_hold_together_is_refused_whatever_its_checksum() {
    let text = project_text();
    let cases = [
        ("two paragraphs of one identity", {
            let ids: Vec<&str> =
                body(&text).match_indices("id: \"").map(|(at, _)| &body(&text)[at + 5..at + 17]).collect();
            body(&text).replacen(ids[1], ids[0], 1)
        }),
        ("another word", body(&text).replacen("lamps", "lumps", 1)),
        ("an unknown field", body(&text).replacen("title:", "titel:", 1)),
        ("a newer format inside", body(&text).replacen("format: 1", "format: 2", 1)),
        ("too deep", format!("{}1{}", "[".repeat(500), "]".repeat(500))),
        ("something else", "()".to_owned()),
        ("nothing", String::new()),
    ];
    for (what, body) in cases {
        assert_ne!(body, self::body(&text), "{what}");
        let read = read_project(&resealed(&text, &body));
        assert!(read.is_err(), "{what}");
    }
    let track = track_text();
    assert!(read_track(&resealed(&track, body(&track))).is_ok(), "a fitting checksum is taken");
}

#[test]
fn a_file_that_speaks_for_another_is_refused() {
    let made = Made::sample();
    let mut file = made.track_file("EU");
    file.actor = Actor::new(ActorId::new("US"));
    let text = write_track(&file).unwrap();
    assert!(matches!(read_track(&text), Err(FileError::Malformed(why)) if why.contains("speaks for")));
    let desk = desk();
    desk.put("forged.track", text);
    let ran = refused(&desk, "merge p.chapeau forged.track");
    assert!(ran.err.contains("US’s file but speaks for EU"), "{}", ran.err);
}

proptest! {
    #![proptest_config(common::cases(1500))]

    /// Numbers, quoted words and lines put elsewhere, under a checksum that fits: never a panic,
    /// and what is accepted can be written and read again.
    #[test]
    fn a_forged_file_never_stops_the_program(
        (at, with, len, track) in (any::<prop::sample::Index>(), forged(), 0usize..30, any::<bool>())
    ) {
        let text = if track { track_text() } else { project_text() };
        let mut body: Vec<char> = body(&text).chars().collect();
        let start = at.index(body.len());
        let start = body[start..].iter().position(|c| c.is_ascii_digit()).map_or(start, |n| start + n);
        let end = match with.as_str() {
            "" => (start + len).min(body.len()),
            _ => body[start..].iter().position(|c| !c.is_ascii_digit()).map_or(start, |n| start + n),
        };
        body.splice(start..end, with.chars());
        let forged = resealed(&text, &body.into_iter().collect::<String>());
        if track {
            if let Ok(file) = read_track(&forged) {
                prop_assert_eq!(read_track(&write_track(&file).unwrap()).unwrap(), file.clone());
                let project = Made::sample().project;
                let merged = chapeau::project::merge_track(&project, &file.track, Some(&file.actor));
                let mut after = project.clone();
                merged.change.apply(&mut after).unwrap();
                made::look(&after);
            }
        } else if let Ok(project) = read_project(&forged) {
            prop_assert_eq!(read_project(&write_project(&project).unwrap()).unwrap(), project.clone());
            made::look(&project);
        }
    }
}

fn forged() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("0".to_owned()),
        Just("1".to_owned()),
        Just("7".to_owned()),
        Just("4000000000".to_owned()),
        Just("4294967295".to_owned()),
        Just("18446744073709551615".to_owned()),
        Just("9223372036854775807".to_owned()),
        Just("-1".to_owned()),
    ]
}

#[test]
fn numbers_beyond_all_reason_are_refused() {
    let made = Made::sample();
    let project = write_project(&made.project).unwrap();
    let forge = |body: &str, was: &str, now: &str| {
        assert!(body.contains(was), "no {was} in {body}");
        body.replacen(was, now, 1)
    };
    // Each first number after these words, as high as it can be written.
    let high = |text: &str, key: &str, most: &str| {
        let at = text.find(key).unwrap_or_else(|| panic!("no {key}")) + key.len();
        let digits = text[at..].chars().take_while(char::is_ascii_digit).count();
        assert!(digits > 0, "{key}");
        format!("{}{most}{}", &text[..at], &text[at + digits..])
    };
    let (most, max) = ("4294967295", "18446744073709551615");
    for (key, n) in [("version: ", most), ("number: ", most), ("italic: [(", max), ("italic: [(0, ", max)] {
        let body = body(&project);
        let body = if body.contains(key) { high(body, key, n) } else { continue };
        let read = read_project(&resealed(&project, &body));
        assert!(matches!(read, Err(FileError::Malformed(_))), "{key}: {:?}", read.map(|_| ()));
    }
    let desk = desk();
    desk.put("copy.txt", made::SOURCE.replace("old lamps", "lamps"));
    desk.line("track from-copy p.chapeau copy.txt --as Norway -o n.track").well();
    let track = desk.text("n.track");
    for (key, n) in [("version: ", most), ("seen: ", most), ("return_number: ", most)] {
        let read = read_track(&resealed(&track, &high(body(&track), key, n)));
        assert!(matches!(read, Err(FileError::Malformed(_))), "{key}: {:?}", read.map(|_| ()));
    }
    let at = track.split_once("range: (").unwrap().1.split_once(')').unwrap().0.to_owned();
    let quote = track.split_once("quote: \"").unwrap().1.split_once('"').unwrap().0.chars().count();
    let far = format!("range: ({}, {max})", usize::MAX - quote);
    let body = forge(body(&track), &format!("range: ({at})"), &far);
    let read = read_track(&resealed(&track, &body));
    assert!(matches!(read, Err(FileError::Malformed(_))), "{:?}", read.map(|_| ()));
    refused_by_usage(&desk, "track from-copy p.chapeau copy.txt --as Norway --return 4294967295 -o m.track");
    assert!("OP4294967295".parse::<chapeau::text::Label>().is_err());
}

fn refused_by_usage(desk: &Desk, line: &str) {
    let ran = desk.line(line);
    assert_eq!(ran.code, 2, "{line}:\n{}\n{}", ran.out, ran.err);
}
