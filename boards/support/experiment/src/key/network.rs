//! The keys of a network's parameters.

use super::{
    Key, key,
    range::Range::{AtLeast, Positive, Whole, Within, Words},
};
use lissom::{Params, geometry::MAX_SIDE, number::MAX_GAIN};

const SIDE: super::Range = Whole(1.0, MAX_SIDE as f64);
const RADIUS: super::Range = AtLeast(0.0);
const GAIN: super::Range = Within(0.0, MAX_GAIN);
const CEILING: super::Range = Within(0.01, MAX_GAIN);
const THRESHOLD: super::Range = Within(-127.0, 127.0);

/// The section `network`.
pub static NETWORK: &[Key<Params>] = &[
    key("retina", "side of the retina, in cells", SIDE, |p| &mut p.retina),
    key("lgn", "side of the LGN, in cells", SIDE, |p| &mut p.lgn),
    key("v1", "side of V1, in units", SIDE, |p| &mut p.cortex),
    key(
        "placement",
        "V1 on the LGN: corner on corner, or with a margin around it",
        Words("\"corners\" or { margin = 0..=127 }"),
        |p| &mut p.placement,
    ),
    key("r_a", "radius of the afferent fields, in LGN cells", RADIUS, |p| &mut p.r_a),
    key("r_e", "radius of the excitatory fields, in V1 units", RADIUS, |p| &mut p.r_e),
    key("r_i", "radius of the inhibitory fields, in V1 units", RADIUS, |p| &mut p.r_i),
    key("r_l", "radius of the LGN's fields, in retina cells", RADIUS, |p| &mut p.r_l),
    key("sigma_a", "σ of initial afferent weights, in LGN cells", Positive, |p| &mut p.sigma_a),
    key("sigma_e", "σ of initial excitatory weights, in V1 units", Positive, |p| &mut p.sigma_e),
    key("sigma_i", "σ of initial inhibitory weights, in V1 units", Positive, |p| &mut p.sigma_i),
    key("sigma_center", "σ of the LGN's center, in retina cells", Positive, |p| {
        &mut p.sigma_center
    }),
    key("sigma_surround", "σ of the LGN's surround, in retina cells", Positive, |p| {
        &mut p.sigma_surround
    }),
    key("gamma_a", "γ_A, the afferent gain", GAIN, |p| &mut p.gamma_a),
    key("gamma_e", "γ_E, the excitatory gain", GAIN, |p| &mut p.gamma_e),
    key("gamma_i", "γ_I, the inhibitory gain", GAIN, |p| &mut p.gamma_i),
    key("gamma_l", "γ_L, the LGN's gain", GAIN, |p| &mut p.gamma_l),
    key("theta_lower", "θ_l of V1: a response up to it gives no activity", THRESHOLD, |p| {
        &mut p.theta_lower
    }),
    key("theta_upper", "θ_u of V1: a response from it on gives activity 1", THRESHOLD, |p| {
        &mut p.theta_upper
    }),
    key("lgn_theta_lower", "θ_l of the LGN", THRESHOLD, |p| &mut p.lgn_theta_lower),
    key("lgn_theta_upper", "θ_u of the LGN", THRESHOLD, |p| &mut p.lgn_theta_upper),
    key("lgn_ceiling", "the LGN's largest activity", CEILING, |p| &mut p.lgn_ceiling),
    key("v1_ceiling", "V1's largest activity", CEILING, |p| &mut p.v1_ceiling),
    key("steps", "settling steps; 0 leaves the response to the LGN", Whole(0.0, 1000.0), |p| {
        &mut p.steps
    }),
];
