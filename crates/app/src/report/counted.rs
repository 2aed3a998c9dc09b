//! 统计结果 of one scope and period. A county opens the page in the same minute, before the meeting where it is looked at:
//! one count serves them all for a moment, and none serves after something has changed.

use std::sync::Arc;

use super::groups::{self, Done, Open};
use super::names::{self, Names};
use super::period::Period;
use crate::App;
use crate::access::{Post, Viewer};
use crate::error::Result;

#[derive(Debug)]
pub struct Counted {
    pub at: i64,
    pub opened: Vec<Open>,
    pub closed: Vec<Done>,
    pub names: Names,
}

/// Whose matters, of which period
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Key {
    region: String,
    /// None for whoever sees the whole county.
    posts: Option<Vec<Post>>,
    period: Period,
    week: (String, String),
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
    };
    let count = || async {
        let opened = groups::open(&app.db, viewer, (&week.0, &week.1), now).await?;
        let closed = groups::done(&app.db, viewer, period).await?;
        let names = Names::of(&app.db, viewer, region, &opened, &closed).await?;
        Ok(Arc::new(Counted { at: now, opened, closed, names }))
    };
    app.report_counts.of(app.moment(now), key, count).await
}
