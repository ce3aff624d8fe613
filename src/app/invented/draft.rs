//! The zero draft of an invented negotiation: a resolution on inland waterways, put together from
//! tables of our own writing.

use super::Size;
use super::chance::Chance;
use std::fmt::Write as _;

const PARTICIPLES: &[&str] = &[
    "Recalling",
    "Reaffirming",
    "Recognizing",
    "Noting",
    "Welcoming",
    "Mindful of",
    "Conscious of",
    "Concerned about",
    "Bearing in mind",
    "Acknowledging",
    "Emphasizing",
    "Convinced of",
];
const NOUNS: &[&str] = &[
    "the part that inland waterways have in the trade of countries without a coast",
    "the state of locks, quays and fairways in many river basins",
    "the work of river commissions and of the communities along the banks",
    "the losses that low water brings to carriers and to those who depend on them",
    "the need for charts that are kept up to date and open to all",
    "the contribution of skippers, pilots and lock-keepers to safe passage",
    "the link between clean rivers, the health of people and the life in the water",
    "the growing share of goods that could leave the road for the river",
];
const WHO: &[&str] = &[
    "Member States",
    "all Member States concerned",
    "riparian States",
    "the river commissions",
    "development partners",
    "the regional commissions",
    "international financial institutions",
    "States in a position to do so",
    "the United Nations system",
    "the private sector and civil society",
];
const VERBS: &[&str] =
    &["Calls upon", "Encourages", "Invites", "Urges", "Requests", "Appeals to", "Strongly encourages"];
const DO: &[&str] = &[
    "strengthen",
    "improve",
    "finance",
    "harmonize",
    "maintain",
    "modernize",
    "share",
    "publish",
    "extend",
    "protect",
    "coordinate",
    "review",
];
const WHAT: &[&str] = &[
    "the marking of fairways and the signals on them",
    "the training of crews and pilots",
    "the measuring of water levels and flows",
    "the handling of dangerous goods in inland ports",
    "the rules on the manning of vessels",
    "early warning of floods and of low water",
    "the collection of waste and bilge water from vessels",
    "the upkeep of locks, weirs and quays",
    "electronic charts and their regular updates",
    "the ferries on which remote communities depend",
    "the restoring of banks, side channels and wetlands",
    "statistics on inland navigation",
];
const HOW: &[&str] = &[
    "in a timely and transparent manner",
    "at the national and regional levels",
    "with due regard to national priorities",
    "in close consultation with local communities",
    "on the basis of the best available data",
    "within existing mandates and resources",
    "including through triangular cooperation",
    "as a matter of priority",
    "without discrimination",
];
const AIM: &[&str] = &[
    "so that goods and people travel safely in every season",
    "with a view to reducing the cost of transit for landlocked countries",
    "in order to lower the emissions of transport",
    "so that small ports are not left behind",
    "with the aim of doubling the share of inland navigation by 2040",
    "in order to keep rivers fit for drinking, fishing and travel",
    "so that a vessel needs to report only once on its way",
];
const HEADINGS: &[&str] = &[
    "Safety of navigation",
    "Infrastructure",
    "Crews and training",
    "Rivers and climate",
    "Data and charts",
    "Ports and trade",
    "Finance",
    "Cooperation",
    "Follow-up and review",
];

/// The text as Markdown: a title, a preamble of about a fifth, headings over the operative part.
pub fn zero_draft(size: &Size) -> String {
    let preamble = size.paragraphs / 5;
    let operative = size.paragraphs - preamble;
    let mut out =
        String::from("# Inland waterways for sustainable development\n\n*The General Assembly,*\n\n");
    for n in 0..preamble {
        let chance = &mut Chance::of(size.seed, &[1, n]);
        let also = ["", "further ", "also "].get(chance.below(3)).copied().unwrap_or_default();
        let (verb, first, second) = (chance.one(PARTICIPLES), chance.one(NOUNS), chance.one(NOUNS));
        let (how, aim) = (chance.one(HOW), chance.one(AIM));
        let _ = write!(
            out,
            "*{verb}* {also}{first}, {how}, as well as {second}, and noting the steps taken {aim},\n\n"
        );
    }
    let part = operative.div_ceil(HEADINGS.len()).max(1);
    for n in 0..operative {
        if n % part == 0 && operative > HEADINGS.len() {
            let _ = write!(out, "## {}\n\n", HEADINGS.get(n / part).copied().unwrap_or_default());
        }
        let end = if n + 1 == operative { '.' } else { ';' };
        let _ = write!(out, "{}. {}{end}\n\n", n + 1, operative_words(&mut Chance::of(size.seed, &[2, n])));
    }
    out
}

fn operative_words(c: &mut Chance) -> String {
    let (verb, who) = (c.one(VERBS), c.one(WHO));
    let mut out = format!("*{verb}* {who} to {} {}, {}, ", c.one(DO), c.one(WHAT), c.one(HOW));
    let _ = write!(out, "{}, and to {} {}, {}, ", c.one(AIM), c.one(DO), c.one(WHAT), c.one(HOW));
    if c.happens(600) {
        let _ = write!(out, "taking into account {}, ", c.one(NOUNS));
    }
    let _ = write!(out, "and invites {} to {} {} {}, ", c.one(WHO), c.one(DO), c.one(WHAT), c.one(HOW));
    let _ = write!(out, "{}", c.one(AIM));
    out
}
