//! Settling a corpus: ten times the documents must cost about ten times the time. `cargo bench --bench settle` prints
//! the ratio of two sizes measured in one run.

#![allow(missing_docs)] // the macros of criterion make functions without any

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::corpus::{self, Reading};
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use std::hint::black_box;
use std::time::Instant;

const TOWNS: [&str; 8] = ["Gandja", "Barda", "Terter", "Choucha", "Stepanakert", "Martouni", "Hadrout", "Goris"];

/// Dispatches of many days and towns, a third of them without a day of their own, told again in several wordings.
fn readings(count: usize) -> Vec<Reading> {
    let (gazetteer, language) = (Gazetteer::builtin(), Language::french());
    (0..count)
        .map(|i| {
            let town = TOWNS[i % TOWNS.len()];
            let (day, month) = (1 + (i / TOWNS.len()) % 28, ["mars", "avril", "mai"][(i / 224) % 3]);
            let year = 2000 + (i / 672) % 24;
            let head = match i % 3 {
                0 => format!(" date {year}-{:02} ", 3 + (i / 224) % 3),
                _ => format!("Bakou, {day} {month} {year} (AFP) - "),
            };
            let dead = 1 + i % 40;
            let text = format!(
                "{head}{town} a été bombardée dans la nuit, selon la mairie, qui fait état de {dead} morts. \
                 La veille, deux soldats avaient été tués à {}. Une rencontre est prévue à Genève le {} {month}.",
                TOWNS[(i + 3) % TOWNS.len()],
                1 + (day + 4) % 28,
            );
            Reading::of(&Document::new(&format!("{i:06}.txt"), &text, language), gazetteer, language)
        })
        .collect()
}

fn settle(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::builtin();
    let mut group = criterion.benchmark_group("settle");
    group.sample_size(10);
    let mut medians = Vec::new();
    // Below ten thousand everything stays in the caches of the processor, which flatters the smaller size.
    for size in [10_000, 100_000] {
        let all = readings(size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &all, |bench, all| {
            bench.iter_with_setup(|| all.clone(), |all| black_box(corpus::settle(all, gazetteer, None)));
        });
        let mut times: Vec<_> = (0..5)
            .map(|_| {
                let all = all.clone();
                let started = Instant::now();
                black_box(corpus::settle(all, gazetteer, None));
                started.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        medians.push(times[2]);
    }
    group.finish();
    println!("ten times the documents cost {:.1} times the time (at most 12 wanted)", medians[1] / medians[0]);
}

criterion_group!(benches, settle);
criterion_main!(benches);
