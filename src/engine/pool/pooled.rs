//! What each number format adds up for a [pool](super).

use super::super::native::scaled;
use crate::{
    number::{Activity, Fixed16, Fixed32, FixedWide, MAX_RESPONSE, Weight, response},
    side::Value,
};

/// An activity that a [`Pool`](crate::weights::Pool) is computed with.
pub trait Pooled: Activity + Weight<Activity = Self> {
    /// A cell, a weight, and a sum of their products.
    type Total: Value + Default;

    /// A cell or a weight.
    fn total(self) -> Self::Total;
    /// `weight · cell`
    fn product(weight: Self::Total, cell: Self::Total) -> Self::Total;
    /// `sum + weights[0] · (cells[0] + cells[1]) + weights[1] · (cells[2] + cells[3])`
    fn add(sum: Self::Total, weights: [Self::Total; 2], cells: [Self::Total; 4]) -> Self::Total;
    /// `weight · cell`, the first product of a sum that [`between`](Self::between) rounds down.
    #[inline(always)]
    fn first(weight: Self::Total, cell: Self::Total, _exponent: i8) -> Self::Total {
        Self::product(weight, cell)
    }
    /// The sum over columns, as a cell of the sum along the row.
    #[inline(always)]
    fn between(sum: Self::Total, _exponent: i8) -> Self::Total {
        sum
    }
    /// The response `gain · sum` of weights with that exponent, saturating.
    fn pooled(gain: Self::Wide, sum: Self::Total, exponent: i8) -> Self::Wide;
    /// Whether [`quick`](Self::quick) has the bits of [`pooled`](Self::pooled).
    #[inline(always)]
    fn is_quick(_gain: Self::Wide, _exponent: i8) -> bool {
        false
    }
    /// The same for such a gain.
    #[inline(always)]
    fn quick(gain: Self::Wide, sum: Self::Total, exponent: i8) -> Self::Wide {
        Self::pooled(gain, sum, exponent)
    }
}

macro_rules! fixed {
    ($fixed:ty, $total:ty, $fraction:literal, $between:literal, $top:expr) => {
        impl Pooled for $fixed {
            type Total = $total;

            #[inline(always)]
            fn total(self) -> $total {
                self.to_bits().into()
            }
            #[inline(always)]
            fn add(sum: $total, weights: [$total; 2], [a, b, c, d]: [$total; 4]) -> $total {
                let near = weights[0].wrapping_mul(a.wrapping_add(b));
                sum.wrapping_add(near).wrapping_add(weights[1].wrapping_mul(c.wrapping_add(d)))
            }
            #[inline(always)]
            fn first(weight: $total, cell: $total, exponent: i8) -> $total {
                let shift = 2 * $fraction - $between + i32::from(exponent);
                weight.wrapping_mul(cell).wrapping_add(1 << (shift - 1))
            }
            #[inline(always)]
            fn product(weight: $total, cell: $total) -> $total {
                weight.wrapping_mul(cell)
            }
            #[inline(always)]
            fn between(sum: $total, exponent: i8) -> $total {
                sum >> (2 * $fraction - $between + i32::from(exponent))
            }
            #[inline(always)]
            fn is_quick(gain: FixedWide, exponent: i8) -> bool {
                gain.to_bits().unsigned_abs() <= (MAX_RESPONSE as u32 * 2) >> (1 - exponent)
            }
            #[inline(always)]
            fn quick(gain: FixedWide, sum: $total, exponent: i8) -> FixedWide {
                // a sum of 31 + exponent fractional bits
                FixedWide::from_bits(scaled($top(sum), gain.to_bits() << (1 - exponent)))
            }
            #[inline(always)]
            fn pooled(gain: FixedWide, sum: $total, exponent: i8) -> FixedWide {
                response(gain, $top(sum), exponent + 1)
            }
        }
    };
}
fixed!(Fixed16, i32, 15, 16, |sum| sum);
// of the sum's 61 fractional bits the upper 31 are kept
fixed!(Fixed32, i64, 31, 30, |sum: i64| (sum >> 30).min(i32::MAX.into()) as i32);

macro_rules! float {
    ($float:ty) => {
        impl Pooled for $float {
            type Total = Self;

            #[inline(always)]
            fn total(self) -> Self {
                self
            }
            #[inline(always)]
            fn product(weight: Self, cell: Self) -> Self {
                weight * cell
            }
            #[inline(always)]
            fn add(sum: Self, weights: [Self; 2], [a, b, c, d]: [Self; 4]) -> Self {
                sum + weights[0] * (a + b) + weights[1] * (c + d)
            }
            #[inline(always)]
            fn pooled(gain: Self, sum: Self, _: i8) -> Self {
                gain * sum
            }
        }
    };
}
float!(f32);
float!(f64);
