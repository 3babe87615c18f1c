//! A square sheet of units.

use crate::number::Number;

/// One number for each of `SIDE` × `SIDE` units, `[row][column]`.
///
/// Activities lie in 0..=1 (fixed point: up to one step below 1).
#[derive(Debug, Clone, PartialEq)]
#[repr(transparent)]
pub struct Sheet<T, const SIDE: usize>(pub [[T; SIDE]; SIDE]);

impl<T: Copy, const SIDE: usize> Sheet<T, SIDE> {
    /// Every unit holds `value`.
    pub const fn filled(value: T) -> Self {
        Self([[value; SIDE]; SIDE])
    }

    /// Sets every unit to `f(row, column)`.
    pub fn fill_with(&mut self, mut f: impl FnMut(usize, usize) -> T) {
        for (row, units) in self.0.iter_mut().enumerate() {
            for (column, unit) in units.iter_mut().enumerate() {
                *unit = f(row, column);
            }
        }
    }

    /// All units, row by row.
    pub const fn units(&self) -> &[T] {
        self.0.as_flattened()
    }

    /// All units, row by row.
    pub const fn units_mut(&mut self) -> &mut [T] {
        self.0.as_flattened_mut()
    }
}

impl<T: Number, const SIDE: usize> Sheet<T, SIDE> {
    /// All zero; in a `static` it takes no flash.
    pub const fn new() -> Self {
        Self::filled(T::ZERO)
    }

    /// The [`hash`] of all units.
    pub fn hash(&self) -> u32 {
        hash(self.units())
    }
}

/// A hash of numbers' exact bits, the same on every machine: 32-bit FNV-1a over their bytes, lowest
/// byte first.
pub fn hash<T: Number>(units: &[T]) -> u32 {
    units.iter().fold(FNV, |hash, unit| {
        let bytes = unit.to_bits().to_le_bytes();
        bytes[..size_of::<T>()].iter().copied().fold(hash, fnv)
    })
}

/// The hash of no bytes.
pub(crate) const FNV: u32 = 0x811c_9dc5;

/// The hash of one byte more.
pub(crate) const fn fnv(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

impl<T: Number, const SIDE: usize> Default for Sheet<T, SIDE> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Fixed16;

    #[test]
    fn hash_is_fnv_1a() {
        // FNV-1a of the bytes 00 00, then of 'f' 'o' 'o' 'b' 'a' 'r' and two more
        assert_eq!(Sheet::<Fixed16, 1>::new().hash(), {
            let step = |hash: u32| hash.wrapping_mul(0x0100_0193);
            step(step(0x811c_9dc5))
        });
        let pair = |a: u8, b: u8| Fixed16::from_bits(i16::from_le_bytes([a, b]));
        let sheet = Sheet([[pair(b'f', b'o'), pair(b'o', b'b')], [pair(b'a', b'r'), pair(0, 0)]]);
        let foobar = 0xbf9c_f968_u32; // the published FNV-1a of "foobar"
        assert_eq!(sheet.hash(), foobar.wrapping_mul(0x0100_0193).wrapping_mul(0x0100_0193));
    }
}
