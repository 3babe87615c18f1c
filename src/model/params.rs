//! Everything a network is built from, as numbers; and the presets.

mod gain_control;
mod gcal;

pub use gain_control::{GainControlParams, PoolShape};

use crate::{error::Error, geometry::Placement, weights::InitialWeights};

/// The parameters of a network. Radii and σs are in cells of the source sheet; see the
/// [presets](Self::pylissom) for how they follow from the sides. The defaults named here are those
/// of [`pylissom`](Self::pylissom) for an LGN of side L and a V1 of side N.
///
/// ```
/// use lissom::Params;
/// const SMALL: Params = Params { seed: Some(7), ..Params::notebook(24) };
/// assert_eq!(SMALL.r_a, 24.0 / 4.0 + 0.5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Params {
    /// The retina's side, 1 to 255 cells; L.
    pub retina: usize,
    /// The LGN's side, 1 to 255 cells; L.
    pub lgn: usize,
    /// V1's side, 1 to 255 units; N.
    pub cortex: usize,
    /// Where V1's units lie on the LGN; at its corners. With [`Placement::Cells`] the LGN lies in
    /// the middle of a retina whose cells are as large as its own.
    pub placement: Placement,
    /// r_L: radius of the LGN's fields, in retina cells, ≥ 0; 4.7·σ_s.
    pub r_l: f64,
    /// σ_c: σ of the LGN's center, in retina cells, > 0; 0.5·r_A/6.5.
    pub sigma_center: f64,
    /// σ_s: σ of the LGN's surround, in retina cells, > 0; 4·σ_c.
    pub sigma_surround: f64,
    /// γ_L: gain of the LGN, 0 to 32; 2.33.
    pub gamma_l: f64,
    /// θ_l of the LGN: a response up to it gives no activity; −127 to 127; 0.
    pub lgn_theta_lower: f64,
    /// θ_u of the LGN: a response from it on gives activity 1; above θ_l, to 127; 1.
    pub lgn_theta_upper: f64,
    /// r_A: radius of the afferent fields, in LGN cells, ≥ 0; L/4 + 0.5.
    pub r_a: f64,
    /// r_E: radius of the excitatory fields, in V1 units, ≥ 0; N/10.
    pub r_e: f64,
    /// r_I: radius of the inhibitory fields, in V1 units, ≥ 0; N/4 − 1.
    pub r_i: f64,
    /// σ_A: σ of the initial afferent weights, in LGN cells, > 0; r_A/1.3.
    pub sigma_a: f64,
    /// σ_E: σ of the initial excitatory weights, in V1 units, > 0; 0.78·r_E.
    pub sigma_e: f64,
    /// σ_I: σ of the initial inhibitory weights, in V1 units, > 0; 2.08·r_I.
    pub sigma_i: f64,
    /// γ_A: afferent gain, 0 to 32; 1.
    pub gamma_a: f64,
    /// γ_E: excitatory gain, 0 to 32; 0.9.
    pub gamma_e: f64,
    /// γ_I: inhibitory gain, 0 to 32; 0.9.
    pub gamma_i: f64,
    /// θ_l of V1: a response up to it gives no activity; −127 to 127; 0.083.
    pub theta_lower: f64,
    /// θ_u of V1: a response from it on gives activity 1; above θ_l, to 127; 0.633.
    pub theta_upper: f64,
    /// The LGN's largest activity, 0.01 to 32; 1. Activities are stored as parts of it: where it
    /// is not 1, a stored 1 is this activity.
    pub lgn_ceiling: f64,
    /// V1's largest activity, 0.01 to 32; 1. Activities are stored as parts of it. With θ_u − θ_l
    /// as large, σ is a straight line of slope 1 that stops there.
    pub v1_ceiling: f64,
    /// Settling steps; 0 leaves η(0); 9.
    pub steps: u16,
    /// Seed of the initial weights' noise, or none for smooth Gaussians; 1.
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
            placement: Placement::Corners,
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
            lgn_ceiling: 1.0,
            v1_ceiling: 1.0,
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
    /// for an LGN whose Gaussians are √π wider, as the C++ LISSOM's formula means them. For two
    /// afferent sheets.
    pub const fn lissom_or(side: usize) -> Self {
        const ROOT_PI: f64 = 1.772_453_850_905_516;
        let notebook = Self::notebook(side);
        let sigma_center = ROOT_PI * notebook.sigma_center;
        Self { sigma_center, sigma_surround: 4.0 * sigma_center, ..notebook }
    }

    /// pylissom's default configuration: retina and LGN of side 24, V1 of side 96.
    pub const fn config() -> Self {
        Self::pylissom(24, 96)
    }

    /// The LGN's ON weights.
    pub const fn dog(&self) -> InitialWeights {
        InitialWeights::difference(self.sigma_center, self.sigma_surround)
    }

    /// The initial afferent weights of one of the afferent sheets, which are normalised jointly.
    pub const fn afferent(&self, channel: u8, channels: u8) -> InitialWeights {
        InitialWeights::cortex(self.sigma_a, self.noise(0)).channel(channel, channels)
    }

    /// Those of one of the afferent sheets of a V1 that sees several pictures: ON and OFF of the
    /// first, then of the others, whose noise is their own.
    #[cfg(feature = "alloc")]
    pub(crate) fn afferent_of(&self, channel: u8, pictures: u8) -> InitialWeights {
        let own = u64::from(channel / 2).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let seed = self.seed.map(|seed| seed ^ own);
        Self { seed, ..*self }.afferent(channel % 2, 2).part_of(pictures)
    }

    /// The initial excitatory weights.
    pub const fn excitatory(&self) -> InitialWeights {
        InitialWeights::cortex(self.sigma_e, self.noise(1))
    }

    /// The initial inhibitory weights.
    pub const fn inhibitory(&self) -> InitialWeights {
        InitialWeights::cortex(self.sigma_i, self.noise(2))
    }

    /// The sides of retina, LGN and V1, and the settling steps: for a fingerprint.
    pub(crate) const fn sizes(&self) -> [u64; 4] {
        [self.retina as u64, self.lgn as u64, self.cortex as u64, self.steps as u64]
    }

    /// Placement and ceilings, if they are not the usual ones: for a fingerprint.
    pub(crate) const fn unusual(&self) -> Option<[u64; 3]> {
        let ceilings = [self.lgn_ceiling.to_bits(), self.v1_ceiling.to_bits()];
        let usual = 1.0_f64.to_bits();
        let placement = match self.placement {
            Placement::Corners if ceilings[0] == usual && ceilings[1] == usual => return None,
            Placement::Corners => 0,
            Placement::Cells { margin } => 1 + margin as u64,
        };
        Some([placement, ceilings[0], ceilings[1]])
    }

    /// Whether all the LGN's cells share one kernel, since they are as large as the retina's.
    pub const fn shares_kernel(&self) -> bool {
        self.retina == self.lgn || matches!(self.placement, Placement::Cells { .. })
    }

    /// Checks that the LGN fits into the middle of the retina where its kernel is shared.
    pub(crate) const fn check_retina(&self) -> Result<(), Error> {
        let Self { retina, lgn, .. } = *self;
        if self.shares_kernel() && (retina < lgn || (retina - lgn) % 2 != 0) {
            return Err(Error::OutOfRange {
                what: "retina",
                value: retina as f64,
                allowed: "the LGN's side and the same margin on both sides",
            });
        }
        Ok(())
    }

    /// γ_A, γ_E and γ_I of the stored activities.
    pub(crate) const fn stored_gains(&self) -> [f64; 3] {
        let Self { lgn_ceiling, v1_ceiling, gamma_a, gamma_e, gamma_i, .. } = *self;
        [gamma_a * lgn_ceiling, gamma_e * v1_ceiling, gamma_i * v1_ceiling]
    }

    /// All other parameters but the seed: for a fingerprint. All of them by name, so that a new one
    /// is not forgotten here.
    pub(crate) const fn numbers(&self) -> [f64; 17] {
        let Self {
            retina: _,
            lgn: _,
            cortex: _,
            placement: _,
            lgn_ceiling: _,
            v1_ceiling: _,
            steps: _,
            seed: _,
            r_l,
            sigma_center,
            sigma_surround,
            gamma_l,
            lgn_theta_lower,
            lgn_theta_upper,
            r_a,
            r_e,
            r_i,
            sigma_a,
            sigma_e,
            sigma_i,
            gamma_a,
            gamma_e,
            gamma_i,
            theta_lower,
            theta_upper,
        } = *self;
        [
            r_l,
            sigma_center,
            sigma_surround,
            gamma_l,
            lgn_theta_lower,
            lgn_theta_upper,
            r_a,
            r_e,
            r_i,
            sigma_a,
            sigma_e,
            sigma_i,
            gamma_a,
            gamma_e,
            gamma_i,
            theta_lower,
            theta_upper,
        ]
    }

    /// Each projection draws from a seed of its own.
    const fn noise(&self, projection: u64) -> Option<u64> {
        match self.seed {
            Some(seed) => Some(seed.wrapping_mul(3).wrapping_add(projection)),
            None => None,
        }
    }
}
