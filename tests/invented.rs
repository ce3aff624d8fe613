//! The whole chain at the size of the real thing: all Member States, forty proposals each.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Desk, list, number};
use std::collections::BTreeSet;

/// The names of the returns, as the arguments of `merge`.
fn returns(desk: &Desk) -> Vec<String> {
    let files = std::fs::read_dir(desk.path("negotiation/returns")).unwrap();
    let mut names: Vec<String> = files
        .map(|f| format!("negotiation/returns/{}", f.unwrap().file_name().into_string().unwrap()))
        .collect();
    names.sort();
    names
}

#[test]
fn everybody_s_forty_proposals_are_merged_shown_decided_and_accounted_for() {
    let desk = Desk::new();
    desk.line("invent -o negotiation").well();
    let files = returns(&desk);
    assert_eq!(files.len(), 193);
    let merge = |files: &[String], to: &str| {
        let mut args = vec!["merge", "negotiation/negotiation.chapeau"];
        args.extend(files.iter().map(String::as_str));
        args.extend(["-o", to, "--json"]);
        desk.run(&args).well().json()
    };
    let told = merge(&files, "one.chapeau");
    assert_eq!((number(&told, "added"), number(&told, "positions")), (193 * 40, positions(&desk)));
    assert!(list(&told, "orphans").is_empty());
    let turned: Vec<String> = files.iter().rev().chain(&files[..20]).cloned().collect();
    merge(&turned, "two.chapeau");
    assert_eq!(desk.bytes("one.chapeau"), desk.bytes("two.chapeau"), "the order of files never matters");

    // Every proposal is in the compilation's list, each in one group, each group with its backers.
    let shown = desk.show("one.chapeau");
    let proposals = list(&shown, "proposals");
    assert_eq!(proposals.len(), 193 * 40);
    let backers: BTreeSet<&str> = proposals.iter().filter_map(|p| p["actor"].as_str()).collect();
    assert_eq!(backers.len(), 193);

    // What can be accepted together is; the rest is listed, and the audit explains every word.
    let accepted = desk.line("decide one.chapeau --accept --all --json").ended(1).json();
    let taken = list(&accepted, "accepted").len();
    let left: BTreeSet<&str> = list(&accepted, "conflicts")
        .iter()
        .flat_map(|c| c.as_array().unwrap())
        .filter_map(|id| id.as_str())
        .collect();
    assert!(taken > 1000 && !left.is_empty(), "{taken} accepted, {} in conflict", left.len());
    desk.run(["revise", "one.chapeau", "--name", "Rev.1", "--concordance", "c.csv"]);
    let audit = desk.run(["audit", "one.chapeau", "Zero draft", "Rev.1", "--json"]).json();
    assert!(list(&audit, "unexplained").is_empty(), "{:?}", list(&audit, "unexplained").first());
    assert_eq!(list(&audit, "proposals").len(), 193 * 40);
}

/// Positions in the returns, counted in the files.
fn positions(desk: &Desk) -> u64 {
    let count = |name: &String| desk.text(name).matches("about: ").count() as u64;
    returns(desk).iter().map(count).sum()
}
