//! Each part of a presentation, in each format, at 12, 24, 36 and 48: the whole network from retina
//! to settled V1 (`forward`, `forward, owned` of run-time sides and `forward, interleaved`), V1
//! alone (`settle`), the network's tables and weights (`tables`), and V1 as a heat map in memory
//! (`draw`).

#![allow(long_running_const_eval)] // the tables of side 48

use criterion::{Criterion, criterion_group, criterion_main};
use embedded_graphics::{
    Drawable, framebuffer::Framebuffer, framebuffer::buffer_size, image::Image, pixelcolor::Rgb565,
    pixelcolor::raw::BigEndian, prelude::Point,
};
use lissom::{Fixed8, Fixed16, Fixed32, Params, display::HeatMap, input::OrientedGaussian};
use std::{hint::black_box, time::Duration};

lissom::network!(mod side12 = Params::notebook(12));
lissom::network!(mod side24 = Params::notebook(24));
lissom::network!(mod side36 = Params::notebook(36));
lissom::network!(mod side48 = Params::notebook(48));

type Frame = Framebuffer<
    Rgb565,
    <Rgb565 as embedded_graphics::pixelcolor::PixelColor>::Raw,
    BigEndian,
    48,
    48,
    { buffer_size::<Rgb565>(48, 48) },
>;

macro_rules! bench {
    ($criterion:ident, $($side:ident)*; $weights:tt) => { $(bench!(@ $criterion, $side, $weights);)* };
    (@ $criterion:ident, $side:ident, [$($weight:ty)*]) => { $({
        let name = |what| format!("{what}/{}/{}", stringify!($side), stringify!($weight));
        let mut weights = $side::Weights::<$weight>::boxed();
        $criterion.bench_function(&name("tables"), |bench| {
            bench.iter(|| {
                black_box($side::AfferentField::build($side::PARAMS.r_a)).is_ok()
                    && weights.fill().is_ok()
            });
        });
        weights.fill().expect("the preset is valid");
        let lissom = weights.lissom().expect("the preset is valid");
        let middle = $side::RETINA as f64 / 2.0;
        let picture = OrientedGaussian::round(middle, middle, 2.0);
        let mut retina = $side::Retina::new();
        retina.draw(&picture);
        let mut state = Box::new($side::State::new());
        $criterion.bench_function(&name("forward"), |bench| {
            bench.iter(|| lissom.settle(black_box(&retina), &mut state, &mut ()).units()[0]);
        });
        owned::<$weight>($criterion, &name, &$side::PARAMS, picture);
        let input = state.lgn.sum.clone();
        $criterion.bench_function(&name("settle"), |bench| {
            let v1 = &mut state.cortex;
            bench.iter(|| lissom.cortex.settle(&mut (), [black_box(&input)], v1, &mut ()).units()[0]);
        });
        let mut frame = Box::new(Frame::new());
        $criterion.bench_function(&name("draw"), |bench| {
            bench.iter(|| {
                let map = HeatMap::<_, Rgb565>::new(black_box(state.v1()));
                Image::new(&map, Point::zero()).draw(&mut *frame)
            });
        });
    })* };
}

/// The same network on the heap, then with interleaved weights.
fn owned<W: lissom::Engine>(
    criterion: &mut Criterion,
    name: &impl Fn(&'static str) -> String,
    params: &Params,
    picture: OrientedGaussian,
) {
    let mut network = lissom::Network::<W>::new(params, 1).expect("the preset is valid");
    let (mut retina, mut state) = (network.retina(), network.state());
    retina.draw(&picture);
    for what in ["forward, owned", "forward, interleaved"] {
        criterion.bench_function(&name(what), |bench| {
            bench.iter(|| network.settle(black_box(&retina), &mut state, &mut ()).is_ok());
        });
        network.interleave();
    }
}

fn settle(criterion: &mut Criterion) {
    bench!(criterion, side12 side24 side36 side48; [f64 f32 Fixed32 Fixed16 Fixed8]);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = settle
}
criterion_main!(benches);
