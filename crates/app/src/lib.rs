//! The platform: command line, pages, accounts, database. The only crate that knows HTTP, SQL, the clock and the disk.

pub mod absences;
pub mod access;
pub mod accounts;
pub mod api;
pub mod assets;
pub mod attachments;
pub mod batches;
pub mod calendar;
pub mod chain;
pub mod cli;
pub mod clock;
pub mod config;
pub mod county;
pub mod db;
pub mod demo;
pub mod desk;
pub mod documents;
pub mod error;
pub mod extract;
pub mod files;
pub mod ids;
pub mod invitations;
pub mod json;
pub mod kept;
pub mod keys;
pub mod layout;
pub mod limits;
pub mod live;
pub mod matters;
pub mod notices;
pub mod organisation_event;
mod outgoing;
pub mod papers;
pub mod procedure;
mod qr;
pub mod reminders;
pub mod report;
pub mod review_event;
pub mod routes;
pub mod rules;
pub mod settings;
mod sheet;
pub mod sources;
pub mod units;
pub mod verify;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use accounts::totp;
use attachments::store::Store;
use config::Config;
use db::{Args, Db};
use files::Files;
use kept::{Kept, Moment};
use keys::Key;
use limits::Limits;
use matters::ledger_rows::Count;
use matters::names::Names;
use papers::Typefaces;
use procedure::rules::CountyRules;
use report::counted::Counted;
use tokio::sync::{Notify, broadcast, watch};

/// What every request can reach. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub db: Db,
    pub files: Files,
    pub attachments: Store,
    pub config: Arc<Config>,
    pub key: Key,
    pub limits: Arc<Limits>,
    /// Rung when stored documents may have to be reviewed again.
    pub review_bell: Arc<Notify>,
    /// Rung when a reminder may have come due sooner than the sweep expects.
    pub reminder_bell: Arc<Notify>,
    /// The id of each matter that changed, for whoever has its page open.
    pub live: broadcast::Sender<String>,
    /// How often something may have changed since the server started.
    pub n_changes: Arc<AtomicU64>,
    /// What 统计 counted.
    pub report_counts: Kept<report::counted::Key, Arc<Counted>>,
    /// 名称对照 by county.
    pub names: Kept<String, Arc<Names>>,
    /// 督办规则 by county, for pages. Acts read them anew.
    pub rules: Kept<String, Arc<CountyRules>>,
    /// How many matters a ledger has, by its condition and arguments.
    pub ledger_counts: Kept<(String, Args), Count>,
    pub typefaces: Typefaces,
    /// Turns true when the server stops, for answers that would never end.
    pub stopping: watch::Sender<bool>,
}

impl App {
    pub async fn open(config: Config) -> anyhow::Result<App> {
        let db = Db::open(&config.database_address()).await?;
        let files = Files::open(config.data.join("originals"))?;
        let attachments = Store::open(config.data.join("attachments"))?;
        let key = Key::open(&config.key_file())?;
        totp::seal_readable(&db, &key).await?;
        let typefaces = Typefaces::new(config.fonts.clone());
        Ok(App {
            db,
            files,
            attachments,
            config: Arc::new(config),
            key,
            limits: Arc::new(Limits::new()),
            review_bell: Arc::default(),
            reminder_bell: Arc::default(),
            // A page that is so far behind asks anew.
            live: broadcast::Sender::new(256),
            n_changes: Arc::default(),
            report_counts: Kept::default(),
            names: Kept::default(),
            rules: Kept::default(),
            ledger_counts: Kept::default(),
            typefaces,
            stopping: watch::Sender::new(false),
        })
    }

    /// The present moment, for what is kept while nothing changes.
    pub fn moment(&self, now: i64) -> Moment {
        Moment::at(now, self.n_changes.load(Ordering::Relaxed))
    }

    /// What was kept may be of the past.
    pub fn outdate(&self) {
        self.n_changes.fetch_add(1, Ordering::Relaxed);
    }

    /// A matter changed, and the change is in the database.
    pub fn changed(&self, matter_id: &str) {
        self.changed_by_rule(matter_id);
        self.reminder_bell.notify_one();
    }

    /// The same by the sweep itself, for which there is nothing new in it.
    pub fn changed_by_rule(&self, matter_id: &str) {
        self.outdate();
        // Without anybody listening there is nobody to tell.
        let _ = self.live.send(matter_id.to_owned());
    }
}
