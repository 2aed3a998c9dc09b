//! The command line. One file a command; results go to standard output, messages to standard error.

mod check;
mod columns;
mod demo;
mod finding_text;
mod import;
mod output;
mod project_text;
mod read;
mod reading_text;
mod region;
mod rule;
mod sarif;
mod selection;
mod serve;
mod settings_file;
mod sources;
mod tally;
mod usage;
mod user;
mod verify;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 督绩：县级预算绩效管理与督查督办平台
#[derive(Debug, Parser)]
#[command(name = "duji", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Demo(demo::Args),
    Read(read::Args),
    Check(check::Args),
    Rule(rule::Args),
    Import(import::Args),
    User(user::Args),
    Verify(verify::Args),
}

impl Command {
    fn run(&self) -> anyhow::Result<Status> {
        match self {
            Command::Serve(args) => serve::run(args),
            Command::Demo(args) => demo::run(args),
            Command::Read(args) => read::run(args),
            Command::Check(args) => check::run(args),
            Command::Rule(args) => rule::run(args),
            Command::Import(args) => import::run(args),
            Command::User(args) => user::run(args),
            Command::Verify(args) => verify::run(args),
        }
    }
}

/// How a command ended, as the exit status tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 0: done and nothing wrong
    #[default]
    Clean = 0,
    /// 1: findings of severity `error`
    Errors = 1,
    /// 2: something could not be read, or the call is off
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

pub fn main() -> ExitCode {
    let cli: Cli = match usage::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(status) => return status.into(),
    };
    match cli.command.run() {
        Ok(status) => status.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            Status::Failed.into()
        }
    }
}

/// One line for people. A closed standard error is no reason to stop.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "duji：{message}");
}

/// Whoever reads the output has seen enough, `head` for one.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
