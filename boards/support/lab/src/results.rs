//! The folder of a training's results, which belongs to one experiment and to one training at a
//! time.

use crate::{any_training::AnyTraining, saved::header, whole_file};
use lissom_experiment::{
    error::Error,
    experiment::{Experiment, FILE},
};
use std::{
    fs::{self, File, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

/// The snapshot that an interrupted training goes on from.
const LAST: &str = "last.snapshot";
const LOCK: &str = ".lock";

/// A folder that can be written, and that no other training writes.
#[derive(Debug)]
pub struct Results {
    folder: PathBuf,
    _lock: File,
}

impl Drop for Results {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.folder.join(LOCK));
    }
}

impl Results {
    /// Makes the folder if need be, and takes it.
    ///
    /// # Errors
    ///
    /// It cannot be written, or another training has it.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let wrong = |error| Error::file(folder, error);
        whole_file::check(folder)?;
        fs::create_dir_all(folder).map_err(wrong)?;
        let lock = File::create(folder.join(LOCK)).map_err(wrong)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(Error::file(folder, "another training writes it"));
            }
            // some file systems have no locks
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let results = Self { folder: folder.to_owned(), _lock: lock };
        // what was killed while it wrote
        results.remove(|name| name.starts_with('.') && name.ends_with(".part"))?;
        Ok(results)
    }

    /// Takes the folder for an experiment. What another one has left there goes with `force`.
    ///
    /// # Errors
    ///
    /// Without `force`: there is another experiment in it.
    pub fn claim(&self, experiment: &Experiment, force: bool) -> Result<(), Error> {
        if force {
            return self.remove(is_result);
        }
        let checked = self.check(experiment);
        checked.map_err(|error| Error::new(format!("{}; --force replaces it", error.line())))
    }

    /// Says in the folder what its results are of.
    pub fn tell(&self, experiment: &Experiment) -> Result<(), Error> {
        let text = experiment.file()?;
        whole_file::write(&self.folder.join(FILE), |writer| Ok(writer.write_all(text.as_bytes())?))
    }

    fn check(&self, experiment: &Experiment) -> Result<(), Error> {
        let told = self.folder.join(FILE);
        if told.is_file() {
            let found = Experiment::read(&told)?;
            let other = found.differences(experiment).into_iter().find(|(key, ..)| decides(key));
            let Some((key, theirs, ours)) = other else { return Ok(()) };
            let [theirs, ours] =
                [theirs, ours].map(|value| value.unwrap_or_else(|| "missing".to_owned()));
            let why = format!("has another experiment, whose {key} is {theirs} and not {ours}");
            return Err(Error::file(&self.folder, why));
        }
        for presentations in self.moments()? {
            let path = self.snapshot(presentations);
            if !experiment.is_of(&header(&path)?) {
                return Err(Error::file(&path, "is of another experiment"));
            }
        }
        Ok(())
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The snapshot that was written after `presentations`.
    pub fn snapshot(&self, presentations: u32) -> PathBuf {
        self.folder.join(format!("{}.snapshot", moment(presentations)))
    }

    /// The presentations after which there are snapshots, rising.
    pub fn moments(&self) -> Result<Vec<u32>, Error> {
        let names = self.names()?;
        let number = |name: &String| name.strip_suffix(".snapshot")?.parse().ok();
        let mut all: Vec<_> = names.iter().filter_map(number).collect();
        all.sort_unstable();
        Ok(all)
    }

    /// Goes on from the latest snapshot up to `end` presentations, if there is any.
    ///
    /// # Errors
    ///
    /// A snapshot is damaged, or of another experiment.
    pub fn resume(&self, training: &mut dyn AnyTraining, end: u32) -> Result<(), Error> {
        let latest = self.moments()?.into_iter().rfind(|&presentations| presentations <= end);
        if let Some(presentations) = latest {
            training.resume(&self.snapshot(presentations))?;
        }
        let last = self.folder.join(LAST);
        if last.is_file() {
            training.resume(&last)?;
            let reached = training.progress().presentations();
            if reached > end || latest.is_some_and(|latest| latest >= reached) {
                return match latest {
                    Some(presentations) => training.resume(&self.snapshot(presentations)),
                    None => Err(Error::file(&last, format!("has seen {reached} already"))),
                };
            }
        }
        Ok(())
    }

    /// Saves what an interrupted training goes on from.
    pub fn keep(&self, training: &dyn AnyTraining) -> Result<(), Error> {
        save(training, &self.folder.join(LAST))
    }

    /// Ends a training that is complete.
    pub fn complete(&self) -> Result<(), Error> {
        self.remove(|name| name == LAST)
    }

    fn names(&self) -> Result<Vec<String>, Error> {
        let wrong = |error| Error::file(&self.folder, error);
        let entries = fs::read_dir(&self.folder).map_err(wrong)?;
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        entries.map(|entry| entry.map(name)).collect::<Result<_, _>>().map_err(wrong)
    }

    fn remove(&self, which: impl Fn(&str) -> bool) -> Result<(), Error> {
        for name in self.names()?.iter().filter(|name| which(name)) {
            let path = self.folder.join(name);
            fs::remove_file(&path).map_err(|error| Error::file(&path, error))?;
        }
        Ok(())
    }
}

/// The snapshots in a folder of results, which others may write meanwhile.
pub fn snapshots(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrong = |error| Error::file(folder, error);
    let entries = fs::read_dir(folder).map_err(wrong)?;
    let all = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let is_snapshot = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name == LAST || is_result(&name) && name.ends_with(".snapshot")
    };
    Ok(all.map_err(wrong)?.into_iter().filter(is_snapshot).collect())
}

/// How the files of a moment begin.
pub fn moment(presentations: u32) -> String {
    format!("{presentations:06}")
}

/// Writes a snapshot that a power cut leaves whole, too.
pub fn save(training: &dyn AnyTraining, path: &Path) -> Result<(), Error> {
    whole_file::write_safely(path, |writer| training.save(writer))
}

/// Whether the bits of a training follow from this key: all but what is made of them, and when. A
/// snapshot knows images by their pixels.
fn decides(key: &str) -> bool {
    !["preset", "presentations", "snapshots", "every", "pictures.files"].contains(&key)
        && !key.starts_with("analysis.")
}

/// Whether a training writes files of this name.
fn is_result(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let is_of_moment = digits >= 6 && matches!(name.as_bytes().get(digits), Some(b'-' | b'.'));
    is_of_moment || [FILE, LAST, "maps.png", "maps.gif"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training;
    use lissom_experiment::{experiment::Assignment, pictures::Kind, preset::Preset, sides::Sides};

    fn experiment(set: &str) -> Experiment {
        let changes = [Assignment::set(set).unwrap()];
        Experiment::new(Preset::Notebook, Sides::equal(11), Kind::Gaussians, &changes).unwrap()
    }

    #[test]
    fn a_folder_belongs_to_one_experiment() {
        let path = std::env::temp_dir().join(format!("lissom-results-{}", std::process::id()));
        let results = Results::open(&path).unwrap();
        let second = Results::open(&path).unwrap_err();
        assert!(second.line().ends_with("another training writes it"), "{second:?}");
        let (ours, longer, other) =
            (experiment("steps=1"), experiment("presentations=9"), experiment("gamma_a=1.5"));
        let longer = Experiment { params: ours.params, phases: ours.phases.clone(), ..longer };
        results.claim(&ours, false).unwrap();
        results.tell(&ours).unwrap();
        results.claim(&longer, false).unwrap();
        let refused = results.claim(&other, false).unwrap_err();
        let why = "has another experiment, whose network.gamma_a is 1.0 and not 1.5; --force";
        assert!(refused.line().contains(why), "{refused:?}");

        let training = training::begin(&ours, ours.number, ours.seeds).unwrap();
        save(&*training, &results.snapshot(1_000_000)).unwrap();
        save(&*training, &results.snapshot(12)).unwrap();
        results.keep(&*training).unwrap();
        assert_eq!(results.moments().unwrap(), [12, 1_000_000]);
        for name in ["000012-map.png", "maps.gif", "12-notes.txt", "000012.notes", ".x.part"] {
            fs::write(path.join(name), name).unwrap();
        }
        fs::remove_file(path.join(FILE)).unwrap();
        results.claim(&longer, false).unwrap(); // by the snapshots
        let refused = results.claim(&other, false).unwrap_err();
        assert!(
            refused.line().contains("000012.snapshot: is of another experiment"),
            "{refused:?}"
        );
        results.claim(&other, true).unwrap();
        results.tell(&other).unwrap();
        drop(results);
        let results = Results::open(&path).unwrap();
        let mut names = results.names().unwrap();
        names.sort_unstable();
        assert_eq!(names, [LOCK, "12-notes.txt", FILE]);
        fs::remove_dir_all(&path).unwrap();
    }
}
