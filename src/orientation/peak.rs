//! The peak of a spectrum, by the fit that Kaschube et al. (Science 2010) and Stevens et al. (2013)
//! measure map periods with.

use crate::math;

/// a₀·exp(−(k − k_max)²/2σ²) + a₃ + a₄·k + a₅·k², fitted by least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// The Gaussian's centre, in periods per side.
    pub k_max: f64,
    /// The Gaussian's σ, in periods per side.
    pub sigma: f64,
    /// a₀, a₃, a₄, a₅
    pub coefficients: [f64; 4],
    /// The sum of the squared differences from the data.
    pub error: f64,
}

impl Peak {
    /// Fits points \[k, P\] with rising k by a Gaussian whose centre lies between two `centres`;
    /// `None` for fewer than five points, for numbers that are not finite, and if there is no peak
    /// above the parabola.
    ///
    /// The four coefficients follow from the centre and σ, which are searched: on a grid of
    /// quarters of a period, then ever finer around the best.
    pub fn fit(points: impl Iterator<Item = [f64; 2]> + Clone, centres: [f64; 2]) -> Option<Self> {
        let [last, _] = points.clone().last()?;
        let [nearest, farthest] = [centres[0].max(0.0), centres[1].min(last)];
        let mut numbers = points.clone().flatten().chain(centres);
        let is_finite = numbers.all(f64::is_finite);
        if points.clone().count() < 5 || !is_finite || nearest > farthest {
            return None;
        }
        // narrower Gaussians lie between two frequencies, wider ones are a slope of the parabola
        let (narrowest, widest) = (0.4, (last / 4.0).max(0.5));
        let better = |best: Option<Self>, k_max: f64, sigma: f64| {
            let (k_max, sigma) = (k_max.clamp(nearest, farthest), sigma.clamp(narrowest, widest));
            let found =
                solve(points.clone(), last, k_max, sigma).filter(|peak| peak.coefficients[0] > 0.0);
            match (best, found) {
                (Some(best), Some(found)) if found.error < best.error => Some(found),
                (None, found) => found,
                _ => best,
            }
        };
        let mut best = None;
        for quarter in (4.0 * nearest) as usize..=(4.0 * farthest) as usize {
            let mut sigma = narrowest;
            while sigma < widest * 1.3 {
                best = better(best, quarter as f64 / 4.0, sigma);
                sigma *= 1.3;
            }
        }
        let (mut along, mut across) = (0.25, 0.3);
        while along > 1e-5 {
            let centre = best?;
            for (x, y) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                best = better(best, centre.k_max + x * along, centre.sigma * (1.0 + y * across));
            }
            if best == Some(centre) {
                (along, across) = (along / 2.0, across / 2.0);
            }
        }
        best
    }

    /// The fitted curve at k.
    pub fn at(&self, k: f64) -> f64 {
        let d = (k - self.k_max) / self.sigma;
        self.coefficients[0] * math::exp(-0.5 * d * d) + self.ground(k)
    }

    /// The parabola below the Gaussian at k.
    pub fn ground(&self, k: f64) -> f64 {
        let [_, constant, slope, square] = self.coefficients;
        constant + k * (slope + k * square)
    }
}

/// The coefficients for a centre and σ, from the normal equations. k counts in units of `scale`, so
/// that the equations are well conditioned.
fn solve(
    points: impl Iterator<Item = [f64; 2]> + Clone,
    scale: f64,
    k_max: f64,
    sigma: f64,
) -> Option<Peak> {
    let basis = |k: f64| {
        let (d, x) = ((k - k_max) / sigma, k / scale);
        [math::exp(-0.5 * d * d), 1.0, x, x * x]
    };
    let data = points.map(|[k, p]| (basis(k), p));
    let mut equations = [[0.0; 5]; 4];
    for (basis, p) in data.clone() {
        for (equation, a) in equations.iter_mut().zip(basis) {
            for (sum, b) in equation.iter_mut().zip(basis.into_iter().chain([p])) {
                *sum += a * b;
            }
        }
    }
    let a = eliminate(equations)?;
    let error = data
        .map(|(basis, p)| p - basis.iter().zip(a).map(|(basis, a)| basis * a).sum::<f64>())
        .map(|difference| difference * difference)
        .sum();
    let coefficients = [a[0], a[1], a[2] / scale, a[3] / (scale * scale)];
    Some(Peak { k_max, sigma, coefficients, error })
}

/// Solves four equations by elimination; they are positive definite, so no pivot is sought.
fn eliminate(mut equations: [[f64; 5]; 4]) -> Option<[f64; 4]> {
    for pivot in 0..4 {
        let row = equations[pivot];
        for lower in &mut equations[pivot + 1..] {
            let factor = lower[pivot] / row[pivot];
            for (x, above) in lower.iter_mut().zip(row) {
                *x -= factor * above;
            }
        }
    }
    let mut solution = [0.0; 4];
    for pivot in (0..4).rev() {
        let known: f64 = (pivot + 1..4).map(|i| equations[pivot][i] * solution[i]).sum();
        solution[pivot] = (equations[pivot][4] - known) / equations[pivot][pivot];
    }
    solution.iter().all(|a| a.is_finite()).then_some(solution)
}

#[cfg(all(test, lissom_repository))]
mod tests;
