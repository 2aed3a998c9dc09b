//! 附件: the bytes that come with an act. Kept by content, taken only when what they hold may be taken. Whose they are and
//! who sees them is the matter's business.

pub mod kind;
pub mod name;
pub mod space;
pub mod store;
