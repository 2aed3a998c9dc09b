//! 通知渠道: the county's mail server, group robots and short-message gateway. Keys and passwords go in and never come out.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use supervision::Duty;

use crate::access::Viewer;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::extract::{Form, Params};
use crate::layout::{self, Frame};
use crate::organisation_event::{self as event, By, Change, Subject};
use crate::reminders::channels::mail::Security;
use crate::reminders::channels::{Channel, Channels};
use crate::{App, args, clock};

/// 一项设置, as its field on the page
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// Written, never shown.
    pub is_secret: bool,
}

/// 一组设置
#[derive(Debug)]
pub struct Group {
    pub title: &'static str,
    pub fields: &'static [Field],
}

const fn open(key: &'static str, label: &'static str, hint: &'static str) -> Field {
    Field { key, label, hint, is_secret: false }
}

const fn secret(key: &'static str, label: &'static str, hint: &'static str) -> Field {
    Field { key, label, hint, is_secret: true }
}

const ROBOT: &str = "群机器人的 Webhook 地址；群内只说事项编号和应办理的人，不说事项内容";
const SIGNED: &str = "机器人安全设置选“加签”时填写";

pub const GROUPS: [Group; 6] = [
    Group {
        title: "平台地址",
        fields: &[open(
            "site",
            "消息中的链接以此开头",
            "例如 https://duban.example.gov.cn；不填则消息不带链接",
        )],
    },
    Group {
        title: "邮件",
        fields: &[
            open("mail.host", "邮件服务器", "不填即不发邮件"),
            open("mail.port", "端口", "不填则按加密方式取 465、587 或 25"),
            open("mail.security", "加密方式", ""),
            open("mail.user", "登录名", "不需要登录的服务器不填"),
            secret("mail.secret", "密码或授权码", ""),
            open("mail.from", "发件地址", "例如 督查室 <duban@example.gov.cn>"),
        ],
    },
    Group { title: "企业微信群", fields: &[secret("wecom.url", "机器人地址", ROBOT)] },
    Group {
        title: "钉钉群",
        fields: &[secret("dingtalk.url", "机器人地址", ROBOT), secret("dingtalk.secret", "加签密钥", SIGNED)],
    },
    Group {
        title: "飞书群",
        fields: &[secret("feishu.url", "机器人地址", ROBOT), secret("feishu.secret", "签名密钥", SIGNED)],
    },
    Group {
        title: "短信",
        fields: &[
            open("sms.url", "网关地址", "黄灯、红灯和特急件才发短信；不填即不发"),
            open(
                "sms.template",
                "请求内容",
                "用 {phone} 和 {text} 代表号码和文字，例如 {\"mobile\":\"{phone}\",\"content\":\"{text}\"}",
            ),
            secret("sms.secret", "鉴权请求头", "例如 Authorization: Bearer …"),
            open(
                "sms.success",
                "成功标志",
                "网关应答中表示已接收的文字，例如 \"code\":0；不填则以应答正常为准",
            ),
        ],
    },
];

#[derive(Template)]
#[template(path = "procedure/channels.html")]
struct ChannelsPage {
    frame: Frame,
    set: HashMap<String, String>,
    done: Option<&'static str>,
    n_dead: i64,
}

impl ChannelsPage {
    fn value(&self, field: &Field) -> &str {
        if field.is_secret { "" } else { self.set.get(&name(field)).map_or("", String::as_str) }
    }

    fn is_chosen(&self, field: &Field, key: &str) -> bool {
        self.value(field) == key
    }

    fn is_set(&self, field: &Field) -> bool {
        self.set.get(&name(field)).is_some_and(|value| !value.is_empty())
    }
}

fn name(field: &Field) -> String {
    format!("channel.{}", field.key)
}

/// The county whose channels this person looks after.
pub fn keeper(viewer: &Viewer) -> Result<&str> {
    let region = viewer.county()?;
    if viewer.has_duty(|duty| duty == Duty::Director) { Ok(region) } else { Err(Error::NotFound) }
}

pub async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Params(asked): Params<HashMap<String, String>>,
) -> Result<Response> {
    let region = keeper(&viewer)?;
    let set = Channels::stored(&app.db, region).await?;
    let dead = "select count(*) from delivery join notice on notice.id = delivery.notice_id
         where state = 'dead' and region = $1 and run_at > $2";
    let week = clock::now() - 7 * 24 * 3_600_000;
    let n_dead = app.db.number(dead, args![region, week]).await?;
    let done = asked.contains_key("saved").then_some("渠道设置已保存，从下一条消息起生效。");
    let frame = Frame::new(&viewer, "procedure", "通知渠道");
    layout::page(&ChannelsPage { frame, set, done, n_dead })
}

pub async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response> {
    let region = keeper(&viewer)?;
    let set = Channels::stored(&app.db, region).await?;
    let mut tx = app.db.begin().await?;
    for field in GROUPS.iter().flat_map(|group| group.fields) {
        let Some(value) = wanted(field, &form) else { continue };
        if let Some(problem) = problem(field, &value) {
            return Err(Error::Invalid(format!("{}：{problem}", field.label)));
        }
        let before = set.get(&name(field)).cloned().unwrap_or_default();
        if before != value {
            change(&mut tx, &viewer, region, field, (&before, &value)).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/procedure/channels?saved=1").into_response())
}

/// What the form asks for; an empty secret stays what it was unless it is to be cleared.
fn wanted(field: &Field, form: &HashMap<String, String>) -> Option<String> {
    let value = form.get(field.key)?.trim().to_owned();
    if field.is_secret && form.contains_key(&format!("clear.{}", field.key)) {
        return Some(String::new());
    }
    Some(value).filter(|value| !field.is_secret || !value.is_empty())
}

fn problem(field: &Field, value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    let is_address = value.starts_with("https://") || value.starts_with("http://");
    let part = field.key.rsplit('.').next().unwrap_or_default();
    match part {
        "url" | "site" if !is_address => Some("须以 https:// 或 http:// 开头"),
        "port" if value.parse::<u16>().is_err() => Some("须为 1 至 65535 的数字"),
        "template" if !(value.contains("{phone}") && value.contains("{text}")) => {
            Some("须含 {phone} 和 {text}")
        }
        "security" if !Security::ALL.iter().any(|(key, _)| *key == value) => Some("请选择加密方式"),
        _ if value.chars().count() > 2000 => Some("不超过 2000 字"),
        _ => None,
    }
}

/// The trail says that a secret was changed, not what it is.
async fn change(
    tx: &mut Tx,
    viewer: &Viewer,
    region: &str,
    field: &Field,
    (before, after): (&str, &str),
) -> Result<()> {
    let key = name(field);
    tx.run(
        "insert into supervision_setting (region, key, value) values ($1, $2, $3)
         on conflict (region, key) do update set value = excluded.value",
        args![region, &key, after],
    )
    .await?;
    let said = |value: &str| match value {
        "" => String::new(),
        _ if field.is_secret => "（已设置）".to_owned(),
        value => value.to_owned(),
    };
    let change = Change {
        region,
        subject: Subject::Setting,
        subject_id: &key,
        action: "修改",
        before: Some(vec![(field.label, said(before))]),
        after: Some(vec![(field.label, said(after))]),
        reason: "",
    };
    event::record(tx, &By::keeper(viewer), change, clock::now()).await
}
