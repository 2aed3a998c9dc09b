//! Files that come with an act: taken or refused with their words kept, listed, seen by whoever sees the matter, saved and
//! never shown.
#![allow(clippy::disallowed_methods, reason = "the environment says where pictures go")]

use std::path::{Path, PathBuf};

use app::matters::journal;
use app::verify::{self, Record};
use app::{args, clock};
use axum::http::StatusCode;

use crate::support::browser::{Browser, DESK, PHONE};
use crate::support::county::County;
use crate::support::life::{feedback, problem};
use crate::support::{Client, Page, TestApp};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01 the dyke at kilometre 3";
const TAKEN: &str = "可以上传 PDF、OFD、Word、Excel、PPT 和 WPS 文档、图片（JPG、PNG、HEIC、WebP）、文本、CSV、ZIP、MP4、MOV、MP3";

async fn report(county: &County, who: &Client, id: &str, files: &[(&str, &[u8])]) -> Page {
    let unit = county.unit("县水利局").await;
    who.post_files_with(&format!("/matters/{id}/feedback"), &feedback(&unit, "60"), files).await
}

fn stored(county: &County) -> Vec<PathBuf> {
    let root = county.test.app.config.data.join("attachments");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        found.extend(std::fs::read_dir(folder.unwrap().path()).unwrap().map(|file| file.unwrap().path()));
    }
    found
}

fn link(page: &Page, id: &str) -> String {
    let prefix = format!("/matters/{id}/attachments/");
    format!("{prefix}{}", page.linked(&prefix))
}

#[tokio::test]
async fn files_come_with_a_report_and_stand_in_the_journal() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let done = report(&county, &handler, &id, &[("验收报告.pdf", PDF), ("现场.jpg", JPEG)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", problem(&done));

    let page = handler.get(&format!("/matters/{id}")).await;
    for said in ["验收报告.pdf", "现场.jpg", "1 KB", "冯经办", "反馈进展"] {
        assert!(page.body.contains(said), "{said}\n{}", page.body);
    }
    assert_eq!(page.body.matches("/attachments/").count(), 4, "under the report and in one list");
    let entries = journal::of_matter(&county.test.app.db, &id).await.unwrap();
    let attached = &entries.last().unwrap().words.attachments;
    let said: Vec<(&str, u64, usize)> =
        attached.iter().map(|a| (a.name.as_str(), a.size, a.hash.len())).collect();
    assert_eq!(said, [("验收报告.pdf", PDF.len() as u64, 64), ("现场.jpg", JPEG.len() as u64, 64)]);
    assert!(page.body.contains(&attached[0].hash[..8]), "the hash in short");

    let head = county.sign_in("water-head").await.get(&format!("/matters/{id}")).await;
    assert!(
        head.body.contains("验收报告.pdf\n现场.jpg"),
        "whoever signs sees what is attached\n{}",
        head.body
    );
}

#[tokio::test]
async fn an_attachment_is_saved_under_its_name_and_never_shown() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    report(&county, &handler, &id, &[("验收 报告.pdf", PDF)]).await;
    let address = link(&handler.get(&format!("/matters/{id}")).await, &id);
    let file = county.sign_in("inspector").await.get(&address).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        (
            "content-disposition",
            "attachment; filename=\"duji.pdf\"; filename*=UTF-8''%E9%AA%8C%E6%94%B6%20%E6%8A%A5%E5%91%8A.pdf",
        ),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("content-length", &PDF.len().to_string()),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(file.headers.get(name).map(|v| v.to_str().unwrap()), Some(value), "{name}");
    }
}

#[tokio::test]
async fn only_whoever_sees_the_matter_gets_its_files() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let other = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    report(&county, &handler, &id, &[("验收报告.pdf", PDF)]).await;
    let address = link(&handler.get(&format!("/matters/{id}")).await, &id);
    for who in ["finance-head", "finance-liaison", "leader2", "observer"] {
        let page = county.sign_in(who).await.get(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(county.administrator.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(county.test.stranger().get(&address).await.status, StatusCode::SEE_OTHER);
    let attachment = address.rsplit('/').next().unwrap();
    for wrong in [
        format!("/matters/{other}/attachments/{attachment}"),
        format!("/matters/{id}/attachments/{other}"),
        format!("/matters/{id}/attachments/..%2F..%2Fduji.sqlite"),
    ] {
        assert_eq!(handler.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn whoever_may_not_see_the_matter_writes_nothing_to_the_disk() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    for who in ["finance-liaison", "leader2"] {
        let page = report(&county, &county.sign_in(who).await, &id, &[("a.pdf", PDF)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert!(stored(&county).is_empty());
}

#[tokio::test]
async fn what_may_not_be_taken_is_named_and_no_word_is_lost() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let large = vec![b'a'; (50 << 20) + 1];
    let cases: [(&str, &[u8], String); 7] = [
        ("验收报告.pdf", b"MZ\x90\x00\x03\x00", format!("是可以运行的程序，没有收下。{TAKEN}")),
        (
            "现场.pdf",
            b"<!DOCTYPE html><script>alert(1)</script>",
            format!("是网页或矢量图（HTML、SVG），请另存为标准格式或转成 PDF，没有收下。{TAKEN}"),
        ),
        ("图.png", b"<svg xmlns='x' onload='alert(1)'/>", String::new()),
        (
            "清理.bat",
            b"del *.*",
            format!("的内容是文本，名字却以 .bat 结尾，请改正文件名，没有收下。{TAKEN}"),
        ),
        ("空.pdf", b"", "是空文件，没有收下".to_owned()),
        ("录像.txt", &large, "超过 50 MB，没有收下，请压缩或拆分后再上传".to_owned()),
        ("数据.bin", &[0, 1, 2, 3], format!("不是可以上传的类型，没有收下。{TAKEN}")),
    ];
    for (name, bytes, why) in cases {
        let page = report(&county, &handler, &id, &[("好的.pdf", PDF), (name, bytes)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let told = problem(&page);
        assert!(told.starts_with(&format!("附件“{name}”")) && told.ends_with(&why), "{name}: {told}");
        for typed in ["主体工程完成 3.2 公里", "汛期备料紧张"] {
            assert!(page.body.contains(typed), "{name} lost {typed}");
        }
        assert!(page.body.contains(&format!("请重新选择：好的.pdf、{name}")), "{}", page.body);
    }
    assert!(stored(&county).is_empty(), "nothing is left of what was refused");
    let entries = journal::of_matter(&county.test.app.db, &id).await.unwrap();
    assert_eq!(entries.last().unwrap().event.act.key(), "acknowledge", "and nothing happened");
}

#[tokio::test]
async fn a_refused_act_keeps_no_file() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let unit = county.unit("县水利局").await;
    let mut form = feedback(&unit, "60");
    form.retain(|(name, _)| *name != "progress");
    form.push(("progress", "很多"));
    let page = handler.post_files_with(&format!("/matters/{id}/feedback"), &form, &[("a.pdf", PDF)]).await;
    assert_eq!(problem(&page), "进度请填 0 至 100 的整数");
    assert!(page.body.contains("请重新选择：a.pdf"), "{}", page.body);
    assert!(stored(&county).is_empty());
    let rows = county.test.app.db.number("select count(*) from attachment", args![]).await.unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn eleven_files_are_too_many() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let names: Vec<String> = (1..=11).map(|n| format!("{n}.pdf")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), PDF)).collect();
    let page = report(&county, &handler, &id, &files).await;
    assert_eq!(problem(&page), "一次最多上传 10 个附件，请分几次提交");
    assert!(stored(&county).is_empty());
    let page = report(&county, &handler, &id, &files[..10]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
}

#[tokio::test]
async fn names_are_cleaned_before_anybody_reads_them() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let files: [(&str, &[u8]); 5] = [
        ("C:\\\\资料\\\\报告.pdf", PDF),
        ("../../../etc/堤防.pdf", PDF),
        ("现场%22照片%22%0D%0ASet-Cookie: a=1.pdf", PDF),
        ("报告\u{202e}gpj.pdf", PDF),
        ("<script>alert(1)<.pdf", PDF),
    ];
    let page = report(&county, &handler, &id, &files).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    let entries = journal::of_matter(&county.test.app.db, &id).await.unwrap();
    let names: Vec<&str> =
        entries.last().unwrap().words.attachments.iter().map(|attached| attached.name.as_str()).collect();
    let cleaned =
        ["报告.pdf", "堤防.pdf", "现场_照片_Set-Cookie_ a=1.pdf", "报告gpj.pdf", "_script_alert(1)_.pdf"];
    assert_eq!(names, cleaned);
    let page = handler.get(&format!("/matters/{id}")).await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    let file = handler.get(&link(&page, &id)).await;
    assert_eq!(file.status, StatusCode::OK);
}

#[tokio::test]
async fn the_same_bytes_are_stored_once() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let page = report(&county, &handler, &id, &[("一.pdf", PDF), ("二.pdf", PDF)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    assert_eq!(stored(&county).len(), 1, "{:?}", stored(&county));
    let rows = county.test.app.db.number("select count(*) from attachment", args![]).await.unwrap();
    assert_eq!(rows, 2, "and each has its own name");
}

#[tokio::test]
async fn other_acts_bring_files_too() {
    let county = County::start().await;
    let id = county.issued(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    let head = county.sign_in("water-head").await;
    let form = [("unit", unit.as_str()), ("reason", "职责在县住建局")];
    let page = head.post_files_with(&format!("/matters/{id}/refusal"), &form, &[("三定方案.pdf", PDF)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    let leader = county.sign_in("leader").await;
    let form = [("text", "请水利局牵头抓紧")];
    let page =
        leader.post_files_with(&format!("/matters/{id}/instruction"), &form, &[("批示件.jpg", JPEG)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    for name in ["三定方案.pdf", "批示件.jpg"] {
        assert_eq!(page.matches(&format!(">{name}</a>")).count(), 2, "{name}\n{page}");
    }
}

#[tokio::test]
async fn a_form_without_a_file_and_one_with_nothing_chosen_are_both_taken() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let page = report(&county, &handler, &id, &[("", b"")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    let unit = county.unit("县水利局").await;
    county.does("water-head", &id, "rewriting", &[("unit", &unit), ("reason", "写具体些")]).await;
    county.does("water-handler", &id, "feedback", &feedback(&unit, "60")).await;
    assert!(stored(&county).is_empty());
}

#[tokio::test]
async fn words_beyond_measure_are_refused_before_they_fill_memory() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    let long = "字".repeat(1 << 20);
    let form = [("unit", "x"), ("content", long.as_str())];
    let page = handler.post_files_with(&format!("/matters/{id}/feedback"), &form, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("填写的内容太长"), "{}", page.body);
    let page = handler.post(&format!("/matters/{id}/feedback"), &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_file_that_the_disk_lost_is_said_to_be_lost() {
    let county = County::start().await;
    let id = county.signed(&county.plan().await).await;
    let handler = county.sign_in("water-handler").await;
    report(&county, &handler, &id, &[("验收报告.pdf", PDF)]).await;
    let address = link(&handler.get(&format!("/matters/{id}")).await, &id);
    std::fs::remove_file(&stored(&county)[0]).unwrap();
    let page = handler.get(&address).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("读不到这个附件"), "{}", page.body);
    assert_eq!(county.test.app.attachments.sweep(clock::now()).unwrap(), 0);
}

#[tokio::test]
async fn a_draft_brings_its_files() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let form = county.form("青石河水库除险加固", "县水利局").await;
    let fields: Vec<(&str, &str)> = form.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let page = officer.post_files_with("/matters", &fields, &[("批示件.jpg", JPEG)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let id = page.location().strip_prefix("/matters/").unwrap().to_owned();

    let edit = format!("/matters/{id}/edit");
    let page = officer.get(&edit).await;
    assert!(page.body.contains(">批示件.jpg</a> <span class=\"muted\">1 KB，已保存"), "{}", page.body);
    let page = officer.post_files_with(&edit, &fields, &[("会议纪要.pdf", PDF)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let entries = journal::of_matter(&county.test.app.db, &id).await.unwrap();
    let names = |entry: &journal::Entry| -> Vec<String> {
        entry.words.attachments.iter().map(|attached| attached.name.clone()).collect()
    };
    let said: Vec<Vec<String>> = entries.iter().map(names).collect();
    assert_eq!(said, [["批示件.jpg"], ["会议纪要.pdf"]]);
    assert!(entries.iter().all(|entry| !entry.words.sealed.is_empty()));
    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    for name in ["批示件.jpg", "会议纪要.pdf"] {
        assert_eq!(page.matches(&format!(">{name}</a>")).count(), 2, "{name}\n{page}");
    }
    let address = link(&officer.get(&format!("/matters/{id}")).await, &id);
    assert_eq!(county.sign_in("water-head").await.get(&address).await.status, StatusCode::NOT_FOUND);
    let mut faults = Vec::new();
    verify::run(&county.test.app, Record::default(), &mut |fault| faults.push(fault)).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test]
async fn a_draft_that_is_refused_keeps_its_words_and_names_its_files() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let form = county.form("青石河水库除险加固", "县水利局").await;
    let fields = |more: &[(&'static str, &'static str)]| -> Vec<(String, String)> {
        let kept = form.iter().filter(|(key, _)| !more.iter().any(|(other, _)| other == key)).cloned();
        kept.chain(more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))).collect()
    };
    let cases = [
        (&[][..], ("批示件.pdf", &b"MZ\x90\x00"[..]), "附件“批示件.pdf”是可以运行的程序"),
        (&[("finish_on", "年底")][..], ("批示件.pdf", PDF), "办结期限请写成 2026-03-31 的样子"),
        (&[("step", "submit")][..], ("批示件.pdf", PDF), "请先核对是否与已有事项重复"),
    ];
    for (more, file, why) in cases {
        let fields = fields(more);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let page = officer.post_files_with("/matters", &fields, &[file]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        for said in [why, "请重新选择：批示件.pdf", "按计划推进"] {
            assert!(page.body.contains(said), "{said}\n{}", page.body);
        }
    }
    let n = county.test.app.db.number("select count(*) from matter", args![]).await.unwrap();
    assert_eq!((n, stored(&county).len()), (0, 0));

    // 查重 sends the names of files alone.
    let page = send_form(&officer, &fields(&[("step", "check"), ("files", "批示件.pdf")])).await;
    assert!(page.body.contains("请重新选择：批示件.pdf"), "{}", page.body);

    let more = [("standards", ""), ("step", "submit"), ("duplicates_seen", "on")];
    let fields = fields(&more);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let page = officer.post_files_with("/matters", &fields, &[("批示件.pdf", PDF)]).await;
    assert!(page.body.contains("已保存为拟办，还没有报批"), "{}", page.body);
    assert!(page.body.contains("，已保存</span>") && !page.body.contains("请重新选择"), "{}", page.body);

    for who in ["water-head", "leader", "observer"] {
        let page = county.sign_in(who).await.post_files_with("/matters", &fields, &[("a.pdf", PDF)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(stored(&county).len(), 1, "nobody else writes to the disk");
}

async fn send_form(client: &Client, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    client.post("/matters", &fields).await
}

#[tokio::test]
async fn attachments_end_where_their_space_does_and_four_fifths_are_warned_of() {
    let test = TestApp::start_as(|config| config.attachment_space = Some(1000)).await;
    let county = County::of(test).await;
    let id = county.signed(&county.plan().await).await;
    let (handler, director) = (county.sign_in("water-handler").await, county.sign_in("director").await);
    let unit = county.unit("县水利局").await;
    let file = |n: usize, c: char| c.to_string().repeat(n).into_bytes();
    let rules = async |who: &Client| who.get("/procedure").await.body;
    assert!(rules(&director).await.contains("已用 0.0 MB，上限 0.0 MB（0%）"));

    let (half, further) = (file(500, 'a'), file(300, 'b'));
    let page = report(&county, &handler, &id, &[("一.txt", &half), ("二.txt", &file(501, 'c'))]).await;
    assert_eq!(
        problem(&page),
        "服务器的附件空间已用完，附件“二.txt”没有收下；请告知系统管理员扩充，或先不带附件提交"
    );
    assert!(page.body.contains("主体工程完成 3.2 公里") && stored(&county).is_empty(), "{}", page.body);
    let page = report(&county, &handler, &id, &[("一.txt", &half), ("二.txt", &further)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", problem(&page));
    assert!(rules(&director).await.contains("附件空间快要用完"));
    assert!(!rules(&handler).await.contains("附件空间"), "it is no business of theirs");
    county.does("water-head", &id, "rewriting", &[("unit", &unit), ("reason", "写具体些")]).await;
    let page = report(&county, &handler, &id, &[("三.txt", &file(201, 'd'))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    county.does("water-handler", &id, "feedback", &feedback(&unit, "60")).await;
}

#[tokio::test]
async fn a_browser_sends_what_was_chosen() {
    let county = County::start().await;
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("堤防验收报告.pdf", PDF), ("现场照片.jpg", JPEG), ("网页.pdf", b"<html>")]
    {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    for (size, suffix) in [(DESK, ""), (PHONE, "-phone")] {
        let id = county.signed(&county.plan().await).await;
        let Some(browser) = Browser::on(&county.test.app, size, true).await else { return };
        browser.sign_in("water-handler").await;
        browser.goto(&format!("/matters/{id}")).await;
        send(&browser, folder.path(), &["堤防验收报告.pdf", "网页.pdf"]).await;
        let problem = browser.find("[role=alert]").await.text().await.unwrap();
        assert!(problem.starts_with("附件“网页.pdf”是网页"), "{problem}");
        picture(&browser, &format!("attachment-refused{suffix}")).await;
        let files = browser.find("details[open] input[type=file]").await;
        files.scroll_into_view().await.unwrap();
        picture(&browser, &format!("attachment-form{suffix}")).await;
        send(&browser, folder.path(), &["堤防验收报告.pdf", "现场照片.jpg"]).await;
        browser.find(".done").await;
        for part in ["attachments", "timeline"] {
            let listed = browser.find(&format!("[data-part={part}] a[download]")).await;
            listed.scroll_into_view().await.unwrap();
            picture(&browser, &format!("attachment-{part}{suffix}")).await;
        }
        let width = browser.script("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(width.as_i64().unwrap() <= 0, "the page scrolls sideways by {width}");
        browser.close().await;
    }
}

async fn send(browser: &Browser, folder: &Path, names: &[&str]) {
    browser.script("document.querySelector('details.act[id^=feedback]').open = true").await;
    let content = browser.find("details[open] textarea[name=content]").await;
    content.clear().await.unwrap();
    content.send_keys("主体工程完成 3.2 公里").await.unwrap();
    let paths: Vec<String> =
        names.iter().map(|name| folder.join(name).to_string_lossy().into_owned()).collect();
    browser.find("details[open] input[type=file]").await.send_keys(paths.join("\n")).await.unwrap();
    browser.find("details[open] form > p > button.primary").await.click().await.unwrap();
}

async fn picture(browser: &Browser, name: &str) {
    if let Ok(folder) = std::env::var("DUJI_PICTURES") {
        browser.driver.screenshot(&Path::new(&folder).join(format!("{name}.png"))).await.unwrap();
    }
}
