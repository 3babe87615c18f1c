//! What a unit's weights look like before learning: pylissom's layers as one description.

/// How the weights of a connection field fall off with the distance d from its centre.
///
/// | constructor | weight | pylissom's layer |
/// |---|---|---|
/// | [`gaussian`] | G(σ) = exp(−d²/2σ²) | `GaussianLinear` |
/// | [`gaussian_cloud`] | G(σ) · noise in [0, 1) | `GaussianCloudLinear` |
/// | [`cortex`] | the same over its sum | `Cortex` |
/// | [`difference`] | G(σ_c)/ΣG(σ_c) − G(σ_s)/ΣG(σ_s) | `DifferenceOfGaussiansLinear` |
/// | [`unnormalised_difference`] | G(σ_c) − G(σ_s) | `UnnormalizedDifferenceOfGaussiansLinear` |
///
/// The sums run over the unit's own connection field. The first, second and last are masked by
/// nothing in pylissom: use them with a [`Field`](struct@crate::Field) of radius `f64::INFINITY`.
/// σ is in source cells.
///
/// [`gaussian`]: Self::gaussian
/// [`gaussian_cloud`]: Self::gaussian_cloud
/// [`cortex`]: Self::cortex
/// [`difference`]: Self::difference
/// [`unnormalised_difference`]: Self::unnormalised_difference
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct InitialWeights {
    pub(super) center: f64,
    pub(super) surround: Option<f64>,
    pub(super) seed: Option<u64>,
    pub(super) normalised: bool,
    pub(super) sign: f64,
    pub(super) channel: u8,
    pub(super) channels: u8,
}

impl InitialWeights {
    /// exp(−d²/2σ²)
    pub const fn gaussian(sigma: f64) -> Self {
        Self {
            center: sigma,
            surround: None,
            seed: None,
            normalised: false,
            sign: 1.0,
            channel: 0,
            channels: 1,
        }
    }

    /// A Gaussian times uniform noise in [0, 1), drawn by [`Pcg32`](crate::random::Pcg32) in packed
    /// order.
    pub const fn gaussian_cloud(sigma: f64, seed: u64) -> Self {
        Self { seed: Some(seed), ..Self::gaussian(sigma) }
    }

    /// A Gaussian, times noise if there is a seed, over its sum.
    pub const fn cortex(sigma: f64, seed: Option<u64>) -> Self {
        Self { seed, normalised: true, ..Self::gaussian(sigma) }
    }

    /// The difference of two Gaussians, each over its sum: the LGN's ON cell.
    pub const fn difference(sigma_center: f64, sigma_surround: f64) -> Self {
        Self { normalised: true, ..Self::unnormalised_difference(sigma_center, sigma_surround) }
    }

    /// The difference of two Gaussians.
    pub const fn unnormalised_difference(sigma_center: f64, sigma_surround: f64) -> Self {
        Self { surround: Some(sigma_surround), ..Self::gaussian(sigma_center) }
    }

    /// The negative: the LGN's OFF cell.
    #[must_use]
    pub const fn off(self) -> Self {
        Self { sign: -self.sign, ..self }
    }

    /// One of as many equal parts of all weights: those that a unit has from one of the pictures
    /// that it sees.
    #[cfg(feature = "alloc")]
    pub(crate) const fn part_of(self, pictures: u8) -> Self {
        Self { sign: self.sign / pictures as f64, ..self }
    }

    /// One of the two fields that a unit has on as many sheets, over the sum of both; each draws
    /// its noise from its own stream.
    ///
    /// # Panics
    ///
    /// Unless `channels` is 1 or 2 and `channel` below it.
    #[must_use]
    pub const fn channel(self, channel: u8, channels: u8) -> Self {
        assert!(channel < channels && channels <= 2, "a unit has one or two afferent sheets");
        Self { channel, channels, ..self }
    }
}
