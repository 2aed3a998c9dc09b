//! What nobody does by accident: strange addresses, too much at once, a disk that fails.

use app::clock;
use app::organisation_event::By;
use axum::http::StatusCode;

use crate::support::{PASSWORD, TestApp, sample};

#[tokio::test]
async fn a_very_long_search_is_refused_before_any_work() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample("disclosure.txt")).await;
    for field in ["q", "department", "region", "kind"] {
        let page = admin.get(&format!("/documents?{field}={}", "%E5%86%9C".repeat(5000))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.body.contains("200 字以内"));
    }
    let page = admin.get(&format!("/documents?q={}", "%E5%86%9C".repeat(200))).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn strange_addresses_are_pages_and_never_faults() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("a.txt", sample("disclosure.txt")).await;
    for (path, status) in [
        (format!("/documents/{id}/projects/{}", i64::MIN), StatusCode::NOT_FOUND),
        (format!("/documents/{id}/projects/{}", i64::MAX), StatusCode::NOT_FOUND),
        ("/documents/%00".to_owned(), StatusCode::NOT_FOUND),
        ("/documents?department=%00".to_owned(), StatusCode::OK),
        (format!("/documents?page={}", i64::MAX), StatusCode::OK),
        ("/accounts/sign-out".to_owned(), StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let page = admin.get(&path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.body.contains("<html"), "{path}");
    }
    let page = admin.get("/documents?page=9").await;
    assert!(page.body.contains("一共只有 1 页"), "{}", page.body);
    let form = [("name", "\0"), ("password", PASSWORD)];
    assert_eq!(
        app.stranger().post("/accounts/sign-in", &form).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn after_sign_in_a_tab_leads_to_no_other_site() {
    let app = TestApp::start().await;
    app.sign_in_administrator().await;
    let form = [("name", " admin "), ("password", PASSWORD), ("next", "/\t/evil.example")];
    let page = app.stranger().post("/accounts/sign-in", &form).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/"));
}

#[tokio::test]
async fn many_guesses_at_once_are_as_many_as_one_after_the_other() {
    let app = TestApp::start().await;
    app.sign_in_administrator().await;
    let stranger = app.stranger();
    let form = [("name", "admin"), ("password", "不对的密码不对")];
    let (a, b, c, d, e, f, g, h) = tokio::join!(
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
        stranger.post("/accounts/sign-in", &form),
    );
    let looked_at =
        [a, b, c, d, e, f, g, h].iter().filter(|p| p.status != StatusCode::TOO_MANY_REQUESTS).count();
    assert!(looked_at <= 5, "{looked_at} passwords were tried");
}

#[tokio::test]
async fn two_administrators_who_disable_each_other_leave_one() {
    let app = TestApp::start().await;
    let one = app.sign_in_administrator().await;
    let two = app.sign_in(&one, "second", "administrator", "").await;
    let ids: Vec<(String,)> =
        app.app.db.all("select id from account order by created_at, id", vec![]).await.unwrap();
    let (first, second) =
        (format!("/accounts/{}/disabling", ids[0].0), format!("/accounts/{}/disabling", ids[1].0));
    tokio::join!(one.post(&second, &[]), two.post(&first, &[]));
    let left = "select count(*) from account where disabled_at is null";
    assert_eq!(app.app.db.number(left, vec![]).await.unwrap(), 1);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    app.sign_in_administrator().await;
    let ids: Vec<(String,)> = app.app.db.all("select id from account", vec![]).await.unwrap();
    let refused = app::accounts::account::disable(&app.app.db, &By::command_line(), &ids[0].0, clock::now())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("请先添加另一个"));
    assert_eq!(
        app.app.db.number("select count(*) from session", vec![]).await.unwrap(),
        1,
        "nothing was done"
    );
}

#[tokio::test]
async fn a_disk_that_takes_no_file_leaves_nothing_half_stored() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let originals = app.app.config.data.join("originals");
    std::fs::remove_dir(&originals).unwrap();
    std::fs::write(&originals, b"").unwrap();
    let page = admin.post_files("/documents", &[("a.txt", &sample("disclosure.txt"))]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("检查磁盘空间"), "{}", page.body);
    assert_eq!(app.app.db.number("select count(*) from document", vec![]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_lost_original_is_said_and_the_rest_stays() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("a.txt", sample("disclosure.txt")).await;
    std::fs::remove_dir_all(app.app.config.data.join("originals")).unwrap();
    let page = admin.get(&format!("/documents/{id}/original")).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("从备份恢复原件"), "{}", page.body);
    assert_eq!(admin.get(&format!("/documents/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_kind_of_database_is_said_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let refused = app::db::Db::open("mysql://host/x").await.unwrap_err().to_string();
    assert_eq!(refused, "不认识的数据库地址 mysql://…，应写作 postgres://…");
    let strange = folder.path().join("a%41?b=c.sqlite");
    app::db::Db::open(strange.to_str().unwrap()).await.unwrap();
    assert!(strange.exists(), "a name is a name");
}
