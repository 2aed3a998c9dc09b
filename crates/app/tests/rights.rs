//! Every address with every role and a stranger: who is shown what, and what a stranger to a matter can find out.
//! Addresses are taken from the router's own text, so that a new one cannot be forgotten.

use app::reminders::sweep;
use app::{args, clock, ids};
use axum::http::StatusCode;

use crate::support::county::{County, REGION};
use crate::support::issued::at;
use crate::support::life::{day, feedback};
use crate::support::{Client, sample};

/// Everybody of the county's tests, and those who only keep the platform.
const PEOPLE: [&str; 19] = [
    "stranger",
    "admin",
    "security",
    "audit",
    "reviewer",
    "officer",
    "elsewhere",
    "director",
    "inspector",
    "inspector2",
    "chief",
    "leader",
    "leader2",
    "water-head",
    "water-liaison",
    "water-handler",
    "finance-head",
    "finance-liaison",
    "observer",
];

/// Who has no part in the matter of 县水利局, nor in anything else of it.
const OUTSIDERS: [&str; 6] = ["security", "audit", "officer", "elsewhere", "finance-head", "finance-liaison"];

struct Walk {
    county: County,
    people: Vec<(&'static str, Client)>,
    /// What the address's variable segment stands for: prefix of the address, id.
    things: Vec<(&'static str, String)>,
}

/// Address and methods of every route.
fn routes() -> Vec<(String, bool, bool)> {
    let text = include_str!("../src/routes.rs");
    let api = include_str!("../src/api/mod.rs");
    let of = |text: &str, prefix: &str| {
        let found = text.split(".route(").skip(1).filter_map(|rest| {
            let (_, rest) = rest.split_once('"')?;
            let (path, rest) = rest.split_once('"')?;
            let handlers = rest.split(".route(").next()?;
            Some((format!("{prefix}{path}"), handlers.contains("get("), handlers.contains("post(")))
        });
        found.collect::<Vec<_>>()
    };
    let mut all = of(text, "");
    all.extend(of(api, "/api/v1"));
    all.sort();
    assert!(all.len() > 100, "{}", all.len());
    all
}

impl Walk {
    /// On a Monday morning, so that notices go out.
    async fn start() -> Walk {
        clock::set(at("2026-11-16T09:00"));
        let county = County::start().await;
        let mut people = Vec::new();
        for name in PEOPLE {
            people.push((name, somebody(&county, name).await));
        }
        let mut walk = Walk { county, people, things: Vec::new() };
        walk.lay_out().await;
        walk
    }

    fn client(&self, name: &str) -> &Client {
        &self.people.iter().find(|person| person.0 == name).unwrap().1
    }

    /// One thing of each kind, all of 县水利局 or of the office.
    async fn lay_out(&mut self) {
        let county = &self.county;
        let matter = county.signed(&county.plan().await).await;
        let unit = county.unit("县水利局").await;
        let (report, file) = (format!("/matters/{matter}/feedback"), ("验收.pdf", b"%PDF-1.7\n".as_slice()));
        let page =
            self.client("water-handler").post_files_with(&report, &feedback(&unit, "60"), &[file]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let form = [
            ("kind", "meeting"),
            ("title", "县政府常务会议纪要"),
            ("dated_on", "2026-09-10"),
            ("body", "一、整治三处易涝点。"),
            ("clauses", "一、整治三处易涝点。"),
        ];
        let page = self.client("inspector").post("/sources", &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let source = page.location().strip_prefix("/sources/").unwrap().to_owned();
        let (from, to) = (day(0), day(3));
        let form = [
            ("person", ""),
            ("substitute", &*county.person("water-liaison").await),
            ("from_on", &from),
            ("to_on", &to),
            ("reason", "出差"),
        ];
        self.client("water-head").post("/absences", &form).await;
        let water = county.unit("县水利局").await;
        let urging = [("unit", water.as_str()), ("rung", "blue"), ("reason", "请抓紧签收")];
        county.does("director", &matter, "urging", &urging).await;
        county.issued(&county.plan().await).await;
        sweep::pass(&county.test.app, clock::now()).await.unwrap();
        let form = [("name", "我的红灯"), ("query", "light=red")];
        self.client("inspector").post("/matters/views", &form).await;
        let document = self.client("reviewer").upload("a.txt", sample("disclosure.txt")).await;
        let one = async |sql: &'static str| {
            let row: Option<(String,)> = county.test.app.db.one(sql, args![]).await.unwrap();
            row.unwrap_or_else(|| panic!("{sql} finds nothing")).0
        };
        self.things = vec![
            ("/sources/{id}/clauses/{clause}", one("select id from clause").await),
            ("/sources/{id}", source),
            ("/absences/{id}", one("select id from absence").await),
            ("/matters/views/{id}", one("select id from saved_view").await),
            ("/notices/{id}", one("select id from notice where account_id = (select id from account where name = 'water-liaison')").await),
            ("/documents/{id}/projects/{ordinal}", "1".to_owned()),
            ("/documents/{id}/waivers/{waiver}", ids::new_id()),
            ("/documents/{id}", document.clone()),
            ("/api/v1/documents/{id}", document),
            ("/matters/{id}/attachments/{attachment}", one("select id from attachment").await),
            ("/matters/{id}/papers/{paper}", one("select id from paper").await),
            ("/matters/{id}", matter.clone()),
            ("/live/matters/{id}", matter),
            ("/units/{id}", county.unit("县水利局").await),
            ("/accounts/{id}", county.person("water-handler").await),
            ("/invitations/{token}", "0".repeat(32)),
            ("/rules/{code}", "SB-01".to_owned()),
            ("/api/v1/rules/{code}", "SB-01".to_owned()),
            ("/settings/{code}", "SB-01".to_owned()),
            ("/procedure/templates/{key}", "meeting".to_owned()),
            ("/calendar/{day}", "2026-12-31".to_owned()),
            ("/assets/{name}", "icon.svg".to_owned()),
        ];
    }

    /// The address with real things in it, or with things that do not exist.
    fn address(&self, path: &str, is_real: bool) -> String {
        let mut address = path.to_owned();
        for (prefix, id) in &self.things {
            let (kept, variable) = prefix.rsplit_once('/').unwrap();
            if let Some(rest) = address.strip_prefix(prefix) {
                let id = if is_real || id.len() != 32 { id.clone() } else { ids::new_id() };
                address = format!("{kept}/{id}{rest}");
            } else if path.starts_with(prefix) && address.contains(variable) {
                let id = if is_real || id.len() != 32 { id.clone() } else { ids::new_id() };
                address = address.replace(variable, &id);
            }
        }
        assert!(!address.contains('{'), "say in lay_out what stands in {path}");
        address
    }
}

/// Somebody at a browser; whom the county's tests do not have is made here: role, 三员, region, duty.
async fn somebody(county: &County, name: &'static str) -> Client {
    let (role, of_three, region, duty) = match name {
        "stranger" => return county.test.stranger(),
        "security" => ("officer", Some("security"), REGION, None),
        "audit" => ("officer", Some("audit"), REGION, None),
        "reviewer" => ("reviewer", None, REGION, None),
        "officer" => ("officer", None, REGION, None),
        "elsewhere" => ("officer", None, "海州县", Some("director")),
        _ => return county.sign_in(name).await,
    };
    let made = "insert into account
            (id, name, display_name, password_hash, role, admin_role, region, created_at, duty)
         select $1, $2, $2, password_hash, $3, $4, $5, 0, $6 from account where name = 'admin'";
    let values = args![ids::new_id(), name, role, of_three, region, duty];
    county.test.app.db.run(made, values).await.unwrap();
    county.sign_in(name).await
}

#[tokio::test]
async fn every_page_is_shown_to_these_and_to_nobody_else() {
    let walk = Walk::start().await;
    let mut lines = Vec::new();
    for (path, _, _) in routes().into_iter().filter(|route| route.1) {
        let address = walk.address(&path, true);
        let mut shown = Vec::new();
        for (name, client) in &walk.people {
            // A live answer never ends, so only its head is read.
            let answer = client
                .open(axum::http::Request::get(&address).body(axum::body::Body::empty()).unwrap())
                .await;
            match answer.status() {
                StatusCode::OK => shown.push(*name),
                // Sees the matter, which is past being edited.
                StatusCode::UNPROCESSABLE_ENTITY if path.ends_with("/edit") => shown.push(*name),
                StatusCode::NOT_FOUND
                | StatusCode::UNAUTHORIZED
                | StatusCode::SEE_OTHER
                | StatusCode::GONE => {}
                other => panic!("{name} at {address}: {other}"),
            }
        }
        let shown = match shown.len() {
            0 => "nobody".to_owned(),
            19 => "everybody".to_owned(),
            18 if !shown.contains(&"stranger") => "whoever is signed in".to_owned(),
            _ => shown.join(" "),
        };
        lines.push(format!("{path}: {shown}"));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// Enough fields for every form, so that no form is refused before rights are looked at.
const FIELDS: [&str; 20] = [
    "action",
    "body",
    "clauses",
    "code",
    "current",
    "dated_on",
    "display_name",
    "from_on",
    "id",
    "kind",
    "name",
    "number",
    "password",
    "password_again",
    "query",
    "reason",
    "rows",
    "substitute",
    "title",
    "matter",
];

#[tokio::test]
async fn a_stranger_sends_nothing_and_an_outsider_cannot_tell_what_exists() {
    let walk = Walk::start().await;
    let db = &walk.county.test.app.db;
    let n = async || {
        let journal = db.number("select count(*) from matter_event", args![]).await.unwrap();
        journal + db.number("select count(*) from organisation_event", args![]).await.unwrap()
    };
    let before = n().await;
    let form = FIELDS.map(|field| (field, "1"));
    for (path, _, _) in routes().into_iter().filter(|route| route.2) {
        let page = walk.client("stranger").post(&walk.address(&path, true), &form).await;
        let is_open = path.starts_with("/accounts/") || path.starts_with("/invitations/");
        assert!(
            page.status.is_client_error() || page.location().starts_with("/accounts/sign-in"),
            "{path} {}",
            page.status
        );
        assert!(
            is_open || page.status == StatusCode::UNAUTHORIZED || page.status == StatusCode::SEE_OTHER,
            "{path}: {}",
            page.status
        );
        if !path.contains("{id}") {
            continue;
        }
        for name in OUTSIDERS {
            let client = walk.client(name);
            let real = client.post(&walk.address(&path, true), &form).await;
            let invented = client.post(&walk.address(&path, false), &form).await;
            assert!(!real.body.contains("表单内容不完整"), "{path} wants another field");
            assert_eq!((real.status, real.body), (invented.status, invented.body), "{name} at {path}");
        }
    }
    assert_eq!(n().await, before, "nothing happened");
}
