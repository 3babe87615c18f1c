//! Which training: the network, its schedule and its pictures, as numbers.

use crate::{
    by_format,
    error::Error,
    format::Format,
    pictures::{Kind, PictureArgs, Pictures},
    preset::{Preset, TRAININGS, one_of, set},
    sides::{SideArgs, Sides, USUAL},
};
use clap::Args;
use lissom::{
    Params,
    geometry::MAX_SIDE,
    learning::{HomeostasisParams, PhaseParams, Rate, TrainingParams},
    model::GainControlParams,
    number::Weight,
    snapshot::Identity,
};

/// The least σ that streams draw, in cells.
const FINEST: f64 = 0.5;

/// The options that choose a training.
#[derive(Debug, Clone, Args)]
pub struct Choice {
    /// Which network and training to start from [default: lissom-or]
    #[arg(long, value_parser = one_of(&TRAININGS))]
    pub preset: Option<Preset>,
    /// The sides.
    #[command(flatten)]
    pub sides: SideArgs,
    /// The seed of weights, pictures and rounding [default: 1]
    #[arg(long)]
    pub seed: Option<u64>,
    /// The pictures.
    #[command(flatten)]
    pub pictures: PictureArgs,
}

/// Changes to a preset.
#[derive(Debug, Clone, Default, Args)]
pub struct Changes {
    /// Sets a parameter of the network, such as gamma_a=1.2; an unknown key lists them all
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
}

/// A training.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// Where its numbers come from.
    pub preset: Preset,
    /// The network's, with the seed of its weights.
    pub params: Params,
    /// What changes when.
    pub phases: Vec<PhaseParams>,
    /// Presentations of the whole training.
    pub presentations: u32,
    /// How thresholds adapt, if not by schedule.
    pub homeostasis: Option<HomeostasisParams>,
    /// How the LGN's cells divide each other's activity, if they do.
    pub gain_control: Option<GainControlParams>,
    /// The pictures.
    pub pictures: Pictures,
}

impl Choice {
    /// The chosen training.
    pub fn experiment(&self, changes: &Changes) -> Result<Experiment, Error> {
        let preset = self.preset.unwrap_or(Preset::LissomOr);
        let sides = self.sides.sides(USUAL, USUAL);
        let mut experiment = Experiment::new(preset, sides, changes, self.pictures.kind()?)?;
        experiment.params.seed = Some(self.seed());
        if let Pictures::Images(images) = &mut experiment.pictures {
            *images = Some(self.pictures.image_set(experiment.params.retina)?);
        }
        Ok(experiment)
    }

    /// The chosen seed, of weights, pictures and rounding.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

impl Experiment {
    /// A preset with changes, from which its schedule and pictures follow. The images of files are
    /// still missing.
    pub fn new(preset: Preset, sides: Sides, changes: &Changes, kind: Kind) -> Result<Self, Error> {
        let mut params = sides.params(|side| preset.params(side));
        for assignment in &changes.set {
            set(&mut params, assignment)?;
        }
        // pictures are as large as afferent fields, in cells of the retina
        let seen = Params { r_a: sides.retina_cells() * params.r_a, ..params };
        let mut experiment = match preset {
            Preset::LissomOr | Preset::NotebookOr => {
                Self::of(preset, TrainingParams::lissom_or(&seen, 2), &seen, kind)
            }
            Preset::Gcal => Self {
                gain_control: Some(GainControlParams::gcal(params.r_a / 6.5)),
                ..Self::of(preset, TrainingParams::gcal(&seen), &seen, kind)
            },
            _ => Self::of(preset, TrainingParams::notebook(&seen), &seen, kind),
        };
        experiment.params = params;
        if let Some(finest) = experiment.pictures.finest()
            && finest < FINEST
        {
            let message = format!(
                "pictures with a sigma of {finest:.2} cells, below {FINEST}: \
                 sides and r_a are too small to train"
            );
            return Err(Error::new(message));
        }
        Ok(experiment)
    }

    /// A training whose pictures are as large as the afferent fields of `seen`.
    fn of<const PHASES: usize>(
        preset: Preset,
        training: TrainingParams<PHASES>,
        seen: &Params,
        kind: Kind,
    ) -> Self {
        let TrainingParams { phases, presentations, homeostasis, pictures } = training;
        Self {
            preset,
            params: *seen,
            phases: phases.to_vec(),
            presentations,
            homeostasis,
            gain_control: None,
            pictures: Pictures::new(kind, seen, pictures),
        }
    }

    /// Afferent sheets.
    pub const fn channels(&self) -> usize {
        match self.preset {
            Preset::LissomOr | Preset::Gcal => 2,
            _ => 1,
        }
    }

    /// The period, in retina cells, of the grating that the LGN answers best: that of the largest
    /// exp(−½k²σ_c²) − exp(−½k²σ_s²), where ½k²σ_c² = ln ρ²/(ρ² − 1) and ρ = σ_s/σ_c.
    pub fn best_period(&self) -> f64 {
        let Params { sigma_center, sigma_surround, .. } = self.params;
        let square = (sigma_surround / sigma_center).powi(2);
        std::f64::consts::TAU * sigma_center / (2.0 * square.ln() / (square - 1.0)).sqrt()
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
        name
    }

    /// What its snapshots are known by: the network, and all numbers of the training.
    pub fn identity<W: Weight>(&self) -> Identity {
        let network = Identity::new::<W>(&self.params, self.channels());
        self.numbers().iter().fold(network, |identity, number| identity.and(number.to_bits()))
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
        if let Some(GainControlParams { gamma_o, gamma_s, k, sigma, radius }) = self.gain_control {
            all.extend([gamma_o, gamma_s, k, sigma, radius]);
        }
        all.extend(self.pictures.numbers());
        all
    }

    /// The training whose snapshot begins with this header, and its number format; none where no
    /// preset with these changes fits. Tries all presets with equal sides, then with the sides that
    /// the options name.
    pub fn of_snapshot(
        header: &[u8],
        changes: &Changes,
        sides: &SideArgs,
    ) -> Option<(Self, Format)> {
        let format = format_of_snapshot(header)?;
        let network = u64::from_le_bytes(header.get(16..24)?.try_into().ok()?);
        let equal = (1..=MAX_SIDE).map(Sides::equal);
        let named = sides.any().then(|| sides.sides(USUAL, USUAL));
        let presets = || TRAININGS.iter().flat_map(|preset| Kind::ALL.map(|kind| (*preset, kind)));
        let all = equal.chain(named).flat_map(|sides| presets().map(move |preset| (sides, preset)));
        // a side that is too small for one kind of pictures may do for another
        let mut all =
            all.filter_map(|(sides, (preset, kind))| Self::new(preset, sides, changes, kind).ok());
        let found = all.find(|experiment| {
            network == by_format!(format, W => experiment.identity::<W>()).network()
        });
        found.map(|experiment| (experiment, format))
    }
}

/// The number format in a snapshot's header.
pub fn format_of_snapshot(header: &[u8]) -> Option<Format> {
    let name = header.get(8..16)?;
    let is_named = |format: &Format| name.strip_prefix(format.name().as_bytes()).is_some();
    Format::ALL.into_iter().find(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(experiment: &Experiment) -> Vec<u8> {
        let network = experiment.identity::<f32>().network().to_le_bytes();
        [&b"LSOM\x01\0\x05\0f32\0\0\0\0\0"[..], &network, &[0; 8]].concat()
    }

    fn args(lgn: u8, v1: u8) -> SideArgs {
        SideArgs { lgn: Some(lgn), v1: Some(v1), ..SideArgs::default() }
    }

    #[test]
    fn a_header_tells_preset_and_side() {
        let changes = Changes { set: vec!["gamma_a=1.25".to_owned()] };
        for (side, preset, kind) in [
            (12, Preset::Gcal, Kind::Gaussians),
            (97, Preset::Notebook, Kind::Images),
            (255, Preset::LissomOr, Kind::Faces),
        ] {
            let wanted = Experiment::new(preset, Sides::equal(side), &changes, kind).unwrap();
            let header = header(&wanted);
            let none = SideArgs::default();
            let found = Experiment::of_snapshot(&header, &changes, &none).unwrap();
            assert_eq!(found, (wanted, Format::F32));
        }
    }

    #[test]
    fn other_sides_are_named() {
        let (changes, none) = (Changes::default(), SideArgs::default());
        let sides = args(36, 142).sides(USUAL, USUAL);
        let book = Experiment::new(Preset::LissomOr, sides, &changes, Kind::Gaussians).unwrap();
        assert_eq!(book.name(), "lissom-or 142 LGN 36");
        let header = header(&book);
        let of = |sides: &SideArgs| Experiment::of_snapshot(&header, &changes, sides);
        assert_eq!(of(&args(36, 142)), Some((book, Format::F32)));
        assert_eq!([of(&args(36, 141)), of(&none)], [None, None]);
    }

    #[test]
    fn pictures_are_as_large_as_afferent_fields() {
        let sigma = |retina| {
            let sides = Sides { retina, lgn: 24, v1: 30 };
            let changes = Changes::default();
            let new = Experiment::new(Preset::Notebook, sides, &changes, Kind::Gaussians).unwrap();
            (new.params.r_a, new.best_period(), new.pictures.finest().unwrap())
        };
        let ((narrow, period, fine), (wide, long, coarse)) = (sigma(24), sigma(47));
        assert_eq!((narrow, wide), (6.5, 6.5));
        assert_eq!((2.0 * period, 2.0 * fine), (long, coarse));
    }
}
