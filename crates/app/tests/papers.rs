//! Papers from the pages: whole, readable, and only for those who may see the matter.

use app::args;
use app::reminders::sweep;
use axum::http::{StatusCode, header};

use crate::support::county::County;
use crate::support::issued::{at, issue, set, sign};
use crate::support::{TestApp, fictional, office};

async fn one(app: &TestApp, sql: &'static str) -> String {
    let row: Option<(String,)> = app.app.db.one(sql, args![]).await.unwrap();
    row.unwrap().0
}

const ISSUED: &str = "select id from matter where issued_at is not null order by id limit 1";

#[tokio::test]
async fn the_card_says_what_was_assigned() {
    let app = fictional::county(120).await;
    let id = one(&app, ISSUED).await;
    let client = fictional::sign_in(&app, "director1").await;
    let page = client.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/pdf");
    let text = office::text_of(&page.bytes);
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
    let app = fictional::county(120).await;
    let sql = "select id from matter where issued_at is null order by id limit 1";
    let id = one(&app, sql).await;
    let page = fictional::sign_in(&app, "director1").await.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还没有批准交办"));
}

#[tokio::test]
async fn another_unit_gets_no_card() {
    let app = fictional::county(120).await;
    let id = one(&app, ISSUED).await;
    let sql = "select name from account where duty = 'unit_head' and unit_id not in (
                   select unit_id from assignment join matter on matter.id = matter_id
                   where matter.id = (select id from matter where issued_at is not null order by id limit 1))
               order by name limit 1";
    let other = one(&app, sql).await;
    let page = fictional::sign_in(&app, &other).await.get(&format!("/matters/{id}/card.pdf")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(app.stranger().get(&format!("/matters/{id}/card.pdf")).await.status, StatusCode::SEE_OTHER);
}

/// A matter of 县水利局 that the ladder has urged twice, and its papers in their order.
async fn urged(county: &County) -> (String, Vec<String>) {
    let id = issue(county, "meeting", &["县财政局"], at("2026-11-16T09:00")).await;
    sign(county, &id, at("2026-11-16T10:00")).await;
    set(county, "urging.basis", "《云岭县政府督查工作办法》第二十一条").await;
    for now in ["2026-12-08T09:00", "2026-12-10T09:00"] {
        sweep::pass(&county.test.app, at(now)).await.unwrap();
    }
    let lead = county.unit("县水利局").await;
    let papers = "select id from paper where matter_id = $1 and unit_id = $2 order by id";
    let rows: Vec<(String,)> = county.test.app.db.all(papers, args![&id, lead]).await.unwrap();
    (id, rows.into_iter().map(|row| row.0).collect())
}

fn notice(matter: &str, paper: &str, ending: &str) -> String {
    format!("/matters/{matter}/papers/{paper}/notice.{ending}")
}

#[tokio::test]
async fn urging_papers_are_listed_and_printed_as_they_were_issued() {
    let county = County::start().await;
    let (id, papers) = urged(&county).await;
    assert_eq!(papers.len(), 2);
    let head = county.sign_in("water-head").await;
    let page = head.get(&format!("/matters/{id}")).await.body;
    for words in ["督办卡", "催办单（蓝单）", "督办黄单", &notice(&id, &papers[1], "pdf"), "card.docx"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    let yellow = head.get(&notice(&id, &papers[1], "pdf")).await;
    assert_eq!(yellow.headers[header::CONTENT_TYPE], "application/pdf");
    let text = office::text_of(&yellow.bytes);
    for words in [
        "云岭县人民政府督查室",
        "督办黄单",
        "县水利局：",
        "《县城防洪排涝设施整治》，应于2026年12月7日前（15个工作日）完成",
        "完成，催办后仍未办结，已逾期3个工作日，目前由县水利局办理",
        "1．三处易涝点完成验收",
        "2026年12月8日发出蓝单，编号督催〔2026〕",
        "请于2026年12月14日前（2个工作日）完成",
        "请于2026年12月11日前（1个工作日）提交经单位负责人签字的书面说明",
        "依据《云岭县政府督查工作办法》第二十一条，届时仍未办结的，发红单。",
        "按规则自动发出，交办批准人（督查室主任）：周正",
        "抄送：王副县长（分管县领导）",
        "联系人：郑敏",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    county
        .test
        .app
        .db
        .run("update account set display_name = '改名' where name = 'director'", args![])
        .await
        .unwrap();
    set(&county, "urging.basis", "另一个文件").await;
    assert_eq!(head.get(&notice(&id, &papers[1], "pdf")).await.bytes, yellow.bytes, "frozen");
    let word = head.get(&notice(&id, &papers[1], "docx")).await;
    assert!(word.bytes.starts_with(b"PK"));
    assert_eq!(head.get(&notice(&id, &papers[1], "docx")).await.bytes, word.bytes);
}

#[tokio::test]
async fn a_paper_is_shown_with_its_matter_only() {
    let county = County::start().await;
    let (id, papers) = urged(&county).await;
    let other = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let stranger = county.sign_in("leader2").await;
    assert_eq!(stranger.get(&notice(&id, &papers[0], "pdf")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&notice(&other, &papers[0], "docx")).await.status, StatusCode::NOT_FOUND);
    let head = county.sign_in("water-head").await;
    assert_eq!(head.get(&notice(&other, &papers[0], "docx")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(head.get(&notice(&id, "none", "docx")).await.status, StatusCode::NOT_FOUND);
    let tampered = "update paper set fields = replace(fields, '黄单', '红单')";
    county.test.app.db.run(tampered, args![]).await.unwrap();
    let page = head.get(&notice(&id, &papers[1], "docx")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("与发出时留存的摘要不一致"), "{}", page.body);
}

#[tokio::test]
async fn who_urges_by_hand_signs_the_paper() {
    let county = County::start().await;
    let id = county.issued_before(&county.plan().await, 3).await;
    let unit = county.unit("县水利局").await;
    let form = [("unit", unit.as_str()), ("rung", "blue"), ("reason", "请于周五前报进展。")];
    county.does("director", &id, "urging", &form).await;
    let client = county.sign_in("director").await;
    let sql = "select id from paper limit 1";
    let paper = one(&county.test, sql).await;
    let text = office::text_of(&client.get(&notice(&id, &paper, "pdf")).await.bytes);
    for words in [
        "签发人（督查室主任）：周正",
        "请于周五前报进展，目前由县水利局办理",
        "依据本县督办规则，",
        "拟稿：周正",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("已逾期"), "{text}");
}

#[tokio::test]
async fn the_ledger_is_printed_as_it_is_filtered() {
    let county = County::start().await;
    let (id, _) = urged(&county).await;
    county.issue("清理暂付款项", "县财政局", &[]).await;
    let office = county.sign_in("inspector").await;
    let page = office.get("/matters.pdf").await;
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/pdf", "{}", page.body);
    let text = office::text_of(&page.bytes);
    for words in [
        "云岭县督办台账",
        "县城防洪排涝设施整治",
        "清理暂付款项",
        "共2项",
        "配合：县财政局",
        "黄单",
        "筛选条件：状态：未办结",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let unit = county.unit("县水利局").await;
    let text = office::text_of(&office.get(&format!("/matters.pdf?unit={unit}")).await.bytes);
    assert!(
        text.contains("防洪排涝") && !text.contains("暂付款") && text.contains("牵头单位：县水利局"),
        "{text}"
    );
    let other = county.sign_in("finance-head").await;
    let text = office::text_of(&other.get("/matters.pdf").await.bytes);
    assert!(text.contains("暂付款") && text.contains("导出人：陈局长"), "{text}");
    let word = office.get("/matters.docx").await;
    assert!(word.bytes.starts_with(b"PK"));
    let leader = county.sign_in("leader2").await;
    assert!(!office::text_of(&leader.get("/matters.pdf").await.bytes).contains("防洪排涝"), "{id}");
    assert_eq!(office.get("/matters.pdf?light=blue").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_ledger_too_long_for_paper_says_what_to_do() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    county.register(&officer, "很多很多的督办事项", "县水利局", &[]).await;
    for n in 0..10 {
        let doubled = "insert into matter (id, region, year, number, title, requirement, source_kind, source_title,
                 template, lead_unit_id, officer_id, created_at, stage, is_open, n_events, head_hash, changed_at)
             select id || $1, region, year, number + $2, title, requirement, source_kind, source_title, template,
                 lead_unit_id, officer_id, created_at, stage, 1, 1, '', 0 from matter";
        county.test.app.db.run(doubled, args![format!("-{n}"), 1_i64 << n]).await.unwrap();
    }
    for ending in ["pdf", "docx"] {
        let page = officer.get(&format!("/matters.{ending}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("超过 1000 件") && page.body.contains("导出 Excel"), "{}", page.body);
    }
    assert_eq!(officer.get("/matters.xlsx").await.status, StatusCode::OK);
}

/// Word files are opened by the other office program that counties use.
#[tokio::test]
async fn papers_open_in_libreoffice() {
    let county = County::start().await;
    let (id, papers) = urged(&county).await;
    let office = county.sign_in("inspector").await;
    for (address, words) in [
        (notice(&id, &papers[1], "docx"), "督办黄单"),
        (format!("/matters/{id}/card.docx"), "办结标准"),
        ("/matters.docx".to_owned(), "云岭县督办台账"),
        ("/matters.xlsx".to_owned(), "县城防洪排涝设施整治"),
    ] {
        let page = office.get(&address).await;
        let (_, ending) = address.rsplit_once('.').unwrap();
        let Some(text) = crate::support::office::text(&page.bytes, ending) else { return };
        assert!(text.contains(words), "{words} in {address}: {text}");
    }
}
