//! Versions of one document, and two years of one department.

use app::args;
use axum::http::StatusCode;

use crate::support::{Client, TestApp, sample};

const MISTAKES: &str = "disclosure-with-mistakes.txt";

fn text(name: &str) -> String {
    String::from_utf8(sample(name)).unwrap()
}

async fn page(client: &Client, path: &str) -> String {
    let page = client.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.body
}

/// The number before a word of the counts.
fn count(body: &str, word: &str) -> i64 {
    let (before, _) =
        body.split_once(&format!("</strong><span>{word}</span>")).unwrap_or_else(|| panic!("{body}"));
    before.rsplit("<strong>").next().unwrap().parse().unwrap()
}

async fn n_causes(app: &TestApp, id: &str) -> i64 {
    let sql = "select count(*) from finding where parent_id is null and document_id = $1";
    app.app.db.number(sql, args![id]).await.unwrap()
}

#[tokio::test]
async fn a_correction_shows_what_it_mended() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let first = admin.upload("第一稿.txt", sample(MISTAKES)).await;
    let alone = page(&admin, &format!("/documents/{first}/versions")).await;
    assert!(
        alone.contains("这份材料只有一版")
            && !page(&admin, &format!("/documents/{first}")).await.contains("版本对比")
    );
    let second = admin.upload("改正稿.txt", sample("disclosure.txt")).await;
    let (was, is) = (n_causes(&app, &first).await, n_causes(&app, &second).await);
    let versions = page(&admin, &format!("/documents/{second}/versions")).await;
    assert!(versions.contains("第 2 版，共 2 版") && versions.contains("第一稿.txt"), "{versions}");
    assert_eq!(count(&versions, "已改正") + count(&versions, "仍存在"), was);
    assert_eq!(count(&versions, "仍存在") + count(&versions, "新出现"), is);
    assert!(count(&versions, "已改正") >= 17, "{versions}");
    assert!(versions.contains(&format!("/documents/{first}/findings?open=1#f1")), "{versions}");
    let overview = page(&admin, &format!("/documents/{second}")).await;
    assert!(overview.contains("与上一版相比：已改正"), "{overview}");
    let overview = page(&admin, &format!("/documents/{first}")).await;
    assert!(overview.contains("看最新一版") && overview.contains(&second), "{overview}");
}

#[tokio::test]
async fn a_changed_amount_is_the_same_fault_and_a_further_one_is_new() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("一.txt", sample(MISTAKES)).await;
    // The plan ended at 95% and now ends at 94%, which is still not 100%.
    let plan = "\t20%\t\t45%\t75%\t95%";
    assert!(text(MISTAKES).contains(plan));
    let third = admin.upload("二.txt", text(MISTAKES).replace(plan, "\t20%\t\t45%\t75%\t94%")).await;
    let body = page(&admin, &format!("/documents/{third}/versions")).await;
    assert_eq!(count(&body, "已改正"), 0, "{body}");
    assert_eq!(count(&body, "新出现"), 0, "{body}");
    assert_eq!(count(&body, "仍存在"), n_causes(&app, &third).await);
    let mended = text(MISTAKES).replace(plan, "\t20%\t\t45%\t75%\t100%");
    let fourth = admin.upload("三.txt", mended.replace("≥12000亩", "是否")).await;
    let body = page(&admin, &format!("/documents/{fourth}/versions")).await;
    let (_, new) = body.split_once("id=\"new\"").unwrap_or_else(|| panic!("{body}"));
    let (new, gone) = new.split_once("id=\"mended\"").unwrap();
    assert!(new.contains("只是提问，没有答案") && gone.contains("94%"), "{body}");
}

#[tokio::test]
async fn versions_of_others_are_not_counted() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    admin.upload("a.txt", sample(MISTAKES)).await;
    let officer = app.sign_in(&admin, "zhang", "officer", "").await;
    let own = officer.upload("b.txt", sample("disclosure.txt")).await;
    let body = page(&officer, &format!("/documents/{own}/versions")).await;
    assert!(body.contains("这份材料只有一版"), "{body}");
    assert!(page(&admin, &format!("/documents/{own}/versions")).await.contains("共 2 版"));
    let other = app.sign_in(&admin, "wang", "officer", "").await;
    for part in ["versions", "comparison"] {
        assert_eq!(other.get(&format!("/documents/{own}/{part}")).await.status, StatusCode::NOT_FOUND);
    }
}

/// The sample a year earlier, with a few figures of its own.
fn last_year() -> String {
    text("disclosure.txt")
        .replace("2025", "2024")
        .replace("公务接待费	2.40	2.40", "公务接待费	3.00	3.00")
        .replace("乡村振兴督导考评经费", "脱贫攻坚督导考评经费")
}

/// The cells of the row with this name.
fn row(body: &str, name: &str) -> Vec<String> {
    let start =
        body.find(&format!("<th scope=\"row\">{name}</th>")).unwrap_or_else(|| panic!("no {name} in {body}"));
    let row = &body[start..start + body[start..].find("</tr>").unwrap()];
    row.split("<td")
        .skip(1)
        .map(|cell| cell[cell.find('>').unwrap() + 1..].split('<').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn two_years_stand_side_by_side_with_exact_changes() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let now = admin.upload("今年.txt", sample("disclosure.txt")).await;
    assert!(
        page(&admin, &format!("/documents/{now}/comparison")).await.contains("没有这个单位其他年度的材料")
    );
    let before = admin.upload("去年.txt", last_year()).await;
    let body = page(&admin, &format!("/documents/{now}/comparison")).await;
    assert_eq!(row(&body, "公务接待费"), ["3.00", "2.40", "-0.60", "-20.00%"]);
    assert_eq!(row(&body, "收支总表 收入"), ["3,019.50", "3,019.50", "0.00", "0.00%"]);
    assert!(body.contains("新增 1 个，不再安排 1 个"), "{body}");
    assert!(body.contains("<li>乡村振兴督导考评经费") && body.contains("<li>脱贫攻坚督导考评经费"), "{body}");
    // From the other side the earlier year still stands on the left.
    let turned = page(&admin, &format!("/documents/{before}/comparison?with={now}")).await;
    assert_eq!(row(&turned, "公务接待费"), ["3.00", "2.40", "-0.60", "-20.00%"]);
    let stranger = admin.upload("别处.txt", text("disclosure.txt").replace("云岭县", "青石县")).await;
    let refused = admin.get(&format!("/documents/{now}/comparison?with={stranger}")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn changed_target_values_and_recurring_findings_are_named() {
    let app = TestApp::start().await;
    let admin = app.sign_in_administrator().await;
    let faulty = |text: String| text.replace("机关运行经费安排158.00", "机关运行经费安排168.00");
    let base = text(MISTAKES);
    admin.upload("去年.txt", base.replace("2025", "2024").replace("≥12000亩", "≥11000亩")).await;
    let now = admin.upload("今年.txt", faulty(base)).await;
    let body = page(&admin, &format!("/documents/{now}/comparison")).await;
    let (_, changed) = body.split_once("id=\"indicators\"").unwrap_or_else(|| panic!("{body}"));
    assert!(changed.contains("≥11000亩") && changed.contains("≥12000亩"), "{changed}");
    let (_, recurring) = body.split_once("id=\"recurring\"").unwrap();
    assert!(recurring.contains("只是提问，没有答案"), "{recurring}");
}
