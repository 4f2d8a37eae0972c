//! Patterns: how a rule says which tokens it wants, and the matcher that finds them.

use super::expression::{Amount, Day, Expression};
use super::numbers;
use super::{PartOfDay, scan::Scan};
use crate::language::{DayPart, Feast, Role, Season, TimeUnit};
use chrono::Weekday;
use std::ops::Range;

/// One rule: its name, the tokens it wants, what it makes of them.
pub(super) struct Rule {
    /// Shown in the evidence and named in the tests.
    pub name: &'static str,
    /// What it wants, in order.
    pub pattern: &'static [Item],
    /// What it makes of them; nothing where the match is no expression after all.
    pub make: fn(&Found) -> Option<Made>,
}

/// What a rule makes of its tokens.
#[derive(Clone, Copy)]
pub(super) enum Made {
    /// An expression, and what it counts from.
    Say(Expression, Hook),
    /// The tokens speak of no time (`une minute de silence`), and no other rule shall read them so.
    Nothing,
}

/// What an expression counts from, before the mentions around it are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hook {
    /// Nothing.
    None,
    /// The publication day.
    Now,
    /// The last day told of.
    Told,
    /// An event that the words name.
    Event,
}

/// A piece of a pattern.
#[derive(Clone, Copy)]
pub(super) enum Item {
    /// A word of this role, within the core.
    Is(Role),
    /// A word of this role, outside the core.
    Lead(Role),
    /// A word of this role between two slots: what follows is captured apart, in a core of its own.
    Link(Role),
    /// The same within one core.
    Join(Role),
    /// This mark, within the core.
    MarkIn(char),
    /// This mark between two slots.
    LinkMark(char),
    /// These, or nothing.
    Opt(&'static [Item]),
    /// One of these.
    Either(&'static [&'static [Item]]),
    /// No token is taken; the test decides on the tokens around.
    When(fn(&Scan, usize) -> bool),
    /// A weekday.
    Weekday,
    /// A month, or its abbreviation with its stop.
    Month,
    /// A month written out.
    FullMonth,
    /// A season.
    Season,
    /// A unit.
    Unit,
    /// A part of the day.
    Part,
    /// A day of the month: `5`, `1er`.
    Day,
    /// A year of four digits.
    Year,
    /// A year of two digits (`98`), or with an apostrophe (`'98`).
    ShortYear,
    /// A number behind a month that is no year of any calendar: what is found is a date without a day.
    NoYear,
    /// How many: `3`, `trois`, `vingt et un`, `2,5`, `quelques`, `une dizaine de`.
    Count,
    /// `18h45`, `8 heures`, `midi`.
    Clock,
    /// A whole date in digits: `27/09/2020`, `27.09.20`, `2020-09-27`.
    Digits,
    /// `2020-10`.
    YearMonth,
    /// `19e`, `XIXe`.
    Ordinal,
    /// `hier`, `veille`: the days they lead.
    Offset(Role),
    /// A feast.
    Feast,
    /// `quotidien`: its unit.
    Frequency,
    /// `septennat`.
    Term,
    /// `désormais`.
    Reference,
    /// `mi-octobre`.
    MiddleMonth,
    /// `soir-là`.
    Demonstrated,
    /// `premier`, `second`, `2e`: their number.
    Nth,
    /// `mois-ci`, `jours-ci`.
    Pointed,
    /// `demi-heure`: half its unit.
    HalfUnit,
    /// No token: month and year come from the end of a list of days (`les 9 et 10 octobre`).
    Borrow,
}

/// What stands in one half of a pattern.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    pub weekday: Option<Weekday>,
    pub day: Option<u8>,
    pub month: Option<u8>,
    pub year: Option<i32>,
    pub offset: Option<i8>,
}

impl Slot {
    /// The day that the slot names, filled up from `other` where it lacks month and year.
    pub(super) fn named(&self, other: &Self) -> Option<Day> {
        match (self.day, self.weekday, self.offset) {
            (Some(day), weekday, _) => Some(Day::MonthDay {
                weekday,
                day,
                month: self.month.or(other.month),
                year: self.year.or(if self.month.is_none() || other.month >= self.month { other.year } else { None }),
            }),
            (None, Some(weekday), _) => Some(Day::Weekday(weekday)),
            (None, None, offset) => offset.map(Day::Offset),
        }
    }
}

/// What a pattern found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub slots: [Slot; 2],
    slot: u8,
    pub amount: Amount,
    pub counted: bool,
    pub unit: Option<TimeUnit>,
    pub part: Option<DayPart>,
    pub season: Option<Season>,
    pub clock: Option<u16>,
    pub ordinal: Option<u8>,
    pub feast: Option<Feast>,
    pub years: u8,
    pub reference: Option<crate::language::Reference>,
    /// Whether the year is none.
    pub no_year: bool,
    seen: u128,
    /// First token and the one behind the last.
    cores: [(u32, u32); 2],
    core: u8,
    linked: bool,
    /// The token behind the last one taken.
    pub end: usize,
}

impl Found {
    /// Whether a word of this role was taken.
    pub(super) fn has(&self, role: Role) -> bool {
        self.seen & (1 << role as u8) != 0
    }

    /// The first half.
    pub(super) fn one(&self) -> &Slot {
        &self.slots[0]
    }

    /// The part of the day, as a day carries it.
    pub(super) fn part_of_day(&self) -> Option<PartOfDay> {
        self.clock.map(PartOfDay::Clock).or(self.part.map(PartOfDay::from))
    }

    /// The tokens of the cores.
    pub(super) fn cores(&self) -> (Range<usize>, Option<Range<usize>>) {
        let range = |i: usize| self.cores[i].0 as usize..self.cores[i].1 as usize;
        (range(0), (self.cores[1].1 > 0).then(|| range(1)))
    }

    fn slot(&mut self) -> &mut Slot {
        &mut self.slots[usize::from(self.slot)]
    }

    /// Takes the tokens from `at` to `end` into the core: the second one, behind a link.
    fn take(&mut self, at: usize, end: usize) {
        if self.linked && self.cores[0].1 > 0 {
            self.core = 1;
        }
        let number = |token: usize| u32::try_from(token).unwrap_or(u32::MAX);
        let core = &mut self.cores[usize::from(self.core)];
        if core.1 == 0 {
            core.0 = number(at);
        }
        core.1 = number(end);
    }

    fn note(&mut self, scan: &Scan, at: usize) {
        self.seen |= scan.word(at).roles();
    }

    fn link(&mut self) {
        self.slot = 1;
        self.linked = true;
    }
}

/// What is still wanted once the items at hand are found.
pub(super) struct Rest<'a> {
    pub items: &'static [Item],
    pub next: Option<&'a Rest<'a>>,
}

/// The items that a match took so far, each with its token: what they say is read once all are found.
pub(super) type Trail = Vec<(&'static Item, usize)>;

/// Matches `rule` at the token `at`; `trail` serves as scratch.
pub(super) fn matches(scan: &Scan, rule: &Rule, at: usize, trail: &mut Trail) -> Option<Found> {
    trail.clear();
    let end = walk(scan, rule.pattern, None, at, trail)?;
    let mut found = Found { end, ..Found::default() };
    for (item, at) in trail.iter() {
        take(scan, **item, *at, &mut found)?;
    }
    Some(found)
}

/// Finds `items`, then `rest`, from `at` on; gives the token behind the last one taken.
fn walk(
    scan: &Scan,
    mut items: &'static [Item],
    mut rest: Option<&Rest>,
    mut at: usize,
    trail: &mut Trail,
) -> Option<usize> {
    loop {
        let Some((item, behind)) = items.split_first() else {
            let Some(next) = rest else {
                return trail.iter().any(|(item, _)| in_core(item)).then_some(at);
            };
            (items, rest) = (next.items, next.next);
            continue;
        };
        match item {
            Item::Opt(inner) => {
                if may_begin(scan, inner, at) {
                    let before = trail.len();
                    let end = walk(scan, inner, Some(&Rest { items: behind, next: rest }), at, trail);
                    if end.is_some() {
                        return end;
                    }
                    trail.truncate(before);
                }
            }
            Item::Either(choices) => {
                let before = trail.len();
                let behind = Rest { items: behind, next: rest };
                return choices.iter().filter(|choice| may_begin(scan, choice, at)).find_map(|choice| {
                    trail.truncate(before);
                    walk(scan, choice, Some(&behind), at, trail)
                });
            }
            Item::When(test) => {
                if !test(scan, at) {
                    return None;
                }
            }
            _ => {
                let next = step(scan, *item, at)?;
                trail.push((item, at));
                at = next;
            }
        }
        items = behind;
    }
}

/// Whether what an item takes belongs to the core.
fn in_core(item: &Item) -> bool {
    !matches!(item, Item::Lead(_) | Item::Link(_) | Item::Join(_) | Item::LinkMark(_) | Item::Borrow)
}

/// The token behind an item that stands at `at`.
fn step(scan: &Scan, item: Item, at: usize) -> Option<usize> {
    if at >= scan.end {
        return None;
    }
    let word = scan.word(at);
    let next = at + 1;
    let stands = match item {
        Item::Is(role) | Item::Lead(role) | Item::Link(role) | Item::Join(role) | Item::Offset(role) => word.is(role),
        Item::MarkIn(mark) | Item::LinkMark(mark) => scan.is_mark(at, mark),
        Item::NoYear => numbers::no_year(scan, at),
        Item::Weekday => word.is(Role::Weekday),
        Item::FullMonth => word.is(Role::Month) && !word.is(Role::Abbreviated),
        Item::Month => {
            let stop = word.is(Role::Abbreviated) && scan.is_mark(next, '.');
            return word.is(Role::Month).then_some(next + usize::from(stop));
        }
        Item::MiddleMonth => word.is(Role::MiddleMonth),
        Item::Season => word.is(Role::Season),
        Item::Unit => word.is(Role::Unit),
        Item::Part => word.is(Role::Part),
        Item::Feast => word.is(Role::Feast),
        Item::Frequency => word.is(Role::Frequency),
        Item::Term => word.is(Role::Term),
        Item::Reference => word.is(Role::Reference),
        Item::Demonstrated => word.is(Role::Demonstrated),
        Item::Pointed => word.is(Role::Pointed),
        Item::HalfUnit => word.is(Role::HalfUnit),
        Item::Day => numbers::day(scan, at).is_some(),
        Item::Year => numbers::year(scan, at).is_some(),
        Item::Nth => numbers::nth(scan, at).is_some(),
        Item::Ordinal => numbers::ordinal(scan, at).is_some(),
        Item::ShortYear => return numbers::short_year(scan, at).map(|(_, end)| end),
        Item::Count => return numbers::count(scan, at).map(|count| count.end),
        Item::Clock => return numbers::clock(scan, at).map(|clock| clock.end),
        Item::Digits => return numbers::digits(scan, at).map(|digits| digits.end),
        Item::YearMonth => return numbers::year_month(scan, at).map(|digits| digits.end),
        Item::Borrow => return super::rules::list_end(scan, at).map(|_| at),
        Item::Opt(_) | Item::Either(_) | Item::When(_) => false,
    };
    stands.then_some(next)
}

/// Whether `items` may begin at `at` by what their first asks for, told by the token's roles and kind: most do not.
fn may_begin(scan: &Scan, items: &[Item], at: usize) -> bool {
    let is = |role| scan.is(at, role);
    match items.first() {
        Some(Item::Is(role) | Item::Lead(role) | Item::Link(role) | Item::Join(role) | Item::Offset(role)) => is(*role),
        Some(Item::MarkIn(mark) | Item::LinkMark(mark)) => scan.is_mark(at, *mark),
        Some(Item::Weekday) => is(Role::Weekday),
        Some(Item::Month | Item::FullMonth) => is(Role::Month),
        Some(Item::MiddleMonth) => is(Role::MiddleMonth),
        Some(Item::Season) => is(Role::Season),
        Some(Item::Unit) => is(Role::Unit),
        Some(Item::Part) => is(Role::Part),
        Some(Item::Day) => scan.is_number(at) || is(Role::First),
        Some(Item::Year | Item::NoYear | Item::Digits | Item::YearMonth) => scan.is_number(at),
        Some(Item::Count) => scan.is_number(at) || is(Role::Number) || is(Role::Several),
        Some(Item::Clock) => scan.is_number(at) || is(Role::Clock) || is(Role::Number),
        Some(Item::Either(choices)) => choices.iter().any(|choice| may_begin(scan, choice, at)),
        _ => true,
    }
}

/// Reads what one item at `at` says; gives the token behind it.
fn take(scan: &Scan, item: Item, at: usize, found: &mut Found) -> Option<usize> {
    if at >= scan.end {
        return None;
    }
    let word = scan.word(at);
    let next = at + 1;
    match item {
        Item::Is(role) if word.is(role) => {
            found.note(scan, at);
            found.take(at, next);
            Some(next)
        }
        Item::Lead(role) if word.is(role) => {
            found.note(scan, at);
            Some(next)
        }
        Item::Link(role) if word.is(role) => {
            found.link();
            Some(next)
        }
        Item::Join(role) if word.is(role) => {
            found.slot = 1;
            Some(next)
        }
        Item::MarkIn(mark) if scan.is_mark(at, mark) => {
            found.take(at, next);
            Some(next)
        }
        Item::LinkMark(mark) if scan.is_mark(at, mark) => {
            found.link();
            Some(next)
        }
        Item::NoYear if numbers::no_year(scan, at) => {
            found.no_year = true;
            found.take(at, next);
            Some(next)
        }
        Item::Is(_)
        | Item::Lead(_)
        | Item::Link(_)
        | Item::Join(_)
        | Item::MarkIn(_)
        | Item::LinkMark(_)
        | Item::Opt(_)
        | Item::Either(_)
        | Item::NoYear
        | Item::When(_) => None,
        Item::Weekday
        | Item::Month
        | Item::FullMonth
        | Item::MiddleMonth
        | Item::Day
        | Item::Year
        | Item::ShortYear => take_date(scan, item, at, found),
        Item::Borrow => {
            let month = super::rules::list_end(scan, at)?;
            let slot = found.slot();
            slot.month = Some(scan.word(month).month);
            let stop = scan.is(month, Role::Abbreviated) && scan.is_mark(month + 1, '.');
            let year = month + 1 + usize::from(stop);
            slot.year = numbers::year(scan, year);
            found.no_year |= numbers::no_year(scan, year);
            Some(at)
        }
        Item::Digits | Item::YearMonth => take_digits(scan, item, at, found),
        Item::Count => {
            let count = numbers::count(scan, at)?;
            found.amount = count.amount;
            found.counted = true;
            found.take(at, count.end);
            Some(count.end)
        }
        Item::Clock => {
            let clock = numbers::clock(scan, at)?;
            found.clock = Some(clock.minutes);
            found.take(at, clock.end);
            Some(clock.end)
        }
        Item::Nth => {
            found.ordinal = Some(numbers::nth(scan, at)?);
            found.take(at, next);
            Some(next)
        }
        Item::Ordinal => {
            found.ordinal = Some(numbers::ordinal(scan, at)?);
            found.take(at, next);
            Some(next)
        }
        _ => {
            take_word(scan, item, at, found)?;
            found.note(scan, at);
            found.take(at, next);
            Some(next)
        }
    }
}

/// Items of one word that carries a value.
fn take_word(scan: &Scan, item: Item, at: usize, found: &mut Found) -> Option<()> {
    let word = scan.word(at);
    match item {
        Item::Unit if word.is(Role::Unit) => found.unit = word.unit,
        Item::Part if word.is(Role::Part) => found.part = word.part,
        Item::Season if word.is(Role::Season) => found.season = word.season,
        Item::Feast if word.is(Role::Feast) => found.feast = word.feast,
        Item::Frequency if word.is(Role::Frequency) => found.unit = word.unit,
        Item::Pointed if word.is(Role::Pointed) => found.unit = word.unit,
        Item::HalfUnit if word.is(Role::HalfUnit) => {
            found.unit = word.unit;
            found.amount = Some(500);
            found.counted = true;
        }
        Item::Term if word.is(Role::Term) => found.years = word.years,
        Item::Reference if word.is(Role::Reference) => found.reference = word.reference,
        Item::Offset(role) if word.is(role) => found.slot().offset = Some(word.days),
        Item::Demonstrated if word.is(Role::Demonstrated) => {
            found.unit = word.unit;
            found.part = word.part;
            found.slot().weekday = numbers::weekday(word.weekday);
        }
        _ => return None,
    }
    Some(())
}

/// Weekdays, months, days and years.
fn take_date(scan: &Scan, item: Item, at: usize, found: &mut Found) -> Option<usize> {
    let word = scan.word(at);
    let mut next = at + 1;
    match item {
        Item::Weekday if word.is(Role::Weekday) => {
            found.slot().weekday = numbers::weekday(word.weekday);
            found.note(scan, at);
        }
        Item::FullMonth if word.is(Role::Month) && !word.is(Role::Abbreviated) => found.slot().month = Some(word.month),
        Item::Month if word.is(Role::Month) => {
            found.slot().month = Some(word.month);
            if word.is(Role::Abbreviated) && scan.is_mark(next, '.') {
                next += 1;
            }
        }
        Item::MiddleMonth if word.is(Role::MiddleMonth) => {
            found.slot().month = Some(word.month);
            found.note(scan, at);
        }
        Item::Day => found.slot().day = Some(numbers::day(scan, at)?),
        Item::Year => found.slot().year = Some(numbers::year(scan, at)?),
        Item::ShortYear => {
            let (year, end) = numbers::short_year(scan, at)?;
            found.slot().year = Some(year);
            next = end;
        }
        _ => return None,
    }
    found.take(at, next);
    Some(next)
}

/// Dates in digits.
fn take_digits(scan: &Scan, item: Item, at: usize, found: &mut Found) -> Option<usize> {
    let digits = if matches!(item, Item::Digits) { numbers::digits(scan, at)? } else { numbers::year_month(scan, at)? };
    let slot = found.slot();
    slot.day = digits.day;
    slot.month = Some(digits.month);
    slot.year = Some(digits.year);
    found.take(at, digits.end);
    Some(digits.end)
}
