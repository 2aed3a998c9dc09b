//! 账号: who may sign in, and their sessions.

pub mod account;
pub mod appointment;
mod attempt;
pub mod edit;
pub mod fields;
pub mod hash;
mod identity_provider;
pub mod import;
pub mod list;
pub mod new;
pub mod password;
pub mod recovery;
pub mod second_factor;
pub mod second_step;
pub mod session;
pub mod setup;
pub mod single_sign_on;
pub mod state;
pub mod totp;
