//! What tells an event: frames of triggers, classes of nouns, words of doubt and denial.

use super::conjugation::VerbId;
use super::lexicon::{Lexicon, WordId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A frame of `triggers.toml`: words that tell an event of one type, and the company in which they do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // one switch a column of the table
pub struct Frame {
    /// The rule's name.
    pub name: String,
    /// The PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// Infinitives.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns and noun phrases, singular.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Classes of which the subject holds a noun.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Words of which the subject holds one.
    #[serde(default)]
    pub subject_word: Vec<String>,
    /// Classes of which the subject holds none.
    #[serde(default)]
    pub unless_subject: Vec<String>,
    /// Classes of which the object holds a noun.
    #[serde(default)]
    pub object: Vec<String>,
    /// Words of which the object holds one.
    #[serde(default)]
    pub object_word: Vec<String>,
    /// Words, or classes, of which the object holds none.
    #[serde(default)]
    pub unless_object: Vec<String>,
    /// Classes of which subject or object holds a noun.
    #[serde(default)]
    pub subject_or_object: Vec<String>,
    /// A word close behind the verb.
    #[serde(default)]
    pub complement: Vec<String>,
    /// The word directly behind the verb.
    #[serde(default)]
    pub behind: Vec<String>,
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
    pub unless_next: Vec<String>,
    /// Words of which none stands among the three before a noun (`mandat d'arrestation`).
    #[serde(default)]
    pub unless_before: Vec<String>,
    /// Classes of which a noun's complement holds one (`retrait de 2.000 soldats`).
    #[serde(default)]
    pub of: Vec<String>,
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

/// The table `status.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // described where the words stand
pub struct StatusTables {
    pub according: Vec<String>,
    pub own_voice: FxHashSet<String>,
    pub both: Vec<String>,
    pub unreal: FxHashSet<String>,
    pub real: FxHashSet<String>,
    pub none_before: FxHashSet<String>,
    pub compound_before: FxHashSet<String>,
    pub preparatory: FxHashSet<String>,
    pub implies: FxHashSet<String>,
    pub agreed: FxHashSet<String>,
    pub about: FxHashSet<String>,
    pub lifted: FxHashSet<String>,
    pub figurative: FxHashSet<String>,
}

/// A set of noun classes of `nouns.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NounClasses(u32);

impl NounClasses {
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

/// Frames, noun classes and words of status, compiled.
#[derive(Debug)]
pub struct EventTables {
    frames: Vec<Frame>,
    by_verb: FxHashMap<VerbId, Vec<usize>>,
    by_noun: FxHashMap<WordId, Vec<NounFrame>>,
    classes: FxHashMap<WordId, NounClasses>,
    class_names: BTreeMap<String, u32>,
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

impl EventTables {
    /// # Panics
    /// Where a table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(triggers: &str, nouns: &str, status: &str, lexicon: &mut Lexicon) -> Self {
        let frames = toml::from_str::<FrameTable>(triggers).expect("triggers.toml").frame;
        let nouns: BTreeMap<String, Vec<String>> = toml::from_str(nouns).expect("nouns.toml");
        let class_names: BTreeMap<String, u32> = nouns.keys().cloned().zip(0..).collect();
        assert!(class_names.len() <= 32, "nouns.toml: at most 32 classes");
        let mut classes: FxHashMap<WordId, NounClasses> = FxHashMap::default();
        for (name, words) in &nouns {
            for word in words {
                for form in [word.clone(), plural(word)] {
                    let id = lexicon.add(&form.to_lowercase());
                    classes.entry(id).or_default().0 |= 1 << class_names[name];
                }
            }
        }
        let mut by_verb: FxHashMap<VerbId, Vec<usize>> = FxHashMap::default();
        let mut by_noun: FxHashMap<WordId, Vec<NounFrame>> = FxHashMap::default();
        for (number, frame) in frames.iter().enumerate() {
            for verb in &frame.verbs {
                let id = lexicon.verb_id(verb);
                let id = id.unwrap_or_else(|| panic!("triggers.toml: {}: no verb {verb} in verbs.toml", frame.name));
                by_verb.entry(id).or_default().push(number);
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
        for forms in by_noun.values_mut() {
            // The longest phrase first; frames of one length keep their order.
            forms.sort_by_key(|(rest, number)| (std::cmp::Reverse(rest.len()), *number));
        }
        let status = toml::from_str(status).expect("status.toml");
        Self { frames, by_verb, by_noun, classes, class_names, status }
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
        self.by_verb.get(&verb).map_or(&[], Vec::as_slice)
    }

    /// Noun phrases that begin with a word: their further words, and their frame; the longest first.
    #[must_use]
    pub fn noun_frames(&self, word: WordId) -> &[NounFrame] {
        self.by_noun.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The classes of a noun.
    #[must_use]
    pub fn classes(&self, word: WordId) -> NounClasses {
        self.classes.get(&word).copied().unwrap_or_default()
    }

    /// The set of the classes of some names; names that are no class of the table (`toponym`, `actor`) are passed over.
    #[must_use]
    pub fn class_set(&self, names: &[String]) -> NounClasses {
        NounClasses(names.iter().filter_map(|n| self.class_names.get(n)).fold(0, |set, bit| set | 1 << bit))
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
