//! Matters under way for the tests of reminders: drafted, approved and acted on at instants that the test names.

use app::access::Viewer;
use app::matters::draft::{self, Draft};
use app::matters::journal::Words;
use app::matters::matter;
use app::procedure::rules::CountyRules;
use app::reminders::recipients;
use app::{App, args, clock};
use supervision::{Act, DeadlineTemplate, PersonId, UnitDues, UnitId, deadline};

use super::county::{County, REGION};

/// `2026-11-16T09:00` on the offices' clock, as stored.
pub fn at(text: &str) -> i64 {
    clock::instant(text.parse().unwrap())
}

pub async fn viewer(county: &County, name: &str, now: i64) -> Viewer {
    let id = county.person(name).await;
    recipients::viewer(&county.test.app.db, &id, &clock::date(now)).await.unwrap().unwrap()
}

/// Somebody does something; it must be allowed.
pub async fn act(county: &County, name: &str, id: &str, now: i64, act: Act) {
    let viewer = viewer(county, name, now).await;
    let done =
        matter::act(&county.test.app, &viewer, id, &Words::default(), now, &|_, _| Ok(act.clone())).await;
    done.unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// A matter of 县水利局, with these supporting units, issued at an instant.
pub async fn issue(county: &County, template: &str, supporting: &[&str], now: i64) -> String {
    let mut supporting_unit_ids = Vec::new();
    for unit in supporting {
        supporting_unit_ids.push(county.unit(unit).await);
    }
    let draft = Draft {
        title: "县城防洪排涝设施整治".to_owned(),
        requirement: "汛期前完成三处易涝点整治".to_owned(),
        source_kind: "meeting".to_owned(),
        source_title: "县政府常务会议纪要".to_owned(),
        template: template.to_owned(),
        lead_unit_id: county.unit("县水利局").await,
        supporting_unit_ids,
        leader_id: Some(county.person("leader").await),
        standards: vec!["三处易涝点完成验收".to_owned()],
        duplicates_seen: true,
        unclassified: true,
        ..Draft::default()
    };
    let officer = viewer(county, "inspector", now).await;
    let id = draft::create(&county.test.app, &officer, &draft, now).await.unwrap();
    act(county, "inspector", &id, now, Act::Submit).await;
    let dues = dues(&county.test.app, county, &id, now).await;
    act(county, "director", &id, now, Act::Approve { dues }).await;
    id
}

async fn dues(app: &App, county: &County, id: &str, now: i64) -> Vec<UnitDues> {
    let director = viewer(county, "director", now).await;
    let loaded = matter::by_id(&app.db, &director, id).await.unwrap();
    let rules = CountyRules::of(&app.db, REGION).await.unwrap();
    let plan = loaded.state.plan.unwrap();
    let template = DeadlineTemplate::from_key(&plan.template).unwrap();
    let of = |unit: &UnitId| UnitDues {
        unit: unit.clone(),
        dues: deadline::at_issue(&plan, template, clock::civil(now), &rules.rules().time).unwrap(),
    };
    plan.units().map(of).collect()
}

pub async fn sign(county: &County, id: &str, now: i64) {
    let unit = UnitId(county.unit("县水利局").await);
    let handler = PersonId(county.person("water-handler").await);
    let plan_on = clock::civil(now).date();
    act(county, "water-liaison", id, now, Act::Acknowledge { unit, handler, plan_on }).await;
}

/// The handler writes, the head signs off.
pub async fn report(county: &County, id: &str, now: i64, progress: u8) {
    let unit = UnitId(county.unit("县水利局").await);
    let is_final = progress == 100;
    let feedback = Act::GiveFeedback { unit: unit.clone(), progress, is_final };
    act(county, "water-handler", id, now, feedback).await;
    act(county, "water-head", id, now, Act::SignOff { unit }).await;
}

/// Everybody can be written to.
pub async fn give_addresses(county: &County) {
    let addresses =
        "update account set email = name || '@example.cn', phone = '1380000' || (1000 + length(name))";
    county.test.app.db.run(addresses, args![]).await.unwrap();
}

pub async fn set(county: &County, key: &str, value: &str) {
    let set = "insert into supervision_setting (region, key, value) values ($1, $2, $3)
         on conflict (region, key) do update set value = excluded.value";
    county.test.app.db.run(set, args![REGION, key, value]).await.unwrap();
}

/// Who was told what by the ladder: sign-in name and rung, in the order of telling.
pub async fn told(county: &County, matter_id: &str) -> Vec<String> {
    let rows: Vec<(String, String)> = county
        .test
        .app
        .db
        .all(
            "select account.name, rule from notice join account on account.id = notice.account_id
             where matter_id = $1 and rule not like 'act.%' order by notice.id",
            args![matter_id],
        )
        .await
        .unwrap();
    rows.into_iter().map(|(name, rule)| format!("{name} {rule}")).collect()
}

pub async fn n_rows(county: &County, sql: &'static str) -> i64 {
    county.test.app.db.number(sql, args![]).await.unwrap()
}
