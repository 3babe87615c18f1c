//! Pinwheels: places around which every orientation is preferred once.

use super::map::OrientationMap;
use crate::side::Side;

/// What lies beyond a map's border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Topology {
    /// Nothing.
    #[default]
    Plane,
    /// The opposite border.
    Torus,
}

/// A loop of four neighbouring units around which the preference turns by ±180°.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Pinwheel {
    /// The row above the centre; the centre lies half a unit below it.
    pub row: u8,
    /// The column left of the centre; the centre lies half a unit to its right.
    pub column: u8,
    /// Half turns of the preference along the loop to the right, down, left and up: 1 or −1.
    pub sign: i8,
}

impl<S: Side> OrientationMap<S> {
    /// All pinwheels, row by row: the 2 × 2 loops along which the differences between neighbours,
    /// each taken the shorter way, add up to 180° or −180°.
    ///
    /// A step between neighbours belongs to two loops with opposite signs, so on a torus all signs
    /// add up to 0. A loop through a unit without preference is no pinwheel.
    pub fn pinwheels(&self, topology: Topology) -> impl Iterator<Item = Pinwheel> + Clone + '_ {
        let loops = self.loops(topology);
        (0..loops).flat_map(move |row| {
            (0..loops).filter_map(move |column| {
                let sign = self.sign(row, column, topology)?;
                Some(Pinwheel { row: row as u8, column: column as u8, sign })
            })
        })
    }

    /// The number of loops along a side.
    pub(super) fn loops(&self, topology: Topology) -> usize {
        let side = self.side().get();
        match topology {
            Topology::Plane => side.saturating_sub(1),
            Topology::Torus => side,
        }
    }

    /// The sign of the pinwheel whose upper left unit this is, if there is one.
    pub(crate) fn sign(&self, row: usize, column: usize, topology: Topology) -> Option<i8> {
        if row.max(column) >= self.loops(topology) {
            return None;
        }
        let side = self.side().get();
        let (below, right) = ((row + 1) % side, (column + 1) % side);
        let corner = |row: usize, column: usize| {
            let unit = self.unit(row, column);
            unit.exists().then_some(unit.orientation)
        };
        let (a, b) = (corner(row, column)?, corner(row, right)?);
        let (c, d) = (corner(below, column)?, corner(below, right)?);
        // always from left to right and from above to below: where both ways are equally short,
        // both loops of a step see the same one
        let turn = |to: super::Orientation, from| i32::from(to.turn_from(from));
        let sum = turn(b, a) + turn(d, b) - turn(d, c) - turn(c, a);
        (sum != 0).then_some(sum.signum() as i8)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::testing::{from_angles, random_map},
        *,
    };
    use crate::side::Const;
    use std::{boxed::Box, vec::Vec};

    /// Angles 2θ = sign · the place's angle around the middle of loop `(row, column)`.
    fn single<const SIDE: usize>(
        row: f64,
        column: f64,
        sign: f64,
    ) -> Box<OrientationMap<Const<SIDE>>> {
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
}
