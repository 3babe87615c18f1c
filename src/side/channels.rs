//! The number of V1's afferent sheets: known to the compiler, or at run time.

use super::Const;
#[cfg(feature = "alloc")]
use super::Dyn;
use core::fmt::Debug;

/// What there may be for each afferent sheet.
pub trait Each: Debug + Send + Sync {}

impl<T: Debug + Send + Sync> Each for T {}

/// How many afferent sheets V1 has, and what holds one value for each.
///
/// Implemented by [`Const`], an array of 1 or 2, and [`Dyn`], up to 8 values; there is no use in
/// other implementations.
pub trait Channels: Copy + Debug + Send + Sync + 'static {
    /// One value for each sheet.
    type Of<T: Each>: AsRef<[T]> + AsMut<[T]> + IntoIterator<Item = T> + Debug + Send + Sync;
    /// One sheet, known as this number is.
    type One: Channels;

    /// Does not compile for numbers that V1 cannot have.
    const CHECKED: ();

    /// A value for one sheet.
    fn one<T: Each>(value: T) -> <Self::One as Channels>::Of<T>;
    /// A value from each.
    fn each<'t, T: Each + 't, U: Each>(
        of: &'t Self::Of<T>,
        f: impl FnMut(&'t T) -> U,
    ) -> Self::Of<U>;
    /// A value from each.
    fn each_mut<'t, T: Each + 't, U: Each>(
        of: &'t mut Self::Of<T>,
        f: impl FnMut(&'t mut T) -> U,
    ) -> Self::Of<U>;
    /// A value from each pair.
    fn zip_mut<'t, S: Each + 't, T: Each + 't, U: Each>(
        first: &'t Self::Of<S>,
        second: &'t mut Self::Of<T>,
        mut f: impl FnMut(&'t S, &'t mut T) -> U,
    ) -> Self::Of<U> {
        let mut second = second.as_mut().iter_mut();
        Self::each(first, |first| match second.next() {
            Some(second) => f(first, second),
            None => unreachable!("both have a value for each sheet"),
        })
    }
}

impl<const N: usize> Channels for Const<N> {
    type Of<T: Each> = [T; N];
    type One = Const<1>;

    const CHECKED: () = assert!(N == 1 || N == 2, "V1 has one or two afferent sheets");

    #[inline(always)]
    fn one<T: Each>(value: T) -> [T; 1] {
        [value]
    }
    #[inline(always)]
    fn each<'t, T: Each + 't, U: Each>(of: &'t [T; N], f: impl FnMut(&'t T) -> U) -> [U; N] {
        of.each_ref().map(f)
    }
    #[inline(always)]
    fn each_mut<'t, T: Each + 't, U: Each>(
        of: &'t mut [T; N],
        f: impl FnMut(&'t mut T) -> U,
    ) -> [U; N] {
        of.each_mut().map(f)
    }
}

/// As many as there are values.
#[cfg(feature = "alloc")]
impl Channels for Dyn {
    type Of<T: Each> = heapless::Vec<T, 8>;
    type One = Self;

    const CHECKED: () = ();

    fn one<T: Each>(value: T) -> Self::Of<T> {
        core::iter::once(value).collect()
    }
    fn each<'t, T: Each + 't, U: Each>(
        of: &'t Self::Of<T>,
        f: impl FnMut(&'t T) -> U,
    ) -> Self::Of<U> {
        of.iter().map(f).collect()
    }
    fn each_mut<'t, T: Each + 't, U: Each>(
        of: &'t mut Self::Of<T>,
        f: impl FnMut(&'t mut T) -> U,
    ) -> Self::Of<U> {
        of.iter_mut().map(f).collect()
    }
}
