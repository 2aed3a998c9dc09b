//! How much one account may ask of the server at once. Failed sign-ins are counted in the database instead.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};

/// The largest upload: a batch of documents. A single file is limited by the reader.
pub const MAX_UPLOAD: usize = 256 << 20;

/// The largest form: a whole source with its clauses, percent-encoded, or the rows of an import.
pub const MAX_FORM: usize = 16 << 20;

/// One file that a source is read from, and the form it comes with. Minutes with the pictures of a whole meeting are smaller.
pub const MAX_SOURCE_FILE: usize = 20 << 20;
pub const MAX_SOURCE: usize = 2 * MAX_SOURCE_FILE;

/// One 附件, and how many come with an act.
pub const MAX_ATTACHMENT: usize = 50 << 20;
pub const MAX_ATTACHMENTS: usize = 10;
/// Everything an act may bring: its files, and its words.
pub const MAX_ACT: usize = MAX_ATTACHMENTS * MAX_ATTACHMENT + (4 << 20);
/// The words of an act, percent-encoded or not.
pub const MAX_WORDS: usize = 2 << 20;

const UPLOADS_A_MINUTE: NonZeroU32 = NonZeroU32::new(300).expect("not zero");

/// Each asks the identity provider twice, before anybody has signed in. A county often shares one address.
const DEPARTURES_A_MINUTE: NonZeroU32 = NonZeroU32::new(60).expect("not zero");

/// 频率限制
#[derive(Debug)]
pub struct Limits {
    uploads: DefaultKeyedRateLimiter<String>,
    departures: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub fn new() -> Limits {
        Limits {
            uploads: RateLimiter::keyed(Quota::per_minute(UPLOADS_A_MINUTE)),
            departures: RateLimiter::keyed(Quota::per_minute(DEPARTURES_A_MINUTE)),
        }
    }

    /// 统一身份认证: somebody who is not signed in leaves for the provider.
    pub fn count_departure(&self, peer: IpAddr) -> Result<()> {
        let counted = self.departures.check_key(&peer);
        counted.map_err(|_| {
            Error::TooMany("统一身份认证请求过于频繁，请一分钟后再试，或用登录名和密码登录".to_owned())
        })
    }

    pub fn count_upload(&self, account_id: &str) -> Result<()> {
        let counted = self.uploads.check_key(&account_id.to_owned());
        counted.map_err(|_| {
            Error::TooMany("一分钟内上传的文件太多，已上传的都已保存，请稍后再传其余文件".to_owned())
        })
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::new()
    }
}
