//! 督办规则 and 工作日历 of a county: who reads, who changes, and that the rules in force follow.

use std::cmp::Ordering;

use app::args;
use app::procedure::rules::CountyRules;
use app::reminders::sweep;
use axum::http::StatusCode;
use jiff::civil::{date, time};
use supervision::{DeadlineTemplate, Limits, Term};

use crate::support::county::{County, REGION};
use crate::support::issued::{at, issue, sign, told};

async fn rules(county: &County) -> CountyRules {
    CountyRules::of(&county.test.app.db, REGION).await.unwrap()
}

async fn n_events(county: &County) -> i64 {
    let sql = "select count(*) from organisation_event where subject in ('setting', 'calendar')";
    county.test.app.db.number(sql, args![]).await.unwrap()
}

/// The form as the page gives it, with one field changed.
fn limits(changed: &'static str, to: &'static str) -> Vec<(&'static str, &'static str)> {
    let form = [
        ("refusal_within", "1"),
        ("refusal_answer_within", "1"),
        ("review_within", "3"),
        ("request_within", "2"),
        ("extension_before", "2"),
        ("extensions_at_most", "2"),
        ("suspension_at_most_days", "60"),
        ("reopening_within_days", "180"),
        ("silence_before_closure", "3"),
        ("urging_apart_hours", "24"),
        ("yellow_before_at_most", "3"),
        ("yellow_before_percent", "20"),
        ("lag_points", "15"),
        ("red_after_feedback", "3"),
        ("red_after_sign", "2"),
        ("red_after_node", "5"),
        ("yellow_notice_after", "2"),
        ("red_notice_after", "5"),
    ];
    form.into_iter().map(|(key, n)| (key, if key == changed { to } else { n })).collect()
}

#[tokio::test]
async fn everybody_of_the_county_reads_the_rules_and_only_its_keepers_change_them() {
    let county = County::start().await;
    for name in ["water-handler", "leader", "observer"] {
        let client = county.sign_in(name).await;
        let page = client.get("/procedure").await;
        assert!(
            page.body.contains("08:30—12:00，14:00—17:30") && page.body.contains("会议议定事项"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("/procedure/limits"), "{name}");
        assert_eq!(client.get("/calendar").await.status, StatusCode::OK);
        for path in [
            "/procedure/limits",
            "/procedure/hours",
            "/procedure/templates/meeting",
            "/procedure/second-factor",
            "/procedure/trail",
        ] {
            assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
        assert_eq!(client.post("/procedure/limits", &limits("", "")).await.status, StatusCode::NOT_FOUND);
        let day = [("day", "2026-12-12"), ("kind", "holiday"), ("name", "县庆")];
        assert_eq!(client.post("/calendar", &day).await.status, StatusCode::NOT_FOUND);
    }
    assert!(county.test.stranger().get("/procedure").await.location().starts_with("/accounts/sign-in"));
    assert_eq!(county.sign_in("director").await.get("/procedure/limits").await.status, StatusCode::OK);
    assert_eq!(county.administrator.get("/procedure/hours").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_limit_is_in_force_and_in_the_trail_and_goes_back_to_the_default() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    assert_eq!(director.post("/procedure/limits", &limits("", "")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(n_events(&county).await, 0, "nothing changed");
    assert_eq!(
        director.post("/procedure/limits", &limits("review_within", "5")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(rules(&county).await.limits, Limits { review_within: 5, ..Limits::default() });
    let page = director.get("/procedure/trail").await;
    assert!(page.body.contains("督查室审核时限：3 个工作日 → 5 个工作日"), "{}", page.body);
    assert!(director.get("/procedure").await.body.contains("改过"));
    director.post("/procedure/limits", &limits("", "")).await;
    assert_eq!(rules(&county).await.limits, Limits::default());
    let stored = "select count(*) from supervision_setting";
    assert_eq!(county.test.app.db.number(stored, args![]).await.unwrap(), 0, "a default is not stored");
    for (key, n, why) in [
        ("review_within", "0", "1 至 20"),
        ("review_within", "三", "1 至 20"),
        ("red_notice_after", "2", "红单须晚于黄单"),
    ] {
        let page = director.post("/procedure/limits", &limits(key, n)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.body.contains(why) && page.body.contains(&format!("value=\"{n}\"")),
            "{why}: {}",
            page.body
        );
    }
}

#[tokio::test]
async fn office_hours_change_for_the_summer() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let form = |to: &'static str| {
        [
            ("morning_from", "08:00"),
            ("morning_to", "12:00"),
            ("afternoon_from", "15:00"),
            ("afternoon_to", to),
            ("reason", "夏季作息"),
        ]
    };
    assert_eq!(director.post("/procedure/hours", &form("18:00")).await.status, StatusCode::SEE_OTHER);
    let hours = rules(&county).await.hours;
    assert_eq!(hours.afternoon, (time(15, 0, 0, 0), time(18, 0, 0, 0)));
    assert!(director.get("/procedure").await.body.contains("08:00—12:00，15:00—18:00"));
    assert!(director.get("/procedure/hours").await.body.contains("value=\"15:00\""));
    let page = director.post("/procedure/hours", &form("14:00")).await;
    assert!(
        page.body.contains("按先后填写四个时刻") && page.body.contains("value=\"14:00\""),
        "{}",
        page.body
    );
    assert_eq!(n_events(&county).await, 1);
}

#[tokio::test]
async fn a_deadline_template_changes_within_reason() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let form = |finish: &'static str| {
        [
            ("sign_n", "2"),
            ("sign_in", "wd"),
            ("first_feedback_n", "4"),
            ("first_feedback_in", "wd"),
            ("finish_n", finish),
            ("finish_in", "wd"),
        ]
    };
    let address = "/procedure/templates/meeting";
    assert_eq!(director.post(address, &form("10")).await.status, StatusCode::SEE_OTHER);
    let county_rules = rules(&county).await;
    let template = county_rules.template("meeting").unwrap();
    assert_eq!(template.finish, Some(Term::WorkingDays(10)));
    assert_eq!(template.sign, Term::WorkingDays(2));
    assert_eq!(county_rules.template("urgent"), DeadlineTemplate::from_key("urgent"), "the others stay");
    let page = director.get(address).await;
    assert!(page.body.contains("value=\"10\"") && page.body.contains("默认 20 日"), "{}", page.body);
    for (finish, why) in
        [("1", "签收时限不能长于办结时限"), ("3", "首次反馈不能晚于办结时限"), ("400", "不超过 366")]
    {
        let page = director.post(address, &form(finish)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{finish}");
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    assert_eq!(director.get("/procedure/templates/no-such").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_county_sets_a_day_and_takes_it_back() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    let anniversary = date(2026, 12, 15);
    assert!(rules(&county).await.calendar.is_working_day(anniversary));
    let form = [("day", "2026-12-15"), ("kind", "holiday"), ("name", "县庆"), ("reason", "县人大决定")];
    let page = director.post("/calendar", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(!rules(&county).await.calendar.is_working_day(anniversary));
    let page = director.get("/calendar?year=2026").await;
    assert!(page.body.contains("县庆") && page.body.contains("国庆"), "{}", page.body);
    assert!(county.sign_in("water-handler").await.get("/calendar?year=2026").await.body.contains("县庆"));
    let again = director.post("/calendar", &form).await;
    assert!(again.body.contains("已经是这样安排的"));
    for (field, value, why) in [
        ("day", "十二月", "2026-11-21 的样子"),
        ("kind", "half", "请选择放假或上班"),
        ("name", "", "请填写名称"),
    ] {
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, was)| (*name, if *name == field { value } else { *was })).collect();
        let page = director.post("/calendar", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(why), "{why}: {}", page.body);
    }
    assert_eq!(director.post("/calendar/2026-12-15/removal", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(director.post("/calendar/2026-12-15/removal", &[]).await.status, StatusCode::NOT_FOUND);
    assert!(rules(&county).await.calendar.is_working_day(anniversary));
    assert_eq!(n_events(&county).await, 2);
    assert!(director.get("/calendar?year=2027").await.body.contains("尚未公布"));
}

#[tokio::test]
async fn papers_cite_what_the_director_has_entered() {
    let county = County::start().await;
    let director = county.sign_in("director").await;
    assert!(director.get("/procedure").await.body.contains("<dd>本县督办规则 <a href=\"/procedure/basis"));
    let send = async |basis: &str| {
        director.post("/procedure/basis", &[("basis", basis), ("reason", "县政办〔2026〕3号")]).await
    };
    let page = send(&"长".repeat(81)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("不超过 80 个字") && page.body.contains(&"长".repeat(81)), "{}", page.body);
    let before = n_events(&county).await;
    assert_eq!(send("《云岭县政府督查工作办法》第二十一条").await.status, StatusCode::SEE_OTHER);
    assert_eq!(n_events(&county).await, before + 1);
    assert!(director.get("/procedure").await.body.contains("办法》第二十一条"));
    assert_eq!(send("").await.status, StatusCode::SEE_OTHER);
    assert!(director.get("/procedure").await.body.contains("<dd>本县督办规则"));
    let head = county.sign_in("water-head").await;
    assert_eq!(head.get("/procedure/basis").await.status, StatusCode::NOT_FOUND);
    assert_eq!(head.post("/procedure/basis", &[("basis", "x")]).await.status, StatusCode::NOT_FOUND);
}

/// The instants at which the lists have a matter and its unit turn red.
async fn turning_red(county: &County) -> Vec<(Option<i64>,)> {
    let sql = "select red_after from matter union all select red_after from assignment";
    county.test.app.db.all(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn lights_of_what_is_under_way_follow_new_rules() {
    let county = County::start().await;
    let id = issue(&county, "meeting", &[], at("2026-11-16T09:00")).await;
    sign(&county, &id, at("2026-11-16T10:00")).await;
    let now = at("2026-11-17T09:00");
    sweep::pass(&county.test.app, now).await.unwrap();
    let (before, heard) = (turning_red(&county).await, told(&county, &id).await);
    let director = county.sign_in("director").await;
    let day = [
        ("region", REGION),
        ("day", "2026-11-24"),
        ("kind", "holiday"),
        ("name", "县庆"),
        ("reason", "县庆"),
    ];
    for (path, form, way) in [
        ("/procedure/limits", limits("red_after_feedback", "1"), "earlier"),
        ("/procedure/limits", limits("", ""), "as before"),
        ("/calendar", day.to_vec(), "later"),
    ] {
        let page = director.post(path, &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        sweep::pass(&county.test.app, now).await.unwrap();
        let after = turning_red(&county).await;
        assert_eq!(after.len(), 2);
        for (after, before) in after.iter().zip(&before) {
            let turned = match after.cmp(before) {
                Ordering::Less => "earlier",
                Ordering::Equal => "as before",
                Ordering::Greater => "later",
            };
            assert_eq!(turned, way, "{path}");
        }
    }
    assert_eq!(told(&county, &id).await, heard, "nobody is told again");
}
