//! 附件空间: what all attachments of the server may take, and what they take. The disk is the server's, not a county's.

use crate::error::Result;
use crate::{App, args};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Bytes; the same content counts once.
    pub taken: u64,
    /// Nothing where the operator set none.
    pub limit: Option<u64>,
}

pub async fn of(app: &App) -> Result<Space> {
    let taken = "select cast(coalesce(sum(size), 0) as bigint)
         from (select distinct content_hash, size from attachment) as stored";
    let taken = app.db.number(taken, args![]).await?;
    Ok(Space { taken: taken.unsigned_abs(), limit: app.config.attachment_space })
}

impl Space {
    pub fn left(self) -> u64 {
        self.limit.map_or(u64::MAX, |limit| limit.saturating_sub(self.taken))
    }

    /// 80 %: time for the operator to find a larger disk.
    pub fn is_nearly_full(self) -> bool {
        self.limit.is_some_and(|limit| u128::from(self.taken) * 10 >= u128::from(limit) * 8)
    }

    pub fn words(self) -> String {
        let taken = size(self.taken);
        match self.limit.filter(|limit| *limit > 0) {
            Some(limit) => {
                let share = u128::from(self.taken) * 100 / u128::from(limit);
                format!("已用 {taken}，上限 {}（{share}%）", size(limit))
            }
            None => format!("已用 {taken}，没有设上限"),
        }
    }
}

/// `3.4 GB`, below that `860.0 MB`
pub fn size(bytes: u64) -> String {
    let (unit, shift) = if bytes >= 1 << 30 { ("GB", 30) } else { ("MB", 20) };
    let tenths = (u128::from(bytes) * 10) >> shift;
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_comes_at_four_fifths() {
        let space = |taken, limit| Space { taken, limit };
        for (taken, limit, is_nearly, left) in [
            (0, None, false, u64::MAX),
            (79, Some(100), false, 21),
            (80, Some(100), true, 20),
            (130, Some(100), true, 0),
            (u64::MAX, Some(u64::MAX), true, 0),
        ] {
            let space = space(taken, limit);
            assert_eq!((space.is_nearly_full(), space.left()), (is_nearly, left), "{space:?}");
        }
        assert_eq!(space(83 << 30, Some(100 << 30)).words(), "已用 83.0 GB，上限 100.0 GB（83%）");
        assert_eq!(space(860 << 20, None).words(), "已用 860.0 MB，没有设上限");
    }
}
