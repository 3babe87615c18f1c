//! Frozen networks: what run-time code does through [`Number`](crate::number::Number), done in `const` for
//! [`Fixed16`](number::Fixed16) and [`Fixed8`](number::Fixed8), so that weights, kernels, gains and pictures lie in flash and firmware holds no float.
//!
//! Each function gives the same bits as its run-time counterpart. Where that would return an error,
//! this does not compile. The compiler steps through about six operations a connection; above two
//! million it asks for `#![allow(long_running_const_eval)]` in the crate that owns the `static`.

use crate::{
    cortex::Dynamics,
    disc::{DiscRow, ExactDisc, disc_taps},
    dog::{SharedDog, with_place},
    field::Field,
    kernel::{Exact, Kernel},
    lgn::LgnDynamics,
    number::{self, FixedRamp, FixedWide, Frozen},
    params::{Params, check_gain},
    projection::Weights,
    sheet::Sheet,
    sigmoid::PiecewiseSigmoid,
    stimulus::OrientedGaussian,
};

mod training;

const BITS: u32 = 15;

impl<T: Frozen, const CONNECTIONS: usize> Weights<T, CONNECTIONS> {
    /// The weights that [`fill`](Weights::fill) sets.
    ///
    /// ```
    /// use lissom::{field, number::Fixed16, Field, Kernel, Weights};
    /// type Lateral = field!(16, 16, 3.0);
    /// static FIELD: Lateral = Field::new(3.0);
    /// static WEIGHTS: Weights<Fixed16, { Lateral::CONNECTIONS }> =
    ///     Weights::frozen(&FIELD, Kernel::cortex(2.34, None));
    /// assert_eq!(WEIGHTS.on(&FIELD).connection_field(8, 8).sum(), 1.0);
    /// ```
    pub const fn frozen<const IN: usize, const OUT: usize, const ROWS: usize>(
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        kernel: Kernel,
    ) -> Self {
        let mut frozen = Self::new();
        let (Ok(measured), Ok(mut exact)) =
            (Exact::new(field.view(), kernel), Exact::new(field.view(), kernel))
        else {
            panic!("sigma must be a finite number > 0")
        };
        let Ok(extremes) = measured.extremes() else { panic!("a unit's weights add up to 0") };
        let Some(exponent) = number::fixed_exponent(extremes, BITS, T::MOST as i32) else {
            panic!("weights too large for the number format")
        };
        frozen.exponent = exponent;
        let (mut next, mut unit) = (0, 0);
        while unit < OUT * OUT {
            let Ok(taps) = exact.enter(unit / OUT, unit % OUT) else { panic!() };
            let end = next + taps;
            while next < end {
                let weight = exact.weight();
                let bits = number::fixed_weight(weight.before, weight.weight, exponent, BITS);
                frozen.packed[next] = number::frozen_weight::<T>(bits);
                next += 1;
            }
            unit += 1;
        }
        frozen
    }
}

impl<T: Frozen, const CONNECTIONS: usize> Weights<T, CONNECTIONS> {
    /// How many [`bytes`](Self::bytes) there are.
    pub const BYTES: usize = 1 + Self::SIZE * CONNECTIONS;

    const SIZE: usize = size_of::<T::Weight>();

    /// The weights as bytes, for a file: the exponent, then each weight's bits in packed order, lower
    /// byte first.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        let bits = self.packed.iter().flat_map(|&weight| {
            T::weight_to_bits(weight).to_le_bytes().into_iter().take(Self::SIZE)
        });
        self.exponent.to_le_bytes().into_iter().chain(bits)
    }

    /// The weights `bits·2⁻⁽¹⁵⁺ᵉ⁾` with e the exponent, in packed order: those of a trained network,
    /// as [`export`](crate::export) writes them.
    ///
    /// # Panics
    ///
    /// Where the exponent is outside −14..=1, a weight is above ±[`MOST`](Frozen::MOST) or a unit's Σ|bits| is above 2¹⁶,
    /// the accumulator's bound; in a `static` that is a compile error.
    pub const fn of_bits<const IN: usize, const OUT: usize, const ROWS: usize>(
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        exponent: i8,
        bits: [i16; CONNECTIONS],
    ) -> Self {
        assert!(exponent >= -14 && exponent <= 1, "an exponent is -14 to 1");
        let mut weights = Self::new();
        weights.exponent = exponent;
        let (view, mut next, mut unit) = (field.view(), 0, 0);
        while unit < OUT * OUT {
            let end = next + view.taps(unit / OUT, unit % OUT);
            let mut sum = 0_u32;
            while next < end {
                assert!(
                    bits[next].unsigned_abs() <= T::MOST.unsigned_abs(),
                    "a weight is too large"
                );
                sum += bits[next].unsigned_abs() as u32;
                weights.packed[next] = number::frozen_weight::<T>(bits[next] as i64);
                next += 1;
            }
            assert!(sum <= 1 << 16, "a unit's weights are too large");
            unit += 1;
        }
        weights
    }

    /// The weights that gave `bytes`, which a build script has filled: the compiler reads
    /// and checks them, where [`frozen`](Self::frozen) computes each.
    ///
    /// # Panics
    ///
    /// As [`of_bits`](Self::of_bits), and where there are not [`BYTES`](Self::BYTES).
    pub const fn of_bytes<const IN: usize, const OUT: usize, const ROWS: usize>(
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        bytes: &[u8],
    ) -> Self {
        assert!(bytes.len() == Self::BYTES, "these are not the bytes of weights on this field");
        let (mut bits, mut next) = ([0; CONNECTIONS], 0);
        while next < CONNECTIONS {
            let first = 1 + Self::SIZE * next;
            bits[next] = match Self::SIZE {
                1 => bytes[first] as i8 as i16,
                _ => i16::from_le_bytes([bytes[first], bytes[first + 1]]),
            };
            next += 1;
        }
        Self::of_bits(field, bytes[0] as i8, bits)
    }
}

impl<T: Frozen, const SIDE: usize, const ROWS: usize, const TAPS: usize>
    SharedDog<T, SIDE, ROWS, TAPS>
{
    /// The kernel that [`fill`](SharedDog::fill) sets.
    pub const fn frozen(radius: f64, sigma_center: f64, sigma_surround: f64) -> Self {
        assert!(TAPS == disc_taps(SIDE, radius), "TAPS must be disc_taps(SIDE, radius)");
        let mut dog = Self::new();
        let discs: [ExactDisc<SIDE>; 2] =
            match (ExactDisc::new(radius, sigma_center), ExactDisc::new(radius, sigma_surround)) {
                (Ok(center), Ok(surround)) => [center, surround],
                _ => panic!("the radius must be ≥ 0 and both sigmas finite and > 0"),
            };
        dog.radius = radius;
        let mut channel = 0;
        while channel < 2 {
            let disc = &discs[channel];
            let Some(exponent) = number::fixed_exponent(disc.extremes(), BITS, i16::MAX as i32)
            else {
                panic!()
            };
            dog.exponents[channel] = exponent;
            let (mut before, mut tap, mut row) = (0.0, 0, 0);
            while row < ROWS {
                let widths = dog.rows[row].widths;
                dog.rows[row] = DiscRow { first: tap as u32, widths, ..disc.row(row) };
                let mut column = 0;
                while column < 2 * dog.rows[row].half as usize + 1 {
                    let weight = disc.weight(row, column);
                    let bits = number::fixed_weight(before, weight, exponent, BITS);
                    if bits != 0 {
                        dog.rows[row].widen(channel, column);
                    }
                    dog.kernels[channel][tap] = number::frozen_activity(bits);
                    before += weight;
                    tap += 1;
                    column += 1;
                }
                row += 1;
            }
            let mut place = 0;
            while place < ROWS * ROWS {
                let (row, column) = (place / ROWS, place % ROWS);
                let units = (with_place(SIDE, ROWS, row), with_place(SIDE, ROWS, column));
                if let (Some(i), Some(j)) = units {
                    dog.ratios[row][column][channel] = number::fixed_wide(disc.ratio(i, j));
                }
                place += 1;
            }
            channel += 1;
        }
        dog
    }
}

impl<T: Frozen> PiecewiseSigmoid<T> {
    /// The sigmoid that [`new`](PiecewiseSigmoid::new) makes.
    pub const fn frozen(lower: f64, upper: f64) -> Self {
        let (lower, upper) = (number::fixed_wide(lower), number::fixed_wide(upper));
        let Some(ramp) = FixedRamp::new(lower, upper, BITS) else {
            panic!("the upper threshold must be above the lower one")
        };
        Self { lower, upper, ramp }
    }
}

const fn gain(gain: f64) -> FixedWide {
    let Ok(gain) = check_gain(gain) else { panic!("a gain must be in 0..=32") };
    number::fixed_wide(gain)
}

impl<T: Frozen> LgnDynamics<T> {
    /// The numbers that [`new`](LgnDynamics::new) takes.
    pub const fn frozen(params: &Params) -> Self {
        Self {
            gamma: gain(params.gamma_l),
            sigmoid: PiecewiseSigmoid::frozen(params.lgn_theta_lower, params.lgn_theta_upper),
        }
    }
}

impl<T: Frozen> Dynamics<T> {
    /// The numbers that [`new`](Dynamics::new) takes.
    pub const fn frozen(params: &Params) -> Self {
        Self {
            gamma_a: gain(params.gamma_a),
            gamma_e: gain(params.gamma_e),
            gamma_i: gain(params.gamma_i),
            sigmoid: PiecewiseSigmoid::frozen(params.theta_lower, params.theta_upper),
            steps: params.steps,
        }
    }
}

impl<T: Frozen, const SIDE: usize> Sheet<T, SIDE> {
    /// The picture that [`draw`](Sheet::draw) makes of a Gaussian.
    pub const fn frozen(stimulus: OrientedGaussian) -> Self {
        let mut sheet = Self::new();
        let mut unit = 0;
        while unit < SIDE * SIDE {
            let (row, column) = (unit / SIDE, unit % SIDE);
            let bits = crate::math::round(stimulus.intensity(row as f64, column as f64) * 32_768.0);
            let most = i16::MAX as i64;
            sheet.0[row][column] = number::frozen_activity(if bits > most { most } else { bits });
            unit += 1;
        }
        sheet
    }
}
