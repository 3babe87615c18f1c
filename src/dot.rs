//! The inner product of one run: the innermost loop of every map, and the only file that may hold
//! `unsafe` or assembly. What is here is the portable reference; any other variant gives the same bits.
//!
//! Fixed-point sums cannot overflow for weights made by this crate and activities in 0..=1 (see
//! [`number`](crate::number)); they wrap, rather than panic, for any others.

use crate::number::{Fixed16, Fixed32};
use core::ops::{Add, Mul};

/// `sum + Σ weights · activities`, in order.
#[inline]
pub(crate) fn float<T: Copy + Add<Output = T> + Mul<Output = T>>(
    sum: T,
    weights: &[T],
    activities: &[T],
) -> T {
    weights.iter().zip(activities).fold(sum, |sum, (&w, &a)| sum + w * a)
}

/// `sum + Σ weights · activities`.
#[inline]
pub(crate) fn fixed16(sum: i32, weights: &[Fixed16], activities: &[Fixed16]) -> i32 {
    weights.iter().zip(activities).fold(sum, |sum, (w, a)| {
        sum.wrapping_add(i32::from(w.to_bits()).wrapping_mul(i32::from(a.to_bits())))
    })
}

/// `sum + Σ weights · activities`.
#[inline]
pub(crate) fn fixed32(sum: i64, weights: &[Fixed32], activities: &[Fixed32]) -> i64 {
    weights.iter().zip(activities).fold(sum, |sum, (w, a)| {
        sum.wrapping_add(i64::from(w.to_bits()).wrapping_mul(i64::from(a.to_bits())))
    })
}
