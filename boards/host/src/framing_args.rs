//! The options for pictures in files.

use clap::Args;
use lissom_experiment::{
    error::Error,
    framing::{BACKGROUND, Fit, Framing},
};

/// The options for pictures in files.
#[derive(Debug, Clone, Default, Args)]
pub struct FramingArgs {
    /// What becomes of a picture that is no square: its middle, all of it on the background, or all
    /// of it out of proportion [default: crop]
    #[arg(long, value_enum)]
    pub fit: Option<Fit>,
    /// What lies behind pictures.
    #[command(flatten)]
    pub background: BackgroundArgs,
}

/// The option for what lies behind pictures in files.
#[derive(Debug, Clone, Default, Args)]
pub struct BackgroundArgs {
    /// What lies under transparent pixels and beside padded pictures, 0 (black) to 1 (white)
    /// [default: 1]
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true)]
    background: Option<f64>,
}

impl BackgroundArgs {
    /// The chosen one, if any is.
    pub fn chosen(&self) -> Result<Option<f64>, Error> {
        match self.background {
            Some(level) if !(0.0..=1.0).contains(&level) => {
                Err(Error::new(format!("--background {level} is not a number of 0..=1")))
            }
            chosen => Ok(chosen),
        }
    }
}

impl FramingArgs {
    /// An option that is given, if any is.
    pub fn given(&self) -> Option<&'static str> {
        let background = self.background.background.map(|_| "--background");
        background.or(self.fit.map(|_| "--fit"))
    }

    /// The chosen one.
    pub fn framing(&self) -> Result<Framing, Error> {
        Ok(Framing {
            fit: self.fit.unwrap_or_default(),
            background: self.background.chosen()?.unwrap_or(BACKGROUND),
        })
    }
}
