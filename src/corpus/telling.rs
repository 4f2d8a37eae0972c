//! What one document tells of an event, on its way through the disk: packed where it was read, merged where it comes back.

use super::event::{Actor, Evidence};
use super::pack::{self, Pack, pack_some_text, pack_text};
use super::reading::Reading;
use super::text::Text;
use super::words;
use crate::event::{self, EventType, PlaceBasis, Proof, Report, ReportPlace, Status, Toll};
use crate::gazetteer::PlaceIx;
use crate::time::{Days, Iso};
use chrono::NaiveDate;
use std::sync::Arc;

/// A report with its days, and the document it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Telling {
    /// The number of the document, and that of the report in it.
    pub number: u32,
    pub index: usize,
    pub published: Option<NaiveDate>,
    pub days: Option<Days>,
    pub kind: EventType,
    pub place: Option<At>,
    pub title: Option<Text>,
    pub url: Option<Text>,
    pub language: Text,
    pub mode: Option<Text>,
    pub status: Status,
    pub claimed_by: Option<Text>,
    pub denied_by: Option<Text>,
    pub both_sides: bool,
    pub killed: Toll,
    pub wounded: Toll,
    pub actors: Vec<Actor>,
    pub quote: Text,
    pub span: (usize, usize),
    pub evidence: Vec<Evidence>,
}

/// Where a report puts its event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct At {
    pub place: Option<PlaceIx>,
    pub name: Text,
    pub lat: f64,
    pub lon: f64,
    pub uncertainty_km: f64,
    pub basis: PlaceBasis,
    pub moved: bool,
}

/// What the sources of an event say of the document that tells it.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub language: &'a str,
}

impl<'a> Teller<'a> {
    pub fn of(reading: &'a Reading) -> Self {
        Self { title: reading.title.as_deref(), url: reading.url.as_deref(), language: &reading.language }
    }
}

/// Packs when a document was published and the days of one of its reports; [`pack`] packs the rest.
pub(super) fn pack_days(published: Option<NaiveDate>, days: Option<Days>, out: &mut Vec<u8>) {
    published.pack(out);
    days.pack(out);
    // What words for a day are read as: the first day of the event, written once for all of them.
    let first = days.and_then(|days| days.first).map(Iso::of);
    pack_text(first.as_ref().map_or("", Iso::as_str), out);
}

/// Packs what does not depend on the days.
pub(super) fn pack(index: usize, teller: Teller<'_>, report: &Report, out: &mut Vec<u8>) {
    let Report {
        kind,
        mode,
        rule: _,
        status,
        claimed_by,
        denied_by,
        both_sides,
        place,
        when: _,
        killed,
        wounded,
        actors,
        quote,
        span,
        sentence: _,
        proofs,
    } = report;
    kind.pack(out);
    place.is_some().pack(out);
    if let Some(ReportPlace { place, name, lat, lon, uncertainty_km, basis, moved }) = place {
        place.pack(out);
        pack_text(name, out);
        for number in [lat, lon, uncertainty_km] {
            number.pack(out);
        }
        basis.pack(out);
        moved.pack(out);
    }
    index.pack(out);
    for text in [teller.title, teller.url, mode.as_deref(), claimed_by.as_deref(), denied_by.as_deref()] {
        pack_some_text(text, out);
    }
    pack_text(teller.language, out);
    status.pack(out);
    both_sides.pack(out);
    killed.pack(out);
    wounded.pack(out);
    pack_text(quote, out);
    span.pack(out);
    actors.len().pack(out);
    for event::Actor { name, role } in actors {
        pack_text(name, out);
        words::number(role).pack(out);
    }
    proofs.len().pack(out);
    for Proof { role, text, span, value, rule } in proofs {
        words::number(role).pack(out);
        pack_text(text, out);
        span.pack(out);
        is_day(role).pack(out);
        if !is_day(role) {
            pack_text(value, out);
        }
        pack_text(rule, out);
    }
}

/// Whether words of this role are read as the first day of the event.
fn is_day(role: &str) -> bool {
    role == "date"
}

/// The gazetteer's place, where there is one, and its name as the document writes it.
pub(super) type Named<'a> = (Option<PlaceIx>, &'a str);

/// Type and place of what [`pack`] packed: what stands first, and tells where it belongs.
pub(super) fn kind_and_place<'a>(from: &mut &'a [u8]) -> Option<(EventType, Option<Named<'a>>)> {
    let kind = Pack::unpack(from)?;
    let place = if bool::unpack(from)? { Some((Pack::unpack(from)?, pack::text(from)?)) } else { None };
    Some((kind, place))
}

/// Tellings in a text that all of their texts are pieces of: numbers are packed so that they are text too.
pub(super) struct Tellings<'a> {
    whole: &'a Arc<str>,
    rest: &'a [u8],
}

impl<'a> Tellings<'a> {
    pub fn of(whole: &'a Arc<str>) -> Self {
        Self { whole, rest: whole.as_bytes() }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next one: the number of its document, and what [`pack_days`] and [`pack`] packed.
    pub fn next(&mut self) -> Option<Telling> {
        let number = self.take()?;
        let (published, days) = (self.take()?, self.take()?);
        let first = self.text()?;
        let kind = self.take()?;
        let place = if self.take()? { Some(self.place()?) } else { None };
        Some(Telling {
            number,
            published,
            days,
            kind,
            place,
            index: self.take()?,
            title: self.some_text()?,
            url: self.some_text()?,
            mode: self.some_text()?,
            claimed_by: self.some_text()?,
            denied_by: self.some_text()?,
            language: self.text()?,
            status: self.take()?,
            both_sides: self.take()?,
            killed: self.take()?,
            wounded: self.take()?,
            quote: self.text()?,
            span: self.take()?,
            actors: self.list(|from| {
                let name = from.text()?;
                Some(Actor { name, role: words::word(from.take()?)? })
            })?,
            evidence: self.list(|from| {
                let (role, text, span) = (words::word(from.take()?)?, from.text()?, from.take()?);
                let value = if from.take()? { first.clone() } else { from.text()? };
                Some(Evidence { role, text, span, value, rule: from.text()? })
            })?,
        })
    }

    fn place(&mut self) -> Option<At> {
        Some(At {
            place: self.take()?,
            name: self.text()?,
            lat: self.take()?,
            lon: self.take()?,
            uncertainty_km: self.take()?,
            basis: self.take()?,
            moved: self.take()?,
        })
    }

    fn take<T: Pack>(&mut self) -> Option<T> {
        T::unpack(&mut self.rest)
    }

    fn text(&mut self) -> Option<Text> {
        let length: usize = self.take()?;
        let at = self.whole.len() - self.rest.len();
        self.rest = self.rest.get(length..)?;
        Text::piece(self.whole, at..at + length)
    }

    #[allow(clippy::option_option)] // damaged; null; a text
    fn some_text(&mut self) -> Option<Option<Text>> {
        if self.take()? { self.text().map(Some) } else { Some(None) }
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length: usize = self.take()?;
        // No length that was not written is believed.
        let mut list = Vec::with_capacity(length.min(self.rest.len()));
        for _ in 0..length {
            list.push(one(self)?);
        }
        Some(list)
    }
}

impl Telling {
    /// A report that has not gone through the disk.
    pub fn of(
        (number, index): (u32, usize),
        teller: Teller<'_>,
        published: Option<NaiveDate>,
        days: Option<Days>,
        report: &Report,
    ) -> Option<Self> {
        let mut bytes = Vec::with_capacity(1024);
        number.pack(&mut bytes);
        pack_days(published, days, &mut bytes);
        pack(index, teller, report, &mut bytes);
        Tellings::of(&String::from_utf8(bytes).ok()?.into()).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::gazetteer::Gazetteer;
    use crate::language::Language;
    use proptest::prelude::*;

    #[test]
    fn reports_come_back_whole() {
        let (gazetteer, language) = (Gazetteer::builtin(), Language::french());
        let text = "Bakou, 5 oct 2020 (ACN) - Gandja a été bombardée dans la nuit de dimanche à lundi à 03H00, faisant 12 \
                    morts et une vingtaine de blessés, selon le parquet. Barda, à 15 km au nord de Terter, avait été \
                    bombardée le 27 septembre. Une rencontre est prévue jeudi à Genève entre la Russie et la France.";
        let reading = Reading::of(&Document::new("a.txt", text, language), gazetteer, language);
        assert!(reading.reports.len() > 2);
        let day = NaiveDate::from_ymd_opt(2020, 10, 5);
        let days = day.map(Days::day);
        for (index, report) in reading.reports.iter().enumerate() {
            let teller = Teller { title: Some("«"), url: None, language: &reading.language };
            let telling = Telling::of((1 << 20, index), teller, day, days, report).unwrap();
            assert_eq!((telling.number, telling.index, telling.published), (1 << 20, index, day));
            assert_eq!((telling.kind, telling.status, telling.days), (report.kind, report.status, days));
            assert_eq!(telling.mode.as_deref(), report.mode.as_deref());
            assert_eq!((telling.killed, telling.wounded, telling.span), (report.killed, report.wounded, report.span));
            assert_eq!((&*telling.quote, telling.title.as_deref()), (report.quote.as_str(), Some("«")));
            let points = telling.place.as_ref().map(|p| (p.place, p.name.to_string(), p.lat, p.lon, p.moved));
            assert_eq!(points, report.place.as_ref().map(|p| (p.place, p.name.clone(), p.lat, p.lon, p.moved)));
            assert_eq!(telling.actors.len(), report.actors.len());
            assert_eq!(telling.evidence.len(), report.proofs.len());
            for (evidence, proof) in telling.evidence.iter().zip(&report.proofs) {
                assert_eq!((evidence.role, &*evidence.text, evidence.span), (proof.role, &*proof.text, proof.span));
                assert_eq!(evidence.value, if proof.role == "date" { "2020-10-05" } else { &proof.value });
                assert_eq!(evidence.rule, &*proof.rule);
            }
            let mut bytes = Vec::new();
            pack(index, teller, report, &mut bytes);
            let (kind, place) = kind_and_place(&mut bytes.as_slice()).unwrap();
            assert_eq!(kind, report.kind);
            assert_eq!(place, report.place.as_ref().map(|p| (p.place, p.name.as_str())));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_no_panic(text in any::<String>()) {
            let _ = Tellings::of(&text.into()).next();
        }
    }
}
