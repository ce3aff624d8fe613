//! LibreOffice, run by tests: whether it is here, and processes that end in time.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long one run of LibreOffice may take, with its start and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// The Python that Debian's bridge to LibreOffice belongs to.
const PYTHON: &str = "/usr/bin/python3";

/// Whether LibreOffice and its Python bridge are here. Without them a test says so and passes,
/// unless `CHAPEAU_REQUIRE_OFFICE=1` demands them.
pub fn here() -> bool {
    let bridge = || {
        let mut python = Command::new(PYTHON);
        python.args(["-c", "import uno"]);
        limited(&mut python).is_some_and(|status| status.success())
    };
    let found = has("soffice") && Path::new(PYTHON).is_file() && bridge();
    if !found {
        let required = std::env::var("CHAPEAU_REQUIRE_OFFICE").is_ok_and(|v| v == "1");
        assert!(
            !required,
            "LibreOffice with its Python bridge is not here, and CHAPEAU_REQUIRE_OFFICE=1 demands it"
        );
        eprintln!("SKIPPED: LibreOffice (soffice, python3-uno) is not here; nothing was tested with it");
    }
    found
}

/// Whether a program is in one of the folders for programs.
fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Runs a program to its end, with all that it starts; none where it cannot be started or does
/// not end in time, and then all of it is ended.
pub fn limited(command: &mut Command) -> Option<ExitStatus> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn().ok()?;
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if let Some(status) = child.try_wait().ok()? {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    end(&mut child);
    None
}

/// Ends a program and what it started.
fn end(child: &mut Child) {
    if cfg!(unix) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Opens a Word file in LibreOffice, does these edits as this author, tracked, and saves it; see
/// `tests/office/edit.py` for what an edit is.
pub fn edit(source: &Path, author: &str, edits: &serde_json::Value, target: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office/edit.py");
    let wish = target.with_extension("json");
    let content = serde_json::json!({"author": author, "edits": edits});
    std::fs::write(&wish, content.to_string()).expect("a folder of the test");
    let mut python = Command::new(PYTHON);
    python.arg(script).args([source, &wish, target]);
    let status = limited(&mut python).expect("LibreOffice ends in time");
    assert!(status.success() && target.is_file(), "{}: LibreOffice did not do the edits", source.display());
}

/// Converts files with LibreOffice, all in one run, into a folder; gives the new files.
pub fn convert<P: AsRef<Path>>(files: &[P], to: &str, folder: &Path) -> Vec<PathBuf> {
    let profile = tempfile::tempdir().expect("a folder");
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", profile.path().display()));
    office.args(["--headless", "--norestore", "--convert-to", to, "--outdir"]).arg(folder);
    office.args(files.iter().map(|f| f.as_ref().as_os_str()));
    let status = limited(&mut office).expect("LibreOffice ends in time");
    assert!(status.success(), "LibreOffice did not convert to {to}");
    let ends = to.split(':').next().unwrap_or(to);
    let made = |f: &P| {
        let stem: &OsStr = f.as_ref().file_stem().expect("a name");
        folder.join(stem).with_extension(ends)
    };
    files.iter().map(made).collect()
}
