//! `sweep`: a grid of experiments on all cores, or one of them in an array of jobs.

use crate::{
    jobs::run_all,
    outcome::{Outcome, rows},
};
use clap::Args;
use lissom_experiment::error::Error;
use lissom_lab::{
    sweep::{Grid, Spread, Sweep},
    whole_file,
};
use std::{
    env,
    fmt::Write,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The variables in which Slurm and HyperQueue tell the number of a task.
const TASKS: [&str; 2] = ["SLURM_ARRAY_TASK_ID", "HQ_TASK_ID"];

/// The options of `sweep`.
#[derive(Debug, Clone, Args)]
pub struct Sweeping {
    /// The grid: a TOML file with [grid], lists of values by key; [set], values that all have in
    /// common; `from`, a preset or an experiment's file; and `maps`, how many earlier maps
    /// stability is the mean of
    grid: PathBuf,
    /// Run this one alone, counted from 0 [default: SLURM_ARRAY_TASK_ID or HQ_TASK_ID, else all]
    #[arg(long, value_name = "N", group = "what")]
    index: Option<usize>,
    /// Print the experiments with their numbers, and how to run them as an array of jobs
    #[arg(long, group = "what")]
    list: bool,
    /// Print the numbers of those without a result
    #[arg(long, group = "what")]
    missing: bool,
    /// Write all results as a table
    #[arg(long, value_name = "FILE.csv", group = "what")]
    collect: Option<PathBuf>,
    /// Print median and quartiles of all results over the values of these keys, such as seed, and
    /// how similar the maps are that differ in the first of them alone, if the grid keeps maps
    #[arg(long, value_name = "KEYS", value_delimiter = ',', group = "what")]
    over: Vec<String>,
    /// How many run side by side, 1 to 256 [default: a core each]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    #[arg(conflicts_with = "what")]
    jobs: Option<u16>,
    /// The folder for the results [default: the grid's name without .toml]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Sweeping {
    /// Runs what is missing, or tells of it.
    pub fn run(&self) -> Result<Outcome, Error> {
        let folder = self.out.clone().unwrap_or_else(|| self.grid.with_extension(""));
        if folder == self.grid {
            let why = "the folder for results has the same name: --out names another";
            return Err(Error::file(&self.grid, why));
        }
        let sweep = Sweep::new(Grid::read(&self.grid)?, &folder);
        if self.list {
            return self.list(&sweep);
        }
        if self.missing {
            let missing = sweep.missing()?;
            let all: Vec<_> = missing.iter().map(usize::to_string).collect();
            let line = if all.is_empty() { String::new() } else { all.join(",") + "\n" };
            return Ok(Outcome::new(line));
        }
        if !self.over.is_empty() {
            let spreads = Spread::all(&sweep, &self.over)?;
            let text: String = spreads.iter().map(Spread::to_string).collect();
            return Ok(Outcome::new(text).with(spreads.iter().map(Spread::result)));
        }
        if let Some(table) = &self.collect {
            return collect(&sweep, table);
        }
        sweep.prepare()?;
        let index = match self.index {
            Some(index) => Some(index),
            None => task()?,
        };
        let wanted = match index {
            Some(index) => vec![index],
            None => sweep.missing()?,
        };
        run_all(&sweep, &wanted, self.jobs)
    }

    fn list(&self, sweep: &Sweep) -> Result<Outcome, Error> {
        let mut text = format!("index,{}\n", sweep.grid.names().join(","));
        for index in 0..sweep.grid.len() {
            writeln!(text, "{index},{}", sweep.grid.point(index)?.values.join(","))?;
        }
        let results = rows(&text);
        let (grid, last) = (self.grid.display(), sweep.grid.len() - 1);
        writeln!(text, "\nas an array of Slurm, and by GNU parallel:")?;
        writeln!(text, "sbatch --array=0-{last} --wrap 'lissom sweep {grid}'")?;
        writeln!(text, "parallel lissom sweep {grid} --index ::: $(seq 0 {last})")?;
        Ok(Outcome::new(text).with(results))
    }
}

/// The number of a task in an array of jobs.
fn task() -> Result<Option<usize>, Error> {
    let found = TASKS.iter().find_map(|name| Some((name, env::var(name).ok()?)));
    let Some((name, text)) = found else { return Ok(None) };
    let number = text
        .parse()
        .map_err(|_| Error::new(format!("{name}: {text:?} is not the number of an experiment")))?;
    Ok(Some(number))
}

fn collect(sweep: &Sweep, path: &Path) -> Result<Outcome, Error> {
    let table = sweep.table()?;
    whole_file::write(path, |writer| Ok(writer.write_all(table.as_bytes())?))?;
    let text = format!("{} rows in {}\n", sweep.grid.len(), path.display());
    Ok(Outcome::new(text).with(rows(&table)))
}
