//! The parameters of trainings, and the presets.

use crate::{
    input::{FaceParams, GaussianParams},
    learning::{HomeostasisParams, PhaseParams, Rate},
    model::Params,
    weights::disc_taps,
};

/// The parameters of a training: what happens when, and what is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainingParams<const PHASES: usize> {
    /// What changes when.
    pub phases: [PhaseParams; PHASES],
    /// Presentations of the whole training.
    pub presentations: u32,
    /// GCAL's homeostasis; none for thresholds by schedule.
    pub homeostasis: Option<HomeostasisParams>,
    /// The pictures.
    pub pictures: GaussianParams,
}

/// θ_l and θ_u above the start, α_A and α_E as parts of the start's, settling steps and factor of
/// r_E, from the presentation in front, at one Gaussian a picture: the schedule of the C++ LISSOM's
/// `or_defs`.
const SCHEDULE: [(u32, f64, f64, f64, f64, u16, f64); 11] = [
    (0, 0.00, 0.00, 1.0, 1.0, 9, 1.0),
    (200, 0.01, 0.01, 1.0, 1.0, 9, 0.6),
    (500, 0.02, 0.02, 5.0 / 7.0, 0.5, 9, 0.7),
    (1_000, 0.05, 0.03, 5.0 / 7.0, 0.5, 9, 0.8),
    (2_000, 0.08, 0.05, 4.0 / 7.0, 0.5, 10, 0.8),
    (3_000, 0.10, 0.08, 4.0 / 7.0, 0.5, 10, 0.8),
    (4_000, 0.10, 0.11, 3.0 / 7.0, 0.5, 10, 0.6),
    (5_000, 0.11, 0.14, 3.0 / 7.0, 0.5, 11, 0.6),
    (6_500, 0.12, 0.17, 3.0 / 7.0, 0.5, 12, 0.6),
    (8_000, 0.13, 0.20, 3.0 / 7.0, 0.5, 13, 0.6),
    (20_000, 0.14, 0.23, 1.5 / 7.0, 0.5, 13, 0.6),
];

impl<const PHASES: usize> TrainingParams<PHASES> {
    /// The same for activities that are stored as parts of the network's ceilings; see
    /// [`PhaseParams::stored`] and [`HomeostasisParams::stored`].
    #[must_use]
    pub const fn stored(mut self, network: &Params) -> Self {
        let mut next = 0;
        while next < PHASES {
            self.phases[next] = self.phases[next].stored(network);
            next += 1;
        }
        if let Some(homeostasis) = self.homeostasis {
            self.homeostasis = Some(homeostasis.stored(network));
        }
        self
    }
}

impl TrainingParams<1> {
    /// The network as it is, with the learning rates of LISSOM and one Gaussian a picture.
    pub const fn notebook(params: &Params) -> Self {
        let pictures = pictures(params, 1);
        Self { phases: [start(params)], presentations: 10_000, homeostasis: None, pictures }
    }

    /// GCAL: constant radii and rates, thresholds by homeostasis, excitation that does not learn,
    /// and Gaussians of any contrast from 0.1. With [`Params::gcal`].
    pub const fn gcal(params: &Params) -> Self {
        let phase = PhaseParams {
            rate_a: Rate::Field(0.1),
            rate_e: Rate::Field(0.0),
            rate_i: Rate::Field(0.3),
            ..start(params)
        };
        Self {
            phases: [phase],
            presentations: 20_000,
            homeostasis: Some(HomeostasisParams::GCAL),
            pictures: GaussianParams {
                separation: 0.0,
                contrast: [0.1, 1.0],
                ..pictures(params, 2)
            },
        }
    }
}

impl TrainingParams<1> {
    /// GCAL as the published script trains it: half-rectified responses above thresholds that start
    /// at 0.2, 4 Gaussians of one contrast a picture, with centres up to a quarter of a unit of
    /// length beyond V1. With [`Params::gcal_2013`].
    pub const fn gcal_2013(params: &Params) -> Self {
        Self::topographica(params, 4, 1.0, 0.20)
    }

    /// GCAL as Topographica's later model trains it: thresholds start at 0.15, 2 Gaussians of
    /// contrast 0.7 a picture. With [`Params::gcal_topographica`].
    pub const fn gcal_topographica(params: &Params) -> Self {
        Self::topographica(params, 2, 0.7, 0.15)
    }

    const fn topographica(params: &Params, count: u8, contrast: f64, theta: f64) -> Self {
        let Params { lgn, cortex, r_a, r_i, sigma_a, .. } = *params;
        let phase = PhaseParams {
            rate_a: Rate::Connection(0.1 / disc_taps(lgn, r_a) as f64),
            rate_e: Rate::Connection(0.0),
            rate_i: Rate::Connection(0.3 / disc_taps(cortex, r_i) as f64),
            ..start(params)
        };
        // σ_A is 0.27083 units of length
        let per_lgn = sigma_a / 0.270_83;
        let sigma_across = 0.088_388 / 2.0 * per_lgn;
        Self {
            phases: [phase],
            presentations: 20_000,
            homeostasis: Some(HomeostasisParams { theta, ..HomeostasisParams::GCAL }),
            pictures: GaussianParams {
                sigma_across,
                sigma_along: 4.666_67 * sigma_across,
                count,
                separation: 0.0,
                margin: 0.875 * per_lgn,
                contrast: [contrast; 2],
            },
        }
    }
}

impl TrainingParams<11> {
    /// LISSOM's orientation map: excitation shrinks, thresholds rise, learning slows down. With two
    /// Gaussians a picture everything happens in half as many presentations.
    pub const fn lissom_or(params: &Params, gaussians: u8) -> Self {
        let mut phases = [start(params); 11];
        let floor = (params.cortex as f64 / 44.0).max(1.5);
        let inputs = if gaussians == 2 { 2 } else { 1 };
        let (mut r_e, mut next) = (params.r_e, 0);
        while next < 11 {
            let (from, lower, upper, rate_a, rate_e, steps, factor) = SCHEDULE[next];
            r_e *= factor;
            phases[next] = PhaseParams {
                from: from / inputs,
                r_e: if next == 0 || r_e > floor { r_e } else { floor },
                theta_lower: params.theta_lower + lower,
                theta_upper: params.theta_upper + upper,
                rate_a: Rate::Field(0.959 * rate_a),
                rate_e: Rate::Field(2.555_28 * rate_e),
                steps,
                ..start(params)
            };
            next += 1;
        }
        Self {
            phases,
            presentations: 20_000 / inputs,
            homeostasis: None,
            pictures: pictures(params, gaussians),
        }
    }
}

/// Radii, thresholds and steps of the network, and LISSOM's rates at the start.
const fn start(params: &Params) -> PhaseParams {
    PhaseParams {
        from: 0,
        r_e: params.r_e,
        theta_lower: params.theta_lower,
        theta_upper: params.theta_upper,
        rate_a: Rate::Field(0.959),
        rate_e: Rate::Field(2.555_28),
        rate_i: Rate::Field(1.808_73),
        steps: params.steps,
        prune: 0.0,
    }
}

/// Gaussians that are to an afferent field as LISSOM's to one of radius 6.5: σ 4.95 along and 1.06
/// across, centres 2.2 radii apart.
const fn pictures(params: &Params, count: u8) -> GaussianParams {
    GaussianParams {
        sigma_across: 1.06 * params.r_a / 6.5,
        sigma_along: 4.95 * params.r_a / 6.5,
        count,
        separation: 2.2 * params.r_a,
        margin: 0.0,
        contrast: [1.0, 1.0],
    }
}

/// Faces for a network: as tall as half an afferent field to a whole one, dots as wide beside them
/// as pylissom's, upright to within 10°.
pub const fn faces(params: &Params) -> FaceParams {
    FaceParams {
        size: [params.r_a, 2.0 * params.r_a],
        sigma: 0.2,
        tilt: 10.0,
        contrast: [1.0, 1.0],
    }
}
