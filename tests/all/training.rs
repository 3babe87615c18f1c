//! Whole trainings: traces, schedules, GCAL, and maps that form.

use crate::fast::fast;
use crate::helpers::{on_large_stack, units};
use lissom::{
    Excitation, Fixed16, Fixed32, Params, Sheet,
    input::{Gaussians, Grating},
    learning::{
        ExcitationMut, Homeostasis, HomeostasisParams, Learn, Phase, PhaseParams, Progress, Rate,
        TrainingParams,
    },
    model::{GainControl, GainControlParams},
    number::Activity,
    side::Const,
    weights::Pool,
};

lissom::network!(mod small = Params::lissom_or(12), channels 2);
lissom::network!(mod gcal = Params::gcal(12), channels 2);
lissom::network!(mod map = Params::lissom_or(24), channels 2);

/// LISSOM's schedule a hundred times as fast.
const FAST: TrainingParams<11> = fast(TrainingParams::lissom_or(&small::PARAMS, 2), 100, 9);
static FAST_PHASES: [Phase<Fixed16>; 11] = Phase::frozen_all(&FAST.phases);

/// A frozen schedule gives the trace of one made at run time, the one that every machine must find;
/// radius, connections and sums are as the schedule says.
#[test]
fn lissom_trace() {
    let mut weights = Box::new(small::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&FAST.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(small::State::new()));
    let mut trainer = weights.frozen_trainer(&FAST_PHASES, &mut progress);
    trainer.check().unwrap();
    for _ in 0..100 {
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
    }
    let dynamics = trainer.lissom().cortex.dynamics;
    assert_eq!(dynamics.steps(), 13);
    assert!((dynamics.sigmoid().lower() - 0.213).abs() < 1e-7, "{}", dynamics.sigmoid().lower());
    let trace = trainer.progress.trace();

    let mut filled = Box::new(small::Weights::<Fixed16>::new());
    filled.fill().unwrap();
    let schedule = Phase::all(&FAST.phases).unwrap();
    let (mut progress, mut stream) = (Progress::new(1), Gaussians::new(&FAST.pictures, 7).unwrap());
    let mut trainer = filled.trainer(&schedule, &mut progress).unwrap();
    for _ in 0..100 {
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
    }
    assert_eq!((trainer.progress.trace(), trainer.progress.presentations()), (trace, 100));
    assert!(*filled == *weights);

    let mut pruned = 0;
    for (i, j) in units(12) {
        let unit = weights.excitatory.on(&small::EXCITATORY).connection_field(i, j);
        assert!((unit.sum() - 1.0).abs() < 1e-3);
        let unit = weights.inhibitory.on(&small::INHIBITORY).connection_field(i, j);
        assert!((unit.sum() - 1.0).abs() < 1e-3);
        pruned += unit.weights().iter().filter(|&&w| w == 0).count();
    }
    assert!(pruned > 20, "{pruned} inhibitory connections are pruned");
    assert_eq!(trace, 0x6ade_707e, "{trace:08x}");
}

/// The excitatory radius shrinks to 1.5 cells: nine connections.
#[test]
fn excitation_shrinks() {
    let training = TrainingParams::lissom_or(&map::PARAMS, 2);
    let radii = training.phases.map(|phase| phase.r_e);
    assert_eq!((radii[0], radii[10]), (2.4, 1.5));
    let mut weights = Box::new(map::Weights::<f32>::new());
    weights.fill().unwrap();
    let late = PhaseParams { from: 1, r_e: 1.5, ..training.phases[0] };
    let schedule = Phase::all(&[training.phases[0], late]).unwrap();
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&training.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(map::State::new()));
    for living in [21, 9] {
        let mut trainer = weights.trainer(&schedule, &mut progress).unwrap();
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
        let unit = weights.excitatory.on(&map::EXCITATORY).connection_field(12, 12);
        assert_eq!(unit.weights().iter().filter(|&&w| w > 0.0).count(), living);
        assert!((unit.sum() - 1.0).abs() < 1e-6);
    }
}

/// GCAL with gain control, thresholds and one shared excitatory kernel, frozen.
#[test]
fn gcal_trace() {
    assert_eq!(gcal_trace_of(300), 0x74cc_299e);
}

#[test]
#[ignore = "ten seconds without optimisation"]
fn long_gcal_trace() {
    assert_eq!(gcal_trace_of(2000), 0x130f_39c9);
}

fn gcal_trace_of(presentations: u32) -> u32 {
    const TRAINING: TrainingParams<1> = TrainingParams::gcal(&gcal::PARAMS);
    const GAIN: GainControlParams = GainControlParams::gcal(gcal::PARAMS.r_a / 6.5);
    const PARAMS: Params = gcal::PARAMS;
    static PHASES: [Phase<Fixed16>; 1] = Phase::frozen_all(&TRAINING.phases);
    static CONTROL: GainControl<Fixed16, Const<12>> =
        GainControl::<Fixed16, Const<12>>::frozen(&GAIN, &PARAMS);
    static KERNEL: Pool<Fixed16, Const<12>> =
        Pool::<Fixed16, Const<12>>::frozen(PARAMS.sigma_e, PARAMS.r_e);
    static HOMEOSTASIS: Homeostasis<Fixed16> =
        Homeostasis::<Fixed16>::frozen(HomeostasisParams::GCAL);
    assert!(CONTROL == GainControl::new(Const, &GAIN, &PARAMS).unwrap());
    assert!(KERNEL == Pool::new(Const, PARAMS.sigma_e, PARAMS.r_e).unwrap());
    let mut weights = Box::new(gcal::Weights::<Fixed16>::new());
    weights.fill().unwrap();
    let excitatory = weights.excitatory.clone();
    let (mut progress, mut thresholds) = (Progress::new(1), gcal::Thresholds::new());
    thresholds.reset(&HOMEOSTASIS);
    let mut stream = Gaussians::new(&TRAINING.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(gcal::State::new()));
    let mut trainer = weights.frozen_trainer(&PHASES, &mut progress);
    trainer.lgn = trainer.lgn.with_gain_control(&CONTROL);
    trainer.excitatory = ExcitationMut::Frozen(Excitation::Shared(&KERNEL));
    trainer.homeostasis = Some((HOMEOSTASIS, &mut thresholds));
    let mut active = 0.0;
    let half = presentations / 2;
    for t in 0..presentations {
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
        if t >= half {
            let units = state.v1().units().iter();
            active += units.map(|unit| unit.to_f64()).sum::<f64>() / 144.0 / f64::from(half);
        }
    }
    println!("mean activity {active:.4}, target 0.024");
    assert!((0.012..0.048).contains(&active));
    let trace = progress.trace();
    assert!(weights.excitatory == excitatory);
    let theta = thresholds.theta().units();
    assert!(theta.iter().any(|&t| t != theta[0]));
    println!("trace {trace:08x}");
    trace
}

#[test]
fn wrong_schedules_are_errors() {
    use lissom::Error;
    let [first] = TrainingParams::notebook(&small::PARAMS).phases;
    let wrong = |phase: PhaseParams| Phase::<f32>::new(&phase).map(|_| ());
    let refused = |what, value, allowed| Err(Error::OutOfRange { what, value, allowed });
    let radius = PhaseParams { r_e: -1.0, ..first };
    assert_eq!(wrong(radius), refused("r_e", -1.0, "a number ≥ 0"));
    let prune = PhaseParams { prune: 1.5, ..first };
    assert_eq!(wrong(prune), refused("prune", 1.5, "a number of 0..=1"));
    let rate = PhaseParams { rate_e: Rate::Field(-1.0), ..first };
    assert_eq!(wrong(rate), refused("learning rate", -1.0, "a number of 0..=16"));
    let error = |phase| Err(Error::Schedule { phase });
    let all = |phases: [PhaseParams; 2]| Phase::<f32>::all(&phases).map(|_| ());
    assert_eq!(all([first, first]), error(1));
    assert_eq!(all([PhaseParams { from: 1, ..first }, first]), error(0));
    assert_eq!(Phase::<f32>::all(&[]).map(|_| ()), error(0));
}

/// Preference as a vector of the double angle, and its length over the sum of responses, of each
/// unit.
fn preferences<W: Learn>(lissom: &map::Lissom<'_, W>) -> Vec<[f64; 3]> {
    const ANGLES: usize = 12;
    let mut units = vec![[0.0; 3]; map::CORTEX * map::CORTEX];
    let mut state = Box::new(map::State::new());
    for angle in 0..ANGLES {
        let mut peaks = vec![0.0_f64; units.len()];
        for phase in 0..8 {
            let mut retina = map::Retina::new();
            retina.draw(&Grating {
                side: map::RETINA,
                frequency: 24.0 / 7.0,
                phase: f64::from(phase) * std::f64::consts::TAU / 8.0,
                orientation: angle as f64 * 180.0 / ANGLES as f64,
            });
            lissom.settle(&retina, &mut state, &mut ());
            for (peak, response) in peaks.iter_mut().zip(state.v1().units()) {
                *peak = peak.max(response.to_f64());
            }
        }
        let double = angle as f64 * std::f64::consts::TAU / ANGLES as f64;
        for ([x, y, sum], peak) in units.iter_mut().zip(peaks) {
            *x += peak * double.cos();
            *y += peak * double.sin();
            *sum += peak;
        }
    }
    units
}

fn selectivity(units: &[[f64; 3]]) -> f64 {
    units.iter().map(|[x, y, sum]| if *sum > 0.0 { x.hypot(*y) / sum } else { 0.0 }).sum::<f64>()
        / units.len() as f64
}

/// 2(S − ½), S = 1 − mean of twice the difference in half turns.
fn similarity(a: &[[f64; 3]], b: &[[f64; 3]]) -> f64 {
    let angle = |[x, y, _]: [f64; 3]| y.atan2(x) / std::f64::consts::TAU;
    let mean = a
        .iter()
        .zip(b)
        .map(|(&a, &b)| {
            let d = (angle(a) - angle(b)).rem_euclid(1.0);
            2.0 * d.min(1.0 - d)
        })
        .sum::<f64>()
        / a.len() as f64;
    2.0 * (0.5 - mean)
}

/// A map and all its weights at a time of a training.
struct Checkpoint {
    map: Vec<[f64; 3]>,
    weights: Vec<f64>,
}

/// Trains with all rates times `factor`, and the schedule as much slower.
fn train<W: Learn>(checkpoints: &[u32], factor: f64) -> Vec<Checkpoint> {
    let training = TrainingParams::lissom_or(&map::PARAMS, 2);
    let scaled = |rate| match rate {
        Rate::Field(alpha) => Rate::Field(alpha * factor),
        Rate::Connection(alpha) => Rate::Connection(alpha * factor),
    };
    let phases = training.phases.map(|phase| PhaseParams {
        from: (f64::from(phase.from) / factor) as u32,
        rate_a: scaled(phase.rate_a),
        rate_e: scaled(phase.rate_e),
        rate_i: scaled(phase.rate_i),
        ..phase
    });
    let mut weights = Box::new(map::Weights::<W>::new());
    weights.fill().unwrap();
    let schedule = Phase::all(&phases).unwrap();
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&training.pictures, 7).unwrap();
    let (mut retina, mut state) = (Sheet::new(), Box::new(map::State::new()));
    let mut trained = vec![];
    for &checkpoint in checkpoints {
        let mut trainer = weights.trainer(&schedule, &mut progress).unwrap();
        while trainer.progress.presentations() < checkpoint {
            trainer.present(&mut stream, &mut retina, &mut state, &mut ());
        }
        let map = preferences(&trainer.lissom());
        println!(
            "{:8} rates × {factor}, after {checkpoint:5}: selectivity {:.4}, trace {:08x}",
            W::NAME,
            selectivity(&map),
            trainer.progress.trace()
        );
        let values = |packed: &[W], exponent| -> Vec<f64> {
            packed.iter().map(|weight| weight.value(exponent)).collect()
        };
        let afferent = weights.afferent.iter().map(|w| values(w.packed(), w.exponent()));
        let mut all: Vec<f64> = afferent.flatten().collect();
        all.extend(values(weights.excitatory.packed(), weights.excitatory.exponent()));
        all.extend(values(weights.inhibitory.packed(), weights.inhibitory.exponent()));
        trained.push(Checkpoint { map, weights: all });
    }
    trained
}

/// Root mean square difference over the mean weight.
fn drift(a: &[f64], b: &[f64]) -> f64 {
    let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    (squares / a.len() as f64).sqrt() / (a.iter().sum::<f64>() / a.len() as f64)
}

/// Selectivity emerges, and 16 bits make the map of double precision, at LISSOM's rates and at a
/// fiftieth of them, where a step is far below that of a weight.
///
/// `cargo test --release --test all -- --ignored --nocapture maps_form`: minutes.
#[test]
#[ignore = "minutes in release mode"]
fn maps_form() {
    on_large_stack(|| {
        for (factor, checkpoints) in [(1.0, [0, 500, 2000, 6000]), (0.02, [0, 500, 2000, 10_000])] {
            let exact = train::<f64>(&checkpoints, factor);
            for (name, ours) in [
                ("fixed16", train::<Fixed16>(&checkpoints, factor)),
                ("fixed32", train::<Fixed32>(&checkpoints, factor)),
            ] {
                for ((ours, exact), t) in ours.iter().zip(&exact).zip(checkpoints) {
                    let similarity = similarity(&exact.map, &ours.map);
                    let drift = drift(&exact.weights, &ours.weights);
                    println!("{name} after {t:5}: similarity {similarity:.4}, drift {drift:.4}");
                    assert!(similarity > 0.97 && drift < 0.03);
                }
            }
            if factor == 1.0 {
                assert!(selectivity(&exact[3].map) > 5.0 * selectivity(&exact[0].map));
            }
        }
    });
}
