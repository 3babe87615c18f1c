//! expected.txt: what was measured before.

use crate::{case::Case, measure};
use std::{env, fs, process::ExitCode};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/expected.txt");

/// Makes the file.
pub fn write(measured: &[(Case, usize)]) {
    let lines = measured.iter().map(|(case, bytes)| format!("{case} | {bytes}\n"));
    fs::write(FILE, lines.collect::<String>()).expect("expected.txt is written");
}

/// Bytes of a case by the file.
fn expected(file: &str, case: Case) -> Option<usize> {
    file.lines().find_map(|line| {
        let (name, bytes) = line.rsplit_once(" | ")?;
        if name == case.to_string() { bytes.parse().ok() } else { None }
    })
}

/// Whether no function takes over a tenth, or a kilobyte, more than the file says.
pub fn check() -> ExitCode {
    let file = fs::read_to_string(FILE).expect("expected.txt is there");
    let nothing = measure::nothing();
    let results = measure::in_threads(|case| {
        let Some(expected) = expected(&file, case) else {
            // not expected: an error where the network has the function
            return measure::suffices(&case.to_string(), 1 << 26).map(|_| None);
        };
        let most = expected + (expected / 10).max(1024);
        let name = case.to_string();
        let enough = measure::suffices(&name, nothing + most.next_multiple_of(256))?;
        Some(Some((most, enough)))
    });
    let mut failed = false;
    for (case, result) in &results {
        match result {
            None => println!("not in expected.txt: {case}"),
            Some((most, false)) => println!("more than {most} bytes of stack: {case}"),
            Some((_, true)) => continue,
        }
        failed = true;
    }
    let lines = file.lines().count();
    if failed || lines != results.len() {
        println!("{lines} expected, {} there", results.len());
        return ExitCode::FAILURE;
    }
    println!("{lines} functions take at most a tenth or 1 KB more stack than in expected.txt");
    ExitCode::SUCCESS
}
