//! What a paragraph may open with: a machine's header, a dateline, a clock time.

use super::lines::story_stop;
use super::scan::Scan;
use crate::document::fold::fold;
use crate::language::DocumentTables;

/// Bytes of a paragraph in which its dateline must end.
const LOOK: usize = 200;
/// Words that the names of a dateline's places may have together.
const NAMES: usize = 9;

const DASHES: [char; 5] = ['-', '–', '—', '―', '−'];

/// Length of the header that a crawler glues before a text: ` date 2020-10 `.
pub(super) fn header(text: &str, tables: &DocumentTables) -> Option<usize> {
    let mut scan = Scan::new(text, 40);
    scan.space();
    if !scan.phrase(&tables.header_words) || !scan.space() {
        return None;
    }
    let year = scan.word().filter(|w| w.text.len() == 4)?.number()?;
    let mut parts = 0;
    while parts < 2 && scan.mark(&['-']).is_some() {
        scan.word().filter(|w| w.text.len() == 2)?.number()?;
        parts += 1;
    }
    let end = scan.at;
    ((1000..=2999).contains(&year) && parts > 0 && (scan.space() || scan.peek().is_none())).then_some(end)
}

/// Length of the dateline that a paragraph opens with, dash included: `Erevan, 31 oct 2020 (AFP) -`.
///
/// A place must stand there, and a day or an agency to show that it is no subject; all-capital places do with a dash
/// alone (`PARIS — …`), unless they are a word like `DIRECT`.
pub(super) fn dateline(text: &str, tables: &DocumentTables) -> Option<usize> {
    if !may_open(text, tables) {
        return None;
    }
    let mut scan = Scan::new(text, LOOK);
    let bracket = scan.mark(&['(', '[']).is_some();
    let sent = scan.phrase(&tables.correspondents);
    let from_agency = !sent && agency_first(&mut scan, tables);
    scan.space();
    if sent && !(scan.phrase(&tables.at) && scan.space()) {
        return None;
    }
    let (start, mut place) = (scan.at, places(&mut scan, tables));
    place.kicker = tables.kickers.contains(&words_of(&text[start..scan.at]));
    let (mut day, mut agency) = (false, from_agency);
    loop {
        let before = scan.at;
        scan.space();
        scan.mark(&[',', ';', '/']);
        scan.space();
        if !agency && agency_next(&mut scan, tables, day) {
            agency = true;
        } else if !day && date(&mut scan, tables) {
            day = true;
        } else {
            scan.at = before;
            break;
        }
    }
    if bracket {
        scan.mark(&[')', ']']);
    }
    let known = place.words > 0 && !place.kicker && (day || agency || sent) || day && agency;
    let alone = known && (day || agency || sent) && {
        let mut end = scan.clone();
        end.mark(&['.', ',', ':']);
        end.done(text)
    };
    if alone {
        return Some(text.trim_end().len());
    }
    let dash = terminator(&mut scan, agency || sent)?;
    let rest = text[scan.at..].trim_start();
    let shouted = !known && place.words > 0 && place.all_caps && !place.kicker && dash && story_stop(text).is_some();
    let opens =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '«' | '“' | '('));
    ((known || shouted) && opens).then_some(scan.at)
}

/// Whether `text` could open with a dateline: a dash that is no hyphen, a colon or the text's end comes early, and before
/// it stands a figure, a bracket, a slash, a word in capitals or a correspondent. Asked first, for most paragraphs fail.
fn may_open(text: &str, tables: &DocumentTables) -> bool {
    let bytes = text.as_bytes();
    let look = &bytes[..bytes.len().min(LOOK)];
    let letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let ends = |(i, b): (usize, &u8)| match b {
        b':' => true,
        b'-' => !(letter(look.get(i.wrapping_sub(1))) && letter(bytes.get(i + 1))),
        // The dashes of `DASHES` beyond ASCII.
        0xe2 => matches!(bytes[i + 1..], [0x80, 0x93..=0x95, ..] | [0x88, 0x92, ..]),
        _ => false,
    };
    let whole = bytes.len() <= LOOK;
    let mut capital = false;
    let tells = |b: &u8| match b {
        b'0'..=b'9' | b'(' | b'[' | b'/' => true,
        b'A'..=b'Z' => std::mem::replace(&mut capital, true),
        _ => {
            capital = false;
            false
        }
    };
    if let Some(told) = look.iter().position(tells)
        && (whole || look.iter().enumerate().skip(told + 1).any(ends))
    {
        return true;
    }
    Scan::new(text, LOOK).phrase(&tables.correspondents)
        && if whole { !look.is_empty() } else { look.iter().enumerate().skip(1).any(ends) }
}

fn words_of(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

struct Places {
    words: usize,
    all_caps: bool,
    kicker: bool,
}

/// Takes names of places: words with capitals, small words between them, a country in brackets, several with commas
/// or slashes between.
fn places(scan: &mut Scan, tables: &DocumentTables) -> Places {
    let mut found = Places { words: 0, all_caps: true, kicker: false };
    let mut end = scan.at;
    while found.words < NAMES {
        let here = scan.at;
        // Days, months and agencies begin the next part.
        let next_part = scan.phrase(&tables.weekdays) || scan.phrase(&tables.months) || {
            if found.words > 0 { scan.phrase(&tables.agencies) } else { date(scan, tables) }
        };
        scan.at = here;
        if next_part {
            break;
        }
        let Some(word) = scan.word() else { break };
        if word.capital() {
            found.words += 1;
            found.all_caps &= word.all_caps();
            end = scan.at;
        } else if !(found.words > 0 && tables.name_particles.contains(&fold(word.text))) {
            break;
        }
        if scan.mark(&['\'', '’']).is_some() {
            continue;
        }
        let spaced = scan.space();
        if end < scan.at && country(scan, tables) {
            end = scan.at;
            scan.space();
        }
        let glue = scan.at;
        if scan.mark(&['/', ',']).is_some() {
            scan.space();
            // A comma may also stand before the day.
            if !scan.peek().is_some_and(char::is_uppercase) {
                scan.at = glue;
                break;
            }
        } else if !spaced {
            break;
        }
    }
    scan.at = end;
    found
}

/// Takes a country or region in brackets behind a place: `(Azerbaïdjan)`.
fn country(scan: &mut Scan, tables: &DocumentTables) -> bool {
    let start = scan.at;
    let taken = scan.mark(&['(']).is_some()
        && !scan.phrase(&tables.agencies)
        && scan.peek().is_some_and(char::is_uppercase)
        && (0..5).any(|_| {
            let word = scan.word().is_some();
            scan.space();
            scan.mark(&['\'', '’']);
            !word
        })
        && scan.mark(&[')']).is_some();
    if !taken {
        scan.at = start;
    }
    taken
}

/// Takes `AA / `, `APA-` before a place.
fn agency_first(scan: &mut Scan, tables: &DocumentTables) -> bool {
    let start = scan.at;
    let taken = scan.phrase(&tables.agencies) && {
        scan.space();
        scan.mark(&['/', '-', '–', '—']).is_some()
    };
    if !taken {
        scan.at = start;
    }
    taken
}

/// Takes `(AFP)`, `[Reuters]`, `avec AFP`, `AFP`. Behind a day any short note in brackets may be the agency.
fn agency_next(scan: &mut Scan, tables: &DocumentTables, day: bool) -> bool {
    let start = scan.at;
    if scan.mark(&['(', '[']).is_some() {
        let inside = scan.at;
        scan.phrase(&tables.agency_links);
        scan.space();
        let known = scan.phrase(&tables.agencies);
        for _ in 0..6 {
            scan.space();
            if scan.mark(&[')', ']']).is_some() {
                let capital = known || day && scan.at > inside + 2;
                if capital {
                    return true;
                }
                break;
            }
            if scan.mark(&['/', '-', ',', '.', '&', '\'', '’']).is_none() && scan.word().is_none() {
                break;
            }
        }
    } else {
        let mut any = false;
        let mut end = start;
        loop {
            scan.phrase(&tables.agency_links);
            scan.space();
            if !scan.phrase(&tables.agencies) {
                break;
            }
            any = true;
            end = scan.at;
            scan.space();
            scan.mark(&[',', '/']);
            scan.space();
        }
        scan.at = end;
        if any {
            return true;
        }
    }
    scan.at = start;
    false
}

/// Takes a day: `31 oct 2020`, `le 3 mai`, `mardi 1er mars`, `12/04/2023`.
fn date(scan: &mut Scan, tables: &DocumentTables) -> bool {
    let start = scan.at;
    let taken = day_of_month(scan, tables).is_some();
    if !taken {
        scan.at = start;
    }
    taken
}

fn day_of_month(scan: &mut Scan, tables: &DocumentTables) -> Option<()> {
    for table in [&tables.day_articles, &tables.weekdays, &tables.day_articles] {
        if scan.phrase(table) {
            scan.mark(&['.', ',']);
            scan.space();
        }
    }
    if !scan.phrase(&tables.first_days) {
        let day = scan.word()?;
        day.number().filter(|n| (1..=31).contains(n) && day.text.len() <= 2)?;
        if let Some(mark) = scan.mark(&['/', '.']) {
            scan.word()?.number()?;
            scan.mark(&[mark])?;
            return scan.word()?.number().map(|_| ());
        }
    }
    scan.mark(&['.']);
    scan.space();
    if !scan.phrase(&tables.months) {
        return None;
    }
    scan.mark(&['.']);
    let end = scan.at;
    scan.mark(&[',']);
    scan.space();
    if scan.word().is_none_or(|w| w.text.len() != 4 || w.number().is_none()) {
        scan.at = end;
    }
    Some(())
}

/// Takes what parts a dateline from its sentence: a dash, `.-`, and a colon where an agency makes it sure. Says whether
/// it was a dash with white space before it.
fn terminator(scan: &mut Scan, colon: bool) -> Option<bool> {
    let spaced = scan.space();
    scan.mark(&['.', ',']);
    if scan.mark(&DASHES).is_some() {
        while scan.mark(&DASHES).is_some() {}
        return Some(spaced);
    }
    (colon && scan.mark(&[':']).is_some()).then_some(false)
}

/// Length of the clock time that an entry of a live page opens with, its mark included: `17H40 GMT - `, `[16h20]`,
/// `20:10`. Where the entry has a head, it follows.
pub(super) fn clock(text: &str, tables: &DocumentTables) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        return None;
    }
    let mut scan = Scan::new(text, 60);
    let bracket = scan.mark(&['[', '(']).is_some();
    let hour = scan.word()?.text;
    let digits = hour.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 || hour[..digits].parse::<u8>().ok()? > 24 {
        return None;
    }
    let minutes = match hour[digits..].strip_prefix(['h', 'H']) {
        Some(minutes) => minutes,
        None if hour.len() == digits => {
            scan.mark(&[':'])?;
            scan.word().filter(|w| w.text.len() == 2)?.text
        }
        None => return None,
    };
    if !(minutes.is_empty() || minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|m| m < 60)) {
        return None;
    }
    if bracket {
        scan.mark(&[']', ')'])?;
    }
    let spaced = scan.space();
    let zone = scan.phrase(&tables.zones);
    if zone {
        scan.space();
    }
    if scan.at == text.len() || bracket {
        return Some(scan.at);
    }
    let mark = scan.mark(&['-', '–', '—', ':', '|', '.', '•'])?;
    while scan.mark(&DASHES).is_some() {}
    // `10h-12h` is a span of time.
    let opens = scan.space() || scan.at == text.len();
    let capital = scan.peek().is_none_or(|c| c.is_uppercase() || !c.is_alphanumeric());
    (opens && (spaced || zone || !DASHES.contains(&mark)) && (mark != '.' || capital)).then_some(scan.at)
}
