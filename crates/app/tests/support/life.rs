//! A matter brought to any point of its life over HTTP, by the right people.

use app::access::Viewer;
use app::clock;
use app::matters::approval;
use app::matters::draft::{self, Draft};
use app::matters::journal::Words;
use app::matters::matter::{self, Loaded};
use app::procedure::rules::CountyRules;
use app::reminders::recipients;
use axum::http::StatusCode;
use supervision::{Act, Rules};

use super::county::{County, REGION};
use super::{Client, Page};

impl County {
    pub async fn viewer(&self, name: &str) -> Viewer {
        let id = self.person(name).await;
        recipients::viewer(&self.test.app.db, &id, &today()).await.unwrap().unwrap()
    }

    /// A decision of a meeting, led by 县水利局.
    pub async fn plan(&self) -> Draft {
        Draft {
            title: "完成东河堤防除险加固".to_owned(),
            requirement: "汛期前完成主体工程".to_owned(),
            source_kind: "meeting".to_owned(),
            source_title: "县政府第 12 次常务会议纪要".to_owned(),
            template: "meeting".to_owned(),
            lead_unit_id: self.unit("县水利局").await,
            standards: vec!["堤防主体工程通过验收".to_owned(), "资金支付率不低于 90%".to_owned()],
            duplicates_seen: true,
            unclassified: true,
            ..Draft::default()
        }
    }

    /// Drafted by the inspector; gives the matter's id.
    pub async fn drafted(&self, draft: &Draft) -> String {
        let viewer = self.viewer("inspector").await;
        draft::create(&self.test.app, &viewer, draft, clock::now()).await.unwrap()
    }

    pub async fn issued(&self, draft: &Draft) -> String {
        let id = self.drafted(draft).await;
        self.does("inspector", &id, "submission", &[]).await;
        let approver = if draft.is_instructed { "leader" } else { "director" };
        self.does(approver, &id, "approval", &[]).await;
        id
    }

    /// Issued so many days ago, and nobody has moved since.
    pub async fn issued_before(&self, draft: &Draft, days: i64) -> String {
        let app = &self.test.app;
        let (inspector, director) = (self.viewer("inspector").await, self.viewer("director").await);
        let then = clock::now() - days * 86_400_000;
        let id = draft::create(app, &inspector, draft, then).await.unwrap();
        let words = Words::default();
        matter::act(app, &inspector, &id, &words, then, &|_, _| Ok(Act::Submit)).await.unwrap();
        let rules = CountyRules::of(&app.db, REGION).await.unwrap();
        let issue = |loaded: &Loaded, _: &Rules<'_>| {
            let plan = loaded.state.plan.as_ref().unwrap();
            Ok(Act::Approve { dues: approval::dues(plan, &rules, clock::civil(then)).unwrap() })
        };
        matter::act(app, &director, &id, &words, then, &issue).await.unwrap();
        id
    }

    /// Issued and signed for by the liaison, who names the handler.
    pub async fn signed(&self, draft: &Draft) -> String {
        let id = self.issued(draft).await;
        let (unit, handler) = (self.unit("县水利局").await, self.person("water-handler").await);
        let today = today();
        let form = [("unit", unit.as_str()), ("handler", &handler), ("plan_on", &today)];
        self.does("water-liaison", &id, "acknowledgement", &form).await;
        id
    }

    /// Fed back by the handler and signed off by the head; 100 asks for completion.
    pub async fn reported(&self, id: &str, progress: &str) {
        let unit = self.unit("县水利局").await;
        self.does("water-handler", id, "feedback", &feedback(&unit, progress)).await;
        self.does("water-head", id, "sign-off", &[("unit", &unit)]).await;
    }

    /// Takes an act that must succeed.
    pub async fn does(&self, who: &str, id: &str, act: &str, form: &[(&str, &str)]) {
        let page = self.tries(who, id, act, form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{who} {act}: {}", problem(&page));
    }

    pub async fn tries(&self, who: &str, id: &str, act: &str, form: &[(&str, &str)]) -> Page {
        self.sign_in(who).await.post(&format!("/matters/{id}/{act}"), form).await
    }

    /// Takes an act that must be refused with a reason.
    pub async fn refused(&self, who: &str, id: &str, act: &str, form: &[(&str, &str)], why: &str) {
        let page = self.tries(who, id, act, form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{who} {act}: {}", page.body);
        assert_eq!(problem(&page), why, "{who} {act}");
    }

    pub async fn matter_page(&self, who: &Client, id: &str) -> String {
        let page = who.get(&format!("/matters/{id}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    }
}

pub fn feedback<'a>(unit: &'a str, progress: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("unit", unit),
        ("content", "主体工程完成 3.2 公里"),
        ("problems", "汛期备料紧张"),
        ("progress", progress),
        ("n_standards", "2"),
    ];
    if progress == "100" {
        form.extend([("is_final", "yes"), ("met", "0"), ("met", "1")]);
        form.extend([("evidence-0", "水利验〔2026〕7 号"), ("evidence-1", "支付率 93.5%")]);
    }
    form
}

pub fn today() -> String {
    clock::date(clock::now())
}

/// So many days from today.
pub fn day(ahead: i64) -> String {
    clock::date(clock::now() + ahead * 86_400_000)
}

/// The reason that a page gives.
pub fn problem(page: &Page) -> String {
    let after = page.body.split("role=\"alert\">").nth(1).unwrap_or(&page.body);
    let text = after.trim_start_matches("<p>").split("</p>").next().unwrap_or_default();
    text.trim_end_matches("填写的内容都在，改好后再提交。").trim_end_matches('。').to_owned()
}
