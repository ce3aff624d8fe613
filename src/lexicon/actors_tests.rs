//! The table of actors is whole, and means one actor by each spelling.

use super::*;

const TEXT: &str = include_str!("../../assets/actors/actors.txt");

fn of(class: Class) -> impl Iterator<Item = &'static KnownActor> {
    known_actors().iter().filter(move |a| a.class == class)
}

fn members(group: &str) -> &'static [&'static str] {
    &known_short(group).unwrap().members
}

fn spellings(actor: &KnownActor) -> impl Iterator<Item = &'static str> {
    let names = [actor.short, actor.formal].into_iter();
    names.chain(actor.aliases.clone()).chain(actor.capitals.clone())
}

#[test]
fn every_line_is_read() {
    let lines = TEXT.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    let mut actors = 0;
    for line in lines {
        if line.starts_with('[') {
            let (_, group) = heading(line).unwrap();
            assert!(group.is_empty() || known_short(group).is_some(), "{line}");
        } else if !line.starts_with('=') {
            actors += 1;
            assert!(actor(line, Class::State).is_some(), "{line}");
        }
    }
    assert_eq!(actors, known_actors().len());
    assert!(Class::ALL.into_iter().all(|c| of(c).next().is_some()));
}

#[test]
fn the_lists_have_as_many_as_they_should() {
    assert_eq!(of(Class::State).count(), 193);
    assert_eq!(of(Class::Regional).count(), 5);
    for (group, count) in [
        ("African Group", 54),
        ("Asia-Pacific Group", 54),
        ("EEG", 23),
        ("GRULAC", 33),
        // With the United States.
        ("WEOG", 29),
        ("EU", 27),
        ("G77 and China", 134),
        ("NAM", 121),
        ("LDCs", 44),
        ("LLDCs", 32),
        ("AOSIS", 39),
        ("SIDS", 39),
        ("Arab Group", 22),
        ("LAS", 22),
        ("GCC", 6),
        ("OIC", 57),
        ("CARICOM", 14),
        ("CELAC", 33),
        ("ASEAN", 11),
        ("BRICS", 10),
        ("MIKTA", 5),
        ("G7", 7),
        ("G20", 21),
        ("PIF", 16),
        ("PSIDS", 12),
        ("SADC", 16),
        ("ECOWAS", 12),
        ("Nordic countries", 5),
        ("Visegrad Group", 4),
        ("EIG", 6),
    ] {
        assert_eq!(members(group).len(), count, "{group}");
    }
    let state = |m: &&&str| known_short(m).is_some_and(|a| a.class == Class::State);
    assert_eq!(members("AOSIS").iter().filter(state).count(), 37);
    assert_eq!(members("CELAC"), members("GRULAC"));
    assert_eq!(members("PSIDS").iter().filter(|m| members("AOSIS").contains(m)).count(), 12);
    assert!(members("G77 and China").contains(&"China") && members("G77 and China").contains(&"Palestine"));
    assert!(members("NAM").iter().all(|m| !members("EU").contains(m) || *m == "Cyprus"));
}

#[test]
fn every_state_is_in_one_regional_group() {
    for state in of(Class::State) {
        let regional =
            known_groups(state.short).iter().filter(|g| known_short(g).unwrap().class == Class::Regional);
        assert_eq!(regional.count(), 1, "{}", state.short);
    }
    assert_eq!(
        known_groups("Nauru"),
        ["Asia-Pacific Group", "G77 and China", "AOSIS", "SIDS", "PIF", "PSIDS"]
    );
    assert!(known_groups("nobody").is_empty());
}

#[test]
fn no_two_actors_answer_to_one_spelling() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for actor in known_actors() {
        for name in spellings(actor) {
            let folded = folded_name(name);
            assert!(!folded.is_empty(), "{name} of {}", actor.short);
            let other = *seen.entry(folded).or_insert(actor.short);
            assert_eq!(other, actor.short, "{name}");
            assert_eq!(known_actor(name).map(|a| a.short), Some(actor.short), "{name}");
        }
        let mut own: Vec<String> =
            actor.aliases.iter().chain(&actor.capitals).map(|n| folded_name(n)).collect();
        own.extend([folded_name(actor.short)]);
        let count = own.len();
        own.sort();
        own.dedup();
        assert_eq!(own.len(), count, "a spelling of {} says nothing new", actor.short);
    }
}

#[test]
fn every_member_of_a_group_is_in_the_table() {
    for group in known_actors() {
        for member in &group.members {
            let found = known_actors().iter().find(|a| a.short == *member);
            assert!(found.is_some_and(|a| a.short != group.short), "{member} of {}", group.short);
        }
        let listed = TEXT.matches(&format!("\n{} | ", group.short)).count();
        assert_eq!(listed, 1, "{}", group.short);
    }
}

/// No member is named twice in one list, which reading would hide.
#[test]
fn no_list_names_a_member_twice() {
    let mut list: Vec<&str> = Vec::new();
    for line in TEXT.lines().map(str::trim).filter(|l| !l.starts_with('#')) {
        match line.strip_prefix('=') {
            Some(more) => list.extend(more.split(',').map(str::trim)),
            None => list.clear(),
        }
        let all: BTreeSet<&&str> = list.iter().collect();
        assert_eq!(all.len(), list.len(), "{line}");
    }
}

/// The words of brackets and of every English text are nobody's name, as they stand in a text.
#[test]
fn no_english_word_is_an_actor() {
    let names: Vec<&str> = known_actors().iter().flat_map(spellings).collect();
    let said = |words: &str| names.iter().any(|n| folded_name(n) == folded_name(words) && heard(n, words));
    let folded: BTreeSet<String> = names.iter().map(|n| folded_name(n)).collect();
    // The words of the list that some spelling would meet, written small: none is heard.
    let met = include_str!("../../assets/words/en.txt").lines().filter(|w| folded.contains(&folded_name(w)));
    let met: Vec<&str> = met.collect();
    assert!(met.len() > 100 && met.contains(&"us") && met.contains(&"who"));
    for word in met {
        assert!(!said(word), "{word}");
    }
    for word in [
        "add",
        "all",
        "delete",
        "alt",
        "bis",
        "ter",
        "new",
        "old",
        "retain",
        "merge",
        "move",
        "split",
        "replace",
        "insert",
        "remove",
        "reserve",
        "reservation",
        "placement",
        "agreed",
        "agreed ad ref",
        "pending",
        "or",
        "to",
        "by",
        "on",
        "in",
        "text",
        "note",
        "see",
        "support",
        "oppose",
        "option",
        "previous",
        "original",
        "para",
        "as",
        "for",
        "of",
        "the",
        "not",
        "no",
        "yes",
        "also",
        "we",
        "them",
        "it",
        "bracket",
        "comment",
    ] {
        let capital = word.chars().next().map(|c| c.to_uppercase().to_string() + &word[1..]);
        for spelled in [word.to_owned(), capital.unwrap(), word.to_uppercase()] {
            assert!(known_actor(&spelled).is_none(), "{spelled}");
        }
    }
    for word in ["us", "Us", "who", "Who", "and", "And", "can", "Can", "nor", "are", "per", "turkey", "chair"]
    {
        assert!(!said(word), "{word}");
    }
    for name in
        ["US", "U.S.", "WHO", "CAN", "NOR", "Turkey", "Chair", "EU", "LDCs", "LDCS", "G-77", "the Gambia"]
    {
        let bare = without_the(name).unwrap_or(name);
        assert!(said(bare), "{name}");
    }
}

#[test]
fn typed_names_are_found() {
    for (typed, short) in [
        ("USA", "US"),
        ("us", "US"),
        ("CAN", "Canada"),
        ("NOR", "Norway"),
        ("the Netherlands", "Netherlands"),
        ("The Gambia", "Gambia"),
        ("Iran (Islamic Republic of)", "Iran"),
        ("Iran, Islamic Republic of", "Iran"),
        ("ROK", "Republic of Korea"),
        ("South Korea", "Republic of Korea"),
        ("Turkiye", "Türkiye"),
        ("Turkey", "Türkiye"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("CÔTE D'IVOIRE", "Côte d’Ivoire"),
        ("Ivory Coast", "Côte d’Ivoire"),
        ("Vietnam", "Viet Nam"),
        ("RF", "Russian Federation"),
        ("G77 + China", "G77 and China"),
        ("European Union and its member States", "EU"),
        ("State of Palestine", "Palestine"),
        ("UNWTO", "UN Tourism"),
        ("CSOs", "Civil society"),
        ("Africa Group", "African Group"),
    ] {
        assert_eq!(known_actor(typed).map(|a| a.short), Some(short), "{typed}");
    }
    for nobody in ["can", "nor", "and", "Ruritania", "", "the", "the ", "Korea", "ICC"] {
        assert_eq!(known_actor(nobody), None, "{nobody}");
    }
}
