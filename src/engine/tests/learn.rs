//! Learning's passes over a unit at once against those over each of its runs.

use super::every_level;
use crate::{
    learning::{FixedFactors, Learn, Pruned, adapt_each, tally_each},
    number::Fixed16,
    random::Pcg32,
};
use std::{vec, vec::Vec};

/// Bits of all kinds: random, few, extreme.
fn bits(random: &mut Pcg32, kind: usize) -> Fixed16 {
    let n = random.next_u32();
    Fixed16::from_bits(match (kind, n % 8) {
        (0, _) => (n >> 20) as i16,
        (1, 0) => i16::MAX,
        (1, 1) => i16::MIN,
        (1, _) => (n >> 16) as i16,
        (2, _) => i16::MAX,
        (_, 0..5) => 0,
        _ => (n >> 19) as i16,
    })
}

#[test]
fn a_unit_s_passes_have_the_bits_of_its_runs() {
    every_level(compare);
}

fn compare() {
    let random = &mut Pcg32::new(7, 0);
    let layouts: [Vec<usize>; 6] = [
        vec![1],
        vec![0, 3, 7, 7, 7, 5, 3],
        vec![7, 13, 15, 17, 19, 19, 19, 17, 11, 7],
        vec![16, 32, 48, 33, 31],
        vec![255; 9],
        (1..90).collect(),
    ];
    let few = if cfg!(miri) { 3 } else { layouts.len() };
    for (lengths, kind) in
        layouts[..few].iter().flat_map(|lengths| (0..4).map(move |kind| (lengths, kind)))
    {
        let taps: usize = lengths.iter().sum();
        let mut draw = |n: usize| -> Vec<_> { (0..n).map(|_| bits(random, kind)).collect() };
        let inputs: Vec<_> = lengths.iter().map(|&len| draw(len)).collect();
        let runs = || inputs.iter().map(Vec::as_slice);
        let weights = draw(taps + 40);
        for pruned in [Pruned::No, Pruned::Yes] {
            let tally = Fixed16::tally_runs(Default::default(), &weights, runs(), pruned);
            let reference = tally_each(Default::default(), &weights, runs(), pruned);
            assert_eq!(tally, reference, "{lengths:?} {kind} {pruned:?}");
            for _ in 0..8 {
                let [keep, grow, carry, shift] = [(); 4].map(|()| random.next_u32());
                let factors = FixedFactors { keep, grow, shift: shift % 32 };
                let [mut ours, mut theirs] = [weights.clone(), weights.clone()];
                let ours_end = Fixed16::adapt_runs(carry, factors, &mut ours, runs(), pruned);
                let end = adapt_each(carry, factors, &mut theirs, runs(), pruned);
                assert_eq!((ours_end, ours), (end, theirs), "{lengths:?} {kind} {pruned:?}");
            }
        }
    }
}
