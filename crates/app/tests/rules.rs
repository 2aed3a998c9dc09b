//! Rules: the list, each rule's page, where it found something.

use axum::http::StatusCode;

use crate::support::{TestApp, sample};

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

#[tokio::test]
async fn the_catalogue_is_searched_and_filtered() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let listed = async |query: &str| {
        let body = admin.get(&format!("/rules?{query}")).await.body;
        let rows = body.split("class=\"row-link\" href=\"/rules/").skip(1);
        let codes: Vec<String> = rows.map(|row| row.split('"').next().unwrap().to_owned()).collect();
        (codes, body)
    };
    assert_eq!(listed("q=sb01").await.0, ["SB-01"]);
    assert_eq!(listed("q=%E6%8C%87%E6%A0%87%E5%80%BC+%E4%B8%BA%E7%A9%BA").await.0, ["IN-02"]);
    let (codes, body) = listed("family=SB").await;
    assert!(codes.len() > 5 && codes.iter().all(|code| code.starts_with("SB-")), "{codes:?}");
    assert!(body.contains(&format!("找到 {} 条", codes.len())), "{body}");
    let (codes, _) = listed("family=SB&severity=hint").await;
    assert!(codes.iter().all(|code| review::rule(code).unwrap().severity == review::Severity::Hint));
    for nothing in ["q=%3Cscript%3E", "family=ZZ", "q=SB&family=IN"] {
        assert!(listed(nothing).await.1.contains("没有符合条件的规则"), "{nothing}");
    }
}

#[tokio::test]
async fn the_catalogue_counts_what_each_rule_found_in_the_viewer_s_documents() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    let n = app.app.db.number("select count(*) from finding where code = 'IN-03'", vec![]).await.unwrap();
    assert!(n > 0);
    let row = |body: &str| {
        let row = body.split("href=\"/rules/IN-03\"").nth(1).unwrap();
        row[..row.find("</tr>").unwrap()].to_owned()
    };
    let seen = row(&admin.get("/rules").await.body);
    assert!(seen.contains(&format!("{n} 处")) && seen.contains("1 份"), "{seen}");
    let officer = app.sign_in(&admin, "wanglei", "officer", "").await;
    let unseen = row(&officer.get("/rules").await.body);
    assert!(!unseen.contains("处"), "{unseen}");
}
