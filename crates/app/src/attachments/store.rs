//! 附件库: files under the SM3 of their bytes. What arrives is written aside while it is hashed, and moved to its place when
//! the act it came with is certain.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sm3::{Digest, Sm3};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

use crate::ids;

/// What a crash left aside is nobody's after so long.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(86_400);

#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// A file while it arrives. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Arriving {
    path: TempPath,
    file: tokio::fs::File,
    digest: Sm3,
    size: u64,
}

/// A file that arrived whole and waits for its act. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Staged {
    path: TempPath,
    pub hash: String,
    pub size: u64,
}

impl Store {
    pub fn open(folder: PathBuf) -> io::Result<Store> {
        let store = Store { folder };
        fs::create_dir_all(store.arriving())?;
        Ok(store)
    }

    pub fn begin(&self) -> io::Result<Arriving> {
        let (file, path) = NamedTempFile::new_in(self.arriving())?.into_parts();
        Ok(Arriving { path, file: tokio::fs::File::from_std(file), digest: Sm3::new(), size: 0 })
    }

    /// Moves a file to its place. The same bytes twice are one file; moving over them heals what a disk spoiled.
    pub fn keep(&self, staged: Staged) -> io::Result<()> {
        let path = self.path(&staged.hash)?;
        let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
        fs::create_dir_all(folder)?;
        staged.path.persist(&path)?;
        File::open(folder)?.sync_all()
    }

    /// Where the bytes of a hash lie. A hash out of the database may say anything.
    pub fn path(&self, hash: &str) -> io::Result<PathBuf> {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(self.folder.join(&hash[..2]).join(hash))
    }

    /// Removes what crashes left aside; gives the number of files.
    pub fn sweep(&self, now: i64) -> io::Result<usize> {
        let mut removed = 0;
        for entry in fs::read_dir(self.arriving())? {
            let entry = entry?;
            if age(&entry.metadata()?, now)? > FORGOTTEN_AFTER {
                fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn arriving(&self) -> PathBuf {
        self.folder.join("arriving")
    }
}

impl Arriving {
    pub async fn write(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.digest.update(chunk);
        self.size += chunk.len() as u64;
        self.file.write_all(chunk).await
    }

    pub async fn finish(mut self) -> io::Result<Staged> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(Staged { path: self.path, hash: ids::hex(&self.digest.finalize()), size: self.size })
    }
}

impl Staged {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn age(metadata: &fs::Metadata, now: i64) -> io::Result<Duration> {
    let written = metadata.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let now = Duration::from_millis(now.try_into().unwrap_or_default());
    Ok(now.saturating_sub(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[tokio::test]
    async fn what_is_not_kept_leaves_nothing_and_the_same_bytes_are_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().to_owned()).unwrap();
        let n_arriving = || fs::read_dir(folder.path().join("arriving")).unwrap().count();
        let mut hashes = Vec::new();
        for is_kept in [false, true, true] {
            let mut arriving = store.begin().unwrap();
            arriving.write(b"ab").await.unwrap();
            arriving.write(b"c").await.unwrap();
            let staged = arriving.finish().await.unwrap();
            assert_eq!((staged.size, n_arriving()), (3, 1));
            hashes.push(staged.hash.clone());
            if is_kept {
                store.keep(staged).unwrap();
            }
        }
        // GB/T 32905-2016, example 1
        assert_eq!(hashes[0], "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(n_arriving(), 0);
        assert_eq!(fs::read(store.path(&hashes[0]).unwrap()).unwrap(), b"abc");
        assert_eq!(fs::read_dir(folder.path().join("66")).unwrap().count(), 1);
    }

    #[test]
    fn only_what_is_old_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().to_owned()).unwrap();
        fs::write(folder.path().join("arriving/.tmpX"), b"half").unwrap();
        assert_eq!(store.sweep(clock::now()).unwrap(), 0);
        assert_eq!(store.sweep(clock::now() + 90_000_000).unwrap(), 1);
    }

    #[test]
    fn no_hash_leads_out_of_the_store() {
        let store = Store { folder: "/store".into() };
        for hash in ["", "a", "../../../etc/passwd", &"../".repeat(22)[..64], &"字".repeat(64)] {
            assert!(store.path(hash).is_err(), "{hash}");
        }
    }
}
