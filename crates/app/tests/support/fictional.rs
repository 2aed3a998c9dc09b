//! The fictional county with a year of matters, and its people.

use app::clock;
use app::demo::{self, PASSWORD, Size};

use super::{Client, TestApp};

pub async fn county(matters_a_year: usize) -> TestApp {
    let app = TestApp::start().await;
    let (_, until) = clock::day("2026-11-20").unwrap();
    let size = Size { counties: 1, years: 1, matters_a_year, under_way: 0, seed: 5, until };
    demo::fill(&app.app, size, |_| ()).await.unwrap();
    app
}

pub async fn sign_in(app: &TestApp, name: &str) -> Client {
    let mut client = app.stranger();
    let page = client.post("/accounts/sign-in", &[("name", name), ("password", PASSWORD)]).await;
    client.keep_cookie(&page);
    client
}
