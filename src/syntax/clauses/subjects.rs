//! The subject of each finite verb.

use super::Cutter;
use crate::language::Class;
use crate::syntax::{Link, VerbIx};
use std::ops::Range;

impl Cutter<'_, '_> {
    /// Subjects, once all clauses of the sentence are known.
    pub(super) fn subjects(&mut self) {
        // The finite ones first: a participle before them (`Réunis à X, les ministres ont …`) shares theirs.
        for finite in [true, false] {
            for index in self.first..self.syntax.verbs.len() {
                if self.syntax.verbs[index].is_finite() == finite {
                    let subject = self.subject(index);
                    self.syntax.verbs[index].subject = subject;
                }
            }
        }
    }

    fn subject(&self, index: VerbIx) -> Option<Range<usize>> {
        let group = &self.syntax.verbs[index];
        let clause = &self.syntax.clauses[group.clause];
        if !group.is_finite() {
            let parent = clause.parent?;
            return self.syntax.clauses[parent]
                .verb
                .filter(|v| *v < index || clause.link == Link::Participle)
                .and_then(|v| self.syntax.verbs[v].subject.clone());
        }
        if let Link::Relative(antecedent) = clause.link
            && clause.opener.is_some_and(|o| self.words.doc.lower(o) == "qui")
        {
            return Some(self.noun_phrase_before(antecedent)..antecedent + 1);
        }
        let from = clause.opener.map_or(clause.tokens.start, |o| o + 1);
        let mine = |t: &usize| self.syntax.clause_at(*t) == group.clause;
        let first = (from..group.tokens.start)
            .find(|t| mine(t) && self.words.is_word(*t) && !self.words.has(*t, Class::Coordinator));
        if clause.link != Link::Inserted
            && let Some(first) = first
        {
            return Some(first..group.tokens.start);
        }
        let behind = group.tokens.end..self.next_mark(group.tokens.end, &[',', '.', ';', '»', '"']);
        if clause.link == Link::Inserted || first.is_none() && clause.link != Link::Coordinate {
            let limit = self.syntax.verbs[index + 1..].iter().map(|v| v.tokens.start).next().unwrap_or(behind.end);
            let end = behind.end.min(limit.max(behind.start));
            return (behind.start < end).then_some(behind.start..end);
        }
        clause
            .parent
            .and_then(|p| self.syntax.clauses[p].verb)
            .filter(|v| *v < index)
            .and_then(|v| self.syntax.verbs[v].subject.clone())
    }

    /// Where the noun phrase that ends at a token begins: its determiner, or the comma before it.
    fn noun_phrase_before(&self, last: usize) -> usize {
        let mut at = last;
        while at > self.words.range.start {
            let before = at - 1;
            if !self.words.is_word(before) || self.syntax.verb_at(before).is_some() {
                break;
            }
            at = before;
            if self.words.has(at, Class::Determiner)
                && at > self.words.range.start
                && !self.words.has(at, Class::Preposition)
                && !self.words.has(at - 1, Class::Preposition)
            {
                break;
            }
        }
        at
    }
}
