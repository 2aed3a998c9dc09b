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
    let sign =
        |story: &Story| crate::deadline::sign_after_refusal(&story.matter, story.a(), story.now, &county());
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
    refused(&story.clone().at("2026-12-04T09:00"), head, ask("2026-12-10"), "延期须在到期 2 个工作日前提出");
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
    let decide =
        |request, granted| Act::Decide { request, granted, reason: "经研究".to_owned(), dues: Vec::new() };
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
