//! Whose names are shown: nothing that goes out tells more than was chosen.
//!
//! Names that stand nowhere in the text are planted: short and formal ones and other spellings, of
//! States, agencies and a group. Every output there is, by the program's own lists, is searched.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::export::{Options, default_labels, render_with};
use chapeau::app::matrix::matrix_with;
use chapeau::app::{App, Message, Names, Style, View, files};
use chapeau::format::page::Labels;
use chapeau::format::target::Format;
use chapeau::project::Project;
use chapeau::record::{ActorId, Stance};
use common::{Desk, list};
use std::collections::BTreeSet;
use std::io::Read;

const TEXT: &str = "# Lamps\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps every evening;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again.\n";

const COMPILATION: &str = "\
1. Asks [all - Uzbekistan, Tuvalu delete; Vanuatu support; Qatar oppose] to light [old / bright - AOSIS, Fiji / new - Palau] lamps every evening; [Zambia reserves]

2 bis. [Invites the harbours; - Zambia add]

2. Decides to count [Malta: delete the lamps]; /UPU: possibly also in OP3/

3. Decides also to meet again. [Uzbekistan: move after OP1]
";

/// Names of those who are not named where only groups are.
const MEMBERS: [&str; 22] = [
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
];
const GROUPS: [&str; 2] = ["AOSIS", "Small Island"];

/// A project in which each of them says something, in every way there is.
fn desk() -> Desk {
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
fn leaks(bytes: &[u8], needles: &[&str]) -> Vec<String> {
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

fn views() -> Vec<View> {
    let (member, group) = (ActorId::new("Uzbekistan"), ActorId::new("AOSIS"));
    let actors = [member, group].into_iter();
    let of = actors.flat_map(|a| [View::Final(a.clone()), View::Annotated(a)]);
    [View::Original, View::Compilation, View::Clean].into_iter().chain(of).collect()
}

/// Every export: of each view, in each format, in each way, as a comment sheet and on another text.
fn exports(project: &Project, names: Names) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let base = project.last().map(|r| r.document.clone());
    for view in views() {
        for format in Format::ALL {
            let path = format!("x.{format}");
            let styles = Style::ALL.into_iter().map(Some).chain([None]);
            let shapes = styles.map(|style| Options { style, names, ..Options::default() }).chain([
                Options { table: true, names, ..Options::default() },
                Options { against: base.clone(), names, ..Options::default() },
            ]);
            for options in shapes {
                for labels in [default_labels(project, &view), Labels::Issued, Labels::Resolution] {
                    let said = format!("{view:?} {format} {:?} {} {labels:?}", options.style, options.table);
                    if let Ok(bytes) = render_with(project, &view, labels, path.as_ref(), &options) {
                        out.push((said, bytes));
                    }
                }
            }
        }
    }
    assert!(out.len() > 60, "{}", out.len());
    let made = matrix_with(project, names);
    for (said, text) in [
        ("json", made.json().to_string()),
        ("csv", made.csv()),
        ("text", made.text()),
        ("html", made.html("Positions")),
    ] {
        out.push((format!("matrix {said}"), text.into_bytes()));
    }
    out
}

/// Every output of the command line that names are chosen for.
fn printed(desk: &Desk, names: Names) -> Vec<(String, Vec<u8>)> {
    let views = ["original", "compilation", "clean", "final:AOSIS", "annotated:Uzbekistan"];
    let shown = views.iter().flat_map(|v| {
        let show = |json: &str| format!("show p.chapeau --view {v} --names {} {json}", names.name());
        [show(""), show("--json")]
    });
    let matrix = ["", "--json", "--csv", "--html"]
        .map(|how| format!("matrix p.chapeau --names {} {how}", names.name()));
    let all: Vec<String> = shown.chain(matrix).collect();
    all.into_iter().map(|line| (line.clone(), desk.line(&line).well().out.into_bytes())).collect()
}

#[test]
fn nothing_tells_more_than_was_chosen() {
    let desk = desk();
    let project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let everybody: Vec<&str> = MEMBERS.into_iter().chain(GROUPS).collect();
    for (names, needles) in [(Names::Groups, &MEMBERS[..]), (Names::None, &everybody[..])] {
        for (said, bytes) in exports(&project, names).into_iter().chain(printed(&desk, names)) {
            let found = leaks(&bytes, needles);
            assert!(found.is_empty(), "{names:?} {said}: {found:?}");
        }
    }
    // The search finds what is there.
    let open = exports(&project, Names::All).into_iter().chain(printed(&desk, Names::All));
    let planted = ["Uzbekistan", "UPU", "AOSIS", "Small Island"];
    let found: BTreeSet<String> = open.flat_map(|(_, bytes)| leaks(&bytes, &planted)).collect();
    assert_eq!(found.len(), planted.len(), "{found:?}");
}

#[test]
fn groups_keep_apart_and_keep_their_positions() {
    let desk = desk();
    let of = |names: &str| desk.run(["show", "p.chapeau", "--json", "--names", names]).well().json();
    let (all, groups, none) = (of("all"), of("groups"), of("none"));
    let ids = |shown: &serde_json::Value| {
        let mut all: Vec<String> = list(shown, "proposals").iter().map(|p| p["group"].to_string()).collect();
        all.sort();
        all
    };
    assert_eq!((ids(&all), ids(&all)), (ids(&groups), ids(&none)));
    let text = desk.run(["show", "p.chapeau", "--names", "groups"]).well().out;
    assert!(
        text.contains("[all - 2 delegations delete; a delegation support; a delegation oppose]"),
        "{text}"
    );
    assert!(
        text.contains("[old / bright - AOSIS, a delegation; a delegation support / new - a delegation]"),
        "{text}"
    );
    assert!(text.contains("agreed in informals (pending AOSIS, 2 delegations)"), "{text}");
    let text = desk.run(["show", "p.chapeau", "--names", "none"]).well().out;
    assert!(text.contains("[all - delete; 1 support; 1 oppose]"), "{text}");
    assert!(text.contains("[old / bright - 1 support / new]") && text.contains("(pending 3)"), "{text}");
}

#[test]
fn what_is_chosen_is_read() {
    let desk = desk();
    let wrong = desk.line("show p.chapeau --names nobody").ended(2);
    assert!(wrong.err.contains("say all, groups or none"), "{}", wrong.err);
    let before = desk.bytes("p.chapeau");
    desk.line("export p.chapeau -o x.docx --names none").well();
    assert_eq!(desk.bytes("p.chapeau"), before);
}

/// What the page and its panels say of whom.
fn shown(app: &App) -> Vec<String> {
    let names = |by: &[ActorId]| by.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut out = vec![format!("{:?}", app.status_line())];
    for row in &app.page().paragraphs {
        out.extend([row.label.clone(), row.margin.clone(), row.standing.to_string()]);
        out.extend(row.runs.iter().flat_map(|r| &r.marks).map(|m| names(&m.by)));
        out.extend(row.tags.iter().flat_map(|t| [names(&t.by), t.text.clone()]));
        for card in app.cards(&row.of) {
            out.extend([names(&card.backers), card.label.clone(), names(&card.floor)]);
            out.extend(card.stances());
            out.extend(card.rationale.iter().map(|(actor, _)| actor.to_string()));
        }
        for thread in app.threads(Some(&row.of)) {
            out.push(thread.actor.to_string());
            out.extend(thread.replies.iter().map(|(actor, _)| actor.to_string()));
        }
    }
    out
}

#[test]
fn the_page_and_its_panels_tell_no_more() {
    let desk = desk();
    let everybody: Vec<&str> = MEMBERS.into_iter().chain(GROUPS).collect();
    let mut app = App::seeded(1);
    app.send(Message::Open(desk.path("p.chapeau")));
    let told = |app: &App, needles: &[&str]| leaks(shown(app).join("\n").as_bytes(), needles);
    assert!(told(&app, &everybody).len() > 8);
    let before = app.project().clone();
    for (names, needles) in [(Names::Groups, &MEMBERS[..]), (Names::None, &everybody[..])] {
        app.send(Message::SetNames(names));
        for view in views() {
            app.send(Message::SetView(view.clone()));
            let found = told(&app, needles);
            assert!(found.is_empty(), "{names:?} {view:?}: {found:?}\n{:#?}", shown(&app));
        }
        app.send(Message::SetView(View::Compilation));
        // What is changed meanwhile is shown so too.
        app.send(Message::SpeakAs(ActorId::new("Malta")));
        let group =
            app.board().all_groups().find(|g| g.backers == [ActorId::new("Palau")]).unwrap().id.clone();
        app.send(Message::Position(group, Stance::Oppose));
        assert!(told(&app, needles).is_empty());
        app.send(Message::Undo);
    }
    assert_eq!(*app.project(), before);
    app.send(Message::Open(desk.path("p.chapeau")));
    assert!(told(&app, &everybody).is_empty(), "another project is shown as the last one was");
}
