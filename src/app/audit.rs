//! stub
use super::error::AppError;
use crate::project::Project;
/// stub
pub struct Told {
    /// stub
    pub unexplained: Vec<()>,
}
/// stub
pub fn audit(_: &Project, _: &str, _: &str) -> Result<Told, AppError> {
    AppError::refuse("stub")
}
/// stub
pub fn json(_: &Told, _: Option<&crate::record::ActorId>) -> serde_json::Value {
    serde_json::Value::Null
}
/// stub
pub fn text(_: &Told, _: Option<&crate::record::ActorId>) -> String {
    String::new()
}
/// stub
pub fn concordance_csv(_: &Project, _: &str, _: &str) -> Result<String, AppError> {
    AppError::refuse("stub")
}
