//! The batch page: ranking, filters, pages, and a workbook of exactly what is filtered.

use std::io::Cursor;

use app::args;
use axum::http::StatusCode;
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

use crate::support::{Client, Page, TestApp, sample};

fn text(name: &str) -> String {
    String::from_utf8(sample(name)).unwrap()
}

/// Ids in the order of the ranking.
fn ranked(page: &Page) -> Vec<String> {
    let rows = page.body.split("class=\"row-link\" href=\"/documents/").skip(1);
    rows.map(|row| row.split('"').next().unwrap().to_owned()).collect()
}

fn sheet(page: &Page, name: &str) -> Range<Data> {
    assert_eq!(page.status, StatusCode::OK);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(page.bytes.clone())).unwrap();
    book.worksheet_range(name).unwrap()
}

/// A faulty document, a clean one and one of another county.
async fn three() -> (TestApp, Client, [String; 3]) {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let clean = admin.upload("clean.txt", text("disclosure.txt").replace("云岭县", "松溪县")).await;
    let faulty = admin.upload("faulty.txt", text("disclosure-with-mistakes.txt")).await;
    let other = admin.upload("other.txt", text("performance-text.txt").replace("云岭县", "青石县")).await;
    (app, admin, [faulty, clean, other])
}

#[tokio::test]
async fn the_document_with_most_errors_leads_with_its_gravest_causes() {
    let (app, admin, [faulty, ..]) = three().await;
    let page = admin.get("/batches").await;
    assert_eq!(page.status, StatusCode::OK);
    let order = ranked(&page);
    assert_eq!((order.len(), &order[0]), (3, &faulty));
    assert!(page.body.contains("<strong>3</strong><span>份材料，3 个单位"), "{}", page.body);
    for number in 1..=3 {
        assert!(page.body.contains(&format!("/documents/{faulty}/findings?open={number}#f{number}")));
    }
    assert!(!page.body.contains("?open=4#f4"));
    let sql =
        "select code, count(*) from finding where parent_id is null group by code order by 2 desc, 1 limit 1";
    let (code, n): (String, i64) = app.app.db.one(sql, vec![]).await.unwrap().unwrap();
    let (_, fired) = page.body.split_once("id=\"fired\"").unwrap();
    assert!(
        fired.contains(&format!("href=\"/rules/{code}\"")) && fired.contains(&format!("{n} 处")),
        "{fired}"
    );
}

#[tokio::test]
async fn filters_narrow_page_and_workbook_alike() {
    let (_app, admin, [faulty, clean, other]) = three().await;
    let elsewhere = "region=%E9%9D%92%E7%9F%B3%E5%8E%BF";
    assert_eq!(ranked(&admin.get(&format!("/batches?{elsewhere}")).await), std::slice::from_ref(&other));
    assert_eq!(ranked(&admin.get("/batches?kind=disclosure&sort=passed").await).len(), 2);
    let found = admin.get("/batches?kind=disclosure").await;
    assert_eq!(ranked(&found), [faulty, clean]);
    let rows = sheet(&admin.get("/batches.xlsx?kind=disclosure").await, "排名");
    assert_eq!(rows.height(), 3);
    assert_eq!(rows.get_value((1, 0)).unwrap().to_string(), "1");
    assert!(rows.get_value((2, 1)).unwrap().to_string().contains("松溪县"));
    assert!(!rows.get_value((1, 10)).unwrap().to_string().is_empty());
    let facts = sheet(&admin.get(&format!("/batches.xlsx?{elsewhere}")).await, "概况");
    assert!(facts.get_value((0, 1)).unwrap().to_string().starts_with("青石县"));
    for nothing in ["year=1999", "day=2001-01-01", "year=abc"] {
        assert!(
            admin.get(&format!("/batches?{nothing}")).await.body.contains("没有符合条件的材料"),
            "{nothing}"
        );
    }
    let wrong = admin.get("/batches?day=gestern").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("导入日期"));
}

#[tokio::test]
async fn a_day_takes_in_what_was_imported_on_it() {
    let (app, admin, [faulty, ..]) = three().await;
    // 2026-03-02 23:59:59.999 and 2026-03-03 00:00 in China
    let moved = "update document set imported_at = $1 where id = $2";
    app.app.db.run(moved, args![1_772_467_199_999_i64, &faulty]).await.unwrap();
    assert_eq!(ranked(&admin.get("/batches?day=2026-03-02").await), std::slice::from_ref(&faulty));
    let next = "update document set imported_at = imported_at + 1 where id = $1";
    app.app.db.run(next, args![&faulty]).await.unwrap();
    assert!(ranked(&admin.get("/batches?day=2026-03-02").await).is_empty());
    assert_eq!(ranked(&admin.get("/batches?day=2026-03-03").await), [faulty]);
}

#[tokio::test]
async fn a_corrected_version_takes_the_place_of_the_one_before() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let faulty = admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    let corrected = admin.upload("b.txt", sample("disclosure.txt")).await;
    assert_eq!(ranked(&admin.get("/batches").await), std::slice::from_ref(&corrected));
    assert_eq!(ranked(&admin.get("/batches?versions=all").await), [faulty, corrected]);
    assert_eq!(sheet(&admin.get("/batches.xlsx?versions=all").await, "排名").height(), 3);
}

#[tokio::test]
async fn a_long_ranking_has_pages_and_a_whole_workbook() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for n in 0..27 {
        let copy = text("performance-text.txt").replace("云岭县", &format!("第{n}县"));
        admin.upload(&format!("{n}.txt"), copy).await;
    }
    let (first, second) = (admin.get("/batches").await, admin.get("/batches?page=2").await);
    let (a, b) = (ranked(&first), ranked(&second));
    assert_eq!((a.len(), b.len()), (25, 2));
    assert!(b.iter().all(|id| !a.contains(id)));
    assert!(first.body.contains("第 1 页，共 2 页") && second.body.contains("data-label=\"名次\">27<"));
    assert!(admin.get("/batches?page=9").await.body.contains("一共只有 2 页"));
    assert_eq!(sheet(&admin.get("/batches.xlsx?page=2").await, "排名").height(), 28);
}

#[tokio::test]
async fn a_batch_holds_only_what_the_viewer_may_see() {
    let (app, admin, [.., other]) = three().await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    assert!(officer.get("/batches").await.body.contains("还没有材料"));
    let reviewer = app.sign_in(&admin, "wang", "reviewer", "青石县").await;
    let page = reviewer.get("/batches").await;
    assert_eq!(ranked(&page), [other]);
    assert_eq!(sheet(&reviewer.get("/batches.xlsx").await, "排名").height(), 2);
    assert_eq!(app.stranger().get("/batches").await.status, StatusCode::SEE_OTHER);
}
