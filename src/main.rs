//! The program: the command line, and the window where no command is given.

use std::process::ExitCode;

fn main() -> ExitCode {
    chapeau::cli::run(|_start| ExitCode::SUCCESS)
}
