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
use common::planted::{GROUPS, MEMBERS, desk, leaks, whole};
use common::{Desk, list};
use std::collections::BTreeSet;

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

/// Commands that take no `--names`, and why they need none.
const WITHOUT: [(&str, &str); 15] = [
    ("demo", "opens the window"),
    ("import", "there is nobody yet"),
    ("track from-copy", "about one actor's own return"),
    ("track from-brackets", "the chair's own: whose tracks were made"),
    ("track export", "about one actor's own return"),
    ("track say", "about one actor's own return"),
    ("track comment", "about one actor's own return"),
    ("track compare", "a member beside its group, for the two"),
    ("merge", "the chair's own: what came from whom"),
    ("decide", "the chair's own: what was decided on"),
    ("diff", "two texts, nobody's proposals"),
    ("actors", "the table of names itself"),
    ("note", "one actor's own notes"),
    ("invent", "makes a project up"),
    ("verify", "counts"),
];

/// How a command that takes `--names` is run: on a project, in all its ways.
fn lines(command: &str) -> Vec<&'static str> {
    match command {
        "show" => vec![
            "p.chapeau --view original",
            "p.chapeau --view compilation",
            "p.chapeau --view clean",
            "p.chapeau --view final:AOSIS",
            "p.chapeau --view annotated:Uzbekistan",
            "p.chapeau --revision Rev.1",
        ],
        "status" => vec!["p.chapeau", "p.chapeau --log", "p.chapeau OP1 --log"],
        "audit" => vec![
            "p.chapeau",
            "p.chapeau Zero_draft Rev.1",
            "p.chapeau Rev.1 Rev.2",
            "p.chapeau Zero_draft Rev.2",
            "p.chapeau Zero_draft Rev.2 --as Uzbekistan",
            "p.chapeau Zero_draft Rev.2 --as Malta",
            "p.chapeau Zero_draft Rev.2 --as AOSIS",
        ],
        "concordance" => vec![
            "p.chapeau Zero_draft Rev.2 -o - --force",
            "p.chapeau Zero_draft Rev.1 -o out.html --force",
            "p.chapeau Rev.1 Rev.2 -o out.csv --force",
        ],
        "revise" => vec!["p.chapeau --name R -o q.chapeau --force --concordance out.html"],
        "export" => vec!["p.chapeau -o out.docx --force", "p.chapeau -o out.html --force --style stacked"],
        // One that is new is tried with a project alone.
        _ => vec!["p.chapeau"],
    }
}

/// Every output of the command line that names are chosen for: by the program's own help, each
/// command alone and with each of its switches.
fn printed(desk: &Desk, names: Names) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for command in desk.all_commands() {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let name = command.join(" ");
        let help = desk.run(command.iter().copied().chain(["--help"])).out;
        if !help.contains("--names") {
            let known = WITHOUT.iter().any(|(known, _)| *known == name);
            assert!(known, "does `{name}` show names? Give it --names, or say here why not");
            continue;
        }
        let mut ran = false;
        for line in lines(&name) {
            let line: Vec<String> = line.split(' ').map(|w| w.replace('_', " ")).collect();
            let changes = ["--all-states", "--settle-reflected", "--close", "--call-off", "--no-originals"];
            let more = desk.switches(&command).into_iter().filter(|s| !changes.contains(&s.as_str()));
            for switch in [None].into_iter().chain(more.map(Some)) {
                let of = command.iter().map(|w| (*w).to_owned()).chain(line.clone()).chain(switch.clone());
                let said = desk.run(of.chain(["--names".to_owned(), names.name().to_owned()]));
                if said.code == 2 {
                    continue;
                }
                ran = true;
                let told = format!("{name} {line:?} {switch:?}");
                let file = line.iter().find(|w| w.starts_with("out."));
                out.extend(file.map(|f| (format!("{told} {f}"), desk.bytes(f))));
                out.push((told, format!("{}{}", said.out, said.err).into_bytes()));
            }
        }
        assert!(ran, "teach this test how to run {name}");
    }
    assert!(out.len() > 50, "{}", out.len());
    out
}

#[test]
fn nothing_tells_more_than_was_chosen() {
    let desk = whole();
    let project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let everybody: Vec<&str> = MEMBERS.into_iter().chain(GROUPS).collect();
    for (names, needles) in [(Names::Groups, &MEMBERS[..]), (Names::None, &everybody[..])] {
        for (said, bytes) in exports(&project, names).into_iter().chain(printed(&desk, names)) {
            let found = leaks(&bytes, needles);
            assert!(found.is_empty(), "{names:?} {said}: {found:?}\n{}", String::from_utf8_lossy(&bytes));
        }
    }
    // The search finds what is there.
    let open = exports(&project, Names::All).into_iter().chain(printed(&desk, Names::All));
    let planted = ["Uzbekistan", "UPU", "AOSIS", "Small Island", "Tuvalu (2)", "Bhutan", "Vanuatu"];
    let found: BTreeSet<String> = open.flat_map(|(_, bytes)| leaks(&bytes, &planted)).collect();
    assert_eq!(found.len(), planted.len(), "{found:?}");
}

/// What is counted stays counted, and words that somebody typed stay as they are.
#[test]
fn numbers_and_reasons_stay() {
    let desk = whole();
    let said = |line: &str| desk.line(line).out;
    let returns = said("returns p.chapeau --names groups");
    assert!(returns.contains("  10 delegations") && returns.contains("Missing on “Rev.2”: 14"), "{returns}");
    let json = desk.line("returns p.chapeau --names none --json").json();
    assert!(json["missing_count"].as_u64().unwrap() > 1 && list(&json, "missing").is_empty(), "{json}");
    assert!(list(&json, "returns").iter().all(|r| r["file"].as_str().unwrap().starts_with("return ")));
    let log = said("status p.chapeau --log --names groups");
    assert!(log.contains("at the request of a delegation: it is short"), "{log}");
    assert!(log.contains("at the request of AOSIS"), "{log}");
    let silence = said("silence p.chapeau --names groups");
    let told = ["OP1, AOSIS: too long", "OP1, a delegation: too long", "OP1, an agency: too long"];
    assert!(told.iter().all(|t| silence.contains(t)), "{silence}");
    let silence = said("silence p.chapeau --names none");
    assert_eq!(silence.matches("OP1, a delegation: too long").count(), 3, "{silence}");
    let overview = desk.line("overview p.chapeau --names none --json").json();
    assert!(list(&overview, "actors").is_empty() && !list(&overview, "sections").is_empty(), "{overview}");
    let audit = desk.run(["audit", "p.chapeau", "Zero draft", "Rev.2", "--as", "Malta", "--names", "groups"]);
    assert!(audit.out.contains("for a delegation") && audit.out.contains("of a delegation"), "{}", audit.out);
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
fn shown(app: &mut App) -> Vec<String> {
    let names = |by: &[ActorId]| by.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut out = vec![format!("{:?} {:?} {:?}", app.status_line(), app.silence_line(), app.report())];
    out.extend(app.todo().iter().map(|t| format!("{} {}", t.line(), t.names())));
    let returns = app.overview();
    let files = returns.rows.iter().map(|r| (r.filed.name().to_owned(), r.filed.actors.clone()));
    out.push(format!("{:?} {:?} {:?}", files.collect::<Vec<_>>(), returns.absent, returns.waiting));
    for row in &app.page().paragraphs {
        out.extend([row.label.clone(), row.margin.clone(), row.standing.to_string()]);
        out.extend(row.runs.iter().flat_map(|r| &r.marks).map(|m| names(&m.by)));
        out.extend(row.tags.iter().flat_map(|t| [names(&t.by), t.text.clone()]));
        for card in app.cards(&row.of) {
            out.extend([names(&card.backers), card.label.clone(), names(&card.floor)]);
            out.extend(card.stances());
            out.extend(card.rationale.iter().map(|(actor, _)| actor.to_string()));
        }
        out.extend(app.history(&row.of));
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
    let told = |app: &mut App, needles: &[&str]| leaks(shown(app).join("\n").as_bytes(), needles);
    assert!(told(&mut app, &everybody).len() > 8);
    let before = app.project().clone();
    for (names, needles) in [(Names::Groups, &MEMBERS[..]), (Names::None, &everybody[..])] {
        app.send(Message::SetNames(names));
        for view in views() {
            app.send(Message::SetView(view.clone()));
            let found = told(&mut app, needles);
            assert!(found.is_empty(), "{names:?} {view:?}: {found:?}\n{:#?}", shown(&mut app));
        }
        app.send(Message::SetView(View::Compilation));
        // What is changed meanwhile is shown so too.
        app.send(Message::SpeakAs(ActorId::new("Malta")));
        let group =
            app.board().all_groups().find(|g| g.backers == [ActorId::new("Palau")]).unwrap().id.clone();
        app.send(Message::Position(group, Stance::Oppose));
        assert!(told(&mut app, needles).is_empty());
        app.send(Message::Undo);
    }
    assert_eq!(*app.project(), before);
    app.send(Message::Open(desk.path("p.chapeau")));
    assert!(told(&mut app, &everybody).is_empty(), "another project is shown as the last one was");
}
