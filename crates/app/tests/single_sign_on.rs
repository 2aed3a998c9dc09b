//! 统一身份认证: binding an account to an identity, signing in with it, and what is not let in.

use app::{args, clock};
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::identity_provider::{Fault, IdentityProvider};
use crate::support::{Client, PASSWORD, Page, TestApp};

const PAGE: &str = "/accounts/single-sign-on";

async fn start() -> (County, IdentityProvider) {
    let provider = IdentityProvider::start().await;
    let test = TestApp::start_with(Some(provider.settings())).await;
    (County::of(test).await, provider)
}

fn address_in(page: &Page) -> String {
    let (_, rest) = page.body.split_once("content=\"0;url=").unwrap();
    rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

/// Somebody signed in walks to the provider and back.
async fn bind(client: &mut Client, provider: &IdentityProvider) -> Page {
    let page = client.post(PAGE, &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    client.keep_cookie(&page);
    client.get(&provider.visit(&address_in(&page)).await).await
}

/// A stranger presses the button on the sign-in page; who they are the provider says.
async fn arrive(county: &County, provider: &IdentityProvider) -> (Client, Page) {
    let mut client = county.test.stranger();
    let page = client.get(&format!("{PAGE}/departure?next=/units")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    client.keep_cookie(&page);
    let page = client.get(&provider.visit(page.location()).await).await;
    (client, page)
}

#[tokio::test]
async fn a_bound_identity_signs_in_without_password_until_it_is_taken_off() {
    let (county, provider) = start().await;
    let sign_in = county.test.stranger().get("/accounts/sign-in?next=/units").await;
    assert!(sign_in.body.contains("统一身份认证登录"), "{}", sign_in.body);
    provider.seat("sub-water", Fault::None);
    let mut client = county.sign_in("water-head").await;
    let page = bind(&mut client, &provider).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, PAGE), "{}", page.body);
    assert!(client.get(PAGE).await.body.contains("已绑定统一身份认证"));
    let (mut other, page) = arrive(&county, &provider).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/units"), "{}", page.body);
    other.keep_cookie(&page);
    assert!(other.get("/units").await.body.contains("钱局长"));
    let trail = county.administrator.get("/procedure/trail").await;
    assert!(trail.status == StatusCode::NOT_FOUND || trail.body.contains("绑定统一身份认证"));
    let page = client.post(&format!("{PAGE}/removal"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let (_, page) = arrive(&county, &provider).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还没有绑定账号"), "{}", page.body);
}

#[tokio::test]
async fn no_faulty_token_opens_anything() {
    let (county, provider) = start().await;
    provider.seat("sub-water", Fault::None);
    bind(&mut county.sign_in("water-head").await, &provider).await;
    for fault in
        [Fault::Nonce, Fault::Audience, Fault::Issuer, Fault::Expired, Fault::Signature, Fault::Unsigned]
    {
        provider.seat("sub-water", fault);
        let (_, page) = arrive(&county, &provider).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fault:?}");
        assert!(page.body.contains("没有通过"), "{fault:?} {}", page.body);
        assert!(
            !page
                .headers
                .get_all("set-cookie")
                .iter()
                .any(|c| c.to_str().unwrap().starts_with("duji_session="))
        );
    }
}

#[tokio::test]
async fn a_return_works_once_and_only_in_the_browser_that_left() {
    let (county, provider) = start().await;
    provider.seat("sub-water", Fault::None);
    bind(&mut county.sign_in("water-head").await, &provider).await;
    let mut client = county.test.stranger();
    let page = client.get(&format!("{PAGE}/departure")).await;
    let back = provider.visit(page.location()).await;
    let page_of_other = county.test.stranger().get(&back).await;
    assert!(page_of_other.body.contains("没有从本浏览器开始"), "{}", page_of_other.body);
    client.keep_cookie(&page);
    assert_eq!(client.get(&back.replace("state=", "state=x")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(client.get(&back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(client.get(&back).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = client.get(&format!("{PAGE}/return?error=access_denied")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let db = &county.test.app.db;
    let page = client.get(&format!("{PAGE}/departure")).await;
    client.keep_cookie(&page);
    db.run("update single_sign_on set created_at = $1", args![clock::now() - 601_000]).await.unwrap();
    let late = client.get(&provider.visit(page.location()).await).await;
    assert!(late.body.contains("已超过 10 分钟"), "{}", late.body);
}

#[tokio::test]
async fn one_identity_opens_one_account_and_binding_wants_the_password() {
    let (county, provider) = start().await;
    provider.seat("sub-water", Fault::None);
    bind(&mut county.sign_in("water-head").await, &provider).await;
    let mut finance = county.sign_in("finance-head").await;
    let wrong = finance.post(PAGE, &[("password", "不是这个密码呀")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("登录密码不对"), "{}", wrong.body);
    let page = bind(&mut finance, &provider).await;
    assert!(page.body.contains("已绑定别的账号"), "{}", page.body);
}

#[tokio::test]
async fn the_second_step_and_a_disabled_account_hold_here_too() {
    let (county, provider) = start().await;
    provider.seat("sub-water", Fault::None);
    bind(&mut county.sign_in("water-head").await, &provider).await;
    let db = &county.test.app.db;
    db.run("update account set totp_since = 1, totp_secret = 'A' where name = 'water-head'", args![])
        .await
        .unwrap();
    let (_, page) = arrive(&county, &provider).await;
    assert_eq!(page.location(), "/accounts/second-step", "{}", page.body);
    db.run("update account set disabled_at = 1 where name = 'water-head'", args![]).await.unwrap();
    let (_, page) = arrive(&county, &provider).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
}

#[tokio::test]
async fn without_a_provider_there_is_none_of_it_and_a_dead_one_says_so() {
    let county = County::start().await;
    assert_eq!(county.test.stranger().get(&format!("{PAGE}/departure")).await.status, StatusCode::NOT_FOUND);
    assert!(!county.test.stranger().get("/accounts/sign-in").await.body.contains("统一身份认证"));
    let mut settings = IdentityProvider::start().await.settings();
    settings.issuer = "http://127.0.0.1:9".to_owned();
    let test = TestApp::start_with(Some(settings)).await;
    test.sign_in_administrator().await;
    let page = test.stranger().get(&format!("{PAGE}/departure")).await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.body.contains("连接不上统一身份认证平台"), "{}", page.body);
}

#[tokio::test]
async fn a_flood_of_strangers_does_not_reach_the_provider() {
    let (county, _provider) = start().await;
    let stranger = county.test.stranger();
    for _ in 0..60 {
        assert_eq!(stranger.get(&format!("{PAGE}/departure")).await.status, StatusCode::SEE_OTHER);
    }
    let page = stranger.get(&format!("{PAGE}/departure")).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("请一分钟后再试"), "{}", page.body);
}
