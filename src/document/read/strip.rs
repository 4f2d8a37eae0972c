//! The text of a page without its tags, in one pass, whatever the page looks like.

use unicode_normalization::UnicodeNormalization;

/// What a page says when its tags are taken off.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub text: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Elements open at once, at most.
    pub depth: usize,
    /// Tags.
    pub tags: usize,
}

/// Elements whose content is not text.
const SKIPPED: [&str; 9] = ["script", "style", "noscript", "template", "svg", "iframe", "select", "button", "textarea"];
/// Elements that never hold others, or that end by themselves.
const FLAT: [&str; 22] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li",
    "td", "th", "tr", "dt", "dd", "option", "!doctype",
];
/// Elements inside a line; all others begin a new one.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "kbd", "mark", "q", "s", "small",
    "span", "strong", "strike", "sub", "sup", "time", "u", "var", "wbr", "label",
];

/// Takes the tags off `page`.
pub(super) fn strip(page: &str) -> Page {
    let mut out = Page::default();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(found) = page[at..].find('<') {
        let open = at + found;
        text(&page[at..open], &mut out.text);
        let rest = &page[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = comment.find("-->").map_or(page.len(), |end| open + 4 + end + 3);
            continue;
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
        // Looked for only where a tag begins: a page of lone signs must not be searched to its end for each.
        let Some(end) = is_tag.then(|| rest.find('>')).flatten() else {
            // A lone `<` is a character, unless the page ends inside a tag.
            if is_tag {
                return finish(out);
            }
            out.text.push('<');
            at = open + 1;
            continue;
        };
        let tag = &rest[1..end];
        at = open + end + 1;
        out.tags += 1;
        let closing = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take(12).take_while(|c| !c.is_whitespace() && *c != '/').collect();
        let name = name.to_ascii_lowercase();
        if closing {
            depth = depth.saturating_sub(usize::from(!FLAT.contains(&name.as_str())));
        } else if !FLAT.contains(&name.as_str()) && !tag.ends_with('/') {
            depth += 1;
            out.depth = out.depth.max(depth);
        }
        if !closing && (name == "title" || SKIPPED.contains(&name.as_str())) {
            let inside = &page[at..];
            let close = closing_tag(inside, &name);
            if name == "title" && out.title.is_none() {
                let mut title = String::new();
                text(&inside[..inside.floor_char_boundary(close.min(2000))], &mut title);
                out.title = Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
            }
            at += close;
            continue;
        }
        if !closing {
            facts(&name, tag, &mut out);
        }
        if !INLINE.contains(&name.as_str()) {
            out.text.push_str(if name == "td" || name == "th" { " " } else { "\n" });
        }
    }
    text(&page[at..], &mut out.text);
    finish(out)
}

fn finish(mut page: Page) -> Page {
    // Runs of blank lines carry nothing.
    let mut text = String::with_capacity(page.text.len());
    for line in page.text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        text.push_str(line);
        text.push_str("\n\n");
    }
    page.text = text;
    page
}

/// Where the element `name` that `inside` is the content of ends.
fn closing_tag(inside: &str, name: &str) -> usize {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while let Some(found) = inside[at..].find("</") {
        let from = at + found + 2;
        if bytes.get(from..from + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())) {
            return at + found;
        }
        at = from;
    }
    inside.len()
}

/// What elements say of the page: its language, address and day.
fn facts(name: &str, tag: &str, out: &mut Page) {
    match name {
        "html" => out.language = out.language.take().or_else(|| attribute(tag, "lang")),
        "link" if attribute(tag, "rel").is_some_and(|r| r == "canonical") => {
            out.url = out.url.take().or_else(|| attribute(tag, "href"));
        }
        "time" => {
            // Only until a meta element says better; later times on the page are other pieces'.
            out.published = out.published.take().or_else(|| attribute(tag, "datetime"));
        }
        "meta" => {
            let key =
                attribute(tag, "property").or_else(|| attribute(tag, "name")).or_else(|| attribute(tag, "itemprop"));
            match key.map(|k| k.to_ascii_lowercase()).as_deref() {
                Some(
                    "article:published_time" | "og:published_time" | "datepublished" | "date" | "dc.date" | "pubdate",
                ) => {
                    out.published = attribute(tag, "content").or(out.published.take());
                }
                Some("og:url") => out.url = attribute(tag, "content").or(out.url.take()),
                _ => {}
            }
        }
        _ => {}
    }
}

/// The value of an attribute.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = &tag[..tag.floor_char_boundary(4000)];
    let bytes = tag.as_bytes();
    let mut from = 0;
    while let Some(found) = tag[from..].find('=') {
        let equals = from + found;
        let before = tag[from..equals].trim_end();
        let value = tag[equals + 1..].trim_start();
        let start = tag.len() - value.len();
        let (end, skip) = match bytes.get(start) {
            Some(quote @ (b'"' | b'\'')) => {
                let end = tag[start + 1..].find(char::from(*quote)).map_or(tag.len(), |e| start + 1 + e);
                (end, 1)
            }
            _ => (value.find(char::is_whitespace).map_or(tag.len(), |e| start + e), 0),
        };
        let key = before.rsplit(|c: char| c.is_whitespace() || c == '"' || c == '\'').next().unwrap_or("");
        if key.eq_ignore_ascii_case(name) {
            let mut out = String::new();
            text(&tag[(start + skip).min(end)..end], &mut out);
            return Some(out.trim().to_owned()).filter(|v| !v.is_empty());
        }
        from = end.max(equals + 1);
    }
    None
}

/// Appends text with its entities resolved, white space as one space.
fn text(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find(|c: char| c == '&' || c.is_ascii_whitespace()) {
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] != b'&' {
            if !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            rest = &rest[at + 1..];
            continue;
        }
        rest = &rest[at + 1..];
        let name = &rest.as_bytes()[..rest.len().min(10)];
        let resolved = name.iter().position(|b| *b == b';').and_then(|end| entity(&rest[..end]).map(|c| (c, end)));
        match resolved {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

/// The character of an entity: by number, by a common name, or a letter with the name of its accent.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    let plain = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "oelig" => 'œ',
        "OElig" => 'Œ',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "copy" => '©',
        "deg" => '°',
        "euro" => '€',
        "middot" => '·',
        "bull" => '•',
        "thinsp" => '\u{2009}',
        "shy" => '\u{ad}',
        "szlig" => 'ß',
        _ => return accented(name),
    };
    Some(plain)
}

fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = match &name[1..] {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "uml" => '\u{308}',
        "cedil" => '\u{327}',
        "tilde" => '\u{303}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        _ => return None,
    };
    let mut composed = [letter, accent].into_iter().nfc();
    composed.next().filter(|_| composed.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    }

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    proptest! {
        /// What stands in the elements of a page is its text, a paragraph a line, and what stands in its head is not.
        #[test]
        fn the_words_of_paragraphs_come_back(
            paragraphs in prop::collection::vec("\\PC{0,30}", 0..8),
            tag in prop::sample::select(vec!["p", "div", "li", "h2", "blockquote"]),
            title in "[A-Za-z&<\"é]{1,20}",
            open in any::<bool>(),
        ) {
            let body = paragraphs
                .iter()
                .map(|text| {
                    let close = if open { String::new() } else { format!("</{tag}>") };
                    format!("<{tag} class=\"{}\">{}{close}<!-- {} -->\n", escaped(text), escaped(text), escaped(text))
                })
                .collect::<Vec<String>>()
                .concat();
            let page = format!(
                "<!doctype html><html lang=fr><head><title>{}</title><script>a < b</script>\
                 <meta property=\"article:published_time\" content=\"2020-10-31\"></head><body>{body}</body></html>",
                escaped(&title)
            );
            let found = strip(&page);
            let lines: Vec<Vec<&str>> = found.text.lines().map(words).filter(|l| !l.is_empty()).collect();
            let meant: Vec<Vec<&str>> = paragraphs.iter().map(|p| words(p)).filter(|l| !l.is_empty()).collect();
            prop_assert_eq!(lines, meant);
            prop_assert_eq!(found.title.as_deref(), Some(title.as_str()));
            prop_assert_eq!(found.published.as_deref(), Some("2020-10-31"));
            prop_assert_eq!(found.language.as_deref(), Some("fr"));
        }
    }
}
