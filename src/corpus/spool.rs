//! Records put aside in chains, on disk once there are many: what memory holds does not grow with the corpus.

use rustc_hash::FxHashMap;
use std::fs::File;
use std::hash::Hash;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes held in memory before they go to disk.
const HELD: usize = 24 << 20;

/// Chains of records by key, each in the order in which its records came.
pub(super) struct Spool<K> {
    chains: FxHashMap<K, Chain>,
    /// Bytes in the buffers of all chains.
    buffered: usize,
    most: usize,
    folder: PathBuf,
    file: Mutex<Option<File>>,
    written: u64,
}

/// Blocks on disk, and what is not there yet.
#[derive(Default)]
struct Chain {
    blocks: Vec<Block>,
    buffer: Vec<u8>,
    /// Bytes of the blocks.
    flushed: u64,
}

/// A run of whole records of one chain.
#[derive(Clone, Copy)]
struct Block {
    /// Where in the chain it begins.
    start: u64,
    /// Where in the file it stands.
    at: u64,
    length: usize,
}

impl<K: Ord + Hash + Clone> Spool<K> {
    /// An empty spool; its file, if it comes to need one, has no name and lies in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self::holding(folder, HELD)
    }

    /// One that holds so many bytes before it writes.
    pub fn holding(folder: PathBuf, most: usize) -> Self {
        Self { chains: FxHashMap::default(), buffered: 0, most, folder, file: Mutex::new(None), written: 0 }
    }

    /// Puts a record at the end of a chain, and says where in the chain it begins.
    pub fn push(&mut self, key: K, record: &[&[u8]]) -> io::Result<u64> {
        let chain = self.chains.entry(key).or_default();
        let at = chain.flushed + chain.buffer.len() as u64;
        for bytes in record {
            chain.buffer.extend_from_slice(bytes);
            self.buffered += bytes.len();
        }
        if self.buffered >= self.most {
            self.flush()?;
        }
        Ok(at)
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut slot = file(&self.file);
        let file = match slot.take() {
            Some(file) => file,
            None => tempfile::tempfile_in(&self.folder)?,
        };
        let mut out = io::BufWriter::with_capacity(1 << 18, slot.insert(file));
        out.seek(SeekFrom::Start(self.written))?;
        // In order of the keys, so that chains that are read one behind the other stand so.
        let mut full: Vec<_> = self.chains.iter_mut().filter(|(_, chain)| !chain.buffer.is_empty()).collect();
        full.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (_, chain) in full {
            let length = chain.buffer.len();
            out.write_all(&chain.buffer)?;
            chain.blocks.push(Block { start: chain.flushed, at: self.written, length });
            chain.flushed += length as u64;
            self.written += length as u64;
            chain.buffer = Vec::new();
        }
        self.buffered = 0;
        out.flush()
    }

    /// The keys of all chains, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        let mut keys: Vec<&K> = self.chains.keys().collect();
        keys.sort_unstable();
        keys.into_iter()
    }

    /// Takes a chain away; its blocks stay on disk.
    pub fn take(&mut self, key: &K) -> Option<Taken> {
        let chain = self.chains.remove(key)?;
        self.buffered -= chain.buffer.len();
        Some(Taken(chain))
    }

    /// Puts a whole chain behind what stands in `out`.
    pub fn read(&self, key: &K, out: &mut Vec<u8>) -> io::Result<()> {
        let Some(chain) = self.chains.get(key) else { return Ok(()) };
        out.reserve_exact(usize::try_from(chain.flushed).unwrap_or_default() + chain.buffer.len());
        for block in &chain.blocks {
            self.block(*block, out)?;
        }
        out.extend_from_slice(&chain.buffer);
        Ok(())
    }

    /// What stands in a chain from `at` on: at most so many bytes, fewer only where no more were written there together.
    pub fn from(&self, key: &K, at: u64, most: usize) -> io::Result<Vec<u8>> {
        let Some(chain) = self.chains.get(key) else { return Ok(Vec::new()) };
        let skip = |from: u64| usize::try_from(at - from).map_err(io::Error::other);
        if at >= chain.flushed {
            let rest = chain.buffer.get(skip(chain.flushed)?..).unwrap_or_default();
            return Ok(rest[..rest.len().min(most)].to_vec());
        }
        let block = chain.blocks[chain.blocks.partition_point(|b| b.start <= at) - 1];
        let skip = skip(block.start)?;
        let length = (block.length - skip).min(most);
        let mut bytes = Vec::with_capacity(length);
        self.block(Block { start: at, at: block.at + skip as u64, length }, &mut bytes)?;
        Ok(bytes)
    }

    /// The blocks of a chain that was taken away, each of whole records, one at a time.
    pub fn blocks<'a>(&'a self, taken: &'a Taken) -> impl Iterator<Item = io::Result<Vec<u8>>> + 'a {
        let on_disk = taken.0.blocks.iter().map(|block| {
            let mut bytes = Vec::with_capacity(block.length);
            self.block(*block, &mut bytes).map(|()| bytes)
        });
        on_disk.chain(std::iter::once_with(|| Ok(taken.0.buffer.clone())))
    }

    /// A block of a chain that was taken away, by its number.
    pub fn nth_block(&self, taken: &Taken, index: usize) -> io::Result<Option<Vec<u8>>> {
        match taken.0.blocks.get(index) {
            Some(block) => {
                let mut bytes = Vec::with_capacity(block.length);
                self.block(*block, &mut bytes).map(|()| Some(bytes))
            }
            None => Ok((index == taken.0.blocks.len()).then(|| taken.0.buffer.clone())),
        }
    }

    fn block(&self, block: Block, out: &mut Vec<u8>) -> io::Result<()> {
        let mut slot = file(&self.file);
        let file = slot.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(block.at))?;
        let read = file.take(block.length as u64).read_to_end(out)?;
        if read == block.length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

/// The file, whatever became of who held it before: every use of it begins by seeking.
fn file(slot: &Mutex<Option<File>>) -> MutexGuard<'_, Option<File>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A chain that is out of the spool.
pub(super) struct Taken(Chain);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn whole(spool: &Spool<u32>, key: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        spool.read(&key, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn chains_come_back_as_they_went() {
        for most in [1, 7, 100, 1 << 20] {
            let mut spool = Spool::holding(std::env::temp_dir(), most);
            let mut expected: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
            for n in 0..500u32 {
                let (key, record) = (n % 7, n.to_le_bytes());
                let at = spool.push(key, &[&record[..1], &record[1..]]).unwrap();
                let chain = expected.entry(key).or_default();
                assert_eq!(at, chain.len() as u64);
                chain.extend(record);
                assert_eq!(spool.from(&key, at, 4).unwrap(), record);
                assert_eq!(spool.from(&key, at + 2, 40).unwrap(), record[2..]);
            }
            for (key, bytes) in &expected {
                assert_eq!(&whole(&spool, *key), bytes);
            }
            let taken = spool.take(&3).unwrap();
            let blocks: Vec<u8> = spool.blocks(&taken).flat_map(Result::unwrap).collect();
            assert_eq!(blocks, expected[&3]);
            assert!(whole(&spool, 3).is_empty());
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let mut spool = Spool::holding("/nowhere/at/all".into(), 2);
        assert!(spool.push(1, &[b"a"]).is_ok());
        assert!(spool.push(1, &[b"bc"]).is_err());
    }
}
