//! [`Notice`]: what there is to tell, and how long it stays.
//!
//! Errors and warnings stay until a person dismisses them; that something was not saved, until it
//! is. What was merely done goes by itself, after the time that it takes to read it, and sooner
//! once the person went on. Time is that in which the window was drawn: it comes in through
//! [`App::logic`] and from nowhere else.

use super::error::AppError;
use super::message::Message;
use super::state::App;

/// Seconds that count for one frame at the most: in a window that nobody sees none pass.
const FRAME: f64 = 1.0;

/// Seconds after which going on makes it go, and how many steps that is.
const SEEN: f64 = 3.0;
const STEPS: u32 = 2;

/// Seconds that are given at least and at the most, and characters that are read in one.
const LEAST: f64 = 8.0;
const MOST: f64 = 60.0;
const READ: f64 = 18.0;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was not done.
    Error,
    /// Something needs a person.
    Warning,
    /// Something was done.
    Info,
}

/// Something to tell the person in front of the screen.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// In a few words.
    pub title: String,
    /// What happened, what is safe, what to do.
    pub text: String,
    life: Life,
}

/// Two are the same that say the same, however long they have been there.
impl PartialEq for Notice {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.title, &self.text) == (other.kind, &other.title, &other.text)
    }
}

impl Eq for Notice {}

/// How long a notice has been there.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    /// Which of all that were told, from 1.
    number: u64,
    /// Seconds in which it was shown.
    seconds: f64,
    /// Frames since then in which the person did something.
    steps: u32,
    /// Whether a frame has begun since.
    shown: bool,
    /// Whether it says that something was not saved.
    unsaved: bool,
}

impl Notice {
    /// Which of all that were told, from 1.
    pub fn number(&self) -> u64 {
        self.life.number
    }

    /// Whether it goes by itself.
    pub fn passes(&self) -> bool {
        self.kind == NoticeKind::Info
    }

    /// Whether it has been there long enough.
    fn is_over(&self) -> bool {
        let read = (LEAST + self.text.chars().count() as f64 / READ).min(MOST);
        let Life { seconds, steps, .. } = self.life;
        self.passes() && (seconds >= read || (seconds >= SEEN && steps >= STEPS))
    }
}

/// What there is to tell, the newest last.
#[derive(Default)]
pub(super) struct Notices {
    list: Vec<Notice>,
    told: u64,
    /// Whether the person did something since the last frame.
    stirred: bool,
}

impl Notices {
    fn push(&mut self, kind: NoticeKind, title: &str, text: &str, unsaved: bool) {
        self.told += 1;
        let life = Life { number: self.told, unsaved, ..Life::default() };
        let notice = Notice { kind, title: title.to_owned(), text: text.to_owned(), life };
        // The same thing said again and again is one notice.
        if self.list.last() == Some(&notice) {
            self.list.pop();
        }
        self.list.push(notice);
    }

    fn pass(&mut self, seconds: f64) {
        let stirred = std::mem::take(&mut self.stirred);
        for life in self.list.iter_mut().map(|n| &mut n.life) {
            // What was done before the first frame is what led to it.
            if std::mem::replace(&mut life.shown, true) {
                life.seconds += seconds;
                life.steps += u32::from(stirred);
            }
        }
        self.list.retain(|n| !n.is_over());
    }
}

impl App {
    /// What there is to tell.
    pub fn notices(&self) -> &[Notice] {
        &self.notices.list
    }

    /// How many notices there were ever.
    pub fn told(&self) -> u64 {
        self.notices.told
    }

    /// Adds a notice.
    pub(super) fn tell(&mut self, kind: NoticeKind, title: &str, text: &str) {
        self.notices.push(kind, title, text, false);
    }

    pub(super) fn not_done(&mut self, error: &AppError) {
        self.tell(NoticeKind::Error, "That was not done", &error.to_string());
    }

    /// The person reads what there is: it has its whole time again.
    pub fn reading(&mut self) {
        for life in self.notices.list.iter_mut().map(|n| &mut n.life) {
            (life.seconds, life.steps) = (0.0, 0);
        }
    }

    /// Takes one away.
    pub(super) fn dismiss(&mut self, n: usize) {
        if n < self.notices.list.len() {
            self.notices.list.remove(n);
        }
    }

    /// Lets time pass since the frame before.
    pub(super) fn age_notices(&mut self, now: f64) {
        self.notices.pass((now - self.now).clamp(0.0, FRAME));
    }

    /// What came of a message: an error is told, and that something was not saved is not told any
    /// more once it is.
    pub(super) fn came_of(&mut self, saves: bool, done: Result<(), AppError>) {
        match done {
            Err(error) => {
                self.notices.push(NoticeKind::Error, "That was not done", &error.to_string(), saves);
            }
            Ok(()) if saves => self.notices.list.retain(|n| !n.life.unsaved),
            Ok(()) => {}
        }
    }

    /// Takes note that the person goes on: by anything but taking notices away.
    pub(super) fn stir(&mut self, message: &Message) -> bool {
        self.notices.stirred |= !matches!(message, Message::Dismiss(_));
        matches!(message, Message::Save | Message::SaveAs(_))
    }
}

#[cfg(test)]
#[path = "notices_tests.rs"]
mod tests;
