//! The numbers of a training, frozen.

use crate::{
    gain_control::{GainControl, GainControlParams, factors},
    homeostasis::{Homeostasis, HomeostasisParams, MOST},
    learn::{LearningRate, Rate, check_rate},
    number::{Frozen, fixed_rate, fixed_wide},
    pool::{ExactPool, Pool},
    schedule::{Phase, PhaseParams, check_order, death, reach},
    sigmoid::PiecewiseSigmoid,
};

impl<T: Frozen> LearningRate<T> {
    /// The rate that [`new`](LearningRate::new) takes.
    pub const fn frozen(rate: Rate) -> Self {
        let (Rate::Connection(alpha) | Rate::Field(alpha)) = rate;
        assert!(check_rate(alpha).is_ok(), "a learning rate must be in 0..=16");
        Self { rate: fixed_rate(alpha), of_field: matches!(rate, Rate::Field(_)) }
    }
}

impl<T: Frozen> Phase<T> {
    /// The numbers that [`new`](Phase::new) takes.
    pub const fn frozen(params: &PhaseParams) -> Self {
        let (Ok(reach), Ok(death)) = (reach(params.r_e), death(params.death)) else {
            panic!("the radius must be ≥ 0, and the part that dies in 0..=1")
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
            death,
        }
    }

    /// The schedule that [`all`](Phase::all) makes.
    pub const fn frozen_all<const N: usize>(params: &[PhaseParams; N]) -> [Self; N] {
        assert!(check_order(params).is_ok(), "the phases must begin at 0 and rise");
        let (mut phases, mut next) = ([Self::frozen(&params[0]); N], 1);
        while next < N {
            phases[next] = Self::frozen(&params[next]);
            next += 1;
        }
        phases
    }
}

impl<T: Frozen> Homeostasis<T> {
    /// The numbers that [`new`](Homeostasis::new) takes.
    pub const fn frozen(params: HomeostasisParams) -> Self {
        assert!(params.check().is_ok(), "homeostasis takes numbers of 0..=1");
        Self {
            theta: fixed_wide(params.theta),
            mean: fixed_wide(params.mean),
            renewal: fixed_wide(1.0 - params.smoothing),
            rate: fixed_wide(params.rate),
            most: fixed_wide(MOST),
        }
    }
}

impl<T: Frozen, const SIDE: usize> Pool<T, SIDE> {
    /// The kernel that [`new`](Pool::new) makes.
    pub const fn frozen(sigma: f64, radius: f64) -> Self {
        let Ok(exact) = ExactPool::<SIDE>::new(sigma, radius) else {
            panic!("sigma must be a finite number > 0, the radius a number ≥ 0")
        };
        let zero = [fixed_wide(0.0); SIDE];
        let mut pool = Self { weights: zero, ratios: zero, reach: exact.reach };
        let mut place = 0;
        while place < SIDE {
            pool.weights[place] = fixed_wide(exact.weights[place]);
            pool.ratios[place] = fixed_wide(exact.ratios[place]);
            place += 1;
        }
        pool
    }
}

impl<T: Frozen, const SIDE: usize> GainControl<T, SIDE> {
    /// The gain control that [`new`](GainControl::new) makes.
    pub const fn frozen(params: &GainControlParams, gamma_l: f64) -> Self {
        let Ok([gain, offset]) = factors(params, gamma_l) else {
            panic!("the numbers of gain control are out of range")
        };
        let pool = Pool::<T, SIDE>::frozen(params.sigma, params.radius);
        Self { gain: fixed_wide(gain), offset: fixed_wide(offset), pool }
    }
}
