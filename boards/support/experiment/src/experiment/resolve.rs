//! From what a file and options say to an experiment: a later assignment of a key counts, and the
//! keys of which none speaks follow from the preset.

use super::{
    Assignment, Experiment, SEED,
    assignment::unknown,
    entry,
    first::{kind, preset, set, sides},
};
use crate::{
    course::Second,
    error::{Error, thresholds},
    format::Format,
    key::Value,
    method::{Analysis, Response},
    pictures::{Kind, Pictures},
    preset::Preset,
    sides::Sides,
};
use lissom::{
    Params,
    geometry::Placement,
    learning::{PhaseParams, TrainingParams},
    model::GainControlParams,
};

/// The least σ that streams draw, in cells.
const FINEST: f64 = 0.5;

impl Experiment {
    /// What the assignments say. The images of files are not yet read.
    ///
    /// # Errors
    ///
    /// With the source of the assignment: there is no such key, or its value is out of range.
    pub fn resolve(assignments: &[Assignment]) -> Result<Self, Error> {
        let last = |key: &str| assignments.iter().rev().find(|one| one.key == key);
        let preset = last("preset").map_or(Ok(Preset::LissomOr), preset)?;
        let sides = sides(preset, assignments)?;
        let kind = match last("pictures.stream") {
            Some(one) => kind(one)?,
            None if last("pictures.files").is_some() => Kind::Images,
            None => Kind::Gaussians,
        };
        if let (Kind::Images, Some(stream), None) =
            (kind, last("pictures.stream"), last("pictures.files"))
        {
            return Err(stream.wrong("pictures.files or --images says where they are"));
        }
        Self::new(preset, sides, kind, assignments)
    }

    /// A preset with these sides and pictures, and what the assignments say of the rest. The images
    /// of files are not yet read.
    ///
    /// # Errors
    ///
    /// As of [`resolve`](Self::resolve).
    pub fn new(
        preset: Preset,
        sides: Sides,
        kind: Kind,
        assignments: &[Assignment],
    ) -> Result<Self, Error> {
        let mut experiment = Self::of_network(preset, sides, kind);
        let is_network = |one: &&Assignment| one.key.starts_with("network.");
        for one in assignments.iter().filter(is_network) {
            experiment.assign(one)?;
        }
        experiment.derive(kind);
        for one in assignments.iter().filter(|one| !is_network(one)) {
            experiment.assign(one)?;
        }
        experiment.check()
    }

    /// The preset's network, of which the rest is to be derived.
    fn of_network(preset: Preset, sides: Sides, kind: Kind) -> Self {
        let params = match preset.published(Some(sides.lgn), Some(sides.v1)) {
            Some(params) => Params { retina: sides.retina, ..params },
            None => sides.params(|side| preset.params(side)),
        };
        let params = Params { seed: Some(SEED), ..params };
        let is_gcal = preset == Preset::Gcal;
        let has_channels = preset == Preset::LissomOr || is_gcal;
        let has_margins = params.placement != Placement::Corners;
        Self {
            preset,
            number: Format::Fixed16,
            params,
            channels: if has_channels || has_margins { 2 } else { 1 },
            shared_excitation: is_gcal,
            phases: Vec::new(),
            presentations: 0,
            snapshots: vec![0],
            every: 0,
            homeostasis: None,
            gain_control: None,
            waves: None,
            second: None,
            pictures: Pictures::new(kind, &params, TrainingParams::notebook(&params).pictures),
            seeds: SEED.into(),
            analysis: Analysis {
                orientations: 16,
                phases: 8,
                periods: Vec::new(),
                response: Response::Settled,
                region: 1.0,
            },
        }
    }

    /// Lets training, pictures and analysis follow from the network.
    fn derive(&mut self, kind: Kind) {
        let params = self.params;
        let seen = self.seen(); // pictures are as large as afferent fields
        match self.preset {
            Preset::LissomOr | Preset::NotebookOr => {
                self.follow(TrainingParams::lissom_or(&seen, 2), &seen, kind);
            }
            Preset::Gcal => {
                self.follow(TrainingParams::gcal(&seen), &seen, kind);
                self.gain_control = Some(GainControlParams::gcal(params.r_a / 6.5));
            }
            Preset::Gcal2013 | Preset::Gcl2013 | Preset::Al2013 | Preset::L2013 => {
                let mut training = TrainingParams::gcal_2013(&seen);
                if matches!(self.preset, Preset::Gcl2013 | Preset::L2013)
                    && let Some(homeostasis) = &mut training.homeostasis
                {
                    homeostasis.rate = 0.0;
                }
                self.follow(training, &seen, kind);
                if matches!(self.preset, Preset::Gcal2013 | Preset::Gcl2013) {
                    self.gain_control = Some(GainControlParams::gcal_2013(params.lgn));
                }
            }
            Preset::GcalTopographica => {
                self.follow(TrainingParams::gcal_topographica(&seen), &seen, kind);
                self.gain_control = Some(GainControlParams::gcal_topographica(params.lgn));
            }
            _ => self.follow(TrainingParams::notebook(&seen), &seen, kind),
        }
        self.analysis.periods = vec![self.best_period()];
        // the paper measures what V1 receives, in the middle 1 × 1 of 1.5 × 1.5
        if params.placement != Placement::Corners {
            self.analysis.response = Response::Afferent;
            let is_padded = self.preset != Preset::GcalTopographica;
            self.analysis.region = if is_padded { 2.0 / 3.0 } else { 1.0 };
        }
    }

    fn follow<const PHASES: usize>(
        &mut self,
        training: TrainingParams<PHASES>,
        seen: &Params,
        kind: Kind,
    ) {
        let TrainingParams { phases, presentations, homeostasis, pictures } = training;
        self.phases = phases.to_vec();
        (self.presentations, self.homeostasis) = (presentations, homeostasis);
        self.pictures = Pictures::new(kind, seen, pictures);
    }

    /// Sets what an assignment says.
    pub fn assign(&mut self, one: &Assignment) -> Result<(), Error> {
        let Assignment { key, value, .. } = one;
        match (key.as_str(), value) {
            ("phase", Value::Integer(0)) => self.phases.truncate(1),
            ("phase", _) => {
                let last = self.phases.last().copied();
                self.phases.extend(last.map(|last| PhaseParams { prune: 0.0, ..last }));
            }
            (section, Value::Truth(is)) if self.switch(section, *is) => {}
            (section, _) if entry::OPTIONAL.contains(&section) => {
                return Err(one.wrong(format!("{key} {value} is neither true nor false")));
            }
            _ => {
                if let Some((section, _)) = key.split_once('.') {
                    self.switch(section, true);
                }
                let Some((about, field)) = self.entry(key) else {
                    return Err(one.wrong(self.absent(key)));
                };
                set(field, one, about.range)?;
            }
        }
        Ok(())
    }

    /// Why it lacks a key.
    fn absent(&self, key: &str) -> String {
        let name = key.strip_prefix("phase.").and_then(|rest| rest.split_once('.'));
        if let Some((index, name)) = name
            && index.parse::<usize>().is_ok()
            && entry::names().contains(&format!("phase.{name}"))
        {
            return format!("{key}: the last phase is phase.{}", self.phases.len() - 1);
        }
        if key.starts_with("pictures.") && entry::names().iter().any(|name| name == key) {
            return format!("{key}: the stream {} has none", self.pictures.kind().name());
        }
        unknown(key)
    }

    fn check(self) -> Result<Self, Error> {
        if let Some(finest) = self.pictures.finest()
            && finest < FINEST
        {
            let message = format!(
                "pictures with a sigma of {finest:.2} cells, below {FINEST}: \
                 sides and r_a are too small to train"
            );
            return Err(Error::new(message));
        }
        if self.second.is_some() && self.channels != 2 {
            let why = "network.channels 1: eyes and motion need ON and OFF apart, 2";
            return Err(Error::new(why));
        }
        if matches!(self.second, Some(Second::Moment(_))) && self.pictures.kind() != Kind::Gaussians
        {
            let stream = self.pictures.kind().name();
            return Err(Error::new(format!(
                "motion: pictures.stream {stream} does not move; gaussians does"
            )));
        }
        let Params { lgn_theta_lower, lgn_theta_upper, .. } = self.params;
        let [lower, upper] = ["network.lgn_theta_lower", "network.lgn_theta_upper"];
        thresholds([(lower, lgn_theta_lower), (upper, lgn_theta_upper)])?;
        let mut before: Option<u32> = None;
        for (index, phase) in self.phases.iter().enumerate() {
            let &PhaseParams { from, theta_lower, theta_upper, .. } = phase;
            let name = |key: &str| format!("phase.{index}.{key}");
            let [lower, upper] = ["theta_lower", "theta_upper"].map(name);
            thresholds([(&lower, theta_lower), (&upper, theta_upper)])?;
            let why = match before {
                None if from != 0 => "is not 0, where the first phase begins".to_owned(),
                Some(before) if from <= before => {
                    format!("is not above phase.{}.from, which is {before}", index - 1)
                }
                _ => String::new(),
            };
            if !why.is_empty() {
                return Err(Error::new(format!("{} {from} {why}", name("from"))));
            }
            before = Some(from);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_as_large_as_afferent_fields() {
        let sigma = |retina| {
            let sides = Sides { retina, lgn: 24, v1: 30 };
            let new = Experiment::new(Preset::Notebook, sides, Kind::Gaussians, &[]).unwrap();
            (new.params.r_a, new.best_period(), new.pictures.finest().unwrap())
        };
        let ((narrow, period, fine), (wide, long, coarse)) = (sigma(24), sigma(47));
        assert_eq!((narrow, wide), (6.5, 6.5));
        assert_eq!((2.0 * period, 2.0 * fine), (long, coarse));
    }
}
