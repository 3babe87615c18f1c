//! How exact every format is where a network is shown a scene.

use super::kind::FORMATS;
use crate::{expectation::Expectation, plan::Plan, reference::distance, scene::Scene};
use lissom::{Params, learning::Learn};
use lissom_experiment::{by_format, error::Error};

/// How far V1 is from `f64` in every format.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
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
    /// Shows a network a scene.
    pub fn of(plan: &Plan, scene: &Scene) -> Result<Self, Error> {
        let exact = plan.build::<f64>()?;
        let retina = exact.retina(scene)?;
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
            let error = distance(&by_format!(format, W => v1_in::<W>(plan, scene))?, &v1);
            (amplification, *far) = (factor, Far { error, bound: bound.unwrap_or(0.0) });
        }
        Ok(Self { params: plan.params, amplification, formats })
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
