//! `/api/v1`: the same as the pages, as JSON.

use app::json;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Client, Page, TestApp, sample};

const MISTAKES: &str = "disclosure-with-mistakes.txt";

const PARTS: [&str; 8] =
    ["", "/reading", "/tables", "/projects", "/findings", "/undecided", "/notes", "/original"];

fn value(page: &Page) -> Value {
    serde_json::from_slice(&page.bytes).unwrap_or_else(|e| panic!("{e}: {}", page.body))
}

async fn get(client: &Client, path: &str) -> Value {
    let page = client.get(&format!("/api/v1{path}")).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    value(&page)
}

#[tokio::test]
async fn a_reading_is_the_same_whether_stored_or_read_from_the_file() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for name in ["disclosure.txt", "performance-dump.txt", "development-zone.txt"] {
        let bytes = sample(name);
        let printed = json::document::Document::new(&reader::read(name, &bytes).unwrap(), name);
        let id = admin.upload(name, bytes).await;
        let reading = get(&admin, &format!("/documents/{id}/reading")).await;
        assert_eq!(reading, serde_json::to_value(&printed).unwrap(), "{name}");
        for part in ["tables", "projects", "notes"] {
            assert_eq!(get(&admin, &format!("/documents/{id}/{part}")).await, reading[part], "{name} {part}");
        }
    }
}

#[tokio::test]
async fn a_document_counts_what_its_parts_hold() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload(MISTAKES, sample(MISTAKES)).await;
    let head = get(&admin, &format!("/documents/{id}")).await;
    let counts = &head["counts"];
    for part in ["tables", "projects", "findings", "undecided", "notes"] {
        let rows = get(&admin, &format!("/documents/{id}/{part}")).await;
        assert_eq!(counts[part], rows.as_array().unwrap().len(), "{part}");
    }
    let by_severity = &head["findings"];
    let n = ["errors", "warnings", "hints"].map(|s| by_severity[s].as_i64().unwrap()).iter().sum::<i64>();
    assert_eq!(counts["findings"], n);
    assert!(counts["consequences"].as_i64() > Some(0), "{counts}");
    assert_eq!(head["file"], MISTAKES);
    assert!(head["imported_at"].as_str().unwrap().ends_with('Z'), "{head}");
}

#[tokio::test]
async fn lists_have_exact_counts_and_name_the_next_page() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let text = String::from_utf8(sample("development-zone.txt")).unwrap();
    let copies: Vec<(String, String)> =
        (1..=27).map(|i| (format!("{i}.txt"), format!("{text}{}", "\n".repeat(i)))).collect();
    let files: Vec<(&str, &[u8])> = copies.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let answers = value(&admin.post_files("/api/v1/documents", &files).await);
    assert_eq!(answers.as_array().unwrap().len(), 27);
    assert!(answers.as_array().unwrap().iter().all(|a| a["outcome"] == "new"), "{answers}");

    let first = get(&admin, "/documents?kind=performance_section&page=1").await;
    assert_eq!((&first["total"], &first["pages"]), (&json!(27), &json!(2)));
    assert_eq!(first["documents"].as_array().unwrap().len(), 25);
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, "/api/v1/documents?kind=performance_section&page=2");
    let second = value(&admin.get(next).await);
    assert_eq!((second["documents"].as_array().unwrap().len(), &second["next"]), (2, &Value::Null));
    let ids = |page: &Value| -> Vec<String> {
        page["documents"].as_array().unwrap().iter().map(|d| d["id"].to_string()).collect()
    };
    let mut all = [ids(&first), ids(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 27);
    assert_eq!(get(&admin, "/documents?kind=disclosure").await["total"], 0);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload(MISTAKES, sample(MISTAKES)).await;
    admin.upload("zone.txt", sample("development-zone.txt")).await;
    let head = get(&admin, &format!("/documents/{id}")).await;
    let year = head["fiscal_year"].as_i64().unwrap();
    for (question, total) in [
        (String::new(), 2),
        (format!("?year={year}&kind=disclosure"), 1),
        ("?year=1999".to_owned(), 0),
        ("?kind=disclosure&severity=error".to_owned(), 1),
        ("?q=%E5%86%9C%E7%94%B0".to_owned(), 1),
        ("?department=%E5%86%9C%E4%B8%9A%E5%86%9C%E6%9D%91".to_owned(), 1),
        ("?q=%27%29%20or%201%3D1%20--".to_owned(), 0),
    ] {
        let found = get(&admin, &format!("/documents{question}")).await;
        assert_eq!(found["total"], total, "{question}: {found}");
    }
}

#[tokio::test]
async fn every_uploaded_file_gets_its_own_answer() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let zone = sample("development-zone.txt");
    let files: [(&str, &[u8]); 3] = [("a.txt", &zone), ("empty.txt", b""), ("again.txt", &zone)];
    let page = admin.post_files("/api/v1/documents", &files).await;
    let answers = value(&page);
    let outcomes: Vec<_> = answers.as_array().unwrap().iter().map(|a| &a["outcome"]).collect();
    assert_eq!(outcomes, ["new", "refused", "known"]);
    assert_eq!(answers[0]["id"], answers[2]["id"]);
    assert!(answers[1]["message"].as_str().unwrap().contains("空"), "{answers}");
    let page = admin.post("/api/v1/documents", &[("a", "b")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(value(&page)["error"]["code"], "invalid");
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_so_in_json() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("zone.txt", sample("development-zone.txt")).await;
    let stranger = app.stranger();
    let mut paths: Vec<String> = PARTS.iter().map(|part| format!("/documents/{id}{part}")).collect();
    paths.extend(["/documents", "/rules", "/rules/SB-01"].map(str::to_owned));
    for path in paths {
        let page = stranger.get(&format!("/api/v1{path}")).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(value(&page)["error"], json!({ "code": "sign_in_first", "message": "请先登录" }));
    }
    let page = stranger.post_files("/api/v1/documents", &[("a.txt", b"a")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_a_viewer_may_not_see_is_not_there() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("zone.txt", sample("development-zone.txt")).await;
    let officer = app.sign_in(&admin, "wanglei", "officer", "").await;
    let neighbour = app.sign_in(&admin, "zhaomin", "reviewer", "别处县").await;
    for client in [&officer, &neighbour] {
        for part in PARTS {
            let page = client.get(&format!("/api/v1/documents/{id}{part}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{part}");
            assert_eq!(value(&page)["error"]["code"], "not_found", "{part}");
        }
        assert_eq!(get(client, "/documents").await["total"], 0);
    }
    let page = officer.get("/api/v1/documents/unknown").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_addresses_and_methods_answer_in_json() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let page = admin.get("/api/v1/nothing/here").await;
    assert_eq!((page.status, &value(&page)["error"]["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
    let page = admin.post("/api/v1/rules", &[]).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(value(&page)["error"]["code"], "method_not_allowed");
}

#[tokio::test]
async fn rules_are_given_with_their_pages() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let rules = get(&admin, "/rules").await;
    assert_eq!(rules.as_array().unwrap().len(), review::rules().len());
    let rule = get(&admin, "/rules/SB-01").await;
    assert_eq!((&rule["code"], &rule["family"]), (&json!("SB-01"), &json!("表内勾稽")));
    assert!(rule["page"].as_str().unwrap().contains("## 查什么"), "{rule}");
    assert_eq!(admin.get("/api/v1/rules/XX-99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_description_names_every_address_and_resolves_every_shape() {
    let app = TestApp::start().await;
    let description = get(&app.stranger(), "/openapi.json").await;
    let paths = description["paths"].as_object().unwrap();
    let expected: Vec<String> = PARTS.iter().map(|part| format!("/documents/{{id}}{part}")).collect();
    for path in expected.iter().map(String::as_str).chain(["/documents", "/rules", "/rules/{code}"]) {
        assert!(paths.contains_key(path), "{path}");
    }
    assert!(paths["/documents"]["post"].is_object());
    assert_eq!(description["servers"][0]["url"], "/api/v1");
    let operations = || paths.values().flat_map(|path| path.as_object().unwrap().values());
    let mut names: Vec<_> = operations().map(|o| o["operationId"].as_str().unwrap()).collect();
    names.sort_unstable();
    let n_names = names.len();
    names.dedup();
    assert_eq!(names.len(), n_names, "an operation's name is its own: {names:?}");
    for response in operations().flat_map(|o| o["responses"].as_object().unwrap().values()) {
        assert!(response["description"].is_string(), "{response}");
    }
    let text = description.to_string();
    for named in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
        let name = named.split('"').next().unwrap();
        assert!(description["components"]["schemas"][name].is_object(), "{name} is not described");
    }
}
