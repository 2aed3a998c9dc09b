//! 邀请: a link, on paper as a QR code, with which one named person binds their account and chooses the password.

pub mod acceptance;
pub mod cards;
pub mod invitation;
pub mod list;
