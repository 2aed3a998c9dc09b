use std::process::ExitCode;

mod cli;
mod json;

fn main() -> ExitCode {
    cli::main()
}
