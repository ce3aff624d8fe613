//! What the elements of a web page are to a reader of text: [`Role`].
//!
//! A table over names. What is not in it is an element whose text goes on in the line.

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its text goes on in the line.
    Inline,
    /// It begins and ends a paragraph.
    Block,
    /// A heading with its depth.
    Heading(usize),
    /// A list, with numbers or not.
    List(bool),
    /// An item of a list.
    Item,
    /// It belongs to the page around the text: menus, footers.
    Around,
    /// Nobody sees what is in it.
    Hidden,
    /// The title of the window.
    Title,
    /// It has no text and no end.
    Break,
    /// It has no text and no end, and says nothing.
    Empty,
}

/// The role of an element with this name in small letters.
pub(super) fn role(name: &str) -> Role {
    match name {
        "h1" => Role::Heading(1),
        "h2" | "caption" | "legend" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" | "h5" | "h6" => Role::Heading(4),
        "p" | "div" | "td" | "th" | "tr" | "table" | "tbody" | "thead" | "tfoot" | "blockquote" | "pre"
        | "dd" | "dt" | "dl" | "section" | "article" | "main" | "body" | "html" | "figure" | "figcaption"
        | "address" | "fieldset" | "form" | "details" | "summary" | "center" => Role::Block,
        "ol" => Role::List(true),
        "ul" | "menu" | "dir" => Role::List(false),
        "li" => Role::Item,
        "nav" | "header" | "footer" | "aside" | "button" | "select" => Role::Around,
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "math" | "object" | "iframe"
        | "textarea" | "audio" | "video" | "canvas" | "map" => Role::Hidden,
        "title" => Role::Title,
        "br" | "hr" => Role::Break,
        "img" | "input" | "meta" | "link" | "base" | "col" | "wbr" | "area" | "source" | "track"
        | "embed" | "param" => Role::Empty,
        _ => Role::Inline,
    }
}

/// Whether an element stands in the head of a page and does not begin its body.
pub(super) fn is_of_head(name: &str) -> bool {
    matches!(
        name,
        "meta" | "title" | "link" | "script" | "style" | "base" | "noscript" | "template" | "head" | "html"
    )
}

/// Whether `opened` ends an open element `open` of the same list, table or text: a `<p>` ends the
/// one before it, whether that was closed or not.
pub(super) fn ends(opened: &str, open: &str) -> bool {
    match open {
        "head" => !is_of_head(opened),
        "p" => {
            !matches!(role(opened), Role::Inline | Role::Empty | Role::Title | Role::Hidden) && opened != "br"
        }
        "li" => opened == "li",
        "dt" | "dd" => matches!(opened, "dt" | "dd"),
        "td" | "th" => matches!(opened, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(opened, "tr" | "tbody" | "tfoot"),
        "option" => matches!(opened, "option" | "optgroup"),
        _ => false,
    }
}

/// Whether looking for an element to end stops at an open `name`.
pub(super) fn holds(name: &str, looking_for: &str) -> bool {
    match looking_for {
        "li" => matches!(name, "ol" | "ul" | "menu"),
        "td" | "th" | "tr" | "p" => {
            matches!(name, "table" | "td" | "th" | "li" | "div" | "section" | "article")
        }
        _ => false,
    }
}
