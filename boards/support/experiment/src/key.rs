//! The keys of an experiment: one table for the files, `--set`, their help and their errors.

mod field;
mod network;
mod pictures;
mod range;
mod training;
mod value;
mod word;

pub use field::Field;
pub use network::NETWORK;
pub use pictures::{DISCS, EYES, FACES, GAUSSIANS, IMAGES, LEAVES, MOTION, STREAM, WAVES};
pub use range::Range;
pub use training::{ANALYSIS, COUNT, GAIN_CONTROL, HOMEOSTASIS, PHASE, TRUTH};
pub use value::Value;

use crate::error::Error;

/// What users are told of a key.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its name within its section.
    pub name: &'static str,
    /// What it stands for, with its unit.
    pub meaning: &'static str,
    /// What it may be.
    pub range: Range,
}

/// A key, and where its value is in a `T`.
#[derive(Debug, Clone, Copy)]
pub struct Key<T> {
    /// What users are told of it.
    pub about: About,
    /// The place of its value.
    pub field: fn(&mut T) -> &mut dyn Field,
}

/// A key of this name, meaning and range.
pub const fn key<T>(
    name: &'static str,
    meaning: &'static str,
    range: Range,
    field: fn(&mut T) -> &mut dyn Field,
) -> Key<T> {
    Key { about: About { name, meaning, range }, field }
}

/// The key with this name.
pub fn find<T>(keys: &'static [Key<T>], name: &str) -> Option<&'static Key<T>> {
    keys.iter().find(|key| key.about.name == name)
}

/// Sets a parameter of a network, as the `KEY=VALUE` of an option says.
pub fn set<T>(keys: &'static [Key<T>], owner: &mut T, assignment: &str) -> Result<(), Error> {
    let wrong = |why: String| Error::new(format!("--set {assignment}: {why}"));
    let (name, value) = Value::assignment(assignment).map_err(wrong)?;
    let short = name.strip_prefix("network.").unwrap_or(name);
    let names = keys.iter().map(|key| key.about.name);
    let key = find(keys, short).ok_or_else(|| {
        let known = names.clone().collect::<Vec<_>>().join(" ");
        wrong(format!("no such key{}; there are {known}", meant(name, names)))
    })?;
    let set = (key.field)(owner).set(&value, key.about.range);
    set.map_err(|expected| wrong(format!("{name} {value} is not {expected}")))
}

/// The nearest of some names, as a question; empty where none is near.
pub fn meant<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let near = |known: &'a str| {
        // a key in another section is as near as its own name
        let own = known.rsplit('.').next().unwrap_or(known);
        let short = name.rsplit('.').next().unwrap_or(name);
        let likeness = strsim::jaro_winkler(name, known);
        likeness.max(strsim::jaro_winkler(short, own) - 0.01)
    };
    names
        .map(|known| (near(known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.8)
        .map_or_else(String::new, |(_, known)| format!("; did you mean {known}?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lissom::Params;

    #[test]
    fn the_nearest_name_is_meant() {
        let keys = ["network.gamma_a", "network.gamma_e", "pictures.contrast"];
        for (name, near) in [
            ("network.gama_a", "; did you mean network.gamma_a?"),
            ("gamma_e", "; did you mean network.gamma_e?"),
            ("training.contrast", "; did you mean pictures.contrast?"),
            ("zzz", ""),
        ] {
            assert_eq!(meant(name, keys.into_iter()), near);
        }
    }

    #[test]
    fn numbers_of_a_network_are_set() {
        let mut params = Params::notebook(12);
        set(NETWORK, &mut params, "network.gamma_a=1.25").unwrap();
        set(NETWORK, &mut params, "steps=3").unwrap();
        assert_eq!((params.gamma_a, params.steps), (1.25, 3));
        for (assignment, why) in [
            ("gamma_a=33", "--set gamma_a=33: gamma_a 33 is not a number of 0..=32"),
            ("steps=1.5", "--set steps=1.5: steps 1.5 is not a whole number of 0..=1000"),
            ("gamma_a", "--set gamma_a: not KEY=VALUE"),
        ] {
            assert_eq!(set(NETWORK, &mut params, assignment).unwrap_err().line(), why);
        }
        let unknown = set(NETWORK, &mut params, "gama_a=1").unwrap_err();
        assert!(unknown.line().contains("did you mean gamma_a?; there are retina"), "{unknown:?}");
    }
}
