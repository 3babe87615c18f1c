//! CPU feature detection, cached after the first call.

#[cfg(not(miri))]
use core::arch::x86_64::{__cpuid, __cpuid_count, _xgetbv};
use core::sync::atomic::{AtomicU8, Ordering};

/// The processor's, or 0 before it is asked.
static KNOWN: AtomicU8 = AtomicU8::new(0);

/// Instructions that the kernels here are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Those of every x86-64.
    Plain = 1,
    /// AVX2.
    Avx2,
    /// AVX-512 F, BW, VL and VNNI, BMI2 and POPCNT.
    Avx512,
}

impl Level {
    /// This processor's, where the system saves the registers.
    #[inline]
    pub(crate) fn of_processor() -> Self {
        match KNOWN.load(Ordering::Relaxed) {
            1 => Self::Plain,
            2 => Self::Avx2,
            3 => Self::Avx512,
            _ => {
                let level = Self::ask();
                KNOWN.store(level as u8, Ordering::Relaxed);
                level
            }
        }
    }

    /// Miri has no CPUID: what the program is compiled for.
    #[cfg(miri)]
    fn ask() -> Self {
        match (cfg!(target_feature = "avx512vnni"), cfg!(target_feature = "avx2")) {
            (true, _) => Self::Avx512,
            (false, true) => Self::Avx2,
            (false, false) => Self::Plain,
        }
    }

    #[cfg(not(miri))]
    #[cold]
    #[allow(unused_unsafe)] // Rust 1.89 calls CPUID unsafe, later versions do not
    fn ask() -> Self {
        const XSAVE_IN_USE: u32 = 1 << 27;
        const POPCNT: u32 = 1 << 23;
        const AVX2: u32 = 1 << 5;
        const BMI2_F_BW_VL: u32 = 1 << 8 | 1 << 16 | 1 << 30 | 1 << 31;
        const VNNI: u32 = 1 << 11;
        const YMM: u64 = 0b110;
        const ZMM: u64 = 0b1110_0110;
        // SAFETY: every x86-64 has CPUID
        if unsafe { __cpuid(0) }.eax < 7 {
            return Self::Plain;
        }
        // SAFETY: as above
        let basic = unsafe { __cpuid(1) }.ecx;
        if basic & XSAVE_IN_USE == 0 {
            return Self::Plain;
        }
        // SAFETY: XGETBV is there where XSAVE is in use
        let saved = unsafe { _xgetbv(0) };
        // SAFETY: CPUID has leaf 7
        let features = unsafe { __cpuid_count(7, 0) };
        let has = |wanted| features.ebx & wanted == wanted;
        let wide = has(BMI2_F_BW_VL | AVX2) && features.ecx & VNNI != 0 && basic & POPCNT != 0;
        if cfg!(lissom_level = "plain") {
            Self::Plain
        } else if saved & ZMM == ZMM && wide && cfg!(not(lissom_level = "avx2")) {
            Self::Avx512
        } else if saved & YMM == YMM && has(AVX2) {
            Self::Avx2
        } else {
            Self::Plain
        }
    }
}

/// Runs a test at each of the processor's levels, one test at a time.
#[cfg(test)]
pub(crate) fn every_level(test: impl Fn()) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock();
    for level in [Level::Plain, Level::Avx2, Level::Avx512] {
        if level <= Level::ask() {
            KNOWN.store(level as u8, Ordering::Relaxed);
            test();
        }
    }
}
