//! Experiments as files.

use super::{
    Assignment, Experiment,
    entry::OPTIONAL,
    source::{MADE, Source},
};
use crate::{bounded, error::Error, sides::Sides};
use std::{fmt::Write, path::Path};

/// The name of the file in a folder of results.
pub const FILE: &str = "experiment.toml";

impl Experiment {
    /// What a file says.
    ///
    /// # Errors
    ///
    /// With the file and the line: it is no TOML, or has a key that there is not.
    pub fn assignments_of(path: &Path) -> Result<Vec<Assignment>, Error> {
        Source { path, text: &bounded::read_text(path)? }.assignments()
    }

    /// The experiment of a file. The images of files are not yet read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        Self::resolve(&Self::assignments_of(path)?)
    }

    /// The whole experiment as a file: every key with its meaning, its range, and the value that
    /// follows from the preset and the sides.
    pub fn file(&self) -> Result<String, Error> {
        let mut own = self.clone();
        let sides = Sides::of(&own.params);
        let mut usual = Self::new(own.preset, sides, own.pictures.kind(), &[]).ok();
        let mut text = "# `lissom train FILE` runs this experiment. Keys that are missing follow from preset and\n\
            # sides, and so do the values here but those with a `default`. In brackets: what may be.\n"
            .to_owned();
        let mut section = "";
        let names = own.names();
        // before all sections
        for name in OPTIONAL.iter().filter(|name| names.iter().any(|known| known == *name)) {
            writeln!(text, "{:<36}# true, or a section [{name}]", format!("{name} = false"))?;
        }
        for name in &names {
            let Some((of, key)) = name.rsplit_once('.').or(Some(("", name))) else { continue };
            if OPTIONAL.contains(&key) {
                continue;
            }
            if of != section {
                section = of;
                match of.strip_prefix("phase.") {
                    Some(index) => writeln!(text, "\n[[phase]] # {index}")?,
                    None => writeln!(text, "\n[{of}]")?,
                }
            }
            let default = usual.as_mut().and_then(|usual| usual.toml(name));
            let Some((about, field)) = own.entry(name) else { continue };
            let line = format!("{key} = {}", field.toml());
            if of.starts_with("phase.") && of != "phase.0" {
                writeln!(text, "{line}")?;
                continue;
            }
            write!(text, "{line:<36}# {} [{:#}", about.meaning, about.range)?;
            match default.filter(|default| *default != field.toml()) {
                Some(default) => writeln!(text, "; default {default}]")?,
                None => writeln!(text, "]")?,
            }
        }
        let (version, hash) = (env!("CARGO_PKG_VERSION"), self.hash()?);
        writeln!(text, "\n[{MADE}] # by; not read")?;
        writeln!(text, "version = \"{version}\"\nhash = \"{hash:016x}\"")?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::with_all_sides;

    fn set(all: &str) -> Experiment {
        let all = all.split_whitespace().map(|set| Assignment::set(set).unwrap());
        Experiment::resolve(&with_all_sides(all.collect())).unwrap()
    }

    fn read(text: &str) -> Result<Experiment, Error> {
        let path = Path::new("some/e.toml");
        Experiment::resolve(&Source { path, text }.assignments()?)
    }

    #[test]
    fn what_is_written_is_read() {
        for all in [
            "",
            "preset=gcal network.side=24 seeds.weights=7 seeds.pictures=7",
            "preset=notebook network.retina=30 network.lgn=20 network.v1=47 number=f64",
            "pictures.stream=faces seeds.weights=none phase.3.rate_i={connection=1e-5}",
            "homeostasis=true gain_control.k=0.2 network.channels=2",
            "preset=gcal-2013 waves.presentations=100 eyes.correlation=0.25 pictures.stream=leaves \
             pictures.images=3",
            "motion.speed=1.5 waves.noise=0.25",
            "pictures.stream=discs preset=lissom-or eyes=true",
            "preset=gcal gain_control=false contrast=0.5 snapshots=[3,1]",
        ] {
            let experiment = set(all);
            let file = experiment.file().unwrap();
            assert_eq!(read(&file).as_ref(), Ok(&experiment), "{all}");
            let hash = format!("hash = \"{:016x}\"", experiment.hash().unwrap());
            assert!(file.contains(&hash), "{all}");
            let wide = file.lines().filter(|line| line.chars().count() > 140);
            assert_eq!(wide.collect::<Vec<_>>(), [""; 0], "{all}");
        }
    }
}
