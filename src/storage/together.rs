//! Waiting for the disk once, not once a file.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// How many wait at once: a disk that flushes one file can flush the others with it.
const AT_ONCE: usize = 16;

/// Runs the same for each of several things, a few at once, and gives back what came of each, in
/// their order. Returns when all are done; nothing goes on afterwards.
pub fn together<T: Sync, R: Send>(things: &[T], run: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let (send, done) = channel();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(things.len()) {
            let (send, next, run) = (send.clone(), &next, &run);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(at) else { return };
                    // The receiver lives longer than the scope.
                    let _ = send.send((at, run(thing)));
                }
            });
        }
    });
    drop(send);
    let mut all: Vec<(usize, R)> = done.iter().collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_run_once_and_stands_in_its_place() {
        let things: Vec<usize> = (0..1_000).collect();
        assert_eq!(together(&things, |n| n * 2), things.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(together(&[] as &[usize], |n| *n), Vec::<usize>::new());
    }
}
