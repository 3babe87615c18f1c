//! Everything a network is built from, as numbers; and the presets.

use crate::{error::Error, kernel::Kernel, number::MAX_GAIN};

/// The numbers of a network. Radii and σs are in cells of the source sheet; see the
/// [presets](Self::pylissom) for how they follow from the sides.
///
/// ```
/// use lissom::Params;
/// const SMALL: Params = Params { seed: Some(7), ..Params::notebook(24) };
/// assert_eq!(SMALL.r_a, 24.0 / 4.0 + 0.5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Params {
    /// The retina's side.
    pub retina: usize,
    /// The LGN's side.
    pub lgn: usize,
    /// V1's side.
    pub cortex: usize,
    /// Radius of the LGN's fields.
    pub r_l: f64,
    /// σ of the LGN's center.
    pub sigma_center: f64,
    /// σ of the LGN's surround.
    pub sigma_surround: f64,
    /// γ_L
    pub gamma_l: f64,
    /// θ_l of the LGN.
    pub lgn_theta_lower: f64,
    /// θ_u of the LGN.
    pub lgn_theta_upper: f64,
    /// Radius of the afferent fields, in LGN cells.
    pub r_a: f64,
    /// Radius of the excitatory fields, in V1 cells.
    pub r_e: f64,
    /// Radius of the inhibitory fields, in V1 cells.
    pub r_i: f64,
    /// σ of the initial afferent weights.
    pub sigma_a: f64,
    /// σ of the initial excitatory weights.
    pub sigma_e: f64,
    /// σ of the initial inhibitory weights.
    pub sigma_i: f64,
    /// γ_A
    pub gamma_a: f64,
    /// γ_E
    pub gamma_e: f64,
    /// γ_I
    pub gamma_i: f64,
    /// θ_l of V1.
    pub theta_lower: f64,
    /// θ_u of V1.
    pub theta_upper: f64,
    /// Settling steps; 0 leaves η(0).
    pub steps: u16,
    /// The seed of the initial weights' noise; none for smooth Gaussians.
    pub seed: Option<u64>,
}

impl Params {
    /// pylissom's defaults for an LGN and retina of side L and a cortex of side N:
    /// r_A = L/4 + 0.5, r_E = N/10, r_I = N/4 − 1; σ_A = r_A/1.3, σ_E = 0.78·r_E, σ_I = 2.08·r_I;
    /// σ_c = 0.5·r_A/6.5, σ_s = 4·σ_c, r_L = 4.7·σ_s; γ_L = 2.33, γ_A = 1, γ_E = γ_I = 0.9;
    /// θ 0.083 and 0.633, 9 settling steps.
    pub const fn pylissom(lgn: usize, cortex: usize) -> Self {
        let (l, n) = (lgn as f64, cortex as f64);
        let (r_a, r_e, r_i) = (l / 4.0 + 0.5, n / 10.0, n / 4.0 - 1.0);
        let sigma_center = 0.5 * r_a / 6.5;
        let sigma_surround = 4.0 * sigma_center;
        Self {
            retina: lgn,
            lgn,
            cortex,
            r_l: 4.7 * sigma_surround,
            sigma_center,
            sigma_surround,
            gamma_l: 2.33,
            lgn_theta_lower: 0.0,
            lgn_theta_upper: 1.0,
            r_a,
            r_e,
            r_i,
            sigma_a: r_a / 1.3,
            sigma_e: 0.78 * r_e,
            sigma_i: 2.08 * r_i,
            gamma_a: 1.0,
            gamma_e: 0.9,
            gamma_i: 0.9,
            theta_lower: 0.083,
            theta_upper: 0.633,
            steps: 9,
            seed: Some(1),
        }
    }

    /// The notebook's Lissom: [`pylissom`](Self::pylissom) with all sides equal (36 there).
    pub const fn notebook(side: usize) -> Self {
        Self::pylissom(side, side)
    }

    /// The notebook's ReducedLissom: no LGN; the picture goes to V1 times 2.33. As the response is
    /// linear, the factor stands in γ_A, and the picture stays in 0..=1.
    pub const fn reduced(side: usize) -> Self {
        let notebook = Self::notebook(side);
        Self { gamma_a: 2.33 * notebook.gamma_a, ..notebook }
    }

    /// LISSOM's orientation map of the book with all sides equal: [`notebook`](Self::notebook), but
    /// for an LGN whose Gaussians are √π wider, as the C++ LISSOM's formula means them. For two afferent
    /// sheets.
    pub const fn lissom_or(side: usize) -> Self {
        const ROOT_PI: f64 = 1.772_453_850_905_516;
        let notebook = Self::notebook(side);
        let sigma_center = ROOT_PI * notebook.sigma_center;
        Self { sigma_center, sigma_surround: 4.0 * sigma_center, ..notebook }
    }

    /// GCAL with all sides equal, for two afferent sheets: the values of Stevens, Law, Antolík and
    /// Bednar (2013), whose LGN has 24 cells and whose V1 has 98 units a unit of length, scaled to r_A and
    /// r_E of [`notebook`](Self::notebook). σ is the identity between 0 and 1: thresholds come from
    /// [`homeostasis`](crate::homeostasis), and contrast from [`gain_control`](crate::gain_control),
    /// whose scale is `r_a / 6.5`.
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

    /// pylissom's default configuration: retina and LGN of side 24, V1 of side 96.
    pub const fn config() -> Self {
        Self::pylissom(24, 96)
    }

    /// The LGN's ON weights.
    pub const fn dog(&self) -> Kernel {
        Kernel::difference(self.sigma_center, self.sigma_surround)
    }

    /// The initial afferent weights of one of the afferent sheets, which are normalised jointly.
    pub const fn afferent(&self, channel: u8, channels: u8) -> Kernel {
        Kernel::cortex(self.sigma_a, self.noise(0)).channel(channel, channels)
    }

    /// The initial excitatory weights.
    pub const fn excitatory(&self) -> Kernel {
        Kernel::cortex(self.sigma_e, self.noise(1))
    }

    /// The initial inhibitory weights.
    pub const fn inhibitory(&self) -> Kernel {
        Kernel::cortex(self.sigma_i, self.noise(2))
    }

    /// Each projection draws from a seed of its own.
    const fn noise(&self, projection: u64) -> Option<u64> {
        match self.seed {
            Some(seed) => Some(seed.wrapping_mul(3).wrapping_add(projection)),
            None => None,
        }
    }
}

/// The gain itself, if it is in 0..=[`MAX_GAIN`].
pub(crate) const fn check_gain(gain: f64) -> Result<f64, Error> {
    if gain >= 0.0 && gain <= MAX_GAIN { Ok(gain) } else { Err(Error::Gain(gain)) }
}
