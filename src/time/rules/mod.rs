//! The rules of the grammar, one file a kind of expression: each a name, a pattern and what it makes.
//!
//! Of the rules that match at a token, the one that takes most tokens wins, and among equals the first listed.

mod clocks;
mod dates;
mod deictics;
mod nights;
mod spans;
mod units;
mod weekdays;
mod years;

use super::pattern::{Item, Openers, Rule, openers};
use super::scan::Scan;
use crate::language::Role;
use Item::{Either, Is, MarkIn, Opt, Part};
pub(super) use dates::list_end;
use std::sync::LazyLock;

/// The rules with what each may begin with.
pub(super) struct Grammar {
    rules: Vec<(Openers, &'static Rule)>,
    /// For each role, the rules that may begin with a word of it, as bits.
    by_role: Vec<u128>,
    number: u128,
    other: u128,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);

/// All rules.
pub(super) fn grammar() -> &'static Grammar {
    &GRAMMAR
}

impl Grammar {
    fn new() -> Self {
        let rules: Vec<(Openers, &'static Rule)> = [
            nights::RULES,
            spans::RULES,
            dates::RULES,
            weekdays::RULES,
            deictics::RULES,
            clocks::RULES,
            units::RULES,
            years::RULES,
        ]
        .into_iter()
        .flatten()
        .map(|rule| (openers(rule.pattern), rule))
        .collect();
        assert!(rules.len() <= 128, "the sets of rules are 128 bits wide");
        let mut grammar = Self { by_role: vec![0; 128], number: 0, other: 0, rules };
        for (index, (first, _)) in grammar.rules.iter().enumerate() {
            let bit = 1u128 << index;
            for role in 0..128 {
                if first.roles & (1 << role) != 0 {
                    grammar.by_role[role] |= bit;
                }
            }
            grammar.number |= if first.number { bit } else { 0 };
            grammar.other |= if first.other { bit } else { 0 };
        }
        grammar
    }

    fn set_at(&self, scan: &Scan, at: usize) -> u128 {
        let mut roles = scan.word(at).roles();
        let mut set = 0u128;
        while roles != 0 {
            set |= self.by_role[roles.trailing_zeros() as usize];
            roles &= roles - 1;
        }
        if scan.is_number(at) {
            set |= self.number;
        } else if scan.may_be_other(at) {
            set |= self.other;
        }
        set
    }

    /// The rules that may begin at a token, in order.
    pub(super) fn starting(&self, scan: &Scan, at: usize) -> impl Iterator<Item = &'static Rule> {
        let mut set = self.set_at(scan, at);
        std::iter::from_fn(move || {
            if set == 0 {
                return None;
            }
            let index = set.trailing_zeros() as usize;
            set &= set - 1;
            self.rules.get(index).map(|(_, rule)| *rule)
        })
    }

    /// The names of all rules, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().map(|(_, rule)| rule.name)
    }
}

/// `en fin de`, `en début de`.
const ON_PIECE_OF: Item =
    Opt(&[Either(&[&[Is(Role::Beginning)], &[Is(Role::Middle)], &[Is(Role::Ending)]]), Is(Role::Of)]);

/// The part of a day behind its name: `soir`, `au petit matin`, `à l'aube`, `dans la soirée`, `en fin de journée`.
const PART_TAIL: Item = Either(&[
    &[Part],
    &[Is(Role::AtThe), Opt(&[Is(Role::Small)]), Part],
    &[Is(Role::At), Is(Role::Article), Part],
    &[Is(Role::In), Is(Role::Article), Part],
    &[MarkIn("«"), Is(Role::In), Is(Role::Article), Part, MarkIn("»")],
    &[Is(Role::On), ON_PIECE_OF, Part],
]);

/// `prochain`, `dernier`, `suivant`, `précédent`.
const TURN: Item = Either(&[&[Is(Role::Last)], &[Is(Role::Next)], &[Is(Role::Following)], &[Is(Role::Previous)]]);

/// `début`, `au début de`, `mi-`, `fin`, `la fin de`, `courant`.
const PIECE: Item = Either(&[&[Is(Role::Beginning)], &[Is(Role::Middle)], &[Is(Role::Ending)], &[Is(Role::Course)]]);

/// The modifier that the words of a match make.
fn modifier(found: &super::pattern::Found) -> super::expression::Modifier {
    use super::expression::Modifier;
    [
        (Role::Last, Modifier::Last),
        (Role::Next, Modifier::Next),
        (Role::Following, Modifier::Following),
        (Role::Previous, Modifier::Previous),
        (Role::Same, Modifier::Same),
        (Role::This, Modifier::This),
    ]
    .into_iter()
    .find(|(role, _)| found.has(*role))
    .map_or(Modifier::None, |(_, modifier)| modifier)
}

/// The piece that the words of a match make.
fn piece(found: &super::pattern::Found) -> super::expression::Piece {
    use super::expression::Piece;
    if found.has(Role::Beginning) {
        Piece::Start
    } else if found.has(Role::Middle) || found.has(Role::MiddleMonth) {
        Piece::Middle
    } else if found.has(Role::Ending) {
        Piece::End
    } else {
        Piece::Whole
    }
}

/// [`Scan::free`] as a test within a pattern.
fn free(scan: &Scan, at: usize) -> bool {
    scan.free(at)
}

/// [`Scan::uncounted`] as a test within a pattern.
fn uncounted(scan: &Scan, at: usize) -> bool {
    scan.uncounted(at)
}
