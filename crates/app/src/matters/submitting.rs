//! 保存并报批: a draft that was saved goes on for approval; a refusal leaves it saved.

use axum::response::{IntoResponse, Redirect, Response};
use supervision::{Act, Rules};

use super::entered::Entered;
use super::form::FormPage;
use super::journal::Words;
use super::matter::{self, Loaded};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::{App, clock};

/// Why the form cannot be submitted yet. Saving needs no look at duplicates; submitting does.
pub fn problem(entered: &Entered) -> Option<String> {
    let is_unseen = entered.step == "submit" && entered.duplicates_seen.is_empty();
    is_unseen.then(|| "请先核对是否与已有事项重复，核对后勾选并再次报批；事项还没有保存".to_owned())
}

pub async fn submit(app: &App, viewer: &Viewer, id: &str, entered: Entered) -> Result<Response> {
    let deed = |_: &Loaded, _: &Rules<'_>| Ok(Act::Submit);
    match matter::act(app, viewer, id, &Words::default(), clock::now(), &deed).await {
        Ok(_) => Ok(Redirect::to(&format!("/matters/{id}")).into_response()),
        Err(Error::Invalid(why) | Error::Conflict(why)) => {
            // The files were saved with the draft.
            let entered = Entered { chosen: Vec::new(), ..entered };
            let form = FormPage::of(app, viewer, Some(id.to_owned()), entered).await?;
            form.refuse(format!("已保存为拟办，还没有报批：{why}"))
        }
        Err(other) => Err(other),
    }
}
