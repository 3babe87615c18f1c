//! The weights between two sheets, and what a sheet makes of its source through them.

use crate::{
    error::Error,
    field::{Field, FieldView},
    halves::{Halves, at_rows},
    interleaved::{Eight, Interleaved},
    kernel::{Exact, Kernel},
    number::{Extremes, Number},
    row::{Extent, Rows},
    sheet::Sheet,
};

mod connection_field;
mod interleaved;
mod plastic;

pub use connection_field::ConnectionField;
pub use plastic::ProjectionMut;

/// The weights of a projection, packed: unit after unit, run after run, exactly `CONNECTIONS`.
///
/// All-zero when new, so a `static` one takes RAM and no flash; filled in place.
/// [`Weights::<Fixed16, _>::frozen`](Weights::frozen) makes one in flash instead.
///
/// ```
/// use lissom::{field, Field, Kernel, Weights};
/// type Afferent = field!(25, 5, 5.0);
/// static FIELD: Afferent = Field::new(5.0);
/// let mut weights = Weights::<f32, { Afferent::CONNECTIONS }>::new();
/// weights.fill(&FIELD, Kernel::cortex(5.0, Some(1)))?;
/// let unit = weights.on(&FIELD).connection_field(2, 2);
/// assert!((unit.sum() - 1.0).abs() < 1e-6);
/// # Ok::<(), lissom::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Weights<T: Number, const CONNECTIONS: usize> {
    pub(crate) packed: [T::Weight; CONNECTIONS],
    pub(crate) exponent: i8,
}

impl<T: Number, const CONNECTIONS: usize> Weights<T, CONNECTIONS> {
    /// All zero.
    pub const fn new() -> Self {
        Self { packed: [T::WEIGHT_ZERO; CONNECTIONS], exponent: 0 }
    }

    /// Sets the weights a kernel describes.
    ///
    /// # Errors
    ///
    /// [`Error::Sigma`], [`Error::ZeroField`], [`Error::Overflow`]; the weights are then unchanged.
    pub fn fill<const IN: usize, const OUT: usize, const ROWS: usize>(
        &mut self,
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        kernel: Kernel,
    ) -> Result<(), Error> {
        self.exponent =
            Projection::<T, _, _>::fill(field.view(), &mut self.packed, kernel)?.exponent;
        Ok(())
    }

    /// Sets weights from outside, in packed order: row after row of units, of each the connected
    /// source cells row by row. That is the order of the values of a CSR matrix.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::Weight`], [`Error::Overflow`]; the weights are then unchanged.
    pub fn load<W: Copy + Into<f64>, const IN: usize, const OUT: usize, const ROWS: usize>(
        &mut self,
        field: &Field<IN, OUT, ROWS, CONNECTIONS>,
        weights: &[W],
    ) -> Result<(), Error> {
        self.exponent =
            Projection::<T, _, _>::load(field.view(), &mut self.packed, weights)?.exponent;
        Ok(())
    }

    /// The projection of these weights on their connection fields.
    pub const fn on<'a, const IN: usize, const OUT: usize, const ROWS: usize>(
        &'a self,
        field: &'a Field<IN, OUT, ROWS, CONNECTIONS>,
    ) -> Projection<'a, T, IN, OUT> {
        Projection {
            field: field.view(),
            packed: &self.packed,
            exponent: self.exponent,
            eights: &[],
        }
    }
}

impl<T: Number, const CONNECTIONS: usize> Default for Weights<T, CONNECTIONS> {
    fn default() -> Self {
        Self::new()
    }
}

/// All connections from an `IN`-sided sheet to an `OUT`-sided one: [`Weights`] on a
/// [`Field`](struct@crate::Field), or both in the caller's memory.
#[derive(Debug, Clone, Copy)]
pub struct Projection<'a, T: Number, const IN: usize, const OUT: usize> {
    field: FieldView<'a, IN, OUT>,
    packed: &'a [T::Weight],
    exponent: i8,
    eights: &'a [Eight<T::Weight>],
}

impl<'a, T: Number, const IN: usize, const OUT: usize> Projection<'a, T, IN, OUT> {
    /// Fills the caller's memory with a kernel's weights. Cost: three passes over the connections.
    ///
    /// # Errors
    ///
    /// As [`Weights::fill`], and [`Error::Length`].
    pub fn fill(
        field: FieldView<'a, IN, OUT>,
        packed: &'a mut [T::Weight],
        kernel: Kernel,
    ) -> Result<Self, Error> {
        check_length(field.connections(), packed.len())?;
        let extremes = Exact::new(field, kernel)?.extremes()?;
        let exponent = T::exponent(extremes).ok_or(Error::Overflow)?;
        let mut exact = Exact::new(field, kernel)?;
        let mut weights = packed.iter_mut();
        for unit in 0..OUT * OUT {
            let taps = exact.enter(unit / OUT, unit % OUT)?;
            for slot in weights.by_ref().take(taps) {
                let next = exact.weight();
                *slot = T::weight(next.before, next.weight, exponent);
            }
        }
        Ok(Self { field, packed, exponent, eights: &[] })
    }

    /// Fills the caller's memory with given weights, in packed order.
    ///
    /// # Errors
    ///
    /// As [`Weights::load`].
    pub fn load<W: Copy + Into<f64>>(
        field: FieldView<'a, IN, OUT>,
        packed: &'a mut [T::Weight],
        weights: &[W],
    ) -> Result<Self, Error> {
        check_length(field.connections(), packed.len())?;
        check_length(field.connections(), weights.len())?;
        if let Some(index) = weights.iter().position(|&w| !w.into().is_finite()) {
            return Err(Error::Weight { index });
        }
        let units = || (0..OUT * OUT).map(|unit| field.taps(unit / OUT, unit % OUT));
        let mut extremes = Extremes::default();
        let (mut rest, mut most, mut negative) = (weights, 0, false);
        for taps in units() {
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
        let exponent = T::exponent(extremes).ok_or(Error::Overflow)?;
        let mut pairs = packed.iter_mut().zip(weights);
        for taps in units() {
            let mut before = 0.0;
            for (slot, &weight) in pairs.by_ref().take(taps) {
                *slot = T::weight(before, weight.into(), exponent);
                before += weight.into();
            }
        }
        Ok(Self { field, packed, exponent, eights: &[] })
    }

    /// The connection fields.
    pub const fn field(&self) -> FieldView<'a, IN, OUT> {
        self.field
    }

    /// Bytes of the weights.
    pub const fn bytes(&self) -> usize {
        size_of_val(self.packed)
    }

    /// The weights of unit `(row, column)`.
    ///
    /// # Panics
    ///
    /// If the unit is outside the sheet.
    pub const fn connection_field(
        &self,
        row: usize,
        column: usize,
    ) -> ConnectionField<'a, T, IN, OUT> {
        let first = self.field.first_weight(row, column);
        let (_, weights) = self.packed.split_at(first);
        let (weights, _) = weights.split_at(self.field.taps(row, column));
        ConnectionField { field: self.field, weights, exponent: self.exponent, row, column }
    }

    /// The response γ·Σ weight·activity of every unit.
    ///
    /// Silent source cells left and right of the active ones of a row cost nothing; the result has
    /// the same bits as if they were added up. Cost: one multiply-add for each connection between.
    pub fn respond(
        &self,
        gain: T::Wide,
        source: &Sheet<T, IN>,
        response: &mut Sheet<T::Wide, OUT>,
    ) {
        self.respond_in(&mut (), gain, source, response);
    }

    /// The same in halves: the upper rows of units and the lower ones.
    pub fn respond_in(
        &self,
        halves: &mut impl Halves,
        gain: T::Wide,
        source: &Sheet<T, IN>,
        response: &mut Sheet<T::Wide, OUT>,
    ) {
        let active = Extent::all(&source.0);
        at_rows(halves, 0, &mut response.0, &|first, rows| {
            self.respond_rows(first, gain, source, &active, rows);
        });
    }

    /// The response of the units from row `first` on.
    #[inline(never)]
    fn respond_rows(
        &self,
        first: usize,
        gain: T::Wide,
        source: &Sheet<T, IN>,
        active: &[Extent; IN],
        response: &mut [[T::Wide; OUT]],
    ) {
        let units = first..first + response.len();
        if !self.eights.is_empty() {
            let Self { field, eights, .. } = *self;
            let all = Interleaved { field, eights, source: &source.0, active };
            let take = |i: usize, sums: &[T::Sum; OUT]| {
                T::scale_all(gain, sums, self.exponent, &mut response[i])
            };
            if T::interleaved_sums(&all, units, take) {
                return;
            }
        }
        let mut rows = Rows::new(self.field, self.packed, &source.0, active);
        let mut sums = [T::Sum::default(); OUT];
        for (i, out) in (first..).zip(response) {
            let row = rows.row(i);
            if row.is_silent() {
                *out = [T::WIDE_ZERO; OUT];
                continue;
            }
            T::sums(&row, &mut sums);
            T::scale_all(gain, &sums, self.exponent, out);
        }
    }
}

pub(crate) fn check_length(expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::Length { expected, found }) }
}
