//! KML: a folder a day, a time span an event, a style a type.

use super::Formatter;
use crate::event::EventType;
use crate::output::sheet::Sheet;
use crate::output::style::Style;
use crate::output::view::View;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// How the file begins.
pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document><name>dateline</name>
"#;

/// Properties shown in the table of a mark.
const SHOWN: [&str; 16] = [
    "date",
    "end_date",
    "date_precision",
    "type",
    "mode",
    "status",
    "claimed_by",
    "denied_by",
    "place",
    "place_id",
    "place_basis",
    "uncertainty_km",
    "killed_min",
    "wounded_min",
    "confidence",
    "reports",
];

pub(super) struct Kml<'a> {
    out: &'a mut (dyn Write + Send),
    headed: bool,
    /// The name of the folder that is open.
    open: Option<String>,
}

impl<'a> Kml<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send)) -> Self {
        Self { out, headed: false, open: None }
    }

    fn head(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        self.out.write_all(HEAD.as_bytes())?;
        for kind in EventType::ALL {
            // `#rrggbb` is `aabbggrr` here.
            let colour = Style::of(kind).colour;
            writeln!(
                self.out,
                "<Style id=\"{}\"><IconStyle><color>ff{}{}{}</color><Icon><href>{ICON}</href></Icon></IconStyle></Style>",
                kind.name(),
                &colour[5..7],
                &colour[3..5],
                &colour[1..3],
            )?;
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open.take().is_some() { self.out.write_all(b"</Folder>\n") } else { Ok(()) }
    }

    fn placemark(&mut self, view: View<'_>) -> io::Result<()> {
        write!(self.out, "<Placemark><name>{}</name>", escaped(view.text("title")))?;
        let quotes = view.property("sources").as_array().into_iter().flatten();
        let quotes: Vec<String> = quotes
            .filter_map(|s| Some(format!("« {} » — {}", s["quote"].as_str()?.trim(), s["doc"].as_str()?)))
            .collect();
        // The text of a description is shown as HTML, so it is escaped for that first.
        write!(self.out, "<description>{}</description>", escaped(&escaped(&quotes.join("\n"))))?;
        if let [first, last] = view.interval()
            && (first.is_some() || last.is_some())
        {
            self.out.write_all(b"<TimeSpan>")?;
            if let Some(first) = first {
                write!(self.out, "<begin>{first}</begin>")?;
            }
            if let Some(last) = last {
                write!(self.out, "<end>{last}</end>")?;
            }
            self.out.write_all(b"</TimeSpan>")?;
        }
        if EventType::parse(view.text("type")).is_some() {
            write!(self.out, "<styleUrl>#{}</styleUrl>", view.text("type"))?;
        }
        self.out.write_all(b"<ExtendedData>")?;
        for key in SHOWN {
            let value = match view.property(key) {
                Value::String(text) => escaped(text),
                Value::Number(number) => number.to_string().into(),
                _ => continue,
            };
            write!(self.out, "<Data name=\"{key}\"><value>{value}</value></Data>")?;
        }
        self.out.write_all(b"</ExtendedData>")?;
        if let Some([lon, lat]) = view.point() {
            write!(self.out, "<Point><coordinates>{lon},{lat}</coordinates></Point>")?;
        }
        self.out.write_all(b"</Placemark>\n")
    }
}

/// The white disc that Google Earth brings with it, so that the colour is the style's.
const ICON: &str = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png";

impl Formatter for Kml<'_> {
    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.head()?;
        // What has no day comes in pieces.
        let name = sheet.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
        if self.open.as_ref() != Some(&name) {
            self.close()?;
            writeln!(self.out, "<Folder><name>{name}</name>")?;
            self.open = Some(name);
        }
        for feature in sheet.features() {
            self.placemark(View(feature))?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.head()?;
        self.close()?;
        self.out.write_all(b"</Document>\n</kml>\n")?;
        self.out.flush()
    }
}

/// `text` as XML character data or an attribute's value; characters that XML 1.0 has not become U+FFFD.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\'') && allowed(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if allowed(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

/// Whether XML 1.0 has the character.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_and_control_characters_are_escaped() {
        assert_eq!(escaped("l'<b>\"&\u{1}\u{ffff}é"), "l&#39;&lt;b&gt;&quot;&amp;\u{fffd}\u{fffd}é");
        assert_eq!(escaped("Choucha\n"), "Choucha\n");
    }
}
