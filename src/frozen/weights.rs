//! Weights and kernels in flash.

use super::{BITS, Frozen, weight};
use crate::{
    geometry::{DiscRow, Field, Table},
    math,
    number::{Fixed16, fixed_exponent, fixed_weight, fixed_wide},
    weights::{Exact, ExactDisc, InitialWeights, SharedDog, Weights, disc_taps, places},
};

impl<W: Frozen, const CONNECTIONS: usize> Weights<W, CONNECTIONS> {
    /// The weights that [`fill`](Weights::fill) sets.
    ///
    /// ```
    /// use lissom::{Field, Fixed16, InitialWeights, Weights, field};
    /// type Lateral = field!(16, 16, 3.0);
    /// static FIELD: Lateral = Field::new(3.0);
    /// static WEIGHTS: Weights<Fixed16, { Lateral::CONNECTIONS }> =
    ///     Weights::frozen(&FIELD, InitialWeights::cortex(2.34, None));
    /// assert_eq!(WEIGHTS.on(&FIELD).connection_field(8, 8).sum(), 1.0);
    /// ```
    pub const fn frozen<const IN: usize, const OUT: usize, const ROWS: usize>(
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        initial: InitialWeights,
    ) -> Self {
        Self::frozen_on::<IN, OUT>(field.table(), initial)
    }

    /// The same on any table of connection fields.
    pub(crate) const fn frozen_on<const IN: usize, const OUT: usize>(
        table: Table<'_>,
        initial: InitialWeights,
    ) -> Self {
        let mut frozen = Self::new();
        let [mut center, mut surround] = [[[0.0; IN]; 2]; 2];
        let profiles = [center.as_flattened_mut(), surround.as_flattened_mut()];
        let mut exact = match Exact::new(table, initial, profiles) {
            Ok(exact) => exact,
            Err(error) => error.panic(),
        };
        let mut all = [0.0; CONNECTIONS];
        let extremes = match exact.extremes(&mut all) {
            Ok(extremes) => extremes,
            Err(error) => error.panic(),
        };
        let Some(exponent) = fixed_exponent(extremes, BITS, W::MOST as i32) else {
            panic!("weights too large for the number format")
        };
        frozen.exponent = exponent;
        // as `fixed_weight`, but each sum is rounded once
        let scale = math::power_of_two(BITS as i64 + exponent as i64);
        let (mut next, mut unit) = (0, 0);
        while unit < OUT * OUT {
            let end = next + table.taps(unit / OUT, unit % OUT);
            let (mut sum, mut before) = (0.0, 0);
            while next < end {
                sum += all[next];
                let rounded = math::round(sum * scale);
                frozen.packed[next] = weight::<W>(rounded - before);
                (next, before) = (next + 1, rounded);
            }
            unit += 1;
        }
        frozen
    }
}

impl<const SIDE: usize, const ROWS: usize, const TAPS: usize> SharedDog<Fixed16, SIDE, ROWS, TAPS> {
    /// The kernel that [`fill`](SharedDog::fill) sets.
    pub const fn frozen(radius: f64, sigma_center: f64, sigma_surround: f64) -> Self {
        assert!(TAPS == disc_taps(SIDE, radius), "TAPS must be disc_taps(SIDE, radius)");
        let mut dog = Self::new();
        dog.radius = radius;
        let [mut center, mut surround] = [[0.0; SIDE]; 2];
        dog.freeze(0, radius, sigma_center, &mut center);
        dog.freeze(1, radius, sigma_surround, &mut surround);
        dog
    }

    /// The kernel that [`fill_lone`](SharedDog::fill_lone) sets.
    pub const fn frozen_lone(radius: f64, sigma: f64) -> Self {
        assert!(TAPS == disc_taps(SIDE, radius), "TAPS must be disc_taps(SIDE, radius)");
        let mut dog = Self::new();
        dog.radius = radius;
        let mut memory = [0.0; SIDE];
        dog.freeze(0, radius, sigma, &mut memory);
        dog.exponents[1] = dog.exponents[0];
        dog.ratios = [[fixed_wide(1.0), fixed_wide(0.0)]; TAPS];
        dog
    }

    const fn freeze(&mut self, channel: usize, radius: f64, sigma: f64, memory: &mut [f64]) {
        let disc = match ExactDisc::new(radius, sigma, memory) {
            Ok(disc) => disc,
            Err(error) => error.panic(),
        };
        let Some(exponent) = fixed_exponent(disc.extremes(), BITS, i16::MAX as i32) else {
            panic!("weights too large for the number format")
        };
        self.exponents[channel] = exponent;
        let (mut before, mut tap, mut row) = (0.0, 0, 0);
        while row < ROWS {
            let widths = self.rows[row].widths;
            self.rows[row] = DiscRow { first: tap as u32, widths, ..disc.row(row) };
            let mut column = 0;
            while column < 2 * self.rows[row].half as usize + 1 {
                let weight = disc.weight(row, column);
                let bits = fixed_weight(before, weight, exponent, BITS);
                if bits != 0 {
                    self.rows[row].widen(channel, column);
                }
                self.kernels[channel][tap] = Fixed16::from_bits(bits as i16);
                before += weight;
                tap += 1;
                column += 1;
            }
            row += 1;
        }
        let (places, mut place) = (places(SIDE, ROWS), 0);
        while place < places * places {
            let (i, j) = (place / places, place % places);
            self.ratios[place][channel] = fixed_wide(disc.ratio(i, j));
            place += 1;
        }
    }
}
