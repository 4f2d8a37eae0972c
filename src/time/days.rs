//! Days and how exactly they are known.

use crate::language::DayPart;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How exactly a span of days is known; the contract's `date_precision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A part of one day, or a night.
    PartOfDay,
    /// One day.
    Day,
    /// From a day to a day.
    Range,
    /// A week or a week-end.
    Week,
    /// A month or a part of one.
    Month,
    /// A year or a season.
    Year,
    /// A decade, a century.
    Decade,
    /// Nothing is known.
    Unknown,
}

impl Precision {
    /// Whether an event so dated stands in a day file.
    #[must_use]
    pub fn has_day(self) -> bool {
        self <= Self::Range
    }

    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PartOfDay => "part-of-day",
            Self::Day => "day",
            Self::Range => "range",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Unknown => "unknown",
        }
    }
}

/// Part of a day, as TIMEX3 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartOfDay {
    /// `TMO`
    Morning,
    /// `TAF`
    Afternoon,
    /// `TEV`
    Evening,
    /// `TNI`
    Night,
    /// `TDT`
    Daytime,
    /// Minutes since midnight of a clock time.
    Clock(u16),
}

/// Civil days from `first` to `last`, both counted; `None` at an end that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
    /// How exactly it is known.
    pub precision: Precision,
    /// Which part of the first day, where told.
    pub part: Option<PartOfDay>,
}

impl Days {
    /// One whole day.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self { first: Some(day), last: Some(day), precision: Precision::Day, part: None }
    }

    /// A day, or the part of it that is told.
    #[must_use]
    pub fn part_of(day: NaiveDate, part: Option<PartOfDay>) -> Self {
        let precision = if part.is_some() { Precision::PartOfDay } else { Precision::Day };
        Self { first: Some(day), last: Some(day), precision, part }
    }

    /// The days from `first` to `last`.
    #[must_use]
    pub fn span(first: NaiveDate, last: NaiveDate, precision: Precision) -> Self {
        Self { first: Some(first), last: Some(last), precision, part: None }
    }

    /// Whether what is told goes on from the first day with no end named (`depuis le 27 septembre`).
    #[must_use]
    pub fn open_end(&self) -> bool {
        self.first.is_some() && self.last.is_none()
    }

    /// Whether what is told lasts to the last day with no beginning named (`jusqu'au 4 novembre`).
    #[must_use]
    pub fn open_start(&self) -> bool {
        self.first.is_none() && self.last.is_some()
    }
}

impl From<DayPart> for PartOfDay {
    fn from(part: DayPart) -> Self {
        match part {
            DayPart::Morning => Self::Morning,
            DayPart::Noon => Self::Clock(12 * 60),
            DayPart::Afternoon => Self::Afternoon,
            DayPart::Evening => Self::Evening,
            DayPart::Night => Self::Night,
            DayPart::Daytime => Self::Daytime,
        }
    }
}
