//! 邮件 by SMTP.

use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{Fault, Sent, beginning};
use crate::outgoing::PATIENCE;
use crate::reminders::message::Message;

/// 连接加密方式
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Within the office network.
    Plain,
    StartTls,
    Tls,
}

impl Security {
    pub const ALL: [(&'static str, &'static str); 3] =
        [("tls", "TLS（465 端口）"), ("starttls", "STARTTLS（587 端口）"), ("none", "不加密（仅限内网）")];

    fn from_key(key: &str) -> Security {
        match key {
            "none" => Security::Plain,
            "starttls" => Security::StartTls,
            _ => Security::Tls,
        }
    }
}

/// 发件服务器
#[derive(Clone, Debug)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub login: Option<(String, String)>,
    pub from: String,
}

impl Mail {
    pub fn read(text: impl Fn(&str) -> Option<String>) -> Option<Mail> {
        let security = Security::from_key(&text("mail.security").unwrap_or_default());
        let usual = match security {
            Security::Plain => 25,
            Security::StartTls => 587,
            Security::Tls => 465,
        };
        Some(Mail {
            host: text("mail.host")?,
            port: text("mail.port").and_then(|port| port.parse().ok()).unwrap_or(usual),
            security,
            login: text("mail.user").zip(text("mail.secret")),
            from: text("mail.from")?,
        })
    }

    pub async fn send(&self, to: &str, message: &Message) -> Sent {
        let mail = self.written(to, message)?;
        let transport = self.transport()?;
        match tokio::time::timeout(PATIENCE, transport.send(mail)).await {
            Err(_) => Err(Fault::Passing("邮件服务器没有在时限内应答".to_owned())),
            Ok(Err(error)) if error.is_permanent() => {
                Err(Fault::Lasting(format!("邮件服务器拒收：{}", beginning(&error.to_string()))))
            }
            Ok(Err(error)) => Err(Fault::Passing(format!("邮件没有发出：{}", beginning(&error.to_string())))),
            Ok(Ok(_)) => Ok(()),
        }
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, Fault> {
        let parameters = || {
            TlsParameters::new(self.host.clone())
                .map_err(|_| Fault::Lasting("邮件服务器的名称不能用于加密连接".to_owned()))
        };
        let tls = match self.security {
            Security::Plain => Tls::None,
            Security::StartTls => Tls::Required(parameters()?),
            Security::Tls => Tls::Wrapper(parameters()?),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain("duji".to_owned()));
        let login = self.login.clone().map(|(user, password)| Credentials::new(user, password));
        Ok(match login {
            Some(login) => builder.credentials(login).build(),
            None => builder.build(),
        })
    }

    /// The mail itself. A second try carries the same number, so that a server that kept the first can tell.
    fn written(&self, to: &str, message: &Message) -> Result<lettre::Message, Fault> {
        let mailbox = |address: &str, what: &str| -> Result<Mailbox, Fault> {
            address.trim().parse().map_err(|_| Fault::Lasting(format!("{what}不是邮件地址")))
        };
        lettre::Message::builder()
            .message_id(Some(format!("<{}@duji>", message.id)))
            .from(mailbox(&self.from, "发件地址")?)
            .to(mailbox(to, "收件地址")?)
            .subject(&message.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|error| Fault::Lasting(format!("邮件不能写成：{error}")))
    }
}
