//! 催办单 of the fictional county, filled with what was true when the ladder sent them.

use supervision::{Act, Matter};

use crate::db::{Db, Tx};
use crate::error::Result;
use crate::matters::matter::{self, Loaded};
use crate::procedure::rules::CountyRules;
use crate::reminders::urging_paper::{self, Urged};
use crate::{args, clock};

pub async fn write(db: &Db, region: &str, county: &CountyRules) -> Result<()> {
    let urged: Vec<(String, i64)> = db
        .all(
            "select matter_event.matter_id, matter_event.position from matter_event
             join matter on matter.id = matter_event.matter_id
             where matter.region = $1 and matter_event.act = 'urge'
             order by matter_event.at, matter_event.matter_id, matter_event.position",
            args![region],
        )
        .await?;
    let mut tx = db.begin().await?;
    for (id, position) in urged {
        let loaded = matter::locked(&mut tx, &id).await?;
        issue(&mut tx, &loaded, position, county).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn issue(tx: &mut Tx, loaded: &Loaded, position: i64, county: &CountyRules) -> Result<()> {
    let before = loaded.entries.iter().filter(|entry| entry.position <= position);
    let state = Matter::of(before.map(|entry| &entry.event));
    let Some(entry) = loaded.entries.iter().find(|entry| entry.position == position) else { return Ok(()) };
    if let Act::Urge { unit, rung, reason } = &entry.event.act {
        let urged = Urged { matter: &state, unit: state.of_unit(unit)?, rung: *rung, reason };
        urging_paper::issue(tx, &loaded.row, &urged, entry, county, clock::instant(entry.event.at)).await?;
    }
    Ok(())
}
