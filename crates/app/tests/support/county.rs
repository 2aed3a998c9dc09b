//! A county for the tests: a supervision office, leaders, two bureaus and a town, each person signed in on demand.

use app::{args, ids};

use super::{Client, PASSWORD, TestApp};

pub const REGION: &str = "云岭县";

/// name, 姓名, duty, unit
const PEOPLE: [(&str, &str, &str, &str); 12] = [
    ("director", "周正", "director", "县政府督查室"),
    ("inspector", "郑敏", "inspector", "县政府督查室"),
    ("inspector2", "孙立", "inspector", "县政府督查室"),
    ("chief", "李县长", "chief_leader", ""),
    ("leader", "王副县长", "field_leader", ""),
    ("leader2", "赵副县长", "field_leader", ""),
    ("water-head", "钱局长", "unit_head", "县水利局"),
    ("water-liaison", "吴联络", "liaison", "县水利局"),
    ("water-handler", "冯经办", "handler", "县水利局"),
    ("finance-head", "陈局长", "unit_head", "县财政局"),
    ("finance-liaison", "褚联络", "liaison", "县财政局"),
    ("observer", "卫监督", "observer", "县纪委监委"),
];

/// name, name of the leader in charge
const UNITS: [(&str, &str); 5] = [
    ("县政府督查室", "chief"),
    ("县水利局", "leader"),
    ("县财政局", "leader2"),
    ("青石镇人民政府", "leader"),
    ("县纪委监委", "chief"),
];

pub struct County {
    pub test: TestApp,
    pub administrator: Client,
}

impl County {
    pub async fn start() -> County {
        County::of(TestApp::start().await).await
    }

    pub async fn of(test: TestApp) -> County {
        let administrator = test.sign_in_administrator().await;
        let county = County { test, administrator };
        county.fill().await;
        county
    }

    async fn fill(&self) {
        let db = &self.test.app.db;
        let (hash,): (String,) =
            db.one("select password_hash from account where name = 'admin'", args![]).await.unwrap().unwrap();
        for (name, person, duty, _) in PEOPLE {
            db.run(
                "insert into account (id, name, display_name, password_hash, role, region, created_at, duty)
                 values ($1, $2, $3, $4, 'officer', $5, 0, $6)",
                args![ids::new_id(), name, person, &hash, REGION, duty],
            )
            .await
            .unwrap();
        }
        for (position, (name, leader)) in UNITS.into_iter().enumerate() {
            let leader = self.person(leader).await;
            db.run(
                "insert into unit (id, region, name, leader_id, position, created_at) values ($1, $2, $3, $4, $5, 0)",
                args![ids::new_id(), REGION, name, leader, position],
            )
            .await
            .unwrap();
        }
        for (name, _, _, unit) in PEOPLE.into_iter().filter(|person| !person.3.is_empty()) {
            let unit = self.unit(unit).await;
            db.run("update account set unit_id = $1 where name = $2", args![unit, name]).await.unwrap();
        }
    }

    /// The account id of a person by sign-in name.
    pub async fn person(&self, name: &str) -> String {
        self.id("select id from account where name = $1", name).await
    }

    pub async fn unit(&self, name: &str) -> String {
        self.id("select id from unit where name = $1", name).await
    }

    async fn id(&self, sql: &'static str, name: &str) -> String {
        let row: Option<(String,)> = self.test.app.db.one(sql, args![name]).await.unwrap();
        row.unwrap_or_else(|| panic!("nobody called {name}")).0
    }

    /// Somebody of the county at their browser.
    pub async fn sign_in(&self, name: &str) -> Client {
        let mut client = self.test.stranger();
        let page = client.post("/accounts/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(page.status, axum::http::StatusCode::SEE_OTHER, "{}", page.body);
        client.keep_cookie(&page);
        client
    }
}
