//! What a projection's response takes when every source cell is active.

use crate::{compare, counter, report};
use core::hint::black_box;
use lissom::{Engine, Fixed16, Projection, Sheet, number::FixedWide, side::Const};

/// A sheet without silent cells.
pub fn dense<const SIDE: usize>() -> Sheet<Fixed16, SIDE> {
    let (mut sheet, mut seed) = (Sheet::new(), 1_u32);
    sheet.fill_with(|_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Fixed16::from_bits((seed >> 17) as i16 | 1)
    });
    sheet
}

/// A line for a projection, whose responses are right.
pub fn projection<W, const SIDE: usize>(
    name: &str,
    projection: &Projection<W, Const<SIDE>, Const<SIDE>>,
) where
    W: compare::Narrow,
{
    compare::projection(projection, &dense());
    response(name, projection);
}

/// A line for a projection, with a hash of its responses.
pub fn response<W, const IN: usize, const OUT: usize>(
    name: &str,
    projection: &Projection<W, Const<IN>, Const<OUT>>,
) where
    W: Engine<Activity = Fixed16>,
{
    let (dense, mut response) = (dense(), Sheet::filled(FixedWide::ZERO));
    let instructions = counter::count(|| {
        let gain = black_box(FixedWide::ONE);
        projection.respond(&mut (), gain, black_box(&dense), black_box(&mut response));
    });
    let hash = response.units().iter().fold(0x811c_9dc5, |hash: u32, unit| {
        (hash ^ unit.to_bits() as u32).wrapping_mul(0x0100_0193)
    });
    report(name, projection.field().connections(), instructions, hash);
}

/// A line for a projection of a radius on a sheet.
#[macro_export]
macro_rules! measured {
    ($name:literal, $weight:ty, $side:literal, $radius:expr) => {{
        type Field = lissom::field!($side, $side, $radius);
        static FIELD: Field = Field::new($radius);
        static mut WEIGHTS: lissom::Weights<$weight, { Field::CONNECTIONS }> =
            lissom::Weights::new();
        // SAFETY: the only reference, made once
        let weights = unsafe { &mut *(&raw mut WEIGHTS) };
        let initial = lissom::InitialWeights::cortex($radius / 2.0, Some(1));
        weights.fill(&FIELD, initial).expect("the weights are valid");
        $crate::measure::projection($name, &weights.on(&FIELD));
    }};
}
