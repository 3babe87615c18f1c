//! Which training: the network, its schedule and its pictures, as numbers.

use crate::{
    by_format,
    failure::Failure,
    format::{Format, SIDES},
    pictures::{Exhibition, Kind, Pictures},
    plan::{no_side, set},
};
use clap::{Args, ValueEnum};
use lissom::{
    Number, Params, gain_control::GainControlParams, homeostasis::HomeostasisParams, learn::Rate,
    schedule::PhaseParams, snapshot::Identity, train::TrainingParams,
};

/// A preset of [`TrainingParams`] with its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// LISSOM's orientation map of the book: two afferent sheets, shrinking excitation.
    LissomOr,
    /// GCAL: gain control in the LGN, thresholds by homeostasis.
    Gcal,
    /// The notebook's Lissom with LISSOM's learning rates.
    Notebook,
}

const PRESETS: [Preset; 3] = [Preset::LissomOr, Preset::Gcal, Preset::Notebook];

/// The least σ that streams draw, in cells.
const FINEST: f64 = 0.5;

/// The options that choose a training.
#[derive(Debug, Clone, Args)]
pub struct Choice {
    /// Which network and training to start from [default: lissom-or]
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,
    /// The side of all sheets: 12 16 20 24 28 32 36 48 [default: 36]
    #[arg(long)]
    pub side: Option<usize>,
    /// The seed of weights, pictures and rounding [default: 1]
    #[arg(long)]
    pub seed: Option<u64>,
    /// The pictures.
    #[command(flatten)]
    pub exhibition: Exhibition,
}

/// Changes to a preset.
#[derive(Debug, Clone, Args)]
pub struct Changes {
    /// Sets a parameter of the network, such as gamma_a=1.2; an unknown key lists them all
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
}

/// A training.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Where its numbers come from.
    pub preset: Preset,
    /// The network's.
    pub params: Params,
    /// What changes when.
    pub phases: Vec<PhaseParams>,
    /// Presentations of the whole training.
    pub presentations: u32,
    /// How thresholds adapt, if not by schedule.
    pub homeostasis: Option<HomeostasisParams>,
    /// What the LGN's cells do to each other.
    pub gain_control: Option<GainControlParams>,
    /// The pictures.
    pub pictures: Pictures,
}

impl Choice {
    /// The chosen training.
    pub fn course(&self, changes: &Changes) -> Result<Course, Failure> {
        let side = self.side.unwrap_or(36);
        if !SIDES.contains(&side) {
            return Err(no_side(side));
        }
        let preset = self.preset.unwrap_or(Preset::LissomOr);
        let mut course = Course::new(preset, side, changes, self.exhibition.kind()?)?;
        if let Pictures::Images(album) = &mut course.pictures {
            *album = Some(self.exhibition.album(course.params.retina)?);
        }
        Ok(course)
    }

    /// The chosen seed.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

impl Course {
    /// A preset with changes, from which its schedule and pictures follow; the pictures of files are
    /// missing yet.
    pub fn new(
        preset: Preset,
        side: usize,
        changes: &Changes,
        kind: Kind,
    ) -> Result<Self, Failure> {
        let mut params = match preset {
            Preset::LissomOr => Params::lissom_or(side),
            Preset::Gcal => Params::gcal(side),
            Preset::Notebook => Params::notebook(side),
        };
        for assignment in &changes.set {
            set(&mut params, assignment)?;
        }
        let course = match preset {
            Preset::LissomOr => {
                Self::of(preset, params, TrainingParams::lissom_or(&params, 2), kind)
            }
            Preset::Gcal => Self {
                gain_control: Some(GainControlParams::gcal(params.r_a / 6.5)),
                ..Self::of(preset, params, TrainingParams::gcal(&params), kind)
            },
            Preset::Notebook => Self::of(preset, params, TrainingParams::notebook(&params), kind),
        };
        if let Some(finest) = course.pictures.finest()
            && finest < FINEST
        {
            let message = format!(
                "pictures with a sigma of {finest:.2} cells, below {FINEST}: side and r_a are too small to train"
            );
            return Err(Failure::new(message));
        }
        Ok(course)
    }

    fn of<const PHASES: usize>(
        preset: Preset,
        params: Params,
        training: TrainingParams<PHASES>,
        kind: Kind,
    ) -> Self {
        let TrainingParams { phases, presentations, homeostasis, pictures } = training;
        let (phases, pictures) = (phases.to_vec(), Pictures::new(kind, &params, pictures));
        Self { preset, params, phases, presentations, homeostasis, gain_control: None, pictures }
    }

    /// Afferent sheets.
    pub const fn channels(&self) -> usize {
        match self.preset {
            Preset::Notebook => 1,
            Preset::LissomOr | Preset::Gcal => 2,
        }
    }

    /// The period, in cells, of the grating that the LGN answers best: that of the largest
    /// exp(−½k²σ_c²) − exp(−½k²σ_s²), where ½k²σ_c² = ln ρ²/(ρ² − 1) and ρ = σ_s/σ_c.
    pub fn best_period(&self) -> f64 {
        let Params { sigma_center, sigma_surround, .. } = self.params;
        let square = (sigma_surround / sigma_center).powi(2);
        std::f64::consts::TAU * sigma_center / (2.0 * square.ln() / (square - 1.0)).sqrt()
    }

    /// Preset, side, and the pictures if they are not the preset's, for people.
    pub fn name(&self) -> String {
        let preset = self.preset.to_possible_value();
        let preset = preset.as_ref().map_or("", |value| value.get_name());
        let pictures = self.pictures.name().map_or(String::new(), |name| format!(" {name}"));
        format!("{preset} {}{pictures}", self.params.cortex)
    }

    /// What its snapshots are known by: the network, and all numbers of the training.
    pub fn identity<T: Number>(&self) -> Identity {
        let network = Identity::new::<T>(&self.params, self.channels());
        self.numbers().iter().fold(network, |identity, number| identity.and(number.to_bits()))
    }

    fn numbers(&self) -> Vec<f64> {
        let mut all = Vec::new();
        for phase in &self.phases {
            let PhaseParams { from, r_e, theta_lower, theta_upper, steps, death, .. } = *phase;
            all.extend([from.into(), r_e, theta_lower, theta_upper, steps.into(), death]);
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
        if let Some(GainControlParams { gamma_o, gamma_s, k, sigma, radius }) = self.gain_control {
            all.extend([gamma_o, gamma_s, k, sigma, radius]);
        }
        all.extend(self.pictures.numbers());
        all
    }

    /// The training whose snapshot begins with these bytes, and its number format, as far as the
    /// header says; whatever else is wrong with the bytes shows when they are loaded.
    pub fn of_snapshot(bytes: &[u8], changes: &Changes) -> Result<(Self, Format), Failure> {
        let (name, network) = (bytes.get(8..16), bytes.get(16..24));
        let format = Format::ALL.into_iter().find(|format| {
            name.is_some_and(|name| name.strip_prefix(format.name().as_bytes()).is_some())
        });
        let network = network.and_then(|bytes| Some(u64::from_le_bytes(bytes.try_into().ok()?)));
        let number = format.unwrap_or(Format::Fixed16);
        let presets = SIDES.iter().flat_map(|&side| PRESETS.map(|preset| (preset, side)));
        for (preset, side) in presets {
            for kind in Kind::ALL {
                // a side that is too small for one kind of pictures may do for another
                let Ok(course) = Self::new(preset, side, changes, kind) else { continue };
                let identity = by_format!(number, T => course.identity::<T>());
                if Some(identity.network()) == network {
                    return Ok((course, number));
                }
            }
        }
        // nobody's: whichever refuses it says why
        Ok((Self::new(Preset::LissomOr, SIDES[1], changes, Kind::Gaussians)?, number))
    }
}
