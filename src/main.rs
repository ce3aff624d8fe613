//! The program: the command line, and the window where no command is given.

use chapeau::cli::{self, Start};
use chapeau::ui;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(|start| {
        let opened = match start {
            Start::Files(files) => ui::run(files, false),
            Start::Demo => ui::run(Vec::new(), true),
        };
        match opened {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => {
                // What the toolkit says names files of the machine that built it: not for a person.
                eprintln!("chapeau: the window could not be opened. {} Nothing was changed.", why());
                ExitCode::from(2)
            }
        }
    })
}

fn why() -> &'static str {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match set("DISPLAY") || set("WAYLAND_DISPLAY") {
        true => "The display cannot be reached, or it draws no OpenGL.",
        false => "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).",
    }
}
