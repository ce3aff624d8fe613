//! The overview as text, CSV, JSON and a web page with a drawing in it.

use super::{Line, Open, Overview, Progress};
use crate::format::columns;
use crate::format::html::{END, begin, escape, table};
use crate::lexicon::count;
use crate::revise::csv_line;
use serde_json::{Value, json};

impl Progress {
    /// As the reports of conferences count: "21 of 420 paragraphs agreed ad ref, 259 containing
    /// bracketed text".
    pub fn told(&self) -> String {
        let Self { paragraphs, bracketed, .. } = self;
        match self.agreed {
            Some(n) => {
                format!("{n} of {paragraphs} paragraphs agreed ad ref, {bracketed} containing bracketed text")
            }
            None => format!("{bracketed} of {paragraphs} paragraphs containing bracketed text"),
        }
    }
}

impl Open {
    /// In words: "3 brackets, 41 words".
    pub fn told(&self) -> String {
        format!("{}, {}", count(self.brackets, "bracket", "brackets"), count(self.words, "word", "words"))
    }

    fn json(&self) -> Value {
        json!({"brackets": self.brackets, "words": self.words})
    }
}

impl Overview {
    /// Sections and actors under their headings.
    pub fn parts(&self) -> [(&'static str, &[Line]); 2] {
        [("Section", &self.sections), ("Actor", &self.actors)]
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let lines = |list: &[Line]| {
            let one = |l: &Line| {
                let open = self.states.iter().zip(&l.open);
                let open: serde_json::Map<String, Value> =
                    open.map(|(state, o)| (state.clone(), o.json())).collect();
                json!({"name": l.name, "open": open})
            };
            list.iter().map(one).collect::<Vec<_>>()
        };
        let progress = self.states.iter().zip(&self.progress).map(|(state, p)| {
            json!({"state": state, "paragraphs": p.paragraphs, "bracketed": p.bracketed, "agreed": p.agreed,
                "brackets": p.open.brackets, "words": p.open.words})
        });
        json!({
            "states": self.states,
            "progress": progress.collect::<Vec<_>>(),
            "sections": lines(&self.sections),
            "actors": lines(&self.actors),
        })
    }

    /// As text: brackets and words in brackets.
    pub fn text(&self) -> String {
        let mut out = Vec::new();
        for (state, progress) in self.states.iter().zip(&self.progress) {
            out.push(format!("{state}: {}; {}.", progress.told(), progress.open.told()));
        }
        for (what, lines) in self.parts().into_iter().filter(|(_, l)| !l.is_empty()) {
            out.push(String::new());
            let head = [what.to_owned()].into_iter().chain(self.states.iter().cloned());
            let mut table: Vec<Vec<String>> = vec![head.collect()];
            table.extend(lines.iter().map(|l| {
                let cells = l.open.iter().map(|o| match (o.brackets, o.words) {
                    (0, 0) => "-".to_owned(),
                    (brackets, words) => format!("{brackets} ({words})"),
                });
                [shortened(&l.name)].into_iter().chain(cells).collect()
            }));
            out.extend(columns(&table));
        }
        out.push(String::new());
        out.push("Open brackets, and in parentheses the words that stand in them.".to_owned());
        out.join("\n")
    }

    /// As CSV (RFC 4180): a line for each section and actor in each state.
    pub fn csv(&self) -> String {
        let mut out = csv_line(["By", "Name", "State", "Brackets", "Words"]);
        for (what, lines) in self.parts() {
            for l in lines {
                for (state, o) in self.states.iter().zip(&l.open) {
                    let (brackets, words) = (o.brackets.to_string(), o.words.to_string());
                    out.push_str(&csv_line([what, &l.name, state, &brackets, &words]));
                }
            }
        }
        out
    }

    /// As one self-contained web page with a drawing.
    pub fn html(&self) -> String {
        let title = if self.title.trim().is_empty() { "Overview" } else { self.title.trim() };
        let mut out = begin(&format!("{title}: open brackets"), STYLE, title) + "<ul>\n";
        for (state, progress) in self.states.iter().zip(&self.progress) {
            let said = format!("{state}: {}; {}.", progress.told(), progress.open.told());
            out.push_str(&format!("<li>{}</li>\n", escape(&said)));
        }
        out.push_str("</ul>\n");
        for (what, lines) in self.parts().into_iter().filter(|(_, l)| !l.is_empty()) {
            out.push_str(&format!("<h2>By {}</h2>\n", what.to_lowercase()));
            self.drawing(what, lines, &mut out);
            let heads: Vec<&str> = [what].into_iter().chain(self.states.iter().map(String::as_str)).collect();
            let row = |l: &Line| [l.name.clone()].into_iter().chain(l.open.iter().map(Open::told)).collect();
            table(&mut out, &heads, lines.iter().map(row).collect::<Vec<Vec<String>>>());
        }
        out.push_str(END);
        out
    }

    /// Bars for the open brackets: a block a line, a bar a state. The table below says the same.
    fn drawing(&self, what: &str, lines: &[Line], out: &mut String) {
        let most = lines.iter().flat_map(|l| &l.open).map(|o| o.brackets).max().unwrap_or(0).max(1);
        let block = 14 * self.states.len() + 26;
        let height = block * lines.len() + 10;
        let name = escape(&format!("Open brackets by {}", what.to_lowercase()));
        out.push_str(&format!(
            "<svg role=\"img\" aria-label=\"{name}\" width=\"760\" height=\"{height}\" viewBox=\"0 0 760 {height}\">\n"
        ));
        out.push_str(HATCHES);
        for (n, l) in lines.iter().enumerate() {
            let top = n * block + 14;
            out.push_str(&format!(
                "<text x=\"0\" y=\"{top}\" class=\"name\">{}</text>\n",
                escape(&shortened(&l.name))
            ));
            for (k, (state, o)) in self.states.iter().zip(&l.open).enumerate() {
                let (y, wide) = (top + 6 + 14 * k, 520 * o.brackets / most);
                let fill = if k + 1 == self.states.len() {
                    "#0b5c8a".to_owned()
                } else {
                    format!("url(#h{})", k % 3)
                };
                let told = escape(&format!("{}, {state}: {}", l.name, o.told()));
                out.push_str(&format!(
                    "<text x=\"84\" y=\"{}\" class=\"state\">{}</text><rect x=\"92\" y=\"{y}\" width=\"{wide}\" height=\"11\" fill=\"{fill}\" stroke=\"#0b5c8a\"><title>{told}</title></rect><text x=\"{}\" y=\"{}\">{}</text>\n",
                    y + 10,
                    escape(&cut(state, 13)),
                    98 + wide,
                    y + 10,
                    o.brackets
                ));
            }
        }
        out.push_str("</svg>\n");
    }
}

fn shortened(name: &str) -> String {
    cut(name, 56)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most - 1).collect();
    format!("{}…", head.trim_end())
}

/// Patterns by which the states are told apart without colour.
const HATCHES: &str = "<defs><pattern id=\"h0\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" stroke=\"#0b5c8a\"/></pattern><pattern id=\"h1\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle cx=\"2\" cy=\"2\" r=\"1\" fill=\"#0b5c8a\"/></pattern><pattern id=\"h2\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 2H4\" stroke=\"#0b5c8a\"/></pattern></defs>\n";

/// The look of the page.
const STYLE: &str =
    "body{font:14px/1.4 'Liberation Sans',Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.2rem}
h2{font-size:1rem;margin-top:1.6rem}
table{border-collapse:collapse;margin-top:.6rem}
th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}
svg text{font:11px 'Liberation Sans',Arial,sans-serif}
svg .name{font-weight:bold;font-size:12px}
svg .state{text-anchor:end;fill:#555}
";
