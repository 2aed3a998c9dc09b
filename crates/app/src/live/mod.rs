//! 实时更新: an open page hears that its matter went on, and asks for itself what is new.

pub mod matter;
