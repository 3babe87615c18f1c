//! Hebbian learning: against the definition, against reference numbers, and in 16 bits.

use crate::{
    helpers::{on_large_stack, units},
    npy,
};
use lissom::{
    Error, Excitation, Fixed8, Fixed16, Fixed32, Params, Sheet, Weights,
    learning::{Learn, LearningRate, Pruned, Rate, learn},
    number::Activity,
    random::Pcg32,
};

lissom::network!(mod map = Params { seed: None, ..Params::notebook(24) });
const SIDE: usize = 24;
const RATES: [f64; 3] = [0.0035, 0.132_031_25, 0.022_562_5];

/// V1 settled on each of the ten pictures, and the three projections' weights after each.
struct Trace {
    lgn: Vec<Vec<f64>>,
    v1: Vec<Vec<f64>>,
    weights: Vec<[Vec<f64>; 3]>,
    bits: Vec<[Vec<u64>; 3]>,
}

fn initial<W: Learn>() -> [Vec<f64>; 3] {
    let mut weights = Box::new(map::Weights::<W>::new());
    weights.fill().unwrap();
    let lissom = weights.lissom().unwrap();
    let Excitation::Own(excitatory) = lissom.cortex.excitatory else { unreachable!() };
    [lissom.cortex.afferent[0], excitatory, lissom.cortex.inhibitory].map(|projection| {
        projection.packed().iter().map(|weight| weight.value(projection.exponent())).collect()
    })
}

fn trained<W: Learn>() -> Trace {
    let pictures = npy::read("hebbian/inputs.npy");
    let mut weights = Box::new(map::Weights::<W>::new());
    weights.fill().unwrap();
    let mut state = Box::new(map::State::new());
    let mut random = Pcg32::new(1, 1);
    let mut trace = Trace { lgn: vec![], v1: vec![], weights: vec![], bits: vec![] };
    let rates = RATES.map(|rate| LearningRate::<W>::new(Rate::Connection(rate)).unwrap());
    for picture in pictures.chunks(SIDE * SIDE) {
        let mut retina = map::Retina::new();
        retina.fill_with(|row, column| Activity::from_f64(picture[row * SIDE + column]));
        weights.lissom().unwrap().settle(&retina, &mut state, &mut ());
        let (v1, sum) = (&state.cortex.v1, &state.lgn.sum);
        let map::Weights { afferent: [afferent], excitatory, inhibitory, .. } = &mut *weights;
        let [mut a, mut e, mut i] = [
            [afferent.on_mut(&map::AFFERENT)],
            [excitatory.on_mut(&map::EXCITATORY)],
            [inhibitory.on_mut(&map::INHIBITORY)],
        ];
        for (projection, source, rate) in [(&mut a, sum, 0), (&mut e, v1, 1), (&mut i, v1, 2)] {
            let rate = rates[rate];
            learn(&mut (), projection, [source], v1, rate, Pruned::No, &mut random);
        }
        trace.lgn.push(sum.units().iter().map(|unit| unit.to_f64()).collect());
        trace.v1.push(v1.units().iter().map(|unit| unit.to_f64()).collect());
        let packed = [
            (afferent.packed(), afferent.exponent()),
            (excitatory.packed(), excitatory.exponent()),
            (inhibitory.packed(), inhibitory.exponent()),
        ];
        let values = packed.map(|(packed, e)| packed.iter().map(|w| w.value(e)).collect());
        let bits = packed.map(|(packed, _)| packed.iter().map(|w| w.to_bits()).collect());
        trace.weights.push(values);
        trace.bits.push(bits);
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
    check("f64", &on_large_stack(trained::<f64>), 2e-6, 6e-8);
    check("f32", &on_large_stack(trained::<f32>), 1e-5, 1e-6);
    check("fixed32", &on_large_stack(trained::<Fixed32>), 1e-5, 1e-6);
    check("fixed16", &on_large_stack(trained::<Fixed16>), 1e-3, 3e-4);
    check("fixed8", &on_large_stack(trained::<Fixed8>), 2e-2, 1e-2);
}

/// Sixteen bits after one and ten presentations: within 1 % of the mean weight, and no unit above
/// the sum that keeps a 32-bit accumulator safe.
#[test]
fn sixteen_bits() {
    let (exact, ours) = on_large_stack(|| (trained::<f64>(), trained::<Fixed16>()));
    for t in [0, 9] {
        for (name, k) in [("afferent", 0), ("excitatory", 1), ("inhibitory", 2)] {
            let weights = &exact.weights[t][k];
            let mean = weights.iter().sum::<f64>() / weights.len() as f64;
            let worst = worst(weights, &ours.weights[t][k]) / mean;
            println!("{name} after {}: worst {worst:.4} of the mean weight", t + 1);
            assert!(worst < 0.01);
        }
    }
    let fields = [map::AFFERENT.view(), map::EXCITATORY.view(), map::INHIBITORY.view()];
    for (packed, field) in ours.bits[9].iter().zip(fields) {
        let mut rest = &packed[..];
        for taps in field.all_taps() {
            let unit;
            (unit, rest) = rest.split_at(taps);
            let sum = unit.iter().sum::<u64>();
            assert!((65_532..=65_536).contains(&sum), "{sum}");
        }
    }
}

/// The rule written down for one unit after the other, in double precision, on the same activities.
#[test]
fn as_the_definition() {
    fn distance<W: Learn>() -> f64 {
        on_large_stack(|| {
            let trace = trained::<W>();
            let mut ours = initial::<f64>();
            let mut worst: f64 = 0.0;
            for (t, v1) in trace.v1.iter().enumerate() {
                for (k, radius) in [(0, 6.5), (1, 2.4), (2, 5.0)] {
                    let source = if k == 0 { &trace.lgn[t] } else { v1 };
                    let mut next = 0;
                    for ((i, j), &eta) in units(SIDE).zip(v1) {
                        let inside = |&(y, x): &(usize, usize)| {
                            (y as f64 - i as f64).hypot(x as f64 - j as f64) <= radius
                        };
                        let grown: Vec<f64> = units(SIDE)
                            .filter(inside)
                            .zip(&ours[k][next..])
                            .map(|((y, x), w)| w + RATES[k] * source[y * SIDE + x] * eta)
                            .collect();
                        let sum = grown.iter().sum::<f64>();
                        for (w, grown) in ours[k][next..].iter_mut().zip(&grown) {
                            *w = if eta == 0.0 { *w } else { grown / sum };
                        }
                        next += grown.len();
                    }
                    if t == 0 || t == 9 {
                        worst = worst.max(self::worst(&ours[k], &trace.weights[t][k]));
                    }
                }
            }
            worst
        })
    }
    let distances = [distance::<f64>(), distance::<f32>(), distance::<Fixed32>()];
    println!("f64 {:.1e}, f32 {:.1e}, fixed32 {:.1e}", distances[0], distances[1], distances[2]);
    assert!(distances[0] < 1e-9 && distances[1] < 1e-6 && distances[2] < 1e-6);
}

type Small = lissom::field!(3, 3, 1.0);

/// A unit of two sheets, by hand: w = 1/10 of each of ten connections, α·η = 1/4 · 1/2, inputs 1 on
/// one cell of the first sheet and 1/2 on one of the second; the sum is 1 + 3/16.
#[test]
fn two_sheets_share_a_sum() {
    fn check<W: Learn>(rate: Rate, pruned: Pruned, tolerance: f64) {
        let field = Small::new(1.0);
        let mut on = Weights::<W, { Small::CONNECTIONS }>::new();
        on.load(&field, &[0.1; Small::CONNECTIONS]).unwrap();
        let (mut off, before) = (on.clone(), on.clone());
        let [mut x, mut y, mut v1] = [(); 3].map(|()| Sheet::<W::Activity, 3>::new());
        x.0[0][1] = Activity::ONE;
        y.0[1][2] = Activity::from_f64(0.5);
        v1.0[1][1] = Activity::from_f64(0.5);
        let rate = LearningRate::new(rate).unwrap();
        let mut projections = [on.on_mut(&field), off.on_mut(&field)];
        let random = &mut Pcg32::new(1, 1);
        learn(&mut (), &mut projections, [&x, &y], &v1, rate, pruned, random);
        for (i, j) in units(3) {
            let old = before.on(&field).connection_field(i, j);
            let now = [&on, &off].map(|weights| weights.on(&field).connection_field(i, j));
            if (i, j) != (1, 1) {
                assert!(now.iter().all(|now| now.weights() == old.weights()), "at rest");
                continue;
            }
            for (y, x) in units(3).filter(|&(y, x)| old.weight(y, x) > 0.0) {
                let grown = [
                    0.1 + 0.125 * f64::from(u8::from((y, x) == (0, 1))),
                    0.1 + 0.0625 * f64::from(u8::from((y, x) == (1, 2))),
                ];
                for (now, grown) in now.iter().zip(grown) {
                    let expected = grown / (1.0 + 3.0 / 16.0);
                    let weight = now.weight(y, x);
                    assert!((weight - expected).abs() <= tolerance, "{weight} {expected}");
                }
            }
        }
    }
    for rate in [Rate::Connection(0.25), Rate::Field(2.5)] {
        check::<f64>(rate, Pruned::No, 1e-15);
        check::<f32>(rate, Pruned::Yes, 1e-7);
        check::<Fixed32>(rate, Pruned::Yes, 1e-8);
        check::<Fixed16>(rate, Pruned::No, 1.5 / 65_536.0);
        check::<Fixed16>(rate, Pruned::Yes, 1.5 / 65_536.0);
    }
}

/// Whatever the rates and the inputs: no panic, no sum above the bound, no weight below 0.
#[test]
fn extremes_stay_within_the_bound() {
    bounded::<Fixed8>();
    bounded::<Fixed16>();
    for rate in [-0.1, 17.0, f64::NAN] {
        let refused = LearningRate::<f32>::new(Rate::Field(rate)).unwrap_err();
        assert!(matches!(refused, Error::OutOfRange { what: "learning rate", .. }));
    }
}

fn bounded<W: Learn>() {
    let field = Small::new(1.0);
    let mut random = Pcg32::new(2, 2);
    for case in 0..2000 {
        let mut weights = Weights::<W, { Small::CONNECTIONS }>::new();
        let given: Vec<f64> =
            (0..Small::CONNECTIONS).map(|_| 0.19 * random.next_f64().powi(case % 9)).collect();
        weights.load(&field, &given).unwrap();
        let mut sheets = [(); 2].map(|()| Sheet::<W::Activity, 3>::new());
        for sheet in &mut sheets {
            sheet.fill_with(|_, _| {
                Activity::from_f64((1.5 * random.next_f64() - 0.3).clamp(0.0, 1.0))
            });
        }
        let alpha = 16.0 * random.next_f64().powi(case % 13);
        let rate = LearningRate::new(Rate::Connection(alpha)).unwrap();
        for pruned in [Pruned::No, Pruned::Yes] {
            let (mut projections, [x, v1]) = ([weights.on_mut(&field)], &sheets);
            learn(&mut (), &mut projections, [x], v1, rate, pruned, &mut random);
            for (i, j) in units(3) {
                let unit = weights.on(&field).connection_field(i, j);
                let positive = |weight: &W| weight.value(0) >= 0.0;
                assert!(unit.sum() <= 1.0 && unit.weights().iter().all(positive));
            }
        }
    }
}

/// Pruned connections stay so in every format, however active their cells are.
#[test]
fn the_pruned_stay_pruned() {
    fn check<W: Learn>() {
        let field = Small::new(1.0);
        let mut given = [0.2; Small::CONNECTIONS];
        given[16] = 0.0;
        let mut weights = Weights::<W, { Small::CONNECTIONS }>::new();
        weights.load(&field, &given).unwrap();
        let rate = LearningRate::new(Rate::Field(0.5)).unwrap();
        let ones = Sheet::<W::Activity, 3>::filled(Activity::ONE);
        let mut random = Pcg32::new(1, 1);
        for pruned in [Pruned::Yes, Pruned::No] {
            let mut projections = [weights.on_mut(&field)];
            learn(&mut (), &mut projections, [&ones], &ones, rate, pruned, &mut random);
            let weight = weights.on(&field).connection_field(1, 1).weight(1, 1);
            assert_eq!(weight > 0.0, pruned == Pruned::No);
        }
    }
    check::<f64>();
    check::<f32>();
    check::<Fixed32>();
    check::<Fixed16>();
    check::<Fixed8>();
}
