//! What the retina is shown: a stimulus by its formula, or a picture.

use crate::{error::Error, grey::Grey};
use lissom::{
    SheetOf, Stimulus,
    input::{Border, Brightest, OrientedGaussian, Rotated},
    number::Activity,
    side::Side,
};

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
pub(crate) struct Uniform(pub f64);

impl Stimulus for Uniform {
    fn at(&self, _: f64, _: f64) -> f64 {
        self.0
    }
}

/// Two Gaussians.
pub(crate) struct Pair(pub [OrientedGaussian; 2]);

impl Stimulus for Pair {
    fn at(&self, row: f64, column: f64) -> f64 {
        Brightest(&self.0).at(row, column)
    }
}

/// How a stimulus is turned.
pub(crate) struct Turn {
    pub side: usize,
    pub degrees: f64,
    /// Its sampled image, and not its formula.
    pub image: bool,
    pub border: Border,
}

impl Turn {
    /// The turned stimulus.
    pub(crate) fn scene(self, stimulus: impl Stimulus + 'static) -> Scene {
        let Self { side, degrees, image, border } = self;
        Scene::Formula(if image {
            Box::new(Rotated { stimulus, side, degrees, border })
        } else {
            Box::new(stimulus)
        })
    }
}
