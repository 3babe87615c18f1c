//! The keys of an experiment and of what changes while it learns.

use super::{
    Key, Range, key,
    range::Range::{Finite, Positive, Whole, Within, Words},
};
use crate::method::Analysis;
use lissom::{
    learning::{HomeostasisParams, PhaseParams},
    model::GainControlParams,
};

/// A number of presentations.
pub const COUNT: Range = Whole(0.0, u32::MAX as f64);
/// Yes or no.
pub const TRUTH: Range = Words("true or false");

/// A section `phase`.
pub static PHASE: &[Key<PhaseParams>] = &[
    key("from", "the phase's first presentation; 0 in the first phase", COUNT, |p| &mut p.from),
    key(
        "r_e",
        "excitatory radius, in V1 units; connections beyond it are pruned",
        Range::AtLeast(0.0),
        |p| &mut p.r_e,
    ),
    key("theta_lower", "θ_l of V1", Within(-127.0, 127.0), |p| &mut p.theta_lower),
    key("theta_upper", "θ_u of V1", Within(-127.0, 127.0), |p| &mut p.theta_upper),
    key("rate_a", "learning rate of the afferent weights", Range::Rate, |p| &mut p.rate_a),
    key("rate_e", "learning rate of the excitatory weights", Range::Rate, |p| &mut p.rate_e),
    key("rate_i", "learning rate of the inhibitory weights", Range::Rate, |p| &mut p.rate_i),
    key("steps", "settling steps", Whole(0.0, 1000.0), |p| &mut p.steps),
    key(
        "prune",
        "inhibitory weights below this part of their unit's mean are pruned",
        Within(0.0, 1.0),
        |p| &mut p.prune,
    ),
];

/// The section `homeostasis`.
pub static HOMEOSTASIS: &[Key<HomeostasisParams>] = &[
    key("theta", "θ of every unit at the start", Within(-1.0, 1.0), |h| &mut h.theta),
    key("mean", "μ, the mean activity to keep", Within(0.0, 1.0), |h| &mut h.mean),
    key(
        "smoothing",
        "β, how much of the mean so far stays in a presentation",
        Within(0.0, 1.0),
        |h| &mut h.smoothing,
    ),
    key("rate", "λ, how fast θ follows", Within(0.0, 1.0), |h| &mut h.rate),
];

/// The section `gain_control`.
pub static GAIN_CONTROL: &[Key<GainControlParams>] = &[
    key("gamma_o", "γ_O, gain of an LGN cell's own drive", Positive, |g| &mut g.gamma_o),
    key("gamma_s", "γ_S, strength of the neighbours", Positive, |g| &mut g.gamma_s),
    key("k", "the constant beside the neighbours", Positive, |g| &mut g.k),
    key("sigma", "σ of the pool of neighbours, in LGN cells", Positive, |g| &mut g.sigma),
    key("radius", "reach of the pool, in LGN cells", Range::AtLeast(0.0), |g| &mut g.radius),
    key(
        "shape",
        "the pool: a square whose weights sum to 1 at the border, or a disc",
        Words("\"square\" or \"disc\""),
        |g| &mut g.shape,
    ),
];

/// The section `analysis`.
pub static ANALYSIS: &[Key<Analysis>] = &[
    key("orientations", "orientations of the gratings", Whole(1.0, 64.0), |a| &mut a.orientations),
    key("phases", "phases of each", Whole(1.0, 256.0), |a| &mut a.phases),
    key("period", "period of the gratings, in retina cells, or a list of several", Finite(2.0), {
        |a| &mut a.periods
    }),
    key(
        "response",
        "what of V1 is measured: its settled activity, or what the LGN sends",
        Words("\"settled\" or \"afferent\""),
        |a| &mut a.response,
    ),
    key("region", "middle of V1 to analyse: a part of its side up to 1, or rows", Positive, |a| {
        &mut a.region
    }),
];
