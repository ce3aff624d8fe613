//! How paragraphs of a resolution open: participles and adjectives in the preamble, present
//! indicatives in the operative part, with "also" and "further" and "with concern".
//!
//! The phrase found is the whole one that is set in italics (field.md, section 1). Nothing is
//! guessed: a word that is not in the tables opens nothing.

/// Which part of a resolution an opening belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// A participle or an adjective: the preamble.
    Participle,
    /// A present indicative: the operative part.
    Present,
}

/// The opening phrase of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its length in characters, from the start of the text.
    pub length: usize,
    /// Where it belongs.
    pub tense: Tense,
}

/// Stems: participle and present.
const VERBS: &[(&str, &str)] = &[
    ("accepting", "accepts"),
    ("acknowledging", "acknowledges"),
    ("acting", "acts"),
    ("adopting", "adopts"),
    ("affirming", "affirms"),
    ("aiming", "aims"),
    ("anticipating", "anticipates"),
    ("applauding", "applauds"),
    ("appealing", "appeals"),
    ("appreciating", "appreciates"),
    ("approving", "approves"),
    ("asking", "asks"),
    ("authorizing", "authorizes"),
    ("authorising", "authorises"),
    ("bearing in mind", "bears in mind"),
    ("believing", "believes"),
    ("building", "builds"),
    ("calling upon", "calls upon"),
    ("calling for", "calls for"),
    ("calling on", "calls on"),
    ("commending", "commends"),
    ("condemning", "condemns"),
    ("confirming", "confirms"),
    ("congratulating", "congratulates"),
    ("considering", "considers"),
    ("continuing", "continues"),
    ("declaring", "declares"),
    ("deciding", "decides"),
    ("demanding", "demands"),
    ("deploring", "deplores"),
    ("designating", "designates"),
    ("desiring", "desires"),
    ("drawing attention", "draws attention"),
    ("emphasizing", "emphasizes"),
    ("emphasising", "emphasises"),
    ("encouraging", "encourages"),
    ("endorsing", "endorses"),
    ("expecting", "expects"),
    ("expressing", "expresses"),
    ("fulfilling", "fulfils"),
    ("highlighting", "highlights"),
    ("hoping", "hopes"),
    ("inviting", "invites"),
    ("keeping in mind", "keeps in mind"),
    ("looking forward", "looks forward"),
    ("noting", "notes"),
    ("observing", "observes"),
    ("paying tribute", "pays tribute"),
    ("pledging", "pledges"),
    ("proclaiming", "proclaims"),
    ("promoting", "promotes"),
    ("proposing", "proposes"),
    ("reaffirming", "reaffirms"),
    ("realizing", "realizes"),
    ("recalling", "recalls"),
    ("recognizing", "recognizes"),
    ("recognising", "recognises"),
    ("recommending", "recommends"),
    ("recommitting", "recommits"),
    ("referring", "refers"),
    ("regretting", "regrets"),
    ("reiterating", "reiterates"),
    ("rejecting", "rejects"),
    ("reminding", "reminds"),
    ("renewing", "renews"),
    ("requesting", "requests"),
    ("resolving", "resolves"),
    ("seeking", "seeks"),
    ("sharing", "shares"),
    ("stressing", "stresses"),
    ("supporting", "supports"),
    ("taking note", "takes note"),
    ("taking into account", "takes into account"),
    ("taking into consideration", "takes into consideration"),
    ("thanking", "thanks"),
    ("transmitting", "transmits"),
    ("underlining", "underlines"),
    ("underscoring", "underscores"),
    ("urging", "urges"),
    ("viewing", "views"),
    ("welcoming", "welcomes"),
];

/// Openings that have no present form.
const ADJECTIVES: &[&str] = &[
    "alarmed",
    "appalled",
    "aware of",
    "aware",
    "cognizant of",
    "concerned",
    "confident",
    "conscious of",
    "conscious",
    "convinced",
    "desirous of",
    "determined",
    "disturbed",
    "encouraged",
    "guided by",
    "having adopted",
    "having considered",
    "having examined",
    "having heard",
    "having met",
    "having received",
    "having regard",
    "having reviewed",
    "having studied",
    "inspired by",
    "mindful of",
    "mindful",
    "motivated by",
    "pursuant to",
    "shocked",
];

/// Words before the verb: "Also recalls", "Deeply concerned".
const BEFORE: &[&str] = &[
    "again",
    "also",
    "deeply",
    "especially",
    "extremely",
    "firmly",
    "fully",
    "further",
    "gravely",
    "keenly",
    "once again",
    "once more",
    "particularly",
    "profoundly",
    "seriously",
    "solemnly",
    "strongly",
    "urgently",
];

/// Words after the verb that belong to the phrase.
const AFTER: &[&str] = &["also", "further", "again", "once again", "strongly"];

/// What follows "with" and "its" inside a phrase, after any of [`DEGREES`].
const FEELINGS: &[&str] = &[
    "alarm",
    "appreciation",
    "approval",
    "concern",
    "disappointment",
    "gratitude",
    "interest",
    "regret",
    "satisfaction",
    "support",
    "thanks",
];

/// Adjectives of [`FEELINGS`].
const DEGREES: &[&str] =
    &["great", "grave", "deep", "deepest", "serious", "sincere", "utmost", "particular", "profound", "full"];

/// Takes one of `phrases` (lower case, whole words) off the start of `rest`: what is left.
fn take<'a>(rest: &'a str, phrases: &[&str]) -> Option<&'a str> {
    let longest = phrases.iter().filter_map(|phrase| take_one(rest, phrase));
    longest.min_by_key(|left| left.len())
}

fn take_one<'a>(rest: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = rest.trim_start();
    let (head, left) = (rest.get(..phrase.len())?, rest.get(phrase.len()..)?);
    let whole = !left.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '’' || c == '\'');
    (whole && head.eq_ignore_ascii_case(phrase)).then_some(left)
}

/// Takes "with great concern" or "its deep appreciation".
fn feeling<'a>(rest: &'a str, lead: &str) -> Option<&'a str> {
    let mut rest = if lead.is_empty() { rest } else { take_one(rest, lead)? };
    while let Some(left) = take(rest, DEGREES) {
        rest = left;
    }
    take(rest, FEELINGS)
}

/// The opening phrase of a paragraph, if it has one. The first letter must be a capital.
pub fn opening(text: &str) -> Option<Opening> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let mut rest = text;
    for _ in 0..2 {
        rest = take(rest, BEFORE).unwrap_or(rest);
    }
    let express = rest.trim_start().get(..7).is_some_and(|verb| verb.eq_ignore_ascii_case("express"));
    let (mut rest, tense) = head(rest)?;
    for _ in 0..2 {
        rest = take(rest, AFTER).unwrap_or(rest);
        rest = feeling(rest, "with").unwrap_or(rest);
        if express {
            rest = feeling(rest, "its").or_else(|| feeling(rest, "")).unwrap_or(rest);
        }
    }
    if let Some(left) = take_one(rest, "and").and_then(head).filter(|(_, second)| *second == tense) {
        rest = left.0;
    }
    let length = text.get(..text.len() - rest.len())?.chars().count();
    Some(Opening { length, tense })
}

/// Takes the verb or the adjective itself.
fn head(rest: &str) -> Option<(&str, Tense)> {
    let found = |tense, phrases: &mut dyn Iterator<Item = &'static str>| {
        phrases.filter_map(|p| take_one(rest, p)).min_by_key(|left| left.len()).map(|left| (left, tense))
    };
    found(Tense::Participle, &mut VERBS.iter().map(|v| v.0).chain(ADJECTIVES.iter().copied()))
        .or_else(|| found(Tense::Present, &mut VERBS.iter().map(|v| v.1)))
}

/// The length in characters of the opening phrase, 0 where there is none.
pub fn opening_length(text: &str) -> usize {
    opening(text).map_or(0, |o| o.length)
}

/// Whether a word, in lower case, is a form of the first word of one of [`VERBS`]: participle,
/// present or infinitive.
pub(super) fn is_verb_form(word: &str) -> bool {
    let first = |phrase: &'static str| phrase.split(' ').next().unwrap_or(phrase);
    let infinitive = |present: &str| {
        let stem = present.strip_prefix(word);
        !word.is_empty() && matches!(stem, Some("s" | "es"))
    };
    VERBS.iter().any(|(participle, present)| {
        first(participle) == word || first(present) == word || infinitive(first(present))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_phrases() {
        for (phrase, rest) in [
            ("Recalling", " its resolution 79/194"),
            ("Recalling also", " the report"),
            ("Conscious of", " the challenges"),
            ("Deeply concerned", " that"),
            ("Noting with great concern", " the fact"),
            ("Noting with great concern also", " that many"),
            ("Taking note with satisfaction", " of the report"),
            ("Taking note also", " of the report"),
            ("Expressing its appreciation", " to the"),
            ("Bearing in mind", " that"),
            ("Further calls upon", " the international community"),
            ("Calls for", " increased"),
            ("Takes note with appreciation", " of the"),
            ("Also takes note", " of"),
            ("Looks forward", " to"),
            ("Welcomes and urges", " the full"),
            ("Expresses concern", " that"),
            ("Stressing", ", however, that"),
            ("Having considered", " the report"),
        ] {
            let text = format!("{phrase}{rest}");
            assert_eq!(opening_length(&text), phrase.chars().count(), "{text}");
        }
    }

    #[test]
    fn what_opens_nothing() {
        for text in
            ["", "recalling", "Note the", "The Assembly", "Buildings are", "Stressing-test", "É", "Also"]
        {
            assert_eq!(opening(text), None, "{text}");
        }
        assert_eq!(opening("Notes that").map(|o| o.tense), Some(Tense::Present));
    }
}
