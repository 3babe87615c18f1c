//! A second copy of the weights for wide registers.

use super::{Projection, check_length};
use crate::{
    engine::Engine,
    error::Error,
    geometry::{
        Extent,
        interleaved::{self, Block, Interleaved},
    },
    number::{Weight, WideOf},
    side::{Rows, RowsMut, Side},
};
use alloc::{vec, vec::Vec};

/// A second copy of a projection's weights, in the order in which wide registers load them; empty
/// where this build has no kernel for it.
#[derive(Debug, Clone, PartialEq)]
pub struct InterleavedWeights<W: Weight>(pub(crate) Vec<Block<W>>);

impl<'a, W: Engine, I: Side, O: Side> Projection<'a, W, I, O> {
    /// A second copy of the weights for wide registers; about twice their bytes.
    ///
    /// For frozen weights on a host: on an x86-64 with AVX2 or AVX-512 the responses of a 36 × 36
    /// sheet in 16 bits take half the time. Empty in other formats than
    /// [`Fixed16`](crate::Fixed16), where the sides differ, and on other processors.
    ///
    /// ```
    /// use lissom::{Field, Fixed16, InitialWeights, Sheet, Weights, field, number::FixedWide};
    /// type Lateral = field!(24, 24, 5.0);
    /// static FIELD: Lateral = Field::new(5.0);
    /// let mut weights = Weights::<Fixed16, { Lateral::CONNECTIONS }>::new();
    /// weights.fill(&FIELD, InitialWeights::cortex(5.0, Some(1)))?;
    /// let packed = weights.on(&FIELD);
    /// let copy = packed.interleaved_copy();
    /// let interleaved = packed.with_interleaved(&copy)?;
    ///
    /// let source = Sheet::filled(Fixed16::lit("0.7"));
    /// let [mut one, mut other] = [(); 2].map(|()| Sheet::filled(FixedWide::ZERO));
    /// packed.respond(&mut (), FixedWide::lit("0.9"), &source, &mut one);
    /// interleaved.respond(&mut (), FixedWide::lit("0.9"), &source, &mut other);
    /// assert_eq!(one, other);
    /// # Ok::<(), lissom::Error>(())
    /// ```
    pub fn interleaved_copy(&self) -> InterleavedWeights<W> {
        let mut blocks = vec![Block::ZERO; self.blocks()];
        if !blocks.is_empty() {
            interleaved::lay_out(self.field, self.packed, &mut blocks);
        }
        InterleavedWeights(blocks)
    }

    /// The same projection, which also has a [copy](Self::interleaved_copy) of its weights: it
    /// responds with the same bits, sooner.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] for the copy of another projection.
    pub fn with_interleaved(self, copy: &'a InterleavedWeights<W>) -> Result<Self, Error> {
        check_length(self.blocks(), copy.0.len())?;
        Ok(Self { blocks: &copy.0, ..self })
    }

    fn blocks(&self) -> usize {
        if W::INTERLEAVES { interleaved::blocks(self.field) } else { 0 }
    }

    /// The response of the units from row `first` on; `false` where no kernel computes it.
    #[inline]
    pub(super) fn respond_interleaved(
        &self,
        first: usize,
        gain: WideOf<W>,
        source: Rows<'_, W::Activity, I>,
        active: &I::Row<Extent>,
        response: &mut RowsMut<'_, WideOf<W>, O>,
    ) -> bool {
        if self.blocks.is_empty() {
            return false;
        }
        let all = Interleaved { field: self.field, blocks: self.blocks, source, active };
        let units = first..first + response.len();
        W::interleaved(&all, units, |sums| {
            W::responses(gain, sums, self.exponent, response.flat_mut());
        })
    }
}
