//! 邀请 as stored: the hash of a token, good for seven days and for one use.

use sqlx::FromRow;

use crate::accounts::account;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::organisation_event::{self as event, By, Change, Subject};
use crate::{args, ids};

const VALID: i64 = 7 * 24 * 60 * 60_000;

/// 160 bits keep the picture small enough to be scanned from plain paper.
const TOKEN_LENGTH: usize = 40;

/// Whom a link is for.
#[derive(Clone, Debug, FromRow)]
pub struct Invited {
    pub account_id: String,
    pub name: String,
    pub display_name: String,
    pub unit: Option<String>,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

/// Makes a link for an account; earlier ones stop working. Gives the token, which is stored nowhere, and its last
/// instant.
pub async fn create(tx: &mut Tx, by: &By, account_id: &str, region: &str, now: i64) -> Result<(String, i64)> {
    let created_by = by.account_id.clone().ok_or(Error::NotFound)?;
    let token: String = ids::new_secret()?.chars().take(TOKEN_LENGTH).collect();
    let expires_at = now + VALID;
    let voided =
        "update invitation set expires_at = $1 where account_id = $2 and used_at is null and expires_at > $1";
    tx.run(voided, args![now, account_id]).await?;
    tx.run(
        "insert into invitation (token_hash, account_id, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        args![ids::sha256(token.as_bytes()), account_id, created_by, now, expires_at],
    )
    .await?;
    let named: Option<(String,)> =
        tx.one("select display_name from account where id = $1", args![account_id]).await?;
    let after = named.map(|(name,)| vec![("受邀人", name)]);
    let change = Change {
        region,
        subject: Subject::Invitation,
        subject_id: account_id,
        action: "发出邀请",
        before: None,
        after,
        reason: "",
    };
    event::record(tx, by, change, now).await?;
    Ok((token, expires_at))
}

/// Who is invited by a token, also when it has run out; nobody by a made-up one.
pub async fn by_token(db: &Db, token: &str) -> Result<Invited> {
    let invited = db
        .one(
            "select account.id as account_id, account.name, display_name, unit.name as unit, expires_at, used_at
             from invitation join account on account.id = invitation.account_id
                 left join unit on unit.id = account.unit_id
             where token_hash = $1 and account.disabled_at is null",
            args![ids::sha256(token.as_bytes())],
        )
        .await?;
    invited.ok_or(Error::NotFound)
}

/// Uses a link up and sets the password. Whoever was signed in to the account is out.
pub async fn accept(tx: &mut Tx, token: &str, invited: &Invited, hash: String, now: i64) -> Result<()> {
    let used =
        "update invitation set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1";
    if tx.run(used, args![now, ids::sha256(token.as_bytes())]).await? == 0 {
        return Err(Error::Conflict("邀请链接刚刚用过，请直接登录".to_owned()));
    }
    let id = &invited.account_id;
    tx.run("update account set password_hash = $1 where id = $2", args![hash, id]).await?;
    tx.run("delete from session where account_id = $1", args![id]).await?;
    tx.run("delete from failed_sign_in where name = $1", args![&invited.name]).await?;
    let by = By { account_id: Some(id.clone()), person: invited.display_name.clone() };
    account::note(tx, &by, id, "用邀请链接设置密码", now).await
}
