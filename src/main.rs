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
            Err(error) => {
                eprintln!("chapeau: the window could not be opened: {error}. Nothing was changed.");
                ExitCode::from(2)
            }
        }
    })
}
