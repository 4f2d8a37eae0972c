//! What is said on a terminal while documents are read.

use dateline::document::Document;
use dateline::document::read::{self, SourceFile};
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// Counts on standard error while documents are read; says nothing where that is no terminal.
pub struct Progress(Option<Shown>);

struct Shown {
    line: ProgressBar,
    begun: Instant,
    /// Bytes of the files that hold one document, by its id.
    sizes: HashMap<String, u64>,
    /// Bytes of all files; none where standard input is among them.
    total: Option<u64>,
    counts: Counts,
}

/// What was done so far.
#[derive(Default)]
struct Counts {
    documents: AtomicU64,
    /// Of the text that was read.
    text: AtomicU64,
    /// Of the files it stood in.
    files: AtomicU64,
    events: AtomicU64,
}

impl Progress {
    /// Says nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// For these files.
    pub fn of(sources: &[SourceFile]) -> Self {
        if !io::stderr().is_terminal() {
            return Self::none();
        }
        let mut total = Some(0);
        let mut sizes = HashMap::new();
        for source in sources {
            let size = std::fs::metadata(&source.path).ok().filter(|_| !source.is_stdin()).map(|m| m.len());
            total = total.zip(size).map(|(sum, size)| sum + size);
            if source.format != read::Format::JsonLines {
                sizes.insert(source.id.clone(), size.unwrap_or_default());
            }
        }
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        // The template has no variable that could be wrong.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            line.set_style(style);
        }
        line.enable_steady_tick(Duration::from_millis(120));
        Self(Some(Shown { line, begun: Instant::now(), sizes, total, counts: Counts::default() }))
    }

    /// A document was read, which tells so many events.
    pub fn read(&self, doc: &Document, events: usize) {
        let Some(shown) = &self.0 else { return };
        let text = doc.text.len() as u64;
        let counts = &shown.counts;
        counts.documents.fetch_add(1, Relaxed);
        counts.text.fetch_add(text, Relaxed);
        counts.files.fetch_add(shown.sizes.get(&doc.id).copied().unwrap_or(text), Relaxed);
        counts.events.fetch_add(events as u64, Relaxed);
        shown.line.set_message(counts.line(shown.begun.elapsed(), shown.total));
    }

    /// All documents are read.
    pub fn settling(&self) {
        if let Some(shown) = &self.0 {
            let documents = HumanCount(shown.counts.documents.load(Relaxed));
            shown.line.set_message(format!("{documents} documents read · finding what they tell of the same events"));
        }
    }

    /// Nothing more comes; the line goes.
    pub fn end(&self) {
        if let Some(shown) = &self.0 {
            shown.line.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

impl Counts {
    /// Documents, speed, events, and what is left, where all files and enough of them are known.
    fn line(&self, passed: Duration, total: Option<u64>) -> String {
        // Counts of bytes are far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let [text, files] = [&self.text, &self.files].map(|n| n.load(Relaxed) as f64);
        let seconds = passed.as_secs_f64().max(1e-3);
        let mut line = format!(
            "{} documents · {:.1} MB/s · {} events told",
            HumanCount(self.documents.load(Relaxed)),
            text / seconds / 1e6,
            HumanCount(self.events.load(Relaxed)),
        );
        #[allow(clippy::cast_precision_loss)]
        if let Some(total) = total.filter(|_| files > 0.0).map(|total| total as f64) {
            let done = (files / total.max(files)).min(1.0);
            let _ = write!(line, " · {:.0} %", (done * 100.0).floor());
            // The first second tells little of those to come.
            if passed > Duration::from_secs(1) {
                let left = Duration::from_secs_f64(seconds * (1.0 - done) / done);
                let _ = write!(line, ", about {} left", HumanDuration(left));
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(documents: u64, text: u64, files: u64, events: u64) -> Counts {
        let [documents, text, files, events] = [documents, text, files, events].map(AtomicU64::new);
        Counts { documents, text, files, events }
    }

    #[test]
    fn the_line_says_what_is_done_and_what_is_left() {
        let line = |counts: Counts, seconds: u64, total| counts.line(Duration::from_secs(seconds), total);
        assert_eq!(
            line(counts(1200, 4_000_000, 5_000_000, 3401), 2, Some(20_000_000)),
            "1,200 documents · 2.0 MB/s · 3,401 events told · 25 %, about 6 seconds left"
        );
        assert_eq!(line(counts(1, 1_500_000, 1_500_000, 0), 1, None), "1 documents · 1.5 MB/s · 0 events told");
    }

    #[test]
    fn files_that_grew_meanwhile_are_never_more_than_all() {
        let line = counts(1, 10, 30, 0).line(Duration::from_secs(3), Some(20));
        assert!(line.ends_with("100 %, about 0 seconds left"), "{line}");
        assert!(!counts(0, 0, 0, 0).line(Duration::ZERO, Some(0)).contains('%'));
    }
}
