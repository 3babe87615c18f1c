//! One Gaussian kernel for all units of a sheet: for gain control, and for lateral excitation that does
//! not learn.
//!
//! It covers a square, not a disc, and so is the product of a row and a column: 2·(2·reach + 1)
//! multiplications a unit, and 8 bytes for each row of the sheet where a projection takes 2 for each
//! connection. At 4 σ, GCAL's excitatory radius, square and disc differ by less than 10⁻³. Cut by the
//! border, the kernel still sums to 1.

use crate::{
    error::Error,
    halves::{Halves, at_rows},
    math,
    number::Number,
    sheet::Sheet,
};

/// Exact weights by distance, and by the place along a side 1 over the sum of the weights inside.
pub(crate) struct ExactPool<const SIDE: usize> {
    pub weights: [f64; SIDE],
    pub ratios: [f64; SIDE],
    pub reach: usize,
}

impl<const SIDE: usize> ExactPool<SIDE> {
    pub(crate) const fn new(sigma: f64, radius: f64) -> Result<Self, Error> {
        if !(sigma > 0.0 && sigma < f64::INFINITY) {
            return Err(Error::Sigma(sigma));
        }
        if radius.is_nan() || radius < 0.0 {
            return Err(Error::Radius(radius));
        }
        let most = SIDE.saturating_sub(1);
        let reach = if radius < most as f64 { math::round(radius) as usize } else { most };
        let (mut weights, mut full, mut d) = ([0.0; SIDE], 0.0, 0);
        while d <= reach && d < SIDE {
            let z = d as f64 / sigma;
            weights[d] = math::exp(-0.5 * z * z);
            full += weights[d] * if d == 0 { 1.0 } else { 2.0 };
            d += 1;
        }
        let (mut ratios, mut place) = ([0.0; SIDE], 0);
        while place < SIDE {
            let (mut inside, mut other) = (0.0, 0);
            while other < SIDE {
                inside += weights[place.abs_diff(other)];
                other += 1;
            }
            ratios[place] = full / inside;
            place += 1;
        }
        place = 0;
        while place < SIDE {
            weights[place] /= full;
            place += 1;
        }
        Ok(Self { weights, ratios, reach })
    }
}

/// A Gaussian kernel that all units of a sheet share.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool<T: Number, const SIDE: usize> {
    pub(crate) weights: [T::Wide; SIDE],
    pub(crate) ratios: [T::Wide; SIDE],
    pub(crate) reach: usize,
}

impl<T: Number, const SIDE: usize> Pool<T, SIDE> {
    /// A kernel of that σ that reaches `radius` cells, rounded, up, down, left and right.
    ///
    /// # Errors
    ///
    /// [`Error::Sigma`], [`Error::Radius`].
    pub fn new(sigma: f64, radius: f64) -> Result<Self, Error> {
        let ExactPool { weights, ratios, reach } = ExactPool::<SIDE>::new(sigma, radius)?;
        Ok(Self { weights: weights.map(T::wide), ratios: ratios.map(T::wide), reach })
    }

    /// The response γ·Σ weight·activity of every unit.
    pub fn respond(
        &self,
        gain: T::Wide,
        source: &Sheet<T, SIDE>,
        response: &mut Sheet<T::Wide, SIDE>,
    ) {
        self.respond_in(&mut (), gain, source, response);
    }

    /// The same in halves: of the rows, then of the columns.
    pub fn respond_in(
        &self,
        halves: &mut impl Halves,
        gain: T::Wide,
        source: &Sheet<T, SIDE>,
        response: &mut Sheet<T::Wide, SIDE>,
    ) {
        at_rows(halves, 0, &mut response.0, &|first, rows| {
            for (out, cells) in rows.iter_mut().zip(&source.0[first..]) {
                if cells.iter().all(|&cell| cell == T::ZERO) {
                    out.fill(T::WIDE_ZERO);
                } else {
                    *out = self.along(&cells.map(T::widen));
                }
            }
        });
        transpose(&mut response.0);
        at_rows(halves, 0, &mut response.0, &|_, columns| {
            for column in columns {
                *column = self.along(column).map(|sum| T::multiply(gain, sum));
            }
        });
        transpose(&mut response.0);
    }

    /// Σ weight·cell around every place of a row or column.
    #[inline(never)]
    fn along(&self, cells: &[T::Wide; SIDE]) -> [T::Wide; SIDE] {
        let mut sums = self.ratios;
        for (place, ratio) in sums.iter_mut().enumerate() {
            let (first, end) = (place.saturating_sub(self.reach), place + self.reach + 1);
            let sum = (first..end.min(SIDE))
                .filter(|&other| cells[other] != T::WIDE_ZERO)
                .map(|other| T::multiply(self.weights[other.abs_diff(place)], cells[other]))
                .fold(T::WIDE_ZERO, |sum, product| sum + product);
            *ratio = T::multiply(*ratio, sum);
        }
        sums
    }
}

fn transpose<W: Copy, const SIDE: usize>(rows: &mut [[W; SIDE]; SIDE]) {
    for i in 1..SIDE {
        let (above, below) = rows.split_at_mut(i);
        for (row, cell) in above.iter_mut().zip(&mut below[0]) {
            core::mem::swap(&mut row[i], cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fixed16, Kernel, Weights, field};

    type All = field!(9, 9, f64::INFINITY);

    /// Unlimited, a square is a disc.
    fn difference<T: Number>() -> f64 {
        let all = All::new(f64::INFINITY);
        let mut weights = std::boxed::Box::new(Weights::<T, { All::CONNECTIONS }>::new());
        weights.fill(&all, Kernel::cortex(1.3, None)).unwrap();
        let mut cells = Sheet::new();
        cells.fill_with(|i, j| T::from_f64(if i == j || i == 3 { 0.7 } else { 0.0 }));
        let [mut one, mut two] = [(); 2].map(|()| Sheet::filled(T::WIDE_ZERO));
        weights.on(&all).respond(T::wide(0.9), &cells, &mut one);
        Pool::<T, 9>::new(1.3, 99.0).unwrap().respond(T::wide(0.9), &cells, &mut two);
        let pairs = one.units().iter().zip(two.units());
        pairs.map(|(&a, &b)| (T::wide_to_f64(a) - T::wide_to_f64(b)).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn is_the_gaussian_projection() {
        assert!(difference::<f64>() < 1e-15, "{}", difference::<f64>());
        assert!(difference::<Fixed16>() < 3e-5, "{}", difference::<Fixed16>());
    }

    #[test]
    fn by_hand() {
        // e^(−1/2σ²) = 1/2: a row of weights ¼ ½ ¼, at the border ⅔ ⅓
        let sigma = libm::sqrt(0.5 / core::f64::consts::LN_2);
        let mut cells = Sheet::<f64, 3>::new();
        cells.0[0] = [1.0, 0.5, 0.0];
        let mut response = Sheet::filled(0.0);
        Pool::new(sigma, 1.0).unwrap().respond(2.0, &cells, &mut response);
        let row = [5.0 / 6.0, 0.5, 1.0 / 6.0];
        let expected = [2.0 / 3.0, 0.25, 0.0].map(|share| row.map(|sum| 2.0 * share * sum));
        for (ours, expected) in response.units().iter().zip(expected.as_flattened()) {
            assert!((ours - expected).abs() < 1e-14, "{ours} {expected}");
        }
        assert_eq!(Pool::<f64, 3>::new(0.0, 1.0), Err(Error::Sigma(0.0)));
        assert_eq!(Pool::<f64, 3>::new(1.0, -1.0), Err(Error::Radius(-1.0)));
    }
}
