//! Hard-wrapped copies: which lines are one paragraph.

use super::lines::{Line, final_stop, goes_on};

/// How the lines of a text were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// A line is a paragraph.
    None,
    /// Lines were broken at `width` characters; `gap` blank lines stand between those of one paragraph.
    At {
        /// The widest line the wrapping program made.
        width: u32,
        /// Blank lines inside a paragraph: 0, or 1 in copies with a blank line after every line.
        gap: u32,
    },
}

/// The narrowest and the widest measure that programs wrap at.
const MEASURE: std::ops::RangeInclusive<u32> = 36..=132;

/// How far a line without a final stop may fall short of the measure and still be wrapped: programs that count bytes
/// stop earlier on lines with accents.
const RAGGED: u32 = 12;

impl Wrap {
    /// Decides from all lines of the text. `fixed` tells the lines that are no prose whatever they look like.
    pub fn of(text: &str, lines: &[Line], fixed: impl Fn(usize) -> bool) -> Self {
        let mut widths = [Vec::new(), Vec::new()];
        let mut joints = [0usize; 2];
        for i in 1..lines.len() {
            let gap = lines[i].gap as usize;
            if gap > 1 || fixed(i) || fixed(i - 1) {
                continue;
            }
            joints[gap] += 1;
            if MEASURE.contains(&lines[i - 1].width) && runs_on(text, lines, i) {
                widths[gap].push(lines[i - 1].width);
            }
        }
        let gap = usize::from(widths[1].len() > widths[0].len());
        let widths = &mut widths[gap];
        // A page may hold one broken sentence by accident; a wrapped one breaks every other line.
        if widths.is_empty() || widths.len() * 4 < joints[gap] {
            return Self::None;
        }
        widths.sort_unstable();
        let median = widths[widths.len() / 2];
        let width = widths.iter().rev().copied().find(|w| *w <= median + 16).unwrap_or(median);
        Self::At { width, gap: u32::from(gap == 1) }
    }

    /// Whether line `i` goes on with the paragraph of the line before it.
    pub fn joins(self, text: &str, lines: &[Line], i: usize) -> bool {
        let (before, line) = (&lines[i - 1], &lines[i]);
        let Self::At { width, gap } = self else {
            // No wrapped copy; yet a sentence that plainly goes on in the very next line is one.
            return line.gap == 0 && before.width >= *MEASURE.start() && runs_on(text, lines, i);
        };
        if line.gap > gap {
            return false;
        }
        if runs_on(text, lines, i) {
            return true;
        }
        // The wrapping program would have set the next word on the line before, had the paragraph gone on.
        let first = text[line.span.clone()].split_whitespace().next().unwrap_or("");
        let word = u32::try_from(first.chars().count()).unwrap_or(u32::MAX);
        let room = width.saturating_sub(before.width.saturating_add(1));
        let stop = final_stop(&text[before.span.clone()]).is_some();
        if stop {
            // Full to the brim: a sentence ends here; whether the paragraph does, a quote that opens tells best.
            // Where blank lines part paragraphs, only a line that is clearly short ends one without.
            let slack = if gap == 0 { RAGGED } else { 0 };
            return word.saturating_add(slack) > room && !first.starts_with(['"', '«', '“', '-', '–', '—', '•']);
        }
        word.saturating_add(RAGGED) > room && before.width.saturating_add(RAGGED) >= width / 2
    }
}

/// Whether the sentence of line `i - 1` plainly goes on in line `i`.
fn runs_on(text: &str, lines: &[Line], i: usize) -> bool {
    let before = &text[lines[i - 1].span.clone()];
    final_stop(before).is_none() && goes_on(&text[lines[i].span.clone()])
}
