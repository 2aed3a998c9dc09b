//! 密钥: what must be read again and yet be of no use to whoever holds the database alone lies there under a key that is a
//! file of its own.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// How a sealed text begins; there may be other ways one day.
pub const MARK: &str = "k1:";

const LENGTH: usize = 32;

#[derive(Clone)]
pub struct Key(Arc<LessSafeKey>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// Reads the file, or makes one with a new key that nobody else may read.
    pub fn open(path: &Path) -> anyhow::Result<Key> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => made(path),
            read => read,
        };
        let text = text.map_err(|error| anyhow::anyhow!("密钥文件 {} 无法读写：{error}", path.display()))?;
        let bytes = STANDARD.decode(text.trim()).ok().filter(|bytes| bytes.len() == LENGTH);
        let bytes = bytes.ok_or_else(|| {
            anyhow::anyhow!("密钥文件 {} 的内容不是密钥，请从备份恢复；没有改动任何数据", path.display())
        })?;
        Key::new(&bytes)
    }

    fn new(bytes: &[u8]) -> anyhow::Result<Key> {
        let key =
            UnboundKey::new(&CHACHA20_POLY1305, bytes).map_err(|_| anyhow::anyhow!("a key has 32 bytes"))?;
        Ok(Key(Arc::new(LessSafeKey::new(key))))
    }

    /// Only the same owner can open it again: a text that is copied to another row is worth nothing there.
    pub fn seal(&self, owner: &str, text: &str) -> anyhow::Result<String> {
        let mut nonce = [0u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|e| anyhow::anyhow!("no randomness from the system: {e}"))?;
        let mut sealed = text.as_bytes().to_vec();
        let number = Nonce::assume_unique_for_key(nonce);
        let done = self.0.seal_in_place_append_tag(number, Aad::from(owner), &mut sealed);
        done.map_err(|_| anyhow::anyhow!("a text too long to be sealed"))?;
        Ok(format!("{MARK}{}", STANDARD.encode([&nonce[..], &sealed].concat())))
    }

    /// Nothing where it was sealed under another key, for another owner, or changed since.
    pub fn unseal(&self, owner: &str, sealed: &str) -> Option<String> {
        let bytes = STANDARD.decode(sealed.strip_prefix(MARK)?).ok()?;
        let (nonce, text) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let text = self.0.open_in_place(nonce, Aad::from(owner), &mut text).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }
}

/// Two servers that start together on one folder take the key of the first.
fn made(path: &Path) -> io::Result<String> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut bytes = [0u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let mut aside = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    aside.write_all(STANDARD.encode(bytes).as_bytes())?;
    aside.as_file().sync_all()?;
    match aside.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error),
    }
    fs::read_to_string(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_for_its_owner_under_its_key_only() {
        let (key, other) = (Key::new(&[1; LENGTH]).unwrap(), Key::new(&[2; LENGTH]).unwrap());
        let sealed = key.seal("甲", "JBSWY3DPEHPK3PXP").unwrap();
        assert!(sealed.starts_with(MARK) && !sealed.contains("JBSWY3DPEHPK3PXP"));
        assert_ne!(
            sealed,
            key.seal("甲", "JBSWY3DPEHPK3PXP").unwrap(),
            "the same text is never the same twice"
        );
        assert_eq!(key.unseal("甲", &sealed).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(key.unseal("乙", &sealed), None);
        assert_eq!(other.unseal("甲", &sealed), None);
        let mut changed = sealed.clone().into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        for wrong in [String::from_utf8(changed).unwrap(), "JBSWY3DPEHPK3PXP".to_owned(), MARK.to_owned()] {
            assert_eq!(key.unseal("甲", &wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_file_is_made_once_and_must_hold_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/duji.key");
        let sealed = Key::open(&path).unwrap().seal("甲", "a").unwrap();
        assert_eq!(Key::open(&path).unwrap().unseal("甲", &sealed).as_deref(), Some("a"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
        }
        fs::write(&path, "secret").unwrap();
        let told = Key::open(&path).unwrap_err().to_string();
        assert!(told.contains("的内容不是密钥，请从备份恢复"), "{told}");
    }
}
