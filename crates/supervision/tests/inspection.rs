//! One inspection from proposal to archive, what is refused on the way, and what no order of acts can break.

#![allow(clippy::unwrap_used, reason = "an act that is refused where it should pass is a failed test")]

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use proptest::sample::Index;
use supervision::{
    Conclusion, Inspection, InspectionAct as Act, InspectionEvent, InspectionPart as Part, InspectionPlan,
    InspectionStage as Stage, Inspector, OfficeHours, PersonId, PlanQuota, ReviewDecision, UnitId,
    WorkingCalendar, WorkingTime,
};

fn county() -> WorkingTime<'static> {
    WorkingTime { calendar: WorkingCalendar::national(), hours: OfficeHours::default() }
}

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn person(name: &str) -> PersonId {
    PersonId(name.to_owned())
}

fn unit(name: &str) -> UnitId {
    UnitId(name.to_owned())
}

fn by(name: &str, part: Part) -> Inspector {
    Inspector { person: person(name), part, on_behalf_of: None }
}

fn head() -> Inspector {
    by("县长", Part::Head)
}

fn director() -> Inspector {
    by("主任", Part::Director)
}

fn inspector() -> Inspector {
    by("组长", Part::Inspector)
}

fn target() -> Inspector {
    by("局长", Part::Target(unit("水务局")))
}

fn plan(is_unannounced: bool, used: u32) -> InspectionPlan {
    InspectionPlan {
        content: "防汛物资储备".to_owned(),
        scope: "全县".to_owned(),
        method: "实地查看".to_owned(),
        targets: vec![unit("水务局"), unit("应急局")],
        from: date(2026, 3, 9),
        until: date(2026, 3, 13),
        leader: person("组长"),
        members: vec![person("组员")],
        is_unannounced,
        quota: PlanQuota { allowed: 2, used },
    }
}

fn text() -> String {
    "经查属实".to_owned()
}

fn conclusion(name: &str) -> Conclusion {
    Conclusion { target: unit(name), text: text() }
}

fn serve(name: &str, now: DateTime) -> Act {
    Act::Serve { target: unit(name), object_until: Inspection::OBJECTION.end(now, &county()).unwrap() }
}

fn object(now: DateTime) -> Act {
    let decide_until = Inspection::OBJECTION.end(now, &county()).unwrap();
    Act::Object { grounds: "储备数量有误".to_owned(), decide_until }
}

fn order(name: &str, now: DateTime) -> Act {
    let due = now.checked_add(10.days()).unwrap();
    Act::OrderRectification { target: unit(name), demand: "补足储备".to_owned(), due }
}

fn decide(decision: ReviewDecision) -> Act {
    Act::DecideReview { target: unit("水务局"), decision, reason: text() }
}

/// Up to the stage at which the conclusion is drawn, an hour a step from the morning of 2 March 2026.
fn concluded() -> Vec<(Act, Inspector)> {
    let record =
        |name: &str| Act::Record { target: unit(name), finding: "缺编织袋".to_owned(), n_evidence: 2 };
    vec![
        (Act::Propose { subject: "防汛准备".to_owned(), reason: text() }, inspector()),
        (Act::Approve, head()),
        (Act::Plan { plan: plan(false, 0) }, inspector()),
        (Act::Notify, inspector()),
        (Act::Begin, inspector()),
        (record("水务局"), inspector()),
        (record("应急局"), by("组员", Part::Inspector)),
        (Act::Report { text: text() }, inspector()),
        (Act::Conclude { conclusions: vec![conclusion("水务局"), conclusion("应急局")] }, director()),
    ]
}

fn after(steps: &[(Act, Inspector)]) -> Inspection {
    let mut inspection = Inspection::default();
    for (step, (act, by)) in steps.iter().enumerate() {
        let now = at("2026-03-02T09:00").checked_add((step as i64).hours()).unwrap();
        inspection.act(act, by, now).unwrap();
    }
    inspection
}

fn served() -> Inspection {
    let mut inspection = after(&concluded());
    let now = at("2026-03-16T09:00");
    for name in ["水务局", "应急局"] {
        inspection.act(&serve(name, now), &director(), now).unwrap();
    }
    inspection
}

/// The words of the refusal; the inspection must not have moved.
fn refusal(inspection: &mut Inspection, act: &Act, by: &Inspector, now: &str) -> String {
    let before = inspection.clone();
    let refusal = inspection.act(act, by, at(now)).unwrap_err();
    assert_eq!(*inspection, before);
    refusal.to_string()
}

#[test]
fn an_inspection_goes_from_proposal_to_archive() {
    let mut inspection = served();
    assert_eq!(inspection.stage(), Stage::Served);
    let mut act = |act: Act, by: Inspector, now: &str| {
        inspection.act(&act, &by, at(now)).unwrap();
        inspection.stage()
    };
    let met = |is_met| Act::Verify { item: 0, is_met, note: text() };
    let report = Act::ReportRectified { item: 0, result: "已补足".to_owned() };
    assert_eq!(
        act(order("水务局", at("2026-03-17T09:00")), director(), "2026-03-17T09:00"),
        Stage::Rectifying
    );
    assert_eq!(act(report.clone(), target(), "2026-03-20T09:00"), Stage::Rectifying);
    assert_eq!(act(met(false), inspector(), "2026-03-23T09:00"), Stage::Rectifying);
    assert_eq!(act(report, target(), "2026-03-25T09:00"), Stage::Rectifying);
    assert_eq!(act(met(true), inspector(), "2026-03-26T09:00"), Stage::Verified);
    let propose = Act::ProposeHandling { proposal: "通报表扬应急局".to_owned() };
    assert_eq!(act(propose.clone(), director(), "2026-04-16T09:00"), Stage::HandlingProposed);
    assert_eq!(act(Act::SendBackHandling { reason: text() }, head(), "2026-04-16T10:00"), Stage::Verified);
    assert_eq!(act(propose, director(), "2026-04-16T11:00"), Stage::HandlingProposed);
    assert_eq!(act(Act::ApproveHandling, head(), "2026-04-17T09:00"), Stage::Handled);
    assert_eq!(act(Act::Archive, inspector(), "2026-04-20T09:00"), Stage::Archived);
    assert_eq!(inspection.rectifications()[0].n_failed, 1);
    let why = refusal(&mut inspection, &Act::Archive, &inspector(), "2026-04-20T10:00");
    assert_eq!(why, "督查活动已归档，现在不能归档：归档后不再变动；新的情况请另行提出建议");
}

#[test]
fn only_the_head_approves_and_nothing_is_planned_before() {
    let mut inspection = after(&concluded()[..1]);
    let why = refusal(&mut inspection, &Act::Approve, &director(), "2026-03-02T11:00");
    assert_eq!(why, "批准督查由行政首长办理，请转交");
    let planned = Act::Plan { plan: plan(false, 0) };
    let why = refusal(&mut inspection, &planned, &inspector(), "2026-03-02T11:00");
    assert_eq!(why, "督查活动待批准，现在不能制定督查方案：请等行政首长批准");
}

#[test]
fn a_full_year_needs_the_heads_word() {
    let mut inspection = after(&concluded()[..2]);
    let planned = Act::Plan { plan: plan(false, 2) };
    let why = refusal(&mut inspection, &planned, &inspector(), "2026-03-02T11:00");
    assert!(why.starts_with("年度计划安排 2 次，已用 2 次"), "{why}");
    let allow = Act::AllowBeyondQuota { reason: "汛情紧急".to_owned() };
    inspection.act(&allow, &head(), at("2026-03-02T12:00")).unwrap();
    inspection.act(&planned, &inspector(), at("2026-03-02T13:00")).unwrap();
    assert_eq!(inspection.stage(), Stage::Planned);
}

#[test]
fn an_unannounced_visit_stays_sealed_for_each_target_until_it_is_there() {
    let mut inspection = after(&concluded()[..2]);
    inspection.act(&Act::Plan { plan: plan(true, 0) }, &inspector(), at("2026-03-02T11:00")).unwrap();
    let why = refusal(&mut inspection, &Act::Notify, &inspector(), "2026-03-02T12:00");
    assert_eq!(why, "暗访不预先通知，请密封督查通知");
    inspection.act(&Act::SealNotice, &inspector(), at("2026-03-02T12:00")).unwrap();
    inspection.act(&Act::Begin, &inspector(), at("2026-03-09T09:00")).unwrap();
    assert!(!inspection.is_known_to(&unit("水务局")));
    let record = Act::Record { target: unit("水务局"), finding: text(), n_evidence: 1 };
    inspection.act(&record, &inspector(), at("2026-03-09T10:00")).unwrap();
    assert!(inspection.is_known_to(&unit("水务局")));
    assert!(!inspection.is_known_to(&unit("应急局")), "the visit to one target warns the next");
    assert!(!inspection.is_known_to(&unit("教育局")));
}

#[test]
fn an_announced_visit_is_known_from_its_notice() {
    let mut inspection = after(&concluded()[..3]);
    assert!(!inspection.is_known_to(&unit("水务局")));
    inspection.act(&Act::Notify, &inspector(), at("2026-03-03T09:00")).unwrap();
    assert!(inspection.is_known_to(&unit("水务局")));
    let mut dropped = after(&concluded()[..3]);
    dropped.act(&Act::Cancel { reason: text() }, &head(), at("2026-03-03T09:00")).unwrap();
    assert!(!dropped.is_known_to(&unit("水务局")), "a plan dropped before its notice");
}

#[test]
fn a_report_needs_evidence_on_every_target() {
    let mut inspection = after(&concluded()[..6]);
    let why = refusal(&mut inspection, &Act::Report { text: text() }, &inspector(), "2026-03-10T09:00");
    assert_eq!(why, "还有督查对象没有附证据的底稿，请逐个补齐后再提交督查报告");
    let member = by("组员", Part::Inspector);
    let elsewhere = Act::Record { target: unit("教育局"), finding: text(), n_evidence: 1 };
    let why = refusal(&mut inspection, &elsewhere, &member, "2026-03-10T09:00");
    assert!(why.contains("不得随意扩大督查范围"), "{why}");
    let why = refusal(&mut inspection, &Act::Report { text: text() }, &member, "2026-03-10T09:00");
    assert_eq!(why, "督查组实行组长负责制，请由组长提交督查报告");
}

#[test]
fn a_target_has_thirty_days_to_object_and_once() {
    let mut inspection = after(&concluded());
    let short = Act::Serve { target: unit("水务局"), object_until: at("2026-04-14T17:30") };
    let why = refusal(&mut inspection, &short, &director(), "2026-03-16T09:00");
    assert!(why.contains("30 日"), "{why}");
    let mut inspection = served();
    assert_eq!(inspection.services()[0].object_until, at("2026-04-15T17:30"));
    let why = refusal(&mut inspection, &object(at("2026-04-16T09:00")), &target(), "2026-04-16T09:00");
    assert!(why.starts_with("申请复核的期限已过"), "{why}");
    inspection.act(&object(at("2026-04-15T17:00")), &target(), at("2026-04-15T17:00")).unwrap();
    let why = refusal(&mut inspection, &object(at("2026-04-15T17:10")), &target(), "2026-04-15T17:10");
    assert!(why.starts_with("已经申请过复核"), "{why}");
    assert_eq!(inspection.due(&county()), Some(at("2026-05-15T17:30")));
}

#[test]
fn whoever_worked_on_it_does_not_review_it() {
    let mut inspection = served();
    inspection.act(&object(at("2026-03-20T09:00")), &target(), at("2026-03-20T09:00")).unwrap();
    let assign = |name: &str| Act::AssignReviewer { target: unit("水务局"), reviewer: person(name) };
    for original in ["组长", "组员", "主任"] {
        let why = refusal(&mut inspection, &assign(original), &head(), "2026-03-20T10:00");
        assert_eq!(why, "参与过这次督查的人员应当回避，请另选复核人员");
    }
    inspection.act(&assign("法制科长"), &head(), at("2026-03-20T10:00")).unwrap();
    let upheld = decide(ReviewDecision::Upheld);
    let why = refusal(&mut inspection, &upheld, &by("旁人", Part::Reviewer), "2026-03-20T11:00");
    assert!(why.starts_with("你不是指定的复核人员"), "{why}");
    let substitute = Inspector { on_behalf_of: Some(person("法制科长")), ..by("组员", Part::Reviewer) };
    let why = refusal(&mut inspection, &upheld, &substitute, "2026-03-20T11:00");
    assert!(why.contains("应当回避"), "{why}");
    inspection.act(&upheld, &by("法制科长", Part::Reviewer), at("2026-03-20T11:00")).unwrap();
}

#[test]
fn a_revoked_conclusion_leaves_nothing_to_rectify() {
    let mut inspection = served();
    inspection.act(&order("水务局", at("2026-03-17T09:00")), &director(), at("2026-03-17T09:00")).unwrap();
    inspection.act(&object(at("2026-03-18T09:00")), &target(), at("2026-03-18T09:00")).unwrap();
    let again = order("水务局", at("2026-03-18T10:00"));
    let why = refusal(&mut inspection, &again, &director(), "2026-03-18T10:00");
    assert!(why.starts_with("该单位申请了复核"), "{why}");
    let assign = Act::AssignReviewer { target: unit("水务局"), reviewer: person("法制科长") };
    inspection.act(&assign, &head(), at("2026-03-18T11:00")).unwrap();
    let reviewer = by("法制科长", Part::Reviewer);
    inspection.act(&decide(ReviewDecision::Revoked), &reviewer, at("2026-03-19T09:00")).unwrap();
    assert_eq!(inspection.stage(), Stage::Served);
    assert!(inspection.rectifications()[0].is_withdrawn);
    let why = refusal(&mut inspection, &again, &director(), "2026-03-19T10:00");
    assert!(why.contains("已在复核中撤销"), "{why}");
    let propose = Act::ProposeHandling { proposal: text() };
    let why = refusal(&mut inspection, &propose, &director(), "2026-04-15T17:00");
    assert_eq!(why, "督查对象还可以申请复核，请在异议期满后再办", "应急局 still may");
    inspection.act(&propose, &director(), at("2026-04-15T18:00")).unwrap();
}

#[test]
fn the_office_has_its_own_terms() {
    let due = |steps: usize| after(&concluded()[..steps]).due(&county());
    assert_eq!(due(1), None);
    assert_eq!(due(2), Some(at("2026-03-05T17:30")), "the plan, three working days after the approval");
    assert_eq!(due(3), Some(at("2026-03-04T17:30")), "the notice, two after the plan");
    assert_eq!(due(5), Some(at("2026-03-13T17:30")), "the visit, by the end of the plan");
}

#[test]
fn stages_are_stored_under_keys_of_their_own() {
    let keys: BTreeSet<&str> = Stage::ALL.iter().map(|stage| stage.key()).collect();
    assert_eq!(keys.len(), Stage::ALL.len());
    assert!(Stage::ALL.iter().all(|stage| Stage::from_key(stage.key()) == Some(*stage)));
}

fn acts(now: DateTime) -> Vec<Act> {
    let mut acts = vec![
        Act::Propose { subject: text(), reason: text() },
        Act::Approve,
        Act::Decline { reason: text() },
        Act::AllowBeyondQuota { reason: text() },
        Act::Notify,
        Act::SealNotice,
        Act::Begin,
        Act::Report { text: text() },
        Act::Conclude { conclusions: vec![conclusion("水务局"), conclusion("应急局")] },
        object(now),
        Act::ProposeHandling { proposal: text() },
        Act::ApproveHandling,
        Act::SendBackHandling { reason: text() },
        Act::Cancel { reason: text() },
        Act::Archive,
    ];
    acts.extend(
        [(false, 0), (true, 0), (false, 2)].map(|(sealed, used)| Act::Plan { plan: plan(sealed, used) }),
    );
    for name in ["水务局", "应急局", "教育局"] {
        acts.push(Act::Record { target: unit(name), finding: text(), n_evidence: 1 });
        acts.extend([serve(name, now), order(name, now)]);
        let assigned = ["组长", "主任", "法制科长", "旁人"].map(person);
        acts.extend(assigned.map(|reviewer| Act::AssignReviewer { target: unit(name), reviewer }));
        let decisions = [ReviewDecision::Upheld, ReviewDecision::Changed, ReviewDecision::Revoked];
        let decide = |decision| Act::DecideReview { target: unit(name), decision, reason: text() };
        acts.extend(decisions.map(decide));
    }
    for item in 0..3 {
        acts.push(Act::ReportRectified { item, result: text() });
        acts.extend([true, false].map(|is_met| Act::Verify { item, is_met, note: text() }));
    }
    acts
}

fn people() -> Vec<Inspector> {
    vec![
        head(),
        director(),
        inspector(),
        by("组员", Part::Inspector),
        by("旁人", Part::Inspector),
        target(),
        by("局长", Part::Target(unit("应急局"))),
        by("法制科长", Part::Reviewer),
        by("旁人", Part::Reviewer),
        by("组员", Part::Reviewer),
        Inspector { on_behalf_of: Some(person("法制科长")), ..by("组长", Part::Reviewer) },
    ]
}

/// Everything that may be done now.
fn allowed(inspection: &Inspection, now: DateTime) -> Vec<InspectionEvent> {
    let tries = acts(now).into_iter().flat_map(|act| people().into_iter().map(move |by| (act.clone(), by)));
    tries
        .filter(|(act, by)| inspection.clone().act(act, by, now).is_ok())
        .map(|(act, by)| InspectionEvent { at: now, by, act })
        .collect()
}

fn holds_together(inspection: &Inspection) {
    let approved_at = inspection.approved().map(|(_, at)| *at);
    for service in inspection.services() {
        assert!(approved_at.is_some_and(|approved| approved <= service.at), "served before approved");
        assert!((service.object_until.date() - service.at.date()).get_days() >= 30);
        let Some(objection) = &service.objection else { continue };
        assert!(objection.at <= service.object_until, "an objection out of time");
        let is_outsider = |person: &PersonId| !inspection.originals().contains(person);
        assert!(objection.reviewer.as_ref().is_none_or(is_outsider), "reviewed by an original");
        assert!(objection.decided.is_none() || objection.reviewer.is_some(), "decided without a reviewer");
    }
    assert!(inspection.plan().is_none() || approved_at.is_some(), "planned before approved");
    if inspection.handling_approved().is_some() {
        assert!(inspection.services().iter().all(|service| !service.is_contested()));
        assert!(inspection.rectifications().iter().all(|item| !item.is_open()));
        assert!(matches!(inspection.stage(), Stage::Handled | Stage::Archived));
    }
}

/// One of the acts allowed: its kind first, so that no kind crowds out another by its variants.
fn choose(open: &[InspectionEvent], kind: &Index, which: &Index) -> InspectionEvent {
    let kinds: BTreeSet<&str> = open.iter().map(|event| event.act.word()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let word = *kind.get(&kinds);
    let of_kind: Vec<&InspectionEvent> = open.iter().filter(|event| event.act.word() == word).collect();
    (*which.get(&of_kind)).clone()
}

fn journal(steps: &[(Act, Inspector)]) -> Vec<InspectionEvent> {
    let now = at("2026-03-02T09:00");
    steps.iter().map(|(act, by)| InspectionEvent { at: now, by: by.clone(), act: act.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_order_of_acts_breaks_an_inspection(
        begun in any::<bool>(),
        steps in proptest::collection::vec((any::<Index>(), any::<Index>(), 0i32..9), 1..50),
    ) {
        let mut journal = if begun { journal(&concluded()) } else { Vec::new() };
        let (mut inspection, mut now) = (Inspection::of(&journal), at("2026-03-02T09:00"));
        for (kind, which, days) in steps {
            now = now.checked_add(days.days()).unwrap();
            let open = allowed(&inspection, now);
            if open.is_empty() {
                let is_over = inspection.stage() == Stage::Archived;
                prop_assert!(is_over, "stuck at {:?}", inspection.stage());
                break;
            }
            let event = choose(&open, &kind, &which);
            inspection.act(&event.act, &event.by, event.at).unwrap();
            holds_together(&inspection);
            journal.push(event);
            prop_assert_eq!(&Inspection::of(&journal), &inspection, "the journal tells all");
        }
    }
}
