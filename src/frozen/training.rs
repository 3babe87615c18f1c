//! The parameters of a training, frozen.

use super::{Frozen, checked};
use crate::{
    engine::{PoolLoop, pool},
    learning::{
        Homeostasis, HomeostasisParams, LearningRate, MAX_THETA, Phase, PhaseParams, Rate,
        check_order, check_rate, fixed_rate, prune, reach,
    },
    model::{DiscGainControl, GainControl, GainControlParams, Params, PiecewiseSigmoid, factors},
    number::{Extremes, Fixed16, fixed_exponent, fixed_weight, fixed_wide},
    side::Const,
    weights::{Pool, SharedDog, exact_pool},
};

impl<W: Frozen> LearningRate<W> {
    /// The rate that [`new`](LearningRate::new) takes.
    pub const fn frozen(rate: Rate) -> Self {
        let (Rate::Connection(alpha) | Rate::Field(alpha)) = rate;
        let alpha = checked(check_rate("learning rate", alpha));
        Self { rate: fixed_rate(alpha), per_field: matches!(rate, Rate::Field(_)) }
    }
}

impl<W: Frozen> Phase<W> {
    /// The phase that [`new`](Phase::new) makes.
    pub const fn frozen(params: &PhaseParams) -> Self {
        let (reach, prune) = match (reach(params.r_e), prune(params.prune)) {
            (Ok(reach), Ok(prune)) => (reach, prune),
            (Err(error), _) | (_, Err(error)) => error.panic(),
        };
        Self {
            from: params.from,
            reach,
            sigmoid: PiecewiseSigmoid::frozen(params.theta_lower, params.theta_upper),
            rates: [
                LearningRate::frozen(params.rate_a),
                LearningRate::frozen(params.rate_e),
                LearningRate::frozen(params.rate_i),
            ],
            steps: params.steps,
            prune,
        }
    }

    /// The schedule that [`all`](Phase::all) makes.
    pub const fn frozen_all<const N: usize>(params: &[PhaseParams; N]) -> [Self; N] {
        if let Err(error) = check_order(params) {
            error.panic();
        }
        let (mut phases, mut next) = ([Self::frozen(&params[0]); N], 1);
        while next < N {
            phases[next] = Self::frozen(&params[next]);
            next += 1;
        }
        phases
    }
}

impl Homeostasis<Fixed16> {
    /// What [`new`](Homeostasis::new) makes.
    pub const fn frozen(params: HomeostasisParams) -> Self {
        if let Err(error) = params.check() {
            error.panic();
        }
        Self {
            theta: fixed_wide(params.theta),
            mean: fixed_wide(params.mean),
            renewal: fixed_wide(1.0 - params.smoothing),
            rate: fixed_wide(params.rate),
            most: fixed_wide(MAX_THETA),
        }
    }
}

impl<const N: usize> Pool<Fixed16, Const<N>> {
    /// The kernel that [`new`](Pool::new) makes.
    pub const fn frozen(sigma: f64, radius: f64) -> Self {
        let [mut exact, mut exact_ratios] = [[0.0; N]; 2];
        let reach = match exact_pool(sigma, radius, &mut exact, &mut exact_ratios) {
            Ok(reach) => reach,
            Err(error) => error.panic(),
        };
        let extremes = Extremes { peak: exact[0], total: 1.0, mixed: 0 };
        let exponent = match fixed_exponent(extremes, 15, i16::MAX as i32) {
            Some(exponent) if exponent < 0 => exponent,
            _ => 0,
        };
        let (weights, ratios) = ([Fixed16::ZERO; N], [fixed_wide(0.0); N]);
        let rows = PoolLoop(pool);
        let mut pool = Self { side: Const, weights, ratios, reach, exponent, rows };
        let mut place = 0;
        while place < N {
            pool.ratios[place] = fixed_wide(exact_ratios[place]);
            place += 1;
        }
        let (mut before, mut stored, mut distance) = (0.0, 0, reach);
        while distance > 0 {
            let bits = fixed_weight(before, exact[distance], exponent, 15);
            pool.weights[distance] = Fixed16::from_bits(bits as i16);
            before += exact[distance];
            stored += bits;
            distance -= 1;
        }
        pool.weights[0] = Fixed16::from_bits(((1_i64 << (15 + exponent)) - 2 * stored) as i16);
        pool
    }
}

impl<const N: usize> GainControl<Fixed16, Const<N>> {
    /// The gain control that [`new`](GainControl::new) makes.
    pub const fn frozen(params: &GainControlParams, network: &Params) -> Self {
        let [gain, offset] = match factors(params, network) {
            Ok(factors) => factors,
            Err(error) => error.panic(),
        };
        let pool = Pool::<Fixed16, Const<N>>::frozen(params.sigma, params.radius);
        Self { gain: fixed_wide(gain), offset: fixed_wide(offset), pool }
    }
}

impl<W: Frozen, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    DiscGainControl<W, SIDE, ROWS, TAPS>
{
    /// Gain control by a disc.
    pub const fn frozen(params: &GainControlParams, network: &Params) -> Self {
        let [gain, offset] = match factors(params, network) {
            Ok(factors) => factors,
            Err(error) => error.panic(),
        };
        let pool = SharedDog::frozen_lone(params.radius, params.sigma);
        Self { gain: fixed_wide(gain), offset: fixed_wide(offset), pool }
    }
}
