//! 拟办: registering, changing, 查重 and 单位负担, and who may.

use app::matters::{draft, journal};
use app::{args, clock};
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::registering::{in_days, send};

#[tokio::test]
async fn an_officer_registers_changes_and_submits_a_matter() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let page = officer.get("/matters/new").await;
    assert!(page.body.contains("会议议定事项") && page.body.contains("签收 "), "{}", page.body);
    let id = county.register(&officer, "青石河水库除险加固", "县水利局", &[]).await;

    let page = officer.get(&format!("/matters/{id}/edit")).await;
    assert!(page.body.contains("工程完工\n通过验收"), "{}", page.body);
    let form = county.form("青石河水库除险加固工程", "县水利局").await;
    let leader = county.person("leader").await;
    let more = [("leader_id", leader.as_str()), ("finish_on", &in_days(60))];
    let page = send(&officer, &format!("/matters/{id}/edit"), &form, &more).await;
    assert_eq!(page.location(), format!("/matters/{id}"), "{}", page.body);

    let edit = format!("/matters/{id}/edit");
    let page = send(&officer, &edit, &form, &[("step", "submit"), ("duplicates_seen", "on")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = officer.get(&edit).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("事项现为“立项待批”，只有拟办时可以修改"), "{}", page.body);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let form = county.form("青石河水库除险加固", "县水利局").await;
    let cases = [
        (("title", "短"), "事项名称为 4 至 200 个字"),
        (("finish_on", "明年三月"), "办结期限请写成 2026-03-31 的样子，现在是“明年三月”"),
        (("nodes", "2026-12-31\n年底"), "节点日期请写成"),
        (("unclassified", ""), "请确认事项及附件不涉密"),
        (("lead_unit_id", "nobody"), "请选择牵头单位"),
    ];
    for (field, why) in cases {
        let page = send(&officer, "/matters", &form, &[field]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(page.body.contains(why) && page.body.contains("按计划推进"), "{}", page.body);
    }
    let page = send(
        &officer,
        "/matters",
        &form,
        &[("standards", ""), ("step", "submit"), ("duplicates_seen", "on")],
    )
    .await;
    assert!(page.body.contains("已保存为拟办，还没有报批：请至少写一条可以核对的办结标准"), "{}", page.body);
    assert!(page.body.contains("/edit"), "the form goes on with the draft that was saved");
    let n = county.test.app.db.number("select count(*) from matter", args![]).await.unwrap();
    assert_eq!(n, 1);
}

#[tokio::test]
async fn duplicates_and_the_burden_of_the_unit_are_shown_before_submission() {
    let county = County::start().await;
    county.issue("推进青石河水库除险加固工程", "县水利局", &[]).await;
    let officer = county.sign_in("inspector").await;
    let form = county.form("青石河水库除险加固工程进度", "县财政局").await;
    let water = county.unit("县水利局").await;
    let more = [("step", "submit"), ("supporting", water.as_str())];
    let page = send(&officer, "/matters", &form, &more).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "请先核对是否与已有事项重复",
        "推进青石河水库除险加固工程",
        "县水利局：在办 1 件，其中逾期 0 件",
        "县财政局：在办 0 件",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let page = send(&officer, "/matters", &form, &[("step", "check"), ("title", "开展农贸市场整治")]).await;
    assert!(page.status == StatusCode::OK && page.body.contains("没有发现相近的事项"), "{}", page.body);
    let n = county.test.app.db.number("select count(*) from matter", args![]).await.unwrap();
    assert_eq!(n, 1, "looking saves nothing");
}

#[tokio::test]
async fn only_the_office_registers() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let id = county.register(&officer, "青石河水库除险加固", "县水利局", &[]).await;
    let form = county.form("另一件督办事项", "县水利局").await;
    for name in ["water-head", "leader", "observer", "chief"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get("/matters/new").await.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(send(&client, "/matters", &form, &[]).await.status, StatusCode::NOT_FOUND, "{name}");
        let page = send(&client, &format!("/matters/{id}/edit"), &form, &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(client.get("/matters/import").await.status, StatusCode::NOT_FOUND, "{name}");
    }
    assert_eq!(county.administrator.get("/matters/new").await.status, StatusCode::NOT_FOUND);
    assert_eq!(county.administrator.get("/matters").await.status, StatusCode::NOT_FOUND);
    let page = county.test.stranger().get("/matters").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "a stranger signs in first");
}

#[tokio::test]
async fn a_server_whose_clock_is_behind_takes_the_journal_no_step_back() {
    let county = County::start().await;
    let (app, viewer) = (&county.test.app, county.viewer("inspector").await);
    let now = clock::now();
    let id = draft::create(app, &viewer, &county.plan().await, now).await.unwrap();
    draft::update(app, &viewer, &id, &county.plan().await, Vec::new(), now - 600_000).await.unwrap();
    let entries = journal::of_matter(&app.db, &id).await.unwrap();
    assert_eq!(entries.len(), 2);
    assert!(entries.is_sorted_by_key(|entry| entry.event.at), "{entries:?}");
}

#[tokio::test]
async fn whoever_registers_at_the_same_moment_gets_the_next_number() {
    let county = County::start().await;
    let officer = county.sign_in("inspector").await;
    let register = |title: &'static str| county.register(&officer, title, "县水利局", &[]);
    tokio::join!(
        register("青石河水库除险加固"),
        register("清理暂付款项资金"),
        register("农村公路养护工程"),
        register("城区内涝积水治理")
    );
    let sql = "select number from matter order by number";
    let numbers: Vec<(i64,)> = county.test.app.db.all(sql, args![]).await.unwrap();
    assert_eq!(numbers, [(1,), (2,), (3,), (4,)]);
}
