//! What every page for a signed-in viewer shares.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::access::Viewer;
use crate::error::Result;
use crate::notices::notice::MANY_UNREAD;

/// The frame of a page: its title, where it stands in the navigation, who looks.
#[derive(Debug)]
pub struct Frame {
    pub title: String,
    /// First address segment of the entry that is lit.
    pub section: &'static str,
    pub viewer_name: String,
    pub is_administrator: bool,
    /// 未读消息
    pub n_unread: i64,
    /// Has a part in supervision.
    pub has_duty: bool,
    /// 督办岗位, own or stood in for, or an administrator
    pub has_county: bool,
    /// 受委托代办: the absent people and their duties
    pub acting_for: Vec<String>,
}

impl Frame {
    pub fn new(viewer: &Viewer, section: &'static str, title: impl Into<String>) -> Frame {
        Frame {
            title: title.into(),
            section,
            viewer_name: viewer.display_name.clone(),
            is_administrator: viewer.is_administrator(),
            n_unread: viewer.n_unread,
            has_duty: viewer.has_duty(|_| true),
            has_county: viewer.is_administrator() || viewer.county().is_ok(),
            acting_for: viewer
                .stands_in_for
                .iter()
                .map(|post| format!("{}（{}）", post.person, post.duty.word()))
                .collect(),
        }
    }

    /// 未读消息数: `3`, `99+`
    pub fn unread(&self) -> String {
        if self.n_unread < MANY_UNREAD { self.n_unread.to_string() } else { format!("{}+", MANY_UNREAD - 1) }
    }

    pub fn current(&self, section: &str) -> &'static str {
        if self.section == section { "page" } else { "false" }
    }
}

/// Renders a page.
pub fn page(template: &impl Template) -> Result<Response> {
    Ok(Html(template.render()?).into_response())
}

/// A form that could not be taken, shown again with what was typed.
pub fn refused(template: &impl Template) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// A text as a part of an address.
pub fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
