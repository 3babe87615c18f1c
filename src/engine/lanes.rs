//! Registers of eight 32-bit sums, on x86-64 and in WebAssembly, and the loops over them.
//!
//! A level is a module with the same names: what a register is, and what a processor does with it.
//! Each loop is compiled for every level that the target has.

/// Instantiates a loop for each level of the target.
macro_rules! each_level {
    ($kernel:ident) => {
        #[cfg(lissom_x86)]
        $kernel!(avx2, #[target_feature(enable = "avx2")]);
        #[cfg(lissom_x86)]
        $kernel!(
            avx512,
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,bmi2")]
        );
        #[cfg(lissom_simd128)]
        $kernel!(simd128,);
    };
}

/// What [`row`] asks of a number format: the register of a unit's sums, how many connections are
/// added at once, and how.
macro_rules! format {
    ($(#[$features:meta])? $name:ident, $what:literal, $weight:ty, $cell:ty, $sum:ty,
        $register:ty, $lanes:literal, $zero:expr, $add:expr, $total:expr) => {
        #[doc = $what]
        pub(in crate::engine) mod $name {
            use super::*;

            pub(in crate::engine) type Sums = $register;
            /// Connections that are added at once.
            pub(in crate::engine) const LANES: usize = $lanes;

            $(#[$features])?
            #[inline]
            pub(in crate::engine) fn zero() -> Sums {
                $zero
            }

            /// Adds the products of the first `len` connections; of more than [`LANES`], those.
            ///
            /// # Safety
            ///
            /// [`LANES`] cells and weights are there.
            $(#[$features])?
            #[inline]
            pub(in crate::engine) unsafe fn add(
                sums: Sums,
                cells: *const $cell,
                weights: *const $weight,
                len: usize,
            ) -> Sums {
                // SAFETY: the caller's
                unsafe { $add(sums, cells, weights, len) }
            }

            $(#[$features])?
            #[inline]
            pub(in crate::engine) fn total(sums: Sums) -> $sum {
                $total(sums)
            }
        }
    };
}

#[cfg(lissom_x86)]
mod avx2;
#[cfg(lissom_x86)]
mod avx512;
#[cfg(feature = "alloc")]
pub(super) mod interleaved;
pub(super) mod learn;
pub(super) mod row;
mod scratch;
pub(super) mod section;
pub(super) mod shared;
#[cfg(lissom_simd128)]
mod simd128;

/// Masks: `-1` for each of some numbers, then 0 for each of as many. From their count less `n` on
/// it is a mask of the first `n`.
macro_rules! masks {
    ($($name:ident: $count:literal of $number:ty;)*) => {$(
        static $name: [$number; 2 * $count] = {
            let mut first = [0; 2 * $count];
            let mut n = 0;
            while n < $count {
                first[n] = -1;
                n += 1;
            }
            first
        };
    )*};
}
masks! {
    FIRST: 16 of i16;
    FIRST_OF_EIGHT: 8 of i32;
    FIRST_OF_EIGHT_LONG: 8 of i64;
}
