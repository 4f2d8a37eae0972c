//! Names looked up: in the gazetteer for `gazetteer find`, in a dump of GeoNames for `gazetteer add`.

use super::problems::{Problem, Problems};
use super::run;
use anyhow::{Result, bail};
use dateline::document::read;
use dateline::gazetteer::{Gazetteer, Kind, NameHit, Place, PlaceIx, Through};
use dateline::language::Language;
use dateline::place;
use dateline::syntax::Syntax;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A place with what people tell it from others by.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub country: Option<String>,
    pub within: Option<String>,
    pub population: Option<u64>,
    pub lat: f64,
    pub lon: f64,
    pub aliases: Vec<String>,
    /// How the name leads here: `the alias Chouchi`.
    pub through: String,
    /// It only stands in a work of reference.
    pub reference: bool,
}

impl Found {
    fn of(gazetteer: &Gazetteer, hit: NameHit, name: &str) -> Self {
        let place = gazetteer.place(hit.place);
        let spelling = gazetteer.spelling_of(hit, name).unwrap_or(name);
        let through = match hit.through {
            Through::Name => "its name".to_owned(),
            Through::Alias => format!("the alias {spelling}"),
            Through::Demonym => format!("the demonym {spelling}"),
            Through::Ignored => format!("the phrase {spelling}, in which it is not this place"),
            Through::Actor(actor) => format!("{}, who acts for it", gazetteer.actor(actor).name),
        };
        Self::with(gazetteer, hit.place, place, through)
    }

    fn with(gazetteer: &Gazetteer, ix: PlaceIx, place: &Place, through: String) -> Self {
        Self {
            id: place.id.clone(),
            name: place.name.clone(),
            kind: place.kind,
            country: place.country.clone(),
            within: place.within.map(|w| gazetteer.place(w).name.clone()),
            population: place.population,
            lat: place.lat,
            lon: place.lon,
            aliases: place.aliases.clone(),
            through,
            reference: gazetteer.is_reference(ix),
        }
    }
}

/// The places that a name leads to; the first is the one that it means where a document says nothing else.
pub fn find(paths: &[PathBuf], name: &str) -> Result<Vec<Found>> {
    let (gazetteer, _) = run::gazetteer(paths)?;
    let mut hits = gazetteer.find_name(name);
    in_order(&gazetteer, &mut hits);
    if hits.is_empty()
        && let Some((ix, spelling, _)) = gazetteer.find_misspelt(name)
    {
        let through = format!("{spelling}, of which it may be a misspelling");
        return Ok(vec![Found::with(&gazetteer, ix, gazetteer.place(ix), through)]);
    }
    Ok(hits.into_iter().map(|hit| Found::of(&gazetteer, hit, name)).collect())
}

/// Names before demonyms, what was chosen before works of reference, the better known before the others; each place once.
fn in_order(gazetteer: &Gazetteer, hits: &mut Vec<NameHit>) {
    let class = |hit: &NameHit| match hit.through {
        Through::Name | Through::Alias => 0,
        Through::Actor(_) => 1,
        Through::Demonym => 2,
        Through::Ignored => 3,
    };
    hits.sort_by(|a, b| {
        let key = |hit: &NameHit| (class(hit), gazetteer.is_reference(hit.place));
        let prominence = |hit: &NameHit| gazetteer.place(hit.place).prominence();
        key(a).cmp(&key(b)).then(prominence(b).total_cmp(&prominence(a))).then(a.place.cmp(&b.place))
    });
    let mut seen = std::collections::BTreeSet::new();
    hits.retain(|hit| seen.insert(hit.place));
}

/// Where names are sought, and what helps to choose.
pub struct Search<'a> {
    pub names: &'a [String],
    /// A dump of GeoNames.
    pub from: &'a Path,
    /// Documents that use the names.
    pub documents: &'a [PathBuf],
    /// The gazetteer that the rows are for.
    pub gazetteer: &'a [PathBuf],
}

/// What a dump has of a name.
pub struct Candidates {
    pub name: String,
    /// A place of the gazetteer that has the name already.
    pub known: Option<Found>,
    /// The best first.
    pub found: Vec<Candidate>,
}

/// A place of the dump.
pub struct Candidate {
    pub place: Found,
    /// How often the documents mean it.
    pub meant: usize,
    /// The smallest place of the gazetteer that it lies in.
    pub inside: Option<String>,
}

/// Looks for names in a dump; the candidates that the documents mean come first, then the better known.
pub fn candidates(search: &Search<'_>) -> Result<(Vec<Candidates>, Vec<Problem>)> {
    let paths = run::gazetteer_paths(search.gazetteer);
    let loaded = Gazetteer::load_sought(&paths, search.from, search.names)?;
    let gazetteer = loaded.gazetteer;
    let mut problems = Problems::default();
    problems.rows(&loaded.problems);
    let meant = meant(&gazetteer, search.documents, &mut problems);
    let all = search.names.iter().map(|name| {
        let mut hits = gazetteer.find_name(name);
        hits.retain(|hit| matches!(hit.through, Through::Name | Through::Alias));
        in_order(&gazetteer, &mut hits);
        let known = hits.iter().find(|hit| !gazetteer.is_reference(hit.place));
        let known = known.map(|hit| Found::of(&gazetteer, *hit, name));
        let mut found: Vec<Candidate> = hits
            .iter()
            .filter(|hit| gazetteer.is_reference(hit.place))
            .map(|hit| Candidate {
                place: Found::of(&gazetteer, *hit, name),
                meant: meant.get(&hit.place).copied().unwrap_or(0),
                inside: inside(&gazetteer, hit.place),
            })
            .collect();
        found.sort_by_key(|candidate| Reverse(candidate.meant));
        Candidates { name: name.clone(), known, found }
    });
    Ok((all.collect(), problems.into_told()))
}

/// How often documents mean each place.
fn meant(gazetteer: &Gazetteer, documents: &[PathBuf], problems: &mut Problems) -> BTreeMap<PlaceIx, usize> {
    let language = Language::french();
    let (sources, unread) = read::sources(documents);
    problems.unread(&unread);
    let mut meant = BTreeMap::new();
    read::in_parallel(
        &sources,
        language,
        |doc| {
            let mentions = place::find(&doc, &Syntax::of(&doc, language), gazetteer, language);
            mentions.into_iter().filter_map(|mention| mention.value.place).collect::<Vec<_>>()
        },
        |done| match done {
            Ok(places) => places.into_iter().for_each(|ix| *meant.entry(ix).or_default() += 1),
            Err(problem) => problems.read(&problem),
        },
    );
    meant
}

/// The name of the smallest place with a row of the gazetteer that a place lies in.
fn inside(gazetteer: &Gazetteer, ix: PlaceIx) -> Option<String> {
    let outer = |ix: &PlaceIx| gazetteer.place(*ix).within;
    let around = std::iter::successors(outer(&ix), outer).chain(gazetteer.country_of(ix));
    let mut rows = around.filter(|ix| !gazetteer.is_reference(*ix));
    rows.next().map(|ix| gazetteer.place(ix).name.clone())
}

/// The row of a candidate, under the headings of a table: what the dump says, under the name that was asked for.
pub fn row(name: &str, candidate: &Candidate, headings: &[String]) -> Result<Vec<String>> {
    let place = &candidate.place;
    for needed in ["name", "lat", "lon", "kind"] {
        if !headings.iter().any(|heading| heading == needed) {
            bail!("the column {needed} is missing, so no row can be added");
        }
    }
    let cell = |heading: &String| match heading.as_str() {
        "name" => name.to_owned(),
        "lat" => place.lat.to_string(),
        "lon" => place.lon.to_string(),
        "kind" => place.kind.name().to_owned(),
        "country" => place.country.clone().unwrap_or_default(),
        "within" => candidate.inside.clone().unwrap_or_default(),
        "aliases" if place.name != name => place.name.clone(),
        "population" => place.population.map(|people| people.to_string()).unwrap_or_default(),
        "id" => place.id.clone(),
        _ => String::new(),
    };
    Ok(headings.iter().map(cell).collect())
}
