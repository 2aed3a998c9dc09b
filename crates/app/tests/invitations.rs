//! 邀请卡: a link for one person, good once and for seven days.

use app::args;
use axum::http::StatusCode;

use crate::support::county::{County, REGION};
use crate::support::{PASSWORD, Page};

const OWN: &str = "山高水长路远心近2026";

/// Somebody without a password, and the link on their card.
async fn invited(county: &County) -> String {
    let unit = county.unit("县财政局").await;
    let form = [
        ("name", "newcomer"),
        ("display_name", "新来的"),
        ("role", "officer"),
        ("region", REGION),
        ("duty", "handler"),
        ("unit", unit.as_str()),
    ];
    assert_eq!(county.administrator.post("/accounts", &form).await.status, StatusCode::SEE_OTHER);
    link(&cards(county).await)
}

async fn cards(county: &County) -> Page {
    let page = county.administrator.post("/invitations", &[("region", REGION), ("who", "all")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

fn link(page: &Page) -> String {
    let (_, rest) = page.body.split_once("http://duji.test/invitations/").expect("a link");
    format!("/invitations/{}", rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
}

#[tokio::test]
async fn a_card_carries_one_link_that_binds_its_person_once() {
    let county = County::start().await;
    let link = invited(&county).await;
    let stored = "select count(*) from invitation where token_hash like $1";
    let token = link.rsplit('/').next().unwrap();
    assert_eq!(county.test.app.db.number(stored, args![token]).await.unwrap(), 0, "only its hash is stored");
    let mut person = county.test.stranger();
    let page = person.get(&link).await;
    assert!(page.body.contains("新来的，请设置密码") && page.body.contains("县财政局"), "{}", page.body);
    let page = person.post(&link, &[("password", OWN), ("password_again", "别的密码别的密码")]).await;
    assert!(page.body.contains("两次输入的密码不一致"));
    let page = person.post(&link, &[("password", "短"), ("password_again", "短")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = person.post(&link, &[("password", OWN), ("password_again", OWN)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    person.keep_cookie(&page);
    assert_eq!(person.get("/units").await.status, StatusCode::OK, "signed in at once");
    let page = county.test.stranger().get(&link).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("邀请链接已经用过"));
    let page =
        county.test.stranger().post(&link, &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::GONE);
    let events = "select count(*) from organisation_event where action in ('发出邀请', '用邀请链接设置密码')";
    assert_eq!(county.test.app.db.number(events, args![]).await.unwrap(), 2);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_wins() {
    let county = County::start().await;
    let link = invited(&county).await;
    let (one, two) = (county.test.stranger(), county.test.stranger());
    let form = [("password", OWN), ("password_again", OWN)];
    let (a, b) = tokio::join!(one.post(&link, &form), two.post(&link, &form));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses[0], StatusCode::SEE_OTHER);
    assert!([StatusCode::CONFLICT, StatusCode::GONE].contains(&statuses[1]), "{statuses:?}");
}

#[tokio::test]
async fn made_up_old_and_replaced_links_get_a_clear_page() {
    let county = County::start().await;
    let first = invited(&county).await;
    let page = county.test.stranger().get("/invitations/0123456789abcdef").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("没有这个邀请链接"));
    let second = link(&cards(&county).await);
    assert!(
        county.test.stranger().get(&first).await.body.contains("已经失效"),
        "a new card voids the old one"
    );
    assert_eq!(county.test.stranger().get(&second).await.status, StatusCode::OK);
    county
        .test
        .app
        .db
        .run("update invitation set expires_at = expires_at - 604800001", args![])
        .await
        .unwrap();
    assert!(county.test.stranger().get(&second).await.body.contains("已经失效"));
    let form = [("password", OWN), ("password_again", OWN)];
    assert_eq!(county.test.stranger().post(&second, &form).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_old_sessions_end() {
    let county = County::start().await;
    let handler = county.sign_in("water-handler").await;
    let id = county.person("water-handler").await;
    let form = [("region", REGION), ("state", "bound"), ("who", "chosen"), ("id", id.as_str())];
    let page = county.administrator.post("/invitations", &form).await;
    assert_eq!(page.body.matches("<article").count(), 1, "only whom the tick is for");
    let link = link(&page);
    let form = [("password", OWN), ("password_again", OWN)];
    assert_eq!(county.test.stranger().post(&link, &form).await.status, StatusCode::SEE_OTHER);
    assert!(handler.get("/units").await.location().starts_with("/accounts/sign-in"));
}

#[tokio::test]
async fn only_an_administrator_of_the_county_invites() {
    let county = County::start().await;
    for name in ["director", "water-head", "inspector"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get("/invitations").await.status, StatusCode::NOT_FOUND);
        let page = client.post("/invitations", &[("region", REGION), ("who", "all")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    let page = county.administrator.post("/invitations", &[("region", REGION), ("who", "chosen")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("没有选中可以邀请的人"));
}
