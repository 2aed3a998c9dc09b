//! Setting up, signing in, and what strangers get.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn the_first_visitor_sets_the_site_up_and_nobody_else_can() {
    let app = TestApp::start().await;
    let stranger = app.stranger();
    assert_eq!(stranger.get("/documents").await.location(), "/accounts/sign-in?next=/documents");
    assert_eq!(stranger.get("/accounts/sign-in").await.location(), "/accounts/setup");
    app.sign_in_administrator().await;
    assert_eq!(stranger.get("/accounts/setup").await.location(), "/accounts/sign-in");
    let form =
        [("name", "second"), ("display_name", "王"), ("password", PASSWORD), ("password_again", PASSWORD)];
    assert_eq!(stranger.post("/accounts/setup", &form).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn two_first_visitors_at_once_make_one_administrator() {
    let app = TestApp::start().await;
    let form =
        |name| [("name", name), ("display_name", "王"), ("password", PASSWORD), ("password_again", PASSWORD)];
    let (one, two) = (app.stranger(), app.stranger());
    let (forms, other) = (form("one"), form("two"));
    let (a, b) = tokio::join!(one.post("/accounts/setup", &forms), two.post("/accounts/setup", &other));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let n = app.app.db.number("select count(*) from account", vec![]).await.unwrap();
    assert_eq!(n, 1);
}

#[tokio::test]
async fn a_weak_password_is_refused_and_the_rest_is_kept() {
    let app = TestApp::start().await;
    let form =
        [("name", "admin"), ("display_name", "李主任"), ("password", "123"), ("password_again", "123")];
    let page = app.stranger().post("/accounts/setup", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("密码为 10 至 128 个字符") && page.body.contains("李主任"));
    assert!(!page.body.contains("value=\"123\""), "a password is never printed back");
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_name_for_a_while() {
    let app = TestApp::start().await;
    app.sign_in_administrator().await;
    let stranger = app.stranger();
    for _ in 0..5 {
        let page =
            stranger.post("/accounts/sign-in", &[("name", "admin"), ("password", "不对的密码不对")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = stranger.post("/accounts/sign-in", &[("name", "admin"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("15 分钟后"));
}

#[tokio::test]
async fn an_unknown_name_reads_like_a_wrong_password() {
    let app = TestApp::start().await;
    app.sign_in_administrator().await;
    let sign_in = async |name| {
        let page =
            app.stranger().post("/accounts/sign-in", &[("name", name), ("password", "不对的密码不对")]).await;
        (page.status, page.body.replace(name, ""))
    };
    assert_eq!(sign_in("admin").await, sign_in("nobody").await);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    assert_eq!(admin.get("/documents").await.status, StatusCode::OK);
    admin.post("/accounts/sign-out", &[]).await;
    assert_eq!(admin.get("/documents").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_elsewhere() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let desk = app.sign_in(&admin, "zhang", "officer", "").await;
    let new = "另一句足够长的话2027";
    let form = [("current", PASSWORD), ("password", new), ("password_again", new)];
    assert_eq!(desk.post("/accounts/password", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/documents").await.status, StatusCode::SEE_OTHER, "the old cookie is worth nothing");
    let page = app.stranger().post("/accounts/sign-in", &[("name", "zhang"), ("password", new)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn accounts_belong_to_the_administrator() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let officer = app.sign_in(&admin, "zhang", "officer", "云岭县").await;
    for path in ["/accounts", "/accounts/new"] {
        assert_eq!(officer.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let form = [("name", "x2"), ("display_name", "x"), ("password", PASSWORD), ("role", "administrator")];
    assert_eq!(officer.post("/accounts", &form).await.status, StatusCode::NOT_FOUND);
    let list = admin.get("/accounts").await;
    assert!(list.body.contains("zhang") && list.body.contains("云岭县"));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    let id = admin.get("/accounts").await.body.split("/accounts/").find_map(|rest| {
        let (id, rest) = rest.split_once('/')?;
        (id.len() == 32 && rest.starts_with("disabling")).then(|| id.to_owned())
    });
    let rows: Vec<(String,)> =
        app.app.db.all("select id from account where name = 'zhang'", vec![]).await.unwrap();
    assert!(id.is_some(), "the list offers the button");
    let page = admin.post(&format!("/accounts/{}/disabling", rows[0].0), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(officer.get("/documents").await.status, StatusCode::SEE_OTHER);
    let page = app.stranger().post("/accounts/sign-in", &[("name", "zhang"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_disabled_account_can_be_taken_back_by_the_administrator_alone() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    let other = app.sign_in(&admin, "wang", "officer", "").await;
    let rows: Vec<(String,)> =
        app.app.db.all("select id from account where name = 'zhang'", vec![]).await.unwrap();
    let (off, on) =
        (format!("/accounts/{}/disabling", rows[0].0), format!("/accounts/{}/enabling", rows[0].0));
    assert_eq!(admin.post(&on, &[]).await.status, StatusCode::NOT_FOUND, "nothing to take back");
    admin.post(&off, &[]).await;
    assert!(!admin.get("/accounts").await.body.contains("zhang"), "the list begins with those in use");
    assert!(admin.get("/accounts?state=disabled").await.body.contains(&on));
    assert_eq!(other.post(&on, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&on, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(officer.get("/documents").await.status, StatusCode::SEE_OTHER, "the old session stays closed");
    let page = app.stranger().post("/accounts/sign-in", &[("name", "zhang"), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let request = Request::post("/accounts/sign-out")
        .header(header::ORIGIN, "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty());
    let page = admin.send(request.unwrap()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("不是从本站页面发出的") && page.headers.contains_key("x-frame-options"));
    assert_eq!(admin.get("/documents").await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::start().await;
    for path in ["/accounts/setup", "/nowhere", "/assets/style.css"] {
        let page = app.stranger().get(path).await;
        for name in
            ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"]
        {
            assert!(page.headers.contains_key(name), "{path} lacks {name}");
        }
    }
    let page = app.stranger().get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("没有找到这个页面"));
}
