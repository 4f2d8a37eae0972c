//! Linear time: what twice as much of a hostile text costs, for each parser. `cargo bench --bench hostile` prints the worst
//! ratio of each; at most 2.3 is wanted.

#![allow(missing_docs)] // a program of its own

#[path = "../tests/hostile/pieces.rs"]
mod pieces;

use dateline::corpus::{self, Reading};
use dateline::document::Document;
use dateline::document::read::{self, Format, SourceFile};
use dateline::gazetteer::Gazetteer;
use dateline::language::Language;
use dateline::output::page::{PageInput, render};
use dateline::syntax::Syntax;
use dateline::{event, place, time};
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// Bytes of the shorter text.
const SHORT: usize = 200_000;

/// The best of three.
fn time(mut work: impl FnMut()) -> Duration {
    (0..3)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Prints what doubling costs: the worst of all, and those beyond what is wanted.
fn doubling<T>(parser: &str, inputs: &[(&str, T, T)], work: impl Fn(&T)) {
    let mut worst: (f64, &str) = (0.0, "");
    for (name, short, long) in inputs {
        let ratio = || {
            let (first, second) = (time(|| work(short)), time(|| work(long)));
            // What takes no time at all measures the clock.
            if second < Duration::from_millis(2) { 0.0 } else { second.as_secs_f64() / first.as_secs_f64() }
        };
        // Other work on the machine may fall on the longer one; it does not do so three times.
        let ratio = (0..3)
            .map(|_| ratio())
            .scan(false, |done, r| (!std::mem::replace(done, r <= 2.3)).then_some(r))
            .fold(f64::MAX, f64::min);
        if ratio > worst.0 {
            worst = (ratio, name);
        }
        if ratio > 2.3 {
            println!("  {parser}: {name:?} costs {ratio:.1} times as much when doubled ({:?})", time(|| work(long)));
        }
    }
    println!("{parser}: twice the text costs at most {:.2} times the time ({:?}); 2.3 are allowed", worst.0, worst.1);
}

/// Each piece, repeated to [`SHORT`] bytes and to twice as many.
fn texts(make: impl Fn(&str) -> String) -> Vec<(&'static str, String, String)> {
    let only = std::env::var("PIECE").ok();
    let pieces = pieces::SIGNS
        .iter()
        .chain(pieces::WORDS)
        .filter(|piece| only.as_ref().is_none_or(|only| piece.contains(only.as_str())));
    pieces
        .map(|piece| (*piece, make(&piece.repeat(SHORT / piece.len())), make(&piece.repeat(2 * SHORT / piece.len()))))
        .collect()
}

fn rooms() {
    let (language, gazetteer) = (Language::french(), Gazetteer::builtin());
    let plain = texts(str::to_owned);
    doubling("document", &plain, |text| drop(black_box(Document::new("t", text, language))));
    let docs: Vec<_> = plain
        .iter()
        .map(|(name, short, long)| {
            let doc = |text: &str| {
                let doc = Document::new("t", text, language);
                let syntax = Syntax::of(&doc, language);
                let times = time::find(&doc, &syntax, language);
                let places = place::find(&doc, &syntax, gazetteer, language);
                (doc, syntax, times, places)
            };
            (*name, doc(short), doc(long))
        })
        .collect();
    doubling("syntax", &docs, |(doc, ..)| drop(black_box(Syntax::of(doc, language))));
    doubling("time", &docs, |(doc, syntax, ..)| drop(black_box(time::find(doc, syntax, language))));
    doubling("days", &docs, |(_, _, times, _)| drop(black_box(time::resolve(times, "2020-10-31".parse().ok()))));
    doubling("place", &docs, |(doc, syntax, ..)| drop(black_box(place::find(doc, syntax, gazetteer, language))));
    doubling("event", &docs, |(doc, syntax, times, places)| {
        drop(black_box(event::read(doc, language, syntax, gazetteer, times, places)));
    });
    let readings: Vec<_> = docs
        .iter()
        .map(|(name, short, long)| {
            (*name, Reading::of(&short.0, gazetteer, language), Reading::of(&long.0, gazetteer, language))
        })
        .collect();
    doubling("corpus", &readings, |reading| drop(black_box(corpus::settle(vec![reading.clone()], gazetteer, None))));
}

fn formats() {
    let language = Language::french();
    let read = |format: Format| {
        move |text: &String| {
            let source = SourceFile { path: "t".into(), id: "t".into(), format };
            black_box(read::documents_in(&source, Cursor::new(text.clone().into_bytes()), language).count());
        }
    };
    let tags = [
        "<p>",
        "<",
        "< a ",
        "<!--",
        "&",
        "&amp;",
        "<p a=\"",
        "<script>",
        "<div>",
        "</div>",
        "<b>",
        "<table><td>",
        "<p>mot</p>",
        "<a href=x>",
    ];
    let pages: Vec<_> =
        tags.iter().map(|tag| (*tag, tag.repeat(SHORT / tag.len()), tag.repeat(2 * SHORT / tag.len()))).collect();
    doubling("web pages", &pages, read(Format::Html));
    doubling("web pages of texts", &texts(|text| format!("<html><body><p>{text}")), read(Format::Html));
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    doubling("one line of JSON", &texts(|text| format!("{{\"text\":{}}}", quoted(text))), read(Format::JsonLines));
    let lines = ["\n", "{}\n", "[\n", "{\"text\":\"a\"}\n", "{\"a\":", "[", "\\ud800", "\"\\ud800"];
    let lines: Vec<_> = lines.iter().map(|l| (*l, l.repeat(SHORT / l.len()), l.repeat(2 * SHORT / l.len()))).collect();
    doubling("lines of JSON", &lines, read(Format::JsonLines));
}

fn tables() {
    let header = "name,lat,lon,kind,aliases,within\n";
    let rows = [
        "Bonville,45,6,town,,\n",
        "\"",
        "|",
        "a|",
        ",",
        "\n",
        "Bonville,45,6,town,a|b,Bonville\n",
        "x,north,6,town,,\n",
        "Ville ",
        "Ville|Ville Ville|",
    ];
    let mut all: Vec<(&str, String, String)> = rows
        .iter()
        .map(|row| {
            let of = |bytes: usize| format!("{header}{}", row.repeat(bytes / row.len()));
            (*row, of(SHORT), of(2 * SHORT))
        })
        .collect();
    let distinct = |count: usize| {
        (0..count)
            .fold(header.to_owned(), |table, n| table + &format!("Ville {n},{},{},town,Bourg {n},\n", n % 80, n % 170))
    };
    all.push(("distinct rows", distinct(6000), distinct(12_000)));
    let one = |count: usize| {
        (0..count).fold(format!("{header}Ville,4,5,town,"), |table, n| table + &format!("Bourg {n}|")) + ",\n"
    };
    all.push(("one row of many aliases", one(20_000), one(40_000)));
    doubling("gazetteer", &all, |table| drop(black_box(Gazetteer::read("t.csv", table.as_bytes()))));
    let pages: Vec<_> = ["<", "&", "</script>", "\u{2028}", "<!--"]
        .iter()
        .map(|piece| {
            let page = |bytes: usize| PageInput {
                title: piece.repeat(bytes / piece.len()),
                features: vec![piece.repeat(bytes / piece.len()).into()],
                ..PageInput::default()
            };
            (*piece, page(SHORT * 4), page(SHORT * 8))
        })
        .collect();
    doubling("map page", &pages, |input| drop(black_box(render(input))));
}

fn main() {
    rooms();
    formats();
    tables();
}
