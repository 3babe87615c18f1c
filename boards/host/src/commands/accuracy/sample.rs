//! How exact every format is in one random setting.

use super::{
    setting::{Setting, options},
    study::FORMATS,
};
use crate::{
    by_format, error::Error, expectation::Expectation, plan::Plan, reference::distance,
    scene::Scene,
};
use lissom::{Params, learning::Learn};

/// A setting, and how far V1 is from `f64`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The options of `settle` that repeat it.
    pub options: Vec<String>,
    /// The network's parameters.
    pub params: Params,
    /// How much it amplifies a default disturbance.
    pub amplification: f64,
    /// What is true of each of [`FORMATS`].
    pub formats: [Far; FORMATS.len()],
}

/// How far V1's settled activity is from `f64`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Far {
    /// The largest difference.
    pub error: f64,
    /// Up to what it is expected.
    pub bound: f64,
}

impl Sample {
    /// Settles the setting with this number.
    pub fn of(seed: u64, number: u64) -> Result<Self, Error> {
        let options = options(seed, number);
        let line = options.join(" ");
        Self::settle(options).map_err(|error| Error::new(format!("{line}: {}", error.line())))
    }

    fn settle(options: Vec<String>) -> Result<Self, Error> {
        let (plan, scene) = Setting::of(&options)?.build()?;
        let exact = plan.build::<f64>()?;
        let retina = exact.retina(&scene)?;
        let v1 = exact.v1(&retina)?;
        let (mut amplification, mut formats) = (0.0, [Far::default(); FORMATS.len()]);
        let mut known: Vec<(f64, f64)> = Vec::new(); // formats share sizes
        let mut factor = |size| {
            if let Some(&(_, factor)) = known.iter().find(|known| known.0 == size) {
                return Ok(factor);
            }
            let factor = exact.amplification(&retina, size)?;
            known.push((size, factor));
            Ok(factor)
        };
        for (format, far) in FORMATS.into_iter().zip(&mut formats) {
            let Expectation { factor, bound, .. } = Expectation::by(format, &mut factor)?;
            let error = distance(&by_format!(format, W => v1_in::<W>(&plan, &scene))?, &v1);
            (amplification, *far) = (factor, Far { error, bound: bound.unwrap_or(0.0) });
        }
        Ok(Self { options, params: plan.params, amplification, formats })
    }

    /// γ_E/(θ_u − θ_l): the factor by which a unit's activity grows in a step from excitation
    /// alone.
    pub fn loop_gain(&self) -> f64 {
        self.params.gamma_e / (self.params.theta_upper - self.params.theta_lower)
    }
}

fn v1_in<W: Learn>(plan: &Plan, scene: &Scene) -> Result<Vec<f64>, Error> {
    let network = plan.build::<W>()?;
    network.v1(&network.retina(scene)?)
}
