//! Memory in proportion to a sheet while a kernel runs: on the heap, since a stack may be small.

use crate::side::{Side, Value};

/// A value for each cell of a sheet.
#[cfg(feature = "alloc")]
pub(in crate::engine) struct Scratch<S: Side, T: Value> {
    values: alloc::vec::Vec<T>,
    side: S,
}

/// The same where there is no heap: on the stack, of small sheets only.
#[cfg(not(feature = "alloc"))]
pub(in crate::engine) struct Scratch<S: Side, T: Value>(S::Square<T>);

#[cfg(feature = "alloc")]
impl<S: Side, T: Value + Default> Scratch<S, T> {
    /// Whether there is memory for a sheet of that side.
    pub(super) const fn holds(_: usize) -> bool {
        true
    }

    /// All zero.
    #[inline(always)]
    pub(super) fn new(side: S) -> Self {
        Self { values: alloc::vec![T::default(); side.get() * side.get()], side }
    }

    /// The values, row by row: as many as the compiler knows of a constant side.
    #[inline(always)]
    pub(super) fn all(&self) -> &[T] {
        &self.values[..self.side.get() * self.side.get()]
    }

    /// The same, to change them.
    #[inline(always)]
    pub(super) fn all_mut(&mut self) -> &mut [T] {
        &mut self.values[..self.side.get() * self.side.get()]
    }
}

#[cfg(not(feature = "alloc"))]
impl<S: Side, T: Value + Default> Scratch<S, T> {
    pub(super) const fn holds(side: usize) -> bool {
        side <= 48 // the LGN's takes 74 KB then
    }

    #[inline(always)]
    pub(super) fn new(side: S) -> Self {
        Self(side.square(T::default()))
    }

    #[inline(always)]
    pub(super) fn all_mut(&mut self) -> &mut [T] {
        S::flat_mut(self.0.as_mut())
    }
}
