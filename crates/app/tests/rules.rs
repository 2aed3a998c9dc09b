//! Rules: the list, each rule's page, where it found something.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise is a failed test")]

mod support;

use axum::http::StatusCode;
use support::{TestApp, sample};

#[tokio::test]
async fn every_rule_is_listed_under_its_family_and_has_a_page() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let list = admin.get("/rules").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("SB 表内勾稽"), "{}", list.body);
    for rule in review::rules() {
        assert!(list.body.contains(&format!("href=\"/rules/{}\"", rule.code)), "{}", rule.code);
        let page = admin.get(&format!("/rules/{}", rule.code)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", rule.code);
        assert!(page.body.contains("<h2>查什么</h2>"), "{}: {}", rule.code, page.body);
        assert!(page.body.contains(rule.severity.word()), "{}", rule.code);
        assert_eq!(page.body.matches("<h1>").count(), 1, "{}", rule.code);
    }
}

#[tokio::test]
async fn an_unknown_code_is_a_page_that_is_not_there() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for code in ["XX-99", "sb-01", "SB-01%27"] {
        assert_eq!(admin.get(&format!("/rules/{code}")).await.status, StatusCode::NOT_FOUND, "{code}");
    }
}

#[tokio::test]
async fn a_stranger_signs_in_first() {
    let app = TestApp::start().await;
    for path in ["/rules", "/rules/SB-01"] {
        let page = app.stranger().get(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn a_rule_page_counts_only_what_the_viewer_may_see() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("disclosure.txt", sample("disclosure-with-mistakes.txt")).await;
    let fired: (String, i64) = app
        .app
        .db
        .one("select code, count(*) from finding group by code order by code limit 1", vec![])
        .await
        .unwrap()
        .unwrap();
    let (code, n) = fired;
    let link = format!("href=\"/documents/{id}/findings\"");
    let seen = admin.get(&format!("/rules/{code}")).await;
    assert!(seen.body.contains(&format!("共查出 {n} 处")), "{}", seen.body);
    assert!(seen.body.contains(&link), "{}", seen.body);
    let officer = app.sign_in(&admin, "wanglei", "officer", "").await;
    let unseen = officer.get(&format!("/rules/{code}")).await;
    assert_eq!(unseen.status, StatusCode::OK);
    assert!(unseen.body.contains("还没有查出问题"), "{}", unseen.body);
    assert!(!unseen.body.contains(&link), "{}", unseen.body);
}
