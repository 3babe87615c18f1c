use super::*;
use crate::{
    engine::Engine,
    number::Fixed16,
    sheet::Sheet,
    side::Const,
    weights::{InitialWeights, Weights},
};

type All = crate::field!(9, 9, f64::INFINITY);

/// Unlimited, a square is a disc.
fn difference<T: Engine<Activity = T> + Pooled>() -> f64 {
    let all = All::new(f64::INFINITY);
    let mut weights = std::boxed::Box::new(Weights::<T, { All::CONNECTIONS }>::new());
    weights.fill(&all, InitialWeights::cortex(1.3, None)).unwrap();
    let mut cells = Sheet::<T, 9>::new();
    cells.fill_with(|i, j| <T as Activity>::from_f64(if i == j || i == 3 { 0.7 } else { 0.0 }));
    let [mut one, mut two] = [(); 2].map(|()| Sheet::filled(T::Wide::ZERO));
    weights.on(&all).respond(&mut (), T::Wide::from_f64(0.9), &cells, &mut one);
    Pool::<T, _>::new(Const::<9>, 1.3, 99.0).unwrap().respond(
        &mut (),
        T::Wide::from_f64(0.9),
        &cells,
        &mut two,
    );
    let pairs = one.units().iter().zip(two.units());
    pairs.map(|(&a, &b)| (Wide::to_f64(a) - Wide::to_f64(b)).abs()).fold(0.0, f64::max)
}

#[test]
fn is_the_gaussian_projection() {
    assert!(difference::<f64>() < 1e-15, "{}", difference::<f64>());
    assert!(difference::<Fixed16>() < 4e-5, "{}", difference::<Fixed16>());
}

#[test]
fn by_hand() {
    // e^(−1/2σ²) = 1/2: a row of weights ¼ ½ ¼, at the border ⅔ ⅓
    let sigma = libm::sqrt(0.5 / core::f64::consts::LN_2);
    let mut cells = Sheet::<f64, 3>::new();
    cells.0[0] = [1.0, 0.5, 0.0];
    let mut response = Sheet::filled(0.0);
    Pool::new(Const::<3>, sigma, 1.0).unwrap().respond(&mut (), 2.0, &cells, &mut response);
    let row = [5.0 / 6.0, 0.5, 1.0 / 6.0];
    let expected = [2.0 / 3.0, 0.25, 0.0].map(|share| row.map(|sum| 2.0 * share * sum));
    for (ours, expected) in response.units().iter().zip(expected.as_flattened()) {
        assert!((ours - expected).abs() < 1e-14, "{ours} {expected}");
    }
    let refused = |sigma, radius| Pool::<f64, _>::new(Const::<3>, sigma, radius).unwrap_err();
    assert_eq!(Err(refused(0.0, 1.0)), Error::sigma(0.0));
    assert_eq!(Err(refused(1.0, -1.0)), Error::radius(-1.0));
}
