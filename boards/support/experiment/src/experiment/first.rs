//! What is known of an experiment before its other keys: preset, sides, and the kind of pictures.

use super::Assignment;
use crate::{
    error::Error,
    key::{Field, Range, STREAM, Value, meant},
    pictures::Kind,
    preset::{Preset, TRAININGS},
    sides::{Sides, USUAL},
};

/// The sides of a preset's sheets. Of a published one, `network.side` is V1's alone.
pub(super) fn sides(preset: Preset, assignments: &[Assignment]) -> Result<Sides, Error> {
    let is_published = preset.published(None, None).is_some();
    let chosen = |key: &str| {
        let counts = |one: &&Assignment| {
            one.key == key && !(is_published && one.follows && key != "network.v1")
        };
        assignments.iter().rev().find(counts).map(side).transpose()
    };
    let [lgn, retina, v1] = ["network.lgn", "network.retina", "network.v1"].map(chosen);
    let (lgn, retina, v1) = (lgn?, retina?, v1?);
    if let Some(params) = preset.published(lgn, v1) {
        let sides = Sides::of(&params);
        return Ok(Sides { retina: retina.unwrap_or(sides.retina), ..sides });
    }
    let lgn = lgn.unwrap_or(USUAL);
    Ok(Sides { retina: retina.unwrap_or(lgn), lgn, v1: v1.unwrap_or(USUAL) })
}

pub(super) fn preset(one: &Assignment) -> Result<Preset, Error> {
    let names = || TRAININGS.map(Preset::name);
    let Value::Text(name) = &one.value else {
        return Err(one.wrong(format!("preset {} is none of {}", one.value, names().join(", "))));
    };
    TRAININGS.into_iter().find(|preset| preset.name() == *name).ok_or_else(|| {
        let names = names();
        let meant = meant(name, names.into_iter());
        one.wrong(format!("no preset {name}{meant}; there are {}", names.join(", ")))
    })
}

pub(super) fn side(one: &Assignment) -> Result<usize, Error> {
    let mut side = 0;
    set(&mut side, one, Range::Whole(1.0, 255.0))?;
    Ok(side)
}

pub(super) fn kind(one: &Assignment) -> Result<Kind, Error> {
    let mut kind = Kind::Gaussians;
    set(&mut kind, one, STREAM[0].about.range)?;
    Ok(kind)
}

/// Sets a field to what an assignment says.
pub(super) fn set(field: &mut dyn Field, one: &Assignment, range: Range) -> Result<(), Error> {
    let set = field.set(&one.value, range);
    set.map_err(|range| one.wrong(format!("{} {} is not {range}", one.key, one.value)))
}
