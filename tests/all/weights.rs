//! Weights: before learning, number formats, loading, and compile time against run time.

use crate::helpers::units;
use lissom::{
    Error, Field, Fixed8, Fixed16, Fixed32, InitialWeights, Params, Weights, field, number::Weight,
};

type Lateral = field!(16, 16, 3.0);
static LATERAL: Lateral = Field::new(3.0);
const N: usize = Lateral::CONNECTIONS;

fn filled<W: Weight>(initial: InitialWeights) -> Weights<W, N> {
    let mut weights = Weights::new();
    weights.fill(&LATERAL, initial).unwrap();
    weights
}

#[test]
fn normalised_units_sum_to_exactly_one() {
    for seed in [None, Some(3)] {
        let bits16 = filled::<Fixed16>(InitialWeights::cortex(2.0, seed));
        let bits32 = filled::<Fixed32>(InitialWeights::cortex(2.0, seed));
        let bits8 = filled::<Fixed8>(InitialWeights::cortex(2.0, seed));
        for (i, j) in units(16) {
            assert_eq!(bits16.on(&LATERAL).connection_field(i, j).sum(), 1.0);
            assert_eq!(bits32.on(&LATERAL).connection_field(i, j).sum(), 1.0);
            assert_eq!(bits8.on(&LATERAL).connection_field(i, j).sum(), 1.0);
        }
    }
}

#[test]
fn every_prefix_is_rounded_to_nearest() {
    nearest_prefixes::<Fixed8>();
    nearest_prefixes::<Fixed16>();
}

fn nearest_prefixes<W: Weight>() {
    for initial in [InitialWeights::cortex(2.0, Some(1)), InitialWeights::difference(1.0, 3.0)] {
        let (exact, bits) = (filled::<f64>(initial), filled::<W>(initial));
        for (i, j) in units(16) {
            let exact = exact.on(&LATERAL).connection_field(i, j);
            let bits = bits.on(&LATERAL).connection_field(i, j);
            let half_step = 0.5 / f64::from(1 << 15) / 2_f64.powi(bits.exponent().into());
            let mut sums = [0.0; 2];
            for (&exact, &weight) in exact.weights().iter().zip(bits.weights()) {
                sums[0] += exact;
                sums[1] += weight.value(bits.exponent());
                assert!((sums[0] - sums[1]).abs() <= half_step * (1.0 + 1e-9));
            }
        }
    }
}

#[test]
fn initial_weights_are_their_formulas() {
    let gaussian = |d2: f64, sigma: f64| (-d2 / (2.0 * sigma * sigma)).exp();
    let dog = filled::<f64>(InitialWeights::difference(1.0, 3.0));
    let off = filled::<f64>(InitialWeights::difference(1.0, 3.0).off());
    let plain = filled::<f64>(InitialWeights::unnormalised_difference(1.0, 3.0));
    let cloud = filled::<f64>(InitialWeights::gaussian_cloud(2.0, 9));
    let mut noise = lissom::random::Pcg32::new(9, 0);
    for (i, j) in units(16) {
        let d2 = |&(y, x): &(usize, usize)| (y.abs_diff(i).pow(2) + x.abs_diff(j).pow(2)) as f64;
        let inside: Vec<_> = units(16).filter(|cell| d2(cell) <= 9.0).collect();
        let sum = |sigma| inside.iter().map(|cell| gaussian(d2(cell), sigma)).sum::<f64>();
        for cell @ &(y, x) in &inside {
            let d2 = d2(cell);
            let expected = gaussian(d2, 1.0) / sum(1.0) - gaussian(d2, 3.0) / sum(3.0);
            let at = |w: &Weights<f64, N>| w.on(&LATERAL).connection_field(i, j).weight(y, x);
            assert!((at(&dog) - expected).abs() < 1e-15);
            assert_eq!(at(&off), -at(&dog));
            assert!((at(&plain) - (gaussian(d2, 1.0) - gaussian(d2, 3.0))).abs() < 1e-15);
            assert!((at(&cloud) - gaussian(d2, 2.0) * noise.next_f64()).abs() < 1e-15);
        }
    }
}

#[test]
fn two_channels_are_normalised_together() {
    for seed in [None, Some(5)] {
        let [on, off] =
            [0, 1].map(|c| filled::<f64>(InitialWeights::cortex(2.0, seed).channel(c, 2)));
        let [on16, off16] =
            [0, 1].map(|c| filled::<Fixed16>(InitialWeights::cortex(2.0, seed).channel(c, 2)));
        assert_eq!(on == off, seed.is_none(), "each channel has noise of its own");
        for (i, j) in units(16) {
            let sum = |w: &Weights<f64, N>| w.on(&LATERAL).connection_field(i, j).sum();
            assert!((sum(&on) + sum(&off) - 1.0).abs() < 1e-14);
            let sum = |w: &Weights<Fixed16, N>| w.on(&LATERAL).connection_field(i, j).sum();
            assert!((sum(&on16) + sum(&off16) - 1.0).abs() <= 1.0 / 65_536.0);
        }
    }
}

#[test]
fn compile_time_is_run_time() {
    type Small = field!(8, 8, 3.0);
    static SMALL: Small = Field::new(3.0);
    type Frozen<W> = Weights<W, { Small::CONNECTIONS }>;
    fn filled<W: Weight>(initial: InitialWeights) -> Frozen<W> {
        let mut weights = Weights::new();
        weights.fill(&SMALL, initial).unwrap();
        weights
    }
    static SMOOTH: Frozen<Fixed16> = Weights::frozen(&SMALL, InitialWeights::cortex(2.0, None));
    static NOISY: Frozen<Fixed16> = Weights::frozen(&SMALL, InitialWeights::cortex(2.0, Some(7)));
    static DOG: Frozen<Fixed16> = Weights::frozen(&SMALL, InitialWeights::difference(0.7, 2.0));
    assert!(SMOOTH == filled(InitialWeights::cortex(2.0, None)));
    assert!(NOISY == filled(InitialWeights::cortex(2.0, Some(7))));
    assert!(DOG == filled(InitialWeights::difference(0.7, 2.0)));
    static NOISY_8: Frozen<Fixed8> = Weights::frozen(&SMALL, InitialWeights::cortex(2.0, Some(7)));
    static DOG_8: Frozen<Fixed8> = Weights::frozen(&SMALL, InitialWeights::difference(0.7, 2.0));
    assert!(NOISY_8 == filled(InitialWeights::cortex(2.0, Some(7))));
    assert!(DOG_8 == filled(InitialWeights::difference(0.7, 2.0)));

    type Dog = lissom::shared_dog!(Fixed16, 16, 5.0);
    static SHARED: Dog = Dog::frozen(5.0, 0.6, 2.5);
    let mut dog = Dog::new();
    dog.fill(5.0, 0.6, 2.5).unwrap();
    assert!(SHARED == dog);
}

#[test]
fn loading_gives_back_what_was_given() {
    let given = filled::<f32>(InitialWeights::cortex(2.0, Some(2)));
    let flat: Vec<f32> = units(16)
        .flat_map(|(i, j)| given.on(&LATERAL).connection_field(i, j).weights().to_vec())
        .collect();
    let mut loaded = Weights::<f32, N>::new();
    loaded.load(&LATERAL, &flat).unwrap();
    assert!(loaded == given);

    let mut bits = Weights::<Fixed16, N>::new();
    bits.load(&LATERAL, &flat).unwrap();
    let before = bits.clone();
    let short = bits.load(&LATERAL, &flat[1..]);
    assert_eq!(short, Err(Error::Length { expected: N, found: N - 1 }));
    let mut broken = flat.clone();
    broken[77] = f32::NAN;
    assert_eq!(bits.load(&LATERAL, &broken), Err(Error::Weight { index: 77 }));
    assert_eq!(bits.load(&LATERAL, &vec![1e9; N]), Err(Error::Overflow));
    assert!(bits == before, "refused whole");
    // finite, but neither in f32 nor their sum in f64
    assert_eq!(loaded.load(&LATERAL, &vec![1e300; N]), Err(Error::Overflow));
    let mut wide = Weights::<f64, N>::new();
    assert_eq!(wide.load(&LATERAL, &vec![-1.7e308; N]), Err(Error::Overflow));
    assert!(loaded == given && wide == Weights::new(), "refused whole");
}

#[test]
fn wrong_sigmas_are_errors() {
    let mut weights = Weights::<Fixed16, N>::new();
    for sigma in [0.0, -1.0, f64::INFINITY] {
        let allowed = "a finite number > 0";
        let error = Error::OutOfRange { what: "sigma", value: sigma, allowed };
        assert_eq!(weights.fill(&LATERAL, InitialWeights::cortex(sigma, None)), Err(error));
        assert_eq!(weights.fill(&LATERAL, InitialWeights::difference(1.0, sigma)), Err(error));
    }
    let nan = weights.fill(&LATERAL, InitialWeights::cortex(f64::NAN, None));
    assert!(matches!(nan, Err(Error::OutOfRange { what: "sigma", value, .. }) if value.is_nan()));
    // between cells, so thin that every weight underflows
    type Between = field!(9, 17, 1.0);
    let between = Between::new(1.0);
    let mut weights = Weights::<f64, { Between::CONNECTIONS }>::new();
    let thin = weights.fill(&between, InitialWeights::cortex(0.001, None));
    assert_eq!(thin, Err(Error::ZeroField { row: 0, column: 1 }));
}

/// One line changes the size, and presets follow pylissom's formulas.
#[test]
fn presets() {
    let notebook = Params::notebook(36);
    assert_eq!((notebook.r_a, notebook.r_e, notebook.r_i), (9.5, 3.6, 8.0));
    assert_eq!(notebook.sigma_a, 9.5 / 1.3);
    assert!((notebook.sigma_center - 0.730_769_230_769_230_7).abs() < 1e-15);
    assert!((notebook.r_l - 13.738_461_538_461_538).abs() < 1e-14);
    assert_eq!(Params::reduced(36).gamma_a, 2.33);
    let config = Params::config();
    assert_eq!((config.lgn, config.cortex, config.r_a, config.r_i), (24, 96, 6.5, 23.0));
}
