//! What is counted or stepped in units: `la semaine dernière`, `il y a trois jours`, `pendant 10 heures`, `chaque année`.

use super::{TURN, free};
use crate::language::{Reference, Role, TimeUnit};
use crate::time::expression::{Amount, Expression, Piece};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Count, Either, HalfUnit, Is, Lead, Opt, Term, Unit, When};

/// `environ`, `près de`, `plus de`, `au moins`.
const ABOUT: Item = Opt(&[Either(&[
    &[Is(Role::About)],
    &[Is(Role::Near), Is(Role::Of)],
    &[Is(Role::Indefinite), Is(Role::Little), Is(Role::Near), Is(Role::Of)],
    &[Lead(Role::AtThe), Lead(Role::Least)],
])]);
/// `trois jours`, `une heure et demie`, `un quart de siècle`, `une demi-heure`.
const COUNTED: Item = Either(&[
    &[ABOUT, Count, Is(Role::Quarter), Is(Role::Of), Unit],
    &[ABOUT, Count, Unit, Is(Role::And), Is(Role::Half)],
    &[ABOUT, Count, Unit],
    &[ABOUT, Count, HalfUnit],
    &[ABOUT, HalfUnit],
]);
const SINCE_SOME: Item = Either(&[&[COUNTED], &[Is(Role::Some), Unit]]);
const AGO: Item = Either(&[&[Lead(Role::It), Lead(Role::There), Lead(Role::Has)], &[Lead(Role::LongSince)]]);
const LATER: Item = Either(&[
    &[Lead(Role::More), Lead(Role::Late)],
    &[Lead(Role::More), Lead(Role::Early)],
    &[Lead(Role::Earlier)],
    &[Lead(Role::After)],
    &[Lead(Role::Before)],
]);

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "fr/minute-of-silence",
        pattern: &[Count, Unit, Lead(Role::Of), Is(Role::Silence)],
        make: |_| Some(Made::Nothing),
    },
    Rule { name: "fr/way", pattern: &[Lead(Role::At), COUNTED, When(way_follows)], make: way },
    Rule { name: "fr/ago", pattern: &[AGO, SINCE_SOME], make: ago },
    Rule { name: "fr/since", pattern: &[Lead(Role::Since), SINCE_SOME], make: ago },
    Rule {
        name: "fr/later-than-event",
        pattern: &[COUNTED, Either(&[&[Lead(Role::After)], &[Lead(Role::Before)]]), When(event_follows)],
        make: later_than_event,
    },
    Rule { name: "fr/later", pattern: &[COUNTED, LATER], make: later },
    Rule { name: "fr/in-units", pattern: &[Lead(Role::In), COUNTED, When(ahead_ends)], make: ahead },
    Rule {
        name: "fr/within",
        pattern: &[
            Either(&[&[Lead(Role::Within)], &[Lead(Role::Of), Lead(Role::Here), Opt(&[Lead(Role::At)])]]),
            COUNTED,
        ],
        make: ahead,
    },
    Rule { name: "fr/during-some", pattern: &[Lead(Role::During), Is(Role::Some), Unit], make: duration },
    Rule { name: "fr/duration", pattern: &[COUNTED, When(lasts)], make: duration },
    Rule {
        name: "fr/term",
        pattern: &[Term],
        make: |f| {
            Some(Made::Say(
                Expression::Duration { amount: Some(u64::from(f.years) * 1000), unit: TimeUnit::Year },
                Hook::None,
            ))
        },
    },
    Rule {
        name: "fr/stretch",
        pattern: &[
            Either(&[&[Is(Role::This)], &[Is(Role::ArticlePlural)], &[Lead(Role::OfThe)]]),
            Either(&[
                &[Opt(&[Count]), Is(Role::Last)],
                &[Opt(&[Count]), Is(Role::Next)],
                &[Is(Role::Last), Count],
                &[Is(Role::Next), Count],
            ]),
            Unit,
        ],
        make: stretch,
    },
    Rule {
        name: "fr/last-decade",
        pattern: &[Is(Role::Article), Either(&[&[Is(Role::Last)], &[Is(Role::Next)]]), Unit],
        make: last_decade,
    },
    Rule { name: "fr/unit-ci", pattern: &[Is(Role::This), Item::Pointed], make: this_unit },
    Rule { name: "fr/unit-turn", pattern: &[Opt(&[Is(Role::Article)]), Unit, TURN], make: turned },
    Rule { name: "fr/this-unit", pattern: &[Is(Role::This), Unit], make: this_unit },
    Rule { name: "fr/same-unit", pattern: &[Is(Role::Article), Is(Role::Same), Unit], make: same_unit },
    Rule { name: "fr/weekend", pattern: &[Lead(Role::Course), Lead(Role::OfThe), Unit], make: this_weekend },
    Rule {
        name: "fr/during-weekend",
        pattern: &[Either(&[&[Lead(Role::During)], &[When(weekend_stands)]]), Is(Role::Article), Unit, When(free)],
        make: this_weekend,
    },
    Rule {
        name: "fr/piece-of-unit",
        pattern: &[
            Opt(&[Is(Role::Article)]),
            Either(&[&[Is(Role::Beginning)], &[Is(Role::Middle)], &[Is(Role::Ending)]]),
            Either(&[&[Is(Role::Of), Opt(&[Is(Role::Article)])], &[Is(Role::OfThe)]]),
            Unit,
            Opt(&[TURN]),
        ],
        make: piece_of,
    },
    Rule { name: "fr/every-unit", pattern: &[Is(Role::Every), Unit], make: every },
    Rule { name: "fr/all-units", pattern: &[Is(Role::All), Is(Role::ArticlePlural), Opt(&[Count]), Unit], make: every },
    Rule { name: "fr/whole-unit", pattern: &[Is(Role::All), Is(Role::Article), Unit], make: whole },
    Rule { name: "fr/per-unit", pattern: &[Lead(Role::Per), Unit], make: every },
    Rule { name: "fr/frequency", pattern: &[When(not_article), Item::Frequency], make: every },
    Rule { name: "fr/at-this-moment", pattern: &[Lead(Role::On), Is(Role::This), Is(Role::Moment)], make: present },
    Rule {
        name: "fr/at-the-present-hour",
        pattern: &[Lead(Role::At), Is(Role::Article), Is(Role::Moment), Is(Role::Current)],
        make: present,
    },
    Rule { name: "fr/at-present", pattern: &[Lead(Role::At), Is(Role::PresentNoun), When(free)], make: present },
    Rule {
        name: "fr/nth-of-year",
        pattern: &[Opt(&[Is(Role::Article)]), Item::Nth, Unit, Opt(&[Opt(&[Is(Role::Of)]), Item::Year])],
        make: nth_of_year,
    },
    Rule {
        name: "fr/at-that-moment",
        pattern: &[Lead(Role::At), Is(Role::This), Is(Role::Moment), Is(Role::ThereNow)],
        make: moment,
    },
];

/// The amount that a match counts, with its halves and quarters.
fn amount(found: &Found) -> Amount {
    let amount = found.amount?;
    if found.has(Role::Quarter) {
        Some(amount / 4)
    } else if found.has(Role::Half) {
        amount.checked_add(500)
    } else {
        Some(amount)
    }
}

/// `à 10 minutes de la frontière`, `à deux heures de route`: how far, not when.
fn way(found: &Found) -> Option<Made> {
    (found.amount.is_some() && matches!(found.unit?, TimeUnit::Minute | TimeUnit::Hour)).then_some(Made::Nothing)
}

fn way_follows(scan: &Scan, at: usize) -> bool {
    let part = scan.is(at + 1, Role::Part) || scan.is(at + 2, Role::Part);
    (scan.is(at, Role::Of) || scan.is(at, Role::OfThe)) && !part
}

fn ago(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Distance { amount: amount(found), unit: found.unit?, later: false }, Hook::Now))
}

/// Behind `après` and `avant` the event follows; where none does, the day told of is meant.
fn later(found: &Found) -> Option<Made> {
    let later = found.has(Role::Late) || found.has(Role::After);
    Some(Made::Say(Expression::Distance { amount: amount(found), unit: found.unit?, later }, Hook::Told))
}

/// `trois jours après le scrutin`, `deux heures avant Noël`: what they are counted from is named.
fn later_than_event(found: &Found) -> Option<Made> {
    let later = found.has(Role::After);
    Some(Made::Say(Expression::DistanceFromEvent { amount: amount(found), unit: found.unit?, later }, Hook::Event))
}

fn event_follows(scan: &Scan, at: usize) -> bool {
    let noun = [Role::Article, Role::This, Role::Indefinite, Role::Owner, Role::Clock, Role::Weekday, Role::Feast];
    noun.iter().any(|role| scan.is(at, *role)) || scan.is_name(at)
}

fn ahead(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Distance { amount: amount(found), unit: found.unit?, later: true }, Hook::Now))
}

/// `dans deux jours`, but not `dans dix jours de combats`.
fn ahead_ends(scan: &Scan, at: usize) -> bool {
    !scan.is(at, Role::Of) && !scan.is(at, Role::OfThe)
}

fn duration(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    Some(Made::Say(Expression::Duration { amount: amount(found), unit }, Hook::None))
}

fn stretch(found: &Found) -> Option<Made> {
    let plural_or_counted = found.has(Role::Plural) || found.counted;
    let unit = found.unit?;
    // `ce dernier mois`, `le prochain week-end` are single units; `ces derniers mois` is a stretch.
    let single = !plural_or_counted && !found.has(Role::ArticlePlural) && unit != TimeUnit::Month;
    if single {
        let steps = if found.has(Role::Last) { -1 } else { 1 };
        return Some(Made::Say(Expression::Relative { steps, unit, part: None }, Hook::Now));
    }
    Some(Made::Say(Expression::Stretch { amount: found.amount, unit, ahead: found.has(Role::Next) }, Hook::Now))
}

/// `la dernière décennie`; `la dernière heure` and `le dernier jour` are of something else.
fn last_decade(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    let ahead = found.has(Role::Next);
    matches!(unit, TimeUnit::Decade | TimeUnit::Century)
        .then_some(Made::Say(Expression::Stretch { amount: Some(1000), unit, ahead }, Hook::Now))
}

fn turned(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    if found.has(Role::Plural) || matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour) {
        return None;
    }
    let (steps, hook) = steps(found)?;
    Some(Made::Say(Expression::Relative { steps, unit, part: None }, hook))
}

/// How many units the modifier of a match leads, and from where.
pub(super) fn steps(found: &Found) -> Option<(i32, Hook)> {
    if found.has(Role::Last) {
        Some((-1, Hook::Now))
    } else if found.has(Role::Next) {
        Some((1, Hook::Now))
    } else if found.has(Role::Following) {
        Some((1, Hook::Told))
    } else if found.has(Role::Previous) {
        Some((-1, Hook::Told))
    } else {
        None
    }
}

fn this_unit(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    if found.has(Role::Plural) {
        return Some(Made::Say(Expression::Stretch { amount: None, unit, ahead: false }, Hook::Now));
    }
    match unit {
        TimeUnit::Week
        | TimeUnit::Weekend
        | TimeUnit::Month
        | TimeUnit::Year
        | TimeUnit::Quarter
        | TimeUnit::HalfYear => Some(Made::Say(Expression::Relative { steps: 0, unit, part: None }, Hook::Now)),
        _ => None,
    }
}

fn same_unit(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    matches!(unit, TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Month | TimeUnit::Year)
        .then_some(Made::Say(Expression::Relative { steps: 0, unit, part: None }, Hook::Told))
}

fn this_weekend(found: &Found) -> Option<Made> {
    (found.unit? == TimeUnit::Weekend)
        .then_some(Made::Say(Expression::Relative { steps: 0, unit: TimeUnit::Weekend, part: None }, Hook::Now))
}

fn weekend_stands(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_none_or(|t| scan.is_mark(t, ','))
}

fn piece_of(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    if !matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year | TimeUnit::Quarter | TimeUnit::Century) {
        return None;
    }
    let (steps, hook) = steps(found).unwrap_or((0, Hook::Now));
    let piece = match super::piece(found) {
        Piece::Whole => return None,
        piece => piece,
    };
    Some(Made::Say(Expression::PieceOf { steps, unit, piece }, hook))
}

fn every(found: &Found) -> Option<Made> {
    let count = match found.amount {
        Some(amount) => u32::try_from(amount / 1000).ok()?,
        None => 1,
    };
    Some(Made::Say(Expression::Every { count, unit: found.unit? }, Hook::None))
}

/// `toute la journée`, `toute l'année`: as long as the unit.
fn whole(found: &Found) -> Option<Made> {
    let unit = found.unit?;
    if matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second) {
        return None;
    }
    Some(Made::Say(Expression::Duration { amount: Some(1000), unit }, Hook::None))
}

/// `un dîner annuel`, behind its noun; `le quotidien`, `deux hebdomadaires` are papers.
fn not_article(scan: &Scan, at: usize) -> bool {
    let noun = scan.before(at).is_some_and(|t| {
        scan.kind(t) == Some(crate::document::TokenKind::Word)
            && !scan.is(t, Role::Function)
            && !scan.is(t, Role::Number)
    });
    noun && !scan.after_role(at, Role::Press) && !scan.is_name(at)
}

/// `en ce moment`, `à l'heure actuelle`, `à présent`.
fn present(found: &Found) -> Option<Made> {
    let now = found.has(Role::PresentNoun) || found.has(Role::Moment);
    now.then_some(Made::Say(Expression::Ref(Reference::Present), Hook::None))
}

/// `le premier trimestre 2020`, `le second semestre`.
fn nth_of_year(found: &Found) -> Option<Made> {
    let (unit, number) = (found.unit?, found.ordinal?);
    let most = match unit {
        TimeUnit::Quarter => 4,
        TimeUnit::HalfYear => 2,
        _ => return None,
    };
    let year = found.one().year;
    let hook = if year.is_some() { Hook::None } else { Hook::Now };
    (1..=most).contains(&number).then_some(Made::Say(Expression::NthOfYear { unit, number, year }, hook))
}

fn moment(found: &Found) -> Option<Made> {
    let day = Expression::Relative { steps: 0, unit: TimeUnit::Day, part: None };
    found.has(Role::Moment).then_some(Made::Say(day, Hook::Told))
}

/// Whether the counted units that end before `at` last: neither an age (`un homme de 30 ans`) nor a thing that happens
/// to be counted so (`la seconde guerre`, `les 24 Heures`).
fn lasts(scan: &Scan, at: usize) -> bool {
    let unit = at - 1;
    let Some(first) = number_start(scan, unit) else { return true };
    if scan.is_name(unit) {
        return false;
    }
    let word = scan.word(unit);
    match word.unit {
        // `une seconde tentative`, `un jour`, `un matin`: not counted.
        Some(TimeUnit::Second) if !word.is(Role::Plural) => scan.free(at) && scan.lower(first) != "une",
        Some(TimeUnit::Day) if !word.is(Role::Plural) => stands_as_duration(scan, first),
        Some(TimeUnit::Year) => !is_age(scan, first, at),
        _ => true,
    }
}

/// The first token of the number before a unit.
fn number_start(scan: &Scan, unit: usize) -> Option<usize> {
    let mut first = unit;
    while let Some(before) = scan.before(first) {
        let counts = scan.is_number(before)
            || scan.is(before, Role::Number)
            || scan.is(before, Role::Several)
            || (scan.is(before, Role::Of) && scan.after_role(before, Role::Collective));
        if !counts {
            break;
        }
        first = before;
    }
    (first < unit).then_some(first)
}

/// `pendant un jour`, `après un jour`; elsewhere `un jour` is some day.
fn stands_as_duration(scan: &Scan, first: usize) -> bool {
    [Role::During, Role::On, Role::Of, Role::Before, Role::After].iter().any(|role| scan.after_role(first, *role))
        || scan.lower(first).parse::<u32>().is_ok_and(|n| n > 0)
}

/// `âgé de 30 ans`, `Jean Dupont, 30 ans,`, `un homme d'une trentaine d'années`, `elle a 30 ans`, `les moins de 17 ans`.
fn is_age(scan: &Scan, first: usize, at: usize) -> bool {
    let mut before = scan.before(first);
    // Over `environ`, `plus de`, `moins de`.
    while let Some(t) = before {
        let approximate = scan.is(t, Role::About) || (scan.is(t, Role::Of) && scan.after_role(t, Role::Near));
        if !approximate {
            break;
        }
        if scan.is(t, Role::Of)
            && scan.before(t).and_then(|n| scan.before(n)).is_some_and(|n| scan.is(n, Role::ArticlePlural))
        {
            return true;
        }
        before = if scan.is(t, Role::Of) { scan.before(t).and_then(|n| scan.before(n)) } else { scan.before(t) };
    }
    let Some(before) = before else { return false };
    if scan.is(before, Role::Of) {
        let noun = scan.before(before);
        return !noun.is_some_and(|n| scan.is(n, Role::Span));
    }
    let closed = !scan.sees(at) || matches!(scan.lower(at), "," | ")" | "." | "et" | ";");
    if scan.is_mark(before, ',') || scan.is_mark(before, '(') {
        return closed;
    }
    if scan.is_mark(before, '-') {
        return true;
    }
    scan.is(before, Role::Possess) || (scan.is(before, Role::At) && closed)
}
