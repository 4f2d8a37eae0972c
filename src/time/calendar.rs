//! Arithmetic on civil days. Every function gives nothing where the calendar ends or has no such day.

use crate::language::TimeUnit;
use chrono::{Datelike, Days as Count, Months, NaiveDate, Weekday};

/// A day so many days after `day` (before, where negative).
pub(super) fn plus_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Count::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// The first of the month so many months from `day`'s.
pub(super) fn plus_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let first = day.with_day(1)?;
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { first.checked_sub_months(count) } else { first.checked_add_months(count) }
}

/// The last day of `day`'s month.
pub(super) fn month_end(day: NaiveDate) -> Option<NaiveDate> {
    plus_days(plus_months(day, 1)?, -1)
}

/// The Monday of `day`'s week.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    plus_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The nearest `weekday` on or before `day`.
pub(super) fn on_or_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    plus_days(day, -i64::from(back))
}

/// The nearest `weekday` on or after `day`.
pub(super) fn on_or_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = (7 + weekday.num_days_from_monday() - day.weekday().num_days_from_monday()) % 7;
    plus_days(day, i64::from(ahead))
}

/// Easter Sunday of a year of the Gregorian calendar.
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let sum = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

/// The first and last day of the calendar unit that `steps` leads to from `day`'s.
pub(super) fn unit_around(day: NaiveDate, unit: TimeUnit, steps: i64) -> Option<(NaiveDate, NaiveDate)> {
    let months = |first: NaiveDate, count: i64| Some((first, plus_days(plus_months(first, count)?, -1)?));
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
        TimeUnit::Day => plus_days(day, steps).map(|d| (d, d)),
        TimeUnit::Week => {
            let first = plus_days(monday(day)?, steps.checked_mul(7)?)?;
            Some((first, plus_days(first, 6)?))
        }
        TimeUnit::Weekend => {
            let first = plus_days(monday(day)?, steps.checked_mul(7)?.checked_add(5)?)?;
            Some((first, plus_days(first, 1)?))
        }
        TimeUnit::Month => months(plus_months(day, steps)?, 1),
        TimeUnit::Quarter => {
            let into = i64::from(day.month0() % 3);
            months(plus_months(day, steps.checked_mul(3)?.checked_sub(into)?)?, 3)
        }
        TimeUnit::HalfYear => {
            let into = i64::from(day.month0() % 6);
            months(plus_months(day, steps.checked_mul(6)?.checked_sub(into)?)?, 6)
        }
        TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => {
            let length = years_of(unit);
            let year = i64::from(day.year()).div_euclid(length).checked_add(steps)?.checked_mul(length)?;
            years(i32::try_from(year).ok()?, i32::try_from(length).ok()?)
        }
    }
}

/// Years that a unit lasts; 1 for those below a year.
pub(super) fn years_of(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Decade => 10,
        TimeUnit::Century => 100,
        _ => 1,
    }
}

/// The first and last day of `count` years from `year` on.
pub(super) fn years(year: i32, count: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(year.checked_add(count)?.checked_sub(1)?, 12, 31)?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn easter_sundays() {
        for sunday in [day(1999, 4, 4), day(2020, 4, 12), day(2022, 4, 17), day(2024, 3, 31), day(2038, 4, 25)] {
            assert_eq!(easter(sunday.year()), Some(sunday));
        }
    }

    #[test]
    fn units_around_a_day() {
        let thursday = day(2020, 10, 29);
        assert_eq!(unit_around(thursday, TimeUnit::Week, -1), Some((day(2020, 10, 19), day(2020, 10, 25))));
        assert_eq!(unit_around(thursday, TimeUnit::Month, 4), Some((day(2021, 2, 1), day(2021, 2, 28))));
        assert_eq!(unit_around(thursday, TimeUnit::Quarter, 0), Some((day(2020, 10, 1), day(2020, 12, 31))));
        assert_eq!(unit_around(thursday, TimeUnit::Decade, -1), Some((day(2010, 1, 1), day(2019, 12, 31))));
        assert_eq!(unit_around(thursday, TimeUnit::Year, i64::MAX), None);
    }

    proptest::proptest! {
        /// A unit holds the day it is taken around, begins where the one before it ended, and steps lead there and back.
        #[test]
        fn units_of_one_kind_cover_the_calendar(days in 366i32..1_000_000, unit in 0usize..8, steps in -40i64..40) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).expect("a day");
            let unit = [
                TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Quarter, TimeUnit::HalfYear, TimeUnit::Year,
                TimeUnit::Decade, TimeUnit::Century,
            ][unit];
            let around = |day, steps| unit_around(day, unit, steps).expect("far from the calendar's ends");
            let (first, last) = around(day, 0);
            proptest::prop_assert!(first <= day && day <= last);
            proptest::prop_assert_eq!(around(first, 0), (first, last));
            proptest::prop_assert_eq!(around(last, 0), (first, last));
            proptest::prop_assert_eq!(Some(around(day, 1).0), plus_days(last, 1));
            let far = around(day, steps);
            proptest::prop_assert_eq!(around(far.0, -steps), (first, last));
        }

        #[test]
        fn the_nearest_weekday_is_within_a_week(days in 366i32..1_000_000, weekday in 0u8..7) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).expect("a day");
            let weekday = Weekday::try_from(weekday).expect("one of seven");
            let (before, after) = (on_or_before(day, weekday).expect("a day"), on_or_after(day, weekday).expect("a day"));
            proptest::prop_assert_eq!((before.weekday(), after.weekday()), (weekday, weekday));
            proptest::prop_assert!((0..7).contains(&(day - before).num_days()) && (0..7).contains(&(after - day).num_days()));
        }

        #[test]
        fn easter_is_a_sunday_of_spring(year in 1583i32..=9999) {
            let sunday = easter(year).expect("a year of the calendar");
            proptest::prop_assert_eq!(sunday.weekday(), Weekday::Sun);
            proptest::prop_assert!((day(year, 3, 22)..=day(year, 4, 25)).contains(&sunday));
        }
    }

    #[test]
    fn nearest_weekdays_count_the_day_itself() {
        let thursday = day(2020, 10, 29);
        assert_eq!(on_or_before(thursday, Weekday::Thu), Some(thursday));
        assert_eq!(on_or_before(thursday, Weekday::Fri), Some(day(2020, 10, 23)));
        assert_eq!(on_or_after(thursday, Weekday::Wed), Some(day(2020, 11, 4)));
    }
}
