//! Networks with a second, interleaved copy of their weights.

use crate::steps::Steps;
use lissom::{
    Activity, Error, Fixed16, Fixed32, Lissom, Number, Params, Sheet, interleaved::Eight,
    stimulus::OrientedGaussian,
};

lissom::network!(mod map = Params::notebook(16));
lissom::network!(mod two = Params::notebook(16), channels 2);

/// Compares a network with its copy, and returns the copy's length.
fn check<T: Number, const CHANNELS: usize>(lissom: Lissom<'_, T, 16, 16, 16, CHANNELS>) -> usize {
    let mut memory = vec![Eight::filled(T::WEIGHT_ZERO); lissom.eights() + 1];
    let (expected, found) = (lissom.eights(), memory.len());
    let refused = lissom.interleaved(&mut memory).err();
    assert_eq!(refused, Some(Error::Length { expected, found }));
    let copy = lissom.interleaved(&mut memory[1..]).unwrap();
    let mut retina = Sheet::new();
    retina.draw(&OrientedGaussian::round(7.0, 8.5, 2.0));
    let [mut packed, mut eights] = [Steps::default(), Steps::default()];
    let [mut one, mut other] = [Activity::new(), Activity::new()];
    lissom.settle(&retina, &mut one, &mut packed);
    copy.settle(&retina, &mut other, &mut eights);
    let [Steps(packed), Steps(eights)] = [packed, eights];
    assert_eq!((one, &packed), (other, &eights));
    assert!(packed.len() == 10 && packed[9].iter().any(|&unit| unit > 0.1));
    expected
}

#[test]
fn every_step_has_the_same_bits() {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    let taken = check(weights.lissom().unwrap());
    let mut weights = Box::new(two::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    assert!(check(weights.lissom().unwrap()) >= taken);
    assert_eq!(taken > 0, cfg!(target_arch = "x86_64"));
}

/// Nothing would read a copy.
#[test]
fn other_formats_take_no_memory() {
    let mut weights = Box::new(map::Weights::<f32>::new());
    weights.fill().unwrap();
    assert_eq!(check(weights.lissom().unwrap()), 0);
    let mut weights = Box::new(map::Weights::<Fixed32>::new());
    weights.fill().unwrap();
    assert_eq!(check(weights.lissom().unwrap()), 0);
}
