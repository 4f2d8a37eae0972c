//! scratch
use dateline::corpus::{self, Reading};
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use dateline::syntax::Syntax;
use std::time::{Duration, Instant};
fn main() {
    let t = Instant::now();
    let language = Language::french();
    println!("language {:?}", t.elapsed());
    let t = Instant::now();
    let gazetteer = Gazetteer::load(&["/tmp/spd/gaz".into()]).unwrap().gazetteer;
    println!("gazetteer {:?}", t.elapsed());
    let bytes = std::fs::read_to_string("/tmp/spd/c5.jsonl").unwrap();
    let t = Instant::now();
    let n: usize = bytes.split_whitespace().map(str::len).sum();
    println!("split_whitespace {:?} {n}", t.elapsed());
    let t = Instant::now();
    let texts: Vec<String> = bytes
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    println!("json {:?} {} bytes", t.elapsed(), texts.iter().map(String::len).sum::<usize>());
    for round in 0..3 {
        let mut d = [Duration::ZERO; 8];
        let mut tokens = 0;
        let mut readings = Vec::new();
        let all = Instant::now();
        for (i, text) in texts.iter().enumerate() {
            let t = Instant::now();
            let doc = Document::new(&format!("d{i}"), text, language);
            d[0] += t.elapsed();
            tokens += doc.tokens.len();
            let t = Instant::now();
            let syntax = Syntax::of(&doc, language);
            d[1] += t.elapsed();
            let t = Instant::now();
            let times = dateline::time::find(&doc, &syntax, language);
            d[2] += t.elapsed();
            let t = Instant::now();
            let places = dateline::place::find(&doc, &syntax, &gazetteer, language);
            d[3] += t.elapsed();
            let t = Instant::now();
            let told = dateline::event::read(&doc, language, &syntax, &gazetteer, &times, &places);
            d[4] += t.elapsed();
            drop((told, places, times, syntax));
            let t = Instant::now();
            readings.push(Reading::of(&doc, &gazetteer, language));
            d[5] += t.elapsed();
        }
        let total = all.elapsed();
        let t = Instant::now();
        let (settled, _) = corpus::settle(readings, &gazetteer, None);
        let settle = t.elapsed();
        if round > 0 {
            println!(
                "doc {:?} syntax {:?} time {:?} place {:?} event {:?} | reading {:?} ({:?} beyond) total {total:?} tokens {tokens} settle {settle:?} events {}",
                d[0],
                d[1],
                d[2],
                d[3],
                d[4],
                d[5],
                d[5].saturating_sub(d[1] + d[2] + d[3] + d[4]),
                settled.events.len()
            );
        }
    }
}
