//! 重新审核: stored documents follow the rules, the settings and each other.

use std::time::Duration;

use app::args;
use app::documents::rereview::{self, Progress};

use crate::support::{TestApp, sample};

async fn number(app: &TestApp, sql: &'static str) -> i64 {
    app.app.db.number(sql, args![]).await.unwrap()
}

async fn texts(app: &TestApp, sql: &'static str) -> Vec<(String,)> {
    app.app.db.all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn a_document_reviewed_again_is_equal_to_one_just_imported() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    let findings = "select code || severity || place || message || excerpt || coalesce(statement_hash, '')
                    from finding order by ordinal";
    let counts =
        "select cast(n_errors as text) || ' ' || n_warnings || ' ' || n_hints || ' ' || n_passed || ' '
                  || n_failed || ' ' || n_undecided || not_applicable from document";
    let at_first = (texts(&app, findings).await, texts(&app, counts).await);
    app.app.db.run("update document set reviewed_with = null", args![]).await.unwrap();
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 1);
    assert_eq!((texts(&app, findings).await, texts(&app, counts).await), at_first);
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 0);
}

#[tokio::test]
async fn next_year_s_document_is_reviewed_again_when_last_year_s_comes_in() {
    const MORE: &str = "select count(*) from finding where code = 'TG-05'";
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let text = String::from_utf8(sample("disclosure.txt")).unwrap();
    admin.upload("2025.txt", &text).await;
    admin.upload("2024.txt", text.replace("2025", "2024").replace("14.40", "10.40")).await;
    let stale: Vec<(i64,)> = app
        .app
        .db
        .all("select fiscal_year from document where reviewed_with is null", args![])
        .await
        .unwrap();
    assert_eq!(stale, [(2025,)]);
    assert_eq!(number(&app, MORE).await, 0);
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 1);
    let told = texts(&app, "select message from finding where code = 'TG-05'").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].0.contains("比上年 10.40 万元多 4.00 万元"), "{told:?}");
    let progress = Progress::of(&app.app.db, "").await.unwrap();
    assert_eq!((progress.n_documents, progress.n_stale, progress.n_failed), (2, 0, 0));
}

#[tokio::test]
async fn a_version_is_held_against_the_one_that_printed_what_it_withholds() {
    const PURPOSE: &str = "用于督办信息平台的服务器租用、短信提醒、功能完善和承办单位经办人培训";
    const SENTENCE: &str = "办公室全年工作围绕一个“实”字展开";
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let open = String::from_utf8(sample("performance-text.txt")).unwrap();
    assert!(open.contains(PURPOSE) && open.contains(SENTENCE));
    let withheld = open.replace(PURPOSE, "不公开").replace(SENTENCE, &format!("{PURPOSE}。{SENTENCE}"));
    admin.upload("open.txt", &open).await;
    admin.upload("withheld.txt", &withheld).await;
    let remains = "select message from finding where code = 'SE-08'";
    let told = texts(&app, remains).await;
    assert!(told.len() == 1 && told[0].0.contains("资金用途"), "{told:?}");
    app.app.db.run("update document set reviewed_with = null", args![]).await.unwrap();
    rereview::pass(&app.app).await.unwrap();
    assert_eq!(texts(&app, remains).await, told);
}

#[tokio::test]
async fn a_document_that_cannot_be_reviewed_keeps_its_findings_and_is_named() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    admin.upload("b.txt", sample("performance-text.txt")).await;
    let n_findings = number(&app, "select count(*) from finding").await;
    let spoilt = "update budget_table set place = '?' where ordinal = 0";
    app.app.db.run(spoilt, args![]).await.unwrap();
    app.app.db.run("update document set reviewed_with = 'before'", args![]).await.unwrap();
    rereview::pass(&app.app).await.unwrap();
    let progress = Progress::of(&app.app.db, "").await.unwrap();
    assert_eq!((progress.n_documents, progress.n_stale, progress.n_failed), (2, 0, 1));
    assert_eq!(number(&app, "select count(*) from finding").await, n_findings);
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 0);
    assert!(admin.get("/settings").await.body.contains("1 份材料没能重新审核"));
}

#[tokio::test]
async fn two_workers_and_a_ring_leave_nothing_stale_and_nothing_twice() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for name in ["disclosure-with-mistakes.txt", "performance-text.txt", "performance-dump.txt"] {
        admin.upload(name, sample(name)).await;
    }
    let n_findings = number(&app, "select count(*) from finding").await;
    let workers =
        [tokio::spawn(rereview::run(app.app.clone())), tokio::spawn(rereview::run(app.app.clone()))];
    app.app.db.run("update document set reviewed_with = 'before'", args![]).await.unwrap();
    app.app.review_bell.notify_waiters();
    for _ in 0..200 {
        app.app.review_bell.notify_one();
        tokio::time::sleep(Duration::from_millis(50)).await;
        if Progress::of(&app.app.db, "").await.unwrap().n_stale == 0 {
            break;
        }
    }
    workers.iter().for_each(|worker| worker.abort());
    assert_eq!(Progress::of(&app.app.db, "").await.unwrap().n_stale, 0);
    assert_eq!(number(&app, "select count(*) from finding").await, n_findings);
}
