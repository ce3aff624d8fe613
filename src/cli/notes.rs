//! `note`: the private notes of an actor, written and listed.

use super::{Done, say, say_error, say_json, speaker};
use crate::app::private::{PrivateFile, anchor};
use crate::app::{AppError, files};
use crate::record::PrivateKind;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// `note`
#[derive(Debug, Args)]
pub struct Note {
    /// The project beside which the notes lie; it is only read.
    pub project: PathBuf,
    /// Whose notes.
    #[arg(long = "as")]
    pub actor: String,
    /// The paragraph (26, OP26, B, PP2), or “all” for the whole text. Without one, the notes are
    /// listed.
    #[arg(requires = "text")]
    pub label: Option<String>,
    /// What the note says.
    pub text: Option<String>,
    /// red-line, instruction, fall-back or note.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Change the note of this number: the text is the new one.
    #[arg(long, value_name = "N", conflicts_with = "delete", requires = "text")]
    pub edit: Option<u32>,
    /// Delete the note of this number.
    #[arg(long, value_name = "N", conflicts_with_all = ["label", "text", "kind"])]
    pub delete: Option<u32>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn note(args: &Note) -> Result<Done, AppError> {
    if args.project == Path::new("-") {
        return AppError::refuse("private notes lie beside the project, so it needs a file");
    }
    let project = files::open_project(&args.project)?;
    let actor = speaker(&project, &args.actor)?.id;
    let mut file = PrivateFile::open(&args.project, &actor)?;
    let new = file.is_new();
    let kind: Option<PrivateKind> = match &args.kind {
        Some(typed) => Some(
            typed.parse().map_err(|e: crate::record::UnknownPrivateKind| AppError::Refused(e.to_string()))?,
        ),
        None => None,
    };
    let missing =
        |n: u32| AppError::Refused(format!("{actor} has no private note {n} here; nothing was changed"));
    if let Some(n) = args.delete {
        if !file.notes.delete(n) {
            return Err(missing(n));
        }
        file.save()?;
    } else if let (Some(label), Some(text)) = (&args.label, &args.text) {
        if text.trim().is_empty() {
            return AppError::refuse("the note is empty; nothing was written");
        }
        let on = match label.eq_ignore_ascii_case("all") {
            true => None,
            false => anchor(&project, project.paragraph(label)?),
        };
        match args.edit {
            Some(n) => {
                let held =
                    file.notes.notes.iter_mut().find(|one| one.number == n).ok_or_else(|| missing(n))?;
                held.kind = kind.unwrap_or(held.kind);
                held.text = text.trim().to_owned();
                held.anchor = on;
            }
            None => drop(file.notes.add(kind.unwrap_or_default(), on, text.trim())),
        }
        file.save()?;
    } else if kind.is_some() {
        return AppError::refuse("--kind goes with a paragraph and the words of a note");
    }
    if let Some(warning) =
        file.exposed(&args.project, new).filter(|_| args.delete.is_some() || args.text.is_some())
    {
        say_error(&warning);
    }
    list(&file, &project, args.json);
    Ok(Done::unless(file.lines(&project).iter().any(|l| l.orphan)))
}

fn list(file: &PrivateFile, project: &crate::project::Project, as_json: bool) {
    let lines = file.lines(project);
    if as_json {
        let notes = lines.iter().map(|l| {
            json!({
                "number": l.note.number, "kind": l.note.kind.name(), "text": l.note.text,
                "label": (!l.label.is_empty()).then_some(&l.label), "orphan": l.orphan,
            })
        });
        let file_name = file.path.display().to_string();
        return say_json(
            &json!({"actor": file.notes.actor.as_str(), "file": file_name, "notes": notes.collect::<Vec<_>>()}),
        );
    }
    if lines.is_empty() {
        return say(&format!("{} has no private notes here.", file.notes.actor));
    }
    say(&format!("Private notes of {}, in {} and nowhere else:", file.notes.actor, file.path.display()));
    for line in lines {
        let place = match (line.label.as_str(), line.orphan) {
            ("", _) => "the whole text".to_owned(),
            (label, true) => format!("{label}, whose paragraph is gone"),
            (label, false) => label.to_owned(),
        };
        say(&format!(
            "  {} {} on {place}: {}",
            line.note.number,
            line.note.kind.title().to_lowercase(),
            line.note.text
        ));
    }
}
