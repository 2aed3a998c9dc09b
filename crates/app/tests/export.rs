//! What leaves the platform as a file: the list of findings, and the originals.

use std::io::Cursor;

use app::args;
use axum::http::{StatusCode, header};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

use crate::support::{Page, TestApp, sample};

const MISTAKES: &str = "disclosure-with-mistakes.txt";

fn sheet(page: &Page, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(page.bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["概况", "问题", "连带问题", "无法判断"]);
    book.worksheet_range(name).unwrap()
}

fn column(range: &Range<Data>, index: u32) -> Vec<String> {
    (1..u32::try_from(range.height()).unwrap())
        .map(|row| range.get_value((row, index)).unwrap_or(&Data::Empty).to_string())
        .collect()
}

fn name_of(page: &Page) -> String {
    let header = page.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    let encoded = header.split("filename*=UTF-8''").nth(1).unwrap();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(b) = rest.next() {
        let hex = |a: u8, b: u8| u8::from_str_radix(std::str::from_utf8(&[a, b]).unwrap(), 16).unwrap();
        bytes.push(if b == b'%' { hex(rest.next().unwrap(), rest.next().unwrap()) } else { b });
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn the_workbook_holds_every_finding_with_its_consequences() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let bytes = sample(MISTAKES);
    let reading = reader::read(MISTAKES, &bytes).unwrap();
    let report = review::review(&reading.document, &review::Settings::default());
    let id = admin.upload(MISTAKES, &bytes).await;
    let page = admin.get(&format!("/documents/{id}/findings.xlsx")).await;
    assert_eq!(page.status, StatusCode::OK);

    let findings = sheet(&page, "问题");
    let head: Vec<String> = findings.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(head, ["序号", "级别", "规则", "位置", "原文", "问题", "建议", "依据", "连带问题数", "豁免"]);
    assert!(!report.findings.is_empty());
    let told: Vec<String> = report.findings.iter().map(|f| f.message.clone()).collect();
    assert_eq!(column(&findings, 5), told);
    let places: Vec<String> = report.findings.iter().map(|f| f.place.to_string()).collect();
    assert_eq!(column(&findings, 3), places);
    let n_consequences: Vec<String> =
        report.findings.iter().map(|f| f.consequences.len().to_string()).collect();
    assert_eq!(column(&findings, 8), n_consequences);

    let consequences = sheet(&page, "连带问题");
    let numbered = report.findings.iter().enumerate();
    let causes: Vec<String> =
        numbered.flat_map(|(i, f)| vec![(i + 1).to_string(); f.consequences.len()]).collect();
    assert_eq!(column(&consequences, 0), causes);
    let undecided = sheet(&page, "无法判断");
    assert_eq!(undecided.height() - 1, report.undecided.len());
    let facts = sheet(&page, "概况");
    assert_eq!(facts.get_value((0, 1)).unwrap().to_string(), reading.document.department.name.unwrap().value);
}

#[tokio::test]
async fn the_file_is_named_after_department_and_year() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let bytes = sample(MISTAKES);
    let document = reader::read(MISTAKES, &bytes).unwrap().document;
    let id = admin.upload(MISTAKES, bytes).await;
    let page = admin.get(&format!("/documents/{id}/findings.xlsx")).await;
    let name = document.department.name.unwrap().value;
    assert_eq!(name_of(&page), format!("问题清单-{name}-{}.xlsx", document.fiscal_year.unwrap()));
}

#[tokio::test]
async fn a_text_that_looks_like_a_formula_stays_a_text() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload(MISTAKES, sample(MISTAKES)).await;
    let texts = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)"];
    for text in texts {
        let sql = "update finding set excerpt = $1 where parent_id is null";
        app.app.db.run(sql, args![text]).await.unwrap();
        let page = admin.get(&format!("/documents/{id}/findings.xlsx")).await;
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(page.bytes.clone())).unwrap();
        assert!(book.worksheet_formula("问题").unwrap().is_empty(), "{text}");
        assert_eq!(column(&sheet(&page, "问题"), 4)[0], text);
    }
}

#[tokio::test]
async fn the_json_export_is_what_the_command_line_prints() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let bytes = sample(MISTAKES);
    let reading = reader::read(MISTAKES, &bytes).unwrap();
    let report = review::review(&reading.document, &review::Settings::default());
    let id = admin.upload(MISTAKES, &bytes).await;
    let page = admin.get(&format!("/documents/{id}/findings.json")).await;
    let exported: serde_json::Value = serde_json::from_slice(&page.bytes).unwrap();
    let printed: Vec<_> =
        report.findings.iter().map(|f| app::json::finding::Finding::new(f, MISTAKES)).collect();
    assert_eq!(exported, serde_json::to_value(printed).unwrap());
}

#[tokio::test]
async fn the_original_comes_back_byte_for_byte() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let bytes = sample("performance-dump.txt");
    let id = admin.upload("绩效 文本.txt", &bytes).await;
    let page = admin.get(&format!("/documents/{id}/original")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.bytes, bytes);
    assert_eq!(name_of(&page), "绩效 文本.txt");
    assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}

#[tokio::test]
async fn nobody_exports_what_they_may_not_see() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload(MISTAKES, sample(MISTAKES)).await;
    let officer = app.sign_in(&admin, "wanglei", "officer", "").await;
    let neighbour = app.sign_in(&admin, "zhaomin", "reviewer", "别处县").await;
    for part in ["findings.xlsx", "findings.json", "original"] {
        let path = format!("/documents/{id}/{part}");
        assert_eq!(officer.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(neighbour.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(app.stranger().get(&path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}
