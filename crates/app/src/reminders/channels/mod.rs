//! 通知渠道 of a county, as its settings have them, and the one way to send through any of them.

pub mod mail;
pub mod robot;
pub mod sms;

use std::collections::HashMap;

use mail::Mail;
use robot::Robot;
use sms::Gateway;

use super::message::Message;
use crate::args;
use crate::db::Db;
use crate::error::Result;
use crate::outgoing;

/// 渠道
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Mail,
    Wecom,
    Dingtalk,
    Feishu,
    Sms,
}

impl Channel {
    pub const ALL: [Channel; 5] =
        [Channel::Mail, Channel::Wecom, Channel::Dingtalk, Channel::Feishu, Channel::Sms];

    pub fn key(self) -> &'static str {
        match self {
            Channel::Mail => "mail",
            Channel::Wecom => "wecom",
            Channel::Dingtalk => "dingtalk",
            Channel::Feishu => "feishu",
            Channel::Sms => "sms",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Channel::Mail => "邮件",
            Channel::Wecom => "企业微信群",
            Channel::Dingtalk => "钉钉群",
            Channel::Feishu => "飞书群",
            Channel::Sms => "短信",
        }
    }

    pub fn from_key(key: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.key() == key)
    }

    /// Speaks to a group, not to one person.
    pub fn is_group(self) -> bool {
        matches!(self, Channel::Wecom | Channel::Dingtalk | Channel::Feishu)
    }
}

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another try may help.
    Passing(String),
    /// It never will: the address is none, or the channel is not there.
    Lasting(String),
}

impl Fault {
    pub fn words(&self) -> &str {
        match self {
            Fault::Passing(words) | Fault::Lasting(words) => words,
        }
    }
}

pub type Sent = std::result::Result<(), Fault>;

/// 已开通的渠道
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// Where the platform is reached: `https://duji.example.gov.cn`
    pub site: Option<String>,
    pub mail: Option<Mail>,
    pub wecom: Option<Robot>,
    pub dingtalk: Option<Robot>,
    pub feishu: Option<Robot>,
    pub sms: Option<Gateway>,
}

const KEYS: &str = "select key, value from supervision_setting where region = $1 and key like 'channel.%'";

impl Channels {
    pub async fn of(db: &Db, region: &str) -> Result<Channels> {
        let set = Self::stored(db, region).await?;
        Ok(Channels::read(|key| set.get(key).map(String::as_str)))
    }

    pub async fn stored(db: &Db, region: &str) -> Result<HashMap<String, String>> {
        let rows: Vec<(String, String)> = db.all(KEYS, args![region]).await?;
        Ok(rows.into_iter().collect())
    }

    pub fn read<'a>(set: impl Fn(&str) -> Option<&'a str>) -> Channels {
        let text =
            |key: &str| set(&format!("channel.{key}")).filter(|value| !value.is_empty()).map(str::to_owned);
        let robot = |kind: Channel| {
            let url = text(&format!("{}.url", kind.key()))?;
            Some(Robot { kind, url, secret: text(&format!("{}.secret", kind.key())) })
        };
        Channels {
            site: text("site").map(|site| site.trim_end_matches('/').to_owned()),
            mail: Mail::read(text),
            wecom: robot(Channel::Wecom),
            dingtalk: robot(Channel::Dingtalk),
            feishu: robot(Channel::Feishu),
            sms: Gateway::read(text),
        }
    }

    /// Nothing goes out.
    pub fn are_closed(&self) -> bool {
        self.mail.is_none() && self.sms.is_none() && self.robots().next().is_none()
    }

    pub fn robots(&self) -> impl Iterator<Item = Channel> {
        [&self.wecom, &self.dingtalk, &self.feishu].into_iter().flatten().map(|robot| robot.kind)
    }

    /// Sends one message. `now` signs it where the channel asks for that.
    pub async fn send(&self, channel: Channel, address: &str, message: &Message, now: i64) -> Sent {
        let missing = || Fault::Lasting(format!("{}渠道已停用", channel.word()));
        match channel {
            Channel::Mail => self.mail.as_ref().ok_or_else(missing)?.send(address, message).await,
            Channel::Sms => self.sms.as_ref().ok_or_else(missing)?.send(address, message).await,
            Channel::Wecom => self.wecom.as_ref().ok_or_else(missing)?.send(message, now).await,
            Channel::Dingtalk => self.dingtalk.as_ref().ok_or_else(missing)?.send(message, now).await,
            Channel::Feishu => self.feishu.as_ref().ok_or_else(missing)?.send(message, now).await,
        }
    }
}

pub(super) fn http() -> std::result::Result<&'static reqwest::Client, Fault> {
    outgoing::client().ok_or_else(|| Fault::Passing("本机的 HTTP 组件不可用".to_owned()))
}

/// A failed request in words. The address may hold a key, so it is left out.
pub(super) fn failed(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let words = if error.is_timeout() {
        "对方没有在时限内应答".to_owned()
    } else if error.is_connect() {
        "连接不上对方服务器".to_owned()
    } else {
        format!("请求失败：{error}")
    };
    Fault::Passing(words)
}

/// The body of an answer, or why it counts as none.
pub(super) async fn answered(response: reqwest::Response) -> std::result::Result<String, Fault> {
    let status = response.status();
    if !status.is_success() {
        return Err(Fault::Passing(format!("对方应答 {}", status.as_u16())));
    }
    response.text().await.map_err(failed)
}

/// The beginning of what somebody else said, fit for a log.
pub(super) fn beginning(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}
