//! The ids of events: day, place, type and four digits of a hash of the point and what else tells two such events apart.

use super::merge::{Key, slug};
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::time::{Days, Iso, Precision};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The place of an event as its id names it: the gazetteer's own id, or one made of its name.
pub(super) fn of_place(place: Option<PlaceIx>, name: &str, gazetteer: &Gazetteer) -> String {
    place.map_or_else(|| slug(name), |ix| gazetteer.place(ix).id.clone())
}

/// The id of the event whose reports share `key`. `place` is its place's id, latitude and longitude; `lead` the document
/// and the quotation of the report that knows most.
pub(super) fn of(key: &Key, days: &Days, place: Option<(&str, f64, f64)>, lead: (&str, (usize, usize))) -> String {
    let kind = key.kind.name();
    let mut out = String::with_capacity(96);
    match days.first {
        Some(day) => {
            let day = Iso::of(day);
            let text = day.as_str();
            out.push_str(if days.precision.has_day() { text } else { text.rsplit_once('-').map_or(text, |(m, _)| m) });
        }
        None => out.push_str("undated"),
    }
    // Writing to a string cannot fail.
    let mut rest = String::with_capacity(160);
    rest.push_str(&out);
    match key.place {
        Some(place) => {
            let _ = write!(rest, " Some({place})");
        }
        None => rest.push_str(" None"),
    }
    match key.point {
        Some(_) => {
            let _ = write!(rest, " {:?}", key.point);
        }
        None => rest.push_str(" None"),
    }
    for part in [" ", words(days.precision), " ", kind] {
        rest.push_str(part);
    }
    if let Some((_, lat, lon)) = place {
        for (after, number) in [(" ", lat), ("", lon)] {
            Five(number).write(&mut rest);
            rest.push_str(after);
        }
    }
    if key.doc.is_some() {
        let _ = write!(rest, "{}{:?}", lead.0, lead.1);
    }
    let digest = Sha256::digest(&rest);
    out.push('-');
    out.push_str(place.map_or("nowhere", |(id, ..)| id));
    out.push('-');
    out.extend(kind.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    out.push('-');
    for byte in &digest[..2] {
        for half in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    out
}

/// A precision as ids have it.
fn words(precision: Precision) -> &'static str {
    match precision {
        Precision::PartOfDay => "PartOfDay",
        Precision::Day => "Day",
        Precision::Range => "Range",
        Precision::Week => "Week",
        Precision::Month => "Month",
        Precision::Year => "Year",
        Precision::Decade => "Decade",
        Precision::Unknown => "Unknown",
    }
}

/// A number with five decimals, as `{:.5}` writes it, which works out all of its digits first.
struct Five(f64);

impl Five {
    fn write(&self, out: &mut String) {
        let scaled = self.0.abs() * 1e5;
        let half = (scaled.fract() - 0.5).abs();
        // Close to the middle between two, only all of its digits tell which is nearer.
        if !(scaled < 999_999_999.0 && half > 1e-3) {
            let _ = write!(out, "{:.5}", self.0);
            return;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and of nine digits at most
        let mut whole = scaled.round() as u32;
        let mut text = *b"-0000.00000";
        let mut at = text.len();
        for _ in 0..5 {
            at -= 1;
            text[at] = b'0' + (whole % 10) as u8;
            whole /= 10;
        }
        at -= 1;
        while at == 5 || whole > 0 {
            at -= 1;
            text[at] = b'0' + (whole % 10) as u8;
            whole /= 10;
        }
        if self.0.is_sign_negative() {
            at -= 1;
            text[at] = b'-';
        }
        out.push_str(std::str::from_utf8(&text[at..]).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::{Five, words};
    use crate::time::Precision;
    use proptest::prelude::*;

    #[test]
    fn ids_stay_as_they_were_made_of_names_in_the_program() {
        use Precision::{Day, Decade, Month, PartOfDay, Range, Unknown, Week, Year};
        for precision in [PartOfDay, Day, Range, Week, Month, Year, Decade, Unknown] {
            assert_eq!(words(precision), format!("{precision:?}"));
        }
    }

    proptest! {
        #[test]
        fn five_decimals_are_written_as_the_formatter_writes_them(
            x in -200.0f64..200.0,
            n in -40_000_000i32..40_000_000,
            any in any::<f64>(),
        ) {
            for value in [x, f64::from(n) / 2e5, f64::from(n) / 1e4, any, 0.0, -0.0, 9_999.999_99, -9_999.999_997] {
                let mut text = String::new();
                Five(value).write(&mut text);
                prop_assert_eq!(text, format!("{value:.5}"));
            }
        }
    }
}
