//! 统一身份认证平台: the OpenID Connect provider, asked for its addresses and keys each time, so that new keys count at once.

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
};

use crate::config::SingleSignOn;
use crate::outgoing;

/// Signatures whose key the provider keeps to itself.
const ALGORITHMS: [Algorithm; 7] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What is remembered of somebody who was sent to the provider.
pub struct Sent {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

pub async fn send(provider: &SingleSignOn) -> anyhow::Result<Sent> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let client = client(provider).await?;
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let (address, state, nonce) = client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge)
        .url();
    Ok(Sent {
        address: address.into(),
        state: state.into_secret(),
        nonce: nonce.secret().clone(),
        verifier: verifier.into_secret(),
    })
}

/// Who came back with this code: the issuer and its name for the person.
pub async fn identity(
    provider: &SingleSignOn,
    code: String,
    nonce: String,
    verifier: String,
) -> anyhow::Result<String> {
    let client = client(provider).await?;
    let answer = client
        .exchange_code(AuthorizationCode::new(code))?
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .request_async(&ask)
        .await?;
    let token = answer.extra_fields().id_token().ok_or_else(|| anyhow::anyhow!("no identity token"))?;
    let checked = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
    let claims = token.claims(&checked, &Nonce::new(nonce))?;
    Ok(format!("{} {}", claims.issuer().as_str(), claims.subject().as_str()))
}

async fn client(provider: &SingleSignOn) -> anyhow::Result<Client> {
    let issuer = IssuerUrl::new(provider.issuer.clone())?;
    let metadata = CoreProviderMetadata::discover_async(issuer, &ask).await?;
    let back = format!("{}/accounts/single-sign-on/return", provider.site.trim_end_matches('/'));
    let secret = Some(ClientSecret::new(provider.secret.clone()));
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client.clone()), secret);
    Ok(client.set_redirect_uri(RedirectUrl::new(back)?))
}

async fn ask(request: HttpRequest) -> Result<HttpResponse, Unreached> {
    let client = outgoing::client().ok_or(Unreached::NoClient)?;
    let answer = client.execute(request.try_into()?).await?;
    let mut response = HttpResponse::new(Vec::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = answer.headers().clone();
    *response.body_mut() = answer.bytes().await?.into();
    Ok(response)
}

#[derive(Debug, thiserror::Error)]
enum Unreached {
    #[error("no HTTP client")]
    NoClient,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}
