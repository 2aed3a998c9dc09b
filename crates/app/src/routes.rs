//! Every address of the site, and the screen behind it.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::error::Error;
use crate::{
    App, absences, accounts, api, assets, batches, calendar, desk, documents, invitations, limits, live,
    matters, notices, procedure, report, rules, settings, sources, units,
};

pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/", get(desk::home::show))
        .route("/desk", get(desk::show::show))
        .merge(account_routes())
        .merge(organisation_routes())
        .merge(document_routes())
        .route("/matters/{id}/card.pdf", get(matters::card::pdf))
        .route("/matters/{id}/card.docx", get(matters::card::docx))
        .route("/matters/{id}/papers/{paper}/notice.pdf", get(matters::urging_notice::pdf))
        .route("/matters/{id}/papers/{paper}/notice.docx", get(matters::urging_notice::docx))
        .merge(notice_routes())
        .merge(matter_routes())
        .merge(attached_routes())
        .merge(ledger_routes())
        .merge(source_routes())
        .route("/batches", get(batches::list::list))
        .route("/batches.xlsx", get(batches::export::xlsx))
        .route("/rules", get(rules::list::list))
        .route("/rules/{code}", get(rules::show::show))
        .route("/settings", get(settings::list::list))
        .route("/settings/{code}", get(settings::edit::edit).post(settings::edit::update))
        .nest("/api/v1", api::routes())
        .route("/assets/{name}", get(assets::show))
        .route("/health", get(|| async { "ok" }))
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { (StatusCode::METHOD_NOT_ALLOWED, Error::NotFound) });
    let routes = routes.layer(middleware::from_fn_with_state(app.clone(), after_change));
    guarded(routes).with_state(app)
}

fn account_routes() -> Router<App> {
    Router::new()
        .route("/accounts", get(accounts::list::list).post(accounts::new::create))
        .route("/accounts/new", get(accounts::new::new))
        .route("/accounts/setup", get(accounts::setup::new).post(accounts::setup::create))
        .route("/accounts/sign-in", get(accounts::session::new).post(accounts::session::create))
        .route("/accounts/sign-out", post(accounts::session::destroy))
        .route("/accounts/password", get(accounts::password::edit).post(accounts::password::update))
        .route(
            "/accounts/single-sign-on",
            get(accounts::single_sign_on::show).post(accounts::single_sign_on::bind),
        )
        .route("/accounts/single-sign-on/departure", get(accounts::single_sign_on::depart))
        .route("/accounts/single-sign-on/return", get(accounts::single_sign_on::come_back))
        .route("/accounts/single-sign-on/removal", post(accounts::single_sign_on::remove))
        .route("/accounts/second-step", get(accounts::second_step::new).post(accounts::second_step::create))
        .route(
            "/accounts/second-factor",
            get(accounts::second_factor::show).post(accounts::second_factor::confirm),
        )
        .route("/accounts/second-factor/secret", post(accounts::second_factor::begin))
        .route("/accounts/second-factor/recovery-codes", post(accounts::second_factor::renew))
        .route("/accounts/second-factor/removal", post(accounts::second_factor::remove))
        .route(
            "/accounts/import",
            get(accounts::import::preview::new).post(accounts::import::confirm::create),
        )
        .route("/accounts/import/preview", post(accounts::import::preview::create))
        .route("/accounts/import/template.xlsx", get(accounts::import::template::xlsx))
        .route("/accounts/import/problems.xlsx", post(accounts::import::confirm::problems))
        .route("/accounts/{id}", get(accounts::edit::edit).post(accounts::edit::update))
        .route("/accounts/{id}/disabling", post(accounts::state::disable))
        .route("/accounts/{id}/enabling", post(accounts::state::enable))
        .route("/accounts/{id}/second-factor/reset", post(accounts::second_factor::reset))
        .layer(DefaultBodyLimit::max(accounts::import::preview::MAX_BYTES))
}

/// Units, absences, invitations, calendar and rules of a county.
fn organisation_routes() -> Router<App> {
    Router::new()
        .route("/units", get(units::list::list).post(units::new::create))
        .route("/units/new", get(units::new::new))
        .route("/units/{id}", get(units::edit::edit).post(units::edit::update))
        .route("/units/{id}/dissolution", post(units::dissolution::create))
        .route("/absences", get(absences::list::list).post(absences::list::create))
        .route("/absences/{id}/withdrawal", post(absences::withdrawal::create))
        .route("/invitations", get(invitations::list::list).post(invitations::cards::create))
        .route(
            "/invitations/{token}",
            get(invitations::acceptance::new).post(invitations::acceptance::create),
        )
        .route("/calendar", get(calendar::list::list).post(calendar::list::create))
        .route("/calendar/{day}/removal", post(calendar::removal::create))
        .route("/procedure", get(procedure::show::show))
        .route("/procedure/limits", get(procedure::limits::edit).post(procedure::limits::update))
        .route("/procedure/basis", get(procedure::basis::edit).post(procedure::basis::update))
        .route("/procedure/hours", get(procedure::hours::edit).post(procedure::hours::update))
        .route("/procedure/templates/{key}", get(procedure::template::edit).post(procedure::template::update))
        .route(
            "/procedure/second-factor",
            get(procedure::second_factor::edit).post(procedure::second_factor::update),
        )
        .route("/procedure/trail", get(procedure::trail::list))
}

fn notice_routes() -> Router<App> {
    Router::new()
        .route("/notices", get(notices::list::list))
        .route("/notices/reading", post(notices::reading::create))
        .route("/notices/{id}", get(notices::show::show))
        .route("/live/matters/{id}", get(live::matter::show))
        .route("/procedure/channels", get(procedure::channels::edit).post(procedure::channels::update))
        .route("/procedure/channels/trial", post(procedure::trial::create))
}

fn document_routes() -> Router<App> {
    Router::new()
        .route("/documents", get(documents::list::list).post(documents::new::create))
        .route("/documents/new", get(documents::new::new))
        .route("/documents/{id}", get(documents::show::show))
        .route("/documents/{id}/tables", get(documents::tables::show))
        .route("/documents/{id}/projects", get(documents::projects::list))
        .route("/documents/{id}/projects/{ordinal}", get(documents::project::show))
        .route("/documents/{id}/narrative", get(documents::narrative::show))
        .route("/documents/{id}/findings", get(documents::findings::show))
        .route("/documents/{id}/findings.xlsx", get(documents::export::xlsx))
        .route("/documents/{id}/findings.json", get(documents::export::json))
        .route("/documents/{id}/waivers", post(documents::waiver::create))
        .route("/documents/{id}/waivers/{waiver}/withdrawal", post(documents::waiver::withdraw))
        .route("/documents/{id}/versions", get(documents::versions::show))
        .route("/documents/{id}/comparison", get(documents::comparison::show))
        .route("/documents/{id}/original", get(documents::original::show))
        .layer(DefaultBodyLimit::max(limits::MAX_UPLOAD))
}

fn matter_routes() -> Router<App> {
    Router::new()
        .route("/matters/days", get(matters::days::show))
        .route("/matters/{id}", get(matters::show::show))
        .route("/matters/{id}/attachments/{attachment}", get(matters::attachment::show))
        .route("/matters/{id}/acceptance", post(matters::acceptance::create))
        .route("/matters/{id}/acknowledgement", post(matters::acknowledgement::create))
        .route("/matters/{id}/approval", post(matters::approval::create))
        .route("/matters/{id}/archive", post(matters::archive::create))
        .route("/matters/{id}/closure", post(matters::closure::create))
        .route("/matters/{id}/confirmation", post(matters::confirmation::create))
        .route("/matters/{id}/decision", post(matters::decision::create))
        .route("/matters/{id}/declining", post(matters::declining::create))
        .route("/matters/{id}/merging", post(matters::merging::create))
        .route("/matters/{id}/refusal-answer", post(matters::refusal_answer::create))
        .route("/matters/{id}/reopening", post(matters::reopening::create))
        .route("/matters/{id}/resumption", post(matters::resumption::create))
        .route("/matters/{id}/rewriting", post(matters::rewriting::create))
        .route("/matters/{id}/sending-back", post(matters::sending_back::create))
        .route("/matters/{id}/sign-off", post(matters::sign_off::create))
        .route("/matters/{id}/submission", post(matters::submission::create))
        .route("/matters/{id}/termination", post(matters::termination::create))
        .route("/matters/{id}/urging", post(matters::urging::create))
}

/// Acts that files may come with.
fn attached_routes() -> Router<App> {
    Router::new()
        .route("/matters/{id}/completion", post(matters::completion::create))
        .route("/matters/{id}/explanation", post(matters::explanation::create))
        .route("/matters/{id}/feedback", post(matters::feedback::create))
        .route("/matters/{id}/instruction", post(matters::instruction::create))
        .route("/matters/{id}/refusal", post(matters::refusal::create))
        .route("/matters/{id}/request", post(matters::request::create))
        .route("/matters/{id}/return", post(matters::return_back::create))
        .route("/matters/{id}/suspension", post(matters::suspension::create))
        .layer(DefaultBodyLimit::max(limits::MAX_ACT))
}

fn with_files(route: MethodRouter<App>) -> MethodRouter<App> {
    route.layer(DefaultBodyLimit::max(limits::MAX_ACT))
}

fn ledger_routes() -> Router<App> {
    Router::new()
        .route("/matters", get(matters::ledger::list).merge(with_files(post(matters::new::create))))
        .route("/matters.xlsx", get(matters::export::xlsx))
        .route("/matters.pdf", get(matters::ledger_paper::pdf))
        .route("/matters.docx", get(matters::ledger_paper::docx))
        .route("/report", get(report::show::show))
        .route("/matters/new", get(matters::new::new))
        .route("/matters/{id}/edit", get(matters::edit::edit).merge(with_files(post(matters::edit::update))))
        .route("/matters/batch", post(matters::batch::create))
        .route("/matters/views", post(matters::saved_view::create))
        .route("/matters/views/{id}/removal", post(matters::saved_view::destroy))
        .route("/matters/import", get(matters::import::new).post(matters::import::preview))
        .route("/matters/import.xlsx", get(matters::import::blank))
        .route("/matters/import/rows", post(matters::import::create))
        .layer(DefaultBodyLimit::max(limits::MAX_FORM))
}

fn source_routes() -> Router<App> {
    Router::new()
        .route("/sources", get(sources::list::list).post(sources::new::create))
        .route("/sources/new", get(sources::new::new))
        .route("/sources/{id}", get(sources::show::show))
        .route("/sources/{id}/clauses/{clause}/part", post(sources::outcome::join))
        .route("/sources/{id}/clauses/{clause}/declination", post(sources::outcome::decline))
        .route("/sources/{id}/clauses/{clause}/signature", post(sources::outcome::sign))
        .route("/sources/{id}/clauses/{clause}/withdrawal", post(sources::outcome::withdraw))
        .layer(DefaultBodyLimit::max(limits::MAX_FORM))
        .route(
            "/sources/preview",
            post(sources::new::preview).layer(DefaultBodyLimit::max(limits::MAX_SOURCE)),
        )
}

/// A full upload over a slow county line takes minutes.
const LONGEST_REQUEST: Duration = Duration::from_secs(600);

/// Whatever a request may have changed, the next page knows it.
async fn after_change(State(app): State<App>, request: Request, next: Next) -> Response {
    let may_change = !request.method().is_safe();
    let answer = next.run(request).await;
    if may_change {
        app.outdate();
    }
    answer
}

/// What holds for every answer, from the first page on.
fn guarded(routes: Router<App>) -> Router<App> {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let is_worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd."))
        .and(NotForContentType::const_new("video/"))
        .and(NotForContentType::const_new("audio/"));
    let policy =
        "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'";
    routes
        .layer(CompressionLayer::new().compress_when(is_worth_it))
        .layer(CsrfLayer::new().with_rejection_response(|_| Error::ForeignSite.into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(|_| {
            Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()
        }))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, policy))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .layer(TraceLayer::new_for_http())
}
