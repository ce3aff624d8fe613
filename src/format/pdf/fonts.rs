//! [`Font`]: what the codes of a string say, how wide they are, and how the font looks.
//!
//! What a font says of its letters goes before what its encoding says. A code that neither knows
//! is counted as unknown and never guessed.

use super::PdfError;
use super::budget::Budget;
use super::file::{dict, get, number, numbers, resolve, unpacked};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A font.
pub(super) struct Font {
    /// Whether a code is two bytes.
    wide: bool,
    /// What its codes say, as the font has it.
    says: Option<Encoding<'static>>,
    /// What the codes from 0 to 255 say by their encoding.
    table: Vec<String>,
    /// Whether its codes are UTF-16 themselves.
    utf16: bool,
    widths: BTreeMap<u32, f64>,
    width: f64,
    /// From the units of widths to those of text.
    scale: f64,
    pub bold: bool,
    pub italic: bool,
}

/// A code of a string.
pub(super) struct Sign {
    /// What it says; none if nobody knows.
    pub text: Option<String>,
    /// Its width in units of the font size.
    pub width: f64,
    /// Whether it is the single byte for a space.
    pub space: bool,
}

/// The fonts that were looked at, by where they stand in the file.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<ObjectId, Rc<Font>>);

impl Fonts {
    /// The font that a name stands for in these resources.
    pub fn find(
        &mut self,
        file: &Document,
        resources: Option<&Dictionary>,
        name: &[u8],
        budget: &mut Budget,
    ) -> Result<Option<Rc<Font>>, PdfError> {
        let Some(fonts) = resources.and_then(|r| dict(file, r, b"Font")) else { return Ok(None) };
        let id = fonts.get(name).ok().and_then(|o| o.as_reference().ok());
        if let Some(font) = id.and_then(|id| self.0.get(&id)) {
            return Ok(Some(font.clone()));
        }
        let Some(found) = dict(file, fonts, name) else { return Ok(None) };
        let font = Rc::new(Font::new(file, found, budget)?);
        if let Some(id) = id {
            self.0.insert(id, font.clone());
        }
        Ok(Some(font))
    }
}

impl Font {
    fn new(file: &Document, font: &Dictionary, budget: &mut Budget) -> Result<Self, PdfError> {
        budget.steps(1000)?;
        let kind = get(file, font, b"Subtype").and_then(|o| o.as_name().ok()).unwrap_or_default();
        let wide = kind == b"Type0";
        let below = get(file, font, b"DescendantFonts")
            .and_then(|o| o.as_array().ok()?.first())
            .and_then(|o| resolve(file, o)?.as_dict().ok());
        let inner = below.unwrap_or(font);
        let matrix = get(file, font, b"FontMatrix").map(|o| numbers(file, o)).unwrap_or_default();
        let scale = matrix.first().copied().filter(|_| kind == b"Type3").unwrap_or(0.001);
        let coding = get(file, font, b"Encoding").and_then(|o| o.as_name().ok()).unwrap_or_default();
        let name = get(file, font, b"BaseFont").and_then(|o| o.as_name().ok()).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let about = dict(file, inner, b"FontDescriptor");
        let said = |key: &[u8]| about.and_then(|d| get(file, d, key)).and_then(number).unwrap_or(0.0);
        let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
        let flags = said(b"Flags") as i64;
        let mut out = Self {
            wide,
            says: says(file, font, budget)?,
            table: Vec::new(),
            utf16: wide && (has_part(coding, b"UCS2") || has_part(coding, b"UTF16")),
            widths: BTreeMap::new(),
            width: 0.0,
            scale,
            bold: has(&["bold", "black", "heavy", "semibold", "demi"])
                || said(b"FontWeight") >= 600.0
                || flags & (1 << 18) != 0,
            italic: has(&["italic", "oblique"]) || said(b"ItalicAngle") != 0.0 || flags & (1 << 6) != 0,
        };
        if wide {
            out.width = get(file, inner, b"DW").and_then(number).unwrap_or(1000.0);
            out.wide_widths(file, inner);
        } else {
            out.table = table(file, font, budget)?;
            out.width = about.map_or(500.0, |_| said(b"MissingWidth"));
            let first = get(file, font, b"FirstChar").and_then(number).unwrap_or(0.0).clamp(0.0, 255.0);
            let list = get(file, font, b"Widths").map(|o| numbers(file, o)).unwrap_or_default();
            out.widths = (first as u32..256).zip(list).collect();
        }
        Ok(out)
    }

    /// `[12 [500 600] 20 30 400]`: from 12 on one each, from 20 to 30 the same for all.
    fn wide_widths(&mut self, file: &Document, font: &Dictionary) {
        let list =
            get(file, font, b"W").and_then(|o| o.as_array().ok()).map(Vec::as_slice).unwrap_or_default();
        let code = |o: Option<&Object>| {
            o.and_then(|o| number(resolve(file, o)?)).map(|n| n.clamp(0.0, 65535.0) as u32)
        };
        let (mut at, mut left) = (0, 1usize << 18);
        while let Some(first) = code(list.get(at)) {
            match list.get(at + 1).and_then(|o| resolve(file, o)) {
                Some(each @ Object::Array(_)) => {
                    let each = numbers(file, each);
                    left = left.saturating_sub(each.len());
                    self.widths.extend((first..=65535).zip(each));
                    at += 2;
                }
                Some(last) => {
                    let (last, all) =
                        (code(Some(last)), list.get(at + 2).and_then(|o| number(resolve(file, o)?)));
                    if let (Some(last), Some(all)) = (last, all) {
                        left = left.saturating_sub(last.saturating_sub(first) as usize);
                        self.widths.extend((first..=last).map(|c| (c, all)));
                    }
                    at += 3;
                }
                None => return,
            }
            if left == 0 {
                return;
            }
        }
    }

    /// The codes of a string.
    pub fn signs<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Sign> + 'a {
        let step = if self.wide { 2 } else { 1 };
        bytes.chunks(step).map(move |chunk| {
            let code = chunk.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
            let width = self.widths.get(&code).copied().unwrap_or(self.width) * self.scale;
            let text = self.text(code, chunk).filter(|t| !t.is_empty());
            Sign { text, width, space: chunk == b" " }
        })
    }

    fn text(&self, code: u32, chunk: &[u8]) -> Option<String> {
        if let Some(Encoding::UnicodeMapEncoding(map)) = &self.says {
            let length = chunk.len() as u8;
            let found = map.get(code, length).or_else(|| map.get(code, 3 - length.min(2)));
            if let Some(units) = found {
                let text = String::from_utf16_lossy(&units);
                if !text.contains(char::REPLACEMENT_CHARACTER) {
                    return Some(text);
                }
            }
        }
        if self.utf16 {
            return char::from_u32(code).map(String::from);
        }
        let found = self.table.get(code as usize)?;
        (!self.wide && !found.is_empty()).then(|| found.clone())
    }
}

fn has_part(name: &[u8], part: &[u8]) -> bool {
    name.windows(part.len()).any(|w| w == part)
}

/// What a font itself says of its codes.
fn says(
    file: &Document,
    font: &Dictionary,
    budget: &mut Budget,
) -> Result<Option<Encoding<'static>>, PdfError> {
    let Some(Object::Stream(stream)) = get(file, font, b"ToUnicode") else { return Ok(None) };
    let Some(bytes) = unpacked(stream, budget)? else { return Ok(None) };
    let mut only = Dictionary::new();
    only.set("Type", "Font");
    only.set("ToUnicode", Object::Stream(lopdf::Stream::new(Dictionary::new(), bytes)));
    Ok(match only.get_font_encoding_with_limit(file, budget.stream()) {
        Ok(Encoding::UnicodeMapEncoding(map)) => Some(Encoding::UnicodeMapEncoding(map)),
        _ => None,
    })
}

/// What the codes from 0 to 255 say by the encoding of a font.
fn table(file: &Document, font: &Dictionary, budget: &mut Budget) -> Result<Vec<String>, PdfError> {
    let mut coded = Dictionary::new();
    coded.set("Type", "Font");
    if let Ok(encoding) = font.get(b"Encoding") {
        coded.set("Encoding", encoding.clone());
    }
    let Ok(encoding) = coded.get_font_encoding_with_limit(file, budget.stream()) else {
        return Ok(Vec::new());
    };
    let one = |byte: u8| {
        let text = encoding.bytes_to_string(&[byte]).unwrap_or_default();
        if text.contains(char::REPLACEMENT_CHARACTER) { String::new() } else { text }
    };
    Ok((0..=255).map(one).collect())
}
