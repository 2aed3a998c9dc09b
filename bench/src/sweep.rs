//! The reminder sweep over a filled database, and the light and the ladder of a million open assignments in memory.

use std::hint::black_box;
use std::net::SocketAddr;
use std::thread;
use std::time::Instant;

use app::config::Config;
use app::matters::journal;
use app::procedure::rules::CountyRules;
use app::reminders::sweep;
use app::{App, args, clock};
use supervision::{Matter, Rules, light, reminder};

const N_ASSIGNMENTS: usize = 1_000_000;
/// Matters that are kept in memory and looked at again and again.
const N_KEPT: i64 = 10_000;
const N_DUE: usize = 1_000;

/// `address` is that of a database that `duji demo` filled.
pub fn measure(address: &str) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let app = App::open(config(address)?).await?;
        in_memory(&app).await?;
        in_database(&app).await
    })
}

fn config(address: &str) -> anyhow::Result<Config> {
    Ok(Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        data: tempfile::tempdir()?.keep(),
        database: Some(address.to_owned()),
        demo: false,
        https: false,
        trusted_proxy: None,
        fonts: None,
        single_sign_on: None,
        attachment_space: None,
        key_file: None,
    })
}

/// A pass with nothing due, and one with a thousand.
async fn in_database(app: &App) -> anyhow::Result<()> {
    let n_open = app.db.number("select count(*) from assignment where is_open = 1", args![]).await?;
    println!("sweep over {n_open} open assignments in the database:");
    let first = "select coalesce(min(remind_at), 0) from assignment";
    pass(app, "nothing due", app.db.number(first, args![]).await? - 1).await?;
    let last =
        "select remind_at from assignment where remind_at is not null order by remind_at limit 1 offset $1";
    pass(app, "about a thousand due", app.db.number(last, args![N_DUE]).await?).await
}

async fn pass(app: &App, what: &str, now: i64) -> anyhow::Result<()> {
    let start = Instant::now();
    let tally = sweep::pass(app, now).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    println!("  {what:<22} {:>8.1} ms  {tally:?}", start.elapsed().as_secs_f64() * 1_000.0);
    Ok(())
}

async fn in_memory(app: &App) -> anyhow::Result<()> {
    let region: Option<(String,)> = app.db.one("select region from matter limit 1", args![]).await?;
    let region = region.ok_or_else(|| anyhow::anyhow!("the database holds no matters"))?.0;
    let county = CountyRules::of(&app.db, &region).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let ids = "select id from matter where stage in ('issued', 'under_way') order by id limit $1";
    let journals = journal::of_several(&app.db, ids, args![N_KEPT]).await;
    let journals = journals.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let matters: Vec<Matter> =
        journals.values().map(|entries| Matter::of(entries.iter().map(|entry| &entry.event))).collect();
    let n_cores = thread::available_parallelism()?.get();
    println!(
        "light and ladder of {N_ASSIGNMENTS} open assignments, {} matters again and again:",
        matters.len()
    );
    for n_threads in [1, n_cores] {
        let start = Instant::now();
        thread::scope(|scope| {
            for _ in 0..n_threads {
                scope.spawn(|| look(&matters, &county.rules(), N_ASSIGNMENTS / n_threads));
            }
        });
        println!("  {n_threads} core(s) {:>8.2} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Looks at so many open assignments.
fn look(matters: &[Matter], rules: &Rules<'_>, n_wanted: usize) {
    let now = clock::civil(clock::now());
    let all = matters.iter().cycle().flat_map(|matter| {
        matter.assignments.iter().filter(|assignment| assignment.is_open()).map(move |open| (matter, open))
    });
    for (matter, assignment) in all.take(n_wanted) {
        black_box(light::of(matter, assignment, rules, now));
        let planned = reminder::plan(matter, assignment, false, rules);
        black_box(reminder::next(&planned, now));
    }
}
