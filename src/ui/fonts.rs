//! The faces of the window: a serif one for the page, a sans one for the frame.
//!
//! Bold and italic are families of their own. Arabic letters come with the program too; what
//! no face of its own has, Chinese above all, is taken from the system's fonts where there are
//! some. Words are laid out from left to right: Arabic can be read, not yet as it should run.

use eframe::egui;
use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// The faces that come with the program: name, bytes.
const FACES: [(&str, &[u8]); 6] = [
    (SERIF, include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf")),
    (SERIF_BOLD, include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf")),
    (SERIF_ITALIC, include_bytes!("../../assets/fonts/LiberationSerif-Italic.ttf")),
    (SERIF_BOLD_ITALIC, include_bytes!("../../assets/fonts/LiberationSerif-BoldItalic.ttf")),
    (SANS, include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf")),
    (SANS_BOLD, include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf")),
];

/// The face of Arabic letters.
const ARABIC: (&str, &[u8]) = ("arabic", include_bytes!("../../assets/fonts/Amiri-Regular.ttf"));

const SERIF: &str = "serif";
const SERIF_BOLD: &str = "serif bold";
const SERIF_ITALIC: &str = "serif italic";
const SERIF_BOLD_ITALIC: &str = "serif bold italic";
const SANS: &str = "sans";
const SANS_BOLD: &str = "sans bold";

/// All faces, with egui's own as a reserve for what they lack.
pub fn definitions() -> FontDefinitions {
    let mut out = FontDefinitions::default();
    let mut reserve = out.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    out.font_data.insert(ARABIC.0.to_owned(), Arc::new(FontData::from_static(ARABIC.1)));
    reserve.push(ARABIC.0.to_owned());
    for (name, bytes) in FACES {
        out.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let mut faces = vec![name.to_owned()];
        faces.extend(reserve.iter().cloned());
        out.families.insert(FontFamily::Name(name.into()), faces);
    }
    let mut sans = vec![SANS.to_owned()];
    sans.extend(reserve);
    out.families.insert(FontFamily::Proportional, sans);
    out
}

/// The face of the page.
pub fn serif(size: f32, bold: bool, italic: bool) -> FontId {
    let name = match (bold, italic) {
        (false, false) => SERIF,
        (true, false) => SERIF_BOLD,
        (false, true) => SERIF_ITALIC,
        (true, true) => SERIF_BOLD_ITALIC,
    };
    FontId::new(size, FontFamily::Name(name.into()))
}

/// The face of the frame and of name tags.
pub fn sans(size: f32, bold: bool) -> FontId {
    let family = if bold { FontFamily::Name(SANS_BOLD.into()) } else { FontFamily::Proportional };
    FontId::new(size, family)
}
