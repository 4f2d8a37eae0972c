//! What was read in a document, and why: for people, and a line of JSON a document for programs.
//!
//! ```
//! use dateline::document::Span;
//! use dateline::output::explain::{Explained, ExplainedMention, ExplainedReport, MentionKind, Style};
//! let explained = Explained {
//!     doc: "a.txt".into(),
//!     language: "fr".into(),
//!     text: "Des combats à Gandja.".into(),
//!     mentions: vec![ExplainedMention {
//!         kind: MentionKind::Place,
//!         span: Span::new(15, 21),
//!         value: "ganja".into(),
//!         rule: "gazetteer".into(),
//!         role: Some("location".into()),
//!     }],
//!     reports: vec![ExplainedReport {
//!         sentence: Span::new(0, 22),
//!         facts: vec!["ASSAULT at Gandja".into()],
//!         why: Some("no day is known".into()),
//!     }],
//!     ..Explained::default()
//! };
//! let mut shown = Vec::new();
//! explained.write_text(&mut shown, Style::Brackets)?;
//! assert!(String::from_utf8_lossy(&shown).contains("Des combats à [Gandja|place:location].\n  × ASSAULT at Gandja"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod json;
mod text;
mod wrap;

use crate::corpus::Published;
use crate::document::Span;
use std::io::{self, Write};

/// A document with what was read in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// The document's id.
    pub doc: String,
    /// ISO 639-1 code.
    pub language: String,
    /// When it was published.
    pub published: Published,
    /// The text.
    pub text: String,
    /// What stands in it; in any order.
    pub mentions: Vec<ExplainedMention>,
    /// The events it tells, and those that were turned down; in any order.
    pub reports: Vec<ExplainedReport>,
}

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A time expression; its value is TIMEX3's.
    Time,
    /// A place; its value is the gazetteer's id.
    Place,
    /// A word that tells an event; its value is the type, with the mode.
    Trigger,
    /// Someone says something.
    Speech,
    /// A number of people.
    Quantity,
}

impl MentionKind {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Place => "place",
            Self::Trigger => "trigger",
            Self::Speech => "speech",
            Self::Quantity => "quantity",
        }
    }
}

/// Words of the text that mean something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedMention {
    /// What it is.
    pub kind: MentionKind,
    /// Where it stands, in bytes of the text; printed as code points.
    pub span: Span,
    /// What it was read as.
    pub value: String,
    /// The rule that read it.
    pub rule: String,
    /// `location`, `actor` and `demonym` of places.
    pub role: Option<String>,
}

/// An event that a sentence tells, or seems to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedReport {
    /// The sentence, in bytes of the text; printed as code points.
    pub sentence: Span,
    /// What is known of it, a line each.
    pub facts: Vec<String>,
    /// Why it is no event; none where it is one.
    pub why: Option<String>,
}

/// How mentions are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `[Gandja|place:location]`
    Brackets,
    /// With the colours of a terminal.
    Colours,
}

impl Explained {
    /// Writes the document for people: its mentions marked, and under each sentence its events or why there is none.
    ///
    /// Control characters of the text are not passed on to the terminal.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write_text(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        text::write(self, out, style)
    }

    /// Writes the document as [`write_text`](Self::write_text) does, in lines of at most `width` columns where words
    /// allow it.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write_wrapped(&self, out: &mut dyn Write, style: Style, width: usize) -> io::Result<()> {
        let mut shown = Vec::new();
        self.write_text(&mut shown, style)?;
        out.write_all(wrap::wrapped(&String::from_utf8_lossy(&shown), width).as_bytes())
    }

    /// Writes the document as a line of JSON; spans are code points, end exclusive.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(self, out)
    }
}
