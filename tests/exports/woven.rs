//! Whatever is woven is printed, and only that: proposals anywhere in a paragraph.

use super::table::source;
use super::{bracketed, front, written};
use chapeau::format::page::{Labels, Markup, sheet};
use chapeau::format::target::Format;
use chapeau::record::{ActorId, Origin, Proposal, ProposalId, Span, Wish};
use chapeau::text::{Document, Fragment, Hash, Kind, NoteId};
use chapeau::weave::{Compilation, Fate, Placed, Site, compile, inline};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use std::sync::Arc;

/// Wishes of five actors anywhere in one paragraph: (from, length, words, actor, kind).
fn woven(wishes: &[(usize, usize, String, usize, u8)]) -> (Document, Compilation) {
    let text = " Calls upon the keepers of the lights\u{FFFC} to keep them <lit> & *bright* ";
    let sources = vec![source(Kind::Operative, "1.", text, 11, &["a"])];
    let document = Document::imported(sources, [(NoteId::of(&["a"]), "See 1.".into())].into());
    let meta = document.meta(0).expect("a paragraph");
    let words = document.words(0);
    let placed: Vec<Placed> = wishes
        .iter()
        .enumerate()
        .map(|(n, (from, len, with, actor, kind))| {
            let from = from % (words.len() + 1);
            let range = from..(from + len).min(words.len());
            let actor = ActorId::new(["EU", "US", "UPU", "A & B", "<i>"][actor % 5]);
            let quote = words.str(range.clone()).to_owned();
            let span = |range, quote| Span {
                paragraph: meta.id,
                range,
                quote,
                before: String::new(),
                after: String::new(),
            };
            let all = || span(0..words.len(), words.text().to_owned());
            let (wish, range) = match kind {
                0 => (Wish::DeleteParagraph { at: all() }, 0..words.len()),
                1 => (Wish::Reserve { at: span(range.clone(), quote) }, range),
                _ => {
                    let with = Fragment::plain(with);
                    (Wish::Replace { at: span(range.clone(), quote), with }, range)
                }
            };
            let proposal = Proposal::new(ProposalId(format!("p-{n}")), Hash::of(&[]), wish);
            let site = Site::Span(meta.id, range);
            Placed {
                actor,
                origin: Origin::Own,
                proposal: Arc::new(proposal),
                fate: Fate::Clean,
                site,
                voices: Vec::new(),
            }
        })
        .collect();
    let compilation = compile(&document, &placed);
    (document, compilation)
}

proptest! {
    #[test]
    fn whatever_is_woven_is_printed(
        wishes in proptest::collection::vec((0..80usize, 0..20usize, "[ a-c<*\n]{0,6}", 0..5usize, 0..8u8), 0..7)
    ) {
        let (document, compilation) = woven(&wishes);
        let front = front(Markup::Compilation, Labels::Issued);
        let sheet = sheet(&document, Some(&compilation), &front);
        for paragraph in &sheet.paragraphs {
            let woven = paragraph.woven.as_ref().expect("a woven paragraph");
            prop_assert_eq!(bracketed(paragraph), inline(woven, &|actor| actor.to_string()));
            prop_assert_eq!(&paragraph.runs, &woven.runs());
        }
        // Elements are balanced, whatever crosses or nests.
        let page = written(&sheet, Format::Html);
        for element in ["ins", "del", "span", "b", "em", "mark", "sup", "p"] {
            let opened = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
            prop_assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{}", element);
        }
        prop_assert!(!page.contains("<i>") && !page.contains("<lit>"));
        // One paragraph a line.
        prop_assert_eq!(written(&sheet, Format::Txt).lines().filter(|l| !l.is_empty()).count(), 1 + 2);
    }
}
