//! [`Picker`]: the system's own dialog for files, on a thread, so that no frame waits for it.
//!
//! Where there is no such dialog it says so at once; a path can always be typed instead.

use super::paths::Purpose;
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// A dialog that is open.
pub struct Picker {
    answer: Receiver<Vec<PathBuf>>,
}

/// What became of it.
pub enum Picked {
    /// Still open.
    Waiting,
    /// Files were chosen.
    Files(Vec<PathBuf>),
    /// Closed without a choice, or there is no such dialog.
    Nothing,
}

impl Picker {
    /// Opens the dialog.
    pub fn open(ctx: &Context, purpose: Purpose, name: &str) -> Self {
        let (send, answer) = channel();
        let ctx = ctx.clone();
        let name = name.to_owned();
        std::thread::spawn(move || {
            let mut dialog = rfd::FileDialog::new().set_title(purpose.title());
            for (title, endings) in purpose.filters() {
                dialog = dialog.add_filter(*title, endings);
            }
            let chosen = match purpose {
                Purpose::Merge => dialog.pick_files(),
                Purpose::Open | Purpose::Import | Purpose::MergeCopy | Purpose::ReviseFrom => {
                    dialog.pick_file().map(|p| vec![p])
                }
                _ => dialog.set_file_name(name).save_file().map(|p| vec![p]),
            };
            // Nobody listens any more when the dialog was given up: nothing is lost by that.
            let _ = send.send(chosen.unwrap_or_default());
            ctx.request_repaint();
        });
        Self { answer }
    }

    /// Looks for an answer.
    pub fn poll(&self) -> Picked {
        match self.answer.try_recv() {
            Ok(files) if files.is_empty() => Picked::Nothing,
            Ok(files) => Picked::Files(files),
            Err(TryRecvError::Empty) => Picked::Waiting,
            Err(TryRecvError::Disconnected) => Picked::Nothing,
        }
    }
}

/// The path with this ending, unless it has one.
pub fn ended(mut path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_none() {
        path.set_extension(ending);
    }
    path
}

/// Where a name without a folder is: beside the project, or in the person's own folder. The
/// program may have been started anywhere.
pub fn home(project: Option<&Path>) -> Option<PathBuf> {
    let beside = project.and_then(|p| std::path::absolute(p).ok());
    beside.and_then(|p| p.parent().map(Path::to_path_buf)).or_else(std::env::home_dir)
}
