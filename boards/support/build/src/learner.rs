//! What firmware that learns includes.

use crate::{board, constants, learned, out, unless, weights};
use lissom::{
    Fixed8, Fixed16, Network, Params,
    learning::{Learn, TrainingParams},
    network::Training,
};
use lissom_demo::Preset;
use std::{env, error::Error, fs};

/// Writes what `lissom_demo::learner!()` includes: learner.rs with the side and the budget that the
/// board's Cargo.toml says, the preset that `LISSOM_PRESET` names and the number format that
/// `LISSOM_NUMBER` names, and start.bin with the network's weights before learning. Without the
/// feature `train` it writes nothing.
pub fn learner() {
    println!("cargo::rerun-if-env-changed=LISSOM_PRESET");
    println!("cargo::rerun-if-env-changed=LISSOM_NUMBER");
    if env::var_os("CARGO_FEATURE_TRAIN").is_some() {
        unless(write());
    }
}

fn write() -> Result<(), Box<dyn Error>> {
    let (board, preset, number) = (board()?, preset()?, number()?);
    let (params, channels) = (preset.network(board.learning.into()), preset.channels());
    let start = match number {
        "Fixed8" => start::<Fixed8>(&params, channels)?,
        _ => start::<Fixed16>(&params, channels)?,
    };
    fs::write(out().join("start.bin"), start)?;
    let source = constants(board.learning, board.learns_in)
        + &format!(
            "const PRESET: lissom_demo::Preset = lissom_demo::Preset::{preset:?};\n\
             type Number = lissom::{number};\n"
        );
    Ok(fs::write(out().join("learner.rs"), source)?)
}

/// The weights before learning, if they can learn.
fn start<W: Learn>(params: &Params, channels: usize) -> Result<Vec<u8>, lissom::Error> {
    let any = TrainingParams::notebook(params);
    let training = Training::new(Network::<W>::new(params, channels)?, &any.phases, None, 1)?;
    Ok(weights(training.network()))
}

/// The chosen preset, or the first.
fn preset() -> Result<Preset, Box<dyn Error>> {
    let Some(name) = env::var_os("LISSOM_PRESET") else { return Ok(Preset::NotebookOr) };
    let name = name.to_string_lossy();
    Preset::named(&name).ok_or_else(|| {
        let names = Preset::ALL.map(Preset::name).join(" ");
        format!("LISSOM_PRESET: {name} is no preset of boards; there are {names}").into()
    })
}

/// The Rust type of the chosen weights, or of 16 bits.
fn number() -> Result<&'static str, Box<dyn Error>> {
    let Some(name) = env::var_os("LISSOM_NUMBER") else { return Ok("Fixed16") };
    let format = learned::format(&name.to_string_lossy());
    format.map_err(|why| format!("LISSOM_NUMBER: {why}").into())
}
