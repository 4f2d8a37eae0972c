//! The lexicon: every word the grammar knows, its classes and the verb forms it may be.

use super::conjugation::{self, VerbForm, VerbId};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The number of a word in its language's lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// A word that the lexicon does not hold.
    pub const UNKNOWN: Self = Self(0);
}

/// A closed class of words that the grammar asks for by name; `words.toml` says which words belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)] // each is described where its words stand, in words.toml
pub enum Class {
    Determiner,
    Possessive,
    Demonstrative,
    Preposition,
    Of,
    To,
    In,
    By,
    Coordinator,
    That,
    Relative,
    Where,
    Whose,
    Conditional,
    TimeConjunction,
    Contrast,
    Cause,
    Irrealis,
    SpeakerPronoun,
    PrepositionVerb,
    SubjectPronoun,
    ObjectPronoun,
    Reflexive,
    NegationFirst,
    NegationSecond,
    NoneQuantifier,
    Without,
    Neither,
    AdverbInVerb,
    Adverb,
    There,
    Quantifier,
    NumberWord,
    Modal,
    NotAVerb,
    Title,
    Weekday,
    Month,
    CommonNoun,
    Adjective,
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet(u64);

impl ClassSet {
    /// Whether `class` is one of them.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `classes` is one of them.
    #[must_use]
    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|c| self.has(*c))
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }
}

/// A class of verbs that the grammar asks for by name; `verb_classes.toml` says which verbs belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)] // each is described where its verbs stand, in verb_classes.toml
pub enum VerbClass {
    BeAuxiliary,
    Modal,
    Going,
    Causative,
    JustDone,
    Have,
    Be,
    Speech,
    Witness,
    Deny,
    Accuse,
    Wish,
    Fear,
    Request,
    Threat,
    Avoid,
    Attempt,
    Possible,
    Schedule,
    Support,
}

/// A set of [`VerbClass`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbClassSet(u32);

impl VerbClassSet {
    /// Whether `class` is one of them.
    #[must_use]
    pub fn has(self, class: VerbClass) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `classes` is one of them.
    #[must_use]
    pub fn any(self, classes: &[VerbClass]) -> bool {
        classes.iter().any(|c| self.has(*c))
    }
}

#[derive(Debug, Default)]
struct Entry {
    classes: ClassSet,
    forms: Vec<VerbForm>,
}

/// Words, classes and verb forms of one language.
///
/// ```
/// use dateline::language::{Class, Language, Tense};
/// let lexicon = Language::french().lexicon();
/// let word = lexicon.id("accusé");
/// assert!(lexicon.forms(word).iter().any(|f| f.inflection.tense == Tense::PastParticiple && lexicon.verb(f.verb) == "accuser"));
/// assert!(lexicon.classes(lexicon.id("dans")).has(Class::Preposition));
/// ```
#[derive(Debug)]
pub struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    entries: Vec<Entry>,
    verbs: Vec<String>,
    verb_classes: Vec<VerbClassSet>,
}

impl Lexicon {
    /// # Panics
    /// Where a table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(words: &str, models: &str, verbs: &str, verb_classes: &str) -> Self {
        let mut lexicon = Self {
            ids: FxHashMap::default(),
            entries: vec![Entry::default()],
            verbs: Vec::new(),
            verb_classes: Vec::new(),
        };
        let classes: BTreeMap<String, Vec<String>> = toml::from_str(words).expect("words.toml");
        for (name, words) in &classes {
            let class = Class::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name))
                .unwrap_or_else(|_| panic!("words.toml: no class is called {name}"));
            for word in words {
                let id = lexicon.insert(word);
                lexicon.entries[id.0 as usize].classes.add(class);
            }
        }
        for (verb, forms) in conjugation::all(models, verbs) {
            let id = VerbId(u16::try_from(lexicon.verbs.len()).expect("fewer than 65,536 verbs"));
            lexicon.verbs.push(verb);
            for (form, inflection) in forms {
                let word = lexicon.insert(&form);
                lexicon.entries[word.0 as usize].forms.push(VerbForm { verb: id, inflection });
            }
        }
        lexicon.classify(verb_classes);
        lexicon
    }

    fn classify(&mut self, table: &str) {
        self.verb_classes = vec![VerbClassSet::default(); self.verbs.len()];
        let classes: BTreeMap<String, Vec<String>> = toml::from_str(table).expect("verb_classes.toml");
        for (name, verbs) in &classes {
            let class = VerbClass::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name))
                .unwrap_or_else(|_| panic!("verb_classes.toml: no class is called {name}"));
            for verb in verbs {
                if let Some(id) = self.verb_id(verb) {
                    self.verb_classes[id.0 as usize].0 |= 1 << class as u8;
                }
            }
        }
    }

    fn insert(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId(u32::try_from(self.entries.len()).expect("fewer than four billion words"));
        self.ids.insert(word.into(), id);
        self.entries.push(Entry::default());
        id
    }

    /// The id of a lower-cased word; [`WordId::UNKNOWN`] where the lexicon has none.
    #[must_use]
    pub fn id(&self, lower: &str) -> WordId {
        self.ids.get(lower).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The closed classes a word belongs to.
    #[must_use]
    pub fn classes(&self, word: WordId) -> ClassSet {
        self.entries[word.0 as usize].classes
    }

    /// The verb forms a word may be.
    #[must_use]
    pub fn forms(&self, word: WordId) -> &[VerbForm] {
        &self.entries[word.0 as usize].forms
    }

    /// The classes a verb belongs to.
    #[must_use]
    pub fn verb_classes(&self, verb: VerbId) -> VerbClassSet {
        self.verb_classes[verb.0 as usize]
    }

    /// The infinitive of a verb.
    #[must_use]
    pub fn verb(&self, verb: VerbId) -> &str {
        &self.verbs[verb.0 as usize]
    }

    /// The verb of an infinitive.
    #[must_use]
    pub fn verb_id(&self, infinitive: &str) -> Option<VerbId> {
        self.forms(self.id(infinitive))
            .iter()
            .find(|f| f.inflection.tense == conjugation::Tense::Infinitive && self.verb(f.verb) == infinitive)
            .map(|f| f.verb)
    }
}
