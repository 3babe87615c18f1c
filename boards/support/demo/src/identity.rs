//! What the snapshots of boards are known by: as those of the tool, the network and all numbers of
//! its training.

use lissom::{
    Params,
    input::{FaceParams, GaussianParams},
    learning::{HomeostasisParams, PhaseParams, Rate},
    model::{GainControlParams, PoolShape},
    number::Weight,
    snapshot::Identity,
};

/// An identity that grows number by number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers(pub(crate) Identity);

impl Numbers {
    pub(crate) const fn new<W: Weight>(params: &Params, channels: usize) -> Self {
        Self(Identity::new::<W>(params, channels))
    }

    const fn and<const N: usize>(mut self, numbers: [f64; N]) -> Self {
        let mut next = 0;
        while next < N {
            self.0 = self.0.and(numbers[next].to_bits());
            next += 1;
        }
        self
    }

    pub(crate) const fn phases(mut self, phases: &[PhaseParams]) -> Self {
        let mut next = 0;
        while next < phases.len() {
            let PhaseParams { from, r_e, theta_lower, theta_upper, .. } = phases[next];
            let PhaseParams { steps, prune, rate_a, rate_e, rate_i, .. } = phases[next];
            self = self
                .and([from as f64, r_e, theta_lower, theta_upper, steps as f64, prune])
                .and(rate(rate_a))
                .and(rate(rate_e))
                .and(rate(rate_i));
            next += 1;
        }
        self
    }

    pub(crate) const fn homeostasis(self, params: HomeostasisParams) -> Self {
        let HomeostasisParams { theta, mean, smoothing, rate } = params;
        self.and([theta, mean, smoothing, rate])
    }

    pub(crate) const fn gain_control(self, params: GainControlParams) -> Self {
        let GainControlParams { gamma_o, gamma_s, k, sigma, radius, shape } = params;
        let numbers = self.and([gamma_o, gamma_s, k, sigma, radius]);
        match shape {
            PoolShape::Square => numbers,
            PoolShape::Disc => numbers.and([1.0]),
        }
    }

    pub(crate) const fn gaussians(self, params: GaussianParams) -> Self {
        let GaussianParams { sigma_across, sigma_along, count, separation, margin, contrast } =
            params;
        let [low, high] = contrast;
        let numbers = self.and([sigma_across, sigma_along, count as f64, separation, low, high]);
        if margin == 0.0 { numbers } else { numbers.and([margin]) }
    }

    pub(crate) const fn faces(self, params: FaceParams) -> Self {
        let FaceParams { size, sigma, tilt, contrast: [low, high] } = params;
        self.and([1.0, size[0], size[1], sigma, tilt, low, high])
    }
}

const fn rate(rate: Rate) -> [f64; 2] {
    match rate {
        Rate::Connection(alpha) => [0.0, alpha],
        Rate::Field(alpha) => [1.0, alpha],
    }
}
