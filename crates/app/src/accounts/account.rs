//! 账号 as stored, and what is done to it.

use sqlx::FromRow;
use supervision::Duty;

use super::appointment::Appointment;
use super::hash::{self, hash_password, password_problem};
use crate::access::{Role, Viewer};
use crate::db::{Args, Db, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::organisation_event::{self as event, By, Change, Facts, Subject};
use crate::{args, ids};

/// A new account as a form gives it. Not printable: it holds a password.
pub struct NewAccount {
    pub name: String,
    /// Empty where an invitation lets the person choose one.
    pub password: String,
    pub appointment: Appointment,
}

impl NewAccount {
    /// What is wrong with the form, in words that help.
    pub fn problem(&self) -> Option<String> {
        let appointment = || self.appointment.problem().map(str::to_owned);
        let password = || password_problem(&self.password, &self.name).filter(|_| !self.password.is_empty());
        name_problem(&self.name).map(str::to_owned).or_else(appointment).or_else(password)
    }

    /// The hash to [`save`](NewAccount::save) with, made before the transaction because it takes long.
    pub async fn hash(&self) -> Result<String> {
        if self.password.is_empty() {
            return Ok(hash::UNBOUND.to_owned());
        }
        hash_password(self.password.clone()).await
    }

    pub async fn save(self, tx: &mut Tx, hash: String, by: &By, now: i64) -> Result<String> {
        let id = ids::new_id();
        if let Some(problem) = self.appointment.conflict(tx, &id).await? {
            return Err(Error::Conflict(problem));
        }
        insert(tx, &id, &self.name, hash, &self.appointment, now).await?;
        let facts = self.appointment.facts(tx).await?;
        let after = std::iter::once(("登录名", self.name.clone())).chain(facts).collect();
        record(tx, by, &id, &self.appointment, ("添加", None, Some(after)), now).await?;
        Ok(id)
    }
}

pub fn name_problem(name: &str) -> Option<&'static str> {
    let n_characters = name.chars().count();
    if !(2..=32).contains(&n_characters) || name.contains(char::is_whitespace) {
        return Some("登录名为 2 至 32 个字符，不含空格");
    }
    name.contains(char::is_control).then_some("登录名中有看不见的字符，请重新输入")
}

pub async fn insert(
    tx: &mut Tx,
    id: &str,
    name: &str,
    hash: String,
    appointment: &Appointment,
    now: i64,
) -> Result<()> {
    let (role, admin_role) = appointment.role.stored();
    let saved = tx
        .run(
            "insert into account (id, name, display_name, password_hash, role, admin_role, region, unit_id, duty,
                 phone, email, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [args![id, name, &appointment.display_name, hash, role, admin_role], columns(appointment), args![now]]
                .concat(),
        )
        .await;
    match saved {
        Err(e) if is_duplicate(&e) => Err(Error::Conflict(format!("登录名“{name}”已有人使用，请换一个"))),
        Err(e) => Err(e.into()),
        Ok(_) => Ok(()),
    }
}

/// From the region to the mail address, in the order of the table.
fn columns(appointment: &Appointment) -> Args {
    args![
        appointment.region.clone(),
        appointment.unit_id.clone(),
        appointment.duty.map(Duty::key),
        appointment.phone.clone(),
        appointment.email.clone()
    ]
}

/// Changes where a person stands. Gives whether anything changed.
pub async fn appoint(
    tx: &mut Tx,
    by: &By,
    id: &str,
    was: &Appointment,
    is: &Appointment,
    reason: &str,
    now: i64,
) -> Result<bool> {
    if was == is {
        return Ok(false);
    }
    if let Some(problem) = is.conflict(tx, id).await? {
        return Err(Error::Conflict(problem));
    }
    let (role, admin_role) = is.role.stored();
    tx.run(
        "update account set display_name = $1, role = $2, admin_role = $3, region = $4, unit_id = $5, duty = $6,
             phone = $7, email = $8 where id = $9",
        [args![&is.display_name, role, admin_role], columns(is), args![id]].concat(),
    )
    .await?;
    require_administrator_left(tx, "这样修改后").await?;
    let change = Change {
        region: is.region.as_deref().or(was.region.as_deref()).unwrap_or_default(),
        subject: Subject::Account,
        subject_id: id,
        action: "修改",
        before: Some(was.facts(tx).await?),
        after: Some(is.facts(tx).await?),
        reason,
    };
    event::record(tx, by, change, now).await?;
    Ok(true)
}

/// 账号 as stored
#[derive(Clone, Debug, FromRow)]
pub struct Account {
    pub id: String,
    pub name: String,
    pub display_name: String,
    pub role: String,
    pub admin_role: Option<String>,
    pub region: Option<String>,
    pub unit_id: Option<String>,
    pub duty: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub totp_since: Option<i64>,
    pub disabled_at: Option<i64>,
}

impl Account {
    pub fn role(&self) -> Role {
        Role::from_stored(&self.role, self.admin_role.as_deref()).unwrap_or(Role::Officer)
    }

    pub fn duty(&self) -> Option<Duty> {
        self.duty.as_deref().and_then(Duty::from_key)
    }

    pub fn appointment(&self) -> Appointment {
        Appointment {
            display_name: self.display_name.clone(),
            role: self.role(),
            region: self.region.clone(),
            unit_id: self.unit_id.clone(),
            duty: self.duty(),
            phone: self.phone.clone(),
            email: self.email.clone(),
        }
    }
}

/// An account that this administrator manages: one of a county does not reach into another.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<Account> {
    let account: Option<Account> = tx
        .one(
            "select id, name, display_name, role, admin_role, region, unit_id, duty, phone, email, totp_since,
                 disabled_at
             from account where id = $1 and ($2 is null or region = $2)",
            args![id, viewer.region.clone()],
        )
        .await?;
    account.ok_or(Error::NotFound)
}

/// One event of an account: what was done, what was, what is.
pub async fn record(
    tx: &mut Tx,
    by: &By,
    id: &str,
    appointment: &Appointment,
    (action, before, after): (&'static str, Option<Facts>, Option<Facts>),
    now: i64,
) -> Result<()> {
    let region = appointment.region.as_deref().unwrap_or_default();
    let change =
        Change { region, subject: Subject::Account, subject_id: id, action, before, after, reason: "" };
    event::record(tx, by, change, now).await
}

/// One event of an account that is otherwise only named.
pub async fn note(tx: &mut Tx, by: &By, id: &str, action: &'static str, now: i64) -> Result<()> {
    let named: Option<(String, String, Option<String>)> =
        tx.one("select name, display_name, region from account where id = $1", args![id]).await?;
    let (name, display_name, region) = named.ok_or(Error::NotFound)?;
    let change = Change {
        region: region.as_deref().unwrap_or_default(),
        subject: Subject::Account,
        subject_id: id,
        action,
        before: None,
        after: Some(vec![("登录名", name), ("姓名", display_name)]),
        reason: "",
    };
    event::record(tx, by, change, now).await
}

async fn require_administrator_left(tx: &mut Tx, when: &str) -> Result<()> {
    let left = "select count(*) from account where role = 'administrator' and disabled_at is null";
    let left: Option<(i64,)> = tx.one(left, args![]).await?;
    // Before the first administrator there is none to lose.
    let is_set_up: Option<(i64,)> =
        tx.one("select count(*) from happened_once where what = 'setup'", args![]).await?;
    if left == Some((0,)) && is_set_up != Some((0,)) {
        return Err(Error::Invalid(format!("{when}将没有可用的系统管理员，请先添加另一个")));
    }
    Ok(())
}

/// 停用: ends the account's sessions at once; gives whether it was in use. The last administrator stays.
pub async fn disable(db: &Db, by: &By, id: &str, now: i64) -> Result<bool> {
    let mut tx = db.begin().await?;
    // Administrators who disable each other at the same moment queue at this row.
    tx.run("update happened_once set at = at where what = 'setup'", args![]).await?;
    let disabled = "update account set disabled_at = $1 where id = $2 and disabled_at is null";
    let changed = tx.run(disabled, args![now, id]).await?;
    if changed > 0 {
        require_administrator_left(&mut tx, "停用后").await?;
        note(&mut tx, by, id, "停用", now).await?;
    }
    tx.run("delete from session where account_id = $1", args![id]).await?;
    tx.commit().await?;
    Ok(changed > 0)
}
