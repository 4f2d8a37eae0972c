//! The skeleton of each sentence: verb groups and clauses.
//!
//! Takes tokens, gives [`Syntax`]. It stands between `document` and the rooms that read times, places and events,
//! which all need to know which verb a word belongs to, whether that verb is past or to come, negated, supposed or
//! reported. A shallow analysis: groups are found by their auxiliaries, clauses by their openers and commas.

mod clauses;
mod direction;
mod groups;

use crate::document::Document;
use crate::language::{Language, VerbId};
use std::ops::Range;

/// Number of a verb group within its document.
pub type VerbIx = usize;
/// Number of a clause within its document.
pub type ClauseIx = usize;

/// Which way from now a verb looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// `est arrivé`, `avait visé`, `poursuivaient`.
    Past,
    /// `demande`, `affirme`: the day of the telling.
    Present,
    /// `doit se rendre`, `aura lieu`, `est attendu`.
    Future,
    /// No verb says.
    Unknown,
}

/// The tense of a whole verb group, auxiliaries counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names are the grammar's
pub enum GroupTense {
    Present,
    Perfect,
    Imperfect,
    Pluperfect,
    SimplePast,
    Future,
    FuturePerfect,
    Conditional,
    ConditionalPast,
    Subjunctive,
    Infinitive,
    PastInfinitive,
    PresentParticiple,
    PastParticiple,
}

/// A verb with its auxiliaries, pronouns and negation.
#[derive(Clone, Debug)]
pub struct VerbGroup {
    /// From the first auxiliary, pronoun or `ne` to the verb.
    pub tokens: Range<usize>,
    /// The verb itself, behind its auxiliaries.
    pub head: usize,
    /// The verb; none where only its form shows that it is one.
    pub verb: Option<VerbId>,
    /// Its tense.
    pub tense: GroupTense,
    /// `doit se rendre`: the verb before the infinitive that colours it (also `va`, `vient de`, `fait`, `laisse`).
    pub modal: Option<VerbId>,
    /// `a été touché`.
    pub passive: bool,
    /// `s'est rendu`.
    pub reflexive: bool,
    /// `n'a pas visé`.
    pub negated: bool,
    /// The tokens of its subject, roughly; behind the verb where it is turned round (`a affirmé Bakou`).
    pub subject: Option<Range<usize>>,
    /// Its clause.
    pub clause: ClauseIx,
}

impl VerbGroup {
    /// Whether it stands in a personal mood.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        !matches!(
            self.tense,
            GroupTense::Infinitive
                | GroupTense::PastInfinitive
                | GroupTense::PresentParticiple
                | GroupTense::PastParticiple
        )
    }
}

/// How a clause hangs on the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The sentence's own.
    Main,
    /// `… et …`, `… ; …`: as independent as the one before.
    Coordinate,
    /// `que …`: what is said, thought or feared.
    That,
    /// `qui …`, `dont …`, `où …` of the noun that ends at this token.
    Relative(usize),
    /// `si …`.
    Conditional,
    /// `alors que …`, `après que …`, `quand …`, `comme …`.
    Adverbial,
    /// `pour que …`, `avant que …`: nothing has happened under it.
    Irrealis,
    /// `pour …`, `de …` with an infinitive.
    Infinitive,
    /// `…, affirmant …`, `réunis à …`.
    Participle,
    /// `…, a affirmé Bakou, …`: the verb of saying set into what it says.
    Inserted,
}

/// A verb group and what belongs to it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The sentence.
    pub sentence: usize,
    /// From its first token to its last; clauses set into it lie within, [`Syntax::clause_at`] tells them apart.
    pub tokens: Range<usize>,
    /// Its verb; none in a headline or a bare noun phrase.
    pub verb: Option<VerbIx>,
    /// The clause above.
    pub parent: Option<ClauseIx>,
    /// How it hangs there.
    pub link: Link,
    /// The conjunction, pronoun or preposition that opens it.
    pub opener: Option<usize>,
    /// Whether the clause above only sets one of its words in front: `c'est à X que …`, `ce sont les Y qui …`.
    pub cleft: bool,
}

/// Verb groups and clauses of a document.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// In text order.
    pub verbs: Vec<VerbGroup>,
    /// Sentence by sentence, in the order in which they open.
    pub clauses: Vec<Clause>,
    clause_at: Vec<u32>,
    verb_at: Vec<u32>,
}

impl Syntax {
    /// Analyses every sentence.
    #[must_use]
    pub fn of(doc: &Document, language: &Language) -> Self {
        clauses::analyse(doc, language)
    }

    /// The verb groups that begin in a range of tokens.
    pub fn verbs_in(&self, range: Range<usize>) -> impl Iterator<Item = (VerbIx, &VerbGroup)> {
        let first = self.verbs.partition_point(|group| group.tokens.start < range.start);
        let after = self.verbs[first..].iter().take_while(move |group| group.tokens.start < range.end);
        after.enumerate().map(move |(index, group)| (first + index, group))
    }

    /// The clauses of a sentence.
    pub fn clauses_in(&self, sentence: usize) -> impl Iterator<Item = &Clause> {
        let first = self.clauses.partition_point(|clause| clause.sentence < sentence);
        self.clauses[first..].iter().take_while(move |clause| clause.sentence == sentence)
    }

    /// The clause that a token belongs to, the innermost.
    #[must_use]
    #[inline]
    pub fn clause_at(&self, token: usize) -> ClauseIx {
        self.clause_at[token] as usize
    }

    /// The verb group that a token is part of.
    #[must_use]
    #[inline]
    pub fn verb_at(&self, token: usize) -> Option<VerbIx> {
        match self.verb_at[token] {
            u32::MAX => None,
            index => Some(index as usize),
        }
    }

    /// The verb that governs a token: its clause's, or the nearest clause's above that has one.
    #[must_use]
    pub fn governor(&self, token: usize) -> Option<&VerbGroup> {
        let mut clause = Some(self.clause_at(token));
        while let Some(index) = clause {
            if let Some(verb) = self.clauses[index].verb {
                return Some(&self.verbs[verb]);
            }
            clause = self.clauses[index].parent;
        }
        None
    }

    /// Which way the verb that governs a token looks.
    #[must_use]
    pub fn direction_at(&self, doc: &Document, language: &Language, token: usize) -> Direction {
        direction::of(self, doc, language, token)
    }
}
