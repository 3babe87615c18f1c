//! Cost against size: the response through the notebook's afferent fields, all of the source active, in
//! nanoseconds and per connection; and the exponent p of cost ~ side^p. Connections grow with about the
//! fourth power.

use lissom::{
    FieldView, Fixed16, Kernel, Number, Params, Projection, Sheet,
    field::{Run, Span, rows},
};
use std::{hint::black_box, time::Instant};

/// The connections of a side and the fastest response's nanoseconds.
fn measure<T: Number, const SIDE: usize>() -> (usize, f64) {
    let Params { r_a, sigma_a, .. } = Params::notebook(SIDE);
    let mut spans = [Span::default(); SIDE];
    let mut profiles = vec![[Run::default(); SIDE]; rows(SIDE, SIDE, r_a)];
    let field = FieldView::<SIDE, SIDE>::build(r_a, &mut spans, &mut profiles).expect("valid");
    let mut packed = vec![T::ZERO; field.connections()];
    let kernel = Kernel::cortex(sigma_a, Some(1));
    let projection = Projection::fill(field, &mut packed, kernel).expect("valid");
    let source = Box::new(Sheet::<T, SIDE>::filled(T::ONE));
    let mut response = Box::new(Sheet::filled(T::WIDE_ZERO));
    let mut best = f64::INFINITY;
    for _ in 0..200 {
        let start = Instant::now();
        projection.respond(T::wide(1.0), black_box(&source), &mut response);
        black_box(&response);
        best = best.min(start.elapsed().as_secs_f64() * 1e9);
    }
    (field.connections(), best)
}

fn table<T: Number>() {
    let sizes = [
        (12, measure::<T, 12>()),
        (24, measure::<T, 24>()),
        (36, measure::<T, 36>()),
        (48, measure::<T, 48>()),
        (60, measure::<T, 60>()),
        (72, measure::<T, 72>()),
        (84, measure::<T, 84>()),
        (96, measure::<T, 96>()),
    ];
    for (side, (connections, ns)) in sizes {
        let each = ns / connections as f64;
        println!("{} {side:3} {connections:9} connections {ns:10.0} ns, {each:.4} each", T::NAME);
    }
    let exponent = |value: fn((usize, f64)) -> f64| {
        let points = sizes.map(|(side, of)| ((side as f64).ln(), value(of).ln()));
        let mean = |part: fn((f64, f64)) -> f64| points.map(part).iter().sum::<f64>() / 8.0;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let cross = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>();
        cross / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
    };
    let (connections, cost) = (exponent(|of| of.0 as f64), exponent(|of| of.1));
    println!("{}: connections ~ side^{connections:.2}, cost ~ side^{cost:.2}", T::NAME);
}

fn main() {
    table::<f32>();
    table::<Fixed16>();
}
