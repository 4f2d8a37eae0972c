//! What a pattern may begin with: most rules are passed by for the first two tokens, before anything is matched.

use super::pattern::{Item, Rest};
use crate::language::Role;

/// The roles that the first token of a pattern may have, one bit each, and whether it may be a number.
pub(super) fn openers(items: &[Item]) -> Openers {
    let mut out = Openers::default();
    for item in items {
        let skippable = out.add(*item);
        if !skippable {
            break;
        }
    }
    out
}

/// What a pattern may begin with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Openers {
    /// Roles of a word, one bit each.
    pub roles: u128,
    /// Whether a token of digits.
    pub number: bool,
    /// Whether a token that only its text tells (`XIXe`), or a mark.
    pub other: bool,
}

impl Openers {
    /// Adds what `item` may begin with; whether it may take no token at all.
    fn add(&mut self, item: Item) -> bool {
        let bit = |role: Role| 1u128 << role as u8;
        match item {
            Item::Is(role) | Item::Lead(role) | Item::Link(role) | Item::Join(role) | Item::Offset(role) => {
                self.roles |= bit(role);
            }
            Item::MarkIn(_) | Item::LinkMark(_) => self.other = true,
            Item::Opt(inner) => {
                self.join(openers(inner));
                return true;
            }
            Item::Either(choices) => choices.iter().for_each(|choice| self.join(openers(choice))),
            Item::When(_) | Item::Borrow => return true,
            Item::Weekday => self.roles |= bit(Role::Weekday),
            Item::Month | Item::FullMonth => self.roles |= bit(Role::Month),
            Item::MiddleMonth => self.roles |= bit(Role::MiddleMonth),
            Item::Season => self.roles |= bit(Role::Season),
            Item::Unit => self.roles |= bit(Role::Unit),
            Item::Part => self.roles |= bit(Role::Part),
            Item::Feast => self.roles |= bit(Role::Feast),
            Item::Frequency => self.roles |= bit(Role::Frequency),
            Item::Nth => {
                self.number = true;
                self.roles |= bit(Role::Nth);
            }
            Item::Pointed => self.roles |= bit(Role::Pointed),
            Item::HalfUnit => self.roles |= bit(Role::HalfUnit),
            Item::Term => self.roles |= bit(Role::Term),
            Item::Reference => self.roles |= bit(Role::Reference),
            Item::Demonstrated => self.roles |= bit(Role::Demonstrated),
            Item::Day => {
                self.number = true;
                self.roles |= bit(Role::First);
            }
            Item::Year | Item::NoYear | Item::Digits | Item::YearMonth => self.number = true,
            Item::Count => {
                self.number = true;
                self.roles |= bit(Role::Number) | bit(Role::Several);
            }
            Item::Clock => {
                self.number = true;
                self.roles |= bit(Role::Clock) | bit(Role::Number);
            }
            Item::ShortYear | Item::Ordinal => {
                self.number = true;
                self.other = true;
            }
        }
        false
    }

    /// Whether a token of these roles fits, which is a number or not, and may be what only its text tells or not.
    pub(super) fn fits(&self, roles: u128, number: bool, other: bool) -> bool {
        self.roles & roles != 0 || self.number && number || self.other && other
    }

    fn join(&mut self, other: Self) {
        self.roles |= other.roles;
        self.number |= other.number;
        self.other |= other.other;
    }
}

/// The roles of which a match of `items` holds one each, wherever: what each item asks for that only a word's role can
/// give.
pub(super) fn needs(items: &[Item]) -> Vec<u128> {
    let mut needs: Vec<u128> = Vec::new();
    for item in items {
        let mut out = Openers::default();
        let skippable = out.add(*item);
        if !skippable && !out.number && !out.other && !needs.contains(&out.roles) {
            needs.push(out.roles);
        }
    }
    needs
}

/// One way in which a pattern may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// What its first token may be.
    pub first: Openers,
    /// What the one behind it may be; none where that is anything, or may be missing.
    pub second: Option<Openers>,
}

/// All ways in which `items` and then `rest` may begin.
pub(super) fn starts(items: &'static [Item], rest: Option<&Rest>) -> Vec<Start> {
    let Some((item, items)) = items.split_first() else {
        return rest.map(|rest| starts(rest.items, rest.next)).unwrap_or_default();
    };
    let behind = Rest { items, next: rest };
    match item {
        Item::Opt(inner) => [starts(inner, Some(&behind)), starts(items, rest)].concat(),
        Item::Either(choices) => choices.iter().flat_map(|choice| starts(choice, Some(&behind))).collect(),
        Item::When(_) | Item::Borrow => starts(items, rest),
        item => {
            let mut first = Openers::default();
            first.add(*item);
            let second = firsts(items, rest);
            match item {
                // Digits are one token, words may be more.
                Item::Count => {
                    let (digits, words) =
                        (Openers { number: true, ..Openers::default() }, Openers { number: false, ..first });
                    vec![Start { first: digits, second }, Start { first: words, second: None }]
                }
                item if takes_several(*item) => vec![Start { first, second: None }],
                _ => vec![Start { first, second }],
            }
        }
    }
}

/// Whether an item may take more than one token.
fn takes_several(item: Item) -> bool {
    matches!(item, Item::Month | Item::Count | Item::Clock | Item::ShortYear | Item::Digits | Item::YearMonth)
}

/// What the second token of a pattern may be; none where it may be anything, or may be missing.
pub(super) fn seconds(items: &'static [Item], rest: Option<&Rest>) -> Option<Openers> {
    let Some((item, items)) = items.split_first() else {
        return rest.and_then(|rest| seconds(rest.items, rest.next));
    };
    let behind = Rest { items, next: rest };
    match item {
        Item::Opt(inner) => both(seconds(inner, Some(&behind)), seconds(items, rest)),
        Item::Either(choices) => {
            choices.iter().map(|choice| seconds(choice, Some(&behind))).reduce(both).unwrap_or_default()
        }
        Item::When(_) | Item::Borrow => seconds(items, rest),
        item if takes_several(*item) => None,
        _ => firsts(items, rest),
    }
}

/// What the first token of `items` and then `rest` may be; none where it may be anything, or may be missing.
fn firsts(items: &'static [Item], rest: Option<&Rest>) -> Option<Openers> {
    let Some((item, items)) = items.split_first() else {
        return rest.and_then(|rest| firsts(rest.items, rest.next));
    };
    let behind = Rest { items, next: rest };
    match item {
        Item::Opt(inner) => both(firsts(inner, Some(&behind)), firsts(items, rest)),
        Item::Either(choices) => {
            choices.iter().map(|choice| firsts(choice, Some(&behind))).reduce(both).unwrap_or_default()
        }
        Item::When(_) | Item::Borrow => firsts(items, rest),
        item => {
            let mut out = Openers::default();
            out.add(*item);
            (!out.other).then_some(out)
        }
    }
}

/// What either may be.
fn both(one: Option<Openers>, other: Option<Openers>) -> Option<Openers> {
    let mut one = one?;
    one.join(other?);
    Some(one)
}
