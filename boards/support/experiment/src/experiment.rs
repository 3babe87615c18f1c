//! An experiment: a network, its training and its pictures, as numbers.

mod assignment;
mod entry;
mod file;
mod first;
mod keys;
mod resolve;
mod search;
mod source;
mod switch;

pub use assignment::{Assignment, with_all_sides};
pub use file::FILE;
pub use search::format_of_snapshot;
pub use source::Source;

use crate::{
    by_format, course::Second, error::Error, format::Format, method::Analysis, pictures::Pictures,
    preset::Preset, waves::Waves,
};
use lissom::{
    Engine, Network, Params,
    learning::{HomeostasisParams, PhaseParams, Rate},
    model::{GainControlParams, PoolShape},
    snapshot::Identity,
};

/// An experiment. What a file says of it is in [`key`](crate::key).
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// Where numbers come from that nobody has set.
    pub preset: Preset,
    /// The number format.
    pub number: Format,
    /// The network's, with the seed of its weights.
    pub params: Params,
    /// Afferent sheets of each picture that V1 sees.
    pub channels: usize,
    /// Whether one excitatory kernel, which does not learn, is that of all units.
    pub shared_excitation: bool,
    /// What changes when.
    pub phases: Vec<PhaseParams>,
    /// Presentations of the whole training.
    pub presentations: u32,
    /// Presentations after which to measure and save, beside the last.
    pub snapshots: Vec<u32>,
    /// Presentations from one snapshot to go on from to the next; 0 for one a minute.
    pub every: u32,
    /// How thresholds adapt, if not by schedule.
    pub homeostasis: Option<HomeostasisParams>,
    /// How the LGN's cells divide each other's activity, if they do.
    pub gain_control: Option<GainControlParams>,
    /// The pictures.
    pub pictures: Pictures,
    /// What is shown before them, if there are waves.
    pub waves: Option<Waves>,
    /// What V1 sees besides them: with another eye, or a moment before.
    pub second: Option<Second>,
    /// The other seeds.
    pub seeds: Seeds,
    /// How its map is measured.
    pub analysis: Analysis,
}

/// The seeds of a training, beside that of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    /// That of the pictures.
    pub pictures: u64,
    /// That of the rounding in fixed point.
    pub rounding: u64,
}

impl From<u64> for Seeds {
    fn from(seed: u64) -> Self {
        Self { pictures: seed, rounding: seed }
    }
}

/// The seed of weights, pictures and rounding, unless another is asked for.
pub const SEED: u64 = 1;

impl Experiment {
    /// The period, in retina cells, of the grating that the LGN answers best: that of the largest
    /// exp(−½k²σ_c²) − exp(−½k²σ_s²), where ½k²σ_c² = ln ρ²/(ρ² − 1) and ρ = σ_s/σ_c.
    pub fn best_period(&self) -> f64 {
        let Params { sigma_center, sigma_surround, .. } = self.params;
        let square = (sigma_surround / sigma_center).powi(2);
        std::f64::consts::TAU * sigma_center / (2.0 * square.ln() / (square - 1.0)).sqrt()
    }

    /// Its network, with the weights before learning.
    ///
    /// # Errors
    ///
    /// Where a parameter is out of its range.
    pub fn network<W: Engine>(&self) -> Result<Network<W>, Error> {
        let mut network = Network::new(&self.params, self.sheets())?;
        if let Some(gain_control) = &self.gain_control {
            network = network.with_gain_control(gain_control)?;
        }
        if self.shared_excitation {
            network = network.with_shared_excitation()?;
        }
        Ok(network)
    }

    /// Preset, sides, and the pictures if they are not the preset's, for people.
    pub fn name(&self) -> String {
        let Params { retina, lgn, cortex, .. } = self.params;
        let mut name = format!("{} {cortex}", self.preset.name());
        if (retina, lgn) != (cortex, cortex) {
            name += &format!(" LGN {lgn}");
        }
        if retina != lgn {
            name += &format!(" retina {retina}");
        }
        if let Some(pictures) = self.pictures.name() {
            name += &format!(" {pictures}");
        }
        for (is, of) in [
            (self.waves.is_some(), "after waves"),
            (matches!(self.second, Some(Second::Eye(_))), "with two eyes"),
            (matches!(self.second, Some(Second::Moment(_))), "in motion"),
        ] {
            if is {
                name += &format!(" {of}");
            }
        }
        name
    }

    /// The seed, or those of weights, pictures and rounding where they differ, for people.
    pub fn seed_name(&self) -> String {
        let Seeds { pictures, rounding } = self.seeds;
        match self.params.seed {
            Some(seed) if (pictures, rounding) == (seed, seed) => format!("seed {seed}"),
            Some(seed) => format!("seeds {seed} {pictures} {rounding}"),
            None => format!("seeds none {pictures} {rounding}"),
        }
    }

    /// The seeds of weights, pictures and rounding; none where weights are smooth.
    pub const fn seeds(&self) -> [Option<u64>; 3] {
        [self.params.seed, Some(self.seeds.pictures), Some(self.seeds.rounding)]
    }

    /// All afferent sheets of V1.
    pub fn sheets(&self) -> usize {
        self.second.map_or(self.channels, |second| second.pictures() * self.channels)
    }

    /// What its snapshots are known by: the network, and all numbers of the training.
    pub fn identity(&self, format: Format) -> Identity {
        let sheets = self.sheets();
        let network = by_format!(format, W => Identity::new::<W>(&self.params, sheets));
        self.numbers().iter().fold(network, |identity, number| identity.and(number.to_bits()))
    }

    /// A hash of all that its bits follow from: the identity, the number format, the seeds and the
    /// images in files.
    pub fn hash(&self) -> Result<u64, Error> {
        let seed = self.params.seed.map_or([0, 0], |seed| [1, seed]);
        let Seeds { pictures, rounding } = self.seeds;
        let images = self.pictures.fingerprint()?.unwrap_or_default().map(u64::from);
        let all = [self.number as u64, pictures, rounding].into_iter().chain(seed).chain(images);
        Ok(all.fold(self.identity(self.number), Identity::and).network())
    }

    fn numbers(&self) -> Vec<f64> {
        let mut all = Vec::new();
        for phase in &self.phases {
            let PhaseParams { from, r_e, theta_lower, theta_upper, steps, prune, .. } = *phase;
            all.extend([from.into(), r_e, theta_lower, theta_upper, steps.into(), prune]);
            for rate in [phase.rate_a, phase.rate_e, phase.rate_i] {
                match rate {
                    Rate::Connection(alpha) => all.extend([0.0, alpha]),
                    Rate::Field(alpha) => all.extend([1.0, alpha]),
                }
            }
        }
        if let Some(HomeostasisParams { theta, mean, smoothing, rate }) = self.homeostasis {
            all.extend([theta, mean, smoothing, rate]);
        }
        if let Some(gain_control) = self.gain_control {
            let GainControlParams { gamma_o, gamma_s, k, sigma, radius, shape } = gain_control;
            all.extend([gamma_o, gamma_s, k, sigma, radius]);
            all.extend((shape == PoolShape::Disc).then_some(1.0));
        }
        all.extend(self.pictures.numbers());
        all.extend(self.waves.iter().flat_map(Waves::numbers));
        all.extend(self.second.iter().flat_map(Second::numbers));
        // the presets' share the kernel where thresholds adapt
        if self.shared_excitation != self.homeostasis.is_some() {
            all.push(self.shared_excitation.into());
        }
        all
    }
}
