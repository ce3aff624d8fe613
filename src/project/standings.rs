//! How far paragraphs have come, where two copies of a project come together.
//!
//! All that was set is in a log. Where what one copy logged of a paragraph holds all that the other
//! did, its status counts, for it was set knowing the other; also where it was reopened. Of what
//! was set in both apart from each other the lowest stands, and a person is told.

use super::change::{Change, Put};
use super::project::Project;
use crate::record::{LogId, Logged, Standing, Status};
use crate::text::{Document, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Log<'a> = BTreeMap<&'a LogId, &'a Arc<Logged>>;

/// The changes by which the statuses of another copy come in, and what a person should know of it.
/// `text`: what the text will be, where that is known; what is not in it has no status.
pub(super) fn join(ours: &Project, theirs: &Project, text: Option<&Document>) -> (Vec<Change>, Vec<String>) {
    let (mut changes, mut warnings) = (Vec::new(), Vec::new());
    let ids: BTreeSet<ParagraphId> = ours.statuses.keys().chain(theirs.statuses.keys()).copied().collect();
    for id in ids {
        let was = ours.statuses.get(&id).cloned();
        let now = match text.is_some_and(|text| text.place(id).is_none()) {
            true => None,
            false => united(ours, theirs, id, &mut warnings),
        };
        if was != now {
            changes.push(Change::Status(id, Put { was, now }));
        }
    }
    (changes, warnings)
}

fn united(
    ours: &Project,
    theirs: &Project,
    id: ParagraphId,
    warnings: &mut Vec<String>,
) -> Option<Arc<Status>> {
    let (x, y) = (ours.statuses.get(&id), theirs.statuses.get(&id));
    let (a, b) = (log_of(ours, id), log_of(theirs, id));
    let within = |some: &Log, all: &Log| some.keys().all(|at| all.contains_key(at));
    let label = || {
        let name = ours.working.name_of(id).or_else(|| theirs.working.name_of(id));
        name.unwrap_or_else(|| "a paragraph that is gone".to_owned())
    };
    let now = match (within(&a, &b), within(&b, &a)) {
        _ if x == y => return x.cloned(),
        (true, false) if goes_on(x, &a, &b) => {
            let far = y.map_or(Standing::Open, |s| s.standing.clone());
            warnings.push(format!("how far {} has come was taken from one copy: {far}", label()));
            return y.cloned();
        }
        (false, true) if goes_on(y, &b, &a) => return x.cloned(),
        (false, false) => lowest(&a.into_iter().chain(b).collect()),
        // From before there was a log.
        _ => match (x, y) {
            (Some(x), Some(y)) => Some(if rank(x) <= rank(y) { x } else { y }.clone()),
            (one, other) => {
                let now = one.or(other);
                let far = now.map_or(Standing::Open, |s| s.standing.clone());
                let told = format!("how far {} has come was taken from one copy: {far}", label());
                warnings.extend(one.is_none().then_some(told));
                return now.cloned();
            }
        },
    };
    let said = |s: Option<&Arc<Status>>| s.map_or(Standing::Open, |s| s.standing.clone()).to_string();
    let (mut both, now_said) = ([said(x), said(y)], said(now.as_ref()));
    both.sort();
    let both = match &both {
        [a, b] if a == b => format!("{a}, on other words"),
        both => both.join(" and "),
    };
    warnings.push(format!("{}: the copies say {both}; “{now_said}” stands until a person sets it", label()));
    now
}

fn log_of(project: &Project, id: ParagraphId) -> Log<'_> {
    project.status_log.iter().filter(|(_, l)| l.paragraph == id).collect()
}

/// Whether what was logged beyond what is known goes on from this status; one that was never logged
/// may not be known to it.
fn goes_on(status: Option<&Arc<Status>>, known: &Log, more: &Log) -> bool {
    let from = status.map_or(Standing::Open, |s| s.standing.clone());
    lowest(known).as_ref() == status || more.iter().any(|(at, l)| !known.contains_key(at) && l.from == from)
}

/// The lowest of what was set last: what nothing that was logged later goes on from.
fn lowest(log: &Log) -> Option<Arc<Status>> {
    let later = |at: &LogId, l: &Logged| log.iter().any(|(n, m)| n.number > at.number && m.from == l.to);
    let last = log.iter().filter(|(at, l)| !later(at, l));
    let all = last.map(|(_, l)| Status { standing: l.to.clone(), words: l.words });
    all.min_by_key(rank).filter(|s| s.standing != Standing::Open).map(Arc::new)
}

fn rank(status: &Status) -> (u8, String) {
    let step = match status.standing {
        Standing::Open => 0,
        Standing::Suggested => 1,
        Standing::Informals(_) => 2,
        Standing::AdRef => 3,
        Standing::Agreed => 4,
    };
    (step, format!("{status:?}"))
}

/// The entries of another copy's log that are not in this one.
pub(super) fn log_beside(project: &Project, other: &Project) -> Vec<Change> {
    let new = other.status_log.iter().filter(|(at, _)| !project.status_log.contains_key(*at));
    new.map(|(at, l)| Change::Logged(*at, Put { was: None, now: Some(l.clone()) })).collect()
}

#[cfg(test)]
mod tests {
    use crate::project::{Project, issue, merge_project, set_status};
    use crate::record::Standing;

    fn project() -> Project {
        Project::of(crate::format::plain::read("1. Calls upon all.\n\n2. Decides so."), "Zero draft").unwrap()
    }

    fn set(project: &mut Project, standing: Standing) {
        let op1 = project.paragraph("OP1").unwrap();
        set_status(project, op1, standing).unwrap().apply(project).unwrap();
    }

    fn far(project: &Project) -> Standing {
        project.status(project.paragraph("OP1").unwrap()).0
    }

    /// Merged either way: how far OP1 has come, and how many warnings say so.
    fn merged(a: &Project, b: &Project) -> (Standing, usize) {
        let one = |ours: &Project, theirs: &Project| {
            let (mut out, made) = (ours.clone(), merge_project(ours, theirs));
            made.change.apply(&mut out).unwrap();
            (out, made.warnings.iter().filter(|w| w.contains("until a person sets it")).count())
        };
        let ((ab, n), (ba, m)) = (one(a, b), one(b, a));
        assert_eq!((&ab, n), (&ba, m));
        assert_eq!(one(&ab, b).0, ab, "again");
        (far(&ab), n)
    }

    #[test]
    fn what_was_reopened_in_one_copy_stays_open() {
        let mut agreed = project();
        set(&mut agreed, Standing::Agreed);
        let mut reopened = agreed.clone();
        set(&mut reopened, Standing::Open);
        assert_eq!(merged(&agreed, &reopened), (Standing::Open, 0));
        assert_eq!(merged(&project(), &agreed), (Standing::Agreed, 0));
        set(&mut reopened, Standing::Suggested);
        assert_eq!(merged(&agreed, &reopened), (Standing::Suggested, 0));
    }

    #[test]
    fn of_two_that_were_set_apart_the_lower_stands_until_a_person_says() {
        let (mut a, mut b) = (project(), project());
        set(&mut a, Standing::AdRef);
        set(&mut b, Standing::Suggested);
        assert_eq!(merged(&a, &b), (Standing::Suggested, 1));
        let mut said = a.clone();
        merge_project(&a, &b).change.apply(&mut said).unwrap();
        set(&mut said, Standing::Agreed);
        // That word came after both.
        for copy in [&a, &b] {
            assert_eq!(merged(&said, copy), (Standing::Agreed, 0));
        }
    }

    #[test]
    fn a_copy_that_is_a_revision_ahead_learns_what_was_set_behind_it() {
        let mut behind = project();
        let mut ahead = behind.clone();
        issue(&ahead, "Rev.1").apply(&mut ahead).unwrap();
        set(&mut behind, Standing::AdRef);
        assert_eq!(merged(&behind, &ahead), (Standing::AdRef, 0));
    }
}
