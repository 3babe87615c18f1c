//! The weights between two sheets, and what a sheet makes of its source through them.

use crate::{
    engine::Engine,
    error::Error,
    geometry::{Extent, Field, FieldView, UnitRows},
    join::{Join, split_rows},
    number::{Extremes, Weight, WideOf},
    sheet::SheetOf,
    side::{Const, RowsMut, Side},
    weights::{Exact, InitialWeights},
};

mod connection_field;
#[cfg(feature = "alloc")]
mod interleaved;
mod kernel;
mod learning;

pub use connection_field::ConnectionField;
#[cfg(feature = "alloc")]
pub use interleaved::InterleavedWeights;
pub(crate) use kernel::OfActivity;
use kernel::{Kernel, Own};
pub use learning::ProjectionMut;

/// The weights of a projection, packed: unit after unit, run after run, exactly `CONNECTIONS`.
///
/// All-zero when new, so a `static` one takes RAM and no flash; filled in place.
/// [`Weights::<Fixed16, _>::frozen`](Weights::frozen) makes one in flash instead.
///
/// ```
/// use lissom::{field, Field, InitialWeights, Weights};
/// type Afferent = field!(25, 5, 5.0);
/// static FIELD: Afferent = Field::new(5.0);
/// let mut weights = Weights::<f32, { Afferent::CONNECTIONS }>::new();
/// weights.fill(&FIELD, InitialWeights::cortex(5.0, Some(1)))?;
/// let unit = weights.on(&FIELD).connection_field(2, 2);
/// assert!((unit.sum() - 1.0).abs() < 1e-6);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Weights<W: Weight, const CONNECTIONS: usize> {
    pub(crate) packed: [W; CONNECTIONS],
    pub(crate) exponent: i8,
}

impl<W: Weight, const CONNECTIONS: usize> Weights<W, CONNECTIONS> {
    /// All zero.
    pub const fn new() -> Self {
        Self { packed: [W::ZERO; CONNECTIONS], exponent: 0 }
    }

    /// Sets the weights before learning. Stack: 32 bytes for each source row.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`], [`Error::ZeroField`], [`Error::Overflow`]; the weights are then
    /// unchanged.
    pub fn fill<const IN: usize, const OUT: usize, const ROWS: usize>(
        &mut self,
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        initial: InitialWeights,
    ) -> Result<(), Error> {
        let mut profiles = [[[0.0; IN]; 2]; 2];
        let profiles = profiles.each_mut().map(|profile| profile.as_flattened_mut());
        self.exponent = fill(Exact::new(field.table(), initial, profiles)?, &mut self.packed)?;
        Ok(())
    }

    /// Sets weights from outside, in packed order: row after row of units, of each the connected
    /// source cells row by row. That is the order of the values of a CSR matrix.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::Weight`], [`Error::Overflow`]; the weights are then unchanged.
    pub fn load<V: Copy + Into<f64>, const IN: usize, const OUT: usize, const ROWS: usize>(
        &mut self,
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        weights: &[V],
    ) -> Result<(), Error> {
        self.exponent = load(field.view(), &mut self.packed, weights)?;
        Ok(())
    }

    /// The projection of these weights on their connection fields.
    pub const fn on<'a, const IN: usize, const OUT: usize, const ROWS: usize>(
        &'a self,
        field: &'a Field<IN, OUT, ROWS, CONNECTIONS>,
    ) -> Projection<'a, W, Const<IN>, Const<OUT>> {
        Projection {
            field: field.view(),
            packed: &self.packed,
            exponent: self.exponent,
            #[cfg(feature = "alloc")]
            blocks: &[],
        }
    }
}

impl<W: Weight, const CONNECTIONS: usize> Default for Weights<W, CONNECTIONS> {
    fn default() -> Self {
        Self::new()
    }
}

/// All connections from one sheet to another: [`Weights`] on a [`Field`](struct@crate::Field), or
/// both in memory of their owner.
#[derive(Debug)]
pub struct Projection<'a, W: Weight, I: Side, O: Side> {
    pub(crate) field: FieldView<'a, I, O>,
    pub(crate) packed: &'a [W],
    pub(crate) exponent: i8,
    #[cfg(feature = "alloc")]
    pub(crate) blocks: &'a [crate::geometry::interleaved::Block<W>],
}

impl<W: Weight, I: Side, O: Side> Clone for Projection<'_, W, I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Weight, I: Side, O: Side> Copy for Projection<'_, W, I, O> {}

impl<'a, W: Weight, I: Side, O: Side> Projection<'a, W, I, O> {
    /// The connection fields.
    pub const fn field(&self) -> FieldView<'a, I, O> {
        self.field
    }

    /// Bytes of the weights.
    pub const fn bytes(&self) -> usize {
        size_of_val(self.packed)
    }

    /// The stored weights in packed order: unit after unit, run after run.
    pub const fn packed(&self) -> &'a [W] {
        self.packed
    }

    /// A stored weight is its value times 2 to this power.
    pub const fn exponent(&self) -> i8 {
        self.exponent
    }

    /// The weights of unit `(row, column)`.
    ///
    /// # Panics
    ///
    /// If the unit is outside the sheet.
    pub fn connection_field(&self, row: usize, column: usize) -> ConnectionField<'a, W, I, O> {
        let first = self.field.first_weight(row, column);
        let end = first + self.field.taps(row, column);
        let weights = self.packed.get(first..end).unwrap_or_default(); // always there
        ConnectionField { field: self.field, weights, exponent: self.exponent, row, column }
    }
}

impl<W: Engine, I: Side, O: Side> Projection<'_, W, I, O> {
    /// The response γ·Σ weight·activity of every unit, split as `join` says; `&mut ()` does not
    /// split.
    ///
    /// Silent source cells left and right of the active ones of a row cost nothing; the result has
    /// the same bits as if they were added up. Cost: one multiply-add for each connection between.
    pub fn respond(
        &self,
        join: &mut impl Join,
        gain: WideOf<W>,
        source: &SheetOf<W::Activity, I>,
        response: &mut SheetOf<WideOf<W>, O>,
    ) {
        self.respond_by::<Own>(join, gain, source, response);
    }
}

impl<W: Weight, I: Side, O: Side> Projection<'_, W, I, O> {
    /// The same by any kernel.
    pub(crate) fn respond_by<K: Kernel<W>>(
        &self,
        join: &mut impl Join,
        gain: WideOf<W>,
        source: &SheetOf<W::Activity, I>,
        response: &mut SheetOf<WideOf<W>, O>,
    ) {
        let active = Extent::all(source.rows());
        let active = source.side().view(&active);
        split_rows(join, 0, response.rows_mut(), &|first, rows| {
            self.respond_rows::<K>(first, gain, source, active, rows);
        });
    }

    /// The response of the units from row `first` on.
    #[inline(never)]
    fn respond_rows<K: Kernel<W>>(
        &self,
        first: usize,
        gain: WideOf<W>,
        source: &SheetOf<W::Activity, I>,
        active: &I::Row<Extent>,
        mut response: RowsMut<'_, WideOf<W>, O>,
    ) {
        #[cfg(feature = "alloc")]
        if K::respond_interleaved(self, first, gain, source, active, &mut response) {
            return;
        }
        let output = response.side();
        let mut rows = UnitRows::new(self.field, self.packed, source, active);
        let mut sums = output.buffer(W::Sum::default());
        let sums = output.view_mut(&mut sums);
        for (i, out) in (first..).zip(response.iter_mut()) {
            let Some(row) = rows.row(i) else {
                out.as_mut().fill(WideOf::<W>::default());
                continue;
            };
            K::row(&row, sums);
            K::responses(gain, sums.as_ref(), self.exponent, out.as_mut());
        }
    }
}

/// Fills packed weights and returns their exponent. Cost: three passes over the connections.
pub(crate) fn fill<W: Weight>(mut exact: Exact<'_>, packed: &mut [W]) -> Result<i8, Error> {
    check_length(exact.connections(), packed.len())?;
    let extremes = exact.extremes(&mut [])?;
    let exponent = W::exponent(extremes).ok_or(Error::Overflow)?;
    let (mut weights, side) = (packed.iter_mut(), exact.output());
    for unit in 0..side * side {
        let taps = exact.enter(unit / side, unit % side)?;
        for slot in weights.by_ref().take(taps) {
            let next = exact.weight();
            *slot = W::quantise(next.before, next.weight, exponent);
        }
    }
    Ok(exponent)
}

/// Fills packed weights with given ones and returns their exponent.
pub(crate) fn load<W: Weight, V: Copy + Into<f64>, I: Side, O: Side>(
    field: FieldView<'_, I, O>,
    packed: &mut [W],
    weights: &[V],
) -> Result<i8, Error> {
    check_length(field.connections(), packed.len())?;
    check_length(field.connections(), weights.len())?;
    if let Some(index) = weights.iter().position(|&w| !w.into().is_finite()) {
        return Err(Error::Weight { index });
    }
    let mut extremes = Extremes::default();
    let (mut rest, mut most, mut negative) = (weights, 0, false);
    for taps in field.all_taps() {
        let (unit, after) = rest.split_at(taps);
        rest = after;
        most = most.max(taps);
        let mut total = 0.0;
        for weight in unit.iter().map(|&w| w.into()) {
            negative |= weight < 0.0;
            total += weight.abs();
            extremes.peak = extremes.peak.max(weight.abs());
        }
        extremes.total = extremes.total.max(total);
    }
    if negative {
        extremes.mixed = most;
    }
    let exponent = W::exponent(extremes).ok_or(Error::Overflow)?;
    let mut pairs = packed.iter_mut().zip(weights);
    for taps in field.all_taps() {
        let mut before = 0.0;
        for (slot, &weight) in pairs.by_ref().take(taps) {
            *slot = W::quantise(before, weight.into(), exponent);
            before += weight.into();
        }
    }
    Ok(exponent)
}

pub(crate) const fn check_length(expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::Length { expected, found }) }
}
