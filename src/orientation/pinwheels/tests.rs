use super::{
    super::testing::{from_angles, random_map},
    *,
};
use crate::side::Const;
use std::{boxed::Box, vec::Vec};

/// Angles 2θ = sign · the place's angle around the middle of loop `(row, column)`.
fn single<const SIDE: usize>(row: f64, column: f64, sign: f64) -> Box<OrientationMap<Const<SIDE>>> {
    from_angles(|i, j| sign * libm::atan2(i - row - 0.5, j - column - 0.5))
}

#[test]
fn one_pinwheel_is_found_where_it_is() {
    for (row, column, sign) in [(3, 4, 1), (0, 0, -1), (6, 6, 1), (2, 5, -1)] {
        let map = single::<8>(f64::from(row), f64::from(column), f64::from(sign));
        let found: Vec<_> = map.pinwheels(Topology::Plane).collect();
        assert_eq!(found, [Pinwheel { row, column, sign }]);
    }
}

#[test]
fn a_gradient_has_none() {
    for period in [5.0, 16.0, 1e9] {
        let map = from_angles::<255>(|i, j| (i + 0.3 * j) / period);
        assert_eq!(map.pinwheels(Topology::Plane).count(), 0);
    }
    let waves = from_angles::<32>(|i, j| (2.0 * i + j) * core::f64::consts::TAU / 32.0);
    assert_eq!(waves.pinwheels(Topology::Torus).count(), 0);
}

#[test]
fn signs_cancel_on_a_torus() {
    let sum = |map: &OrientationMap<Const<64>>, topology| {
        map.pinwheels(topology).map(|pinwheel| i32::from(pinwheel.sign)).sum::<i32>()
    };
    for seed in 0..20 {
        assert_eq!(sum(&random_map(seed), Topology::Torus), 0);
    }
    // every step of a checkerboard of orthogonal orientations goes both ways
    let board = from_angles::<64>(|i, j| (i + j) % 2.0 * core::f64::consts::PI);
    assert_eq!(board.pinwheels(Topology::Torus).count(), 0);
    assert_eq!(sum(&single(20.0, 30.0, 1.0), Topology::Torus), 0);
    assert_eq!(sum(&single(20.0, 30.0, 1.0), Topology::Plane), 1);
}

#[test]
fn silence_has_none() {
    let mut map = single::<8>(3.0, 3.0, 1.0);
    map.0[3][4].selectivity = 0;
    assert_eq!(map.pinwheels(Topology::Plane).count(), 0);
    for topology in [Topology::Plane, Topology::Torus] {
        assert_eq!(OrientationMap::<Const<0>>::new().pinwheels(topology).count(), 0);
        assert_eq!(random_map::<1>(1).pinwheels(topology).count(), 0);
    }
}
