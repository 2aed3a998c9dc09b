//! The description of the interface, for programs that write clients.

use axum::Json;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{answer, document, documents, parts, rules};
use crate::accounts::session;

/// 督绩数据接口
#[derive(OpenApi)]
#[openapi(
    info(
        title = "督绩 Duji",
        description = "与页面相同的内容，JSON 格式；登录后使用。What the pages show, as JSON."
    ),
    servers((url = "/api/v1")),
    paths(
        documents::list,
        documents::create,
        document::show,
        document::reading,
        document::original,
        parts::tables,
        parts::projects,
        parts::findings,
        parts::undecided,
        parts::notes,
        rules::list,
        rules::show,
    ),
    components(schemas(answer::Problem)),
    modifiers(&SessionCookie),
    security(("session" = []))
)]
struct Interface;

struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, description: &mut Description) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(session::COOKIE)));
        description.components.get_or_insert_default().add_security_scheme("session", cookie);
    }
}

/// The description holds no data, so it needs no session.
pub async fn show() -> Json<Description> {
    Json(Interface::openapi())
}
