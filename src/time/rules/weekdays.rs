//! `mardi`, `ce mardi soir`, `mardi dernier`, `dans la soirée de mardi`, `tous les mardis`.

use super::units::steps;
use super::{PART_TAIL, TURN, modifier};
use crate::language::{Role, TimeUnit};
use crate::time::expression::{Expression, Modifier};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Either, Is, Lead, Opt, Part, Weekday, When};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "fr/every-weekday",
        pattern: &[Either(&[&[Is(Role::All), Is(Role::ArticlePlural)], &[Is(Role::Every)]]), Weekday, Opt(&[Part])],
        make: every,
    },
    Rule {
        name: "fr/weekdays",
        pattern: &[Is(Role::ArticlePlural), Weekday, Opt(&[Part]), When(plural_before)],
        make: every,
    },
    Rule {
        name: "fr/nth-weekday",
        pattern: &[
            Either(&[&[Is(Role::Every)], &[Is(Role::All), Is(Role::ArticlePlural)], &[Is(Role::Article)]]),
            Item::Nth,
            Opt(&[Is(Role::And), Item::Nth]),
            Weekday,
        ],
        make: nth,
    },
    Rule {
        name: "fr/named-weekday",
        pattern: &[Is(Role::Article), When(is_name), Weekday],
        make: |_| Some(Made::Nothing),
    },
    Rule {
        name: "fr/the-weekday",
        pattern: &[When(after_no_bound), Is(Role::Article), Weekday, Opt(&[Part])],
        make: every_singular,
    },
    Rule {
        name: "fr/some-weekday",
        pattern: &[Is(Role::Indefinite), Weekday, Opt(&[Part])],
        make: |_| Some(Made::Nothing),
    },
    Rule {
        name: "fr/weekday-of-week",
        pattern: &[
            Opt(&[Is(Role::Article)]),
            Weekday,
            Opt(&[PART_TAIL]),
            Is(Role::Of),
            Either(&[&[Is(Role::Article), Item::Unit, TURN], &[Is(Role::This), Item::Unit]]),
        ],
        make: of_week,
    },
    Rule { name: "fr/weekday", pattern: &[Weekday, Opt(&[PART_TAIL])], make: weekday },
    Rule {
        name: "fr/this-weekday",
        pattern: &[Is(Role::This), Opt(&[Is(Role::Same)]), Weekday, Opt(&[PART_TAIL])],
        make: weekday,
    },
    Rule {
        name: "fr/weekday-turn",
        pattern: &[Opt(&[Is(Role::Article)]), Weekday, Opt(&[Part]), TURN, Opt(&[PART_TAIL])],
        make: weekday,
    },
    Rule {
        name: "fr/bound-weekday",
        pattern: &[When(after_bound), Is(Role::Article), Weekday, Opt(&[PART_TAIL])],
        make: weekday,
    },
    Rule {
        name: "fr/part-of-weekday",
        pattern: &[
            Lead(Role::In),
            Is(Role::Article),
            Part,
            Either(&[&[Is(Role::Of)], &[Is(Role::OfThe)]]),
            Weekday,
            Opt(&[TURN]),
        ],
        make: part_of_weekday,
    },
    Rule {
        name: "fr/aujourd-hui-weekday",
        pattern: &[Item::Offset(Role::Deictic), Weekday, Opt(&[PART_TAIL])],
        make: deictic,
    },
];

/// Weekdays are written small: `le Vendredi noir` is a name.
fn is_name(scan: &Scan, at: usize) -> bool {
    scan.is_name(at)
}

fn plural_before(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_some_and(|t| scan.is(t, Role::Plural) || scan.is(t - usize::from(t > 0), Role::Plural))
}

/// `depuis le jeudi`, `avant le mardi`: one day, not every one.
fn after_bound(scan: &Scan, at: usize) -> bool {
    [Role::Since, Role::Before, Role::FromOn].iter().any(|role| scan.after_role(at, *role))
}

fn after_no_bound(scan: &Scan, at: usize) -> bool {
    !after_bound(scan, at)
}

fn every(found: &Found) -> Option<Made> {
    let day = found.one().weekday?;
    Some(Made::Say(Expression::EveryWeekday { day, part: found.part_of_day() }, Hook::None))
}

/// `chaque premier dimanche`, `les deuxième et quatrième jeudis`; `le premier dimanche de mai` is not told by its name.
fn nth(found: &Found) -> Option<Made> {
    if found.has(Role::Every) || found.has(Role::ArticlePlural) { every(found) } else { Some(Made::Nothing) }
}

/// `le mercredi`, without anything that makes it one day.
fn every_singular(found: &Found) -> Option<Made> {
    every(found)
}

/// `mardi de la semaine dernière`, which is not `mardi dernier`.
fn of_week(found: &Found) -> Option<Made> {
    if found.unit != Some(TimeUnit::Week) || found.has(Role::Plural) {
        return None;
    }
    let (steps, hook) = steps(found).unwrap_or((0, Hook::Now));
    let (day, weeks) = (found.one().weekday?, i8::try_from(steps).ok()?);
    Some(Made::Say(Expression::WeekdayOf { day, part: found.part_of_day(), weeks }, hook))
}

fn weekday(found: &Found) -> Option<Made> {
    if found.has(Role::Plural) {
        return Some(Made::Nothing);
    }
    let modifier = modifier(found);
    let hook = match modifier {
        Modifier::Following | Modifier::Previous | Modifier::Same => Hook::Told,
        _ => Hook::Now,
    };
    Some(Made::Say(Expression::Weekday { day: found.one().weekday?, part: found.part_of_day(), modifier }, hook))
}

/// `dans la soirée de mardi`; nights have rules of their own.
fn part_of_weekday(found: &Found) -> Option<Made> {
    if found.has(Role::NightNoun) { None } else { weekday(found) }
}

/// `aujourd'hui vendredi` is this Friday; `hier samedi` is read as two mentions that agree.
fn deictic(found: &Found) -> Option<Made> {
    if found.one().offset != Some(0) {
        return None;
    }
    let day = found.one().weekday?;
    Some(Made::Say(Expression::Weekday { day, part: found.part_of_day(), modifier: Modifier::This }, Hook::Now))
}
