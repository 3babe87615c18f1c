//! A side known at run time.

use super::{Side, Value};
use crate::{error::Error, limits::MAX_SIDE};
use alloc::{boxed::Box, vec};

/// A side known at run time, 1 to [`MAX_SIDE`](crate::geometry::MAX_SIDE): one byte. As a number of
/// afferent [channels](super::Channels) it says that this is known at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dyn(u8);

impl Dyn {
    /// A side.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless it is 1 to 255.
    pub const fn new(side: usize) -> Result<Self, Error> {
        match Error::side(side) {
            Ok(side) => Ok(Self(side as u8)),
            Err(error) => Err(error),
        }
    }
}

/// The memory of a sheet on the heap.
#[derive(Debug, Clone, PartialEq)]
pub struct Square<T> {
    values: Box<[T]>,
    side: Dyn,
}

impl<T> AsRef<[T]> for Square<T> {
    #[inline(always)]
    fn as_ref(&self) -> &[T] {
        &self.values
    }
}

impl<T> AsMut<[T]> for Square<T> {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut [T] {
        &mut self.values
    }
}

impl Side for Dyn {
    type Row<T: Value> = [T];
    type Block<T: Value> = T;
    type Buffer<T: Value> = [T; MAX_SIDE];
    type Square<T: Value> = Square<T>;

    #[inline(always)]
    fn get(self) -> usize {
        self.0.into()
    }
    #[inline(always)]
    fn blocks(self) -> usize {
        self.0.into()
    }
    #[inline(always)]
    fn buffer<T: Value>(self, value: T) -> [T; MAX_SIDE] {
        [value; _]
    }
    #[inline(always)]
    fn view<T: Value>(self, buffer: &[T; MAX_SIDE]) -> &[T] {
        &buffer[..self.get()]
    }
    #[inline(always)]
    fn view_mut<T: Value>(self, buffer: &mut [T; MAX_SIDE]) -> &mut [T] {
        &mut buffer[..self.get()]
    }
    fn square<T: Value>(self, value: T) -> Square<T> {
        Square { values: vec![value; self.get() * self.get()].into(), side: self }
    }
    #[inline(always)]
    fn of<T: Value>(square: &Square<T>) -> Self {
        square.side
    }
    #[inline(always)]
    fn row<T: Value>(self, values: &[T], index: usize) -> &[T] {
        &values[index * self.get()..][..self.get()]
    }
    #[inline(always)]
    fn row_mut<T: Value>(self, values: &mut [T], index: usize) -> &mut [T] {
        &mut values[index * self.get()..][..self.get()]
    }
    #[inline(always)]
    fn rows<T: Value>(
        self,
        values: &[T],
    ) -> impl DoubleEndedIterator<Item = &[T]> + ExactSizeIterator + Clone {
        EachRow { rest: values, side: self }
    }
    #[inline(always)]
    fn rows_mut<T: Value>(
        self,
        values: &mut [T],
    ) -> impl DoubleEndedIterator<Item = &mut [T]> + ExactSizeIterator {
        values.chunks_exact_mut(self.get())
    }
    #[inline(always)]
    fn flat<T: Value>(blocks: &[T]) -> &[T] {
        blocks
    }
    #[inline(always)]
    fn flat_mut<T: Value>(blocks: &mut [T]) -> &mut [T] {
        blocks
    }
}

/// One row after the other. Unlike `chunks_exact` it divides nowhere.
#[derive(Debug, Clone)]
struct EachRow<'a, T> {
    rest: &'a [T],
    side: Dyn,
}

impl<'a, T> Iterator for EachRow<'a, T> {
    type Item = &'a [T];

    #[inline(always)]
    fn next(&mut self) -> Option<&'a [T]> {
        let row;
        (row, self.rest) = self.rest.split_at_checked(self.side.get())?;
        Some(row)
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let rows = self.rest.len() / self.side.get();
        (rows, Some(rows))
    }
}

impl<T> DoubleEndedIterator for EachRow<'_, T> {
    #[inline(always)]
    fn next_back(&mut self) -> Option<Self::Item> {
        let row;
        (self.rest, row) = self.rest.split_at(self.rest.len().checked_sub(self.side.get())?);
        Some(row)
    }
}

impl<T> ExactSizeIterator for EachRow<'_, T> {}
