//! 附件内容: the bytes on disk against what the journal says of them, read in pieces.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};

use sm3::{Digest, Sm3};

use crate::attachments::store::Store;
use crate::ids;
use crate::matters::journal::Attached;

pub struct Bytes {
    store: Store,
    /// The same bytes are read once however many acts they came with.
    sound: HashSet<(String, u64)>,
}

/// What is wrong with a file.
#[derive(Clone, Debug)]
pub struct Why {
    pub text: String,
    /// It is there, and nobody knows what it holds.
    pub is_unread: bool,
}

impl Bytes {
    pub fn new(store: Store) -> Bytes {
        Bytes { store, sound: HashSet::new() }
    }

    pub async fn check(&mut self, attached: &Attached) -> anyhow::Result<Result<(), Why>> {
        let key = (attached.hash.clone(), attached.size);
        if self.sound.contains(&key) {
            return Ok(Ok(()));
        }
        let (store, wanted) = (self.store.clone(), key.clone());
        let read = tokio::task::spawn_blocking(move || read(&store, &wanted.0)).await?;
        let told = |text: String| Err(Why { text, is_unread: false });
        Ok(match read {
            Err(error) if error.kind() == io::ErrorKind::NotFound => told("文件不在了".to_owned()),
            Err(error) => Err(Why { text: format!("文件读不出（{error}）"), is_unread: true }),
            Ok((_, size)) if size != attached.size => {
                told(format!("文件有 {size} 字节，应为 {} 字节，被改动过", attached.size))
            }
            Ok((hash, _)) if hash != attached.hash => told("文件内容与校验值不符，被改动过".to_owned()),
            Ok(_) => {
                self.sound.insert(key);
                Ok(())
            }
        })
    }
}

fn read(store: &Store, hash: &str) -> io::Result<(String, u64)> {
    let mut file = File::open(store.path(hash)?)?;
    let mut digest = Sm3::new();
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok((ids::hex(&digest.finalize()), size));
        }
        digest.update(&piece[..n]);
        size += n as u64;
    }
}
