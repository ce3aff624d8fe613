//! [`Texts`]: many texts, among which the one that is most alike to another is looked for.
//!
//! The answer is that of [`similarity`] with each of them. But most texts have too few words in
//! common for it, in whatever order these stand: that is counted, and nothing is compared then.

use super::fold::key_of_token;
use super::interner::Interner;
use super::tokens::tokens;
use super::weights::plain;
use super::words::similarity;
use std::collections::HashMap;

/// Texts that are cut into words once.
#[derive(Default)]
pub struct Texts {
    texts: Vec<Cut>,
    interner: Interner,
    /// By number of a word the least and the most that it weighs: invisible characters in it may
    /// make a difference.
    weights: Vec<(f64, f64)>,
}

/// A text with how often each word is in it.
struct Cut {
    text: String,
    counts: Vec<(u32, f64)>,
}

impl Texts {
    /// These, in their order.
    pub fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut out = Self::default();
        for text in texts {
            let found = tokens(&text);
            let numbers = out.interner.all(&text, &found);
            let mut counts: HashMap<u32, f64> = HashMap::new();
            for (number, token) in numbers.into_iter().zip(&found) {
                *counts.entry(number).or_default() += 1.0;
                let weight = plain(token, &text);
                match out.weights.get_mut(number as usize) {
                    Some((least, most)) => (*least, *most) = (least.min(weight), most.max(weight)),
                    None => out.weights.push((weight, weight)),
                }
            }
            out.texts.push(Cut { text, counts: counts.into_iter().collect() });
        }
        out
    }

    /// The place of the text that is most alike, if it is at least so much alike; of several the
    /// first.
    pub fn nearest(&self, text: &str, least: f64) -> Option<usize> {
        let mut hopes: Vec<(f64, usize)> = self.most(text).into_iter().zip(0..).collect();
        hopes.retain(|(most, _)| *most >= least);
        hopes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: Option<(f64, usize)> = None;
        for (most, at) in hopes {
            if best.is_some_and(|(found, _)| most < found) {
                break;
            }
            let alike = self.texts.get(at).map_or(0.0, |t| similarity(&t.text, text));
            let better = best.is_none_or(|(found, place)| alike > found || (alike == found && at < place));
            if alike >= least && better {
                best = Some((alike, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// How much alike each text can be at the most.
    fn most(&self, text: &str) -> Vec<f64> {
        let found = tokens(text);
        let mut here = vec![0.0_f64; self.weights.len()];
        let (mut weights, mut total) = (self.weights.clone(), 0.0);
        for token in &found {
            let weight = plain(token, text);
            let number = self.interner.known(&key_of_token(token.text(text))).map(|n| n as usize);
            let known = number.and_then(|n| Some((here.get_mut(n)?, weights.get_mut(n)?)));
            total += match known {
                Some((count, (least, most))) => {
                    *count += 1.0;
                    (*least, *most) = (least.min(weight), most.max(weight));
                    *least
                }
                None => weight,
            };
        }
        let each = self.texts.iter().map(|cut| {
            let (mut common, mut own) = (0.0, 0.0);
            for (number, count) in &cut.counts {
                let (least, most) = weights.get(*number as usize).copied().unwrap_or((1.0, 1.0));
                own += least * count;
                common += most * here.get(*number as usize).copied().unwrap_or(0.0).min(*count);
            }
            // Sums of fractions are not exact. Without words the keys may be equal all the same.
            let all = own + total;
            if all > 0.0 { 2.0 * common / all + 1e-6 } else { 1.0 }
        });
        each.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn brute(texts: &[String], text: &str, least: f64) -> Option<usize> {
        let all = texts.iter().enumerate().map(|(at, t)| (similarity(t, text), at));
        let best = all.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.filter(|b| b.0 >= least).map(|b| b.1)
    }

    #[test]
    fn of_several_that_are_as_alike_it_is_the_first() {
        let texts: Vec<String> =
            ["", "Lights a lamp", "Lights “a” lamp", "Lights a lamp", "…"].map(str::to_owned).into();
        for text in ["Lights a lamp", "Lights \"a\" lamp", "", "lamp a Lights", "…", "none of it at all"] {
            for least in [0.0, 0.3, 0.5, 1.0] {
                let found = Texts::new(texts.clone()).nearest(text, least);
                assert_eq!(found, brute(&texts, text, least), "{text} {least}");
            }
        }
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "the",
            "The",
            "lamp",
            "lamps",
            "of",
            "and",
            "lights",
            "“old”",
            "\"old\"",
            "—",
            "-",
            "`",
            "la\u{ad}mp",
            "t\u{ad}he",
            "also",
            "é",
            ",",
            ";",
            "\u{fffc}",
            "3",
        ]);
        prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn it_is_the_one_that_comparing_with_all_finds(
            texts in prop::collection::vec(words(), 0..12), text in words(), least in 0.0..1.0f64,
        ) {
            prop_assert_eq!(Texts::new(texts.clone()).nearest(&text, least), brute(&texts, &text, least));
        }
    }
}
