//! Verbs and their forms, generated from a table of models.

use serde::Deserialize;

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

/// All verbs of `verbs` with all their forms, by the models of `models`.
pub(super) fn all(_models: &str, verbs: &str) -> Vec<(String, Vec<(String, Inflection)>)> {
    // First cut: regular verbs in -er, third person.
    let table: std::collections::BTreeMap<String, Vec<String>> = toml::from_str(verbs).expect("verbs.toml");
    let mut out = Vec::new();
    for verb in table.values().flatten() {
        let stem = verb.strip_suffix("er").unwrap_or(verb);
        let form = |tense, plural, feminine| Inflection { tense, person: 3, plural, feminine };
        out.push((
            verb.clone(),
            vec![
                (verb.clone(), form(Tense::Infinitive, false, false)),
                (format!("{stem}e"), form(Tense::Present, false, false)),
                (format!("{stem}é"), form(Tense::PastParticiple, false, false)),
            ],
        ));
    }
    out
}
