//! How each unit is tuned.

use crate::responses::Responses;
use lissom::side::Side;

/// How the units of a map are tuned, each at its best period; arrays are row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuning {
    side: usize,
    /// How many orientations the curves have, equally spaced from 0°.
    pub orientations: usize,
    /// The largest response over all phases to each orientation, unit after unit.
    pub curves: Vec<f64>,
    /// The largest response of all.
    pub largest: Vec<f64>,
    /// The period of the grating with the largest response, in retina cells.
    pub best_period: Vec<f64>,
    /// The phase that the unit prefers, in degrees: the angle of Σ r_φ·exp(iφ) at the orientation
    /// and the period with the largest response, for gratings whose phase counts from the retina's
    /// middle.
    pub phase: Vec<f64>,
    /// 2·|Σ r_φ·exp(iφ)| / Σ r_φ there: 0 where every phase gives one response, above 1 for what
    /// is called a simple cell.
    pub modulation: Vec<f64>,
    /// 1 − |Σ r_θ·exp(2iθ)| / Σ r_θ over the curve: 0 for one orientation alone, 1 for none.
    pub circular_variance: Vec<f64>,
    /// Half the width of the curve at half its height, in degrees, linear between orientations; NaN
    /// where it does not fall so far.
    pub half_width: Vec<f64>,
}

impl Tuning {
    /// That of all units.
    pub fn of(responses: &Responses) -> Self {
        let (method, side) = (responses.method(), responses.side().get());
        let (orientations, phases) = (method.orientations(), method.phases());
        let (periods, units) = (method.periods(), side * side);
        let mut all = Self {
            side,
            orientations,
            curves: Vec::with_capacity(units * orientations),
            largest: Vec::with_capacity(units),
            best_period: Vec::with_capacity(units),
            phase: Vec::with_capacity(units),
            modulation: Vec::with_capacity(units),
            circular_variance: Vec::with_capacity(units),
            half_width: Vec::with_capacity(units),
        };
        for unit in 0..units {
            let over_phases = |period: usize, orientation: usize| {
                let each =
                    (0..phases).map(|phase| responses.of(unit, [period, orientation, phase]));
                each.fold(0.0, f64::max)
            };
            let mut best = (0.0, [0, 0]);
            for period in 0..periods.len() {
                for orientation in 0..orientations {
                    let response = over_phases(period, orientation);
                    if response > best.0 {
                        best = (response, [period, orientation]);
                    }
                }
            }
            let (largest, [period, orientation]) = best;
            let curve: Vec<_> =
                (0..orientations).map(|orientation| over_phases(period, orientation)).collect();
            let by_phase =
                (0..phases).map(|phase| responses.of(unit, [period, orientation, phase]));
            let (angle, length) = direction(by_phase, phases);
            all.largest.push(largest);
            all.best_period.push(periods.get(period).copied().unwrap_or(f64::NAN));
            all.phase.push(angle.to_degrees().rem_euclid(360.0));
            all.modulation.push(2.0 * length);
            all.circular_variance.push(1.0 - direction(curve.iter().copied(), orientations).1);
            all.half_width.push(half_width(&curve, orientation));
            all.curves.extend(curve);
        }
        all
    }

    /// The median half width of the units that have one.
    pub fn median_half_width(&self) -> Option<f64> {
        let mut known: Vec<_> = self.half_width.iter().copied().filter(|x| x.is_finite()).collect();
        known.sort_by(f64::total_cmp);
        known.get(known.len() / 2).copied()
    }

    /// The mean of an array.
    pub fn mean(array: &[f64]) -> f64 {
        array.iter().sum::<f64>() / array.len().max(1) as f64
    }

    /// An array for each of its fields: a name, a shape and numbers.
    pub fn arrays(&self) -> impl Iterator<Item = (&'static str, Vec<u64>, Vec<f64>)> {
        let side = self.side as u64;
        let curves = (vec![side, side, self.orientations as u64], self.curves.clone());
        let sheets = [
            ("largest", &self.largest),
            ("best-period", &self.best_period),
            ("phase", &self.phase),
            ("modulation", &self.modulation),
            ("circular-variance", &self.circular_variance),
            ("half-width", &self.half_width),
        ];
        let sheets = sheets.map(|(name, array)| (name, vec![side; 2], array.clone()));
        [("tuning", curves.0, curves.1)].into_iter().chain(sheets)
    }
}

/// The angle of Σ r·exp(2πi·n/count), and its length over Σ r; 0 where all are 0.
fn direction(responses: impl Iterator<Item = f64>, count: usize) -> (f64, f64) {
    let step = std::f64::consts::TAU / count.max(1) as f64;
    let [x, y, sum] = responses.enumerate().fold([0.0; 3], |[x, y, sum], (n, r)| {
        let (sin, cos) = (n as f64 * step).sin_cos();
        [x + r * cos, y + r * sin, sum + r]
    });
    (y.atan2(x), if sum > 0.0 { x.hypot(y) / sum } else { 0.0 })
}

/// Half the width, in degrees, of a curve at half the height that it has at `peak`.
fn half_width(curve: &[f64], peak: usize) -> f64 {
    let count = curve.len();
    let half = curve[peak] / 2.0;
    if half <= 0.0 {
        return f64::NAN;
    }
    // steps until the curve falls below half, to either side
    let fall = |at: fn(usize, usize, usize) -> usize| {
        (1..count).find_map(|step| {
            let (before, after) = (curve[at(peak, step - 1, count)], curve[at(peak, step, count)]);
            (after < half).then(|| (step - 1) as f64 + (before - half) / (before - after))
        })
    };
    let right = fall(|peak, step, count| (peak + step) % count);
    let left = fall(|peak, step, count| (peak + count - step) % count);
    let both = right.zip(left).map(|(right, left)| right + left);
    both.map_or(f64::NAN, |steps| steps / 2.0 * 180.0 / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::{Analysis, Response};

    /// Two units with known tuning: exp(κ·(cos 2(θ − θ₀) − 1)) times ½ + ½·cos(φ − φ₀), each
    /// best at a period of its own.
    #[test]
    fn known_curves_are_found() {
        let analysis = Analysis {
            orientations: 36,
            phases: 12,
            periods: vec![4.0, 9.0],
            response: Response::Settled,
            region: 1.0,
        };
        let method = analysis.method(2).unwrap();
        let mut responses = Responses::new(&method).unwrap();
        // preference, phase, best period and κ of the four units
        let units = [
            (30.0, 90.0, 0, 2.0),
            (150.0, 200.0, 1, 1.0),
            (85.0, 0.0, 1, 4.0),
            (0.0, 300.0, 0, 0.2),
        ];
        let response = |unit: usize, period: usize, orientation: usize, phase: usize| {
            let (theta, phi, best, kappa): (f64, f64, usize, f64) = units[unit];
            let turn = (2.0 * (orientation as f64 * 5.0 - theta)).to_radians().cos();
            let drift = 0.5 + 0.5 * (phase as f64 * 30.0 - phi).to_radians().cos();
            (kappa * (turn - 1.0)).exp() * drift * if period == best { 0.9 } else { 0.6 }
        };
        for period in 0..2 {
            for orientation in 0..36 {
                for phase in 0..12 {
                    let all = (0..4).map(|unit| response(unit, period, orientation, phase));
                    responses.record(all.map(|r| (r * 16_777_216.0).round() as i32));
                }
            }
        }
        let tuning = Tuning::of(&responses);
        let map = responses.map().unwrap();
        for (unit, (theta, phi, best, kappa)) in units.into_iter().enumerate() {
            let preferred = map.units()[unit].orientation.degrees();
            let turn = (preferred - theta + 90.0).rem_euclid(180.0) - 90.0;
            assert!(turn.abs() < 0.1, "{preferred} {theta}");
            let turn = (tuning.phase[unit] - phi + 180.0).rem_euclid(360.0) - 180.0;
            assert!(turn.abs() < 0.1, "{} {phi}", tuning.phase[unit]);
            assert_eq!(tuning.best_period[unit], [4.0, 9.0][best]);
            assert!((tuning.modulation[unit] - 1.0).abs() < 1e-3);
            let selectivity = f64::from(map.units()[unit].selectivity) / 65_535.0;
            assert!((tuning.circular_variance[unit] + selectivity - 1.0).abs() < 1e-3);
            // exp(κ·(cos 2w − 1)) = ½
            let cos: f64 = 1.0 - 2.0_f64.ln() / kappa;
            if cos < -1.0 {
                assert!(tuning.half_width[unit].is_nan());
            } else {
                let exact = cos.acos().to_degrees() / 2.0;
                let found = tuning.half_width[unit];
                assert!((found - exact).abs() < 0.1, "{found} {exact}");
            }
        }
        assert_eq!(tuning.curves.len(), 4 * 36);
    }
}
