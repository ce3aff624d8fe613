//! Deadlines as people write them, and what is no deadline.

use super::*;
use proptest::prelude::*;

fn read(typed: &str) -> Result<Deadline, NotADeadline> {
    typed.parse()
}

#[test]
fn one_moment_in_many_words() {
    for typed in [
        "2026-12-05 18:00 New York",
        "2026-12-05, 18:00 (New York)",
        "2026-12-05T18:00 New York time",
        "5 December 2026, 6 p.m. New York",
        "5 Dec. 2026, 6 pm, New York time",
        "5th of December 2026 at 6pm New York",
        "Saturday, 5 December 2026, 18:00 hrs, new york",
        "by 6 p.m. New York time on Saturday, 5 December 2026",
        "December 5, 2026, 6:00 p.m. NEW YORK",
        "Sat Dec 5th 2026 18.00 New York",
        "5 December 2026 18h00 New York",
        "until 18 h, New York, 5 December 2026",
    ] {
        let made = read(typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
        assert_eq!((made.date().as_str(), made.clock().as_deref()), ("2026-12-05", Some("18:00")), "{typed}");
        assert_eq!(made.place.to_lowercase(), "new york", "{typed}");
    }
    let made = read("Saturday, 5 December 2026, 6 p.m. New York").unwrap();
    assert_eq!(made.to_string(), "Saturday 5 December 2026, 18:00, New York");
    assert_eq!(read("2026-12-05").unwrap().to_string(), "Saturday 5 December 2026");
    assert_eq!(read("29 February 2028, noon").unwrap().to_string(), "Tuesday 29 February 2028, 12:00");
}

#[test]
fn zones_and_places() {
    for (zone, place) in [
        ("UTC", "UTC"),
        ("UTC+2", "UTC+2"),
        ("GMT-05:00", "GMT-05:00"),
        ("+0530", "+0530"),
        ("EST", "EST"),
        ("CET", "CET"),
        ("America/New_York", "America/New_York"),
        ("Geneva time", "Geneva"),
        ("Addis Ababa", "Addis Ababa"),
        ("Belém time", "Belém"),
        ("Eastern Standard Time", "Eastern Standard"),
        ("local time", "local"),
    ] {
        let made = read(&format!("2026-12-05 18:00 {zone}")).unwrap_or_else(|e| panic!("{zone}: {e}"));
        assert_eq!(made.place, place);
    }
    assert_eq!(read("2026-12-05T18:00Z").unwrap().place, "Z");
    assert_eq!(read("2026-12-05T18:00+01:00").unwrap().place, "+01:00");
    assert_eq!(read("2026-12-05T18:00-05:00").unwrap().clock().unwrap(), "18:00");
}

#[test]
fn what_is_no_deadline_is_said() {
    use NotADeadline::*;
    let word = |w: &str| Word(w.to_owned());
    for (typed, why) in [
        ("whenever", word("whenever")),
        ("tonight", word("tonight")),
        ("2026-12-05 whenever", word("whenever")),
        ("2026-12-05 18:00 Whenever", word("Whenever")),
        ("tomorrow 18:00", word("tomorrow")),
        ("2026-12-05 6", word("6")),
        ("2026-12-05 18:00 UTC+99", word("UTC+99")),
        ("", NoDay),
        ("18:00 New York", NoDay),
        ("Friday", NoDay),
        ("5 December", NoYear),
        ("Dec 5 at 18:00", NoYear),
        ("December 2026", word("December")),
        ("05/12/2026", TwoWays("05/12/2026".into())),
        ("05.12.2026", TwoWays("05.12.2026".into())),
        ("5-12-2026", TwoWays("5-12-2026".into())),
        ("2026-02-29", Never("2026-02-29".into())),
        ("31 November 2026", Never("31 November 2026".into())),
        ("5 December 0026", Never("5 December 0026".into())),
        ("2026-12-05 25:00", NoTime("25:00".into())),
        ("2026-12-05 18:60", NoTime("18:60".into())),
        ("2026-12-05 18:00 p.m.", NoTime("18:00 p.m.".into())),
        ("2026-12-05 0 am", NoTime("0 am".into())),
        ("2026-12-05 midnight", Midnight),
        ("2026-12-05 24:00", Midnight),
        ("2026-12-05 New York", PlaceAlone),
        ("2026-12-05 18:00 19:00", Twice("19:00".into())),
        ("2026-12-05 or 2026-12-06", word("or")),
        ("2026-12-05 2026-12-06", Twice("2026-12-06".into())),
    ] {
        assert_eq!(read(typed), Err(why), "{typed}");
    }
    let wrong = read("Friday, 5 December 2026").unwrap_err().to_string();
    assert_eq!(wrong, "5 December 2026 is a Saturday, not a Friday");
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_it_fall(typed in "\\PC{0,40}") {
        let _ = read(&typed);
    }

    #[test]
    fn pieces_of_deadlines_make_it_fall_neither(parts in prop::collection::vec(
        prop::sample::select(vec!["5", "December", "2026", "2026-12-05T", "18:00", "p.m.", "h", "of", "é", "T:", "-", "+", "UTC+", "New", "time", "/", "Z", "12", "18:00−", "."]), 0..8)) {
        let _ = read(&parts.join(" "));
        let _ = read(&parts.concat());
    }

    #[test]
    fn what_was_understood_is_understood_again(y in 1945u32..3000, m in 1u32..13, d in 1u32..32, h in 0u32..24, min in 0u32..60) {
        prop_assume!(d <= days_in(y, m));
        let made = Deadline { year: y, month: m, day: d, time: Some((h, min)), place: "Geneva".into() };
        prop_assert_eq!(read(&made.to_string()), Ok(made.clone()));
        prop_assert_eq!(read(&format!("{} {} Geneva", made.date(), made.clock().unwrap())), Ok(made.clone()));
        prop_assert_eq!(read(&format!("{}T{}", made.date(), made.clock().unwrap())).map(|d| d.time), Ok(made.time));
    }
}
