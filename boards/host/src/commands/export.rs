//! `export`: a snapshot's network for NumPy or for firmware.

mod firmware;

use crate::{
    changes::Changes, measurement::Measurement, outcome::Outcome, progress::Progress,
    side_args::SideArgs,
};
use clap::Args;
use lissom_experiment::{error::Error, experiment::FILE, measured_map::MeasuredMap};
use lissom_lab::{
    learned_arrays::{Array, of_training},
    plan::Plan,
    projection::lgn_on,
    saved::{Saved, load},
    threads::Parts,
    whole_file,
};
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The options of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// A snapshot of `train`. It tells its side; unequal sides must be named where there is no
    /// experiment.toml beside it
    file: PathBuf,
    /// The sides, where they are not all equal
    #[command(flatten)]
    sides: SideArgs,
    #[command(flatten)]
    changes: Changes,
    /// Where to: FILE.npz or a folder of .npy for NumPy; FILE.rs, with FILE.bin beside it, or
    /// FILE.bin alone for firmware
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
    /// Write each projection as a CSR matrix of its connections, not as a dense array
    #[arg(long)]
    packed: bool,
    /// Measure the map, too, and write it with each unit's tuning
    #[arg(long)]
    map: bool,
    #[command(flatten)]
    measurement: Measurement,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Npz,
    Folder,
    Rust,
    Bytes,
}

impl Kind {
    fn of(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("npz") => Ok(Self::Npz),
            Some("rs") => Ok(Self::Rust),
            Some("bin") => Ok(Self::Bytes),
            None => Ok(Self::Folder),
            Some(_) if path.is_dir() => Ok(Self::Folder),
            Some(other) => Err(Error::file(
                path,
                format!("export writes .npz, .rs, .bin or a folder, and not .{other}"),
            )),
        }
    }
}

impl Export {
    /// Writes, and prints what.
    ///
    /// # Errors
    ///
    /// The snapshot's, those of writing, and where firmware has no such network.
    pub fn run(&self) -> Result<Outcome, Error> {
        let kind = Kind::of(&self.out)?;
        let folder = match kind {
            Kind::Folder => &self.out,
            _ => self.out.parent().filter(|above| *above != Path::new("")).unwrap_or(".".as_ref()),
        };
        whole_file::check(folder)?;
        self.check(kind)?;
        let (changes, named) = (self.changes.assignments()?, self.sides.named());
        let saved = Saved::open(&self.file, &changes, named)?;
        let saved = saved.with(&self.file, &changes, named)?;
        fs::create_dir_all(folder).map_err(|error| Error::file(folder, error))?;
        let wrote = match kind {
            Kind::Npz | Kind::Folder => self.arrays(kind, &saved)?,
            Kind::Rust | Kind::Bytes => {
                firmware::write(&self.file, &saved, &self.out, kind == Kind::Rust)?
            }
        };
        let text = format!("{}: {wrote} in {}\n", saved.name(), self.out.display());
        let result = json!({
            "file": self.file, "experiment": saved.experiment.name(),
            "number": saved.format.name(), "out": self.out,
        });
        Ok(Outcome::new(text).with([result]))
    }

    /// Whether the options suit what is written.
    fn check(&self, kind: Kind) -> Result<(), Error> {
        let arrays = matches!(kind, Kind::Npz | Kind::Folder);
        for (option, is_there) in [("--packed", self.packed), ("--map", self.map)] {
            if is_there && !arrays {
                return Err(Error::new(format!("{option}: firmware's files have nothing of it")));
            }
        }
        if !self.map && self.measurement != Measurement::default() {
            let message = "the options of a measurement need --map, which measures";
            return Err(Error::new(message));
        }
        Ok(())
    }

    fn arrays(&self, kind: Kind, saved: &Saved) -> Result<String, Error> {
        let mut training = load(&self.file, &saved.experiment, saved.format)?;
        let map = if self.map {
            let method = self.measurement.method(&saved.experiment)?;
            let mut bar = Progress::new(method.pictures());
            let mut shown = || bar.next("measuring");
            Some(training.measure(&method, &mut Parts::default(), &mut shown)?)
        } else {
            None
        };
        let lgn_on = lgn_on(&Plan::of(&saved.experiment), saved.format)?;
        let mut all = of_training(&*training, lgn_on, self.packed);
        all.extend(map.iter().flat_map(MeasuredMap::arrays).map(Array::of_numbers));
        self.write(kind, &all, &saved.experiment.file()?)?;
        Ok(format!("{} arrays and the experiment", all.len()))
    }

    fn write(&self, kind: Kind, arrays: &[Array<'_>], experiment: &str) -> Result<(), Error> {
        if kind == Kind::Folder {
            for array in arrays {
                let path = self.out.join(format!("{}.npy", array.name));
                whole_file::write(&path, |writer| Ok(array.write(writer)?))?;
            }
            let path = self.out.join(FILE);
            return whole_file::write(&path, |writer| Ok(writer.write_all(experiment.as_bytes())?));
        }
        whole_file::write(&self.out, |writer| {
            let mut zip = rawzip::ZipArchiveWriter::new(&mut *writer);
            let mut entry = |name: &str, content: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
                let (mut entry, config) = zip.new_file(name).start()?;
                let mut writer = config.wrap(io::BufWriter::new(&mut entry));
                content(&mut writer)?;
                let (buffer, output) = writer.finish()?;
                buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
                entry.finish(output)?;
                Ok::<_, Error>(())
            };
            for array in arrays {
                entry(&format!("{}.npy", array.name), &|writer| array.write(writer))?;
            }
            entry(FILE, &|writer| writer.write_all(experiment.as_bytes()))?;
            zip.finish()?;
            Ok(())
        })
    }
}
