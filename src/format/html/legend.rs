//! The legend: who is who, by colour, pattern and name, with the number of their proposals.
//!
//! Colour alone never says who speaks: the short name stands beside all that an actor asks.

use super::escape::escape;
use super::style::class;
use crate::format::page::{Markup, Sheet, SheetActor};

/// The legend of a sheet.
pub(super) fn write(sheet: &Sheet) -> String {
    let shades = sheet.shades();
    let mut out = String::from("<aside class=\"legend\" aria-labelledby=\"legend\">\n");
    out.push_str("<h2 id=\"legend\">Proposals by</h2>\n<ul>\n");
    for actor in &sheet.actors {
        let class = shades.get(&actor.id).map(|s| class(*s)).unwrap_or_default();
        out.push_str(&format!("<li class=\"{class}\">{}</li>\n", line(actor)));
    }
    out.push_str("</ul>\n");
    out.push_str(match sheet.markup {
        Markup::Annotated(_) => "<p class=\"key\"><mark><ins>Bold on yellow</ins></mark> is put in, ",
        _ => "<p class=\"key\"><ins>Bold and underlined</ins> is put in, ",
    });
    out.push_str("<del>struck</del> is taken out.");
    if sheet.markup == Markup::Compilation {
        out.push_str(" What stands in brackets is not agreed; names follow a dash, alternatives a slash.");
    }
    out.push_str("</p>\n</aside>\n");
    out
}

fn line(actor: &SheetActor) -> String {
    let short = escape(actor.id.as_str());
    let formal = match actor.name == actor.id.as_str() {
        true => String::new(),
        false => format!(" <span class=\"formal\">{}</span>", escape(&actor.name)),
    };
    let count = crate::lexicon::count(actor.proposals, "proposal", "proposals");
    format!("<b class=\"by\">{short}</b>{formal} <span class=\"count\">{count}</span>")
}
