//! Numbers for the words of the program's own: a number is packed, and no text is read back.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Mutex;

/// All words by number, in the order in which they came on any core.
static WORDS: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

/// What a thread knows of them.
#[derive(Default)]
struct Mine {
    words: Vec<&'static str>,
    /// By where the word stands in memory, which never moves.
    numbers: FxHashMap<(usize, usize), usize>,
}

thread_local! {
    static MINE: RefCell<Mine> = RefCell::default();
}

/// The number of a word.
pub(super) fn number(word: &'static str) -> usize {
    MINE.with_borrow_mut(|mine| {
        *mine.numbers.entry((word.as_ptr().addr(), word.len())).or_insert_with(|| {
            // A thread that panicked here has left the list whole.
            let mut all = WORDS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            all.iter().position(|known| *known == word).unwrap_or_else(|| {
                all.push(word);
                all.len() - 1
            })
        })
    })
}

/// The word of a number; none where no word has it.
pub(super) fn word(number: usize) -> Option<&'static str> {
    MINE.with_borrow_mut(|mine| {
        if number >= mine.words.len() {
            mine.words.clone_from(&WORDS.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        }
        mine.words.get(number).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::{number, word};

    #[test]
    fn words_have_one_number_on_every_thread() {
        let words = ["trigger", "date", "", "fr/shell", "date"];
        let numbers = words.map(number);
        assert_eq!(numbers[1], numbers[4]);
        let others = std::thread::spawn(move || (words.map(number), numbers.map(word))).join().unwrap();
        assert_eq!(others, (numbers, words.map(Some)));
        assert_eq!(word(1 << 20), None);
    }
}
