//! Each part of a presentation, in each format, at 12, 24, 36 and 48: the whole network from retina to
//! settled V1 (`forward`; where a format has a kernel for them, also with interleaved weights), V1 alone (`settle`), the network's tables and weights (`tables`), and V1 as a
//! heat map in memory (`draw`).

#![allow(long_running_const_eval)] // the tables of side 48

use criterion::{Criterion, criterion_group, criterion_main};
use embedded_graphics::{
    Drawable, framebuffer::Framebuffer, framebuffer::buffer_size, image::Image, pixelcolor::Rgb565,
    pixelcolor::raw::BigEndian, prelude::Point,
};
use lissom::{
    Fixed16, Fixed32, Number, Params, display::HeatMap, interleaved::Eight,
    stimulus::OrientedGaussian,
};
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
    ($criterion:ident, $($side:ident)*; $numbers:tt) => { $(bench!(@ $criterion, $side, $numbers);)* };
    (@ $criterion:ident, $side:ident, [$($number:ty)*]) => { $({
        let name = |what| format!("{what}/{}/{}", stringify!($side), stringify!($number));
        let mut weights = Box::new($side::Weights::<$number>::new());
        $criterion.bench_function(&name("tables"), |bench| {
            bench.iter(|| {
                black_box($side::AfferentField::build($side::PARAMS.r_a)).is_ok()
                    && weights.fill().is_ok()
            });
        });
        weights.fill().expect("the preset is valid");
        let lissom = weights.lissom().expect("the preset is valid");
        let middle = $side::RETINA as f64 / 2.0;
        let mut retina = $side::Retina::new();
        retina.draw(&OrientedGaussian::round(middle, middle, 2.0));
        let mut activity = Box::new($side::Activity::new());
        $criterion.bench_function(&name("forward"), |bench| {
            bench.iter(|| lissom.settle(black_box(&retina), &mut activity, &mut ()).units()[0]);
        });
        let mut memory = vec![Eight::filled(<$number>::WEIGHT_ZERO); lissom.eights()];
        if !memory.is_empty() {
            let lissom = lissom.interleaved(&mut memory).expect("as many as it asked for");
            $criterion.bench_function(&name("forward, interleaved"), |bench| {
                bench.iter(|| lissom.settle(black_box(&retina), &mut activity, &mut ()).units()[0]);
            });
        }
        let input = activity.lgn.sum.clone();
        $criterion.bench_function(&name("settle"), |bench| {
            let v1 = &mut activity.cortex;
            bench.iter(|| lissom.cortex.settle([black_box(&input)], v1, &mut ()).units()[0]);
        });
        let mut frame = Box::new(Frame::new());
        $criterion.bench_function(&name("draw"), |bench| {
            bench.iter(|| {
                let map = HeatMap::<_, Rgb565>::new(black_box(activity.v1()));
                Image::new(&map, Point::zero()).draw(&mut *frame)
            });
        });
    })* };
}

fn settle(criterion: &mut Criterion) {
    bench!(criterion, side12 side24 side36 side48; [f64 f32 Fixed32 Fixed16]);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = settle
}
criterion_main!(benches);
