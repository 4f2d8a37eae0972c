//! GeoJSON lines: a Feature a line. Without the `time` member, which line readers take amiss.

use super::Formatter;
use crate::output::sheet::Sheet;
use std::io::{self, Write};

pub(in crate::output) struct Lines<'a>(&'a mut dyn Write);

impl<'a> Lines<'a> {
    pub(in crate::output) fn new(out: &'a mut dyn Write) -> Self {
        Self(out)
    }
}

impl Formatter for Lines<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        sheet.timeless_lines(self.0)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
