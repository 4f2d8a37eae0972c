//! A long file in blocks of whole lines, worked at on every core and taken in order.

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// Long enough that handing it over costs nothing, short enough that a few of them are no memory.
const BLOCK_BYTES: usize = 4 << 20;

/// Maps every block of whole lines on some core, and takes what comes of them in the file's order. Gives the SHA-256 of
/// the file.
pub(super) fn map<T: Send>(
    mut reader: impl Read,
    work: impl Fn(&[u8]) -> T + Sync,
    mut take: impl FnMut(T),
) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut rest = Vec::new();
    loop {
        let mut blocks = Vec::with_capacity(2 * rayon::current_num_threads());
        while blocks.len() < blocks.capacity() {
            let Some(block) = next(&mut reader, &mut rest)? else { break };
            blocks.push(block);
        }
        if blocks.is_empty() {
            return Ok(hasher.finalize().into());
        }
        let hash = || blocks.iter().for_each(|block| hasher.update(block));
        let (done, ()) = rayon::join(|| blocks.par_iter().map(|block| work(block)).collect::<Vec<T>>(), hash);
        done.into_iter().for_each(&mut take);
    }
}

/// The next block: the rest of the one before, and what is read up to the last end of a line.
fn next(reader: &mut impl Read, rest: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let mut block = std::mem::take(rest);
    loop {
        let before = block.len();
        let read = reader.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut block)?;
        if read == 0 {
            return Ok(Some(block).filter(|block| !block.is_empty()));
        }
        // A line longer than a block goes on in the next.
        if let Some(end) = block[before..].iter().rposition(|b| *b == b'\n') {
            *rest = block.split_off(before + end + 1);
            return Ok(Some(block));
        }
    }
}

/// The lines of a block without their ends, numbered from 0; the empty ones are left out.
pub(super) fn lines(block: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let block = block.strip_suffix(b"\n").unwrap_or(block);
    let lines = (0..).zip(block.split(|b| *b == b'\n'));
    lines.map(|(at, line)| (at, line.strip_suffix(b"\r").unwrap_or(line))).filter(|(_, line)| !line.is_empty())
}

/// How many lines a block has.
pub(super) fn count(block: &[u8]) -> u64 {
    let block = block.strip_suffix(b"\n").unwrap_or(block);
    block.split(|b| *b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_comes_once_and_in_order() {
        let long = "x".repeat(BLOCK_BYTES + 7);
        let mut text: String = "a line\n".repeat(400_000);
        text.push_str(&long);
        text.push_str("\n\nlast");
        let (mut seen, mut counted) = (Vec::new(), 0);
        let work = |block: &[u8]| {
            let own = lines(block).map(|(at, line)| (at, line.to_vec())).collect::<Vec<_>>();
            (own, count(block))
        };
        let hash = map(text.as_bytes(), work, |(lines, count)| {
            seen.extend(lines.into_iter().map(|(at, line)| (at + counted, line)));
            counted += count;
        });
        let wanted: Vec<(u64, Vec<u8>)> = (0..)
            .zip(text.lines())
            .filter(|(_, line)| !line.is_empty())
            .map(|(at, line)| (at, line.as_bytes().to_vec()))
            .collect();
        assert!(seen == wanted && counted == 400_003);
        assert_eq!(hash.unwrap()[..], Sha256::digest(text.as_bytes())[..]);
    }
}
