//! JSON text, written piece by piece: what stands in an event is known, so no serializer needs to find it out anew for each.

use crate::time::Iso;
use chrono::NaiveDate;

/// JSON text being made.
pub(super) struct Json<'a>(&'a mut Vec<u8>);

impl<'a> Json<'a> {
    /// Writes behind what stands in `out`.
    pub(super) fn to(out: &'a mut Vec<u8>) -> Self {
        Self(out)
    }

    /// JSON as it is: keys, brackets and commas.
    #[inline]
    pub(super) fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// A string.
    pub(super) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.0.reserve(bytes.len() + 2);
        self.0.push(b'"');
        let mut rest = bytes;
        while let Some(at) = first_escaped(rest) {
            self.0.extend_from_slice(&rest[..at]);
            self.escape(rest[at]);
            rest = &rest[at + 1..];
        }
        self.0.extend_from_slice(rest);
        self.0.push(b'"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            8 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            12 => b'f',
            b'\r' => b'r',
            _ => {
                let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
                self.0.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
                return;
            }
        };
        self.0.extend_from_slice(&[b'\\', short]);
    }

    /// A value where there is one, else null.
    #[inline]
    pub(super) fn or_null<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.raw("null"),
        }
    }

    /// A string where there is one, else null.
    pub(super) fn text_or_null(&mut self, text: Option<&str>) {
        self.or_null(text, Self::text);
    }

    /// A day.
    pub(super) fn day(&mut self, day: NaiveDate) {
        self.0.push(b'"');
        self.raw(Iso::of(day).as_str());
        self.0.push(b'"');
    }

    /// A number; null where it is none.
    pub(super) fn number(&mut self, value: f64) {
        // A number cannot fail, and neither can writing to memory.
        let _ = serde_json::to_writer(&mut *self.0, &value);
    }

    /// A whole number.
    pub(super) fn whole(&mut self, value: i64) {
        if value < 0 {
            self.0.push(b'-');
        }
        self.digits(value.unsigned_abs());
    }

    /// How many.
    pub(super) fn count(&mut self, count: usize) {
        self.digits(count as u64);
    }

    fn digits(&mut self, mut rest: u64) {
        let mut text = [0; 20];
        let mut at = text.len();
        loop {
            at -= 1;
            text[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&text[at..]);
    }

    /// A list.
    pub(super) fn list<T>(&mut self, elements: &[T], write: impl Fn(&mut Self, &T)) {
        self.0.push(b'[');
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.0.push(b',');
            }
            write(self, element);
        }
        self.0.push(b']');
    }
}

/// Whether a string holds a byte only escaped.
fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Where the first byte stands that a string holds only escaped.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    // Most texts hold none: sixteen bytes at a time are looked at without a branch.
    let chunks = bytes.as_chunks::<16>().0;
    let any = |chunk: &[u8; 16]| chunk.iter().fold(false, |any, byte| any | is_escaped(*byte));
    let clear = chunks.iter().take_while(|chunk| !any(chunk)).count();
    bytes[clear * 16..].iter().position(|byte| is_escaped(*byte)).map(|at| clear * 16 + at)
}

#[cfg(test)]
mod tests {
    use super::Json;
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn written(write: impl FnOnce(&mut Json)) -> String {
        let mut text = Vec::new();
        write(&mut Json::to(&mut text));
        String::from_utf8(text).unwrap()
    }

    proptest! {
        #[test]
        fn values_are_written_as_serde_writes_them(
            text in any::<String>(),
            plain in "[ -~\\n\\t\"é«]{0,80}",
            number in any::<f64>(),
            whole in any::<i64>(),
            count in any::<usize>(),
            list in any::<Vec<Option<String>>>(),
            day in -90_000_000i32..90_000_000,
        ) {
            for text in [text.as_str(), &plain, "\u{8}\u{c}\u{1f}\u{0}\u{7f}"] {
                prop_assert_eq!(written(|out| out.text(text)), json!(text).to_string());
            }
            prop_assert_eq!(written(|out| out.number(number)), json!(number).to_string());
            prop_assert_eq!(written(|out| out.whole(whole)), json!(whole).to_string());
            prop_assert_eq!(written(|out| out.count(count)), json!(count).to_string());
            let found = written(|out| out.list(&list, |out, text| out.text_or_null(text.as_deref())));
            prop_assert_eq!(found, json!(list).to_string());
            let day = NaiveDate::from_num_days_from_ce_opt(day);
            prop_assert_eq!(written(|out| out.or_null(day, Json::day)), json!(day).to_string());
            prop_assert_eq!(written(|out| out.or_null(None::<f64>, Json::number)), Value::Null.to_string());
        }
    }
}
