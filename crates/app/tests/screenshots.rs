//! Takes the pictures in `docs/screenshots`, and more of the same for looking at:
//! `cargo test -p app --test screenshots -- --ignored` with `DUJI_TEST_WEBDRIVER` set.
#![allow(clippy::disallowed_methods, reason = "the environment says where further pictures go and of what")]

use std::path::{Path, PathBuf};

use crate::support::browser::{Browser, DESK, PHONE};
use crate::support::sample_path;

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
        ("settings", "/settings"),
        ("setting", "/settings/PL-05"),
    ] {
        browser.goto(path).await;
        browser.find("main").await;
        shot(name).await;
    }
    decisions(browser, &link, &shot).await;
    for (name, part) in PAGES {
        browser.goto(&format!("{link}{part}")).await;
        browser.find("main").await;
        if name == "finding-in-table" {
            browser.script("document.querySelectorAll('.finding-row .finding.error')[2]?.scrollIntoView({ block: 'center', behavior: 'instant' })").await;
        }
        shot(name).await;
    }
}

/// A waiver and a setting, on their way and done.
async fn decisions(browser: &Browser, link: &str, shot: &impl AsyncFn(&str)) {
    browser.goto(&format!("{link}/findings")).await;
    browser.find("details.finding").await;
    browser
        .script("document.querySelectorAll('details.finding, .waive').forEach((d) => d.open = true)")
        .await;
    let reason = browser.find(".waive textarea").await;
    reason.send_keys("尾差，单位已书面说明（云财函〔2025〕12号）").await.unwrap();
    shot("waive").await;
    browser.script("document.querySelector('.waive form').submit()").await;
    browser.find("#waived").await;
    let show = "const waived = document.querySelector('#waived');
        document.querySelector('details.waived').open = true;
        waived.scrollIntoView({ block: 'start', behavior: 'instant' })";
    browser.script(show).await;
    shot("waived").await;
    browser.goto("/settings/PL-05").await;
    for (fields, name) in [
        ("form.years.value = '去年'; form.querySelector('[value=partly]').checked = true", "setting-refused"),
        (
            "form.years.value = '2024、2025'; form.reason.value = '试行期间暂不审核（云财办〔2025〕3号）'",
            "setting-saved",
        ),
    ] {
        browser.find("form.settings").await;
        browser
            .script(&format!("const form = document.querySelector('form.settings'); {fields}; form.submit()"))
            .await;
        browser.find(".problem, .done").await;
        shot(name).await;
    }
    browser.script("document.querySelector('#reason').scrollIntoView({ behavior: 'instant' })").await;
    shot("setting-trail").await;
}
