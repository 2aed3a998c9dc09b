//! The platform: command line, pages, accounts, database.
