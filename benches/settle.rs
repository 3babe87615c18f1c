//! One presentation of the whole network, retina to settled V1: each format at 12, 24 and 36.

use criterion::{Criterion, criterion_group, criterion_main};
use lissom::{Fixed16, Fixed32, Params, stimulus::OrientedGaussian};
use std::{hint::black_box, time::Duration};

lissom::network!(mod side12 = Params::notebook(12));
lissom::network!(mod side24 = Params::notebook(24));
lissom::network!(mod side36 = Params::notebook(36));

macro_rules! bench {
    ($criterion:ident, $($side:ident)*; $numbers:tt) => { $(bench!(@ $criterion, $side, $numbers);)* };
    (@ $criterion:ident, $side:ident, [$($number:ty)*]) => { $({
        let mut weights = Box::new($side::Weights::<$number>::new());
        weights.fill().expect("the preset is valid");
        let lissom = weights.lissom().expect("the preset is valid");
        let middle = $side::RETINA as f64 / 2.0;
        let mut retina = $side::Retina::new();
        retina.draw(&OrientedGaussian::round(middle, middle, 2.0));
        let mut activity = Box::new($side::Activity::new());
        $criterion.bench_function(concat!(stringify!($side), "/", stringify!($number)), |bench| {
            bench.iter(|| lissom.settle(black_box(&retina), &mut activity, &mut ()).hash());
        });
    })* };
}

fn settle(criterion: &mut Criterion) {
    bench!(criterion, side12 side24 side36; [f64 f32 Fixed32 Fixed16]);
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(2));
    targets = settle
}
criterion_main!(benches);
