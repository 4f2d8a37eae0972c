//! Nights: `dans la nuit`, `la nuit de jeudi à vendredi`, `la nuit du 17 au 18 octobre`, `cette nuit`.

use super::dates::YEAR;
use super::modifier;
use crate::language::Role;
use crate::time::expression::{Expression, Modifier};
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Day, Either, Is, Join, Month, Opt, Weekday, When};

const NIGHT: Item = Either(&[
    &[Is(Role::Article), Is(Role::NightNoun)],
    &[Is(Role::This), Is(Role::NightNoun)],
    &[Is(Role::NightNoun)],
]);
const OF: Item = Either(&[&[Is(Role::Of)], &[Is(Role::OfThe)]]);
const TO: Item = Either(&[&[Join(Role::To)], &[Join(Role::AtThe)]]);
const DATE: Item = Either(&[&[Opt(&[Weekday]), Day, Opt(&[Month, Opt(&[YEAR])])], &[Weekday]]);

pub(super) const RULES: &[Rule] = &[
    Rule { name: "fr/night-two-days", pattern: &[NIGHT, OF, DATE, TO, DATE], make: night },
    Rule { name: "fr/night-of-day", pattern: &[NIGHT, OF, Opt(&[Weekday]), Day, Month, Opt(&[YEAR])], make: night },
    Rule { name: "fr/night-of-weekday", pattern: &[NIGHT, OF, Weekday], make: night },
    Rule {
        name: "fr/night-turn",
        pattern: &[
            Is(Role::Article),
            Is(Role::NightNoun),
            Either(&[
                &[Is(Role::Last)],
                &[Is(Role::Next)],
                &[Is(Role::Following)],
                &[Is(Role::Previous)],
                &[Is(Role::Same)],
            ]),
        ],
        make: night,
    },
    Rule {
        name: "fr/same-night",
        pattern: &[Either(&[&[Is(Role::Article)], &[Is(Role::This)]]), Is(Role::Same), Is(Role::NightNoun)],
        make: night,
    },
    Rule { name: "fr/this-night", pattern: &[Is(Role::This), Is(Role::NightNoun)], make: night },
    Rule { name: "fr/in-the-night", pattern: &[When(in_the), Is(Role::Article), Is(Role::NightNoun)], make: night },
    Rule { name: "fr/all-night", pattern: &[Is(Role::All), Is(Role::Article), Is(Role::NightNoun)], make: night },
    Rule {
        name: "fr/midst-of-night",
        pattern: &[Item::Lead(Role::On), Is(Role::Full), Is(Role::NightNoun)],
        make: night,
    },
];

/// `dans la nuit`, `pendant la nuit`, `au cours de la nuit`, `plus tard dans la nuit`.
fn in_the(scan: &Scan, at: usize) -> bool {
    scan.after_role(at, Role::In)
        || scan.after_role(at, Role::During)
        || (scan.before(at).is_some_and(|t| scan.is(t, Role::Of) && scan.after_role(t, Role::Course)))
}

fn night(found: &Found) -> Option<Made> {
    if !found.has(Role::NightNoun) || found.has(Role::Plural) {
        return None;
    }
    let [one, two] = &found.slots;
    let first = one.named(two);
    let last = two.named(one);
    let modifier = modifier(found);
    let hook = match (first, modifier) {
        (Some(_), _) | (None, Modifier::This | Modifier::Last | Modifier::Next) => Hook::Now,
        _ => Hook::Told,
    };
    Some(Made::Say(Expression::Night { first, last, modifier }, hook))
}
