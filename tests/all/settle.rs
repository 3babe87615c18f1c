//! The whole network: formats against each other, states, observers.

use crate::helpers::units;
use crate::steps::Steps;
use lissom::{
    Dynamics, Engine, Error, Field, Fixed8, Fixed16, Fixed32, Lgn, LgnDynamics, LgnState, Params,
    PiecewiseSigmoid, Projection, Recorder, Sheet, Signal, Stage, State, Weights, field,
    input::OrientedGaussian,
    number::{Activity, FixedWide, Weight, Wide},
    side::Const,
};

lissom::network!(mod map = Params::notebook(16));
lissom::network!(mod small = Params::notebook(8));
lissom::network!(mod two = Params::notebook(16), channels 2);
lissom::network!(mod plain = Params { steps: 0, seed: None, ..Params::notebook(16) });

pub const STIMULUS: OrientedGaussian = OrientedGaussian {
    row: 7.0,
    column: 8.5,
    sigma_row: 1.0,
    sigma_column: 3.0,
    orientation: 30.0,
};

fn filled<W: Engine>() -> Box<map::Weights<W>> {
    let mut weights = Box::new(map::Weights::new());
    weights.fill().unwrap();
    weights
}

fn steps<W: Engine>() -> Vec<Vec<f64>> {
    let (weights, mut steps) = (filled::<W>(), Steps::default());
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    weights.lissom().unwrap().settle(&retina, &mut State::new(), &mut steps);
    steps.0
}

#[test]
fn formats_agree() {
    let reference = steps::<f64>();
    assert_eq!(reference.len(), 10);
    assert!(reference[9].iter().any(|&unit| unit > 0.5));
    let worst = |ours: Vec<Vec<f64>>| {
        let pairs = ours.iter().flatten().zip(reference.iter().flatten());
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    let distances = [
        worst(steps::<f32>()),
        worst(steps::<Fixed32>()),
        worst(steps::<Fixed16>()),
        worst(steps::<Fixed8>()),
    ];
    let all = distances.map(|distance| format!("{distance:.1e}"));
    println!("f32, 32 bits, 16 bits, 8 bits: {}", all.join(", "));
    for (distance, limit) in distances.into_iter().zip([5e-6, 1e-5, 1e-3, 2e-2]) {
        assert!(distance < limit, "{distance} {limit}");
    }
}

#[test]
fn bytes_are_the_weights() {
    const BYTES: &[u8] = {
        const LENGTH: usize = 3 + 2
            * (small::AfferentField::CONNECTIONS
                + small::ExcitatoryField::CONNECTIONS
                + small::InhibitoryField::CONNECTIONS);
        &[0; LENGTH]
    };
    static FROZEN: small::Weights<Fixed16> = small::Weights::frozen();
    static FROZEN_8: small::Weights<Fixed8> = small::Weights::frozen();
    static SILENT: small::Weights<Fixed16> = small::Weights::of_bytes(BYTES);
    assert!(SILENT.inhibitory == Weights::new() && SILENT.dog == FROZEN.dog);
    let mut bytes: Vec<u8> = FROZEN.bytes().collect();
    assert_eq!(bytes.len(), BYTES.len());
    assert!(small::Weights::of_bytes(&bytes) == FROZEN);
    let refused = |bytes: &[u8]| {
        std::panic::catch_unwind(|| small::Weights::<Fixed16>::of_bytes(bytes)).is_err()
    };
    assert!(refused(&bytes[..bytes.len() - 1]) && refused(&[]));
    bytes.push(0);
    assert!(refused(&bytes));
    bytes.pop();
    bytes.iter_mut().rev().step_by(2).take(3).for_each(|high| *high = 0x7F); // a sum above the bound
    assert!(refused(&bytes));
    bytes[0] = 2;
    assert!(refused(&bytes));

    let mut eight: Vec<u8> = FROZEN_8.bytes().collect();
    assert_eq!(eight.len(), 3 + (bytes.len() - 3) / 2);
    assert!(small::Weights::of_bytes(&eight) == FROZEN_8);
    eight[1] = i8::MIN as u8;
    assert!(std::panic::catch_unwind(|| small::Weights::<Fixed8>::of_bytes(&eight)).is_err());
}

#[test]
fn eight_bits_settle_as_on_chips() {
    let (weights, mut retina, mut state) = (filled::<Fixed8>(), Sheet::new(), State::new());
    retina.draw(&STIMULUS);
    let v1 = weights.lissom().unwrap().settle(&retina, &mut state, &mut ());
    // boards/on-target/tests/eight_bits.rs finds the same
    assert_eq!(v1.hash(), 0x154c_22da);
    // a byte less for each connection, but for what aligns
    let saved = map::FLASH - map::flash::<Fixed8>();
    assert!(saved.abs_diff(21_976) <= 8, "{saved}");
    assert_eq!(map::ram::<<Fixed8 as Weight>::Activity>(), map::RAM);
}

#[test]
fn nothing_is_left_of_an_earlier_picture() {
    let weights = filled::<Fixed16>();
    let lissom = weights.frozen_lissom();
    let (mut fresh, mut used) = (State::new(), State::new());
    lissom.settle(&Sheet::filled(Fixed16::ONE), &mut used, &mut ());
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    lissom.settle(&retina, &mut used, &mut ());
    lissom.settle(&retina, &mut fresh, &mut ());
    assert_eq!(fresh, used);
}

#[test]
fn no_settling_is_the_sigmoid_of_the_afferent_response() {
    let mut weights = Box::new(plain::Weights::<f64>::new());
    weights.fill().unwrap();
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    let mut state = plain::State::new();
    weights.lissom().unwrap().settle(&retina, &mut state, &mut ());
    let sigmoid = PiecewiseSigmoid::<f64>::new(0.083, 0.633).unwrap();
    let afferent = state.cortex.afferent().units();
    assert!(state.v1().units().iter().zip(afferent).all(|(&v, &s)| v == sigmoid.apply(s)));
    assert!(state.v1().units().iter().any(|&unit| unit > 0.0));
}

/// With smooth weights each of two sheets has half of the one sheet's weights.
#[test]
fn two_afferent_sheets() {
    let mut weights = Box::new(two::Weights::<f64>::new());
    weights.fill().unwrap();
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    let (mut state, mut recorder) = (two::State::new(), Box::new(Recorder::<f64, 256, 33>::new()));
    weights.lissom().unwrap().settle(&retina, &mut state, &mut *recorder);
    assert_eq!((recorder.records().len(), recorder.dropped()), (3 + 2 + 1 + 27, 0));
    let on = recorder.get(Stage::Afferent(0)).unwrap();
    let off = recorder.get(Stage::Afferent(1)).unwrap();
    assert!(on.input().iter().eq(state.lgn.on.units().iter().copied()));
    assert!(off.input().iter().eq(state.lgn.off.units().iter().copied()));
    let sum = on.output().iter().zip(off.output().iter()).map(|(on, off)| on + off);
    assert!(sum.eq(state.cortex.afferent().units().iter().copied()));
}

#[test]
fn observers_see_the_equations() {
    let weights = filled::<f64>();
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    let mut recorder = Box::new(Recorder::<f64, 256, 32>::new());
    let mut state = State::new();
    weights.lissom().unwrap().settle(&retina, &mut state, &mut *recorder);
    let sigmoid = PiecewiseSigmoid::<f64>::new(0.083, 0.633).unwrap();
    let values = |signal: Signal<'_, f64>| signal.iter().collect::<Vec<_>>();
    let output = |stage| values(recorder.get(stage).unwrap().output());
    let afferent = output(Stage::Afferent(0));
    for step in 1..=9 {
        let (e, i) = (output(Stage::Excitatory(step)), output(Stage::Inhibitory(step)));
        let v1 = recorder.get(Stage::V1(step)).unwrap();
        let net = values(v1.input());
        for unit in 0..256 {
            assert!((net[unit] - (afferent[unit] + e[unit] - i[unit])).abs() < 1e-15);
            assert_eq!(values(v1.output())[unit], sigmoid.apply(net[unit]));
        }
        let input = values(recorder.get(Stage::Excitatory(step)).unwrap().input());
        assert_eq!(input, output(Stage::V1(step - 1)));
    }
    let order: Vec<_> = recorder.records().iter().map(|record| record.stage).take(7).collect();
    let first = [Stage::Retina, Stage::LgnOn, Stage::LgnOff, Stage::Afferent(0), Stage::V1(0)];
    assert_eq!(order, [&first[..], &[Stage::Excitatory(1), Stage::Inhibitory(1)]].concat());
    let (on, off) = (output(Stage::LgnOn), output(Stage::LgnOff));
    assert!(on.iter().zip(&off).all(|(&on, &off)| on == 0.0 || off == 0.0));
}

/// The shared kernel is the same linear map as the weights of every unit.
#[test]
fn shared_dog_is_packed_dog() {
    const P: Params = map::PARAMS;
    type Packed = field!(16, 16, P.r_l);
    static FIELD: Packed = Field::new(P.r_l);
    let mut on = Box::new(Weights::<f64, { Packed::CONNECTIONS }>::new());
    on.fill(&FIELD, P.dog()).unwrap();
    let shared = filled::<f64>();
    let dynamics = LgnDynamics::new(&P).unwrap();
    let mut retina = Sheet::new();
    retina.draw(&STIMULUS);
    let (mut a, mut b) = (LgnState::new(), LgnState::new());
    Lgn::<f64, _, _>::packed(on.on(&FIELD), dynamics).respond(&mut (), &retina, &mut a, &mut ());
    Lgn::<f64, _, _>::shared(shared.dog.view(), dynamics).respond(
        &mut (),
        &retina,
        &mut b,
        &mut (),
    );
    let pairs = a.response().units().iter().zip(b.response().units());
    assert!(pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) < 1e-14);
    assert!(a.on.units().iter().any(|&unit| unit > 0.5));
}

/// Skipping silent cells gives the bits of adding them up.
#[test]
fn skipping_is_exact() {
    let weights = filled::<Fixed16>();
    let lissom = weights.frozen_lissom();
    let inhibitory: Projection<'_, Fixed16, Const<16>, Const<16>> = lissom.cortex.inhibitory;
    let mut random = lissom::random::Pcg32::new(4, 4);
    for density in [0.0, 0.05, 0.3, 1.0] {
        let mut source = Sheet::<Fixed16, 16>::new();
        source.fill_with(|_, _| match random.next_f64() {
            x if x < density => Activity::from_f64(random.next_f64()),
            _ => Fixed16::ZERO,
        });
        let mut response = Sheet::filled(FixedWide::ZERO);
        let gain = FixedWide::from_f64(0.9);
        inhibitory.respond(&mut (), gain, &source, &mut response);
        for (i, j) in units(16) {
            let unit = inhibitory.connection_field(i, j);
            let mut sum = 0;
            for (y, cells) in source.0.iter().enumerate() {
                if let Some((start, weights)) = unit.row(y) {
                    sum = Weight::dot(sum, weights, &cells[start..]);
                }
            }
            assert_eq!(response.0[i][j], Fixed16::response(gain, sum, unit.exponent()));
        }
    }
}

#[test]
fn wrong_parameters_are_errors() {
    let good = Params::notebook(16);
    let thresholds = Params { theta_lower: 0.5, theta_upper: 0.5, ..good };
    let error = Error::Thresholds { lower: 0.5, upper: 0.5 };
    assert_eq!(Dynamics::<f64>::new(&thresholds).map(|_| ()), Err(error));
    let nan = Params { theta_upper: f64::NAN, ..good };
    assert!(matches!(Dynamics::<Fixed16>::new(&nan), Err(Error::OutOfRange { .. })));
    for theta in [-1e39, -127.1, 127.1, 1.7e308, f64::INFINITY] {
        let error =
            |what| Error::OutOfRange { what, value: theta, allowed: "a number of -127..=127" };
        let lower = PiecewiseSigmoid::<f32>::new(theta, 1.0).map(|_| ());
        let upper = PiecewiseSigmoid::<f64>::new(-1.0, theta).map(|_| ());
        let fixed = PiecewiseSigmoid::<Fixed16>::new(theta, 1.0).map(|_| ());
        assert_eq!(
            [lower, upper, fixed],
            ["theta_lower", "theta_upper", "theta_lower"].map(|what| Err(error(what)))
        );
        let params = Params { lgn_theta_upper: theta, ..good };
        let lgn = LgnDynamics::<f32>::new(&params).map(|_| ());
        assert_eq!(lgn, Err(error("lgn_theta_upper")));
    }
    for gain in [-0.1, 33.0, f64::INFINITY] {
        let error = |what| Error::OutOfRange { what, value: gain, allowed: "a number of 0..=32" };
        let params = Params { gamma_e: gain, ..good };
        assert_eq!(Dynamics::<f32>::new(&params).map(|_| ()), Err(error("gamma_e")));
        let params = Params { gamma_l: gain, ..good };
        assert_eq!(LgnDynamics::<f32>::new(&params).map(|_| ()), Err(error("gamma_l")));
    }
}
