//! 委托代办: who may stand in for whom, when, and both names everywhere.

use app::{args, clock};
use axum::http::StatusCode;
use jiff::ToSpan;

use crate::support::county::County;
use crate::support::{Client, Page};

fn day(n: i64) -> String {
    clock::civil(clock::now()).date().checked_add(n.days()).unwrap().to_string()
}

async fn entrust(client: &Client, person: &str, substitute: &str, from: i64, to: i64) -> Page {
    let (from, to) = (day(from), day(to));
    let form = [
        ("person", person),
        ("substitute", substitute),
        ("from_on", from.as_str()),
        ("to_on", to.as_str()),
        ("reason", "出差"),
    ];
    client.post("/absences", &form).await
}

#[tokio::test]
async fn a_substitute_acts_at_once_and_every_page_says_for_whom() {
    let county = County::start().await;
    let head = county.sign_in("water-head").await;
    let liaison = county.sign_in("water-liaison").await;
    let substitute = county.person("water-liaison").await;
    assert!(!liaison.get("/units").await.body.contains("您正在代办"));
    let page = entrust(&head, "", &substitute, 0, 2).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = liaison.get("/units").await;
    assert!(page.body.contains("您正在代办：钱局长（单位负责人）"), "{}", page.body);
    let mine = liaison.get("/absences").await;
    assert!(mine.body.contains("钱局长") && mine.body.contains("代办中"));
    let id = mine.linked("/absences/");
    assert_eq!(liaison.post(&format!("/absences/{id}/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!liaison.get("/units").await.body.contains("您正在代办"), "withdrawn at once");
    let again = head.post(&format!("/absences/{id}/withdrawal"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let events: Vec<(String, String, Option<String>)> = county
        .test
        .app
        .db
        .all("select action, person, after_value from organisation_event where subject = 'absence' order by id", args![])
        .await
        .unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!((events[0].0.as_str(), events[0].1.as_str()), ("委托", "钱局长"));
    let after = events[0].2.as_deref().unwrap();
    assert!(after.contains("钱局长") && after.contains("吴联络"), "both names: {after}");
    assert_eq!((events[1].0.as_str(), events[1].1.as_str()), ("撤回委托", "吴联络"));
}

#[tokio::test]
async fn a_director_entrusts_for_others_and_a_substitute_of_the_director_is_named_with_them() {
    let county = County::start().await;
    let (director, inspector) = (county.sign_in("director").await, county.sign_in("inspector").await);
    let page = entrust(&director, "", &county.person("inspector").await, 0, 0).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let (head, liaison) = (county.person("water-head").await, county.person("water-liaison").await);
    let page = entrust(&inspector, &head, &liaison, 1, 3).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let by = "select count(*) from organisation_event where person = '郑敏（代周正）'";
    assert_eq!(county.test.app.db.number(by, args![]).await.unwrap(), 1);
    assert_eq!(
        county.sign_in("inspector2").await.get("/absences").await.body.matches("撤回</button>").count(),
        0
    );
    assert_eq!(inspector.get("/absences").await.body.matches("撤回</button>").count(), 2);
}

#[tokio::test]
async fn no_chains_no_overlap_no_strangers() {
    let county = County::start().await;
    let head = county.sign_in("water-head").await;
    let (liaison, handler) = (county.person("water-liaison").await, county.person("water-handler").await);
    assert_eq!(entrust(&head, "", &liaison, 1, 5).await.status, StatusCode::SEE_OTHER);
    let liaison_client = county.sign_in("water-liaison").await;
    let handler_client = county.sign_in("water-handler").await;
    let own = county.person("water-head").await;
    let finance = county.person("finance-head").await;
    for (client, substitute, from, to, why) in [
        (&head, &handler, 5, 8, "这些天里已有委托"),
        (&liaison_client, &handler, 3, 3, "不能再转委托"),
        (&handler_client, &own, 2, 2, "代办人这些天里也不在岗"),
        (&head, &finance, 8, 9, "请重新选择代办人"),
        (&head, &own, 8, 9, "请重新选择代办人"),
        (&head, &handler, -1, 1, "不能早于今天"),
        (&head, &handler, 9, 8, "不能早于开始日期"),
        (&head, &handler, 8, 200, "最长 90 天"),
    ] {
        let page = entrust(client, "", substitute, from, to).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    assert_eq!(
        entrust(&head, "", &handler, 6, 8).await.status,
        StatusCode::SEE_OTHER,
        "the days after are free"
    );
    let page = head
        .post("/absences", &[("substitute", handler.as_str()), ("from_on", "明天"), ("to_on", "后天")])
        .await;
    assert!(page.body.contains("2026-11-21 的样子"));
}

#[tokio::test]
async fn two_who_entrust_each_other_at_once_do_not_make_a_chain() {
    let county = County::start().await;
    let (head, liaison) = (county.sign_in("water-head").await, county.sign_in("water-liaison").await);
    let (head_id, liaison_id) = (county.person("water-head").await, county.person("water-liaison").await);
    let (a, b) = tokio::join!(entrust(&head, "", &liaison_id, 1, 2), entrust(&liaison, "", &head_id, 1, 2));
    let n_saved = [a.status, b.status].iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
    assert_eq!(n_saved, 1, "{} {}", a.status, b.status);
}

#[tokio::test]
async fn nobody_else_entrusts_sees_or_withdraws() {
    let county = County::start().await;
    let head = county.sign_in("water-head").await;
    let liaison = county.person("water-liaison").await;
    entrust(&head, "", &liaison, 0, 1).await;
    let id = head.get("/absences").await.linked("/absences/");
    let finance = county.sign_in("finance-head").await;
    assert!(!finance.get("/absences").await.body.contains(&id));
    assert_eq!(finance.post(&format!("/absences/{id}/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND);
    let own = county.person("water-head").await;
    assert_eq!(entrust(&finance, &own, &liaison, 3, 4).await.status, StatusCode::NOT_FOUND);
    let stranger = county.test.stranger();
    assert!(stranger.get("/absences").await.location().starts_with("/accounts/sign-in"));
    assert_eq!(
        county.administrator.get("/absences").await.status,
        StatusCode::NOT_FOUND,
        "no part in supervision"
    );
}
