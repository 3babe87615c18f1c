//! The command `lissom`.

use std::process::ExitCode;

fn main() -> ExitCode {
    lissom_host::cli::main()
}
