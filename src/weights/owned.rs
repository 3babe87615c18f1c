//! Projections and kernels that own their memory on the heap, of sides known at run time.

use super::projection;
use crate::{
    engine::Engine,
    error::Error,
    geometry::{DiscRow, OwnedField, Placement, interleaved::Block, rows},
    number::{Activity, Weight, Wide},
    side::{Dyn, Side},
    weights::{
        DogMemory, DogView, Exact, InitialWeights, Projection, ProjectionMut, check_length,
        disc_taps,
    },
};
use alloc::{boxed::Box, vec, vec::Vec};

/// A [`Projection`] that owns its table of connection fields and its weights.
///
/// ```
/// use lissom::{InitialWeights, side::Dyn, weights::OwnedProjection};
/// let (retina, v1) = (Dyn::new(25)?, Dyn::new(5)?);
/// let initial = InitialWeights::cortex(5.0, Some(1));
/// let projection = OwnedProjection::<f32>::new(retina, v1, 5.0, initial)?;
/// assert_eq!(projection.view().field().connections(), 1385);
/// assert!((projection.view().connection_field(2, 2).sum() - 1.0).abs() < 1e-6);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedProjection<W: Weight> {
    field: OwnedField,
    packed: Box<[W]>,
    exponent: i8,
    blocks: Vec<Block<W>>,
}

impl<W: Weight> OwnedProjection<W> {
    /// Connection fields of a radius in source cells, and weights as before learning. Cost: three
    /// passes over the connections.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::EmptyField`], [`Error::ZeroField`], [`Error::Overflow`].
    pub fn new(
        input: Dyn,
        output: Dyn,
        radius: f64,
        initial: InitialWeights,
    ) -> Result<Self, Error> {
        Self::placed(Placement::Corners, input, output, radius, initial)
    }

    /// The same of units that are placed otherwise.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn placed(
        placement: Placement,
        input: Dyn,
        output: Dyn,
        radius: f64,
        initial: InitialWeights,
    ) -> Result<Self, Error> {
        let mut new = Self::silent(placement, input, output, radius)?;
        let length = 2 * input.get();
        let (mut center, mut surround) = (vec![0.0; length], vec![0.0; length]);
        let table = new.field.view().table();
        let exact = Exact::new(table, initial, [&mut center, &mut surround])?;
        let mut packed = vec![W::ZERO; table.connections];
        new.exponent = projection::fill(exact, &mut packed)?;
        new.packed = packed.into();
        Ok(new)
    }

    /// Connection fields of a radius, and given weights in packed order: row after row of units, of
    /// each the connected source cells row by row.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::EmptyField`], [`Error::Length`], [`Error::Weight`],
    /// [`Error::Overflow`].
    pub fn load<V: Copy + Into<f64>>(
        input: Dyn,
        output: Dyn,
        radius: f64,
        weights: &[V],
    ) -> Result<Self, Error> {
        let mut new = Self::silent(Placement::Corners, input, output, radius)?;
        new.set(weights)?;
        Ok(new)
    }

    /// Connection fields without weights.
    fn silent(placement: Placement, input: Dyn, output: Dyn, radius: f64) -> Result<Self, Error> {
        let field = OwnedField::placed(placement, input, output, radius)?;
        Ok(Self { field, packed: Box::default(), exponent: 0, blocks: Vec::new() })
    }

    /// Replaces the weights by given ones in packed order.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::Weight`], [`Error::Overflow`]; the weights are then unchanged.
    pub fn set<V: Copy + Into<f64>>(&mut self, weights: &[V]) -> Result<(), Error> {
        let field = self.field.view();
        check_length(field.connections(), weights.len())?;
        let mut packed = vec![W::ZERO; field.connections()];
        self.exponent = projection::load(field, &mut packed, weights)?;
        self.packed = packed.into();
        self.blocks = Vec::new();
        Ok(())
    }

    /// The projection, to look at and to respond with.
    pub fn view(&self) -> Projection<'_, W, Dyn, Dyn> {
        Projection {
            field: self.field.view(),
            packed: &self.packed,
            exponent: self.exponent,
            blocks: &self.blocks,
        }
    }

    /// The projection, to change its weights. An interleaved copy is dropped.
    pub fn view_mut(&mut self) -> ProjectionMut<'_, W, Dyn, Dyn> {
        self.blocks = Vec::new();
        let Self { field, packed, exponent, .. } = self;
        ProjectionMut { field: field.view(), packed, exponent }
    }

    /// The exponent of all weights.
    pub(crate) const fn exponent(&self) -> i8 {
        self.exponent
    }

    /// Stores the same weights by this exponent, which is at most its own, with every unit's sum.
    pub(crate) fn lower_to(&mut self, exponent: i8) {
        if exponent >= self.exponent {
            return;
        }
        let (own, mut rest) = (core::mem::replace(&mut self.exponent, exponent), &mut *self.packed);
        for taps in self.field.view().all_taps() {
            let mut before = 0.0;
            for weight in rest.split_off_mut(..taps).unwrap_or_default() {
                let value = weight.value(own);
                *weight = W::quantise(before, value, exponent);
                before += value;
            }
        }
        self.blocks = Vec::new();
    }

    /// The stored weights and their exponent, to replace both. An interleaved copy is dropped.
    pub(crate) fn stored_mut(&mut self) -> (&mut [W], &mut i8) {
        self.blocks = Vec::new();
        (&mut self.packed, &mut self.exponent)
    }
}

impl<W: Engine> OwnedProjection<W> {
    /// Keeps a second copy of the weights for wide registers, if this processor has a kernel for
    /// it: responses have the same bits. About twice the bytes of the weights.
    ///
    /// For weights that do not change, as learning drops the copy, and for sheets up to about 48
    /// units a side: on an x86-64 with AVX2 or AVX-512 the responses of a 36 × 36 sheet in 16 bits
    /// take half the time. The copy of a larger sheet leaves the processor's cache and is slower.
    pub fn interleave(&mut self) {
        self.blocks = self.view().interleaved_copy().0;
    }
}

/// A [`DogView`] that owns its memory.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedDog<A: Activity> {
    side: Dyn,
    radius: f64,
    rows: Box<[DiscRow]>,
    kernels: [Box<[A]>; 2],
    exponents: [i8; 2],
    ratios: Box<[[A::Wide; 2]]>,
}

impl<A: Weight<Activity = A> + Activity> OwnedDog<A> {
    /// The kernel of a sheet: radius and σs in cells.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn new(side: Dyn, radius: f64, sigmas: [f64; 2]) -> Result<Self, Error> {
        Self::build(side, radius, |memory| DogView::build(side, radius, sigmas, memory))
    }

    /// One Gaussian over a disc; see [`DogView::lone`].
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn lone(side: Dyn, radius: f64, sigma: f64) -> Result<Self, Error> {
        Self::build(side, radius, |memory| DogView::lone(side, radius, sigma, memory))
    }

    fn build(
        side: Dyn,
        radius: f64,
        build: impl for<'a> FnOnce(DogMemory<'a, A>) -> Result<DogView<'a, A, Dyn>, Error>,
    ) -> Result<Self, Error> {
        Error::radius(radius)?;
        let (count, taps) = (rows(side.get(), side.get(), radius), disc_taps(side.get(), radius));
        let mut rows = vec![DiscRow::default(); count];
        let mut kernels = [(); 2].map(|()| vec![<A as Activity>::ZERO; taps]);
        let mut ratios = vec![[A::Wide::ZERO; 2]; taps];
        let [center, surround] = &mut kernels;
        let memory = (&mut rows[..], [&mut center[..], &mut surround[..]], &mut ratios[..]);
        let exponents = build(memory)?.exponents;
        let (rows, kernels, ratios) = (rows.into(), kernels.map(Vec::into), ratios.into());
        Ok(Self { side, radius, rows, kernels, exponents, ratios })
    }
}

impl<A: Activity> OwnedDog<A> {
    /// The kernel.
    pub fn view(&self) -> DogView<'_, A, Dyn> {
        DogView {
            side: self.side,
            radius: self.radius,
            rows: &self.rows,
            kernels: self.kernels.each_ref().map(|kernel| &**kernel),
            exponents: self.exponents,
            ratios: &self.ratios,
        }
    }
}
