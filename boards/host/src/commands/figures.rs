//! Without a command: every figure of pylissom's notebook, in 16 bits and in `f64`.

use crate::{
    arrays::packed,
    error::Error,
    files::Files,
    outcome::Outcome,
    picture::{self, Picture},
    plan::Plan,
    preset::Preset,
    progress::Progress,
    scene::Scene,
    trace::{Trace, name},
    whole_file,
};
use lissom::{
    DynSheet, Fixed16, InitialWeights, Params, Signal, Stage, number::Activity, side::Dyn,
    weights::OwnedProjection,
};
use std::{fmt::Write, path::Path};

const SIDE: usize = 36;
const PIXELS: u32 = 216;
/// The seed of the weights by themselves.
const SEED: u64 = 1;

/// The figures so far.
#[derive(Default)]
struct Figures {
    files: Files,
    names: Vec<(String, String)>,
    table: String,
}

type Figure = (&'static str, fn(&mut Figures) -> Result<(), Error>);

const FIGURES: [Figure; 9] = [
    ("Cortex", cortex),
    ("GaussianCloud", cloud),
    ("DifferenceOfGaussians", dog),
    ("UnnormalizedDifferenceOfGaussians", unnormalised_dog),
    ("Gaussian, sigma 3", gaussian_3),
    ("LGN", lgn),
    ("Gaussian, sigma 2", gaussian_2),
    ("ReducedLissom", reduced),
    ("Lissom", whole),
];

/// Draws all figures into a folder and compares them.
pub fn run(folder: &Path) -> Result<Outcome, Error> {
    whole_file::check(folder)?;
    let mut figures = Figures::default();
    writeln!(figures.table, "{:<46} {:>10} {:>10}", "fixed16 against f64", "max", "rms")?;
    let mut progress = Progress::new(FIGURES.len() as u64);
    for ((name, draw), done) in FIGURES.into_iter().zip(0..) {
        progress.at(done, name);
        draw(&mut figures)?;
    }
    drop(progress);
    let Figures { mut files, names, mut table } = figures;
    let shown = |(file, title): &(String, String)| Some((title.clone(), files.picture(file)?));
    let sheet = picture::flow(&names.iter().filter_map(shown).collect::<Vec<_>>(), 1900);
    files.png("contact-sheet", sheet);
    let count = files.write(folder)?;
    writeln!(table, "{count} pictures in {}", folder.display())?;
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

    fn gaussian(&mut self, file: &str, title: &str, sigma: f64) -> Result<(), Error> {
        let scene = Scene::gaussian(SIDE, sigma);
        let side = Dyn::new(SIDE)?;
        let mut ours = DynSheet::with_side(side, Fixed16::ZERO);
        let mut exact = DynSheet::with_side(side, 0.0_f64);
        scene.paint(&mut ours)?;
        scene.paint(&mut exact)?;
        self.activities(file, title, (&ours).into(), (&exact).into())
    }

    fn network(&mut self, file: &str, title: &str, plan: &Plan) -> Result<(), Error> {
        let scene = Scene::gaussian(SIDE, 2.0);
        let (ours, exact) = (plan.run::<Fixed16>(&scene)?, plan.run::<f64>(&scene)?);
        if let (Some(ours), Some(exact)) = (ours.v1(), exact.v1()) {
            let title = format!("{title}: response");
            let (ours, exact) = (ours.output.signal(), exact.output.signal());
            self.activities(&format!("{file}-response"), &title, ours, exact)?;
        }
        let modules = picture::modules(&ours, 144);
        self.figure(
            &format!("{file}-modules"),
            &format!("{title}: modules' inputs and activations after settling, fixed16"),
            modules,
        );
        self.figure(
            &format!("{file}-settling"),
            &format!("{title}: settling step by step, fixed16"),
            picture::stages(&ours, 108),
        );
        for (ours, exact) in ours.records.iter().zip(&exact.records) {
            let title = format!("  {}", name(ours.stage));
            self.compare(&title, &ours.output.to_f64(), &exact.output.to_f64())?;
        }
        Ok(())
    }
}

fn cortex(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::cortex(5.0, Some(SEED));
    figures.weights("cortex", "Cortex 25 to 5, radius 5, sigma 5", (25, 5.0), initial, false)
}

fn cloud(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::gaussian_cloud(5.0, SEED);
    let title = "GaussianCloud 25 to 5, sigma 5";
    figures.weights("gaussian-cloud", title, (25, f64::INFINITY), initial, false)
}

fn dog(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::difference(1.0, 5.0);
    let title = "DifferenceOfGaussians 25 to 5, radius 5";
    figures.weights("difference-of-gaussians", title, (25, 5.0), initial, true)
}

fn unnormalised_dog(figures: &mut Figures) -> Result<(), Error> {
    let initial = InitialWeights::unnormalised_difference(1.0, 5.0);
    let title = "Unnormalized DoG 24 to 5, sigma 1 and 5";
    figures.weights("unnormalised-difference", title, (24, f64::INFINITY), initial, true)
}

fn gaussian_3(figures: &mut Figures) -> Result<(), Error> {
    figures.gaussian("gaussian-3", "Gaussian stimulus, sigma 3", 3.0)
}

fn gaussian_2(figures: &mut Figures) -> Result<(), Error> {
    figures.gaussian("gaussian-2", "Gaussian stimulus, sigma 2", 2.0)
}

fn on_minus_off<A: Activity>(trace: &Trace<A>) -> Vec<f64> {
    let output = |stage| trace.get(stage).map_or(Vec::new(), |record| record.output.to_f64());
    let (on, off) = (output(Stage::LgnOn), output(Stage::LgnOff));
    on.iter().zip(off).map(|(on, off)| on - off).collect()
}

fn lgn(figures: &mut Figures) -> Result<(), Error> {
    let scene = Scene::gaussian(SIDE, 3.0);
    let params = Params { steps: 0, ..Params::notebook(SIDE) };
    let plan = Plan::new(Preset::Notebook, params);
    let ours = on_minus_off(&plan.run::<Fixed16>(&scene)?);
    let exact = on_minus_off(&plan.run::<f64>(&scene)?);
    let picture = |values: &[f64]| picture::signed(values, PIXELS);
    let title = "LGN's ON - OFF response to sigma 3, times 2.33";
    figures.pair("lgn", title, (picture(&ours), &ours), (picture(&exact), &exact))
}

fn reduced(figures: &mut Figures) -> Result<(), Error> {
    let plan = Plan::new(Preset::Reduced, Params::reduced(SIDE));
    figures.network("reduced-lissom", "ReducedLissom", &plan)
}

fn whole(figures: &mut Figures) -> Result<(), Error> {
    let plan = Plan::new(Preset::Notebook, Params::notebook(SIDE));
    figures.network("lissom", "Lissom", &plan)
}
