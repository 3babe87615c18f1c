//! Hebbian learning: against the definition, against reference numbers, and in 16 bits.

mod npy;

use lissom::{
    Fixed16, Fixed32, Params,
    learn::{LearningRate, Rate, learn},
    number::{Plastic, Zeros},
    random::Pcg32,
};

lissom::network!(mod map = Params { seed: None, ..Params::notebook(24) });
const SIDE: usize = 24;
const RATES: [f64; 3] = [0.0035, 0.132_031_25, 0.022_562_5];

/// V1 settled on each of the ten pictures, and the three projections' weights after each.
struct Trace {
    v1: Vec<Vec<f64>>,
    weights: Vec<[Vec<f64>; 3]>,
    bits: Vec<[Vec<u64>; 3]>,
}

fn trained<T: Plastic>() -> Trace {
    let pictures = npy::read("hebbian/inputs.npy");
    let mut weights = Box::new(map::Weights::<T>::new());
    weights.fill().unwrap();
    let mut activity = Box::new(map::Activity::new());
    let mut random = Pcg32::new(1, 1);
    let mut trace = Trace { v1: vec![], weights: vec![], bits: vec![] };
    let rates = RATES.map(|rate| LearningRate::<T>::new(Rate::Connection(rate)).unwrap());
    for picture in pictures.chunks(SIDE * SIDE) {
        let mut retina = map::Retina::new();
        retina.fill_with(|row, column| T::from_f64(picture[row * SIDE + column]));
        weights.lissom().unwrap().settle(&retina, &mut activity, &mut ());
        let (v1, sum) = (&activity.cortex.v1, &activity.lgn.sum);
        let map::Weights { afferent: [afferent], excitatory, inhibitory, .. } = &mut *weights;
        let zeros = Zeros::Grow;
        learn(&mut [afferent.on_mut(&map::AFFERENT)], [sum], v1, rates[0], zeros, &mut random);
        learn(&mut [excitatory.on_mut(&map::EXCITATORY)], [v1], v1, rates[1], zeros, &mut random);
        learn(&mut [inhibitory.on_mut(&map::INHIBITORY)], [v1], v1, rates[2], zeros, &mut random);
        trace.v1.push(v1.units().iter().map(|unit| unit.to_f64()).collect());
        let packed = [
            (afferent.packed(), afferent.exponent()),
            (excitatory.packed(), excitatory.exponent()),
            (inhibitory.packed(), inhibitory.exponent()),
        ];
        trace
            .weights
            .push(packed.map(|(packed, e)| packed.iter().map(|w| w.weight_to_f64(e)).collect()));
        trace.bits.push(packed.map(|(packed, _)| packed.iter().map(|w| w.to_bits()).collect()));
    }
    trace
}

fn worst(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// The reference's weights before learning are in single precision: that much the two differ.
#[test]
fn as_the_reference() {
    let v1 = npy::read("hebbian/docs/v1.npy");
    let after = ["1_exc", "10_aff", "10_exc", "10_inh"]
        .map(|name| npy::read(&format!("hebbian/docs/after{name}.data.npy")));
    let check = |name: &str, trace: &Trace, activity: f64, weight: f64| {
        let [first, .., last] = &trace.weights[..] else { panic!("ten presentations") };
        let distances = [
            worst(&trace.v1.concat(), &v1),
            worst(&first[1], &after[0]),
            worst(&last[0], &after[1]),
            worst(&last[1], &after[2]),
            worst(&last[2], &after[3]),
        ];
        println!(
            "{name}: V1 {:.1e}, weights {:.1e}",
            distances[0],
            distances[1..].iter().fold(0.0_f64, |a, &b| a.max(b))
        );
        assert!(distances[0] <= activity && distances[1..].iter().all(|&d| d <= weight));
    };
    check("f64", &trained::<f64>(), 2e-6, 6e-8);
    check("f32", &trained::<f32>(), 1e-5, 1e-6);
    check("fixed32", &trained::<Fixed32>(), 1e-5, 1e-6);
    check("fixed16", &trained::<Fixed16>(), 1e-3, 3e-4);
}

#[test]
fn sixteen_bits() {
    let (exact, ours) = (trained::<f64>(), trained::<Fixed16>());
    for t in [0, 9] {
        for k in 0..3 {
            let exact = &exact.weights[t][k];
            let mean = exact.iter().sum::<f64>() / exact.len() as f64;
            let rms =
                exact.iter().zip(&ours.weights[t][k]).map(|(a, b)| (a - b).powi(2)).sum::<f64>()
                    / exact.len() as f64;
            println!(
                "t {t} projection {k}: worst {:.4} rms {:.4} of the mean weight",
                worst(exact, &ours.weights[t][k]) / mean,
                rms.sqrt() / mean
            );
        }
    }
}
