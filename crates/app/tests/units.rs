//! 承办单位名录: who sees it, who changes it, and what every change leaves behind.

use app::args;
use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::county::County;

async fn n_events(county: &County, action: &str) -> i64 {
    let sql = "select count(*) from organisation_event where subject = 'unit' and action = $1";
    county.test.app.db.number(sql, args![action]).await.unwrap()
}

#[tokio::test]
async fn the_directory_shows_two_levels_leaders_and_people_by_duty() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let water = county.unit("县水利局").await;
    let form = [("name", "河道管理所"), ("parent", water.as_str()), ("code", "301002"), ("position", "2")];
    assert_eq!(director.post("/units", &form).await.status, StatusCode::SEE_OTHER);
    let page = county.sign_in("water-handler").await.get("/units").await;
    assert_eq!(page.status, StatusCode::OK);
    for text in [
        "共 6 个单位",
        "王副县长",
        "钱局长",
        "吴联络",
        "冯经办",
        "class=\"level-1\">河道管理所",
        "主要领导</dt><dd>李县长",
        "督查室主任 周正",
    ] {
        assert!(page.body.contains(text), "{text} is missing in {}", page.body);
    }
    assert!(!page.body.contains("/units/new"), "a handler changes nothing");
    let page = director.get("/units?q=河道").await;
    assert!(page.body.contains("6 个单位中的 1 个") && !page.body.contains(">县财政局<"));
}

#[tokio::test]
async fn a_director_changes_a_unit_and_the_trail_says_what_was() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let finance = county.unit("县财政局").await;
    let leader = county.person("leader").await;
    let address = format!("/units/{finance}");
    let form =
        [("name", "县财政局"), ("leader", leader.as_str()), ("position", "2"), ("reason", "县政府分工调整")];
    assert_eq!(director.post(&address, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(director.post(&address, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(n_events(&county, "修改").await, 1, "saving the same again is no change");
    let page = director.get(&address).await;
    assert!(
        page.body.contains("分管领导：赵副县长 → 王副县长") && page.body.contains("县政府分工调整"),
        "{}",
        page.body
    );
    assert!(page.body.contains(">周正<"), "the trail names who did it");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let water = county.unit("县水利局").await;
    let handler = county.person("water-handler").await;
    director.post("/units", &[("name", "河道管理所"), ("parent", water.as_str())]).await;
    let below = county.unit("河道管理所").await;
    for (form, why) in [
        (vec![("name", "局")], "2 至 60 个字"),
        (vec![("name", "县水利局")], "已在名录中"),
        (vec![("name", "新单位"), ("code", "三〇一")], "字母和数字"),
        (vec![("name", "新单位"), ("position", "-1")], "0 至 9999"),
        (vec![("name", "新单位"), ("parent", below.as_str())], "须是名录中的一级单位"),
        (vec![("name", "新单位"), ("leader", handler.as_str())], "请在本县领导中选择"),
    ] {
        let page = director.post("/units", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(why), "{why}: {}", page.body);
        assert!(page.body.contains(&format!("value=\"{}\"", form[0].1)), "the name stays typed");
    }
    let page =
        director.post(&format!("/units/{water}"), &[("name", "县水利局"), ("parent", below.as_str())]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page =
        director.post(&format!("/units/{water}"), &[("name", "县水利局"), ("parent", water.as_str())]).await;
    assert!(page.body.contains("且不是本单位"));
    assert_eq!(n_events(&county, "新建").await, 1);
}

#[tokio::test]
async fn only_a_unit_that_nobody_needs_is_dissolved() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let water = county.unit("县水利局").await;
    let page = director.post(&format!("/units/{water}/dissolution"), &[("reason", "机构改革")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还有 3 人"), "{}", page.body);
    let town = format!("/units/{}/dissolution", county.unit("青石镇人民政府").await);
    let page = director.post(&town, &[("reason", " ")]).await;
    assert!(page.body.contains("请写明撤销的依据"));
    assert_eq!(director.post(&town, &[("reason", "撤镇设街道")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(director.post(&town, &[("reason", "撤镇设街道")]).await.status, StatusCode::NOT_FOUND);
    assert!(!director.get("/units").await.body.contains("青石镇"));
    assert_eq!(n_events(&county, "撤销").await, 1);
    let again = director.post("/units", &[("name", "青石镇人民政府")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the name is free again");
}

#[tokio::test]
async fn strangers_handlers_and_other_counties_change_nothing() {
    let county = County::start().await;
    let water = county.unit("县水利局").await;
    let stranger = county.test.stranger();
    assert_eq!(stranger.get("/units").await.location(), "/accounts/sign-in?next=/units");
    let reviewer = county.test.sign_in(&county.administrator, "reviewer", "reviewer", "云岭县").await;
    assert_eq!(reviewer.get("/units").await.status, StatusCode::NOT_FOUND, "no part in supervision");
    for name in ["water-head", "inspector", "leader", "observer"] {
        let client = county.sign_in(name).await;
        assert_eq!(client.get("/units/new").await.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(client.get(&format!("/units/{water}")).await.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(
            client.post("/units", &[("name", "新单位")]).await.status,
            StatusCode::NOT_FOUND,
            "{name}"
        );
        let address = format!("/units/{water}/dissolution");
        assert_eq!(client.post(&address, &[("reason", "无")]).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    let other = county.test.sign_in(&county.administrator, "other", "administrator", "青川县").await;
    assert_eq!(other.get(&format!("/units/{water}")).await.status, StatusCode::NOT_FOUND);
    let page = other.post(&format!("/units/{water}"), &[("name", "改名"), ("region", "云岭县")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!other.get("/units").await.body.contains("县水利局"));
}

#[tokio::test]
async fn an_administrator_of_all_begins_a_county_and_chooses_among_them() {
    let test = TestApp::start().await;
    let administrator = test.sign_in_administrator().await;
    let page = administrator.get("/units").await;
    assert!(page.body.contains("placeholder=\"如“云岭县”\""), "{}", page.body);
    for region in ["云岭县", "青川县"] {
        let page = administrator.post("/units", &[("name", "县水利局"), ("region", region)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    let page = administrator.get("/units?region=青川县").await;
    assert!(
        page.body.contains("<option selected>青川县") && page.body.contains("共 1 个单位"),
        "{}",
        page.body
    );
}
