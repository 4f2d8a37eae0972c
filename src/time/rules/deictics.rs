//! `hier`, `ce matin`, `la veille`, `le lendemain`, `le même jour`, `dans la soirée`, `au petit matin`.

use super::{ON_PIECE_OF, PART_TAIL};
use crate::language::{DayPart, Role, TimeUnit};
use crate::time::expression::{Expression, Modifier};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Either, Is, Lead, Offset, Opt, Part, Reference, When};

const TOLD: Item = Offset(Role::Told);

pub(super) const RULES: &[Rule] = &[
    Rule { name: "fr/hier", pattern: &[Offset(Role::Deictic), Opt(&[PART_TAIL])], make: day },
    Rule {
        name: "fr/part-of-hier",
        pattern: &[Lead(Role::In), Is(Role::Article), Part, Is(Role::Of), Offset(Role::Deictic)],
        make: day,
    },
    Rule { name: "fr/this-part", pattern: &[Is(Role::This), Part], make: this_part },
    Rule { name: "fr/that-part", pattern: &[Is(Role::This), Item::Demonstrated], make: that },
    Rule {
        name: "fr/same-part",
        pattern: &[
            Either(&[&[Is(Role::Article)], &[Is(Role::This)]]),
            Is(Role::Same),
            Either(&[&[Part], &[Is(Role::DayNoun)]]),
        ],
        make: that,
    },
    Rule {
        name: "fr/part-itself",
        pattern: &[Is(Role::Article), Either(&[&[Part], &[Is(Role::DayNoun)]]), Is(Role::Same)],
        make: that,
    },
    Rule {
        name: "fr/eve-of-that",
        pattern: &[Opt(&[Is(Role::Article)]), TOLD, Lead(Role::Of), Lead(Role::This)],
        make: told,
    },
    Rule {
        name: "fr/eve-of-event",
        pattern: &[Opt(&[Is(Role::Article)]), TOLD, Either(&[&[Lead(Role::Of)], &[Lead(Role::OfThe)]])],
        make: of_event,
    },
    Rule { name: "fr/eve", pattern: &[Is(Role::Article), TOLD, Opt(&[PART_TAIL]), When(eve_ends)], make: told },
    Rule {
        name: "fr/part-of-eve",
        pattern: &[Lead(Role::In), Is(Role::Article), Part, Is(Role::Of), Is(Role::Article), TOLD],
        make: told,
    },
    Rule {
        name: "fr/overnight",
        pattern: &[Lead(Role::OfThe), Is(Role::DayNoun), Lead(Role::AtThe), TOLD],
        make: |_| Some(Made::Nothing),
    },
    Rule { name: "fr/in-the-part", pattern: &[Lead(Role::In), Is(Role::Article), Part, When(part_ends)], make: that },
    Rule { name: "fr/during-the-part", pattern: &[When(during), Is(Role::Article), Part, When(part_ends)], make: that },
    Rule { name: "fr/on-part", pattern: &[Lead(Role::On), ON_PIECE_OF, Part, When(part_ends)], make: that },
    Rule {
        name: "fr/piece-of-the-part",
        pattern: &[
            Opt(&[Is(Role::Article)]),
            Either(&[&[Is(Role::Beginning)], &[Is(Role::Middle)], &[Is(Role::Ending)]]),
            Is(Role::Of),
            Is(Role::Article),
            Part,
        ],
        make: that,
    },
    Rule { name: "fr/at-small-morning", pattern: &[Lead(Role::AtThe), Is(Role::Small), Part], make: that },
    Rule { name: "fr/at-dawn", pattern: &[Lead(Role::At), Is(Role::Article), Part, When(dawn_ends)], make: that },
    Rule { name: "fr/the-part", pattern: &[When(part_stands), Is(Role::Article), Part, When(part_closed)], make: that },
    Rule {
        name: "fr/every-part",
        pattern: &[Either(&[&[Is(Role::Every)], &[Is(Role::All), Is(Role::ArticlePlural)]]), Part],
        make: every_part,
    },
    Rule { name: "fr/reference", pattern: &[Reference], make: reference },
];

fn relative(found: &Found, steps: i8) -> Expression {
    Expression::Relative { steps: i32::from(steps), unit: TimeUnit::Day, part: found.part_of_day() }
}

fn day(found: &Found) -> Option<Made> {
    Some(Made::Say(relative(found, found.one().offset?), Hook::Now))
}

/// `ce matin`; nights have rules of their own.
fn this_part(found: &Found) -> Option<Made> {
    if found.has(Role::NightNoun) || found.has(Role::Drawn) || found.has(Role::Plural) {
        return None;
    }
    Some(Made::Say(relative(found, 0), Hook::Now))
}

/// `ce soir-là`, `le jour même`, `dans la matinée`: the day told of.
fn that(found: &Found) -> Option<Made> {
    if found.has(Role::NightNoun) || found.has(Role::Plural) {
        return None;
    }
    if let Some(weekday) = found.one().weekday {
        let modifier = Modifier::Same;
        return Some(Made::Say(Expression::Weekday { day: weekday, part: found.part_of_day(), modifier }, Hook::Told));
    }
    if found.part == Some(DayPart::Night) {
        return Some(Made::Say(Expression::Night { first: None, last: None, modifier: Modifier::Same }, Hook::Told));
    }
    match found.unit {
        Some(TimeUnit::Day) | None => {}
        Some(unit @ (TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Month | TimeUnit::Year)) => {
            return Some(Made::Say(Expression::Relative { steps: 0, unit, part: None }, Hook::Told));
        }
        Some(_) => return None,
    }
    Some(Made::Say(relative(found, 0), Hook::Told))
}

fn told(found: &Found) -> Option<Made> {
    Some(Made::Say(relative(found, found.one().offset?), Hook::Told))
}

fn of_event(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::DayFromEvent { days: found.one().offset? }, Hook::Event))
}

fn every_part(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::EveryPart { part: found.part_of_day()? }, Hook::None))
}

fn reference(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Ref(found.reference?), Hook::None))
}

/// `la veille sanitaire` is no eve.
fn eve_ends(scan: &Scan, at: usize) -> bool {
    !scan.is(at, Role::Generic)
}

/// `dans la soirée électorale`, `dans la journée de mardi`: something else, or another rule's.
fn part_ends(scan: &Scan, at: usize) -> bool {
    scan.free(at) && !scan.is(at, Role::Of) && !scan.is(at, Role::OfThe)
}

fn dawn_ends(scan: &Scan, at: usize) -> bool {
    !scan.is(at, Role::Of) && !scan.is(at, Role::OfThe)
}

/// `au cours de la matinée`, `pendant la soirée`, `en fin d'après-midi` is another's.
fn during(scan: &Scan, at: usize) -> bool {
    scan.after_role(at, Role::During)
        || scan.before(at).is_some_and(|t| scan.is(t, Role::Of) && scan.after_role(t, Role::Course))
}

/// `le soir`, `l'après-midi`: where a phrase of its own may begin.
fn part_stands(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_none_or(|t| scan.is_mark(t, ',') || !scan.is(t, Role::Function) || scan.is(t, Role::And))
}

/// `Le soir, …`, `l'après-midi à Paris`: nothing that makes a noun of it (`le soir de l'élection`, `le Soir`).
fn part_closed(scan: &Scan, at: usize) -> bool {
    part_ends(scan, at) && !scan.is_name(at - 1) && !scan.is(at - 1, Role::DayNoun) && !scan.is(at - 1, Role::Clock)
}
