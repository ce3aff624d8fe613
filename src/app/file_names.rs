//! Names of files that are proposed to a person, or follow from an actor.

use crate::record::ActorId;
use std::collections::BTreeSet;

/// A title as the name of a file.
pub fn file_name(title: &str) -> String {
    let name: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut out = String::new();
    for word in name.split_whitespace() {
        // Whole words, and no more than every file system takes.
        if out.len() + word.len() > 120 {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() { "Untitled".to_owned() } else { out }
}

/// The name of an actor’s return: its short name, without what a file system may not take; another
/// one than those that are taken, to which it is added.
pub fn track_name(actor: &ActorId, taken: &mut BTreeSet<String>) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-') { c } else { '-' };
    let name: String = actor.as_str().chars().map(safe).take(80).collect();
    let mut out = format!("{name}.track");
    let mut n = 2;
    while !taken.insert(out.to_lowercase()) {
        out = format!("{name}-{n}.track");
        n += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actors_have_one_file_and_none_is_in_another_folder() {
        let mut taken = BTreeSet::new();
        let names = ["EU", "eu", "../EU", "Guinea-Bissau"].map(|n| track_name(&ActorId::new(n), &mut taken));
        assert_eq!(
            names,
            ["EU.track", "eu-2.track", "---EU.track", "Guinea-Bissau.track"].map(str::to_owned)
        );
        assert_eq!(file_name(" ../ "), "Untitled");
        assert!(file_name(&"word ".repeat(500)).len() <= 120);
    }
}
