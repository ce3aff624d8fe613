//! What the tests of the program share: the source documents, and the program as a process.

// Not every test uses all of it, and helpers of tests may fail as tests do.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod compiled;
pub mod made;
pub mod office;
pub mod planted;
pub mod table;

use proptest::prelude::ProptestConfig;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the source documents, beside the checkout or one of its parents. Without it a
/// test says so and passes, unless `CHAPEAU_REQUIRE_SHARED=1` demands it.
pub fn seeds() -> Option<PathBuf> {
    let found = match std::env::var_os("CHAPEAU_SHARED") {
        Some(told) => Some(PathBuf::from(told).join("seeds")).filter(|dir| dir.is_dir()),
        None => Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .skip(1)
            .map(|dir| dir.join("shared/seeds"))
            .find(|dir| dir.is_dir()),
    };
    if found.is_none() {
        let required = std::env::var("CHAPEAU_REQUIRE_SHARED").is_ok_and(|v| v == "1");
        assert!(!required, "../shared/seeds is not here, and CHAPEAU_REQUIRE_SHARED=1 demands it");
        eprintln!("SKIPPED: ../shared/seeds is not here");
    }
    found
}

/// The text of one source document; none where the folder is not here.
pub fn seed(name: &str) -> Option<String> {
    seeds().map(|dir| std::fs::read_to_string(dir.join(name)).expect("a source document"))
}

/// A folder of its own for a test, and the program run in it.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The run, which must have ended with this code.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    /// The run, which must have ended well.
    pub fn well(self) -> Self {
        self.ended(0)
    }

    /// What was printed, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}:\n{}\n{}", self.out, self.err))
    }
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The path of a file on this desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    /// The bytes of a file.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The bytes of a project as they would be without its register of returns: what was said,
    /// whichever files brought it.
    pub fn said(&self, name: &str) -> String {
        let mut project = chapeau::format::ron::read_project(&self.text(name)).unwrap();
        project.register = Default::default();
        chapeau::format::ron::write_project(&project).unwrap()
    }

    /// The commands that a help page lists.
    pub fn commands(&self, of: &[&str]) -> Vec<String> {
        let help = self.run(of.iter().copied().chain(["--help"])).out;
        let list = help.split("Commands:\n").nth(1).unwrap_or_default();
        let names = list.lines().take_while(|l| l.starts_with("  "));
        let names = names.filter_map(|l| l.split_whitespace().next()).filter(|n| *n != "help");
        names.map(str::to_owned).collect()
    }

    /// Every command with its subcommands, by the program's own help.
    pub fn all_commands(&self) -> Vec<Vec<String>> {
        let each = self.commands(&[]).into_iter().flat_map(|name| {
            let inner = if name == "track" { self.commands(&[&name]) } else { Vec::new() };
            match inner.is_empty() {
                true => vec![vec![name]],
                false => inner.into_iter().map(|one| vec![name.clone(), one]).collect(),
            }
        });
        each.collect()
    }

    /// The switches of a command: options that take no value.
    pub fn switches(&self, of: &[&str]) -> Vec<String> {
        let help = self.run(of.iter().copied().chain(["--help"])).out;
        let options = help.lines().filter(|l| l.trim_start().starts_with('-'));
        let bare = options.filter(|l| !l.contains('<'));
        let names = bare.filter_map(|l| l.split_whitespace().find(|w| w.starts_with("--")));
        names.filter(|n| !["--help", "--version"].contains(n)).map(str::to_owned).collect()
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// The names of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        let all = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            all.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs the program here.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        let done = Command::new(env!("CARGO_BIN_EXE_chapeau"))
            .args(args)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
    }

    /// Runs the program with the words of a line as arguments; none has a space in it.
    pub fn line(&self, line: &str) -> Ran {
        self.run(line.split_whitespace())
    }

    /// Everything that `show` says of a project.
    pub fn show(&self, project: &str) -> Value {
        self.run(["show", project, "--json"]).well().json()
    }

    /// The clean text of a project: label, kind and words of each paragraph.
    pub fn clean(&self, project: &str) -> Vec<(String, String, String)> {
        paragraphs(&self.run(["show", project, "--view", "clean", "--json"]).well().json())
    }
}

/// Label, kind and words of each paragraph that `show` has.
pub fn paragraphs(shown: &Value) -> Vec<(String, String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    list(shown, "paragraphs")
        .iter()
        .map(|p| (text(&p["label"]), text(&p["kind"]), text(&p["text"])))
        .collect()
}

/// The list under a key.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key} in {value}"))
}

/// The number under a key.
pub fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("no number {key} in {value}"))
}

/// The paragraph of this label.
pub fn labelled<'a>(shown: &'a Value, label: &str) -> &'a Value {
    let found = list(shown, "paragraphs").iter().find(|p| p["label"] == label);
    found.unwrap_or_else(|| panic!("no paragraph {label}"))
}

/// Who is named by the marks of a paragraph, with what: "inserted EU, US".
pub fn marks(paragraph: &Value) -> Vec<String> {
    let runs = list(paragraph, "runs").iter();
    let all = runs.flat_map(|r| list(r, "marks").iter().map(|m| (m["change"].as_str().unwrap(), &m["by"])));
    let names = |by: &Value| {
        by.as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect::<Vec<_>>().join(", ")
    };
    let mut out: Vec<String> = all.map(|(change, by)| format!("{change} {}", names(by))).collect();
    out.dedup();
    out
}

/// The identities of proposals with this label by this actor.
pub fn ids(shown: &Value, actor: &str, label: &str) -> Vec<String> {
    let all = list(shown, "proposals").iter().filter(|p| p["actor"] == actor && p["label"] == label);
    all.map(|p| p["id"].as_str().unwrap().to_owned()).collect()
}

/// A run of `n` random cases; `PROPTEST_CASES` asks for more or fewer.
pub fn cases(n: u32) -> ProptestConfig {
    let told = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: told.unwrap_or(n), failure_persistence: None, ..ProptestConfig::default() }
}
