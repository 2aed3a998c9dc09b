//! Extractors whose refusals are our own pages.
#![allow(clippy::disallowed_types, reason = "wraps the raw extractors for everybody else")]

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::App;
use crate::error::{Error, Result};

/// The variable segments of the address; an address that does not fit is a page that is not there.
#[derive(Debug)]
pub struct Address<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Address<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Address<T>> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(value)| Address(value)).map_err(|_| Error::NotFound)
    }
}

/// What stands after the `?`.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Params<T>> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(value)| Params(value))
            .map_err(|_| Error::Invalid("网址中的筛选条件无法识别，请回到列表重新选择".to_owned()))
    }
}

/// A sent form.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Form<T>> {
        let form = axum_extra::extract::Form::<T>::from_request(request, state).await;
        form.map(|f| Form(f.0)).map_err(|_| Error::Invalid("表单内容不完整，请返回上一页重新填写".to_owned()))
    }
}

/// The address of the machine that asks, for counting failures. Behind a proxy it is what the proxy says.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl FromRequestParts<App> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> std::result::Result<Peer, Self::Rejection> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        let direct = direct.unwrap_or(IpAddr::from([127, 0, 0, 1]));
        if app.config.trusted_proxy != Some(direct) {
            return Ok(Peer(direct));
        }
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|v| v.to_str().ok());
        // The last entry is the one our own proxy wrote.
        let named = forwarded.and_then(|v| v.rsplit(',').next()).and_then(|v| v.trim().parse().ok());
        Ok(Peer(named.unwrap_or(direct)))
    }
}
