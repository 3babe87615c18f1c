// lissom-or 5 LGN 11 fixed16, seed 1: 20 presentations, trace 66f21261; written by `lissom export`.

use lissom::{Fixed16, Params, geometry::Placement};

lissom::network!(
    /// The network, with the thresholds and settling steps that it has come to.
    pub mod map = Params {
        retina: 11,
        lgn: 11,
        cortex: 5,
        placement: Placement::Corners,
        r_l: 4.7,
        sigma_center: 0.443113462726379,
        sigma_surround: 1.772453850905516,
        gamma_l: 2.33,
        lgn_theta_lower: 0.0,
        lgn_theta_upper: 1.0,
        r_a: 3.25,
        r_e: 0.5,
        r_i: 0.25,
        sigma_a: 2.5,
        sigma_e: 0.39,
        sigma_i: 0.52,
        gamma_a: 1.0,
        gamma_e: 0.9,
        gamma_i: 0.9,
        theta_lower: 0.08300000429153442,
        theta_upper: 0.6330000162124634,
        lgn_ceiling: 1.0,
        v1_ceiling: 1.0,
        steps: 9,
        seed: Some(1),
    },
    channels 2
);

/// What it has learned.
pub static WEIGHTS: map::Weights<Fixed16> = map::Weights::of_bytes(include_bytes!("learned.bin"));
