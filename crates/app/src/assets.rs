//! Style, script and pictures, inside the binary. Their addresses change with their content, so browsers may keep
//! them for ever.

use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::extract::Address;
use crate::ids;

#[derive(RustEmbed)]
#[folder = "src/assets"]
struct Assets;

pub static STYLE: LazyLock<String> = LazyLock::new(|| address("style.css"));
pub static SCRIPT: LazyLock<String> = LazyLock::new(|| address("duji.js"));

pub async fn show(Address(name): Address<String>) -> Response {
    let Some(file) = Assets::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.data).into_response()
}

fn address(name: &str) -> String {
    let content = Assets::get(name).map(|file| ids::sha256(&file.data)).unwrap_or_default();
    format!("/assets/{name}?v={}", content.get(..12).unwrap_or_default())
}
