//! What is told as bytes, for the spool: never read by another run, so there is no version of it.
//!
//! All bytes but those of texts are ASCII, so that what is packed is itself a text, and is checked to be one in one go.

use crate::event::{EventType, PlaceBasis, Status, Toll, When};
use crate::time::{Days, PartOfDay, Precision};
use chrono::{Datelike, NaiveDate};

/// What can be written as bytes and read back.
pub(super) trait Pack: Sized {
    /// Appends itself.
    fn pack(&self, out: &mut Vec<u8>);

    /// Takes itself from the front of `from`; none where that holds something else.
    fn unpack(from: &mut &[u8]) -> Option<Self>;
}

impl Pack for u64 {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x40 {
            out.push((rest & 0x3f) as u8 | 0x40);
            rest >>= 6;
        }
        #[allow(clippy::cast_possible_truncation)] // below 0x40
        out.push(rest as u8);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(6) {
            let (byte, rest) = from.split_first()?;
            *from = rest;
            value |= u64::from(byte & 0x3f) << shift;
            if byte & 0x40 == 0 {
                return Some(value);
            }
        }
        None
    }
}

/// Numbers as the `u64` they fit into.
macro_rules! small {
    ($($number:ty),*) => {$(
        impl Pack for $number {
            fn pack(&self, out: &mut Vec<u8>) {
                u64::try_from(*self).unwrap_or_default().pack(out);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Self::try_from(u64::unpack(from)?).ok()
            }
        }
    )*};
}
small!(u16, u32, usize);

impl Pack for i32 {
    fn pack(&self, out: &mut Vec<u8>) {
        // Small on either side of nought.
        self.cast_unsigned().rotate_left(1).pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(u32::unpack(from)?.rotate_right(1).cast_signed())
    }
}

impl Pack for f64 {
    fn pack(&self, out: &mut Vec<u8>) {
        // Of short numbers the last bits are mostly nought.
        self.to_bits().reverse_bits().pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self::from_bits(u64::unpack(from)?.reverse_bits()))
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        Some(*byte != 0)
    }
}

/// So many bytes, the number of which stands before them.
pub(super) fn bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::unpack(from)?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// The bytes of a text, where they stand.
pub(super) fn text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(bytes(from)?).ok()
}

/// What [`text`] reads.
pub(super) fn pack_text(text: &str, out: &mut Vec<u8>) {
    text.len().pack(out);
    out.extend_from_slice(text.as_bytes());
}

/// As an `Option` of it is packed.
pub(super) fn pack_some_text(text: Option<&str>, out: &mut Vec<u8>) {
    text.is_some().pack(out);
    if let Some(text) = text {
        pack_text(text, out);
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        text(from).map(str::to_owned)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = usize::unpack(from)?;
        (0..length).map(|_| T::unpack(from)).collect()
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl Pack for NaiveDate {
    fn pack(&self, out: &mut Vec<u8>) {
        self.num_days_from_ce().pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Self::from_num_days_from_ce_opt(i32::unpack(from)?)
    }
}

/// Values by their number in a list of all.
macro_rules! listed {
    ($($type:ty: $all:expr),* $(,)?) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                $all.iter().position(|value| value == self).unwrap_or_default().pack(out);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                $all.get(usize::unpack(from)?).copied()
            }
        }
    )*};
}
listed! {
    EventType: EventType::ALL,
    Status: [Status::Reported, Status::Claimed, Status::Denied, Status::Planned],
    PlaceBasis: [PlaceBasis::Stated, PlaceBasis::Inherited, PlaceBasis::Dateline, PlaceBasis::Seat],
    Precision: [
        Precision::PartOfDay, Precision::Day, Precision::Range, Precision::Week, Precision::Month, Precision::Year,
        Precision::Decade, Precision::Unknown,
    ],
}

/// Structs, field by field: a field that is not named here does not compile.
macro_rules! fields {
    ($($type:ty { $($field:ident),* })*) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                $(self.$field.pack(out);)*
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Pack::unpack(from)?),* })
            }
        }
    )*};
}
fields! {
    Toll { min, max }
    Days { first, last, precision, part }
}

impl Pack for PartOfDay {
    fn pack(&self, out: &mut Vec<u8>) {
        let code: u16 = match self {
            Self::Morning => 0,
            Self::Afternoon => 1,
            Self::Evening => 2,
            Self::Night => 3,
            Self::Daytime => 4,
            Self::Clock(minutes) => 5 + minutes.min(&2000),
        };
        code.pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(match u16::unpack(from)? {
            0 => Self::Morning,
            1 => Self::Afternoon,
            2 => Self::Evening,
            3 => Self::Night,
            4 => Self::Daytime,
            clock => Self::Clock(clock - 5),
        })
    }
}

impl Pack for When {
    fn pack(&self, out: &mut Vec<u8>) {
        let (index, shift) = match *self {
            Self::Unknown => (0, 0),
            Self::Publication { shift } => (1, shift),
            Self::Mention { index, shift } => (index + 2, shift),
        };
        index.pack(out);
        i32::from(shift).pack(out);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let (index, shift) = (usize::unpack(from)?, i8::try_from(i32::unpack(from)?).ok()?);
        Some(match index {
            0 => Self::Unknown,
            1 => Self::Publication { shift },
            _ => Self::Mention { index: index - 2, shift },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back<T: Pack + PartialEq + std::fmt::Debug>(value: &T) {
        let mut bytes = Vec::new();
        value.pack(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(T::unpack(&mut rest).as_ref(), Some(value));
        assert!(rest.is_empty());
        assert!(std::str::from_utf8(&bytes).is_ok());
        // Cut short, it is nothing, and no panic.
        for end in 0..bytes.len() {
            let _ = T::unpack(&mut &bytes[..end]);
        }
    }

    proptest! {
        #[test]
        fn numbers_and_words_come_back(a in any::<u64>(), b in any::<i32>(), c in any::<Option<u32>>(), d in any::<Vec<String>>()) {
            back(&a);
            back(&b);
            back(&c);
            back(&d);
            back(&(a, d));
        }

        #[test]
        fn days_and_what_leads_to_them_come_back(
            first in proptest::option::of(-96_000_000i32..96_000_000),
            last in proptest::option::of(-96_000_000i32..96_000_000),
            minutes in 0u16..=1440,
            index in 0usize..1 << 40,
            shift in any::<i8>(),
            number in any::<f64>().prop_filter("a number", |n| !n.is_nan()),
        ) {
            let day = |days: Option<i32>| days.and_then(NaiveDate::from_num_days_from_ce_opt);
            for part in [None, Some(PartOfDay::Clock(minutes)), Some(PartOfDay::Night), Some(PartOfDay::Daytime)] {
                for precision in [Precision::PartOfDay, Precision::Range, Precision::Decade, Precision::Unknown] {
                    back(&Days { first: day(first), last: day(last), precision, part });
                }
            }
            for when in [When::Unknown, When::Publication { shift }, When::Mention { index, shift }] {
                let mut bytes = Vec::new();
                when.pack(&mut bytes);
                prop_assert_eq!(When::unpack(&mut bytes.as_slice()), Some(when));
            }
            back(&number);
            back(&-number);
        }

        #[test]
        fn any_bytes_are_no_panic(bytes in any::<Vec<u8>>()) {
            let _ = Vec::<(String, Option<Days>)>::unpack(&mut bytes.as_slice());
        }
    }
}
