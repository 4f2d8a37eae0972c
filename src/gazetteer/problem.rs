//! What is wrong with a gazetteer file, told to the person who wrote it.

use std::fmt;
use std::path::PathBuf;

/// One thing wrong with a gazetteer file: where it is, what it is, how to mend it.
///
/// ```
/// use dateline::gazetteer::Gazetteer;
/// let loaded = Gazetteer::read("places.csv", b"name,lat,lon,kind\nChoucha,\"39,76\",46.75,town\n");
/// assert_eq!(
///     loaded.problems[0].to_string(),
///     "places.csv, line 2, column lat: `39,76` has a decimal comma: write `39.76`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was given.
    pub file: PathBuf,
    /// The line its row starts on, counted from 1.
    pub line: u64,
    /// The column's name; none where the row or the file as a whole is meant.
    pub column: Option<String>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it, read behind the value.
    pub wrong: String,
    /// What to write instead.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file.display(), self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        if self.value.is_empty() {
            write!(f, ": {}: {}", self.wrong, self.mend)
        } else {
            write!(f, ": `{}` {}: {}", self.value, self.wrong, self.mend)
        }
    }
}
