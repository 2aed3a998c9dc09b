//! 文书输出: typesetting off the request threads, one or two papers at a time, with the fonts of this server.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use axum::response::Response;
use tokio::sync::Semaphore;
use writer::{Fonts, Pdf};

use crate::documents::attachment;
use crate::error::{Error, Result};

pub const PDF: &str = "application/pdf";
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A book of many pages takes hundreds of megabytes while it is set.
static PRESSES: Semaphore = Semaphore::const_new(2);

/// 字体 of this server, looked for when the first paper needs them.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    folder: Option<PathBuf>,
    found: Arc<OnceLock<Fonts>>,
}

impl Typefaces {
    pub fn new(folder: Option<PathBuf>) -> Typefaces {
        Typefaces { folder, found: Arc::default() }
    }

    /// Missing ones are looked for again the next time: somebody may have installed them.
    fn fonts(&self) -> std::result::Result<Fonts, writer::Error> {
        if let Some(fonts) = self.found.get() {
            return Ok(fonts.clone());
        }
        let fonts = Fonts::load(self.folder.as_deref())?;
        Ok(self.found.get_or_init(|| fonts).clone())
    }

    /// The paper as a file to look at.
    pub async fn pdf(
        &self,
        name: &str,
        print: impl FnOnce(&Fonts) -> std::result::Result<Pdf, writer::Error> + Send + 'static,
    ) -> Result<Response> {
        let typefaces = self.clone();
        let pdf = printed(move || print(&typefaces.fonts()?)).await?;
        if let Some(warning) = pdf.warning() {
            tracing::warn!("{name}: {warning}");
        }
        Ok(attachment::answer(&format!("{name}.pdf"), PDF, pdf.bytes))
    }
}

/// The paper as a file to go on writing in.
pub async fn docx(
    name: &str,
    print: impl FnOnce() -> std::result::Result<Vec<u8>, writer::Error> + Send + 'static,
) -> Result<Response> {
    let bytes = printed(print).await?;
    Ok(attachment::answer(&format!("{name}.docx"), DOCX, bytes))
}

async fn printed<T: Send + 'static>(
    print: impl FnOnce() -> std::result::Result<T, writer::Error> + Send + 'static,
) -> Result<T> {
    let _turn = PRESSES.acquire().await.map_err(anyhow::Error::from)?;
    let printed = tokio::task::spawn_blocking(print).await.map_err(anyhow::Error::from)?;
    printed.map_err(|error| match error {
        writer::Error::MissingFont(missing) => Error::Invalid(missing.to_string()),
        other => Error::Internal(other.into()),
    })
}
