//! What is remembered of the sheets that are seen.

/// Of each part of a row a hash; as many as four sheets of 48 rows have at least.
const HASHES: usize = 4 * ROWS;

/// The most pixel squares in a row or rows of a sheet that are compared with what is shown; sheets
/// with more are drawn anew each time.
pub(crate) const ROWS: usize = 48;

/// The sheet that has the large square: it changes with each step.
const LARGE: usize = 3;

/// Hashes of what four sheets show. Those of the large one have the room that the others leave: it
/// is compared in smaller parts.
#[derive(Debug, Clone)]
pub(crate) struct Shown([u32; HASHES]);

impl Shown {
    /// Nothing.
    pub(crate) const fn new() -> Self {
        Self([0; HASHES])
    }

    /// The hashes of a sheet with that number of rows, as many for each row. None if there are too
    /// many. Where sheets have unlike numbers of rows they may share some, and so the number of a
    /// sheet is hashed, too.
    pub(crate) fn of(&mut self, sheet: usize, rows: usize) -> &mut [u32] {
        let first = sheet * rows;
        let last = if sheet == LARGE { HASHES } else { first + rows };
        self.0.get_mut(first..last).filter(|_| rows <= ROWS).unwrap_or_default()
    }
}

/// 32-bit FNV-1a of a number and bytes, never 0: that is of what is not shown yet.
pub(crate) fn hash(number: u32, bytes: &[u8]) -> u32 {
    let fold = |hash: u32, &byte: &u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5 ^ number, fold).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_sheets_have_room_up_to_48_rows() {
        for rows in 1..=ROWS {
            let mut shown = Shown::new();
            for sheet in 0..=LARGE {
                let hashes = shown.of(sheet, rows);
                assert!(hashes.len() >= rows, "{sheet} {rows}");
                assert!(hashes.iter().all(|&hash| hash == 0), "{sheet} {rows}");
                hashes.fill(1);
            }
        }
        assert_eq!(Shown::new().of(LARGE, 24).len(), 5 * 24);
        assert!((0..=LARGE).all(|sheet| Shown::new().of(sheet, ROWS + 1).is_empty()));
    }
}
