//! What every unit prefers.

use super::angle::Orientation;
use crate::number::FixedWide;

/// A unit's preferred orientation, and how much it prefers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Preference {
    /// Half the angle of the vector sum; meaningless where the selectivity is 0.
    pub orientation: Orientation,
    /// The vector sum's length over the sum of the lengths, from 0 to 1 in steps of 1/(2¹⁶ − 1).
    pub selectivity: u16,
}

impl Preference {
    /// Of the vector sum `(x, y)` of vectors whose lengths add up to `total`, each within ±2³⁰.
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

/// The preference of every unit of a sheet, `[row][column]`: 4 bytes a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrientationMap<const SIDE: usize>(pub [[Preference; SIDE]; SIDE]);

impl<const SIDE: usize> OrientationMap<SIDE> {
    /// No unit prefers anything.
    pub const fn new() -> Self {
        Self([[Preference { orientation: Orientation(0), selectivity: 0 }; SIDE]; SIDE])
    }

    /// Sets every unit to `f(row, column)`.
    pub fn fill_with(&mut self, mut f: impl FnMut(usize, usize) -> Preference) {
        for (row, units) in self.0.iter_mut().enumerate() {
            for (column, unit) in units.iter_mut().enumerate() {
                *unit = f(row, column);
            }
        }
    }

    /// All units, row by row.
    pub const fn units(&self) -> &[Preference] {
        self.0.as_flattened()
    }

    /// How many units prefer each of `BINS` equal ranges of orientation, the first from 0°. Units
    /// without preference are in none.
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

    /// A hash of the exact map, the same on every machine: 32-bit FNV-1a over each unit's preference
    /// and selectivity, lowest byte first.
    pub fn hash(&self) -> u32 {
        let bytes = self.units().iter().flat_map(|unit| {
            let [a, b] = unit.orientation.0.to_le_bytes();
            let [c, d] = unit.selectivity.to_le_bytes();
            [a, b, c, d]
        });
        bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// How similar two maps are: 1 − 4·mean d, where d is the difference of a unit's two
    /// preferences as a share of 180°, at most ½ (Stevens et al. 2013). 1 for the same map, 0 in the
    /// mean of independent ones, −1 where all preferences are orthogonal.
    ///
    /// Units that in one of the maps have no preference do not count; 0 if none does.
    pub fn similarity(&self, other: &Self) -> FixedWide {
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

impl<const SIDE: usize> Default for OrientationMap<SIDE> {
    fn default() -> Self {
        Self::new()
    }
}

/// The stability of a development: the mean [similarity](OrientationMap::similarity) of its maps to
/// the last one, that one not included (Stevens et al. 2013). `None` of fewer than two maps.
pub fn stability<const SIDE: usize>(maps: &[OrientationMap<SIDE>]) -> Option<FixedWide> {
    let (last, earlier) = maps.split_last()?;
    let sum: i64 = earlier.iter().map(|map| i64::from(map.similarity(last).to_bits())).sum();
    let mean = sum.checked_div(earlier.len() as i64)?;
    Some(FixedWide::from_bits(mean as i32))
}

#[cfg(test)]
mod tests {
    use super::{super::testing::random_map, *};

    #[test]
    fn selectivity_is_a_ratio() {
        for shift in [0, 7, 14, 24] {
            let preference = Preference::of(0, 3 << shift, 4 << shift);
            assert_eq!(preference.orientation.degrees(), 45.0);
            assert!(preference.selectivity.abs_diff(49_151) <= 1, "{}", preference.selectivity);
        }
        assert_eq!(Preference::of(-5, 0, 5).selectivity, u16::MAX);
        assert!(!Preference::of(0, 0, 5).exists() && !Preference::of(0, 0, 0).exists());
        assert_eq!(Preference::of(1 << 30, 0, 1 << 30).selectivity, u16::MAX);
    }

    #[test]
    fn hash_is_fnv_1a() {
        let unit = |a: [u8; 2], b| Preference {
            orientation: Orientation(u16::from_le_bytes(a)),
            selectivity: u16::from_le_bytes(b),
        };
        let map = OrientationMap([[unit(*b"fo", *b"ob")]]);
        let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        // the published FNV-1a of "foobar"
        assert_eq!(step(step(map.hash(), b'a'), b'r'), 0xbf9c_f968);
    }

    #[test]
    fn histogram_counts_what_exists() {
        let mut map = OrientationMap::<4>::new();
        assert_eq!(map.histogram::<4>(), [0; 4]);
        map.fill_with(|row, column| Preference {
            orientation: Orientation::step(row as u16, 4),
            selectivity: u16::from(column > 0) * 1000,
        });
        assert_eq!(map.histogram::<4>(), [3; 4]);
        assert_eq!(map.histogram::<2>(), [6, 6]);
        assert!(map.histogram::<0>().is_empty());
        assert_eq!(map.selectivity(), 750);
    }

    #[test]
    fn similarity_has_its_three_values() {
        let map = random_map::<255>(1);
        assert_eq!(map.similarity(&map), 1);
        let mut orthogonal = map.clone();
        orthogonal.fill_with(|row, column| {
            let mut unit = map.0[row][column];
            unit.orientation.0 = unit.orientation.0.wrapping_add(1 << 15);
            unit
        });
        assert_eq!(map.similarity(&orthogonal), -1);
        // a mean of 65,025 numbers of standard deviation 1/√3
        let chance = map.similarity(&random_map(2)).to_num::<f64>();
        assert!(chance.abs() < 0.01, "{chance}");
        assert_eq!(map.similarity(&OrientationMap::new()), 0);
        let map = random_map::<32>(1);
        let chance = map.similarity(&random_map(2)).to_num::<f64>();
        let stages = [*random_map(2), *map.clone(), *map];
        let stability = stability(&stages).unwrap().to_num::<f64>();
        assert!((stability - (1.0 + chance) / 2.0).abs() < 1e-6, "{stability}");
        assert_eq!(super::stability(&stages[..1]), None);
    }
}
