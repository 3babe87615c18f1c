//! `weights`: draws the weights of a projection.

use crate::{
    by_format, by_side,
    done::Done,
    failure::Failure,
    files::Files,
    heap, picture,
    plan::{Choice, Preset, no_side},
};
use clap::{Args, ValueEnum};
use lissom::{Kernel, Number, Projection};
use std::path::PathBuf;

/// A projection of a preset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// To V1 from the LGN, or of the reduced preset from the retina.
    Afferent,
    /// Within V1, short-range.
    Excitatory,
    /// Within V1, long-range.
    Inhibitory,
    /// To the LGN's ON cells from the retina.
    Lgn,
}

/// A kernel of its own.
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
    choice: Choice,
    /// Which projection of the preset
    #[arg(long, value_enum, default_value = "afferent")]
    projection: Name,
    /// Weights by themselves instead
    #[arg(long, value_enum, conflicts_with_all = ["projection", "preset", "side", "channels", "steps", "set"])]
    kernel: Option<Shape>,
    /// The source's side; with --out one of 25→5 24→5 20→5 36→36 24→24 24→36 36→24
    #[arg(long = "in", requires = "kernel", default_value_t = 25)]
    input: usize,
    /// The sheet's side
    #[arg(long = "out", requires = "kernel", default_value_t = 5)]
    output: usize,
    /// Radius of the fields; inf connects all to all
    #[arg(long, requires = "kernel", default_value_t = 5.0, allow_negative_numbers = true)]
    radius: f64,
    /// σ of the Gaussian
    #[arg(long, requires = "kernel", default_value_t = 5.0, allow_negative_numbers = true)]
    sigma: f64,
    /// σ of the difference's center
    #[arg(long, requires = "kernel", default_value_t = 1.0, allow_negative_numbers = true)]
    sigma_center: f64,
    /// σ of the difference's surround
    #[arg(long, requires = "kernel", default_value_t = 5.0, allow_negative_numbers = true)]
    sigma_surround: f64,
    /// One range for all tiles, so that they can be compared
    #[arg(long)]
    shared_range: bool,
    /// The folder for weights.png and weights.npy
    #[arg(long, value_name = "DIR", default_value = "weights")]
    dir: PathBuf,
}

/// The largest dense array that is written; beyond that weights are packed.
const MAX_DENSE: usize = 64 << 20;

macro_rules! by_pair {
    ($pair:expr, [$($in:literal => $out:literal),*], |$i:ident, $o:ident| $body:expr) => {
        match $pair {
            $(($in, $out) => {
                const $i: usize = $in;
                const $o: usize = $out;
                $body
            })*
            (input, output) => {
                let pairs = [$(concat!($in, "→", $out)),*].join(" ");
                Err(Failure::new(format!(
                    "no weights {input}→{output} are compiled in; there are {pairs}"
                )))
            }
        }
    };
}

impl Show {
    /// Draws and writes.
    pub fn run(&self) -> Result<Done, Failure> {
        let plan = self.choice.plan()?;
        let files = match self.kernel {
            Some(shape) => {
                let kernel = self.kernel(shape, plan.params.seed);
                by_format!(self.choice.number, T => self.free::<T>(kernel))?
            }
            None => {
                let params = &plan.params;
                let channels = plan.channels;
                let (radius, kernel) = match self.projection {
                    Name::Afferent => (params.r_a, params.afferent(0, channels)),
                    Name::Excitatory => (params.r_e, params.excitatory()),
                    Name::Inhibitory => (params.r_i, params.inhibitory()),
                    Name::Lgn if plan.preset == Preset::Reduced => {
                        return Err(Failure::new(
                            "--projection lgn: the reduced preset has no LGN",
                        ));
                    }
                    Name::Lgn => (params.r_l, params.dog()),
                };
                by_format!(self.choice.number, T => self.preset::<T>(radius, kernel))?
            }
        };
        let count = files.write(&self.dir)?;
        Ok(Done::new(format!("{count} files in {}\n", self.dir.display())))
    }

    fn kernel(&self, shape: Shape, seed: Option<u64>) -> Kernel {
        let Self { sigma, sigma_center, sigma_surround, .. } = *self;
        match (shape, seed) {
            (Shape::Cloud, Some(seed)) => Kernel::gaussian_cloud(sigma, seed),
            (Shape::Gaussian | Shape::Cloud, _) => Kernel::gaussian(sigma),
            (Shape::Cortex, seed) => Kernel::cortex(sigma, seed),
            (Shape::Dog, _) => Kernel::difference(sigma_center, sigma_surround),
            (Shape::Udog, _) => Kernel::unnormalised_difference(sigma_center, sigma_surround),
        }
    }

    fn free<T: Number>(&self, kernel: Kernel) -> Result<Files, Failure> {
        let signed = matches!(self.kernel, Some(Shape::Dog | Shape::Udog));
        by_pair!(
            (self.input, self.output),
            [25 => 5, 24 => 5, 20 => 5, 36 => 36, 24 => 24, 24 => 36, 36 => 24],
            |IN, OUT| Ok(self.files(heap::filled::<T, IN, OUT>(self.radius, kernel)?, signed))
        )
    }

    fn preset<T: Number>(&self, radius: f64, kernel: Kernel) -> Result<Files, Failure> {
        let signed = self.projection == Name::Lgn;
        let side = self.choice.side.unwrap_or(36);
        match (self.choice.preset, self.projection) {
            (Preset::Config, Name::Afferent) => {
                Ok(self.files(heap::filled::<T, 24, 96>(radius, kernel)?, signed))
            }
            (Preset::Config, Name::Lgn) => {
                Ok(self.files(heap::filled::<T, 24, 24>(radius, kernel)?, signed))
            }
            (Preset::Config, _) => {
                Ok(self.files(heap::filled::<T, 96, 96>(radius, kernel)?, signed))
            }
            _ => by_side!(side, N => {
                Ok(self.files(heap::filled::<T, N, N>(radius, kernel)?, signed))
            })
            .unwrap_or_else(|| Err(no_side(side))),
        }
    }

    fn files<T: Number, const IN: usize, const OUT: usize>(
        &self,
        projection: Projection<'_, T, IN, OUT>,
        signed: bool,
    ) -> Files {
        let mut files = Files::default();
        // 96 tiles of 96 cells are a picture of 9311 pixels at scale 1
        let scale = picture::scale(IN * OUT, 1000);
        files.png("weights", picture::tiles(projection, scale, self.shared_range, signed));
        let (units, cells) = (OUT * OUT, IN * IN);
        if units * cells * 8 < MAX_DENSE {
            files.npy("weights", vec![units as u64, cells as u64], dense(projection));
        } else {
            let weights = packed(projection);
            files.npy("weights-packed", vec![weights.len() as u64], weights);
        }
        files
    }
}

/// All weights in packed order.
pub fn packed<T: Number, const IN: usize, const OUT: usize>(
    projection: Projection<'_, T, IN, OUT>,
) -> Vec<f64> {
    let fields = (0..OUT * OUT).map(|unit| projection.connection_field(unit / OUT, unit % OUT));
    let values = fields.flat_map(|field| {
        field.weights().iter().map(move |&weight| T::weight_to_f64(weight, field.exponent()))
    });
    values.collect()
}

/// A row for each unit, 0 where it has no connection.
fn dense<T: Number, const IN: usize, const OUT: usize>(
    projection: Projection<'_, T, IN, OUT>,
) -> Vec<f64> {
    let mut all = vec![0.0; OUT * OUT * IN * IN];
    for (unit, cells) in all.chunks_exact_mut(IN * IN).enumerate() {
        let field = projection.connection_field(unit / OUT, unit % OUT);
        for (row, cells) in cells.chunks_exact_mut(IN).enumerate() {
            let (start, run) = field.row(row).unwrap_or_default();
            for (cell, &weight) in cells[start..].iter_mut().zip(run) {
                *cell = T::weight_to_f64(weight, field.exponent());
            }
        }
    }
    all
}
