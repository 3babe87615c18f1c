//! Connection fields are exactly `sqrt((x − c_i)² + (y − c_j)²) <= radius`.

use crate::helpers::units;
use lissom::{
    Error, Field, FieldView, Fixed8, Fixed16,
    geometry::{Placement, Span, connections, rows},
    number::Weight,
    side::Const,
};

/// The mask as the definition says it, cell by cell, and the table's.
fn compare<const IN: usize, const OUT: usize>(radius: f64) -> usize {
    let mut spans = [Span::default(); OUT];
    let mut profiles = vec![[Default::default(); OUT]; rows(IN, OUT, radius)];
    let field = FieldView::build(
        Const::<IN>,
        Const::<OUT>,
        Placement::Corners,
        radius,
        &mut spans,
        &mut profiles,
    );
    let field = field.unwrap();
    let step = if OUT > 1 { (IN - 1) as f64 / (OUT - 1) as f64 } else { 0.0 };
    let centre = |i: usize| if OUT > 1 && i == OUT - 1 { (IN - 1) as f64 } else { i as f64 * step };
    let mut total = 0;
    for (i, j) in units(OUT) {
        assert_eq!(field.first_weight(i, j), total);
        let mut table = vec![];
        let span = field.span(i);
        for k in 0..usize::from(span.rows) {
            let run = field.run(i, k, j);
            let columns = usize::from(run.start)..usize::from(run.start) + usize::from(run.len);
            table.extend(columns.map(|x| (usize::from(span.first_row) + k, x)));
        }
        let square = |d: f64| d * d;
        let inside = |&(y, x): &(usize, usize)| {
            (square(y as f64 - centre(i)) + square(x as f64 - centre(j))).sqrt() <= radius
        };
        assert_eq!(
            table,
            units(IN).filter(inside).collect::<Vec<_>>(),
            "unit ({i}, {j}), {radius}"
        );
        assert_eq!(field.taps(i, j), table.len());
        total += table.len();
    }
    assert_eq!((field.connections(), connections(IN, OUT, radius)), (total, total));
    total
}

#[test]
fn equal_sides() {
    for radius in [0.0, 0.5, 1.0, 1.5, 2.4, 5.0, 6.5, 9.4, 13.0, 100.0, f64::INFINITY] {
        compare::<24, 24>(radius);
        compare::<7, 7>(radius);
        compare::<1, 1>(radius);
    }
    assert_eq!(compare::<36, 36>(9.5), 297_804);
}

#[test]
fn unequal_sides() {
    // all radii reach a cell from every unit; many hit distances exactly (5 = √(3² + 4²))
    for radius in [0.75, 1.0, 2.0, 3.6, 5.0, 6.5, 10.0, 13.0, f64::INFINITY] {
        compare::<24, 36>(radius);
        compare::<36, 24>(radius);
        compare::<25, 5>(radius);
        compare::<37, 11>(radius); // step 3.6: ties that rounding decides
        compare::<31, 13>(radius); // step 2.5
        compare::<9, 33>(radius); // step 0.25
        compare::<12, 1>(radius);
        compare::<1, 6>(radius);
    }
}

#[test]
fn wrong_radii_are_errors() {
    type Small = lissom::field!(9, 9, 2.0);
    assert!(Small::build(2.0).is_ok());
    let radius = |value| Error::OutOfRange { what: "radius", value, allowed: "a number ≥ 0" };
    assert_eq!(Small::build(-2.0), Err(radius(-2.0)));
    let nan = Small::build(f64::NAN);
    assert!(matches!(nan, Err(Error::OutOfRange { what: "radius", value, .. }) if value.is_nan()));
    assert!(matches!(Small::build(3.0), Err(Error::Length { .. })));
    // units between cells that are farther away than the radius
    type Fine = lissom::field!(9, 33, 0.1);
    assert_eq!(Fine::build(0.1), Err(Error::EmptyField { row: 0, column: 1 }));
    let side = |value| Error::OutOfRange { what: "side", value, allowed: "a number of 1..=255" };
    assert_eq!(Field::<0, 3, 0, 0>::build(1.0), Err(side(0.0)));
    assert_eq!(Field::<3, 256, { rows(3, 256, 1.0) }, 0>::build(1.0), Err(side(256.0)));
    for (input, output) in [(0, 3), (3, 0), (256, 256), (256, 3), (3, usize::MAX)] {
        let sizes = [rows, connections].map(|of| of(input, output, f64::INFINITY));
        assert_eq!(sizes, [0; 2], "{input} {output}");
    }
}

/// What the tables of the notebook's network take: bytes that the linker sees.
#[test]
fn tables_are_small() {
    const BYTES: [usize; 3] = [
        size_of::<lissom::field!(36, 36, 9.5)>(),
        size_of::<lissom::field!(36, 36, 3.6)>(),
        size_of::<lissom::field!(36, 36, 8.0)>(),
    ];
    let lgn = size_of::<lissom::shared_dog!(Fixed16, 36, 4.7 * 4.0 * 0.5 * 9.5 / 6.5)>();
    println!("afferent, excitatory, inhibitory: {BYTES:?} B, LGN {lgn} B");
    assert!(BYTES.iter().sum::<usize>() < 4096 && lgn <= 16 * 1024);
    let connections = 297_804 + 44_268 + 209_748;
    let per_connection = 2.0 + BYTES.iter().sum::<usize>() as f64 / f64::from(connections);
    println!("{per_connection:.4} B a connection with 16-bit weights");
    assert!(per_connection <= 2.15);
    let eight = per_connection - 1.0;
    println!("{eight:.4} B a connection with 8-bit weights");
    let weights = size_of::<lissom::Weights<Fixed8, 44_268>>();
    assert!(eight <= 1.15 && weights == 44_268 + 1);
    // the shared kernels keep 16 bits
    const RADIUS: f64 = 4.7 * 4.0 * 0.5 * 9.5 / 6.5;
    assert_eq!(size_of::<lissom::shared_dog!(<Fixed8 as Weight>::Activity, 36, RADIUS)>(), lgn);
}
