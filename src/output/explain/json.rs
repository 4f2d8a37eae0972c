//! A line of JSON a document.

use super::Explained;
use crate::document::Span;
use serde_json::json;
use std::io::{self, Write};

pub(super) fn write(explained: &Explained, out: &mut dyn Write) -> io::Result<()> {
    let points = Points::of(explained);
    let mut mentions: Vec<_> = explained.mentions.iter().collect();
    mentions.sort_by_key(|m| (m.span, m.kind));
    let mut reports: Vec<_> = explained.reports.iter().collect();
    reports.sort_by_key(|r| r.sentence);
    let line = json!({
        "doc": explained.doc,
        "language": explained.language,
        "published": {
            "date": explained.published.date,
            "basis": explained.published.basis.map(crate::corpus::Basis::name),
            "candidates": explained.published.candidates,
        },
        "mentions": mentions.into_iter().map(|m| json!({
            "kind": m.kind.name(),
            "span": points.span(m.span),
            "text": explained.text.get(m.span.range()),
            "value": m.value,
            "rule": m.rule,
            "role": m.role,
        })).collect::<Vec<_>>(),
        "reports": reports.into_iter().map(|r| json!({
            "sentence": points.span(r.sentence),
            "accepted": r.why.is_none(),
            "facts": r.facts,
            "why": r.why,
        })).collect::<Vec<_>>(),
    });
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// The code points before each byte offset that is asked for, counted in one pass over the text.
struct Points(Vec<(usize, usize)>);

impl Points {
    fn of(explained: &Explained) -> Self {
        let spans = explained.mentions.iter().map(|m| m.span).chain(explained.reports.iter().map(|r| r.sentence));
        let mut offsets: Vec<usize> = spans.flat_map(|s| [s.start as usize, s.end as usize]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut points = 0;
        let mut before = 0;
        let counted = offsets.into_iter().map(|offset| {
            let to = explained.text.floor_char_boundary(offset);
            points += explained.text[before..to].chars().count();
            before = to;
            (offset, points)
        });
        Self(counted.collect())
    }

    fn span(&self, span: Span) -> [usize; 2] {
        [span.start as usize, span.end as usize].map(|offset| {
            let at = self.0.partition_point(|(known, _)| *known < offset);
            self.0.get(at).map_or(0, |(_, points)| *points)
        })
    }
}
