//! The lexicon: every word the grammar knows, its classes and the verb forms it may be.

use super::conjugation::{self, VerbForm, VerbId, Verbs};
use super::interner::Interner;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The number of a word in its language's lexicon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// A word that the lexicon does not hold.
    pub const UNKNOWN: Self = Self(0);

    /// Its place in tables that have an entry for every word.
    #[inline]
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
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
    IfAny,
    Moment,
    TimeConjunction,
    Contrast,
    Cause,
    Irrealis,
    SpeakerPronoun,
    PrepositionVerb,
    Aside,
    Viewpoint,
    Purpose,
    IrrealisBeforeOf,
    ReportNoun,
    Breach,
    Origin,
    Agreement,
    Simultaneous,
    TheOne,
    Attempt,
    Likewise,
    Published,
    Definite,
    Plural,
    ThirdPerson,
    ItIs,
    Until,
    BeforeOf,
    SubjectPronoun,
    Impersonal,
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
    Quantity,
    NumberWord,
    Modal,
    NotAVerb,
    Title,
    NameParticle,
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
    #[inline]
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `classes` is one of them.
    #[must_use]
    #[inline] // a list that is written out becomes one number
    pub fn any(self, classes: &[Class]) -> bool {
        self.0 & classes.iter().fold(0, |set, class| set | 1 << *class as u8) != 0
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
    Suffer,
    Commit,
    Perform,
    Kill,
    Wound,
    Die,
    Begin,
    ComeFrom,
    DateBack,
    Summon,
}

/// A set of [`VerbClass`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbClassSet(u32);

impl VerbClassSet {
    /// Whether `class` is one of them.
    #[must_use]
    #[inline]
    pub fn has(self, class: VerbClass) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `classes` is one of them.
    #[must_use]
    #[inline] // a list that is written out becomes one number
    pub fn any(self, classes: &[VerbClass]) -> bool {
        self.0 & classes.iter().fold(0, |set, class| set | 1 << *class as u8) != 0
    }
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
    /// The words, numbered by their ids: the first is the unknown one.
    words: Interner,
    classes: Vec<ClassSet>,
    /// The verb forms, those of one word side by side, in the order of the words.
    forms: Vec<VerbForm>,
    /// Where the forms of each word begin; behind the last word, where they all end.
    first_form: Vec<u32>,
    verbs: Vec<String>,
    verb_classes: Vec<VerbClassSet>,
}

impl Lexicon {
    /// # Panics
    /// Where a table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(words: &str, models: &str, verbs: &str, verb_classes: &str) -> Self {
        let verbs = Verbs::read(models, verbs);
        let (spellings, count) = verbs.count();
        let mut lexicon = Self {
            words: Interner::with_capacity(spellings),
            classes: Vec::with_capacity(spellings),
            forms: Vec::new(),
            first_form: Vec::new(),
            verbs: Vec::new(),
            verb_classes: Vec::new(),
        };
        lexicon.insert(""); // `WordId::UNKNOWN`
        let classes: BTreeMap<String, Vec<String>> = toml::from_str(words).expect("words.toml");
        for (name, words) in &classes {
            let class = Class::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name))
                .unwrap_or_else(|_| panic!("words.toml: no class is called {name}"));
            for word in words {
                let id = lexicon.insert(word);
                lexicon.classes[id.0 as usize].add(class);
            }
        }
        let mut forms = Vec::with_capacity(count);
        verbs.conjugate(|at, form, inflections| {
            let verb = VerbId(u16::try_from(at).expect("fewer than 65,536 verbs"));
            let word = lexicon.insert(form);
            forms.extend(inflections.iter().map(|i| (word, VerbForm { verb, inflection: *i })));
        });
        lexicon.verbs = verbs.into_infinitives();
        lexicon.lay_out(&forms);
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

    /// Lays the forms of each word side by side, in the order they came.
    fn lay_out(&mut self, forms: &[(WordId, VerbForm)]) {
        let mut next = vec![0_u32; self.words.len() + 1];
        for (word, _) in forms {
            next[word.0 as usize + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        self.first_form.clone_from(&next);
        let Some((_, any)) = forms.first() else { return };
        self.forms = vec![*any; forms.len()];
        for (word, form) in forms {
            let at = &mut next[word.0 as usize];
            self.forms[*at as usize] = *form;
            *at += 1;
        }
    }

    fn insert(&mut self, word: &str) -> WordId {
        let id = WordId(self.words.insert(word));
        if id.0 as usize == self.classes.len() {
            self.classes.push(ClassSet::default());
        }
        id
    }

    /// Gives a word an id; tables that name words call this while the language is built.
    pub(super) fn add(&mut self, word: &str) -> WordId {
        let id = self.insert(word);
        // A word that is new now is the form of no verb.
        while self.first_form.len() <= id.0 as usize + 1 {
            self.first_form.push(u32::try_from(self.forms.len()).expect("fewer than four billion forms"));
        }
        id
    }

    /// How many words there are, the unknown one counted in.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many verbs there are.
    pub(super) fn verb_count(&self) -> usize {
        self.verbs.len()
    }

    /// The id of a lower-cased word; [`WordId::UNKNOWN`] where the lexicon has none.
    #[must_use]
    pub fn id(&self, lower: &str) -> WordId {
        self.words.get(lower).map_or(WordId::UNKNOWN, WordId)
    }

    /// The closed classes a word belongs to.
    #[must_use]
    #[inline]
    pub fn classes(&self, word: WordId) -> ClassSet {
        self.classes[word.0 as usize]
    }

    /// The verb forms a word may be.
    #[must_use]
    #[inline]
    pub fn forms(&self, word: WordId) -> &[VerbForm] {
        let at = word.0 as usize;
        &self.forms[self.first_form[at] as usize..self.first_form[at + 1] as usize]
    }

    /// The classes a verb belongs to.
    #[must_use]
    #[inline]
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
