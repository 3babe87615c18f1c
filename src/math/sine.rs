//! The sine in integers.

use core::f64::consts::FRAC_PI_2;

/// sin in steps of 2⁻²⁴ from 0° to 90°.
static QUARTER: [u32; 257] = {
    let mut table = [0; 257];
    let mut i = 0;
    while i < table.len() {
        table[i] = super::round(super::sin(FRAC_PI_2 * i as f64 / 256.0) * 16_777_216.0) as u32;
        i += 1;
    }
    table
};

/// The sine of an angle in steps of 360°/2³², in steps of 2⁻²⁴, within 5 steps.
///
/// A table of 257 entries, rounded to the nearest step at multiples of 90°/256, and parabolas
/// between them.
pub const fn integer_sine(angle: u32) -> i32 {
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
    use core::f64::consts::PI;

    #[test]
    fn sine_is_libm_sine() {
        let mut worst = 0.0_f64;
        for i in 0..=1_000_000_u32 {
            let angle = i.wrapping_mul(4295);
            let exact = libm::sin(f64::from(angle) / 2_147_483_648.0 * PI) * 16_777_216.0;
            worst = worst.max((f64::from(integer_sine(angle)) - exact).abs());
        }
        assert!(worst < 5.0, "{worst}");
        let turn = [0, 1 << 30, 2 << 30, 3 << 30].map(integer_sine);
        assert_eq!(turn, [0, 1 << 24, 0, -(1 << 24)]);
    }
}
