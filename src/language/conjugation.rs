//! Verbs and their forms, generated from a table of models.

mod model;

use model::{Pattern, Table};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The number of a verb in its language's lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerbId(pub(super) u16);

impl VerbId {
    /// Its place in tables that have an entry for every verb.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    const MODELS: &str = include_str!("fr/conjugation.toml");
    const VERBS: &str = include_str!("fr/verbs.toml");

    #[test]
    fn every_verb_fits_its_model_and_stands_once() {
        let mut seen = BTreeSet::new();
        let mut twice = Vec::new();
        // A verb that does not end as its model does, or a model that is not whole, panics and names it.
        for (verb, forms) in all(MODELS, VERBS) {
            assert!(
                forms.iter().any(|(form, i)| i.tense == Tense::Infinitive && *form == verb),
                "{verb}: no infinitive"
            );
            if !seen.insert(verb.clone()) {
                twice.push(verb);
            }
        }
        assert!(twice.is_empty(), "verbs.toml: more than once: {twice:?}");
    }

    #[test]
    fn no_form_of_a_verb_is_given_twice() {
        for (verb, forms) in all(MODELS, VERBS) {
            let mut seen: BTreeMap<&str, Vec<Inflection>> = BTreeMap::new();
            for (form, inflection) in &forms {
                assert!(form.chars().all(|c| c.is_lowercase() || c == '-'), "{verb}: {form}");
                let of = seen.entry(form).or_default();
                assert!(!of.contains(inflection), "{verb}: {form} {inflection:?}");
                of.push(*inflection);
            }
        }
    }

    #[test]
    #[should_panic(expected = "perdir stands under rendre but does not end in re")]
    fn a_verb_under_the_wrong_model_is_named() {
        all(MODELS, r#"rendre = ["perdir"]"#);
    }

    #[test]
    #[should_panic(expected = "no model is called rendr")]
    fn an_unknown_model_is_named() {
        all(MODELS, r#"rendr = ["perdre"]"#);
    }

    #[test]
    fn every_model_has_a_verb_or_lends_to_one() {
        let used: BTreeMap<String, Vec<String>> = toml::from_str(VERBS).expect("verbs.toml");
        let models: toml::Table = MODELS.parse().expect("conjugation.toml");
        let models = models["model"].as_table().expect("models");
        let lends = |name: &str| {
            models.values().any(|m| ["like", "also"].iter().any(|k| m.get(k).and_then(|v| v.as_str()) == Some(name)))
        };
        let idle: Vec<&String> = models.keys().filter(|m| !used.contains_key(*m) && !lends(m)).collect();
        assert!(idle.is_empty(), "conjugation.toml: nothing uses {idle:?}");
    }
}
