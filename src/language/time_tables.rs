//! What a language says of time: weekdays, months, parts of the day, units, and the small words around them.

use super::shape::Shapes;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A unit that time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names are the units'
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

/// A part of the day as a word names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names are the parts'
pub enum DayPart {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

/// A season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names are the seasons'
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A feast, by the day it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum Feast {
    /// Month and day.
    Fixed(u8, u8),
    /// So many days from Easter Sunday.
    Easter(i16),
}

/// What a general word of time refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names are the tenses'
pub enum Reference {
    Past,
    Present,
    Future,
}

/// The part a word plays in an expression of time; `time.toml` says which words play it.
///
/// The roles from [`Role::Weekday`] on carry a value of their own in [`TimeWord`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
#[allow(missing_docs)] // each is described where its words stand, in time.toml
pub enum Role {
    Article,
    ArticlePlural,
    This,
    Indefinite,
    Of,
    OfThe,
    At,
    For,
    AtThe,
    In,
    On,
    Since,
    FromOn,
    Starting,
    Until,
    Here,
    Within,
    During,
    Course,
    Before,
    After,
    Toward,
    Little,
    Between,
    And,
    To,
    Every,
    All,
    Last,
    Next,
    Following,
    Previous,
    Same,
    ThereNow,
    It,
    There,
    Has,
    LongSince,
    More,
    Late,
    Early,
    Earlier,
    About,
    Near,
    Least,
    Beginning,
    Middle,
    Ending,
    Small,
    Full,
    Per,
    Half,
    Quarter,
    YearNoun,
    YearsNoun,
    CenturyNoun,
    MonthNoun,
    HourMark,
    Zone,
    Local,
    Plural,
    Several,
    Some,
    Aged,
    Person,
    Span,
    Possess,
    Function,
    DayCloser,
    Silence,
    Dated,
    Eve,
    Planned,
    Planning,
    Generic,
    Numbering,
    DayNoun,
    NightNoun,
    Noun,
    Abbreviated,
    MiddleMonth,
    Demonstrated,
    Weekday,
    Month,
    Season,
    Unit,
    Part,
    Number,
    Deictic,
    Told,
    Clock,
    Feast,
    Frequency,
    Term,
    Reference,
    Moment,
    First,
    HalfUnit,
    Collective,
    Drawn,
    As,
    SeasonOf,
    Owner,
    Pointed,
    Press,
    Holding,
    Current,
    PresentNoun,
    ShortHour,
    Lasting,
    Nth,
}

/// One word of the table: the parts it plays, and its values where it has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeWord {
    roles: u128,
    /// Monday is 1; 0 where it is no weekday.
    pub weekday: u8,
    /// January is 1; 0 where it is no month.
    pub month: u8,
    /// The season it names.
    pub season: Option<Season>,
    /// The unit it names, or that its frequency is counted in.
    pub unit: Option<TimeUnit>,
    /// The part of the day it names.
    pub part: Option<DayPart>,
    /// The number it names.
    pub number: Option<u32>,
    /// The number of an ordinal (`deuxième`).
    pub nth: u8,
    /// Days from now (`hier`) or from the day told of (`veille`).
    pub days: i8,
    /// Minutes since midnight (`midi`).
    pub minutes: u16,
    /// Years that a term lasts (`septennat`).
    pub years: u8,
    /// The feast it names.
    pub feast: Option<Feast>,
    /// What it refers to in general.
    pub reference: Option<Reference>,
}

impl TimeWord {
    /// Whether the word plays `role`.
    #[must_use]
    #[inline]
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u8) != 0
    }

    /// Whether the word alone speaks of time; an article, a preposition or a number only may belong to what does.
    #[must_use]
    #[inline]
    pub fn tells_time(&self) -> bool {
        const TELLING: [Role; 18] = [
            Role::Weekday,
            Role::Month,
            Role::MiddleMonth,
            Role::Season,
            Role::Unit,
            Role::Part,
            Role::Deictic,
            Role::Told,
            Role::Clock,
            Role::Feast,
            Role::Frequency,
            Role::Term,
            Role::Reference,
            Role::Demonstrated,
            Role::Pointed,
            Role::HalfUnit,
            Role::Moment,
            Role::PresentNoun,
        ];
        const MASK: u128 = {
            let (mut mask, mut index) = (0, 0);
            while index < TELLING.len() {
                mask |= 1 << TELLING[index] as u8;
                index += 1;
            }
            mask
        };
        self.roles & MASK != 0
    }

    /// All roles, one bit each, by their number.
    #[must_use]
    #[inline]
    pub fn roles(&self) -> u128 {
        self.roles
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    roles: BTreeMap<String, Vec<String>>,
    weekday: BTreeMap<String, u8>,
    month: BTreeMap<String, u8>,
    abbreviated_month: BTreeMap<String, u8>,
    middle_prefix: String,
    demonstrated_suffix: String,
    pointed_suffix: String,
    season: BTreeMap<String, Season>,
    unit: BTreeMap<String, TimeUnit>,
    part: BTreeMap<String, DayPart>,
    number: BTreeMap<String, u32>,
    deictic: BTreeMap<String, i8>,
    told: BTreeMap<String, i8>,
    half_unit: BTreeMap<String, TimeUnit>,
    nth: BTreeMap<String, u8>,
    clock: BTreeMap<String, u16>,
    feast: BTreeMap<String, Feast>,
    frequency: BTreeMap<String, TimeUnit>,
    term: BTreeMap<String, u8>,
    reference: BTreeMap<String, Reference>,
    ordinal_suffixes: Vec<String>,
    plural_suffixes: Vec<String>,
    capital: BTreeMap<String, String>,
}

/// The table `time.toml` of a language.
///
/// ```
/// use dateline::language::{Language, Role};
/// let time = Language::french().time();
/// let word = time.word(time.id("samedi"));
/// assert!(word.is(Role::Weekday) && word.weekday == 6);
/// assert_eq!(time.id("roquette"), 0);
/// ```
#[derive(Debug)]
pub struct TimeTables {
    ids: FxHashMap<Box<str>, u16>,
    words: Vec<TimeWord>,
    ordinal_suffixes: Vec<String>,
    plural_suffixes: Vec<String>,
    /// What a word stands for where it begins with a capital, by number.
    capital: FxHashMap<u16, u16>,
    shapes: Shapes,
}

impl TimeTables {
    /// # Panics
    /// Where the table, which is part of the program, is malformed; a test loads every table.
    pub(super) fn compile(table: &str) -> Self {
        let source: Source = toml::from_str(table).expect("time.toml");
        let mut tables = Self {
            ids: FxHashMap::default(),
            words: vec![TimeWord::default()],
            ordinal_suffixes: source.ordinal_suffixes,
            plural_suffixes: source.plural_suffixes,
            capital: FxHashMap::default(),
            shapes: Shapes::default(),
        };
        for (name, words) in &source.roles {
            let role = Role::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name))
                .unwrap_or_else(|_| panic!("time.toml: no role is called {name}"));
            for word in words {
                tables.add(word, role, |_| {});
            }
        }
        tables.add_calendar(&source.weekday, &source.month, &source.abbreviated_month, &source.middle_prefix);
        for (word, value) in source.nth {
            tables.add(&word, Role::Nth, |w| w.nth = value);
        }
        for (word, value) in source.half_unit {
            tables.add(&word, Role::HalfUnit, |w| w.unit = Some(value));
        }
        for (word, value) in source.season {
            tables.add(&word, Role::Season, |w| w.season = Some(value));
        }
        for (word, value) in &source.unit {
            tables.add(word, Role::Unit, |w| w.unit = Some(*value));
        }
        for (word, value) in &source.part {
            tables.add(word, Role::Part, |w| w.part = Some(*value));
        }
        for (word, value) in source.number {
            tables.add(&word, Role::Number, |w| w.number = Some(value));
        }
        for (word, value) in source.deictic {
            tables.add(&word, Role::Deictic, |w| w.days = value);
        }
        for (word, value) in source.told {
            tables.add(&word, Role::Told, |w| w.days = value);
        }
        for (word, value) in source.clock {
            tables.add(&word, Role::Clock, |w| w.minutes = value);
        }
        for (word, value) in source.feast {
            tables.add(&word, Role::Feast, |w| w.feast = Some(value));
        }
        for (word, value) in source.frequency {
            tables.add(&word, Role::Frequency, |w| w.unit = Some(value));
        }
        for (word, value) in source.term {
            tables.add(&word, Role::Term, |w| w.years = value);
        }
        for (word, value) in source.reference {
            tables.add(&word, Role::Reference, |w| w.reference = Some(value));
        }
        tables.add_demonstrated(&source.demonstrated_suffix, &source.pointed_suffix);
        for (word, meant) in &source.capital {
            let ids = (tables.id(word), tables.id(meant));
            assert!(ids.0 > 0 && ids.1 > 0, "time.toml: capital: {word} or {meant} is in no table");
            tables.capital.insert(ids.0, ids.1);
        }
        tables
    }

    fn add(&mut self, word: &str, role: Role, set: impl FnOnce(&mut TimeWord)) {
        let next = u16::try_from(self.words.len()).expect("fewer than 65,536 words of time");
        let id = *self.ids.entry(word.into()).or_insert(next);
        if id == next {
            self.words.push(TimeWord::default());
            self.shapes.add(word);
        }
        let entry = &mut self.words[usize::from(id)];
        entry.roles |= 1 << role as u8;
        set(entry);
    }

    fn add_calendar(
        &mut self,
        weekdays: &BTreeMap<String, u8>,
        months: &BTreeMap<String, u8>,
        abbreviated: &BTreeMap<String, u8>,
        middle: &str,
    ) {
        for (word, value) in weekdays {
            self.add(word, Role::Weekday, |w| w.weekday = *value);
        }
        for (word, value) in months {
            self.add(word, Role::Month, |w| w.month = *value);
            self.add(&format!("{middle}{word}"), Role::MiddleMonth, |w| w.month = *value);
        }
        for (word, value) in abbreviated {
            self.add(word, Role::Month, |w| w.month = *value);
            self.add(word, Role::Abbreviated, |_| {});
        }
    }

    /// `jour-là`, `soir-là`, `mois-ci`: every noun of time with either suffix is a word of its own.
    fn add_demonstrated(&mut self, there: &str, here: &str) {
        let mut nouns: Vec<(Box<str>, TimeWord)> = self
            .ids
            .iter()
            .map(|(word, id)| (word.clone(), self.words[usize::from(*id)]))
            .filter(|(_, w)| w.is(Role::Unit) || w.is(Role::Part) || w.is(Role::Weekday))
            .collect();
        nouns.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (word, value) in nouns {
            for (suffix, role) in [(there, Role::Demonstrated), (here, Role::Pointed)] {
                let plural = value.is(Role::Plural);
                let demonstrated = format!("{word}{suffix}");
                self.add(&demonstrated, role, |w| {
                    w.weekday = value.weekday;
                    w.unit = value.unit;
                    w.part = value.part;
                });
                if plural {
                    self.add(&demonstrated, Role::Plural, |_| {});
                }
            }
        }
    }

    /// The number of a lower-cased word in this table; 0 where it has none.
    #[must_use]
    pub fn id(&self, lower: &str) -> u16 {
        if !self.shapes.may_hold(lower) {
            return 0;
        }
        self.ids.get(lower).copied().unwrap_or(0)
    }

    /// The number of a word that begins with a capital: `A` is written for `À`.
    #[must_use]
    pub fn id_of_capital(&self, lower: &str) -> u16 {
        let id = self.id(lower);
        if id == 0 { 0 } else { self.capital.get(&id).copied().unwrap_or(id) }
    }

    /// The word of a number; a word without roles for 0.
    ///
    /// # Panics
    /// Where [`Self::id`] gave no such number.
    #[must_use]
    #[inline]
    pub fn word(&self, id: u16) -> &TimeWord {
        &self.words[usize::from(id)]
    }

    /// All words, by their numbers.
    #[must_use]
    pub fn words(&self) -> &[TimeWord] {
        &self.words
    }

    /// The number that an ordinal's text stands for, without its ending: `1er` gives `1`.
    #[must_use]
    pub fn ordinal<'a>(&self, lower: &'a str) -> Option<&'a str> {
        self.ordinal_suffixes.iter().find_map(|suffix| lower.strip_suffix(suffix.as_str()))
    }

    /// Whether a word ends as plurals do, so that a number before it may count it.
    #[must_use]
    pub fn looks_plural(&self, lower: &str) -> bool {
        self.plural_suffixes.iter().any(|suffix| lower.ends_with(suffix.as_str()))
    }
}
