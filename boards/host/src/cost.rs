//! `cost`: what a network costs at every size.

use crate::{
    done::Done,
    failure::Failure,
    files::Files,
    plot::{Axis, Chart, Line, Panel},
};
use clap::Args;
use std::{fmt::Write, fs, path::PathBuf};

/// The options of `cost`.
#[derive(Debug, Clone, Args)]
pub struct Cost {
    /// Lines of side,connections,instructions, as benches/size/run.sh counts them
    file: PathBuf,
    /// The folder for cost.png and cost.svg
    #[arg(long, value_name = "DIR", default_value = "cost")]
    out: PathBuf,
}

/// A network's cost.
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
    pub fn run(&self) -> Result<Done, Failure> {
        let text = fs::read_to_string(&self.file).map_err(|why| Failure::file(&self.file, why))?;
        let counts = counts(&text).map_err(|why| Failure::file(&self.file, why))?;
        let mut table = "side  connections  instructions  per connection\n".to_owned();
        for count in &counts {
            let (Count { side, connections, instructions }, each) = (count, count.each());
            writeln!(table, "{side:4}  {connections:11}  {instructions:12}  {each:14.3}")?;
        }
        let (cost, size) =
            (exponent(&counts, |c| c.instructions), exponent(&counts, |c| c.connections));
        writeln!(table, "cost grows as side^{cost:.3}, connections as side^{size:.3}")?;
        let (from, spread) = flat(&counts);
        writeln!(
            table,
            "from side {from} on the cost of a connection varies by {:.1} %",
            100.0 * spread
        )?;
        let mut files = Files::default();
        chart(&counts, cost).add_to(&mut files, "cost")?;
        let count = files.write(&self.out)?;
        writeln!(table, "{count} files in {}", self.out.display())?;
        Ok(Done::new(table))
    }
}

fn counts(text: &str) -> Result<Vec<Count>, String> {
    let parse = |line: &str| {
        let numbers: Option<Vec<f64>> = line.split(',').map(|field| field.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[side, connections, instructions])
                if [side, connections, instructions].iter().all(|x| x.is_finite() && *x > 0.0) =>
            {
                Ok(Count { side, connections, instructions })
            }
            _ => Err(format!("{line:?} is not side,connections,instructions above 0")),
        }
    };
    let counts = text.lines().skip(1).map(parse).collect::<Result<Vec<_>, _>>()?;
    if counts.len() < 2 {
        return Err("there are fewer than two sizes".to_owned());
    }
    Ok(counts)
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

fn chart(counts: &[Count], exponent: f64) -> Chart {
    let sides: Vec<_> = counts.iter().map(|count| count.side).collect();
    let line = |name: &str, of: fn(&Count) -> f64| Line {
        name: name.to_owned(),
        points: counts.iter().map(|count| (count.side, of(count))).collect(),
    };
    let lines = vec![
        line("instructions", |count| count.instructions),
        line("connections", |count| count.connections),
        line("instructions/connection", Count::each),
    ];
    let numbers = lines.iter().flat_map(|line| &line.points).map(|point| point.1);
    Chart {
        title: format!("V1's responses: instructions grow as side to the {exponent:.2}"),
        x: Axis {
            label: "side of all sheets, units".to_owned(),
            range: (sides[0] / 1.1, sides[sides.len() - 1] * 1.1),
            ticks: sides,
            log: true,
        },
        y: Axis::decades("instructions, connections", numbers),
        panels: vec![Panel { title: String::new(), lines }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_found() {
        let text = "side,connections,instructions\n10,100,3000\n20,1600,16000\n40,25600,230400\n";
        let counts = counts(text).unwrap();
        assert!((exponent(&counts, |count| count.connections) - 4.0).abs() < 1e-12);
        let (from, spread) = flat(&counts);
        assert_eq!(from, 20.0);
        assert!((spread - 1.0 / 9.0).abs() < 1e-12, "{spread}");
    }

    #[test]
    fn bad_lines_are_named() {
        assert_eq!(
            counts("head\n1,2,x\n").unwrap_err(),
            "\"1,2,x\" is not side,connections,instructions above 0"
        );
        assert_eq!(counts("head\n1,2,3\n").unwrap_err(), "there are fewer than two sizes");
    }
}
