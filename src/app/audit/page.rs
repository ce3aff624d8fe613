//! The account as a web page of its own and as CSV.

use super::account::Account;
use super::wishes::Became;
use crate::format::html::{END, begin, escape, table};
use crate::record::ActorId;
use crate::revise::{Finding, Weight, csv_line};

impl Account {
    /// As one self-contained web page.
    pub fn html(&self) -> String {
        let by = self.for_whom().map(|by| format!(", for {by}")).unwrap_or_default();
        let to = if self.to == super::WORKING { "the working text" } else { &self.to };
        let head = format!("{} → {to}{by}", self.from);
        let title = if self.title.trim().is_empty() { "Audit" } else { self.title.trim() };
        let mut out = begin(&format!("{title}: {head}"), STYLE, title);
        out.push_str(&format!("<p>{}</p>\n", escape(&head)));
        self.unexplained_part(&mut out);
        if self.by.is_some() {
            self.wishes_part(&mut out);
        } else {
            self.edited_part(&mut out);
            self.proposals_by_outcome(&mut out);
        }
        self.others_part(&mut out);
        out.push_str(END);
        out
    }

    fn unexplained_part(&self, out: &mut String) {
        if self.is_explained() {
            return out.push_str("<p class=\"good\">Every word is explained.</p>\n");
        }
        out.push_str("<h2 class=\"bad\">Not explained</h2>\n");
        let mut rows: Vec<Vec<String>> = self.audit.unexplained.iter().map(found).collect();
        let lost = self.audit.lost.iter();
        rows.extend(
            lost.map(|(id, a, why)| vec![name(a), "proposal".to_owned(), id.to_string(), why.clone()]),
        );
        table(out, &["Paragraph", "", "Words", "Why"], rows);
    }

    fn edited_part(&self, out: &mut String) {
        if !self.audit.edited.is_empty() {
            out.push_str("<h2>Edited by the chair without a decision</h2>\n");
            let rows: Vec<Vec<String>> = self.audit.edited.iter().map(found).collect();
            table(out, &["Paragraph", "", "Words", "Why"], rows);
        }
        let a = &self.audit;
        out.push_str(&format!(
            "<p>Words: {} kept, {} by decision, {} moved, {} merged. Words of proposals: {} withdrawn, {} rejected.</p>\n",
            a.kept, a.agreed, a.moved, a.merged, a.withdrawn, a.rejected
        ));
    }

    fn proposals_by_outcome(&self, out: &mut String) {
        for (outcome, n) in self.outcomes() {
            out.push_str(&format!("<h2>Proposals {}: {n}</h2>\n", escape(&outcome)));
            let those = self.proposals().filter(|(_, _, o)| *o == outcome);
            let rows: Vec<Vec<String>> = those.map(|(id, a, _)| vec![name(a), id.to_string()]).collect();
            table(out, &["Actor", "Proposal"], rows);
        }
    }

    fn wishes_part(&self, out: &mut String) {
        for became in Became::ALL {
            let those: Vec<_> = self.wishes.iter().filter(|w| w.became == became).collect();
            if those.is_empty() {
                continue;
            }
            out.push_str(&format!("<h2>{}: {}</h2>\n", escape(became.name()), those.len()));
            let row = |w: &&super::Told| vec![w.place(), w.asked.clone(), w.now.clone(), w.why.clone()];
            let rows: Vec<Vec<String>> = those.iter().map(row).collect();
            table(out, &["Paragraph", "Asked", "Now", "Why"], rows);
        }
    }

    fn others_part(&self, out: &mut String) {
        let other = if self.by.is_some() { "Other changes" } else { "Changes" };
        for (weights, heading) in [
            (&[Weight::Opening, Weight::Verb][..], "verbs"),
            (&[Weight::Paragraph][..], "whole paragraphs"),
            (&[Weight::Words][..], "other words and figures"),
            (&[Weight::Mechanical][..], "what only follows from others"),
        ] {
            let those: Vec<_> = self.changes.iter().filter(|c| weights.contains(&c.weight)).collect();
            if those.is_empty() {
                continue;
            }
            out.push_str(&format!("<h2>{other}, {heading}: {}</h2>\n", those.len()));
            out.push_str("<table>\n<thead><tr><th scope=\"col\">Paragraph</th><th scope=\"col\">What</th><th scope=\"col\">Words</th></tr></thead>\n<tbody>\n");
            for c in those {
                let part = |tag: &str, text: &str| match text.is_empty() {
                    true => String::new(),
                    false => format!("<{tag}>{}</{tag}>", escape(text)),
                };
                let words = [escape(&c.before), part("del", &c.old), part("ins", &c.new), escape(&c.after)];
                let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
                out.push_str(&format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                    escape(&c.name()),
                    escape(c.what),
                    words.join(" ")
                ));
            }
            out.push_str("</tbody>\n</table>\n");
        }
    }

    /// As CSV (RFC 4180): a line for each finding, wish, proposal and change.
    pub fn csv(&self) -> String {
        let mut out = csv_line(["Class", "Paragraph", "New paragraph", "Old", "New", "Why"]);
        let none = String::new;
        for (class, list) in [("unexplained", &self.audit.unexplained), ("edited", &self.audit.edited)] {
            for f in list {
                let label = f.label.clone().unwrap_or_default();
                let text = f.text.trim().to_owned();
                let (old, new) = if f.removed { (text, none()) } else { (none(), text) };
                let (a, b) = if f.removed { (label, none()) } else { (none(), label) };
                out.push_str(&csv_line([class.to_owned(), a, b, old, new, f.why.clone()]));
            }
        }
        for (id, actor, why) in &self.audit.lost {
            let of = if actor.is_unnamed() { none() } else { format!(" of {actor}") };
            let said = format!("proposal {id}{of}");
            out.push_str(&csv_line(["unexplained".to_owned(), none(), none(), said, none(), why.clone()]));
        }
        for w in &self.wishes {
            let class = format!("wish {}", w.became.name());
            let new = w.new_label.clone().unwrap_or_default();
            out.push_str(&csv_line([
                class,
                w.label.clone(),
                new,
                w.asked.clone(),
                w.now.clone(),
                w.why.clone(),
            ]));
        }
        for (id, actor, outcome) in self.proposals().filter(|_| self.by.is_none()) {
            let class = format!("proposal {outcome}");
            out.push_str(&csv_line([class, none(), none(), id.to_string(), none(), actor.to_string()]));
        }
        for c in &self.changes {
            let (a, b) = (c.old_label.clone().unwrap_or_default(), c.new_label.clone().unwrap_or_default());
            let class = c.weight.class().to_owned();
            out.push_str(&csv_line([class, a, b, c.old.clone(), c.new.clone(), c.what.to_owned()]));
        }
        out
    }
}

fn found(f: &Finding) -> Vec<String> {
    let place = f.label.clone().unwrap_or_else(|| "heading or title".to_owned());
    let how = if f.removed { "gone" } else { "new" };
    vec![place, how.to_owned(), f.text.trim().to_owned(), f.why.clone()]
}

/// The name of an actor, nothing where nobody is named.
fn name(actor: &ActorId) -> String {
    if actor.is_unnamed() { String::new() } else { actor.to_string() }
}

/// The look of the page; words say all that colours say.
const STYLE: &str = "body{font:15px/1.45 'Liberation Sans',Arial,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.3rem}
h2{font-size:1rem;margin:1.4rem 0 .3rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}
th[scope=row]{white-space:nowrap;font-weight:600}
ins{font-weight:bold;text-decoration:underline;color:#005a8c}
del{color:#a63d00}
.good{font-weight:600;color:#1d6b35}
.bad{color:#a63d00}
@media (prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}th,td{border-color:#555}ins{color:#7cc4f0}del{color:#f0a070}.good{color:#7fd19b}.bad{color:#f0a070}}
";
