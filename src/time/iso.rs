//! Days as files write them.

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};
use std::fmt;
use std::io::Write as _;

/// A day as chrono displays it (`2020-10-05`), in a tenth of its time: files write one for every source of an event.
#[derive(Clone, Copy)]
pub(crate) struct Iso {
    text: [u8; Self::LONGEST],
    length: usize,
}

impl Iso {
    /// Years beyond 9999 have a sign and six figures at the most.
    const LONGEST: usize = 13;

    pub fn of(day: NaiveDate) -> Self {
        let mut text = [b'-'; Self::LONGEST];
        let Some(year) = u16::try_from(day.year()).ok().filter(|year| *year < 10_000) else {
            let mut rest = text.as_mut_slice();
            // All of it fits.
            let _ = write!(rest, "{day}");
            let length = Self::LONGEST - rest.len();
            return Self { text, length };
        };
        let digit = |value: u32, ten: u32| b"0123456789"[(value / ten % 10) as usize];
        let (year, month, day) = (u32::from(year), day.month(), day.day());
        text[..4].copy_from_slice(&[digit(year, 1000), digit(year, 100), digit(year, 10), digit(year, 1)]);
        text[5..7].copy_from_slice(&[digit(month, 10), digit(month, 1)]);
        text[8..10].copy_from_slice(&[digit(day, 10), digit(day, 1)]);
        Self { text, length: 10 }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.length]).unwrap_or_default()
    }
}

impl fmt::Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_are_written_as_chrono_writes_them(days in -95_000_000i32..95_000_000, near in 0i32..4_000_000) {
            for day in [days, near].into_iter().filter_map(NaiveDate::from_num_days_from_ce_opt) {
                let iso = Iso::of(day);
                prop_assert_eq!(iso.as_str(), day.to_string());
                prop_assert_eq!(serde_json::to_string(&iso).unwrap(), serde_json::to_string(&day).unwrap());
            }
        }
    }
}
