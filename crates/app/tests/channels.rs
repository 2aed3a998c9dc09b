//! 通知渠道: the forms that real platforms take, receivers that misbehave, and a settings page that gives no secret away.

use std::time::Instant;

use app::reminders::{outbox, sweep};
use app::{args, reminders};
use axum::http::StatusCode;
use reminders::channels::{Channel, Channels, Fault};
use reminders::message::Message;
use serde_json::Value;

use crate::support::county::{County, REGION};
use crate::support::issued::{at, give_addresses, issue, n_rows, set};
use crate::support::receivers::{Http, Mood, Smtp, closed_port};

fn message() -> Message {
    Message {
        id: "0123".to_owned(),
        subject: "【督办】今日到期：〔2026〕1 号".to_owned(),
        text: "今日到期".to_owned(),
        short_text: "【督办】今日到期".to_owned(),
        group_text: "【督办】今日到期\n请 钱局长 登录平台查看。".to_owned(),
        phones: vec!["13800000001".to_owned()],
    }
}

const NOW: i64 = 1_599_360_473_000;

async fn send(county: &County, channel: Channel, address: &str) -> Result<(), Fault> {
    let channels = Channels::of(&county.test.app.db, REGION).await.unwrap();
    channels.send(channel, address, &message(), NOW).await
}

fn passing(sent: Result<(), Fault>) -> String {
    match sent {
        Err(Fault::Passing(words)) => words,
        other => panic!("{other:?}"),
    }
}

async fn mail_to(county: &County, port: u16) {
    let port = port.to_string();
    for (key, value) in
        [("host", "127.0.0.1"), ("port", &port), ("security", "none"), ("from", "督查室 <duban@example.cn>")]
    {
        set(county, &format!("channel.mail.{key}"), value).await;
    }
}

#[tokio::test]
async fn a_mail_says_who_it_is_from_and_keeps_its_number() {
    let county = County::start().await;
    let smtp = Smtp::start().await;
    mail_to(&county, smtp.port).await;
    send(&county, Channel::Mail, "qian@example.cn").await.unwrap();
    let mail = smtp.mails.lock().unwrap()[0].clone();
    assert!(mail.contains("Message-ID: <0123@duji>"), "{mail}");
    assert!(mail.contains("<duban@example.cn>") && mail.contains("To: qian@example.cn"), "{mail}");
    assert!(mail.contains("Subject: =?utf-8?b?"), "{mail}");
    smtp.set(Mood::Refuses);
    assert!(matches!(send(&county, Channel::Mail, "qian@example.cn").await, Err(Fault::Lasting(_))));
    assert!(matches!(send(&county, Channel::Mail, "没有").await, Err(Fault::Lasting(_))));
    smtp.set(Mood::Fails);
    passing(send(&county, Channel::Mail, "qian@example.cn").await);
    mail_to(&county, closed_port().await).await;
    passing(send(&county, Channel::Mail, "qian@example.cn").await);
}

#[tokio::test]
async fn each_robot_is_spoken_to_in_its_own_form() {
    let county = County::start().await;
    let http = Http::start(r#"{"errcode":0,"errmsg":"ok"}"#).await;
    for (key, value) in [
        ("wecom.url", http.url("/cgi-bin/webhook/send?key=k")),
        ("dingtalk.url", http.url("/robot/send?access_token=t")),
        ("dingtalk.secret", "SECabc".to_owned()),
        ("feishu.url", http.url("/open-apis/bot/v2/hook/h")),
        ("feishu.secret", "SECabc".to_owned()),
    ] {
        set(&county, &format!("channel.{key}"), &value).await;
    }
    send(&county, Channel::Wecom, "").await.unwrap();
    let request = http.last();
    assert_eq!(request.uri, "/cgi-bin/webhook/send?key=k");
    assert!(request.headers["content-type"].to_str().unwrap().starts_with("application/json"));
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["msgtype"], "text");
    assert_eq!(body["text"]["mentioned_mobile_list"][0], "13800000001");

    send(&county, Channel::Dingtalk, "").await.unwrap();
    let request = http.last();
    let sign = "&timestamp=1599360473000&sign=3SJkK5Fm70JVVkwmvZFkgdPlr53Kn2utLHLz9DzuOSc%3D";
    assert_eq!(request.uri, format!("/robot/send?access_token=t{sign}"));
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["at"]["atMobiles"][0], "13800000001");

    http.set(Mood::Takes, r#"{"code":0,"msg":"success"}"#);
    send(&county, Channel::Feishu, "").await.unwrap();
    let body: Value = serde_json::from_str(&http.last().body).unwrap();
    assert_eq!((&body["msg_type"], &body["timestamp"]), (&"text".into(), &"1599360473".into()));
    assert_eq!(body["sign"], "KjJCRpeZcpDq6nFA4wlSAm5ZsE3Y8HuB1O1Sgv2Y9xA=");
    assert!(body["content"]["text"].as_str().unwrap().contains("钱局长"));

    http.set(Mood::Takes, r#"{"code":19021,"msg":"sign match fail"}"#);
    assert!(passing(send(&county, Channel::Feishu, "").await).contains("sign match fail"));
}

#[tokio::test]
async fn a_gateway_gets_what_its_template_says() {
    let county = County::start().await;
    let http = Http::start(r#"{"code":0}"#).await;
    for (key, value) in [
        ("sms.url", http.url("/sms").as_str()),
        ("sms.template", r#"{"mobile":"{phone}","content":"{text}"}"#),
        ("sms.secret", "Authorization: Bearer abc"),
        ("sms.success", r#""code":0"#),
    ] {
        set(&county, &format!("channel.{key}"), value).await;
    }
    send(&county, Channel::Sms, "13800000001").await.unwrap();
    let request = http.last();
    assert_eq!(request.headers["authorization"], "Bearer abc");
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!((&body["mobile"], &body["content"]), (&"13800000001".into(), &"【督办】今日到期".into()));
    http.set(Mood::Takes, r#"{"code":7,"msg":"余额不足"}"#);
    assert!(passing(send(&county, Channel::Sms, "13800000001").await).contains("余额不足"));
    assert!(matches!(send(&county, Channel::Sms, "1380\"}").await, Err(Fault::Lasting(_))));
}

#[tokio::test]
async fn receivers_that_hang_fail_or_are_gone_hold_nobody_up() {
    let county = County::start().await;
    let (smtp, robot) = (Smtp::start().await, Http::start("").await);
    mail_to(&county, smtp.port).await;
    set(&county, "channel.wecom.url", &robot.url("/")).await;
    set(&county, "channel.feishu.url", &format!("http://127.0.0.1:{}/", closed_port().await)).await;
    robot.set(Mood::Fails, "");
    assert_eq!(passing(send(&county, Channel::Wecom, "").await), "对方应答 500");
    assert_eq!(passing(send(&county, Channel::Feishu, "").await), "连接不上对方服务器");
    smtp.set(Mood::Hangs);
    robot.set(Mood::Hangs, "");
    let began = Instant::now();
    let (mail, wecom) =
        tokio::join!(send(&county, Channel::Mail, "a@example.cn"), send(&county, Channel::Wecom, ""));
    assert!(began.elapsed().as_secs() < 15);
    passing(mail);
    assert_eq!(passing(wecom), "对方没有在时限内应答");
    assert!(matches!(send(&county, Channel::Sms, "138").await, Err(Fault::Lasting(_))), "not there");
}

#[tokio::test]
async fn a_group_hears_once_whom_it_is_for_and_never_what_about() {
    let county = County::start().await;
    let http = Http::start(r#"{"errcode":0}"#).await;
    give_addresses(&county).await;
    set(&county, "channel.wecom.url", &http.url("/")).await;
    let sms = Http::start("ok").await;
    set(&county, "channel.sms.url", &sms.url("/")).await;
    set(&county, "channel.sms.template", "to={phone}&say={text}").await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    county.test.app.db.run("delete from delivery", args![]).await.unwrap();
    sweep::pass(&county.test.app, at("2026-11-18T08:30")).await.unwrap();
    outbox::pass(&county.test.app, at("2026-11-18T08:30")).await.unwrap();
    // Both are under way at once, so either may come first.
    let bodies: Vec<String> = http.requests.lock().unwrap().iter().map(|came| came.body.clone()).collect();
    assert_eq!(bodies.len(), 2, "new, and late");
    let body = bodies.iter().find(|body| body.contains("超过签收时限")).unwrap();
    for name in ["吴联络", "钱局长", "郑敏", "超过签收时限 1 个工作日", "〔2026〕1 号", "县水利局"]
    {
        assert!(body.contains(name), "{name}: {body}");
    }
    assert!(!body.contains("防洪"), "{body}");
    assert!(sms.requests.lock().unwrap().len() >= 3, "the light is yellow, so phones ring");
}

#[tokio::test]
async fn secrets_go_in_and_never_come_out() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let path = "/procedure/channels";
    let form = [
        ("mail.host", "mail.example.cn"),
        ("mail.port", "465"),
        ("mail.security", "tls"),
        ("mail.secret", "很长的密码一"),
        ("mail.from", "duban@example.cn"),
        ("wecom.url", "https://qyapi.example.cn/send?key=robotkey"),
        ("dingtalk.secret", "SECdingding"),
    ];
    let page = director.post(path, &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = director.get(path).await;
    assert!(
        page.body.contains("mail.example.cn") && page.body.contains("已设置，不改则留空"),
        "{}",
        page.body
    );
    for secret in ["很长的密码一", "robotkey", "SECdingding"] {
        assert!(!page.body.contains(secret));
        let trail = "select count(*) from organisation_event where after_value like '%' || $1 || '%'";
        assert_eq!(county.test.app.db.number(trail, args![secret]).await.unwrap(), 0);
    }
    assert_eq!(n_rows(&county, "select count(*) from organisation_event where subject = 'setting'").await, 7);
    director.post(path, &[("mail.secret", ""), ("mail.host", "mx.example.cn")]).await;
    let kept = "select count(*) from supervision_setting where value = '很长的密码一'";
    assert_eq!(n_rows(&county, kept).await, 1);
    director.post(path, &[("mail.secret", ""), ("clear.mail.secret", "1")]).await;
    assert_eq!(n_rows(&county, kept).await, 0);
}

#[tokio::test]
async fn a_setting_that_cannot_work_is_refused_with_its_reason() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    for (key, value, why) in [
        ("mail.port", "smtp", "端口：须为 1 至 65535 的数字"),
        ("wecom.url", "qyapi.example.cn", "机器人地址：须以 https:// 或 http:// 开头"),
        ("sms.template", "to={phone}", "请求内容：须含 {phone} 和 {text}"),
        ("mail.security", "ssl3", "加密方式：请选择加密方式"),
    ] {
        let page = director.post("/procedure/channels", &[(key, value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(why), "{}", page.body);
    }
    assert_eq!(n_rows(&county, "select count(*) from supervision_setting").await, 0);
}

#[tokio::test]
async fn only_the_director_looks_after_channels() {
    let county = County::start().await;
    for name in ["inspector", "leader", "water-head", "water-handler", "observer"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get("/procedure/channels").await.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(client.post("/procedure/channels", &[("site", "")]).await.status, StatusCode::NOT_FOUND);
        let trial = client.post("/procedure/channels/trial", &[("channel", "mail")]).await;
        assert_eq!(trial.status, StatusCode::NOT_FOUND);
    }
    let stranger = county.test.stranger();
    assert_eq!(stranger.get("/procedure/channels").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_trial_says_what_the_other_side_said() {
    let county = County::start().await;
    let http = Http::start(r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#).await;
    set(&county, "channel.wecom.url", &http.url("/")).await;
    let director = county.sign_in("director").await;
    let trial = "/procedure/channels/trial";
    let page = director.post(trial, &[("channel", "wecom")]).await;
    assert!(page.body.contains("没有发出") && page.body.contains("invalid webhook url"), "{}", page.body);
    http.set(Mood::Takes, r#"{"errcode":0}"#);
    assert!(director.post(trial, &[("channel", "wecom")]).await.body.contains("已发出"));
    let page = director.post(trial, &[("channel", "mail"), ("address", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = director.post(trial, &[("channel", "sms"), ("address", "138")]).await;
    assert!(page.body.contains("短信渠道已停用"), "{}", page.body);
}
