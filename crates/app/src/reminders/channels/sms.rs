//! 短信 through the HTTP gateway that the county has bought: its form is a template, its yes a piece of text.

use super::{Fault, Sent, answered, beginning, failed, http};
use crate::layout::percent_encoded;
use crate::reminders::message::Message;

/// 短信网关
#[derive(Clone, Debug)]
pub struct Gateway {
    pub url: String,
    /// `{"mobile":"{phone}","content":"{text}"}` or `mobile={phone}&content={text}`
    pub template: String,
    /// One header that opens the gateway: `Authorization: Bearer …`
    pub secret: Option<String>,
    /// What stands in the answer to a message that was taken.
    pub success: Option<String>,
}

impl Gateway {
    pub fn read(text: impl Fn(&str) -> Option<String>) -> Option<Gateway> {
        Some(Gateway {
            url: text("sms.url")?,
            template: text("sms.template")?,
            secret: text("sms.secret"),
            success: text("sms.success"),
        })
    }

    pub async fn send(&self, phone: &str, message: &Message) -> Sent {
        if !phone.chars().all(|c| c.is_ascii_digit() || c == '+') {
            return Err(Fault::Lasting("收件号码不是手机号".to_owned()));
        }
        let (kind, body) = self.filled(phone, message);
        let mut request = http()?.post(&self.url).header("content-type", kind).body(body);
        if let Some((name, value)) = self.secret.as_deref().and_then(|header| header.split_once(':')) {
            request = request.header(name.trim(), value.trim());
        }
        let answer = answered(request.send().await.map_err(failed)?).await?;
        match &self.success {
            Some(success) if !answer.contains(success.as_str()) => {
                Err(Fault::Passing(format!("短信网关没有接收：{}", beginning(&answer))))
            }
            _ => Ok(()),
        }
    }

    /// The body, and of which type it is. What is put in can never end the field it is put into.
    fn filled(&self, phone: &str, message: &Message) -> (&'static str, String) {
        let is_json = self.template.trim_start().starts_with(['{', '[']);
        let fitted = |text: &str| {
            if is_json {
                let quoted = serde_json::Value::from(text).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            } else {
                percent_encoded(text).replace('/', "%2F")
            }
        };
        let kind = if is_json {
            "application/json; charset=utf-8"
        } else {
            "application/x-www-form-urlencoded; charset=utf-8"
        };
        // One pass, so that a text with a mark in it is not filled a second time.
        let pieces = self.template.split("{text}").map(|piece| piece.replace("{phone}", &fitted(phone)));
        (kind, pieces.collect::<Vec<_>>().join(&fitted(&message.short_text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_stays_in_its_field() {
        let message = Message {
            id: String::new(),
            subject: String::new(),
            text: String::new(),
            short_text: "他说\"好\"&{phone}\n".to_owned(),
            group_text: String::new(),
            phones: Vec::new(),
        };
        let gateway = |template: &str| Gateway {
            url: String::new(),
            template: template.to_owned(),
            secret: None,
            success: None,
        };
        let (kind, body) = gateway(r#"{"to":"{phone}","say":"{text}"}"#).filled("138", &message);
        assert!(kind.contains("json"));
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!((read["to"].as_str(), read["say"].as_str()), (Some("138"), Some("他说\"好\"&{phone}\n")));
        let (_, body) = gateway("to={phone}&say={text}").filled("138", &message);
        assert_eq!(body, "to=138&say=%E4%BB%96%E8%AF%B4%22%E5%A5%BD%22%26%7Bphone%7D%0A");
    }
}
