//! One decision of a meeting from pasted minutes to the archive: three browsers, a clock that goes on by days, mail and
//! robot on this machine. `DUJI_PICTURES=docs/screenshots` keeps the pictures of `docs/STORY.md`.
#![allow(clippy::disallowed_methods, reason = "the environment says where pictures go")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use app::reminders::{outbox, sweep};
use app::{args, clock};
use axum::http::StatusCode;
use thirtyfour::prelude::*;

use crate::support::browser::{Browser, DESK, PHONE};
use crate::support::county::County;
use crate::support::issued::{at, give_addresses, set};
use crate::support::office;
use crate::support::receivers::{Http, Smtp};

const MINUTES: &str = "会议由县长李某主持。\n一、关于水利工程\n（一）由县水利局牵头，于2026年12月7日前完成东河堤防除险加固。\n\
                       二、会议听取了秋粮收购情况汇报。\n出席：李某";

struct Story {
    county: County,
    smtp: Smtp,
    robot: Http,
    officer: Browser,
    handler: Browser,
    leader: Browser,
    id: String,
}

impl Story {
    async fn begin() -> Option<Story> {
        clock::set(at("2026-11-16T09:00"));
        let county = County::start().await;
        give_addresses(&county).await;
        let smtp = Smtp::start().await;
        let robot = Http::start(r#"{"errcode":0,"errmsg":"ok"}"#).await;
        let port = smtp.port.to_string();
        for (key, value) in [
            ("mail.host", "127.0.0.1"),
            ("mail.port", &port),
            ("mail.security", "none"),
            ("mail.from", "督查室 <duban@example.cn>"),
            ("wecom.url", &robot.url("/cgi-bin/webhook/send?key=k")),
        ] {
            set(&county, &format!("channel.{key}"), value).await;
        }
        let app = &county.test.app;
        let officer = Browser::on(app, DESK, true).await?;
        let handler = Browser::on(app, DESK, true).await?;
        let leader = Browser::on(app, PHONE, true).await?;
        let story = Story { county, smtp, robot, officer, handler, leader, id: String::new() };
        story.morning().await;
        Some(story)
    }

    /// A session does not last the night: everybody signs in again.
    async fn morning(&self) {
        for (browser, name) in
            [(&self.officer, "inspector"), (&self.handler, "water-handler"), (&self.leader, "leader")]
        {
            browser.driver.delete_all_cookies().await.unwrap();
            browser.sign_in(name).await;
        }
    }

    /// The clock goes on, the sweep runs, messages go out.
    async fn until(&self, instant: &str) {
        clock::set(at(instant));
        sweep::pass(&self.county.test.app, clock::now()).await.unwrap();
        while outbox::pass(&self.county.test.app, clock::now()).await.unwrap() > 0 {}
        self.morning().await;
    }

    fn matter(&self) -> String {
        format!("/matters/{}", self.id)
    }

    async fn opens(&self, browser: &Browser) {
        browser.goto(&self.matter()).await;
        browser.find(".matter-head").await;
    }

    /// Opens the form of an act on the matter's page, fills it in and sends it.
    async fn does(&self, browser: &Browser, act: &str, fields: &[(&str, &str)]) {
        self.opens(browser).await;
        let form = format!("#{act}, [id^='{act}-']");
        let there = browser.find(&form).await;
        if there.tag_name().await.unwrap() == "details" {
            there.find(By::Css("summary")).await.unwrap().click().await.unwrap();
        }
        fill(browser, &there, fields).await;
        let button = there.find(By::Css("button.primary, button.button")).await.unwrap();
        button.scroll_into_view().await.unwrap();
        button.click().await.unwrap();
        let answer = browser.find(".done, .problem").await;
        let class = answer.class_name().await.unwrap().unwrap();
        assert_eq!(class, "done", "{act}: {}", answer.text().await.unwrap());
    }

    async fn light(&self, browser: &Browser) -> String {
        self.opens(browser).await;
        browser.find(".matter-head .light").await.text().await.unwrap()
    }
}

/// Types, chooses and ticks as a person would; a date is set, for its keys depend on the machine's language.
async fn fill(browser: &Browser, form: &WebElement, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        let all = form.find_all(By::Css(format!("[name='{name}']"))).await.unwrap();
        let first = all.first().unwrap_or_else(|| panic!("no field {name}"));
        let kind = first.attr("type").await.unwrap().unwrap_or_default();
        let tag = first.tag_name().await.unwrap();
        if kind == "radio" || kind == "checkbox" {
            let chosen = form.find(By::Css(format!("[name='{name}'][value='{value}']"))).await.unwrap();
            chosen.scroll_into_view().await.unwrap();
            chosen.click().await.unwrap();
        } else if tag == "select" || kind == "date" {
            let script = "const [field, value] = arguments;
                field.value = [...(field.options ?? [])].find((o) => o.text.startsWith(value))?.value ?? value";
            let field = first.to_json().unwrap();
            browser.driver.execute(script, vec![field, serde_json::json!(value)]).await.unwrap();
        } else if kind == "file" {
            first.send_keys(*value).await.unwrap();
        } else {
            first.clear().await.unwrap();
            first.send_keys(*value).await.unwrap();
        }
    }
}

async fn picture(browser: &Browser, name: &str) {
    let Ok(folder) = std::env::var("DUJI_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    browser.driver.screenshot(&folder.join(format!("story-{name}.png"))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_goes_from_the_minutes_to_the_archive() {
    let Some(mut story) = Story::begin().await else { return };
    story.id = register(&story).await;
    assign(&story).await;
    remind(&story).await;
    report(&story).await;
    finish(&story).await;
    for browser in [story.officer, story.handler, story.leader] {
        browser.close().await;
    }
}

/// 任务分解: the minutes become clauses, one clause a matter that waits for the leader.
async fn register(story: &Story) -> String {
    let officer = &story.officer;
    officer.goto("/sources/new").await;
    let form = officer.find("form.draft").await;
    let head = [("kind", "meeting"), ("title", "县政府第 12 次常务会议纪要"), ("body", MINUTES)];
    fill(officer, &form, &head).await;
    picture(officer, "01-minutes").await;
    officer.find("form.draft button.primary").await.click().await.unwrap();
    officer.find("#clauses").await;
    officer.find("form.draft button.primary").await.click().await.unwrap();
    officer.find(".clauses").await;
    picture(officer, "02-clauses").await;
    officer.find(".clause.open a.primary").await.click().await.unwrap();
    let form = officer.find("form.draft").await;
    assert_eq!(
        form.find(By::Css("[name='finish_on']")).await.unwrap().value().await.unwrap().unwrap(),
        "2026-12-07"
    );
    let fields = [
        ("title", "完成东河堤防除险加固"),
        ("lead_unit_id", "县水利局"),
        ("leader_id", "王副县长"),
        ("is_instructed", "on"),
        ("template", "meeting"),
        ("standards", "堤防主体工程通过验收"),
        ("unclassified", "on"),
    ];
    fill(officer, &form, &fields).await;
    officer.find("button[value='check']").await.click().await.unwrap();
    let seen = officer.find("[name='duplicates_seen']").await;
    picture(officer, "03-matter").await;
    seen.click().await.unwrap();
    officer.find("button[value='submit']").await.click().await.unwrap();
    officer.find(".matter-head").await;
    let path = officer.path().await;
    path.trim_start_matches("/matters/").split(['?', '#']).next().unwrap().to_owned()
}

/// 在线交办: the leader approves on the phone, the liaison signs for it, the officer's open page shows both.
async fn assign(story: &Story) {
    story.opens(&story.officer).await;
    story.leader.goto("/desk").await;
    picture(&story.leader, "04-leader-desk").await;
    story.does(&story.leader, "approval", &[("opinion", "同意，抓紧推进")]).await;
    picture(&story.leader, "05-leader-approved").await;
    story.officer.wait_for("王副县长", "main").await;
    let unit = story.county.unit("县水利局").await;
    let handler = story.county.person("water-handler").await;
    let form = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", "2026-12-04")];
    story.county.does("water-liaison", &story.id, "acknowledgement", &form).await;
    story.officer.wait_for("冯经办", "[data-part='timeline'], [data-part='assignments']").await;
    picture(&story.officer, "06-issued").await;
    assert_eq!(story.light(&story.officer).await, "正常");
}

/// 状态预警、智能提醒催办: the light turns as days go by, mail and robot say so, the officer urges on paper.
async fn remind(story: &Story) {
    story.until("2026-11-23T09:00").await;
    assert_eq!(story.light(&story.handler).await, "预警");
    picture(&story.handler, "07-yellow").await;
    story.until("2026-11-24T09:00").await;
    story.until("2026-11-27T09:00").await;
    assert_eq!(story.light(&story.leader).await, "逾期");
    picture(&story.leader, "08-red-on-the-phone").await;
    let mails = story.smtp.mails.lock().unwrap().join("\n");
    assert!(mails.contains("To: water-handler@example.cn"), "{mails}");
    assert!(!story.robot.requests.lock().unwrap().is_empty(), "the robot of the group was told");
    story.handler.goto("/notices").await;
    picture(&story.handler, "09-notices").await;
    story
        .does(&story.officer, "urging", &[("rung", "blue"), ("reason", "首次反馈已逾期，请于周一反馈")])
        .await;
    picture(&story.officer, "10-urged").await;
    open_papers(story).await;
}

/// Every paper that the matter's page and the ledger offer opens in LibreOffice, or is a PDF already.
async fn open_papers(story: &Story) {
    let officer = story.county.sign_in("inspector").await;
    let page = story.county.matter_page(&officer, &story.id).await;
    let found: BTreeSet<&str> =
        page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let offered = found.into_iter().filter(|address| address.ends_with(".pdf") || address.ends_with(".docx"));
    let papers: Vec<&str> = offered.chain(["/matters.pdf", "/matters.docx", "/matters.xlsx"]).collect();
    assert!(papers.len() >= 7, "card and urging notice, each twice, and the ledger: {papers:?}");
    for address in papers {
        let paper = officer.get(address).await;
        assert_eq!(paper.status, StatusCode::OK, "{address}");
        let (_, ending) = address.rsplit_once('.').unwrap();
        let text = office::text(&paper.bytes, ending);
        assert!(text.is_none_or(|text| text.contains("东河堤防除险加固")), "{address}");
    }
}

/// 实时反馈: the handler reports, the head signs off, and the officer sees it without touching the page.
async fn report(story: &Story) {
    story.opens(&story.officer).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("现场验收记录.txt");
    std::fs::write(&photo, "2026年11月27日 主体工程 3.2 公里 现场核验").unwrap();
    let fields = [
        ("content", "主体工程完成 3.2 公里"),
        ("progress", "60"),
        ("problems", "汛期备料紧张"),
        ("files", photo.to_str().unwrap()),
    ];
    story.does(&story.handler, "feedback", &fields).await;
    assert!(story.handler.text().await.contains("现场验收记录.txt"));
    story.officer.wait_for("主体工程完成 3.2 公里", "[data-part='timeline']").await;
    let unit = story.county.unit("县水利局").await;
    story.county.does("water-head", &story.id, "sign-off", &[("unit", &unit)]).await;
    let next = [("next_feedback", "2026-12-03"), ("opinion", "按节点推进")];
    story.does(&story.officer, "acceptance", &next).await;
    assert_eq!(story.light(&story.officer).await, "正常");
    picture(&story.officer, "11-accepted").await;
}

/// 办结、销号、归档
async fn finish(story: &Story) {
    story.until("2026-12-03T09:00").await;
    let fields = [
        ("content", "堤防主体工程全部完工"),
        ("met", "0"),
        ("evidence-0", "水利验〔2026〕7 号"),
        ("progress", "100"),
        ("is_final", "yes"),
    ];
    story.does(&story.handler, "feedback", &fields).await;
    let unit = story.county.unit("县水利局").await;
    story.county.does("water-head", &story.id, "sign-off", &[("unit", &unit)]).await;
    story.does(&story.officer, "acceptance", &[("opinion", "佐证齐全")]).await;
    story
        .county
        .does("director", &story.id, "completion", &[("grade", "good"), ("opinion", "同意办结")])
        .await;
    story.does(&story.leader, "confirmation", &[]).await;
    picture(&story.leader, "12-confirmed").await;
    story.does(&story.officer, "closure", &[]).await;
    story.does(&story.officer, "archive", &[]).await;
    picture(&story.officer, "13-archived").await;
    assert!(story.officer.text().await.contains("材料存档，不再变动"));
    let stage: Option<(String,)> = story
        .county
        .test
        .app
        .db
        .one("select stage from matter where id = $1", args![&story.id])
        .await
        .unwrap();
    assert_eq!(stage.unwrap().0, "archived");
}
