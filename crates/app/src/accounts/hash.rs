//! Passwords: which are refused, and their hashes.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;

use crate::error::Result;

/// What stands for a password that nobody has chosen yet.
pub const UNBOUND: &str = "";

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

/// Hashing takes 19 MiB and tens of milliseconds each. Two threads of its own keep a small server responsive.
static HASHERS: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().num_threads(2).build().ok());

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let hashers = HASHERS.as_ref().ok_or_else(|| anyhow::anyhow!("no threads for hashing"))?;
    let (send, receive) = oneshot::channel();
    // Whoever asked may have gone meanwhile.
    hashers.spawn(move || drop(send.send(work())));
    Ok(receive.await.map_err(anyhow::Error::from)?)
}

pub async fn hash_password(password: String) -> Result<String> {
    let hash = move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string());
    Ok(in_turn(hash).await?.map_err(|e| anyhow::anyhow!("cannot hash a password: {e}"))?)
}

/// Without a stored hash the same work is done, so that the answer takes as long for a name nobody has.
pub async fn password_fits(stored: Option<String>, password: String) -> Result<bool> {
    let stored = stored.filter(|stored| stored != UNBOUND);
    let check = move || match stored {
        Some(stored) => PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()),
        None => {
            let _same_work = Argon2::default().hash_password(password.as_bytes());
            false
        }
    };
    in_turn(check).await
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
