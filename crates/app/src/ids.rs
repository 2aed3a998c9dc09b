//! Identifiers of our own making, so that both databases and imports agree.

use sha2::{Digest, Sha256};

/// A new identifier; later ones sort after earlier ones.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// A secret that cannot be guessed, 256 bits as hex.
pub fn new_secret() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness from the system: {e}"))?;
    Ok(hex(&bytes))
}

/// The content hash of a file or a secret.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
