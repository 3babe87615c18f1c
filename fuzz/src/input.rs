//! Reads an input's bytes as numbers, from front to back, and writes those of a seed.

use arbitrary::{Arbitrary, Unstructured};

/// The bytes of an input; behind their end they are 0.
#[derive(Debug)]
pub struct Input<'a>(Unstructured<'a>);

/// Numbers where formats, ranges and roundings end.
const ODD: [f64; 32] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    1e-300,
    1e300,
    f32::MAX as f64,
    1e39,
    f64::EPSILON,
    1.0 - f64::EPSILON,
    1.0 / 32_768.0,
    1.0 - 1.0 / 32_768.0,
    1.0 / 16_777_216.0,
    2_147_483_648.0,
    9_223_372_036_854_775_808.0,
    -9_223_372_036_854_775_808.0,
    4_611_686_018_427_387_904.0,
    32.0,
    32.000_001,
    127.0,
    128.0,
    255.0,
    1e6,
    16.0,
];

/// The first byte of a number whose bits follow.
const EXACT: u8 = 255;

impl<'a> Input<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// Whether all bytes are read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number of a type, lowest byte first.
    pub fn any<T: Arbitrary<'a> + Default>(&mut self) -> T {
        self.0.arbitrary().unwrap_or_default()
    }

    /// A byte's lowest bit.
    pub fn flag(&mut self) -> bool {
        self.any::<u8>() & 1 == 1
    }

    /// A number of `0..bound`, from one byte or, above 256, from two.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = if bound > 256 { self.any() } else { u16::from(self.any::<u8>()) };
        usize::from(number) % bound
    }

    /// One of several.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A number of any size: one that is odd somewhere, one of −128..128, one of 0..=1, or any
    /// bits.
    pub fn number(&mut self) -> f64 {
        match self.any::<u8>() {
            odd @ 0..32 => ODD[usize::from(odd)],
            32..112 => f64::from(self.any::<i16>()) / 256.0,
            112..192 => f64::from(self.any::<u16>()) / 65_535.0,
            192..240 => f64::from(self.any::<i8>()),
            _ => f64::from_bits(self.any()),
        }
    }

    /// Up to `len` bytes.
    pub fn piece(&mut self, len: usize) -> &'a [u8] {
        self.0.bytes(len.min(self.0.len())).unwrap_or_default()
    }

    /// All other bytes.
    pub fn rest(&mut self) -> &'a [u8] {
        self.piece(usize::MAX)
    }
}

/// What [`Input::number`] reads as these numbers.
pub fn numbers(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|x| [EXACT].into_iter().chain(x.to_bits().to_le_bytes())).collect()
}
