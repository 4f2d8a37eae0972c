//! What words of time say, before any publication day is known.

use super::PartOfDay;
use crate::document::Mention;
use crate::language::{Reference, Season, TimeUnit};
use crate::syntax::Direction;
use chrono::Weekday;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A word that sets a day, week, month … against another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Modifier {
    /// Nothing but the name.
    #[default]
    None,
    /// `dernier`: before now, now not counted.
    Last,
    /// `prochain`: after now, now not counted.
    Next,
    /// `suivant`: after the day told of.
    Following,
    /// `précédent`: before the day told of.
    Previous,
    /// `ce`: of now.
    This,
    /// `même`: the one told of.
    Same,
}

/// A day as words name it, within a range or a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Day {
    /// `jeudi`.
    Weekday(Weekday),
    /// `17`, `17 octobre`, `jeudi 17 octobre 2020`.
    MonthDay {
        /// The weekday where named too.
        weekday: Option<Weekday>,
        /// 1 to 31.
        day: u8,
        /// 1 to 12.
        month: Option<u8>,
        /// The year.
        year: Option<i32>,
    },
    /// `hier`: days from now.
    Offset(i8),
}

/// How many, in thousandths: `30,4` is 30,400; `None` for `quelques`.
pub type Amount = Option<u64>;

/// The piece of a month, year or decade that is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// All of it, or some day in it.
    #[default]
    Whole,
    /// `début octobre`.
    Start,
    /// `mi-octobre`.
    Middle,
    /// `fin octobre`.
    End,
}

/// What an expression of time says.
///
/// ```
/// use dateline::{document::Document, language::Language, syntax::Syntax, time::{self, Expression, Modifier}};
/// let language = Language::french();
/// let doc = Document::new("a.txt", "Il est arrivé mardi dernier à Moscou.", language);
/// let mentions = time::find(&doc, &Syntax::of(&doc, language), language);
/// assert_eq!(
///     mentions[0].value.expression,
///     Expression::Weekday { day: chrono::Weekday::Tue, part: None, modifier: Modifier::Last }
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expression {
    /// `mardi`, `mardi soir`, `mardi dernier`, `ce mardi`.
    Weekday {
        /// Which.
        day: Weekday,
        /// The part of that day.
        part: Option<PartOfDay>,
        /// `dernier`, `prochain`, …
        modifier: Modifier,
    },
    /// `mardi de la semaine dernière`, `jeudi de cette semaine`.
    WeekdayOf {
        /// Which.
        day: Weekday,
        /// The part of that day.
        part: Option<PartOfDay>,
        /// How many weeks from the anchor's; negative before it.
        weeks: i8,
    },
    /// `le 27 septembre`, `27/09/2020`, `vendredi 11 novembre`, `le 10`.
    MonthDay {
        /// The weekday where named too.
        weekday: Option<Weekday>,
        /// 1 to 31.
        day: u8,
        /// 1 to 12; none where the reader is left to know it.
        month: Option<u8>,
        /// The year where named.
        year: Option<i32>,
        /// The part of that day.
        part: Option<PartOfDay>,
        /// `dernier`, `prochain`.
        modifier: Modifier,
    },
    /// A step on the calendar from the anchor: `hier`, `ce matin`, `la veille`, `la semaine dernière`, `l'an prochain`.
    Relative {
        /// How many units; negative before the anchor.
        steps: i32,
        /// The unit.
        unit: TimeUnit,
        /// The part of the day.
        part: Option<PartOfDay>,
    },
    /// A measured distance from the anchor: `il y a trois jours`, `deux semaines plus tard`, `depuis un mois`.
    Distance {
        /// How many units, in thousandths.
        amount: Amount,
        /// The unit.
        unit: TimeUnit,
        /// Whether it lies after the anchor.
        later: bool,
    },
    /// `ces derniers jours`, `les trois prochaines semaines`: a stretch that ends or begins now.
    Stretch {
        /// How many units, in thousandths.
        amount: Amount,
        /// The unit.
        unit: TimeUnit,
        /// Whether it lies ahead.
        ahead: bool,
    },
    /// A night: `dans la nuit`, `dans la nuit de jeudi à vendredi`, `la nuit du 17 au 18 octobre`, `la nuit dernière`.
    Night {
        /// The evening it begins on; the anchor's where none is named.
        first: Option<Day>,
        /// The morning it ends on.
        last: Option<Day>,
        /// `dernière`, `suivante`, `cette`.
        modifier: Modifier,
    },
    /// `du 3 au 5 octobre`, `de lundi à mercredi`.
    Range {
        /// Its first day.
        from: Day,
        /// Its last day.
        to: Day,
    },
    /// A range of months, `de mars à mai 2020`.
    Months {
        /// The first, 1 to 12.
        from: u8,
        /// The last, 1 to 12.
        to: u8,
        /// The year where named.
        year: Option<i32>,
    },
    /// `octobre`, `octobre 2020`, `mi-octobre`.
    Month {
        /// 1 to 12.
        month: u8,
        /// The year where named.
        year: Option<i32>,
        /// The piece of it.
        piece: Piece,
        /// `dernier`, `prochain`.
        modifier: Modifier,
    },
    /// `en 1994`, `fin 2019`.
    Year {
        /// Which.
        year: i32,
        /// The piece of it.
        piece: Piece,
    },
    /// `entre 1988 et 1994`.
    Years {
        /// The first.
        from: i32,
        /// The last.
        to: i32,
    },
    /// `fin de l'année dernière`, `début de semaine`: a piece of a calendar unit.
    PieceOf {
        /// Which unit, from the anchor.
        steps: i32,
        /// The unit.
        unit: TimeUnit,
        /// The piece of it.
        piece: Piece,
    },
    /// `le premier trimestre 2020`, `le second semestre`.
    NthOfYear {
        /// Quarter or half-year.
        unit: TimeUnit,
        /// 1 to 4.
        number: u8,
        /// The year where named.
        year: Option<i32>,
    },
    /// `les années 1990`: its first year.
    Decade {
        /// 1990 for `années 1990` and `années 90`.
        year: i32,
        /// The piece of it.
        piece: Piece,
    },
    /// `le XIXe siècle`: 19.
    Century {
        /// Which.
        number: u8,
        /// The piece of it.
        piece: Piece,
    },
    /// `au printemps 2016`, `l'été dernier`, `en été`.
    Season {
        /// Which.
        season: Season,
        /// The year where named.
        year: Option<i32>,
        /// `dernier`, `prochain`, `ce`.
        modifier: Modifier,
    },
    /// `à Pâques`: days from Easter Sunday.
    Easter {
        /// Days from Easter Sunday.
        days: i16,
        /// The year where named.
        year: Option<i32>,
    },
    /// `à 18h45`, `vers midi`: minutes since midnight of the anchor's day.
    Clock {
        /// 0 to 1440.
        minutes: u16,
    },
    /// `pendant 10 heures`, `trois ans`.
    Duration {
        /// How many units, in thousandths.
        amount: Amount,
        /// The unit.
        unit: TimeUnit,
    },
    /// `chaque jour`, `tous les deux ans`, `annuel`.
    Every {
        /// How many units lie between.
        count: u32,
        /// The unit.
        unit: TimeUnit,
    },
    /// `tous les mardis`, `le mercredi`.
    EveryWeekday {
        /// Which.
        day: Weekday,
        /// The part of that day.
        part: Option<PartOfDay>,
    },
    /// `chaque matin`.
    EveryPart {
        /// Which.
        part: PartOfDay,
    },
    /// `désormais`, `auparavant`, `bientôt`.
    Ref(Reference),
    /// `à la veille du scrutin`: so many days before an event that is no date (negative), or after it.
    DayFromEvent {
        /// Days from the event's.
        days: i8,
    },
    /// `trois jours après le scrutin`.
    DistanceFromEvent {
        /// How many units, in thousandths.
        amount: Amount,
        /// The unit.
        unit: TimeUnit,
        /// Whether it lies after the event.
        later: bool,
    },
    /// `le 11-Septembre`: the name of an event, not a day of the story.
    Name {
        /// 1 to 31.
        day: u8,
        /// 1 to 12.
        month: u8,
    },
    /// `le 31 octobre 99999`, `fin octobre 0000`: a date whose year no calendar of the news has, and so no day at all.
    NoYear {
        /// Whether it names a day, and not a month only.
        day: bool,
    },
}

impl Expression {
    /// Whether it tells of one day or a part of one, so that `le lendemain` may count from it.
    #[must_use]
    pub fn tells_day(&self) -> bool {
        match self {
            Self::Weekday { .. }
            | Self::WeekdayOf { .. }
            | Self::MonthDay { .. }
            | Self::Night { .. }
            | Self::Range { .. }
            | Self::Easter { .. } => true,
            Self::Relative { unit, .. } => *unit == TimeUnit::Day,
            Self::Distance { amount, unit, .. } => *unit == TimeUnit::Day && amount.is_some(),
            // `le lendemain` of no day is no day either.
            Self::NoYear { day } => *day,
            _ => false,
        }
    }

    /// The same in a year, where it names a day without one.
    #[must_use]
    pub(super) fn in_year(self, of: i32) -> Self {
        let named = |day: Day| match day {
            Day::MonthDay { weekday, day, month: Some(month), year: None } => {
                Day::MonthDay { weekday, day, month: Some(month), year: Some(of) }
            }
            other => other,
        };
        match self {
            Self::MonthDay { weekday, day, month: Some(month), year: None, part, modifier } => {
                Self::MonthDay { weekday, day, month: Some(month), year: Some(of), part, modifier }
            }
            Self::Night { first, last, modifier } => {
                Self::Night { first: first.map(named), last: last.map(named), modifier }
            }
            Self::Range { from, to } => Self::Range { from: named(from), to: named(to) },
            other => other,
        }
    }

    /// Whether it is a duration or a recurrence, which no day can be given to.
    #[must_use]
    pub fn is_timeless(&self) -> bool {
        matches!(
            self,
            Self::Duration { .. }
                | Self::Every { .. }
                | Self::EveryWeekday { .. }
                | Self::EveryPart { .. }
                | Self::Ref(_)
        )
    }
}

/// What a relative expression counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Anchor {
    /// The publication day.
    Publication,
    /// The mention of this index, which stands earlier.
    Mention(usize),
    /// An event that the words name (`au lendemain du scrutin`): no day is known from the words alone.
    Event,
    /// Nothing: a full date, a duration.
    None,
}

/// What the words before an expression make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The time itself.
    #[default]
    None,
    /// `depuis`, `à partir de`, `à compter de`, `dès`: what begins then.
    Onset,
    /// `jusqu'à`: what lasts until then.
    Until,
    /// `d'ici`, `avant`, `au plus tard`, `sous`: what is due by then.
    By,
    /// `après`: what comes later than it.
    After,
}

/// An expression of time in its sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timed {
    /// What the words say.
    pub expression: Expression,
    /// Which way the verb that governs it looks.
    pub direction: Direction,
    /// What it counts from.
    pub anchor: Anchor,
    /// Whether it is a beginning, an end or a deadline.
    pub bound: Bound,
    /// The tokens with the words before (`depuis`, `il y a`, `dans`) that belong to it.
    pub phrase: Range<usize>,
    /// The tokens of its TIMEX3 spans: two where a range names its ends apart.
    pub cores: (Range<usize>, Option<Range<usize>>),
}

/// An expression of time at its place. Its span is that of its TIMEX3 cores; [`Timed::phrase`] reaches further.
pub type TimeMention = Mention<Timed>;
