//! `cost`: what a network costs at every size.

use crate::{
    files::Files,
    outcome::Outcome,
    plot::{Axis, Chart, Line, Panel},
};
use clap::Args;
use lissom_experiment::{bounded, error::Error};
use lissom_lab::whole_file;
use serde_json::json;
use std::{fmt::Write, path::PathBuf};

/// The options of `cost`.
#[derive(Debug, Clone, Args)]
pub struct Cost {
    /// Lines of fields,side,connections,instructions, as benches/size/run.sh counts them, `-` for
    /// standard input
    file: PathBuf,
    /// The folder for cost.png and cost.svg
    #[arg(long, value_name = "DIR", default_value = "cost")]
    out: PathBuf,
}

/// The costs of connection fields at some sizes.
#[derive(Debug, Clone, PartialEq)]
struct Series {
    fields: String,
    counts: Vec<Count>,
}

/// The cost at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Count {
    side: f64,
    connections: f64,
    instructions: f64,
}

impl Count {
    fn each(&self) -> f64 {
        self.instructions / self.connections
    }
}

impl Cost {
    /// Prints the cost of each size and how it grows, and draws it.
    pub fn run(&self) -> Result<Outcome, Error> {
        whole_file::check(&self.out)?;
        let text = bounded::read_text(&self.file)?;
        let all = series(&text).map_err(|why| Error::file(&self.file, why))?;
        let (mut table, mut results) = (String::new(), Vec::new());
        for Series { fields, counts } in &all {
            writeln!(table, "{fields:8}  side  connections  instructions  per connection")?;
            for count in counts {
                let (Count { side, connections, instructions }, each) = (count, count.each());
                write!(table, "{:8}  {side:4}  {connections:11}", "")?;
                writeln!(table, "  {instructions:12}  {each:14.3}")?;
            }
            let [cost, size] = [|c: &Count| c.instructions, |c: &Count| c.connections]
                .map(|of| exponent(counts, of));
            results.extend(counts.iter().map(|count| {
                let (Count { side, connections, instructions }, each) = (count, count.each());
                json!({
                    "fields": fields, "side": side, "connections": connections,
                    "instructions": instructions, "per_connection": each,
                })
            }));
            writeln!(table, "cost grows as side^{cost:.3}, connections as side^{size:.3};")?;
            let (from, spread) = flat(counts);
            let percent = 100.0 * spread;
            writeln!(table, "from side {from} on a connection's varies by {percent:.1} %\n")?;
        }
        let mut files = Files::default();
        chart(&all).add_to(&mut files, "cost")?;
        let count = files.write(&self.out)?;
        writeln!(table, "{count} files in {}", self.out.display())?;
        Ok(Outcome::new(table).with(results))
    }
}

/// The lines that have numbers, by their fields; the first line may say what the columns are, and
/// empty lines say nothing.
fn series(text: &str) -> Result<Vec<Series>, String> {
    let mut all: Vec<Series> = Vec::new();
    let lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
    let mut lines = lines.peekable();
    lines.next_if(|(_, line)| is_head(line));
    for (number, line) in lines {
        let (fields, count) = count(line).ok_or_else(|| {
            format!(
                "line {number}: {line:?} is not fields,side,connections,instructions with numbers \
                 above 0"
            )
        })?;
        let side = count.side;
        match all.iter_mut().find(|series| series.fields == fields) {
            Some(Series { counts, .. }) if counts.iter().any(|count| count.side == side) => {
                return Err(format!("line {number}: the side {side} of {fields:?} a second time"));
            }
            Some(series) => series.counts.push(count),
            None => all.push(Series { fields: fields.to_owned(), counts: vec![count] }),
        }
    }
    if all.is_empty() {
        return Err("no line of fields,side,connections,instructions".to_owned());
    }
    match all.iter().find(|series| series.counts.len() < 2) {
        None => Ok(all),
        Some(Series { fields, .. }) => {
            Err(format!("{fields:?} has one side; how its cost grows takes two or more"))
        }
    }
}

/// Whether no cell behind the first is a number.
fn is_head(line: &str) -> bool {
    line.split(',').skip(1).all(|cell| cell.trim().parse::<f64>().is_err())
}

fn count(line: &str) -> Option<(&str, Count)> {
    let (fields, numbers) = line.split_once(',')?;
    let numbers: Option<Vec<f64>> =
        numbers.split(',').map(|number| number.trim().parse().ok()).collect();
    let &[side, connections, instructions] = numbers.as_deref()? else { return None };
    let are_counts = [side, connections, instructions].iter().all(|x| x.is_finite() && *x > 0.0);
    are_counts.then_some((fields.trim(), Count { side, connections, instructions }))
}

/// The slope of the straight line through the logarithms, by least squares.
fn exponent(counts: &[Count], of: fn(&Count) -> f64) -> f64 {
    let points = || counts.iter().map(|count| (count.side.ln(), of(count).ln()));
    let length = counts.len() as f64;
    let (x, y) = points().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / length, b + y / length));
    let products = points().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>();
    products / points().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

/// The least side from which on the costs of a connection differ by at most 20 %, and by how much.
fn flat(counts: &[Count]) -> (f64, f64) {
    let spread = |counts: &[Count]| {
        let each = || counts.iter().map(Count::each);
        each().fold(0.0, f64::max) / each().fold(f64::MAX, f64::min) - 1.0
    };
    let from = (0..counts.len()).find(|&from| spread(&counts[from..]) <= 0.2).unwrap_or(0);
    (counts[from].side, spread(&counts[from..]))
}

fn chart(all: &[Series]) -> Chart {
    let mut sides: Vec<_> =
        all.iter().flat_map(|series| &series.counts).map(|count| count.side).collect();
    sides.sort_by(f64::total_cmp);
    sides.dedup();
    let panels: Vec<_> = all
        .iter()
        .map(|Series { fields, counts }| {
            let line = |name: &str, of: fn(&Count) -> f64| Line {
                name: name.to_owned(),
                points: counts.iter().map(|count| (count.side, of(count))).collect(),
                ..Line::default()
            };
            let power = exponent(counts, |count| count.instructions);
            let lines = vec![
                line("instructions", |count| count.instructions),
                line("connections", |count| count.connections),
                line("instructions/connection", Count::each),
            ];
            let title = format!("{fields}: side to the {power:.2}");
            Panel { title, lines, ..Panel::default() }
        })
        .collect();
    let lines = panels.iter().flat_map(|panel| &panel.lines);
    let numbers = lines.flat_map(|line| &line.points).map(|point| point.1);
    let y = Axis::decades("instructions, connections", numbers);
    Chart {
        title: "responses, all cells active".to_owned(),
        x: Axis {
            label: "side of all sheets, units".to_owned(),
            range: (sides[0] / 1.1, sides[sides.len() - 1] * 1.1),
            ticks: sides,
            log: true,
        },
        y,
        panels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_found() {
        let text = "fields,side,connections,instructions\n\
            a,10,100,3000\nb,1,1,1\na,20,1600,16000\na,40,25600,230400\nb,2,8,9\n";
        let all = series(text).unwrap();
        assert_eq!(all.iter().map(|series| series.counts.len()).collect::<Vec<_>>(), [3, 2]);
        assert!((exponent(&all[0].counts, |count| count.connections) - 4.0).abs() < 1e-12);
        assert!((exponent(&all[1].counts, |count| count.connections) - 3.0).abs() < 1e-12);
        let (from, spread) = flat(&all[0].counts);
        assert_eq!(from, 20.0);
        assert!((spread - 1.0 / 9.0).abs() < 1e-12, "{spread}");
    }

    #[test]
    fn a_head_and_empty_lines_may_be_missing() {
        let lines = "a,10,100,3000\na,20,1600,16000\n";
        let all = series(lines).unwrap();
        assert_eq!(all[0].counts.len(), 2);
        assert_eq!(
            series(&format!("fields,side,connections,instructions\n{lines}")),
            Ok(all.clone())
        );
        assert_eq!(series(&format!("\nhead\n\n{}", lines.replace('\n', "\r\n\n"))), Ok(all));
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, why) in [
            ("head\na,1,2,x\n", "line 2: \"a,1,2,x\" is not fields,side,connections,instructions"),
            ("head\na,1,2,0\n", "line 2: "),
            ("a,1,2,3\na,2,3\n", "line 2: "),
            ("a,1,2,3\na,2,3,4\nb,1,2,3\n", "\"b\" has one side; how its cost grows"),
            ("a,1,2,3\na,2,3,4\n\na,1,2,4\n", "line 4: the side 1 of \"a\" a second time"),
            ("a,1,2,3\na,2,inf,4\n", "line 2: "),
            ("head\nhead\n", "line 2: \"head\""),
            ("head\n", "no line of fields"),
            ("", "no line of fields"),
        ] {
            let found = series(text).unwrap_err();
            assert!(found.starts_with(why), "{text:?}: {found}");
        }
    }
}
