//! 虚构县: one or many counties with units, people and years of matters, the same for the same seed and day. For looking
//! around, for screenshots and for load.

mod cast;
mod life;
mod papers;
mod rows;
mod texts;

use cast::Cast;
use life::Life;

use crate::accounts::hash;
use crate::error::{Error, Result};
use crate::procedure::rules::CountyRules;
use crate::{App, args, clock};

/// Everybody of the fictional county signs in with it.
pub const PASSWORD: &str = "云岭县演示密码2026";

const MATTERS_AT_ONCE: usize = 400;

/// 规模
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub counties: usize,
    pub years: usize,
    pub matters_a_year: usize,
    /// Matters of the last weeks that stay where their lead unit works on them, beside the others.
    pub under_way: usize,
    pub seed: u64,
    /// The end of the story, in milliseconds since 1970.
    pub until: i64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filled {
    pub units: usize,
    pub people: usize,
    pub matters: usize,
    pub events: usize,
}

/// Fills a database that holds no units yet; `told` hears of each finished batch.
pub async fn fill(app: &App, size: Size, told: impl Fn(&Filled)) -> Result<Filled> {
    if app.db.number("select count(*) from unit", args![]).await? > 0 {
        return Err(Error::Conflict(
            "数据库中已有承办单位，没有写入演示数据；请换一个空的数据目录".to_owned(),
        ));
    }
    let hash = hash::hash_password(PASSWORD.to_owned()).await?;
    let mut filled = Filled::default();
    for n in 0..size.counties {
        let seed = size.seed.wrapping_mul(1_000_003).wrapping_add(n as u64);
        let mut random = fastrand::Rng::with_seed(seed);
        let cast = Cast::new(n, &mut random);
        rows::write_cast(&app.db, &cast, &hash, clock::now()).await?;
        filled.units += cast.units.len();
        filled.people += cast.people.len();
        fill_matters(app, &cast, size, &mut random, &mut filled, &told).await?;
    }
    Ok(filled)
}

async fn fill_matters(
    app: &App,
    cast: &Cast,
    size: Size,
    random: &mut fastrand::Rng,
    filled: &mut Filled,
    told: &impl Fn(&Filled),
) -> Result<()> {
    let county = CountyRules::of(&app.db, &cast.region).await?;
    let starts = life::starts(size, &county, random);
    let mut numbers = rows::Numbers::default();
    for batch in starts.chunks(MATTERS_AT_ONCE) {
        let rules = county.rules();
        let lives: Vec<Life> =
            batch.iter().map(|start| life::live(cast, &county, &rules, *start, size.until, random)).collect();
        filled.matters += lives.len();
        filled.events += lives.iter().map(|life| life.entries.len()).sum::<usize>();
        rows::write_lives(&app.db, cast, &county, &lives, &mut numbers, size.until).await?;
        told(filled);
    }
    papers::write(&app.db, &cast.region, &county).await
}
