//! 条件: what must hold besides the stage and the right to act. Each refusal says what to do instead.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::assignment::days_between;
use crate::{
    Act, Asked, Assignment, DeadlineTemplate, Dues, Event, Matter, Plan, Refusal, Request, Rules, UnitDues,
    UnitId, deadline,
};

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
        Act::Merge { into, reason } => {
            require(!into.is_empty(), "请选择并入的事项").and_then(|()| require_reason(reason))
        }
        Act::Complete { .. } => {
            let is_waiting = matter.requests.iter().any(|asked| asked.decided.is_none());
            require(!is_waiting, "还有申请等待答复，请先答复再办结")
        }
        Act::Close => closable(matter, at, rules),
        Act::Reopen { reason, dues } => {
            require_reason(reason).and_then(|()| reopenable(matter, dues, at, rules))
        }
        Act::Suspend { until, reason, .. } => {
            require_reason(reason).and_then(|()| suspendable(*until, at.date(), rules))
        }
        Act::Resume { dues } => resumable(matter, event, dues),
        Act::Decide { request, granted, reason, dues } => {
            require_reason(reason)?;
            let asked = decidable(matter, event, *request)?;
            if *granted { grantable(matter, event, asked, dues, rules) } else { Ok(()) }
        }
        act => {
            act.unit().map_or(Ok(()), |unit| check_assignment(matter, matter.of_unit(unit)?, event, rules))
        }
    }
}

fn check_assignment(matter: &Matter, assignment: &Assignment, event: &Event, rules: &Rules<'_>) -> Checked {
    let at = event.at;
    match &event.act {
        Act::Acknowledge { plan_on, .. } => acknowledgeable(assignment, *plan_on, at),
        Act::Refuse { .. } => refusable(matter, assignment, at, rules),
        Act::AnswerRefusal { reason, sign, .. } => {
            require_reason(reason)?;
            require(later(*sign, at), "签收期限须在今天之后")?;
            answerable(matter, assignment, event, rules)
        }
        Act::Rewrite { reason, .. } => require_reason(reason),
        Act::Accept { next_feedback, .. } => acceptable(assignment, *next_feedback, at),
        Act::ReturnBack { dues, .. } => {
            require(dues.finish.is_some_and(|finish| finish > at), "重办须有期限，且在今天之后")
        }
        // The ladder has its own distances.
        Act::Urge { .. } if event.by.is_none() => Ok(()),
        Act::Urge { reason, .. } => require_reason(reason).and_then(|()| urgeable(assignment, at, rules)),
        Act::Ask { request, .. } => askable(matter, assignment, request, at, rules),
        _ => Ok(()),
    }
}

fn resumable(matter: &Matter, event: &Event, dues: &[UnitDues]) -> Checked {
    let has_come = matter.suspended_until.is_some_and(|until| until <= event.at.date());
    require(event.by.is_some() || has_come, "挂起期限未到")?;
    let open = matter.assignments.iter().filter(|a| a.is_open()).map(|a| &a.unit);
    require(are_for(dues, open), "恢复办理须给每个在办的承办单位时限，且不多不少")
}

fn later(due: Option<DateTime>, at: DateTime) -> bool {
    due.is_none_or(|due| due > at)
}

/// Each of these units once, and no other.
fn are_for<'a>(dues: &'a [UnitDues], units: impl Iterator<Item = &'a UnitId>) -> bool {
    let mut given: Vec<&UnitId> = dues.iter().map(|d| &d.unit).collect();
    let mut wanted: Vec<&UnitId> = units.collect();
    given.sort_unstable();
    wanted.sort_unstable();
    given == wanted
}

fn has_end(dues: &Dues) -> bool {
    dues.finish.is_some() || !dues.nodes.is_empty()
}

fn submittable(plan: &Plan) -> Checked {
    let mut supporting: Vec<&UnitId> = plan.supporting.iter().collect();
    supporting.sort_unstable();
    let has_duplicate = supporting.windows(2).any(|pair| pair[0] == pair[1]);
    let has_term = || DeadlineTemplate::from_key(&plan.template).is_some_and(|t| t.finish.is_some());
    require(!plan.lead.0.is_empty(), "请选择一个牵头单位")?;
    require(!has_duplicate, "协办单位有重复")?;
    require(
        plan.finish_on.is_some() || !plan.nodes.is_empty() || has_term(),
        "须有办结期限；长期事项须有节点",
    )?;
    require(plan.unclassified, "请确认事项及附件不涉密；涉密事项不得录入本系统")?;
    require(!plan.supporting.contains(&plan.lead), "牵头单位不能同时是协办单位")?;
    require(plan.n_standards > 0, "请至少写一条可以核对的办结标准")?;
    require(plan.duplicates_seen, "请先核对是否与已有事项重复")
}

fn approvable(matter: &Matter, dues: &[UnitDues], at: DateTime) -> Checked {
    let Some(plan) = &matter.plan else { return refuse("请先填写立项方案") };
    require(are_for(dues, plan.units()), "每个承办单位都须有时限，且不多不少")?;
    require(dues.iter().all(|d| has_end(&d.dues)), "须有办结期限；长期事项须有节点")?;
    require(
        dues.iter().all(|d| later(d.dues.finish, at) && d.dues.sign > at),
        "办结期限须在今天之后，请退回拟办修改",
    )
}

fn urgeable(assignment: &Assignment, at: DateTime, rules: &Rules<'_>) -> Checked {
    let hours = rules.limits.urging_apart_hours;
    let last = assignment.urged.last().map(|(_, at)| *at);
    let is_free = last.and_then(|last| last.checked_add(hours.hours()).ok()).is_none_or(|free| free <= at);
    require(is_free, &format!("对同一任务 {hours} 小时内只能催办一次"))
}

fn answerable(matter: &Matter, assignment: &Assignment, event: &Event, rules: &Rules<'_>) -> Checked {
    let within = rules.limits.refusal_answer_within;
    let until =
        assignment.reported_at.and_then(|since| deadline::counted_day(matter, since, within, &rules.time));
    require(event.by.is_some() || until.is_some_and(|until| until < event.at), "退签答复期限未到")
}

fn refusable(matter: &Matter, assignment: &Assignment, at: DateTime, rules: &Rules<'_>) -> Checked {
    let within = rules.limits.refusal_within;
    let until = deadline::counted_day(matter, assignment.issued_at, within, &rules.time);
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
    let days = rules.limits.silence_before_closure;
    let quiet_from = matter.completed_at.and_then(|done| rules.time.add_days(done, days));
    let is_instructed_anew = matter.instructed_at > matter.completed_at && !matter.is_confirmed;
    require(!is_instructed_anew, "领导在办结后有新的批示，请重启办理或由领导确认后销号")?;
    require(
        matter.is_confirmed || quiet_from.is_some_and(|from| from <= at),
        &format!("领导确认办结，或办结满 {days} 个工作日没有新的批示，才能销号"),
    )
}

fn reopenable(matter: &Matter, dues: &[UnitDues], at: DateTime, rules: &Rules<'_>) -> Checked {
    let days = rules.limits.reopening_within_days;
    let until = matter.completed_at.and_then(|done| done.checked_add(days.days()).ok());
    require(until.is_some_and(|until| at <= until), &format!("办结已超过 {days} 天，请作为新事项立项"))?;
    let n_leads = dues.iter().filter(|d| matter.lead().is_some_and(|lead| lead.unit == d.unit)).count();
    require(n_leads == 1, "重启须给牵头单位新的期限")?;
    for d in dues {
        matter.of_unit(&d.unit)?;
    }
    require(dues.iter().all(|d| has_end(&d.dues) && later(d.dues.finish, at)), "重启后须有期限，且在今天之后")
}

fn suspendable(until: Date, today: Date, rules: &Rules<'_>) -> Checked {
    let days = rules.limits.suspension_at_most_days;
    let last = today.checked_add(days.days()).ok();
    require(until > today, "恢复日期须在今天之后")?;
    require(
        last.is_some_and(|last| until <= last),
        &format!("挂起最长 {days} 天；到期仍不能办理的，请再次挂起并说明"),
    )
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
        let same = |asked: &&Asked| asked.unit == assignment.unit && asked.decided.is_none();
        matter.requests.iter().filter(same).any(|asked| asked.request.word() == kind.word())
    };
    require(!is_waiting(request), "同类申请还在等待答复")?;
    match request {
        Request::Extension { to, reason, progress } => {
            require_reason(reason)?;
            require(!progress.trim().is_empty(), "申请延期须说明目前进展")?;
            extendable(matter, assignment, *to, at, rules)
        }
        Request::Suspension { until, reason, .. } => {
            require_reason(reason).and_then(|()| suspendable(*until, at.date(), rules))
        }
        Request::Reassignment { to, reason } => {
            require_reason(reason)?;
            require(matter.of_unit(to).is_err(), "该单位已经承办这件事项")
        }
        Request::Adjustment { change, reason } => {
            require_reason(reason)?;
            require(!change.trim().is_empty(), "请写明调整的内容")
        }
    }
}

fn extendable(
    matter: &Matter,
    assignment: &Assignment,
    to: Date,
    at: DateTime,
    rules: &Rules<'_>,
) -> Checked {
    let limits = &rules.limits;
    let Some(finish) = assignment.dues.finish else {
        return refuse("没有办结期限的任务不用申请延期");
    };
    require(to > finish.date(), "新期限须晚于原期限")?;
    require(at <= finish, "已经到期，不能再申请延期；逾期按规定处理")?;
    require(
        rules.time.days_left(at, finish) >= limits.extension_before,
        &format!("延期须在到期 {} 个工作日前提出", limits.extension_before),
    )?;
    require(assignment.n_extensions < limits.extensions_at_most, "延期次数已用完")?;
    let spans = deadline::suspended_after(matter, assignment.counts_from);
    let suspended: i32 = spans.map(|(from, to)| days_between(from.date(), to.date())).sum();
    let from = assignment.counts_from.date();
    let allotted = days_between(from, finish.date()) - assignment.n_days_extended - suspended;
    let extended = assignment.n_days_extended + days_between(finish.date(), to);
    require(extended <= allotted, "延长的时间合计不能超过原定的办理时间")?;
    // A date that the source itself names outranks the template with its hard limit.
    let plan = matter.plan.as_ref().filter(|plan| plan.finish_on.is_none());
    let template = plan.and_then(|plan| DeadlineTemplate::from_key(&plan.template));
    let hard = template.and_then(|template| template.hard_limit);
    let hard = hard.and_then(|hard| hard.end(assignment.counts_from, &rules.time));
    let hard = hard.and_then(|hard| hard.date().checked_add(suspended.days()).ok());
    require(hard.is_none_or(|hard| to <= hard), "延长后超过这类事项的最长时限")
}

fn decidable<'a>(matter: &'a Matter, event: &Event, index: usize) -> Result<&'a Asked, Refusal> {
    let Some(asked) = matter.requests.get(index) else { return refuse("没有这项申请") };
    require(asked.decided.is_none(), "这项申请已经答复")?;
    let by_themselves =
        |by: &crate::Actor| asked.by.iter().chain(&asked.on_behalf_of).any(|person| by.is(person));
    require(!event.by.as_ref().is_some_and(by_themselves), "不能答复自己提出的申请")?;
    let is_of_unit = |by: &crate::Actor| by.unit.as_ref() == Some(&asked.unit);
    require(!event.by.as_ref().is_some_and(is_of_unit), "不能答复本单位提出的申请")?;
    Ok(asked)
}

/// What a granted request sets is what was asked for, and nothing for anybody else.
fn grantable(matter: &Matter, event: &Event, asked: &Asked, dues: &[UnitDues], rules: &Rules<'_>) -> Checked {
    let assignment = matter.of_unit(&asked.unit)?;
    let only = match dues {
        [only] => Some(only),
        _ => None,
    };
    let runs = |d: &&UnitDues| has_end(&d.dues) && later(d.dues.finish, event.at);
    // Whoever was done while the office thought it over still gets the days asked for in time.
    let is_extension = matches!(asked.request, Request::Extension { .. });
    require(assignment.is_open() || is_extension, "任务已经完成，这项申请只能答复不同意")?;
    match &asked.request {
        Request::Extension { to, .. } => {
            let is_leader = event.by.as_ref().is_some_and(|by| by.duty.is_leader());
            require(assignment.n_extensions == 0 || is_leader, "第二次延期由县领导批准")?;
            let fits = |d: &UnitDues| d.unit == asked.unit && d.dues.finish.map(|f| f.date()) == Some(*to);
            require(only.is_some_and(fits), "批准的期限须与申请的一致")
        }
        Request::Reassignment { to, .. } => {
            require(matter.of_unit(to).is_err(), "该单位已经承办这件事项")?;
            require(only.filter(runs).is_some_and(|d| d.unit == *to), "改派须给新的承办单位时限")
        }
        Request::Adjustment { .. } => {
            require(only.filter(runs).is_some_and(|d| d.unit == asked.unit), "调整须写明新的时限")
        }
        Request::Suspension { until, .. } => suspendable(*until, event.at.date(), rules),
    }
}

#[cfg(test)]
mod tests;
