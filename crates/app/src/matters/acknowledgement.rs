//! 签收: the unit names who works on it and plans its day.

use axum::extract::State;
use axum::response::Response;
use supervision::{Act, PersonId, Rules};

use super::colleagues;
use super::matter::Loaded;
use super::sent::Sent;
use super::step;
use crate::App;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::{Address, Form};

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let handlers = colleagues::of_unit(&app.db, &sent.unit().0).await?;
    let deed = |_: &Loaded, _: &Rules<'_>| {
        let handler = handlers.iter().find(|person| person.id == sent.text("handler"));
        let handler = handler.ok_or_else(|| Error::Invalid("请选择本单位的经办人".to_owned()))?;
        let plan_on = sent.date("plan_on", "计划完成日期")?;
        Ok(Act::Acknowledge { unit: sent.unit(), handler: PersonId(handler.id.clone()), plan_on })
    };
    step::take(&app, &viewer, &id, ("acknowledgement", &sent), &deed).await
}
