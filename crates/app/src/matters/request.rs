//! 申请: 延期, 改派, 挂起 or 调整, by the unit.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, Request, Rules, UnitId};

use super::matter::Loaded;
use super::names::Names;
use super::sent::Sent;
use super::upload::{self, Upload};
use super::{step, suspension};
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    body: axum::extract::Request,
) -> Result<Response> {
    let Upload { sent, files } = upload::receive(&app, &viewer, &id, body).await?;
    let known = Names::read(&app.db, viewer.county()?).await?;
    let deed = |_: &Loaded, _: &Rules<'_>| {
        let request = read(&sent)?;
        let stranger = "请从单位名录中选择改派的单位";
        match &request {
            Request::Reassignment { to, .. } if !known.units.iter().any(|unit| unit.id == to.0) => {
                Err(Error::Invalid(stranger.to_owned()))
            }
            _ => Ok(Act::Ask { unit: sent.unit(), request }),
        }
    };
    step::say(&app, &viewer, &id, (form(sent.text("kind")), &sent), files.alone(), &deed).await
}

/// The form that a request was written in.
fn form(kind: &str) -> &'static str {
    ["extension", "reassignment", "pause", "adjustment"].into_iter().find(|f| *f == kind).unwrap_or("")
}

fn read(sent: &Sent) -> Result<Request> {
    let reason = sent.prose("reason")?;
    Ok(match form(sent.text("kind")) {
        "extension" => Request::Extension {
            to: sent.date("to", "延期后的办结日期")?,
            reason,
            progress: sent.prose("progress")?,
        },
        "reassignment" => Request::Reassignment { to: UnitId(sent.text("to").to_owned()), reason },
        "pause" => Request::Suspension {
            cause: suspension::cause(sent)?,
            until: sent.date("until", "恢复办理日期")?,
            reason,
        },
        "adjustment" => Request::Adjustment { change: sent.prose("change")?, reason },
        _ => return Err(Error::Invalid("请选择申请的种类".to_owned())),
    })
}
