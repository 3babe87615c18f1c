//! Divisive gain control among the LGN's cells (GCAL: Stevens, Law, Antolík and Bednar 2013), so that V1
//! sees the same of a faint picture as of a strong one.
//!
//! A cell with the drive ψ, its rectified difference-of-Gaussians response, first has the activity
//! γ_O·ψ/k, then γ_O·ψ/(k + γ_S·P) with P the first activities pooled over its neighbours of the same
//! kind. Both steps together are g·ψ/(c + Σω·ψ) with g = k/γ_S and c = k²/(γ_S·γ_O): nothing in it leaves
//! 0..=1 but the result, which stops at 1. The pool's Gaussian covers a square, so that it takes a row
//! and a column of weights and no table; ω sums to 1 at the border, too.

use crate::{error::Error, math, number::Number, sheet::Sheet};

/// The numbers of gain control.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GainControlParams {
    /// γ_O, above 0.
    pub gamma_o: f64,
    /// γ_S, above 0.
    pub gamma_s: f64,
    /// k, above 0.
    pub k: f64,
    /// σ of the pool, in cells.
    pub sigma: f64,
    /// The pool reaches so many cells up, down, left and right, rounded.
    pub radius: f64,
}

impl GainControlParams {
    /// The published values, γ_O 14, γ_S 0.6, k 0.11, σ 3 and radius 6 cells, for an LGN whose cells are
    /// `scale` times as dense.
    pub const fn gcal(scale: f64) -> Self {
        Self { gamma_o: 14.0, gamma_s: 0.6, k: 0.11, sigma: 3.0 * scale, radius: 6.0 * scale }
    }
}

/// Exact factors: g, γ_L·c, weights by distance, and by the place on a side 1 over the weights inside.
pub(crate) struct ExactGainControl<const SIDE: usize> {
    pub gain: f64,
    pub offset: f64,
    pub weights: [f64; SIDE],
    pub ratios: [f64; SIDE],
    pub reach: usize,
}

impl<const SIDE: usize> ExactGainControl<SIDE> {
    pub(crate) const fn new(params: &GainControlParams, gamma_l: f64) -> Result<Self, Error> {
        let GainControlParams { gamma_o, gamma_s, k, sigma, radius } = *params;
        if !(sigma > 0.0 && sigma < f64::INFINITY) {
            return Err(Error::Sigma(sigma));
        }
        if !(radius >= 0.0) {
            return Err(Error::Radius(radius));
        }
        let (gain, offset) = (k / gamma_s, gamma_l * k * k / (gamma_s * gamma_o));
        let positive = k > 0.0 && gamma_s > 0.0 && gamma_o > 0.0;
        if !(positive && gain > 0.0 && gain <= 1.0 && offset > 1e-6 && offset <= 1.0) {
            return Err(Error::GainControl);
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
            weights[place] /= full;
            place += 1;
        }
        place = 0;
        while place < SIDE {
            let (mut inside, mut other) = (0.0, 0);
            while other < SIDE {
                inside += weights[place.abs_diff(other)];
                other += 1;
            }
            ratios[place] = 1.0 / inside;
            place += 1;
        }
        Ok(Self { gain, offset, weights, ratios, reach })
    }
}

/// Gain control of an LGN of that side: 8 bytes a row, and 16.
#[derive(Debug, Clone, PartialEq)]
pub struct GainControl<T: Number, const SIDE: usize> {
    pub(crate) gain: T::Wide,
    pub(crate) offset: T::Wide,
    pub(crate) weights: [T::Wide; SIDE],
    pub(crate) ratios: [T::Wide; SIDE],
    pub(crate) reach: usize,
}

impl<T: Number, const SIDE: usize> GainControl<T, SIDE> {
    /// Takes the numbers, and the γ_L that is in the drive.
    ///
    /// # Errors
    ///
    /// [`Error::Sigma`], [`Error::Radius`], and [`Error::GainControl`] for other numbers not above 0, or
    /// such that g is above 1 or γ_L·c outside 10⁻⁶..=1.
    pub fn new(params: &GainControlParams, gamma_l: f64) -> Result<Self, Error> {
        let exact = ExactGainControl::<SIDE>::new(params, gamma_l)?;
        Ok(Self {
            gain: T::wide(exact.gain),
            offset: T::wide(exact.offset),
            weights: exact.weights.map(T::wide),
            ratios: exact.ratios.map(T::wide),
            reach: exact.reach,
        })
    }

    /// Turns the drives of one kind of cells into activities. Cost: twice the pool's side in
    /// multiplications a cell, and a division for each that is active.
    pub(crate) fn apply(&self, cells: &mut Sheet<T, SIDE>, scratch: &mut Sheet<T::Wide, SIDE>) {
        let window =
            |place: usize| place.saturating_sub(self.reach)..(place + self.reach + 1).min(SIDE);
        for (pooled, drives) in scratch.0.iter_mut().zip(&cells.0) {
            for (j, pooled) in pooled.iter_mut().enumerate() {
                let sum = window(j)
                    .filter(|&x| drives[x] != T::ZERO)
                    .map(|x| T::multiply(self.weights[x.abs_diff(j)], drives[x].widen()))
                    .fold(T::WIDE_ZERO, |sum, product| sum + product);
                *pooled = T::multiply(self.ratios[j], sum);
            }
        }
        for (i, cells) in cells.0.iter_mut().enumerate() {
            for (j, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| **cell != T::ZERO) {
                let sum = window(i)
                    .map(|y| T::multiply(self.weights[y.abs_diff(i)], scratch.0[y][j]))
                    .fold(T::WIDE_ZERO, |sum, product| sum + product);
                let pool = self.offset + T::multiply(self.ratios[i], sum);
                *cell = T::quotient(T::multiply(self.gain, cell.widen()), pool);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Fixed16, Fixed32};

    /// Three cells in a corner of a 3 × 3 sheet, a pool of reach 1 with σ such that the neighbours'
    /// weight is half the middle's: in a row 1/4 1/2 1/4, at the border 2/3 1/3.
    fn small<T: Number>() -> Sheet<T, 3> {
        let sigma = libm::sqrt(0.5 / core::f64::consts::LN_2);
        let params = GainControlParams { gamma_o: 8.0, gamma_s: 0.5, k: 0.25, sigma, radius: 1.0 };
        let control = GainControl::<T, 3>::new(&params, 1.0).unwrap();
        let mut cells = Sheet::new();
        cells.0[0][0] = T::from_f64(0.5);
        cells.0[0][1] = T::from_f64(0.25);
        cells.0[2][2] = T::from_f64(0.125);
        control.apply(&mut cells, &mut Sheet::filled(T::WIDE_ZERO));
        cells
    }

    #[test]
    fn by_hand() {
        // g = 1/2, c = 1/64. Rows: (2/3·½ + 1/3·¼, ¼·½ + ½·¼, 1/3·¼) = (5/12, 1/4, 1/12) above, 2/3·⅛ below
        // right; columns: 2/3 of them at the border
        let expected = [
            (0, 0, 0.25 / (1.0 / 64.0 + 5.0 / 18.0)),
            (0, 1, 0.125 / (1.0 / 64.0 + 1.0 / 6.0)),
            (2, 2, 0.0625 / (1.0 / 64.0 + 1.0 / 18.0)),
        ];
        let check = |cell: &dyn Fn(usize, usize) -> f64, tolerance: f64| {
            for (i, j, expected) in expected {
                assert!((cell(i, j) - expected).abs() < tolerance, "{i} {j} {}", cell(i, j));
            }
            assert_eq!(cell(1, 1), 0.0);
        };
        check(&|i, j| small::<f64>().0[i][j], 1e-14);
        check(&|i, j| small::<f32>().0[i][j].into(), 1e-6);
        check(&|i, j| small::<Fixed32>().0[i][j].to_f64(), 3e-6);
        check(&|i, j| small::<Fixed16>().0[i][j].to_f64(), 5e-5);
    }

    #[test]
    fn contrast_matters_little() {
        let control = GainControl::<f64, 24>::new(&GainControlParams::gcal(1.0), 1.0).unwrap();
        let at = |contrast: f64| {
            let mut cells = Sheet::<f64, 24>::new();
            cells.fill_with(|i, j| if i == 12 { 0.3 * contrast } else { 0.0 * j as f64 });
            control.apply(&mut cells, &mut Sheet::filled(0.0));
            cells.0[12][12]
        };
        assert!(at(1.0) / at(0.1) < 1.5, "{} {}", at(1.0), at(0.1));
        assert!(GainControl::<f64, 24>::new(&GainControlParams::gcal(-1.0), 1.0).is_err());
    }
}
