//! The reference's own networks of side 36, with and without LGN.

use crate::{
    Result,
    emit::{self, Trace},
    networks::{self, notebook36 as map},
    npy, pictures,
};
use lissom::{Cortex, Dynamics, Fixed16, Params, Sheet, number::Activity};
use serde_json::Value;
use std::{fs, path::Path};

const UNITS: usize = map::CORTEX * map::CORTEX;
const STEPS: usize = map::PARAMS.steps as usize;

/// Writes the cases of `nb36_nonoise` and `nb36_seed0` with what the host makes of them, and the
/// latter's weights as they are stored.
pub fn write(data: &Path, out: &Path) -> Result<()> {
    let index: Value = serde_json::from_str(&fs::read_to_string(data.join("index.json"))?)?;
    let mut smooth = Box::new(map::Weights::<Fixed16>::new());
    networks::smooth(&mut smooth)?;
    let mut noisy = smooth.clone();
    let folder = data.join("net/nb36_seed0");
    let floats = |name: &str| -> Result<Vec<f32>> {
        let weights = npy::read(&folder.join(format!("w_{name}.data.npy")))?;
        let weights: Vec<_> = weights.into_iter().map(|weight| weight as f32).collect();
        let bytes: Vec<_> = weights.iter().flat_map(|weight| weight.to_le_bytes()).collect();
        fs::write(out.join(format!("{name}.f32")), bytes)?;
        Ok(weights)
    };
    noisy.afferent[0].load(&map::AFFERENT, &floats("aff")?)?;
    noisy.excitatory.load(&map::EXCITATORY, &floats("exc")?)?;
    noisy.inhibitory.load(&map::INHIBITORY, &floats("inh")?)?;

    let mut source = String::new();
    for (net, weights) in [("nb36_nonoise", &smooth), ("nb36_seed0", &noisy)] {
        for model in ["lissom", "rlissom"] {
            let mut cases = Vec::new();
            for case in index["cases"].as_array().into_iter().flatten() {
                if case["net"] == net && case["model"] == model {
                    cases.push(present(data, case, weights)?);
                }
            }
            let name = format!("{net}_{model}").to_uppercase();
            source += &emit::cases(&name, map::RETINA, cases);
        }
    }
    Ok(fs::write(out.join("reference.rs"), source)?)
}

fn present(data: &Path, case: &Value, weights: &map::Weights<Fixed16>) -> Result<String> {
    let id = case["id"].as_str().ok_or("index.json: a case without id")?;
    let picture = match (case["stimulus_file"].as_str(), case["stimulus"].as_str()) {
        (Some(file), _) => pictures::sheet(&npy::read(&data.join(file))?),
        (None, Some("zeros")) => Box::new(Sheet::new()),
        (None, Some("ones")) => Box::new(Sheet::filled(Fixed16::ONE)),
        _ => return Err(format!("{id}: no picture").into()),
    };
    let lissom = weights.lissom()?;
    let (mut state, mut trace) = (Box::new(map::State::new()), Trace::default());
    if case["model"] == "lissom" {
        lissom.settle(&picture, &mut state, &mut trace);
    } else {
        let params = Params { seed: None, ..Params::reduced(map::RETINA) };
        if case["input_gain"].as_f64() != Some(params.gamma_a) {
            return Err(format!("{id}: another gain").into());
        }
        let cortex = Cortex { dynamics: Dynamics::new(&params)?, ..lissom.cortex };
        cortex.settle(&mut (), [&picture], &mut state.cortex, &mut trace);
    }
    let files = &case["files"];
    let file = files["v1_ideal"].as_str().or(files["v1"].as_str());
    let v1 = npy::read(&data.join(file.ok_or_else(|| format!("{id}: no V1"))?))?;
    let bits = |v1: &[f64]| v1.iter().map(|&unit| Fixed16::from_f64(unit).to_bits()).collect();
    let first = STEPS + 1 - v1.len() / UNITS; // every step, or the last alone
    let known: Vec<_> =
        v1.chunks_exact(UNITS).enumerate().map(|(step, v1)| (first + step, bits(v1))).collect();
    Ok(emit::case(id, &picture, trace.0, &known))
}
