//! The guide's tables.

use crate::Times;
use std::{error::Error, fs, path::Path};

const TIMES: &str = "| V1 |";
const READS: &str = "| inhibitory weights |";

/// The head of the table of times.
pub fn times() -> Vec<String> {
    vec![
        format!(
            "{TIMES} weights | forward: 1 thread | 2 | ratio | presentation: 1 thread | 2 | ratio |"
        ),
        format!("|{}", "---|".repeat(8)),
    ]
}

/// A map's times, in milliseconds.
pub fn times_row(side: usize, bytes: usize, [one, two]: &[Times; 2]) -> String {
    let both = |one: f64, two: f64| format!("{one:.2} | {two:.2} | {:.2}", one / two);
    let weights = bytes as f64 / 1e6;
    let [forward, presentation] =
        [both(one.forward, two.forward), both(one.presentation, two.presentation)];
    format!("{TIMES} {weights:.0} MB | {forward} | {presentation} |")
        .replace("V1", &format!("{side} × {side}"))
}

/// The head of the table of what is read.
pub fn reads() -> Vec<String> {
    vec![
        format!("{READS} 1 thread | memory | share | 2 threads | memory | share |"),
        format!("|{}", "---|".repeat(7)),
    ]
}

/// How many gigabytes of a map's weights are read in a second, and how many of as large a memory.
pub fn reads_row(side: usize, bytes: usize, times: &[Times; 2]) -> String {
    let cells = times.each_ref().map(|times| {
        let rate = bytes as f64 / times.inhibitory / 1e6;
        format!("{rate:.1} | {:.1} | {:.0} %", times.read, 100.0 * rate / times.read)
    });
    format!("| {side} × {side}, {:.0} MB | {} |", bytes as f64 / 1e6, cells.join(" | "))
}

/// Writes tables in place of those that begin alike.
pub fn write(tables: &[Vec<String>]) -> Result<(), Box<dyn Error>> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/guide/speed.md");
    let text = fs::read_to_string(&guide)?;
    let mut lines: Vec<_> = text.lines().map(String::from).collect();
    for (table, head) in tables.iter().zip([TIMES, READS]) {
        let at = lines.iter().position(|line| line.starts_with(head)).ok_or(head)?;
        let end = at + lines[at..].iter().take_while(|line| line.starts_with('|')).count();
        lines.splice(at..end, table.iter().cloned());
    }
    fs::write(guide, lines.join("\n") + "\n")?;
    Ok(())
}
