//! 实时更新: an open page hears what happened, from whichever server, and only while its reader may see the matter.

use std::time::Duration;

use app::matters::journal::Words;
use app::matters::matter;
use app::{App, args};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use supervision::Act;
use tokio_stream::StreamExt;

use crate::support::browser::{Browser, DESK};
use crate::support::county::County;
use crate::support::issued::{act, at, issue, sign, viewer};
use crate::support::{Client, Page};

struct Listener(BodyDataStream);

impl Listener {
    async fn open(client: &Client, path: &str, last: Option<&str>) -> Listener {
        let mut request = Request::get(path).header("accept", "text/event-stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = client.open(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Listener(response.into_body().into_data_stream())
    }

    /// The next event, id and act; `None` when there is none within three seconds or the stream ends.
    async fn next(&mut self) -> Option<String> {
        let chunk = tokio::time::timeout(Duration::from_secs(3), self.0.next()).await.ok()??.unwrap();
        let text = String::from_utf8(chunk.to_vec()).unwrap();
        let field =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
        Some(format!("{} {}", field("id:"), field("data:")))
    }
}

async fn json(client: &Client, path: &str) -> Page {
    let request = Request::get(path).header("accept", "application/json");
    client.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_open_page_hears_of_each_event_and_resumes_where_it_was() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let path = format!("/live/matters/{id}");
    let head = county.sign_in("water-head").await;
    assert_eq!(json(&head, &path).await.body, r#"{"position":3}"#);
    let mut listener = Listener::open(&head, &format!("{path}?after=3"), None).await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    assert_eq!(listener.next().await.unwrap(), "4 acknowledge");
    let mut resumed = Listener::open(&head, &format!("{path}?after=3"), Some("3")).await;
    assert_eq!(resumed.next().await.unwrap(), "4 acknowledge", "what it missed");
    let mut resumed = Listener::open(&head, &path, Some("4")).await;
    let instruct = Act::Instruct { text: "请加快".to_owned() };
    act(&county, "leader", &id, at("2026-11-16T11:00"), instruct).await;
    assert_eq!(resumed.next().await.unwrap(), "5 instruct");
    assert_eq!(listener.next().await.unwrap(), "5 instruct");
}

#[tokio::test]
async fn what_another_server_wrote_is_heard_too() {
    let county = County::start().await;
    let other = App::open((*county.test.app.config).clone()).await.unwrap();
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let head = county.sign_in("water-head").await;
    let mut listener = Listener::open(&head, &format!("/live/matters/{id}?after=3"), None).await;
    let now = at("2026-11-16T10:00");
    let leader = viewer(&county, "leader", now).await;
    let instruct = Act::Instruct { text: "请加快".to_owned() };
    matter::act(&other, &leader, &id, &Words::default(), now, &|_, _| Ok(instruct.clone())).await.unwrap();
    assert_eq!(listener.next().await.unwrap(), "4 instruct");
}

#[tokio::test]
async fn nobody_listens_to_what_they_may_not_see() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let path = format!("/live/matters/{id}");
    for name in ["finance-head", "leader2", "observer", "water-handler"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    assert_eq!(county.test.stranger().get(&path).await.status, StatusCode::SEE_OTHER);
    let head = county.sign_in("water-head").await;
    assert_eq!(head.get("/live/matters/none").await.status, StatusCode::NOT_FOUND);
    let mut listener = Listener::open(&head, &format!("{path}?after=3"), None).await;
    let moved = "update account set unit_id = $1 where name = 'water-head'";
    county.test.app.db.run(moved, args![county.unit("县财政局").await]).await.unwrap();
    sign(&county, &id, at("2026-11-16T10:00")).await;
    assert_eq!(listener.next().await, None, "moved to another unit meanwhile");
}

#[tokio::test]
async fn a_server_that_stops_waits_for_no_listener() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    let head = county.sign_in("water-head").await;
    let mut listener = Listener::open(&head, &format!("/live/matters/{id}?after=3"), None).await;
    county.test.app.stopping.send_replace(true);
    let ended = tokio::time::timeout(Duration::from_secs(1), listener.0.next()).await;
    assert!(ended.is_ok_and(|chunk| chunk.is_none()));
}

/// Waits until the page says something.
async fn says(browser: &Browser, text: &str) {
    for _ in 0..100 {
        if browser.text().await.contains(text) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{text} in {}", browser.text().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_browser_the_page_goes_on_and_what_is_being_written_stays() {
    let county = County::start().await;
    // The browser's clock is today's, so the matter is as well.
    let now = app::clock::now();
    let id = issue(&county, "meeting", &[], now).await;
    let Some(browser) = Browser::on(&county.test.app, DESK, true).await else { return };
    browser.sign_in("water-head").await;
    browser.goto(&format!("/matters/{id}")).await;
    let unloaded = "window.stays = 1; return 1";
    browser.script(unloaded).await;
    let instruct = |text: &str| Act::Instruct { text: text.to_owned() };
    act(&county, "leader", &id, now, instruct("请在汛期前完成")).await;
    says(&browser, "请在汛期前完成").await;
    assert_eq!(browser.script("return window.stays").await, 1, "without a new page");

    let write = "const field = document.querySelector('[data-part=acts] textarea');
        field.closest('details')?.setAttribute('open', ''); field.value = '正在写的话'; return field.name";
    browser.script(write).await;
    act(&county, "leader", &id, now, instruct("请每周报告一次")).await;
    says(&browser, "请每周报告一次").await;
    says(&browser, "您填写的内容没有改动").await;
    let kept =
        "return [...document.querySelectorAll('textarea')].some((field) => field.value === '正在写的话')";
    assert_eq!(browser.script(kept).await, true);
    browser.close().await;
}
