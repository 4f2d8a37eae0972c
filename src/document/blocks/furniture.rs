//! What a page prints around its story, told line by line from tables and shapes.

use super::lines::{final_stop, is_blank};
use super::words::{self, Words};
use crate::document::BlockKind;
use crate::language::DocumentTables;

/// A line longer than this, in words, is prose.
const SHORT: usize = 26;
/// The longest name of a breadcrumb, in words.
const CRUMB: usize = 5;

/// What `line` is, whatever stands around it; `None` for prose and for what only the page as a whole can tell.
/// `before_story` holds until the first paragraph of the story.
pub(super) fn kind(line: &str, words: &mut Words, tables: &DocumentTables, before_story: bool) -> Option<BlockKind> {
    if line.len() > words::SHORT {
        let first = words.first(line);
        // Of a long line only its opening tells, and nearly none opens so.
        if first.is_some_and(|w| !(tables.residue_openers.begins(w) || before_story && tables.fields.begins(w))) {
            return address(line).then_some(BlockKind::Residue);
        }
    }
    if line.len() <= words::SHORT {
        // Most short lines are sentences or headlines too.
        let first = words.first(line);
        if first.is_some_and(|w| !may_open(w, tables, before_story)) && !may_hold(line) {
            return address(line).then_some(BlockKind::Residue);
        }
    }
    words.read(line);
    if words.len() == 0 {
        // Rules, stars, emoji: nothing to read.
        return Some(BlockKind::Residue);
    }
    if before_story && field(line, words, tables) {
        return Some(BlockKind::FrontMatter);
    }
    if stamp(line, words, tables, before_story) {
        return Some(BlockKind::FrontMatter);
    }
    if residue(line, words, tables, before_story) {
        return Some(BlockKind::Residue);
    }
    heading(line, words).then_some(BlockKind::Heading)
}

/// Whether a line of furniture may open with a word.
fn may_open(word: &str, tables: &DocumentTables, before_story: bool) -> bool {
    before_story && tables.fields.begins(word)
        || [&tables.stamp_openers, &tables.residue, &tables.residue_openers, &tables.agencies, &tables.agency_links]
            .iter()
            .any(|table| table.begins(word))
}

/// Whether a line that opens like any other may be furniture all the same: with a figure, what stands between crumbs or
/// initials, or what a heading is marked with.
fn may_hold(line: &str) -> bool {
    let bytes = line.as_bytes();
    let marked = |(i, b): (usize, &u8)| match b {
        b'0'..=b'9' | b'/' | b'>' | b'|' => true,
        // `»`, `·`; `›`, `•`.
        0xc2 => matches!(bytes.get(i + 1), Some(0xbb | 0xb7)),
        0xe2 => matches!(bytes[i + 1..], [0x80, 0xba | 0xa2, ..]),
        _ => false,
    };
    line.starts_with(['-', '–', '—', '*', '=', '#']) || bytes.iter().enumerate().any(marked)
}

/// `Titre: …`, `Date: …`.
fn field(line: &str, words: &Words, tables: &DocumentTables) -> bool {
    let Some(colon) = line.find(':').filter(|c| *c <= 40) else { return false };
    // A headline may begin so too (`Pays : …`), but not with a small list of names of fields and a colon directly behind.
    let name = line[..colon].trim_end_matches(is_blank);
    let length = words.longest(&tables.fields, 0);
    length > 0 && name.split_whitespace().count() <= length && words.len() <= 60 && !line.starts_with(['"', '«'])
}

/// The value of a front matter line that holds the headline.
pub(super) fn title_of(line: &str, words: &mut Words, tables: &DocumentTables) -> Option<String> {
    words.read(line);
    let length = words.longest(&tables.title_fields, 0);
    let (name, value) = line.split_once(':')?;
    let value = value.trim_matches(|c: char| is_blank(c) || matches!(c, '"' | '\''));
    (length > 0 && name.split_whitespace().count() == length && !value.is_empty()).then(|| value.to_owned())
}

/// `Publié le 13/09/2022 à 18h45 | Mis à jour à 19h10`; before the story also a day alone on its line.
fn stamp(line: &str, words: &Words, tables: &DocumentTables, before_story: bool) -> bool {
    if words.len() > SHORT || !words.whole() {
        return false;
    }
    let opener = words.longest(&tables.stamp_openers, 0);
    if opener == 0 && !before_story || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut at = opener;
    let (mut digits, mut month, mut unknown) = (false, false, 0);
    while at < words.len() {
        let word = words.word(at);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            digits = true;
            month |= word.len() == 4 && !word.contains(['h', 'H']);
            at += 1;
            continue;
        }
        let known = [&tables.stamp_words, &tables.stamp_openers, &tables.months, &tables.weekdays, &tables.zones];
        match known.iter().map(|t| words.longest(t, at)).max().unwrap_or(0) {
            0 => {
                unknown += 1;
                at += 1;
            }
            n => at += n,
        }
    }
    if opener > 0 {
        // `Publié le 3 mai, le rapport de l'ONU accuse …` is a sentence.
        return digits && (unknown == 0 || unknown <= 4 && final_stop(line).is_none());
    }
    before_story && digits && month && unknown == 0
}

fn residue(line: &str, words: &Words, tables: &DocumentTables, before_story: bool) -> bool {
    if words.covered_by(&[&tables.residue, &tables.agencies]) && words.len() <= SHORT {
        return true;
    }
    // `Lecture 3 min.`
    if words.len() <= 6
        && words.whole()
        && line.bytes().any(|b| b.is_ascii_digit())
        && words.holds(&tables.reading_time)
    {
        return true;
    }
    let opener = words.longest(&tables.residue_openers, 0);
    if opener > 0 {
        return true;
    }
    if words.whole() && words.len() <= SHORT && signature(line, words, tables) {
        return true;
    }
    address(line) || breadcrumbs(line, words, before_story)
}

/// `(Avec AFP)`, `RFI avec AFP`, and the initials an agency's desks sign with: `bur-mib/sg/blb`.
fn signature(line: &str, words: &Words, tables: &DocumentTables) -> bool {
    if words.len() <= 10 && words.covered_by(&[&tables.agencies, &tables.agency_links]) && words.holds(&tables.agencies)
    {
        return true;
    }
    let initials = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '/');
    line.len() <= 40 && line.contains('/') && line.chars().all(initials)
}

/// A line that is nothing but addresses of the web.
fn address(line: &str) -> bool {
    let mut any = false;
    line.split_whitespace().all(|w| {
        any = true;
        w.starts_with("http://")
            || w.starts_with("https://")
            || w.starts_with("www.")
            || w.starts_with('#') && w.len() > 1
            || w.contains('@') && !w.contains("://") && w.len() > 3
    }) && any
        && !line.starts_with("# ")
}

/// `Monde > Caucase`; before the story also `International | Ukraine`.
fn breadcrumbs(line: &str, words: &Words, before_story: bool) -> bool {
    if !words.whole() || words.len() > 16 || final_stop(line).is_some() {
        return false;
    }
    let inner: &[&str] =
        if before_story { &[" > ", " › ", " » ", " | ", " / ", " · ", " • "] } else { &[" > ", " › "] };
    let Some(mark) = inner.iter().find(|m| line.contains(**m)) else { return false };
    // French quotes stand in pairs; crumbs do not open.
    !line.contains('«') && line.split(mark).all(|crumb| crumb.split_whitespace().count() <= CRUMB)
}

/// `- Risque d'escalade -`, `## Contexte`, `**Contexte**`.
fn heading(line: &str, words: &Words) -> bool {
    if words.len() > SHORT || !words.whole() {
        return false;
    }
    let dash = ['-', '–', '—', '*', '='];
    let dashed = line.starts_with(dash) && line.ends_with(dash) && line.len() > 4;
    dashed || line.starts_with('#') && line.trim_start_matches('#').starts_with(' ')
}

/// How sure a caption is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credit {
    /// `… Photo AFP / pool`, `© …`: no story ends so.
    Sure,
    /// `… le 13 septembre 2022. (AFP)`: a paragraph may be signed so too.
    Signed,
}

/// Whether a paragraph is what stands under a picture: short, with a credit at its end, or opened by one.
pub(super) fn caption(text: &str, words: &mut Words, tables: &DocumentTables) -> Option<Credit> {
    if text.len() > 700 {
        return None;
    }
    let text = text.trim_matches(is_blank);
    if text.starts_with("![") || text.starts_with('©') {
        return Some(Credit::Sure);
    }
    let stop = final_stop(text).is_some();
    let bracket = text.strip_suffix([')', ']']);
    // Nearly every paragraph ends with a full stop: only those with a mark early on need be looked at.
    if stop && bracket.is_none() && !text[..text.floor_char_boundary(60)].contains([':', '©', '/', '|']) {
        return None;
    }
    words.read(text);
    let opener = words.longest(&tables.credit_openers, 0);
    if opener > 0 && opened(text, opener) {
        return Some(Credit::Sure);
    }
    if let Some(inner) = bracket {
        let open = inner.rfind(['(', '['])?;
        let before = &inner[..open];
        words.read(&inner[open + 1..]);
        let credit = words.len() <= 10 && (words.holds(&tables.agencies) || words.holds(&tables.credit_words));
        if !credit || text.split_whitespace().count() > 60 {
            return None;
        }
        return Some(if final_stop(before).is_some() { Credit::Signed } else { Credit::Sure });
    }
    if stop {
        return None;
    }
    // What follows the last full stop is the credit; without one, what follows the last mark.
    let tail = text.rfind(". ").map_or(text, |dot| &text[dot + 2..]);
    let marked = |tail: &str| tail.contains(['©', '/']) || tail.contains(" via ");
    words.read(tail);
    if !words.whole() || words.len() > 22 {
        return None;
    }
    let agency = words.holds(&tables.agencies);
    if tail.len() < text.len() {
        let opens = words.longest(&tables.credit_words, 0) > 0 || words.longest(&tables.agencies, 0) > 0;
        return (marked(tail) && (agency || opens) || opens && words.len() <= 10 || tail.contains('©'))
            .then_some(Credit::Sure);
    }
    let mark = text.rfind(['©', '/', '|', '–', '—']).filter(|at| *at > 0)?;
    words.read(&text[mark..]);
    let named = words.len() <= 8 && words.len() > 0;
    (named && (text[mark..].starts_with('©') || words.holds(&tables.agencies) && words.len() <= 5))
        .then_some(Credit::Sure)
}

/// Whether the phrase of `count` words at the start of `text` is closed by a colon, a dash, `©` or the end.
fn opened(text: &str, count: usize) -> bool {
    let mut seen = 0;
    let mut inside = false;
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric() {
            seen += usize::from(!inside);
            inside = true;
            if seen > count {
                return false;
            }
        } else if !matches!(c, '\u{300}'..='\u{36f}') {
            inside = false;
            if seen == count {
                return text[i..].trim_start_matches(is_blank).starts_with([':', '©', '/', '|']);
            }
        }
    }
    seen == count
}

/// `Par Jeanne Dupont, correspondante à Kiev`: the writer's name.
pub(super) fn byline(text: &str, words: &mut Words, tables: &DocumentTables) -> bool {
    if text.len() > 160 || final_stop(text).is_some() || text.contains(['«', '"', '“', ';']) {
        return false;
    }
    words.read(text);
    let opener = words.longest(&tables.bylines, 0);
    if opener == 0 || words.len() > opener + 12 || words.len() == opener {
        return false;
    }
    let mut names = text.split_whitespace().skip(opener);
    names.next().is_some_and(|w| w.starts_with(char::is_uppercase))
        && names.next().is_some_and(|w| w.starts_with(char::is_uppercase) || tables.name_particles.contains(w))
}

/// `• `, `- `, `1. ` before a list's entry.
pub(super) fn bullet(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '▪' | '●' | '■' | '◦' | '·' | '►' | '→' | '▶') => true,
        Some('-' | '–' | '—' | '*') => chars.next().is_some_and(char::is_whitespace),
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 2 && rest.starts_with([')', '.']) && rest[1..].starts_with(char::is_whitespace)
        }
        _ => false,
    }
}
