//! 办理一步: takes an act of a form and answers with the page of the matter, or with the form as it was sent and why not.

use axum::response::{IntoResponse, Redirect, Response};

use super::journal::Words;
use super::matter::{self, Deed, Said};
use super::sent::Sent;
use super::show;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::{App, clock};

/// Why an act did not happen, with everything that was typed.
#[derive(Clone, Debug)]
pub struct Refused {
    pub form: &'static str,
    pub why: String,
    pub sent: Sent,
}

/// An act that its form says in full.
pub async fn take(
    app: &App,
    viewer: &Viewer,
    id: &str,
    form: (&'static str, &Sent),
    deed: &Deed<'_>,
) -> Result<Response> {
    say(app, viewer, id, form, Ok(Said::default()), deed).await
}

/// An act with words of its own beside it, and perhaps files.
pub async fn say(
    app: &App,
    viewer: &Viewer,
    id: &str,
    (form, sent): (&'static str, &Sent),
    said: Result<Said>,
    deed: &Deed<'_>,
) -> Result<Response> {
    let done = match said {
        Ok(said) => matter::act_with(app, viewer, id, said, clock::now(), deed).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(_) if sent.text("back") == "desk" => Ok(Redirect::to("/desk?done=1").into_response()),
        Ok(entry) => Ok(Redirect::to(&format!("/matters/{id}?done={}", entry.position)).into_response()),
        Err(Error::Invalid(why) | Error::Conflict(why)) => {
            show::refused(app, viewer, id, Refused { form, why, sent: sent.clone() }).await
        }
        Err(error) => Err(error),
    }
}

/// Words of an act that is said in one text.
pub fn content(sent: &Sent, name: &str) -> Result<Words> {
    Ok(Words { content: sent.prose(name)?, ..Words::default() })
}
