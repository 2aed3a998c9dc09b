//! 办理消息: what somebody did, told to those whom it concerns. The rungs of the ladder are the sweep's.

use supervision::{Act, Assignment, AssignmentStage, Colour, Matter, Recipient, UnitId, light};

use super::telling::{self, Said};
use super::{recipients, urging_paper};
use crate::chain::Signer;
use crate::clock;
use crate::db::Tx;
use crate::error::Result;
use crate::matters::journal::Entry;
use crate::matters::matter::Row;
use crate::procedure::rules::CountyRules;

use Recipient::{Director, FieldLeader, Handler, Inspector, Liaison, UnitHead};

/// Tells of an act in its own transaction, and keeps the paper that comes with an urging.
pub async fn tell(
    tx: &mut Tx,
    row: &Row,
    state: &Matter,
    county: &CountyRules,
    signer: &Signer,
    entry: &Entry,
    now: i64,
) -> Result<()> {
    let act = &entry.event.act;
    if let Act::Urge { unit, rung, reason } = act {
        let urged = urging_paper::Urged { matter: state, unit: state.of_unit(unit)?, rung: *rung, reason };
        urging_paper::issue(tx, row, &urged, entry, county, now).await?;
    }
    // The ladder itself says whom its papers go to.
    let is_rung = matches!(act, Act::Urge { .. }) && entry.event.by.is_none();
    let Some((title, to)) = concerned(act, state).filter(|_| !is_rung) else { return Ok(()) };
    let any_time = county.template(&row.template).is_some_and(|template| template.any_time);
    let rule = format!("act.{}", act.key());
    for assignment in addressed(act, state) {
        let mut told = recipients::of(tx, row, assignment, to, &clock::date(now)).await?;
        told.retain(|person| signer.account_id.as_ref() != Some(&person.account_id));
        let said = Said {
            matter_id: &row.id,
            region: &row.region,
            assignment_id: None,
            rule: &rule,
            due_version: entry.position,
            title: &title,
            is_paper: matches!(act, Act::Urge { .. }),
            is_pressing: any_time || is_pressing(state, assignment, county, now),
            any_time,
        };
        telling::tell(tx, &said, &told, county, now).await?;
    }
    Ok(())
}

fn is_pressing(state: &Matter, assignment: Option<&Assignment>, county: &CountyRules, now: i64) -> bool {
    let light = |assignment| light::of(state, assignment, &county.rules(), clock::civil(now));
    assignment.is_some_and(|assignment| matches!(light(assignment).colour, Colour::Yellow | Colour::Red))
}

/// The assignments whose people are told: that of the act's unit, or every one for what moves the whole matter.
fn addressed<'a>(act: &Act, state: &'a Matter) -> Vec<Option<&'a Assignment>> {
    let of_unit = |unit: &UnitId| state.assignments.iter().rev().find(|assignment| assignment.unit == *unit);
    if let Some(unit) = act.unit() {
        return vec![of_unit(unit)];
    }
    if let Act::Decide { request, .. } = act {
        let asked = state.requests.get(*request);
        return vec![asked.and_then(|asked| of_unit(&asked.unit))];
    }
    let is_in = |assignment: &&Assignment| assignment.stage != AssignmentStage::Withdrawn;
    let all: Vec<Option<&Assignment>> = state.assignments.iter().filter(is_in).map(Some).collect();
    if all.is_empty() { vec![None] } else { all }
}

/// What is said of an act, and to whom. Nothing where nobody has to do or know anything.
fn concerned(act: &Act, state: &Matter) -> Option<(String, &'static [Recipient])> {
    let said = |title: &str, to: &'static [Recipient]| Some((title.to_owned(), to));
    let is_instructed = state.plan.as_ref().is_some_and(|plan| plan.instructed_by.is_some());
    match act {
        Act::Submit if is_instructed => said("立项待批，请审批", &[FieldLeader]),
        Act::Submit => said("立项待批，请审批", &[Director]),
        Act::SendBack { .. } => said("立项已退回，请修改后再报批", &[Inspector]),
        Act::Refuse { .. } => said("承办单位退签，请答复", &[Inspector, Director]),
        Act::AnswerRefusal { granted: true, .. } => said("退签已获同意", &[UnitHead, Liaison]),
        Act::AnswerRefusal { granted: false, .. } => said("退签未获同意，请签收办理", &[UnitHead, Liaison]),
        Act::GiveFeedback { .. } => said("反馈已起草，请审核签发", &[UnitHead]),
        Act::Rewrite { .. } => said("反馈已退回，请修改", &[Handler]),
        Act::SignOff { .. } => said("承办单位已反馈，请审核", &[Inspector]),
        Act::Accept { .. } => said("反馈已审核通过", &[Handler, UnitHead]),
        Act::ReturnBack { .. } => said("已退回重办，请按问题清单整改", &[Handler, UnitHead, Liaison]),
        Act::Complete { grade } => {
            Some((format!("已办结，等次{}", grade.word()), &[UnitHead, Handler, FieldLeader]))
        }
        Act::Confirm => said("领导已确认办结，可以销号", &[Inspector]),
        Act::Reopen { .. } => said("事项已重启办理", &[UnitHead, Handler]),
        Act::Suspend { .. } => said("事项已挂起，时限暂停计算", &[UnitHead, Handler]),
        Act::Resume { .. } => said("事项已恢复办理，时限重新计算", &[UnitHead, Handler]),
        Act::Terminate { .. } => said("事项已终止", &[UnitHead, Handler, Inspector]),
        Act::Merge { .. } => said("事项已并案", &[UnitHead, Handler]),
        Act::Ask { request, .. } => {
            Some((format!("承办单位申请{}，请答复", request.word()), &[Inspector, Director]))
        }
        Act::Decide { granted: true, .. } => said("申请已获同意", &[UnitHead, Liaison, Handler]),
        Act::Decide { granted: false, .. } => said("申请未获同意", &[UnitHead, Liaison, Handler]),
        Act::Urge { rung, .. } => Some((format!("督查室发出{}", rung.word()), &[UnitHead, Handler])),
        Act::Instruct { .. } => said("领导有新的批示", &[Inspector, Director, UnitHead]),
        Act::Explain { .. } => said("承办单位提交情况说明", &[Inspector]),
        Act::Draft { .. }
        | Act::Approve { .. }
        | Act::Decline { .. }
        | Act::Acknowledge { .. }
        | Act::Close
        | Act::Archive => None,
    }
}
