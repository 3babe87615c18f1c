//! A second copy of the weights for wide registers.

use super::{Projection, check_length};
use crate::{
    error::Error,
    interleaved::{self, Eight},
    number::Number,
};

impl<'a, T: Number, const IN: usize, const OUT: usize> Projection<'a, T, IN, OUT> {
    /// The same projection, which also holds its weights [interleaved]: it responds
    /// with the same bits, sooner. `memory` has [`eights`](Self::eights), of any weights.
    ///
    /// For frozen weights on a host: on an x86-64 with AVX2 or AVX-512 the responses of a 36 × 36 sheet
    /// take half the time. Learning has no use for it, as each presentation changes the weights.
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    ///
    /// ```
    /// use lissom::{Field, Fixed16, Kernel, Sheet, Weights, field, interleaved::Eight};
    /// type Lateral = field!(24, 24, 5.0);
    /// static FIELD: Lateral = Field::new(5.0);
    /// let mut weights = Weights::<Fixed16, { Lateral::CONNECTIONS }>::new();
    /// weights.fill(&FIELD, Kernel::cortex(5.0, Some(1)))?;
    /// let packed = weights.on(&FIELD);
    /// let mut memory = vec![Eight::filled(Fixed16::ZERO); packed.eights()];
    /// let interleaved = packed.interleaved(&mut memory)?;
    ///
    /// let source = Sheet::filled(Fixed16::lit("0.7"));
    /// let [mut one, mut other] = [(); 2].map(|()| Sheet::filled(lissom::number::FixedWide::ZERO));
    /// let gain = lissom::number::FixedWide::lit("0.9");
    /// packed.respond(gain, &source, &mut one);
    /// interleaved.respond(gain, &source, &mut other);
    /// assert_eq!(one, other);
    /// # Ok::<(), lissom::Error>(())
    /// ```
    pub fn interleaved(self, memory: &'a mut [Eight<T::Weight>]) -> Result<Self, Error> {
        check_length(self.eights(), memory.len())?;
        memory.fill(Eight::filled(T::WEIGHT_ZERO));
        if !memory.is_empty() {
            interleaved::lay_out(self.field, self.packed, memory);
        }
        Ok(Self { eights: memory, ..self })
    }

    /// The length of the memory for [`interleaved`](Self::interleaved) weights, 32 bytes each in 16 bits;
    /// 0 where nothing would read them: in other formats than [`Fixed16`](crate::Fixed16), where the sides
    /// differ, and on other processors than x86-64.
    pub fn eights(&self) -> usize {
        if T::INTERLEAVES { interleaved::eights(self.field) } else { 0 }
    }
}
