//! The figures of pylissom's notebooks, in 16 bits and in `f64`, and that of a publication.

mod linear;
mod modules;
mod optimizers;
mod orientation;
mod stevens2013;

use crate::{
    files::Files,
    outcome::Outcome,
    picture::{self, Picture},
    progress::Progress,
};
use clap::{Args, ValueEnum};
use lissom::InitialWeights;
use lissom_experiment::{error::Error, format::Format, pictures::Kind};
use lissom_lab::{projection, whole_file};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};
use stevens2013::Stevens2013;

const PIXELS: u32 = 216;
/// The seed of the weights by themselves.
const SEED: u64 = 1;

/// One of the notebooks, or a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Source {
    /// Lissom modules: weights, stimuli, and how the networks settle
    Modules,
    /// Linear modules: weights, and the piecewise sigmoid
    Linear,
    /// Optimizers: weights before and after a Hebbian step
    Optimizers,
    /// Orientation maps: a training of a side of 24
    Orientation,
    /// All of these notebooks
    All,
    /// Stevens and others 2013, figures 6 to 9, from their 400 simulations on: selectivity,
    /// stability and map metric of the models L, AL, GCL and GCAL over contrasts
    Stevens2013,
}

/// The options of `figures`.
#[derive(Debug, Clone, Args)]
pub struct Drawn {
    /// Which notebook or publication
    #[arg(value_enum, default_value = "all")]
    source: Source,
    /// Pictures that the orientation maps develop from [default: 10000]
    #[arg(long, value_name = "N")]
    presentations: Option<u32>,
    /// What these pictures show: gaussians, two in each, or faces [default: gaussians]
    #[arg(long, value_name = "KIND", value_parser = orientation::kind())]
    stream: Option<Kind>,
    /// Of stevens2013: fewer, shorter and coarser simulations, 100 of them
    #[arg(long)]
    small: bool,
    /// Of stevens2013: print the grid of the simulations and stop; `lissom sweep` runs it as an
    /// array of jobs
    #[arg(long)]
    grid: bool,
    /// Of stevens2013: how many simulations run side by side, 1 to 256 [default: a core each]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// The folder for the figures; a simulation whose result is in it is not run again
    /// [default: figures, or stevens2013]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The figures so far.
#[derive(Default)]
struct Figures {
    files: Files,
    names: Vec<(String, String)>,
    table: String,
}

type Drawing = (&'static str, fn(&mut Figures) -> Result<(), Error>);

impl Drawn {
    /// Draws the figures that are asked for.
    ///
    /// # Errors
    ///
    /// An option is none of theirs.
    pub fn run(&self) -> Result<Outcome, Error> {
        let Self { small, grid, jobs, out, .. } = self;
        if self.source == Source::Stevens2013 {
            let others = [
                ("--presentations", self.presentations.is_some()),
                ("--stream", self.stream.is_some()),
            ];
            refuse("stevens2013", &others)?;
            if *grid {
                return Ok(Outcome::new(stevens2013::grid(*small).to_owned()));
            }
            let out = out.as_deref().unwrap_or(Path::new("stevens2013"));
            return Stevens2013 { small: *small, jobs: *jobs, out }.run();
        }
        let others = [("--small", *small), ("--grid", *grid), ("--jobs", jobs.is_some())];
        refuse("a notebook", &others)?;
        self.notebooks(out.as_deref().unwrap_or(Path::new("figures")))
    }

    /// Whether there are results for programs.
    pub fn has_results(&self) -> bool {
        self.source == Source::Stevens2013
    }

    /// Draws the figures of notebooks, and compares them.
    fn notebooks(&self, out: &Path) -> Result<Outcome, Error> {
        let all: [(_, &[Drawing]); 3] = [
            (Source::Modules, &modules::FIGURES),
            (Source::Linear, &linear::FIGURES),
            (Source::Optimizers, &optimizers::FIGURES),
        ];
        let wanted = |source| self.source == source || self.source == Source::All;
        let all = all.into_iter().filter(|&(source, _)| wanted(source));
        let figures: Vec<_> = all.flat_map(|(_, figures)| figures.iter().copied()).collect();
        let stream = self.stream.unwrap_or(Kind::Gaussians);
        let presentations = self.presentations.unwrap_or(orientation::PRESENTATIONS);
        draw(out, &figures, |figures| match wanted(Source::Orientation) {
            true => orientation::maps(figures, stream, presentations),
            false => Ok(()),
        })
    }
}

/// Fails where an option is given that has no effect.
fn refuse(source: &str, others: &[(&str, bool)]) -> Result<(), Error> {
    match others.iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(Error::new(format!("{option}: has no effect on {source}"))),
        None => Ok(()),
    }
}

/// Without a command: the figures of *Lissom modules*.
pub fn run(folder: &Path) -> Result<Outcome, Error> {
    draw(folder, &modules::FIGURES, |_| Ok(()))
}

/// Draws figures into a folder and compares them.
fn draw(
    folder: &Path,
    all: &[Drawing],
    last: impl FnOnce(&mut Figures) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    whole_file::check(folder)?;
    let mut figures = Figures::default();
    writeln!(figures.table, "{:<46} {:>10} {:>10}", "fixed16 against f64", "max", "rms")?;
    let mut progress = Progress::new(all.len() as u64);
    for ((name, draw), done) in all.iter().zip(0..) {
        progress.at(done, name);
        draw(&mut figures)?;
    }
    drop(progress);
    last(&mut figures)?;
    let Figures { mut files, names, mut table } = figures;
    let shown = |(file, title): &(String, String)| Some((title.clone(), files.picture(file)?));
    let sheet = picture::flow(&names.iter().filter_map(shown).collect::<Vec<_>>(), 1900);
    files.png("contact-sheet", sheet);
    let count = files.write(folder)?;
    writeln!(table, "{count} files in {}", folder.display())?;
    Ok(Outcome::new(table))
}

/// In 16 bits and in `f64`.
fn both<T>(of: impl Fn(Format) -> Result<T, Error>) -> Result<[T; 2], Error> {
    Ok([of(Format::Fixed16)?, of(Format::F64)?])
}

impl Figures {
    fn figure(&mut self, file: &str, title: &str, picture: Picture) {
        self.files.png(file, picture);
        self.names.push((file.into(), title.into()));
    }

    /// A line of the table.
    fn compare(&mut self, what: &str, ours: &[f64], exact: &[f64]) -> Result<(), Error> {
        let differences = || ours.iter().zip(exact).map(|(a, b)| (a - b).abs());
        let worst = differences().fold(0.0, f64::max);
        let squares = differences().map(|d| d * d).sum::<f64>();
        let rms = (squares / ours.len().max(1) as f64).sqrt();
        writeln!(self.table, "{what:<46} {worst:10.2e} {rms:10.2e}")?;
        Ok(())
    }

    /// The weights of 5 × 5 units.
    fn weights(
        &mut self,
        file: &str,
        title: &str,
        (input, radius): (usize, f64),
        initial: InitialWeights,
        signed: bool,
    ) -> Result<(), Error> {
        let [ours, exact] = both(|format| projection::alone(format, [input, 5], radius, initial))?;
        let (picture, _) = picture::tiles(&*ours, 3, false, signed);
        self.figure(file, title, picture);
        let [ours, exact]: [Vec<_>; 2] = [ours.packed().collect(), exact.packed().collect()];
        self.compare(title, &ours, &exact)
    }

    /// A sheet in 16 bits and in `f64`, and their difference.
    fn pair(
        &mut self,
        file: &str,
        title: &str,
        ours: (Picture, &[f64]),
        exact: (Picture, &[f64]),
    ) -> Result<(), Error> {
        let difference: Vec<_> = ours.1.iter().zip(exact.1).map(|(a, b)| a - b).collect();
        let worst = difference.iter().fold(0.0, |worst: f64, d| worst.max(d.abs()));
        let picture = picture::flow(
            &[
                ("fixed16".into(), &ours.0),
                ("f64".into(), &exact.0),
                (format!("difference, at most {worst:.1e}"), &picture::signed(&difference, PIXELS)),
            ],
            u32::MAX,
        );
        self.figure(file, title, picture);
        self.compare(title, ours.1, exact.1)
    }

    fn activities(
        &mut self,
        file: &str,
        title: &str,
        ours: &[f64],
        exact: &[f64],
    ) -> Result<(), Error> {
        self.pair(
            file,
            title,
            (picture::activity(ours, PIXELS), ours),
            (picture::activity(exact, PIXELS), exact),
        )
    }
}
