//! expected.txt: what was measured before.

use crate::{
    case::{Case, FUNCTIONS},
    measure, table,
};
use std::{env, fs, process::ExitCode};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/expected.txt");
const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/guide/memory.md");

/// Makes the file.
pub fn write(measured: &[(Case, usize)]) {
    let lines = measured.iter().map(|(case, bytes)| format!("{case} | {bytes}\n"));
    fs::write(FILE, lines.collect::<String>()).expect("expected.txt is written");
}

fn read() -> Vec<(Case, usize)> {
    let file = fs::read_to_string(FILE).expect("expected.txt is there");
    let line = |line: &str| {
        let (name, bytes) = line.rsplit_once(" | ")?;
        Some((Case::named(name)?, bytes.parse().ok()?))
    };
    file.lines().map(|each| line(each).expect("a case and its bytes")).collect()
}

/// Whether no function takes over a tenth, or a kilobyte, more than the file says, and the guide
/// says the same as the file.
pub fn check() -> ExitCode {
    let (expected, mut failed) = (read(), false);
    let guide = fs::read_to_string(GUIDE).expect("the guide is there");
    for row in table::guide(&expected).filter(|row| !guide.contains(row)) {
        println!("not in src/guide/memory.md: {row}");
        failed = true;
    }
    let nothing = measure::nothing();
    let results = measure::in_threads(&FUNCTIONS, |case| {
        let most = expected.iter().find(|(of, _)| *of == case).map(|(_, bytes)| {
            let most = bytes + (bytes / 10).max(1024);
            most.next_multiple_of(measure::STEP)
        });
        let enough = measure::suffices(&case.to_string(), nothing + most.unwrap_or(0))?;
        Some((most, enough))
    });
    for (case, result) in &results {
        match result {
            (None, _) => println!("not in expected.txt: {case}"),
            (Some(most), false) => println!("more than {most} bytes of stack: {case}"),
            (Some(_), true) => continue,
        }
        failed = true;
    }
    if failed || expected.len() != results.len() {
        println!("{} expected, {} there", expected.len(), results.len());
        return ExitCode::FAILURE;
    }
    println!("{} figures are at most a tenth or 1 KB above expected.txt", expected.len());
    ExitCode::SUCCESS
}
