//! What a project says of an actor counts before the table, and can be taken back.

use super::*;
use crate::record::Track;

fn id(name: &str) -> ActorId {
    ActorId::new(name)
}

fn amended(project: &mut Project, name: &str, amendment: Amendment) -> Amended {
    let done = amend_actor(project, name, &amendment).unwrap();
    if let Some(change) = &done.change {
        let before = project.clone();
        change.apply(project).unwrap();
        let after = project.clone();
        change.inverse().apply(project).unwrap();
        assert_eq!(*project, before);
        *project = after;
    }
    done
}

fn refused(project: &Project, name: &str, amendment: Amendment) -> RosterError {
    amend_actor(project, name, &amendment).unwrap_err()
}

fn aliases(names: &[&str]) -> Amendment {
    Amendment { aliases: names.iter().map(|n| (*n).to_owned()).collect(), ..Amendment::default() }
}

fn members(names: &[&str]) -> Amendment {
    Amendment { members: names.iter().map(|n| (*n).to_owned()).collect(), ..Amendment::default() }
}

fn dropped(name: &str) -> Amendment {
    Amendment { drop: vec![name.to_owned()], ..Amendment::default() }
}

#[test]
fn everybody_is_listed_and_nobody_is_kept() {
    let project = Project::default();
    let roster = project.roster();
    assert!(roster.len() > 350 && roster.iter().all(|l| !l.own && l.class.is_some()));
    assert!(roster.windows(2).all(|w| w[0].class <= w[1].class));
    let eu = project.listed(&id("EU"));
    assert_eq!((eu.actor.members.len(), eu.groups.clone()), (27, vec![id("G20")]));
    assert!(project.listed(&id("Norway")).actor.aliases.contains(&"NOR".to_owned()));
    assert!(project.actors.is_empty());
}

#[test]
fn a_project_says_otherwise() {
    let mut project = Project::default();
    amended(
        &mut project,
        "turkey",
        Amendment { name: Some("Our host".into()), ..aliases(&["The Bosphorus"]) },
    );
    assert_eq!(project.actors.keys().collect::<Vec<_>>(), [&id("Türkiye")]);
    for typed in ["Bosphorus", "the bosphorus", "TUR", "our host", "Türkiye"] {
        assert_eq!(project.actor(typed).id, id("Türkiye"), "{typed}");
        assert_eq!(project.actor(typed).name, "Our host");
    }
    // Said again, nothing changes.
    assert_eq!(amended(&mut project, "Türkiye", aliases(&["BOSPHORUS", "TUR", "Turkey"])).change, None);
    assert_eq!(project.class_of(&id("Türkiye")), Some(Class::State));
    // The table's spelling gives way to a person's; a short name and an own alias do not.
    amended(&mut project, "Ruritania", aliases(&["RUS"]));
    assert_eq!(project.actor("rus").id, id("Ruritania"));
    assert!(!project.listed(&id("Russian Federation")).actor.aliases.contains(&"RUS".to_owned()));
    for taken in ["Norway", "the norway", "Bosphorus", "RUR"] {
        amended(&mut project, "Rurland", aliases(&["RUR"]));
        let error = refused(&project, "Ruritania", aliases(&[taken]));
        assert!(matches!(error, RosterError::Taken(..)), "{taken}: {error}");
    }
    amended(&mut project, "Türkiye", dropped("the Bosphorus"));
    assert_eq!(project.known_actor("Bosphorus"), None);
    assert!(matches!(refused(&project, "Türkiye", dropped("Turkey")), RosterError::Shipped(..)));
    assert!(matches!(refused(&project, "Türkiye", dropped("Norway")), RosterError::NotThere(..)));
    let long = "x".repeat(limits::NAME + 1);
    for name in ["", " \n ", "—", &long] {
        assert!(matches!(refused(&project, name, Amendment::default()), RosterError::Name(_)));
        assert!(matches!(refused(&project, "Ruritania", aliases(&[name])), RosterError::Name(_)));
        assert!(matches!(refused(&project, "Ruritania", members(&[name])), RosterError::Name(_)));
    }
}

#[test]
fn a_project_says_who_belongs_to_a_group() {
    let mut project = Project::default();
    let done = amended(&mut project, "LMDC", members(&["egypt", "Cuba", "Ruritania", "CUB"]));
    assert_eq!(done.unknown, [id("Ruritania")]);
    assert_eq!(project.members_of(&id("LMDC")), [id("Cuba"), id("Egypt"), id("Ruritania")]);
    assert!(project.groups_of(&id("Egypt")).contains(&id("LMDC")));
    assert_eq!(project.groups_of(&id("Ruritania")), [id("LMDC")]);
    // A list of the table is taken over whole, with what is said of it.
    amended(&mut project, "CANZ", members(&["Norway"]));
    amended(&mut project, "CANZ", dropped("CAN"));
    assert_eq!(project.members_of(&id("CANZ")), [id("Australia"), id("New Zealand"), id("Norway")]);
    assert!(!project.groups_of(&id("Canada")).contains(&id("CANZ")));
    assert!(project.groups_of(&id("Norway")).contains(&id("CANZ")));
    let last =
        Amendment { drop: ["Norway", "Australia", "NZ"].map(str::to_owned).to_vec(), ..Amendment::default() };
    assert_eq!(refused(&project, "CANZ", last), RosterError::LastMember(id("CANZ")));
    assert_eq!(refused(&project, "CANZ", members(&["canz"])), RosterError::Itself(id("CANZ")));
    amended(&mut project, "Friends of the Delta", members(&["Norway"]));
    assert_eq!(project.class_of(&id("Friends of the Delta")), Some(Class::Group));
    assert!(project.roster().iter().filter(|l| l.own).count() == 3);
}

#[test]
fn what_was_said_is_taken_back() {
    let mut project = Project::default();
    amended(&mut project, "CANZ", members(&["Norway"]));
    let (gone, change) = forget_actor(&project, "canz").unwrap();
    change.apply(&mut project).unwrap();
    assert_eq!((gone, project.members_of(&id("CANZ")).len()), (id("CANZ"), 3));
    assert_eq!(project, Project::default());
    assert_eq!(forget_actor(&project, "canz"), Err(RosterError::NotOwn("canz".into())));
    project.tracks.insert(id("EU"), Arc::new(Track::new(id("EU"))));
    assert_eq!(forget_actor(&project, "EU"), Err(RosterError::Speaks(id("EU"))));
}
