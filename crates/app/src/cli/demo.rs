//! The fictional county, for looking around: its documents lie inside the binary.

use rust_embed::RustEmbed;

use crate::documents::store::{self, Imported};
use crate::{App, args, clock};

#[derive(RustEmbed)]
#[folder = "../../samples"]
struct Samples;

/// Imports the samples into a database that holds no document yet.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    if app.db.number("select count(*) from document", args![]).await? > 0 {
        return Ok(());
    }
    for name in Samples::iter().filter(|name| name.ends_with(".txt")) {
        let Some(file) = Samples::get(&name) else { continue };
        let imported = store::import(app, None, &name, file.data.into_owned(), clock::now()).await?;
        if let Imported::Refused(refusal) = imported {
            tracing::warn!("sample {name}: {refusal}");
        }
    }
    Ok(())
}
