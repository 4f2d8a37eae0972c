//! Verbs and their forms, generated from a table of models.

mod model;

use model::Table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The number of a verb in its language's lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerbId(pub(super) u16);

/// A simple tense or verbal noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names are the grammar's
pub enum Tense {
    Present,
    Imperfect,
    SimplePast,
    Future,
    Conditional,
    /// Present and imperfect alike: which of them it is says nothing about the event.
    Subjunctive,
    Imperative,
    Infinitive,
    PresentParticiple,
    PastParticiple,
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Inflection {
    /// The tense.
    pub tense: Tense,
    /// 1 to 3; 0 where the form has none.
    pub person: u8,
    /// Whether it is plural.
    pub plural: bool,
    /// Whether it is feminine (participles only).
    pub feminine: bool,
}

/// A verb and one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VerbForm {
    /// Which verb.
    pub verb: VerbId,
    /// Which form.
    pub inflection: Inflection,
}

/// All verbs of `verbs` with all their forms, by the models of `models`, in the order of the models' names.
///
/// # Panics
/// Where a table, which is part of the program, is malformed: an unknown model, an infinitive that does not end
/// as its model does. The message names the table and what is wrong in it.
pub(super) fn all(models: &str, verbs: &str) -> Vec<(String, Vec<(String, Inflection)>)> {
    let table: Table = toml::from_str(models).unwrap_or_else(|e| panic!("conjugation.toml: {e}"));
    let verbs: BTreeMap<String, Vec<String>> = toml::from_str(verbs).unwrap_or_else(|e| panic!("verbs.toml: {e}"));
    let mut out = Vec::with_capacity(verbs.values().map(Vec::len).sum());
    for (name, infinitives) in verbs {
        let patterns = table.patterns(&name);
        for infinitive in infinitives {
            let mut forms = Vec::with_capacity(patterns.iter().map(|p| p.len()).sum());
            for pattern in &patterns {
                let first = forms.len();
                pattern.conjugate(&infinitive, |form, inflection| {
                    // Two spellings share most of their forms.
                    if !forms[..first].iter().any(|(f, i)| *f == form && *i == inflection) {
                        forms.push((form, inflection));
                    }
                });
            }
            out.push((infinitive, forms));
        }
    }
    out
}
