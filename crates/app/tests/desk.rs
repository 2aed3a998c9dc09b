//! What each person finds on their desk, and what they do from there.

use app::args;
use app::matters::draft::Draft;
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::life::{feedback, today};

async fn desk(county: &County, who: &str) -> String {
    let page = county.sign_in(who).await.get("/desk").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.body
}

/// On whose desks the matter lies.
async fn holders(county: &County, id: &str) -> Vec<&'static str> {
    let people = [
        "director",
        "inspector",
        "inspector2",
        "chief",
        "leader",
        "water-head",
        "water-liaison",
        "water-handler",
        "finance-head",
        "observer",
    ];
    let mut found = Vec::new();
    for who in people {
        if desk(county, who).await.contains(id) {
            found.push(who);
        }
    }
    found
}

#[tokio::test]
async fn after_sign_in_whoever_has_a_duty_comes_to_the_desk() {
    let county = County::start().await;
    assert_eq!(county.sign_in("water-head").await.get("/").await.location(), "/desk");
    assert_eq!(county.administrator.get("/").await.location(), "/documents");
    assert_eq!(county.administrator.get("/desk").await.status, StatusCode::NOT_FOUND);
    assert_eq!(county.test.stranger().get("/desk").await.location(), "/accounts/sign-in?next=/desk");
    let page = desk(&county, "observer").await;
    assert!(page.contains("没有等您办理的事项，都办完了"), "{page}");
}

#[tokio::test]
async fn a_matter_lies_on_the_desk_of_whoever_is_next() {
    let county = County::start().await;
    let leader_id = Some(county.person("leader").await);
    let plan = Draft { is_instructed: true, leader_id, ..county.plan().await };
    let id = county.drafted(&plan).await;
    let (unit, handler, today) =
        (county.unit("县水利局").await, county.person("water-handler").await, today());
    assert_eq!(holders(&county, &id).await, ["inspector"]);
    county.does("inspector", &id, "submission", &[]).await;
    assert_eq!(holders(&county, &id).await, ["leader"]);
    county.does("leader", &id, "approval", &[]).await;
    assert_eq!(holders(&county, &id).await, ["water-head", "water-liaison"]);
    let sign = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", &today)];
    county.does("water-liaison", &id, "acknowledgement", &sign).await;
    assert_eq!(holders(&county, &id).await, ["water-handler"]);
    county.does("water-handler", &id, "feedback", &feedback(&unit, "100")).await;
    assert_eq!(holders(&county, &id).await, ["water-head"]);
    county.does("water-head", &id, "sign-off", &[("unit", &unit)]).await;
    assert_eq!(holders(&county, &id).await, ["inspector"]);
    county.does("inspector", &id, "acceptance", &[("unit", &unit)]).await;
    assert_eq!(holders(&county, &id).await, ["director"]);
    county.does("director", &id, "completion", &[("grade", "good")]).await;
    assert_eq!(holders(&county, &id).await, ["leader"]);
    county.does("leader", &id, "confirmation", &[]).await;
    assert_eq!(holders(&county, &id).await, ["inspector"]);
    county.does("inspector", &id, "closure", &[]).await;
    county.does("inspector", &id, "archive", &[]).await;
    assert!(holders(&county, &id).await.is_empty());
}

#[tokio::test]
async fn a_matter_is_signed_for_from_the_desk_and_the_desk_comes_back() {
    let county = County::start().await;
    let id = county.issued(&county.plan().await).await;
    let liaison = county.sign_in("water-liaison").await;
    let page = liaison.get("/desk").await.body;
    assert!(page.contains("1 件等您办理") && page.contains("冯经办（经办人）"), "{page}");
    assert!(page.contains(&format!("action=\"/matters/{id}/acknowledgement\"")), "{page}");
    let (unit, handler, today) =
        (county.unit("县水利局").await, county.person("water-handler").await, today());
    let form = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", &today), ("back", "desk")];
    let answer = liaison.post(&format!("/matters/{id}/acknowledgement"), &form).await;
    assert_eq!(answer.location(), "/desk?done=1");
    assert!(liaison.get("/desk?done=1").await.body.contains("已办理"));
}

#[tokio::test]
async fn requests_refusals_and_late_reviews_come_to_the_director() {
    let county = County::start().await;
    let id = county.issued(&county.plan().await).await;
    let unit = county.unit("县水利局").await;
    county.does("water-head", &id, "refusal", &[("unit", &unit), ("reason", "非本单位职责")]).await;
    assert_eq!(holders(&county, &id).await, ["director", "inspector"]);
    let id = county.signed(&county.plan().await).await;
    let form =
        [("unit", unit.as_str()), ("kind", "adjustment"), ("change", "改标准"), ("reason", "工艺变化")];
    county.does("water-head", &id, "request", &form).await;
    assert_eq!(holders(&county, &id).await, ["director", "water-handler"]);
}

#[tokio::test]
async fn a_substitute_finds_the_absent_ones_work() {
    let county = County::start().await;
    let id = county.drafted(&county.plan().await).await;
    county.does("inspector", &id, "submission", &[]).await;
    assert_eq!(holders(&county, &id).await, ["director"]);
    county
        .test
        .app
        .db
        .run(
            "insert into absence (id, account_id, substitute_id, from_on, to_on, reason, created_by, created_at)
             values ('1', $1, $2, $3, $3, '出差', $1, 0)",
            args![county.person("director").await, county.person("inspector2").await, today()],
        )
        .await
        .unwrap();
    let page = desk(&county, "inspector2").await;
    assert!(page.contains("您今天受 周正 委托") && page.contains(&id), "{page}");
    county.does("inspector2", &id, "approval", &[]).await;
    let page = county.matter_page(&county.sign_in("director").await, &id).await;
    assert!(page.contains("孙立（受 周正 委托）"), "{page}");
}

#[tokio::test]
async fn overdue_comes_first_and_a_page_holds_twenty_five() {
    let county = County::start().await;
    let late = county.issued_before(&county.plan().await, 60).await;
    for number in 0..26 {
        let title = format!("第 {number} 件水利事项");
        county.issued(&Draft { title, ..county.plan().await }).await;
    }
    let liaison = county.sign_in("water-liaison").await;
    let page = liaison.get("/desk").await.body;
    assert!(page.contains("27 件等您办理") && page.contains("第 1 / 2 页"), "{page}");
    assert!(page.contains("1 件逾期") && page.find(&late) < page.find("件水利事项"), "the overdue one leads");
    assert_eq!(page.matches("class=\"row-link\"").count(), 25);
    assert_eq!(liaison.get("/desk?page=2").await.body.matches("class=\"row-link\"").count(), 2);
}
