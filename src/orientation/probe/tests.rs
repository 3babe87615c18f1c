use super::*;
use crate::{
    input::{Bar, Grating, Stimulus},
    number::{Fixed16, Fixed32},
    sheet::Sheet,
};

fn worst<const SIDE: usize>(
    probe: Probe,
    exact: impl Fn(f64, f64) -> std::boxed::Box<dyn Stimulus>,
) -> f64 {
    let mut drawn = Sheet::<f64, SIDE>::new();
    let mut worst = 0.0_f64;
    for presentation in Protocol::new(probe, 12, 7).presentations() {
        presentation.draw(&mut drawn);
        let exact = exact(presentation.orientation().degrees(), f64::from(presentation.place));
        for (row, cells) in drawn.0.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                worst = worst.max((cell - exact.at(row as f64, column as f64)).abs());
            }
        }
    }
    worst
}

#[test]
fn gratings_are_those_of_floats() {
    grating_is_that_of_floats::<36>(7.5);
    grating_is_that_of_floats::<24>(8.0);
    grating_is_that_of_floats::<60>(2.0);
}

#[test]
#[ignore = "the largest side: seconds without optimisation"]
fn gratings_of_the_largest_side_are_those_of_floats() {
    grating_is_that_of_floats::<255>(2.0);
    grating_is_that_of_floats::<255>(33.3);
}

fn grating_is_that_of_floats<const SIDE: usize>(period: f64) {
    let error = worst::<SIDE>(Probe::grating(period), |orientation, place| {
        std::boxed::Box::new(Grating {
            side: SIDE,
            frequency: (SIDE as f64 - 1.0) / period,
            phase: core::f64::consts::TAU * place / 7.0,
            orientation,
        })
    });
    assert!(error < 2e-5, "{SIDE} {period}: {error}");
}

#[test]
fn bars_are_those_of_floats() {
    fn check<const SIDE: usize>(width: f64) {
        let error = worst::<SIDE>(Probe::bar(width), |orientation, place| {
            let moved = SIDE as f64 * 181.0 / 256.0 * (2.0 * place - 6.0) / 7.0;
            let (sin, cos) = libm::sincos(orientation.to_radians());
            let middle = (SIDE as f64 - 1.0) / 2.0;
            std::boxed::Box::new(Bar {
                row: middle + moved * cos,
                column: middle + moved * sin,
                width,
                length: f64::INFINITY,
                orientation,
            })
        });
        assert!(error < 6e-3 / 255.0 * SIDE as f64, "{SIDE} {width}: {error}");
    }
    check::<36>(2.5);
    check::<255>(5.0);
}

#[test]
fn every_format_sees_the_same() {
    let presentation = Protocol::new(Probe::grating(5.0), 6, 3).presentations().nth(10).unwrap();
    let (mut float, mut long, mut short) =
        (Sheet::<f32, 24>::new(), Sheet::<Fixed32, 24>::new(), Sheet::<Fixed16, 24>::new());
    presentation.draw(&mut float);
    presentation.draw(&mut long);
    presentation.draw(&mut short);
    for unit in 0..24 * 24 {
        let steps = float.units()[unit].to_q24();
        assert_eq!(long.units()[unit], Fixed32::from_q24(steps));
        assert_eq!(short.units()[unit], Fixed16::from_q24(steps));
    }
}

#[test]
fn odd_protocols() {
    for (orientations, places, wrong) in [
        (0, 1, ("orientations", 0.0)),
        (65, 1, ("orientations", 65.0)),
        (1, 0, ("places", 0.0)),
        (1, 257, ("places", 257.0)),
    ] {
        let error = Protocol::build(Probe::bar(1.0), orientations, places).unwrap_err();
        let Error::OutOfRange { what, value, .. } = error else { panic!("{error}") };
        assert_eq!((what, value), wrong);
    }
    assert_eq!(Protocol::new(Probe::grating(f64::NAN), 64, 256).presentations().count(), 16_384);
    let mut one = Sheet::<Fixed16, 1>::new();
    let last = Protocol::new(Probe::bar(f64::INFINITY), 64, 256).presentations().last().unwrap();
    last.draw(&mut one);
    assert!(last.is_last() && one.0[0][0] == Fixed16::ONE);
    last.draw(&mut Sheet::<f32, 0>::new());
}
