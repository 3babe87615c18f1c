//! How much stack each function that computes takes, by side and number format.
//!
//! Measures the functions whose names are given, or all, and prints the tables of the guide.
//! `--write` makes expected.txt of the figures. `--check` runs each function once, with as much
//! stack as expected.txt says and a tenth or a kilobyte more, and fails where that is too little.

#![allow(long_running_const_eval)] // the tables of side 255

mod call;
mod case;
mod constant;
mod dynamic;
mod expected;
mod flash;
mod measure;
mod saved;
mod screen;
mod table;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--write"] => expected::write(&measure::measured(&case::FUNCTIONS)),
        ["--check"] => return expected::check(),
        [measure::RUN, case, bytes] => measure::run(case, bytes),
        [] => table::print(&measure::measured(&case::FUNCTIONS)),
        _ if arguments.iter().all(|name| case::FUNCTIONS.contains(name)) => {
            table::print(&measure::measured(&arguments));
        }
        _ => {
            eprintln!("--write, --check, or functions: {}", case::FUNCTIONS.join("; "));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
