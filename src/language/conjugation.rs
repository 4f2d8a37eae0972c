//! Verbs and their forms, generated from a table of models.

mod model;

use model::{Pattern, Table};
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

/// The verbs of a language under the patterns that make their forms.
#[derive(Debug)]
pub(super) struct Verbs {
    infinitives: Vec<String>,
    /// The patterns of a model, and how many of the infinitives, in their order, are under it.
    models: Vec<(Vec<Pattern>, usize)>,
}

impl Verbs {
    /// Reads the verbs of `verbs`, in the order of the names of their models in `models`.
    ///
    /// # Panics
    /// Where a table, which is part of the program, is malformed. The message names the table and what is wrong in it.
    pub(super) fn read(models: &str, verbs: &str) -> Self {
        let table: Table = toml::from_str(models).unwrap_or_else(|e| panic!("conjugation.toml: {e}"));
        let verbs: BTreeMap<String, Vec<String>> = toml::from_str(verbs).unwrap_or_else(|e| panic!("verbs.toml: {e}"));
        let models = verbs.iter().map(|(name, verbs)| (table.patterns(name), verbs.len())).collect();
        Self { infinitives: verbs.into_values().flatten().collect(), models }
    }

    /// How many spellings, and how many forms, they have together; no fewer than there are.
    pub(super) fn count(&self) -> (usize, usize) {
        let mut total = (0, 0);
        for (patterns, verbs) in &self.models {
            for pattern in patterns {
                total.0 += verbs * pattern.spellings();
                total.1 += verbs * pattern.forms();
            }
        }
        total
    }

    /// Gives every spelling of every verb: the verb's number, the spelling, all forms that are spelt so.
    ///
    /// # Panics
    /// Where an infinitive does not end as its model does.
    pub(super) fn conjugate(&self, mut give: impl FnMut(usize, &str, &[Inflection])) {
        let mut verb = 0;
        for (patterns, count) in &self.models {
            for infinitive in &self.infinitives[verb..verb + count] {
                for pattern in patterns {
                    pattern.conjugate(infinitive, |form, inflections| give(verb, form, inflections));
                }
                verb += 1;
            }
        }
    }

    /// Their infinitives, by number.
    pub(super) fn into_infinitives(self) -> Vec<String> {
        self.infinitives
    }
}

/// All verbs of `verbs` with all their forms, by the models of `models`.
#[cfg(test)]
fn all(models: &str, verbs: &str) -> Vec<(String, Vec<(String, Inflection)>)> {
    let verbs = Verbs::read(models, verbs);
    let mut forms = vec![Vec::new(); verbs.infinitives.len()];
    verbs.conjugate(|verb, form, inflections| forms[verb].extend(inflections.iter().map(|i| (form.to_owned(), *i))));
    verbs.into_infinitives().into_iter().zip(forms).collect()
}
