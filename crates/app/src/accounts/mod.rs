//! 账号: who may sign in, and their sessions.

pub mod absence;
pub mod account;
pub mod list;
pub mod new;
pub mod password;
pub mod session;
pub mod setup;
