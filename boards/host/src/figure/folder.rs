//! What a training has left in its folder.

use super::{Caption, Connections, Titled};
use crate::{
    error::Error,
    experiment::{Experiment, FILE},
    npy,
    results::moment,
    sides::Sides,
};
use lissom::{
    orientation::{Orientation, OrientationMap, Preference, Spectrum},
    side::Dyn,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder of `train`, with the experiment that its files are of.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// The experiment.
    pub experiment: Experiment,
    /// The presentations after which there are maps, rising.
    pub moments: Vec<u32>,
}

/// A map of the folder.
#[derive(Debug)]
pub struct SavedMap {
    /// What it is of.
    pub caption: Caption,
    /// The map.
    pub map: OrientationMap<Dyn>,
    /// Its period in units, if it has one.
    pub period: Option<f64>,
}

impl SavedMap {
    /// With what is different from the folder's other maps.
    pub fn titled(&self) -> Titled<'_> {
        Titled { map: &self.map, title: self.caption.moment(), period: self.period }
    }
}

const PREFERENCE: &str = "-preference.npy";

impl Folder {
    /// Reads which experiment and which maps there are.
    ///
    /// # Errors
    ///
    /// It is no folder of a training, or has no map.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let told = path.join(FILE);
        if path.is_dir() && !told.is_file() {
            let why = format!("has no {FILE}: `lissom train --out` makes such a folder");
            return Err(Error::file(path, why));
        }
        let wrong = |error| Error::file(path, error);
        let mut moments = Vec::new();
        for entry in fs::read_dir(path).map_err(wrong)? {
            let name = entry.map_err(wrong)?.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(PREFERENCE));
            moments.extend(number.and_then(|number| number.parse::<u32>().ok()));
        }
        moments.sort_unstable();
        if moments.is_empty() {
            return Err(Error::file(
                path,
                format!("has no map, no file such as 000000{PREFERENCE}"),
            ));
        }
        Ok(Self { path: path.to_owned(), experiment: Experiment::read(&told)?, moments })
    }

    /// The last moment, or one that is asked for.
    ///
    /// # Errors
    ///
    /// There is no map of it.
    pub fn moment(&self, wanted: Option<u32>) -> Result<u32, Error> {
        let last = self.moments.last().copied().unwrap_or(0);
        let found = wanted.unwrap_or(last);
        if self.moments.contains(&found) {
            return Ok(found);
        }
        let all: Vec<_> = self.moments.iter().map(u32::to_string).collect();
        let why = format!("has no map after {found} presentations, but after {}", all.join(", "));
        Err(Error::file(&self.path, why))
    }

    fn path(&self, presentations: u32, name: &str) -> PathBuf {
        self.path.join(format!("{}-{name}.npy", moment(presentations)))
    }

    /// The map of a moment.
    ///
    /// # Errors
    ///
    /// A file is missing, damaged, or of another side.
    pub fn map(&self, presentations: u32) -> Result<SavedMap, Error> {
        let side = self.experiment.params.cortex;
        let read = |name: &str, allowed: std::ops::RangeInclusive<f64>| {
            let path = self.path(presentations, name);
            let all = npy::read(&path)?;
            let wrong = |why: String| Error::file(&path, why);
            if all.len() != side * side {
                return Err(wrong(format!("{} numbers for {side} × {side} units", all.len())));
            }
            match all.iter().find(|&number| !allowed.contains(number)) {
                Some(number) => Err(wrong(format!("{number} is not in {allowed:?}"))),
                None => Ok(all),
            }
        };
        let preferences = read("preference", 0.0..=180.0)?;
        let selectivities = read("selectivity", 0.0..=1.0)?;
        let mut map = OrientationMap::with_side(Dyn::new(side)?);
        map.fill_with(|row, column| Preference {
            orientation: Orientation::from_degrees(preferences[row * side + column]),
            selectivity: (selectivities[row * side + column] * 65_535.0).round() as u16,
        });
        let experiment = &self.experiment;
        let caption = Caption::new(experiment, experiment.number, true, presentations);
        let period = Spectrum::of(&map).period();
        Ok(SavedMap { caption, map, period })
    }

    /// The afferent weights of a moment, ON and OFF where V1 has both.
    ///
    /// # Errors
    ///
    /// As of [`map`](Self::map).
    pub fn afferent(&self, presentations: u32) -> Result<Vec<Connections>, Error> {
        let Sides { lgn, v1, .. } = Sides::of(&self.experiment.params);
        let radius = self.experiment.params.r_a;
        let channel = |channel| {
            let path = self.path(presentations, &format!("afferent-{channel}"));
            Connections::read(&path, [lgn, v1], radius)
        };
        (0..self.experiment.channels).map(channel).collect()
    }

    /// A unit's weights within V1 that learn.
    ///
    /// # Errors
    ///
    /// As of [`map`](Self::map).
    pub fn lateral(
        &self,
        presentations: u32,
        unit: [usize; 2],
    ) -> Result<Vec<(&'static str, Connections)>, Error> {
        let Experiment { params, shared_excitation, .. } = &self.experiment;
        let kinds = [("inhibitory", params.r_i), ("excitatory", params.r_e)];
        let learn = if *shared_excitation { 1 } else { 2 };
        let read = |(kind, radius)| {
            let path = self.path(presentations, kind);
            Ok((kind, Connections::read_unit(&path, [params.cortex; 2], radius, unit)?))
        };
        kinds.into_iter().take(learn).map(read).collect()
    }
}
