//! Days and how exactly they are known.

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
