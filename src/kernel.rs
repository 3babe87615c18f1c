//! What a unit's weights look like before learning: the seed's layers as one description.

use crate::{
    error::Error,
    field::{FieldView, centre},
    math,
    number::Extremes,
    random::Pcg32,
};

/// How the weights of a connection field fall off with the distance d from its centre.
///
/// | constructor | weight | pylissom's layer |
/// |---|---|---|
/// | [`gaussian`](Self::gaussian) | G(σ) = exp(−d²/2σ²) | `GaussianLinear` |
/// | [`gaussian_cloud`](Self::gaussian_cloud) | G(σ) · noise in [0, 1) | `GaussianCloudLinear` |
/// | [`cortex`](Self::cortex) | the same over its sum | `Cortex` |
/// | [`difference`](Self::difference) | G(σ_c)/ΣG(σ_c) − G(σ_s)/ΣG(σ_s) | `DifferenceOfGaussiansLinear` |
/// | [`unnormalised_difference`](Self::unnormalised_difference) | G(σ_c) − G(σ_s) | `UnnormalizedDifferenceOfGaussiansLinear` |
///
/// The sums run over the unit's own connection field. The first, second and last are masked by
/// nothing in pylissom: use them with a [`Field`](struct@crate::Field) of radius `f64::INFINITY`.
/// σ is in source cells.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Kernel {
    center: f64,
    surround: Option<f64>,
    seed: Option<u64>,
    normalised: bool,
    sign: f64,
    channel: u8,
    channels: u8,
}

impl Kernel {
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

    /// A Gaussian times uniform noise in [0, 1), drawn by [`Pcg32`] in packed order.
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

    /// One of the two fields that a unit has on as many sheets, over the sum of both; each draws its
    /// noise from its own stream.
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

/// exp(−(x − c_j)²/2σ²) of each column x for each unit column j; the weight at (y, x) of unit
/// (i, j) is `profile[i][y] · profile[j][x]`.
struct Profile<const IN: usize, const OUT: usize>([[f64; IN]; OUT]);

impl<const IN: usize, const OUT: usize> Profile<IN, OUT> {
    const fn new(sigma: f64) -> Result<Self, Error> {
        if !(sigma > 0.0 && sigma < f64::INFINITY) {
            return Err(Error::Sigma(sigma));
        }
        let mut profile = [[0.0; IN]; OUT];
        let mut j = 0;
        while j < OUT {
            let mut x = 0;
            while x < IN {
                let d = (x as f64 - centre(IN, OUT, j)) / sigma;
                profile[j][x] = math::exp(-0.5 * d * d);
                x += 1;
            }
            j += 1;
        }
        Ok(Self(profile))
    }

    /// The sum over the connection field of unit `(row, column)`.
    const fn sum(&self, field: &FieldView<'_, IN, OUT>, row: usize, column: usize) -> f64 {
        let span = field.span(row);
        let (mut sum, mut k) = (0.0, 0);
        while k < span.rows as usize {
            let run = field.run(row, k, column);
            let (mut along, mut x) = (0.0, run.start as usize);
            while x < run.start as usize + run.len as usize {
                along += self.0[column][x];
                x += 1;
            }
            sum += along * self.0[row][span.first_row as usize + k];
            k += 1;
        }
        sum
    }
}

/// Yields the exact weights of a projection in packed order, unit by unit.
///
/// It holds the profiles: `16·IN·OUT` bytes on the stack while weights are filled.
pub(crate) struct Exact<'a, const IN: usize, const OUT: usize> {
    field: FieldView<'a, IN, OUT>,
    kernel: Kernel,
    center: Profile<IN, OUT>,
    surround: Option<Profile<IN, OUT>>,
    noise: [Pcg32; 2],
    // the unit that `weight` is in
    row: usize,
    column: usize,
    scales: [f64; 2],
    before: f64,
    // the next connection: row of the span, place in its run
    k: usize,
    x: usize,
}

/// A weight, and the sum of those before it in its unit.
pub(crate) struct ExactWeight {
    pub before: f64,
    pub weight: f64,
}

impl<'a, const IN: usize, const OUT: usize> Exact<'a, IN, OUT> {
    pub(crate) const fn new(field: FieldView<'a, IN, OUT>, kernel: Kernel) -> Result<Self, Error> {
        let center = match Profile::new(kernel.center) {
            Ok(profile) => profile,
            Err(error) => return Err(error),
        };
        let surround = match kernel.surround {
            None => None,
            Some(sigma) => match Profile::new(sigma) {
                Ok(profile) => Some(profile),
                Err(error) => return Err(error),
            },
        };
        let seed = match kernel.seed {
            Some(seed) => seed,
            None => 0,
        };
        Ok(Self {
            field,
            kernel,
            center,
            surround,
            noise: [Pcg32::new(seed, 0), Pcg32::new(seed, 1)],
            row: 0,
            column: 0,
            scales: [0.0; 2],
            before: 0.0,
            k: 0,
            x: 0,
        })
    }

    /// Goes to the next unit in packed order, which must be `(row, column)`; returns its connections.
    pub(crate) const fn enter(&mut self, row: usize, column: usize) -> Result<usize, Error> {
        (self.row, self.column, self.before, self.k, self.x) = (row, column, 0.0, 0, 0);
        let (mut center, mut surround) = (1.0, 1.0);
        if self.kernel.normalised {
            center = match self.kernel.seed {
                None => self.center.sum(&self.field, row, column) * self.kernel.channels as f64,
                Some(_) => self.noisy_sum(),
            };
            if let Some(profile) = &self.surround {
                surround = profile.sum(&self.field, row, column);
            }
        }
        if !(center > 0.0 && surround > 0.0) {
            return Err(Error::ZeroField { row, column });
        }
        self.scales = [self.kernel.sign / center, self.kernel.sign / surround];
        Ok(self.field.taps(row, column))
    }

    /// Σ G · noise over all channels; leaves this channel's generator before the unit and the
    /// others behind it.
    const fn noisy_sum(&mut self) -> f64 {
        let own = self.noise[self.kernel.channel as usize];
        let (mut sum, mut channel) = (0.0, 0);
        while channel < self.kernel.channels as usize {
            let mut k = 0;
            while k < self.field.span(self.row).rows as usize {
                let run = self.field.run(self.row, k, self.column);
                let y = self.field.span(self.row).first_row as usize + k;
                let mut x = run.start as usize;
                while x < run.start as usize + run.len as usize {
                    sum += self.center.0[self.row][y]
                        * self.center.0[self.column][x]
                        * self.noise[channel].next_f64();
                    x += 1;
                }
                k += 1;
            }
            channel += 1;
        }
        self.noise[self.kernel.channel as usize] = own;
        sum
    }

    /// The unit's next weight; to be called as often as it has connections.
    pub(crate) const fn weight(&mut self) -> ExactWeight {
        let mut run = self.field.run(self.row, self.k, self.column);
        while self.x == run.len as usize {
            (self.k, self.x) = (self.k + 1, 0);
            run = self.field.run(self.row, self.k, self.column);
        }
        let x = run.start as usize + self.x;
        let y = self.field.span(self.row).first_row as usize + self.k;
        self.x += 1;
        let mut weight =
            self.center.0[self.row][y] * self.center.0[self.column][x] * self.scales[0];
        if self.kernel.seed.is_some() {
            weight *= self.noise[self.kernel.channel as usize].next_f64();
        }
        if let Some(surround) = &self.surround {
            weight -= surround.0[self.row][y] * surround.0[self.column][x] * self.scales[1];
        }
        let before = self.before;
        self.before += weight;
        ExactWeight { before, weight }
    }

    /// What the weights span. Yields them all once; start anew afterwards.
    pub(crate) const fn extremes(mut self) -> Result<Extremes, Error> {
        let mut extremes = Extremes { peak: 0.0, total: 0.0, mixed: 0 };
        let mut unit = 0;
        while unit < OUT * OUT {
            let taps = match self.enter(unit / OUT, unit % OUT) {
                Ok(taps) => taps,
                Err(error) => return Err(error),
            };
            let (mut total, mut tap) = (0.0, 0);
            while tap < taps {
                let weight = self.weight().weight.abs();
                total += weight;
                if weight > extremes.peak {
                    extremes.peak = weight;
                }
                tap += 1;
            }
            if total > extremes.total {
                extremes.total = total;
            }
            if self.surround.is_some() && taps > extremes.mixed {
                extremes.mixed = taps;
            }
            unit += 1;
        }
        Ok(extremes)
    }
}
