//! 消息: each person sees what they were told, of matters that they may still see.

use app::args;
use app::reminders::sweep;
use axum::http::StatusCode;
use supervision::{Act, Dues, Grade, UnitId};

use crate::support::Client;
use crate::support::county::County;
use crate::support::issued::{act, at, issue, n_rows, report, sign};

async fn swept(county: &County, now: &str) {
    sweep::pass(&county.test.app, at(now)).await.unwrap();
}

async fn titles(county: &County, name: &str) -> Vec<String> {
    let told = "select title from notice join account on account.id = notice.account_id
         where account.name = $1 order by notice.id";
    let rows: Vec<(String,)> = county.test.app.db.all(told, args![name]).await.unwrap();
    rows.into_iter().map(|row| row.0).collect()
}

/// The number beside 消息 in the head of a page; nothing when everything is read.
async fn unread(client: &Client) -> String {
    let body = client.get("/notices").await.body;
    let bell = body.split("class=\"bell\"").nth(1).unwrap();
    let bell = bell.split("</a>").next().unwrap();
    bell.split("<b>").nth(1).map_or(String::new(), |n| n.split('<').next().unwrap().to_owned())
}

#[tokio::test]
async fn a_notice_is_counted_listed_opened_and_read() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let head = county.sign_in("water-head").await;
    assert_eq!(unread(&head).await, "1");
    let page = head.get("/notices").await;
    for text in [
        "新交办事项，请签收",
        "〔2026〕1 号 县城防洪排涝设施整治",
        "您是县水利局的单位负责人",
        "2026-11-16 09:00",
    ] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let notice = page.linked("/notices/");
    let opened = head.get(&format!("/notices/{notice}")).await;
    assert_eq!(
        (opened.status, opened.location()),
        (StatusCode::SEE_OTHER, format!("/matters/{id}").as_str())
    );
    assert_eq!(unread(&head).await, "");
    assert!(head.get("/notices?only=unread").await.body.contains("没有未读消息"));
    assert_eq!(unread(&county.sign_in("water-liaison").await).await, "1", "each reads for themselves");
}

#[tokio::test]
async fn nobody_counts_past_ninety_nine() {
    let county = County::start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let head = county.sign_in("water-head").await;
    let another = "insert into notice (id, region, matter_id, account_id, rule, due_version, title, reason, created_at)
         select id || '-' || $1, region, matter_id, account_id, rule, $2, title, reason, created_at from notice
         where due_version = 1 and account_id = $3";
    let person = county.person("water-head").await;
    for version in 2_i64..=99 {
        county.test.app.db.run(another, args![version.to_string(), version, &person]).await.unwrap();
    }
    assert_eq!(unread(&head).await, "99");
    county.test.app.db.run(another, args!["100", 100, &person]).await.unwrap();
    assert_eq!(unread(&head).await, "99+");
}

#[tokio::test]
async fn whoever_looks_at_the_matter_itself_has_read_what_was_said_of_it() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let head = county.sign_in("water-head").await;
    let page = head.get(&format!("/matters/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains(&format!("data-live=\"/live/matters/{id}\""))
            && page.body.contains("data-position=\"3\"")
    );
    assert_eq!(unread(&head).await, "");
    let other = county.sign_in("finance-head").await;
    assert_eq!(other.get(&format!("/matters/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(unread(&county.sign_in("water-liaison").await).await, "1");
}

#[tokio::test]
async fn all_at_once_are_read_and_others_stay() {
    let county = County::start().await;
    for _ in 0..30 {
        issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    }
    swept(&county, "2026-11-16T09:00").await;
    let head = county.sign_in("water-head").await;
    assert_eq!(unread(&head).await, "30");
    let page = head.get("/notices").await;
    assert_eq!(page.body.matches("<li class=\"notice").count(), 25);
    assert!(page.body.contains("/notices?page=2"));
    assert_eq!(head.get("/notices?page=2").await.body.matches("<li class=\"notice").count(), 5);
    assert_eq!(head.post("/notices/reading", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(unread(&head).await, "");
    assert_eq!(unread(&county.sign_in("water-liaison").await).await, "30");
}

#[tokio::test]
async fn nobody_opens_another_s_notice() {
    let county = County::start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let notice = county.sign_in("water-head").await.get("/notices").await.linked("/notices/");
    for name in ["water-liaison", "finance-head", "director", "chief"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get(&format!("/notices/{notice}")).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    let stranger = county.test.stranger();
    assert_eq!(stranger.get("/notices").await.status, StatusCode::SEE_OTHER);
    assert_eq!(stranger.post("/notices/reading", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(n_rows(&county, "select count(*) from notice where read_at is not null").await, 0);
}

#[tokio::test]
async fn whoever_may_no_longer_see_a_matter_sees_nothing_said_of_it() {
    let county = County::start().await;
    issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    swept(&county, "2026-11-16T09:00").await;
    let head = county.sign_in("water-head").await;
    let notice = head.get("/notices").await.linked("/notices/");
    let moved = "update account set unit_id = $1 where name = 'water-head'";
    county.test.app.db.run(moved, args![county.unit("县财政局").await]).await.unwrap();
    assert_eq!(unread(&head).await, "");
    assert!(!head.get("/notices").await.body.contains("防洪"));
    assert_eq!(head.get(&format!("/notices/{notice}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_act_is_told_to_whom_it_concerns_and_not_to_the_one_who_acted() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let unit = UnitId(county.unit("县水利局").await);
    assert_eq!(titles(&county, "director").await, ["立项待批，请审批"]);
    sign(&county, &id, at("2026-11-16T10:00")).await;
    report(&county, &id, at("2026-11-17T10:00"), 100).await;
    assert_eq!(titles(&county, "water-head").await, ["反馈已起草，请审核签发"]);
    assert_eq!(titles(&county, "inspector").await, ["承办单位已反馈，请审核"]);
    let finish = Some("2026-11-27T17:30".parse().unwrap());
    let sign = "2026-11-17T17:30".parse().unwrap();
    let dues = Dues { sign, feedback: None, nodes: Vec::new(), finish };
    let defects = vec!["缺验收照片".to_owned()];
    let back = Act::ReturnBack { unit: unit.clone(), defects, dues };
    act(&county, "inspector", &id, at("2026-11-17T11:00"), back).await;
    let returned = "已退回重办，请按问题清单整改";
    for name in ["water-handler", "water-head", "water-liaison"] {
        assert_eq!(titles(&county, name).await.last().unwrap(), returned, "{name}");
    }
    let instruct = Act::Instruct { text: "请加快".to_owned() };
    act(&county, "leader", &id, at("2026-11-17T12:00"), instruct).await;
    assert_eq!(titles(&county, "inspector").await.last().unwrap(), "领导有新的批示");
    report(&county, &id, at("2026-11-18T10:00"), 100).await;
    let accept = Act::Accept { unit, nodes_met: 0, next_feedback: None };
    act(&county, "inspector", &id, at("2026-11-18T11:00"), accept).await;
    assert_eq!(titles(&county, "water-handler").await.last().unwrap(), "反馈已审核通过");
    act(&county, "director", &id, at("2026-11-18T12:00"), Act::Complete { grade: Grade::Good }).await;
    assert_eq!(titles(&county, "water-handler").await.last().unwrap(), "已办结，等次良好");
    assert_eq!(titles(&county, "leader").await, ["已办结，等次良好"]);
    assert!(!titles(&county, "director").await.contains(&"已办结，等次良好".to_owned()));
    assert_eq!(titles(&county, "finance-head").await, Vec::<String>::new());
}

#[tokio::test]
async fn an_act_that_did_not_happen_is_told_to_nobody() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let before = n_rows(&county, "select count(*) from notice").await;
    let app = &county.test.app;
    let director = crate::support::issued::viewer(&county, "director", at("2026-11-16T10:00")).await;
    let words = app::matters::journal::Words::default();
    let complete = Act::Complete { grade: Grade::Good };
    let now = at("2026-11-16T10:00");
    let refused =
        app::matters::matter::act(app, &director, &id, &words, now, &|_, _| Ok(complete.clone())).await;
    assert!(refused.is_err());
    assert_eq!(n_rows(&county, "select count(*) from notice").await, before);
}
