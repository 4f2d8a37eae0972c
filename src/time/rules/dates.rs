//! `le 27 septembre`, `vendredi 11 novembre 2016`, `27/09/2020`, `les 9 et 10 octobre`, `à Noël`.

use super::{PART_TAIL, modifier, uncounted};
use crate::language::{Feast, Role};
use crate::time::expression::{Expression, Modifier};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{
    Day, Digits, Either, Is, Lead, MarkIn, Month, NoYear, Opt, Part, ShortYear, Weekday, When, Year, YearMonth,
};

/// `2020`, `98`, and what stands there in vain: `99999`.
pub(super) const YEAR: Item = Either(&[&[Year], &[ShortYear, When(no_part)], &[NoYear]]);
/// The same behind a feast: `à Noël 98` may be people.
const FULL_YEAR: Item = Either(&[&[Year], &[NoYear]]);
/// `le`, `ce`, with the weekday: `le vendredi`, `samedi`.
const HEAD: Item = Opt(&[Either(&[&[Is(Role::Article)], &[Is(Role::This)]])]);
const NAMED: Item = Opt(&[Opt(&[Is(Role::Same)]), Weekday, Opt(&[MarkIn(',')])]);
const DATE_TURN: Item = Opt(&[Either(&[&[Is(Role::Last)], &[Is(Role::Next)]])]);

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "fr/event-name",
        pattern: &[HEAD, Day, MarkIn('-'), Item::FullMonth, When(name_ends)],
        make: event_name,
    },
    Rule {
        name: "fr/day-month",
        pattern: &[HEAD, NAMED, Day, Month, Opt(&[YEAR]), DATE_TURN, Opt(&[PART_TAIL])],
        make: date,
    },
    Rule { name: "fr/day-of-list", pattern: &[HEAD, NAMED, Day, Item::Borrow], make: listed },
    Rule { name: "fr/digits", pattern: &[Opt(&[Is(Role::Article)]), NAMED, Digits], make: date },
    Rule {
        name: "fr/part-of-date",
        pattern: &[Lead(Role::In), Is(Role::Article), Part, Is(Role::OfThe), NAMED, Day, Month, Opt(&[YEAR])],
        make: part_of_date,
    },
    Rule { name: "fr/weekday-day", pattern: &[HEAD, Weekday, Day, When(bare_day_ends), Opt(&[PART_TAIL])], make: date },
    Rule {
        name: "fr/bare-day",
        pattern: &[When(day_is_bound), Opt(&[Is(Role::Article)]), Day, When(bare_day_ends)],
        make: date,
    },
    Rule {
        name: "fr/the-day",
        pattern: &[When(day_may_stand), Is(Role::Article), Day, When(bare_day_closed)],
        make: date,
    },
    Rule {
        name: "fr/part-of-the-day",
        pattern: &[Lead(Role::In), Is(Role::Article), Part, Is(Role::OfThe), Day, When(bare_day_closed)],
        make: part_of_date,
    },
    Rule { name: "fr/year-month", pattern: &[When(dated_line), YearMonth], make: year_month },
    Rule {
        name: "fr/feast",
        pattern: &[When(feast_leads), Opt(&[Is(Role::Article)]), Item::Feast, Opt(&[FULL_YEAR]), When(feast_ends)],
        make: feast,
    },
    Rule {
        name: "fr/feast-day",
        pattern: &[
            Opt(&[Is(Role::Article)]),
            Either(&[&[Weekday], &[Is(Role::DayNoun)]]),
            Is(Role::Of),
            Opt(&[Is(Role::Article)]),
            Item::Feast,
            Opt(&[FULL_YEAR]),
        ],
        make: feast,
    },
    Rule {
        name: "fr/new-year",
        pattern: &[
            Is(Role::Article),
            Is(Role::DayNoun),
            Is(Role::Of),
            Is(Role::Article),
            Is(Role::YearNoun),
            Opt(&[FULL_YEAR]),
        ],
        make: feast,
    },
];

/// `le 12 mai 98`; in `le 7 juin 71 de ses employés` the number counts.
fn no_part(scan: &Scan, at: usize) -> bool {
    uncounted(scan, at) && !scan.is(at, Role::Of) && !scan.is(at, Role::OfThe)
}

/// `le 11-Septembre`: the hyphenated name ends here.
fn name_ends(scan: &Scan, at: usize) -> bool {
    scan.glued(at - 1) && scan.glued(at - 2) && !scan.is_mark(at, '-')
}

/// Hyphenated days are the names of events, but for those of feasts that come every year on their day.
fn event_name(found: &Found) -> Option<Made> {
    let (day, month) = (found.one().day?, found.one().month?);
    let yearly = matches!((day, month), (14, 7) | (11, 11) | (8 | 1, 5) | (15, 8));
    let expression = if yearly {
        Expression::MonthDay {
            weekday: None,
            day,
            month: Some(month),
            year: None,
            part: None,
            modifier: Modifier::None,
        }
    } else {
        Expression::Name { day, month }
    };
    Some(Made::Say(expression, if yearly { Hook::Now } else { Hook::None }))
}

fn date(found: &Found) -> Option<Made> {
    let slot = found.one();
    let modifier = modifier(found);
    let full = slot.year.is_some() && slot.month.is_some();
    let expression = Expression::MonthDay {
        weekday: slot.weekday,
        day: slot.day?,
        month: slot.month,
        year: slot.year,
        part: found.part_of_day(),
        modifier,
    };
    Some(Made::Say(expression, if full { Hook::None } else { Hook::Now }))
}

/// `dans la soirée du 3 mai`; nights have rules of their own.
fn part_of_date(found: &Found) -> Option<Made> {
    if found.has(Role::NightNoun) { None } else { date(found) }
}

/// A day of a list takes month and year from its end; the caller of the rules fills them in.
fn listed(found: &Found) -> Option<Made> {
    date(found)
}

fn year_month(found: &Found) -> Option<Made> {
    let slot = found.one();
    Some(Made::Say(
        Expression::Month {
            month: slot.month?,
            year: slot.year,
            piece: crate::time::expression::Piece::Whole,
            modifier: Modifier::None,
        },
        Hook::None,
    ))
}

/// A machine's line, `date 2020-10`; elsewhere such digits are seasons and scores.
fn dated_line(scan: &Scan, at: usize) -> bool {
    let before = scan.before(at);
    before.is_some_and(|t| scan.is(t, Role::Dated) || (scan.is_mark(t, ':') && scan.after_role(t, Role::Dated)))
}

/// The token of the month that a list of days runs to.
/// The list begins at `at`, behind its first day: `et 10 octobre`, `, 5 et le 6 mai`.
pub(in crate::time) fn list_end(scan: &Scan, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..8 {
        if scan.is(at, Role::And) || scan.is_mark(at, ',') {
            at += 1;
        } else {
            return None;
        }
        if scan.is(at, Role::Article) {
            at += 1;
        }
        if scan.is(at, Role::Weekday) {
            at += 1;
        }
        super::super::numbers::day(scan, at)?;
        at += 1;
        if scan.is(at, Role::Month) {
            return Some(at);
        }
    }
    None
}

/// `à partir du 10`, `jusqu'au 4`, `d'ici au 15`, `depuis le 3`: a day of the month although no month is named.
fn day_is_bound(scan: &Scan, at: usize) -> bool {
    let Some(before) = scan.before(at) else { return false };
    let glued = (scan.is(before, Role::OfThe) && scan.after_role(before, Role::Starting))
        || (scan.is(before, Role::AtThe)
            && (scan.after_role(before, Role::Until) || scan.after_role(before, Role::Here)));
    let article = scan.is(at, Role::Article) && (scan.is(before, Role::Since) || scan.is(before, Role::FromOn));
    glued || article
}

/// `le 10`: neither behind a preposition of place or number nor in a name.
fn day_may_stand(scan: &Scan, at: usize) -> bool {
    scan.lower(at) == "le" && scan.before(at).is_none_or(|t| scan.is_mark(t, ',') || !scan.is(t, Role::Function))
}

/// Behind a bare day nothing that it could count.
fn bare_day_ends(scan: &Scan, at: usize) -> bool {
    // `le premier` is a day of the month only before its month.
    if at == 0 || scan.is(at - 1, Role::First) {
        return false;
    }
    if scan.is_mark(at, '.') {
        return !scan.glued(at + 1);
    }
    scan.uncounted(at) && !scan.is(at, Role::HourMark) && !scan.is_mark(at, '-') && !scan.is_mark(at, '/')
}

/// Behind a day that only its article makes one: the end of the clause, or where it was (`le 11 à Alep`).
fn bare_day_closed(scan: &Scan, at: usize) -> bool {
    // `a tiré le premier`
    if at > 0 && scan.is(at - 1, Role::First) && !scan.is_number(at - 1) {
        return false;
    }
    let place = [Role::At, Role::AtThe, Role::In].iter().any(|role| scan.is(at, *role));
    !scan.sees(at)
        || scan.is(at, Role::DayCloser)
        || scan.is_mark(at, ';')
        || place && !scan.is_number(at + 1) && !scan.is(at + 1, Role::Numbering)
        || ((scan.is_mark(at, ',') || scan.is_mark(at, '.') || scan.is(at, Role::And))
            && !scan.glued(at + 1)
            && !scan.is_number(at + 1)
            && !scan.is(at + 1, Role::Numbering))
}

/// A feast is a day behind `à`, `avant`, `depuis` …; elsewhere its name may be anything (`le père Noël`).
fn feast_leads(scan: &Scan, at: usize) -> bool {
    [Role::At, Role::Before, Role::After, Role::Since, Role::FromOn, Role::AtThe, Role::During, Role::Until]
        .iter()
        .any(|role| scan.after_role(at, *role))
}

/// `à Noël`, but not `à Noël Mamère`.
fn feast_ends(scan: &Scan, at: usize) -> bool {
    !scan.is_name(at)
}

fn feast(found: &Found) -> Option<Made> {
    let year = found.one().year;
    let hook = if year.is_some() { Hook::None } else { Hook::Now };
    let named = match found.feast {
        Some(feast) => feast,
        // `le jour de l'An`.
        None if found.has(Role::YearNoun) => Feast::Fixed(1, 1),
        None => return None,
    };
    let expression = match named {
        Feast::Fixed(month, day) => {
            Expression::MonthDay { weekday: None, day, month: Some(month), year, part: None, modifier: Modifier::None }
        }
        Feast::Easter(days) => {
            let monday = i16::from(found.one().weekday == Some(chrono::Weekday::Mon));
            Expression::Easter { days: days + monday, year }
        }
    };
    Some(Made::Say(expression, hook))
}
