//! What is stored comes back equal.

use app::documents::rows;
use app::documents::store::{self, Imported};

use crate::support::{TestApp, sample, seeds};

const SAMPLES: [&str; 5] = [
    "disclosure.txt",
    "performance-text.txt",
    "performance-dump.txt",
    "development-zone.txt",
    "disclosure-with-mistakes.txt",
];

async fn comes_back_equal(app: &app::App, name: &str, bytes: Vec<u8>) {
    let reading = reader::read(name, &bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
    let report = review::review(&reading.document, &review::Settings::default());
    let Imported::New(id) = store::import(app, None, name, bytes, 1).await.unwrap() else {
        panic!("{name} is new");
    };
    let loaded = rows::load(&app.db, &id).await.unwrap();
    assert_same(name, &loaded, &reading.document);
    assert_eq!(rows::texts::notes(&app.db, &id).await.unwrap(), reading.notes, "{name}");
    let stored = rows::report::findings(&app.db, &id).await.unwrap();
    let stored: Vec<review::Finding> = stored.into_iter().map(|stored| stored.finding).collect();
    assert_same(name, &stored, &report.findings);
    assert_eq!(rows::report::undecided(&app.db, &id).await.unwrap(), report.undecided, "{name}");
}

/// Names the first line that differs; two whole documents would fill the screen.
fn assert_same<T: std::fmt::Debug + PartialEq>(name: &str, left: &T, right: &T) {
    if left == right {
        return;
    }
    let (left, right) = (format!("{left:#?}"), format!("{right:#?}"));
    let lines: Vec<_> = left.lines().zip(right.lines()).collect();
    let at = lines.iter().position(|(l, r)| l != r).unwrap_or(lines.len() - 1);
    let around = &lines[at.saturating_sub(8)..(at + 4).min(lines.len())];
    panic!("{name}: stored and read differ at line {at} of the debug print: {around:#?}");
}

#[tokio::test]
async fn every_sample_comes_back_from_the_database_as_it_was_read() {
    let app = TestApp::start().await;
    for name in SAMPLES {
        comes_back_equal(&app.app, name, sample(name)).await;
    }
}

#[tokio::test]
async fn every_published_original_comes_back_from_the_database_as_it_was_read() {
    let Some(folder) = seeds() else { return };
    let app = TestApp::start().await;
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        comes_back_equal(&app.app, &name, std::fs::read(&path).unwrap()).await;
    }
}
