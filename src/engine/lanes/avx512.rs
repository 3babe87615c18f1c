//! AVX-512: the registers of AVX2, and a sum of products in one instruction.

#[cfg(feature = "alloc")]
pub(in crate::engine) use super::avx2::add;
pub(in crate::engine) use super::avx2::{Eight, broadcast, load, words, zero};
use core::arch::x86_64::_mm256_dpwssd_epi32;

/// Adds in each of eight lanes the products of two numbers.
#[target_feature(enable = "avx512f,avx512vl,avx512vnni")]
#[inline]
pub(in crate::engine) fn dot(sums: Eight, a: Eight, b: Eight) -> Eight {
    _mm256_dpwssd_epi32(sums, a, b)
}
