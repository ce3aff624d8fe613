//! The figures that users feel: import, compile, a keystroke, an idle frame.
//!
//! Run with `cargo bench`. Texts are generated here; nothing is read from outside.

// A benchmark that cannot be set up may stop.
#![allow(clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use chapeau::app::files::save_project;
use chapeau::app::invented::{Size, invent};
use chapeau::app::{App, Message, Place, Selection, Write};
use chapeau::format::plain;
use chapeau::project::{Project, merge_track, open_placed};
use chapeau::record::{ActorId, Origin, Proposal, ProposalId, Span, Strand, Track, Wish};
use chapeau::storage::Overwrite;
use chapeau::text::{Fragment, Kind};
use chapeau::ui::Window;
use chapeau::weave::compile;
use criterion::{Criterion, criterion_group, criterion_main};
use egui_kittest::Harness;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

const STEM: &str = "the States concerned to share what they observe of rivers, soils and shores, to keep the \
    records of their stations open to all who need them, and to support one another in doing so, in \
    particular where the means are few and the distances are long, so that no community downstream \
    learns of a flood from the flood itself, and to report on the steps that were taken to this end ";

/// A draft of about 600 characters a paragraph, no two alike.
fn draft(paragraphs: usize) -> String {
    let mut out = String::from("# A text for measuring\n\n*The General Assembly,*\n\n");
    for n in 1..=paragraphs {
        let _ = write!(out, "{n}. *Invites* {STEM}in measure {n}, {STEM}by the year {};\n\n", 2026 + n % 30);
    }
    out
}

fn project(paragraphs: usize) -> Project {
    Project::of(plain::read(&draft(paragraphs)), "Zero draft").expect("a text")
}

/// Proposals spread over the text: deletions, insertions, replacements; every third is shared.
fn returns(project: &mut Project, actors: usize, each: usize) {
    let base = project.base();
    let rows: Vec<usize> = (0..project.working.len())
        .filter(|at| project.working.meta(*at).is_some_and(|m| m.kind == Kind::Operative))
        .collect();
    for actor in 0..actors {
        let id = ActorId::new(&format!("Delegation {actor}"));
        let mut strand = Strand::default();
        for n in 0..each {
            let mix = if n % 3 == 0 { n * 7 } else { actor * 31 + n * 17 };
            let at = rows[mix % rows.len()];
            let words = project.working.words(at);
            let start = 20 + (mix * 13) % 400;
            let end = start + [0, 9, 24][mix % 3];
            let span = Span {
                paragraph: project.working.meta(at).expect("there").id,
                quote: words.str(start..end).to_owned(),
                before: String::new(),
                after: String::new(),
                range: start..end,
            };
            let with = if mix % 3 == 1 { String::new() } else { format!(" and measure {}", mix % 5) };
            let wish = Wish::Replace { at: span, with: Fragment::plain(&with) };
            let name = ProposalId::of(id.as_str(), &[&n.to_string()]);
            strand.proposals.insert(name.clone(), Arc::new(Proposal::new(name, base, wish)));
        }
        let mut track = Track::new(id.clone());
        track.strands.insert(Origin::Own, strand);
        project.tracks.insert(id, Arc::new(track));
    }
}

fn import(c: &mut Criterion) {
    let text = draft(150);
    c.bench_function("import 150 paragraphs", |b| b.iter(|| plain::read(black_box(&text))));
}

fn compilation(c: &mut Criterion) {
    let mut project = project(150);
    returns(&mut project, 193, 12);
    let placed = open_placed(&project);
    assert_eq!(placed.len(), 193 * 12);
    c.bench_function("compile 193 tracks of 12 on 150 paragraphs", |b| {
        b.iter(|| compile(black_box(&project.working), black_box(&placed)));
    });
    c.bench_function("place 193 tracks of 12", |b| b.iter(|| open_placed(black_box(&project))));
}

/// The negotiation of `chapeau invent` at its usual size, merged.
fn invented() -> Project {
    let made = invent(&Size::default()).expect("made");
    let mut project = made.project;
    for file in &made.returns {
        merge_track(&project, &file.track, Some(&file.actor)).change.apply(&mut project).expect("merged");
    }
    project
}

fn everybody(c: &mut Criterion) {
    let project = invented();
    let placed = open_placed(&project);
    assert_eq!(placed.len(), 193 * 40);
    c.bench_function("compile 193 tracks of 40 on 148 paragraphs, as invented", |b| {
        b.iter(|| compile(black_box(&project.working), black_box(&placed)));
    });
}

/// A window on a text of 1,000 paragraphs, its caret in the middle of the first screen.
fn window() -> Harness<'static, Window> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("text.md");
    std::fs::write(&path, draft(1000)).expect("written");
    let mut app = App::seeded(1);
    app.send(Message::Import(path));
    app.send(Message::Dismiss(0));
    let paragraph = app.project().working.meta(5).expect("there").id;
    app.send(Message::Select(Selection::at(Place::Text { paragraph, at: 100 })));
    let mut test = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    test.run_steps(5);
    test
}

fn frames(c: &mut Criterion) {
    let mut test = window();
    c.bench_function("idle frame on 1,000 paragraphs", |b| b.iter(|| test.step()));
    c.bench_function("keystroke to laid-out frame on 1,000 paragraphs, as the chair", |b| {
        b.iter(|| {
            test.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
            test.step();
        });
    });
    let mut test = window();
    test.state_mut().app_mut().send(Message::SpeakAs(ActorId::new("EU")));
    c.bench_function("keystroke to laid-out frame on 1,000 paragraphs, suggesting", |b| {
        b.iter(|| {
            test.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
            test.step();
        });
    });
}

/// A key on the page on which everybody has spoken: a paragraph there has some fifty wishes.
fn crowded(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("negotiation.chapeau");
    let project = invented();
    let paragraph = project.working.meta(5).expect("there").id;
    save_project(&project, &path, Overwrite::Yes).expect("saved");
    let mut app = App::seeded(1);
    app.send(Message::Open(path));
    app.send(Message::SpeakAs(ActorId::new("EU")));
    app.send(Message::Select(Selection::at(Place::Text { paragraph, at: 100 })));
    let mut test = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    test.run_steps(5);
    c.bench_function("idle frame on 193 tracks of 40", |b| b.iter(|| test.step()));
    c.bench_function("keystroke to laid-out frame on 193 tracks of 40, suggesting", |b| {
        b.iter(|| {
            test.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
            test.step();
        });
    });
}

criterion_group!(benches, import, compilation, everybody, frames, crowded);
criterion_main!(benches);
