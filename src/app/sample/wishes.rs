//! What eight delegations and agencies ask of the sample's zero draft. Their words, numbers and
//! reasons are invented. A quotation occurs exactly once in its paragraph.

use super::*;

pub(super) const VOICES: &[Voice] = &[
    Voice {
        actor: "EU",
        says: &[
            Said {
                wish: Wish::InsertAfter {
                    at: "PP10",
                    after: "women, young people",
                    words: ", Indigenous Peoples",
                },
                why: "They fish and farm in most of the deltas that we speak of.",
                source: "A/RES/79/231, PP8",
            },
            Said {
                wish: Wish::Replace { at: "OP2", quote: "without undue delay", with: "in near real time" },
                why: "A flood does not wait for the yearbook.",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP3", quote: "private ", with: "" },
                why: "Public operators hold as many measurements; the word narrows the paragraph.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP5",
                    quote: "is built, its effects",
                    with: "is licensed, its cumulative impact",
                },
                why: "After the licence an assessment changes nothing, and no single dam starves a delta.",
                source: "A/RES/80/187, annex, para. 6",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP6",
                    after: "a river basin",
                    words: ", drawn up with all riparian States,",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP7",
                    quote: "in good time",
                    with: "at least 72 hours in advance",
                },
                why: "“In good time” has meant the same afternoon.",
                source: "",
            },
            Said {
                wish: Wish::Reply {
                    to: "relocation-consent",
                    text: "We can work with both. Would “with their free and informed consent” meet the concern without opening the paragraph further?",
                },
                why: "",
                source: "",
            },
        ],
    },
    Voice {
        actor: "G77 and China",
        says: &[
            Said {
                wish: Wish::InsertAfter {
                    at: "PP7",
                    after: "the poorest households",
                    words: ", in particular in developing countries,",
                },
                why: "",
                source: "A/RES/78/214, PP5",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP2",
                    after: "publicly funded observations",
                    words: ", consistent with national law,",
                },
                why: "Several members restrict the data of border rivers by statute.",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP3", quote: ", on voluntary terms,", with: "" },
                why: "A concession is granted by the State, which may attach conditions to it.",
                source: "",
            },
            Said {
                wish: Wish::Reserve { at: "OP7" },
                why: "Consultations in the Group on shared rivers are not concluded.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP12",
                    quote: "adequate and predictable",
                    with: "new and additional",
                },
                why: "Support for deltas must not be taken from other programmes.",
                source: "A/RES/78/214, OP14",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP13",
                    quote: "on mutually agreed terms",
                    with: "on concessional and preferential terms",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP14", quote: ", within existing resources,", with: "" },
                why: "A facility without means is a letterhead.",
                source: "",
            },
        ],
    },
    Voice {
        actor: "AOSIS",
        says: &[
            Said {
                wish: Wish::NewParagraph {
                    after: "PP10",
                    label: "PP10 bis",
                    words: "*Bearing in mind* the particular situation of small island developing States, where a delta of a few square kilometres may hold the only arable land,",
                },
                why: "The preamble does not mention us before paragraph 14.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP1",
                    after: "national archives",
                    words: ", with copies kept out of the reach of floods and storms",
                },
                why: "Two of our members lost their records with the building.",
                source: "",
            },
            Said {
                wish: Wish::NewParagraph {
                    after: "OP4",
                    label: "OP4 bis",
                    words: "*Also invites* the regional development banks to finance the replacement of gauges lost to storms and floods within one year of the loss;",
                },
                why: "Agreed with the African Group.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP7",
                    quote: "in good time",
                    with: "at least 72 hours in advance",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP9", quote: "2030", with: "2028" },
                why: "Coverage is nearly complete in our region; the last stations should not wait.",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP14", quote: ", within existing resources,", with: "" },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Reply {
                    to: "relocation-consent",
                    text: "We support the African Group. For some of our communities there is no other land, so “last resort” should stay as strong as it is.",
                },
                why: "",
                source: "",
            },
        ],
    },
    Voice {
        actor: "US",
        says: &[
            Said {
                wish: Wish::Replace { at: "PP7", quote: "two thirds", with: "many" },
                why: "The panel gives a range, not a figure.",
                source: "A/80/412, para. 23",
            },
            Said {
                wish: Wish::InsertAfter { at: "OP3", after: "on voluntary", words: " and mutually agreed" },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::DeleteParagraph { at: "OP6 (b)" },
                why: "Limits to extraction are for national and local authorities to set.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP12",
                    quote: "developed countries and international financial institutions",
                    with: "international financial institutions and all partners in a position to do so",
                },
                why: "The circle of those who can help has grown.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter { at: "OP13", after: "of deltas, on", words: " voluntary and" },
                why: "",
                source: "A/RES/79/231, OP10",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP14",
                    after: "existing resources",
                    words: " and through voluntary contributions",
                },
                why: "",
                source: "",
            },
        ],
    },
    Voice {
        actor: "Japan",
        says: &[
            Said {
                wish: Wish::Replace { at: "PP7", quote: "two thirds", with: "many" },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP2",
                    quote: "without undue delay",
                    with: "as soon as practicable",
                },
                why: "Sediment samples go through a laboratory first.",
                source: "",
            },
            Said {
                wish: Wish::NewParagraph {
                    after: "OP4",
                    label: "OP4 bis",
                    words: "*Encourages* Member States to place satellite measurements of subsidence in the common catalogue, with an indication of their accuracy;",
                },
                why: "Radar now sees a delta sink by millimetres; the zero draft speaks of gauges only.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP5",
                    quote: "effects on the deltas downstream",
                    with: "significant transboundary impact",
                },
                why: "Aligns the paragraph with the principles of last year.",
                source: "A/RES/80/187, annex, para. 4",
            },
            Said {
                wish: Wish::Merge { first: "OP7" },
                why: "Both address States that share a river.",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP13",
                    quote: "mutually agreed terms",
                    with: "voluntary and mutually agreed terms",
                },
                why: "",
                source: "",
            },
        ],
    },
    Voice {
        actor: "Switzerland",
        says: &[
            Said {
                wish: Wish::InsertAfter {
                    at: "OP1",
                    after: "national archives",
                    words: ", in accordance with recognized standards",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP3", quote: "private ", with: "" },
                why: "Most reservoirs upstream are run by cantons and towns.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP6",
                    after: "a river basin",
                    words: ", drawn up by all riparian States,",
                },
                why: "A plan belongs to those who made it.",
                source: "",
            },
            Said {
                wish: Wish::Split { at: "OP9", before: "welcomes the delta chapters" },
                why: "The goal should stand by itself; the plans are another matter.",
                source: "",
            },
            Said {
                wish: Wish::Move { at: "OP15", after: "OP4" },
                why: "Old records are observations too.",
                source: "",
            },
        ],
    },
    Voice {
        actor: "African Group",
        says: &[
            Said {
                wish: Wish::Replace { at: "PP8", quote: "one fifth", with: "one tenth" },
                why: "The share in Africa, by our own count.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP2",
                    after: "publicly funded observations",
                    words: ", consistent with national law,",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::NewParagraph {
                    after: "OP4",
                    label: "OP4 bis",
                    words: "*Also invites* the regional development banks to finance the replacement of gauges lost to storms and floods within one year of the loss;",
                },
                why: "Agreed with AOSIS.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP6 (b)",
                    after: "is sinking",
                    words: ", with other work for those who live by it",
                },
                why: "Sand is what many families live on.",
                source: "",
            },
            Said {
                wish: Wish::Comment {
                    at: "OP10",
                    quote: "with their consent",
                    text: "Whose consent: the household’s, or the community’s? In several of our countries the land is held in common.",
                    key: "relocation-consent",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP12",
                    quote: "adequate and predictable",
                    with: "predictable, grant-based and additional",
                },
                why: "Loans for dykes are paid back by those whom the dykes protect.",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP14", quote: ", within existing resources,", with: "" },
                why: "",
                source: "",
            },
        ],
    },
    Voice {
        actor: "WMO",
        says: &[
            Said {
                wish: Wish::Comment {
                    at: "",
                    quote: "",
                    text: "“Gauge”, “station” and “observation” are used here as in the Organization’s glossary; we can offer a table of the terms in the six languages.",
                    key: "terms",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "PP8", quote: "one fifth", with: "one quarter" },
                why: "Our inventory of March 2026: 23 per cent.",
                source: "",
            },
            Said {
                wish: Wish::Replace { at: "OP2", quote: "without undue delay", with: "within 24 hours" },
                why: "Current practice of the services that already exchange.",
                source: "",
            },
            Said {
                wish: Wish::InsertAfter {
                    at: "OP4",
                    after: "on its gaps",
                    words: ", and to train national services in the rescue of records that exist on paper only",
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Placement {
                    at: "OP4",
                    quote: "to train national services in the rescue of records that exist on paper only",
                    note: "possibly also in the section on capacity, OP13 or OP14 (b)",
                    targets: &["OP13", "OP14 (b)"],
                },
                why: "",
                source: "",
            },
            Said {
                wish: Wish::Replace {
                    at: "OP7",
                    quote: "in good time",
                    with: "not less than 72 hours in advance",
                },
                why: "The shortest notice from which a forecast can be made.",
                source: "",
            },
        ],
    },
];
