//! Months, years, seasons, decades and centuries: `octobre 98`, `mi-octobre`, `en 1994`, `l'été dernier`, `les années 90`.

use super::dates::YEAR;
use super::{PIECE, free, modifier, piece, uncounted};
use crate::language::Role;
use crate::time::expression::{Expression, Modifier};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Either, FullMonth, Is, Lead, LinkMark, MiddleMonth, Month, Opt, Ordinal, Season, ShortYear, When, Year};

const OF: Item = Either(&[&[Is(Role::Of)], &[Is(Role::OfThe)]]);
const PIECE_OF: Item = Either(&[
    &[Opt(&[Is(Role::Article)]), PIECE, Opt(&[OF, Opt(&[Is(Role::Article)])])],
    &[Opt(&[Is(Role::Article)]), PIECE, Item::MarkIn('-')],
]);
const DATE_TURN: Item = Either(&[&[Is(Role::Last)], &[Is(Role::Next)]]);
const MONTH_NOUN: Item = Opt(&[Is(Role::MonthNoun), Is(Role::Of)]);

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "fr/month-year",
        pattern: &[Opt(&[Either(&[&[PIECE_OF], &[Is(Role::Article), When(at_month_noun)]])]), MONTH_NOUN, Month, YEAR],
        make: month,
    },
    Rule { name: "fr/month-turn", pattern: &[Opt(&[PIECE_OF]), MONTH_NOUN, FullMonth, DATE_TURN], make: month },
    Rule { name: "fr/piece-of-month", pattern: &[PIECE_OF, MONTH_NOUN, FullMonth], make: month },
    Rule { name: "fr/middle-month", pattern: &[Opt(&[Is(Role::Article)]), MiddleMonth, Opt(&[YEAR])], make: month },
    Rule {
        name: "fr/month-of",
        pattern: &[Opt(&[Is(Role::Article)]), Is(Role::MonthNoun), Is(Role::Of), FullMonth],
        make: month,
    },
    Rule { name: "fr/month", pattern: &[When(month_leads), FullMonth, When(month_ends)], make: month },
    Rule { name: "fr/year", pattern: &[When(year_leads), Year, When(uncounted)], make: year },
    Rule { name: "fr/year-piece", pattern: &[PIECE_OF, Year, When(uncounted)], make: year },
    Rule {
        name: "fr/year-noun",
        pattern: &[Opt(&[PIECE_OF]), Opt(&[Is(Role::Article)]), Is(Role::YearNoun), Either(&[&[Year], &[ShortYear]])],
        make: year,
    },
    Rule {
        name: "fr/two-years",
        pattern: &[Year, LinkMark('/'), Year],
        make: |f| Some(Made::Say(Expression::Years { from: f.one().year?, to: f.slots[1].year? }, Hook::None)),
    },
    Rule {
        name: "fr/decade",
        pattern: &[
            Opt(&[PIECE_OF]),
            Opt(&[Is(Role::Article)]),
            Is(Role::YearsNoun),
            When(decade_follows),
            Either(&[&[Year], &[ShortYear], &[Item::Count]]),
        ],
        make: decade,
    },
    Rule {
        name: "fr/century",
        pattern: &[Opt(&[PIECE_OF]), Opt(&[Is(Role::Article)]), Ordinal, Is(Role::CenturyNoun)],
        make: century,
    },
    Rule {
        name: "fr/season-year",
        pattern: &[Opt(&[PIECE_OF]), Opt(&[Is(Role::Article)]), Season, Year],
        make: season,
    },
    Rule {
        name: "fr/season-turn",
        pattern: &[Opt(&[PIECE_OF]), Opt(&[Is(Role::Article)]), Season, DATE_TURN],
        make: season,
    },
    Rule { name: "fr/this-season", pattern: &[Is(Role::This), Season], make: season },
    Rule { name: "fr/in-season", pattern: &[Lead(Role::On), Season, When(free)], make: any_season },
    Rule { name: "fr/season-as-season", pattern: &[When(compared), Season], make: any_season },
    Rule { name: "fr/at-season", pattern: &[When(season_leads), Season, When(free)], make: season },
    Rule {
        name: "fr/the-season",
        pattern: &[When(season_stands), Is(Role::Article), Season, When(free)],
        make: season,
    },
    Rule {
        name: "fr/season-months",
        pattern: &[Is(Role::ArticlePlural), Is(Role::MonthNoun), Is(Role::Of), Season],
        make: any_season,
    },
    Rule { name: "fr/piece-of-season", pattern: &[PIECE_OF, Season], make: season },
];

fn at_month_noun(scan: &Scan, at: usize) -> bool {
    scan.is(at, Role::MonthNoun)
}

fn month(found: &Found) -> Option<Made> {
    let slot = found.one();
    let hook = if slot.year.is_some() { Hook::None } else { Hook::Now };
    let expression =
        Expression::Month { month: slot.month?, year: slot.year, piece: piece(found), modifier: modifier(found) };
    Some(Made::Say(expression, hook))
}

/// A month alone is one only where time stands before it: `en mars`, `depuis mai`, `de juin`, `août et septembre`;
/// `Mars` and `Avril` with a capital are a planet, a firm, a name.
fn month_leads(scan: &Scan, at: usize) -> bool {
    if scan.is_name(at) {
        return false;
    }
    let lead = [
        Role::On,
        Role::Of,
        Role::Since,
        Role::FromOn,
        Role::Before,
        Role::After,
        Role::Here,
        Role::Between,
        Role::During,
    ]
    .iter()
    .any(|role| scan.after_role(at, *role));
    let Some(before) = scan.before(at) else { return false };
    let until =
        scan.is(before, Role::At) && (scan.after_role(before, Role::Until) || scan.after_role(before, Role::Here));
    let listed = (scan.is(before, Role::And) || scan.is_mark(before, ',')) && scan.after_role(before, Role::Month);
    lead || until || listed
}

fn month_ends(scan: &Scan, at: usize) -> bool {
    !scan.is_mark(at, '-') || !scan.glued(at)
}

fn year(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Year { year: found.one().year?, piece: piece(found) }, Hook::None))
}

/// A number of four digits alone is a year only behind a word that leads to one, and never before what it counts.
fn year_leads(scan: &Scan, at: usize) -> bool {
    let Some(before) = scan.before(at) else { return false };
    let modern = super::super::numbers::year(scan, at).is_some_and(|y| (1800..=2099).contains(&y));
    let strong = [
        Role::On,
        Role::Since,
        Role::FromOn,
        Role::Before,
        Role::After,
        Role::YearNoun,
        Role::SeasonOf,
        Role::Here,
        Role::During,
    ]
    .iter()
    .any(|role| scan.is(before, *role));
    let weak = modern
        && (scan.is(before, Role::Of)
            || scan.is(before, Role::Between)
            || (scan.is_mark(before, '(') && (scan.is_mark(at + 1, ')') || scan.is_mark(at + 1, ',')))
            || (scan.is(before, Role::And)
                && scan.before(before).is_some_and(|t| super::super::numbers::year(scan, t).is_some()))
            || (scan.is(before, Role::At)
                && (scan.after_role(before, Role::Here) || scan.after_role(before, Role::Until))));
    strong || weak
}

/// `les années 1990`, `les années 90`, `les années quatre-vingt-dix`.
fn decade_follows(scan: &Scan, at: usize) -> bool {
    super::super::numbers::year(scan, at).is_some()
        || decade_of(super::super::numbers::count(scan, at).and_then(|c| c.amount)).is_some()
}

/// The decade that its two digits name, of the last century but for the first two.
fn decade_of(amount: Option<u64>) -> Option<i32> {
    let tens = i32::try_from(amount? / 1000).ok()?;
    (tens % 10 == 0 && (10..=90).contains(&tens)).then(|| if tens < 20 { 2000 + tens } else { 1900 + tens })
}

fn decade(found: &Found) -> Option<Made> {
    let year = match found.one().year {
        Some(year) => year - year.rem_euclid(10),
        None => decade_of(found.amount)?,
    };
    Some(Made::Say(Expression::Decade { year, piece: piece(found) }, Hook::None))
}

fn century(found: &Found) -> Option<Made> {
    let number = found.ordinal.filter(|n| (1..=30).contains(n))?;
    Some(Made::Say(Expression::Century { number, piece: piece(found) }, Hook::None))
}

/// `été comme hiver`.
fn compared(scan: &Scan, at: usize) -> bool {
    (scan.is(at + 1, Role::As) && scan.is(at + 2, Role::Season))
        || scan.before(at).is_some_and(|t| scan.is(t, Role::As) && scan.after_role(t, Role::Season))
}

/// `en été`, `été comme hiver`: any summer.
fn any_season(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Season { season: found.season?, year: None, modifier: Modifier::Same }, Hook::None))
}

/// `au printemps`, `d'ici à l'automne`: `été` is a participle elsewhere.
fn season_leads(scan: &Scan, at: usize) -> bool {
    scan.after_role(at, Role::AtThe) && !scan.is_name(at)
}

fn season_stands(scan: &Scan, at: usize) -> bool {
    !scan.is_name(at + 1)
        && scan.before(at).is_some_and(|t| {
            [Role::At, Role::Before, Role::After, Role::During, Role::Since, Role::FromOn]
                .iter()
                .any(|role| scan.is(t, *role))
        })
}

fn season(found: &Found) -> Option<Made> {
    let slot = found.one();
    let hook = if slot.year.is_some() { Hook::None } else { Hook::Now };
    let modifier = modifier(found);
    Some(Made::Say(Expression::Season { season: found.season?, year: slot.year, modifier }, hook))
}
