//! One value of one key, and who says so.

use super::entry;
use crate::{
    error::Error,
    key::{Value, meant},
};

/// The value of a key, as a file or an option gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The file with its line, or the option: the first words of an error.
    pub source: String,
    /// The whole name of the key, such as `network.gamma_a` or `phase.0.rate_a`.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Whether it is one of a sheet that has no side of its own, and follows from `network.side`.
    pub follows: bool,
}

impl Assignment {
    /// That of an option.
    pub fn option(option: &str, key: &str, value: impl Into<Value>) -> Self {
        let (source, key) = (option.to_owned(), key.to_owned());
        Self { source, key, value: value.into(), follows: false }
    }

    /// That of `--set KEY=VALUE`. The section may be left out where one section alone has the key,
    /// and that of the network always.
    pub fn set(text: &str) -> Result<Self, Error> {
        let source = format!("--set {text}");
        let wrong = |why: String| Error::new(format!("{source}: {why}"));
        let (name, value) = Value::assignment(text).map_err(wrong)?;
        let names = entry::names();
        let is_whole = |name: &str| name.contains('.') || names.iter().any(|known| known == name);
        let key = if is_whole(name) {
            name.to_owned()
        } else {
            let in_section = |known: &&String| {
                known
                    .rsplit_once('.')
                    .is_some_and(|(section, key)| key == name && section != "phase")
            };
            let mut found: Vec<_> = names.iter().filter(in_section).collect();
            found.dedup();
            // those that most experiments lack come last
            let is_rare = |known: &&String| {
                known.split_once('.').is_some_and(|(section, _)| entry::RARE.contains(&section))
            };
            if !found.iter().all(is_rare) {
                found.retain(|known| !is_rare(known));
            }
            if let Some(network) = found.iter().find(|known| known.starts_with("network.")) {
                found = vec![network];
            }
            match found.as_slice() {
                [] => return Err(wrong(unknown(name))),
                [one] => (*one).clone(),
                several => {
                    let several: Vec<_> = several.iter().map(|name| name.as_str()).collect();
                    return Err(wrong(format!("{name} of {}?", several.join(" or "))));
                }
            }
        };
        Ok(Self { source, key, value, follows: false })
    }

    /// What is wrong with it.
    pub fn wrong(&self, why: impl std::fmt::Display) -> Error {
        Error::new(format!("{}: {why}", self.source))
    }
}

/// That there is no such key.
pub fn unknown(name: &str) -> String {
    let names = entry::names();
    let meant = meant(name, names.iter().map(String::as_str));
    format!("no key {name}{meant}; `lissom params` lists them")
}

/// Sides for what a layer leaves out of retina, LGN and V1 where it sets `side`.
pub fn with_all_sides(mut layer: Vec<Assignment>) -> Vec<Assignment> {
    if let Some(side) = layer.iter().rposition(|one| one.key == "network.side") {
        let side = layer.remove(side);
        for sheet in ["network.retina", "network.lgn", "network.v1"] {
            if !layer.iter().any(|one| one.key == sheet) {
                layer.push(Assignment { key: sheet.to_owned(), follows: true, ..side.clone() });
            }
        }
    }
    layer
}
