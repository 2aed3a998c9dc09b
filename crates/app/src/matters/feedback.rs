//! 反馈: what was done, what hinders, what comes next, and per closing standard whether it is met and by what evidence.

use axum::extract::{Request, State};
use axum::response::Response;
use supervision::{Act, Rules};

use super::journal::{StandardWord, Words};
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
    let deed = |loaded: &Loaded, _: &Rules<'_>| {
        let (unit, is_final) = (sent.unit(), sent.text("is_final") == "yes");
        let wrong = || Error::Invalid("进度请填 0 至 100 的整数".to_owned());
        let progress = sent.text("progress").trim_end_matches(['%', '％']).parse().map_err(|_| wrong())?;
        let assignment = loaded.state.of_unit(&unit)?;
        if is_final && assignment.is_lead {
            require_standards(&sent, loaded)?;
        }
        let n_defects = super::defects::open(loaded, assignment).len();
        if answers(&sent)?.iter().filter(|answer| !answer.is_empty()).count() < n_defects {
            return Err(Error::Invalid("退回重办的每个问题都要写明怎样整改的".to_owned()));
        }
        Ok(Act::GiveFeedback { unit, progress, is_final })
    };
    step::say(&app, &viewer, &id, ("feedback", &sent), files.with(words(&sent)), &deed).await
}

fn words(sent: &Sent) -> Result<Words> {
    Ok(Words {
        content: sent.wanted("content", "办理情况")?,
        problems: sent.prose("problems")?,
        next: sent.prose("next")?,
        standards: standards(sent)?,
        answers: answers(sent)?,
        ..Words::default()
    })
}

fn standards(sent: &Sent) -> Result<Vec<StandardWord>> {
    let mut said = Vec::new();
    for position in 0..sent.number("n_standards").unwrap_or(0).min(50) {
        let is_met = sent.all("met").any(|met| met == position.to_string());
        said.push(StandardWord { is_met, evidence: sent.prose(&format!("evidence-{position}"))? });
    }
    Ok(said)
}

fn answers(sent: &Sent) -> Result<Vec<String>> {
    let n = sent.number("n_defects").unwrap_or(0).min(50);
    (0..n).map(|position| sent.prose(&format!("answer-{position}"))).collect()
}

/// Whoever asks for completion shows every standard met, and by what.
fn require_standards(sent: &Sent, loaded: &Loaded) -> Result<()> {
    let n = loaded.state.plan.as_ref().map_or(0, |plan| plan.n_standards);
    let said = standards(sent)?;
    let is_shown = |said: &StandardWord| said.is_met && !said.evidence.is_empty();
    if said.len() < n || !said.iter().all(is_shown) {
        return Err(Error::Invalid("申请办结时，每条办结标准都要勾选完成并写明佐证".to_owned()));
    }
    Ok(())
}
