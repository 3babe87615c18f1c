//! The figures of pylissom's notebooks, in 16 bits and in `f64`.

mod linear;
mod modules;
mod optimizers;
mod orientation;

use crate::{
    arrays::packed,
    error::Error,
    files::Files,
    outcome::Outcome,
    picture::{self, Picture},
    pictures::Kind,
    progress::Progress,
    whole_file,
};
use clap::{Args, ValueEnum};
use lissom::{Fixed16, InitialWeights, Signal, side::Dyn, weights::OwnedProjection};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

const PIXELS: u32 = 216;
/// The seed of the weights by themselves.
const SEED: u64 = 1;

/// One of the notebooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Notebook {
    /// Lissom modules: weights, stimuli, and how the networks settle
    Modules,
    /// Linear modules: weights, and the piecewise sigmoid
    Linear,
    /// Optimizers: weights before and after a Hebbian step
    Optimizers,
    /// Orientation maps: a training of a side of 24
    Orientation,
    /// All of them
    All,
}

/// The options of `figures`.
#[derive(Debug, Clone, Args)]
pub struct Notebooks {
    /// Which notebook
    #[arg(value_enum, default_value = "all")]
    notebook: Notebook,
    /// Pictures that the orientation maps develop from
    #[arg(long, value_name = "N", default_value_t = orientation::PRESENTATIONS)]
    presentations: u32,
    /// What these pictures show: gaussians, two in each, or faces
    #[arg(long, value_name = "KIND", value_parser = orientation::kind(), default_value = "gaussians")]
    stream: Kind,
    /// The folder for the figures
    #[arg(long, value_name = "DIR", default_value = "figures")]
    out: PathBuf,
}

/// The figures so far.
#[derive(Default)]
struct Figures {
    files: Files,
    names: Vec<(String, String)>,
    table: String,
}

type Drawing = (&'static str, fn(&mut Figures) -> Result<(), Error>);

impl Notebooks {
    /// Draws the figures of the notebooks that are asked for, and compares them.
    pub fn run(&self) -> Result<Outcome, Error> {
        let all: [(_, &[Drawing]); 3] = [
            (Notebook::Modules, &modules::FIGURES),
            (Notebook::Linear, &linear::FIGURES),
            (Notebook::Optimizers, &optimizers::FIGURES),
        ];
        let wanted = |notebook| self.notebook == notebook || self.notebook == Notebook::All;
        let all = all.into_iter().filter(|&(notebook, _)| wanted(notebook));
        let figures: Vec<_> = all.flat_map(|(_, figures)| figures.iter().copied()).collect();
        let maps = wanted(Notebook::Orientation);
        draw(&self.out, &figures, |figures| {
            if maps { orientation::maps(figures, self.stream, self.presentations) } else { Ok(()) }
        })
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
        let (input, output) = (Dyn::new(input)?, Dyn::new(5)?);
        let ours = OwnedProjection::<Fixed16>::new(input, output, radius, initial)?;
        let exact = OwnedProjection::<f64>::new(input, output, radius, initial)?;
        let (picture, _) = picture::tiles(ours.view(), 3, false, signed);
        self.figure(file, title, picture);
        let [ours, exact]: [Vec<_>; 2] =
            [packed(ours.view()).collect(), packed(exact.view()).collect()];
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
        ours: Signal<'_, Fixed16>,
        exact: Signal<'_, f64>,
    ) -> Result<(), Error> {
        self.pair(
            file,
            title,
            (picture::activity(ours, PIXELS), &ours.to_f64().collect::<Vec<_>>()),
            (picture::activity(exact, PIXELS), &exact.to_f64().collect::<Vec<_>>()),
        )
    }
}
