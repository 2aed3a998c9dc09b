//! Who looks. Every load takes the viewer.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use supervision::{Actor, Duty, PersonId, UnitId};

use crate::accounts::session;
use crate::error::{Error, Result};
use crate::{App, clock};

/// 角色
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 系统管理员: accounts and everything of every region
    Administrator,
    /// 安全管理员: second factors and who must have one
    Security,
    /// 审计管理员: who changed what of the organisation
    Auditor,
    /// 财政审核人员: every document of the account's region
    Reviewer,
    /// 单位财务人员: the documents the account brought in
    Officer,
}

impl Role {
    pub const ALL: [Role; 5] =
        [Role::Administrator, Role::Security, Role::Auditor, Role::Reviewer, Role::Officer];

    pub fn key(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Security => "security",
            Role::Auditor => "audit",
            Role::Reviewer => "reviewer",
            Role::Officer => "officer",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Role::Administrator => "系统管理员",
            Role::Security => "安全管理员",
            Role::Auditor => "审计管理员",
            Role::Reviewer => "财政审核人员",
            Role::Officer => "单位财务人员",
        }
    }

    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The columns `role` and `admin_role`. The first is older than two of the three administrators.
    pub fn stored(self) -> (&'static str, Option<&'static str>) {
        match self {
            Role::Security | Role::Auditor => (Role::Officer.key(), Some(self.key())),
            other => (other.key(), None),
        }
    }

    pub fn from_stored(role: &str, admin_role: Option<&str>) -> Option<Role> {
        Role::from_key(admin_role.unwrap_or(role))
    }

    /// 三员: nobody holds two of them, and none has a part in supervision.
    pub fn is_of_three(self) -> bool {
        matches!(self, Role::Administrator | Role::Security | Role::Auditor)
    }
}

/// 当前用户
#[derive(Clone, Debug)]
pub struct Viewer {
    pub account_id: String,
    pub display_name: String,
    pub role: Role,
    /// The county the account works for; `None` sees every region.
    pub region: Option<String>,
    /// 督办岗位 and unit
    pub post: Option<Post>,
    /// 受委托代办: the posts of those this person stands in for today
    pub stands_in_for: Vec<Post>,
    /// 未读消息
    pub n_unread: i64,
    /// The county wants a second factor from this duty, and there is none yet.
    pub lacks_second_factor: bool,
}

/// A person's place in supervision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Post {
    pub account_id: String,
    pub person: String,
    pub duty: Duty,
    pub unit_id: Option<String>,
}

impl Viewer {
    pub fn is_administrator(&self) -> bool {
        self.role == Role::Administrator
    }

    /// Arguments `$1` and `$2` of [`visible!`](crate::visible): the account when only its own documents are to be seen, the region
    /// when only that region's are.
    pub fn scope(&self) -> (Option<String>, Option<String>) {
        match self.role {
            Role::Administrator => (None, None),
            Role::Reviewer => (None, self.region.clone()),
            Role::Officer | Role::Security | Role::Auditor => (Some(self.account_id.clone()), None),
        }
    }

    /// Every post this person may act in, the own one first.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        self.post.iter().chain(&self.stands_in_for)
    }

    /// Holds one of these duties, or stands in for somebody who does.
    pub fn has_duty(&self, is_wanted: impl Fn(Duty) -> bool) -> bool {
        self.posts().any(|post| is_wanted(post.duty))
    }

    /// The county whose supervision this person has a part in.
    pub fn county(&self) -> Result<&str> {
        match &self.region {
            Some(region) if self.posts().next().is_some() => Ok(region),
            _ => Err(Error::NotFound),
        }
    }

    /// 系统管理员, or 督查室主任: keeps units, calendar and rules of the county.
    pub fn keeps_county(&self) -> bool {
        self.is_administrator() || self.has_duty(|duty| duty == Duty::Director)
    }

    /// Who acts when this person acts in a post.
    pub fn actor(&self, post: &Post) -> Actor {
        let is_own = post.account_id == self.account_id;
        Actor {
            person: PersonId(self.account_id.clone()),
            duty: post.duty,
            unit: post.unit_id.clone().map(UnitId),
            on_behalf_of: (!is_own).then(|| PersonId(post.account_id.clone())),
        }
    }

    pub fn require_administrator(&self) -> Result<()> {
        if self.is_administrator() { Ok(()) } else { Err(Error::NotFound) }
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Viewer> {
        let jar = CookieJar::from_headers(&parts.headers);
        // What was sent is lost; its address alone would show nothing after the sign-in.
        let asked = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
        let asked = asked.map_or("/", |p| p.as_str()).to_owned();
        let Some(cookie) = jar.get(session::COOKIE) else {
            return Err(Error::SignInFirst(asked));
        };
        let viewer = session::viewer(&app.db, cookie.value(), clock::now()).await?;
        let viewer = viewer.ok_or(Error::SignInFirst(asked))?;
        if viewer.lacks_second_factor && !parts.uri.path().starts_with("/accounts/second-factor") {
            return Err(Error::SecondFactorFirst);
        }
        Ok(viewer)
    }
}
