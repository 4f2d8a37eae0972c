//! Numbers, clock times and dates in digits, as they stand in the text.

use super::expression::Amount;
use super::scan::Scan;
use crate::document::TokenKind;
use crate::language::{DayPart, Role};
use chrono::Weekday;

/// How many, and the token behind it.
pub(super) struct Count {
    pub amount: Amount,
    pub end: usize,
}

/// A time of the day, and the token behind it with its zone.
pub(super) struct Clock {
    /// Minutes since midnight, 1440 for `minuit`.
    pub minutes: u16,
    pub end: usize,
    /// Whether it is a time of the day whatever stands before it: with minutes, with a zone, `18h`.
    pub exact: bool,
}

/// A date in digits.
pub(super) struct Digits {
    pub day: Option<u8>,
    pub month: u8,
    pub year: i32,
    pub end: usize,
}

/// Monday is 1.
pub(super) fn weekday(number: u8) -> Option<Weekday> {
    Weekday::try_from(number.checked_sub(1)?).ok()
}

/// A whole number of at most `most` digits and nothing else.
fn plain(text: &str, most: usize) -> Option<u32> {
    (!text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A day of the month: `5`, `1er`, `premier`.
pub(super) fn day(scan: &Scan, at: usize) -> Option<u8> {
    if scan.is(at, Role::First) {
        return Some(1);
    }
    if !scan.is_number(at) {
        return None;
    }
    let lower = scan.lower(at);
    let digits = if lower == "1er" { "1" } else { lower };
    u8::try_from(plain(digits, 2)?).ok().filter(|d| (1..=31).contains(d))
}

/// A year of four digits.
pub(super) fn year(scan: &Scan, at: usize) -> Option<i32> {
    let lower = if scan.is_number(at) { scan.lower(at) } else { return None };
    if lower.len() != 4 {
        return None;
    }
    i32::try_from(plain(lower, 4)?).ok().filter(|y| (1000..=2999).contains(y))
}

/// Whether what stands behind a month is written as its year and is none (`99999`, `0000`): digits without a gap, four
/// or more, with nothing behind them that they could count. `le 31 octobre 12000 personnes` tells of people, and so may
/// `12000 d'entre eux` and `12000 à 15000`.
pub(super) fn no_year(scan: &Scan, at: usize) -> bool {
    let lower = if scan.is_number(at) { scan.lower(at) } else { return false };
    if lower.len() < 4 || !lower.bytes().all(|b| b.is_ascii_digit()) || year(scan, at).is_some() {
        return false;
    }
    let next = at + 1;
    let goes_on = match scan.kind(next) {
        None => false,
        Some(TokenKind::Mark) => scan.glued(next) && scan.glued(next + 1) || !scan.free(next),
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => {
            let links = scan.is(next, Role::Function) && !scan.is(next, Role::Of) && !scan.is(next, Role::OfThe);
            !links || scan.is_number(next + 1)
        }
    };
    !goes_on
}

/// A year of two digits, of the century that news would mean: `98` is 1998, `'05` is 2005.
pub(super) fn short_year(scan: &Scan, at: usize) -> Option<(i32, usize)> {
    let quoted = scan.is_mark(at, '\'');
    let number = if quoted { at + 1 } else { at };
    if !scan.is_number(number) || (quoted && !scan.glued(number)) {
        return None;
    }
    let lower = scan.lower(number);
    let value = i32::try_from(plain(lower, 2)?).ok().filter(|_| lower.len() == 2)?;
    // A bare number below 50 behind a month counts something, unless it is written as years are: `05`.
    match value {
        50..=99 => Some((1900 + value, number + 1)),
        _ if quoted || lower.starts_with('0') => Some((2000 + value, number + 1)),
        _ => None,
    }
}

/// `19e`, `XIXe`: the number of a century.
pub(super) fn ordinal(scan: &Scan, at: usize) -> Option<u8> {
    let text = scan.tables.ordinal(scan.lower(at))?;
    if scan.is_number(at) { u8::try_from(plain(text, 2)?).ok() } else { roman(text) }
}

/// `premier`, `second`, `2e`: their number.
pub(super) fn nth(scan: &Scan, at: usize) -> Option<u8> {
    if scan.is(at, Role::Nth) {
        return Some(scan.word(at).nth);
    }
    let text = scan.tables.ordinal(scan.lower(at)).filter(|_| scan.is_number(at))?;
    u8::try_from(plain(text, 2)?).ok()
}

/// A Roman number up to 39.
fn roman(text: &str) -> Option<u8> {
    let (mut total, mut before) = (0u8, 0u8);
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    for letter in text.bytes().rev() {
        let value = match letter {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            _ => return None,
        };
        if value < before {
            total = total.checked_sub(value)?;
        } else {
            total = total.checked_add(value)?;
            before = value;
        }
    }
    Some(total)
}

/// How many: digits, words of number, `quelques`, `une dizaine de`.
pub(super) fn count(scan: &Scan, at: usize) -> Option<Count> {
    if scan.is_number(at) {
        return Some(Count { amount: Some(thousandths(scan.lower(at))?), end: at + 1 });
    }
    if scan.is(at, Role::Several) {
        return Some(Count { amount: None, end: at + 1 });
    }
    let (value, mut end) = number_words(scan, at)?;
    let collective = scan.is(end - 1, Role::Collective);
    if collective {
        // `une dizaine de jours`: the noun follows its `de`.
        if !scan.is(end, Role::Of) {
            return None;
        }
        end += 1;
    }
    Some(Count { amount: Some(value.saturating_mul(1000)), end })
}

/// `vingt et un`, `deux cents`, `trois mille`, `une dizaine`.
fn number_words(scan: &Scan, at: usize) -> Option<(u64, usize)> {
    let mut end = at;
    let (mut total, mut group) = (0u64, 0u64);
    loop {
        let joined = end > at && scan.is(end, Role::And) && scan.is(end + 1, Role::Number);
        let word = scan.word(if joined { end + 1 } else { end });
        let Some(value) = word.number.map(u64::from) else { break };
        // `vingt et un`, but not `deux et trois`.
        if joined && !(group >= 20 && group % 10 == 0 && (value == 1 || value == 11)) {
            break;
        }
        if word.is(Role::Collective) && end > at {
            if group != 1 {
                break;
            }
            group = value;
        } else if value == 1000 {
            total = total.saturating_add(group.max(1).saturating_mul(1000));
            group = 0;
        } else if value == 100 {
            group = group.max(1).saturating_mul(100);
        } else if joined
            || group == 0
            || (group % 100 == 0 && value < 100)
            || (group >= 20 && group % 10 == 0 && value < 10)
        {
            group = group.saturating_add(value);
        } else {
            break;
        }
        end += if joined { 2 } else { 1 };
    }
    (end > at).then(|| (total.saturating_add(group), end))
}

/// A number in digits, in thousandths; nothing where letters stand in it or it is beyond counting.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let mut total = 0u64;
    for c in whole.chars() {
        match c {
            '0'..='9' => total = total.checked_mul(10)?.checked_add(u64::from(c) - u64::from('0'))?,
            '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {}
            _ => return None,
        }
    }
    let mut thousandths = 0u64;
    let mut scale = 100u64;
    for c in fraction.chars() {
        thousandths += scale * u64::from(c.to_digit(10)?);
        scale /= 10;
    }
    total.checked_mul(1000)?.checked_add(thousandths)
}

/// A time of the day.
pub(super) fn clock(scan: &Scan, at: usize) -> Option<Clock> {
    let mut clock = if scan.is(at, Role::Clock) {
        Clock { minutes: scan.word(at).minutes, end: at + 1, exact: false }
    } else if scan.is_number(at) {
        clock_digits(scan, at)?
    } else {
        clock_words(scan, at)?
    };
    if scan.is(clock.end, Role::And) && scan.is(clock.end + 1, Role::Half) {
        clock.minutes = (clock.minutes % 1440).checked_add(30)?;
        clock.end += 2;
    }
    half_of_day(scan, &mut clock);
    zone(scan, &mut clock);
    (clock.minutes <= 1440).then_some(clock)
}

/// `18h45`, `18 h 45`, `8 heures`, `10:30`.
fn clock_digits(scan: &Scan, at: usize) -> Option<Clock> {
    let lower = scan.lower(at);
    if let Some((hours, minutes)) = lower.split_once('h') {
        let minutes = if minutes.is_empty() { None } else { Some(plain(minutes, 2).filter(|m| *m < 60)?) };
        let mut clock = time_of(plain(hours, 2)?, minutes, at + 1)?;
        if minutes.is_none()
            && let Some(loose) = minute_token(scan, at + 1)
        {
            clock = time_of(plain(hours, 2)?, Some(loose), at + 2)?;
        }
        return Some(clock);
    }
    let hours = plain(lower, 2)?;
    if scan.is_mark(at + 1, ':') && scan.glued(at + 1) && scan.glued(at + 2) {
        let minutes = minute_token(scan, at + 2)?;
        return time_of(hours, Some(minutes), at + 3);
    }
    if !scan.is(at + 1, Role::HourMark) {
        return None;
    }
    let behind = if scan.is_mark(at + 2, '.') && scan.lower(at + 1) == "h" { at + 3 } else { at + 2 };
    match minute_token(scan, behind) {
        Some(minutes) => time_of(hours, Some(minutes), behind + 1),
        None => time_of(hours, None, at + 2),
    }
}

/// Two digits below 60.
fn minute_token(scan: &Scan, at: usize) -> Option<u32> {
    let lower = if scan.is_number(at) { scan.lower(at) } else { return None };
    plain(lower, 2).filter(|m| *m < 60 && lower.len() == 2)
}

/// `dix-huit heures trente`.
fn clock_words(scan: &Scan, at: usize) -> Option<Clock> {
    let (hours, end) = number_words(scan, at)?;
    if !scan.is(end, Role::HourMark) || scan.is(end - 1, Role::Collective) {
        return None;
    }
    let minutes = number_words(scan, end + 1).filter(|(m, _)| (2..60).contains(m));
    let hours = u32::try_from(hours).ok()?;
    match minutes {
        Some((minutes, end)) => time_of(hours, u32::try_from(minutes).ok(), end),
        None => time_of(hours, None, end + 1),
    }
}

fn time_of(hours: u32, minutes: Option<u32>, end: usize) -> Option<Clock> {
    let total = hours.checked_mul(60)?.checked_add(minutes.unwrap_or(0))?;
    let minutes_since = u16::try_from(total).ok().filter(|m| *m <= 1440)?;
    Some(Clock { minutes: minutes_since, end, exact: minutes.is_some() })
}

/// `8 heures du soir`, `3 heures de l'après-midi`.
fn half_of_day(scan: &Scan, clock: &mut Clock) {
    let part_at = if scan.is(clock.end, Role::OfThe) {
        clock.end + 1
    } else if scan.is(clock.end, Role::Of) && scan.is(clock.end + 1, Role::Article) {
        clock.end + 2
    } else {
        return;
    };
    match scan.word(part_at).part {
        Some(DayPart::Evening | DayPart::Afternoon) if clock.minutes <= 11 * 60 + 59 => clock.minutes += 720,
        Some(DayPart::Morning) => {}
        _ => return,
    }
    clock.end = part_at + 1;
    clock.exact = true;
}

/// `GMT`, `locales`, `heure locale`, `heure de Paris`, `en France`.
fn zone(scan: &Scan, clock: &mut Clock) {
    let at = clock.end;
    let hour = usize::from(scan.is(at, Role::HourMark));
    let named = if scan.is(at + hour, Role::Zone) || scan.is(at + hour, Role::Local) {
        at + hour + 1
    } else if hour == 1 && scan.is(at + 1, Role::Of) && scan.is_name(at + 2) {
        at + 3
    } else if clock.exact && scan.is(at, Role::On) && scan.is_name(at + 1) {
        at + 2
    } else {
        return;
    };
    clock.end = named;
    clock.exact = true;
}

/// `27/09/2020`, `27.09.20`, `27-09-2020`, `2020-09-27`.
pub(super) fn digits(scan: &Scan, at: usize) -> Option<Digits> {
    if !scan.is_number(at) {
        return None;
    }
    let first = scan.lower(at);
    let mark = scan.lower(at + 1);
    let marked = matches!(mark, "/" | "-" | ".") && scan.lower(at + 3) == mark;
    if !marked || (1..=4).any(|i| !scan.glued(at + i)) || !scan.is_number(at + 2) || !scan.is_number(at + 4) {
        return None;
    }
    let (second, third) = (scan.lower(at + 2), scan.lower(at + 4));
    if first.len() == 4 {
        let third = third.strip_suffix('t').unwrap_or(third);
        return (third.len() == 2).then(|| dated(third, second, first, at + 5))?;
    }
    dated(first, second, third, at + 5)
}

/// `2020-10`, `10/2020`.
pub(super) fn year_month(scan: &Scan, at: usize) -> Option<Digits> {
    let mark = scan.lower(at + 1);
    let glued = scan.glued(at + 1) && scan.glued(at + 2) && scan.is_number(at) && scan.is_number(at + 2);
    if !glued || !matches!(mark, "-" | "/") || (scan.glued(at + 3) && scan.lower(at + 3) == mark) {
        return None;
    }
    let (first, second) = (scan.lower(at), scan.lower(at + 2));
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let month = u8::try_from(plain(month, 2)?).ok().filter(|m| (1..=12).contains(m))?;
    Some(Digits { day: None, month, year: year_of(year)?, end: at + 3 })
}

fn dated(day: &str, month: &str, year: &str, end: usize) -> Option<Digits> {
    let day = u8::try_from(plain(day, 2)?).ok().filter(|d| (1..=31).contains(d))?;
    let month = u8::try_from(plain(month, 2)?).ok().filter(|m| (1..=12).contains(m))?;
    Some(Digits { day: Some(day), month, year: year_of(year)?, end })
}

/// Four digits, or two: below 50 of this century.
fn year_of(text: &str) -> Option<i32> {
    let value = i32::try_from(plain(text, 4)?).ok()?;
    match text.len() {
        4 if (1000..=2999).contains(&value) => Some(value),
        2 if value < 50 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}
