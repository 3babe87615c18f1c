//! A square sheet of units.

use crate::{
    hash::{FNV32, fnv32},
    number::Activity,
    side::{Const, Rows, RowsMut, Side, Value},
};

/// One value for each unit of a square sheet, row by row.
///
/// Activities lie in 0..=1 (fixed point: up to one step below 1). [`Sheet`] has a side that the
/// compiler knows, [`DynSheet`] one known at run time.
#[derive(Debug, Clone, PartialEq)]
#[repr(transparent)]
pub struct SheetOf<T: Value, S: Side>(pub S::Square<T>);

/// A sheet of `N` × `N` units: `sheet.0[row][column]`.
///
/// ```
/// use lissom::Sheet;
/// let mut sheet = Sheet::from_rows([[0.0, 0.5], [1.0, 0.0]]);
/// sheet.0[0][0] = 0.25;
/// assert_eq!(sheet.units(), [0.25, 0.5, 1.0, 0.0]);
/// ```
pub type Sheet<T, const N: usize> = SheetOf<T, Const<N>>;

/// A sheet on the heap, of a side known at run time.
///
/// ```
/// use lissom::{DynSheet, side::Dyn};
/// let mut sheet = DynSheet::with_side(Dyn::new(30)?, 0.0_f32);
/// *sheet.unit_mut(29, 0) = 1.0;
/// assert_eq!((sheet.units().len(), sheet.unit(29, 0)), (900, 1.0));
/// # Ok::<(), lissom::Error>(())
/// ```
#[cfg(feature = "alloc")]
pub type DynSheet<T> = SheetOf<T, crate::side::Dyn>;

impl<T: Value, const N: usize> SheetOf<T, Const<N>> {
    /// Every unit holds `value`.
    pub const fn filled(value: T) -> Self {
        Self([[value; N]; N])
    }

    /// A sheet of these rows.
    pub const fn from_rows(rows: [[T; N]; N]) -> Self {
        Self(rows)
    }
}

impl<T: Activity, const N: usize> SheetOf<T, Const<N>> {
    /// All zero; in a `static` it takes no flash.
    pub const fn new() -> Self {
        Self::filled(T::ZERO)
    }
}

impl<T: Activity, const N: usize> Default for SheetOf<T, Const<N>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Value, S: Side> SheetOf<T, S> {
    /// A sheet of any side; every unit holds `value`.
    pub fn with_side(side: S, value: T) -> Self {
        Self(side.square(value))
    }

    /// The side.
    #[inline(always)]
    pub fn side(&self) -> S {
        S::of(&self.0)
    }

    /// The rows.
    #[inline(always)]
    pub fn rows(&self) -> Rows<'_, T, S> {
        Rows { blocks: self.0.as_ref(), side: self.side() }
    }

    /// The rows, to change them.
    #[inline(always)]
    pub fn rows_mut(&mut self) -> RowsMut<'_, T, S> {
        let side = self.side();
        RowsMut { blocks: self.0.as_mut(), side }
    }

    /// All units, row by row.
    #[inline(always)]
    pub fn units(&self) -> &[T] {
        S::flat(self.0.as_ref())
    }

    /// All units, row by row.
    #[inline(always)]
    pub fn units_mut(&mut self) -> &mut [T] {
        S::flat_mut(self.0.as_mut())
    }

    /// The unit at a place.
    ///
    /// # Panics
    ///
    /// If it is outside the sheet.
    pub fn unit(&self, row: usize, column: usize) -> T {
        self.rows().row(row).as_ref()[column]
    }

    /// The unit at a place, to change it.
    ///
    /// # Panics
    ///
    /// If it is outside the sheet.
    pub fn unit_mut(&mut self, row: usize, column: usize) -> &mut T {
        let side = self.side().get();
        assert!(row < side && column < side, "a unit outside the sheet");
        &mut self.units_mut()[row * side + column]
    }

    /// Sets every unit to `f(row, column)`.
    pub fn fill_with(&mut self, mut f: impl FnMut(usize, usize) -> T) {
        for (row, units) in self.rows_mut().iter_mut().enumerate() {
            for (column, unit) in units.as_mut().iter_mut().enumerate() {
                *unit = f(row, column);
            }
        }
    }
}

impl<T: Activity, S: Side> SheetOf<T, S> {
    /// The [`hash`] of all units.
    pub fn hash(&self) -> u32 {
        hash(self.units())
    }
}

/// A hash of activities' exact bits, the same on every machine: 32-bit FNV-1a over their bytes,
/// lowest byte first.
pub fn hash<T: Activity>(units: &[T]) -> u32 {
    units.iter().fold(FNV32, |hash, unit| {
        let bytes = unit.to_bits().to_le_bytes();
        bytes[..size_of::<T>()].iter().copied().fold(hash, fnv32)
    })
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
        let sheet = Sheet::from_rows([
            [pair(b'f', b'o'), pair(b'o', b'b')],
            [pair(b'a', b'r'), pair(0, 0)],
        ]);
        let foobar = 0xbf9c_f968_u32; // the published FNV-1a of "foobar"
        assert_eq!(sheet.hash(), foobar.wrapping_mul(0x0100_0193).wrapping_mul(0x0100_0193));
    }
}
