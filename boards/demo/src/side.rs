//! The side of a board's network, chosen when it is built.

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
