//! Models of conjugation: from principal parts to the list of endings that makes every form.

use super::{Inflection, Tense};
use serde::Deserialize;
use std::collections::BTreeMap;

type Persons = [String; 6];

/// What marks a part that is added to the strong root.
const STRONG: char = '*';

/// The table `conjugation.toml` of a language; its head says what each part means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    endings: Endings,
    model: BTreeMap<String, Model>,
}

/// The endings that all models share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Endings {
    nous: String,
    ils: String,
    soft_before: String,
    imperfect: Persons,
    future: Persons,
    conditional: Persons,
    subjunctive: Persons,
    present_participle: String,
    past: BTreeMap<String, Persons>,
    past_subjunctive: BTreeMap<String, Persons>,
}

/// The principal parts of a model, as the table gives them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Model {
    like: Option<String>,
    also: Option<String>,
    cut: Option<String>,
    present: Option<Persons>,
    imperfect: Option<String>,
    subjunctive: Option<Persons>,
    imperative: Option<[String; 3]>,
    future: Option<String>,
    past: Option<[String; 2]>,
    participle: Option<Vec<String>>,
    present_participle: Option<String>,
    infinitive: Option<String>,
    strong: Option<[String; 2]>,
    soften: Option<[String; 2]>,
    persons: Option<Vec<u8>>,
    lacks: Option<Vec<Tense>>,
}

impl Model {
    /// The parts of `other` where this model names none.
    fn or(self, other: Self) -> Self {
        Self {
            like: other.like,
            also: self.also,
            cut: self.cut.or(other.cut),
            present: self.present.or(other.present),
            imperfect: self.imperfect.or(other.imperfect),
            subjunctive: self.subjunctive.or(other.subjunctive),
            imperative: self.imperative.or(other.imperative),
            future: self.future.or(other.future),
            past: self.past.or(other.past),
            participle: self.participle.or(other.participle),
            present_participle: self.present_participle.or(other.present_participle),
            infinitive: self.infinitive.or(other.infinitive),
            strong: self.strong.or(other.strong),
            soften: self.soften.or(other.soften),
            persons: self.persons.or(other.persons),
            lacks: self.lacks.or(other.lacks),
        }
    }
}

impl Table {
    /// The patterns of a model: its own and those of the spellings it has besides.
    ///
    /// # Panics
    /// Where the table has no such model, or one that is not whole.
    pub(super) fn patterns(&self, name: &str) -> Vec<Pattern> {
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next {
            assert!(patterns.len() < self.model.len(), "conjugation.toml: {name} is also itself");
            let model = self.whole(&name);
            let mut pattern = Pattern::compile(&name, &model, &self.endings);
            for first in &patterns {
                pattern.leave_out(first);
            }
            patterns.push(pattern);
            next = model.also;
        }
        patterns
    }

    /// A model with all it takes from those it is like.
    fn whole(&self, name: &str) -> Model {
        let get = |name: &str| {
            self.model.get(name).cloned().unwrap_or_else(|| panic!("conjugation.toml: no model is called {name}"))
        };
        let mut model = get(name);
        let mut steps = 0;
        while let Some(like) = model.like.take() {
            model = model.or(get(&like));
            steps += 1;
            assert!(steps <= self.model.len(), "conjugation.toml: {name} is like itself");
        }
        model
    }
}

/// Which spelling of the root an ending is added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    Plain,
    Strong,
    Soft,
}

/// An ending and the forms that have it: many persons are spelt alike, and each spelling is looked up once.
#[derive(Debug)]
struct Ending {
    root: Root,
    letters: String,
    forms: Vec<Inflection>,
}

/// A model made ready: every ending with the forms it makes.
#[derive(Debug)]
pub(super) struct Pattern {
    name: String,
    cut: String,
    strong: Option<[String; 2]>,
    soften: Option<[String; 2]>,
    endings: Vec<Ending>,
}

impl Pattern {
    /// How many spellings it makes of a verb.
    pub(super) fn spellings(&self) -> usize {
        self.endings.len()
    }

    /// How many forms it makes of a verb.
    pub(super) fn forms(&self) -> usize {
        self.endings.iter().map(|e| e.forms.len()).sum()
    }

    /// Leaves out what another pattern of the same verbs makes in the same spelling.
    fn leave_out(&mut self, other: &Self) {
        assert_eq!(self.cut, other.cut, "conjugation.toml: {} is also {} but cuts otherwise", other.name, self.name);
        for ending in &mut self.endings {
            let same_root = match ending.root {
                Root::Plain => true,
                Root::Strong => self.strong == other.strong,
                Root::Soft => self.soften == other.soften,
            };
            let same = |e: &&Ending| same_root && e.root == ending.root && e.letters == ending.letters;
            if let Some(other) = other.endings.iter().find(same) {
                ending.forms.retain(|f| !other.forms.contains(f));
            }
        }
        self.endings.retain(|e| !e.forms.is_empty());
    }

    /// Gives every spelling of a verb with the forms that are spelt so.
    ///
    /// # Panics
    /// Where the infinitive does not end as the model does.
    pub(super) fn conjugate(&self, infinitive: &str, mut give: impl FnMut(&str, &[Inflection])) {
        let Self { name, cut, .. } = self;
        let plain = infinitive
            .strip_suffix(cut.as_str())
            .unwrap_or_else(|| panic!("verbs.toml: {infinitive} stands under {name} but does not end in {cut}"));
        let strong = self.strong.as_ref().map(|[from, to]| {
            let at = plain
                .rfind(from.as_str())
                .unwrap_or_else(|| panic!("verbs.toml: {infinitive} stands under {name} but has no {from} to change"));
            [&plain[..at], to, &plain[at + from.len()..]].concat()
        });
        let soft = self.soften.as_ref().map(|[from, to]| {
            let kept = plain
                .strip_suffix(from.as_str())
                .unwrap_or_else(|| panic!("verbs.toml: {infinitive} stands under {name} but has no {from} to soften"));
            [kept, to].concat()
        });
        let mut spelling = String::with_capacity(infinitive.len() + 12);
        for Ending { root, letters, forms } in &self.endings {
            let root = match root {
                Root::Plain => plain,
                Root::Strong => strong.as_deref().unwrap_or(plain),
                Root::Soft => soft.as_deref().unwrap_or(plain),
            };
            spelling.clear();
            spelling.push_str(root);
            spelling.push_str(letters);
            give(&spelling, forms);
        }
    }

    fn compile(name: &str, model: &Model, shared: &Endings) -> Self {
        let missing = |part: &str| -> ! { panic!("conjugation.toml: {name} lacks {part}") };
        let cut = model.cut.as_deref().unwrap_or_else(|| missing("cut"));
        let present = model.present.as_ref().unwrap_or_else(|| missing("present"));
        let stem = |person: usize, ending: &str| {
            present[person].strip_suffix(ending).unwrap_or_else(|| missing(&format!("a stem before {ending}")))
        };
        let lacks = |tense| model.lacks.as_ref().is_some_and(|l| l.contains(&tense));
        let mut made = Builder { model, soft_before: &shared.soft_before, endings: Vec::new() };

        made.add(Tense::Infinitive, NONE, "", model.infinitive.as_deref().unwrap_or(cut));
        made.add_persons(Tense::Present, |p| ("", &present[p]));
        if !lacks(Tense::Imperfect) {
            let stem = model.imperfect.as_deref().unwrap_or_else(|| stem(3, &shared.nous));
            made.add_persons(Tense::Imperfect, |p| (stem, &shared.imperfect[p]));
        }
        if !lacks(Tense::SimplePast) {
            let [stem, set] = model.past.as_ref().unwrap_or_else(|| missing("past"));
            let no_set = || -> &Persons { panic!("conjugation.toml: {name}: no past endings are called {set}") };
            let past = shared.past.get(set).unwrap_or_else(no_set);
            made.add_persons(Tense::SimplePast, |p| (stem, &past[p]));
            let past = shared.past_subjunctive.get(set).unwrap_or_else(no_set);
            made.add_persons(Tense::Subjunctive, |p| (stem, &past[p]));
        }
        let future = model.future.as_deref().unwrap_or_else(|| cut.strip_suffix('e').unwrap_or(cut));
        made.add_persons(Tense::Future, |p| (future, &shared.future[p]));
        made.add_persons(Tense::Conditional, |p| (future, &shared.conditional[p]));
        match &model.subjunctive {
            _ if lacks(Tense::Subjunctive) => {}
            Some(given) => made.add_persons(Tense::Subjunctive, |p| ("", &given[p])),
            None => {
                let (nous, ils) = (stem(3, &shared.nous), stem(5, &shared.ils));
                let of = |p| if matches!(p, 3 | 4) { nous } else { ils };
                made.add_persons(Tense::Subjunctive, |p| (of(p), &shared.subjunctive[p]));
            }
        }
        for (at, person) in [1, 3, 4].into_iter().enumerate() {
            let form = model.imperative.as_ref().map_or(&present[person], |i| &i[at]);
            made.add(Tense::Imperative, PERSONS[person], "", form);
        }
        if !lacks(Tense::PresentParticiple) {
            let stem = model.present_participle.as_deref().unwrap_or_else(|| stem(3, &shared.nous));
            made.add(Tense::PresentParticiple, NONE, stem, &shared.present_participle);
        }
        if !lacks(Tense::PastParticiple) {
            let forms = model.participle.as_ref().unwrap_or_else(|| missing("participle"));
            assert!(matches!(forms.len(), 1 | 4), "conjugation.toml: {name}: a participle has one form or four");
            for (form, (plural, feminine)) in
                forms.iter().zip([(false, false), (false, true), (true, false), (true, true)])
            {
                made.add(Tense::PastParticiple, Agreement { plural, feminine, ..NONE }, "", form);
            }
        }
        Self {
            name: name.to_owned(),
            cut: cut.to_owned(),
            strong: model.strong.clone(),
            soften: model.soften.clone(),
            endings: made.endings,
        }
    }
}

/// Person, number and gender of a form.
#[derive(Clone, Copy)]
struct Agreement {
    person: u8,
    plural: bool,
    feminine: bool,
}

const NONE: Agreement = Agreement { person: 0, plural: false, feminine: false };

const fn agreement(person: u8, plural: bool) -> Agreement {
    Agreement { person, plural, feminine: false }
}

/// The six persons in the order the table writes them.
const PERSONS: [Agreement; 6] = [
    agreement(1, false),
    agreement(2, false),
    agreement(3, false),
    agreement(1, true),
    agreement(2, true),
    agreement(3, true),
];

/// Collects the endings of a model.
struct Builder<'a> {
    model: &'a Model,
    soft_before: &'a str,
    endings: Vec<Ending>,
}

impl Builder<'_> {
    /// Adds the persons of a tense that the model has, each of a stem and an ending.
    fn add_persons<'b>(&mut self, tense: Tense, parts: impl Fn(usize) -> (&'b str, &'b String)) {
        for (at, who) in PERSONS.into_iter().enumerate() {
            let number = u8::try_from(at + 1).expect("one of six");
            if self.model.persons.as_ref().is_none_or(|p| p.contains(&number)) {
                let (stem, ending) = parts(at);
                self.add(tense, who, stem, ending);
            }
        }
    }

    fn add(&mut self, tense: Tense, who: Agreement, stem: &str, ending: &str) {
        if self.model.lacks.as_ref().is_some_and(|l| l.contains(&tense)) {
            return;
        }
        let suffix = [stem, ending].concat();
        let (root, letters) = if let Some(rest) = suffix.strip_prefix(STRONG) {
            (Root::Strong, rest.to_owned())
        } else if self.model.soften.is_some() && suffix.starts_with(|c| self.soft_before.contains(c)) {
            (Root::Soft, suffix)
        } else {
            (Root::Plain, suffix)
        };
        let Agreement { person, plural, feminine } = who;
        let inflection = Inflection { tense, person, plural, feminine };
        match self.endings.iter_mut().find(|e| e.root == root && e.letters == letters) {
            Some(ending) if ending.forms.contains(&inflection) => {}
            Some(ending) => ending.forms.push(inflection),
            None => self.endings.push(Ending { root, letters, forms: vec![inflection] }),
        }
    }
}
