//! 群机器人 of 企业微信, 钉钉 and 飞书. Each has its own form of message, its own signature and its own way to say no.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{Channel, Fault, Sent, answered, beginning, failed, http};
use crate::layout::percent_encoded;
use crate::reminders::message::Message;

#[derive(Clone, Debug)]
pub struct Robot {
    pub kind: Channel,
    /// With the robot's key: never shown again.
    pub url: String,
    pub secret: Option<String>,
}

impl Robot {
    pub async fn send(&self, message: &Message, now: i64) -> Sent {
        let (url, body) = self.request(message, now);
        let response = http()?.post(url).json(&body).send().await.map_err(failed)?;
        self.verdict(&answered(response).await?)
    }

    /// The address and the body in the form of each platform.
    fn request(&self, message: &Message, now: i64) -> (String, Value) {
        let text = &message.group_text;
        let phones = &message.phones;
        match self.kind {
            Channel::Dingtalk => {
                let calls: String = phones.iter().map(|phone| format!(" @{phone}")).collect();
                let body = json!({
                    "msgtype": "text",
                    "text": { "content": format!("{text}{calls}") },
                    "at": { "atMobiles": phones, "isAtAll": false },
                });
                (self.dingtalk_url(now), body)
            }
            Channel::Feishu => {
                let mut body = json!({ "msg_type": "text", "content": { "text": text } });
                if let Some(secret) = &self.secret {
                    // Seconds, and the secret is part of the key while nothing is signed.
                    let timestamp = (now / 1000).to_string();
                    body["sign"] = json!(signature(&format!("{timestamp}\n{secret}"), ""));
                    body["timestamp"] = json!(timestamp);
                }
                (self.url.clone(), body)
            }
            _ => {
                // The platform takes 2048 bytes.
                let text = shortened(text, 2000);
                let body = json!({
                    "msgtype": "text",
                    "text": { "content": text, "mentioned_mobile_list": phones },
                });
                (self.url.clone(), body)
            }
        }
    }

    /// Milliseconds, and the secret is the key to what is signed.
    fn dingtalk_url(&self, now: i64) -> String {
        let Some(secret) = &self.secret else { return self.url.clone() };
        // The encoder leaves `/` as it is, which a query may not.
        let sign = percent_encoded(&signature(secret, &format!("{now}\n{secret}"))).replace('/', "%2F");
        let mark = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{mark}timestamp={now}&sign={sign}", self.url)
    }

    /// The platforms answer 200 to what they refuse; the reason stands in the body.
    fn verdict(&self, body: &str) -> Sent {
        let answer: Value = serde_json::from_str(body).unwrap_or_default();
        let keys: &[&str] = if self.kind == Channel::Feishu { &["code", "StatusCode"] } else { &["errcode"] };
        let code = keys.iter().find_map(|key| answer.get(key).and_then(Value::as_i64));
        if code == Some(0) {
            return Ok(());
        }
        Err(Fault::Passing(format!("{}没有接收：{}", self.kind.word(), beginning(body))))
    }
}

fn signature(key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length will do");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn shortened(text: &str, n_bytes: usize) -> &str {
    let end = (0..=n_bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robot(kind: Channel) -> Robot {
        Robot { kind, url: "https://robot.example/send?key=1".to_owned(), secret: Some("SECabc".to_owned()) }
    }

    fn message() -> Message {
        Message {
            id: "1".to_owned(),
            subject: "今日到期".to_owned(),
            text: String::new(),
            short_text: String::new(),
            group_text: "【督办】今日到期".to_owned(),
            phones: vec!["13800000001".to_owned()],
        }
    }

    #[test]
    fn each_platform_gets_its_form_and_its_signature() {
        let now = 1_599_360_473_000;
        let (url, body) = robot(Channel::Wecom).request(&message(), now);
        assert_eq!(url, "https://robot.example/send?key=1");
        assert_eq!(body["text"]["mentioned_mobile_list"][0], "13800000001");

        // Both signatures were made with Python's hmac module.
        let (url, body) = robot(Channel::Dingtalk).request(&message(), now);
        assert_eq!(url.split_once("&timestamp=").unwrap().1, DINGTALK);
        assert_eq!(body["text"]["content"], "【督办】今日到期 @13800000001");

        let (_, body) = robot(Channel::Feishu).request(&message(), now);
        assert_eq!((body["timestamp"].as_str(), body["sign"].as_str()), (Some("1599360473"), Some(FEISHU)));
    }

    const DINGTALK: &str = "1599360473000&sign=3SJkK5Fm70JVVkwmvZFkgdPlr53Kn2utLHLz9DzuOSc%3D";
    const FEISHU: &str = "KjJCRpeZcpDq6nFA4wlSAm5ZsE3Y8HuB1O1Sgv2Y9xA=";

    #[test]
    fn a_refusal_in_a_good_answer_is_a_refusal() {
        assert_eq!(robot(Channel::Wecom).verdict(r#"{"errcode":0,"errmsg":"ok"}"#), Ok(()));
        assert_eq!(robot(Channel::Feishu).verdict(r#"{"code":0,"msg":"success"}"#), Ok(()));
        for body in
            [r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#, r#"{"code":19021}"#, "", "<html>"]
        {
            for kind in [Channel::Wecom, Channel::Dingtalk, Channel::Feishu] {
                assert!(robot(kind).verdict(body).is_err(), "{body}");
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("督办", 4), "督");
        assert_eq!(shortened("ab", 4), "ab");
    }
}
