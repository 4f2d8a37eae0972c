//! What tells an event: frames of triggers, classes of nouns, words of doubt and denial.

use super::company::{Company, WordList};
use super::conjugation::VerbId;
use super::lexicon::{Lexicon, WordId};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A frame of `triggers.toml`: words that tell an event of one type, and the company in which they do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // one switch a column of the table
pub struct Frame {
    /// The rule's name.
    pub name: String,
    /// The same as evidence shows it: `fr/shell`. The tables live as long as the program, and so do their rules.
    #[serde(skip)]
    pub rule: &'static str,
    /// The PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// Infinitives; `*` for any verb.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns and noun phrases, singular.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Classes of which the subject holds a noun.
    #[serde(default)]
    pub subject: Company,
    /// Words of which the subject holds one.
    #[serde(default)]
    pub subject_word: WordList,
    /// Words, or classes, of which the subject holds none.
    #[serde(default)]
    pub unless_subject: Company,
    /// Classes of which the object holds a noun.
    #[serde(default)]
    pub object: Company,
    /// Words of which the object holds one.
    #[serde(default)]
    pub object_word: WordList,
    /// Words, or classes, of which the object holds none.
    #[serde(default)]
    pub unless_object: Company,
    /// Classes of which subject or object holds a noun.
    #[serde(default)]
    pub subject_or_object: Company,
    /// A word close behind the verb.
    #[serde(default)]
    pub complement: WordList,
    /// The word directly behind the verb.
    #[serde(default)]
    pub behind: Vec<String>,
    /// Classes of which a noun or name stands behind `avec`, `aux côtés de`.
    #[serde(default)]
    pub with: Company,
    /// Whether a place stands behind the verb (`se rendre à X`).
    #[serde(default)]
    pub behind_toponym: bool,
    /// Whether the noun needs a place behind `de` (`la prise de X`).
    #[serde(default)]
    pub of_toponym: bool,
    /// `se …` only, or never.
    pub reflexive: Option<bool>,
    /// Verbs of the frame that count only with `se`.
    #[serde(default)]
    pub reflexive_verbs: Vec<String>,
    /// Whether it is said with `faire` only (`se faire exploser`), or never.
    pub causative: Option<bool>,
    /// Whether it tells nothing: it stands before the frames that would fit (`manifester son intérêt`).
    #[serde(default)]
    pub nothing: bool,
    /// Whether it is in the passive only, or never.
    pub passive: Option<bool>,
    /// Words that must not follow (`grève de la faim`).
    #[serde(default)]
    pub unless_next: WordList,
    /// Words of which none stands among the three before a noun (`mandat d'arrestation`).
    #[serde(default)]
    pub unless_before: WordList,
    /// Classes of which a noun's complement holds one (`retrait de 2.000 soldats`).
    #[serde(default)]
    pub of: Company,
    /// Whether the object ends before the first preposition (`investir la ville`, not `investir dans la ville`).
    #[serde(default)]
    pub direct: bool,
    /// Whether what it tells is still to come (`convier pour mercredi`).
    #[serde(default)]
    pub plans: bool,
    /// Whether it is an event only with a day in its sentence.
    #[serde(default)]
    pub own_day: bool,
    /// Whether it is an event only with the day from which it lasts (`aux mains des rebelles depuis lundi`).
    #[serde(default)]
    pub onset: bool,
    /// Which complement is the place, first to last.
    pub place: Vec<String>,
    /// Whether it takes the theatre where it has no place.
    #[serde(default)]
    pub theatre: bool,
    /// Whether it tells of fighting as such, not of one deed.
    #[serde(default)]
    pub general: bool,
    /// Whether it holds in the country of who decrees it, where it has no place.
    #[serde(default)]
    pub realm: bool,
    /// Whether it takes the speaker's seat where it has no place.
    #[serde(default)]
    pub seat: bool,
    /// Whether it is an event only with a day of its own in the main clause.
    #[serde(default)]
    pub light: bool,
    /// Whether it is an event only with a place of its own.
    #[serde(default)]
    pub needs_place: bool,
    /// `killed` or `wounded`: what a number in its object counts.
    pub toll: Option<String>,
    /// Whether it takes the type of the violence or disaster told around it (`périr`).
    #[serde(default)]
    pub needs_violence: bool,
    /// Whether it may be an accident: takes the type the document gives it.
    #[serde(default)]
    pub explosion: bool,
    /// Whether a disaster does it as well as an attacker.
    #[serde(default)]
    pub either: bool,
    /// Whether who announces it brings it about (`a proclamé l'état d'urgence`).
    #[serde(default)]
    pub decree: bool,
    /// A truce: begins where it is fixed to begin.
    #[serde(default)]
    pub truce: bool,
    /// A movement to a place.
    #[serde(default)]
    pub travel: bool,
    /// Relief that moves.
    #[serde(default)]
    pub relief: bool,
    /// Sanctions: an event where they are imposed.
    #[serde(default)]
    pub impose: bool,
    /// A surrender.
    #[serde(default)]
    pub surrender: bool,
}

#[derive(Deserialize)]
struct FrameTable {
    frame: Vec<Frame>,
}

impl Frame {
    /// Names its rule, and takes note of the bits of the noun classes it asks for.
    fn settle(&mut self, class_names: &BTreeMap<String, u32>) {
        self.rule = format!("fr/{}", self.name).leak();
        for company in [
            &mut self.subject,
            &mut self.unless_subject,
            &mut self.object,
            &mut self.unless_object,
            &mut self.subject_or_object,
            &mut self.of,
            &mut self.with,
        ] {
            company.settle(class_names);
        }
    }
}

/// Phrases that a text is asked for at every word, cut as its tokens are: `d'après` is `d'` and `après`.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Openings {
    phrases: Vec<Vec<Box<str>>>,
    /// First bytes of the phrases, for most words of a text begin none of them.
    firsts: [bool; 256],
}

impl From<Vec<String>> for Openings {
    fn from(table: Vec<String>) -> Self {
        let words = |phrase: &String| phrase.split(' ').flat_map(behind_apostrophe).map(Box::from).collect();
        let phrases: Vec<Vec<Box<str>>> = table.iter().map(words).collect();
        let mut firsts = [false; 256];
        for first in table.iter().filter_map(|phrase| phrase.as_bytes().first()) {
            firsts[usize::from(*first)] = true;
        }
        Self { phrases, firsts }
    }
}

impl Openings {
    /// The phrases that may begin with a word, in the order of the table.
    pub fn beginning(&self, word: &str) -> impl Iterator<Item = &[Box<str>]> {
        let may = word.as_bytes().first().is_some_and(|first| self.firsts[usize::from(*first)]);
        let phrases = if may { self.phrases.as_slice() } else { &[] };
        phrases.iter().map(Vec::as_slice).filter(move |phrase| phrase.first().is_some_and(|first| **first == *word))
    }
}

/// `d'après` as its tokens.
fn behind_apostrophe(word: &str) -> impl Iterator<Item = &str> {
    let cut = word.find('\'').map_or(0, |i| i + 1);
    let (head, tail) = word.split_at(cut);
    [head, tail].into_iter().filter(|w| !w.is_empty())
}

/// The table `status.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // described where the words stand
pub struct StatusTables {
    pub according: Openings,
    pub own_voice: FxHashSet<String>,
    pub both: Vec<String>,
    pub unreal: FxHashSet<String>,
    pub real: FxHashSet<String>,
    pub none_before: FxHashSet<String>,
    pub compound_before: FxHashSet<String>,
    pub preparatory: FxHashSet<String>,
    pub implies: FxHashSet<String>,
    pub agreed: FxHashSet<String>,
    pub talked: FxHashSet<String>,
    pub answered: FxHashSet<String>,
    /// `avec`, and what else says beside whom.
    pub beside: FxHashSet<String>,
    pub perhaps: FxHashSet<String>,
    pub turns_into: FxHashSet<String>,
    pub person_endings: Vec<String>,
    pub no_persons: FxHashSet<String>,
    pub calls_off: FxHashSet<String>,
    pub tallies: FxHashSet<String>,
    pub cut_short: FxHashSet<String>,
    pub stricken: FxHashSet<String>,
    pub owned: FxHashSet<String>,
    pub another: FxHashSet<String>,
    pub works: FxHashSet<String>,
    pub turn: FxHashSet<String>,
    pub about: FxHashSet<String>,
    pub lifted: FxHashSet<String>,
    /// Verbs by which what their subject names takes place.
    pub begins: FxHashSet<String>,
    /// Verbs under whose `pour` is what one would like.
    pub favoured: FxHashSet<String>,
    /// Verbs that say what came of an event: denied of it, it happened all the same.
    pub outcome: FxHashSet<String>,
    pub figurative: FxHashSet<String>,
}

/// A set of noun classes of `nouns.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NounClasses(u32);

impl NounClasses {
    /// The classes of some names; names that are none are passed over.
    pub(super) fn of(names: &[impl AsRef<str>], bits: &BTreeMap<String, u32>) -> Self {
        Self(names.iter().filter_map(|n| bits.get(n.as_ref())).fold(0, |set, bit| set | 1 << bit))
    }

    /// The classes of either.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a class.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The further words of a noun phrase, and its frame.
pub type NounFrame = (Box<[WordId]>, usize);

/// What the tables say of a word as a noun. Every token of a text is looked up, so words are not hashed again.
#[derive(Clone, Copy, Debug, Default)]
struct Noun {
    classes: NounClasses,
    /// Which list of phrases begins with it; 0 where none does.
    phrases: u16,
}

/// The classes of nouns that the grammar asks for by name.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // described where the words stand, in nouns.toml
pub struct NounSets {
    pub dead: NounClasses,
    pub hurt: NounClasses,
    pub people: NounClasses,
    pub armed: NounClasses,
    pub soldier: NounClasses,
    pub building: NounClasses,
    pub weapon: NounClasses,
    pub munition: NounClasses,
    pub territory: NounClasses,
    pub war: NounClasses,
    pub violence: NounClasses,
    pub disaster: NounClasses,
    pub crowd: NounClasses,
    /// Those of which many are no crowd.
    pub no_crowd: NounClasses,
    pub troops: NounClasses,
}

/// Classes of what is counted in dozens and is no crowd for it.
const NO_CROWD: [&str; 10] =
    ["armed", "soldier", "troops", "vehicle", "weapon", "munition", "building", "migrant", "economy", "audience"];

impl NounSets {
    fn of(bits: &BTreeMap<String, u32>) -> Self {
        let class = |name: &str| NounClasses::of(&[name], bits);
        Self {
            dead: class("dead"),
            hurt: class("hurt"),
            people: class("people"),
            armed: class("armed"),
            soldier: class("soldier"),
            building: class("building"),
            weapon: class("weapon"),
            munition: class("munition"),
            territory: class("territory"),
            war: class("war"),
            violence: class("violence"),
            disaster: class("disaster"),
            crowd: class("crowd"),
            no_crowd: NounClasses::of(&NO_CROWD, bits),
            troops: class("troops"),
        }
    }
}

/// Frames, noun classes and words of status, compiled.
#[derive(Debug)]
pub struct EventTables {
    frames: Vec<Frame>,
    /// Frames by the number of their verb.
    by_verb: Vec<Vec<usize>>,
    any_verb: Vec<usize>,
    /// What the tables say of a word, by its number.
    nouns: Vec<Noun>,
    /// Phrases that begin with one word, side by side: what [`Noun::phrases`] counts from 1.
    phrases: Vec<Vec<NounFrame>>,
    class_names: BTreeMap<String, u32>,
    sets: NounSets,
    status: StatusTables,
}

/// The plural of a French noun or adjective, as a rule forms it.
fn plural(word: &str) -> String {
    if word.ends_with(['s', 'x', 'z']) {
        word.to_owned()
    } else if let Some(stem) = word.strip_suffix("al") {
        format!("{stem}aux")
    } else if word.ends_with("eau") || word.ends_with("eu") {
        format!("{word}x")
    } else {
        format!("{word}s")
    }
}

/// Stands for every verb in the list of a frame.
const ANY_VERB: &str = "*";

impl EventTables {
    /// # Panics
    /// Where a table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(triggers: &str, nouns: &str, status: &str, lexicon: &mut Lexicon) -> Self {
        let mut frames = toml::from_str::<FrameTable>(triggers).expect("triggers.toml").frame;
        let nouns: BTreeMap<String, Vec<String>> = toml::from_str(nouns).expect("nouns.toml");
        let class_names: BTreeMap<String, u32> = nouns.keys().cloned().zip(0..).collect();
        assert!(class_names.len() <= 32, "nouns.toml: at most 32 classes");
        for frame in &mut frames {
            frame.settle(&class_names);
        }
        let mut classes: Vec<(WordId, NounClasses)> = Vec::new();
        for (name, words) in &nouns {
            for word in words {
                for form in [word.clone(), plural(word)] {
                    let id = lexicon.add(&form.to_lowercase());
                    classes.push((id, NounClasses(1 << class_names[name])));
                }
            }
        }
        let mut by_verb: Vec<Vec<usize>> = vec![Vec::new(); lexicon.verb_count()];
        let mut any_verb = Vec::new();
        let mut by_noun: BTreeMap<WordId, Vec<NounFrame>> = BTreeMap::new();
        for (number, frame) in frames.iter().enumerate() {
            if frame.verbs.iter().any(|verb| verb == ANY_VERB) {
                any_verb.push(number);
                continue;
            }
            for verb in &frame.verbs {
                let id = lexicon.verb_id(verb);
                let id = id.unwrap_or_else(|| panic!("triggers.toml: {}: no verb {verb} in verbs.toml", frame.name));
                by_verb[id.index()].push(number);
            }
            for noun in &frame.nouns {
                let words: Vec<&str> = noun.split(' ').collect();
                // `cessez-le-feu` keeps its shape; of a phrase each word may stand in the plural.
                let mut all = vec![words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()];
                let mut plurals = all[0].clone();
                plurals[0] = plural(&plurals[0]);
                all.push(plurals.clone());
                if words.len() > 1 && !words[1].starts_with(['d', 'à']) {
                    plurals[1] = plural(&plurals[1]);
                    all.push(plurals);
                }
                all.dedup();
                for form in all {
                    let ids: Vec<WordId> = split_elisions(&form).iter().map(|w| lexicon.add(w)).collect();
                    by_noun.entry(ids[0]).or_default().push((ids[1..].into(), number));
                }
            }
        }
        let mut nouns = vec![Noun::default(); lexicon.len()];
        for (id, class) in classes {
            nouns[id.index()].classes.0 |= class.0;
        }
        let mut phrases = Vec::with_capacity(by_noun.len());
        for (id, mut forms) in by_noun {
            // The longest phrase first; frames of one length keep their order.
            forms.sort_by_key(|(rest, number)| (std::cmp::Reverse(rest.len()), *number));
            phrases.push(forms);
            nouns[id.index()].phrases = u16::try_from(phrases.len()).expect("fewer than 65,536 nouns");
        }
        let status = toml::from_str(status).expect("status.toml");
        let sets = NounSets::of(&class_names);
        Self { frames, by_verb, any_verb, nouns, phrases, class_names, sets, status }
    }

    /// A frame.
    ///
    /// # Panics
    /// Where there is no frame of that number.
    #[must_use]
    pub fn frame(&self, number: usize) -> &Frame {
        &self.frames[number]
    }

    /// All frames, in the order of the table.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Frames that a verb may fill, in the order in which they are tried.
    #[must_use]
    pub fn verb_frames(&self, verb: VerbId) -> &[usize] {
        self.by_verb.get(verb.index()).map_or(&[], Vec::as_slice)
    }

    /// Frames that any verb may fill whose own do not fit, and that says, wants or fears nothing.
    #[must_use]
    pub fn any_verb_frames(&self) -> &[usize] {
        &self.any_verb
    }

    /// Noun phrases that begin with a word: their further words, and their frame; the longest first.
    #[must_use]
    pub fn noun_frames(&self, word: WordId) -> &[NounFrame] {
        match self.nouns[word.index()].phrases {
            0 => &[],
            number => &self.phrases[usize::from(number) - 1],
        }
    }

    /// The classes of a noun.
    #[must_use]
    pub fn classes(&self, word: WordId) -> NounClasses {
        self.nouns[word.index()].classes
    }

    /// The set of the classes of some names; names that are no class of the table (`toponym`, `actor`) are passed over.
    #[must_use]
    pub fn class_set(&self, names: &[impl AsRef<str>]) -> NounClasses {
        NounClasses::of(names, &self.class_names)
    }

    /// The classes that the grammar asks for by name.
    #[must_use]
    pub fn sets(&self) -> &NounSets {
        &self.sets
    }

    /// Words of claim, doubt and denial.
    #[must_use]
    pub fn status(&self) -> &StatusTables {
        &self.status
    }
}

/// `duel d'artillerie` as its tokens: `duel`, `d'`, `artillerie`.
fn split_elisions(words: &[String]) -> Vec<String> {
    words.iter().flat_map(|w| elided(w)).collect()
}

/// `d'artillerie` as `d'` and `artillerie`.
pub(super) fn elided(word: &str) -> Vec<String> {
    match word.split_once('\'') {
        Some((head, tail)) if !tail.is_empty() && (head.len() <= 2 || head == "jusqu") => {
            vec![format!("{head}'"), tail.to_owned()]
        }
        _ => vec![word.to_owned()],
    }
}
