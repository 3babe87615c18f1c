//! Weights as bytes: what a build script or a training writes and firmware includes.

use super::{Frozen, weight};
use crate::{
    geometry::{Field, Table},
    weights::Weights,
};

impl<W: Frozen, const CONNECTIONS: usize> Weights<W, CONNECTIONS> {
    /// How many [`bytes`](Self::bytes) there are.
    pub const BYTES: usize = 1 + Self::SIZE * CONNECTIONS;

    const SIZE: usize = size_of::<W>();

    /// The weights as bytes, for a file: the exponent, then each weight's bits in packed order,
    /// lower byte first.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        let weights = self.packed.iter();
        let bits = weights.flat_map(|w| w.to_bits().to_le_bytes().into_iter().take(Self::SIZE));
        self.exponent.to_le_bytes().into_iter().chain(bits)
    }

    /// The weights that gave `bytes`: the compiler reads and checks them, where
    /// [`frozen`](Self::frozen) computes each.
    ///
    /// # Panics
    ///
    /// Unless there are [`BYTES`](Self::BYTES), the exponent is in −14..=1, every weight is within
    /// ±[`MOST`](Frozen::MOST), and every unit's Σ|bits| is at most 2¹⁶, the accumulator's bound;
    /// in a `static` that is a compile error.
    pub const fn of_bytes<const IN: usize, const OUT: usize, const ROWS: usize>(
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        bytes: &[u8],
    ) -> Self {
        Self::of_bytes_on(field.table(), bytes)
    }

    /// The same on any table of connection fields.
    pub(crate) const fn of_bytes_on(table: Table<'_>, bytes: &[u8]) -> Self {
        assert!(bytes.len() == Self::BYTES, "these are not the bytes of weights on this field");
        let exponent = bytes[0] as i8;
        assert!(exponent >= -14 && exponent <= 1, "an exponent is -14 to 1");
        let mut weights = Self::new();
        weights.exponent = exponent;
        let (side, mut next, mut unit) = (table.grid.output, 0, 0);
        while unit < side * side {
            let end = next + table.taps(unit / side, unit % side);
            let mut sum = 0;
            while next < end {
                let first = 1 + Self::SIZE * next;
                let bits = match Self::SIZE {
                    1 => bytes[first] as i8 as i32,
                    _ => bytes[first] as i32 | (bytes[first + 1] as i8 as i32) << 8,
                };
                let size = if bits < 0 { -bits } else { bits };
                assert!(size <= W::MOST as i32, "a weight is too large");
                sum += size;
                weights.packed[next] = weight::<W>(bits as i64);
                next += 1;
            }
            assert!(sum <= 1 << 16, "a unit's weights are too large");
            unit += 1;
        }
        weights
    }
}
