//! 统计: every number is the list behind it, for everybody who looks.

use std::collections::BTreeMap;

use app::args;
use axum::http::StatusCode;

use crate::support::county::County;
use crate::support::{Client, TestApp, fictional};

/// Every number of the page with the address it leads to.
fn numbers(body: &str) -> BTreeMap<String, i64> {
    let links = body.split("<a href=\"").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once('"')?;
        let rest = rest.strip_prefix(" data-count>")?;
        let n = rest.split('<').next()?.parse().ok()?;
        Some((address.replace("&#38;", "&").replace("&amp;", "&"), n))
    });
    let mut numbers = BTreeMap::new();
    for (address, n) in links {
        let before = numbers.insert(address.clone(), n);
        assert!(before.is_none_or(|before| before == n), "{address} is said to be {before:?} and {n}");
    }
    numbers
}

/// What the ledger itself counts.
async fn counted(client: &Client, address: &str) -> i64 {
    let body = client.get(address).await.body;
    let words = body.split("共 ").nth(1).unwrap_or_default();
    words.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{address}: {body}"))
}

#[tokio::test]
async fn every_number_opens_exactly_its_list() {
    let app = fictional::county(80).await;
    let head = some_head(&app).await;
    for (name, query, at_least) in [
        ("director1", "?year=2026", 100),
        ("director1", "?year=2026&part=q3", 0),
        ("director1", "?year=2025&part=m12", 0),
        ("vice1", "?year=2026", 20),
        (&head, "?year=2026", 8),
        ("observer1", "?year=2026&part=m6", 8),
    ] {
        let client = fictional::sign_in(&app, name).await;
        let page = client.get(&format!("/report{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{name}: {}", page.body);
        let numbers = numbers(&page.body);
        assert!(numbers.len() >= at_least, "{name} {query}: only {} numbers", numbers.len());
        // The other periods differ in what was finished.
        let differing = |address: &&String| query == "?year=2026" || address.contains("done_from");
        for address in numbers.keys().filter(differing) {
            assert_eq!(numbers[address], counted(&client, address).await, "{name} {address}");
        }
    }
}

/// The head of a unit that has finished something.
async fn some_head(app: &TestApp) -> String {
    let sql = "select name from account where duty = 'unit_head' and unit_id in (
                   select lead_unit_id from matter where completed_at is not null) order by name limit 1";
    let row: Option<(String,)> = app.app.db.one(sql, args![]).await.unwrap();
    row.unwrap().0
}

#[tokio::test]
async fn sums_of_the_tables_are_the_sums_of_the_page() {
    let app = fictional::county(80).await;
    let client = fictional::sign_in(&app, "director1").await;
    let numbers = numbers(&client.get("/report?year=2026").await.body);
    let sum = |key: &str, rest: &str| -> i64 {
        let is_of = |address: &String| {
            let (of, others) = address.trim_start_matches("/matters?").split_once('&').unwrap_or_default();
            of.starts_with(key) && others == rest
        };
        numbers.iter().filter(|(address, _)| is_of(address)).map(|(_, n)| n).sum()
    };
    let all = numbers["/matters?stage=open"];
    let closed = "stage=all&done_from=2026-01-01&done_to=2026-12-31";
    for key in ["source=", "leader=", "unit="] {
        assert_eq!(sum(key, "stage=open"), all, "{key}");
        assert_eq!(sum(key, closed), numbers[&format!("/matters?{closed}")], "{key}");
    }
    assert!(all > 0 && numbers.keys().any(|address| address.contains("returned=1")));
    assert!(numbers.keys().any(|address| address.contains("extended=1")));
}

#[tokio::test]
async fn units_stand_in_their_order_until_a_column_is_picked() {
    let app = fictional::county(80).await;
    let client = fictional::sign_in(&app, "director1").await;
    let names = async |query: &str| -> Vec<String> {
        let body = client.get(&format!("/report?year=2026{query}")).await.body;
        let table = body.split("<h2 id=\"units\">").nth(1).unwrap().to_owned();
        let names =
            table.split("<th scope=\"row\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
        names.collect()
    };
    let ordered = names("").await;
    assert_eq!(ordered.len(), 74, "every unit and the sum");
    assert_eq!(ordered[..2], ["县政府督查室", "县政府办公室"]);
    assert_eq!(ordered[73], "合计");
    let sorted = names("&sort=open").await;
    assert!(sorted != ordered && sorted[73] == "合计");
    let body = client.get("/report?year=2026").await.body;
    for word in ["排名", "排行", "第一名", "登录次数"] {
        assert!(!body.contains(word), "{word}");
    }
    for query in ["sort=share", "year=26", "part=q9", "year=明年"] {
        let page = client.get(&format!("/report?{}", query.replace("明年", "%E6%98%8E%E5%B9%B4"))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.body.contains("请回到统计页"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_share_is_told_only_of_those_who_are_seen_whole() {
    let app = fictional::county(80).await;
    let head = some_head(&app).await;
    let shares = async |name: &str| -> usize {
        let body = fictional::sign_in(&app, name).await.get("/report?year=2026").await.body;
        let table = body.split("<h2 id=\"units\">").nth(1).unwrap();
        table.matches("%</td>").count()
    };
    assert_eq!(shares(&head).await, 2, "the own unit and the sum");
    assert!(shares("observer1").await > 20 && shares("vice1").await > 3);
}

#[tokio::test]
async fn a_life_moves_the_numbers() {
    let county = County::start().await;
    let client = county.sign_in("director").await;
    let empty = client.get("/report").await.body;
    assert!(empty.contains("没有未办结的事项") && empty.contains("截至 20"), "{empty}");
    let late = county.issued_before(&county.plan().await, 60).await;
    let id = county.signed(&county.plan().await).await;
    let body = client.get("/report").await.body;
    let found = numbers(&body);
    assert_eq!(found["/matters?stage=open"], 2);
    assert_eq!(found["/matters?stage=open&over=1"], 1);
    assert_eq!(found["/matters?light=red&stage=open"], 1);
    county.reported(&id, "100").await;
    let unit = county.unit("县水利局").await;
    let day = crate::support::life::day(20);
    let form = [("unit", unit.as_str()), ("defects", "缺少验收材料"), ("finish_on", day.as_str())];
    county.does("inspector", &id, "return", &form).await;
    assert_eq!(numbers(&client.get("/report").await.body)["/matters?stage=open&returned=1"], 1);
    let leader = county.sign_in("leader2").await.get("/report").await.body;
    assert!(leader.contains("没有未办结的事项"), "{late}: {leader}");
    assert!(county.sign_in("water-head").await.get("/desk").await.body.contains("href=\"/report\""));
    assert_eq!(county.administrator.get("/report").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn older_databases_count_returns_and_extensions_from_their_journals() {
    let app = fictional::county(80).await;
    let db = &app.app.db;
    let sql = "select id, n_returns, n_extensions from matter order by id";
    let before: Vec<(String, i64, i64)> = db.all(sql, args![]).await.unwrap();
    assert!(before.iter().any(|row| row.1 > 0) && before.iter().any(|row| row.2 > 0));
    db.run("update matter set n_returns = 0, n_extensions = 0", args![]).await.unwrap();
    let step = include_str!("../src/migrations/0017_report.sql");
    let updates = step.split(";\n").filter(|statement| statement.contains("update matter set"));
    for statement in updates {
        db.run(statement, args![]).await.unwrap();
    }
    let after: Vec<(String, i64, i64)> = db.all(sql, args![]).await.unwrap();
    assert_eq!(before, after);
}
