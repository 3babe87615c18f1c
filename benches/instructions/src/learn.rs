//! Instructions of learning, all source cells and all units active.
//!
//! What a connection needs at least, in 16 bits:
//!
//! | | M4, M7, M33 | M3 | M0+ | RV32IM |
//! |---|---|---|---|---|
//! | loads of the weight and the input | 1, two in a word | 2 | 2 | 2 |
//! | w·keep and x·grow ≫ shift, added to the prefix | 2 | 4 | 5 | 5 |
//! | rounding, and a prefix less the one before | 2 | 1.5 | 2 | 2 |
//! | store | 0.5 | 1 | 1 | 1 |
//! | Σ weights: a load of words and an addition for two | 0.6 | 0.6 | 0.6 | 1 |
//! | together | 6.1 | 9.1 | 10.6 | 11 |
//!
//! Σ inputs needs two loads for a run, runs and units the rest: of 12 and of 230 connections.

use crate::{counter, report};
use core::hint::black_box;
use lissom::{
    Field, Fixed8, Fixed16, InitialWeights, Sheet, Weights, field,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    random::Pcg32,
};

type Long = field!(36, 36, 9.5);
type Short = field!(24, 24, 6.5);
static LONG: Long = Long::new(9.5);
static SHORT: Short = Short::new(6.5);

static mut LONG16: Weights<Fixed16, { Long::CONNECTIONS }> = Weights::new();
static mut SHORT16: Weights<Fixed16, { Short::CONNECTIONS }> = Weights::new();
static mut LONG8: Weights<Fixed8, { Long::CONNECTIONS }> = Weights::new();
static mut SHORT8: Weights<Fixed8, { Short::CONNECTIONS }> = Weights::new();

/// Counts each and prints a line.
pub fn run() {
    // SAFETY: the only references, made once
    let (long16, short16, long8, short8) = unsafe {
        (
            &mut *(&raw mut LONG16),
            &mut *(&raw mut SHORT16),
            &mut *(&raw mut LONG8),
            &mut *(&raw mut SHORT8),
        )
    };
    count("learn/r=9.5", &LONG, long16);
    count("learn/r=6.5", &SHORT, short16);
    count("learn8/r=9.5", &LONG, long8);
    count("learn8/r=6.5", &SHORT, short8);
}

/// The second of two presentations.
fn count<
    W: Learn<Activity = Fixed16>,
    const SIDE: usize,
    const ROWS: usize,
    const CONNECTIONS: usize,
>(
    name: &str,
    field: &Field<SIDE, SIDE, ROWS, CONNECTIONS>,
    weights: &mut Weights<W, CONNECTIONS>,
) {
    weights.fill(field, InitialWeights::cortex(9.0, Some(1))).expect("the weights are valid");
    let random = &mut Pcg32::new(7, 0);
    let [mut source, mut target] = [Sheet::<Fixed16, SIDE>::new(), Sheet::new()];
    let mut draw = |_, _| Fixed16::from_bits((random.next_u32() >> 17) as i16 | 1);
    source.fill_with(&mut draw);
    target.fill_with(&mut draw);
    let rate = LearningRate::new(Rate::Field(0.3)).expect("the rate is valid");
    let mut present = || {
        let projections = &mut [weights.on_mut(field)];
        learn(&mut (), projections, [black_box(&source)], &target, rate, Pruned::No, random);
    };
    present();
    let instructions = counter::count(present);
    let hash = weights.packed().iter().fold(0x811c_9dc5, |hash: u32, weight| {
        (hash ^ weight.to_bits() as u32).wrapping_mul(0x0100_0193)
    });
    report(name, CONNECTIONS, instructions, hash);
}
