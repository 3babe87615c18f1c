//! Learning at 36 × 36: one step on a settled activity, and a whole presentation, in each format.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use lissom::{
    Fixed8, Fixed16, Fixed32, Params,
    input::{Gaussians, OrientedGaussian, Stream},
    learning::{Phase, Progress, TrainingParams},
};
use std::time::Duration;

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

fn learn(criterion: &mut Criterion) {
    bench!(criterion, f64 f32 Fixed32 Fixed16 Fixed8);
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(2));
    targets = learn
}
criterion_main!(benches);
