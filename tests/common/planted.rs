//! A project in which everybody is named in every way there is, and a search for their names.

use super::{Desk, list};
use serde_json::Value;
use std::io::Read;

pub const TEXT: &str = "# Lamps\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps every evening;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again.\n";

pub const COMPILATION: &str = "\
1. Asks [all - Uzbekistan, Tuvalu delete; Vanuatu support; Qatar oppose] to light [old / bright - AOSIS, Fiji / new - Palau] lamps every evening; [Zambia reserves]

2 bis. [Invites the harbours; - Zambia add]

2. Decides to count [Malta: delete the lamps]; /UPU: possibly also in OP3/

3. Decides also to meet again. [Uzbekistan: move after OP1]
";

/// Names of those who are not named where only groups are.
pub const MEMBERS: [&str; 24] = [
    "Uzbekistan",
    "UZB",
    "Tuvalu",
    "TUV",
    "Vanuatu",
    "VUT",
    "Qatar",
    "QAT",
    "Fiji",
    "FJI",
    "Palau",
    "PLW",
    "Zambia",
    "ZMB",
    "Malta",
    "MLT",
    "UPU",
    "Universal Postal Union",
    "Ruritania",
    "RURX",
    "Most Serene Republic",
    "Thuringia",
    "Bhutan",
    "Nauru",
];
pub const GROUPS: [&str; 2] = ["AOSIS", "Small Island"];

/// A project in which each of them says something, in every way there is.
pub fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.md", TEXT);
    desk.put("all.txt", COMPILATION);
    desk.line("import text.md -o p.chapeau").well();
    desk.line("track from-brackets p.chapeau all.txt -o t");
    let tracks: Vec<String> =
        std::fs::read_dir(desk.path("t")).unwrap().map(|e| e.unwrap().path().display().to_string()).collect();
    desk.run(["merge", "p.chapeau"].into_iter().map(str::to_owned).chain(tracks)).well();
    desk.run([
        "actors",
        "p.chapeau",
        "--add",
        "Ruritania",
        "--name",
        "Most Serene Republic",
        "--alias",
        "RURX",
    ])
    .well();
    for (actor, label, text) in
        [("RURX", "OP1", "A remark"), ("Tuvalu", "OP2", "Another"), ("UPU", "OP3", "A third")]
    {
        let file = format!("{label}.track");
        desk.run(["track", "comment", "p.chapeau", "--as", actor, label, text, "-o", &file]).well();
        desk.run(["merge", "p.chapeau", &file]).well();
    }
    let shown = desk.show("p.chapeau");
    let mine = |actor: &str| {
        let found = list(&shown, "proposals").iter().find(|p| p["actor"] == actor).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    for (n, (actor, of)) in
        [("Thuringia", "Malta"), ("Qatar", "AOSIS"), ("AOSIS", "Zambia")].into_iter().enumerate()
    {
        let (id, file) = (mine(of), format!("s{n}.track"));
        let said =
            ["track", "say", "p.chapeau", "--as", actor, "--floor", "Qatar", "support", &id, "-o", &file];
        desk.run(said).well();
        desk.run(["merge", "p.chapeau", &file]).well();
    }
    let pending =
        ["status", "p.chapeau", "OP3", "--set", "agreed in informals", "--pending", "Malta", "AOSIS", "Fiji"];
    desk.run(pending).well();
    desk.run(["decide", "p.chapeau", "--reject", &mine("Zambia")]).well();
    desk
}

/// What of these stands in an output, letter by letter or in its package.
pub fn leaks(bytes: &[u8], needles: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    if !bytes.starts_with(b"PK") {
        texts.push(String::from_utf8_lossy(bytes).into_owned());
    } else {
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for n in 0..package.len() {
            let mut part = package.by_index(n).unwrap();
            let mut text = part.name().unwrap().into_owned();
            part.read_to_string(&mut text).unwrap();
            texts.push(text);
        }
    }
    let said = |needle: &&&str| texts.iter().any(|t| t.to_lowercase().contains(&needle.to_lowercase()));
    needles.iter().filter(said).map(|n| (*n).to_owned()).collect()
}

/// The same, and all that a negotiation has besides: a revision made here and one from outside, a
/// silence procedure that was broken, a status at somebody's request, a register with files that are
/// called as their actors are, and files that wait.
pub fn whole() -> Desk {
    let desk = desk();
    let shown = desk.show("p.chapeau");
    let malta = list(&shown, "proposals").iter().find(|p| p["actor"] == "Malta").unwrap();
    desk.run(["decide", "p.chapeau", "--accept", malta["id"].as_str().unwrap()]).well();
    desk.line("revise p.chapeau --name Rev.1");
    let text = TEXT
        .replace("light old lamps every evening", "light tired lamps at dusk")
        .replace("to meet again", "to meet in spring");
    desk.put("Uzbekistan.md", text);
    desk.line("revise p.chapeau --name Rev.2 --from Uzbekistan.md");
    let asked = ["--set", "suggested for closure", "--at-request-of", "Tuvalu", "--why", "it is short"];
    desk.run(["status", "p.chapeau", "OP1"].into_iter().chain(asked)).well();
    desk.run(["status", "p.chapeau", "OP1", "--set", "open", "--at-request-of", "AOSIS"]).well();
    desk.run(["returns", "p.chapeau", "--expect", "Qatar", "Bhutan", "Nauru", "AOSIS", "Malta"]);
    desk.put("returns/Tuvalu (2).track", "half of it");
    desk.put("returns/Fiji.track.tmp", "");
    desk.run(["silence", "p.chapeau", "--until", "2026-11-25 18:00"]).well();
    for actor in ["Vanuatu", "AOSIS", "UPU"] {
        desk.run(["silence", "p.chapeau", "--object", "OP1", "--as", actor, "--why", "too long"]);
    }
    desk.run(["silence", "p.chapeau", "--object", "all"]);
    // Two copies decide otherwise.
    let shown = desk.show("p.chapeau");
    let asked = |p: &&Value| p["actor"] == "Uzbekistan" && p["label"] == "OP1" && p["anchor"] == "clean";
    let id = list(&shown, "proposals").iter().find(asked).unwrap()["id"].as_str().unwrap();
    std::fs::copy(desk.path("p.chapeau"), desk.path("other.chapeau")).unwrap();
    desk.run(["decide", "p.chapeau", "--reject", id]).well();
    desk.run(["decide", "other.chapeau", "--accept", id]).well();
    desk.line("merge p.chapeau other.chapeau").ended(1);
    assert!(desk.line("copies p.chapeau").ended(1).out.contains(id), "there is something to choose");
    desk
}
