//! What the feature codes of GeoNames are to us, as `features.toml` says.

use super::super::Kind;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    country: Vec<String>,
    region: Vec<String>,
    city: Vec<String>,
    settlement: Vec<String>,
    landmark: Vec<String>,
    water: Vec<String>,
    road: Vec<String>,
    capital: Vec<String>,
    people: People,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    city: u64,
    town: u64,
}

#[derive(Clone, Copy)]
enum Rule {
    Always(Kind),
    ByPeople,
}

struct Features {
    rules: FxHashMap<[u8; 8], Rule>,
    capitals: Vec<[u8; 8]>,
    people: People,
}

static FEATURES: LazyLock<Features> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("features.toml")).expect("features.toml");
    let mut rules = FxHashMap::default();
    for (codes, rule) in [
        (&table.country, Rule::Always(Kind::Country)),
        (&table.region, Rule::Always(Kind::Region)),
        (&table.city, Rule::Always(Kind::City)),
        (&table.settlement, Rule::ByPeople),
        (&table.landmark, Rule::Always(Kind::Landmark)),
        (&table.water, Rule::Always(Kind::Water)),
        (&table.road, Rule::Always(Kind::Road)),
    ] {
        for code in codes {
            let double = rules.insert(written(code), rule).is_some();
            assert!(!double, "features.toml: {code} stands twice");
        }
    }
    Features { rules, capitals: table.capital.iter().map(|code| written(code)).collect(), people: table.people }
});

/// `P.PPLC`, as the table writes it.
fn written(code: &str) -> [u8; 8] {
    code.split_once('.').and_then(|(class, code)| key(class, code)).unwrap_or_else(|| panic!("features.toml: {code}"))
}

fn key(class: &str, code: &str) -> Option<[u8; 8]> {
    let mut key = [0; 8];
    key[0] = *class.as_bytes().first()?;
    key.get_mut(1..=code.len())?.copy_from_slice(code.as_bytes());
    Some(key)
}

/// The kind of a feature of so many people; none where such features are left out.
pub(super) fn kind(class: &str, code: &str, people: u64) -> Option<Kind> {
    let features = &*FEATURES;
    match features.rules.get(&key(class, code)?)? {
        Rule::Always(kind) => Some(*kind),
        Rule::ByPeople if people >= features.people.city => Some(Kind::City),
        Rule::ByPeople if people >= features.people.town => Some(Kind::Town),
        Rule::ByPeople => Some(Kind::Village),
    }
}

/// Whether a feature is a city through which a state speaks.
pub(super) fn is_capital(class: &str, code: &str) -> bool {
    key(class, code).is_some_and(|key| FEATURES.capitals.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_features() {
        assert_eq!(kind("A", "PCLI", 0), Some(Kind::Country));
        assert_eq!(kind("P", "PPL", 99_999), Some(Kind::Town));
        assert_eq!(kind("P", "PPL", 0), Some(Kind::Village));
        assert_eq!(kind("P", "PPLC", 10), Some(Kind::City));
        assert_eq!(kind("S", "HTL", 0), None);
        assert_eq!(kind("P", "A-VERY-LONG-CODE", 0), None);
        assert_eq!(kind("", "", 0), None);
        assert!(is_capital("P", "PPLC") && !is_capital("P", "PPL"));
    }
}
