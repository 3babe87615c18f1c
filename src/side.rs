//! The side of a square sheet, and the number of sheets: known to the compiler, or at run time.
//!
//! Every algorithm of this crate is written once over [`Side`]. On a chip the side is [`Const`]: it
//! takes no memory, sheets are arrays, and a sheet of another side does not compile. On a host,
//! with the feature `alloc`, it may be [`Dyn`]: sheets lie on the heap, and a sheet of another side
//! is an [`Error`](crate::Error).

mod channels;
#[cfg(feature = "alloc")]
mod dynamic;
mod rows;

pub use channels::{Channels, Each};
#[cfg(feature = "alloc")]
pub use dynamic::{Dyn, Square};
pub use rows::{Rows, RowsMut};

use core::fmt::Debug;

/// What a sheet or a table holds for each unit.
pub trait Value: Copy + Debug + PartialEq + Send + Sync + 'static {}

impl<T: Copy + Debug + PartialEq + Send + Sync + 'static> Value for T {}

/// The side of a square sheet, and the memory that a sheet of this side and its rows take.
///
/// Implemented by [`Const`] and [`Dyn`]; there is no use in other implementations.
pub trait Side: Copy + Eq + Debug + Send + Sync + 'static {
    /// A row: `[T; N]` or `[T]`.
    type Row<T: Value>: ?Sized + AsRef<[T]> + AsMut<[T]> + Debug + PartialEq + Send + Sync;
    /// What rows are stored in: whole rows or single values.
    type Block<T: Value>: Value;
    /// Memory for a row on the stack: exactly a row, or the longest one.
    type Buffer<T: Value>: Copy + Debug + PartialEq + Send + Sync;
    /// The memory of a sheet: an array, or memory on the heap.
    type Square<T: Value>: Clone
        + Debug
        + PartialEq
        + Send
        + Sync
        + AsRef<[Self::Block<T>]>
        + AsMut<[Self::Block<T>]>;

    /// The side: units in a row, and rows.
    fn get(self) -> usize;
    /// Blocks in a row.
    fn blocks(self) -> usize;
    /// A row on the stack; every unit is `value`.
    fn buffer<T: Value>(self, value: T) -> Self::Buffer<T>;
    /// The row in a buffer.
    fn view<T: Value>(self, buffer: &Self::Buffer<T>) -> &Self::Row<T>;
    /// The row in a buffer.
    fn view_mut<T: Value>(self, buffer: &mut Self::Buffer<T>) -> &mut Self::Row<T>;
    /// A sheet; every unit is `value`. That of a constant side passes the stack.
    fn square<T: Value>(self, value: T) -> Self::Square<T>;
    /// The side of a sheet.
    fn of<T: Value>(square: &Self::Square<T>) -> Self;
    /// The row at an index.
    fn row<T: Value>(self, blocks: &[Self::Block<T>], index: usize) -> &Self::Row<T>;
    /// The row at an index.
    fn row_mut<T: Value>(self, blocks: &mut [Self::Block<T>], index: usize) -> &mut Self::Row<T>;
    /// One row after the other.
    fn rows<T: Value>(
        self,
        blocks: &[Self::Block<T>],
    ) -> impl DoubleEndedIterator<Item = &Self::Row<T>> + ExactSizeIterator + Clone;
    /// One row after the other.
    fn rows_mut<T: Value>(
        self,
        blocks: &mut [Self::Block<T>],
    ) -> impl DoubleEndedIterator<Item = &mut Self::Row<T>> + ExactSizeIterator;
    /// The values of blocks, row by row.
    fn flat<T: Value>(blocks: &[Self::Block<T>]) -> &[T];
    /// The values of blocks, row by row.
    fn flat_mut<T: Value>(blocks: &mut [Self::Block<T>]) -> &mut [T];
}

/// The side `N`, or `N` afferent sheets, which the compiler knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Const<const N: usize>;

impl<const N: usize> Side for Const<N> {
    type Row<T: Value> = [T; N];
    type Block<T: Value> = [T; N];
    type Buffer<T: Value> = [T; N];
    type Square<T: Value> = [[T; N]; N];

    #[inline(always)]
    fn get(self) -> usize {
        N
    }
    #[inline(always)]
    fn blocks(self) -> usize {
        1
    }
    #[inline(always)]
    fn buffer<T: Value>(self, value: T) -> [T; N] {
        [value; N]
    }
    #[inline(always)]
    fn view<T: Value>(self, buffer: &[T; N]) -> &[T; N] {
        buffer
    }
    #[inline(always)]
    fn view_mut<T: Value>(self, buffer: &mut [T; N]) -> &mut [T; N] {
        buffer
    }
    #[inline(always)]
    fn square<T: Value>(self, value: T) -> [[T; N]; N] {
        [[value; N]; N]
    }
    #[inline(always)]
    fn of<T: Value>(_: &[[T; N]; N]) -> Self {
        Self
    }
    #[inline(always)]
    fn row<T: Value>(self, blocks: &[[T; N]], index: usize) -> &[T; N] {
        rows::at(blocks, index)
    }
    #[inline(always)]
    fn row_mut<T: Value>(self, blocks: &mut [[T; N]], index: usize) -> &mut [T; N] {
        rows::at_mut(blocks, index)
    }
    #[inline(always)]
    fn rows<T: Value>(
        self,
        blocks: &[[T; N]],
    ) -> impl DoubleEndedIterator<Item = &[T; N]> + ExactSizeIterator + Clone {
        blocks.iter()
    }
    #[inline(always)]
    fn rows_mut<T: Value>(
        self,
        blocks: &mut [[T; N]],
    ) -> impl DoubleEndedIterator<Item = &mut [T; N]> + ExactSizeIterator {
        blocks.iter_mut()
    }
    #[inline(always)]
    fn flat<T: Value>(blocks: &[[T; N]]) -> &[T] {
        blocks.as_flattened()
    }
    #[inline(always)]
    fn flat_mut<T: Value>(blocks: &mut [[T; N]]) -> &mut [T] {
        blocks.as_flattened_mut()
    }
}
