//! The colour and the symbol of each event type, for simplestyle viewers, KML and the map page.

use crate::event::EventType;

/// How a type of event is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// `#rrggbb`.
    pub colour: &'static str,
    /// A name of the Maki icon set.
    pub symbol: &'static str,
}

impl Style {
    /// The style of a type: reds for force, ambers for pressure, greens for help, blues for talk, greys for words.
    ///
    /// ```
    /// use dateline::{event::EventType, output::Style};
    /// assert_eq!(Style::of(EventType::Assault).colour, "#c0392b");
    /// ```
    #[must_use]
    pub fn of(kind: EventType) -> Self {
        let (colour, symbol) = match kind {
            EventType::Assault => ("#c0392b", "danger"),
            EventType::Coerce => ("#8e2f5c", "prison"),
            EventType::Mobilize => ("#d35400", "heliport"),
            EventType::Threaten => ("#b9770e", "caution"),
            EventType::Sanction => ("#9a6b16", "roadblock"),
            EventType::Protest => ("#a04000", "stadium"),
            EventType::Disaster => ("#6e2c00", "fire-station"),
            EventType::Retreat => ("#148f77", "triangle-stroked"),
            EventType::Aid => ("#1e8449", "hospital"),
            EventType::Agree => ("#1f618d", "embassy"),
            EventType::Consult => ("#2874a6", "town-hall"),
            EventType::Cooperate => ("#117a65", "bridge"),
            EventType::Concede => ("#5b7f95", "circle-stroked"),
            EventType::Support => ("#2e86ab", "star"),
            EventType::Request => ("#5d6d7e", "information"),
            EventType::Reject => ("#4d5656", "cross"),
            EventType::Accuse => ("#7d6608", "police"),
        };
        Self { colour, symbol }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_type_has_a_look_of_its_own() {
        let colours: BTreeSet<_> = EventType::ALL.map(|t| Style::of(t).colour).into();
        let symbols: BTreeSet<_> = EventType::ALL.map(|t| Style::of(t).symbol).into();
        assert_eq!((colours.len(), symbols.len()), (EventType::ALL.len(), EventType::ALL.len()));
        for colour in colours {
            assert!(colour.len() == 7 && colour.starts_with('#') && u32::from_str_radix(&colour[1..], 16).is_ok());
        }
    }
}
