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

/// `-1` for each of sixteen numbers, then 0 for each of sixteen: from `16 - n` on a mask of the
/// first `n`.
static FIRST: [i16; 32] = {
    let mut first = [0; 32];
    let mut n = 0;
    while n < 16 {
        first[n] = -1;
        n += 1;
    }
    first
};

/// The same for eight numbers of twice the bits.
static FIRST_OF_EIGHT: [i32; 16] = {
    let mut first = [0; 16];
    let mut n = 0;
    while n < 8 {
        first[n] = -1;
        n += 1;
    }
    first
};

/// The same for eight numbers of four times the bits.
static FIRST_OF_EIGHT_LONG: [i64; 16] = {
    let mut first = [0; 16];
    let mut n = 0;
    while n < 8 {
        first[n] = -1;
        n += 1;
    }
    first
};
