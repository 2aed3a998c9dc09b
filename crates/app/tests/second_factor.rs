//! 两步验证: setting it up, signing in with it, recovery, reset, and who must have it.

use app::accounts::totp;
use app::keys::{self, Key};
use app::{App, args, clock};
use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::support::county::{County, REGION};
use crate::support::{Client, PASSWORD, Page};

/// The code of a telephone, some half-minutes from now.
fn code(secret: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(clock::now() / 1000 + steps * 30).unwrap()).to_string()
}

async fn begin(client: &Client) -> String {
    let page = client.post("/accounts/second-factor/secret", &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = client.get("/accounts/second-factor").await;
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    let (_, rest) = page.body.split_once("手工输入密钥 <span class=\"code\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

fn recovery_codes(page: &Page) -> Vec<String> {
    let codes = page.body.split("<li class=\"code\">").skip(1);
    codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Sets it up and gives the secret and the recovery codes.
async fn set_up(client: &Client) -> (String, Vec<String>) {
    let secret = begin(client).await;
    let page = client.post("/accounts/second-factor", &[("code", &code(&secret, -1))]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let codes = recovery_codes(&page);
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

/// Somebody whose password was right.
async fn half_way(county: &County, name: &str) -> Client {
    let mut client = county.test.stranger();
    let form = [("name", name), ("password", PASSWORD), ("next", "/units")];
    let page = client.post("/accounts/sign-in", &form).await;
    assert_eq!(page.location(), "/accounts/second-step", "{}", page.body);
    client.keep_cookie(&page);
    client
}

/// The cookie that carries the session, whatever else is set or taken away.
fn session(page: &Page) -> Option<String> {
    let set = page.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap());
    set.filter(|cookie| cookie.starts_with("duji_session=")).map(str::to_owned).next()
}

#[tokio::test]
async fn the_second_step_is_asked_for_and_no_code_works_twice() {
    let county = County::start().await;
    let (secret, _) = set_up(&county.sign_in("director").await).await;
    let client = half_way(&county, "director").await;
    assert!(
        client.get("/units").await.location().starts_with("/accounts/sign-in"),
        "the password alone opens nothing"
    );
    assert!(client.get("/accounts/second-step").await.body.contains("验证码"));
    let spent = client.post("/accounts/second-step", &[("code", &code(&secret, -1))]).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY, "the code of the set-up is spent");
    let now = code(&secret, 0);
    let page = client.post("/accounts/second-step", &[("code", &now)]).await;
    assert_eq!(page.location(), "/units", "{}", page.body);
    assert!(session(&page).is_some());
    let other = half_way(&county, "director").await;
    let page = other.post("/accounts/second-step", &[("code", &now)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("已经用过") && session(&page).is_none());
    let page = client.post("/accounts/second-step", &[("code", &code(&secret, 1))]).await;
    assert_eq!(page.location(), "/accounts/sign-in", "a step is over once it is done");
}

#[tokio::test]
async fn one_code_sent_twice_at_once_opens_one_session() {
    let county = County::start().await;
    let (secret, _) = set_up(&county.sign_in("director").await).await;
    let (one, two) = (half_way(&county, "director").await, half_way(&county, "director").await);
    let form_code = code(&secret, 0);
    let form = [("code", form_code.as_str())];
    let (a, b) =
        tokio::join!(one.post("/accounts/second-step", &form), two.post("/accounts/second-step", &form));
    assert_eq!([session(&a), session(&b)].iter().flatten().count(), 1);
}

#[tokio::test]
async fn guesses_are_counted_for_the_second_step_alone() {
    let county = County::start().await;
    let (secret, _) = set_up(&county.sign_in("director").await).await;
    let client = half_way(&county, "director").await;
    for _ in 0..5 {
        let page = client.post("/accounts/second-step", &[("code", "000000")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = client.post("/accounts/second-step", &[("code", &code(&secret, 0))]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("15 分钟"));
    half_way(&county, "director").await;
    let stale = "update second_step set created_at = created_at - 600001";
    county.test.app.db.run(stale, args![]).await.unwrap();
    assert_eq!(
        client.get("/accounts/second-step").await.location(),
        "/accounts/sign-in",
        "ten minutes and no more"
    );
}

#[tokio::test]
async fn a_recovery_code_opens_once() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let (secret, codes) = set_up(&director).await;
    assert!(director.get("/accounts/second-factor").await.body.contains("还有 10 个恢复码"));
    let typed = codes[0].to_uppercase().replace('-', " ");
    let page = half_way(&county, "director").await.post("/accounts/second-step", &[("code", &typed)]).await;
    assert!(session(&page).is_some(), "{}", page.body);
    let page =
        half_way(&county, "director").await.post("/accounts/second-step", &[("code", &codes[0])]).await;
    assert!(session(&page).is_none());
    let form_code = code(&secret, 0);
    let page = director.post("/accounts/second-factor/recovery-codes", &[("code", &form_code)]).await;
    assert_eq!(recovery_codes(&page).len(), 10);
    let page =
        half_way(&county, "director").await.post("/accounts/second-step", &[("code", &codes[1])]).await;
    assert!(session(&page).is_none(), "new codes take the place of the old ones");
}

#[tokio::test]
async fn setting_it_up_needs_the_password_and_taking_it_off_a_code() {
    let county = County::start().await;
    let client = county.sign_in("inspector").await;
    let page = client.post("/accounts/second-factor/secret", &[("password", "不是我的密码")]).await;
    assert!(page.body.contains("登录密码不对"));
    let secret = begin(&client).await;
    let page = client.post("/accounts/second-factor", &[("code", "123")]).await;
    assert!(page.body.contains("验证码不对"), "{}", page.body);
    let page = client.post("/accounts/second-factor", &[("code", &code(&secret, -1))]).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = client.post("/accounts/second-factor/secret", &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "no new secret behind the back of the old one");
    let page = client.post("/accounts/second-factor/removal", &[("code", "000000")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = client.post("/accounts/second-factor/removal", &[("code", &code(&secret, 0))]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    county.sign_in("inspector").await;
    let told = "select count(*) from organisation_event where action in ('启用两步验证', '停用两步验证')";
    assert_eq!(county.test.app.db.number(told, args![]).await.unwrap(), 2);
}

#[tokio::test]
async fn an_administrator_resets_what_is_lost() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    set_up(&director).await;
    let address = format!("/accounts/{}/second-factor/reset", county.person("director").await);
    for name in ["inspector", "chief"] {
        assert_eq!(county.sign_in(name).await.post(&address, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(director.post(&address, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(county.administrator.post(&address, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(director.get("/units").await.location().starts_with("/accounts/sign-in"), "their sessions end");
    county.sign_in("director").await;
    let reset = "select count(*) from organisation_event where action = '重设两步验证'";
    assert_eq!(county.test.app.db.number(reset, args![]).await.unwrap(), 1);
}

#[tokio::test]
async fn a_county_may_require_it_of_a_duty() {
    let county = County::start().await;
    let (director, inspector) = (county.sign_in("director").await, county.sign_in("inspector").await);
    let form = [("region", REGION), ("who", "director"), ("who", "chief_leader")];
    assert_eq!(director.post("/procedure/second-factor", &form).await.status, StatusCode::NOT_FOUND);
    let page = county.administrator.post("/procedure/second-factor", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(inspector.get("/units").await.status, StatusCode::OK);
    assert_eq!(director.get("/units").await.location(), "/accounts/second-factor");
    assert!(director.get("/accounts/second-factor").await.body.contains("要求您的岗位使用两步验证"));
    set_up(&director).await;
    assert_eq!(director.get("/units").await.status, StatusCode::OK);
    assert!(inspector.get("/procedure").await.body.contains("督查室主任、主要领导"));
}

#[tokio::test]
async fn the_database_alone_is_no_second_factor() {
    let county = County::start().await;
    let (secret, recovery) = set_up(&county.sign_in("director").await).await;
    let (app, id) = (&county.test.app, county.person("director").await);
    let stored = async || {
        let sql = "select totp_secret from account where id = $1";
        app.db.one::<(String,)>(sql, args![&id]).await.unwrap().unwrap().0
    };
    let sealed = stored().await;
    assert!(sealed.starts_with(keys::MARK) && !sealed.contains(&secret), "{sealed}");

    // What an older version left readable is sealed when the program starts.
    app.db.run("update account set totp_secret = $1 where id = $2", args![&secret, &id]).await.unwrap();
    totp::seal_readable(&app.db, &app.key).await.unwrap();
    let again = stored().await;
    assert!(again.starts_with(keys::MARK) && again != sealed, "{again}");
    let page = half_way(&county, "director")
        .await
        .post("/accounts/second-step", &[("code", &code(&secret, 0))])
        .await;
    assert_eq!(page.location(), "/units", "{}", page.body);

    // Another key, as after a backup without the file: codes fail, recovery codes do not.
    let folder = tempfile::tempdir().unwrap();
    let other = Key::open(&folder.path().join("other.key")).unwrap();
    totp::seal_readable(&app.db, &other).await.unwrap();
    assert_eq!(stored().await, again, "what no key fits is left alone");
    let mut client = crate::support::client(&App { key: other, ..app.clone() });
    let form = [("name", "director"), ("password", PASSWORD), ("next", "/units")];
    let page = client.post("/accounts/sign-in", &form).await;
    client.keep_cookie(&page);
    let page = client.post("/accounts/second-step", &[("code", &code(&secret, 1))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    let page = client.post("/accounts/second-step", &[("code", &recovery[0])]).await;
    assert_eq!(page.location(), "/units", "{}", page.body);
}

#[tokio::test]
async fn a_secret_that_is_copied_to_another_account_is_worth_nothing_there() {
    let county = County::start().await;
    let (secret, _) = set_up(&county.sign_in("director").await).await;
    set_up(&county.sign_in("chief").await).await;
    let stolen = "update account set totp_counter = null, totp_secret =
         (select other.totp_secret from account other where other.name = 'director') where name = 'chief'";
    county.test.app.db.run(stolen, args![]).await.unwrap();
    let client = half_way(&county, "chief").await;
    let page = client.post("/accounts/second-step", &[("code", &code(&secret, 0))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
}
