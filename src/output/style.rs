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
    /// The style of a type: red, pink and browns for force, orange and ochre for pressure, greens for help and peace,
    /// blues for talk.
    ///
    /// No two colours are near each other, and each stands out (3 to 1 and more) from a light and from a dark map.
    ///
    /// ```
    /// use dateline::{event::EventType, output::Style};
    /// assert_eq!(Style::of(EventType::Assault).colour, "#c0392b");
    /// ```
    #[must_use]
    pub fn of(kind: EventType) -> Self {
        let (colour, symbol) = match kind {
            EventType::Assault => ("#c0392b", "danger"),
            EventType::Coerce => ("#ea53a0", "prison"),
            EventType::Mobilize => ("#865f0a", "heliport"),
            EventType::Threaten => ("#e26b21", "caution"),
            EventType::Sanction => ("#a28b19", "roadblock"),
            EventType::Protest => ("#a52fad", "stadium"),
            EventType::Disaster => ("#5e3a1d", "fire-station"),
            EventType::Retreat => ("#117163", "triangle-stroked"),
            EventType::Aid => ("#3f8c0b", "hospital"),
            EventType::Agree => ("#005312", "embassy"),
            EventType::Consult => ("#1364c0", "town-hall"),
            EventType::Cooperate => ("#0a4a66", "bridge"),
            EventType::Concede => ("#7f8080", "circle-stroked"),
            EventType::Support => ("#4d319b", "star"),
            EventType::Request => ("#0098c8", "information"),
            EventType::Reject => ("#9674fe", "cross"),
            EventType::Accuse => ("#8f1f4d", "police"),
        };
        Self { colour, symbol }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Red, green and blue of a colour as light, 0 to 1.
    fn light(colour: &str) -> [f64; 3] {
        [1, 3, 5].map(|i| {
            let part = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The colour in Oklab, where distances are as eyes see them.
    fn seen(colour: &str) -> [f64; 3] {
        let by = |rows: [[f64; 3]; 3], v: [f64; 3]| rows.map(|r| r[0] * v[0] + r[1] * v[1] + r[2] * v[2]);
        let cones = by(
            [[0.412_221, 0.536_333, 0.051_446], [0.211_903, 0.680_700, 0.107_397], [0.088_302, 0.281_719, 0.629_979]],
            light(colour),
        );
        by(
            [
                [0.210_454, 0.793_618, -0.004_072],
                [1.977_998, -2.428_592, 0.450_594],
                [0.025_904, 0.782_772, -0.808_676],
            ],
            cones.map(f64::cbrt),
        )
    }

    #[test]
    fn no_two_colours_are_near_each_other() {
        for (i, a) in EventType::ALL.iter().enumerate() {
            for b in &EventType::ALL[i + 1..] {
                let [p, q] = [a, b].map(|t| seen(Style::of(*t).colour));
                let apart = (0..3).map(|k| (p[k] - q[k]).powi(2)).sum::<f64>().sqrt();
                assert!(apart > 0.12, "{a:?} and {b:?}: {apart:.3}");
            }
        }
    }

    #[test]
    fn colours_stand_out_from_the_map() {
        let luminance = |colour: &str| {
            let [r, g, b] = light(colour);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let land = luminance("#f7f4ec");
        for kind in EventType::ALL {
            let contrast = (land + 0.05) / (luminance(Style::of(kind).colour) + 0.05);
            assert!(contrast >= 3.0, "{kind:?}: {contrast:.2}");
        }
    }

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
