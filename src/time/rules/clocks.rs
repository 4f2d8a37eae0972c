//! Times of the day: `à 18h45`, `vers 10H30 GMT`, `peu avant midi`, `vers 0 h 40, jeudi`.

use crate::language::{Role, TimeUnit};
use crate::time::expression::{Expression, Modifier};
use crate::time::numbers;
use crate::time::pattern::{Found, Hook, Item, Made, Rule};
use crate::time::scan::Scan;
use Item::{Clock, LinkMark, Offset, Opt, Weekday, When};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "fr/clock-day",
        pattern: &[When(leads_or_exact), Clock, Opt(&[LinkMark(',')]), Offset(Role::Deictic)],
        make: on_day,
    },
    Rule {
        name: "fr/clock-weekday",
        pattern: &[When(leads_or_exact), Clock, Opt(&[LinkMark(',')]), Weekday],
        make: on_day,
    },
    Rule { name: "fr/clock", pattern: &[When(leads_or_exact), Clock, When(ends)], make: clock },
];

fn clock(found: &Found) -> Option<Made> {
    Some(Made::Say(Expression::Clock { minutes: found.clock? }, Hook::Told))
}

fn on_day(found: &Found) -> Option<Made> {
    let [one, two] = &found.slots;
    let part = found.part_of_day();
    let expression = match (one.weekday.or(two.weekday), one.offset.or(two.offset)) {
        (Some(day), _) => Expression::Weekday { day, part, modifier: Modifier::None },
        (None, Some(days)) => Expression::Relative { steps: i32::from(days), unit: TimeUnit::Day, part },
        (None, None) => return None,
    };
    Some(Made::Say(expression, Hook::Now))
}

/// A bare hour (`10 heures`) is a duration unless a word leads to it; one with minutes or a zone is a time.
fn leads_or_exact(scan: &Scan, at: usize) -> bool {
    let Some(clock) = numbers::clock(scan, at) else { return false };
    if scan.is_name(at) {
        return false;
    }
    let lead =
        [Role::At, Role::Toward, Role::FromOn, Role::Before, Role::After, Role::Between, Role::Until, Role::Since]
            .iter()
            .any(|role| scan.after_role(at, *role))
            && !scan.is(clock.end, Role::Of)
            && !(scan.after_role(at, Role::Since) || scan.after_role(at, Role::After))
                | clock.exact
                | scan.is(at, Role::Clock);
    // `14 h`, `20h`: written short, unless what stands before makes it last: `en 2 h`.
    let last = scan.is(clock.end - 1, Role::ShortHour) || (clock.end == at + 1 && scan.is_number(at));
    let short = last
        && !scan.after_role(at, Role::Lasting)
        && !scan.after_role(at, Role::Number)
        && !scan.is(clock.end, Role::Of);
    clock.exact || lead || short || range_of(scan, at, clock.end) || starting(scan, at)
}

/// `de 18 h à 23 h`, `entre 8 heures et 10 heures`: the other hour shows that this is one.
fn range_of(scan: &Scan, at: usize, end: usize) -> bool {
    let from = scan.after_role(at, Role::Of) && scan.is(end, Role::At) && numbers::clock(scan, end + 1).is_some();
    let and = scan.after_role(at, Role::And)
        && scan
            .before(at)
            .and_then(|t| scan.before(t))
            .is_some_and(|t| scan.is(t, Role::HourMark) || scan.lower(t).ends_with('h'));
    from || and
}

/// `à partir de 8 h`, `à compter de minuit`.
fn starting(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_some_and(|t| scan.is(t, Role::Of) && scan.after_role(t, Role::Starting))
}

/// `à 10 heures de route` is a distance.
fn ends(scan: &Scan, at: usize) -> bool {
    !scan.is(at, Role::Of) || scan.is_mark(at, ',')
}
