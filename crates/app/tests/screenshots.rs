//! Takes the pictures in `docs/screenshots`, and more of the same for looking at:
//! `cargo test -p app --test screenshots -- --ignored` with `DUJI_TEST_WEBDRIVER` set.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise is a failed picture")]
#![allow(clippy::disallowed_methods, reason = "the environment says where further pictures go and of what")]

mod support;

use std::path::{Path, PathBuf};

use support::browser::{Browser, DESK, PHONE};
use support::sample_path;

/// The pictures that documents show; the others are for looking at.
const KEPT: [&str; 6] = ["list", "document", "findings", "finding-in-table", "project", "rule"];

const PAGES: [(&str, &str); 7] = [
    ("document", ""),
    ("findings", "/findings"),
    ("tables", "/tables"),
    ("projects", "/projects"),
    ("project", "/projects/1"),
    ("narrative", "/narrative"),
    ("finding-in-table", "/tables"),
];

#[tokio::test]
#[ignore = "writes pictures"]
async fn the_main_pages_are_pictured() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/screenshots");
    let named = std::env::var("DUJI_PICTURES").map(PathBuf::from);
    let folder = named.unwrap_or(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (size, suffix) in [(DESK, ""), (PHONE, "-phone")] {
        let Some(browser) = Browser::open(size, true).await else { return };
        picture_all(&browser, &folder, suffix).await;
        browser.close().await;
    }
}

async fn picture_all(browser: &Browser, folder: &Path, suffix: &str) {
    browser.goto("/").await;
    browser.find("main").await;
    let keeps_all = std::env::var("DUJI_PICTURES").is_ok();
    let shot = async |name: &str| {
        if !keeps_all && !KEPT.contains(&name) {
            return;
        }
        let path = folder.join(format!("{name}{suffix}.png"));
        browser.driver.screenshot(&path).await.unwrap();
    };
    shot("setup").await;
    browser.set_up().await;
    let mut files = vec![
        sample_path("disclosure.txt"),
        sample_path("performance-text.txt"),
        sample_path("performance-dump.txt"),
        sample_path("development-zone.txt"),
        sample_path("disclosure-with-mistakes.txt"),
    ];
    files.extend(std::env::var("DUJI_PICTURE_FILE").map(PathBuf::from));
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    browser.upload(&paths).await;
    let last = browser.find(&format!("[data-answers] .answer:nth-child({}) a", files.len())).await;
    let link = last.attr("href").await.unwrap().unwrap();
    shot("upload").await;
    for (name, path) in [
        ("list", "/documents"),
        ("search", "/documents?q=高标准农田"),
        ("rules", "/rules"),
        ("rule", "/rules/SB-01"),
    ] {
        browser.goto(path).await;
        browser.find("main").await;
        shot(name).await;
    }
    for (name, part) in PAGES {
        browser.goto(&format!("{link}{part}")).await;
        browser.find("main").await;
        if name == "finding-in-table" {
            browser.script("document.querySelectorAll('.finding-row .finding.error')[2]?.scrollIntoView({ block: 'center', behavior: 'instant' })").await;
        }
        shot(name).await;
    }
}
