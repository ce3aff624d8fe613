//! The one binary. Temporary: the command line takes its place.

fn main() {
    if let Err(error) = chapeau::ui::run(std::env::args_os().skip(1).map(Into::into).collect(), false) {
        eprintln!("{error}");
    }
}
