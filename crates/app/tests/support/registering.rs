//! The 拟办 form as an officer fills it in.

use app::clock;

use super::county::County;
use super::{Client, Page};

pub fn today() -> String {
    clock::date(clock::now())
}

/// So many days from today, as a form has it.
pub fn in_days(n: i64) -> String {
    clock::date(clock::now() + n * 86_400_000)
}

impl County {
    /// Everything a matter needs before it can be submitted, and what this test says besides.
    pub async fn form(&self, title: &str, unit: &str) -> Vec<(String, String)> {
        let unit = self.unit(unit).await;
        let fields = [
            ("title", title),
            ("requirement", "按计划推进"),
            ("source_kind", "meeting"),
            ("source_title", "县政府第 12 次常务会议纪要"),
            ("template", "meeting"),
            ("lead_unit_id", &unit),
            ("standards", "工程完工\r\n通过验收"),
            ("unclassified", "on"),
            ("step", "save"),
        ];
        fields.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    /// Registers a draft and gives its id.
    pub async fn register(&self, officer: &Client, title: &str, unit: &str, more: &[(&str, &str)]) -> String {
        let page = send(officer, "/matters", &self.form(title, unit).await, more).await;
        assert_eq!(page.status, axum::http::StatusCode::SEE_OTHER, "{}", page.body);
        page.location().strip_prefix("/matters/").unwrap().to_owned()
    }

    /// Registers, submits and issues a matter.
    pub async fn issue(&self, title: &str, unit: &str, more: &[(&str, &str)]) -> String {
        let (officer, director) = (self.sign_in("inspector").await, self.sign_in("director").await);
        let more = [more, &[("step", "submit"), ("duplicates_seen", "on")]].concat();
        let id = self.register(&officer, title, unit, &more).await;
        let page = director.post("/matters/batch", &[("action", "approve"), ("id", &id)]).await;
        assert!(page.body.contains("已批准立项 1 件"), "{}", page.body);
        id
    }
}

/// A form with some of its fields filled in otherwise.
pub async fn send(client: &Client, path: &str, form: &[(String, String)], more: &[(&str, &str)]) -> Page {
    let is_kept = |key: &str| !more.iter().any(|(other, _)| *other == key);
    let kept = form.iter().filter(|(key, _)| is_kept(key)).map(|(key, value)| (key.as_str(), value.as_str()));
    let fields: Vec<(&str, &str)> = kept.chain(more.iter().copied()).collect();
    client.post(path, &fields).await
}
