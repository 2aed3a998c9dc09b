//! Which act may happen, on which stage, by whom, and under which further conditions.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::{Conclusion, InspectionPlan, InspectionStage as Stage};
use crate::{Inspection, InspectionAct as Act, InspectionPart as Part, Inspector, PersonId, Refusal, UnitId};

type Checked = Result<(), Refusal>;

/// 条例第十六条: 30 days to object, 30 days to decide.
const OBJECTION_DAYS: i32 = 30;

pub(super) fn check(inspection: &Inspection, act: &Act, by: &Inspector, at: DateTime) -> Checked {
    may(act, by)?;
    on_stage(inspection.stage(), act)?;
    require(inspection.last_at().is_none_or(|last| last <= at), "时间早于上一步，请核对系统时间后重试")?;
    for text in texts(act) {
        require(!text.trim().is_empty(), &format!("{}须写明内容，请填写后再提交", act.word()))?;
    }
    conditions(inspection, act, by, at)
}

fn require(holds: bool, why: &str) -> Checked {
    if holds { Ok(()) } else { Err(Refusal(why.to_owned())) }
}

/// Whose act it is. Persons are looked at later.
fn may(act: &Act, by: &Inspector) -> Checked {
    let (allowed, who) = match act {
        Act::Approve
        | Act::Decline { .. }
        | Act::AllowBeyondQuota { .. }
        | Act::ApproveHandling
        | Act::SendBackHandling { .. }
        | Act::Cancel { .. } => (by.part == Part::Head, "行政首长"),
        Act::Propose { .. } => {
            (matches!(by.part, Part::Inspector | Part::Director | Part::Head), "督查机构或行政首长")
        }
        Act::Object { .. } | Act::ReportRectified { .. } => (matches!(by.part, Part::Target(_)), "督查对象"),
        Act::DecideReview { .. } => (by.part == Part::Reviewer, "指定的复核人员"),
        Act::AssignReviewer { .. } => {
            (matches!(by.part, Part::Head | Part::Director), "行政首长或督查室主任")
        }
        Act::Conclude { .. } | Act::OrderRectification { .. } | Act::ProposeHandling { .. } => {
            (by.part == Part::Director, "督查室主任")
        }
        Act::Plan { .. }
        | Act::Notify
        | Act::SealNotice
        | Act::Begin
        | Act::Record { .. }
        | Act::Report { .. }
        | Act::Serve { .. }
        | Act::Verify { .. }
        | Act::Archive => (matches!(by.part, Part::Inspector | Part::Director), "督查机构"),
    };
    require(allowed, &format!("{}由{who}办理，请转交", act.word()))
}

fn on_stage(stage: Stage, act: &Act) -> Checked {
    let stages: &[Stage] = match act {
        Act::Propose { .. } => &[Stage::New],
        Act::Approve | Act::Decline { .. } => &[Stage::Proposed],
        Act::AllowBeyondQuota { .. } | Act::Plan { .. } => &[Stage::Approved],
        Act::Notify | Act::SealNotice => &[Stage::Planned],
        Act::Begin => &[Stage::Notified],
        Act::Record { .. } | Act::Report { .. } => &[Stage::UnderWay],
        Act::Conclude { .. } => &[Stage::Reported],
        Act::Serve { .. } => &[Stage::Concluded],
        Act::Object { .. } | Act::AssignReviewer { .. } | Act::DecideReview { .. } => {
            &[Stage::Concluded, Stage::Served, Stage::Rectifying, Stage::Verified]
        }
        Act::OrderRectification { .. } => &[Stage::Served, Stage::Rectifying, Stage::Verified],
        Act::ReportRectified { .. } | Act::Verify { .. } => &[Stage::Rectifying],
        Act::ProposeHandling { .. } => &[Stage::Served, Stage::Verified],
        Act::ApproveHandling | Act::SendBackHandling { .. } => &[Stage::HandlingProposed],
        Act::Cancel { .. } => {
            &[Stage::Approved, Stage::Planned, Stage::Notified, Stage::UnderWay, Stage::Reported]
        }
        Act::Archive => &[Stage::Declined, Stage::Handled, Stage::Cancelled],
    };
    let why = || format!("督查活动{}，现在不能{}：{}", stage.word(), act.word(), stage.next_step());
    if stages.contains(&stage) { Ok(()) } else { Err(Refusal(why())) }
}

/// What has to be written.
fn texts(act: &Act) -> Vec<&str> {
    match act {
        Act::Propose { subject, reason } => vec![subject, reason],
        Act::Decline { reason }
        | Act::AllowBeyondQuota { reason }
        | Act::DecideReview { reason, .. }
        | Act::SendBackHandling { reason }
        | Act::Cancel { reason } => vec![reason],
        Act::Plan { plan } => vec![&plan.content, &plan.scope, &plan.method],
        Act::Record { finding, .. } => vec![finding],
        Act::Report { text } => vec![text],
        Act::Conclude { conclusions } => conclusions.iter().map(|c| c.text.as_str()).collect(),
        Act::Object { grounds, .. } => vec![grounds],
        Act::OrderRectification { demand, .. } => vec![demand],
        Act::ReportRectified { result, .. } => vec![result],
        Act::Verify { note, .. } => vec![note],
        Act::ProposeHandling { proposal } => vec![proposal],
        Act::Approve
        | Act::Notify
        | Act::SealNotice
        | Act::Begin
        | Act::Serve { .. }
        | Act::AssignReviewer { .. }
        | Act::ApproveHandling
        | Act::Archive => Vec::new(),
    }
}

fn conditions(inspection: &Inspection, act: &Act, by: &Inspector, at: DateTime) -> Checked {
    match act {
        Act::Plan { plan } => plannable(inspection, plan),
        Act::Notify => require(!is_unannounced(inspection), "暗访不预先通知，请密封督查通知"),
        Act::SealNotice => require(is_unannounced(inspection), "不是暗访，请直接印发督查通知"),
        Act::Begin => of_the_team(inspection, by),
        Act::Record { target, .. } => {
            of_the_team(inspection, by)?;
            require(is_target(inspection, target), "不在督查方案的对象之内，不得随意扩大督查范围；请改选对象")
        }
        Act::Report { .. } => reportable(inspection, by),
        Act::Conclude { conclusions } => concludable(inspection, conclusions),
        Act::Serve { target, object_until } => servable(inspection, target, *object_until, at),
        Act::Object { decide_until, .. } => objectable(inspection, by, *decide_until, at),
        Act::AssignReviewer { target, reviewer } => reviewable_by(inspection, target, reviewer),
        Act::DecideReview { target, .. } => decidable(inspection, target, by),
        Act::OrderRectification { target, due, .. } => orderable(inspection, target, *due, at),
        Act::ReportRectified { item, .. } => rectifiable(inspection, *item, by),
        Act::Verify { item, is_met, .. } => verifiable(inspection, *item, *is_met),
        Act::ProposeHandling { .. } | Act::ApproveHandling => free_of_objections(inspection, at),
        Act::Propose { .. }
        | Act::Approve
        | Act::Decline { .. }
        | Act::AllowBeyondQuota { .. }
        | Act::SendBackHandling { .. }
        | Act::Cancel { .. }
        | Act::Archive => Ok(()),
    }
}

fn plannable(inspection: &Inspection, plan: &InspectionPlan) -> Checked {
    let is_once = |unit: &UnitId| plan.targets.iter().filter(|other| *other == unit).count() == 1;
    require(!plan.targets.is_empty(), "方案须写明督查对象，请至少选择一个单位")?;
    require(plan.targets.iter().all(is_once), "同一督查对象写了两次，请删去重复的")?;
    require(plan.from <= plan.until, "结束日期早于开始日期，请改正督查时限")?;
    let within = plan.quota.used < plan.quota.allowed || inspection.is_beyond_quota_allowed();
    let quota = plan.quota;
    let full = format!(
        "年度计划安排 {} 次，已用 {} 次：请并入同类督查，或请行政首长说明理由同意超计划督查",
        quota.allowed, quota.used
    );
    require(within, &full)
}

fn is_unannounced(inspection: &Inspection) -> bool {
    inspection.plan().is_some_and(|plan| plan.is_unannounced)
}

fn is_target(inspection: &Inspection, unit: &UnitId) -> bool {
    inspection.plan().is_some_and(|plan| plan.targets.contains(unit))
}

fn of_the_team(inspection: &Inspection, by: &Inspector) -> Checked {
    let is_member = inspection.plan().is_some_and(|plan| plan.team().any(|person| by.is(person)));
    require(is_member, "你不在督查组内，请由督查组成员办理")
}

fn reportable(inspection: &Inspection, by: &Inspector) -> Checked {
    let Some(plan) = inspection.plan() else { return require(false, "请先制定督查方案") };
    require(by.is(&plan.leader), "督查组实行组长负责制，请由组长提交督查报告")?;
    let is_backed = |unit: &UnitId| inspection.recorded().iter().any(|(target, n)| target == unit && *n > 0);
    require(plan.targets.iter().all(is_backed), "还有督查对象没有附证据的底稿，请逐个补齐后再提交督查报告")
}

fn concludable(inspection: &Inspection, conclusions: &[Conclusion]) -> Checked {
    let mut given: Vec<&UnitId> = conclusions.iter().map(|c| &c.target).collect();
    let mut wanted: Vec<&UnitId> = inspection.plan().into_iter().flat_map(|plan| &plan.targets).collect();
    given.sort_unstable();
    wanted.sort_unstable();
    require(given == wanted, "每个督查对象须有一份结论，且不多不少，请补齐")
}

fn servable(inspection: &Inspection, target: &UnitId, object_until: DateTime, at: DateTime) -> Checked {
    require(is_target(inspection, target), "不是这次督查的对象，请改选单位")?;
    require(inspection.service(target).is_none(), "已向该单位送达结论，不用再送")?;
    let least = at.date().checked_add(OBJECTION_DAYS.days()).ok();
    require(
        least.is_some_and(|least| object_until.date() >= least),
        "督查对象自收到结论之日起有 30 日可以申请复核，请改正异议期限",
    )
}

fn objectable(inspection: &Inspection, by: &Inspector, decide_until: DateTime, at: DateTime) -> Checked {
    let Part::Target(unit) = &by.part else { return require(false, "申请复核由督查对象提出") };
    let Some(service) = inspection.service(unit) else {
        return require(false, "还没有向你单位送达督查结论，请在收到结论后申请复核");
    };
    require(service.objection.is_none(), "已经申请过复核，请等复核决定或补充材料")?;
    require(at <= service.object_until, "申请复核的期限已过；有新的情况请向督查机构书面反映")?;
    require(decide_until > at, "复核期限须在今天之后，请改正")
}

fn reviewable_by(inspection: &Inspection, target: &UnitId, reviewer: &PersonId) -> Checked {
    let objection = inspection.service(target).and_then(|service| service.objection.as_ref());
    let Some(objection) = objection else {
        return require(false, "该单位没有申请复核，不用指定复核人员");
    };
    require(objection.decided.is_none(), "已经作出复核决定，不能再换复核人员")?;
    // 条例第十六条: whoever took part in the conclusion is recused.
    require(!inspection.originals().contains(reviewer), "参与过这次督查的人员应当回避，请另选复核人员")
}

fn decidable(inspection: &Inspection, target: &UnitId, by: &Inspector) -> Checked {
    let objection = inspection.service(target).and_then(|service| service.objection.as_ref());
    let Some(objection) = objection else {
        return require(false, "该单位没有申请复核，不用作复核决定");
    };
    require(objection.decided.is_none(), "已经作出复核决定，不能再改")?;
    let is_assigned = objection.reviewer.as_ref().is_some_and(|reviewer| by.is(reviewer));
    require(is_assigned, "你不是指定的复核人员，请由指定的复核人员作出决定；没有指定的请先指定")?;
    let is_recused = by.persons().any(|person| inspection.originals().contains(person));
    require(!is_recused, "参与过这次督查的人员应当回避，请另选复核人员")
}

fn orderable(inspection: &Inspection, target: &UnitId, due: DateTime, at: DateTime) -> Checked {
    let Some(service) = inspection.service(target) else {
        return require(false, "还没有向该单位送达督查结论，请先送达");
    };
    require(!service.is_contested(), "该单位申请了复核，请在复核决定作出后再下达整改清单")?;
    require(!service.is_revoked(), "对该单位的结论已在复核中撤销，没有要整改的事项")?;
    require(due > at, "整改期限须在今天之后，请改正")
}

fn rectifiable(inspection: &Inspection, item: usize, by: &Inspector) -> Checked {
    let Some(item) = inspection.rectifications().get(item) else {
        return require(false, "没有这项整改，请刷新页面");
    };
    require(by.part == Part::Target(item.target.clone()), "这项整改不属于你单位，请选择本单位的整改事项")?;
    require(!item.is_withdrawn, "这项整改已在复核中撤回，不用再报")?;
    require(!item.is_verified, "这项整改已经核查通过，不用再报")
}

fn verifiable(inspection: &Inspection, item: usize, is_met: bool) -> Checked {
    let Some(item) = inspection.rectifications().get(item) else {
        return require(false, "没有这项整改，请刷新页面");
    };
    require(!item.is_withdrawn, "这项整改已在复核中撤回，不用核查")?;
    require(!item.is_verified, "这项整改已经核查通过，不用再核查")?;
    require(item.reported.is_some() || !is_met, "单位还没有报告整改情况，请等单位报告后再核查通过")
}

fn free_of_objections(inspection: &Inspection, at: DateTime) -> Checked {
    let services = inspection.services();
    require(!services.iter().any(|service| service.is_contested()), "还有复核没有作出决定，请在决定后再办")?;
    let is_final = services.iter().all(|s| s.objection.is_some() || s.object_until < at);
    require(is_final, "督查对象还可以申请复核，请在异议期满后再办")
}
