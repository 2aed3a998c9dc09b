//! 审核设置: what an administrator changes, who sees it, and that stored documents follow.

use app::args;
use app::documents::rereview;
use axum::http::StatusCode;
use review::{Parameter, Preset, Rule};

use crate::support::{Client, Page, TestApp, sample};

/// Sends the form of a rule as somebody who has just opened it.
async fn set(client: &Client, address: &str, fields: &[(&str, &str)]) -> Page {
    let revision = revision(&client.get(address).await.body);
    let mut form = vec![("revision", revision.as_str())];
    form.extend(fields);
    client.post(address, &form).await
}

fn revision(page: &str) -> String {
    let value =
        page.split("name=\"revision\" value=\"").nth(1).unwrap_or_else(|| panic!("no form in {page}"));
    value.split('"').next().unwrap().to_owned()
}

async fn number(app: &TestApp, sql: &'static str) -> i64 {
    app.app.db.number(sql, args![]).await.unwrap()
}

const OF_SB_01: &str = "select count(*) from finding where code = 'SB-01'";

#[tokio::test]
async fn a_rule_is_regraded_for_everybody_and_stored_documents_follow() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let id = admin.upload("disclosure.txt", sample("disclosure-with-mistakes.txt")).await;
    let n_errors = "select n_errors from document";
    let before = number(&app, n_errors).await;
    let n_causes =
        number(&app, "select count(*) from finding where code = 'SB-14' and parent_id is null").await;
    assert!(n_causes > 0);
    let saved = set(&admin, "/settings/SB-14", &[("severity", "hint"), ("reason", "试行一年")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(saved.location(), "/settings/SB-14?saved=1");
    let list = admin.get("/settings").await.body;
    assert!(list.contains("已完成 0 份，共 1 份"), "{list}");
    assert!(admin.get(&format!("/documents/{id}/findings")).await.body.contains("正在重新审核"));
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 1);
    assert_eq!(number(&app, n_errors).await, before - n_causes);
    let list = admin.get("/settings").await.body;
    assert!(list.contains("都已按现行规则和设置审核"), "{list}");
    assert!(
        list.contains("级别：错误 → 提示") && list.contains("试行一年") && list.contains("李主任"),
        "{list}"
    );
    let findings = admin.get(&format!("/documents/{id}/findings?severity=hint")).await.body;
    assert!(findings.contains("/rules/SB-14") && !findings.contains("正在重新审核"), "{findings}");
    // Nothing is left to do, and doing nothing changes nothing.
    assert_eq!(rereview::pass(&app.app).await.unwrap(), 0);
}

#[tokio::test]
async fn a_region_stands_on_the_installation_and_has_its_own_on_top() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    let region: (String,) = app.app.db.one("select region from document", args![]).await.unwrap().unwrap();
    let local = app.sign_in(&admin, "zhangsan", "administrator", &region.0).await;
    let elsewhere = app.sign_in(&admin, "lisi", "administrator", "海东县").await;
    set(&admin, "/settings/SB-01", &[("switch", "off"), ("reason", "全省停用")]).await;
    rereview::pass(&app.app).await.unwrap();
    assert_eq!(number(&app, OF_SB_01).await, 0);
    let page = local.get("/settings/SB-01").await.body;
    assert!(page.contains("沿用全部区划（停用）"), "{page}");
    let saved = set(&local, "/settings/SB-01", &[("switch", "on"), ("reason", "本县照旧审核")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    rereview::pass(&app.app).await.unwrap();
    assert!(number(&app, OF_SB_01).await > 0);
    // The region's own setting is not another region's business.
    let other = elsewhere.get("/settings?q=SB-01").await.body;
    assert!(other.contains("停用") && !other.contains("本县照旧审核"), "{other}");
    let asked = format!("/settings?region={}", encoded(&region.0));
    assert_eq!(elsewhere.get(&asked).await.status, StatusCode::NOT_FOUND);
    assert_eq!(elsewhere.get(&asked.replace('?', "/SB-01?")).await.status, StatusCode::NOT_FOUND);
    // The administrator of all regions may look at and change a region's.
    let seen = admin.get(&asked).await.body;
    assert!(seen.contains("本县照旧审核") && seen.contains("全省停用"), "{seen}");
    // Back to what holds everywhere.
    let address = format!("/settings/SB-01?region={}", encoded(&region.0));
    let saved = set(&admin, &address, &[("reason", "统一口径")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    rereview::pass(&app.app).await.unwrap();
    assert_eq!(number(&app, OF_SB_01).await, 0);
    assert!(admin.get(&address).await.body.contains("状态：启用 → 停用，恢复默认"));
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn a_rule_is_off_for_one_year_or_one_kind_alone() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let partly = |years: &'static str, kind: &'static str| {
        [("switch", "partly"), ("years", years), ("kind", kind), ("reason", "试行")]
    };
    set(&admin, "/settings/SB-01", &partly("2024、2023", "performance_text")).await;
    admin.upload("a.txt", sample("disclosure-with-mistakes.txt")).await;
    assert!(number(&app, OF_SB_01).await > 0);
    let list = admin.get("/settings?state=off").await.body;
    assert!(list.contains("停用于 2023 年度、2024 年度、绩效文本"), "{list}");
    assert!(list.contains("SB-01") && !list.contains("<th scope=\"row\">SB-02"), "{list}");
    set(&admin, "/settings/SB-01", &partly("２０２５", "performance_text")).await;
    rereview::pass(&app.app).await.unwrap();
    assert_eq!(number(&app, OF_SB_01).await, 0);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let sent = [("severity", "hint"), ("switch", "partly"), ("years", "去年"), ("reason", "  ")];
    let page = set(&admin, "/settings/SB-01", &sent).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["“去年”不是年度", "请写明修改的理由", "value=\"去年\"", "value=\"hint\" selected"]
    {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let nothing = set(&admin, "/settings/SB-01", &[("reason", "没有改")]).await;
    assert!(nothing.body.contains("没有改动"), "{}", nothing.body);
    assert_eq!(number(&app, "select count(*) from review_event").await, 0);
}

#[tokio::test]
async fn whoever_saves_second_is_told_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let other = app.sign_in(&admin, "wanglei", "administrator", "").await;
    for step in 0..2 {
        let seen = revision(&other.get("/settings/SB-01").await.body);
        let severity = ["warning", "error"][step];
        let first = set(&admin, "/settings/SB-01", &[("severity", severity), ("reason", "先改")]).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let form = [("revision", seen.as_str()), ("severity", "hint"), ("reason", "后改的理由")];
        let second = other.post("/settings/SB-01", &form).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(
            second.body.contains("刚刚被他人改过") && second.body.contains("后改的理由"),
            "{}",
            second.body
        );
        assert!(second.body.contains("value=\"hint\" selected"), "{}", second.body);
        assert_ne!(revision(&second.body), seen);
    }
    assert_eq!(number(&app, "select count(*) from review_event").await, 2);
}

/// A parameter to try, once the catalogue has one of the kind.
fn some(is_wanted: fn(&Preset) -> bool) -> Option<(&'static Rule, &'static Parameter)> {
    let all = review::rules().iter().flat_map(|rule| rule.parameters.iter().map(move |p| (rule, p)));
    all.into_iter().find(|(_, parameter)| is_wanted(&parameter.preset))
}

#[tokio::test]
async fn a_number_keeps_its_range_and_shows_its_default() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let Some((rule, parameter)) = some(|preset| matches!(preset, Preset::Number { .. })) else { return };
    let Preset::Number { value, least, most, unit } = parameter.preset else { unreachable!() };
    let (address, field) = (format!("/settings/{}", rule.code), format!("value.{}", parameter.key));
    let page = admin.get(&address).await.body;
    assert!(page.contains(&format!("{least} 至 {most} 的整数；默认：{value} {unit}")), "{page}");
    let beyond = (most + 1).to_string();
    let page = set(&admin, &address, &[(&field, &beyond), ("reason", "试行")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(&format!("应为 {least} 至 {most} 的整数")), "{}", page.body);
    assert!(page.body.contains(&format!("value=\"{beyond}\"")), "{}", page.body);
    let other = if value == most { least } else { most }.to_string();
    let saved = set(&admin, &address, &[(&field, &other), ("reason", "试行")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(admin.get(&address).await.body.contains(&format!("{value} → {other}")));
    let saved = set(&admin, &address, &[(&field, ""), ("reason", "恢复")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(number(&app, "select count(*) from review_setting where item <> 'revision'").await, 0);
}

#[tokio::test]
async fn words_stand_one_a_line_and_the_trail_says_what_came() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let Some((rule, parameter)) = some(|preset| matches!(preset, Preset::Words(_))) else { return };
    let Preset::Words(preset) = parameter.preset else { unreachable!() };
    let (address, field) = (format!("/settings/{}", rule.code), format!("value.{}", parameter.key));
    let page = admin.get(&address).await.body;
    assert!(page.contains(&preset.join("\n")), "{page}");
    let typed = format!("{}\r\n  层层压实  \r\n", preset.join("\r\n"));
    let saved = set(&admin, &address, &[(&field, &typed), ("reason", "本县常见")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = admin.get(&address).await.body;
    assert!(page.contains("增加“层层压实”"), "{page}");
    let stored =
        app.app.db.one::<(String,)>("select value from review_setting where item <> 'revision'", args![]);
    assert_eq!(stored.await.unwrap().unwrap().0, format!("{}\n层层压实", preset.join("\n")));
}

#[tokio::test]
async fn settings_are_for_administrators() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    for role in ["reviewer", "officer"] {
        let client = app.sign_in(&admin, role, role, "").await;
        for path in ["/settings", "/settings/SB-01"] {
            assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{role} {path}");
        }
        let sent = client.post("/settings/SB-01", &[("severity", "hint"), ("reason", "不许")]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
        assert!(!client.get("/rules").await.body.contains("href=\"/settings\""));
    }
    assert_eq!(app.stranger().get("/settings").await.status, StatusCode::SEE_OTHER);
    for path in ["/settings/XX-99", "/settings?region=%E6%97%A0", "/settings/SB-01?region=%E6%97%A0"] {
        assert_eq!(admin.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn rules_are_found_by_family_and_words() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let family = admin.get("/settings?family=SB").await.body;
    assert!(family.contains("/settings/SB-01\"") && !family.contains("/settings/SX-01\""), "{family}");
    let words = admin.get("/settings?q=sx-01").await.body;
    assert!(words.contains("/settings/SX-01\"") && !words.contains("/settings/SB-01\""), "{words}");
    assert!(admin.get("/settings?q=%E6%97%A0%E6%AD%A4").await.body.contains("没有符合条件的规则"));
    assert!(admin.get("/settings?state=changed").await.body.contains("没有符合条件的规则"));
}

#[tokio::test]
async fn events_cannot_be_altered() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    set(&admin, "/settings/SB-01", &[("severity", "hint"), ("reason", "试行")]).await;
    for sql in ["update review_event set reason = ''", "delete from review_event"] {
        assert!(app.app.db.run(sql, args![]).await.is_err(), "{sql}");
    }
    assert_eq!(number(&app, "select count(*) from review_event").await, 1);
}
