//! 提醒: nothing that has come due is lost and nothing is said twice, whatever happens to clocks and servers.

use std::time::Duration;

use app::reminders::sweep;
use app::{App, args, clock};
use supervision::{Act, Request, SuspensionCause, UnitId};

use crate::support::county::County;
use crate::support::issued::{act, at, issue, n_rows, report, sign, told};

async fn pass(county: &County, now: &str) -> usize {
    let tally = sweep::pass(&county.test.app, at(now)).await.unwrap();
    assert_eq!(tally.n_failed, 0);
    tally.n_notices
}

async fn texts(county: &County, sql: &'static str) -> Vec<(String,)> {
    county.test.app.db.all(sql, args![]).await.unwrap()
}

const PAPERS: &str = "select kind || ' ' || number from paper order by id";

#[tokio::test]
async fn each_rung_is_told_once_to_whom_it_concerns() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    assert_eq!(pass(&county, "2026-11-16T09:00").await, 2);
    assert_eq!(pass(&county, "2026-11-16T09:00").await, 0);
    assert_eq!(pass(&county, "2026-11-17T15:29").await, 0);
    assert_eq!(pass(&county, "2026-11-17T15:30").await, 1);
    assert_eq!(pass(&county, "2026-11-17T17:00").await, 0);
    pass(&county, "2026-11-18T08:30").await;
    let expected = [
        "water-liaison issued",
        "water-head issued",
        "water-liaison sign-2h",
        "water-liaison sign+1",
        "water-head sign+1",
        "inspector sign+1",
    ];
    assert_eq!(told(&county, &id).await, expected);
    sign(&county, &id, at("2026-11-18T09:00")).await;
    assert_eq!(pass(&county, "2026-11-19T08:30").await, 0, "signed");
    assert_eq!(pass(&county, "2026-11-20T08:30").await, 1);
    assert_eq!(told(&county, &id).await.last().unwrap(), "water-handler feedback-1");
    let reasons = texts(&county, "select distinct reason from notice where rule = 'sign+1' order by 1").await;
    let expected = ["您是县水利局的单位联络员", "您是县水利局的单位负责人", "您是本事项的督查员"];
    assert!(expected.iter().all(|reason| reasons.contains(&((*reason).to_owned(),))), "{reasons:?}");
}

#[tokio::test]
async fn an_act_in_between_neither_hides_nor_repeats_what_is_due() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &["县财政局"], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    let instruct = |text: &str| Act::Instruct { text: text.to_owned() };
    act(&county, "leader", &id, at("2026-11-20T08:40"), instruct("请加快")).await;
    let unit = UnitId(county.unit("县水利局").await);
    let feedback = Act::GiveFeedback { unit, progress: 30, is_final: false };
    act(&county, "water-handler", &id, at("2026-11-20T08:42"), feedback).await;
    assert_ne!(pass(&county, "2026-11-20T08:45").await, 0, "what no sweep had looked at is still due");

    act(&county, "leader", &id, at("2026-11-20T09:00"), instruct("请抓紧")).await;
    let waiting = "select count(*) from assignment where remind_at <= $1";
    let n: i64 = county.test.app.db.number(waiting, args![at("2026-11-20T09:00")]).await.unwrap();
    assert_eq!(n, 0, "an act that moves no deadline leaves nothing to look at");
    assert_eq!(pass(&county, "2026-11-20T09:05").await, 0);
}

#[tokio::test]
async fn after_two_days_without_power_the_last_word_is_said_and_every_paper_issued() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    pass(&county, "2026-11-24T09:00").await;
    assert_eq!(told(&county, &id).await[2..], ["water-handler feedback+1", "water-head feedback+1"]);
    pass(&county, "2026-12-31T09:00").await;
    let papers = ["blue 督催〔2026〕1 号", "yellow 督催〔2026〕2 号", "red 督催〔2026〕3 号"];
    assert_eq!(texts(&county, PAPERS).await, papers.map(|paper| (paper.to_owned(),)));
    let urged =
        "select count(*) from matter_event where act = 'urge' and account_id is null and person = '系统'";
    assert_eq!(n_rows(&county, urged).await, 3);
    assert_eq!(pass(&county, "2027-01-05T09:00").await, 0);
    assert_eq!(n_rows(&county, "select count(*) from assignment where remind_at is not null").await, 0);
}

#[tokio::test]
async fn a_paper_is_frozen_with_what_was_true() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    pass(&county, "2026-12-08T09:00").await;
    pass(&county, "2026-12-10T09:00").await;
    let fields = texts(&county, "select fields from paper order by id").await;
    let yellow: serde_json::Value = serde_json::from_str(&fields[1].0).unwrap();
    assert_eq!(yellow["kind"], "黄单");
    assert_eq!(yellow["unit"], "县水利局");
    assert_eq!(yellow["due_on"], "2026-12-07");
    assert_eq!(yellow["days_over"], 3);
    assert_eq!(yellow["earlier"][0]["number"], "督催〔2026〕1 号");
    let hash = texts(&county, "select fields_hash from paper order by id").await;
    assert_eq!(hash[1].0, app::ids::sha256(fields[1].0.as_bytes()));
    let chained =
        "select count(*) from paper join matter_event on matter_event.id = event_id where act = 'urge'";
    assert_eq!(n_rows(&county, chained).await, 2);
}

#[tokio::test]
async fn a_clock_that_jumps_says_nothing_twice() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    pass(&county, "2027-06-01T09:00").await;
    let after_jump = told(&county, &id).await;
    for now in ["2026-11-16T09:05", "2026-11-18T08:30", "2026-12-08T09:00", "2027-06-01T09:00"] {
        pass(&county, now).await;
    }
    // The journal goes forward only, so what happens now happened after the jump.
    sign(&county, &id, at("2027-06-01T10:00")).await;
    pass(&county, "2026-12-08T09:00").await;
    let mut told = told(&county, &id).await;
    assert_eq!(told[..after_jump.len()], after_jump);
    let n = told.len();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), n);
    assert_eq!(n_rows(&county, "select count(*) from paper").await, 3);
}

async fn second_server(county: &County) -> App {
    App::open((*county.test.app.config).clone()).await.unwrap()
}

#[tokio::test]
async fn two_servers_at_once_say_everything_once() {
    let county = County::start().await;
    let other = second_server(&county).await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(issue(&county, "meeting", &["县财政局"], at("2026-11-16T09:00")).await);
    }
    for now in ["2026-11-16T09:00", "2026-11-18T08:30", "2026-12-08T09:00", "2026-12-15T09:00"] {
        let servers = [county.test.app.clone(), other.clone(), county.test.app.clone(), other.clone()];
        let passes =
            servers.map(|app| tokio::spawn(async move { sweep::pass(&app, at(now)).await.unwrap() }));
        for pass in passes {
            assert_eq!(pass.await.unwrap().n_failed, 0);
        }
    }
    let one = told(&county, &ids[0]).await.len();
    for id in &ids {
        assert_eq!(told(&county, id).await.len(), one);
    }
    assert_eq!(n_rows(&county, "select count(*) from paper").await, 6 * 2 * 3);
    assert_eq!(n_rows(&county, "select count(distinct number) from paper").await, 36);
    assert_eq!(n_rows(&county, "select max(last) from paper_number").await, 36, "without a gap");
}

#[tokio::test]
async fn a_sweep_that_is_killed_anywhere_is_finished_by_the_next() {
    let county = County::start().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(issue(&county, "meeting", &[], at("2026-11-16T09:00")).await);
    }
    for micros in [0, 200, 900, 2_000, 3_500, 5_000, 8_000, 13_000, 21_000] {
        let app = county.test.app.clone();
        let sweeping = tokio::spawn(async move { sweep::pass(&app, at("2026-12-15T09:00")).await });
        tokio::time::sleep(Duration::from_micros(micros)).await;
        sweeping.abort();
        let _ = sweeping.await;
        let half = "select count(*) from matter where n_events <> (select max(position) from matter_event
             where matter_id = matter.id)";
        assert_eq!(n_rows(&county, half).await, 0);
    }
    pass(&county, "2026-12-15T09:00").await;
    let one = told(&county, &ids[0]).await;
    for id in &ids {
        assert_eq!(told(&county, id).await, one);
    }
    assert_eq!(n_rows(&county, "select count(*) from paper").await, 12);
    assert_eq!(n_rows(&county, "select count(*) from matter_event where act = 'urge'").await, 12);
}

#[tokio::test]
async fn while_the_ball_lies_elsewhere_nobody_is_reminded() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    report(&county, &id, at("2026-12-07T10:00"), 60).await;
    assert_eq!(pass(&county, "2026-12-11T09:00").await, 0, "督查室 has it");
    let unit = UnitId(county.unit("县水利局").await);
    let next_feedback = Some("2026-12-30T17:30".parse().unwrap());
    let accept = Act::Accept { unit, nodes_met: 0, next_feedback };
    act(&county, "inspector", &id, at("2026-12-11T10:00"), accept).await;
    pass(&county, "2026-12-11T10:01").await;
    let said: Vec<String> = told(&county, &id).await.split_off(2);
    assert!(said.iter().any(|told| told == "water-head finish+1"), "{said:?}");
    assert!(said.iter().any(|told| told == "water-head finish+3"), "{said:?}");
    assert_eq!(n_rows(&county, "select count(*) from paper").await, 2, "the red one is not due yet");
}

#[tokio::test]
async fn what_was_suspended_goes_on_by_itself() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    let (cause, reason) = (SuspensionCause::Procedure, "听证".to_owned());
    let suspend = Act::Suspend { cause, reason, until: "2026-12-14".parse().unwrap() };
    act(&county, "director", &id, at("2026-11-16T11:00"), suspend).await;
    for now in ["2026-11-18T08:30", "2026-12-08T09:00", "2026-12-14T08:29"] {
        assert_eq!(pass(&county, now).await, 0);
    }
    pass(&county, "2026-12-14T08:30").await;
    let resumed = "select count(*) from matter_event where act = 'resume' and account_id is null";
    assert_eq!(n_rows(&county, resumed).await, 1);
    pass(&county, "2026-12-14T08:31").await;
    assert_eq!(n_rows(&county, resumed).await, 1);
    assert_eq!(n_rows(&county, "select count(*) from matter where is_suspended = 1").await, 0);
    assert_eq!(n_rows(&county, "select count(*) from notice where rule = 'act.resume'").await, 2);
}

#[tokio::test]
async fn a_refusal_that_nobody_answers_stays_with_the_unit() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    let refuse =
        Act::Refuse { unit: UnitId(county.unit("县水利局").await), reason: "不属职责".to_owned() };
    act(&county, "water-head", &id, at("2026-11-16T10:00"), refuse).await;
    pass(&county, "2026-11-17T17:30").await;
    let answered = "select count(*) from matter_event where act = 'answer_refusal' and account_id is null";
    assert_eq!(n_rows(&county, answered).await, 0);
    pass(&county, "2026-11-17T17:31").await;
    pass(&county, "2026-11-17T17:32").await;
    assert_eq!(n_rows(&county, answered).await, 1);
    assert_eq!(n_rows(&county, "select count(*) from assignment where stage = 'unsigned'").await, 1);
    let told = texts(&county, "select title from notice where rule = 'act.answer_refusal'").await;
    assert_eq!(told, vec![("退签未获同意，请签收办理".to_owned(),); 2]);
}

#[tokio::test]
async fn the_substitute_hears_instead_of_the_absent_and_both_are_named() {
    let county = County::start().await;
    let now = at("2026-11-16T09:00");
    let (absent, substitute) = (county.person("water-head").await, county.person("water-liaison").await);
    let absence =
        "insert into absence (id, account_id, substitute_id, from_on, to_on, reason, created_by, created_at)
         values ('1', $1, $2, '2026-11-10', '2026-11-20', '出差', $1, 0)";
    county.test.app.db.run(absence, args![&absent, substitute]).await.unwrap();
    let id = issue(&county, "meeting", &[], now).await;
    sign(&county, &id, now).await;
    report(&county, &id, at("2026-11-25T09:00"), 100).await;
    pass(&county, "2026-11-16T09:00").await;
    let unit = UnitId(county.unit("县水利局").await);
    let request = Request::Extension {
        to: "2026-12-20".parse().unwrap(),
        reason: "雨期".to_owned(),
        progress: "过半".to_owned(),
    };
    let id = issue(&county, "meeting", &[], now).await;
    act(&county, "water-liaison", &id, now, Act::Ask { unit, request }).await;
    pass(&county, "2026-11-16T09:00").await;
    assert_eq!(told(&county, &id).await, ["water-liaison issued"], "once, though it is two parts");
    pass(&county, "2026-11-19T08:30").await;
    let reasons = texts(&county, "select reason from notice where rule = 'sign+2' order by id").await;
    assert_eq!(reasons[0].0, "您受钱局长（县水利局的单位负责人）委托代办");
}

#[tokio::test]
async fn a_unit_without_anybody_is_the_officer_s_to_call() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &["青石镇人民政府"], at("2026-11-16T09:00")).await;
    pass(&county, "2026-11-16T09:00").await;
    assert!(told(&county, &id).await.contains(&"inspector issued".to_owned()));
    let reason = texts(&county, "select reason from notice where reason like '%没有可以通知的人员%'").await;
    assert_eq!(reason.len(), 1);
}

#[tokio::test]
async fn an_extension_brings_reminders_of_its_own() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    let unit = UnitId(county.unit("县水利局").await);
    pass(&county, "2026-12-02T08:30").await;
    let request = Request::Extension {
        to: "2026-12-11".parse().unwrap(),
        reason: "雨期".to_owned(),
        progress: "过半".to_owned(),
    };
    act(&county, "water-head", &id, at("2026-12-02T09:00"), Act::Ask { unit, request }).await;
    let app = &county.test.app;
    let director = crate::support::issued::viewer(&county, "director", at("2026-12-02T10:00")).await;
    let words = app::matters::journal::Words::default();
    let decide = |loaded: &app::matters::matter::Loaded, rules: &supervision::Rules<'_>| {
        let assignment = loaded.state.lead().unwrap();
        let dues =
            supervision::deadline::extended(&assignment.dues, "2026-12-11".parse().unwrap(), &rules.time);
        let dues = vec![supervision::UnitDues { unit: assignment.unit.clone(), dues }];
        Ok(Act::Decide { request: 0, granted: true, reason: "同意".to_owned(), dues })
    };
    let now = at("2026-12-02T10:00");
    app::matters::matter::act(app, &director, &id, &words, now, &decide).await.unwrap();
    let finish = "select due_version || ' ' || rule from notice where rule like 'finish%' order by id";
    pass(&county, "2026-12-08T08:30").await;
    let told = texts(&county, finish).await;
    assert_eq!(told, ["1 finish-3", "2 finish-3"].map(|told| (told.to_owned(),)));
    assert_eq!(clock::date(now), "2026-12-02");
}
