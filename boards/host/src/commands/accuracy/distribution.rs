//! How differences are distributed.

use std::fmt;

/// Differences in ascending order.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution(Vec<f64>);

/// What counts as a large difference.
pub const LARGE: f64 = 1e-3;

impl Distribution {
    /// That of these differences.
    pub fn of(differences: impl Iterator<Item = f64>) -> Self {
        let mut all: Vec<_> = differences.collect();
        all.sort_by(f64::total_cmp);
        Self(all)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The least difference that this share of them does not exceed; 0 where there are none.
    pub fn quantile(&self, share: f64) -> f64 {
        let rank = (share * self.len() as f64).ceil() as usize;
        self.0.get(rank.max(1) - 1).copied().unwrap_or(0.0)
    }

    /// The share of them that a bound does not exceed.
    pub fn above(&self, bound: f64) -> f64 {
        let above = self.0.iter().filter(|&&difference| difference > bound).count();
        above as f64 / self.len().max(1) as f64
    }
}

/// Count, quantiles, worst, and the share above [`LARGE`].
impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:8}", self.len())?;
        for share in [0.5, 0.9, 0.99, 0.999, 1.0] {
            write!(f, "  {:6.1e}", self.quantile(share))?;
        }
        write!(f, "  {:5.1} %", 100.0 * self.above(LARGE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_the_nearest_rank() {
        let hundred = Distribution::of((1..=100).rev().map(|i| f64::from(i) * 1e-4));
        let shares = [0.0, 0.5, 0.99, 0.999, 1.0].map(|share| hundred.quantile(share));
        assert_eq!(shares, [1.0, 50.0, 99.0, 100.0, 100.0].map(|i| i * 1e-4));
        assert_eq!(hundred.above(LARGE), 0.9);
        assert_eq!(
            hundred.to_string(),
            "     100  5.0e-3  9.0e-3  9.9e-3  1.0e-2  1.0e-2   90.0 %"
        );
        let none = Distribution::of([].into_iter());
        assert_eq!((none.quantile(0.5), none.above(0.1)), (0.0, 0.0));
    }
}
