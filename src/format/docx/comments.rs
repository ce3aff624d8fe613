//! Comments with their threads: three parts that Word wants, and where each thread stands.
//!
//! Every contribution is kept; one whose paragraph is not in the text stands at its title.

use super::extra::{Said, Thread, is_date};
use super::ids::shortened;
use super::package::Part;
use super::runs::preserved;
use super::styles::MAIN;
use super::xml::Xml;
use std::collections::BTreeSet;

/// The names of Word's additions.
const W14: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const W15: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
const IGNORABLE: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// The threads that were placed so far.
#[derive(Default)]
pub(super) struct Comments {
    /// Paragraphs of comments are named by this number.
    lines: u32,
    entries: Vec<Entry>,
}

/// One contribution with its place in the thread.
struct Entry {
    said: Said,
    /// The names of its lines; the last one stands for it.
    lines: Vec<String>,
    /// The line that stands for what it answers.
    parent: Option<String>,
    resolved: bool,
}

impl Entry {
    fn name(&self) -> &str {
        self.lines.last().map_or("", String::as_str)
    }
}

impl Comments {
    /// Takes a thread in; its comments' numbers, in order.
    pub fn add(&mut self, thread: &Thread) -> Vec<String> {
        let mut parent: Option<String> = None;
        let mut ids = Vec::new();
        for said in &thread.said {
            let mut said = said.clone();
            if said.by.trim() != by(&said) && !said.by.trim().is_empty() {
                // Word would not open a file with so long a name; it is said in full instead.
                said.text = format!("{}\n{}", said.text, said.by);
            }
            let count = said.text.lines().count().max(1);
            let lines: Vec<String> = (0..count).map(|_| self.line()).collect();
            let entry = Entry { said, lines, parent: parent.clone(), resolved: thread.resolved };
            parent.get_or_insert_with(|| entry.name().to_owned());
            ids.push(self.entries.len().to_string());
            self.entries.push(entry);
        }
        ids
    }

    fn line(&mut self) -> String {
        self.lines = self.lines.wrapping_add(1);
        format!("{:08X}", 0x1000_0000 + self.lines)
    }

    /// The parts; none without comments but that of the people, where there are any.
    pub fn parts(&self, people: &BTreeSet<String>) -> Vec<Part> {
        let mut people = people.clone();
        people.extend(self.entries.iter().map(|e| by(&e.said)));
        let mut parts = Vec::new();
        if !self.entries.is_empty() {
            let (name, relation) = ("comments.xml", "comments");
            parts.push(Part { name, relation, id: "rId8", bytes: self.words() });
            let (name, relation) = ("commentsExtended.xml", "commentsExtended");
            parts.push(Part { name, relation, id: "rId9", bytes: self.threads() });
        }
        if !people.is_empty() {
            parts.push(Part { name: "people.xml", relation: "people", id: "rId10", bytes: named(&people) });
        }
        parts
    }

    fn words(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        let names = [("xmlns:w", MAIN), ("xmlns:mc", IGNORABLE), ("xmlns:w14", W14), ("mc:Ignorable", "w14")];
        xml.within("w:comments", &names, |xml| {
            for (id, entry) in self.entries.iter().enumerate() {
                comment(xml, &id.to_string(), entry);
            }
        });
        xml.finish()
    }

    fn threads(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        let names = [("xmlns:w15", W15), ("xmlns:mc", IGNORABLE), ("mc:Ignorable", "w15")];
        xml.within("w15:commentsEx", &names, |xml| {
            for entry in &self.entries {
                let mut attributes = vec![("w15:paraId", entry.name())];
                attributes.extend(entry.parent.as_deref().map(|p| ("w15:paraIdParent", p)));
                attributes.push(("w15:done", if entry.resolved { "1" } else { "0" }));
                xml.leaf("w15:commentEx", &attributes);
            }
        });
        xml.finish()
    }
}

fn by(said: &Said) -> String {
    if said.by.trim().is_empty() { "Unattributed".to_owned() } else { shortened(said.by.trim()) }
}

fn comment(xml: &mut Xml, id: &str, entry: &Entry) {
    let author = by(&entry.said);
    // Word takes nine characters, but a name that stays readable is shorter.
    let initials: String = author.chars().filter(|c| c.is_alphanumeric()).take(5).collect();
    let mut attributes = vec![("w:id", id), ("w:author", author.as_str()), ("w:initials", &initials)];
    attributes.extend(entry.said.date.as_deref().filter(|d| is_date(d)).map(|d| ("w:date", d)));
    xml.within("w:comment", &attributes, |xml| {
        let mut lines = entry.said.text.lines();
        for (n, name) in entry.lines.iter().enumerate() {
            xml.within("w:p", &[("w14:paraId", name), ("w14:textId", "77777777")], |xml| {
                xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "CommentText"));
                if n == 0 {
                    xml.within("w:r", &[], |xml| {
                        xml.within("w:rPr", &[], |xml| xml.val("w:rStyle", "CommentReference"));
                        xml.leaf("w:annotationRef", &[]);
                    });
                }
                xml.within("w:r", &[], |xml| preserved(xml, "w:t", lines.next().unwrap_or_default()));
            });
        }
    });
}

fn named(people: &BTreeSet<String>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w15:people", &[("xmlns:w15", W15)], |xml| {
        for person in people {
            xml.within("w15:person", &[("w15:author", person)], |xml| {
                xml.leaf("w15:presenceInfo", &[("w15:providerId", "None"), ("w15:userId", person)]);
            });
        }
    });
    xml.finish()
}
