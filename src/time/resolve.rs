//! From what the words say to the days they mean, given a publication day.

use super::calendar::{month_end, on_or_after, on_or_before, plus_days, plus_months, unit_around, years};
use super::expression::{Amount, Anchor, Bound, Day, Expression, Modifier, Piece, TimeMention};
use super::{Days, PartOfDay, Precision, calendar};
use crate::language::{Season, TimeUnit};
use crate::syntax::Direction;
use chrono::{Datelike, NaiveDate, Weekday};

/// The days that each mention means; nothing for durations and recurrences, for impossible dates, and for what needs
/// a publication day where `published` is none.
///
/// A mention counts from an earlier one at most, so one pass is enough. A day and month without a year take theirs
/// from the publication day, or else from the first full date of the document.
///
/// ```
/// use chrono::NaiveDate;
/// use dateline::{document::Document, language::Language, syntax::Syntax, time};
/// let language = Language::french();
/// let doc = Document::new("a.txt", "Samedi, après une rencontre la veille, les combats ont repris.", language);
/// let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
/// let days = time::resolve(&mentions, NaiveDate::from_ymd_opt(2020, 10, 31));
/// assert_eq!(days[1].unwrap().first, NaiveDate::from_ymd_opt(2020, 10, 30));
/// assert_eq!(time::resolve(&mentions, None), [None, None]);
/// ```
#[must_use]
pub fn resolve(mentions: &[TimeMention], published: Option<NaiveDate>) -> Vec<Option<Days>> {
    let of_day = |day: Day| match day {
        Day::MonthDay { day, month: Some(month), year: Some(year), .. } => date(year, month, day),
        _ => None,
    };
    let stated = mentions.iter().find_map(|m| match m.value.expression {
        Expression::MonthDay { day, month: Some(month), year: Some(year), .. } => date(year, month, day),
        Expression::Night { first, last, .. } => last.and_then(of_day).or(first.and_then(of_day)),
        Expression::Range { from, to } => of_day(to).or(of_day(from)),
        _ => None,
    });
    let mut out: Vec<Option<Days>> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let value = &mention.value;
        let base = match value.anchor {
            Anchor::Publication => published.map(Days::day),
            Anchor::Mention(index) => {
                out.get(index).copied().flatten().map(|days| morning_after(days, &value.expression))
            }
            Anchor::Event | Anchor::None => None,
        };
        let days = |base| {
            let context = Context { published, stated, base, direction: value.direction, bound: value.bound };
            context.days(&value.expression).map(|days| bounded(days, value.bound))
        };
        let mut found = days(base);
        // `avait été tué le lendemain` is not tomorrow: it counts from a day told of before that one.
        if let (Anchor::Mention(_), Direction::Past, Some(published)) = (value.anchor, value.direction, published)
            && is_after(found, published)
        {
            let earlier = out.iter().rev().take(EARLIER).copied();
            found = earlier.flatten().map(|base| days(Some(base))).find(|d| !is_after(*d, published)).unwrap_or(found);
        }
        out.push(found);
    }
    out
}

/// So many mentions before its own may be what a day counts from.
const EARLIER: usize = 4;

fn is_after(days: Option<Days>, day: NaiveDate) -> bool {
    days.and_then(|d| d.first).is_some_and(|first| first > day)
}

/// A part of the day told after a night belongs to the day the night ended on: `dans la nuit de vendredi à samedi …
/// dans l'après-midi`.
fn morning_after(days: Days, expression: &Expression) -> Days {
    let night = days.part == Some(PartOfDay::Night) && days.last.is_some() && days.last != days.first;
    let by_day = match expression {
        Expression::Clock { .. } => true,
        Expression::Relative { steps: 0, part: Some(part), .. } => *part != PartOfDay::Night,
        _ => false,
    };
    if night && by_day { Days { first: days.last, ..days } } else { days }
}

/// What a bound leaves of the days it stands before.
fn bounded(days: Days, bound: Bound) -> Days {
    match bound {
        Bound::Onset if days.precision.has_day() => Days { last: None, ..days },
        Bound::Until if days.precision.has_day() => Days { first: None, last: days.last.or(days.first), ..days },
        _ => days,
    }
}

fn date(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
}

/// What is known where one mention is read.
struct Context {
    published: Option<NaiveDate>,
    /// A full date of the document.
    stated: Option<NaiveDate>,
    /// What the expression counts from.
    base: Option<Days>,
    direction: Direction,
    bound: Bound,
}

/// How far from a stated day a date without a year still belongs to it, in days.
const AROUND: i64 = 62;

impl Context {
    fn days(&self, expression: &Expression) -> Option<Days> {
        match *expression {
            Expression::Weekday { day, part, modifier } => Some(Days::part_of(self.weekday(day, modifier)?, part)),
            Expression::WeekdayOf { day, part, weeks } => {
                let (monday, _) = unit_around(self.start()?, TimeUnit::Week, i64::from(weeks))?;
                Some(Days::part_of(plus_days(monday, i64::from(day.num_days_from_monday()))?, part))
            }
            Expression::MonthDay { weekday, day, month, year, part, modifier } => {
                Some(Days::part_of(self.month_day(weekday, day, month, year, modifier)?, part))
            }
            Expression::Relative { steps, unit, part } => self.relative(steps, unit, part),
            Expression::Distance { amount, unit, later } => self.distance(amount, unit, later),
            Expression::Stretch { amount, unit, ahead } => self.stretch(amount, unit, ahead),
            Expression::Night { first, last, modifier } => self.night(first, last, modifier),
            Expression::Range { from, to } => self.range(from, to),
            Expression::Months { from, to, year } => {
                let first = self.month(from, year, Modifier::None)?;
                let steps = (i64::from(to) - i64::from(from)).rem_euclid(12);
                Some(Days::span(first, month_end(plus_months(first, steps)?)?, Precision::Month))
            }
            Expression::Month { month, year, piece, modifier } => {
                month_piece(self.month(month, year, modifier)?, piece)
            }
            Expression::Year { year, piece } => year_piece(year, piece),
            Expression::Years { from, to } => {
                let (first, last) = years(from, to.checked_sub(from)?.checked_add(1).filter(|n| *n > 0)?)?;
                Some(Days::span(first, last, Precision::Year))
            }
            Expression::PieceOf { steps, unit, piece } => {
                let (first, _) = unit_around(self.start()?, unit, i64::from(steps))?;
                match unit {
                    TimeUnit::Month => month_piece(first, piece),
                    TimeUnit::Year => year_piece(first.year(), piece),
                    _ => self.relative(steps, unit, None),
                }
            }
            Expression::NthOfYear { unit, number, year } => self.nth_of_year(unit, number, year),
            Expression::Decade { year, .. } => years(year, 10).map(|(f, l)| Days::span(f, l, Precision::Decade)),
            Expression::Century { number, .. } => {
                let (first, last) = years((i32::from(number) - 1) * 100 + 1, 100)?;
                Some(Days::span(first, last, Precision::Decade))
            }
            Expression::Season { season, year, modifier } => self.season(season, year, modifier),
            Expression::Easter { days, year } => {
                let around = |year| plus_days(calendar::easter(year)?, i64::from(days));
                match year {
                    Some(year) => around(year).map(Days::day),
                    None => self.nearest((-1..=1).filter_map(|y| around(self.now()?.year() + y))).map(Days::day),
                }
            }
            Expression::Clock { minutes } => {
                let day = if minutes < 12 * 60 { self.morning() } else { self.start() }?;
                // Midnight told as past on the day of publication is the one that the day began with.
                let past = self.direction == Direction::Past
                    && self.published == Some(day)
                    && matches!(self.bound, Bound::None | Bound::After);
                let minutes = if minutes == 24 * 60 && past { 0 } else { minutes };
                Some(Days::part_of(day, Some(PartOfDay::Clock(minutes))))
            }
            Expression::Duration { .. }
            | Expression::Every { .. }
            | Expression::EveryWeekday { .. }
            | Expression::EveryPart { .. }
            | Expression::Ref(_)
            | Expression::DayFromEvent { .. }
            | Expression::DistanceFromEvent { .. }
            | Expression::Name { .. }
            | Expression::NoYear { .. } => None,
        }
    }

    /// The publication day, or else a day that the document states.
    fn now(&self) -> Option<NaiveDate> {
        self.published.or(self.stated)
    }

    /// The first day of what the expression counts from.
    fn start(&self) -> Option<NaiveDate> {
        self.base.and_then(|days| days.first.or(days.last))
    }

    /// The last day of it: what `le lendemain` counts from behind a night or a range.
    fn close(&self) -> Option<NaiveDate> {
        let days = self.base?;
        if days.precision == Precision::Range { days.last.or(days.first) } else { days.first.or(days.last) }
    }

    /// The day that its morning is of: behind a night, the day it ends on.
    fn morning(&self) -> Option<NaiveDate> {
        let days = self.base?;
        if days.part == Some(PartOfDay::Night) { days.last.or(days.first) } else { self.start() }
    }

    /// Of several days of the same name, the one nearest to now in the direction of the verb.
    fn nearest(&self, days: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
        let now = self.now()?;
        // A day on the other side than the verb looks is taken only where it is far nearer.
        let (past, future) = match self.direction {
            Direction::Past => (1, 100),
            Direction::Future => (20, 1),
            Direction::Present => (1, 2),
            Direction::Unknown => (1, 3),
        };
        days.min_by_key(|day| {
            let distance = day.signed_duration_since(now).num_days();
            (if distance < 0 { -distance * past } else { distance * future }, *day)
        })
    }

    fn weekday(&self, weekday: Weekday, modifier: Modifier) -> Option<NaiveDate> {
        let base = self.start()?;
        match modifier {
            Modifier::None | Modifier::This => match self.direction {
                Direction::Future => on_or_after(base, weekday),
                // `ce lundi` is the one at hand: today's, or else the next unless the verb is past.
                Direction::Present | Direction::Unknown if modifier == Modifier::This => on_or_after(base, weekday),
                _ => on_or_before(base, weekday),
            },
            Modifier::Last | Modifier::Previous => on_or_before(plus_days(base, -1)?, weekday),
            Modifier::Next | Modifier::Following => on_or_after(plus_days(base, 1)?, weekday),
            Modifier::Same => {
                let before = on_or_before(base, weekday)?;
                let near = base.signed_duration_since(before).num_days() <= 3;
                if near { Some(before) } else { on_or_after(base, weekday) }
            }
        }
    }

    fn month_day(
        &self,
        weekday: Option<Weekday>,
        day: u8,
        month: Option<u8>,
        year: Option<i32>,
        modifier: Modifier,
    ) -> Option<NaiveDate> {
        if let (Some(year), Some(month)) = (year, month) {
            return date(year, month, day);
        }
        let now = self.now()?;
        let this = now.year();
        let day_of = |step: i32| match month {
            Some(month) => date(this + step, month, day),
            None if step.abs() <= 2 => plus_months(now, i64::from(step)).and_then(|d| d.with_day(u32::from(day))),
            None => None,
        };
        let agrees = |d: &NaiveDate| weekday.is_none_or(|w| d.weekday() == w);
        let allowed = |d: &NaiveDate| match modifier {
            Modifier::Last => *d < now,
            Modifier::Next => *d > now,
            _ => true,
        };
        // Without a publication day only the days around one that the document states can be told apart by year.
        let around =
            |d: &NaiveDate| self.published.is_some() || d.signed_duration_since(now).num_days().abs() <= AROUND;
        // Of those on one side of now the first that fits is the nearest.
        let nearest = |fits: &dyn Fn(&NaiveDate) -> bool| {
            let past = (0..=8).filter_map(|step| day_of(-step)).find(|d| *d < now && fits(d));
            let ahead = (0..=8).filter_map(day_of).find(|d| *d >= now && fits(d));
            self.nearest([past, ahead].into_iter().flatten())
        };
        // A weekday settles the year; one that fits no near year is the writer's slip, and the date stands.
        let near = |d: &NaiveDate| d.signed_duration_since(now).num_days().abs() <= 5 * 366;
        nearest(&|d| around(d) && agrees(d) && allowed(d) && near(d)).or_else(|| nearest(&|d| around(d) && allowed(d)))
    }

    fn relative(&self, steps: i32, unit: TimeUnit, part: Option<PartOfDay>) -> Option<Days> {
        if unit == TimeUnit::Day {
            let base = match (steps, part) {
                (0, Some(PartOfDay::Morning)) => self.morning(),
                (1.., _) => self.close(),
                _ => self.start(),
            }?;
            return Some(Days::part_of(plus_days(base, i64::from(steps))?, part));
        }
        let base = self.start()?;
        let mut steps = i64::from(steps);
        let into_week = base.weekday().num_days_from_monday();
        let over = self.direction == Direction::Past || (self.direction != Direction::Future && into_week < 3);
        if unit == TimeUnit::Weekend && steps == 0 && into_week < 5 && over {
            // `ce week-end` within the week, of what is past: the one just over.
            steps = -1;
        }
        let (first, last) = unit_around(base, unit, steps)?;
        Some(Days::span(first, last, precision(unit)))
    }

    /// `il y a trois jours` is a day, and so is `il y a une semaine`; a count of weeks, months and years is no more exact
    /// than its unit.
    fn distance(&self, amount: Amount, unit: TimeUnit, later: bool) -> Option<Days> {
        let count = amount.filter(|a| a % 1000 == 0).and_then(|a| i64::try_from(a / 1000).ok())?;
        let base = self.start()?;
        let steps = if later { count } else { -count };
        if unit == TimeUnit::Week {
            let around = plus_days(base, steps.checked_mul(7)?)?;
            if count == 1 && self.bound == Bound::None {
                return Some(Days::day(around));
            }
            return Some(Days::span(plus_days(around, -3)?, plus_days(around, 3)?, Precision::Week));
        }
        let (first, last) = match unit {
            // Decades and centuries are counted in years here, not by the calendar.
            TimeUnit::Decade | TimeUnit::Century => {
                let years = steps.checked_mul(calendar::years_of(unit))?;
                unit_around(base, TimeUnit::Year, years)?
            }
            _ => unit_around(base, unit, steps)?,
        };
        Some(Days::span(first, last, precision(unit)))
    }

    fn stretch(&self, amount: Amount, unit: TimeUnit, ahead: bool) -> Option<Days> {
        let count = i64::try_from(amount.unwrap_or(1000) / 1000).ok()?.max(1);
        let now = self.start()?;
        let reach = match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
            TimeUnit::Day if amount.is_none() => 7,
            TimeUnit::Day => count,
            TimeUnit::Weekend | TimeUnit::Week => count.checked_mul(7)?,
            TimeUnit::Month => count.checked_mul(31)?,
            TimeUnit::Quarter => count.checked_mul(92)?,
            TimeUnit::HalfYear => count.checked_mul(183)?,
            TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => {
                count.checked_mul(366)?.checked_mul(calendar::years_of(unit))?
            }
        };
        let precision = precision(unit).max(Precision::Week);
        if ahead {
            Some(Days::span(now, plus_days(now, reach)?, precision))
        } else {
            Some(Days::span(plus_days(now, reach.checked_neg()?)?, now, precision))
        }
    }

    fn named(&self, day: Day) -> Option<NaiveDate> {
        match day {
            Day::Weekday(weekday) => self.weekday(weekday, Modifier::None),
            Day::MonthDay { weekday, day, month, year } => self.month_day(weekday, day, month, year, Modifier::None),
            Day::Offset(days) => plus_days(self.start()?, i64::from(days)),
        }
    }

    fn night(&self, first: Option<Day>, last: Option<Day>, modifier: Modifier) -> Option<Days> {
        let (evening, morning) = match (first, last) {
            (Some(first), Some(last)) => self.ends(first, last)?,
            (Some(first), None) => {
                let day = self.named(first)?;
                let next = plus_days(day, 1)?;
                // `la nuit de dimanche`, told on that Sunday, is the one that ended on it.
                if self.direction != Direction::Future && self.published == Some(day) {
                    (plus_days(day, -1)?, day)
                } else {
                    (day, next)
                }
            }
            _ => self.night_of_base(modifier)?,
        };
        let part = Some(PartOfDay::Night);
        Some(Days { first: Some(evening), last: Some(morning), precision: Precision::PartOfDay, part })
    }

    /// The night of the day told of: the one that ended on it where it is the day of publication or its morning is meant.
    fn night_of_base(&self, modifier: Modifier) -> Option<(NaiveDate, NaiveDate)> {
        let base = self.base?;
        let day = self.start()?;
        let before = || Some((plus_days(day, -1)?, day));
        let after = || Some((day, plus_days(day, 1)?));
        match modifier {
            Modifier::Last | Modifier::Previous => before(),
            Modifier::Next | Modifier::Following => after(),
            _ if base.part == Some(PartOfDay::Night) && base.last > base.first => Some((day, base.last?)),
            _ => match base.part {
                Some(PartOfDay::Morning) => before(),
                Some(PartOfDay::Evening | PartOfDay::Afternoon | PartOfDay::Clock(_)) => after(),
                _ if self.published == Some(day) && self.direction != Direction::Future => before(),
                _ => after(),
            },
        }
    }

    fn range(&self, from: Day, to: Day) -> Option<Days> {
        let (first, last) = self.ends(from, to)?;
        Some(Days::span(first, last, Precision::Range))
    }

    /// The two ends of a night or range, the first before the last.
    fn ends(&self, from: Day, to: Day) -> Option<(NaiveDate, NaiveDate)> {
        match (from, to) {
            (Day::Weekday(from), Day::Weekday(to)) => {
                if self.direction == Direction::Future {
                    let first = on_or_after(self.start()?, from)?;
                    Some((first, on_or_after(first, to)?))
                } else {
                    let last = on_or_before(self.start()?, to)?;
                    Some((on_or_before(last, from)?, last))
                }
            }
            (Day::MonthDay { .. }, Day::MonthDay { .. }) => {
                let last = self.named(to)?;
                let first = match from {
                    Day::MonthDay { day, month: Some(month), year: None, .. } => date(last.year(), month, day)
                        .filter(|d| *d <= last)
                        .or_else(|| date(last.year() - 1, month, day))?,
                    Day::MonthDay { day, month: None, .. } => {
                        let same = last.with_day(u32::from(day)).filter(|d| *d <= last);
                        same.or_else(|| plus_months(last, -1)?.with_day(u32::from(day)))?
                    }
                    _ => self.named(from)?,
                };
                (first <= last).then_some((first, last))
            }
            _ => {
                let (first, last) = (self.named(from)?, self.named(to)?);
                (first <= last).then_some((first, last))
            }
        }
    }

    /// The first day of a month.
    fn month(&self, month: u8, year: Option<i32>, modifier: Modifier) -> Option<NaiveDate> {
        if let Some(year) = year {
            return date(year, month, 1);
        }
        let now = self.now()?.with_day(1)?;
        let possible = (-1..=1).filter_map(|y| date(now.year() + y, month, 1)).filter(|d| match modifier {
            Modifier::Last => *d < now,
            Modifier::Next => *d > now,
            _ => true,
        });
        let here = Self { published: Some(now), ..*self };
        here.nearest(possible)
    }

    fn nth_of_year(&self, unit: TimeUnit, number: u8, year: Option<i32>) -> Option<Days> {
        let length = if unit == TimeUnit::Quarter { 3 } else { 6 };
        let first = self.month((number.checked_sub(1)?) * length + 1, year, Modifier::None)?;
        Some(Days::span(first, month_end(plus_months(first, i64::from(length) - 1)?)?, Precision::Year))
    }

    fn season(&self, season: Season, year: Option<i32>, modifier: Modifier) -> Option<Days> {
        let first_month = match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        };
        let of = |year: i32| {
            let first = date(year, first_month, 21)?;
            Some((first, plus_days(plus_months(first, 3)?, 19)?))
        };
        let (first, last) = match year {
            Some(year) => of(year)?,
            None if modifier == Modifier::Same => return None,
            None => {
                let now = self.now()?;
                let possible = (-2..=1).filter_map(|y| of(now.year() + y)).filter(|(first, last)| match modifier {
                    Modifier::Last => *last < now,
                    Modifier::Next => *first > now,
                    _ => true,
                });
                let distance = |(first, last): &(NaiveDate, NaiveDate)| {
                    let mid = plus_days(*first, 45).unwrap_or(*first);
                    if (*first..=*last).contains(&now) { 0 } else { mid.signed_duration_since(now).num_days().abs() }
                };
                possible.min_by_key(distance)?
            }
        };
        Some(Days::span(first, last, Precision::Year))
    }
}

/// How exactly a unit dates.
fn precision(unit: TimeUnit) -> Precision {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => Precision::Unknown,
        TimeUnit::Day => Precision::Day,
        TimeUnit::Weekend | TimeUnit::Week => Precision::Week,
        TimeUnit::Month => Precision::Month,
        TimeUnit::Quarter | TimeUnit::HalfYear | TimeUnit::Year => Precision::Year,
        TimeUnit::Decade | TimeUnit::Century => Precision::Decade,
    }
}

/// A third of the month that begins on `first`, or all of it.
fn month_piece(first: NaiveDate, piece: Piece) -> Option<Days> {
    let (from, to) = match piece {
        Piece::Whole => (first, month_end(first)?),
        Piece::Start => (first, first.with_day(10)?),
        Piece::Middle => (first.with_day(11)?, first.with_day(20)?),
        Piece::End => (first.with_day(21)?, month_end(first)?),
    };
    Some(Days::span(from, to, Precision::Month))
}

fn year_piece(year: i32, piece: Piece) -> Option<Days> {
    let (first, last) = years(year, 1)?;
    let (from, to) = match piece {
        Piece::Whole => (first, last),
        Piece::Start => (first, date(year, 4, 30)?),
        Piece::Middle => (date(year, 5, 1)?, date(year, 8, 31)?),
        Piece::End => (date(year, 9, 1)?, last),
    };
    Some(Days::span(from, to, Precision::Year))
}
