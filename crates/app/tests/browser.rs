//! What a person clicks, in headless Chromium.

mod support;

use support::browser::{Browser, DESK, PHONE};
use support::{sample_path, seeds};
use thirtyfour::prelude::*;

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
