//! Sides: who did it, and to whom.

use super::context::Context;
use super::report::Actor;
use super::triggers::Trigger;
use crate::place::Role;
use std::ops::Range;

/// The sides that a trigger's subject and object name, by the state or body each acts for.
pub(super) fn find(context: &Context<'_>, trigger: &Trigger) -> Vec<Actor> {
    let mut out = Vec::new();
    collect(context, &trigger.subject, "actor", &mut out);
    if trigger.verb.is_some() {
        collect(context, &trigger.object, "recipient", &mut out);
    } else {
        // `frappes russes sur …`: the adjective of the noun is who does it.
        let close = trigger.tokens.end..trigger.object.end.min(trigger.tokens.end + 2);
        collect(context, &close, "actor", &mut out);
    }
    out.sort();
    out.dedup();
    // Who is named on both sides is named once, as who acts.
    let acting: Vec<String> = out.iter().filter(|a| a.role == "actor").map(|a| a.name.clone()).collect();
    out.retain(|a| a.role == "actor" || !acting.contains(&a.name));
    out
}

fn collect(context: &Context<'_>, range: &Range<usize>, role: &'static str, out: &mut Vec<Actor>) {
    for (_, mention) in context.places_in(range.clone()) {
        if !matches!(mention.value.role, Role::Actor | Role::Demonym) {
            continue;
        }
        let name = match mention.value.acts_for.or(mention.value.place) {
            Some(place) => {
                let place = context.gazetteer.place(place);
                place.capital_of.clone().unwrap_or_else(|| place.name.clone())
            }
            None => mention.value.name.clone(),
        };
        out.push(Actor { name, role });
    }
}
