//! The account for a person at a terminal: short, aligned, a line a wish.

use super::account::Account;
use super::wishes::{Became, Told};
use crate::revise::{Finding, TextChange, Weight};

/// Characters of a quotation in a line.
const QUOTE: usize = 64;

impl Account {
    /// As text: what nothing explains comes first.
    pub fn text(&self) -> String {
        let mut out = vec![self.heading(), String::new()];
        match self.for_whom() {
            Some(by) => self.for_one(&by, &mut out),
            None => self.for_the_chair(&mut out),
        }
        out.join("\n")
    }

    fn heading(&self) -> String {
        let by = self.for_whom().map(|by| format!(", for {by}")).unwrap_or_default();
        let to = if self.to == super::WORKING { "the working text" } else { &self.to };
        format!("{} → {to}{by}", self.from)
    }

    /// What nothing explains, in a line or several.
    fn unexplained(&self, out: &mut Vec<String>) {
        let told = &self.audit;
        if self.is_explained() {
            return out.push("Every word is explained.".to_owned());
        }
        match told.unexplained.len() {
            0 => {}
            1 => out.push("1 place is not explained:".to_owned()),
            n => out.push(format!("{n} places are not explained:")),
        }
        out.extend(told.unexplained.iter().map(finding));
        if !told.lost.is_empty() {
            out.push("What became of these proposals is not explained:".to_owned());
            out.extend(
                told.lost.iter().map(|(id, actor, why)| format!("  {}{id}: {why}", Self::whose(actor))),
            );
        }
    }

    fn for_the_chair(&self, out: &mut Vec<String>) {
        let told = &self.audit;
        self.unexplained(out);
        if !told.edited.is_empty() {
            out.push("Edited by the chair without a decision:".to_owned());
            out.extend(told.edited.iter().map(finding));
        }
        out.push(format!(
            "Words: {} kept, {} by decision, {} moved, {} merged. Words of proposals: {} withdrawn, {} rejected.",
            told.kept, told.agreed, told.moved, told.merged, told.withdrawn, told.rejected
        ));
        let (some, rest) = self.of_substance();
        let verbs = some.iter().filter(|c| c.weight <= Weight::Verb).count();
        out.push(format!(
            "Changes: {} of substance, {verbs} of them of verbs; {rest} that only follow from others.",
            some.len()
        ));
        for (outcome, n) in self.outcomes() {
            out.push(format!("Proposals {outcome}: {n}"));
            let those = self.proposals().filter(|(_, _, o)| *o == outcome);
            out.extend(those.map(|(id, actor, outcome)| format!("  {}{id}: {outcome}", Self::whose(actor))));
        }
        if !told.earlier.is_empty() {
            out.push(format!("Proposals settled before {}: {}", self.from, told.earlier.len()));
        }
    }

    fn for_one(&self, by: &str, out: &mut Vec<String>) {
        let counts = Became::ALL.into_iter().map(|b| (self.count(b), b.name())).filter(|(n, _)| *n > 0);
        let counts: Vec<String> = counts.map(|(n, name)| format!("{n} {name}")).collect();
        match self.wishes.len() {
            0 => out.push(format!("{by} asked for nothing that was open between the two.")),
            1 => out.push(format!("1 wish of {by}: {}", counts.join(", "))),
            n => out.push(format!("{n} wishes of {by}: {}", counts.join(", "))),
        }
        let wide = |labels: &[String]| labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
        let places: Vec<String> = self.wishes.iter().map(Told::place).collect();
        let width = wide(&places);
        for became in Became::ALL {
            let those = self.wishes.iter().zip(&places).filter(|(w, _)| w.became == became);
            let lines: Vec<String> =
                those.map(|(w, place)| format!("  {place:width$}  {}", w.line())).collect();
            if !lines.is_empty() {
                out.push(String::new());
                out.push(title(became.name()));
                out.extend(lines);
            }
        }
        self.others(out);
        out.push(String::new());
        if self.is_explained() {
            out.push("Every word is explained.".to_owned());
        } else {
            self.unexplained(out);
        }
    }

    /// Every other change of substance, the verbs first; the rest is counted.
    fn others(&self, out: &mut Vec<String>) {
        let (some, rest) = self.of_substance();
        out.push(String::new());
        out.push(match some.len() {
            0 => "Nothing else of substance changed.".to_owned(),
            1 => "1 other change of substance:".to_owned(),
            n => format!("{n} other changes of substance:"),
        });
        let places: Vec<String> = some.iter().map(|c| c.name()).collect();
        let width = places.iter().map(|p| p.chars().count()).max().unwrap_or(0);
        for (weight, heading) in [
            (Weight::Opening, "Verbs that open a paragraph"),
            (Weight::Verb, "Verbs inside"),
            (Weight::Paragraph, "Whole paragraphs"),
            (Weight::Words, "Other words and figures"),
        ] {
            let those = some.iter().zip(&places).filter(|(c, _)| c.weight == weight);
            let lines: Vec<String> =
                those.map(|(c, place)| format!("  {place:width$}  {}", c.line())).collect();
            if !lines.is_empty() {
                out.push(String::new());
                out.push(heading.to_owned());
                out.extend(lines);
            }
        }
        if rest > 0 {
            out.push(String::new());
            out.push(match rest {
                1 => "1 more only follows from others (numbers, also and further, marks).".to_owned(),
                n => format!("{n} more only follow from others (numbers, also and further, marks)."),
            });
        }
    }
}

impl Told {
    /// "OP5 → OP6".
    pub fn place(&self) -> String {
        match &self.new_label {
            Some(new) if *new != self.label => format!("{} → {new}", self.label),
            Some(new) => new.clone(),
            None => self.label.clone(),
        }
    }

    /// What was asked, what stands now and why, in a line.
    pub fn line(&self) -> String {
        let now = match self.now.is_empty() {
            true => String::new(),
            false => format!("; now “{}”", cut(&self.now, QUOTE)),
        };
        let why = if self.why.is_empty() { String::new() } else { format!(" ({})", self.why) };
        format!("{}{now}{why}", cut(&self.asked, QUOTE))
    }
}

impl TextChange {
    /// The paragraph: "OP5 → OP6", "new OP3", "OP4, gone".
    pub fn name(&self) -> String {
        match (&self.old_label, &self.new_label) {
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            (_, Some(new)) => new.clone(),
            (Some(old), None) => old.clone(),
            (None, None) => "heading or title".to_owned(),
        }
    }

    /// What changed, in a line: "Calls upon → Encourages", "ships [shall → should] stop".
    pub fn line(&self) -> String {
        let words = |text: &str| cut(text, QUOTE);
        match self.what {
            "opening" if !self.old.is_empty() && !self.new.is_empty() => {
                format!("{} → {}", words(&self.old), words(&self.new))
            }
            "new" | "split" => format!("{}: “{}”", self.what, words(&self.new)),
            "gone" => format!("gone: “{}”", words(&self.old)),
            "moved" => "moved".to_owned(),
            "merged" => "joined to another".to_owned(),
            _ => {
                let change = match (self.old.as_str(), self.new.as_str()) {
                    ("", new) => format!("[+ {}]", words(new)),
                    (old, "") => format!("[– {}]", words(old)),
                    (old, new) => format!("[{} → {}]", words(old), words(new)),
                };
                [self.before.as_str(), &change, &self.after].join(" ").trim().to_owned()
            }
        }
    }
}

fn finding(f: &Finding) -> String {
    let place = f.label.as_deref().unwrap_or("heading or title");
    let how = if f.removed { "gone" } else { "new" };
    format!("  {place}, {how}: “{}” ({})", f.text.trim(), f.why.trim_end_matches('.'))
}

/// A text in one line of so many characters at most; what is left out shows.
pub(super) fn cut(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ¶ ");
    if text.chars().count() <= most {
        return text;
    }
    let head: String = text.chars().take(most).collect();
    let close = if text.ends_with('”') { "”" } else { "" };
    format!("{} …{close}", head.trim_end())
}

fn title(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
