//! Learning at 36 × 36: one step on a settled activity, and a whole presentation, in each format;
//! before that, how many times as long as LISSOM's a presentation of GCAL takes at 48 × 48.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use lissom::{
    Error, Fixed8, Fixed16, Fixed32, Network, Params,
    input::{Gaussians, OrientedGaussian, Stream},
    learning::{Phase, Progress, TrainingParams},
    model::GainControlParams,
    network::Training,
};
use std::time::{Duration, Instant};

lissom::network!(mod map = Params::notebook(36));
const TRAINING: TrainingParams<1> = TrainingParams::notebook(&map::PARAMS);

macro_rules! bench {
    ($criterion:ident, $($weight:ty)*) => { $({
        let mut weights = Box::new(map::Weights::<$weight>::new());
        weights.fill().expect("the preset is valid");
        let schedule = Phase::all(&TRAINING.phases).expect("the preset is valid");
        let mut progress = Progress::new(1);
        let mut stream = Gaussians::new(&TRAINING.pictures, 1).expect("the preset is valid");
        let (mut retina, mut state) = (map::Retina::new(), Box::new(map::State::new()));
        let mut trainer = weights.trainer(&schedule, &mut progress).expect("the preset is valid");
        trainer.present(&mut stream, &mut retina, &mut state, &mut ());
        $criterion.bench_function(concat!("present/", stringify!($weight)), |bench| {
            bench.iter(|| trainer.present(&mut stream, &mut retina, &mut state, &mut ()));
        });
        retina.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
        trainer.lissom().settle(&retina, &mut state, &mut ());
        let active = state.v1().units().iter().filter(|&&unit| unit > 0.0).count();
        println!("{active} of 1296 units are active");
        $criterion.bench_function(concat!("learn/", stringify!($weight)), |bench| {
            bench.iter_batched(|| (), |()| trainer.learn(&mut (), &state), BatchSize::SmallInput);
        });
        $criterion.bench_function(concat!("draw/", stringify!($weight)), |bench| {
            bench.iter(|| stream.draw(&mut retina));
        });
    })* };
}

/// The times of both, in turns; a quarter as many presentations come first.
fn compare_models() -> Result<(), Error> {
    const TURNS: usize = 200;
    let gcal = Params::gcal(48);
    let recipe = TrainingParams::gcal(&gcal);
    let network = Network::<Fixed16>::new(&gcal, 2)?
        .with_gain_control(&GainControlParams::gcal(gcal.r_a / 6.5))?
        .with_shared_excitation()?;
    let training = Training::new(network, &recipe.phases, recipe.homeostasis.as_ref(), 1)?;
    let lissom = Params::lissom_or(48);
    let schedule = TrainingParams::lissom_or(&lissom, 2);
    let network = Network::<Fixed16>::new(&lissom, 2)?;
    let other = Training::new(network, &schedule.phases, None, 1)?;
    let mut both =
        [(training, recipe.pictures), (other, schedule.pictures)].map(|(it, pictures)| {
            let (retina, state) = (it.network().retina(), it.network().state());
            (it, Gaussians::new(&pictures, 1), retina, state, Duration::ZERO)
        });
    for turn in 0..TURNS + TURNS / 4 {
        for (training, pictures, retina, state, time) in &mut both {
            let pictures = pictures.as_mut().map_err(|error| *error)?;
            let start = Instant::now();
            training.present(&mut (), pictures, retina, state, &mut ())?;
            if turn >= TURNS / 4 {
                *time += start.elapsed();
            }
        }
    }
    let [gcal, lissom] = both.map(|(.., time)| time.as_secs_f64() * 1e3 / TURNS as f64);
    println!("48 × 48, in ms: GCAL {gcal:.3}, LISSOM {lissom:.3}, ratio {:.2}", gcal / lissom);
    Ok(())
}

fn learn(criterion: &mut Criterion) {
    compare_models().expect("the presets are valid");
    bench!(criterion, f64 f32 Fixed32 Fixed16 Fixed8);
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(2));
    targets = learn
}
criterion_main!(benches);
