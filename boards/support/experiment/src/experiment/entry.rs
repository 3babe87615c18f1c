//! The keys that an experiment has.

use super::{
    Experiment,
    keys::{AFFERENT, SEEDS, TOP},
};
use crate::{
    course::Second,
    key::{
        ANALYSIS, About, DISCS, EYES, FACES, Field, GAIN_CONTROL, GAUSSIANS, HOMEOSTASIS, IMAGES,
        Key, LEAVES, MOTION, NETWORK, PHASE, STREAM, WAVES, find,
    },
    pictures::Pictures,
};

/// A key with the place of its value.
pub type Entry<'a> = (&'static About, &'a mut dyn Field);

fn entry<'a, T>(keys: &'static [Key<T>], name: &str, owner: &'a mut T) -> Option<Entry<'a>> {
    find(keys, name).map(|key| (&key.about, (key.field)(owner)))
}

fn named<T>(section: &str, keys: &'static [Key<T>]) -> impl Iterator<Item = String> + use<T> {
    let start = if section.is_empty() { String::new() } else { format!("{section}.") };
    keys.iter().map(move |key| format!("{start}{}", key.about.name))
}

/// The sections that a file may lack; `gain_control = false` says that there is none.
pub const OPTIONAL: [&str; 5] = ["gain_control", "homeostasis", RARE[0], RARE[1], RARE[2]];

/// Those that most experiments lack.
pub const RARE: [&str; 3] = ["waves", "eyes", "motion"];

/// The whole names of all keys, those of phases without a number.
pub fn names() -> Vec<String> {
    let sides = ["network.side"].into_iter().chain(OPTIONAL).map(str::to_owned);
    named("", TOP)
        .chain(named("seeds", SEEDS))
        .chain(sides)
        .chain(named("network", NETWORK))
        .chain(named("network", AFFERENT))
        .chain(named("gain_control", GAIN_CONTROL))
        .chain(named("homeostasis", HOMEOSTASIS))
        .chain(named("phase", PHASE))
        .chain(named("pictures", STREAM))
        .chain(named("pictures", GAUSSIANS))
        .chain(named("pictures", FACES))
        .chain(named("pictures", IMAGES))
        .chain(named("pictures", LEAVES))
        .chain(named("pictures", DISCS))
        .chain(named("waves", WAVES))
        .chain(named("eyes", EYES))
        .chain(named("motion", MOTION))
        .chain(named("analysis", ANALYSIS))
        .collect()
}

impl Experiment {
    /// Whether some experiment has a key of this whole name.
    pub fn has_key(name: &str) -> bool {
        let general = match name.strip_prefix("phase.").and_then(|rest| rest.split_once('.')) {
            Some((index, key)) if index.parse::<usize>().is_ok() => format!("phase.{key}"),
            _ => name.to_owned(),
        };
        names().contains(&general)
    }

    /// A key that it has, by its whole name.
    pub fn entry(&mut self, name: &str) -> Option<Entry<'_>> {
        let (section, key) = name.rsplit_once('.').unwrap_or(("", name));
        match section {
            "" => entry(TOP, key, self),
            "seeds" => entry(SEEDS, key, self),
            "network" if find(AFFERENT, key).is_some() => entry(AFFERENT, key, self),
            "network" => entry(NETWORK, key, &mut self.params),
            "gain_control" => entry(GAIN_CONTROL, key, self.gain_control.as_mut()?),
            "homeostasis" => entry(HOMEOSTASIS, key, self.homeostasis.as_mut()?),
            "waves" => entry(WAVES, key, self.waves.as_mut()?),
            "eyes" | "motion" => match (section, self.second.as_mut()?) {
                ("eyes", Second::Eye(eyes)) => entry(EYES, key, eyes),
                ("motion", Second::Moment(motion)) => entry(MOTION, key, motion),
                _ => None,
            },
            "analysis" => entry(ANALYSIS, key, &mut self.analysis),
            "pictures" if key == "stream" => entry(STREAM, key, &mut self.pictures),
            "pictures" => match &mut self.pictures {
                Pictures::Gaussians(params) => entry(GAUSSIANS, key, params),
                Pictures::Faces(params) => entry(FACES, key, params),
                Pictures::Images(params) => entry(IMAGES, key, params),
                Pictures::Leaves(params) => entry(LEAVES, key, params),
                Pictures::Discs(params) => entry(DISCS, key, params),
            },
            _ => {
                let index = section.strip_prefix("phase.")?.parse().ok();
                entry(PHASE, key, self.phases.get_mut::<usize>(index?)?)
            }
        }
    }

    /// The whole names of the keys that it has, in the order of a file.
    pub fn names(&self) -> Vec<String> {
        let optional = |section: &str| {
            if !self.has(section) {
                return vec![section.to_owned()];
            }
            match section {
                "gain_control" => named(section, GAIN_CONTROL).collect(),
                "homeostasis" => named(section, HOMEOSTASIS).collect(),
                "waves" => named(section, WAVES).collect(),
                "eyes" => named(section, EYES).collect(),
                _ => named(section, MOTION).collect::<Vec<_>>(),
            }
        };
        let phases = 0..self.phases.len();
        let of_stream: Vec<_> = match &self.pictures {
            Pictures::Gaussians(_) => named("pictures", GAUSSIANS).collect(),
            Pictures::Faces(_) => named("pictures", FACES).collect(),
            Pictures::Images(_) => named("pictures", IMAGES).collect(),
            Pictures::Leaves(_) => named("pictures", LEAVES).collect(),
            Pictures::Discs(_) => named("pictures", DISCS).collect(),
        };
        named("", TOP)
            .chain(named("seeds", SEEDS))
            .chain(named("network", NETWORK))
            .chain(named("network", AFFERENT))
            .chain(["gain_control", "homeostasis"].into_iter().flat_map(optional))
            .chain(phases.flat_map(|index| named(&format!("phase.{index}"), PHASE)))
            .chain(named("pictures", STREAM))
            .chain(of_stream)
            .chain(RARE.into_iter().flat_map(optional))
            .chain(named("analysis", ANALYSIS))
            .collect()
    }

    /// The value of a key as TOML; `false` of a section that is missing, none of any other key.
    pub fn toml(&mut self, name: &str) -> Option<String> {
        if OPTIONAL.contains(&name) {
            return Some("false".to_owned());
        }
        self.entry(name).map(|(_, field)| field.toml())
    }

    /// The keys in which it differs from another, with its own value or nothing.
    pub fn differences(&self, other: &Self) -> Vec<(String, Option<String>, Option<String>)> {
        let (mut own, mut other) = (self.clone(), other.clone());
        let mut names = own.names();
        names.extend(other.names());
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        let both = names.into_iter().map(|name| {
            let values = (own.value(&name), other.value(&name));
            (name, values.0, values.1)
        });
        both.filter(|(_, own, other)| own != other).collect()
    }

    fn value(&mut self, name: &str) -> Option<String> {
        if OPTIONAL.contains(&name) {
            return Some(self.has(name).to_string());
        }
        self.entry(name).map(|(_, field)| field.toml())
    }

    /// Whether it has a section that it may lack.
    fn has(&self, section: &str) -> bool {
        match section {
            "gain_control" => self.gain_control.is_some(),
            "homeostasis" => self.homeostasis.is_some(),
            "waves" => self.waves.is_some(),
            "eyes" => matches!(self.second, Some(Second::Eye(_))),
            "motion" => matches!(self.second, Some(Second::Moment(_))),
            _ => true,
        }
    }
}
