//! What the retina is shown: a stimulus by its formula, or a picture.

use lissom::{
    DynSheet, SheetOf, Signal, Stimulus,
    input::{Border, Brightest, OrientedGaussian, Rotated},
    number::{Activity, Weight},
    side::{Dyn, Side},
};
use lissom_experiment::{by_format, error::Error, format::Format, grey::Grey};

/// What the retina is shown.
pub enum Scene {
    /// A stimulus.
    Formula(Box<dyn Stimulus>),
    /// A picture of a file, made a square.
    Picture(Grey),
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Formula(_) => write!(f, "Formula"),
            Self::Picture(grey) => write!(f, "Picture({:?})", grey.size()),
        }
    }
}

impl Scene {
    /// A round Gaussian in the middle of a retina of this side.
    pub fn gaussian(side: usize, sigma: f64) -> Self {
        let middle = (side / 2) as f64;
        Self::Formula(Box::new(OrientedGaussian::round(middle, middle, sigma)))
    }

    /// It on a retina of this side in a number format, row by row.
    pub fn on_retina(&self, side: usize, format: Format) -> Result<Vec<f64>, Error> {
        by_format!(format, W => {
            let dark = <<W as Weight>::Activity as Activity>::ZERO;
            let mut retina = DynSheet::with_side(Dyn::new(side)?, dark);
            self.paint(&mut retina)?;
            Ok(Signal::from(&retina).to_f64().collect())
        })
    }

    /// Draws it on a retina.
    pub fn paint<A: Activity, S: Side>(&self, retina: &mut SheetOf<A, S>) -> Result<(), Error> {
        match self {
            Self::Formula(stimulus) => retina.draw(&&**stimulus),
            Self::Picture(grey) => grey.show(retina)?,
        }
        Ok(())
    }
}

/// The same intensity everywhere.
#[derive(Debug)]
pub struct Uniform(pub f64);

impl Stimulus for Uniform {
    fn at(&self, _: f64, _: f64) -> f64 {
        self.0
    }
}

/// Two Gaussians.
#[derive(Debug)]
pub struct Pair(pub [OrientedGaussian; 2]);

impl Stimulus for Pair {
    fn at(&self, row: f64, column: f64) -> f64 {
        Brightest(&self.0).at(row, column)
    }
}

/// How a stimulus is turned.
#[derive(Debug)]
pub struct Turn {
    /// The retina's side.
    pub side: usize,
    /// By how much.
    pub degrees: f64,
    /// Its sampled image, and not its formula.
    pub image: bool,
    /// What is beyond the sampled image.
    pub border: Border,
}

impl Turn {
    /// The turned stimulus.
    pub fn scene(self, stimulus: impl Stimulus + 'static) -> Scene {
        let Self { side, degrees, image, border } = self;
        Scene::Formula(if image {
            Box::new(Rotated { stimulus, side, degrees, border })
        } else {
            Box::new(stimulus)
        })
    }
}
