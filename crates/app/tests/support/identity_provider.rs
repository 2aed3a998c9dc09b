//! 统一身份认证平台 on this machine: discovery, keys and tokens over HTTP, signed with a key made for the run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use app::config::SingleSignOn;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

const SITE: &str = "https://duban.example.gov.cn";

/// What is wrong with the next token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    Nonce,
    Audience,
    Issuer,
    Expired,
    Signature,
    Unsigned,
}

#[derive(Clone)]
pub struct IdentityProvider {
    pub issuer: String,
    state: Arc<Mutex<Asked>>,
}

#[derive(Default)]
struct Asked {
    person: String,
    fault: Option<Fault>,
    /// code → what was asked for with it
    codes: HashMap<String, HashMap<String, String>>,
}

impl IdentityProvider {
    pub async fn start() -> IdentityProvider {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let provider = IdentityProvider { issuer, state: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub fn settings(&self) -> SingleSignOn {
        SingleSignOn {
            issuer: self.issuer.clone(),
            client: "duji".to_owned(),
            secret: "机密 secret".to_owned(),
            site: format!("{SITE}/"),
        }
    }

    /// Who sits before the provider from now on, and what its next tokens lack.
    pub fn seat(&self, person: &str, fault: Fault) {
        let mut asked = self.state.lock().unwrap();
        asked.person = person.to_owned();
        asked.fault = Some(fault);
    }

    /// Goes where the browser is sent, and gives the address of our site that the provider sends it back to.
    pub async fn visit(&self, address: &str) -> String {
        assert!(address.starts_with(&format!("{}/authorize?", self.issuer)), "{address}");
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        let answer = client.unwrap().get(address).send().await.unwrap();
        let back = answer.headers()[header::LOCATION].to_str().unwrap().to_owned();
        back.strip_prefix(SITE).unwrap().to_owned()
    }
}

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS#8 of an Ed25519 key: a fixed head and 32 bytes.
    let mut der =
        vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([seed; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("one".to_owned()))).unwrap()
}

async fn discovery(State(provider): State<IdentityProvider>) -> Json<Value> {
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "none"],
    }))
}

async fn keys() -> Json<Value> {
    Json(json!({ "keys": [serde_json::to_value(key(7).as_verification_key()).unwrap()] }))
}

async fn authorize(
    State(provider): State<IdentityProvider>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    assert_eq!(asked["client_id"], "duji");
    assert_eq!(asked["redirect_uri"], format!("{SITE}/accounts/single-sign-on/return"));
    assert!(asked["scope"].contains("openid"));
    let mut state = provider.state.lock().unwrap();
    let code = format!("code-{}", state.codes.len());
    let back = format!("{}?code={code}&state={}", asked["redirect_uri"], asked["state"]);
    state.codes.insert(code, asked);
    Redirect::to(&back).into_response()
}

async fn token(
    State(provider): State<IdentityProvider>,
    headers: HeaderMap,
    Form(sent): Form<HashMap<String, String>>,
) -> Response {
    let mut state = provider.state.lock().unwrap();
    // RFC 6749 §2.3.1: both halves are form-encoded first.
    let expected = STANDARD.encode("duji:%E6%9C%BA%E5%AF%86+secret");
    let authorized = headers[header::AUTHORIZATION].to_str().unwrap() == format!("Basic {expected}");
    let Some(asked) = state.codes.remove(&sent["code"]).filter(|_| authorized) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(sent["code_verifier"].as_bytes()));
    assert_eq!((challenge.as_str(), "S256"), (&*asked["code_challenge"], &*asked["code_challenge_method"]));
    let token = signed(&provider.issuer, &state, &asked["nonce"]);
    Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": token })).into_response()
}

fn signed(issuer: &str, state: &Asked, nonce: &str) -> String {
    let fault = state.fault.unwrap_or(Fault::None);
    let pick =
        |wanted, wrong: &str, right: &str| if fault == wanted { wrong.to_owned() } else { right.to_owned() };
    let now = app::clock::now() / 1000;
    let expires = if fault == Fault::Expired { now - 3600 } else { now + 300 };
    let algorithm = pick(Fault::Unsigned, "none", "EdDSA");
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!(
        "{}.{}",
        part(&json!({ "alg": algorithm, "kid": "one" })),
        part(&json!({
            "iss": pick(Fault::Issuer, "https://other.example", issuer),
            "aud": pick(Fault::Audience, "another-app", "duji"),
            "sub": state.person,
            "nonce": pick(Fault::Nonce, "stale", nonce),
            "iat": expires - 300,
            "exp": expires,
        }))
    );
    let key = key(if fault == Fault::Signature { 8 } else { 7 });
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).unwrap();
    let signature = if fault == Fault::Unsigned { String::new() } else { URL_SAFE_NO_PAD.encode(signature) };
    format!("{text}.{signature}")
}
