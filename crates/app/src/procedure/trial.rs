//! 试发: one message through a channel, at once, with the channel's own answer.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::channels::keeper;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Form;
use crate::layout::{self, Frame};
use crate::reminders::channels::{Channel, Channels};
use crate::reminders::message::Message;
use crate::{App, clock, ids};

#[derive(Deserialize)]
pub struct Trial {
    channel: String,
    #[serde(default)]
    address: String,
}

#[derive(Template)]
#[template(path = "procedure/trial.html")]
struct TrialPage {
    frame: Frame,
    channel: &'static str,
    problem: Option<String>,
}

pub async fn create(State(app): State<App>, viewer: Viewer, Form(trial): Form<Trial>) -> Result<Response> {
    let region = keeper(&viewer)?;
    let channel = Channel::from_key(&trial.channel).ok_or(Error::NotFound)?;
    if !channel.is_group() && trial.address.trim().is_empty() {
        return Err(Error::Invalid("请填写收件地址，再试发一次".to_owned()));
    }
    let now = clock::now();
    let text = format!("这是{}发出的一条测试消息，收到说明渠道可用。", viewer.display_name);
    let message = Message {
        id: ids::new_id(),
        subject: "【督办】测试消息".to_owned(),
        text: text.clone(),
        short_text: format!("【督办】{text}"),
        group_text: format!("【督办】{text}"),
        phones: Vec::new(),
    };
    let channels = Channels::of(&app.db, region).await?;
    let sent = channels.send(channel, trial.address.trim(), &message, now).await;
    let problem = sent.err().map(|fault| fault.words().to_owned());
    let frame = Frame::new(&viewer, "procedure", "试发");
    layout::page(&TrialPage { frame, channel: channel.word(), problem })
}
