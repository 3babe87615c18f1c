//! Whole trainings.

use lissom::{
    Fixed16, Fixed32, Params, Sheet,
    number::Plastic,
    schedule::Phase,
    stimulus::Grating,
    stream::Gaussians,
    train::{Progress, TrainingParams},
};

lissom::network!(mod map = Params::lissom_or(36), channels 2);

/// Preference as a vector of the double angle, and its length over the sum of responses, of each unit.
fn preferences<T: Plastic>(lissom: &map::Lissom<'_, T>) -> Vec<[f64; 3]> {
    const ANGLES: usize = 12;
    let mut units = vec![[0.0; 3]; map::CORTEX * map::CORTEX];
    let mut activity = Box::new(map::Activity::new());
    for angle in 0..ANGLES {
        let mut peaks = vec![0.0_f64; units.len()];
        for phase in 0..8 {
            let mut retina = map::Retina::new();
            retina.draw(&Grating {
                side: map::RETINA,
                frequency: 36.0 / 9.0,
                phase: f64::from(phase) * std::f64::consts::TAU / 8.0,
                orientation: angle as f64 * 180.0 / ANGLES as f64,
            });
            lissom.settle(&retina, &mut activity, &mut ());
            for (peak, response) in peaks.iter_mut().zip(activity.cortex.afferent().units()) {
                *peak = peak.max(T::wide_to_f64(*response));
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

struct Trained {
    maps: Vec<Vec<[f64; 3]>>,
    weights: Vec<Vec<f64>>,
}

fn train<T: Plastic>(checkpoints: &[u32]) -> Trained {
    const TRAINING: TrainingParams<11> = TrainingParams::lissom_or(&map::PARAMS, 2);
    let mut weights = Box::new(map::Weights::<T>::new());
    weights.fill().unwrap();
    let schedule = Phase::all(&TRAINING.phases).unwrap();
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&TRAINING.pictures, 7).unwrap();
    let (mut retina, mut activity) = (Sheet::new(), Box::new(map::Activity::new()));
    let mut trained = Trained { maps: vec![], weights: vec![] };
    let start = std::time::Instant::now();
    for &checkpoint in checkpoints {
        let mut trainer = weights.trainer(&schedule, &mut progress).unwrap();
        let mut active = 0;
        let before = trainer.progress.presentations();
        while trainer.progress.presentations() < checkpoint {
            trainer.present(&mut stream, &mut retina, &mut activity, &mut ());
            active += activity.v1().units().iter().filter(|&&unit| unit > T::ZERO).count();
        }
        let map = preferences(&trainer.lissom());
        let rate = active as f64 / f64::from((checkpoint - before).max(1)) / (36.0 * 36.0);
        println!(
            "{:8} {checkpoint:6}: selectivity {:.4}, active {:.3}, {:?} trace {:08x}",
            T::NAME,
            selectivity(&map),
            rate,
            start.elapsed(),
            progress.trace()
        );
        trained.maps.push(map);
        let all = [
            (weights.afferent[0].packed(), weights.afferent[0].exponent()),
            (weights.afferent[1].packed(), weights.afferent[1].exponent()),
            (weights.excitatory.packed(), weights.excitatory.exponent()),
            (weights.inhibitory.packed(), weights.inhibitory.exponent()),
        ];
        trained
            .weights
            .push(all.iter().flat_map(|(w, e)| w.iter().map(|w| w.weight_to_f64(*e))).collect());
    }
    trained
}

#[test]
#[ignore = "minutes"]
fn maps_form() {
    let checkpoints = [0, 100, 500, 1000, 2000, 4000];
    let exact = train::<f64>(&checkpoints);
    let report = |name: &str, ours: Trained| {
        for (k, &t) in checkpoints.iter().enumerate() {
            let (a, b) = (&exact.weights[k], &ours.weights[k]);
            let mean = |f: &dyn Fn(f64, f64) -> f64| {
                a.iter().zip(b).map(|(&a, &b)| f(a, b)).sum::<f64>() / a.len() as f64
            };
            let (ma, mb) = (mean(&|a, _| a), mean(&|_, b| b));
            let cov = mean(&|a, b| (a - ma) * (b - mb));
            let r = cov / (mean(&|a, _| (a - ma).powi(2)) * mean(&|_, b| (b - mb).powi(2))).sqrt();
            println!(
                "{name} {t:6}: map similarity to f64 {:.4}, weights r {:.6}, rms {:.4} of the mean",
                similarity(&exact.maps[k], &ours.maps[k]),
                r,
                mean(&|a, b| (a - b).powi(2)).sqrt() / ma
            );
        }
    };
    report("f32", train::<f32>(&checkpoints));
    report("fixed16", train::<Fixed16>(&checkpoints));
    report("fixed32", train::<Fixed32>(&checkpoints));
}
