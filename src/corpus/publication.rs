//! When one document was published, as far as it tells itself.

use super::event::{Basis, Published};
use crate::document::{BlockKind, Document};
use crate::syntax::{Direction, GroupTense, Syntax};
use crate::time::{self, Bound, Day, Expression, Modifier, TimeMention};
use chrono::{Datelike, Days as ChronoDays, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What in a document says when it was published: time mentions by the kind of block they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clues {
    /// Stated outside the text (a meta element, a field of its line).
    pub stated: Option<NaiveDate>,
    /// Mentions in front matter, in order.
    front: Vec<usize>,
    /// Full dates elsewhere above the story: page heads, `AA / Bangkok / 28.03.2021`.
    head: Vec<usize>,
    /// In the dateline.
    dateline: Vec<usize>,
    /// In captions.
    captions: Vec<usize>,
    /// In a machine's header line.
    header: Vec<usize>,
    /// In headline, headings and story.
    story: Vec<usize>,
    /// Of those, the ones in a phrase behind `depuis`: they may lie far back.
    since: Vec<usize>,
    /// Of those, the ones told in the pluperfect: a range among them is over.
    over: Vec<usize>,
    /// The weekday that the first sentence of the story tells as past, where it tells one alone.
    lead: Option<Weekday>,
}

/// Whether a mention stands in a phrase behind `depuis`: `depuis la reprise des combats, le 27 septembre`.
fn is_since(doc: &Document, mention: &TimeMention) -> bool {
    let sentence = &doc.sentences[doc.sentence_at(mention.tokens.start)];
    (sentence.tokens.start..mention.tokens.start).rev().take(9).any(|t| doc.lower(t) == "depuis")
}

/// Whether a mention follows a word of publishing: `publié le`, `mise à jour du`.
fn is_update(doc: &Document, mention: &TimeMention) -> bool {
    let lexicon = crate::language::Language::french().lexicon();
    let start = doc.sentences[doc.sentence_at(mention.tokens.start)].tokens.start;
    (start..mention.tokens.start)
        .rev()
        .take(5)
        .any(|t| lexicon.classes(doc.tokens[t].word).has(crate::language::Class::Published))
}

/// A day on the calendar, from the figures at the start of a stated date.
fn stated(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let ymd = text.get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
    let dmy = || text.get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%d/%m/%Y").ok());
    let packed = || text.get(..8).and_then(|d| NaiveDate::parse_from_str(d, "%Y%m%d").ok());
    ymd.or_else(dmy).or_else(packed)
}

impl Clues {
    /// Sorts a document's time mentions by what they may say of its publication.
    #[must_use]
    pub fn of(doc: &Document, syntax: &Syntax, times: &[TimeMention]) -> Self {
        let mut clues = Self { stated: doc.published.as_deref().and_then(stated), ..Self::default() };
        let story = doc.blocks.iter().find(|b| b.kind == BlockKind::Paragraph).map_or(u32::MAX, |b| b.span.start);
        for (index, mention) in times.iter().enumerate() {
            let kind = doc.block_of(doc.sentence_at(mention.tokens.start)).kind;
            let dated = matches!(mention.value.expression, Expression::MonthDay { month: Some(_), year: Some(_), .. });
            let page = matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Residue);
            // `Mise à jour du mardi 11 janvier 2022` says it wherever it stands.
            if dated && (mention.span.start < story && page || is_update(doc, mention)) {
                clues.head.push(index);
                continue;
            }
            let list = match kind {
                BlockKind::FrontMatter => &mut clues.front,
                BlockKind::Dateline => &mut clues.dateline,
                BlockKind::Caption => &mut clues.captions,
                BlockKind::Header => &mut clues.header,
                BlockKind::Title | BlockKind::Heading | BlockKind::Paragraph => &mut clues.story,
                BlockKind::Residue => continue,
            };
            list.push(index);
            if is_since(doc, mention) {
                clues.since.push(index);
            }
            if syntax.governor(mention.tokens.start).is_some_and(|v| v.tense == GroupTense::Pluperfect) {
                clues.over.push(index);
            }
        }
        clues.lead = lead(doc, times);
        clues
    }
}

/// The one bare weekday that the first sentence of the first paragraph tells as past.
fn lead(doc: &Document, times: &[TimeMention]) -> Option<Weekday> {
    let sentence = doc.sentences.iter().find(|s| doc.blocks[s.block].kind == BlockKind::Paragraph)?;
    let mut told = times
        .iter()
        .filter(|m| sentence.tokens.contains(&m.tokens.start) && m.value.expression.tells_day())
        .map(|m| match m.value.expression {
            Expression::Weekday { day, modifier: Modifier::None | Modifier::This, .. }
                if m.value.direction == Direction::Past && m.value.bound == Bound::None =>
            {
                Some(day)
            }
            _ => None,
        });
    let first = told.next()??;
    told.next().is_none().then_some(first)
}

/// The publication day a document allows by itself, with what is worth a warning.
pub(super) fn decide(clues: &Clues, times: &[TimeMention]) -> (Published, Vec<String>) {
    let hint = year_hint(clues, times);
    // The year of an old war is not that of `le vendredi 16 mai`: the one year soon behind it that has such a day is.
    let year = hint.filter(|y| dated_weekdays(clues, times).all(|(m, d, w)| falls_on(*y, m, d, w)));
    let soon = || {
        let mut fits = (hint?..hint? + YEARS_BEHIND)
            .filter(|y| dated_weekdays(clues, times).all(|(m, d, w)| falls_on(*y, m, d, w)));
        fits.next().filter(|_| fits.next().is_none())
    };
    decide_in(clues, times, year.or_else(soon))
}

/// A story that names a year names one not longer ago, where its own year has to be found by a weekday.
const YEARS_BEHIND: i32 = 6;

/// Month, day and weekday of the dates in the story that name a weekday and no year.
fn dated_weekdays<'a>(clues: &'a Clues, times: &'a [TimeMention]) -> impl Iterator<Item = (u32, u32, Weekday)> + 'a {
    clues.story.iter().filter_map(|i| match times[*i].value.expression {
        Expression::MonthDay { day, month: Some(month), year: None, weekday: Some(weekday), .. } => {
            Some((u32::from(month), u32::from(day), weekday))
        }
        _ => None,
    })
}

/// Whether a date falls on a weekday in a year.
fn falls_on(year: i32, month: u32, day: u32, weekday: Weekday) -> bool {
    NaiveDate::from_ymd_opt(year, month, day).is_some_and(|date| date.weekday() == weekday)
}

/// Whether a document names no year, so that [`in_years`] may find days for it.
pub(super) fn is_without_year(clues: &Clues, times: &[TimeMention]) -> bool {
    year_hint(clues, times).is_none()
}

/// The days a document that names no year could have been published on in one of `years`, those of the documents beside
/// it: the day and month it states, or the weekday and date it names, must fit the calendar of the year.
pub(super) fn in_years(clues: &Clues, times: &[TimeMention], years: &BTreeSet<i32>) -> Vec<NaiveDate> {
    if year_hint(clues, times).is_some() {
        return Vec::new();
    }
    let weekdays = current_weekday(clues, times);
    let mut days = Vec::new();
    for year in years {
        let dated = clues.story.iter().chain(&clues.dateline).all(|i| match times[*i].value.expression {
            Expression::MonthDay { weekday: Some(weekday), .. } => {
                full(&times[*i], Some(*year)).is_none_or(|day| day.weekday() == weekday)
            }
            _ => true,
        });
        if !dated {
            continue;
        }
        let (published, _) = decide_in(clues, times, Some(*year));
        let found = published.date.map_or(published.candidates, |day| vec![day]);
        // A page written on the day after the last weekday it names still fits.
        days.extend(found.into_iter().filter(|day| {
            weekdays.is_empty()
                || weekdays.contains(&day.weekday())
                || day.pred_opt().is_some_and(|d| weekdays.contains(&d.weekday()))
        }));
    }
    days.sort_unstable();
    days.dedup();
    days.truncate(31);
    days
}

fn decide_in(clues: &Clues, times: &[TimeMention], year: Option<i32>) -> (Published, Vec<String>) {
    let mut warnings = Vec::new();
    let decided =
        |date: NaiveDate, basis: Basis| Published { date: Some(date), basis: Some(basis), candidates: vec![date] };
    let strong: Vec<(NaiveDate, Basis)> = clues
        .stated
        .map(|d| (d, Basis::Stated))
        .into_iter()
        .chain(clues.front.iter().filter_map(|i| full(&times[*i], year).map(|d| (d, Basis::Stated))).take(1))
        .chain(clues.dateline.iter().filter_map(|i| full(&times[*i], year).map(|d| (d, Basis::Dateline))).take(1))
        .chain(clues.head.iter().filter_map(|i| full(&times[*i], year).map(|d| (d, Basis::Stated))).take(1))
        .chain(now(clues, times, year).map(|d| (d, Basis::Weekday)))
        .collect();
    if let Some(&(date, basis)) = strong.first() {
        for (other, their) in &strong[1..] {
            // A page published the day after its dispatch is no contradiction.
            if (*other - date).num_days().abs() > 1 {
                warnings.push(format!(
                    "says {date} ({}) and {other} ({}): the first is taken",
                    basis.name(),
                    their.name()
                ));
            }
        }
        return (decided(date, basis), warnings);
    }
    let weekdays = current_weekday(clues, times);
    let (low, high) = limits(clues, times, year);
    // A day told as to come that lies before one told as past was misread: past days are the firmer.
    let high = high.filter(|h| low.is_none_or(|l| l <= *h));
    if let Some(date) = yesterday(clues, times, year) {
        return (decided(date, Basis::Weekday), warnings);
    }
    let fits = |d: &NaiveDate| {
        (weekdays.is_empty() || weekdays.contains(&d.weekday()))
            && low.is_none_or(|l| *d >= l)
            && high.is_none_or(|h| *d <= h)
            && dated_weekdays(clues, times)
                .all(|(month, day, weekday)| (-1..=1).any(|n| falls_on(d.year() + n, month, day, weekday)))
    };
    // A photograph of a day within the week before: the first fitting day from it on.
    let caption = clues.captions.iter().filter_map(|i| full(&times[*i], year)).max();
    let month = header_month(clues, times);
    let recent = caption.filter(|c| month.is_none_or(|(y, m)| (c.year(), c.month()) == (y, m)));
    if let Some(caption) = recent
        && !weekdays.is_empty()
    {
        let near: Vec<NaiveDate> = week_from(caption).filter(fits).collect();
        if let Some(first) = near.first() {
            return (decided(*first, Basis::Caption), warnings);
        }
    }
    let Some((year, month)) = month else {
        let candidates: Vec<NaiveDate> = low.map(|l| week_from(l).filter(fits).collect()).unwrap_or_default();
        // `Dimanche 24 septembre` bears out the year that the text names elsewhere, and its other weekdays leave one day.
        let mut dated = dated_weekdays(clues, times).peekable();
        let borne_out = dated.peek().is_some()
            && dated.all(|(m, d, w)| year_hint(clues, times).is_some_and(|y| falls_on(y, m, d, w)));
        if let ([only], true, false) = (candidates.as_slice(), borne_out, weekdays.is_empty()) {
            return (decided(*only, Basis::Weekday), warnings);
        }
        // A dispatch opens with what is new: the weekday of its first sentence, in the week behind `samedi 4 janvier 2020`.
        // A date without its weekday may be of long ago.
        let dated_fully = clues.story.iter().any(|i| {
            matches!(times[*i].value.expression, Expression::MonthDay { weekday: Some(_), year: Some(_), .. })
                && full(&times[*i], None).is_some_and(|d| low == Some(d))
        });
        if let (Some(lead), Some(low), true) = (clues.lead, low, dated_fully)
            && let Some(day) = week_from(low).find(|d| d.weekday() == lead && high.is_none_or(|h| *d <= h))
        {
            return (decided(day, Basis::Weekday), warnings);
        }
        if let ([only], true, false) = (candidates.as_slice(), dated_fully, weekdays.is_empty()) {
            return (decided(*only, Basis::Weekday), warnings);
        }
        return (Published { date: None, basis: None, candidates }, warnings);
    };
    let mut candidates: Vec<NaiveDate> = month_days(year, month).filter(fits).collect();
    if candidates.is_empty() {
        // The header gives way to the text.
        if let Some(low) = low.or(high) {
            candidates = week_from(low).filter(fits).collect();
            if !candidates.is_empty() {
                warnings
                    .push(format!("the header's month {year}-{month:02} does not fit the text's days from {low} on"));
            }
        }
    }
    let date = match candidates.as_slice() {
        [only] if !weekdays.is_empty() || low.is_some() => Some(*only),
        // The first such weekday within the week behind the last day that the story dates.
        [first, ..] if !weekdays.is_empty() && low.is_some_and(|l| (*first - l).num_days() <= 7) => Some(*first),
        _ => None,
    };
    candidates.truncate(31);
    let basis = date.map(|_| Basis::Header);
    (Published { date, basis, candidates }, warnings)
}

fn week_from(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).filter_map(move |n| day.checked_add_days(ChronoDays::new(n)))
}

fn month_days(year: i32, month: u32) -> impl Iterator<Item = NaiveDate> {
    (1..=31).filter_map(move |d| NaiveDate::from_ymd_opt(year, month, d))
}

/// The day of a mention that gives day and month; the year may come from the page.
fn full(mention: &TimeMention, hint: Option<i32>) -> Option<NaiveDate> {
    match mention.value.expression {
        Expression::MonthDay { day, month: Some(month), year, .. } => {
            NaiveDate::from_ymd_opt(year.or(hint)?, u32::from(month), u32::from(day))
        }
        _ => None,
    }
}

/// A year the document names with a day or month, outside the story first.
fn year_hint(clues: &Clues, times: &[TimeMention]) -> Option<i32> {
    let of = |list: &[usize]| {
        list.iter().find_map(|i| match times[*i].value.expression {
            Expression::MonthDay { year, .. } | Expression::Month { year, .. } => year,
            _ => None,
        })
    };
    of(&clues.front)
        .or_else(|| of(&clues.head))
        .or_else(|| of(&clues.dateline))
        .or_else(|| of(&clues.captions))
        .or_else(|| of(&clues.header))
        .or_else(|| of(&clues.story))
}

fn header_month(clues: &Clues, times: &[TimeMention]) -> Option<(i32, u32)> {
    clues.header.iter().chain(&clues.dateline).find_map(|i| match times[*i].value.expression {
        Expression::Month { month, year: Some(year), .. } => Some((year, u32::from(month))),
        _ => None,
    })
}

/// `ce lundi 17 avril 2023`, `aujourd'hui 3 mai`: the day of the telling, dated.
fn now(clues: &Clues, times: &[TimeMention], year: Option<i32>) -> Option<NaiveDate> {
    clues.story.iter().find_map(|i| match times[*i].value.expression {
        Expression::MonthDay { modifier: Modifier::This, .. } => full(&times[*i], year),
        _ => None,
    })
}

/// `hier 30 octobre`, `avant-hier, samedi 12 mars`: a relative day and its date side by side.
fn yesterday(clues: &Clues, times: &[TimeMention], year: Option<i32>) -> Option<NaiveDate> {
    clues.story.windows(2).find_map(|pair| {
        let (a, b) = (&times[pair[0]], &times[pair[1]]);
        if b.tokens.start.saturating_sub(a.tokens.end) > 1 {
            return None;
        }
        let Expression::Relative { steps, unit, .. } = a.value.expression else { return None };
        if unit != crate::language::TimeUnit::Day || a.value.anchor != time::Anchor::Publication {
            return None;
        }
        let day = full(b, year)?;
        day.checked_sub_signed(chrono::TimeDelta::try_days(i64::from(steps))?)
    })
}

/// The weekdays that the day of the telling may be: those from which the bare weekdays told as past are least far
/// back in sum. News names the days of its week; the one it is written on is the latest of them.
fn current_weekday(clues: &Clues, times: &[TimeMention]) -> Vec<Weekday> {
    let mut past: Vec<Weekday> = Vec::new();
    for index in &clues.story {
        let mention = &times[*index];
        if mention.value.bound != Bound::None {
            continue;
        }
        match mention.value.expression {
            Expression::Weekday { day, modifier: Modifier::None | Modifier::This, .. }
                if mention.value.direction != Direction::Future =>
            {
                past.push(day);
            }
            Expression::Night { last: Some(Day::Weekday(day)), .. } => past.push(day),
            // `avant-hier, samedi`: two days on.
            _ => {}
        }
    }
    if past.is_empty() {
        return Vec::new();
    }
    let age = |now: Weekday| -> u32 {
        past.iter().map(|d| (7 + now.num_days_from_monday() - d.num_days_from_monday()) % 7).sum()
    };
    let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let named = all.into_iter().filter(|d| past.contains(d));
    let least = named.clone().map(age).min().unwrap_or_default();
    named.filter(|d| age(*d) == least).collect()
}

/// The last day the story dates as past, and the first it dates as to come: publication lies between.
fn limits(clues: &Clues, times: &[TimeMention], year: Option<i32>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let (mut low, mut high): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    let header = header_month(clues, times);
    let end = header.and_then(|(y, m)| month_days(y, m).last());
    let resolved = time::resolve(times, None);
    for index in clues.story.iter().chain(&clues.captions) {
        let mention = &times[*index];
        if matches!(mention.value.bound, Bound::Onset | Bound::Until | Bound::By) || clues.since.contains(index) {
            continue;
        }
        let ahead = mention.value.direction == Direction::Future;
        let of = |day: u8, month: Option<u8>, own: Option<i32>| {
            month.and_then(|m| NaiveDate::from_ymd_opt(own.or(year)?, u32::from(m), u32::from(day)))
        };
        let day = match mention.value.expression {
            Expression::MonthDay { .. } => full(mention, year),
            Expression::Night { last: Some(Day::MonthDay { day, month, year, .. }), .. } => of(day, month, year),
            // A range that goes on has only begun; one told in the pluperfect is over.
            Expression::Range { from: Day::MonthDay { day: first, month, year, .. }, to } => match to {
                Day::MonthDay { day, month, year, .. } if clues.over.contains(index) => of(day, month, year),
                Day::MonthDay { month: last, .. } => of(first, month.or(last), year),
                _ => of(first, month, year),
            },
            _ => None,
        };
        let day = day.or_else(|| match mention.value.expression {
            // `le 4 et le 11 octobre`, `Agdam le 20`: the month stands in another mention.
            Expression::MonthDay { .. } => resolved.get(*index).copied().flatten().and_then(|d| d.first),
            _ => None,
        });
        let Some(mut day) = day else { continue };
        // A past day beyond the month the page bears is of the year before.
        if !ahead && end.is_some_and(|e| (day - e).num_days() > 31) {
            day = day.with_year(day.year() - 1).unwrap_or(day);
        }
        if ahead {
            high = Some(high.map_or(day, |h| h.min(day)));
        } else {
            low = Some(low.map_or(day, |l| l.max(day)));
        }
    }
    (low, high)
}
