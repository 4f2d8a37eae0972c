//! Composes dispatches from the paragraphs of `seeds/`, without end and the same each time.

use chrono::{Datelike, Days, NaiveDate};
use dateline::document::read;
use dateline::document::{BlockKind, Document, TokenKind};
use dateline::gazetteer::{Gazetteer, Through};
use dateline::language::Language;
use serde::Serialize;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
/// Halves of names of villages that are in no gazetteer.
const HEADS: [&str; 12] = ["Bar", "Sor", "Tal", "Mar", "Kel", "Dov", "Rus", "Lim", "Gor", "Nas", "Pel", "Vir"];
const TAILS: [&str; 12] =
    ["bagh", "keran", "tchay", "alou", "ovka", "dagh", "ishen", "achen", "oulou", "evan", "abad", "ine"];

/// A dispatch as a line of the corpus says it.
#[derive(Serialize)]
pub struct Dispatch {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    pub text: String,
}

/// A piece of a paragraph: words as they stand, or something that each dispatch fills anew.
enum Piece {
    Words(String),
    /// One of the towns that the seeds name, by number.
    Town(usize),
    Day,
    Month,
    Year,
    Weekday,
    Number(u64),
}

type Template = Vec<Piece>;

/// A dispatch of the seeds, as templates.
struct Seed {
    title: Option<Template>,
    paragraphs: Vec<Template>,
}

/// Composes dispatches, an endless sequence of them.
pub struct Composer {
    seeds: Vec<Seed>,
    /// The towns that the seeds name, by number.
    named: Vec<String>,
    /// The gazetteer's towns, those that begin with a consonant and those that begin with a vowel (`de`, `d'`).
    towns: [Vec<String>; 2],
    random: Random,
    count: u64,
}

impl Composer {
    /// Reads the seeds.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let (sources, problems) = read::sources(&[folder]);
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem.into());
        }
        let mut named = Vec::new();
        let mut seeds = Vec::new();
        for source in &sources {
            for doc in read::documents(source, Language::french()) {
                match doc {
                    Ok(doc) => seeds.push(Seed::of(&doc, &mut named)),
                    // One of the seeds is not UTF-8.
                    Err(problem) if problem.is_warning() => {}
                    Err(problem) => return Err(problem.into()),
                }
            }
        }
        let mut towns = [Vec::new(), Vec::new()];
        for place in Gazetteer::builtin().places().iter().filter(|p| p.kind.is_settlement()) {
            towns[usize::from(is_open(&place.name))].push(place.name.clone());
        }
        Ok(Self { seeds, named, towns, random: Random(0x5eed), count: 0 })
    }

    /// The next dispatch: one to three stretches of seeds, told of one day and of one set of towns.
    pub fn compose(&mut self) -> Dispatch {
        let number = self.count;
        self.count += 1;
        let start = NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day");
        let day = start + Days::new(self.random.below(3650));
        let towns: Vec<String> = (0..self.named.len()).map(|town| self.town(town)).collect();
        let mut text = self.opening(day);
        let (mut title, mut between) = (None, "");
        for _ in 0..=self.random.below(3) {
            let seed = &self.seeds[self.random.index(self.seeds.len())];
            let first = self.random.index(seed.paragraphs.len());
            let count = 1 + self.random.index(4);
            for paragraph in seed.paragraphs.iter().skip(first).take(count) {
                text.push_str(between);
                between = "\n\n";
                fill(paragraph, &towns, day, &mut self.random, &mut text);
            }
            if let Some(template) = seed.title.as_ref().filter(|_| title.is_none()) {
                let mut words = String::new();
                fill(template, &towns, day, &mut self.random, &mut words);
                title = Some(words);
            }
        }
        let published = (number % 4 == 1).then(|| day.to_string());
        Dispatch { id: format!("d{number:07}"), title, published, text }
    }

    /// How the dispatch says its day: in a dateline, as a machine's header, on a page's line, or not at all.
    fn opening(&mut self, day: NaiveDate) -> String {
        let (d, m, y) = (day.day(), day.month(), day.year());
        match self.random.below(8) {
            0..4 => {
                let pool = &self.towns[0];
                let town = &pool[self.random.index(pool.len())];
                format!("{town}, {d} {} {y} (ACN) - ", MONTHS[day.month0() as usize])
            }
            4 => format!(" date {y}-{m:02} "),
            5 => format!("Publié le {d:02}/{m:02}/{y} à {:02}h30\n\n", 6 + self.random.below(16)),
            _ => String::new(),
        }
    }

    /// A town in place of one that the seeds name; now and then that one itself, or a village that no one knows.
    fn town(&mut self, number: usize) -> String {
        let name = &self.named[number];
        match self.random.below(50) {
            0..10 => name.clone(),
            10 if !is_open(name) => format!("{}{}", self.random.of(&HEADS), self.random.of(&TAILS)),
            _ => {
                let pool = &self.towns[usize::from(is_open(name))];
                pool[self.random.index(pool.len())].clone()
            }
        }
    }
}

impl Seed {
    fn of(doc: &Document, named: &mut Vec<String>) -> Self {
        let title =
            doc.title.as_ref().map(|title| template(&Document::new("title", title, Language::french()), 0, named));
        let blocks = doc.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph);
        let paragraphs = blocks.map(|(block, _)| template(doc, block, named)).collect();
        Self { title, paragraphs }
    }
}

/// A block as words and what changes from dispatch to dispatch.
fn template(doc: &Document, block: usize, named: &mut Vec<String>) -> Template {
    let mut out = Template::new();
    let Some(span) = doc.blocks.get(block).map(|b| b.span) else { return out };
    let mut copied = span.start as usize;
    let tokens = doc.tokens.iter().enumerate().filter(|(_, token)| span.contains(token.span));
    for (index, token) in tokens {
        let word = doc.word(index);
        let piece = match token.kind {
            TokenKind::Number => number(doc, index, word),
            TokenKind::Word if MONTHS.contains(&word) => Some(Piece::Month),
            TokenKind::Word if WEEKDAYS.contains(&word) => Some(Piece::Weekday),
            TokenKind::Word if token.capital && is_town(word) => {
                let at = named.iter().position(|n| n == word).unwrap_or_else(|| {
                    named.push(word.to_owned());
                    named.len() - 1
                });
                Some(Piece::Town(at))
            }
            _ => None,
        };
        if let Some(piece) = piece {
            out.push(Piece::Words(doc.text[copied..token.span.start as usize].to_owned()));
            out.push(piece);
            copied = token.span.end as usize;
        }
    }
    out.push(Piece::Words(doc.text[copied..span.end as usize].trim_end().to_owned()));
    out
}

fn number(doc: &Document, index: usize, word: &str) -> Option<Piece> {
    let value: u64 = word.parse().ok()?;
    let dated = doc.tokens.len() > index + 1 && MONTHS.contains(&doc.word(index + 1));
    Some(match value {
        1..=31 if dated => Piece::Day,
        1990..=2030 => Piece::Year,
        _ => Piece::Number(value),
    })
}

fn is_town(word: &str) -> bool {
    let gazetteer = Gazetteer::builtin();
    let mut hits = gazetteer.find_name(word).into_iter();
    hits.any(|hit| {
        matches!(hit.through, Through::Name | Through::Alias) && gazetteer.place(hit.place).kind.is_settlement()
    })
}

/// Whether `de` becomes `d'` before it.
fn is_open(name: &str) -> bool {
    name.starts_with(|c: char| "AEIOUYÉÈÊÎÔÂ".contains(c))
}

/// Writes a template with this dispatch's towns and days; numbers stay of their size.
fn fill(template: &Template, towns: &[String], day: NaiveDate, random: &mut Random, out: &mut String) {
    for piece in template {
        // Writing to a string does not fail.
        let _ = match piece {
            Piece::Words(words) => out.write_str(words),
            Piece::Town(number) => out.write_str(&towns[*number]),
            Piece::Day => {
                // Before the day of the dispatch and in its month, where that has begun long enough.
                let back = u32::try_from(random.below(12)).unwrap_or_default();
                write!(out, "{}", day.day().saturating_sub(back).max(2))
            }
            Piece::Month => out.write_str(MONTHS[day.month0() as usize]),
            Piece::Year => write!(out, "{}", day.year()),
            Piece::Weekday => out.write_str(random.of(&WEEKDAYS)),
            Piece::Number(value) => write!(out, "{}", value / 2 + 1 + random.below(value + 1)),
        };
    }
}

/// `SplitMix64`: few lines, and the same on every machine.
struct Random(u64);

impl Random {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.index(all.len())]
    }
}
