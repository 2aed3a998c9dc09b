//! Settings of the server. They come from the command line or, through it, from the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// 运行参数
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where the SQLite file and the original files lie.
    pub data: PathBuf,
    /// `postgres://…`; without it SQLite in `data`.
    pub database: Option<String>,
    /// Fill an empty database with the fictional county.
    pub demo: bool,
    /// The site is reached over HTTPS, so cookies are marked `Secure`.
    pub https: bool,
    /// Only this neighbour may say on whose behalf it asks (`X-Forwarded-For`).
    pub trusted_proxy: Option<IpAddr>,
    /// A folder with the county's own typefaces, looked at before those of the system.
    pub fonts: Option<PathBuf>,
    pub single_sign_on: Option<SingleSignOn>,
    /// 附件空间: bytes that all attachments together may take.
    pub attachment_space: Option<u64>,
    /// The file with the key under which second factors are stored; without it one in `data`.
    pub key_file: Option<PathBuf>,
}

/// 统一身份认证: an OpenID Connect provider that people may sign in with.
#[derive(Clone, Debug)]
pub struct SingleSignOn {
    /// Its address as its tokens name it; below it lies `.well-known/openid-configuration`.
    pub issuer: String,
    /// 应用标识 and 密钥, as registered there
    pub client: String,
    pub secret: String,
    /// Where this site is reached from outside: `https://duban.example.gov.cn`.
    pub site: String,
}

impl Config {
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join("duji.key"))
    }

    pub fn database_address(&self) -> String {
        match &self.database {
            Some(address) => address.clone(),
            None => self.data.join("duji.sqlite").to_string_lossy().into_owned(),
        }
    }
}
