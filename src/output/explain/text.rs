//! The document as people read it.

use super::{Explained, ExplainedMention, ExplainedReport, MentionKind, Style};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::io::{self, Write};

pub(super) fn write(explained: &Explained, out: &mut dyn Write, style: Style) -> io::Result<()> {
    header(explained, out, style)?;
    let marked = marked(explained);
    let mut page = Page { out, style, text: &explained.text, at: 0, open: Vec::new(), after_report: false };
    for step in steps(explained, &marked) {
        match step.action {
            Action::Close => page.close(step.offset)?,
            Action::Open(mention) => page.open(step.offset, mention)?,
            Action::Report(report) => page.report(step.offset, report)?,
        }
    }
    page.end()
}

fn header(explained: &Explained, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let published = &explained.published;
    let basis = published.basis.map_or(String::new(), |b| format!(" ({})", b.name()));
    let date = match (published.date, published.candidates.as_slice()) {
        (Some(date), _) => format!("published {date}{basis}"),
        (None, []) => "publication day unknown".to_owned(),
        (None, [only]) => format!("published perhaps {only}{basis}"),
        (None, [first, .., last]) => {
            format!("published on one of {} days, {first} to {last}{basis}", published.candidates.len())
        }
    };
    writeln!(out, "=== {} · {} · {date}", shown(&explained.doc), shown(&explained.language))?;
    if style == Style::Colours {
        let kinds =
            [MentionKind::Time, MentionKind::Place, MentionKind::Trigger, MentionKind::Speech, MentionKind::Quantity];
        let legend = kinds.map(|kind| format!("{}{}{RESET}", colour(kind), kind.name()));
        writeln!(out, "    {}", legend.join(" · "))?;
    }
    writeln!(out)
}

/// The mentions that can be marked: in the text, not empty, and none across the end of another.
fn marked(explained: &Explained) -> Vec<&ExplainedMention> {
    let mut mentions: Vec<_> = explained.mentions.iter().collect();
    mentions.retain(|m| explained.text.get(m.span.range()).is_some_and(|t| !t.is_empty()));
    mentions.sort_by_key(|m| (m.span.start, Reverse(m.span.end), m.kind));
    let mut ends: Vec<u32> = Vec::new();
    mentions.retain(|m| {
        while ends.last().is_some_and(|end| *end <= m.span.start) {
            ends.pop();
        }
        let fits = ends.last().is_none_or(|end| m.span.end <= *end);
        if fits {
            ends.push(m.span.end);
        }
        fits
    });
    mentions
}

struct Step<'a> {
    offset: usize,
    action: Action<'a>,
}

enum Action<'a> {
    Close,
    Report(&'a ExplainedReport),
    Open(&'a ExplainedMention),
}

/// All that happens on the way through the text: at one offset mentions close, then reports stand, then mentions open.
fn steps<'a>(explained: &'a Explained, marked: &[&'a ExplainedMention]) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::with_capacity(2 * marked.len() + explained.reports.len());
    for mention in marked {
        steps.push(Step { offset: mention.span.start as usize, action: Action::Open(mention) });
        steps.push(Step { offset: mention.span.end as usize, action: Action::Close });
    }
    for report in &explained.reports {
        let offset = explained.text.floor_char_boundary(report.sentence.end as usize);
        steps.push(Step { offset, action: Action::Report(report) });
    }
    // Stable: mentions that open at one offset keep their order, the longest first.
    steps.sort_by_key(|step| {
        let rank = match step.action {
            Action::Close => 0,
            Action::Report(_) => 1,
            Action::Open(_) => 2,
        };
        (step.offset, rank)
    });
    steps
}

/// The text on its way out.
struct Page<'a, 'b> {
    out: &'b mut dyn Write,
    style: Style,
    text: &'a str,
    at: usize,
    open: Vec<&'a ExplainedMention>,
    after_report: bool,
}

impl<'a> Page<'a, '_> {
    /// Writes the text up to `offset`. What follows a report begins on a line of its own.
    fn text_to(&mut self, offset: usize) -> io::Result<()> {
        let mut piece = &self.text[self.at..offset];
        self.at = offset;
        if self.after_report {
            let rest = piece.trim_start();
            if rest.is_empty() {
                return Ok(());
            }
            self.after_report = false;
            if piece[..piece.len() - rest.len()].contains('\n') {
                writeln!(self.out)?;
            }
            piece = rest;
        }
        self.out.write_all(shown(piece).as_bytes())
    }

    fn open(&mut self, offset: usize, mention: &'a ExplainedMention) -> io::Result<()> {
        self.text_to(offset)?;
        self.after_report = false;
        self.open.push(mention);
        match self.style {
            Style::Brackets => self.out.write_all(b"["),
            Style::Colours => self.out.write_all(colour(mention.kind).as_bytes()),
        }
    }

    fn close(&mut self, offset: usize) -> io::Result<()> {
        self.text_to(offset)?;
        let Some(mention) = self.open.pop() else { return Ok(()) };
        match self.style {
            Style::Brackets => {
                let label: Cow<'_, str> = match (mention.kind, mention.role.as_deref()) {
                    // What a time says, by which rule, and what it counts from.
                    (MentionKind::Time, Some(anchor)) => format!("{} {}, {anchor}", mention.value, mention.rule).into(),
                    (_, Some(role)) => role.into(),
                    (_, None) => mention.value.as_str().into(),
                };
                write!(self.out, "|{}:{}]", mention.kind.name(), shown(&label))
            }
            Style::Colours => {
                let around = self.open.last().map_or("", |outer| colour(outer.kind));
                write!(self.out, "{RESET}{around}")
            }
        }
    }

    fn report(&mut self, offset: usize, report: &ExplainedReport) -> io::Result<()> {
        self.text_to(offset)?;
        if !self.after_report {
            writeln!(self.out)?;
        }
        self.after_report = true;
        let mark = if report.why.is_none() { "→" } else { "×" };
        for (i, fact) in report.facts.iter().enumerate() {
            writeln!(self.out, "  {} {}", if i == 0 { mark } else { " " }, shown(fact))?;
        }
        if let Some(why) = &report.why {
            let mark = if report.facts.is_empty() { mark } else { " " };
            writeln!(self.out, "  {mark} no event: {}", shown(why))?;
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        self.text_to(self.text.len())?;
        if !self.after_report && !self.text.ends_with('\n') {
            writeln!(self.out)?;
        }
        writeln!(self.out)
    }
}

const RESET: &str = "\u{1b}[0m";

fn colour(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Time => "\u{1b}[36m",
        MentionKind::Place => "\u{1b}[32m",
        MentionKind::Trigger => "\u{1b}[1;31m",
        MentionKind::Speech => "\u{1b}[33m",
        MentionKind::Quantity => "\u{1b}[35m",
    }
}

/// The text without what would drive a terminal.
fn shown(text: &str) -> Cow<'_, str> {
    let safe = |c: char| !c.is_control() || c == '\n' || c == '\t';
    if text.chars().all(safe) {
        return Cow::Borrowed(text);
    }
    text.replace("\r\n", "\n").chars().map(|c| if safe(c) { c } else { '\u{fffd}' }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    const TEXT: &str = "Samedi, à Gandja, des combats. Rien\u{1b}[31m ensuite.\n\nFin.";

    fn mention(kind: MentionKind, text: &str, role: Option<&str>) -> ExplainedMention {
        let start = TEXT.find(text).expect("the words are in the text");
        ExplainedMention {
            kind,
            span: Span::of_range(start..start + text.len()),
            value: "V".into(),
            rule: "r".into(),
            role: role.map(Into::into),
        }
    }

    fn shown_as(explained: &Explained, style: Style) -> String {
        let mut out = Vec::new();
        explained.write_text(&mut out, style).expect("a vector takes every byte");
        String::from_utf8(out).expect("UTF-8")
    }

    fn explained() -> Explained {
        let sentence = |end: &str| Span::of_range(0..TEXT.find(end).expect("in the text") + end.len());
        Explained {
            doc: "a.txt".into(),
            language: "fr".into(),
            text: TEXT.into(),
            mentions: vec![
                mention(MentionKind::Trigger, "combats", None),
                mention(MentionKind::Place, "Gandja", Some("location")),
                mention(MentionKind::Time, "Samedi, à Gandja", None),
                mention(MentionKind::Quantity, "Gandja, des", None),
            ],
            reports: vec![
                ExplainedReport { sentence: sentence("ensuite."), facts: vec![], why: Some("calm".into()) },
                ExplainedReport { sentence: sentence("combats."), facts: vec!["one".into(), "two".into()], why: None },
            ],
            ..Explained::default()
        }
    }

    #[test]
    fn mentions_nest_and_reports_stand_under_their_sentences() {
        let expected = "=== a.txt · fr · publication day unknown\n\n\
            [Samedi, à [Gandja|place:location]|time:V], des [combats|trigger:V].\n  → one\n    two\n\
            Rien\u{fffd}[31m ensuite.\n  × no event: calm\n\nFin.\n\n";
        assert_eq!(shown_as(&explained(), Style::Brackets), expected);
    }

    #[test]
    fn colours_return_to_what_is_around() {
        let shown = shown_as(&explained(), Style::Colours);
        let place = format!("{}Gandja{RESET}{}{RESET}, des", colour(MentionKind::Place), colour(MentionKind::Time));
        assert!(shown.contains(&place), "{shown:?}");
        assert!(!shown.contains('|'));
    }

    #[test]
    fn spans_outside_the_text_are_not_marked() {
        let mut bad = explained();
        bad.mentions[0].span = Span::new(9, 10); // within "à"
        bad.mentions[1].span = Span::new(900, 901);
        bad.reports[0].sentence = Span::new(0, 900);
        assert!(shown_as(&bad, Style::Brackets).contains("des combats."));
        let mut line = Vec::new();
        bad.write_json(&mut line).expect("a vector takes every byte");
    }
}
