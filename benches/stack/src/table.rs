//! The tables of the guide.

use crate::case::{Case, FUNCTIONS, NUMBERS, SIDES};

/// The functions in the guide: those whose stack grows with the side.
const GROWING: [&str; 8] = [
    "Weights::fill",
    "Network::new",
    "Lgn::respond",
    "GainControl::new",
    "Cortex::settle",
    "settle",
    "present",
    "Spectrum::of",
];

/// Prints a table for each number format: a row for each function, a column for each side.
pub fn print(measured: &[(Case, usize)]) {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    for number in NUMBERS {
        println!("\n| {number}, {profile} | {} |", SIDES.join(" | "));
        println!("|---{}|", "|---".repeat(SIDES.len()));
        for function in FUNCTIONS {
            if measured.iter().any(|(case, _)| case.function == function) {
                println!("{}", row(measured, function, number));
            }
        }
    }
}

/// The rows of the guide.
pub fn guide(measured: &[(Case, usize)]) -> impl Iterator<Item = String> {
    NUMBERS.into_iter().flat_map(move |number| {
        GROWING.into_iter().map(move |function| row(measured, function, number))
    })
}

fn row(measured: &[(Case, usize)], function: &str, number: &str) -> String {
    let cells = SIDES.map(|side| {
        let is = |case: &Case| (case.function, case.side, case.number) == (function, side, number);
        let found = measured.iter().find(|(case, _)| is(case));
        found.map_or("–".to_owned(), |(_, bytes)| bytes.to_string())
    });
    format!("| `{function}` | {} |", cells.join(" | "))
}
