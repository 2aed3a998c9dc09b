//! 验证码 of the second factor (RFC 6238, the SHA-1 every telephone knows), and its use for one account.

use sqlx::FromRow;
use totp_rs::{Builder, Secret, Totp};

use super::recovery;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::keys::{self, Key};
use crate::layout::percent_encoded;
use crate::{args, ids};

/// The secret as a telephone takes it when nobody can scan.
pub fn new_secret() -> Result<String> {
    let mut bytes = [0u8; 20];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness from the system: {e}"))?;
    Ok(Secret::from(bytes.to_vec()).to_base32())
}

/// `otpauth://…` for the QR code.
pub fn address(secret: &str, name: &str) -> String {
    let (site, name) = (percent_encoded("督绩"), percent_encoded(name));
    format!("otpauth://totp/{site}:{name}?secret={secret}&issuer={site}")
}

/// The counter that a code belongs to: the running half-minute, or the one before or after.
pub fn counter_of(secret: &str, code: &str, now: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    let seconds = u64::try_from(now / 1000).ok()?;
    let counter = generator(secret).filter(|_| is_code)?.check(&code, seconds)?;
    i64::try_from(counter).ok()
}

fn generator(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

#[derive(FromRow)]
struct Stored {
    id: String,
    totp_secret: String,
}

/// Seals what an older version of the program left readable, and says where no key fits any more.
pub async fn seal_readable(db: &Db, key: &Key) -> Result<()> {
    let sql = "select id, totp_secret from account where totp_secret is not null";
    let mut tx = db.begin().await?;
    let mut n_lost = 0;
    for Stored { id, totp_secret } in tx.all(sql, args![]).await? {
        if totp_secret.starts_with(keys::MARK) {
            n_lost += usize::from(key.unseal(&id, &totp_secret).is_none());
            continue;
        }
        let sealed = "update account set totp_secret = $1 where id = $2 and totp_secret = $3";
        tx.run(sealed, args![key.seal(&id, &totp_secret)?, &id, &totp_secret]).await?;
    }
    tx.commit().await?;
    if n_lost > 0 {
        tracing::warn!(
            "密钥文件与数据库不符，{n_lost} 人的两步验证码暂时不能用：请把原来的密钥文件放回后重新启动；确已丢失的，本人用恢复码登录，或由管理员重设两步验证"
        );
    }
    Ok(())
}

/// Takes a code or a recovery code, once. A code is spent by raising the counter, so that neither a second server nor
/// whoever looked over a shoulder can use it again.
pub async fn take(tx: &mut Tx, key: &Key, account_id: &str, code: &str, now: i64) -> Result<bool> {
    let stored = "select id, totp_secret from account
         where id = $1 and disabled_at is null and totp_secret is not null";
    let Some(stored) = tx.one::<Stored>(stored, args![account_id]).await? else { return Ok(false) };
    // Without the right key recovery codes still open the door.
    let secret = key.unseal(account_id, &stored.totp_secret);
    let Some(counter) = secret.and_then(|secret| counter_of(&secret, code, now)) else {
        return recovery::take(tx, account_id, code, now).await;
    };
    let spent =
        "update account set totp_counter = $1 where id = $2 and (totp_counter is null or totp_counter < $1)";
    Ok(tx.run(spent, args![counter, account_id]).await? == 1)
}

/// Takes the second factor off an account.
pub async fn forget(tx: &mut Tx, account_id: &str) -> Result<u64> {
    tx.run("delete from recovery_code where account_id = $1", args![account_id]).await?;
    let cleared = "update account set totp_secret = null, totp_since = null, totp_counter = null
                   where id = $1 and totp_since is not null";
    Ok(tx.run(cleared, args![account_id]).await?)
}

/// A hash that tells nothing about a code of ten letters to whoever reads the database alone.
pub fn hash_of(account_id: &str, code: &str) -> String {
    ids::sha256(format!("{account_id}:{code}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(counter_of(secret, code, seconds * 1000), Some(seconds / 30));
            assert_eq!(counter_of(secret, code, (seconds + 30) * 1000), Some(seconds / 30), "a slow typist");
            assert_eq!(counter_of(secret, code, (seconds + 90) * 1000), None, "too late");
        }
        for code in ["", "28708", "2870822", "28708a", "287083"] {
            assert_eq!(counter_of(secret, code, 59_000), None);
        }
        assert_eq!(counter_of(secret, "287 082", 59_000), Some(1));
    }

    #[test]
    fn a_new_secret_works() {
        let secret = new_secret().unwrap();
        let code = generator(&secret).unwrap().generate(1000).to_string();
        assert_eq!(counter_of(&secret, &code, 1_000_000), Some(33));
        assert!(address(&secret, "张三").contains("issuer=%E7%9D%A3%E7%BB%A9"));
    }
}
