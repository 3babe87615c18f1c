//! One Gaussian in whole numbers.

use super::PLACES;
use crate::math;

/// An elongated Gaussian.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// Row and column, in steps of place.
    pub(super) centre: [i32; 2],
    /// Of its orientation, in 2⁻¹⁵.
    pub(super) sine: i32,
    pub(super) cosine: i32,
    /// log₂e/2σ² across and along, in 2⁻²⁴
    pub(super) falls: [u32; 2],
    /// In 2⁻¹⁵.
    pub(super) contrast: u32,
}

impl Spot {
    /// In 2⁻¹⁵, up to 2¹⁵.
    pub(super) fn intensity(&self, row: usize, column: usize) -> i32 {
        // distances in 2⁻⁶ below 2¹⁵, along the axes in 2⁻¹⁰, their squares below 2⁴⁰ in 2⁻²⁰
        let down = row as i32 * PLACES - self.centre[0];
        let right = column as i32 * PLACES - self.centre[1];
        let along_axes = [
            (self.cosine * down + self.sine * right + (1 << 10)) >> 11,
            (self.cosine * right - self.sine * down + (1 << 10)) >> 11,
        ];
        // a fall is below 2²⁶, so the sum of the products in 2⁻⁴⁴ is below 2⁶⁴
        let mut fall = 0_u64;
        for (distance, slope) in along_axes.into_iter().zip(self.falls) {
            let distance = u64::from(distance.unsigned_abs());
            fall = fall.saturating_add((distance * distance).saturating_mul(slope.into()));
        }
        ((half_to_the(fall >> 28) * self.contrast + (1 << 15)) >> 16) as i32
    }
}

/// Steps of orientation in a half turn.
pub(super) const HALF_TURN: u32 = 1024;

/// sin and cos of 0 to a half turn, `index` of its [`HALF_TURN`] steps, in 2⁻¹⁵.
pub(in crate::input) fn turn(index: u32) -> [i32; 2] {
    // the mean of two angles a 256th of a quarter turn apart; for an even index both are the same
    let sine = |index: u32| {
        let rounded = |index: u32| (math::integer_sine(index << 22) + (1 << 8)) >> 9;
        (rounded(index / 2) + rounded(index.div_ceil(2)) + 1) >> 1
    };
    match index {
        0..=512 => [sine(index), sine(512 - index)],
        _ => [sine(1024 - index), -sine(index - 512)],
    }
}

/// log₂e/2σ² of a σ of at least 0.5 cells, in 2⁻²⁴.
pub(super) const fn fall(sigma: f64) -> u32 {
    math::round(core::f64::consts::LOG2_E / (2.0 * sigma * sigma) * 16_777_216.0) as u32
}

/// 2^(−i/64), in 2⁻¹⁶.
static POWERS: [u32; 65] = {
    let mut table = [0; 65];
    let mut i = 0;
    while i <= 64 {
        let power = math::exp(-(i as f64) * core::f64::consts::LN_2 / 64.0);
        table[i] = math::round(power * 65_536.0) as u32;
        i += 1;
    }
    table
};

/// 2^(−fall), both in 2⁻¹⁶; 0 from 16 on.
pub(super) fn half_to_the(fall: u64) -> u32 {
    if fall >= 16 << 16 {
        return 0;
    }
    let fall = fall as u32;
    let (index, rest) = (((fall >> 10) & 63) as usize, fall & 1023);
    let power = POWERS[index] - (((POWERS[index] - POWERS[index + 1]) * rest) >> 10);
    let shift = fall >> 16;
    (power + ((1 << shift) >> 1)) >> shift
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::FRAC_PI_2;

    /// The streams' bits: the mean of two sines, each rounded to 2⁻¹⁵.
    #[test]
    fn turns_are_means_of_a_table() {
        let entry = |i: u32| {
            let angle = f64::from(i) * FRAC_PI_2 / 256.0;
            math::round(math::sin(angle) * 32_768.0) as i32
        };
        let sine = |index: u32| (entry(index / 2) + entry(index / 2 + index % 2) + 1) >> 1;
        for index in 0..=HALF_TURN {
            let expected = match index {
                0..=512 => [sine(index), sine(512 - index)],
                _ => [sine(1024 - index), -sine(index - 512)],
            };
            assert_eq!(turn(index), expected, "{index}");
        }
    }
}
