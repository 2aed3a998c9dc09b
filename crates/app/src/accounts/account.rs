//! 账号 and the hashing of its password.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::access::Role;
use crate::args;
use crate::db::{Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::ids;

/// A new account as a form gives it. Not printable: it holds a password.
pub struct NewAccount {
    pub name: String,
    pub display_name: String,
    pub password: String,
    pub role: Role,
    pub region: Option<String>,
}

impl NewAccount {
    /// What is wrong with the form, in words that help.
    pub fn problem(&self) -> Option<String> {
        let n_characters = self.name.chars().count();
        if !(2..=32).contains(&n_characters) || self.name.contains(char::is_whitespace) {
            return Some("登录名为 2 至 32 个字符，不含空格".to_owned());
        }
        if [&self.name, &self.display_name].iter().any(|text| text.contains(char::is_control)) {
            return Some("登录名和姓名中有看不见的字符，请重新输入".to_owned());
        }
        if self.display_name.trim().is_empty() || self.display_name.chars().count() > 32 {
            return Some("请填写姓名，不超过 32 个字".to_owned());
        }
        password_problem(&self.password, &self.name)
    }

    /// The hash to [`save`](NewAccount::save) with, made before the transaction because it takes long.
    pub async fn hash(&self) -> Result<String> {
        hash_password(self.password.clone()).await
    }

    pub async fn save(self, tx: &mut Tx, hash: String, now: i64) -> Result<String> {
        let id = ids::new_id();
        let saved = tx
            .run(
                "insert into account (id, name, display_name, password_hash, role, region, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7)",
                args![&id, &self.name, self.display_name.trim(), hash, self.role.key(), self.region, now],
            )
            .await;
        match saved {
            Err(e) if is_duplicate(&e) => {
                Err(Error::Conflict(format!("登录名“{}”已有人使用，请换一个", self.name)))
            }
            Err(e) => Err(e.into()),
            Ok(_) => Ok(id),
        }
    }
}

/// 停用: ends the account's sessions at once; gives whether it was in use. The last administrator stays.
pub async fn disable(db: &Db, id: &str, now: i64) -> Result<bool> {
    let mut tx = db.begin().await?;
    // Administrators who disable each other at the same moment queue at this row.
    tx.run("update happened_once set at = at where what = 'setup'", args![]).await?;
    let disabled = "update account set disabled_at = $1 where id = $2 and disabled_at is null";
    let changed = tx.run(disabled, args![now, id]).await?;
    let left = "select count(*) from account where role = 'administrator' and disabled_at is null";
    let left: Option<(i64,)> = tx.one(left, args![]).await?;
    if changed > 0 && left == Some((0,)) {
        return Err(Error::Invalid("停用后将没有可用的系统管理员，请先添加另一个".to_owned()));
    }
    tx.run("delete from session where account_id = $1", args![id]).await?;
    tx.commit().await?;
    Ok(changed > 0)
}

pub fn password_problem(password: &str, name: &str) -> Option<String> {
    let n_characters = password.chars().count();
    if !(10..=128).contains(&n_characters) {
        return Some("密码为 10 至 128 个字符".to_owned());
    }
    if password.contains(name) {
        return Some("密码不能包含登录名".to_owned());
    }
    let first = password.chars().next();
    password.chars().all(|c| Some(c) == first).then(|| "密码不能全是同一个字符".to_owned())
}

/// Hashing takes 19 MiB and tens of milliseconds each; two at once keep a small server responsive.
static HASHERS: Semaphore = Semaphore::const_new(2);

pub async fn hash_password(password: String) -> Result<String> {
    let _turn = HASHERS.acquire().await.map_err(anyhow::Error::from)?;
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string())
    });
    let hashed = hashed.await.map_err(anyhow::Error::from)?;
    Ok(hashed.map_err(|e| anyhow::anyhow!("cannot hash a password: {e}"))?)
}

/// Without a stored hash the same work is done, so that the answer takes as long for a name nobody has.
pub async fn password_fits(stored: Option<String>, password: String) -> Result<bool> {
    let _turn = HASHERS.acquire().await.map_err(anyhow::Error::from)?;
    let checked = tokio::task::spawn_blocking(move || match stored {
        Some(stored) => PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()),
        None => {
            let _same_work = Argon2::default().hash_password(password.as_bytes());
            false
        }
    });
    Ok(checked.await.map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_in_words() {
        let problem = |password| password_problem(password, "wanglei");
        assert!(problem("short").unwrap().contains("10"));
        assert!(problem("wanglei2026!").unwrap().contains("登录名"));
        assert!(problem("aaaaaaaaaaaa").unwrap().contains("同一个"));
        assert_eq!(problem("绩效目标要细化量化可衡量"), None);
    }
}
