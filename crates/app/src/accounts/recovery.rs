//! 恢复码: ten codes on paper for whoever lost the telephone, each good once.

use super::totp;
use crate::args;
use crate::db::Tx;
use crate::error::Result;

const CODES: usize = 10;

/// Without letters and digits that look alike.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes new codes in place of the old ones; this is the only time they can be read.
pub async fn renew(tx: &mut Tx, account_id: &str) -> Result<Vec<String>> {
    tx.run("delete from recovery_code where account_id = $1", args![account_id]).await?;
    let codes = (0..CODES).map(|_| new_code()).collect::<Result<Vec<String>>>()?;
    let rows = codes.iter().map(|code| args![account_id, totp::hash_of(account_id, code)]).collect();
    tx.insert_all("recovery_code", &["account_id", "code_hash"], rows).await?;
    Ok(codes.iter().map(|code| format!("{}-{}", &code[..5], &code[5..])).collect())
}

pub async fn take(tx: &mut Tx, account_id: &str, code: &str, now: i64) -> Result<bool> {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let hash = totp::hash_of(account_id, &code.to_ascii_lowercase());
    let used =
        "update recovery_code set used_at = $1 where account_id = $2 and code_hash = $3 and used_at is null";
    Ok(tx.run(used, args![now, account_id, hash]).await? == 1)
}

fn new_code() -> Result<String> {
    let mut bytes = [0u8; 10];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness from the system: {e}"))?;
    Ok(bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_fifty_bits_and_nothing_to_mistake() {
        let code = new_code().unwrap();
        assert_eq!(code.len(), 10);
        assert!(!code.contains(['0', 'o', '1', 'l']));
        assert_ne!(code, new_code().unwrap());
    }
}
