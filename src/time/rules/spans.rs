//! Ranges: `du 3 au 5 octobre`, `entre le 12 et le 15`, `de lundi à mercredi`, `de mars à mai`, `entre 1988 et 1994`.

use super::dates::YEAR;
use super::uncounted;
use crate::language::Role;
use crate::time::expression::Expression;
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Day, Either, FullMonth, Is, Lead, Link, LinkMark, Month, Opt, Weekday, When, Year};

const DATE: Item = Either(&[&[Opt(&[Weekday]), Day, Opt(&[Month, Opt(&[YEAR])])], &[Weekday]]);
const FROM: Item = Either(&[&[Lead(Role::Of)], &[Lead(Role::OfThe)]]);
const TO: Item = Either(&[&[Link(Role::AtThe)], &[Link(Role::To)]]);

pub(super) const RULES: &[Rule] = &[
    Rule { name: "fr/from-to", pattern: &[FROM, DATE, TO, DATE, When(ends)], make: range },
    Rule {
        name: "fr/between",
        pattern: &[
            Lead(Role::Between),
            Opt(&[Is(Role::Article)]),
            DATE,
            Link(Role::And),
            Opt(&[Is(Role::Article)]),
            DATE,
            When(ends),
        ],
        make: range,
    },
    Rule {
        name: "fr/dash",
        pattern: &[Opt(&[Is(Role::Article)]), Day, LinkMark('-'), Day, Month, Opt(&[YEAR])],
        make: range,
    },
    Rule {
        name: "fr/months",
        pattern: &[Lead(Role::Of), FullMonth, Opt(&[YEAR]), Link(Role::To), FullMonth, Opt(&[YEAR])],
        make: months,
    },
    Rule {
        name: "fr/between-months",
        pattern: &[Lead(Role::Between), FullMonth, Opt(&[YEAR]), Link(Role::And), FullMonth, Opt(&[YEAR])],
        make: months,
    },
    Rule {
        name: "fr/between-years",
        pattern: &[Lead(Role::Between), Year, Link(Role::And), Year, When(uncounted)],
        make: years,
    },
    Rule {
        name: "fr/from-year-to-year",
        pattern: &[Lead(Role::Of), Year, Link(Role::To), Year, When(uncounted)],
        make: years,
    },
    Rule {
        name: "fr/year-dash-year",
        pattern: &[When(not_glued), Year, LinkMark('-'), Year, When(uncounted)],
        make: years,
    },
];

/// `du 5 au 7 %`, `entre le 12 et le 15 arrondissement` are no days: behind a range nothing stands that it counts.
fn ends(scan: &Scan, at: usize) -> bool {
    scan.uncounted(at)
        || scan.after_role(at, Role::Month)
        || scan.is(at - 1, Role::Weekday)
        || scan.is_number(at - 1) && scan.is(at - 2, Role::Month)
}

fn not_glued(scan: &Scan, at: usize) -> bool {
    !scan.glued(at) || scan.before(at).is_some_and(|t| scan.is_mark(t, '('))
}

fn range(found: &Found) -> Option<Made> {
    let [one, two] = &found.slots;
    // Ends of two kinds (`du 3 à vendredi`) are seldom a range at all.
    if one.day.is_some() != two.day.is_some() {
        return None;
    }
    // `de 3 à 1`: days of the month have their article, `du 3 au 5`.
    if one.day.is_some() && found.has(Role::Of) && !found.has(Role::OfThe) {
        return None;
    }
    let (from, to) = (one.named(two)?, two.named(one)?);
    let full = two.year.is_some() && two.month.is_some();
    Some(Made::Say(Expression::Range { from, to }, if full { Hook::None } else { Hook::Now }))
}

fn months(found: &Found) -> Option<Made> {
    let [one, two] = &found.slots;
    let year = one.year.or(two.year);
    let expression = Expression::Months { from: one.month?, to: two.month?, year };
    Some(Made::Say(expression, if year.is_some() { Hook::None } else { Hook::Now }))
}

fn years(found: &Found) -> Option<Made> {
    let (from, to) = (found.one().year?, found.slots[1].year?);
    (from < to).then_some(Made::Say(Expression::Years { from, to }, Hook::None))
}
