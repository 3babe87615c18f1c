//! `const` arithmetic for tables: only + − × ÷ and integer steps on `f64`, so that the compiler,
//! the host and every chip compute the same bits; and a sine in integers.

mod sine;

pub use sine::integer_sine;

use core::f64::consts::{FRAC_2_PI, FRAC_PI_2, LOG2_E, PI};

/// eˣ, within 1 ulp of `libm::exp` on −700..=700; 0 below −708 and ∞ above 709.
pub const fn exp(x: f64) -> f64 {
    if x < -708.0 {
        return 0.0;
    }
    if x > 709.0 {
        return f64::INFINITY;
    }
    // x = k·ln 2 + r with |r| ≤ ln 2 / 2; the low half of LN_2_HIGH is zero, so k·LN_2_HIGH is
    // exact
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let k = round(x * LOG2_E);
    let r = (x - k as f64 * LN_2_HIGH) - k as f64 * LN_2_LOW;
    let mut sum = 1.0;
    let mut n = 13;
    while n > 0 {
        sum = 1.0 + r * sum / n as f64;
        n -= 1;
    }
    sum * power_of_two(k)
}

/// sin x for |x| ≤ 10⁵, within 3·10⁻¹⁶ of `libm::sin`.
pub const fn sin(x: f64) -> f64 {
    sine(x, 0)
}

/// cos x for |x| ≤ 10⁵, within 3·10⁻¹⁶ of `libm::cos`.
pub const fn cos(x: f64) -> f64 {
    sine(x, 1)
}

/// sin(x + quarter·π/2)
const fn sine(x: f64, quarter: i64) -> f64 {
    // π/2 in three parts; k < 2¹⁷ times the first two is exact
    const HIGH: f64 = 1.570_796_326_734_125_6;
    const MIDDLE: f64 = 6.077_100_506_303_966e-11;
    const LOW: f64 = 2.022_266_248_795_950_6e-21;
    let k = round(x * FRAC_2_PI);
    let r = ((x - k as f64 * HIGH) - k as f64 * MIDDLE) - k as f64 * LOW;
    let square = r * r;
    let quarter = k.wrapping_add(quarter) & 3;
    // Horner on r − r³/3! + … or 1 − r²/2! + …, |r| ≤ π/4
    let mut sum = 1.0;
    let mut n = if quarter & 1 == 0 { 19 } else { 18 };
    while n > 1 {
        sum = 1.0 - square * sum / (n * (n - 1)) as f64;
        n -= 2;
    }
    if quarter & 1 == 0 {
        sum *= r;
    }
    if quarter & 2 == 0 { sum } else { -sum }
}

/// √x, correctly rounded; NaN below −0.
pub const fn sqrt(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 || x == f64::INFINITY {
        return x;
    }
    if x < f64::MIN_POSITIVE {
        return sqrt(x * power_of_two(108)) * power_of_two(-54); // a subnormal has no leading 1
    }
    let bits = x.to_bits();
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let exponent = (bits >> 52) as i64 - 1075;
    // 55 or 56 bits of root; what remains below them only decides whether they are a half
    let shift = 58 - (exponent & 1); // so that the exponent left is even
    let square = (mantissa as u128) << shift;
    let root = square.isqrt();
    let sticky = (root * root != square) as u128;
    (root | sticky) as f64 * power_of_two((exponent - shift) / 2)
}

/// The angle of the point `(x, y)` from the x axis, −π to π, within 5·10⁻¹⁶ of `libm::atan2` where
/// x² + y² is neither 0 nor infinite; else 0.
pub const fn atan2(y: f64, x: f64) -> f64 {
    let length = sqrt(x * x + y * y);
    if !(length > 0.0 && length < f64::INFINITY) {
        return 0.0;
    }
    let (cosine, sine) = (x / length, y / length);
    // of the octant's angle t = tan: a cubic within 0.005; then two steps along the circle, each
    // θ + asin(sin(φ − θ)) with the first two terms of asin
    let (large, small) = (cosine.abs().max(sine.abs()), cosine.abs().min(sine.abs()));
    let t = small / large;
    let mut angle = t * (1.0 - t * t * (0.303_5 - 0.088_5 * t));
    if sine.abs() > cosine.abs() {
        angle = FRAC_PI_2 - angle;
    }
    if cosine < 0.0 {
        angle = PI - angle;
    }
    if sine < 0.0 {
        angle = -angle;
    }
    let mut step = 0;
    while step < 2 {
        let d = sine * cos(angle) - cosine * sin(angle);
        angle += d + d * d * d / 6.0;
        step += 1;
    }
    angle
}

/// The nearest integer, halves away from zero; saturates at the range of `i64`.
pub const fn round(x: f64) -> i64 {
    if x < 0.0 { (x - 0.5) as i64 } else { (x + 0.5) as i64 }
}

/// 2ᵏ for −1022 ≤ k ≤ 1023.
pub(crate) const fn power_of_two(k: i64) -> f64 {
    f64::from_bits(((1023 + k) as u64) << 52)
}

/// The largest d² whose correctly rounded root is ≤ `radius`: `d2 <= square_within(radius)` is
/// exactly `sqrt(d2) <= radius`, without a root.
///
/// The root rounds to `radius` or less as long as it lies below the middle between `radius` and
/// the next `f64`. That middle has 54 bits, its square 108 of which the last is set, so the square
/// cut to 53 bits is the answer.
pub(crate) const fn square_within(radius: f64) -> f64 {
    if radius.is_nan() || radius <= 1e-140 {
        return 0.0; // no two grid points are that close without being the same
    }
    if radius > 1e140 {
        return f64::INFINITY;
    }
    let bits = radius.to_bits();
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let exponent = (bits >> 52) as i64 - 1075;
    let middle = 2 * mantissa as u128 + 1; // × 2^(exponent − 1)
    let square = middle * middle;
    let shift = 128 - square.leading_zeros() as i64 - 53;
    (square >> shift) as f64 * power_of_two(2 * exponent - 2 + shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_libm_exp() {
        for i in -70_000..=70_000 {
            let x = f64::from(i) / 100.0;
            let ulps = exp(x).to_bits().abs_diff(libm::exp(x).to_bits());
            assert!(ulps <= 1, "exp({x}) is {ulps} ulp off");
        }
        assert_eq!([exp(-1e9), exp(0.0), exp(1e9)], [0.0, 1.0, f64::INFINITY]);
    }

    #[test]
    fn sine_is_libm_sine() {
        for i in -200_000..=200_000 {
            let x = f64::from(i) * 0.001_7;
            assert!((sin(x) - libm::sin(x)).abs() <= 3e-16, "sin {x}");
            assert!((cos(x) - libm::cos(x)).abs() <= 3e-16, "cos {x}");
        }
        assert!((sin(1e5) - libm::sin(1e5)).abs() <= 3e-16);
    }

    #[test]
    fn root_is_libm_root() {
        let mut x = 4e-320;
        while x < 1e300 {
            assert_eq!(sqrt(x), libm::sqrt(x), "{x:e}");
            x *= 1.000_731;
        }
        for i in 0..2_000_000_u64 {
            let x = f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 1);
            assert!(sqrt(x) == libm::sqrt(x) || x.is_nan(), "{x:e}");
        }
        assert_eq!([sqrt(0.0), sqrt(f64::MIN_POSITIVE)], [0.0, libm::sqrt(f64::MIN_POSITIVE)]);
        assert!(sqrt(-1.0).is_nan());
    }

    #[test]
    fn angle_is_libm_angle() {
        for i in 0..=200_000 {
            let (x, y) = (libm::cos(f64::from(i) * 0.01), libm::sin(f64::from(i) * 0.01));
            for scale in [1e-120, 1.0, 3e99] {
                let (x, y) = (x * scale, y * scale * 1.7);
                let error = (atan2(y, x) - libm::atan2(y, x)).abs();
                assert!(error <= 5e-16, "{y:e} {x:e}: {error:e}");
            }
        }
        assert_eq!([atan2(0.0, 0.0), atan2(1.0, f64::NAN), atan2(1e300, 1e300)], [0.0; 3]);
        assert_eq!([atan2(0.0, 2.0), atan2(0.0, -2.0)], [0.0, PI]);
    }

    #[test]
    fn square_within_is_the_last_square_inside() {
        for i in 1..20_000_i32 {
            let radius = f64::from(i) * 0.003_7;
            let last = square_within(radius);
            assert!(libm::sqrt(last) <= radius, "{radius}");
            assert!(libm::sqrt(last.next_up()) > radius, "{radius}");
        }
        assert_eq!(square_within(0.0), 0.0);
        assert_eq!(square_within(f64::INFINITY), f64::INFINITY);
    }
}
