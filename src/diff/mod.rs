//! stub
/// stub
pub fn key(text: &str) -> String {
    text.to_owned()
}
