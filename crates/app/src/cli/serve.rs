//! `duji serve`: runs the platform.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal;

use super::Status;
use crate::attachments;
use crate::config::{Config, SingleSignOn};
use crate::documents::rereview;
use crate::{App, clock, reminders, routes};

/// 启动平台（默认 http://127.0.0.1:8080，数据存放在 ./data）
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 监听地址
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", env = "DUJI_LISTEN")]
    listen: SocketAddr,
    #[command(flatten)]
    pub store: Store,
    /// 空数据库先装入虚构县样例
    #[arg(long)]
    demo: bool,
    /// 站点经 HTTPS 访问（Cookie 加 Secure 标记）
    #[arg(long, env = "DUJI_HTTPS")]
    https: bool,
    /// 反向代理的地址，只信任它转告的来访地址
    #[arg(long, value_name = "IP", env = "DUJI_TRUSTED_PROXY")]
    trusted_proxy: Option<IpAddr>,
    /// 字体目录（仿宋、小标宋等），优先于系统字体
    #[arg(long, value_name = "DIR", env = "DUJI_FONTS")]
    fonts: Option<PathBuf>,
    /// 全部附件合计最多占用多少 GB，达到后不再收附件；0 为不限
    #[arg(long, value_name = "GB", default_value_t = 100, env = "DUJI_ATTACHMENTS_GB")]
    attachments_gb: u32,
    #[command(flatten)]
    single_sign_on: Option<Provider>,
}

/// The four stand together: none, or all.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "统一身份认证（OpenID Connect）")]
struct Provider {
    /// 认证平台的地址（issuer）
    #[arg(long, value_name = "URL", env = "DUJI_OIDC_ISSUER", required = false, requires_all = ["oidc_client", "oidc_secret", "oidc_site"])]
    oidc_issuer: String,
    /// 在认证平台登记的应用标识
    #[arg(long, value_name = "ID", env = "DUJI_OIDC_CLIENT", required = false, requires = "oidc_issuer")]
    oidc_client: String,
    /// 应用密钥，建议写在环境变量里
    #[arg(
        long,
        value_name = "SECRET",
        env = "DUJI_OIDC_SECRET",
        hide_env_values = true,
        required = false,
        requires = "oidc_issuer"
    )]
    oidc_secret: String,
    /// 本站的外部网址（https 开头）
    #[arg(long, value_name = "URL", env = "DUJI_OIDC_SITE", required = false, requires = "oidc_issuer")]
    oidc_site: String,
}

impl From<Provider> for SingleSignOn {
    fn from(p: Provider) -> SingleSignOn {
        SingleSignOn {
            issuer: p.oidc_issuer,
            client: p.oidc_client,
            secret: p.oidc_secret,
            site: p.oidc_site,
        }
    }
}

/// Where the data lies; the same for every command that needs it.
#[derive(Clone, Debug, clap::Args)]
pub struct Store {
    /// 数据目录
    #[arg(long, value_name = "DIR", default_value = "data", env = "DUJI_DATA")]
    pub data: PathBuf,
    /// 数据库地址 postgres://…；省略时用数据目录中的 SQLite
    #[arg(long, value_name = "URL", env = "DUJI_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// 密钥文件（两步验证在数据库里加密存放），没有时自动生成；默认为数据目录中的 duji.key
    #[arg(long, value_name = "FILE", env = "DUJI_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

impl Store {
    pub fn config(&self) -> Config {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: self.data.clone(),
            database: self.database.clone(),
            demo: false,
            https: false,
            trusted_proxy: None,
            fonts: None,
            single_sign_on: None,
            attachment_space: None,
            key_file: self.key_file.clone(),
        }
    }
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    let config = Config {
        listen: args.listen,
        demo: args.demo,
        https: args.https,
        trusted_proxy: args.trusted_proxy,
        fonts: args.fonts.clone(),
        single_sign_on: args.single_sign_on.clone().map(Into::into),
        attachment_space: Some(u64::from(args.attachments_gb) << 30).filter(|bytes| *bytes > 0),
        ..args.store.config()
    };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(config))
}

async fn serve(config: Config) -> anyhow::Result<Status> {
    let listen = config.listen;
    let demo = config.demo;
    let app = App::open(config).await.context("无法打开数据库")?;
    if demo {
        super::demo::fill_small(&app).await?;
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("无法监听 {listen}，端口可能已被占用，请用 --listen 另选"))?;
    super::say(&format!("平台已启动：http://{}", listener.local_addr()?));
    tokio::spawn(rereview::run(app.clone()));
    tokio::spawn(reminders::run(app.clone()));
    tokio::spawn(sweep(app.attachments.clone()));
    let stopping = app.stopping.clone();
    let service = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            stopped().await;
            stopping.send_replace(true);
        })
        .await?;
    Ok(Status::Clean)
}

/// Once a day, what uploads left aside when the server died.
async fn sweep(attachments: attachments::store::Store) {
    let mut daily = tokio::time::interval(Duration::from_secs(86_400));
    loop {
        daily.tick().await;
        let store = attachments.clone();
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || store.sweep(clock::now())).await {
            tracing::warn!("attachments left aside: {error}");
        }
    }
}

/// Ctrl-C, or the service manager's request to stop.
async fn stopped() {
    let interrupted = signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
            tokio::select! { _ = interrupted => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupted.await;
}
