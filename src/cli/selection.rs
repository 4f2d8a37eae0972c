//! Which events are wanted: the options that `extract` and `filter` share.

use super::run;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use dateline::event::{EventType, Status};
use dateline::output::{Filter, Format};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which events")]
pub struct Selection {
    /// Only events with a day not before this one
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    from: Option<NaiveDate>,

    /// Only events with a day not after this one
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    to: Option<NaiveDate>,

    /// Only events of these types: ASSAULT, CONSULT … [repeatable, or separated by commas]
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, hide_possible_values = true, value_parser = parse_type())]
    types: Vec<EventType>,

    /// Only events at this place of the gazetteer, or at one that lies within it [repeatable]
    #[arg(long = "place", value_name = "NAME")]
    places: Vec<String>,

    /// Only events of these statuses [repeatable, or separated by commas]
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', ignore_case = true, value_parser = parse_status())]
    statuses: Vec<Status>,

    /// Only events of at least this confidence, 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = parse_confidence)]
    min_confidence: Option<f64>,
}

impl Selection {
    /// The filter; places are looked up in the gazetteer.
    pub fn filter(&self, gazetteer: &[PathBuf]) -> Result<Filter> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            bail!("no day is both from {from} and to {to}; exchange --from and --to");
        }
        let places = if self.places.is_empty() { None } else { Some(run::places(gazetteer, &self.places)?) };
        Ok(Filter {
            from: self.from,
            to: self.to,
            types: self.types.clone(),
            places,
            statuses: self.statuses.clone(),
            min_confidence: self.min_confidence,
        })
    }
}

/// A day as people give it on the command line.
pub fn parse_day(text: &str) -> Result<NaiveDate, String> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    match text.parse() {
        Ok(day) if shaped => Ok(day),
        _ if shaped => Err("there is no such day in the calendar".to_owned()),
        _ => Err("write a day as year-month-day, for example 2020-10-31".to_owned()),
    }
}

/// Refuses formats where there is no folder to put them in.
pub fn check_formats(formats: &[Format], output: &Path) -> Result<()> {
    if !formats.is_empty() && output == Path::new("-") {
        bail!("--format writes files beside the day files; name a folder with -o, or leave it out");
    }
    Ok(())
}

/// A format of `--format`.
pub fn parse_format() -> impl TypedValueParser<Value = Format> {
    one_of(Format::ALL.iter().map(|f| f.name()), Format::parse)
}

fn parse_type() -> impl TypedValueParser<Value = EventType> {
    one_of(EventType::ALL.iter().map(|t| t.name()), EventType::parse)
}

fn parse_status() -> impl TypedValueParser<Value = Status> {
    one_of(["reported", "claimed", "denied", "planned"].into_iter(), Status::parse)
}

/// One of these names. They stand in the help, in errors and in the completions of shells.
fn one_of<T: Clone + Send + Sync + 'static>(
    names: impl Iterator<Item = &'static str>,
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&'static str> = names.collect();
    PossibleValuesParser::new(names).try_map(move |name| parse(&name).ok_or("this name is not known"))
}

fn parse_confidence(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|n| (0.0..=1.0).contains(n));
    number.ok_or_else(|| "give a number from 0 to 1, for example 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Selection, parse_confidence, parse_day};
    use chrono::NaiveDate;
    use clap::Parser;
    use proptest::prelude::*;

    #[test]
    fn days_are_year_month_day() {
        assert_eq!(parse_day("2020-10-31").map(|d| d.to_string()).as_deref(), Ok("2020-10-31"));
        for wrong in ["31/10/2020", "2020-10", "2020-1-3", "20201031", "+020-10-31", "hier", ""] {
            assert!(parse_day(wrong).unwrap_err().contains("2020-10-31"), "{wrong}");
        }
        assert!(parse_day("2020-02-30").unwrap_err().contains("no such day"));
    }

    /// The options as the command line gives them.
    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        selection: Selection,
    }

    fn selection(args: &[String]) -> Result<Selection, String> {
        Line::try_parse_from(std::iter::once("t".to_owned()).chain(args.iter().cloned()))
            .map(|line| line.selection)
            .map_err(|e| e.to_string())
    }

    proptest! {
        #[test]
        fn a_day_written_is_the_day_read(year in 0i32..=9999, month in 0u32..=13, day in 0u32..=32) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            match NaiveDate::from_ymd_opt(year, month, day) {
                Some(meant) => prop_assert_eq!(parse_day(&text), Ok(meant)),
                None => prop_assert!(parse_day(&text).unwrap_err().contains("no such day")),
            }
        }

        /// What is read at all is written as it was given, and everything else says how to write it.
        #[test]
        fn no_other_words_are_days(
            words in "\\PC{0,12}", y in 0i32..20_000, m in 1u32..=12, d in 1u32..=28, before in "[+ ]?", behind in "[ TZ0]?",
        ) {
            let short = format!("{before}{y}-{m}-{d}{behind}");
            let long = format!("{before}{y:04}-{m:02}-{d:02}{behind}");
            for text in [words, short, long] {
                match parse_day(&text) {
                    Ok(day) => prop_assert_eq!(day.to_string(), text),
                    Err(mend) => prop_assert!(mend.contains("2020-10-31") || mend.contains("no such day")),
                }
            }
        }

        #[test]
        fn a_confidence_lies_between_0_and_1(number in any::<f64>(), text in "[-+0-9.eEinfNa]{0,6}") {
            let fits = (0.0..=1.0).contains(&number);
            prop_assert_eq!(parse_confidence(&number.to_string()).ok(), Some(number).filter(|_| fits));
            prop_assert!(parse_confidence(&text).is_ok_and(|n| (0.0..=1.0).contains(&n)) || parse_confidence(&text).is_err());
        }

        /// The options say what the filter keeps; ends in the wrong order are refused.
        #[test]
        fn options_become_a_filter(
            from in 0u64..60, to in 0u64..60,
            types in prop::sample::subsequence(dateline::event::EventType::ALL.to_vec(), 1..4),
            apart in any::<bool>(), lower in any::<bool>(),
        ) {
            let day = |n| NaiveDate::from_ymd_opt(2020, 10, 1).and_then(|d| d.checked_add_days(chrono::Days::new(n))).expect("a day");
            let written = |name: &str| if lower { name.to_lowercase() } else { name.to_owned() };
            let names: Vec<String> = types.iter().map(|t| written(t.name())).collect();
            let mut args = vec![format!("--from={}", day(from)), format!("--to={}", day(to)), "--status=claimed,denied".to_owned()];
            if apart {
                args.extend(names.iter().map(|name| format!("--type={name}")));
            } else {
                args.push(format!("--type={}", names.join(",")));
            }
            let filter = selection(&args).expect("good options").filter(&[]);
            if from > to {
                prop_assert!(filter.unwrap_err().to_string().contains("exchange --from and --to"));
            } else {
                let filter = filter.expect("a filter");
                prop_assert_eq!((filter.from, filter.to), (Some(day(from)), Some(day(to))));
                prop_assert_eq!(filter.types, types);
                prop_assert_eq!(filter.statuses.len(), 2);
                prop_assert!(filter.places.is_none() && filter.min_confidence.is_none());
            }
        }
    }
}
