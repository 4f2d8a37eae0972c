//! One document a line: `{"id","text","title","url","published","language"}`, only `text` needed.

use super::draft::Draft;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// What a line says, as far as it is of interest.
#[derive(Default)]
struct Line {
    draft: Draft,
    has_text: bool,
    has_id: bool,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Line;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object such as {\"text\": \"…\"}")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Line, M::Error> {
                let mut line = Line::default();
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    match key.as_ref() {
                        "text" => {
                            let text = text_of(map.next_value()?);
                            line.has_text = text.is_some();
                            line.draft.text = text.unwrap_or_default();
                        }
                        "id" => {
                            let id = text_of(map.next_value()?).filter(|id| !id.trim().is_empty());
                            line.has_id = id.is_some();
                            line.draft.id = id.unwrap_or_default();
                        }
                        "title" => line.draft.title = text_of(map.next_value()?),
                        "url" => line.draft.url = text_of(map.next_value()?),
                        "published" => line.draft.published = text_of(map.next_value()?),
                        "language" => line.draft.language = text_of(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(line)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// The text of a string or number; other values say nothing.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What is wrong with a line and how to mend it.
pub(super) struct BadLine {
    pub what: String,
    pub mend: &'static str,
}

/// Reads one line. `id` is the document's where the line gives none. Says whether halves of characters were replaced.
pub(super) fn read(line: &str, id: &str) -> Result<(Draft, bool), BadLine> {
    let (found, mended) = match serde_json::from_str::<Line>(line) {
        Ok(found) => (found, false),
        Err(error) => match whole_characters(line) {
            Cow::Owned(mended) => match serde_json::from_str::<Line>(&mended) {
                Ok(found) => (found, true),
                Err(_) => return Err(bad(line, &error)),
            },
            Cow::Borrowed(_) => return Err(bad(line, &error)),
        },
    };
    if !found.has_text {
        let what = "it has no \"text\"".to_owned();
        return Err(BadLine { what, mend: "give every line a \"text\" of type string" });
    }
    let mut draft = found.draft;
    // A NUL inside an id would end names of files.
    draft.id.retain(|c| !c.is_control());
    if !found.has_id || draft.id.is_empty() {
        id.clone_into(&mut draft.id);
    }
    Ok((draft, mended))
}

fn bad(line: &str, error: &serde_json::Error) -> BadLine {
    if line.trim_start().starts_with('[') {
        let what = "it is a JSON array, not an object a line".to_owned();
        return BadLine { what, mend: "write one object a line, for example with: jq -c '.[]'" };
    }
    let what = format!("it is no JSON object ({error})");
    BadLine { what, mend: "write one complete JSON object on each line" }
}

/// Replaces escapes of half a character (`\ud83d` without its second half) by that of `�`.
fn whole_characters(line: &str) -> Cow<'_, str> {
    let bytes = line.as_bytes();
    let unit = |at: usize| -> Option<u16> {
        let escape = bytes.get(at..at + 6)?;
        let hex = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
        u16::from_str_radix(hex, 16).ok()
    };
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'\\') {
        at += found;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                out.push_str(&line[copied..at]);
                out.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            None => at = (at + 2).min(bytes.len()),
        }
    }
    if copied == 0 {
        return Cow::Borrowed(line);
    }
    out.push_str(&line[copied..]);
    Cow::Owned(out)
}
