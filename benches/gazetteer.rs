//! A gazetteer of a million generated names beside the small one: loading, and reading the same documents with either.
//! `cargo bench --bench gazetteer` prints how much slower the search gets.

#![allow(missing_docs)] // the macros of criterion make functions without any

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::corpus::Reading;
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

const NAMES: usize = 1_000_000;
/// So often is each document read.
const ROUNDS: usize = 10;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // The multiplier and increment that Knuth gives for 64 bits.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }

    fn word(&mut self) -> String {
        const HEADS: [&str; 18] =
            ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "br", "tr", "gr", "pl"];
        const TAILS: [&str; 10] = ["a", "e", "i", "o", "u", "é", "ou", "ai", "an", "on"];
        let mut word = String::new();
        for _ in 0..2 + self.roll(3) {
            word.push_str(HEADS[self.roll(HEADS.len())]);
            word.push_str(TAILS[self.roll(TAILS.len())]);
        }
        word[..1].make_ascii_uppercase();
        word
    }

    fn name(&mut self) -> String {
        let first = ["", "", "", "", "", "Saint-", "Le ", "Nova ", "Bad "][self.roll(9)];
        format!("{first}{}", self.word())
    }

    fn degrees(&mut self, most: usize) -> f64 {
        #[allow(clippy::cast_precision_loss)] // five decimals
        let share = self.roll(200_000) as f64 / 100_000.0 - 1.0;
        #[allow(clippy::cast_precision_loss)]
        let most = most as f64;
        (share * most * 1e5).round() / 1e5
    }
}

fn table() -> String {
    let mut dice = Dice(1);
    let mut out = "name,lat,lon,kind,country,aliases,population\n".to_owned();
    for _ in 0..NAMES {
        let kind = ["village", "village", "village", "town", "city"][dice.roll(5)];
        let (name, alias) = (dice.name(), if dice.roll(10) == 0 { dice.word() } else { String::new() });
        let (lat, lon, people) = (dice.degrees(60), dice.degrees(180), dice.roll(90_000));
        let _ = writeln!(out, "{name},{lat},{lon},{kind},ZZ,{alias},{people}");
    }
    out
}

fn dump() -> String {
    let mut dice = Dice(2);
    let mut out = String::new();
    for id in 1..=NAMES {
        let (name, alias) = (dice.name(), if dice.roll(3) == 0 { dice.word() } else { String::new() });
        let (lat, lon) = (dice.degrees(60), dice.degrees(180));
        let (admin1, admin2, people) = (dice.roll(30), dice.roll(900), [0, 0, 500, 20_000][dice.roll(4)]);
        let _ = writeln!(
            out,
            "{id}\t{name}\t{name}\t{alias}\t{lat}\t{lon}\tP\tPPL\tZZ\t\t{admin1}\t{admin2}\t\t\t{people}\t\t1\tUTC\t2020-01-01"
        );
    }
    out
}

/// Some names out of a file of these, whose columns a mark separates.
fn sample(text: &str, mark: char, column: usize) -> impl Iterator<Item = &str> {
    text.lines().skip(1).step_by(997).filter_map(move |line| line.split(mark).nth(column))
}

/// The dispatches of the example run, so often that reading them takes a while, each with names of these beside its own.
fn documents<'a>(names: impl Iterator<Item = (&'a str, &'a str)>, language: &Language) -> Vec<Document> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(seeds).expect("the seeds").map(|e| e.expect("a seed").path()).collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let document = |(at, ((one, other), text)): (usize, ((&str, &str), &String))| {
        let more = format!("Une bombe a explosé lundi à {one}. Deux soldats ont été tués à {other}, selon {one}.");
        Document::new(&format!("{at}.txt"), &format!("{text}\n\n{more}\n"), language)
    };
    names.zip(texts.iter().cycle()).take(ROUNDS * texts.len()).enumerate().map(document).collect()
}

/// Looks for a name at every token.
fn search(documents: &[Document], gazetteer: &Gazetteer) -> usize {
    let names = gazetteer.names();
    let mut found = 0;
    for doc in documents {
        for sentence in &doc.sentences {
            let end = sentence.tokens.end;
            found += sentence.tokens.clone().filter(|at| names.longest_at(doc, *at, end).is_some()).count();
        }
    }
    found
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn sizes(criterion: &mut Criterion) {
    let language = Language::french();
    let folder = tempfile::tempdir().expect("a folder");
    let small_path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer");
    let mut large = Vec::new();
    let (table, dump) = (table(), dump());
    let documents = documents(sample(&table, ',', 0).zip(sample(&dump, '\t', 1)), language);
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    for (file, text) in [("table.csv", &table), ("dump.txt", &dump)] {
        let path = folder.path().join(file);
        std::fs::write(&path, text).expect("a file");
        let paths = [path, small_path.clone()];
        group.bench_function(BenchmarkId::from_parameter(file), |bench| {
            bench.iter(|| black_box(Gazetteer::load(&paths).expect("a gazetteer")));
        });
        large.push((file, Gazetteer::load(&paths).expect("a gazetteer").gazetteer));
    }
    group.finish();

    let small = Gazetteer::load(&[small_path]).expect("a gazetteer").gazetteer;
    let tokens: usize = documents.iter().map(|doc| doc.tokens.len()).sum();
    let mut group = criterion.benchmark_group("search");
    group.throughput(Throughput::Elements(tokens as u64));
    for (name, gazetteer) in std::iter::once(("small", &small)).chain(large.iter().map(|(name, g)| (*name, g))) {
        group.bench_function(BenchmarkId::from_parameter(name), |bench| {
            bench.iter(|| black_box(search(&documents, gazetteer)));
        });
    }
    group.finish();

    let look = |gazetteer: &Gazetteer| {
        median(|| {
            black_box(search(&documents, gazetteer));
        })
    };
    let read = |gazetteer: &Gazetteer| {
        median(|| {
            for doc in &documents {
                black_box(Reading::of(doc, gazetteer, language));
            }
        })
    };
    let (small_look, small_read) = (look(&small), read(&small));
    for (name, gazetteer) in &large {
        println!(
            "{name}, {NAMES} names: looking for names runs at {:.2} of the speed with the small gazetteer, reading whole \
             documents at {:.2} (at least 0.5 wanted)",
            small_look / look(gazetteer),
            small_read / read(gazetteer),
        );
    }
}

criterion_group!(benches, sizes);
criterion_main!(benches);
