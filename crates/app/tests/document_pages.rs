//! The pages of one document: what stands where, and that no finding is lost between them.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::support::{Client, TestApp, sample, seeds};

async fn open(name: &str) -> (TestApp, Client, String) {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload(name, sample(name)).await;
    (app, admin, id)
}

async fn page(client: &Client, id: &str, part: &str) -> String {
    let page = client.get(&format!("/documents/{id}{part}")).await;
    assert_eq!(page.status, StatusCode::OK, "{part}");
    page.body
}

/// The table row that carries this anchor.
fn row_of<'p>(page: &'p str, anchor: &str) -> &'p str {
    let at = page.find(&format!("id=\"{anchor}\"")).unwrap_or_else(|| panic!("no {anchor} in {page}"));
    let start = page[..at].rfind("<tr").unwrap();
    &page[start..at + page[at..].find("</tr>").unwrap()]
}

fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn both_halves_of_a_row_stand_on_one_line() {
    let (_app, admin, id) = open("disclosure.txt").await;
    let tables = page(&admin, &id, "/tables").await;
    let at = tables.find("本年收入合计").unwrap();
    let start = tables[..at].rfind("<tr").unwrap();
    let row = &tables[start..at + tables[at..].find("</tr>").unwrap()];
    assert!(row.contains("class=\"total\"") && row.contains("本年支出合计"), "{row}");
    assert_eq!(row.matches("3,019.50").count(), 2, "{row}");
}

#[tokio::test]
async fn a_finding_stands_in_the_row_after_its_cell() {
    let (app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let place: Vec<(String, String)> = app
        .app
        .db
        .all("select place, message from finding where code = 'SB-05' and parent_id is null", vec![])
        .await
        .unwrap();
    let (place, message) = &place[0];
    let tables = page(&admin, &id, "/tables").await;
    let row = row_of(&tables, place);
    assert!(row.contains("class=\"mark error\""), "{row}");
    let after = &tables[tables.find(row).unwrap() + row.len()..];
    let next = &after[..after.find("</article>").unwrap()];
    assert!(
        next.trim_start_matches("</tr>").trim_start().starts_with("<tr class=\"finding-row\">"),
        "{next}"
    );
    assert!(next.contains(message), "{next}");
}

#[tokio::test]
async fn a_finding_of_a_sentence_stands_under_its_paragraph() {
    let (_app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let narrative = page(&admin, &id, "/narrative").await;
    let start = narrative.find("<p id=\"L460\">").unwrap();
    let (paragraph, after) = narrative[start..].split_once("</p>").unwrap();
    assert!(paragraph.contains("机关运行经费共计安排1258.50万元"), "{paragraph}");
    let next = &after[..after.find("</article>").unwrap()];
    assert!(!next.contains("<p id=") && next.contains("相差 1,100.50 万元"), "{next}");
}

#[tokio::test]
async fn running_heads_of_a_table_are_shown_as_printed_and_can_be_jumped_to() {
    let (_app, admin, id) = open("disclosure.txt").await;
    let tables = page(&admin, &id, "/tables").await;
    let heads = tables.split("<p class=\"table-head\">").nth(1).unwrap();
    let heads = &heads[..heads.find("</p>").unwrap()];
    assert!(heads.contains("<span id=\"L"), "{heads}");
    assert_eq!(heads.matches("万元").count(), 1, "{heads}");
}

#[tokio::test]
async fn every_place_of_a_finding_can_be_jumped_to_and_no_anchor_stands_twice() {
    let (app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let places: Vec<(String,)> = app.app.db.all("select distinct place from finding", vec![]).await.unwrap();
    let findings = page(&admin, &id, "/findings").await;
    let mut parts = BTreeSet::new();
    for (place,) in &places {
        let address = findings.split('"').find(|text| text.ends_with(&format!("#{place}")));
        let address = address.unwrap_or_else(|| panic!("no link to {place}"));
        let (path, _) = address.split_once('#').unwrap();
        let body = admin.get(path).await.body;
        assert!(ids(&body).contains(&place.as_str()), "{address} leads nowhere");
        parts.insert(path.to_owned());
    }
    assert!(parts.len() > 5, "{parts:?}");
    for path in parts {
        let body = admin.get(&path).await.body;
        let all = ids(&body);
        let distinct: BTreeSet<&&str> = all.iter().collect();
        let twice: Vec<_> =
            distinct.iter().filter(|id| all.iter().filter(|a| *a == **id).count() > 1).collect();
        assert!(twice.is_empty(), "{path}: {twice:?}");
    }
}

#[tokio::test]
async fn a_plan_is_drawn_and_said_in_words() {
    let (_app, admin, id) = open("disclosure.txt").await;
    let project = page(&admin, &id, "/projects/1").await;
    assert!(project.contains("<desc id=\"plan-desc\">3月底10%，6月底45%，10月底80%，12月底100%</desc>"));
    assert!(project.contains("不低于 12000亩") && project.contains("下一个："), "{project}");
    assert!(!project.contains("style="), "no inline style passes the policy");
    let beyond = admin.get(&format!("/documents/{id}/projects/99")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_withheld_project_says_so() {
    let (_app, admin, id) = open("performance-text.txt").await;
    let list = page(&admin, &id, "/projects").await;
    assert!(list.contains("<span class=\"secrecy\">不公开</span>"), "{list}");
    let mut withheld = 0;
    for number in 1..=6 {
        let project = page(&admin, &id, &format!("/projects/{number}")).await;
        withheld += usize::from(project.contains("<span class=\"secrecy\">不公开</span></h2>"));
    }
    assert_eq!(withheld, 1);
}

#[tokio::test]
async fn a_listed_project_without_form_is_named_beneath_the_others() {
    let (_app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let list = page(&admin, &id, "/projects").await;
    let (_, beneath) = list.split_once("未见绩效目标表的项目").unwrap();
    assert!(beneath.contains("农业综合行政执法办案经费") && beneath.contains("22.00"), "{beneath}");
}

#[tokio::test]
async fn the_overview_answers_what_whether_and_what_next() {
    let (_app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let body = page(&admin, &id, "").await;
    for text in [
        "处错误",
        "逐条处理问题",
        "国有资本经营预算财政拨款支出表",
        "没有读到",
        "个项目",
        "disclosure-with-mistakes.txt",
    ] {
        assert!(body.contains(text), "{text} is missing in {body}");
    }
    let clean = admin.upload("disclosure.txt", sample("disclosure.txt")).await;
    assert!(!page(&admin, &clean, "").await.contains("最要紧的问题"));
}

#[tokio::test]
async fn a_sentence_s_finding_stands_under_its_section() {
    let (_app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let narrative = page(&admin, &id, "/narrative").await;
    let (_, rest) = narrative.split_once(">机关运行经费安排情况</h2>").unwrap();
    let section = &rest[..rest.find("</section>").unwrap()];
    assert!(section.contains("OP-01"), "{section}");
    assert!(narrative.contains("机关运行经费") && narrative.contains("1,258.50"));
}

#[tokio::test]
async fn another_officer_finds_none_of_the_pages() {
    let (app, admin, id) = open("disclosure.txt").await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    for part in ["", "/tables", "/projects", "/projects/1", "/narrative"] {
        let page = officer.get(&format!("/documents/{id}{part}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn the_published_documents_show_all_their_pages() {
    let Some(folder) = seeds() else { return };
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let id = admin.upload(&name, std::fs::read(&path).unwrap()).await;
        for part in ["", "/tables", "/projects", "/projects/1", "/narrative"] {
            page(&admin, &id, part).await;
        }
    }
}

/// The address of the first link of this kind after the finding's anchor.
fn step_from(page: &str, anchor: &str, way: &str) -> String {
    let at = page.find(&format!("id=\"{anchor}\"")).unwrap_or_else(|| panic!("no {anchor} in {page}"));
    let link = page[at..].split(&format!("rel=\"{way}\" href=\"")).nth(1).unwrap();
    link.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_walk_passes_every_finding_once_and_comes_round() {
    let (app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let n = app.app.db.number("select count(*) from finding where parent_id is null", vec![]).await.unwrap();
    let findings = page(&admin, &id, "/findings").await;
    let start = findings.split("href=\"").map(|rest| rest.split('"').next().unwrap());
    let start = start.into_iter().find(|href| href.contains("#f")).unwrap().to_owned();
    let (mut at, mut seen, mut pages) = (start.clone(), BTreeSet::new(), BTreeSet::new());
    for position in 1..=n {
        let (path, anchor) = at.split_once('#').unwrap();
        assert!(seen.insert(anchor.to_owned()), "{at} comes twice");
        pages.insert(path.to_owned());
        let body = admin.get(path).await.body;
        assert!(body.contains(&format!("第 {position} 个，共 {n} 个")), "{at}");
        let next = step_from(&body, anchor, "next");
        let (path, anchor) = next.split_once('#').unwrap();
        assert_eq!(step_from(&admin.get(path).await.body, anchor, "prev"), at);
        at = next;
    }
    assert_eq!(at, start);
    assert!(pages.len() > 5, "{pages:?}");
}

#[tokio::test]
async fn a_step_in_the_list_asks_for_its_finding_unfolded() {
    let (_app, admin, id) = open("disclosure-with-mistakes.txt").await;
    let list = page(&admin, &id, "/findings").await;
    let is_open = |page: &str, anchor: &str| {
        let rest = page.split(&format!("id=\"{anchor}\"")).nth(1).unwrap();
        rest[..rest.find('>').unwrap()].ends_with(" open")
    };
    assert!(!is_open(&list, "f2"));
    let next = step_from(&list, "f1", "next");
    assert!(next.ends_with("/findings?open=2#f2"), "{next}");
    let (query, _) = next.split_once('#').unwrap();
    assert!(is_open(&admin.get(query).await.body, "f2"));
    let errors = page(&admin, &id, "/findings?severity=error").await;
    assert!(step_from(&errors, "f1", "next").ends_with("?severity=error&#38;open=2#f2"), "{errors}");
}
