//! TIMEX3: spans and values as annotated corpora write them.

use super::expression::{Amount, Day, Expression, TimeMention};
use super::{Days, PartOfDay};
use crate::document::{Document, Span};
use crate::language::{Reference, Season, TimeUnit};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// A TIMEX3 expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands: with its article, without its preposition, each end of a range apart.
    pub span: Span,
    /// Its value: `2020-10-31`, `2020-10-31TNI`, `2020-W43`, `P3D`, `PAST_REF` …
    pub value: String,
}

/// The TIMEX3 expressions of a mention: one, or the two ends of a range.
///
/// ```
/// use chrono::NaiveDate;
/// use dateline::{document::Document, language::Language, syntax::Syntax, time};
/// let language = Language::french();
/// let doc = Document::new("a.txt", "Du 3 au 5 octobre, des roquettes ont frappé la ville.", language);
/// let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
/// let days = time::resolve(&mentions, NaiveDate::from_ymd_opt(2020, 10, 10));
/// let timexes = time::timexes(&doc, &mentions[0], days[0].as_ref());
/// assert_eq!(timexes.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(), ["2020-10-03", "2020-10-05"]);
/// ```
#[must_use]
pub fn timexes(doc: &Document, mention: &TimeMention, days: Option<&Days>) -> Vec<Timex> {
    let cores = &mention.value.cores;
    let first = doc.span_of(cores.0.clone());
    let Some(second) = cores.1.clone().map(|c| doc.span_of(c)) else {
        return vec![Timex { span: first, value: timex(mention, days) }];
    };
    let day = |d: Option<NaiveDate>| d.map_or_else(|| "XXXX-XX-XX".to_owned(), iso);
    let (one, two) = match mention.value.expression {
        Expression::Years { from, to } => (format!("{from:04}"), format!("{to:04}")),
        Expression::Months { .. } => {
            let month =
                |d: Option<NaiveDate>| d.map_or_else(|| "XXXX-XX".to_owned(), |d| d.format("%Y-%m").to_string());
            (month(days.and_then(|d| d.first)), month(days.and_then(|d| d.last)))
        }
        Expression::Range { from, to } if days.is_none() => (symbolic_day(from), symbolic_day(to)),
        Expression::Range { .. } => (day(days.and_then(|d| d.first)), day(days.and_then(|d| d.last))),
        // A time of the day and its day, `vers 0 h 40, jeudi`.
        _ => (timex(mention, days), day(days.and_then(|d| d.first))),
    };
    vec![Timex { span: first, value: one }, Timex { span: second, value: two }]
}

/// The TIMEX3 value of a mention as a whole; of a range, both ends with `/` between. What is not resolved is written
/// with `X`.
#[must_use]
pub fn timex(mention: &TimeMention, days: Option<&Days>) -> String {
    let expression = &mention.value.expression;
    match *expression {
        Expression::Duration { amount, unit }
        | Expression::Distance { amount, unit, .. }
        | Expression::Stretch { amount, unit, .. }
        | Expression::DistanceFromEvent { amount, unit, .. } => duration(amount, unit),
        Expression::Every { count, unit } => duration(Some(u64::from(count) * 1000), unit),
        Expression::EveryWeekday { day, part } => format!("XXXX-WXX-{}{}", day.number_from_monday(), part_of(part)),
        Expression::EveryPart { part } => format!("XXXX-XX-XX{}", part_of(Some(part))),
        Expression::Ref(Reference::Past) => "PAST_REF".to_owned(),
        Expression::Ref(Reference::Present) => "PRESENT_REF".to_owned(),
        Expression::Ref(Reference::Future) => "FUTURE_REF".to_owned(),
        Expression::Name { day, month } => format!("XXXX-{month:02}-{day:02}"),
        Expression::DayFromEvent { .. } => "XXXX-XX-XX".to_owned(),
        Expression::Year { year, .. } => format!("{year:04}"),
        Expression::Years { from, to } => format!("{from:04}/{to:04}"),
        Expression::Decade { year, .. } => format!("{:03}", year.div_euclid(10)),
        Expression::Century { number, .. } => format!("{:02}", number.saturating_sub(1)),
        Expression::Season { season, .. } => {
            let year = days.and_then(|d| d.first).map_or_else(|| "XXXX".to_owned(), |d| format!("{:04}", d.year()));
            format!("{year}-{}", season_code(season))
        }
        Expression::Range { .. } | Expression::Months { .. } => interval(expression, days),
        _ => match days.and_then(|days| Some((days, days.first.or(days.last)?))) {
            Some((days, first)) => dated(expression, days, first),
            None => symbolic(expression),
        },
    }
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn interval(expression: &Expression, days: Option<&Days>) -> String {
    let pattern = if matches!(expression, Expression::Months { .. }) { "%Y-%m" } else { "%Y-%m-%d" };
    let end = |day: Option<NaiveDate>| day.map_or_else(|| "..".to_owned(), |d| d.format(pattern).to_string());
    match (days, expression) {
        (Some(days), _) => format!("{}/{}", end(days.first), end(days.last)),
        (None, Expression::Range { from, to }) => format!("{}/{}", symbolic_day(*from), symbolic_day(*to)),
        (None, _) => "XXXX-XX".to_owned(),
    }
}

/// The value of an expression whose days are known.
fn dated(expression: &Expression, days: &Days, first: NaiveDate) -> String {
    let unit = match *expression {
        Expression::Relative { unit, .. } | Expression::PieceOf { unit, .. } | Expression::NthOfYear { unit, .. } => {
            unit
        }
        Expression::Month { .. } => TimeUnit::Month,
        _ => TimeUnit::Day,
    };
    match unit {
        TimeUnit::Week => first.format("%G-W%V").to_string(),
        TimeUnit::Weekend => format!("{}-WE", first.format("%G-W%V")),
        TimeUnit::Month => first.format("%Y-%m").to_string(),
        TimeUnit::Quarter => format!("{:04}-Q{}", first.year(), first.month0() / 3 + 1),
        TimeUnit::HalfYear => format!("{:04}-H{}", first.year(), first.month0() / 6 + 1),
        TimeUnit::Year => format!("{:04}", first.year()),
        TimeUnit::Decade => format!("{:03}", first.year().div_euclid(10)),
        TimeUnit::Century => format!("{:02}", first.year().div_euclid(100)),
        _ => format!("{}{}", iso(first), part_of(days.part)),
    }
}

fn part_of(part: Option<PartOfDay>) -> String {
    match part {
        None => String::new(),
        Some(PartOfDay::Morning) => "TMO".to_owned(),
        Some(PartOfDay::Afternoon) => "TAF".to_owned(),
        Some(PartOfDay::Evening) => "TEV".to_owned(),
        Some(PartOfDay::Night) => "TNI".to_owned(),
        Some(PartOfDay::Daytime) => "TDT".to_owned(),
        Some(PartOfDay::Clock(minutes)) => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

fn symbolic_day(day: Day) -> String {
    match day {
        Day::Weekday(weekday) => format!("XXXX-WXX-{}", weekday.number_from_monday()),
        Day::MonthDay { day, month, year, .. } => {
            let mut out = year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
            match month {
                Some(month) => {
                    let _ = write!(out, "-{month:02}");
                }
                None => out.push_str("-XX"),
            }
            let _ = write!(out, "-{day:02}");
            out
        }
        Day::Offset(_) => "XXXX-XX-XX".to_owned(),
    }
}

/// The value of an expression whose days are not known.
fn symbolic(expression: &Expression) -> String {
    match *expression {
        Expression::Weekday { day, part, .. } | Expression::WeekdayOf { day, part, .. } => {
            format!("XXXX-WXX-{}{}", day.number_from_monday(), part_of(part))
        }
        Expression::MonthDay { weekday, day, month, year, part, .. } => {
            format!("{}{}", symbolic_day(Day::MonthDay { weekday, day, month, year }), part_of(part))
        }
        Expression::Relative { unit: TimeUnit::Day, part, .. } => format!("XXXX-XX-XX{}", part_of(part)),
        Expression::Relative { unit, .. } | Expression::PieceOf { unit, .. } => match unit {
            TimeUnit::Week => "XXXX-WXX".to_owned(),
            TimeUnit::Weekend => "XXXX-WXX-WE".to_owned(),
            TimeUnit::Month => "XXXX-XX".to_owned(),
            _ => "XXXX".to_owned(),
        },
        Expression::Night { first, .. } => {
            format!("{}TNI", first.map_or_else(|| "XXXX-XX-XX".to_owned(), symbolic_day))
        }
        Expression::Month { month, year, .. } => {
            format!("{}-{month:02}", year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}")))
        }
        Expression::NthOfYear { unit, number, .. } => {
            format!("XXXX-{}{number}", if unit == TimeUnit::Quarter { 'Q' } else { 'H' })
        }
        Expression::Clock { minutes } => format!("XXXX-XX-XX{}", part_of(Some(PartOfDay::Clock(minutes)))),
        _ => "XXXX-XX-XX".to_owned(),
    }
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// `P3D`, `PT10H`, `PT30.4S`, `PXD`; halves of a unit in the next smaller one (`PT1H30M`, `P18M`).
fn duration(amount: Amount, unit: TimeUnit) -> String {
    let (scale, code, halved) = match unit {
        TimeUnit::Second => (1, "TS", None),
        TimeUnit::Minute => (1, "TM", None),
        TimeUnit::Hour => (1, "TH", Some((60, "TM"))),
        TimeUnit::Day => (1, "D", Some((24, "TH"))),
        TimeUnit::Weekend => (1, "WE", None),
        TimeUnit::Week => (1, "W", None),
        TimeUnit::Month => (1, "M", None),
        TimeUnit::Quarter => (3, "M", None),
        TimeUnit::HalfYear => (6, "M", None),
        TimeUnit::Year => (1, "Y", Some((12, "M"))),
        TimeUnit::Decade => (10, "Y", None),
        TimeUnit::Century => (100, "Y", None),
    };
    let (time, letter) = code.strip_prefix('T').map_or(("", code), |letter| ("T", letter));
    let Some(amount) = amount else { return format!("P{time}X{}", if scale > 1 { code } else { letter }) };
    let total = amount.saturating_mul(scale);
    if let (Some((times, small)), true) = (halved, total % 1000 == 500) {
        let smaller = total.saturating_mul(times) / 1000;
        if unit == TimeUnit::Hour && smaller > 60 {
            return format!("PT{}H{}M", smaller / 60, smaller % 60);
        }
        let (time, letter) = small.strip_prefix('T').map_or(("", small), |letter| ("T", letter));
        return format!("P{time}{smaller}{letter}");
    }
    format!("P{time}{}{letter}", decimal(total))
}

/// Thousandths as a decimal number.
fn decimal(thousandths: u64) -> String {
    if thousandths.is_multiple_of(1000) {
        return (thousandths / 1000).to_string();
    }
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000).trim_end_matches('0').to_owned()
}
