//! Everything that can end a request early, and the page each becomes.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

pub type Result<T> = std::result::Result<T, Error>;

/// Why a request ends without the page it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not there, or not for this viewer: the two look the same from outside.
    #[error("没有找到这个页面，或者您没有查看权限")]
    NotFound,
    /// A form that another site made the browser send.
    #[error("这次提交不是从本站页面发出的，没有执行；请从本站页面重新操作")]
    ForeignSite,
    /// What was sent cannot be used; the text says why and what to do.
    #[error("{0}")]
    Invalid(String),
    /// Somebody else changed it first.
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    TooMany(String),
    /// Nobody is signed in; holds the address that was asked for.
    #[error("请先登录")]
    SignInFirst(String),
    /// The county wants a second factor from this person before anything else.
    #[error("本县要求您的岗位使用两步验证，请先设置")]
    SecondFactorFirst,
    /// The disk lost a file or takes none; the text says what was kept.
    #[error("{0}")]
    Disk(&'static str, #[source] std::io::Error),
    #[error("系统出现故障，已记录；您填写的内容没有保存，请稍后再试")]
    Internal(#[from] anyhow::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Internal(error.into())
    }
}

impl From<supervision::Refusal> for Error {
    fn from(refusal: supervision::Refusal) -> Error {
        Error::Invalid(refusal.0)
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Error {
        Error::Internal(error.into())
    }
}

impl Error {
    pub fn status(&self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::ForeignSite => StatusCode::FORBIDDEN,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::SignInFirst(_) | Error::SecondFactorFirst => StatusCode::UNAUTHORIZED,
            Error::Disk(..) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Error::NotFound => "没有这个页面",
            Error::ForeignSite => "提交没有执行",
            Error::Invalid(_) => "内容需要修改",
            Error::Conflict(_) => "已被他人处理",
            Error::TooMany(_) => "操作过于频繁",
            Error::SignInFirst(_) => "请先登录",
            Error::SecondFactorFirst => "请先设置两步验证",
            Error::Disk(..) | Error::Internal(_) => "系统故障",
        }
    }

    /// Faults go to the log; the viewer sees only that there was one.
    pub fn log(&self) {
        match self {
            Error::Internal(cause) => tracing::error!("{cause:#}"),
            Error::Disk(_, cause) => tracing::error!("{cause}"),
            _ => {}
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    title: &'static str,
    message: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::SignInFirst(next) = &self {
            return crate::accounts::session::redirect_to_sign_in(next);
        }
        if matches!(self, Error::SecondFactorFirst) {
            return Redirect::to("/accounts/second-factor").into_response();
        }
        self.log();
        let page = ErrorPage { title: self.title(), message: self.to_string() };
        match page.render() {
            Ok(html) => (self.status(), Html(html)).into_response(),
            Err(_) => (self.status(), self.to_string()).into_response(),
        }
    }
}
