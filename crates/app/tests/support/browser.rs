//! A real browser on a real server, for what a person clicks.

use std::net::SocketAddr;
use std::path::Path;

use app::{App, routes};
use thirtyfour::ChromeCapabilities;
use thirtyfour::prelude::*;

use super::{PASSWORD, TestApp};

pub struct Browser {
    pub driver: WebDriver,
    pub origin: String,
    _app: Option<TestApp>,
}

/// The size of an office screen and of a phone.
pub const DESK: (u32, u32) = (1366, 768);
pub const PHONE: (u32, u32) = (390, 844);

impl Browser {
    /// Serves an empty application and opens a browser on it. Without a driver the test is passed over, but not where
    /// the whole suite is asked for.
    pub async fn open(size: (u32, u32), with_script: bool) -> Option<Browser> {
        let app = TestApp::start().await;
        let browser = Browser::on(&app.app, size, with_script).await?;
        Some(Browser { _app: Some(app), ..browser })
    }

    /// The same on an application that is there already.
    pub async fn on(app: &App, size: (u32, u32), with_script: bool) -> Option<Browser> {
        let Ok(driver_url) = std::env::var("DUJI_TEST_WEBDRIVER") else {
            assert!(std::env::var("DUJI_TEST_ALL").is_err(), "DUJI_TEST_WEBDRIVER is not set");
            eprintln!("skipped: DUJI_TEST_WEBDRIVER names no chromedriver");
            return None;
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        // The client shares its HTTP library with the platform, which brings no cryptography of its own choice.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let driver = WebDriver::new(driver_url, capabilities(size, with_script)).await.unwrap();
        Some(Browser { driver, origin, _app: None })
    }

    /// Somebody who has an account, with the password of all tests.
    pub async fn sign_in(&self, name: &str) {
        self.goto("/accounts/sign-in").await;
        self.find("#name").await.send_keys(name).await.unwrap();
        self.find("#password").await.send_keys(PASSWORD).await.unwrap();
        self.find("button.primary").await.click().await.unwrap();
        self.find(".who").await;
    }

    pub async fn goto(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.origin)).await.unwrap();
    }

    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap().to_string();
        url.strip_prefix(&self.origin).unwrap_or(&url).to_owned()
    }

    /// The first visit, typed as a person would.
    pub async fn set_up(&self) {
        self.goto("/").await;
        for (id, text) in [
            ("name", "admin"),
            ("display_name", "李主任"),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ] {
            self.find(&format!("#{id}")).await.send_keys(text).await.unwrap();
        }
        self.find("button.primary").await.click().await.unwrap();
        self.find(".who").await;
    }

    /// Waits for an element that can be seen.
    pub async fn find(&self, css: &str) -> WebElement {
        let found = self
            .driver
            .query(By::Css(css))
            .wait(std::time::Duration::from_secs(10), std::time::Duration::from_millis(50));
        match found.and_displayed().first().await {
            Ok(element) => element,
            Err(error) => panic!("{css}: {error}\n{}", self.script("return document.body.innerText").await),
        }
    }

    /// Waits until a text stands in one of these elements, without loading the page anew.
    pub async fn wait_for(&self, text: &str, css: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])].some((e) => e.innerText.includes(arguments[1]))";
        for _ in 0..200 {
            let asked = vec![serde_json::json!(css), serde_json::json!(text)];
            if self.driver.execute(script, asked).await.unwrap().json() == &serde_json::json!(true) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{text} never came: {}", self.text().await);
    }

    pub async fn upload(&self, files: &[&Path]) {
        self.goto("/documents/new").await;
        let names: Vec<&str> = files.iter().map(|f| f.to_str().unwrap()).collect();
        self.find("#files").await.send_keys(names.join("\n")).await.unwrap();
        self.find("form.upload button").await.click().await.unwrap();
    }

    /// Drops files on an element, as a mouse from the desktop would.
    pub async fn drop_files(&self, css: &str, files: &[std::path::PathBuf]) {
        let texts: Vec<(String, String)> = files
            .iter()
            .map(|file| {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read_to_string(file).unwrap())
            })
            .collect();
        let script = "const moved = new DataTransfer();
            for (const [name, text] of arguments[1]) moved.items.add(new File([text], name));
            const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: moved });
            document.querySelector(arguments[0]).dispatchEvent(drop);";
        let arguments = vec![serde_json::json!(css), serde_json::json!(texts)];
        self.driver.execute(script, arguments).await.unwrap();
    }

    pub async fn script(&self, text: &str) -> serde_json::Value {
        self.driver.execute(text, vec![]).await.unwrap().json().clone()
    }

    pub async fn text(&self) -> String {
        self.find("main").await.text().await.unwrap()
    }

    pub async fn close(self) {
        self.driver.quit().await.unwrap();
    }
}

fn capabilities(size: (u32, u32), with_script: bool) -> ChromeCapabilities {
    let mut chrome = DesiredCapabilities::chrome();
    let window = format!("--window-size={},{}", size.0, size.1);
    let quiet = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
        &window,
    ];
    for argument in quiet {
        chrome.add_arg(argument).unwrap();
    }
    if size.0 < 500 {
        // A window cannot be this narrow; a phone is emulated.
        let metrics =
            serde_json::json!({ "deviceMetrics": { "width": size.0, "height": size.1, "pixelRatio": 1.0 } });
        chrome.add_experimental_option("mobileEmulation", metrics).unwrap();
    }
    if !with_script {
        let prefs = serde_json::json!({ "profile.managed_default_content_settings.javascript": 2 });
        chrome.add_experimental_option("prefs", prefs).unwrap();
    }
    chrome
}
