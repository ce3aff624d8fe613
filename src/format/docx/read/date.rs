//! The date that a Word file gives itself: when it was last saved, as its properties have it.

use super::package::Package;
use super::tree;

/// The part with the properties of a file. Every program writes it under this name.
const CORE: &str = "docProps/core.xml";

/// When a Word file says that it was saved last, as it stands there: "2026-11-20T18:04:00Z".
/// None where it does not say, and for what is no Word file.
pub fn saved(bytes: &[u8]) -> Option<String> {
    let text = Package::open(bytes).ok()?.part(CORE).ok()??;
    let document = tree::parse(&text, CORE).ok()?;
    let properties = document.root_element();
    let said = properties.children().find(|n| n.tag_name().name() == "modified")?.text()?.trim();
    (!said.is_empty()).then(|| said.to_owned())
}
