//! A typed span: something that the text says at a place of its own.

use super::Span;
use serde::{Deserialize, Serialize};

/// A span of a document that means something, with the rule that says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention<T> {
    /// Where it stands.
    pub span: Span,
    /// The tokens it covers.
    pub tokens: std::ops::Range<usize>,
    /// What it means.
    pub value: T,
    /// The name of the rule that read it; it appears in the evidence and in at least one test.
    #[serde(skip)]
    pub rule: &'static str,
}
