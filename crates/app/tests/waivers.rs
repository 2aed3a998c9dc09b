//! 豁免: given with a reason, held for every version, gone when the values change, taken back by whoever may.

use app::args;
use app::documents::rereview;
use axum::http::StatusCode;

use crate::support::{Client, Page, TestApp, sample};

const MISTAKE: &str = "低 0.54 万元：各来源之和 14.60，表中为 14.06";

async fn open() -> (TestApp, Client, String) {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    (app, admin, id)
}

async fn findings(client: &Client, id: &str) -> String {
    let page = client.get(&format!("/documents/{id}/findings")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.body
}

/// What the form under the finding with these words sends.
fn statement(page: &str, words: &str) -> String {
    let of_finding = page.split("<details class=\"finding ").find(|part| part.contains(words)).unwrap();
    let value = of_finding.split("name=\"statement\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn waive(client: &Client, id: &str, statement: &str, reason: &str) -> Page {
    let form = [("statement", statement), ("reason", reason)];
    client.post(&format!("/documents/{id}/waivers"), &form).await
}

async fn n_errors(app: &TestApp, id: &str) -> i64 {
    app.app.db.number("select n_errors from document where id = $1", args![id]).await.unwrap()
}

async fn withdrawal(client: &Client, id: &str) -> String {
    let page = findings(client, id).await;
    let action = page.split("action=\"").find(|part| part.contains("/withdrawal\""));
    action.unwrap_or_else(|| panic!("nothing to withdraw in {page}")).split('"').next().unwrap().to_owned()
}

/// The section of those waived.
fn waived(page: &str) -> &str {
    page.split("<section aria-labelledby=\"waived\">")
        .nth(1)
        .map_or("", |rest| rest.split("</section>").next().unwrap())
}

#[tokio::test]
async fn a_waived_finding_is_not_counted_and_says_who_answers_for_it() {
    let (app, admin, id) = open().await;
    let before = n_errors(&app, &id).await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    let done = waive(&admin, &id, &statement, "尾差，已书面说明").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(n_errors(&app, &id).await, before - 1);
    let page = findings(&admin, &id).await;
    assert!(waived(&page).contains(MISTAKE), "{page}");
    assert!(waived(&page).contains("已豁免：尾差，已书面说明（李主任，"), "{page}");
    assert_eq!(page.matches(MISTAKE).count(), 1, "{page}");
    let tables = admin.get(&format!("/documents/{id}/tables")).await.body;
    let folded = tables.split("finding waived").nth(1).unwrap_or_else(|| panic!("{tables}"));
    assert!(folded.split("</details>").next().unwrap().contains(MISTAKE), "{folded}");
    let overview = admin.get(&format!("/documents/{id}")).await.body;
    assert!(overview.contains("另有 1 处已豁免"), "{overview}");
    let list = admin.get("/documents").await.body;
    assert!(list.contains("已豁免 1"), "{list}");
    let trail = admin.get("/settings?region=%E4%BA%91%E5%B2%AD%E5%8E%BF").await.body;
    assert!(trail.contains("豁免：") && trail.contains("尾差，已书面说明"), "{trail}");
    // Reviewed again, it stays waived.
    app.app.db.run("update document set reviewed_with = null", args![]).await.unwrap();
    rereview::pass(&app.app).await.unwrap();
    assert_eq!(n_errors(&app, &id).await, before - 1);
}

#[tokio::test]
async fn a_waiver_needs_a_reason_and_keeps_what_was_typed() {
    let (app, admin, id) = open().await;
    let before = n_errors(&app, &id).await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    let page = waive(&admin, &id, &statement, "  ").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("请写明豁免的理由"), "{}", page.body);
    let long = "长".repeat(501);
    let page = waive(&admin, &id, &statement, &long).await;
    assert!(page.body.contains("现在是 501 个") && page.body.contains(&long), "{}", page.body);
    assert_eq!(n_errors(&app, &id).await, before);
}

#[tokio::test]
async fn it_holds_in_a_corrected_version_and_ends_when_its_values_change() {
    let (app, admin, id) = open().await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    waive(&admin, &id, &statement, "尾差").await;
    let text = String::from_utf8(sample("disclosure-with-mistakes.txt")).unwrap();
    let same = admin.upload("b.txt", format!("{text}\n\n")).await;
    let page = findings(&admin, &same).await;
    assert!(waived(&page).contains(MISTAKE), "{page}");
    assert_eq!(n_errors(&app, &same).await, n_errors(&app, &id).await);
    assert!(text.contains("14.06"));
    let changed = admin.upload("c.txt", text.replace("14.06", "14.05")).await;
    let page = findings(&admin, &changed).await;
    assert_eq!(waived(&page), "", "{page}");
    assert!(page.contains("表中为 14.05"), "{page}");
    // The versions that still hold the old value keep the waiver.
    assert!(waived(&findings(&admin, &id).await).contains(MISTAKE));
}

#[tokio::test]
async fn another_year_or_another_department_is_not_meant() {
    let (_app, admin, id) = open().await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    waive(&admin, &id, &statement, "尾差").await;
    let text = String::from_utf8(sample("disclosure-with-mistakes.txt")).unwrap();
    let other = admin.upload("b.txt", text.replace("2025", "2024")).await;
    assert_eq!(waived(&findings(&admin, &other).await), "");
}

#[tokio::test]
async fn a_waiver_is_taken_back() {
    let (app, admin, id) = open().await;
    let before = n_errors(&app, &id).await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    waive(&admin, &id, &statement, "尾差").await;
    let action = withdrawal(&admin, &id).await;
    let refused = admin.post(&action, &[("reason", &"长".repeat(501))]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(n_errors(&app, &id).await, before - 1);
    let done = admin.post(&action, &[("reason", "误操作")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(n_errors(&app, &id).await, before);
    assert_eq!(waived(&findings(&admin, &id).await), "");
    let again = admin.post(&action, &[("reason", "")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("已经撤销"), "{}", again.body);
    let again = waive(&admin, &id, &statement, "再次核对后豁免").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let actions: Vec<(String,)> =
        app.app.db.all("select action from review_event order by at, id", args![]).await.unwrap();
    assert_eq!(actions.iter().map(|a| a.0.as_str()).collect::<Vec<_>>(), ["waive", "withdraw", "waive"]);
}

#[tokio::test]
async fn of_two_at_once_the_second_is_told_who_was_first() {
    let (app, admin, id) = open().await;
    let other = app.sign_in(&admin, "wanglei", "administrator", "").await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    let (first, second) =
        tokio::join!(waive(&admin, &id, &statement, "尾差"), waive(&other, &id, &statement, "四舍五入"));
    let mut pages = [first, second];
    pages.sort_by_key(|page| page.status);
    assert_eq!(pages.each_ref().map(|page| page.status), [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert!(pages[1].body.contains("豁免了这条问题，您的豁免没有重复登记"), "{}", pages[1].body);
    assert_eq!(app.app.db.number("select count(*) from waiver", args![]).await.unwrap(), 1);
    let gone = waive(&admin, &id, "0000", "尾差").await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.body.contains("已经不在清单里"), "{}", gone.body);
}

#[tokio::test]
async fn only_administrators_of_the_region_waive() {
    let (app, admin, id) = open().await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    let reviewer = app.sign_in(&admin, "reviewer", "reviewer", "").await;
    let elsewhere = app.sign_in(&admin, "elsewhere", "administrator", "海东县").await;
    for client in [&reviewer, &elsewhere] {
        assert_eq!(waive(client, &id, &statement, "不许").await.status, StatusCode::NOT_FOUND);
        assert!(!findings(client, &id).await.contains("豁免这条问题"));
    }
    let officer = app.sign_in(&admin, "officer", "officer", "").await;
    assert_eq!(waive(&officer, &id, &statement, "不许").await.status, StatusCode::NOT_FOUND);
    waive(&admin, &id, &statement, "尾差").await;
    let action = withdrawal(&admin, &id).await;
    for client in [&reviewer, &elsewhere, &officer] {
        assert_eq!(client.post(&action, &[("reason", "")]).await.status, StatusCode::NOT_FOUND);
    }
    // The reviewer sees that it is waived, and no button.
    let page = findings(&reviewer, &id).await;
    assert!(waived(&page).contains(MISTAKE) && !page.contains("/withdrawal"), "{page}");
}

#[tokio::test]
async fn programs_see_who_answers_for_a_finding() {
    let (_app, admin, id) = open().await;
    let statement = statement(&findings(&admin, &id).await, MISTAKE);
    waive(&admin, &id, &statement, "尾差").await;
    let body = admin.get(&format!("/api/v1/documents/{id}/findings")).await.body;
    let findings: Vec<serde_json::Value> = serde_json::from_str(&body).unwrap();
    let (waived, others): (Vec<_>, Vec<_>) = findings.iter().partition(|f| !f["waived"].is_null());
    assert_eq!(waived.len(), 1);
    assert_eq!(
        (&waived[0]["waived"]["by"], &waived[0]["waived"]["reason"]),
        (&"李主任".into(), &"尾差".into())
    );
    assert!(others.iter().all(|finding| finding.get("waived").is_some()));
    let body = admin.get(&format!("/api/v1/documents/{id}")).await.body;
    let head: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(head["findings"]["waived"], 1);
    assert_eq!(head["counts"]["findings"].as_u64().unwrap(), findings.len() as u64 - 1);
    let rule = admin.get("/rules/SB-05").await.body;
    assert!(rule.contains("还没有查出问题"), "{rule}");
}
