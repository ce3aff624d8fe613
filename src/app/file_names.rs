//! Names of files that are proposed to a person, or follow from an actor.

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
