//! Eight sums of products of pairs of 16-bit numbers.

macro_rules! dot {
    ($level:ident, $features:literal, $dot:expr) => {
        pub(in super::super) mod $level {
            use core::arch::x86_64::*;

            /// Adds in each of eight lanes the products of two numbers.
            #[target_feature(enable = $features)]
            #[inline]
            pub(in super::super) fn dot(sums: __m256i, a: __m256i, b: __m256i) -> __m256i {
                $dot(sums, a, b)
            }
        }
    };
}
dot!(avx2, "avx2", |sums, a, b| _mm256_add_epi32(sums, _mm256_madd_epi16(a, b)));
dot!(avx512, "avx512f,avx512vl,avx512vnni", |sums, a, b| _mm256_dpwssd_epi32(sums, a, b));
