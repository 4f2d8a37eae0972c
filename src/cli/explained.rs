//! What was read in a document, in the form `explain` prints.

use dateline::corpus::{Detail, Published, Reading};
use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::output::explain::{Explained, ExplainedMention, ExplainedReport, MentionKind};
use dateline::time;

/// A document with its reading.
pub fn of(
    doc: &Document,
    reading: &Reading,
    detail: &Detail,
    published: Published,
    gazetteer: &Gazetteer,
) -> Explained {
    let resolved = time::resolve(&reading.times, published.date);
    let mut mentions = Vec::new();
    for (mention, days) in reading.times.iter().zip(&resolved) {
        for timex in time::timexes(doc, mention, days.as_ref()) {
            mentions.push(ExplainedMention {
                kind: MentionKind::Time,
                span: timex.span,
                value: timex.value,
                rule: mention.rule.to_owned(),
                role: Some(anchor(mention.value.anchor)),
            });
        }
    }
    for mention in &detail.places {
        let place = mention.value.place.or(mention.value.acts_for);
        mentions.push(ExplainedMention {
            kind: MentionKind::Place,
            span: mention.span,
            value: place.map_or_else(|| mention.value.name.clone(), |p| gazetteer.place(p).id.clone()),
            rule: mention.value.reason.to_owned(),
            role: Some(mention.value.role.name().to_owned()),
        });
    }
    let mut reports = Vec::new();
    let byte_span = |(from, to): (usize, usize)| bytes(&doc.text, from, to);
    for report in &detail.told.reports {
        for proof in &report.proofs {
            let kind = match proof.role {
                "trigger" => MentionKind::Trigger,
                "speech" => MentionKind::Speech,
                "toll" => MentionKind::Quantity,
                _ => continue,
            };
            let span = byte_span(proof.span);
            if mentions.iter().any(|m| m.kind == kind && m.span == span) {
                continue;
            }
            mentions.push(ExplainedMention {
                kind,
                span,
                value: proof.value.to_string(),
                rule: proof.rule.to_string(),
                role: None,
            });
        }
        reports.push(ExplainedReport {
            sentence: byte_span(report.span),
            facts: facts(report, &resolved, &published),
            why: None,
        });
    }
    for turned in &detail.told.turned_down {
        reports.push(ExplainedReport {
            sentence: doc.sentences[turned.sentence].span,
            facts: vec![format!("{} ({})", turned.text.split_whitespace().collect::<Vec<_>>().join(" "), turned.rule)],
            why: Some(turned.why.clone()),
        });
    }
    Explained {
        doc: doc.id.clone(),
        language: doc.language.clone(),
        published,
        text: doc.text.clone(),
        mentions,
        reports,
    }
}

/// What an expression counts from.
fn anchor(anchor: time::Anchor) -> String {
    match anchor {
        time::Anchor::Publication => "from the publication day".to_owned(),
        time::Anchor::Mention(index) => format!("from time {}", index + 1),
        time::Anchor::Event => "from an event".to_owned(),
        time::Anchor::None => "by itself".to_owned(),
    }
}

fn facts(
    report: &dateline::event::Report,
    resolved: &[Option<dateline::time::Days>],
    published: &Published,
) -> Vec<String> {
    let mode = report.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
    let place = report.place.as_ref().map_or_else(
        || "nowhere known".to_owned(),
        |p| format!("{} ({}, within {} km)", p.name, p.basis.name(), p.uncertainty_km),
    );
    let mut out = vec![format!("{}{mode} at {place}, {} [{}]", report.kind.name(), report.status.name(), report.rule)];
    let days = dateline::corpus::days_of(report.when, resolved, published.date);
    out.push(match days {
        Some(days) => {
            let day = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
            let span = match (day(days.first), day(days.last)) {
                (first, last) if first == last => first,
                (first, last) => format!("{first} to {last}"),
            };
            // As the day files name it.
            let precision = serde_json::to_value(days.precision).ok();
            format!("day: {span} ({})", precision.as_ref().and_then(|p| p.as_str()).unwrap_or_default())
        }
        None => "day: not known".to_owned(),
    });
    if let Some(by) = &report.claimed_by {
        out.push(format!("claimed by {by}"));
    }
    if let Some(by) = &report.denied_by {
        out.push(format!("denied by {by}"));
    }
    let tolls = [("killed", &report.killed), ("wounded", &report.wounded)];
    let tolls: Vec<String> =
        tolls.into_iter().filter_map(|(what, toll)| Some(format!("{what} {}", number(toll)?))).collect();
    if !tolls.is_empty() {
        out.push(tolls.join(", "));
    }
    out
}

/// A number of people; none where none is told.
fn number(toll: &dateline::event::Toll) -> Option<String> {
    match (toll.min, toll.max) {
        (Some(min), Some(max)) if min == max => Some(min.to_string()),
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
        (Some(min), None) => Some(format!("{min} or more")),
        (None, Some(max)) => Some(format!("{max} at most")),
        (None, None) => None,
    }
}

/// A span of code points as bytes.
fn bytes(text: &str, from: usize, to: usize) -> dateline::document::Span {
    let mut indices = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let start = indices.nth(from).unwrap_or(text.len());
    let end = if to > from { indices.nth(to - from - 1).unwrap_or(text.len()) } else { start };
    dateline::document::Span::of_range(start..end)
}

#[cfg(test)]
mod tests {
    use super::bytes;
    use dateline::document::{Document, Span};
    use dateline::language::Language;
    use proptest::prelude::*;

    proptest! {
        /// Spans in code points are the spans in bytes that files were made of, and none lies beyond the text.
        #[test]
        fn code_points_are_bytes_again(
            text in any::<String>(),
            ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..5),
        ) {
            let doc = Document::new("t", &text, Language::french());
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let spans: Vec<Span> = ends
                .iter()
                .map(|(a, b)| (a.index(bounds.len()), b.index(bounds.len())))
                .map(|(a, b)| Span::of_range(bounds[a.min(b)]..bounds[a.max(b)]))
                .collect();
            for (span, (from, to)) in spans.iter().zip(doc.code_points(&spans)) {
                prop_assert_eq!(bytes(&text, from, to), *span);
                prop_assert_eq!(text.chars().skip(from).take(to - from).collect::<String>(), span.of(&text));
            }
            let end = text.chars().count();
            prop_assert_eq!(bytes(&text, end, end + 9), Span::of_range(text.len()..text.len()));
        }
    }
}
