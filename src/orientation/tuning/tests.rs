use super::*;
use crate::{
    number::{Fixed16, Fixed32, Weight},
    orientation::{Orientation, Probe, Protocol},
    sheet::Sheet,
};

/// One unit with the response `r(θ, place)`.
fn measured<A: Activity>(orientations: u16, r: impl Fn(f64, usize) -> f64) -> Preference {
    let mut tuning = Tuning::<A, Const<1>>::new();
    let protocol = Protocol::new(Probe::bar(1.0), orientations, 3);
    for (n, presentation) in protocol.presentations().enumerate() {
        let response = r(presentation.orientation().degrees(), n % 3);
        tuning.record(&presentation, &Sheet::filled(A::from_f64(response)));
    }
    let mut map = OrientationMap::new();
    tuning.map(&mut map);
    tuning.reset();
    assert_eq!(tuning, Tuning::new());
    map.0[0][0]
}

fn check<A: Activity + Weight>(tolerance: u16) {
    // by hand: three orientations with the largest responses 0.5, 0.25 and 0
    let preference = measured::<A>(3, |degrees, place| {
        [[0.1, 0.5, 0.3], [0.25, 0.0, 0.25], [0.0; 3]][(degrees / 60.0).round() as usize][place]
    });
    // v = 0.5·(1, 0) + 0.25·(−1/2, √3/2) = (0.375, 0.2165), |v| = 0.4330, Σ r = 0.75
    assert!((preference.orientation.degrees() - 15.0).abs() < 0.01, "{preference:?}");
    assert!(preference.selectivity.abs_diff(37_837) <= tolerance, "{preference:?}");

    // r = ½ + ½·cos 2(θ − θ₀): preference θ₀, selectivity ½
    for degrees in [0.0, 33.0, 90.0, 145.0, 179.9] {
        for orientations in [4, 18, 64] {
            let preference = measured::<A>(orientations, |theta, place| {
                let tuned = 0.5 + 0.5 * libm::cos(2.0 * (theta - degrees).to_radians());
                tuned * [0.5, 1.0, 0.0][place]
            });
            let turn = preference.orientation.turn_from(Orientation::from_degrees(degrees));
            assert!(turn.unsigned_abs() <= 4, "{} {degrees}: {preference:?}", A::NAME);
            assert!(preference.selectivity.abs_diff(32_768) <= tolerance, "{preference:?}");
        }
    }

    // one orientation alone is preferred fully, all alike not at all
    let alone = measured::<A>(8, |theta, _| f64::from(u8::from(theta == 45.0)));
    assert_eq!((alone.orientation.degrees(), alone.selectivity), (45.0, u16::MAX));
    assert!(!measured::<A>(8, |_, _| 1.0).exists());
    assert!(!measured::<A>(8, |_, _| 0.0).exists());
}

#[test]
fn tuning_by_hand() {
    check::<f64>(2);
    check::<f32>(2);
    check::<Fixed32>(2);
    check::<Fixed16>(3);
}

#[test]
fn endless_recording_does_not_panic() {
    let mut tuning = Tuning::<f32, Const<2>>::new();
    let protocol = Protocol::new(Probe::bar(1.0), 64, 1);
    for presentation in (0..10).flat_map(|_| protocol.presentations()) {
        tuning.record(&presentation, &Sheet::filled(f32::INFINITY));
    }
    tuning.map(&mut OrientationMap::new());
}

/// The side may be known at run time: the same map, and the same measures of it.
#[cfg(feature = "alloc")]
#[test]
fn run_time_sides_give_the_same_map() {
    use crate::{
        orientation::{Spectrum, Topology},
        side::Dyn,
    };
    let side = Dyn::new(12).unwrap();
    let (mut tuning, mut sheet) = (Tuning::<Fixed16, Const<12>>::new(), Sheet::new());
    let mut dynamic = Tuning::with_side(side);
    let mut dynamic_sheet = SheetOf::with_side(side, Fixed16::ZERO);
    for presentation in Protocol::new(Probe::grating(5.0), 8, 4).presentations() {
        presentation.draw(&mut sheet);
        presentation.draw(&mut dynamic_sheet);
        // every unit prefers another orientation
        let turn = presentation.orientation().0 >> 8;
        let dim = |x: Fixed16, unit: usize| if unit as u16 % 8 == turn / 32 { x } else { x / 2 };
        let dim = |units: &mut [Fixed16]| {
            units.iter_mut().enumerate().for_each(|(unit, x)| *x = dim(*x, unit));
        };
        dim(sheet.units_mut());
        dim(dynamic_sheet.units_mut());
        tuning.record(&presentation, &sheet);
        dynamic.record(&presentation, &dynamic_sheet);
    }
    let (mut map, mut dynamic_map) = (OrientationMap::new(), OrientationMap::with_side(side));
    tuning.map(&mut map);
    dynamic.map(&mut dynamic_map);
    assert_eq!(map.units(), dynamic_map.units());
    assert_eq!(map.unit(3, 4), dynamic_map.unit(3, 4));
    assert!(map.selectivity() > 0 && map.hash() == dynamic_map.hash());
    let pinwheels = map.pinwheels(Topology::Torus);
    assert!(pinwheels.eq(dynamic_map.pinwheels(Topology::Torus)));
    let (spectrum, dynamic) = (Spectrum::of(&map), Spectrum::of(&dynamic_map));
    assert_eq!(spectrum.rings(), dynamic.rings());
    assert_eq!(spectrum.period(), dynamic.period());
}
