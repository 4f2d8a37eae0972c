//! The clause of each verb group: the one that waits for a verb, or a new one.

use super::Cutter;
use crate::language::{Class, VerbClass};
use crate::syntax::{ClauseIx, GroupTense, Link, VerbGroup, VerbIx};

impl Cutter<'_, '_> {
    pub(super) fn verb(&mut self, verb: VerbIx) {
        self.share_auxiliary(verb);
        let group = self.syntax.verbs[verb].clone();
        let clause = if group.is_finite() { self.place_finite(verb, &group) } else { self.place_nonfinite(&group) };
        self.syntax.clauses[clause].verb.get_or_insert(verb);
        self.syntax.verbs[verb].clause = clause;
        let end = group.tokens.end;
        for token in group.tokens {
            self.claim(token, clause);
        }
        // `un marché couvert et plusieurs immeubles`: a bare participle is an adjective and takes nothing with it.
        let bare = group.tense == GroupTense::PastParticiple
            && end < self.words.range.end
            && (!self.words.is_word(end)
                || self.words.has(end, Class::Coordinator)
                || self.syntax.verb_at(end).is_some());
        if bare && self.stack.len() > 1 && self.words.before(group.head).is_some_and(|b| self.words.is_word(b)) {
            self.stack.pop();
        }
    }

    /// `a tué un civil et blessé un soldat`: a participle behind `et` shares the auxiliary of the verb it joins.
    fn share_auxiliary(&mut self, verb: VerbIx) {
        let group = &self.syntax.verbs[verb];
        let single = group.tokens.len() == 1;
        let joined = self.words.before(group.tokens.start).is_some_and(|b| self.words.has(b, Class::Coordinator));
        if !single || !joined || !self.words.is_participle(group.head) {
            return;
        }
        let compound = |tense| {
            matches!(
                tense,
                GroupTense::Perfect
                    | GroupTense::Pluperfect
                    | GroupTense::ConditionalPast
                    | GroupTense::FuturePerfect
                    | GroupTense::PastInfinitive
            )
        };
        let partner = self.stack.iter().rev().find_map(|c| {
            let partner = &self.syntax.verbs[self.syntax.clauses[*c].verb?];
            (compound(partner.tense) || partner.passive && partner.is_finite())
                .then_some((partner.tense, partner.passive))
        });
        if let Some((tense, passive)) = partner {
            let group = &mut self.syntax.verbs[verb];
            group.tense = tense;
            group.passive = passive;
            if let Some(form) = self.words.participle_verb(group.head) {
                group.verb = Some(form);
            }
        }
    }

    fn place_nonfinite(&mut self, group: &VerbGroup) -> ClauseIx {
        let before = self.words.before(group.tokens.start);
        let link = match group.tense {
            GroupTense::Infinitive | GroupTense::PastInfinitive => Link::Infinitive,
            _ => Link::Participle,
        };
        let preposition = before.filter(|b| self.words.has(*b, Class::Preposition));
        // `et d'échanger`: beside the infinitive or participle before.
        if let Some(anchor) = preposition.or(Some(group.tokens.start))
            && let Some(coordinator) = self.words.before(anchor)
            && self.words.has(coordinator, Class::Coordinator)
            && let Some(depth) = self.stack.iter().rposition(|c| self.syntax.clauses[*c].link == link)
        {
            let parent = self.syntax.clauses[self.stack[depth]].parent;
            self.stack.truncate(depth);
            let opened = self.open_under(anchor, link, preposition, parent);
            if let Some(token) = preposition {
                self.claim(token, opened);
            }
            return opened;
        }
        if link == Link::Participle
            && group.tense == GroupTense::PastParticiple
            && self.syntax.clauses[self.top()].link == Link::Participle
            && self.has_verb(self.top())
        {
            // A second participle of the noun phrase stands beside the first, not under it.
            let parent = self.syntax.clauses[self.top()].parent;
            self.stack.pop();
            return self.open_under(group.tokens.start, link, None, parent);
        }
        // `… une foule venue s'opposer à l'arrestation, tuant deux personnes`: what a gerund behind a comma tells is what
        // the finite verb did.
        let first = preposition.unwrap_or(group.tokens.start);
        let comma = self.words.before(first).is_some_and(|b| self.words.is_mark(b, ',')) || self.is_absolute(first);
        if comma && group.tense == GroupTense::PresentParticiple {
            let finite = |c: &ClauseIx| self.syntax.clauses[*c].verb.is_some_and(|v| self.syntax.verbs[v].is_finite());
            if let Some(depth) = self.stack.iter().rposition(finite) {
                self.stack.truncate(depth + 1);
            }
        }
        let opened = self.open(first, link, preposition);
        if let Some(token) = preposition {
            self.claim(token, opened);
        }
        opened
    }

    /// `sans rencontrer de résistance, les rebelles ayant quitté la ville`: a gerund with a subject of its own.
    fn is_absolute(&self, gerund: usize) -> bool {
        let plain = |t: &usize| {
            self.words.is_word(*t)
                && self.syntax.verb_at(*t).is_none_or(|v| self.syntax.verbs[v].tense == GroupTense::PastParticiple)
        };
        let start = (self.words.range.start..gerund).rev().take(7).take_while(plain).last();
        start.is_some_and(|s| {
            self.words.has(s, Class::Determiner) && self.words.before(s).is_some_and(|b| self.words.is_mark(b, ','))
        })
    }

    fn place_finite(&mut self, verb: VerbIx, group: &VerbGroup) -> ClauseIx {
        let top = self.top();
        if !self.has_verb(top) {
            return top;
        }
        let before = self.words.before(group.tokens.start);
        let behind_mark =
            before.is_some_and(|b| matches!(self.words.doc.tokens[b].mark, ',' | '»' | '"' | '”' | '–' | '-'));
        let says = self.classes(verb).any(&[
            VerbClass::Speech,
            VerbClass::Witness,
            VerbClass::Deny,
            VerbClass::Threat,
            VerbClass::Accuse,
        ]);
        if let Some(depth) = self.stack.iter().rposition(|c| !self.has_verb(*c)) {
            self.stack.truncate(depth + 1);
            return self.top();
        }
        if behind_mark && (says || self.turned(group)) {
            let main = self.stack[0];
            return self.open_under(group.tokens.start, Link::Inserted, None, Some(main));
        }
        if let Some(coordinator) = before.filter(|b| self.words.has(*b, Class::Coordinator)) {
            let depth = self.partner(group, says);
            return self.beside(depth, coordinator);
        }
        let boundary = self.boundary(group, top);
        let depth =
            if says && self.clause_classes(self.stack[0]).has(VerbClass::Speech) { 0 } else { self.stack.len() - 1 };
        let depth = self.finite_depth(depth);
        let clause = self.beside(depth, boundary);
        for token in boundary..group.tokens.start {
            self.claim(token, clause);
        }
        clause
    }

    /// Whether the subject stands behind the verb: a clitic, or a noun phrase that ends the piece.
    fn turned(&self, group: &VerbGroup) -> bool {
        let end = group.tokens.end;
        end + 1 < self.words.range.end && self.words.is_mark(end, '-') && self.words.has(end + 1, Class::SubjectPronoun)
    }

    /// Depth of the clause that a verb behind `et` continues: of those with a finite verb of the same tense the
    /// innermost, but the one that says where the new verb says too.
    fn partner(&self, group: &VerbGroup, says: bool) -> usize {
        let same = |depth: &usize| {
            let clause = &self.syntax.clauses[self.stack[*depth]];
            clause.verb.is_some_and(|v| self.syntax.verbs[v].is_finite() && self.syntax.verbs[v].tense == group.tense)
        };
        let outward = says
            || group
                .verb
                .is_some_and(|v| self.words.lexicon.verb_classes(v).any(&[VerbClass::Request, VerbClass::Avoid]));
        let found = if outward { (0..self.stack.len()).find(same) } else { (0..self.stack.len()).rev().find(same) };
        self.finite_depth(found.unwrap_or(self.stack.len() - 1))
    }

    /// The nearest depth at or above `depth` whose clause is finite.
    fn finite_depth(&self, depth: usize) -> usize {
        (0..=depth)
            .rev()
            .find(|d| self.syntax.clauses[self.stack[*d]].verb.is_some_and(|v| self.syntax.verbs[v].is_finite()))
            .unwrap_or(0)
    }

    fn beside(&mut self, depth: usize, start: usize) -> ClauseIx {
        let partner = self.stack[depth];
        self.stack.truncate(depth);
        self.open_under(start, Link::Coordinate, None, Some(partner))
    }

    /// Where the subject of a verb begins whose clause is already filled: behind the last coordinator or comma
    /// between the verb before and this one.
    fn boundary(&self, group: &VerbGroup, top: ClauseIx) -> usize {
        let from = self.syntax.clauses[top].verb.map_or(self.words.range.start, |v| self.syntax.verbs[v].tokens.end);
        let mut boundary = None;
        for token in (from..group.tokens.start).rev() {
            if self.words.has(token, Class::Coordinator) {
                boundary = Some(token);
                break;
            }
            if boundary.is_none() && self.words.is_mark(token, ',') {
                boundary = Some(token);
            }
        }
        boundary.unwrap_or(from)
    }
}
