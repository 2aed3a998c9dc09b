//! 任职: where a person stands and how to reach them, and what must hold of it.

use sqlx::FromRow;
use supervision::Duty;

use crate::access::Role;
use crate::args;
use crate::db::Tx;
use crate::error::Result;
use crate::organisation_event::Facts;

/// 任职
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub display_name: String,
    pub role: Role,
    /// `None` sees every region.
    pub region: Option<String>,
    pub unit_id: Option<String>,
    pub duty: Option<Duty>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

impl Appointment {
    pub fn new(display_name: &str, role: Role, region: Option<String>) -> Appointment {
        Appointment {
            display_name: display_name.trim().to_owned(),
            role,
            region,
            unit_id: None,
            duty: None,
            phone: None,
            email: None,
        }
    }

    /// What is wrong by itself, in words that help.
    pub fn problem(&self) -> Option<&'static str> {
        if self.display_name.is_empty() || self.display_name.chars().count() > 32 {
            return Some("请填写姓名，不超过 32 个字");
        }
        if self.display_name.contains(char::is_control) {
            return Some("姓名中有看不见的字符，请重新输入");
        }
        if self.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
            return Some("电话为 5 至 20 位的数字，可带 + 和 -");
        }
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            return Some("邮箱的写法不对，如 zhang@example.gov.cn");
        }
        self.post_problem()
    }

    fn post_problem(&self) -> Option<&'static str> {
        let Some(duty) = self.duty else {
            let needs_phone = matches!(self.role, Role::Security | Role::Auditor) && self.phone.is_none();
            return needs_phone.then_some("安全、审计管理员须填电话，用来核对三员不由一人兼任");
        };
        if self.role.is_of_three() {
            return Some("系统、安全、审计管理员不担任督办岗位，请改选角色或不选岗位");
        }
        if self.region.is_none() {
            return Some("督办岗位须有区划");
        }
        (duty.is_of_unit() && self.unit_id.is_none()).then_some("单位负责人、联络员和经办人须选择单位")
    }

    /// What is wrong among the others: the unit is not one of the county's, or the person is already another of the
    /// three administrators. `id` is the account itself.
    pub async fn conflict(&self, tx: &mut Tx, id: &str) -> Result<Option<String>> {
        if let Some(unit) = &self.unit_id {
            let known = "select count(*) from unit where id = $1 and region = $2 and dissolved_at is null";
            let n: Option<(i64,)> = tx.one(known, args![unit, self.region.clone()]).await?;
            if n != Some((1,)) {
                return Ok(Some("请在本县名录中选择单位".to_owned()));
            }
        }
        if !self.role.is_of_three() {
            return Ok(None);
        }
        // Two people become administrators at the same moment: they queue here.
        tx.run("update happened_once set at = at where what = 'setup'", args![]).await?;
        let others: Vec<Known> = tx
            .all(
                "select display_name, phone, role, admin_role from account
                 where id <> $1 and disabled_at is null and (role = 'administrator' or admin_role is not null)",
                args![id],
            )
            .await?;
        let other = others.iter().find(|other| other.is_same_person(self) && other.role() != Some(self.role));
        Ok(other.and_then(Known::role).map(|role| {
            let name = &self.display_name;
            format!("“{name}”已是{}；系统、安全、审计三员须由不同的人担任", role.word())
        }))
    }

    pub async fn facts(&self, tx: &mut Tx) -> Result<Facts> {
        let unit: Option<(String,)> =
            tx.one("select name from unit where id = $1", args![self.unit_id.clone()]).await?;
        Ok(vec![
            ("姓名", self.display_name.clone()),
            ("角色", self.role.word().to_owned()),
            ("区划", self.region.clone().unwrap_or_else(|| "全部".to_owned())),
            ("单位", unit.map_or(String::new(), |(name,)| name)),
            ("岗位", self.duty.map_or("", Duty::word).to_owned()),
            ("电话", self.phone.clone().unwrap_or_default()),
            ("邮箱", self.email.clone().unwrap_or_default()),
        ])
    }
}

/// Another of the three administrators.
#[derive(FromRow)]
struct Known {
    display_name: String,
    phone: Option<String>,
    role: String,
    admin_role: Option<String>,
}

impl Known {
    fn role(&self) -> Option<Role> {
        Role::from_stored(&self.role, self.admin_role.as_deref())
    }

    /// The same telephone; where one of them has none, the same name.
    fn is_same_person(&self, other: &Appointment) -> bool {
        match (&self.phone, &other.phone) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.display_name == other.display_name,
        }
    }
}

pub fn is_phone(text: &str) -> bool {
    (5..=20).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit() || c == '+' || c == '-')
}

pub fn is_email(text: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c))
    };
    let parts = text.split_once('@');
    text.len() <= 100
        && parts.is_some_and(|(name, host)| is_word(name) && is_word(host) && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_dialled_or_written_to_is_kept() {
        for (text, holds) in [
            ("13800138000", true),
            ("0551-62345678", true),
            ("+8613800138000", true),
            ("办公室", false),
            ("123", false),
        ] {
            assert_eq!(is_phone(text), holds, "{text}");
        }
        for (text, holds) in [
            ("a.b@yunling.gov.cn", true),
            ("a@b", false),
            ("a b@c.d", false),
            ("@c.d", false),
            ("a@c.d\r\nBcc: x@y.z", false),
        ] {
            assert_eq!(is_email(text), holds, "{text}");
        }
    }
}
