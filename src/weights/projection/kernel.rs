//! Which kernel of the engine a projection uses.

#[cfg(feature = "alloc")]
use super::Projection;
use crate::{
    engine::Engine,
    geometry::UnitRow,
    number::{Activity, Weight, WideOf},
    side::Side,
};
#[cfg(feature = "alloc")]
use crate::{geometry::Extent, sheet::SheetOf, side::RowsMut};
use core::marker::PhantomData;

/// A kernel for weights.
pub(crate) trait Kernel<W: Weight> {
    /// Computes the sums of a row of units.
    fn row<I: Side, O: Side>(row: &UnitRow<'_, W, I, O>, sums: &mut O::Row<W::Sum>);
    /// The responses to sums.
    fn responses(gain: WideOf<W>, sums: &[W::Sum], exponent: i8, responses: &mut [WideOf<W>]);
    /// The response by interleaved weights; `false` where no kernel computes it.
    #[cfg(feature = "alloc")]
    #[inline]
    fn respond_interleaved<I: Side, O: Side>(
        _projection: &Projection<'_, W, I, O>,
        _first: usize,
        _gain: WideOf<W>,
        _source: &SheetOf<W::Activity, I>,
        _active: &I::Row<Extent>,
        _response: &mut RowsMut<'_, WideOf<W>, O>,
    ) -> bool {
        false
    }
}

/// The engine of the weights themselves.
pub(crate) struct Own;

impl<W: Engine> Kernel<W> for Own {
    #[inline(always)]
    fn row<I: Side, O: Side>(row: &UnitRow<'_, W, I, O>, sums: &mut O::Row<W::Sum>) {
        W::row(row, sums);
    }
    #[inline(always)]
    fn responses(gain: WideOf<W>, sums: &[W::Sum], exponent: i8, responses: &mut [WideOf<W>]) {
        W::responses(gain, sums, exponent, responses);
    }
    #[cfg(feature = "alloc")]
    #[inline]
    fn respond_interleaved<I: Side, O: Side>(
        projection: &Projection<'_, W, I, O>,
        first: usize,
        gain: WideOf<W>,
        source: &SheetOf<W::Activity, I>,
        active: &I::Row<Extent>,
        response: &mut RowsMut<'_, WideOf<W>, O>,
    ) -> bool {
        projection.respond_interleaved(first, gain, source.rows(), active, response)
    }
}

/// The engine of a network's weights, for weights that are its activities.
pub(crate) struct OfActivity<E>(PhantomData<E>);

impl<A, E> Kernel<A> for OfActivity<E>
where
    A: Weight<Activity = A> + Activity,
    E: Engine<Activity = A, Sum = A::Sum>,
{
    #[inline(always)]
    fn row<I: Side, O: Side>(row: &UnitRow<'_, A, I, O>, sums: &mut O::Row<A::Sum>) {
        E::activity_row(row, sums);
    }
    #[inline(always)]
    fn responses(gain: WideOf<A>, sums: &[A::Sum], exponent: i8, responses: &mut [WideOf<A>]) {
        E::responses(gain, sums, exponent, responses);
    }
}
