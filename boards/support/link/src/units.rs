//! A sheet's units, to be sent or as they were received.

use lissom::Fixed16;

/// Activities in 16 bits, row by row: a sheet's own, or bytes of the wire.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a>(pub(crate) Data<'a>);

/// What a payload ends with.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Data<'a> {
    Bytes(&'a [u8]),
    Numbers(&'a [Fixed16]),
}

impl Data<'_> {
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Numbers(numbers) => 2 * numbers.len(),
        }
    }

    /// 0 behind the end.
    pub(crate) fn byte(&self, at: usize) -> u8 {
        match self {
            Self::Bytes(bytes) => bytes.get(at).copied().unwrap_or(0),
            Self::Numbers(numbers) => {
                let bits = numbers.get(at / 2).map_or(0, |number| number.to_bits());
                bits.to_le_bytes()[at % 2]
            }
        }
    }
}

impl<'a> Units<'a> {
    /// How many.
    pub const fn len(&self) -> usize {
        self.0.len() / 2
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them, counted row by row.
    pub fn get(&self, unit: usize) -> Option<Fixed16> {
        match self.0 {
            Data::Numbers(numbers) => numbers.get(unit).copied(),
            Data::Bytes(bytes) => {
                bytes.as_chunks().0.get(unit).map(|&b| Fixed16::from_bits(i16::from_le_bytes(b)))
            }
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Fixed16> + use<'a> {
        let units = *self;
        (0..self.len()).filter_map(move |unit| units.get(unit))
    }
}
