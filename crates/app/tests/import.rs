//! `duji import` and `duji user`, as the operator calls them: idempotent, and whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use app::config::Config;
use app::db::Db;
use app::{App, args};

use crate::support::{PASSWORD, TestApp, sample};

const MISTAKES: &str = "disclosure-with-mistakes.txt";

/// Everything that hangs on a document, counted.
const PARTS: [&str; 17] = [
    "select count(*) from budget_table where document_id = $1",
    "select count(*) from table_row r join budget_table t on t.id = r.table_id where t.document_id = $1",
    "select count(*) from amount a join table_row r on r.id = a.row_id
     join budget_table t on t.id = r.table_id where t.document_id = $1",
    "select count(*) from project where document_id = $1",
    "select count(*) from plan_point x join project p on p.id = x.project_id where p.document_id = $1",
    "select count(*) from goal x join project p on p.id = x.project_id where p.document_id = $1",
    "select count(*) from indicator x join project p on p.id = x.project_id where p.document_id = $1",
    "select count(*) from narrative_section where document_id = $1",
    "select count(*) from target_item where document_id = $1",
    "select count(*) from stated_figure where document_id = $1",
    "select count(*) from budget_unit where document_id = $1",
    "select count(*) from contents_entry where document_id = $1",
    "select count(*) from note where document_id = $1",
    "select count(*) from finding where document_id = $1",
    "select count(*) from operand o join finding f on f.id = o.finding_id where f.document_id = $1",
    "select count(*) from undecided where document_id = $1",
    "select count(*) from passage where document_id = $1",
];

/// Rows that belong to no document.
const ORPHANS: [&str; 4] = [
    "select count(*) from budget_table where document_id not in (select id from document)",
    "select count(*) from project where document_id not in (select id from document)",
    "select count(*) from finding where document_id not in (select id from document)",
    "select count(*) from passage where document_id not in (select id from document)",
];

/// A data folder and a database that nobody has open.
struct Place {
    config: Config,
    _app: TestApp,
}

impl Place {
    async fn new() -> Place {
        let app = TestApp::start().await;
        close(&app.app).await;
        Place { config: Config::clone(&app.app.config), _app: app }
    }

    async fn open(&self) -> App {
        App::open(self.config.clone()).await.unwrap()
    }

    fn duji(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duji"));
        command.args(words).arg("--data").arg(&self.config.data);
        command.env_remove("DUJI_DATABASE").env_remove("DUJI_DATA");
        if let Some(database) = &self.config.database {
            command.arg("--database").arg(database);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn import(&self, files: &[PathBuf], options: &[&str]) -> Output {
        self.duji(&["import"]).args(options).args(files).output().unwrap()
    }

    fn user(&self, words: &[&str], password: &str) -> Output {
        let mut child = self.duji(&[&["user"], words].concat()).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A call that is refused before it reads leaves nobody to write to.
        let _ = writeln!(stdin, "{password}");
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

async fn close(app: &App) {
    match &app.db {
        Db::Lite { read, write } => {
            read.close().await;
            write.close().await;
        }
        Db::Pg(pool) => pool.close().await,
    }
}

async fn parts(db: &Db, document_id: &str) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in PARTS {
        counts.push(db.number(sql, args![document_id]).await.unwrap());
    }
    counts
}

async fn document_ids(db: &Db) -> Vec<String> {
    let rows: Vec<(String,)> = db.all("select id from document order by id", args![]).await.unwrap();
    rows.into_iter().map(|(id,)| id).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Files that say the same with different bytes, so that each is a document of its own.
fn variants(folder: &Path, n: usize) -> Vec<PathBuf> {
    let original = sample(MISTAKES);
    let write = |i: usize| {
        let path = folder.join(format!("{i:03}.txt"));
        std::fs::write(&path, [original.repeat(4), "\n".repeat(i).into_bytes()].concat()).unwrap();
        path
    };
    (1..=n).map(write).collect()
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let place = Place::new().await;
    let folder = tempfile::tempdir().unwrap();
    let files = variants(folder.path(), 2);
    let first = place.import(&files, &[]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert_eq!(text(&first.stdout).matches("已导入").count(), 2, "{}", text(&first.stdout));
    let app = place.open().await;
    let ids = document_ids(&app.db).await;
    let before = parts(&app.db, &ids[0]).await;
    close(&app).await;

    let second = place.import(&files, &[]);
    assert!(second.status.success());
    assert_eq!(text(&second.stdout).matches("已有").count(), 2, "{}", text(&second.stdout));
    let app = place.open().await;
    assert_eq!(document_ids(&app.db).await, ids);
    assert_eq!(parts(&app.db, &ids[0]).await, before);
    close(&app).await;
}

#[tokio::test]
async fn a_file_that_is_no_budget_ends_with_status_2_and_the_rest_is_imported() {
    let place = Place::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut files = variants(folder.path(), 1);
    files.insert(0, folder.path().join("missing.txt"));
    files.insert(0, folder.path().join("empty.txt"));
    std::fs::write(&files[0], b"").unwrap();
    let done = place.import(&files, &[]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(text(&done.stdout).matches("已导入").count(), 1);
    let told = text(&done.stderr);
    assert!(told.contains("empty.txt：文件是空的") && told.contains("missing.txt：读不到文件"), "{told}");
}

/// Originals on disk. One is kept right before the rows of its document are written.
fn n_originals(data: &Path) -> usize {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let whole = |path: &PathBuf| path.extension().is_none();
    files(&data.join("originals")).iter().flat_map(|folder| files(folder)).filter(whole).count()
}

/// Waits until the child begins to write a new document.
fn await_writing(child: &mut Child, data: &Path) {
    let before = n_originals(data);
    while n_originals(data) == before && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(500));
    }
    assert!(n_originals(data) > before, "nothing new was imported");
}

const N_KILLS: u32 = 12;

#[tokio::test]
async fn a_killed_import_leaves_every_document_whole() {
    let folder = tempfile::tempdir().unwrap();
    let files = variants(folder.path(), 12);
    let clean = Place::new().await;
    let mut child = clean.duji(&["import"]).arg(&files[0]).spawn().unwrap();
    await_writing(&mut child, &clean.config.data);
    let begun = Instant::now();
    assert!(child.wait().unwrap().success());
    let span = begun.elapsed();
    let app = clean.open().await;
    let whole = parts(&app.db, &document_ids(&app.db).await[0]).await;
    close(&app).await;
    assert!(
        whole.iter().filter(|n| **n > 0).count() >= 14,
        "the sample should hold nearly every part: {whole:?}"
    );

    let place = Place::new().await;
    let mut n_cut_short = 0;
    for (round, number) in (0..N_KILLS).zip(1..) {
        let mut child = place.duji(&["import"]).args(&files[..number]).spawn().unwrap();
        await_writing(&mut child, &place.config.data);
        std::thread::sleep(span * round / N_KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        n_cut_short += n_originals(&place.config.data) - all_whole(&place, &whole).await;
        let done = place.import(&files[..number], &[]);
        assert!(done.status.success(), "{}", text(&done.stderr));
    }
    assert!(n_cut_short > 0, "no kill came while a document was written");
    assert_eq!(all_whole(&place, &whole).await, files.len());
}

/// Opens the database anew and counts its documents, each of which must be whole.
async fn all_whole(place: &Place, whole: &[i64]) -> usize {
    let app = place.open().await;
    let ids = document_ids(&app.db).await;
    for id in &ids {
        assert_eq!(parts(&app.db, id).await, whole, "document {id}");
        let (hash,): (String,) =
            app.db.one("select file_hash from document where id = $1", args![id]).await.unwrap().unwrap();
        assert_eq!(app::ids::sha256(&app.files.read(&hash).unwrap()), hash);
    }
    for sql in ORPHANS {
        assert_eq!(app.db.number(sql, args![]).await.unwrap(), 0, "{sql}");
    }
    if matches!(app.db, Db::Lite { .. }) {
        let sql = "select (select count(*) from passage) - (select count(*) from passage_index)";
        assert_eq!(app.db.number(sql, args![]).await.unwrap(), 0, "the index of SQLite fits its passages");
    }
    close(&app).await;
    ids.len()
}

async fn region(place: &Place) -> (Option<String>, Option<String>) {
    let app = place.open().await;
    let found = app.db.one("select region, region_code from document", args![]).await.unwrap().unwrap();
    close(&app).await;
    found
}

/// The sample with every trace of its county taken out.
fn nowhere(folder: &Path) -> PathBuf {
    let path = folder.join("nowhere.txt");
    let text = String::from_utf8(sample("development-zone.txt")).unwrap();
    let text = text.replace("云岭县", "").replace("云岭", "").replace("139901", "");
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn the_given_region_stands_in_where_the_file_names_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = nowhere(folder.path());
    assert_eq!(reader::read("x", &std::fs::read(&file).unwrap()).unwrap().document.region, None);
    for (code, name) in [("130324", "卢龙县"), ("139901", "139901")] {
        let place = Place::new().await;
        let done = place.import(std::slice::from_ref(&file), &["--region", code]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert_eq!(region(&place).await, (Some(name.to_owned()), Some(code.to_owned())));
        assert_eq!(text(&done.stderr).contains("虚构区划"), code == "139901", "{}", text(&done.stderr));
    }
}

#[tokio::test]
async fn the_given_region_does_not_overrule_the_file() {
    let place = Place::new().await;
    let folder = tempfile::tempdir().unwrap();
    let files = variants(folder.path(), 1);
    let read = reader::read("x", &std::fs::read(&files[0]).unwrap()).unwrap().document.region;
    assert!(read.is_some());
    assert!(place.import(&files, &["--region", "130324"]).status.success());
    assert_eq!(region(&place).await.0, read);
}

#[tokio::test]
async fn a_region_code_that_cannot_be_one_is_refused() {
    let place = Place::new().await;
    let folder = tempfile::tempdir().unwrap();
    let done = place.import(&variants(folder.path(), 1), &["--region", "卢龙县"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("6 位数字"), "{}", text(&done.stderr));
}

#[tokio::test]
async fn accounts_are_managed_from_the_command_line() {
    let place = Place::new().await;
    let add = ["add", "wanglei", "--display-name", "王磊", "--role", "reviewer", "--region", "130324"];
    let done = place.user(&add, PASSWORD);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let list = text(&place.user(&["list"], "").stdout);
    for word in ["wanglei", "王磊", "财政审核人员", "卢龙县", "可用"] {
        assert!(list.contains(word), "{word} in {list}");
    }
    let boss = ["add", "boss", "--display-name", "李主任", "--role", "administrator"];
    assert!(place.user(&boss, PASSWORD).status.success());
    for (words, password, problem) in [
        (&add[..], PASSWORD, "已有人使用"),
        (&["password", "wanglei"], "short", "10 至 128"),
        (&["password", "nobody"], PASSWORD, "没有登录名为“nobody”"),
        (&["disable", "nobody"], "", "没有登录名为“nobody”"),
        (&["disable", "boss"], "", "没有可用的系统管理员"),
    ] {
        let refused = place.user(words, password);
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        assert!(text(&refused.stderr).contains(problem), "{words:?}: {}", text(&refused.stderr));
    }
}

#[tokio::test]
async fn an_administrator_from_the_command_line_closes_the_first_visit() {
    let place = Place::new().await;
    let add = ["add", "boss", "--display-name", "李主任", "--role", "administrator"];
    assert!(place.user(&add, PASSWORD).status.success());
    let app = place.open().await;
    let client = crate::support::client(&app);
    let form =
        [("name", "evil"), ("display_name", "x"), ("password", PASSWORD), ("password_again", PASSWORD)];
    assert_eq!(client.post("/accounts/setup", &form).await.status, axum::http::StatusCode::CONFLICT);
    close(&app).await;
}

#[tokio::test]
async fn a_new_password_and_a_disabling_end_the_sessions() {
    let place = Place::new().await;
    for (name, role) in [("boss", "administrator"), ("wanglei", "officer")] {
        let add = ["add", name, "--display-name", name, "--role", role];
        assert!(place.user(&add, PASSWORD).status.success());
    }
    let sign_in = async |password: &str| {
        let app = place.open().await;
        let mut client = crate::support::client(&app);
        let page = client.post("/accounts/sign-in", &[("name", "wanglei"), ("password", password)]).await;
        let is_in = page.status == axum::http::StatusCode::SEE_OTHER;
        if is_in {
            client.keep_cookie(&page);
        }
        (app, client, is_in)
    };
    let (app, client, is_in) = sign_in(PASSWORD).await;
    assert!(is_in && client.get("/rules").await.status.is_success());
    assert!(place.user(&["password", "wanglei"], "高山流水觅知音2027").status.success());
    assert!(client.get("/rules").await.status.is_redirection(), "the old session has ended");
    close(&app).await;
    assert!(!sign_in(PASSWORD).await.2);
    let (app, client, is_in) = sign_in("高山流水觅知音2027").await;
    assert!(is_in);
    assert!(place.user(&["disable", "wanglei"], "").status.success());
    assert!(client.get("/rules").await.status.is_redirection());
    close(&app).await;
    assert!(!sign_in("高山流水觅知音2027").await.2);
}
