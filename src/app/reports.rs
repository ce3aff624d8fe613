//! [`Printed`]: tables that the window shows and that can be written to a file as they are.

use super::audit::Account;
use super::error::AppError;
use super::matrix::Matrix;
use super::overview::Overview;
use super::state::{App, NoticeKind};
use super::todo::{self, Todo};
use crate::storage::{self, Overwrite};
use std::path::Path;
use std::sync::Arc;

/// A table that can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Printed {
    /// Paragraphs by actors, under this title.
    Matrix(Box<Matrix>, String),
    /// Open brackets over the revisions.
    Overview(Box<Overview>),
    /// The audit of two texts.
    Audit(Box<Account>),
    /// What waits for a person, under this title.
    Tasks(Vec<Todo>, String),
}

impl Printed {
    /// What its file is called where no name was typed.
    pub fn name(&self) -> &'static str {
        match self {
            Printed::Matrix(..) => "positions",
            Printed::Overview(_) => "overview",
            Printed::Audit(_) => "audit",
            Printed::Tasks(..) => "tasks",
        }
    }

    /// The bytes of the file, in the format that its name says: csv, html, txt or json.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, AppError> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let json = |value: serde_json::Value| serde_json::to_string_pretty(&value).unwrap_or_default();
        let text = match (ending.as_str(), self) {
            ("csv", Printed::Matrix(made, _)) => made.csv(),
            ("csv", Printed::Overview(made)) => made.csv(),
            ("csv", Printed::Audit(made)) => made.csv(),
            ("csv", Printed::Tasks(made, _)) => todo::csv(made),
            ("html" | "htm", Printed::Matrix(made, title)) => made.html(title),
            ("html" | "htm", Printed::Overview(made)) => made.html(),
            ("html" | "htm", Printed::Audit(made)) => made.html(),
            ("html" | "htm", Printed::Tasks(made, title)) => todo::html(made, title),
            ("txt", Printed::Matrix(made, _)) => made.text() + "\n",
            ("txt", Printed::Overview(made)) => made.text() + "\n",
            ("txt", Printed::Audit(made)) => made.text() + "\n",
            ("txt", Printed::Tasks(made, _)) => todo::text(made) + "\n",
            ("json", Printed::Matrix(made, _)) => json(made.json()),
            ("json", Printed::Overview(made)) => json(made.json()),
            ("json", Printed::Audit(made)) => json(made.json()),
            ("json", Printed::Tasks(made, _)) => json(todo::json(made)),
            _ => {
                return AppError::refuse(format!(
                    "{}: give it a name that ends in .html, .csv, .txt or .json. Nothing was written.",
                    path.display()
                ));
            }
        };
        Ok(text.into_bytes())
    }
}

/// What stands for what a merge said of its files, which names their actors.
pub(super) const UNNAMED: &str = "what a merge reported; it is shown with all names";

/// The page and the number of warnings that a list was made of, and the list.
pub(super) type Listed = ((u64, usize), Arc<Vec<Todo>>);

impl App {
    /// Says why something was not done that was tried outside.
    pub fn refused(&mut self, error: &AppError) {
        self.not_done(error);
    }

    /// Writes a table to a file.
    pub(super) fn write_report(&mut self, path: &Path, printed: &Printed) -> Result<(), AppError> {
        if self.path.as_ref().is_some_and(|own| storage::same_file(own, path)) {
            return AppError::refuse(format!(
                "{} is this project’s own file; give the table a name of its own. Nothing was written.",
                path.display()
            ));
        }
        let bytes = printed.bytes(path)?;
        storage::write(path, &bytes, Overwrite::Yes)?;
        self.tell(NoticeKind::Info, "Written", &format!("Written to {}.", path.display()));
        Ok(())
    }

    /// All that waits for a person: in the project, and what merges could not place since it was
    /// opened. Taken from what is on the board already, and kept until that changes.
    pub fn todo(&mut self) -> Arc<Vec<Todo>> {
        let of = (self.page().stamp, self.warned.len());
        if let Some((_, list)) = self.listed.as_ref().filter(|(known, _)| *known == of) {
            return Arc::clone(list);
        }
        let list = Arc::new(self.list());
        self.listed = Some((of, Arc::clone(&list)));
        list
    }

    fn list(&self) -> Vec<Todo> {
        let board = self.board();
        let mut out = todo::todo_of(self.project(), board.veil(), board.placed(), board.all_groups());
        let warned = self.warned.iter().filter(|(state, _)| !self.unmade.contains(state));
        let named = self.board().veil().is_open();
        let at = out.partition_point(|t| t.kind < todo::TodoKind::Warning);
        let one = |(_, text): &(u64, String)| Todo {
            kind: todo::TodoKind::Warning,
            place: String::new(),
            of: None,
            order: usize::MAX,
            actors: Vec::new(),
            text: if named { text.clone() } else { UNNAMED.to_owned() },
            id: String::new(),
        };
        out.splice(at..at, warned.map(one).collect::<Vec<_>>());
        out
    }
}
