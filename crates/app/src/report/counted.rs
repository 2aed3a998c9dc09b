//! 统计结果 of one scope and period. A county opens the page in the same minute, before the meeting where it is looked at:
//! one count serves them all for a moment, and none serves after something has changed.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::groups::{self, Done, Open};
use super::names::{self, Names};
use super::period::Period;
use crate::App;
use crate::access::{Post, Viewer};
use crate::error::Result;

/// A moment: lights turn, and another server on the same database may have changed something.
const MOMENT: i64 = 3_000;
/// So many scopes are kept: more than a county has of people who open the page in a moment.
const MOST: usize = 64;

#[derive(Debug)]
pub struct Counted {
    pub at: i64,
    pub opened: Vec<Open>,
    pub closed: Vec<Done>,
    pub names: Names,
}

/// Whose matters, of which period, after how many changes, in which moment.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    region: String,
    /// None for whoever sees the whole county.
    posts: Option<Vec<Post>>,
    period: Period,
    week: (String, String),
    n_changes: u64,
    moment: i64,
}

/// What was counted in this moment, or is being counted.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<HashMap<Key, Place>>>);

/// Whoever comes first counts; the others wait for it, so that a moment costs one count however many come at once.
type Place = Arc<OnceCell<Arc<Counted>>>;

impl Kept {
    fn place(&self, key: Key) -> Place {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other, _| other.moment == key.moment);
        if kept.len() >= MOST && !kept.contains_key(&key) {
            return Place::default();
        }
        kept.entry(key).or_default().clone()
    }
}

pub async fn of(
    app: &App,
    viewer: &Viewer,
    region: &str,
    period: &Period,
    week: &(String, String),
    now: i64,
) -> Result<Arc<Counted>> {
    let is_whole = names::sees_county(viewer);
    let key = Key {
        region: region.to_owned(),
        posts: (!is_whole).then(|| viewer.posts().cloned().collect()),
        period: period.clone(),
        week: week.clone(),
        n_changes: app.n_changes.load(Ordering::Relaxed),
        moment: now.div_euclid(MOMENT),
    };
    let place = app.counts.place(key);
    let counted = place.get_or_try_init(|| async {
        let opened = groups::open(&app.db, viewer, (&week.0, &week.1), now).await?;
        let closed = groups::done(&app.db, viewer, period).await?;
        let names = Names::of(&app.db, viewer, region, &opened, &closed).await?;
        Ok(Arc::new(Counted { at: now, opened, closed, names }))
    });
    counted.await.cloned()
}
