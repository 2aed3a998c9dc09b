//! How the interface answers when it cannot give what was asked.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::error::Error;

pub type Result<T> = std::result::Result<T, ApiError>;

/// An error that becomes JSON instead of a page.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
}

/// 错误 error
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    error: ProblemBody,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `not_found`, `sign_in_first`, `forbidden`, `invalid`, `conflict`, `too_many`, `method_not_allowed` or
    /// `internal`
    code: &'static str,
    /// 中文说明
    message: String,
}

/// How every address can refuse.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "only described, never built")]
pub enum Refused {
    /// 未登录 not signed in
    #[response(status = 401)]
    SignInFirst(Problem),
    /// 没有，或无权查看 not there, or not for this account
    #[response(status = 404)]
    NotFound(Problem),
}

/// How an upload can fail as a whole.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "only described, never built")]
pub enum Unusable {
    /// 没有收到文件或上传中断 no file, or the upload broke off
    #[response(status = 422)]
    Invalid(Problem),
    /// 一分钟内上传的文件太多 too many files within a minute
    #[response(status = 429)]
    TooMany(Problem),
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError { status, code, message: message.into() }
    }
}

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> ApiError {
        let error = error.into();
        error.log();
        let code = match &error {
            Error::NotFound => return not_there(),
            Error::ForeignSite => "forbidden",
            Error::Invalid(_) => "invalid",
            Error::Conflict(_) => "conflict",
            Error::TooMany(_) => "too_many",
            Error::SignInFirst(_) | Error::SecondFactorFirst => "sign_in_first",
            Error::Disk(..) | Error::Internal(_) => "internal",
        };
        ApiError::new(error.status(), code, error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let ApiError { status, code, message } = self;
        (status, Json(Problem { error: ProblemBody { code, message } })).into_response()
    }
}

pub async fn not_found() -> ApiError {
    not_there()
}

pub async fn method_not_allowed() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "这个地址不支持这种请求方法")
}

fn not_there() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "没有找到，或者您没有查看权限")
}

/// Any of our extractors, refusing in JSON.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T> FromRequestParts<App> for Asked<T>
where
    T: FromRequestParts<App>,
    T::Rejection: Into<Error>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Asked<T>> {
        Ok(Asked(T::from_request_parts(parts, app).await.map_err(Into::into)?))
    }
}
