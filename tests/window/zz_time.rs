use super::help::*;
use chapeau::app::{App, Message, Place, Selection, Write};
use chapeau::record::ActorId;
use chapeau::ui::Window;
use egui_kittest::Harness;
#[test]
fn timing() {
    let mut app = App::seeded(1);
    app.send(Message::Open("/tmp/w/scrn/big/m.chapeau".into()));
    let ids: Vec<_> = app.project().working.metas().map(|m| m.id).collect();
    app.send(Message::SpeakAs(ActorId::new("EU")));
    app.send(Message::Select(Selection::at(Place::Text { paragraph: ids[5], at: 10 })));
    let mut test: Test = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    test.run_steps(5);
    let mut t = |name: &str, f: &mut dyn FnMut(&mut Test, usize)| {
        let s = std::time::Instant::now();
        for i in 0..20 {
            f(&mut test, i);
        }
        println!("{name}: {:?}", s.elapsed() / 20);
    };
    t("idle", &mut |w, _| w.step());
    t("caret same par", &mut |w, i| {
        w.state_mut()
            .app_mut()
            .send(Message::Select(Selection::at(Place::Text { paragraph: ids[5], at: 10 + i })));
        w.step()
    });
    t("caret other par", &mut |w, i| {
        w.state_mut()
            .app_mut()
            .send(Message::Select(Selection::at(Place::Text { paragraph: ids[5 + i], at: 10 })));
        w.step()
    });
    t("send only", &mut |w, _| {
        w.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
    });
    t("send+step", &mut |w, _| {
        w.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
        w.step()
    });
    t("tasks", &mut |w, _| {
        std::hint::black_box(w.state().app().tasks());
    });
    t("status", &mut |w, _| {
        std::hint::black_box(w.state().app().status_line());
    });
    t("report", &mut |w, _| {
        std::hint::black_box(w.state().app().report());
    });
    t("actors", &mut |w, _| {
        std::hint::black_box(w.state().app().actors());
    });
    t("backers", &mut |w, _| {
        std::hint::black_box(
            w.state()
                .app()
                .board()
                .all_groups()
                .flat_map(|g| g.backers.iter().cloned())
                .collect::<std::collections::BTreeSet<_>>(),
        );
    });
    t("silence", &mut |w, _| {
        std::hint::black_box(w.state().app().silence_line());
    });
    let of = chapeau::weave::Of::Text(ids[5]);
    t("cards", &mut |w, _| {
        std::hint::black_box(w.state().app().cards(&of));
    });
    t("threads", &mut |w, _| {
        std::hint::black_box(w.state().app().threads(Some(&of)));
    });
    t("history", &mut |w, _| {
        std::hint::black_box(w.state().app().history(&of));
    });
    t("todo", &mut |w, _| {
        std::hint::black_box(w.state().app().todo());
    });
    t("as chair send", &mut |w, i| {
        if i == 0 {
            w.state_mut().app_mut().send(Message::SpeakAs(ActorId::chair()));
        }
        w.state_mut().app_mut().send(Message::Write(Write::Insert("a".into())));
    });
}
