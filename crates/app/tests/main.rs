//! Every test of the program as one executable: HTTP in, page or redirect out; the built command; what a person clicks.
//! One file a feature. Linking the program once for all of them keeps a build at a tenth of the disk and the time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise is a failed test")]

mod support;

mod absences;
mod abuse;
mod accounts;
mod api;
mod attachments;
mod batches;
mod browser;
mod channels;
mod cli;
mod comparison;
mod demo;
mod desk;
mod document_pages;
mod documents;
mod examples;
mod export;
mod handling;
mod import;
mod invitations;
mod ledger;
mod live;
mod matters;
mod notices;
mod outbox;
mod papers;
mod people;
mod procedure;
mod registering;
mod report;
mod rereview;
mod rights;
mod rules;
mod sarif;
mod screenshots;
mod second_factor;
mod settings;
mod single_sign_on;
mod sources;
mod store;
mod story;
mod sweep;
mod tidy;
mod trails;
mod units;
mod verify;
mod waivers;
