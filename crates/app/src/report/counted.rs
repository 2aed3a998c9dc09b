//! 统计结果 of one scope and period. A county opens the page in the same minute, before the meeting where it is looked at:
//! one count serves them all for a moment, and none serves after something has changed.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::groups::{self, Done, Open};
use super::names::{self, Names};
use super::period::Period;
use crate::App;
use crate::access::{Post, Viewer};
use crate::error::Result;

/// Lights turn, and another server on the same database may have changed something.
const KEPT: i64 = 3_000;
/// So many scopes are kept: more than a county has of people who open the page in a moment.
const MOST: usize = 64;

#[derive(Debug)]
pub struct Counted {
    pub at: i64,
    pub opened: Vec<Open>,
    pub closed: Vec<Done>,
    pub names: Names,
}

/// Whose matters, of which period, after how many changes.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    region: String,
    /// None for whoever sees the whole county.
    posts: Option<Vec<Post>>,
    period: Period,
    week: (String, String),
    n_changes: u64,
}

/// What was counted a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<HashMap<Key, Arc<Counted>>>>);

impl Kept {
    fn get(&self, key: &Key, now: i64) -> Option<Arc<Counted>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|counted| (counted.at..counted.at + KEPT).contains(&now)).cloned()
    }

    fn put(&self, key: Key, counted: Arc<Counted>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, other| (other.at..other.at + KEPT).contains(&counted.at));
        if kept.len() < MOST {
            kept.insert(key, counted);
        }
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
    };
    if let Some(counted) = app.counts.get(&key, now) {
        return Ok(counted);
    }
    let opened = groups::open(&app.db, viewer, (&week.0, &week.1), now).await?;
    let closed = groups::done(&app.db, viewer, period).await?;
    let names = Names::of(&app.db, viewer, region, &opened, &closed).await?;
    let counted = Arc::new(Counted { at: now, opened, closed, names });
    app.counts.put(key, counted.clone());
    Ok(counted)
}
