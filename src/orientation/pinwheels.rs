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

#[cfg(all(test, lissom_repository))]
mod tests;
