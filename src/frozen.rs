//! Frozen networks: what run-time code does through [`Weight`](crate::number::Weight), done in
//! `const` for [`Fixed16`] and [`Fixed8`], so that weights, kernels, gains and pictures lie in
//! flash and firmware holds no float.
//!
//! Each function gives the same bits as its run-time counterpart. Where that would return an error,
//! this does not compile. The compiler interprets each step. Above two million of them, which the
//! weights of 24 × 24 take, rustc's lint `long_running_const_eval` fires; allow it in the crate
//! that owns the `static`.

use crate::{
    error::Error,
    input::OrientedGaussian,
    learning::Learn,
    math,
    model::{Dynamics, LgnDynamics, Params, PiecewiseSigmoid},
    number::{Fixed8, Fixed16, FixedSlope, FixedWide, fixed_wide},
    sheet::SheetOf,
    side::Const,
};

mod bytes;
mod training;
mod weights;

const BITS: u32 = 15;

/// A weight whose networks can lie in flash.
///
/// The functions of a trait cannot be called in `const`, but its tables can be looked up. They are
/// for the compiler alone: a frozen `static` takes none of them into the firmware.
pub trait Frozen: Learn<Activity = Fixed16, Rate = u32> {
    /// The largest weight's bits.
    const MOST: i16;
    /// The weight of each pattern of bits.
    const WEIGHTS: &'static [Self];
}

/// A weight for each pattern of bits.
macro_rules! table {
    ($weight:ty, $bits:ty) => {{
        let mut all = [<$weight>::from_bits(0); 1 << <$bits>::BITS];
        let mut bits = 0;
        while bits < all.len() {
            all[bits] = <$weight>::from_bits(bits as $bits);
            bits += 1;
        }
        all
    }};
}

impl Frozen for Fixed8 {
    const MOST: i16 = i8::MAX as i16;
    const WEIGHTS: &'static [Self] = &table!(Self, i8);
}

impl Frozen for Fixed16 {
    const MOST: i16 = i16::MAX;
    const WEIGHTS: &'static [Self] = &table!(Self, i16);
}

/// The weight of these bits.
const fn weight<W: Frozen>(bits: i64) -> W {
    W::WEIGHTS[bits as usize % W::WEIGHTS.len()]
}

/// The parameter itself; fails where it is out of range.
const fn checked(result: Result<f64, Error>) -> f64 {
    match result {
        Ok(value) => value,
        Err(error) => error.panic(),
    }
}

impl PiecewiseSigmoid<Fixed16> {
    /// The sigmoid that [`new`](PiecewiseSigmoid::new) makes.
    pub const fn frozen(lower: f64, upper: f64) -> Self {
        let error = Error::Thresholds { lower, upper };
        let lower = fixed_wide(checked(Error::threshold("a lower threshold", lower)));
        let upper = fixed_wide(checked(Error::threshold("an upper threshold", upper)));
        let Some(slope) = FixedSlope::new(lower, upper, BITS) else { error.panic() };
        Self { lower, upper, slope }
    }
}

const fn gain(what: &'static str, gain: f64) -> FixedWide {
    fixed_wide(checked(Error::gain(what, gain)))
}

impl LgnDynamics<Fixed16> {
    /// What [`new`](LgnDynamics::new) makes.
    pub const fn frozen(params: &Params) -> Self {
        Self {
            gamma: gain("gamma_l", params.gamma_l),
            sigmoid: PiecewiseSigmoid::frozen(params.lgn_theta_lower, params.lgn_theta_upper),
        }
    }
}

impl Dynamics<Fixed16> {
    /// What [`new`](Dynamics::new) makes.
    pub const fn frozen(params: &Params) -> Self {
        checked(Error::ceiling("lgn_ceiling", params.lgn_ceiling));
        checked(Error::ceiling("v1_ceiling", params.v1_ceiling));
        let [gamma_a, gamma_e, gamma_i] = params.stored_gains();
        Self {
            gamma_a: gain("gamma_a", gamma_a),
            gamma_e: gain("gamma_e", gamma_e),
            gamma_i: gain("gamma_i", gamma_i),
            sigmoid: PiecewiseSigmoid::frozen(params.theta_lower, params.theta_upper),
            steps: params.steps,
        }
    }
}

impl<const N: usize> SheetOf<Fixed16, Const<N>> {
    /// The picture that [`draw`](SheetOf::draw) makes of a Gaussian.
    pub const fn frozen(stimulus: OrientedGaussian) -> Self {
        let mut sheet = Self::new();
        let mut unit = 0;
        while unit < N * N {
            let (row, column) = (unit / N, unit % N);
            let bits = math::round(stimulus.intensity(row as f64, column as f64) * 32_768.0);
            let bits = if bits > i16::MAX as i64 { i16::MAX } else { bits as i16 };
            sheet.0[row][column] = Fixed16::from_bits(bits);
            unit += 1;
        }
        sheet
    }
}
