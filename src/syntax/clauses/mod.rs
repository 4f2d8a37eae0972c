//! Clauses: which verb group each word belongs to, and how the groups hang together.
//!
//! One pass over the tokens of a sentence with a stack of open clauses. A conjunction or relative pronoun opens a
//! clause, the next finite verb fills it; a finite verb that finds its clause filled resumes an open one above that
//! still lacks its verb, or begins a clause beside (`et`, `;`), or is a verb of saying set in (`, a affirmé Bakou,`).

mod subjects;
mod verbs;

use super::groups::{self, Words};
use super::{Clause, ClauseIx, GroupTense, Link, Syntax, VerbGroup, VerbIx};
use crate::document::Document;
use crate::language::{Class, Language, VerbClass, VerbClassSet};
use std::ops::Range;

pub(super) fn analyse(doc: &Document, language: &Language) -> Syntax {
    let mut syntax =
        Syntax { clause_at: vec![0; doc.tokens.len()], verb_at: vec![u32::MAX; doc.tokens.len()], ..Syntax::default() };
    let mut stack = Vec::new();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        stack.clear();
        let words = Words::new(doc, language, sentence.tokens.clone());
        let first = syntax.verbs.len();
        groups::find(&words, &mut syntax.verbs);
        for verb in first..syntax.verbs.len() {
            let number = u32::try_from(verb).unwrap_or(u32::MAX);
            syntax.verb_at[syntax.verbs[verb].tokens.clone()].fill(number);
        }
        Cutter { words, syntax: &mut syntax, sentence: index, stack: &mut stack, first }.run();
    }
    syntax
}

struct Cutter<'a, 'd> {
    words: Words<'d>,
    syntax: &'a mut Syntax,
    sentence: usize,
    /// Open clauses, the innermost last.
    stack: &'a mut Vec<ClauseIx>,
    /// The sentence's first verb group.
    first: VerbIx,
}

/// Verbs whose complement is a clause behind `que`.
const TAKES_THAT: [VerbClass; 8] = [
    VerbClass::Speech,
    VerbClass::Witness,
    VerbClass::Deny,
    VerbClass::Wish,
    VerbClass::Fear,
    VerbClass::Request,
    VerbClass::Threat,
    VerbClass::Possible,
];

impl Cutter<'_, '_> {
    fn run(mut self) {
        let range = self.words.range.clone();
        self.open(range.start, Link::Main, None);
        let mut next_verb = self.first;
        let mut at = range.start;
        while at < range.end {
            let verb = self.syntax.verbs.get(next_verb).map(|verb| verb.tokens.start);
            let verb = verb.filter(|start| *start >= at).unwrap_or(range.end);
            // Most tokens go with those before them.
            let run = &self.words.doc.tokens[at..verb];
            let plain = run.iter().position(|token| token.hinge).unwrap_or(run.len());
            if plain > 0 {
                let top = self.top();
                self.claim_all(at..at + plain, top);
                at += plain;
                continue;
            }
            if at == verb {
                self.verb(next_verb);
                at = self.syntax.verbs[next_verb].tokens.end;
                next_verb += 1;
                continue;
            }
            if self.words.is_word(at) {
                self.word(at, next_verb);
            } else {
                self.mark(at, next_verb);
            }
            let top = self.top();
            self.claim(at, top);
            at += 1;
        }
        self.subjects();
    }

    fn top(&self) -> ClauseIx {
        *self.stack.last().unwrap_or(&0)
    }

    fn claim(&mut self, token: usize, clause: ClauseIx) {
        self.syntax.clause_at[token] = u32::try_from(clause).unwrap_or(u32::MAX);
        let tokens = &mut self.syntax.clauses[clause].tokens;
        tokens.start = tokens.start.min(token);
        tokens.end = tokens.end.max(token + 1);
    }

    fn claim_all(&mut self, run: Range<usize>, clause: ClauseIx) {
        self.syntax.clause_at[run.clone()].fill(u32::try_from(clause).unwrap_or(u32::MAX));
        let tokens = &mut self.syntax.clauses[clause].tokens;
        tokens.start = tokens.start.min(run.start);
        tokens.end = tokens.end.max(run.end);
    }

    fn open(&mut self, start: usize, link: Link, opener: Option<usize>) -> ClauseIx {
        let parent = self.stack.last().copied();
        self.open_under(start, link, opener, parent)
    }

    fn open_under(&mut self, start: usize, link: Link, opener: Option<usize>, parent: Option<ClauseIx>) -> ClauseIx {
        let index = self.syntax.clauses.len();
        let tokens = start..start;
        self.syntax.clauses.push(Clause {
            sentence: self.sentence,
            tokens,
            verb: None,
            parent,
            link,
            opener,
            cleft: false,
        });
        self.stack.push(index);
        index
    }

    fn has_verb(&self, clause: ClauseIx) -> bool {
        self.syntax.clauses[clause].verb.is_some()
    }

    fn classes(&self, verb: VerbIx) -> VerbClassSet {
        self.syntax.verbs[verb].verb.map(|v| self.words.lexicon.verb_classes(v)).unwrap_or_default()
    }

    fn clause_classes(&self, clause: ClauseIx) -> VerbClassSet {
        self.syntax.clauses[clause].verb.map(|v| self.classes(v)).unwrap_or_default()
    }

    /// Whether a finite verb group follows before `end`, from group `next` on.
    fn finite_before(&self, next: VerbIx, end: usize) -> bool {
        self.syntax.verbs[next.min(self.syntax.verbs.len())..]
            .iter()
            .take_while(|v| v.tokens.start < end)
            .any(VerbGroup::is_finite)
    }

    /// The first of some marks from `from` on; the sentence's end where there is none.
    fn next_mark(&self, from: usize, marks: &[char]) -> usize {
        (from..self.words.range.end)
            .find(|t| marks.contains(&self.words.doc.tokens[*t].mark))
            .unwrap_or(self.words.range.end)
    }

    fn word(&mut self, at: usize, next: VerbIx) {
        let words = &self.words;
        let end = words.range.end;
        if words.has(at, Class::That) {
            self.that(at, next);
        } else if words.has(at, Class::Relative) {
            let whose = words.has(at, Class::Whose);
            let limit = if whose { self.next_mark(at, &[',', ';', '.', ':']) } else { end };
            if self.finite_before(next, limit) {
                let antecedent = self.antecedent(at);
                let antecedent = antecedent.filter(|noun| !self.is_moment(*noun, at));
                let cleft = self.is_cleft();
                let clause = self.open(at, antecedent.map_or(Link::Adverbial, Link::Relative), Some(at));
                self.syntax.clauses[clause].cleft = cleft;
            }
        } else if words.has(at, Class::Conditional) {
            let elided = words.doc.lower(at) == "s'";
            let subject = at + 1 < end && words.has(at + 1, Class::SubjectPronoun);
            // `si possible` opens no clause.
            let any = at + 1 < end && words.has(at + 1, Class::IfAny);
            if (!elided || subject) && !any && self.finite_before(next, end) {
                self.open(at, Link::Conditional, Some(at));
            }
        } else if words.has(at, Class::TimeConjunction) {
            let limit = self.next_mark(at, &[',', ';', '.']);
            if self.finite_before(next, limit) {
                self.open(at, Link::Adverbial, Some(at));
            }
        }
    }

    /// Whether the innermost clause is `c'est …`, `ce sont …`, `c'était …`, so that what opens now is what it sets a word
    /// in front of.
    fn is_cleft(&self) -> bool {
        let Some(verb) = self.syntax.clauses[self.top()].verb else { return false };
        let group = &self.syntax.verbs[verb];
        let this = |t: usize| self.words.has(t, Class::ItIs);
        self.classes(verb).has(VerbClass::Be)
            && !group.passive
            && (this(group.tokens.start) || self.words.before(group.tokens.start).is_some_and(this))
    }

    /// The last token of the noun a relative hangs on.
    /// Whether `où` at a token says when (`au moment où`); what it opens then hangs on the sentence, if a comma parts it
    /// from the infinitive before.
    fn is_moment(&mut self, noun: usize, at: usize) -> bool {
        let words = &self.words;
        if !words.has(at, Class::Where) || !words.has(noun, Class::Moment) || noun + 1 != at {
            return false;
        }
        if noun >= words.range.start + 2 && words.is_mark(noun - 2, ',') {
            self.leave_inner();
        }
        true
    }

    /// Behind a comma a circumstance hangs on the sentence, not on the infinitive or relative clause before it.
    fn leave_inner(&mut self) {
        while let [.., _, top] = self.stack[..] {
            if !matches!(self.syntax.clauses[top].link, Link::Infinitive | Link::Irrealis | Link::Relative(_)) {
                break;
            }
            self.stack.pop();
        }
    }

    fn antecedent(&self, at: usize) -> Option<usize> {
        let mut token = at;
        while token > self.words.range.start {
            token -= 1;
            if self.words.is_mark(token, ',') || self.words.has(token, Class::Preposition) {
                continue;
            }
            return self.words.is_word(token).then_some(token);
        }
        None
    }

    fn that(&mut self, at: usize, next: VerbIx) {
        let words = &self.words;
        // `n'a visé que des bases`: `ne … que` opens no clause.
        if next > self.first {
            let verb = &self.syntax.verbs[next - 1];
            let ne = verb.tokens.clone().any(|t| words.has(t, Class::NegationFirst));
            if ne && !verb.negated && at - verb.tokens.end <= 4 {
                return;
            }
        }
        if !self.finite_before(next, words.range.end) {
            return;
        }
        // `c'est à X que les troupes ont …`: the clause is the sentence's own.
        if self.is_cleft() {
            let clause = self.open(at, Link::Coordinate, Some(at));
            self.syntax.clauses[clause].cleft = true;
            return;
        }
        let words = &self.words;
        let before = words.before(at);
        if let Some(before) = before
            && words.is_word(before)
            && words.has(before, Class::Contrast)
        {
            // `ainsi que` joins nouns; `ce que` is a relative.
            if words.doc.lower(before) == "ainsi" {
                return;
            }
            if words.doc.lower(before) != "ce" {
                let irrealis = words.has(before, Class::Irrealis);
                if !irrealis && words.before(before).is_some_and(|b| words.is_mark(b, ',')) {
                    self.leave_inner();
                }
                self.open(at, if irrealis { Link::Irrealis } else { Link::Adverbial }, Some(before));
                return;
            }
        }
        // `et que`: beside the `que` clause before.
        if let Some(before) = before
            && words.has(before, Class::Coordinator)
            && let Some(depth) = self.stack.iter().rposition(|c| self.syntax.clauses[*c].link == Link::That)
        {
            let beside = self.stack[depth];
            self.stack.truncate(depth);
            let parent = self.syntax.clauses[beside].parent;
            self.open_under(at, Link::That, Some(at), parent);
            return;
        }
        let taker = self.stack.iter().rev().find(|c| {
            self.clause_classes(**c).any(&TAKES_THAT)
                && !self.syntax.clauses_in(self.sentence).any(|k| k.parent == Some(**c) && k.link == Link::That)
        });
        if let Some(&taker) = taker
            && !self.hangs_on_noun(at, taker)
        {
            let depth = self.stack.iter().position(|c| *c == taker).unwrap_or(0);
            self.stack.truncate(depth + 1);
            self.open(at, Link::That, Some(at));
            return;
        }
        // `plus … que`, `autant que` with no noun before it compares; a clause follows all the same.
        let antecedent = self.antecedent(at);
        self.open(at, antecedent.map_or(Link::Adverbial, Link::Relative), Some(at));
    }

    /// Whether `que` follows the object of its verb (`a signé un accord que …`) rather than the verb, an adverb, a
    /// day or a complement with a preposition (`a dit à la presse que …`).
    fn hangs_on_noun(&self, at: usize, taker: ClauseIx) -> bool {
        let words = &self.words;
        let Some(verb) = self.syntax.clauses[taker].verb else { return false };
        let head = self.syntax.verbs[verb].head;
        // A subject turned behind its verb (`a indiqué le ministre, que`) is no object.
        let mut token = at;
        while token > head + 1 {
            token -= 1;
            if words.has(token, Class::Determiner) && !words.has(token, Class::Preposition) {
                let before = token - 1;
                return !(words.has(before, Class::Preposition) || words.has(before, Class::Adverb)) && at - token <= 4;
            }
            if words.has(token, Class::Preposition) || words.has(token, Class::Weekday) {
                return false;
            }
        }
        false
    }

    fn mark(&mut self, at: usize, next: VerbIx) {
        let words = &self.words;
        let end = words.range.end;
        let mark = words.doc.tokens[at].mark;
        if matches!(mark, ',' | '-' | '–' | ')') {
            let top = self.top();
            if self.syntax.clauses[top].link == Link::Inserted
                && self.has_verb(top)
                && (!self.follows_quote(top) || self.finite_before(next, end))
            {
                self.stack.pop();
            }
            // `des zones peuplées avec …, a affirmé`: a participle behind its noun ends at the comma.
            let top = self.top();
            if self.stack.len() > 1
                && let Some(verb) = self.syntax.clauses[top].verb
                && self.syntax.verbs[verb].tense == GroupTense::PastParticiple
                && self.syntax.clauses[top].parent.is_some_and(|p| self.has_verb(p))
            {
                self.stack.pop();
            }
            // `Si la trêve échouait, Washington …`: what follows belongs to the clause that still lacks its verb.
            let top = self.top();
            if self.has_verb(top)
                && self.finite_before(next, end)
                && let Some(depth) = self.stack.iter().rposition(|c| !self.has_verb(*c))
            {
                self.stack.truncate(depth + 1);
            }
        } else if matches!(mark, ';' | ':') {
            let limit = self.next_mark(at + 1, &[';']);
            if self.has_verb(self.stack[0]) && self.finite_before(next, limit) {
                let main = self.stack[0];
                self.stack.clear();
                self.open_under(at, Link::Coordinate, None, Some(main));
            }
        }
    }

    /// Whether an inserted verb of saying stands behind a closed quotation: what follows it is said of the saying.
    fn follows_quote(&self, clause: ClauseIx) -> bool {
        let start = self.syntax.clauses[clause].tokens.start;
        (self.words.range.start..start).rev().take(2).any(|t| matches!(self.words.doc.tokens[t].mark, '»' | '"' | '”'))
    }
}
