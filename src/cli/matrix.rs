//! The command `matrix`: paragraphs by actors.

use super::args::Matrix;
use super::{Done, say, say_json};
use crate::app::{AppError, files, matrix::matrix_with};

pub(super) fn show(args: &Matrix) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let made = matrix_with(&project, args.names);
    match args {
        Matrix { json: true, .. } => say_json(&made.json()),
        Matrix { csv: true, .. } => say(made.csv().trim_end_matches("\r\n")),
        Matrix { html: true, .. } => say(&made.html(&project.head.title)),
        _ => say(&made.text()),
    }
    Ok(Done::Well)
}
