//! The tables of the guide.

use crate::case::{Case, FUNCTIONS, NUMBERS, SIDES};

/// Prints a table for each number format: a row for each function, a column for each side.
pub fn print(measured: &[(Case, usize)]) {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    for number in NUMBERS {
        println!("\n{number}, {profile} profile, bytes of stack\n");
        println!("| | {} |", SIDES.join(" | "));
        println!("|---{}|", "|---".repeat(SIDES.len()));
        for function in FUNCTIONS {
            let cells = SIDES.map(|side| {
                let case = Case { function, side, number };
                let found = measured.iter().find(|(of, _)| *of == case);
                found.map_or("–".to_owned(), |(_, bytes)| bytes.to_string())
            });
            println!("| {function} | {} |", cells.join(" | "));
        }
    }
}
