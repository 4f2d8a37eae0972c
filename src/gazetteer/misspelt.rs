//! Probable misspellings: the nearest spelling of a name that the gazetteer does not have.

use super::PlaceIx;
use super::store::Store;
use crate::document::fold;

/// Shorter names have too many neighbours that are other places.
const LEAST_LETTERS: usize = 6;
/// From this length on, two letters may differ.
const TWO_EDITS_LETTERS: usize = 9;

/// The long spellings of a gazetteer without its works of reference, in which every misspelling is the name of some
/// hamlet; in the order of their first letter and length.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    sorted: Vec<Spelling>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spelling {
    first: char,
    letters: usize,
    folded: String,
    place: PlaceIx,
    number: u16,
    /// The letters in it, one bit each.
    holds: u32,
}

/// Which letters a folded name holds, one bit each; those beyond `a` to `z` share one.
fn letters_of(folded: &str) -> u32 {
    folded.bytes().fold(0, |set, b| set | 1 << if b.is_ascii_lowercase() { b - b'a' } else { 26 })
}

impl Spellings {
    pub(super) fn of(store: &Store) -> Self {
        let mut sorted = Vec::new();
        for (place, _) in store.iter().filter(|(_, row)| !row.reference) {
            // Of more spellings than that the rest are no candidates for a slip.
            for (number, spelling) in (0..=u16::MAX).zip(store.spellings(place)) {
                let folded = fold::fold(spelling);
                let letters = folded.chars().count();
                if let Some(first) = folded.chars().next().filter(|_| letters >= LEAST_LETTERS) {
                    let holds = letters_of(&folded);
                    sorted.push(Spelling { first, letters, folded, place, number, holds });
                }
            }
        }
        sorted.sort_unstable();
        Self { sorted }
    }

    /// The one place with a spelling one or two letters away: place, number of the spelling, letters that differ.
    pub(super) fn nearest(&self, name: &str) -> Option<(PlaceIx, u16, u8)> {
        let folded = fold::fold(name);
        let letters = folded.chars().count();
        if letters < LEAST_LETTERS {
            return None;
        }
        let most = if letters < TWO_EDITS_LETTERS { 1 } else { 2 };
        let first = folded.chars().next()?;
        let from = self.sorted.partition_point(|s| (s.first, s.letters) < (first, letters - most));
        let holds = letters_of(&folded);
        let (own, mut other) = (folded.chars().collect::<Vec<char>>(), Vec::new());
        let mut best: Option<(PlaceIx, u16, usize)> = None;
        let mut shared = false;
        for spelling in &self.sorted[from..] {
            if (spelling.first, spelling.letters) > (first, letters + most) {
                break;
            }
            // One edit takes a letter away and brings another at the most: nearly all spellings are told apart by that.
            if (spelling.holds ^ holds).count_ones() as usize > 2 * most {
                continue;
            }
            let Some(edits) = edits_within(&own, &spelling.folded, most, &mut other) else { continue };
            match best {
                Some((place, _, fewest)) if edits > fewest || (edits == fewest && place == spelling.place) => {}
                Some((_, _, fewest)) if edits == fewest => shared = true,
                _ => (best, shared) = (Some((spelling.place, spelling.number, edits)), false),
            }
        }
        let (place, number, edits) = best.filter(|_| !shared)?;
        Some((place, number, u8::try_from(edits).unwrap_or(u8::MAX)))
    }
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour to get from one word to the
/// other; none where it is more than `most`.
fn edits_within(one: &[char], other: &str, most: usize, letters: &mut Vec<char>) -> Option<usize> {
    letters.clear();
    letters.extend(other.chars());
    let same = one.iter().zip(letters.iter()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &letters[same..]);
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut row = last.clone();
    for i in 1..=one.len() {
        row[0] = i;
        for j in 1..=other.len() {
            let replaced = last[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        // What is further apart than that in two rows on end comes no nearer.
        if row.iter().chain(&last).all(|edits| *edits > most) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        row.resize(other.len() + 1, 0);
    }
    Some(last[other.len()]).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::edits_within;

    #[test]
    fn edits() {
        let edits_within =
            |one: &str, other, most| edits_within(&one.chars().collect::<Vec<char>>(), other, most, &mut Vec::new());
        assert_eq!(edits_within("stepankert", "stepanakert", 2), Some(1));
        assert_eq!(edits_within("chouci", "chouchi", 1), Some(1));
        assert_eq!(edits_within("gnadja", "gandja", 1), Some(1));
        assert_eq!(edits_within("khartoum", "kherson", 1), None);
        assert_eq!(edits_within("", "ab", 2), Some(2));
        assert_eq!(edits_within("marioupol", "mraioupol", 1), Some(1));
        assert_eq!(edits_within("abcdefgh", "stuvwxyz", 2), None);
    }
}
