//! What every unit prefers.

use super::angle::Orientation;
use crate::{
    hash::{FNV32, fnv32},
    number::FixedWide,
    side::{Const, Rows, Side},
};

/// A unit's preferred orientation, and how much it prefers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Preference {
    /// Half the angle of the vector sum; without meaning if the selectivity is 0.
    pub orientation: Orientation,
    /// |v| / Σ r_θ, the vector sum's length over the sum of the lengths: 0 to 1 in steps of
    /// 1/(2¹⁶ − 1).
    pub selectivity: u16,
}

impl Preference {
    /// The preference of a unit with the vector sum `(x, y)`, of vectors whose lengths add up to
    /// `total`. All three may be within ±2³⁰, in any common step.
    pub const fn of(x: i32, y: i32, total: i32) -> Self {
        let (orientation, length) = Orientation::of(x, y);
        let mut total = if total > 0 { total as u32 } else { 0 };
        let mut length = length;
        // 16 bits of both, so that the product below has 32; a shorter sum is exact as it is
        let excess = 16_u32.saturating_sub(total.leading_zeros());
        (length, total) = (length >> excess, total >> excess);
        let selectivity = if total == 0 {
            0
        } else if length >= total {
            u16::MAX
        } else {
            ((length * 65_535 + total / 2) / total) as u16
        };
        Self { orientation, selectivity }
    }

    /// Whether the unit prefers any orientation.
    pub const fn exists(self) -> bool {
        self.selectivity > 0
    }
}

impl Preference {
    const NONE: Self = Self { orientation: Orientation(0), selectivity: 0 };
}

/// The preference of every unit of a sheet, 4 bytes per unit: `map.0[row][column]` for a constant
/// side, [`unit`](Self::unit) for any.
///
/// ```
/// use lissom::{orientation::{Orientation, OrientationMap, Preference}, side::Const};
/// let mut map = OrientationMap::<Const<3>>::new();
/// let vertical = Preference { orientation: Orientation::from_degrees(90.0), selectivity: 1000 };
/// map.fill_with(|row, column| if row == column { vertical } else { Preference::default() });
/// assert_eq!(map.0[1][1], map.unit(2, 2));
/// assert!(!map.unit(0, 1).exists());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrientationMap<S: Side>(pub S::Square<Preference>);

impl<const N: usize> OrientationMap<Const<N>> {
    /// No unit prefers anything.
    pub const fn new() -> Self {
        Self([[Preference::NONE; N]; N])
    }
}

impl<S: Side> OrientationMap<S> {
    /// A map of any side; no unit prefers anything.
    pub fn with_side(side: S) -> Self {
        Self(side.square(Preference::NONE))
    }

    /// The side.
    #[inline]
    pub fn side(&self) -> S {
        S::of(&self.0)
    }

    /// The rows.
    #[inline]
    pub fn rows(&self) -> Rows<'_, Preference, S> {
        Rows { blocks: self.0.as_ref(), side: self.side() }
    }

    /// All units, row by row.
    #[inline]
    pub fn units(&self) -> &[Preference] {
        S::flat(self.0.as_ref())
    }

    /// All units, row by row.
    #[inline]
    pub fn units_mut(&mut self) -> &mut [Preference] {
        S::flat_mut(self.0.as_mut())
    }

    /// The unit at a place.
    ///
    /// # Panics
    ///
    /// If it is outside the sheet.
    #[inline]
    pub fn unit(&self, row: usize, column: usize) -> Preference {
        self.rows().row(row).as_ref()[column]
    }

    /// Sets every unit to `f(row, column)`.
    pub fn fill_with(&mut self, mut f: impl FnMut(usize, usize) -> Preference) {
        let side = self.side().get();
        for (row, units) in self.units_mut().chunks_exact_mut(side.max(1)).enumerate() {
            for (column, unit) in units.iter_mut().enumerate() {
                *unit = f(row, column);
            }
        }
    }

    /// The number of units that prefer each of `BINS` equal ranges of orientation, the first from
    /// 0°. Units without preference are not counted.
    pub fn histogram<const BINS: usize>(&self) -> [u32; BINS] {
        let mut bins = [0; BINS];
        for unit in self.units().iter().filter(|unit| unit.exists()) {
            let bin = (u64::from(unit.orientation.0) * BINS as u64) >> 16;
            if let Some(bin) = bins.get_mut(bin as usize) {
                *bin += 1;
            }
        }
        bins
    }

    /// The mean selectivity of all units, from 0 to 1 in steps of 1/(2¹⁶ − 1).
    pub fn selectivity(&self) -> u16 {
        let sum: u32 = self.units().iter().map(|unit| u32::from(unit.selectivity)).sum();
        (sum / (self.units().len() as u32).max(1)) as u16
    }

    /// A hash of the exact map, the same on every machine: 32-bit FNV-1a over each unit's
    /// preference and selectivity, lowest byte first.
    pub fn hash(&self) -> u32 {
        let bytes = self.units().iter().flat_map(|unit| {
            let [a, b] = unit.orientation.0.to_le_bytes();
            let [c, d] = unit.selectivity.to_le_bytes();
            [a, b, c, d]
        });
        bytes.fold(FNV32, fnv32)
    }

    /// The similarity of two maps of one side: 1 − 4·mean d, where d is the difference of a unit's
    /// two preferences over 180°, at most ½ (Stevens et al. 2013). 1 for equal maps, 0 on average
    /// for independent ones, −1 if all preferences are orthogonal.
    ///
    /// Only units with a preference in both maps count; 0 if there are none.
    ///
    /// # Panics
    ///
    /// If the maps have different sides.
    pub fn similarity(&self, other: &Self) -> FixedWide {
        assert!(self.side() == other.side(), "a map of another side");
        let (mut units, mut sum) = (0_u32, 0_u32); // at most 255²·2¹⁵ < 2³¹
        for (a, b) in self.units().iter().zip(other.units()) {
            if a.exists() && b.exists() {
                units += 1;
                sum += u32::from(a.orientation.turn_from(b.orientation).unsigned_abs());
            }
        }
        let share = |sum: u32| (i64::from(sum) << 10) / i64::from(units.max(1)); // 4·2²⁴/2¹⁶
        let one = if units == 0 { 0 } else { 1 << 24 };
        FixedWide::from_bits((one - share(sum)) as i32)
    }
}

impl<const N: usize> Default for OrientationMap<Const<N>> {
    fn default() -> Self {
        Self::new()
    }
}

/// The stability of a development: the mean [similarity](OrientationMap::similarity) of all earlier
/// maps to the last one (Stevens et al. 2013). `None` for fewer than two maps.
///
/// # Panics
///
/// If the maps have different sides.
pub fn stability<S: Side>(maps: &[OrientationMap<S>]) -> Option<FixedWide> {
    let (last, earlier) = maps.split_last()?;
    let sum: i64 = earlier.iter().map(|map| i64::from(map.similarity(last).to_bits())).sum();
    let mean = sum.checked_div(earlier.len() as i64)?;
    Some(FixedWide::from_bits(mean as i32))
}

#[cfg(all(test, lissom_repository))]
mod tests;
