//! How much one account may ask of the server at once. Failed sign-ins are counted in the database instead.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};

/// The largest upload: a batch of documents. A single file is limited by the reader.
pub const MAX_UPLOAD: usize = 256 << 20;

/// The largest form: a whole source with its clauses, percent-encoded, or the rows of an import.
pub const MAX_FORM: usize = 16 << 20;

const UPLOADS_A_MINUTE: NonZeroU32 = NonZeroU32::new(300).expect("not zero");

/// 频率限制
#[derive(Debug)]
pub struct Limits {
    uploads: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    pub fn new() -> Limits {
        Limits { uploads: RateLimiter::keyed(Quota::per_minute(UPLOADS_A_MINUTE)) }
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
