//! A board's network: its side is chosen when it is built.

/// The side in an environment variable, or the board's own:
///
/// ```
/// const SIDE: usize = lissom_demo::side(option_env!("LISSOM_SIDE"), 24);
/// ```
///
/// # Panics
///
/// If it is no number from 1 to 255; in a `const` that does not compile.
pub const fn side(chosen: Option<&str>, board: usize) -> usize {
    let Some(digits) = chosen else { return board };
    match usize::from_str_radix(digits, 10) {
        Ok(side @ 1..=255) => side,
        _ => panic!("LISSOM_SIDE must be a number from 1 to 255"),
    }
}

/// What each board says of its network: `network!(24, Budget { … })` is the board's own side,
/// unless `LISSOM_SIDE` says another, and the memory left for it. Writes `SIDE`, the module `map`,
/// `PICTURES` in flash, and `FILLED`, the weights that the board's build script has filled.
///
/// Where the network does not fit the budget it does not compile. Without a budget the board
/// asserts one of its own.
#[macro_export]
macro_rules! network {
    ($side:expr, $budget:expr) => {
        $crate::network!($side);
        const _: () = $budget.hold(map::FLASH, map::RAM);
    };
    ($side:expr) => {
        const SIDE: usize = $crate::side(option_env!("LISSOM_SIDE"), $side);
        $crate::lissom::network!(pub mod map = $crate::lissom::Params::notebook(SIDE));
        const FILLED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));
        #[allow(dead_code)] // where a network learns
        static PICTURES: [$crate::Stimulus<SIDE>; 4] = $crate::stimuli();
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_or_not() {
        assert_eq!([side(None, 24), side(Some("16"), 24)], [24, 16]);
        for wrong in ["", "x", "0", "256", "-1", "99999999999999999999999"] {
            assert!(std::panic::catch_unwind(|| side(Some(wrong), 24)).is_err(), "{wrong}");
        }
    }
}
