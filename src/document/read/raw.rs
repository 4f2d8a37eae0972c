//! Pieces of files, read one after the other and understood on any core.

use super::draft::{self, Draft};
use super::sources::{Format, SourceFile};
use super::{LONGEST_TEXT, ReadProblem, decode, html, jsonl};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of the longest line and the longest page that are looked at.
const LONGEST_LINE: usize = 64 << 20;
const LONGEST_PAGE: usize = 32 << 20;

/// Bytes of one document, or a problem on the way to it.
pub(super) enum Raw {
    /// A file's text, or a piece of it.
    Text { file: String, id: String, format: Format, bytes: Vec<u8>, utf16: Option<&'static Encoding> },
    /// A line of JSON.
    Line { file: String, id: String, line: usize, bytes: Vec<u8> },
    /// Nothing could be read.
    Problem(ReadProblem),
}

impl Raw {
    /// Bytes held.
    pub fn len(&self) -> usize {
        match self {
            Self::Text { bytes, .. } | Self::Line { bytes, .. } => bytes.len(),
            Self::Problem(_) => 0,
        }
    }

    /// Decodes and reads it.
    pub fn drafts(self) -> Vec<Result<Draft, ReadProblem>> {
        match self {
            Self::Problem(problem) => vec![Err(problem)],
            Self::Line { file, id, line, bytes } => line_drafts(&file, &id, line, &bytes),
            Self::Text { file, id, format, bytes, utf16 } => text_drafts(&file, id, format, &bytes, utf16),
        }
    }
}

fn text_drafts(
    file: &str,
    id: String,
    format: Format,
    bytes: &[u8],
    utf16: Option<&'static Encoding>,
) -> Vec<Result<Draft, ReadProblem>> {
    let declared = if format == Format::Html { decode::declared(bytes) } else { utf16 };
    let decoded = decode::decode(bytes, declared);
    let mut out = Vec::with_capacity(2);
    note(file, None, decoded.note, &mut out);
    if format == Format::JsonLines {
        // Only UTF-16 comes here whole: its lines cannot be told by bytes.
        for (index, line) in decoded.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            out.extend(line_drafts(file, &format!("{id}#{}", index + 1), index + 1, line.as_bytes()));
        }
        return out;
    }
    let draft = if format == Format::Html {
        html::read(&decoded.text, id)
    } else {
        Draft { id, text: decoded.text, ..Draft::default() }
    };
    out.extend(draft.split().into_iter().map(Ok));
    out
}

fn line_drafts(file: &str, id: &str, line: usize, bytes: &[u8]) -> Vec<Result<Draft, ReadProblem>> {
    let decoded = decode::decode(bytes, None);
    let mut out = Vec::with_capacity(1);
    note(file, Some(line), decoded.note, &mut out);
    match jsonl::read(&decoded.text, id) {
        Err(bad) => out.push(Err(ReadProblem::error(file, bad.what, bad.mend).at_line(Some(line)))),
        Ok((draft, mended)) => {
            if mended {
                let what = "an escape such as \\ud83d is half a character; it was read as \u{fffd}";
                let mend = "write both halves, or the character itself";
                out.push(Err(ReadProblem::warning(file, what, mend).at_line(Some(line))));
            }
            out.extend(draft.split().into_iter().map(Ok));
        }
    }
    out
}

fn note(file: &str, line: Option<usize>, note: Option<decode::Note>, out: &mut Vec<Result<Draft, ReadProblem>>) {
    out.extend(note.map(|note| {
        let mend = "save it as UTF-8 to be sure";
        Err(ReadProblem::warning(file, note.what(), mend).at_line(line))
    }));
}

/// The pieces of one source.
pub(super) struct Raws {
    source: SourceFile,
    /// What to read instead of the file of the source.
    input: Option<Box<dyn BufRead + Send>>,
    state: State,
}

enum State {
    Closed,
    Lines { reader: Box<dyn BufRead + Send>, line: usize },
    Pieces { reader: Box<dyn BufRead + Send>, rest: Vec<u8>, part: usize, utf16: Option<&'static Encoding> },
    Done,
}

impl Raws {
    pub fn new(source: SourceFile) -> Self {
        Self { source, input: None, state: State::Closed }
    }

    /// Of bytes that come from elsewhere than the source's file.
    pub fn of(source: SourceFile, input: impl Read + Send + 'static) -> Self {
        Self { source, input: Some(Box::new(BufReader::new(input))), state: State::Closed }
    }

    fn problem(&self, error: &io::Error) -> Raw {
        Raw::Problem(ReadProblem::io(&self.source.name(), error))
    }

    /// Opens the source and decides how it is written.
    fn open(&mut self) -> io::Result<Option<Raw>> {
        let mut reader: Box<dyn BufRead + Send> = if let Some(input) = self.input.take() {
            input
        } else if self.source.is_stdin() {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::with_capacity(1 << 16, File::open(&self.source.path)?))
        };
        let mut first = Vec::new();
        (&mut reader).take(1 << 16).read_to_end(&mut first)?;
        let name = self.source.name();
        if let Some(what) = decode::binary(&first) {
            self.state = State::Done;
            let mend = "save it as text (.txt, .md, .html or .jsonl) first";
            return Ok(Some(Raw::Problem(ReadProblem::error(&name, format!("it is {what}"), mend))));
        }
        if self.source.format == Format::Sniffed {
            self.source.format = sniff(&first);
        }
        let utf16 = Encoding::for_bom(&first)
            .map(|(encoding, _)| encoding)
            .or_else(|| decode::utf16_without_mark(&first))
            .filter(|encoding| *encoding == UTF_16LE || *encoding == UTF_16BE);
        let reader: Box<dyn BufRead + Send> = Box::new(io::Cursor::new(first).chain(reader));
        self.state = match self.source.format {
            Format::JsonLines if utf16.is_none() => State::Lines { reader, line: 0 },
            _ => State::Pieces { reader, rest: Vec::new(), part: 0, utf16 },
        };
        Ok(None)
    }

    fn next_line(&mut self) -> io::Result<Option<Raw>> {
        let State::Lines { reader, line } = &mut self.state else { return Ok(None) };
        loop {
            let mut bytes = Vec::new();
            let limit = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
            if reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? == 0 {
                self.state = State::Done;
                return Ok(None);
            }
            *line += 1;
            let line = *line;
            let file = self.source.name();
            if bytes.len() >= LONGEST_LINE && bytes.last() != Some(&b'\n') {
                skip_line(reader)?;
                let what = format!("it is longer than {} MB", LONGEST_LINE >> 20);
                let mend = "write one dispatch a line";
                return Ok(Some(Raw::Problem(ReadProblem::error(&file, what, mend).at_line(Some(line)))));
            }
            if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xef\xbb\xbf\n" {
                continue;
            }
            return Ok(Some(Raw::Line { id: format!("{}#{line}", self.source.id), file, line, bytes }));
        }
    }

    fn next_piece(&mut self) -> io::Result<Option<Raw>> {
        let format = self.source.format;
        let State::Pieces { reader, rest, part, utf16 } = &mut self.state else { return Ok(None) };
        let most = if matches!(format, Format::Html | Format::JsonLines) { LONGEST_PAGE } else { LONGEST_TEXT };
        let mut bytes = std::mem::take(rest);
        let wanted = (most + 1).saturating_sub(bytes.len());
        reader.by_ref().take(u64::try_from(wanted).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        let (index, encoding) = (*part, *utf16);
        if bytes.is_empty() && index > 0 {
            self.state = State::Done;
            return Ok(None);
        }
        let mut end = draft::cut(&bytes, most);
        // An odd byte at the very end goes with the last piece, or it would be left for ever.
        if encoding.is_some() && end < bytes.len() {
            end &= !1;
        }
        let more = end < bytes.len();
        *rest = bytes.split_off(end);
        *part += 1;
        if !more {
            self.state = State::Done;
        }
        let format = if index > 0 && format == Format::Html { Format::Text } else { format };
        let id = draft::part(&self.source.id, index);
        Ok(Some(Raw::Text { file: self.source.name(), id, format, bytes, utf16: encoding.filter(|_| index > 0) }))
    }
}

impl Iterator for Raws {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if matches!(self.state, State::Closed) {
            match self.open() {
                Ok(None) => {}
                Ok(Some(raw)) => return Some(raw),
                Err(error) => {
                    self.state = State::Done;
                    return Some(self.problem(&error));
                }
            }
        }
        let next = match self.state {
            State::Lines { .. } => self.next_line(),
            State::Pieces { .. } => self.next_piece(),
            State::Closed | State::Done => return None,
        };
        next.unwrap_or_else(|error| {
            self.state = State::Done;
            Some(self.problem(&error))
        })
    }
}

/// Skips to the end of a line without keeping it.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let (taken, ended) = {
            let buffer = reader.fill_buf()?;
            match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            }
        };
        reader.consume(taken);
        if ended {
            return Ok(());
        }
    }
}

/// How a file without a known ending is written.
fn sniff(first: &[u8]) -> Format {
    let text = decode::decode(&first[..first.len().min(2048)], None).text;
    let head = text.trim_start();
    let lower: String = head.chars().take(200).flat_map(char::to_lowercase).collect();
    if lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || lower.starts_with('<') && lower.contains("<html")
    {
        Format::Html
    } else if head.starts_with('{') && head.contains("\"text\"") {
        Format::JsonLines
    } else {
        Format::Text
    }
}
