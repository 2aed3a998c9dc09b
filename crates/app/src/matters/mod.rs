//! 督办事项: registered, assigned, fed back, closed. The journal is the truth; the columns beside it are computed from it
//! in the same transaction.

pub mod card;
pub mod columns;
pub mod draft;
pub mod journal;
pub mod matter;
pub mod visibility;
