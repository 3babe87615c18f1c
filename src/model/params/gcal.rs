//! GCAL: Stevens, Law, Antolík and Bednar (2013), J Neurosci 33(40).

use super::Params;
use crate::{
    geometry::Placement,
    math,
    model::{GainControlParams, PoolShape},
};

/// The published numbers, in units of length: V1 is 1 × 1, or 1.5 × 1.5 with the border that is not
/// analysed.
const R_L: f64 = 0.375;
const R_POOL: f64 = 0.25;
const R_A: f64 = 0.270_83;
const R_E: f64 = 0.104;
const R_I: f64 = 0.229_17;

impl Params {
    /// GCAL with all sides equal, for two afferent sheets: the values of Stevens, Law, Antolík and
    /// Bednar (2013), whose LGN has 24 cells and whose V1 has 98 units a unit of length, scaled to
    /// r_A and r_E of [`notebook`](Self::notebook). σ is the identity between 0 and 1: thresholds
    /// come from [`homeostasis`](crate::learning::Homeostasis), and contrast from [gain
    /// control](crate::model::GainControl), whose scale is `r_a / 6.5`.
    pub const fn gcal(side: usize) -> Self {
        let notebook = Self::notebook(side);
        let (lgn, cortex) = (notebook.r_a / 6.5, side as f64);
        Self {
            sigma_center: 0.888 * lgn,
            sigma_surround: 3.6 * lgn,
            r_l: 9.0 * lgn,
            gamma_l: 1.0,
            r_i: 0.23 * cortex,
            sigma_a: notebook.r_a,
            sigma_e: 0.025 * cortex,
            sigma_i: 0.075 * cortex,
            gamma_a: 1.5,
            gamma_e: 1.7,
            gamma_i: 1.4,
            theta_lower: 0.0,
            theta_upper: 1.0,
            steps: 16,
            ..notebook
        }
    }

    /// GCAL as the script of Stevens, Law, Antolík and Bednar (2013) computes it in Topographica,
    /// with the sides of LGN and V1: 72 and 147 as published. V1 covers 1.5 × 1.5 units of length,
    /// of which the middle 1 × 1 is for analysis; around it LGN and retina have margins, so that no
    /// afferent field is cut. The retina's side is 1.25 times the LGN's: 90. For two afferent
    /// sheets, with [`GainControlParams::gcal_2013`] and
    /// [`TrainingParams::gcal_2013`](crate::learning::TrainingParams::gcal_2013).
    pub const fn gcal_2013(lgn: usize, cortex: usize) -> Self {
        Self::topographica(lgn, cortex, 1.5)
    }

    /// GCAL as Topographica's later model computes it, with the sides of LGN and V1: 60 and 48 in
    /// its regression test. V1 covers 1 × 1 units of length and is analysed whole. The retina's
    /// side is 1.3 times the LGN's: 78. Otherwise as [`gcal_2013`](Self::gcal_2013).
    pub const fn gcal_topographica(lgn: usize, cortex: usize) -> Self {
        Self::topographica(lgn, cortex, 1.0)
    }

    /// The same with an LGN that only amplifies, and stops at 8: of the models AL and L, which have
    /// no gain control; γ_L is 13.98 there.
    #[must_use]
    pub const fn without_gain_control(self, gamma_l: f64) -> Self {
        Self { gamma_l, lgn_theta_upper: 8.0, lgn_ceiling: 8.0, ..self }
    }

    const fn topographica(lgn: usize, cortex: usize, area: f64) -> Self {
        // the LGN extends 0.75 beyond V1, and the retina 0.375 beyond the LGN
        let (per_lgn, per_v1) = (lgn as f64 / (area + 1.5), cortex as f64 / area);
        let margin = math::round(0.75 * per_lgn) as u8;
        Self {
            retina: lgn + 2 * math::round(R_L * per_lgn) as usize,
            placement: Placement::Cells { margin },
            r_l: reach(R_L * per_lgn),
            sigma_center: 0.073_85 / 2.0 * per_lgn,
            sigma_surround: 0.295_4 / 2.0 * per_lgn,
            gamma_l: 1.0,
            r_a: reach(R_A * per_lgn),
            r_e: reach(R_E * per_v1),
            r_i: reach(R_I * per_v1),
            sigma_a: 0.541_66 / 2.0 * per_lgn,
            sigma_e: 0.025 * per_v1,
            sigma_i: 0.075 * per_v1,
            gamma_a: 1.5,
            gamma_e: 1.7,
            gamma_i: 1.4,
            theta_lower: 0.0,
            theta_upper: 4.0,
            lgn_ceiling: 2.0,
            v1_ceiling: 4.0,
            steps: 15,
            ..Self::pylissom(lgn, cortex)
        }
    }
}

impl GainControlParams {
    /// Those of the published script, for an LGN of that side that extends over 3 units of length:
    /// γ_O 13.98, γ_S 0.6, k 0.11, and a disc of σ 3 cells where the LGN has 24 a unit.
    pub const fn gcal_2013(lgn: usize) -> Self {
        Self::topographica(13.98, lgn as f64 / 3.0)
    }

    /// Those of Topographica's later model, for an LGN of that side that extends over 2.5 units of
    /// length: γ_O 2.33, otherwise as [`gcal_2013`](Self::gcal_2013).
    pub const fn gcal_topographica(lgn: usize) -> Self {
        Self::topographica(2.33, lgn as f64 / 2.5)
    }

    const fn topographica(gamma_o: f64, per_lgn: f64) -> Self {
        let (sigma, radius) = (0.125 * per_lgn, reach(R_POOL * per_lgn));
        Self { gamma_o, gamma_s: 0.6, k: 0.11, sigma, radius, shape: PoolShape::Disc }
    }
}

/// The radius of the disc that Topographica makes of one: it ends half a cell beyond the last whole
/// one, and before a cell that it would just reach.
const fn reach(cells: f64) -> f64 {
    let whole = cells as usize;
    let just = cells == whole as f64;
    let reach = if just && whole > 1 { whole - 1 } else { whole };
    (if reach > 1 { reach } else { 1 }) as f64 + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geometry::connections_of, weights::disc_taps};

    /// Sheets, discs and connections that the original program prints for both.
    #[test]
    fn sheets_and_discs_are_the_original_ones() {
        let legacy = Params::gcal_topographica(60, 48);
        assert_eq!((legacy.retina, legacy.placement), (78, Placement::Cells { margin: 18 }));
        let taps = |side, radius| disc_taps(side, radius);
        assert_eq!([taps(78, legacy.r_l), taps(60, legacy.r_a)], [225, 137]);
        assert_eq!([taps(48, legacy.r_e), taps(48, legacy.r_i)], [69, 421]);
        let pool = GainControlParams::gcal_topographica(60);
        assert_eq!((taps(60, pool.radius), pool.sigma), (97, 3.0));
        let all = |input, radius, placement| connections_of(placement, input, 48, radius);
        assert_eq!(all(60, legacy.r_a, legacy.placement), 315_648);
        assert_eq!(all(48, legacy.r_e, Placement::Corners), 146_160);
        assert_eq!(all(48, legacy.r_i, Placement::Corners), 780_768);

        let paper = Params::gcal_2013(72, 147);
        assert_eq!((paper.retina, paper.placement), (90, Placement::Cells { margin: 18 }));
        assert_eq!([paper.r_l, paper.r_a, paper.r_e, paper.r_i], [8.5, 6.5, 10.5, 22.5]);
    }
}
