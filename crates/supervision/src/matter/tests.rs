use super::*;
use crate::example::*;
use crate::{Grade, SuspensionCause};

fn instructed() -> Plan {
    Plan { instructed_by: Some(official(Duty::FieldLeader).person), ..plan() }
}

fn complete() -> Act {
    Act::Complete { grade: Grade::Good }
}

fn merge() -> Act {
    Act::Merge { into: "2026-7".to_owned(), reason: "同一事项".to_owned() }
}

fn terminate() -> Act {
    Act::Terminate { reason: "政策调整".to_owned() }
}

#[test]
fn every_step_of_the_table_leads_where_it_says() {
    let send_back = || Act::SendBack { reason: "标准不清".to_owned() };
    let decline = || Act::Decline { reason: "仅供阅知".to_owned() };
    let approve = |story: &Story| Act::Approve { dues: dues_of(&plan(), story.now) };
    let (drafted, submitted) = (Story::drafted(plan()), Story::submitted(plan()));
    let (answered, completed) = (Story::answered(plan()), Story::completed(plan()));
    let steps = [
        (drafted.clone(), Duty::Inspector, Act::Draft { plan: plan() }, Stage::Drafted),
        (drafted.clone(), Duty::Inspector, Act::Submit, Stage::AwaitingApproval),
        (drafted.clone(), Duty::Director, decline(), Stage::Declined),
        (drafted, Duty::Director, merge(), Stage::Merged),
        (submitted.clone(), Duty::Director, send_back(), Stage::Drafted),
        (submitted.clone(), Duty::Director, approve(&submitted), Stage::Issued),
        (Story::issued(plan()), Duty::FieldLeader, terminate(), Stage::Terminated),
        (Story::issued(plan()), Duty::Director, merge(), Stage::Merged),
        (Story::signed(plan()), Duty::Director, suspension("2026-12-01"), Stage::UnderWay),
        (answered.clone(), Duty::Director, answered.return_back("A", "2026-12-20"), Stage::UnderWay),
        (answered, Duty::Director, complete(), Stage::Completed),
        (completed.clone(), Duty::FieldLeader, Act::Confirm, Stage::Completed),
        (completed.clone(), Duty::Director, completed.reopen("2026-12-20"), Stage::UnderWay),
        (completed.at("2026-11-19T17:30"), Duty::Inspector, Act::Close, Stage::Closed),
        (Story::closed(plan()), Duty::Inspector, Act::Archive, Stage::Archived),
        (Story::closed(plan()), Duty::Director, Story::closed(plan()).reopen("2026-12-20"), Stage::UnderWay),
    ];
    for (story, duty, act, stage) in steps {
        let (from, word) = (story.matter.stage, act.word());
        assert_eq!(story.then(duty, act).matter.stage, Some(stage), "{from:?} {word}");
    }
}

#[test]
fn what_the_table_does_not_have_is_refused_by_stage() {
    let stages = [
        (Story::drafted(plan()), "拟办"),
        (Story::submitted(plan()), "立项待批"),
        (Story::issued(plan()), "已交办"),
        (Story::signed(plan()), "办理中"),
        (Story::answered(plan()), "待审结"),
        (Story::completed(plan()), "办结"),
        (Story::closed(plan()), "销号"),
        (Story::archived(plan()), "归档"),
        (Story::issued(plan()).then(Duty::ChiefLeader, terminate()), "终止"),
        (Story::issued(plan()).then(Duty::Director, merge()), "并案"),
    ];
    let acts = [
        (Duty::Inspector, Act::Submit, "拟办"),
        (Duty::Director, Act::SendBack { reason: "标准不清".to_owned() }, "立项待批"),
        (Duty::Director, complete(), "待审结"),
        (Duty::FieldLeader, Act::Confirm, "办结"),
        (Duty::Inspector, Act::Archive, "销号"),
        (Duty::Director, Act::Decline { reason: "仅供阅知".to_owned() }, "拟办"),
        (Duty::Director, Act::Resume { dues: Vec::new() }, ""),
    ];
    for (story, stage) in stages {
        for (duty, act, allowed) in acts.clone() {
            let why = story.why_not(Some(official(duty)), act.clone());
            let expected = format!("事项现为“{stage}”，不能{}；请刷新页面查看最新状态", act.word());
            assert_eq!(why, if stage == allowed { String::new() } else { expected });
        }
    }
    let nothing = Story { matter: Matter::default(), ..Story::drafted(plan()) };
    assert_eq!(nothing.why_not(Some(official(Duty::Inspector)), Act::Submit), "请先登记事项");
}

#[test]
fn each_act_has_its_people() {
    let field = official(Duty::FieldLeader);
    let stranger = Actor { person: person("other"), ..field.clone() };
    let approve = |story: &Story| Act::Approve { dues: dues_of(&plan(), story.now) };
    let story = Story::submitted(plan());
    let inspector = official(Duty::Inspector);
    let acting = standing_in(&inspector, &official(Duty::Director));
    let drafters = "拟办的人不能批准自己拟的事项，请由其他负责人批准";
    assert_eq!(story.why_not(Some(inspector), approve(&story)), "督查员不能立项交办");
    assert_eq!(story.why_not(Some(acting), approve(&story)), drafters);
    assert_eq!(story.why_not(None, approve(&story)), "这一步须由有权限的人办理");
    let story = Story::submitted(instructed());
    let director = Some(official(Duty::Director));
    assert_eq!(story.why_not(director.clone(), approve(&story)), "领导批示件由分管领导或主要领导批准交办");
    let story = Story::completed(instructed());
    assert_eq!(story.why_not(Some(stranger), Act::Confirm), "由作出批示的领导确认办结");
    assert_eq!(story.why_not(Some(field), Act::Confirm), "");
    let story = Story::issued(plan());
    let other = Some(of_unit("B", Duty::Liaison));
    assert_eq!(story.why_not(other, story.acknowledge("A")), "只能办理本单位承办的事项");
    let story = Story::signed(lone("meeting")).reports("A", 100);
    let seconded = Actor { unit: Some(unit("A")), ..official(Duty::Inspector) };
    let accept = Act::Accept { unit: unit("A"), nodes_met: 0, next_feedback: None };
    assert_eq!(story.why_not(Some(seconded), accept.clone()), "本单位人员不能审核本单位的反馈");
    assert_eq!(story.why_not(Some(official(Duty::Observer)), accept), "监督部门不能审核通过");
}

#[test]
fn a_lead_that_is_out_sends_the_matter_back_and_its_requests_lapse() {
    let request = Request::Reassignment { to: unit("C"), reason: "职责调整".to_owned() };
    let story = Story::issued(plan()).asks("A", request).refuses("A");
    let (unit, reason) = (unit("A"), "确非其职责".to_owned());
    let answer = Act::AnswerRefusal { unit, granted: true, reason, sign: None };
    let story = story.then(Duty::Director, answer);
    assert_eq!(story.matter.stage, Some(Stage::Drafted));
    assert!(story.matter.assignments.iter().all(|a| a.stage == AssignmentStage::Withdrawn));
    assert_eq!(story.matter.requests[0].decided, Some((false, story.now)));
    let again = Plan { lead: crate::example::unit("C"), ..plan() };
    let story = story.then(Duty::Inspector, Act::Draft { plan: again.clone() });
    let dues = dues_of(&again, story.now);
    let story = story.then(Duty::Inspector, Act::Submit).then(Duty::Director, Act::Approve { dues });
    assert_eq!(story.matter.lead().map(|lead| lead.unit.0.as_str()), Some("C"));
}

#[test]
fn a_reassigned_lead_leads_alone_and_a_supporting_unit_is_replaced_in_the_plan() {
    for (from, lead, supporting) in [("A", "C", "B"), ("B", "A", "C")] {
        let request = Request::Reassignment { to: unit("C"), reason: "职责调整".to_owned() };
        let story = Story::signed(plan()).asks(from, request);
        let dues = |names: &[&str]| {
            let dues = dues_of(&plan(), story.now).swap_remove(0).dues;
            let of = |name: &&str| UnitDues { unit: unit(name), dues: dues.clone() };
            let dues = names.iter().map(of).collect();
            Act::Decide { request: 0, granted: true, reason: "同意".to_owned(), dues }
        };
        let director = Some(official(Duty::Director));
        assert_eq!(story.why_not(director, dues(&["C", "D"])), "改派须给新的承办单位时限");
        let act = dues(&["C"]);
        let matter = story.then(Duty::Director, act).matter;
        let leads = matter.assignments.iter().filter(|a| a.is_lead);
        assert_eq!(leads.filter(|a| a.stage != AssignmentStage::Withdrawn).count(), 1);
        let plan = matter.plan.as_ref().unwrap();
        assert_eq!((plan.lead.0.as_str(), plan.supporting[0].0.as_str()), (lead, supporting));
    }
}

#[test]
fn suspended_only_the_ways_out_are_open_and_they_end_the_suspension() {
    let story = Story::signed(plan()).suspended("2026-12-01");
    let handler = Some(of_unit("A", Duty::Handler));
    assert_eq!(story.why_not(handler, feedback("A", 10)), "事项已挂起，恢复办理后才能反馈进展");
    let director = Some(official(Duty::Director));
    assert_eq!(story.why_not(director, suspension("2026-12-02")), "事项已挂起，恢复办理后才能挂起");
    for (duty, act) in [(Duty::ChiefLeader, terminate()), (Duty::Director, merge())] {
        let over = story.clone().at("2026-11-17T09:00").then(duty, act);
        assert!(!over.matter.is_suspended(), "over is over");
        assert_eq!(over.matter.suspensions, [(at("2026-11-16T09:00"), at("2026-11-17T09:00"))]);
        let why = over.why_not(Some(official(Duty::Director)), Act::Resume { dues: Vec::new() });
        assert!(why.contains("不能恢复办理"), "{why}");
    }
}

#[test]
fn a_granted_suspension_stops_the_matter() {
    let until = at("2026-12-01T00:00").date();
    let (cause, reason) = (SuspensionCause::Procedure, "听证".to_owned());
    let story = Story::signed(plan()).asks("A", Request::Suspension { cause, until, reason });
    let grant = Act::Decide { request: 0, granted: true, reason: "同意".to_owned(), dues: Vec::new() };
    let late = story.clone().at("2026-12-01T09:00");
    assert_eq!(late.why_not(Some(official(Duty::Director)), grant.clone()), "恢复日期须在今天之后");
    assert!(story.then(Duty::Director, grant).matter.is_suspended());
}

#[test]
fn a_reopened_matter_begins_a_new_cycle() {
    let story = Story::closed(plan()).at("2026-12-20T09:00");
    let act = story.reopen("2026-12-31");
    let story = story.then(Duty::Director, act);
    let matter = &story.matter;
    assert_eq!((matter.cycle, matter.grade, matter.completed_at), (2, None, None));
    assert_eq!(story.a().stage, AssignmentStage::Returned);
    assert_eq!((story.a().counts_from, story.a().n_extensions), (story.now, 0));
    let story = story.reports("A", 100).accepts("A");
    assert_eq!(story.matter.stage, Some(Stage::AwaitingCompletion), "B was not asked again");
}
