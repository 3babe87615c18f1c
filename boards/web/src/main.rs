//! Builds the page with a cortex in the browser into a folder of static files, and serves it.

mod folder;
mod server;

use std::{env, path::PathBuf, process::ExitCode};

const USAGE: &str = "\
Builds the page with a cortex in the browser.

    cargo run -p lissom-web -- serve [HOST:PORT]   builds it and serves it, at 127.0.0.1:8080
    cargo run -p lissom-web -- build [FOLDER]      builds it, into target/web-page

Needs rustup target add wasm32-unknown-unknown.
";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    let usual = || folder::target().join("web-page");
    let done = match words.as_slice() {
        ["build"] => folder::build(&usual()),
        ["build", out] => folder::build(&PathBuf::from(out)),
        ["serve"] => {
            folder::build(&usual()).and_then(|()| server::serve(&usual(), "127.0.0.1:8080"))
        }
        ["serve", at] => folder::build(&usual()).and_then(|()| server::serve(&usual(), at)),
        ["-h" | "--help" | "help"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{}", why.trim_end());
            ExitCode::FAILURE
        }
    }
}
