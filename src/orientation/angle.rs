//! Orientations as binary angles; sine, angle and length in integers.

use crate::math;
use core::f64::consts::{FRAC_PI_2, PI};

/// An orientation of 0° ≤ θ < 180° in steps of 180°/2¹⁶, which wraps as orientations do.
///
/// Its bits are also those of the doubled angle 2θ in steps of 360°/2¹⁶.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Orientation(pub u16);

impl Orientation {
    /// The nearest to an angle in degrees, of any size.
    pub const fn from_degrees(degrees: f64) -> Self {
        Self(math::round(degrees % 180.0 / 180.0 * 65_536.0) as u16)
    }

    /// Of `orientations` equally far apart, the one that is `index` steps from 0°.
    pub const fn step(index: u16, orientations: u16) -> Self {
        Self((((index as u32) << 16) / orientations as u32) as u16)
    }

    /// Degrees.
    pub const fn degrees(self) -> f64 {
        self.0 as f64 * (180.0 / 65_536.0)
    }

    /// The difference from `from`, −90° to 90° in steps of 180°/2¹⁶.
    pub const fn turn_from(self, from: Self) -> i16 {
        self.0.wrapping_sub(from.0) as i16
    }

    /// (cos θ, sin θ), each as [`sine`] gives it.
    pub const fn direction(self) -> (i32, i32) {
        let angle = (self.0 as u32) << 15;
        (sine(angle.wrapping_add(1 << 30)), sine(angle))
    }

    /// (cos 2θ, sin 2θ), each as [`sine`] gives it.
    pub const fn doubled(self) -> (i32, i32) {
        let angle = (self.0 as u32) << 16;
        (sine(angle.wrapping_add(1 << 30)), sine(angle))
    }

    /// Half the angle of a vector from the x axis, within 0.6 steps, and the vector's length to the
    /// nearest or a neighbour; for coordinates within ±2³⁰. Twice 0 of a vector without length.
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

/// sin in steps of 2⁻²⁴ from 0° to 90°.
static QUARTER: [u32; 257] = {
    let mut table = [0; 257];
    let mut i = 0;
    while i < table.len() {
        table[i] = math::round(math::sin(FRAC_PI_2 * i as f64 / 256.0) * 16_777_216.0) as u32;
        i += 1;
    }
    table
};

/// The sine of an angle in steps of 360°/2³², in steps of 2⁻²⁴, within 5 steps: a table with 257
/// entries and parabolas between.
pub const fn sine(angle: u32) -> i32 {
    let half = angle << 1;
    let rising = if half >> 31 == 0 { half } else { half.wrapping_neg() };
    let (index, t) = if half == 1 << 31 { (256, 0) } else { (rising >> 23, rising << 9 >> 17) };
    let low = QUARTER[index as usize];
    let next = if index < 256 { QUARTER[index as usize + 1] } else { low };
    // t in 2⁻¹⁵; neighbours differ by less than 2¹⁷
    let line = low + (((next - low) * t + (1 << 14)) >> 15);
    // the arc above its chord is ½·(π/512)²·sin·t(1 − t), at most 79 steps; ½·(π/512)² = 79·2⁻²²
    let share = (((low + next) >> 10) * ((t * ((1 << 15) - t)) >> 15)) >> 12;
    let height = (line + ((share * 79) >> 16)) as i32;
    if angle >> 31 == 0 { height } else { -height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Pcg32;

    #[test]
    fn sine_is_libm_sine() {
        let mut worst = 0.0_f64;
        for i in 0..=1_000_000_u32 {
            let angle = i.wrapping_mul(4295);
            let exact = libm::sin(f64::from(angle) / 2_147_483_648.0 * PI) * 16_777_216.0;
            worst = worst.max((f64::from(sine(angle)) - exact).abs());
        }
        assert!(worst < 5.0, "{worst}");
        let turn = [0, 1 << 30, 2 << 30, 3 << 30].map(sine);
        assert_eq!(turn, [0, 1 << 24, 0, -(1 << 24)]);
    }

    #[test]
    fn angles_and_lengths_are_those_of_floats() {
        let mut random = Pcg32::new(5, 5);
        let (mut angle_error, mut length_error) = (0.0_f64, 0.0_f64);
        for i in 0..200_000 {
            let bits = i % 29 + 2;
            let mut next = || (random.next_u32() as i32) >> (31 - bits);
            let (x, y) = (next(), next());
            let (orientation, length) = Orientation::of(x, y);
            let (x, y) = (f64::from(x), f64::from(y));
            let exact = libm::hypot(x, y);
            length_error = length_error.max((f64::from(length) - exact).abs() - exact * 1e-7);
            if exact > 0.0 {
                let steps = libm::atan2(y, x) / PI * 32_768.0 - f64::from(orientation.0);
                angle_error =
                    angle_error.max((steps - (steps / 65_536.0).round() * 65_536.0).abs());
            }
        }
        assert!(angle_error < 0.6, "{angle_error}");
        assert!(length_error <= 1.0, "{length_error}");
        assert_eq!(Orientation::of(0, 0), (Orientation(0), 0));
        let far = 1 << 30;
        assert_eq!(Orientation::of(-far, 0), (Orientation(1 << 15), far as u32));
    }

    #[test]
    fn degrees_wrap() {
        assert_eq!(Orientation::from_degrees(-45.0), Orientation::from_degrees(135.0));
        assert_eq!(Orientation::from_degrees(180.0), Orientation(0));
        assert_eq!(Orientation::step(3, 4).degrees(), 135.0);
        let turn = Orientation::from_degrees(170.0).turn_from(Orientation::from_degrees(10.0));
        assert_eq!(turn, Orientation::from_degrees(-20.0).0 as i16);
        let (cos, sin) = Orientation(1 << 14).doubled();
        assert_eq!((cos, sin), (0, 1 << 24)); // 45°
        assert_eq!(Orientation(1 << 15).direction(), (0, 1 << 24)); // 90°
        Orientation::from_degrees(f64::NAN);
    }
}
