//! The controls of the room: which text, how large, what is round it, whose names.
//!
//! No menus: what is on the projector is read by everybody.

use crate::app::{Command, Names, RoomChoices, RoomText};
use crate::ui::theme::Tokens;
use crate::ui::widgets::{clear_marks, faint, segment};
use crate::weave::Of;
use eframe::egui::{Role, Ui, WidgetInfo, vec2};

/// What was chosen that concerns the window itself.
pub enum Chosen {
    /// Full screen, or no longer.
    Full,
    /// No window any more.
    Close,
}

/// How much room one row takes, in points.
const ROW: f32 = 930.0;

/// Draws the controls: one row, or two where there is less room. `screen` is whose names the screen
/// shows, `shown` the paragraph that could be held.
pub fn show(
    ui: &mut Ui,
    t: &Tokens,
    choices: &mut RoomChoices,
    screen: Names,
    shown: Option<&Of>,
    full: bool,
) -> Option<Chosen> {
    clear_marks(ui, t);
    let wide = ui.available_width() >= ROW;
    let mut chosen = None;
    ui.horizontal(|ui| {
        words(ui, t, choices);
        if wide {
            ui.add_space(6.0);
            chosen = who(ui, t, choices, screen, shown, full);
        }
    });
    if !wide {
        chosen = ui.horizontal(|ui| who(ui, t, choices, screen, shown, full)).inner;
    }
    chosen
}

/// Which text, and how large.
fn words(ui: &mut Ui, t: &Tokens, choices: &mut RoomChoices) {
    together(ui, |ui| {
        for (text, title) in [
            (RoomText::Screen, "As on screen"),
            (RoomText::Brackets, "With brackets"),
            (RoomText::Clean, "Clean text"),
        ] {
            if one_of(ui, t, title, title, choices.text == text, true) {
                choices.text = text;
            }
        }
    });
    ui.add_space(6.0);
    together(ui, |ui| {
        for (by, title, said) in
            [(-1, "A−", "Smaller letters"), (0, "Fit", "Fill the window"), (1, "A+", "Larger letters")]
        {
            let button = segment(ui, t, title, false).on_hover_text(said);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
            if button.clicked() {
                choices.enlarge(by);
            }
        }
    });
}

/// Which paragraphs, whose names, and the window itself.
fn who(
    ui: &mut Ui,
    t: &Tokens,
    choices: &mut RoomChoices,
    screen: Names,
    shown: Option<&Of>,
    full: bool,
) -> Option<Chosen> {
    let mut chosen = None;
    ui.checkbox(&mut choices.neighbours, "Neighbours")
        .on_hover_text("Shows the paragraphs before and after it too");
    let mut holds = choices.holds();
    let can = holds || shown.is_some();
    let hold = ui.add_enabled_ui(can, |ui| ui.checkbox(&mut holds, "Hold")).inner;
    let keys = Command::HoldProjector.entry().keys.first().copied().unwrap_or_default();
    if hold.on_hover_text(format!("Keeps this paragraph wherever the caret goes ({keys})")).changed() {
        choices.hold(shown);
    }
    ui.add_space(6.0);
    faint(ui, t, "Names");
    together(ui, |ui| {
        for (names, title, said) in [
            (Names::All, "All", "All names in the room"),
            (Names::Groups, "Groups", "Names of groups only in the room"),
            (Names::None, "None", "No names in the room"),
        ] {
            let can = !names.hides_less(screen);
            if one_of(ui, t, title, said, choices.names() == names, can) {
                choices.choose_names(names, screen);
            }
        }
    });
    ui.add_space(6.0);
    if ui.button(if full { "Leave full screen" } else { "Full screen" }).on_hover_text("F11").clicked() {
        chosen = Some(Chosen::Full);
    }
    let close = ui.button("Close").on_hover_text("Esc");
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the projector"));
    if close.clicked() {
        chosen = Some(Chosen::Close);
    }
    chosen
}

fn together(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
        ui.horizontal(add);
    });
}

fn one_of(ui: &mut Ui, t: &Tokens, title: &str, said: &str, chosen: bool, can: bool) -> bool {
    let button = ui.add_enabled_ui(can, |ui| segment(ui, t, title, chosen)).inner;
    let button = button.on_disabled_hover_text("The screen shows fewer names");
    button.widget_info(|| WidgetInfo::selected(Role::RadioButton, can, chosen, said));
    button.clicked()
}
