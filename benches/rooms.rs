//! Each room alone and `extract` whole, on a corpus made of the seeds; beside them what splitting the same bytes at white
//! space and searching them for all names of the gazetteer cost. `cargo bench --bench rooms` prints the ratios.

#![allow(missing_docs)] // the macros of criterion make functions without any

#[allow(dead_code)] // the example writes what is not asked for here
#[path = "../examples/corpus/compose.rs"]
mod compose;

use aho_corasick::AhoCorasick;
use compose::Composer;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use dateline::corpus::{self, Archive, Reading};
use dateline::document::Document;
use dateline::document::read::{self, Format, SourceFile};
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use dateline::output::{Filter, archive_lines};
use dateline::syntax::Syntax;
use dateline::{event, place, time};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Bytes of text.
const SIZE: usize = 10_000_000;

/// A benchmark, and the seconds of the best of five more runs.
fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, mut work: impl FnMut()) -> f64 {
    group.bench_function(name, |bench| bench.iter(&mut work));
    let runs = (0..5).map(|_| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64()
    });
    runs.fold(f64::MAX, f64::min)
}

fn extract(corpus: &Path, gazetteer: &Gazetteer, out: &Path) {
    let (language, sources) = (Language::french(), read::sources(&[corpus.to_owned()]).0);
    let mut archive = Archive::new(gazetteer, None, out.to_owned());
    let packer = archive.packer();
    read::in_parallel(
        &sources,
        language,
        |doc| packer.pack(&Reading::of(&doc, gazetteer, language)),
        |packed| archive.add(packed.expect("a dispatch")).expect("a disk"),
    );
    let (settled, _) = archive.settle().expect("a disk");
    // As lines: making thousands of day files for ten megabytes would measure the file system.
    archive_lines(&settled, &Filter::default(), std::io::sink()).expect("a sink");
}

fn rooms(criterion: &mut Criterion) {
    let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
    let mut composer = Composer::new().expect("the seeds");
    let (mut lines, mut texts, mut bytes) = (Vec::new(), Vec::new(), 0);
    while bytes < SIZE {
        let dispatch = composer.compose();
        serde_json::to_writer(&mut lines, &dispatch).expect("JSON");
        lines.push(b'\n');
        bytes += dispatch.text.len();
        texts.push(dispatch.text);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("corpus.jsonl");
    std::fs::write(&file, &lines).expect("a file");

    let mut group = criterion.benchmark_group("rooms");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    let words = measure(&mut group, "split_whitespace", || {
        black_box(texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>());
    });
    let names: Vec<&str> = gazetteer
        .places()
        .iter()
        .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
        .map(String::as_str)
        .collect();
    let automaton = AhoCorasick::new(names).expect("an automaton");
    let search = measure(&mut group, "aho-corasick, all names", || {
        black_box(texts.iter().map(|text| automaton.find_overlapping_iter(text).count()).sum::<usize>());
    });

    let source = SourceFile { path: "t".into(), id: "t".into(), format: Format::JsonLines };
    let mut all = vec![("split_whitespace", words), ("aho-corasick, all names", search)];
    all.push((
        "document (JSON lines)",
        measure(&mut group, "document", || {
            black_box(read::documents_in(&source, std::io::Cursor::new(lines.clone()), language).count());
        }),
    ));
    let docs: Vec<Document> =
        texts.iter().enumerate().map(|(n, text)| Document::new(&n.to_string(), text, language)).collect();
    all.push((
        "syntax",
        measure(&mut group, "syntax", || {
            for doc in &docs {
                drop(black_box(Syntax::of(doc, language)));
            }
        }),
    ));
    let syntaxes: Vec<Syntax> = docs.iter().map(|doc| Syntax::of(doc, language)).collect();
    let parsed = || docs.iter().zip(&syntaxes);
    all.push((
        "time",
        measure(&mut group, "time", || {
            parsed().for_each(|(doc, syntax)| drop(black_box(time::find(doc, syntax, language))));
        }),
    ));
    all.push((
        "place",
        measure(&mut group, "place", || {
            parsed().for_each(|(doc, syntax)| drop(black_box(place::find(doc, syntax, gazetteer, language))));
        }),
    ));
    let found: Vec<_> = parsed()
        .map(|(doc, syntax)| (time::find(doc, syntax, language), place::find(doc, syntax, gazetteer, language)))
        .collect();
    all.push((
        "event",
        measure(&mut group, "event", || {
            for ((doc, syntax), (times, places)) in parsed().zip(&found) {
                black_box(event::read(doc, language, syntax, gazetteer, times, places));
            }
        }),
    ));
    let readings: Vec<Reading> = docs.iter().map(|doc| Reading::of(doc, gazetteer, language)).collect();
    all.push((
        "corpus",
        measure(&mut group, "corpus", || {
            black_box(corpus::settle(readings.clone(), gazetteer, None));
        }),
    ));
    for (threads, name) in [(1, "extract, one thread"), (2, "extract, two threads")] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let seconds = measure(&mut group, name, || pool.install(|| extract(&file, gazetteer, folder.path())));
        all.push((name, seconds));
    }
    group.finish();

    println!("\n{} dispatches, {bytes} bytes of text\n", texts.len());
    println!("| what | MB/s | times `split_whitespace` |\n| --- | --- | --- |");
    for (name, seconds) in &all {
        #[allow(clippy::cast_precision_loss)] // a few megabytes
        let speed = bytes as f64 / seconds / 1e6;
        println!("| {name} | {speed:.1} | {:.1} |", seconds / words);
    }
    let [.., (_, one), (_, two)] = all.as_slice() else { return };
    println!("\ntwo threads are {:.2} times as fast as one", one / two);
}

criterion_group!(benches, rooms);
criterion_main!(benches);
