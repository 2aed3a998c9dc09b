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
mod tests {
    use super::*;
    use crate::example::*;
    use crate::{Duty, Grade, SuspensionCause, UrgingRung};

    fn refused(story: &Story, duty: Duty, act: Act, why: &str) {
        let by = if duty.is_of_unit() { of_unit("A", duty) } else { official(duty) };
        let word = act.word();
        assert_eq!(story.why_not(Some(by), act), why, "{word}");
    }

    #[test]
    fn a_draft_says_everything_before_it_is_submitted() {
        let cases = [
            (Plan { lead: unit(""), ..plan() }, "请选择一个牵头单位"),
            (Plan { supporting: vec![unit("B"), unit("B")], ..plan() }, "协办单位有重复"),
            (Plan { supporting: vec![unit("A")], ..plan() }, "牵头单位不能同时是协办单位"),
            (Plan { template: "annual".to_owned(), ..plan() }, "须有办结期限；长期事项须有节点"),
            (Plan { n_standards: 0, ..plan() }, "请至少写一条可以核对的办结标准"),
            (Plan { duplicates_seen: false, ..plan() }, "请先核对是否与已有事项重复"),
            (Plan { unclassified: false, ..plan() }, "请确认事项及附件不涉密；涉密事项不得录入本系统"),
            (plan(), ""),
        ];
        for (plan, why) in cases {
            refused(&Story::drafted(plan), Duty::Inspector, Act::Submit, why);
        }
    }

    #[test]
    fn approval_gives_each_unit_its_dues() {
        let story = Story::submitted(plan());
        let dues = dues_of(&plan(), story.now);
        let endless = |d: &UnitDues| UnitDues { dues: Dues { finish: None, ..d.dues.clone() }, ..d.clone() };
        let cases = [
            (dues[..1].to_vec(), "每个承办单位都须有时限，且不多不少"),
            ([&dues[..], &dues[..1]].concat(), "每个承办单位都须有时限，且不多不少"),
            (dues.iter().map(endless).collect(), "须有办结期限；长期事项须有节点"),
            (dues.clone(), ""),
        ];
        for (dues, why) in cases {
            refused(&story, Duty::Director, Act::Approve { dues }, why);
        }
        let late = story.at("2027-01-04T09:00");
        refused(&late, Duty::Director, Act::Approve { dues }, "办结期限须在今天之后，请退回拟办修改");
    }

    #[test]
    fn reasons_are_asked_for() {
        let none = String::new;
        let issued = Story::issued(plan());
        let urge = Act::Urge { unit: unit("A"), rung: UrgingRung::Blue, reason: none() };
        refused(&Story::submitted(plan()), Duty::Director, Act::SendBack { reason: none() }, "请写明理由");
        refused(&Story::drafted(plan()), Duty::Director, Act::Decline { reason: none() }, "请写明理由");
        refused(&issued, Duty::ChiefLeader, Act::Terminate { reason: none() }, "请写明理由");
        refused(&issued, Duty::Director, urge, "请写明理由");
        let merge = |into: &str| Act::Merge { into: into.to_owned(), reason: none() };
        refused(&issued, Duty::Director, merge(""), "请选择并入的事项");
        refused(&issued, Duty::Director, merge("2026-7"), "请写明理由");
        let rewrite = Act::Rewrite { unit: unit("A"), reason: none() };
        refused(&Story::signed(plan()).writes("A", 50), Duty::UnitHead, rewrite, "请写明理由");
    }

    #[test]
    fn signing_plans_within_the_term() {
        let story = Story::issued(plan());
        let plan_on = |day: &str| match story.acknowledge("A") {
            Act::Acknowledge { unit, handler, .. } => {
                Act::Acknowledge { unit, handler, plan_on: day.parse().unwrap() }
            }
            act => act,
        };
        refused(&story, Duty::Liaison, plan_on("2026-11-15"), "计划完成日期不能早于今天");
        refused(&story, Duty::Liaison, plan_on("2026-12-08"), "计划完成日期不能晚于办结期限");
        refused(&story, Duty::Liaison, plan_on("2026-12-07"), "");
        let overdue = story.clone().at("2026-12-08T09:00");
        refused(&overdue, Duty::Liaison, plan_on("2026-12-10"), "");
    }

    #[test]
    fn a_refusal_comes_within_a_working_day_and_is_answered_within_another() {
        let story = Story::issued(plan());
        let late = story.clone().at("2026-11-17T17:31");
        refused(&late, Duty::UnitHead, refusal("A"), "退签期限已过，请签收办理或申请改派");
        let story = story.at("2026-11-17T16:30").refuses("A");
        let sign = |story: &Story| {
            crate::deadline::sign_after_refusal(&story.matter, story.a(), story.now, &county())
        };
        let stays = |story: &Story| {
            let (unit, reason) = (unit("A"), "逾期未答复".to_owned());
            Act::AnswerRefusal { unit, granted: false, reason, sign: sign(story) }
        };
        let early = story.clone().at("2026-11-18T17:30");
        assert_eq!(early.why_not(None, stays(&early)), "退签答复期限未到");
        // Silence means it stays, and the hour that was left is left again.
        let story = story.at("2026-11-18T17:31");
        let act = stays(&story);
        let story = story.by(None, act);
        assert_eq!(story.a().stage, crate::AssignmentStage::Unsigned);
        assert_eq!(story.a().dues.sign, at("2026-11-19T17:30"));
    }

    #[test]
    fn nobody_is_urged_twice_a_day_or_while_the_office_has_the_ball() {
        let urge = || Act::Urge { unit: unit("A"), rung: UrgingRung::Blue, reason: "请加快".to_owned() };
        let story = Story::signed(plan()).then(Duty::Inspector, urge());
        let soon = story.clone().at("2026-11-17T08:59");
        refused(&soon, Duty::Director, urge(), "对同一任务 24 小时内只能催办一次");
        assert_eq!(soon.why_not(None, urge()), "", "the ladder has its own distances");
        refused(&soon.at("2026-11-17T09:00"), Duty::Director, urge(), "");
        let reported = Story::signed(plan()).reports("A", 50);
        let why = "承办任务现为“已报督查室”，不能催办；请刷新页面查看最新状态";
        refused(&reported, Duty::Director, urge(), why);
    }

    #[test]
    fn a_return_and_a_next_feedback_lie_ahead() {
        let story = Story::signed(plan()).reports("A", 50);
        refused(&story, Duty::Inspector, story.return_back("A", "2026-11-15"), "重办须有期限，且在今天之后");
        let next_feedback = Some(at("2026-11-16T08:00"));
        let accept = Act::Accept { unit: unit("A"), nodes_met: 0, next_feedback };
        refused(&story, Duty::Inspector, accept, "下次反馈期限须在今天之后");
    }

    #[test]
    fn extensions_are_asked_for_in_time_and_stay_within_the_original_term() {
        // Issued 16 November, due 7 December: 21 days.
        let story = Story::signed(plan());
        let ask = |to: &str| Act::Ask { unit: unit("A"), request: extension(to) };
        let head = Duty::UnitHead;
        refused(&story, head, ask("2026-12-07"), "新期限须晚于原期限");
        refused(&story, head, ask("2026-12-29"), "延长的时间合计不能超过原定的办理时间");
        refused(
            &story.clone().at("2026-12-04T09:00"),
            head,
            ask("2026-12-10"),
            "延期须在到期 2 个工作日前提出",
        );
        refused(
            &story.clone().at("2026-12-07T17:31"),
            head,
            ask("2026-12-10"),
            "已经到期，不能再申请延期；逾期按规定处理",
        );
        let story = story.at("2026-12-03T09:00").asks("A", extension("2026-12-17"));
        refused(&story, head, ask("2026-12-18"), "同类申请还在等待答复");
        let other = story.grant(0, "A", "2026-12-18");
        refused(&story, Duty::Director, other, "批准的期限须与申请的一致");
        let act = story.grant(0, "A", "2026-12-17");
        let story = story.then(Duty::Director, act);
        assert_eq!(story.a().dues.finish, Some(at("2026-12-17T17:30")));
        // Ten days are used, eleven are left, and a leader decides.
        refused(&story, head, ask("2026-12-29"), "延长的时间合计不能超过原定的办理时间");
        let story = story.asks("A", extension("2026-12-28"));
        let act = story.grant(1, "A", "2026-12-28");
        refused(&story, Duty::Director, act.clone(), "第二次延期由县领导批准");
        let story = story.then(Duty::FieldLeader, act);
        refused(&story, head, ask("2026-12-29"), "延期次数已用完");
    }

    #[test]
    fn no_extension_passes_the_hard_limit_of_the_kind() {
        let (plan, now) = (lone("instruction"), at("2026-02-13T09:00"));
        let story = Story { now, events: Vec::new(), matter: Matter::default() };
        let approve = Act::Approve { dues: dues_of(&plan, now) };
        let story = story.then(Duty::Inspector, Act::Draft { plan });
        let story = story.then(Duty::Inspector, Act::Submit).then(Duty::Director, approve);
        // Seven working days over Spring Festival are 17 days, and 30 end on a Sunday.
        assert_eq!(story.a().dues.finish, Some(at("2026-03-02T17:30")));
        let ask = |to: &str| Act::Ask { unit: unit("A"), request: extension(to) };
        refused(&story, Duty::UnitHead, ask("2026-03-16"), "");
        refused(&story, Duty::UnitHead, ask("2026-03-17"), "延长后超过这类事项的最长时限");
    }

    #[test]
    fn requests_are_answered_once_by_others_and_before_completion() {
        let story = Story::signed(lone("meeting")).asks("A", extension("2026-12-17"));
        let decide = |request, granted| Act::Decide {
            request,
            granted,
            reason: "经研究".to_owned(),
            dues: Vec::new(),
        };
        refused(&story, Duty::Director, decide(5, false), "没有这项申请");
        let head = of_unit("A", Duty::UnitHead);
        let themselves = crate::Actor { person: head.person, ..official(Duty::Director) };
        assert_eq!(story.why_not(Some(themselves), decide(0, false)), "不能答复自己提出的申请");
        let seconded = crate::Actor { unit: Some(unit("A")), ..official(Duty::Director) };
        assert_eq!(story.why_not(Some(seconded), decide(0, false)), "不能答复本单位提出的申请");
        let cause = SuspensionCause::Procedure;
        let until = at("2026-12-01T00:00").date();
        let story = story.asks("A", Request::Suspension { cause, until, reason: "听证".to_owned() });
        let story = story.reports("A", 100).accepts("A");
        let complete = || Act::Complete { grade: Grade::Good };
        refused(&story, Duty::Director, complete(), "还有申请等待答复，请先答复再办结");
        refused(&story, Duty::Director, decide(1, true), "任务已经完成，这项申请只能答复不同意");
        let act = story.grant(0, "A", "2026-12-17");
        let story = story.then(Duty::Director, act).then(Duty::Director, decide(1, false));
        refused(&story, Duty::Director, decide(1, false), "这项申请已经答复");
        refused(&story, Duty::Director, complete(), "");
    }

    #[test]
    fn a_suspension_is_short_and_ends_with_dues_for_everybody() {
        let story = Story::signed(plan());
        let long = "挂起最长 60 天；到期仍不能办理的，请再次挂起并说明";
        refused(&story, Duty::Director, suspension("2026-11-16"), "恢复日期须在今天之后");
        refused(&story, Duty::Director, suspension("2027-01-16"), long);
        let story = story.suspended("2027-01-15");
        let dues = crate::deadline::after_suspension(&story.matter, at("2027-01-15T00:00"), &county());
        let lone = Act::Resume { dues: dues[..1].to_vec() };
        refused(&story, Duty::Director, lone, "恢复办理须给每个在办的承办单位时限，且不多不少");
        let resume = Act::Resume { dues };
        assert_eq!(story.clone().at("2027-01-14T23:59").why_not(None, resume.clone()), "挂起期限未到");
        assert_eq!(story.at("2027-01-15T00:00").why_not(None, resume), "");
    }

    #[test]
    fn closing_waits_for_the_leader_or_three_quiet_days() {
        let story = Story::completed(plan());
        let why = "领导确认办结，或办结满 3 个工作日没有新的批示，才能销号";
        refused(&story.clone().at("2026-11-19T17:29"), Duty::Inspector, Act::Close, why);
        let anew = story.clone().at("2026-11-17T09:00");
        let anew = anew.then(Duty::ChiefLeader, Act::Instruct { text: "再核".to_owned() });
        let why = "领导在办结后有新的批示，请重启办理或由领导确认后销号";
        refused(&anew.at("2026-11-30T09:00"), Duty::Inspector, Act::Close, why);
        refused(&story.then(Duty::ChiefLeader, Act::Confirm), Duty::Inspector, Act::Close, "");
    }

    #[test]
    fn reopening_has_its_time_and_its_dues() {
        let story = Story::completed(plan());
        let late = story.clone().at("2027-05-16T09:00");
        refused(&late, Duty::Director, late.reopen("2027-06-01"), "办结已超过 180 天，请作为新事项立项");
        let none = Act::Reopen { reason: "未落实".to_owned(), dues: Vec::new() };
        refused(&story, Duty::Director, none, "重启须给牵头单位新的期限");
        refused(&story, Duty::Director, story.reopen("2026-11-15"), "重启后须有期限，且在今天之后");
    }
}
