//! Papers from the pages: whole, readable, and only for those who may see the matter.
#![allow(clippy::unwrap_used, reason = "a surprise is a failed test")]

mod support;

use std::process::Command;

use app::demo::{self, PASSWORD, Size};
use app::{args, clock};
use axum::http::{StatusCode, header};
use support::{Client, TestApp};

async fn county() -> TestApp {
    let app = TestApp::start().await;
    let (_, until) = clock::day("2026-11-20").unwrap();
    let size = Size { counties: 1, years: 1, matters_a_year: 120, under_way: 0, seed: 5, until };
    demo::fill(&app.app, size, |_| ()).await.unwrap();
    app
}

async fn sign_in(app: &TestApp, name: &str) -> Client {
    let mut client = app.stranger();
    let page = client.post("/accounts/sign-in", &[("name", name), ("password", PASSWORD)]).await;
    client.keep_cookie(&page);
    client
}

async fn one(app: &TestApp, sql: &'static str) -> String {
    let row: Option<(String,)> = app.app.db.one(sql, args![]).await.unwrap();
    row.unwrap().0
}

const ISSUED: &str = "select id from matter where issued_at is not null order by id limit 1";

#[tokio::test]
async fn the_card_says_what_was_assigned() {
    let app = county().await;
    let id = one(&app, ISSUED).await;
    let client = sign_in(&app, "director1").await;
    let page = client.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/pdf");
    let text = text_of(&page.bytes);
    let facts: (String, String, i64) = app
        .app
        .db
        .one(
            "select matter.title, unit.name, matter.number from matter join unit on unit.id = lead_unit_id
             where matter.id = $1",
            args![&id],
        )
        .await
        .unwrap()
        .unwrap();
    for words in ["督办卡", "不涉密", &facts.0, &facts.1, &format!("{}号", facts.2), "办结标准", "签收"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    let page = client.get(&format!("/matters/{id}/card.docx")).await;
    assert!(page.status == StatusCode::OK && page.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn a_draft_has_no_card_yet() {
    let app = county().await;
    let sql = "select id from matter where issued_at is null order by id limit 1";
    let id = one(&app, sql).await;
    let page = sign_in(&app, "director1").await.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还没有批准交办"));
}

#[tokio::test]
async fn another_unit_gets_no_card() {
    let app = county().await;
    let id = one(&app, ISSUED).await;
    let sql = "select name from account where duty = 'unit_head' and unit_id not in (
                   select unit_id from assignment join matter on matter.id = matter_id
                   where matter.id = (select id from matter where issued_at is not null order by id limit 1))
               order by name limit 1";
    let other = one(&app, sql).await;
    let page = sign_in(&app, &other).await.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(app.stranger().get(&format!("/matters/{id}/card.pdf")).await.status, StatusCode::SEE_OTHER);
}

/// As a reader of the file finds it, without the gaps that typesetting puts between Chinese and digits.
fn text_of(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let told = Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap();
    String::from_utf8(told.stdout).unwrap().split_whitespace().collect()
}
