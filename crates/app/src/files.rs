//! Original files on disk, by content hash. A file is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::ids;

/// 原件库
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    pub fn open(folder: PathBuf) -> io::Result<Files> {
        fs::create_dir_all(&folder)?;
        Ok(Files { folder })
    }

    /// Keeps the bytes and gives their hash. Written beside its place and moved there, so that a crash leaves at
    /// most a file nobody asks for.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<String> {
        let hash = ids::sha256(bytes);
        let path = self.path(&hash);
        if path.exists() {
            return Ok(hash);
        }
        let folder = path.parent().expect("a path of two parts under the folder");
        fs::create_dir_all(folder)?;
        let draft = folder.join(format!("{}.part", ids::new_id()));
        if let Err(error) = write(&draft, bytes).and_then(|()| fs::rename(&draft, &path)) {
            // A full disk must not stay full of drafts; the first error is the one to tell.
            let _ = fs::remove_file(&draft);
            return Err(error);
        }
        File::open(folder)?.sync_all()?;
        Ok(hash)
    }

    pub fn read(&self, hash: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(hash))
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(&hash[..2]).join(hash)
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
