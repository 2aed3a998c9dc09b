//! Upload, list, search, findings, and who may see what.

use axum::http::StatusCode;

use crate::support::{TestApp, sample, seeds};

#[tokio::test]
async fn an_upload_answers_for_each_file_and_the_same_content_is_kept_once() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let disclosure = sample("disclosure.txt");
    let files: [(&str, &[u8]); 3] =
        [("公开.txt", &disclosure), ("空.txt", b""), ("picture.png", &[0x89, b'P', b'N', b'G', 0, 0, 1, 2])];
    let page = admin.post_files("/documents", &files).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("answer new") && page.body.contains("文件是空的"), "{}", page.body);
    assert_eq!(page.body.matches("answer refused").count(), 2);
    let again = admin.post_files("/documents", &[("改名.txt", &disclosure)]).await;
    assert!(again.body.contains("此前已上传过相同内容"));
    assert_eq!(app.app.db.number("select count(*) from document", vec![]).await.unwrap(), 1);
}

#[tokio::test]
async fn an_upload_without_a_file_says_so() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let page = admin.post_files("/documents", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("没有收到文件"));
}

#[tokio::test]
async fn two_people_uploading_one_file_at_once_get_one_document() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    let bytes = sample("disclosure.txt");
    let (a, b) = tokio::join!(admin.upload("a.txt", &bytes), officer.upload("b.txt", &bytes));
    assert_eq!(a, b);
    assert_eq!(officer.get(&format!("/documents/{a}/findings")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_viewer_may_not_see_is_not_there() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("公开.txt", sample("disclosure.txt")).await;
    let other_unit = app.sign_in(&admin, "zhang", "officer", "").await;
    let other_county = app.sign_in(&admin, "wang", "reviewer", "别处县").await;
    let own_county = app.sign_in(&admin, "liu", "reviewer", "云岭县").await;
    for part in
        ["", "/tables", "/projects", "/projects/1", "/narrative", "/findings", "/findings.xlsx", "/original"]
    {
        let path = format!("/documents/{id}{part}");
        assert_eq!(other_unit.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(other_county.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(own_county.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert!(other_unit.get("/documents").await.body.contains("还没有材料"));
    assert!(own_county.get("/documents").await.body.contains(&id));
    let hidden = other_unit.get("/documents?q=农业").await;
    assert!(!hidden.body.contains(&id), "search does not leak");
}

#[tokio::test]
async fn the_list_finds_chinese_words_of_any_length() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let disclosure = admin.upload("公开.txt", sample("disclosure.txt")).await;
    let dump = admin.upload("文本.txt", sample("performance-dump.txt")).await;
    let found = async |q: &str| admin.get(&format!("/documents?q={q}")).await.body;
    assert!(found("政府采购").await.contains(&disclosure));
    assert!(!found("政府采购").await.contains(&dump));
    assert!(found("绩").await.contains(&dump));
    assert!(found("没有人会写的词").await.contains("没有符合条件的材料"));
    for strange in ["%22", "'", "*", "a%20AND%20b", "%25", "%3Cscript%3E"] {
        assert_eq!(admin.get(&format!("/documents?q={strange}")).await.status, StatusCode::OK, "{strange}");
    }
}

#[tokio::test]
async fn every_hit_of_a_search_opens_a_page() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("公开.txt", sample("disclosure.txt")).await;
    let page = admin.get("/documents?q=农业农村").await;
    let links: Vec<&str> = page.body.split("class=\"hit\" href=\"").skip(1).collect();
    assert_eq!(links.len(), 3, "{}", page.body);
    for link in links {
        let (path, _) = link.split_once('#').unwrap();
        assert_eq!(admin.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn filters_narrow_the_list_and_count_exactly() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("公开.txt", sample("disclosure.txt")).await;
    let faulty = admin.upload("问题.txt", sample("disclosure-with-mistakes.txt")).await;
    let page = admin.get("/documents?severity=error").await;
    assert!(page.body.contains("共 1 份") && page.body.contains(&faulty), "{}", page.body);
    assert!(admin.get("/documents?kind=disclosure").await.body.contains("共 2 份"));
    assert!(admin.get("/documents?year=1999").await.body.contains("没有符合条件的材料"));
    assert!(admin.get("/documents?department=%25").await.body.contains("没有符合条件的材料"));
    assert_eq!(admin.get("/documents?page=999999999999").await.status, StatusCode::OK);
    assert_eq!(admin.get("/documents?sort=nonsense&year=abc").await.status, StatusCode::OK);
}

#[tokio::test]
async fn findings_are_listed_by_cause_with_place_and_basis() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("问题.txt", sample("disclosure-with-mistakes.txt")).await;
    let page = admin.get(&format!("/documents/{id}/findings")).await;
    for expected in ["由此引起的", "/rules/SB-01", "建议", "依据", "第"] {
        assert!(page.body.contains(expected), "{expected}");
    }
    let errors = admin.get(&format!("/documents/{id}/findings?severity=error")).await;
    assert!(!errors.body.contains("finding hint"));
}

#[tokio::test]
async fn the_published_disclosure_shows_one_cause_for_its_fifteen_mismatches() {
    let Some(seeds) = seeds() else { return };
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let bytes = std::fs::read(seeds.join("julu-party-office-2022-disclosure.txt")).unwrap();
    let id = admin.upload("公开.txt", bytes).await;
    let page = admin.get(&format!("/documents/{id}/findings?severity=error")).await;
    assert!(page.body.contains("20131") && page.body.contains("高 6.00"), "{}", page.body);
    assert!(page.body.contains("由此引起的 14 处"), "{}", page.body);
}
