//! From bytes to text: byte order marks, what the page declares, what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and what had to be assumed to get at it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    pub note: Option<Note>,
}

/// What the reader should know of a text's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// It is not UTF-8 and looked like this.
    Guessed(&'static str),
    /// Some bytes are no characters; each is now `�`.
    Broken(&'static str),
}

impl Note {
    pub fn what(self) -> String {
        match self {
            Self::Guessed(name) => format!("it is not UTF-8 and was read as {name}, which its bytes look like"),
            Self::Broken(name) => format!("some bytes are no {name}; each was read as \u{fffd}"),
        }
    }
}

/// Bytes that detection looks at: more would not change its mind.
const LOOK: usize = 1 << 20;

/// Decodes `bytes`. A byte order mark speaks first, then UTF-8 where it holds, then what is `declared`, then the looks.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(&bytes[mark..], encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(bytes, encoding);
    }
    // Bytes that hold as UTF-8 beyond ASCII are UTF-8, whatever a template's meta element says.
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), note: None },
        Err(_) => match declared {
            Some(encoding) if encoding != UTF_8 => with(bytes, encoding),
            _ if mostly_utf8(bytes) => with(bytes, UTF_8),
            _ => guess(bytes),
        },
    }
}

fn with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), note: broken.then_some(Note::Broken(encoding.name())) }
}

fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(LOOK)], true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // The Latin code pages differ in letters that French does not have; a few accents cannot tell them apart.
    let latin = ["windows-125", "ISO-8859-"].iter().any(|family| guess.name().starts_with(family));
    let other = matches!(
        guess.name(),
        "windows-1251"
            | "windows-1253"
            | "windows-1255"
            | "windows-1256"
            | "ISO-8859-5"
            | "ISO-8859-6"
            | "ISO-8859-7"
            | "ISO-8859-8"
    );
    let high = bytes.iter().take(LOOK).filter(|b| !b.is_ascii()).count();
    let encoding = if latin && !other || high < 16 { WINDOWS_1252 } else { guess };
    let decoded = with(bytes, encoding);
    Decoded { note: decoded.note.or(Some(Note::Guessed(encoding.name()))), ..decoded }
}

/// UTF-16 shows by its NULs: every other byte of a text in Latin letters is one.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = &bytes[..bytes.len().min(1024) & !1];
    // Nearly no text has one.
    if !look.contains(&0) {
        return None;
    }
    let pairs = look.len() / 2;
    let nuls = |odd: usize| look.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if pairs < 2 {
        None
    } else if odd * 2 > pairs && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 2 > pairs && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether well-formed accents outnumber bad bytes: then it is UTF-8 with damage, not another code.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(LOOK)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 2
}

/// The encoding that a page declares in its first kilobytes: `<meta charset=…>` or `…; charset=…"`.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(7).position(|w| w.eq_ignore_ascii_case(b"charset"))? + 7;
    let rest = &head[at..];
    let skip = rest.iter().take_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'')).count();
    let label: &[u8] = &rest[skip..];
    let end = label.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')))?;
    Encoding::for_label(&label[..end])
}

/// What a file that is no text is, told by its first bytes.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a zip or office document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "compressed"),
        (b"\xfd7zXZ", "compressed"),
        (b"\x28\xb5\x2f\xfd", "compressed"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
    ];
    if let Some((_, what)) = known.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(what);
    }
    let look = &bytes[..bytes.len().min(4096)];
    let control = look.iter().filter(|b| **b < 9 || (14..27).contains(*b)).count();
    (control * 4 > look.len() && Encoding::for_bom(bytes).is_none() && utf16_without_mark(bytes).is_none())
        .then_some("no text")
}
