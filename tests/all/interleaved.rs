//! Networks with a second, interleaved copy of their weights.

use crate::{settle::STIMULUS, steps::Steps};
use lissom::{
    Engine, Fixed8, Fixed16, Fixed32, InitialWeights, Network, Params, side::Dyn,
    weights::OwnedProjection,
};

/// Compares a network with its copy at every settling step.
fn check<W: Engine>(params: &Params, channels: usize) {
    let mut network = Network::<W>::new(params, channels).unwrap();
    let (mut retina, mut one, mut other) = (network.retina(), network.state(), network.state());
    retina.draw(&STIMULUS);
    let [mut packed, mut interleaved] = [Steps::default(), Steps::default()];
    network.settle(&retina, &mut one, &mut packed).unwrap();
    network.interleave();
    network.settle(&retina, &mut other, &mut interleaved).unwrap();
    let [Steps(packed), Steps(interleaved)] = [packed, interleaved];
    assert_eq!((one, &packed), (other, &interleaved));
    assert!(packed.len() == 10 && packed[9].iter().any(|&unit| unit > 0.1));
}

#[test]
fn every_step_has_the_same_bits() {
    for params in [Params::notebook(16), Params { cortex: 13, ..Params::notebook(16) }] {
        for channels in [1, 2] {
            check::<Fixed16>(&params, channels);
            check::<Fixed8>(&params, channels);
            check::<Fixed32>(&params, channels);
            check::<f32>(&params, channels);
        }
    }
}

/// Only 16-bit weights have a kernel for a copy; nothing would read another.
#[test]
fn other_formats_take_no_memory() {
    fn taken<W: Engine>(input: usize) -> bool {
        let sides = [input, 16].map(|side| Dyn::new(side).unwrap());
        let initial = InitialWeights::cortex(2.0, Some(1));
        let mut projection = OwnedProjection::<W>::new(sides[0], sides[1], 4.0, initial).unwrap();
        let before = projection.clone();
        projection.interleave();
        let taken = projection != before;
        projection.view_mut();
        assert!(projection == before, "what may change has no copy");
        taken
    }
    assert_eq!(taken::<Fixed16>(16), cfg!(target_arch = "x86_64"));
    assert!(!taken::<Fixed16>(12), "neighbours do not see neighbouring cells");
    assert!(!taken::<Fixed8>(16) && !taken::<Fixed32>(16));
    assert!(!taken::<f32>(16) && !taken::<f64>(16));
}
