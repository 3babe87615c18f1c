//! Waves in the retina before the eyes open.

use lissom::input::NoisyDiscParams;

/// Waves in the retina before the eyes open: noisy discs in place of the first pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waves {
    /// How many presentations show them.
    pub presentations: u32,
    /// The discs.
    pub discs: NoisyDiscParams,
}

impl Waves {
    /// Those of Stevens and others (2013), who publish 24 cells a unit of length, where afferent
    /// fields have a radius of 6.5 cells.
    pub fn usual(r_a: f64) -> Self {
        let unit = r_a / 6.5;
        let discs = NoisyDiscParams {
            radius: (24.0 * unit).clamp(0.5, 255.0),
            edge: (2.4 * unit).clamp(0.5, 255.0),
            beyond: (6.0 * unit).min(255.0),
            noise: 0.5,
            contrast: [1.0; 2],
        };
        Self { presentations: 6000, discs }
    }

    /// All its numbers.
    pub fn numbers(&self) -> Vec<f64> {
        let NoisyDiscParams { radius, edge, beyond, noise, contrast: [low, high] } = self.discs;
        vec![3.0, self.presentations.into(), radius, edge, beyond, noise, low, high]
    }
}
