//! Measurable indicators of other documents, shown beside a value that says nothing.

use app::args;

use crate::support::{Client, TestApp, sample};

const MISTAKES: &str = "disclosure-with-mistakes.txt";

fn text(name: &str) -> String {
    String::from_utf8(sample(name)).unwrap()
}

/// The faulty document, and one of another county that states the same indicator with a value.
async fn two() -> (TestApp, Client, String, String) {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let other = text("disclosure.txt").replace("云岭县", "青石县");
    let measured = admin.upload("青石.txt", other).await;
    let faulty = admin.upload("云岭.txt", sample(MISTAKES)).await;
    (app, admin, faulty, measured)
}

/// Number of the project page and of the finding about 检测报告差错率, whose value is 是否.
async fn pages(app: &TestApp, faulty: &str) -> [String; 2] {
    let sql = "select p.ordinal from indicator i join project p on p.id = i.project_id
        where p.document_id = $1 and i.name = '检测报告差错率'";
    let ordinal = app.app.db.number(sql, args![faulty]).await.unwrap();
    [format!("/documents/{faulty}/projects/{}", ordinal + 1), format!("/documents/{faulty}/findings")]
}

fn examples(body: &str) -> Vec<&str> {
    let blocks = body.split("<div class=\"examples\">").skip(1);
    blocks.map(|block| block.split("</div>").next().unwrap()).collect()
}

#[tokio::test]
async fn a_value_that_says_nothing_is_shown_how_others_measure_it() {
    let (app, admin, faulty, measured) = two().await;
    for path in pages(&app, &faulty).await {
        let body = admin.get(&path).await.body;
        let found = examples(&body);
        let example = found.iter().find(|block| block.contains("检测报告差错率"));
        let example = example.unwrap_or_else(|| panic!("no example on {path}: {found:?}"));
        assert!(example.contains("青石县农业农村局") && example.contains("2025 年"), "{example}");
        assert!(example.matches("<li>").count() <= 3, "{example}");
        let href = example.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let (page, anchor) = href.split_once('#').unwrap();
        assert!(page.starts_with(&format!("/documents/{measured}/projects/")), "{href}");
        assert!(admin.get(page).await.body.contains(&format!("id=\"{anchor}\"")), "{href}");
    }
}

#[tokio::test]
async fn what_is_withheld_is_no_example() {
    let (app, admin, faulty, measured) = two().await;
    let [project, _] = pages(&app, &faulty).await;
    assert!(!examples(&admin.get(&project).await.body).is_empty());
    let withheld = "update project set secrecy = 'withheld' where document_id = $1";
    app.app.db.run(withheld, args![&measured]).await.unwrap();
    assert!(examples(&admin.get(&project).await.body).is_empty());
    let open = "update project set secrecy = 'public' where document_id = $1";
    app.app.db.run(open, args![&measured]).await.unwrap();
    let rows = "update indicator set secrecy = 'classified'
        where project_id in (select id from project where document_id = $1)";
    app.app.db.run(rows, args![&measured]).await.unwrap();
    assert!(examples(&admin.get(&project).await.body).is_empty());
}

#[tokio::test]
async fn examples_come_from_what_the_viewer_may_see() {
    let (app, admin, faulty, _) = two().await;
    let [project, findings] = pages(&app, &faulty).await;
    let reviewer = app.sign_in(&admin, "wang", "reviewer", "云岭县").await;
    for path in [project, findings] {
        let body = reviewer.get(&path).await.body;
        assert!(body.contains("只是提问，没有答案"), "{body}");
        assert!(examples(&body).is_empty() && !body.contains("青石县"), "{path}");
    }
}

#[tokio::test]
async fn words_with_wildcards_or_quotes_are_plain_words() {
    let (app, admin, faulty, _) = two().await;
    for name in ["100%_率'", "\\", "检测%", ""] {
        let sql = "update indicator set name = $1 where value_text = '是否'";
        app.app.db.run(sql, args![name]).await.unwrap();
        let page = admin.get(&format!("/documents/{faulty}/findings")).await;
        assert_eq!(page.status, axum::http::StatusCode::OK, "{name}");
    }
}
