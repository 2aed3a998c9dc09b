//! 挂起: the clock stops until a day.

use axum::extract::{Request, State};
use axum::response::Response;
use supervision::{Act, Rules, SuspensionCause};

use super::matter::Loaded;
use super::sent::Sent;
use super::step;
use super::upload::{self, Upload};
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    request: Request,
) -> Result<Response> {
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, request).await?;
    let deed = |_: &Loaded, _: &Rules<'_>| {
        Ok(Act::Suspend {
            cause: cause(&sent)?,
            reason: sent.prose("reason")?,
            until: sent.date("until", "恢复办理日期")?,
        })
    };
    step::say(&app, &viewer, &id, ("suspension", &sent), files.alone(), &deed).await
}

pub(super) fn cause(sent: &Sent) -> Result<SuspensionCause> {
    let cause = SuspensionCause::from_key(sent.text("cause"));
    cause.ok_or_else(|| Error::Invalid("请选择挂起事由".to_owned()))
}
