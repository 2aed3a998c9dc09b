//! One running application for a test: a router, a database of its own, and people who are signed in.
//! SQLite by default; PostgreSQL when `DUJI_TEST_POSTGRES` names a server.
#![allow(clippy::disallowed_methods, reason = "tests are told by the environment what to run on")]

pub mod browser;
pub mod cli;
pub mod county;
pub mod fictional;
pub mod files;
pub mod identity_provider;
pub mod issued;
pub mod life;
pub mod office;
pub mod receivers;
pub mod registering;
pub mod tampering;

use std::path::PathBuf;

use app::config::{Config, SingleSignOn};
use app::{App, ids, routes};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

pub const PASSWORD: &str = "春风化雨润物无声2026";

pub struct TestApp {
    pub app: App,
    router: Router,
    _folder: tempfile::TempDir,
}

/// Somebody with a browser.
pub struct Client {
    router: Router,
    cookie: String,
}

pub struct Page {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
    }

    /// The first thing of this kind the page links to: `page.linked("/documents/")`.
    pub fn linked(&self, prefix: &str) -> String {
        let is_id = |c: &char| c.is_ascii_hexdigit();
        let found =
            self.body.split(prefix).skip(1).map(|rest| rest.chars().take_while(is_id).collect::<String>());
        found
            .into_iter()
            .find(|id| id.len() == 32)
            .unwrap_or_else(|| panic!("no link {prefix}… in {}", self.body))
    }
}

impl TestApp {
    pub async fn start() -> TestApp {
        TestApp::start_with(None).await
    }

    pub async fn start_with(single_sign_on: Option<SingleSignOn>) -> TestApp {
        TestApp::start_as(|config| config.single_sign_on = single_sign_on).await
    }

    /// With something of its configuration otherwise.
    pub async fn start_as(otherwise: impl FnOnce(&mut Config)) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data: folder.path().to_owned(),
            database: fresh_postgres().await,
            demo: false,
            https: false,
            trusted_proxy: None,
            fonts: None,
            single_sign_on: None,
            attachment_space: None,
            key_file: None,
        };
        otherwise(&mut config);
        let app = App::open(config).await.unwrap();
        TestApp { router: routes::router(app.clone()), app, _folder: folder }
    }

    pub fn stranger(&self) -> Client {
        Client { router: self.router.clone(), cookie: String::new() }
    }

    /// The first visit: sets the site up and stays signed in.
    pub async fn sign_in_administrator(&self) -> Client {
        let form = [
            ("name", "admin"),
            ("display_name", "李主任"),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ];
        let mut client = self.stranger();
        let page = client.post("/accounts/setup", &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        client.keep_cookie(&page);
        client
    }

    /// A further account, made by the administrator and signed in.
    pub async fn sign_in(&self, administrator: &Client, name: &str, role: &str, region: &str) -> Client {
        let form = [
            ("name", name),
            ("display_name", name),
            ("password", PASSWORD),
            ("role", role),
            ("region", region),
        ];
        let page = administrator.post("/accounts", &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let mut client = self.stranger();
        let page = client.post("/accounts/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        client.keep_cookie(&page);
        client
    }
}

impl Client {
    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let body: Vec<String> = form.iter().map(|(k, v)| format!("{k}={}", percent_encoded(v))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.unwrap()).await
    }

    /// Sends files as the upload page does and gives the page that answers.
    pub async fn post_files(&self, path: &str, files: &[(&str, &[u8])]) -> Page {
        self.post_files_with(path, &[], files).await
    }

    /// The same with further fields of the form before the files.
    pub async fn post_files_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Page {
        let boundary = "----duji-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{boundary}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 content-type: text/plain\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap())
            .await
    }

    /// Uploads one file that must be accepted; gives the document's id.
    pub async fn upload(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let page = self.post_files("/documents", &[(name, bytes.as_ref())]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.linked("/documents/")
    }

    /// The answer as it comes, which may never end.
    pub async fn open(&self, mut request: Request<Body>) -> axum::response::Response {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        request.headers_mut().entry(header::HOST).or_insert("duji.test".parse().unwrap());
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn send(&self, request: Request<Body>) -> Page {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: parts.status, headers: parts.headers, bytes, body }
    }

    /// Keeps what a page sets and drops what it takes away, as a browser does.
    pub fn keep_cookie(&mut self, page: &Page) {
        assert!(page.headers.contains_key(header::SET_COOKIE), "a cookie is set");
        for set in page.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = set.split_once('=').unwrap();
            let kept =
                self.cookie.split("; ").filter(|c| !c.is_empty() && !c.starts_with(&format!("{name}=")));
            let new = (!value.is_empty()).then_some(set);
            self.cookie = kept.chain(new).collect::<Vec<_>>().join("; ");
        }
    }
}

/// Somebody at an application that was not started by [`TestApp`].
pub fn client(app: &App) -> Client {
    Client { router: routes::router(app.clone()), cookie: String::new() }
}

pub fn sample_path(name: &str) -> PathBuf {
    let path = samples().join(name);
    path.canonicalize().unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The folder of the project's own documents.
pub fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// The bytes of a sample document.
pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(sample_path(name)).unwrap()
}

/// The folder of the published originals, where a checkout has it beside it.
pub fn seeds() -> Option<PathBuf> {
    let mut folders = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = folders.find_map(|folder| Some(folder.join("shared/seeds")).filter(|f| f.is_dir()));
    if found.is_none() {
        eprintln!("skipped: no shared/seeds beside this checkout");
    }
    found
}

/// A new empty database on the test server.
async fn fresh_postgres() -> Option<String> {
    let server = std::env::var("DUJI_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let name = format!("duji_test_{}", ids::new_id());
    let pool = sqlx::PgPool::connect(&server).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&pool).await.unwrap();
    pool.close().await;
    let (before, query) = server.split_once('?').unwrap_or((&server, ""));
    let (root, _) = before.rsplit_once('/').unwrap();
    Some(format!("{root}/{name}?{query}"))
}

fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric();
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
