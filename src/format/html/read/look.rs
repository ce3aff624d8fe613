//! How the words of an element look: by its name, its `style` and its `class`.
//!
//! Only what an author may mean by it: bold, italics, struck, raised, and any colour or ground
//! that is not the page's. Style sheets are not read.

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub raised: bool,
    /// Whether they are a link, which every page sets in a colour and underlined.
    pub link: bool,
}

/// The look inside an element, from the one around it.
pub(super) fn inside(around: Look, name: &str, style: Option<&str>, colour: Option<&str>) -> Look {
    let mut look = around;
    match name {
        "a" => look.link = true,
        "b" | "strong" | "mark" | "ins" => look.bold = true,
        "u" => look.bold |= !look.link,
        "i" | "em" | "cite" | "dfn" | "var" => look.italic = true,
        "s" | "strike" | "del" => look.struck = true,
        "sup" => look.raised = true,
        _ => {}
    }
    if colour.is_some_and(|c| name == "font" && !look.link && is_colour(c)) {
        look.bold = true;
    }
    for (property, value) in style.into_iter().flat_map(properties) {
        match property.as_str() {
            "font-weight" => {
                let heavy = matches!(value.as_str(), "bold" | "bolder" | "600" | "700" | "800" | "900");
                look.bold = heavy || (look.bold && !matches!(value.as_str(), "normal" | "400"));
            }
            "font-style" => look.italic = matches!(value.as_str(), "italic" | "oblique"),
            "text-decoration" | "text-decoration-line" => {
                look.struck |= value.contains("line-through");
                look.bold |= value.contains("underline") && !look.link;
            }
            "vertical-align" => look.raised |= value == "super",
            "color" => look.bold |= !look.link && is_colour(&value),
            "background" | "background-color" => look.bold |= name == "span" && is_colour(&value),
            _ => {}
        }
    }
    look
}

/// Whether an element with this style is not shown at all.
pub(super) fn is_hidden(style: &str) -> bool {
    properties(style).any(|(p, v)| (p == "display" && v == "none") || (p == "visibility" && v == "hidden"))
}

fn properties(style: &str) -> impl Iterator<Item = (String, String)> + '_ {
    style.split(';').filter_map(|one| {
        let (property, value) = one.split_once(':')?;
        let value = value.to_ascii_lowercase().replace("!important", "");
        Some((property.trim().to_ascii_lowercase(), value.trim().to_owned()))
    })
}

/// Whether a colour is more than black, white or a grey.
fn is_colour(value: &str) -> bool {
    let value = value.trim();
    let Some([r, g, b]) = hex(value).or_else(|| numbers(value)) else {
        let grey =
            ["black", "white", "windowtext", "inherit", "initial", "transparent", "none", "currentcolor"];
        let word = value.split_whitespace().next().unwrap_or_default();
        let named = word.bytes().all(|c| c.is_ascii_alphabetic()) && !word.is_empty();
        return named && !grey.contains(&word) && !word.contains("gray") && !word.contains("grey");
    };
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    high - low > 40
}

fn hex(value: &str) -> Option<[i32; 3]> {
    let digits = value.split_whitespace().next()?.strip_prefix('#')?;
    let part = |from: usize, length: usize| {
        let text = digits.get(from..from + length)?;
        let n = i32::from_str_radix(text, 16).ok()?;
        Some(if length == 1 { n * 17 } else { n })
    };
    match digits.len() {
        3 | 4 => Some([part(0, 1)?, part(1, 1)?, part(2, 1)?]),
        6 | 8 => Some([part(0, 2)?, part(2, 2)?, part(4, 2)?]),
        _ => None,
    }
}

fn numbers(value: &str) -> Option<[i32; 3]> {
    let inner = value.strip_prefix("rgba").or_else(|| value.strip_prefix("rgb"))?;
    let inner = inner.trim_start().strip_prefix('(')?.split_once(')')?.0;
    let mut all =
        inner.split([',', ' ', '/']).filter(|s| !s.is_empty()).map(|s| s.trim().parse::<f32>().ok());
    let mut next = || all.next().flatten().map(|n| n.clamp(0.0, 255.0) as i32);
    Some([next()?, next()?, next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours() {
        for colour in ["red", "#f00", "#ffff00", "rgb(255, 255, 0)", "rgba(0,0,255,.5)", "Yellow none"] {
            assert!(is_colour(colour), "{colour}");
        }
        for grey in ["black", "#000", "#333333", "rgb(10,10,10)", "lightgray", "inherit", "", "var(--x)", "#"]
        {
            assert!(!is_colour(grey), "{grey}");
        }
    }

    #[test]
    fn styles() {
        let look = |style: &str| inside(Look::default(), "span", Some(style), None);
        assert!(look("font-weight: bold").bold && look("COLOR:RED").bold && look("background:#ff0").bold);
        assert!(look("text-decoration: line-through").struck && look("vertical-align:super").raised);
        assert!(!look("font-weight:normal;color:#111").bold);
        assert!(is_hidden("color:red; display : none") && !is_hidden("display:block"));
    }
}
