//! What a person clicks, in headless Chromium.

use thirtyfour::prelude::*;

use crate::support::browser::{Browser, DESK, PHONE};
use crate::support::{sample_path, seeds};

#[tokio::test]
async fn from_the_first_visit_to_the_wrong_cell() {
    let Some(browser) = Browser::open(DESK, true).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure.txt"), &sample_path("disclosure-with-mistakes.txt")]).await;
    browser.find("[data-answers] .answer:nth-child(2) a").await.click().await.unwrap();
    browser.driver.find(By::LinkText("概览")).await.unwrap();
    browser.find(".tabs a[href$='/findings']").await.click().await.unwrap();
    let finding = browser.find("section[aria-labelledby=error] .finding").await;
    if finding.attr("open").await.unwrap().is_none() {
        finding.find(By::Css("summary")).await.unwrap().click().await.unwrap();
    }
    finding.find(By::Css("dd a")).await.unwrap().click().await.unwrap();
    let path = browser.path().await;
    assert!(path.contains("#L"), "{path}");
    browser.find(":target").await;
    browser.close().await;
}

#[tokio::test]
async fn everything_works_without_script() {
    let Some(browser) = Browser::open(DESK, false).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("performance-text.txt"), &sample_path("README.md")]).await;
    browser.find(".answer.refused").await;
    browser.find(".answer.new a").await.click().await.unwrap();
    browser.find(".tabs a[href$='/projects']").await.click().await.unwrap();
    browser.find("main table a[href*='/projects/']").await.click().await.unwrap();
    assert!(browser.text().await.contains("12月底"));
    browser.close().await;
}

#[tokio::test]
async fn the_list_is_walked_by_keyboard() {
    let Some(browser) = Browser::open(DESK, true).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure.txt"), &sample_path("performance-dump.txt")]).await;
    browser.find("[data-answers] .answer:nth-child(2)").await;
    browser.goto("/documents").await;
    let body = browser.find("body").await;
    body.send_keys("j").await.unwrap();
    body.send_keys("j").await.unwrap();
    browser.find("tbody tr:nth-child(2).at").await;
    body.send_keys("k").await.unwrap();
    browser.find("tbody tr:nth-child(1).at").await;
    body.send_keys(Key::Enter + "").await.unwrap();
    browser.find(".document-head").await;
    browser.close().await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_phone() {
    let Some(browser) = Browser::open(PHONE, true).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure-with-mistakes.txt")]).await;
    let link = browser.find("[data-answers] .answer a").await.attr("href").await.unwrap().unwrap();
    let pages =
        ["", "/findings", "/tables", "/projects", "/projects/1", "/narrative"].map(|p| format!("{link}{p}"));
    let others = ["/documents", "/documents/new", "/rules", "/rules/SB-01", "/accounts", "/accounts/new"];
    for page in pages.iter().map(String::as_str).chain(others) {
        assert_fits(&browser, page).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_an_office_screen() {
    let Some(browser) = Browser::open(DESK, true).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure-with-mistakes.txt")]).await;
    let link = browser.find("[data-answers] .answer a").await.attr("href").await.unwrap().unwrap();
    for part in ["", "/findings", "/tables", "/projects", "/projects/1", "/narrative"] {
        assert_fits(&browser, &format!("{link}{part}")).await;
    }
    browser.close().await;
}

#[tokio::test]
async fn the_published_originals_are_dropped_and_reviewed() {
    let Some(seeds) = seeds() else { return };
    let Some(browser) = Browser::open(DESK, true).await else { return };
    browser.set_up().await;
    let files: Vec<_> = std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()).collect();
    browser.goto("/documents/new").await;
    browser.drop_files(".drop", &files).await;
    browser.find("[data-answers] .answer:nth-child(4)").await;
    browser.goto("/documents?q=云督办").await;
    browser.find(".hit mark").await;
    assert!(browser.text().await.contains("共 1 份"));
    browser.close().await;
}

async fn assert_fits(browser: &Browser, page: &str) {
    browser.goto(page).await;
    browser.find("main").await;
    let too_wide = browser.script("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert!(too_wide.as_i64().is_some_and(|n| n <= 0), "{page} is {too_wide} too wide");
}

/// The finding that has the focus, and what the status line says of it.
async fn walked_to(browser: &Browser) -> (String, String) {
    let script = "return [document.activeElement.closest('[data-finding]')?.id ?? '',
        document.querySelector('[data-status]').textContent]";
    let [id, status] = serde_json::from_value::<[String; 2]>(browser.script(script).await).unwrap();
    (id, status)
}

#[tokio::test]
async fn the_findings_are_walked_by_keyboard_over_all_pages() {
    let Some(browser) = Browser::open(DESK, true).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure-with-mistakes.txt")]).await;
    let link = browser.find("[data-answers] .answer a").await.attr("href").await.unwrap().unwrap();
    browser.goto(&format!("{link}/tables")).await;
    browser.find("[data-finding]").await;
    let press = async |key: &str| {
        browser.driver.active_element().await.unwrap().send_keys(key).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    };
    press("n").await;
    let (first, status) = walked_to(&browser).await;
    assert!(status.contains("第 1 个，共 "), "{status}");
    let n_all: usize = status.split(' ').filter_map(|word| word.parse().ok()).nth(1).unwrap();
    press("j").await;
    let (second, status) = walked_to(&browser).await;
    assert!(status.contains("第 2 个，共 ") && second != first, "{second} {status}");
    let in_view = browser.script(
        "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight",
    );
    assert_eq!(in_view.await, true);
    let is_open = browser.script("return document.activeElement.querySelector('details').open").await;
    assert_eq!(is_open, true);
    press("p").await;
    assert_eq!(walked_to(&browser).await.0, first);
    press("k").await;
    let (last, status) = walked_to(&browser).await;
    assert!(status.contains(&format!("第 {n_all} 个")) && last != first, "round the corner: {last} {status}");
    let mut position = n_all;
    while !browser.path().await.contains("/projects/") {
        press("p").await;
        browser.find("[data-finding]:target").await;
        position -= 1;
    }
    assert!(walked_to(&browser).await.1.contains(&format!("第 {position} 个")));
    browser.close().await;
}

#[tokio::test]
async fn the_findings_are_walked_by_links_without_script() {
    let Some(browser) = Browser::open(DESK, false).await else { return };
    browser.set_up().await;
    browser.upload(&[&sample_path("disclosure-with-mistakes.txt")]).await;
    browser.find(".answer.new a").await.click().await.unwrap();
    browser.find(".tabs a[href$='/findings']").await.click().await.unwrap();
    browser.find(".actions a[href*='#f']").await.click().await.unwrap();
    let start = browser.path().await;
    browser.find("[data-finding]:target .walk a[rel=next]").await.click().await.unwrap();
    assert_ne!(browser.path().await, start);
    browser.find("[data-finding]:target .walk a[rel=prev]").await.click().await.unwrap();
    assert_eq!(browser.path().await, start);
    browser.close().await;
}
