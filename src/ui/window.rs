//! [`Window`]: the whole window.

use super::door::App;
use super::editor::Editor;
use super::theme::{self, Tokens};
use eframe::egui;
use std::path::PathBuf;

/// The window.
pub struct Window {
    app: App,
    editor: Editor,
}

/// Opens the window on files, or on the sample.
pub fn run(_files: Vec<PathBuf>, _demo: bool) -> Result<(), String> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Chapeau")
            .with_app_id("chapeau")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([720.0, 480.0]),
        ..Default::default()
    };
    eframe::run_native("chapeau", options, Box::new(|cc| Ok(Box::new(Window::new(&cc.egui_ctx, App::new())))))
        .map_err(|e| e.to_string())
}

impl Window {
    /// A window on an application.
    pub fn new(ctx: &egui::Context, app: App) -> Self {
        theme::install(ctx);
        Self { app, editor: Editor::default() }
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let tokens = Tokens::now(ui.ctx());
        self.editor.keys(ui.ctx(), &mut self.app);
        egui::CentralPanel::default()
            .frame(egui::Frame::NONE.fill(tokens.ground))
            .show(ui, |ui| self.editor.show(ui, &mut self.app, |_, _| {}));
    }
}
