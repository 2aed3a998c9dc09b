//! 条件: what must hold besides the stage and the right to act. Each refusal says what to do instead.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::{Act, Assignment, Event, Matter, Plan, Refusal, Request, Rules, UnitDues, UnitId};

type Checked = Result<(), Refusal>;

fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

fn require(holds: bool, why: &str) -> Checked {
    if holds { Ok(()) } else { refuse(why) }
}

fn require_reason(reason: &str) -> Checked {
    require(!reason.trim().is_empty(), "请写明理由")
}

pub fn check(matter: &Matter, event: &Event, rules: &Rules<'_>) -> Checked {
    let at = event.at;
    match &event.act {
        Act::Submit => matter.plan.as_ref().map_or_else(|| refuse("请先填写立项方案"), submittable),
        Act::Approve { dues } => approvable(matter, dues, at),
        Act::SendBack { reason } | Act::Decline { reason } | Act::Terminate { reason } => {
            require_reason(reason)
        }
        Act::Rewrite { reason, .. } | Act::AnswerRefusal { reason, .. } => require_reason(reason),
        // The ladder has its own distances.
        Act::Urge { .. } if event.by.is_none() => Ok(()),
        Act::Urge { unit, reason, .. } => {
            require_reason(reason).and_then(|()| urgeable(matter, unit, at, rules))
        }
        Act::Merge { into, reason } => {
            require(!into.is_empty(), "请选择并入的事项").and_then(|()| require_reason(reason))
        }
        Act::Refuse { unit, .. } => refusable(matter.of_unit(unit)?, at, rules),
        Act::Acknowledge { unit, plan_on, .. } => acknowledgeable(matter.of_unit(unit)?, *plan_on, at),
        Act::Accept { unit, next_feedback, .. } => acceptable(matter.of_unit(unit)?, *next_feedback, at),
        Act::ReturnBack { dues, .. } => require(later(dues.finish, at), "重办期限须在今天之后"),
        Act::Close => closable(matter, at, rules),
        Act::Reopen { reason, dues } => {
            require_reason(reason).and_then(|()| reopenable(matter, dues, at, rules))
        }
        Act::Suspend { until, reason, .. } => {
            require_reason(reason).and_then(|()| suspendable(*until, at.date(), rules))
        }
        Act::Resume { .. } if event.by.is_none() => {
            let has_come = matter.suspended_until.is_some_and(|until| until <= at.date());
            require(has_come, "挂起期限未到")
        }
        Act::Ask { unit, request } => askable(matter, matter.of_unit(unit)?, request, at, rules),
        Act::Decide { request, granted, reason, dues } => {
            require_reason(reason).and_then(|()| decidable(matter, event, *request, *granted, dues))
        }
        _ => Ok(()),
    }
}

fn later(due: Option<DateTime>, at: DateTime) -> bool {
    due.is_none_or(|due| due > at)
}

fn submittable(plan: &Plan) -> Checked {
    require(plan.unclassified, "请确认事项及附件不涉密；涉密事项不得录入本系统")?;
    require(!plan.supporting.contains(&plan.lead), "牵头单位不能同时是协办单位")?;
    require(plan.n_standards > 0, "请至少写一条可以核对的办结标准")?;
    require(plan.duplicates_seen, "请先核对是否与已有事项重复")
}

fn approvable(matter: &Matter, dues: &[UnitDues], at: DateTime) -> Checked {
    let Some(plan) = &matter.plan else { return refuse("请先填写立项方案") };
    let mut given: Vec<&UnitId> = dues.iter().map(|d| &d.unit).collect();
    let mut wanted: Vec<&UnitId> = plan.units().collect();
    given.sort_unstable();
    wanted.sort_unstable();
    require(given == wanted, "每个承办单位都须有时限，且不多不少")?;
    let has_end = |d: &UnitDues| d.dues.finish.is_some() || !d.dues.nodes.is_empty();
    require(dues.iter().all(has_end), "须有办结期限；长期事项须有节点")?;
    require(
        dues.iter().all(|d| later(d.dues.finish, at) && d.dues.sign > at),
        "办结期限须在今天之后，请退回拟办修改",
    )
}

fn urgeable(matter: &Matter, unit: &UnitId, at: DateTime, rules: &Rules<'_>) -> Checked {
    let apart = rules.limits.urging_apart_hours.hours();
    let last = matter.of_unit(unit)?.urged.last().map(|(_, at)| *at);
    let is_free = last.and_then(|last| last.checked_add(apart).ok()).is_none_or(|free| free <= at);
    require(is_free, "对同一任务 24 小时内只能催办一次")
}

fn refusable(assignment: &Assignment, at: DateTime, rules: &Rules<'_>) -> Checked {
    let until = rules.time.add_days(assignment.issued_at, rules.limits.refusal_within);
    require(until.is_none_or(|until| at <= until), "退签期限已过，请签收办理或申请改派")
}

fn acknowledgeable(assignment: &Assignment, plan_on: Date, at: DateTime) -> Checked {
    require(plan_on >= at.date(), "计划完成日期不能早于今天")?;
    let finish = assignment.dues.finish.map(|finish| finish.date());
    require(
        finish.is_none_or(|finish| plan_on <= finish || finish < at.date()),
        "计划完成日期不能晚于办结期限",
    )
}

fn acceptable(assignment: &Assignment, next_feedback: Option<DateTime>, at: DateTime) -> Checked {
    require(assignment.wants_completion() || later(next_feedback, at), "下次反馈期限须在今天之后")
}

fn closable(matter: &Matter, at: DateTime, rules: &Rules<'_>) -> Checked {
    let since = matter.completed_at.max(matter.instructed_at);
    let quiet_from = since.and_then(|since| rules.time.add_days(since, rules.limits.silence_before_closure));
    let is_instructed_anew = matter.instructed_at > matter.completed_at && !matter.is_confirmed;
    require(!is_instructed_anew, "领导在办结后有新的批示，请重启办理或由领导确认后销号")?;
    require(
        matter.is_confirmed || quiet_from.is_some_and(|from| from <= at),
        "领导确认办结，或办结满 3 个工作日没有新的批示，才能销号",
    )
}

fn reopenable(matter: &Matter, dues: &[UnitDues], at: DateTime, rules: &Rules<'_>) -> Checked {
    let within = rules.limits.reopening_within_days.days();
    let until = matter.completed_at.and_then(|done| done.checked_add(within).ok());
    require(until.is_some_and(|until| at <= until), "办结已超过 180 天，请作为新事项立项")?;
    let lead = matter.lead().map(|lead| &lead.unit);
    require(dues.iter().any(|d| Some(&d.unit) == lead), "重启须给牵头单位新的期限")?;
    require(dues.iter().all(|d| later(d.dues.finish, at)), "重启后的期限须在今天之后")
}

fn suspendable(until: Date, today: Date, rules: &Rules<'_>) -> Checked {
    let last = today.checked_add(rules.limits.suspension_at_most_days.days()).ok();
    require(until > today, "恢复日期须在今天之后")?;
    require(last.is_some_and(|last| until <= last), "挂起最长 60 天；到期仍不能办理的，请再次挂起并说明")
}

fn askable(
    matter: &Matter,
    assignment: &Assignment,
    request: &Request,
    at: DateTime,
    rules: &Rules<'_>,
) -> Checked {
    require(assignment.is_open(), "任务已经完成，不能再申请")?;
    let is_waiting = |kind: &Request| {
        let same = |asked: &&crate::Asked| asked.unit == assignment.unit && asked.decided.is_none();
        matter.requests.iter().filter(same).any(|asked| asked.request.word() == kind.word())
    };
    require(!is_waiting(request), "同类申请还在等待答复")?;
    match request {
        Request::Extension { to, reason, progress } => {
            require_reason(reason)?;
            require(!progress.trim().is_empty(), "申请延期须说明目前进展")?;
            extendable(assignment, *to, at, rules)
        }
        Request::Suspension { until, reason, .. } => {
            require_reason(reason).and_then(|()| suspendable(*until, at.date(), rules))
        }
        Request::Reassignment { to, reason } => {
            require_reason(reason)?;
            require(matter.of_unit(to).is_err(), "该单位已经承办这件事项")
        }
        Request::Adjustment { change, reason } => {
            require_reason(reason).and_then(|()| require_reason(change))
        }
    }
}

fn extendable(assignment: &Assignment, to: Date, at: DateTime, rules: &Rules<'_>) -> Checked {
    let limits = &rules.limits;
    let Some(finish) = assignment.dues.finish else {
        return refuse("没有办结期限的任务不用申请延期");
    };
    require(to > finish.date(), "新期限须晚于原期限")?;
    require(at <= finish, "已经到期，不能再申请延期；逾期按规定处理")?;
    require(rules.time.days_left(at, finish) >= limits.extension_before, "延期须在到期 2 个工作日前提出")?;
    require(assignment.n_extensions < limits.extensions_at_most, "延期次数已用完")?;
    let allotted = finish.date().duration_since(assignment.counts_from.date());
    let asked = to.duration_since(finish.date());
    require(asked <= allotted, "延长的时间不能超过原定的办理时间")
}

fn decidable(matter: &Matter, event: &Event, index: usize, granted: bool, dues: &[UnitDues]) -> Checked {
    let Some(asked) = matter.requests.get(index) else { return refuse("没有这项申请") };
    require(asked.decided.is_none(), "这项申请已经答复")?;
    let by_themselves = |by: &crate::Actor| asked.by.as_ref().is_some_and(|person| by.is(person));
    require(!event.by.as_ref().is_some_and(by_themselves), "不能答复自己提出的申请")?;
    if !granted {
        return Ok(());
    }
    let assignment = matter.of_unit(&asked.unit)?;
    let has = |unit: &UnitId| dues.iter().any(|d| d.unit == *unit && later(d.dues.finish, event.at));
    match &asked.request {
        Request::Extension { to, .. } => {
            let needs_leader = assignment.n_extensions > 0;
            let is_leader = event.by.as_ref().is_some_and(|by| by.duty.is_leader());
            require(!needs_leader || is_leader, "第二次延期由县领导批准")?;
            let fits = |d: &UnitDues| d.unit == asked.unit && d.dues.finish.map(|f| f.date()) == Some(*to);
            require(dues.iter().any(fits), "批准的期限须与申请的一致")
        }
        Request::Reassignment { to, .. } => require(has(to), "改派须给新的承办单位时限"),
        Request::Adjustment { .. } => require(has(&asked.unit), "调整须写明新的时限"),
        Request::Suspension { .. } => Ok(()),
    }
}
