//! What a training has left in its folder.

use super::{Caption, Connections, Titled};
use lissom::{
    geometry::OwnedField,
    orientation::{Orientation, OrientationMap, Preference},
    side::Dyn,
};
use lissom_experiment::{
    error::Error,
    experiment::{Experiment, FILE},
    ring::Ring,
    sides::Sides,
};
use lissom_lab::results::moment;
use lissom_npy as npy;
use std::{
    fs,
    ops::RangeInclusive,
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
    /// The first row and column of V1 that it is of: it may be of the middle alone.
    pub first: usize,
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
        let v1 = self.experiment.params.cortex;
        let read = |name: &str, allowed: RangeInclusive<f64>| {
            let path = self.path(presentations, name);
            let all = npy::read(&path)?;
            let wrong = |why: String| Error::file(&path, why);
            let side = all.len().isqrt();
            if side * side != all.len() || !(1..=v1).contains(&side) {
                let found = all.len();
                return Err(wrong(format!(
                    "{found} numbers for a map of at most {v1} × {v1} units"
                )));
            }
            match all.iter().find(|&number| !allowed.contains(number)) {
                Some(number) => Err(wrong(format!("{number} is not in {allowed:?}"))),
                None => Ok(all),
            }
        };
        let preferences = read("preference", 0.0..=180.0)?;
        let selectivities = read("selectivity", 0.0..=1.0)?;
        if selectivities.len() != preferences.len() {
            let path = self.path(presentations, "selectivity");
            let (found, others) = (selectivities.len(), preferences.len());
            return Err(Error::file(&path, format!("{found} numbers for {others} preferences")));
        }
        let side = preferences.len().isqrt();
        let mut map = OrientationMap::with_side(Dyn::new(side)?);
        map.fill_with(|row, column| Preference {
            orientation: Orientation::from_degrees(preferences[row * side + column]),
            selectivity: (selectivities[row * side + column] * 65_535.0).round() as u16,
        });
        let experiment = &self.experiment;
        let caption = Caption::new(experiment, experiment.number, true, presentations);
        let period = Ring::of(&map).k_max().map(|k| side as f64 / k);
        Ok(SavedMap { caption, map, period, first: (v1 - side) / 2 })
    }

    /// The afferent weights of a moment, ON and OFF where V1 has both.
    ///
    /// # Errors
    ///
    /// As of [`map`](Self::map).
    pub fn afferent(&self, presentations: u32) -> Result<Vec<Connections>, Error> {
        let params = &self.experiment.params;
        let Sides { lgn, v1, .. } = Sides::of(params);
        let channel = |channel| {
            let path = self.path(presentations, &format!("afferent-{channel}"));
            let [lgn, v1] = [Dyn::new(lgn)?, Dyn::new(v1)?];
            Connections::read(&path, OwnedField::placed(params.placement, lgn, v1, params.r_a)?)
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
            let v1 = Dyn::new(params.cortex)?;
            Ok((kind, Connections::read_unit(&path, OwnedField::new(v1, v1, radius)?, unit)?))
        };
        kinds.into_iter().take(learn).map(read).collect()
    }
}
