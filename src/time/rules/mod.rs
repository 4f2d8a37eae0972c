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

use super::openers::{Openers, Start, needs, openers, seconds, starts};
use super::pattern::{Item, Rule};
use super::scan::Scan;
use crate::language::Role;
use Item::{Either, Is, MarkIn, Opt, Part};
pub(super) use dates::list_end;
use std::cell::RefCell;
use std::sync::{LazyLock, OnceLock};

/// The rules with what each may begin with.
pub(super) struct Grammar {
    rules: Vec<&'static Rule>,
    /// For each rule the roles of which it needs one each.
    needs: Vec<Vec<u128>>,
    /// For each rule the ways in which it may begin.
    starts: Vec<Vec<Start>>,
    first: Starts,
    second: Starts,
}

/// Which rules may have which token at their first place, or at their second.
struct Starts {
    /// For each role, the rules that may have a word of it there, as bits.
    by_role: Vec<u128>,
    /// The same for each word of the language's table, by its number: made when first asked for.
    by_word: OnceLock<Vec<u128>>,
    number: u128,
    /// Those that may have there what only its text tells, or anything, or nothing.
    other: u128,
}

impl Starts {
    /// By what each rule may have there, in their order; none where that is anything.
    fn of(rules: impl Iterator<Item = Option<Openers>>) -> Self {
        let mut starts = Self { by_role: vec![0; 128], by_word: OnceLock::new(), number: 0, other: 0 };
        for (index, openers) in rules.enumerate() {
            let bit = 1u128 << index;
            let Some(openers) = openers else {
                starts.other |= bit;
                continue;
            };
            for role in (0..128).filter(|role| openers.roles & (1 << role) != 0) {
                starts.by_role[role] |= bit;
            }
            starts.number |= if openers.number { bit } else { 0 };
            starts.other |= if openers.other { bit } else { 0 };
        }
        starts
    }

    /// The rules that may have a token there by its roles and kind.
    fn at(&self, scan: &Scan, at: usize) -> u128 {
        // There is one language, so a number is one word.
        let by_word =
            self.by_word.get_or_init(|| scan.tables.words().iter().map(|w| self.of_roles(w.roles())).collect());
        let number = if scan.is_number(at) { self.number } else { 0 };
        number | by_word[usize::from(scan.id(at))]
    }

    fn of_roles(&self, mut roles: u128) -> u128 {
        let mut set = 0;
        while roles != 0 {
            set |= self.by_role[roles.trailing_zeros() as usize];
            roles &= roles - 1;
        }
        set
    }
}

/// What pairs of tokens met last may begin. There is one language and one grammar, so a pair may begin the same at every
/// call.
pub(super) struct Pairs(Vec<(u64, u128)>);

/// Pairs kept at once: a power of two. One takes the place of another of the same bits.
const PAIRS: usize = 1 << 10;

thread_local! {
    static MINE: RefCell<Pairs> = RefCell::new(Pairs(vec![(0, 0); PAIRS]));
}

impl Pairs {
    /// The thread's own.
    pub(super) fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        MINE.with_borrow_mut(work)
    }

    fn get(&mut self, pair: u64, set: impl FnOnce() -> u128) -> u128 {
        #[allow(clippy::cast_possible_truncation)] // the upper bits are the row
        let row = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize % PAIRS;
        let kept = &mut self.0[row];
        if kept.0 != pair {
            *kept = (pair, set());
        }
        kept.1
    }
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);

/// All rules.
pub(super) fn grammar() -> &'static Grammar {
    &GRAMMAR
}

impl Grammar {
    fn new() -> Self {
        let rules: Vec<&'static Rule> = [
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
        .collect();
        assert!(rules.len() <= 128, "the sets of rules are 128 bits wide");
        let first = Starts::of(rules.iter().map(|rule| Some(openers(rule.pattern))));
        let second = Starts::of(rules.iter().map(|rule| seconds(rule.pattern, None)));
        let needs = rules.iter().map(|rule| needs(rule.pattern)).collect();
        let starts = rules.iter().map(|rule| starts(rule.pattern, None)).collect();
        Self { rules, needs, starts, first, second }
    }

    /// The rules that two tokens may begin, one bit each.
    fn set_at(&self, scan: &Scan, at: usize, other: bool) -> u128 {
        let mut set = self.first.at(scan, at) | if other { self.first.other } else { 0 };
        set &= self.second.at(scan, at + 1) | self.second.other;
        let (own, number) = (scan.word(at).roles(), scan.is_number(at));
        let (next, next_number) = (scan.word(at + 1).roles(), scan.is_number(at + 1));
        let begins = |start: &Start| {
            start.first.fits(own, number, other) && start.second.is_none_or(|s| s.fits(next, next_number, false))
        };
        let mut left = set;
        while left != 0 {
            let index = left.trailing_zeros() as usize;
            left &= left - 1;
            if !self.starts[index].iter().any(begins) {
                set &= !(1 << index);
            }
        }
        set
    }

    /// The rules that may begin at a token, in order.
    pub(super) fn starting(&self, scan: &Scan, at: usize, pairs: &mut Pairs) -> impl Iterator<Item = &'static Rule> {
        let other = !scan.is_number(at) && scan.may_be_other(at);
        let flag = |flag: bool, bit: u32| u64::from(flag) << bit;
        let flags = flag(scan.is_number(at), 32) | flag(other, 33) | flag(scan.is_number(at + 1), 34) | flag(true, 35);
        let pair = u64::from(scan.id(at)) | u64::from(scan.id(at + 1)) << 16 | flags;
        let mut set = pairs.get(pair, || self.set_at(scan, at, other));
        let reach = scan.reach(at);
        std::iter::from_fn(move || {
            while set != 0 {
                let index = set.trailing_zeros() as usize;
                set &= set - 1;
                if self.needs[index].iter().all(|roles| roles & reach != 0) {
                    return Some(self.rules[index]);
                }
            }
            None
        })
    }

    /// The names of all rules, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().map(|rule| rule.name)
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
    &[MarkIn('«'), Is(Role::In), Is(Role::Article), Part, MarkIn('»')],
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
