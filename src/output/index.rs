//! `index.json`, the manifest.

use super::error::Error;
use super::sheet::{self, Bbox};
use crate::corpus::SettledDocument;
use crate::event::EventType;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// With what a folder was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The version of dateline.
    pub version: String,
    /// SHA-256 of the gazetteer, in hexadecimal digits.
    pub gazetteer_sha256: String,
}

/// A document as the manifest names it.
pub(super) fn document(document: &SettledDocument) -> Value {
    let published = &document.published;
    json!({
        "doc": document.doc,
        "title": document.title,
        "language": document.language,
        "published": {
            "date": published.date,
            "basis": published.basis.map(crate::corpus::Basis::name),
            "candidates": published.candidates,
        },
        "events": 0,
    })
}

/// A day file as the manifest names it.
pub(super) fn day(date: NaiveDate, types: &BTreeMap<String, usize>, events: usize) -> Value {
    let rank = |name: &str| EventType::ALL.iter().position(|t| t.name() == name).unwrap_or(usize::MAX);
    let mut types: Vec<_> = types.iter().collect();
    types.sort_by_key(|(name, _)| rank(name));
    let types: Map<String, Value> = types.into_iter().map(|(name, n)| (name.clone(), Value::from(*n))).collect();
    json!({ "date": date, "file": sheet::file_name(Some(date)), "events": events, "types": types })
}

/// All that `index.json` says.
pub(super) struct Index {
    pub manifest: Manifest,
    pub bbox: Bbox,
    pub days: Vec<Value>,
    pub undated: usize,
    pub unresolved: usize,
}

impl Index {
    /// Writes it, a document and a day a line, and says how many documents there are.
    pub(super) fn write(
        &self,
        mut out: impl Write + Send,
        documents: impl Iterator<Item = Result<Value, Error>> + Send,
        name: impl Fn(io::Error) -> Error,
    ) -> Result<usize, Error> {
        self.head(&mut out).map_err(&name)?;
        let count = sheet::list_of_each(&mut out, documents, sheet::AT_ONCE, &name)?;
        self.tail(&mut out).map_err(name)?;
        Ok(count)
    }

    fn head(&self, mut out: impl Write) -> io::Result<()> {
        writeln!(out, "{{\n\"version\":{},", json!(self.manifest.version))?;
        writeln!(out, "\"gazetteer_sha256\":{},", json!(self.manifest.gazetteer_sha256))?;
        writeln!(out, "\"bbox\":{},", json!(self.bbox.corners()))?;
        out.write_all(b"\"documents\":")
    }

    fn tail(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(b",\n\"days\":")?;
        sheet::list(&mut out, &self.days)?;
        writeln!(out, ",\n\"undated\":{},\n\"unresolved\":{}\n}}", self.undated, self.unresolved)
    }
}
