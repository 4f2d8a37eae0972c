//! What is wrong with a file, told to people.

use thiserror::Error;

/// A file, or a line of it, that could not be read, or not as it stands.
///
/// Displays as file, line, what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}{}: {what}; {mend}", line.map(|l| format!(", line {l}")).unwrap_or_default())]
pub struct ReadProblem {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1, where it is one line's problem.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
    warning: bool,
}

impl ReadProblem {
    /// Whether the text was read all the same.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.warning
    }

    pub(super) fn error(file: &str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, what: what.into(), mend: mend.into(), warning: false }
    }

    pub(super) fn warning(file: &str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { warning: true, ..Self::error(file, what, mend) }
    }

    pub(super) fn at_line(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }

    pub(super) fn io(file: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (what, mend) = match error.kind() {
            ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check how its name is spelled"),
            ErrorKind::PermissionDenied => {
                ("it may not be opened".to_owned(), "give yourself the right to read it (chmod u+r)")
            }
            _ => (format!("it cannot be read ({error})"), "check the file and the disk it is on"),
        };
        Self::error(file, what, mend)
    }
}
