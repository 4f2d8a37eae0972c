//! A small corpus, settled by hand, that every case of the contract occurs in.

use chrono::NaiveDate;
use dateline::corpus::{
    Actor, Basis, Event, EventPlace, Evidence, Published, Settled, SettledDocument, SettledPlace, Source, Toll,
    UnresolvedName,
};
use dateline::event::{EventType, PlaceBasis, Status};
use dateline::output::Manifest;
use dateline::time::{Days, PartOfDay, Precision};

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day in a test")
}

pub fn manifest() -> Manifest {
    Manifest { version: "0.1.0".into(), gazetteer_sha256: "ab".repeat(32) }
}

pub fn days(first: Option<&str>, last: Option<&str>, precision: Precision) -> Days {
    Days { first: first.map(day), last: last.map(day), precision, part: None }
}

fn place(id: &str) -> EventPlace {
    let (name, country, lat, lon) = match id {
        "shusha" => ("Choucha", Some("AZ"), 39.760_123_4, 46.749_9),
        "stepanakert" => ("Stepanakert", Some("AZ"), 39.8153, 46.7519),
        "santiago" => ("Santiago", Some("CL"), -33.45, -70.66),
        other => panic!("no place {other}"),
    };
    EventPlace {
        name: name.into(),
        id: id.into(),
        country: country.map(Into::into),
        lat,
        lon,
        uncertainty_km: 3.0,
        basis: PlaceBasis::Stated,
    }
}

pub fn event(id: &str, kind: EventType, at: Option<&str>, when: Days) -> Event {
    Event {
        id: id.into(),
        title: format!("Titre de {id}"),
        kind,
        mode: None,
        status: Status::Reported,
        claimed_by: None,
        denied_by: None,
        days: when,
        place: at.map(place),
        killed: Toll::default(),
        wounded: Toll::default(),
        confidence: 0.5,
        reports: 1,
        wordings: 1,
        actors: vec![],
        sources: vec![source("a.txt", "Les combats ont repris.", 0)],
    }
}

fn source(doc: &str, quote: &str, start: usize) -> Source {
    Source {
        doc: doc.into(),
        title: None,
        url: None,
        published: Some(day("2020-10-31")),
        language: "fr".into(),
        quote: quote.into(),
        span: (start, start + quote.chars().count()),
        evidence: vec![Evidence {
            role: "trigger",
            text: "combats".into(),
            span: (start + 4, start + 11),
            value: "ASSAULT".into(),
            rule: "fr/combat".into(),
        }],
    }
}

fn document(doc: &str, published: Published) -> SettledDocument {
    SettledDocument { doc: doc.into(), title: None, language: "fr".into(), published }
}

/// Seven events, on two days, over a range, open at an end, in a month and with no day at all.
pub fn settled() -> Settled {
    let assault = Event {
        title: "Bombardement — Choucha — 2020-10-31".into(),
        mode: Some("heavy-weapons".into()),
        status: Status::Claimed,
        claimed_by: Some("autorités du Nagorny-Karabakh".into()),
        killed: Toll { min: Some(1), max: Some(1) },
        confidence: 0.8649,
        reports: 2,
        wordings: 2,
        actors: vec![
            Actor { name: "Azerbaïdjan".into(), role: "actor" },
            Actor { name: "Nagorny-Karabakh".into(), role: "recipient" },
        ],
        sources: vec![
            source("a.txt", "« Des combats »,\nà l'aube, <b>a dit</b> & écrit.", 20),
            source("../b.txt", "=1+1", 0),
        ],
        ..event(
            "2020-10-31-shusha-assault-7c1f",
            EventType::Assault,
            Some("shusha"),
            days(Some("2020-10-31"), Some("2020-10-31"), Precision::Day),
        )
    };
    let night = Event {
        days: Days {
            part: Some(PartOfDay::Night),
            ..days(Some("2020-10-30"), Some("2020-10-31"), Precision::PartOfDay)
        },
        ..event("2020-10-30-stepanakert-assault-0001", EventType::Assault, Some("stepanakert"), assault.days)
    };
    let since = days(Some("2020-10-30"), None, Precision::Range);
    let month = days(Some("2020-09-01"), Some("2020-09-30"), Precision::Month);
    Settled {
        events: vec![
            assault,
            night,
            event(
                "2020-10-31-santiago-protest-0002",
                EventType::Protest,
                Some("santiago"),
                days(Some("2020-10-31"), Some("2020-11-02"), Precision::Range),
            ),
            Event {
                confidence: 0.3,
                status: Status::Planned,
                ..event("2020-10-30-nowhere-consult-0003", EventType::Consult, None, since)
            },
            event("undated-b", EventType::Aid, Some("shusha"), month),
            event("undated-a", EventType::Agree, None, days(None, None, Precision::Unknown)),
            event("undated-c", EventType::Aid, None, days(None, Some("2020-10-05"), Precision::Range)),
        ],
        documents: vec![
            document("../b.txt", Published::default()),
            document(
                "a.txt",
                Published {
                    date: Some(day("2020-10-31")),
                    basis: Some(Basis::Dateline),
                    candidates: vec![day("2020-10-31")],
                },
            ),
        ],
        places: vec![
            SettledPlace {
                name: "Choucha".into(),
                id: "shusha".into(),
                kind: "town".into(),
                country: Some("AZ".into()),
                lat: 39.760_123_4,
                lon: 46.7499,
                roles: [3, 1, 0],
                sources: vec![("../b.txt".into(), 1), ("a.txt".into(), 3)],
            },
            SettledPlace {
                name: "Arménie".into(),
                id: "armenia".into(),
                kind: "country".into(),
                country: Some("AM".into()),
                lat: 40.0,
                lon: 45.0,
                roles: [0, 0, 2],
                sources: vec![("a.txt".into(), 2)],
            },
        ],
        unresolved: vec![UnresolvedName {
            name: "Karvatchar".into(),
            guess: Some((40.11, 46.03)),
            kind: "village".into(),
            country: Some("AZ".into()),
            within: None,
            near: Some("Karvachar".into()),
            count: 3,
            documents: 1,
            context: "près de Karvatchar,\n  \"au nord\"".into(),
        }],
    }
}
