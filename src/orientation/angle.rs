//! Orientations as binary angles; the angle and length of a vector in integers.

use crate::math::{self, integer_sine as sine};
use core::f64::consts::PI;

/// An orientation of 0° ≤ θ < 180° in steps of 180°/2¹⁶, which wraps as orientations do.
///
/// Its bits are also those of the doubled angle 2θ in steps of 360°/2¹⁶.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Orientation(pub u16);

impl Orientation {
    /// The orientation nearest to an angle in degrees, of any size; NaN is 0°.
    pub const fn from_degrees(degrees: f64) -> Self {
        Self(math::round(degrees % 180.0 / 180.0 * 65_536.0) as u16)
    }

    /// The orientation `index` · 180°/`orientations`; 0° if `orientations` is 0.
    pub const fn step(index: u16, orientations: u16) -> Self {
        if orientations == 0 {
            return Self(0);
        }
        Self((((index as u32) << 16) / orientations as u32) as u16)
    }

    /// The angle in degrees, 0 ≤ θ < 180.
    pub const fn degrees(self) -> f64 {
        self.0 as f64 * (180.0 / 65_536.0)
    }

    /// The difference from `from`, −90° to 90° in steps of 180°/2¹⁶.
    pub const fn turn_from(self, from: Self) -> i16 {
        self.0.wrapping_sub(from.0) as i16
    }

    /// (cos θ, sin θ) in steps of 2⁻²⁴, by [`sine`](super::sine).
    pub const fn direction(self) -> (i32, i32) {
        let angle = (self.0 as u32) << 15;
        (sine(angle.wrapping_add(1 << 30)), sine(angle))
    }

    /// (cos 2θ, sin 2θ) in steps of 2⁻²⁴, by [`sine`](super::sine).
    pub const fn doubled(self) -> (i32, i32) {
        let angle = (self.0 as u32) << 16;
        (sine(angle.wrapping_add(1 << 30)), sine(angle))
    }

    /// Half the angle of a vector from the x axis, within 0.6 steps, and the vector's length, to
    /// within 1; (0, 0) for the zero vector. Coordinates may be within ±2³⁰.
    pub const fn of(x: i32, y: i32) -> (Self, u32) {
        let longest = if x.unsigned_abs() > y.unsigned_abs() { x } else { y }.unsigned_abs();
        if longest == 0 {
            return (Self(0), 0);
        }
        // CORDIC in vectoring mode, with the longer coordinate in 2²⁸..2²⁹: the length grows by
        // 1.647 and stays below 2³⁰·²³
        let up = longest.leading_zeros() as i32 - 3;
        let (mut x, mut y) = if up < 0 { (x >> -up, y >> -up) } else { (x << up, y << up) };
        let mut angle = 0_u32;
        if x < 0 {
            (x, y, angle) = (-x, -y, 1 << 31);
        }
        let mut i = 0;
        while i < ARC_TANGENTS.len() {
            let (dx, dy) = (x >> i, y >> i);
            if y > 0 {
                (x, y, angle) = (x + dy, y - dx, angle.wrapping_add(ARC_TANGENTS[i]));
            } else {
                (x, y, angle) = (x - dy, y + dx, angle.wrapping_sub(ARC_TANGENTS[i]));
            }
            i += 1;
        }
        let length = (x as u64 * SHRINK) >> 24; // × 2⁸
        let down = (up + 8) as u32; // at least 6
        let length = (length + (1 << down >> 1)) >> down;
        (Self((angle.wrapping_add(1 << 15) >> 16) as u16), length as u32)
    }
}

/// atan 2⁻ⁱ in steps of 360°/2³².
const ARC_TANGENTS: [u32; 20] = {
    let mut table = [0; 20];
    let mut i = 0;
    while i < table.len() {
        let angle = math::atan2(math::power_of_two(-(i as i64)), 1.0);
        table[i] = math::round(angle / PI * 2_147_483_648.0) as u32;
        i += 1;
    }
    table
};

/// 2³² · Π cos(atan 2⁻ⁱ)
const SHRINK: u64 = {
    let (mut square, mut i) = (1.0, 0);
    while i < ARC_TANGENTS.len() {
        square *= 1.0 + math::power_of_two(-2 * i as i64);
        i += 1;
    }
    math::round(4_294_967_296.0 / math::sqrt(square)) as u64
};

#[cfg(all(test, lissom_repository))]
mod tests;
