//! `weights`: draws the weights of a projection.

use crate::{choice_args::ChoiceArgs, files::Files, outcome::Outcome, picture};
use clap::{Args, ValueEnum};
use lissom::InitialWeights;
use lissom_experiment::error::{Error, positive};
use lissom_lab::{
    any_projection::AnyProjection,
    chosen::Chosen,
    projection::{self, Name, ProjectionPlan},
    whole_file,
};
use std::path::PathBuf;

/// Weights by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// A Gaussian.
    Gaussian,
    /// A Gaussian times noise.
    Cloud,
    /// A Gaussian times noise, over its sum.
    Cortex,
    /// The difference of two Gaussians, each over its sum.
    Dog,
    /// The difference of two Gaussians.
    Udog,
}

/// The options of `weights`.
#[derive(Debug, Clone, Args)]
pub struct Show {
    #[command(flatten)]
    network: ChoiceArgs,
    /// Which projection of the network
    #[arg(long, value_enum, default_value = "afferent")]
    projection: Name,
    /// Weights by themselves instead
    #[arg(long, value_enum, conflicts_with_all = ["snapshot", "projection", "preset", "side", "retina", "lgn", "v1", "channels", "steps", "set"])]
    kernel: Option<Shape>,
    /// The source's side, 1 to 255
    #[arg(long = "in", value_name = "N", requires = "kernel", default_value_t = 25, value_parser = clap::value_parser!(u8).range(1..))]
    input: u8,
    /// The sheet's side, 1 to 255
    #[arg(long = "out", value_name = "N", requires = "kernel", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    output: u8,
    /// Radius of the fields; inf connects all to all
    #[arg(long, requires = "kernel", default_value_t = 5.0, allow_negative_numbers = true)]
    radius: f64,
    /// σ of the Gaussian [default: 5]
    #[arg(long, requires = "kernel", allow_negative_numbers = true)]
    sigma: Option<f64>,
    /// σ of the difference's center [default: 1]
    #[arg(long, requires = "kernel", allow_negative_numbers = true)]
    sigma_center: Option<f64>,
    /// σ of the difference's surround [default: 5]
    #[arg(long, requires = "kernel", allow_negative_numbers = true)]
    sigma_surround: Option<f64>,
    /// One range for all tiles, so that they can be compared
    #[arg(long)]
    shared_range: bool,
    /// The folder for weights.png and weights.npy
    #[arg(long, value_name = "DIR", default_value = "weights")]
    dir: PathBuf,
}

/// The largest dense array that is written; beyond that weights are packed.
const MAX_DENSE: usize = 64 << 20;

impl Show {
    /// Draws and writes.
    pub fn run(&self) -> Result<Outcome, Error> {
        whole_file::check(&self.dir)?;
        self.check()?;
        let chosen = self.network.chosen()?;
        let Some(shape) = self.kernel else { return self.of_network(&chosen) };
        let sides = [self.input, self.output].map(usize::from);
        let initial = self.initial(shape, chosen.plan.params.seed);
        let own = projection::alone(chosen.format, sides, self.radius, initial)?;
        self.report(&*own, matches!(shape, Shape::Dog | Shape::Udog), None)
    }

    /// Refuses σs that are none, and options without an effect.
    fn check(&self) -> Result<(), Error> {
        if self.network.network.steps.is_some() {
            return Err(Error::new("--steps: no effect on weights"));
        }
        let is_difference = matches!(self.kernel, Some(Shape::Dog | Shape::Udog));
        for (option, sigma, has) in [
            ("--sigma", self.sigma, !is_difference),
            ("--sigma-center", self.sigma_center, is_difference),
            ("--sigma-surround", self.sigma_surround, is_difference),
        ] {
            let Some(sigma) = sigma else { continue };
            positive(option, sigma)?;
            if !has {
                let kernel = self.kernel.and_then(|kernel| kernel.to_possible_value());
                let name = kernel.as_ref().map_or("", |kernel| kernel.get_name());
                return Err(Error::new(format!("{option}: no effect on the kernel {name}")));
            }
        }
        Ok(())
    }

    /// The chosen projection of a network before or after learning.
    fn of_network(&self, chosen: &Chosen) -> Result<Outcome, Error> {
        let planned = ProjectionPlan::of(&chosen.plan, self.projection)?;
        let title = chosen.title();
        let (Some(name), Some(training)) = (self.projection.of_v1(), chosen.training()) else {
            let is_lgn = self.projection == Name::Lgn;
            return self.report(&*planned.any(chosen.format)?, is_lgn, title);
        };
        let name = name.to_string();
        let found = training.projections().into_iter().find(|one| one.name == name);
        let found = found.ok_or_else(|| {
            let why = "all units share one excitatory kernel, which does not learn";
            Error::new(format!("--projection {name}: {why}"))
        })?;
        self.report(&*found.weights, false, title)
    }

    fn initial(&self, shape: Shape, seed: Option<u64>) -> InitialWeights {
        let sigma = self.sigma.unwrap_or(5.0);
        let sigma_center = self.sigma_center.unwrap_or(1.0);
        let sigma_surround = self.sigma_surround.unwrap_or(5.0);
        match (shape, seed) {
            (Shape::Cloud, Some(seed)) => InitialWeights::gaussian_cloud(sigma, seed),
            (Shape::Gaussian | Shape::Cloud, _) => InitialWeights::gaussian(sigma),
            (Shape::Cortex, seed) => InitialWeights::cortex(sigma, seed),
            (Shape::Dog, _) => InitialWeights::difference(sigma_center, sigma_surround),
            (Shape::Udog, _) => {
                InitialWeights::unnormalised_difference(sigma_center, sigma_surround)
            }
        }
    }

    fn report(
        &self,
        projection: &dyn AnyProjection,
        signed: bool,
        title: Option<String>,
    ) -> Result<Outcome, Error> {
        let [input, output] = projection.sides();
        let mut files = Files::default();
        let scale = picture::scale(input * output, 1000);
        let (tiles, shown) = picture::tiles(projection, scale, self.shared_range, signed);
        files.png("weights", tiles);
        let (units, cells) = (output * output, input * input);
        let count = files.write(&self.dir)? + 1;
        let (name, shape, numbers): (_, _, Box<dyn Iterator<Item = f64>>) =
            if units * cells * 8 < MAX_DENSE {
                ("weights.npy", vec![units as u64, cells as u64], projection.dense())
            } else {
                let count = projection.count() as u64;
                ("weights-packed.npy", vec![count], projection.packed())
            };
        whole_file::write_npy(&self.dir.join(name), &shape, numbers)?;
        let mut text = title.unwrap_or_default();
        text += &format!("{count} files in {}\n", self.dir.display());
        if shown < output {
            text += &format!(
                "weights.png shows the middle {shown}×{shown} of {output}×{output} units\n"
            );
        }
        Ok(Outcome::new(text))
    }
}
