//! Types, modes and statuses of events.

use serde::{Deserialize, Serialize};

/// PLOVER event types (Open Event Data Alliance), and `DISASTER` for natural disasters and accidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // defined in docs/coding.md
pub enum EventType {
    Agree,
    Support,
    Concede,
    Consult,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Reject,
    Accuse,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Disaster,
}

impl EventType {
    /// All of them, in PLOVER's order, `DISASTER` last.
    pub const ALL: [Self; 17] = [
        Self::Agree,
        Self::Support,
        Self::Concede,
        Self::Consult,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Reject,
        Self::Accuse,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
        Self::Disaster,
    ];

    /// The name in files: `ASSAULT`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Consult => "CONSULT",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Reject => "REJECT",
            Self::Accuse => "ACCUSE",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
            Self::Disaster => "DISASTER",
        }
    }

    /// The type of a name, in any case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|t| t.name().eq_ignore_ascii_case(name))
    }

    /// Whether it is only said: a statement weighs less than an act.
    #[must_use]
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Accuse | Self::Reject | Self::Request | Self::Support | Self::Threaten)
    }
}

/// Who stands behind an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The document says so in its own voice.
    Reported,
    /// Someone says so; the press conditional too.
    Claimed,
    /// Only claimed, and a party denies that it happened.
    Denied,
    /// Fixed for a day to come.
    Planned,
}

impl Status {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Planned => "planned",
        }
    }

    /// The status of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Reported, Self::Claimed, Self::Denied, Self::Planned]
            .into_iter()
            .find(|s| s.name().eq_ignore_ascii_case(name.trim()))
    }
}

/// Where the place of an event was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceBasis {
    /// Named with the event.
    Stated,
    /// Named before in the document.
    Inherited,
    /// The dateline's.
    Dateline,
    /// Where the speaker speaks from.
    Seat,
}

impl PlaceBasis {
    /// The name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inherited => "inherited",
            Self::Dateline => "dateline",
            Self::Seat => "seat",
        }
    }
}
