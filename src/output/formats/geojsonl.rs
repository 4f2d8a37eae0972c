//! GeoJSON lines: a Feature a line. Without the `time` member, which line readers take amiss.

use super::Formatter;
use crate::output::sheet::Sheet;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Serializer};
use std::io::{self, Write};

pub(in crate::output) struct Lines<'a>(&'a mut dyn Write);

impl<'a> Lines<'a> {
    pub(in crate::output) fn new(out: &'a mut dyn Write) -> Self {
        Self(out)
    }
}

impl Formatter for Lines<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        use serde::ser::{SerializeMap, Serializer as _};
        for feature in sheet.features() {
            let Value::Object(members) = feature else { continue };
            let mut json = Serializer::with_formatter(&mut *self.0, CompactFormatter);
            let mut map = json.serialize_map(None)?;
            for (key, value) in members.iter().filter(|(key, _)| *key != "time") {
                map.serialize_entry(key, value)?;
            }
            map.end()?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
