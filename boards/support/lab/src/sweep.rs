//! A sweep: a grid of experiments, each of which becomes a row of results.
//!
//! The experiments of a grid are numbered, so that an array of jobs can share them. A row is a file
//! of its own, named by a hash of all that it follows from, and is written whole or not at all:
//! what is there is not computed again, wherever it was computed.

mod grid;
mod row;
mod spread;

pub use grid::{Grid, Point};
pub use row::{COLUMNS, Row};
pub use spread::{Spread, quartiles};

use crate::{images, threads::Parts, training::begin, whole_file};
use lissom_experiment::{error::Error, experiment::Experiment};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// The rows of a grid in a folder.
#[derive(Debug)]
pub struct Sweep {
    /// The experiments.
    pub grid: Grid,
    folder: PathBuf,
}

impl Sweep {
    /// A grid whose rows are, or will be, in a folder.
    pub fn new(grid: Grid, folder: &Path) -> Self {
        Self { grid, folder: folder.join("rows") }
    }

    /// Makes room for the rows.
    pub fn prepare(&self) -> Result<(), Error> {
        whole_file::check(&self.folder)?;
        fs::create_dir_all(&self.folder).map_err(|error| Error::file(&self.folder, error))
    }

    fn path(&self, experiment: &Experiment) -> PathBuf {
        self.folder.join(format!("{:016x}.json", self.grid.key(experiment)))
    }

    /// The row of a point, if it is there.
    pub fn row(&self, point: &Point) -> Result<Option<Row>, Error> {
        let path = self.path(&point.experiment);
        if path.is_file() { Row::read(&path).map(Some) } else { Ok(None) }
    }

    /// The numbers of the points without a row.
    pub fn missing(&self) -> Result<Vec<usize>, Error> {
        let mut missing = Vec::new();
        for index in 0..self.grid.len() {
            if !self.path(&self.grid.point(index)?.experiment).is_file() {
                missing.push(index);
            }
        }
        Ok(missing)
    }

    /// Computes the row of a point, unless it is there or somebody wants an end; whether it is
    /// there then. Calls `shown` after each presentation.
    pub fn run(
        &self,
        index: usize,
        is_ended: &dyn Fn() -> bool,
        shown: &mut (dyn FnMut() + Send),
    ) -> Result<bool, Error> {
        let experiment = self.grid.point(index)?.experiment;
        let path = self.path(&experiment);
        if path.is_file() {
            return Ok(true);
        }
        let experiment = images::read_all(experiment)?;
        let mut training = begin(&experiment, experiment.number, experiment.seeds)?;
        let method = experiment.analysis.method(experiment.params.cortex)?;
        let mut maps = Vec::new();
        for moment in self.grid.moments(experiment.presentations) {
            while training.progress().presentations() < moment {
                if is_ended() {
                    return Ok(false);
                }
                training.present(&mut Parts::default())?;
                shown();
            }
            maps.push(training.measure(&method, &mut Parts::default(), &mut || ())?);
        }
        let row = Row::of(&maps, training.progress().trace(), self.grid.keeps_maps())?;
        whole_file::write_safely(&path, |writer| Ok(writeln!(writer, "{}", row.0)?))?;
        Ok(true)
    }

    /// All rows as a table, in the order of the grid.
    ///
    /// # Errors
    ///
    /// Where a row is missing.
    pub fn table(&self) -> Result<String, Error> {
        let mut table = format!("index,{}", self.grid.names().join(","));
        COLUMNS.iter().for_each(|column| table += &format!(",{column}"));
        table.push('\n');
        let mut missing = 0;
        for index in 0..self.grid.len() {
            let point = self.grid.point(index)?;
            match self.row(&point)? {
                Some(row) => {
                    table += &format!("{index},{},{}\n", point.values.join(","), row.cells())
                }
                None => missing += 1,
            }
        }
        match missing {
            0 => Ok(table),
            _ => Err(Error::new(format!(
                "{missing} of {} rows are missing; --missing lists them",
                self.grid.len()
            ))),
        }
    }
}
