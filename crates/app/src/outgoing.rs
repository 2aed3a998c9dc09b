//! The client for what the platform asks of others: robots, gateways, the identity provider.

use std::sync::LazyLock;
use std::time::Duration;

/// What a receiver may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// No proxy from the environment: settings come from the settings. No redirects: an address that was allowed leads
/// nowhere else.
pub fn client() -> Option<&'static reqwest::Client> {
    static CLIENT: LazyLock<Option<reqwest::Client>> = LazyLock::new(|| {
        // A second provider is refused, and the first serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .ok()
    });
    CLIENT.as_ref()
}
