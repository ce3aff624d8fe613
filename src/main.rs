//! The one binary. Temporary: the command line takes its place.

fn main() {
    if let Err(error) = chapeau::ui::run(Vec::new(), std::env::args().nth(1).is_some()) {
        eprintln!("{error}");
    }
}
