//! 停用 and 恢复使用.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::account;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::extract::Address;
use crate::organisation_event::{self as event, By};
use crate::{App, args, clock};

/// 停用. Nobody locks themselves out.
pub async fn disable(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    viewer.require_administrator()?;
    if id == viewer.account_id {
        return Err(Error::Invalid("不能停用自己的账号".to_owned()));
    }
    require_managed(&app, &viewer, &id).await?;
    if !account::disable(&app.db, &By::themselves(&viewer), &id, clock::now()).await? {
        return Err(Error::NotFound);
    }
    Ok(Redirect::to("/accounts").into_response())
}

/// 恢复使用: takes a 停用 back. The person signs in anew.
pub async fn enable(
    State(app): State<App>,
    viewer: Viewer,
    Address(id): Address<String>,
) -> Result<Response> {
    viewer.require_administrator()?;
    let mut tx = app.db.begin().await?;
    let appointment = account::by_id(&mut tx, &viewer, &id).await?.appointment();
    let enabled = "update account set disabled_at = null where id = $1 and disabled_at is not null";
    event::found(tx.run(enabled, args![&id]).await?)?;
    // Meanwhile the unit may have been dissolved, or the person have become another of the three administrators.
    if let Some(problem) = appointment.conflict(&mut tx, &id).await? {
        return Err(Error::Invalid(problem));
    }
    account::note(&mut tx, &By::themselves(&viewer), &id, "恢复使用", clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to("/accounts").into_response())
}

async fn require_managed(app: &App, viewer: &Viewer, id: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    account::by_id(&mut tx, viewer, id).await?;
    Ok(())
}
