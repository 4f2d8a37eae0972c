//! What a name is to its sentence: the slot it stands in, the noun or verb that governs it.

use super::mention::{RelationKind, Role};
use super::names::Name;
use super::slots::Slot;
use super::words::{Noun, Words};
use crate::gazetteer::{Kind, Named, PlaceIx};
use crate::language::{PlaceVerb, PlaceWord, VerbClass};
use crate::syntax::{GroupTense, Link, VerbGroup};

/// A role with its reason.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub role: Role,
    pub reason: &'static str,
    /// The name only says where something else is.
    pub locates_only: bool,
    /// 0 to 1.
    pub confidence: f64,
}

fn location(reason: &'static str) -> Decision {
    Decision { role: Role::Location, reason, locates_only: false, confidence: 0.9 }
}

fn locates(reason: &'static str) -> Decision {
    Decision { locates_only: true, ..location(reason) }
}

fn actor(reason: &'static str) -> Decision {
    Decision { role: Role::Actor, reason, locates_only: false, confidence: 0.9 }
}

fn part(reason: &'static str) -> Decision {
    Decision { role: Role::PartOfName, reason, locates_only: false, confidence: 0.95 }
}

impl Decision {
    fn doubtful(self) -> Self {
        Self { confidence: self.confidence - 0.3, ..self }
    }
}

/// What the rules ask of the place a name stands for.
#[allow(clippy::struct_excessive_bools)] // each is a question of its own
#[derive(Clone, Copy, Debug)]
struct What {
    area: bool,
    country: bool,
    /// A state or territory may speak under the name.
    speaks: bool,
    /// A row of the gazetteer says so.
    capital: bool,
    /// A building, a river, a road.
    spot: bool,
}

impl Words<'_> {
    /// The roles of all names; `chosen` are the places they stand for.
    pub fn roles(&self, names: &[Name], chosen: &[Option<PlaceIx>]) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = Vec::with_capacity(names.len());
        for (number, name) in names.iter().enumerate() {
            let what = self.what(name, chosen[number]);
            let decision = self.role(name, what, names, &decisions);
            decisions.push(decision);
        }
        self.pairs(names, chosen, &mut decisions);
        decisions
    }

    fn what(&self, name: &Name, chosen: Option<PlaceIx>) -> What {
        let listed = name.named.iter().any(|n| matches!(n, Named::Actor(_)));
        let kind = chosen.map(|ix| self.gazetteer.kind_of(ix));
        let capital = chosen.is_some_and(|ix| self.gazetteer.may_speak(ix));
        What {
            area: kind.is_some_and(Kind::is_area),
            country: kind == Some(Kind::Country),
            capital: listed || chosen.is_some_and(|ix| self.gazetteer.is_capital(ix)),
            spot: kind.is_some_and(|k| !k.is_area() && !k.is_settlement()),
            speaks: listed || capital || kind == Some(Kind::Country),
        }
    }

    fn role(&self, name: &Name, what: What, names: &[Name], before: &[Decision]) -> Decision {
        if name.is_ignored() {
            return part("name/ignored");
        }
        if name.is_demonym() {
            return Decision { role: Role::Demonym, ..actor("demonym") };
        }
        let people_only = name.places().next().is_none() && !name.named.is_empty();
        if people_only {
            return actor("actor/listed");
        }
        if let Some(reason) = self.part_of_name(name) {
            return part(reason);
        }
        if name.qualifies.is_some() {
            return locates("loc/qualifies");
        }
        if let Some(relation) = name.relation {
            // `le sud de la Turquie` is a place as much as `Ankara`; `à 15 km de` more so.
            return Decision { confidence: 0.9, ..location(relation_reason(relation.kind)) };
        }
        self.slot_role(name, what, names, before)
    }

    fn slot_role(&self, name: &Name, what: What, names: &[Name], before: &[Decision]) -> Decision {
        match name.slot {
            Slot::Dateline => location("loc/dateline"),
            Slot::At(noun, prep) => self.at_role(name, what, noun, prep),
            Slot::In => location("loc/in"),
            Slot::On(noun) => {
                let strike = noun.is_some_and(|n| n.classes.has(PlaceWord::Strike));
                let topic = noun.is_some_and(|n| n.classes.has(PlaceWord::Topic));
                match () {
                    () if strike || !topic && !what.area => location("loc/on"),
                    () if self.rains(self.phrase_start(name.tokens.start) - 1) => location("loc/on"),
                    () => locates("topic/on"),
                }
            }
            Slot::Toward(noun) => match noun {
                Some(noun) if noun.classes.has(PlaceWord::Route) => locates("loc/toward"),
                _ => location("loc/toward"),
            },
            Slot::Against(noun) => {
                let strike = noun.is_some_and(|n| n.classes.has(PlaceWord::Strike));
                if strike || !what.speaks { location("loc/against") } else { actor("actor/against") }
            }
            Slot::Of(noun, of) => self.of_role(what, noun, of),
            Slot::By if what.speaks || what.area => actor("actor/by"),
            Slot::By => location("loc/by"),
            Slot::For => {
                let leaves = self
                    .verb_before(self.phrase_start(name.tokens.start) - 1)
                    .is_some_and(|group| self.verb(group).has(PlaceVerb::Leave));
                match () {
                    () if leaves => location("loc/for"),
                    () if what.speaks || what.area => actor("actor/for"),
                    () => locates("loc/for"),
                }
            }
            Slot::With(noun) => {
                let placing = [PlaceWord::Border, PlaceWord::Route];
                if noun.is_some_and(|n| n.classes.any(&placing)) { locates("loc/border") } else { actor("actor/with") }
            }
            Slot::According => actor("actor/according"),
            Slot::Between(noun) => match noun {
                Some(noun) if noun.classes.any(&[PlaceWord::Border, PlaceWord::Route]) => location("loc/between"),
                _ if what.speaks || what.country => actor("actor/between"),
                _ => location("loc/between"),
            },
            Slot::BetweenSecond(first) => before[first],
            Slot::Kind(_) => location("loc/kind"),
            Slot::Apposed => location("loc/apposed"),
            Slot::List(first) => self.list_role(name, what, names, before, first),
            Slot::Bare => self.bare_role(name, what),
        }
    }

    fn list_role(&self, name: &Name, what: What, names: &[Name], before: &[Decision], first: usize) -> Decision {
        let decided = before[first];
        match decided.role {
            // Decided by what stands left of the list: it holds for all of it.
            Role::Location if !matches!(names[first].slot, Slot::Bare) || decided.reason != "loc/bare" => {
                Decision { reason: "loc/list", ..decided }
            }
            Role::Actor if what.speaks => Decision { reason: "actor/list", ..decided },
            _ => self.bare_role(name, what),
        }
    }

    fn at_role(&self, name: &Name, what: What, noun: Option<Noun>, prep: usize) -> Decision {
        // `a déclaré à Bakou`: where who speaks is.
        let said = self.verb_before(prep).is_some_and(|group| {
            let classes = group.verb.map(|v| self.language.lexicon().verb_classes(v)).unwrap_or_default();
            classes.any(&[VerbClass::Speech, VerbClass::Deny]) && !group.passive && group.is_finite()
        });
        if said && !self.is_given(prep) {
            return location("loc/seat");
        }
        if !what.speaks && !what.country {
            return location("loc/at");
        }
        // `ont paradé en armes dimanche à X`: what a day parts from the noun is no gift's.
        let parted = |n: Noun| (n.token + 1..prep).any(|t| self.has(t, PlaceWord::Adverb));
        let recipient = noun
            .is_some_and(|n| n.classes.has(PlaceWord::Recipient) && !n.classes.has(PlaceWord::Meeting) && !parted(n));
        let bound = self
            .syntax
            .governor(prep)
            .is_some_and(|group| self.verb(group).has(PlaceVerb::Bind) && group.passive && group.head < prep);
        if recipient || bound || self.is_given(prep) {
            return actor("actor/recipient");
        }
        // `à la Turquie`: to a country whose name takes `en` one gives or says.
        let merged = self.has(prep, PlaceWord::MergedArticle);
        if what.country && !merged && self.has_article(name.tokens.start) {
            return actor("actor/recipient");
        }
        location("loc/at")
    }

    fn of_role(&self, what: What, noun: Option<Noun>, of: usize) -> Decision {
        let state = what.speaks || what.country;
        if let Some(group) = self.verb_before(of)
            && self.verb(group).has(PlaceVerb::Leave)
        {
            return location("loc/from");
        }
        let Some(noun) = noun.filter(|n| !n.classes.is_empty() || self.syntax.verb_at(n.token).is_none()) else {
            let leaves = self.verb_before(of).is_some_and(|group| self.verb(group).has(PlaceVerb::Leave));
            // `De Constanta à Brest`: a way from one to the other.
            return match () {
                () if leaves || self.opens(of) => location("loc/from"),
                () if state => actor("actor/of").doubtful(),
                () => location("loc/of").doubtful(),
            };
        };
        let classes = noun.classes;
        if classes.has(PlaceWord::ThatOne) {
            let first = self.sentence(of).start;
            let placed = noun.token > first && self.has(noun.token - 1, PlaceWord::In);
            return if placed || !state && !what.area { location("loc/of-kind") } else { actor("actor/of") };
        }
        // `le ministère de l'Intérieur` is a body, `l'intérieur du pays` a part.
        let body =
            classes.has(PlaceWord::Body) && (!classes.has(PlaceWord::Part) || self.doc.tokens[noun.token].capital);
        match () {
            () if classes.any(&[PlaceWord::Near, PlaceWord::Environs, PlaceWord::Unit]) => location("loc/near"),
            () if classes.has(PlaceWord::Far) => locates("loc/far"),
            () if classes.any(&[PlaceWord::Settlement, PlaceWord::Capital]) => {
                if self.of_body(noun) {
                    actor("actor/of-body")
                } else if what.area {
                    locates("loc/of-kind")
                } else {
                    location("loc/of-kind")
                }
            }
            () if classes.has(PlaceWord::Area) => {
                if self.of_body(noun) {
                    actor("actor/of-body")
                } else {
                    location("loc/of-kind")
                }
            }
            () if classes.has(PlaceWord::Polity) => {
                if self.in_slot(noun) {
                    location("loc/of-kind")
                } else {
                    actor("actor/of-polity")
                }
            }
            () if classes.has(PlaceWord::Body) && self.withdrawn(noun) => location("loc/from"),
            () if what.capital && classes.has(PlaceWord::Voice) => actor("actor/of-voice"),
            () if classes.any(&[PlaceWord::Route, PlaceWord::Border]) && !classes.has(PlaceWord::Part) => {
                locates("loc/of-route")
            }
            () if classes.has(PlaceWord::Seizure) => location("loc/of-event"),
            // `l'attaque du consulat de X`: a house of its town, but where it speaks or is a state's.
            () if classes.has(PlaceWord::Body) && classes.has(PlaceWord::Part) && !body => {
                if !state && !what.area && (self.is_governed(noun) || self.is_struck(noun)) {
                    location("loc/of-part")
                } else {
                    actor("actor/of-body")
                }
            }
            // `un poste de police de X`: the house of a body.
            () if body && !state && self.hangs_on(noun, PlaceWord::Part) => location("loc/of-part"),
            () if body => actor("actor/of-body"),
            // `leur retrait de Kaboul`: whose it is stands before it, so what follows is where.
            () if classes.has(PlaceWord::Event) && self.is_owned(noun) => location("loc/of-event"),
            () if classes.has(PlaceWord::Event) && !what.capital && !what.country => location("loc/of-event"),
            () if classes.has(PlaceWord::Voice) && (state || what.area && !classes.has(PlaceWord::Event)) => {
                actor("actor/of-voice")
            }
            () if classes.has(PlaceWord::Topic) && what.area && !classes.has(PlaceWord::Event) => locates("topic/of"),
            () if classes.has(PlaceWord::Part) => location("loc/of-part"),
            () if classes.has(PlaceWord::Event) && !what.country => location("loc/of-event"),
            () if classes.has(PlaceWord::Meeting) && !what.area => location("loc/of-meeting"),
            () if state => actor("actor/of").doubtful(),
            () => location("loc/of").doubtful(),
        }
    }

    /// Whether a possessive stands before a noun's phrase.
    fn is_owned(&self, noun: Noun) -> bool {
        let phrase = self.phrase_start(noun.token);
        self.has(phrase, PlaceWord::Possessive) || phrase > 0 && self.has(phrase - 1, PlaceWord::Possessive)
    }

    /// `retire ses troupes de X`, `a évacué ses ressortissants de X`.
    fn withdrawn(&self, noun: Noun) -> bool {
        self.verb_before(self.phrase_start(noun.token))
            .is_some_and(|group| self.verb(group).has(PlaceVerb::Withdraw) && !group.passive)
    }

    /// Whether the phrase of a noun of place hangs on a body: `les autorités de la région de X`.
    fn of_body(&self, noun: Noun) -> bool {
        self.hangs_on(noun, PlaceWord::Body)
    }

    /// Whether `de` joins the phrase of a noun to another noun of a class.
    fn hangs_on(&self, noun: Noun, class: PlaceWord) -> bool {
        let phrase = self.phrase_start(noun.token);
        let first = self.sentence(noun.token).start;
        phrase > first
            && self.has(phrase - 1, PlaceWord::Of)
            && self.noun_before(phrase - 1).is_some_and(|n| n.classes.has(class))
    }

    /// Where the phrase of a noun begins, whatever its article.
    fn with_determiner(&self, noun: Noun) -> usize {
        let phrase = self.phrase_start(noun.token);
        let first = self.sentence(noun.token).start;
        if phrase > first && self.has(phrase - 1, PlaceWord::Determiner) { phrase - 1 } else { phrase }
    }

    /// Whether a noun is what a verb does something to that is done to places: `ont incendié le tribunal de X`.
    fn is_struck(&self, noun: Noun) -> bool {
        self.verb_before(self.with_determiner(noun))
            .is_some_and(|group| self.verb(group).has(PlaceVerb::Affect) && !group.passive)
    }

    /// Whether the phrase of a noun stands behind `dans`, `en`, `vers`.
    pub fn in_slot(&self, noun: Noun) -> bool {
        let phrase = self.phrase_start(noun.token);
        let first = self.sentence(noun.token).start;
        phrase > first && (self.at(phrase - 1).any(&[PlaceWord::In, PlaceWord::Toward]) || self.is_at(phrase - 1))
    }

    /// Whether a preposition that names no speaker stands before the phrase of a noun.
    fn is_governed(&self, noun: Noun) -> bool {
        let phrase = self.with_determiner(noun);
        let first = self.sentence(noun.token).start;
        let before = || phrase - 1;
        phrase > first
            && self.class(before(), crate::language::Class::Preposition)
            && !self.at(before()).any(&[PlaceWord::According, PlaceWord::By])
    }

    /// The verb whose subject a name is: no preposition governs it.
    pub fn subject_of(&self, start: usize) -> Option<&VerbGroup> {
        let sentence = self.sentence(start);
        self.syntax
            .verbs_in(sentence.clone())
            .map(|(_, group)| group)
            .filter(|g| sentence.contains(&g.head) && g.is_finite())
            .filter(|g| g.subject.as_ref().is_some_and(|s| s.contains(&start)))
            .min_by_key(|g| g.head.abs_diff(start))
    }

    fn bare_role(&self, name: &Name, what: What) -> Decision {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let state = what.speaks || what.country;
        let sentence = self.sentence(start);
        if end < sentence.end && self.is_mark(end, ':') && self.opens(start) {
            return if what.area { locates("topic/heading") } else { location("loc/heading") };
        }
        if let Some(group) = self.verb_before(self.phrase_start(start))
            && group.tokens.end <= start
            && !self.turned_round(group)
            && group.subject.as_ref().is_none_or(|s| !s.contains(&start))
        {
            return self.object_role(group, state, what.country);
        }
        // `(Russie, France, Etats-Unis)`: no verb reaches into brackets.
        let bracketed = start > sentence.start && self.is_mark(start - 1, '(');
        if let Some(group) = self.subject_of(start).filter(|_| !bracketed) {
            return self.subject_role(group, what, state);
        }
        if let Some(group) = self.verb_after(end).filter(|_| !bracketed) {
            return self.subject_role(group, what, state);
        }
        match () {
            () if self.apposition(end).is_some() => location("loc/apposition"),
            () if what.country => actor("actor/bare").doubtful(),
            () if what.speaks && what.area => actor("actor/bare").doubtful(),
            () => location("loc/bare").doubtful(),
        }
    }

    /// The finite verb that follows a list of names with nothing else between.
    fn verb_after(&self, end: usize) -> Option<&VerbGroup> {
        let last = self.sentence(end.checked_sub(1)?).end;
        let mut at = end;
        while at < last && self.syntax.verb_at(at).is_none() {
            let quote = matches!(self.doc.word(at), "\"" | "«" | "“");
            let listed = quote
                || self.has(at, PlaceWord::And)
                || self.has(at, PlaceWord::Article)
                || self.is_word(at) && self.doc.tokens[at].capital;
            if !listed {
                return None;
            }
            at += 1;
        }
        // The name may be the last of the text.
        let verb = if at < last { self.syntax.verb_at(at)? } else { return None };
        let group = &self.syntax.verbs[verb];
        (group.is_finite() || group.tense == GroupTense::PresentParticiple).then_some(group)
    }

    /// `…, a affirmé Bakou, …`.
    fn turned_round(&self, group: &VerbGroup) -> bool {
        let classes = group.verb.map(|v| self.language.lexicon().verb_classes(v)).unwrap_or_default();
        self.syntax.clauses[group.clause].link == Link::Inserted
            && classes.any(&[VerbClass::Speech, VerbClass::Deny, VerbClass::Witness, VerbClass::Threat])
    }

    /// `un séisme a frappé le Népal`: whether the subject of a verb is what befalls a land, not a state.
    fn is_of_nature(&self, group: &VerbGroup) -> bool {
        let befalls = [PlaceWord::Event, PlaceWord::Strike];
        group
            .subject
            .clone()
            .is_some_and(|mut s| s.any(|t| self.at(t).any(&befalls) && self.syntax.verb_at(t).is_none()))
    }

    fn object_role(&self, group: &VerbGroup, state: bool, country: bool) -> Decision {
        let verb = self.verb(group);
        let sways = country && verb.has(PlaceVerb::Sway) && !self.is_of_nature(group);
        if verb.has(PlaceVerb::Affect) && !sways {
            return location("loc/object");
        }
        match () {
            () if state => actor("actor/object"),
            () => location("loc/object").doubtful(),
        }
    }

    fn subject_role(&self, group: &VerbGroup, what: What, state: bool) -> Decision {
        let verb = self.verb(group);
        let classes = group.verb.map(|v| self.language.lexicon().verb_classes(v)).unwrap_or_default();
        if group.passive {
            return match () {
                () if verb.has(PlaceVerb::Affect) => location("loc/subject-affected"),
                () if state => actor("actor/subject"),
                () => location("loc/subject-affected").doubtful(),
            };
        }
        let speaks = what.capital || what.country;
        if speaks && verb.has(PlaceVerb::Remain) {
            return actor("actor/subject").doubtful();
        }
        if verb.has(PlaceVerb::Undergo) && !(speaks && verb.has(PlaceVerb::Speak)) {
            return location("loc/subject-undergo");
        }
        let says = classes.any(&[VerbClass::Speech, VerbClass::Deny, VerbClass::Accuse, VerbClass::Request]);
        match () {
            () if state => actor("actor/subject"),
            () if says && !what.area => actor("actor/subject"),
            () if what.spot && verb.has(PlaceVerb::Speak) => actor("actor/subject").doubtful(),
            () if what.area && !group.reflexive => actor("actor/subject").doubtful(),
            () => location("loc/subject").doubtful(),
        }
    }

    /// Whether a name is a piece of another name, and how that shows.
    fn part_of_name(&self, name: &Name) -> Option<&'static str> {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let sentence = self.sentence(start);
        if end < sentence.end && self.is_word(end) && self.doc.tokens[end].capital && self.has(end, PlaceWord::NameTail)
            || end < sentence.end && self.is_number(end) && self.doc.folded(end).len() == 1
        {
            return Some("name/tail");
        }
        // `Florence Martin`.
        if self.has(end - 1, PlaceWord::GivenName)
            && end < sentence.end
            && self.doc.tokens[end].capital
            && self.plain(end)
        {
            return Some("name/person");
        }
        if start == sentence.start {
            return None;
        }
        let before = start - 1;
        if let Slot::Of(noun, of) = name.slot {
            return self.name_before_of(noun, of, sentence.start);
        }
        if self.is_mark(before, '.') && before > sentence.start && self.has(before - 1, PlaceWord::PersonTitle)
            || self.has(before, PlaceWord::PersonTitle)
        {
            return Some("name/person");
        }
        if !self.is_word(before) {
            return None;
        }
        if self.has(before, PlaceWord::Street) && !self.doc.tokens[before].capital {
            return Some("name/compound");
        }
        let token = &self.doc.tokens[before];
        let given = self.has(before, PlaceWord::GivenName);
        let named = token.capital && !token.all_caps && (given || self.plain(before) && !self.opens(before));
        // A place before it is a list or an address, not a given name.
        let place = || self.gazetteer.names().has_token(self.doc, before);
        (named && !place() && self.at(before).without(PlaceWord::GivenName).is_empty()).then_some("name/surname")
    }

    /// A word that no lexicon and no table knows.
    fn plain(&self, token: usize) -> bool {
        let lexicon = self.language.lexicon();
        let word = self.doc.tokens[token].word;
        self.is_word(token)
            && lexicon.classes(word).is_empty()
            && lexicon.forms(word).is_empty()
            && self.at(token).without(PlaceWord::GivenName).is_empty()
    }

    fn name_before_of(&self, noun: Option<Noun>, of: usize, first: usize) -> Option<&'static str> {
        if of == first {
            return None;
        }
        let word = of - 1;
        let token = &self.doc.tokens[word];
        if self.is_word(word) && token.capital {
            if self.has(word, PlaceWord::GivenName) {
                return Some("name/person");
            }
            let place = || self.gazetteer.names().has_token(self.doc, word);
            if self.plain(word) && !self.opens(word) && !token.all_caps && !place() {
                return Some("name/of-name");
            }
        }
        let noun = noun?;
        // `l'université de X` is a name, but where something is done to it, or in or before it, a house of X.
        let house = noun.classes.has(PlaceWord::Part) && (self.is_governed(noun) || self.is_struck(noun));
        if noun.classes.has(PlaceWord::NameOf) && !house {
            return Some("name/of");
        }
        let indefinite = word > first && self.has(word - 1, PlaceWord::Determiner);
        (noun.token == word && self.has(word, PlaceWord::StreetOf) && !indefinite).then_some("name/street")
    }

    /// `entre Bakou et Stepanakert`: who only speaks fights with who speaks too; with a town it is where.
    fn pairs(&self, names: &[Name], chosen: &[Option<PlaceIx>], decisions: &mut [Decision]) {
        for (number, name) in names.iter().enumerate() {
            let Slot::BetweenSecond(first) = name.slot else { continue };
            let what = self.what(name, chosen[number]);
            if decisions[first].reason == "actor/between" && !what.speaks && !what.country {
                decisions[first] = location("loc/between");
                decisions[number] = location("loc/between");
            }
        }
    }
}

fn relation_reason(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Distance | RelationKind::DistanceDirection => "loc/distance",
        RelationKind::Beyond => "loc/beyond",
        RelationKind::Part => "loc/part",
        _ => "loc/near",
    }
}
