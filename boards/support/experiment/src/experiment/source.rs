//! What the text of a file says.

use super::{
    Assignment,
    assignment::{unknown, with_all_sides},
    entry::{self, OPTIONAL},
};
use crate::{
    error::Error,
    key::{Value, meant},
};
use std::{ops::Range, path::Path};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The sections that a file may have, beside phases.
const SECTIONS: [&str; 9] = [
    "seeds",
    "network",
    "gain_control",
    "homeostasis",
    "pictures",
    "waves",
    "eyes",
    "motion",
    "analysis",
];
/// Who wrote a file: not read.
pub(super) const MADE: &str = "made";

/// The text of a file, and its name for errors.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What is in it.
    pub text: &'a str,
}

impl Source<'_> {
    /// What it says.
    pub fn assignments(self) -> Result<Vec<Assignment>, Error> {
        let toml = DeTable::parse(self.text)
            .map_err(|error| self.at(error.span().unwrap_or_default()).wrong(error.message()))?;
        let mut all = Vec::new();
        for (key, value) in toml.get_ref() {
            let (name, span) = (key.get_ref().as_ref(), key.span());
            match value.get_ref() {
                DeValue::Table(_) if name == MADE => {}
                DeValue::Table(table) if SECTIONS.contains(&name) => {
                    if OPTIONAL.contains(&name) {
                        all.push(self.assignment(name.to_owned(), Value::Truth(true), span));
                    }
                    self.section(name, table, &mut all)?;
                }
                DeValue::Array(phases) if name == "phase" => {
                    for (phase, index) in phases.iter().zip(0_usize..) {
                        let DeValue::Table(table) = phase.get_ref() else {
                            return Err(self.at(phase.span()).wrong("a phase is a table"));
                        };
                        all.push(self.assignment(name.to_owned(), index as u64, phase.span()));
                        self.section(&format!("phase.{index}"), table, &mut all)?;
                    }
                }
                DeValue::Table(_) => {
                    let meant = meant(name, SECTIONS.into_iter().chain(["phase"]));
                    return Err(self.at(span).wrong(format!("no section {name}{meant}")));
                }
                value => self.key("", name, (value, span), &mut all)?,
            }
        }
        Ok(with_all_sides(all))
    }

    fn section(
        self,
        section: &str,
        table: &DeTable<'_>,
        all: &mut Vec<Assignment>,
    ) -> Result<(), Error> {
        table.iter().try_for_each(|(key, value): (&Spanned<_>, _)| {
            let name: &toml::de::DeString<'_> = key.get_ref();
            self.key(section, name, (value.get_ref(), key.span()), all)
        })
    }

    fn key(
        self,
        section: &str,
        key: &str,
        (value, span): (&DeValue<'_>, Range<usize>),
        all: &mut Vec<Assignment>,
    ) -> Result<(), Error> {
        let name = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
        let general =
            if section.starts_with("phase.") { format!("phase.{key}") } else { name.clone() };
        let wrong = |why: String| self.at(span.clone()).wrong(why);
        if !entry::names().contains(&general) {
            return Err(wrong(unknown(&general)));
        }
        let mut value = Value::of(value).map_err(|why| wrong(format!("{name}: {why}")))?;
        if name == "pictures.files" {
            self.find(&mut value);
        }
        all.push(self.assignment(name, value, span));
        Ok(())
    }

    /// Paths begin where the file is.
    fn find(self, value: &mut Value) {
        match value {
            Value::Text(path) => {
                let folder = self.path.parent().unwrap_or(Path::new(""));
                *path = folder.join(&*path).to_string_lossy().into_owned();
            }
            Value::List(all) => all.iter_mut().for_each(|one| self.find(one)),
            _ => {}
        }
    }

    fn assignment(self, key: String, value: impl Into<Value>, span: Range<usize>) -> Assignment {
        let line = 1 + self.text[..span.start.min(self.text.len())].matches('\n').count();
        let source = format!("{}:{line}", self.path.display());
        Assignment { source, key, value: value.into(), follows: false }
    }

    /// A place in it, for an error.
    fn at(self, span: Range<usize>) -> Assignment {
        self.assignment(String::new(), Value::Truth(true), span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        pictures::{Kind, Pictures},
        preset::Preset,
        sides::Sides,
    };
    use lissom::learning::{PhaseParams, Rate};

    fn read(text: &str) -> Result<Experiment, Error> {
        let path = Path::new("some/e.toml");
        Experiment::resolve(&Source { path, text }.assignments()?)
    }

    #[test]
    fn what_is_missing_follows_from_the_preset() {
        let preset = |preset, sides, set: &[&str], kind| {
            let set: Vec<_> = set.iter().map(|set| Assignment::set(set).unwrap()).collect();
            Experiment::new(preset, sides, kind, &set).unwrap()
        };
        let all = Sides::equal(36);
        let usual = preset(Preset::LissomOr, all, &[], Kind::Gaussians);
        assert_eq!(read(""), Ok(usual));
        let text = "preset = \"gcal\"\n[network]\nside = 24\nv1 = 30\nr_a = 5\n[pictures]\n\
            stream = \"faces\"";
        assert_eq!(
            read(text),
            Ok(preset(Preset::Gcal, Sides { v1: 30, ..Sides::equal(24) }, &["r_a=5"], Kind::Faces))
        );
        let phases = "[network]\nsteps = 7\n[[phase]]\nr_e = 3\nprune = 0.5\n\
            [[phase]]\nfrom = 10\nrate_a = { connection = 0.1 }";
        let [first, second] = read(phases).unwrap().phases[..] else { panic!() };
        let usual = preset(Preset::LissomOr, all, &["steps=7"], Kind::Gaussians).phases[0];
        assert_eq!(first, PhaseParams { r_e: 3.0, prune: 0.5, ..usual });
        let rate_a = Rate::Connection(0.1);
        let expected = PhaseParams { from: 10, prune: 0.0, rate_a, ..first };
        assert_eq!(second, expected);
        let images = read("[pictures]\nfiles = [\"a.png\", \"/b\"]\nwindow = 9").unwrap();
        let Pictures::Images(images) = images.pictures else { panic!() };
        assert_eq!(images.files, [Path::new("some/a.png"), Path::new("/b")]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, why) in [
            ("a = ", "e.toml:1: "),
            ("\n\nprset = \"gcal\"", "e.toml:3: no key prset; did you mean preset?"),
            (
                "[network]\ngama_a = 1",
                "e.toml:2: no key network.gama_a; did you mean network.gamma_a?",
            ),
            ("gamma_a = 1", "e.toml:1: no key gamma_a; did you mean network.gamma_a?"),
            ("[netwrok]", "e.toml:1: no section netwrok; did you mean network?"),
            ("[[phase]]\nrat_a = 1", "e.toml:2: no key phase.rat_a; did you mean phase.rate_a?"),
            ("phase = [1]", "e.toml:1: a phase is a table"),
            ("preset = \"gcall\"", "e.toml:1: no preset gcall; did you mean gcal?"),
            ("preset = 1", "e.toml:1: preset 1 is none of lissom-or, gcal"),
            ("[network]\nr_a = -1", "e.toml:2: network.r_a -1 is not a number ≥ 0"),
            ("[network]\nlgn = 256", "e.toml:2: network.lgn 256 is not a whole number of 1..=255"),
            ("[network]\nside = 0.5", "e.toml:2: network.lgn 0.5 is not a whole number"),
            ("[seeds]\nweights = \"x\"", "seeds.weights \"x\" is not 0 to 2⁶⁴ − 1, or"),
            ("number = \"f16\"", "e.toml:1: number \"f16\" is not \"f64\", \"f32\""),
            ("[[phase]]\nrate_a = 0.5", "phase.0.rate_a 0.5 is not { field = α }"),
            ("[pictures]\nsize = 3", "e.toml:2: pictures.size: the stream gaussians has none"),
            ("[pictures]\nstream = \"x\"", "e.toml:2: pictures.stream \"x\" is not \"gaussians\""),
            ("[pictures]\nstream = \"images\"", "e.toml:2: pictures.files or --images says"),
            ("gain_control = 3", "e.toml:1: gain_control 3 is neither true nor false"),
            ("a = 2026-11-30", "e.toml:1: no key a"),
            ("presentations = 2026-11-30", "e.toml:1: presentations: a date"),
        ] {
            let error = read(text).map(|_| ()).unwrap_err();
            assert!(error.line().contains(why), "{text:?}: {}", error.line());
        }
    }
}
