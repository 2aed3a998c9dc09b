use std::process::ExitCode;

use mimalloc::MiMalloc;

/// The C library keeps what the hash of each sign-in took; this allocator gives it back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    app::cli::main()
}
