//! A snapshot's network for firmware: its weights as [`of_bytes`](lissom::network::Weights::of_bytes)
//! takes them, and a module of Rust that does.

use crate::{
    error::Error,
    format::Format,
    saved::{Saved, load},
    training::AnyTraining,
    whole_file,
};
use lissom::{Params, learning::Learn, number::WideOf, snapshot::Element};
use std::{io::Write, path::Path};

/// Writes `out` and, where that is Rust, the bytes beside it; says what.
pub fn write(file: &Path, saved: &Saved, out: &Path, is_rust: bool) -> Result<String, Error> {
    let wrong = |why: &str| Error::file(file, why);
    let experiment = &saved.experiment;
    if experiment.gain_control.is_some()
        || experiment.homeostasis.is_some()
        || experiment.shared_excitation
    {
        return Err(wrong(
            "firmware's constant networks have no gain control, no thresholds that adapt and no \
             shared excitation; `board export` puts gcal on a board",
        ));
    }
    let training = load(file, experiment, saved.format)?;
    let presentations = training.progress().presentations();
    let bytes = training.bytes()?;
    let length = bytes.len();
    let raw = out.with_extension("bin");
    let source = match saved.format {
        Format::Fixed16 => source::<lissom::Fixed16>(saved, training, &raw)?,
        Format::Fixed8 => source::<lissom::Fixed8>(saved, training, &raw)?,
        other => {
            let other = other.name();
            return Err(wrong(&format!("firmware has weights of fixed8 or fixed16, not {other}")));
        }
    };
    whole_file::write(&raw, |writer| Ok(writer.write_all(&bytes)?))?;
    if is_rust {
        whole_file::write(out, |writer| Ok(writer.write_all(source.as_bytes())?))?;
    }
    Ok(format!("{length} bytes of weights after {presentations} presentations"))
}

/// The module.
fn source<W: Learn>(
    saved: &Saved,
    training: Box<dyn AnyTraining>,
    raw: &Path,
) -> Result<String, Error>
where
    WideOf<W>: Element,
{
    let training = training
        .into_training::<W>()
        .ok_or_else(|| Error::new("a training of another number format"))?;
    let (dynamics, progress) = (training.dynamics(), training.progress());
    let params = Params {
        theta_lower: dynamics.sigmoid().lower(),
        theta_upper: dynamics.sigmoid().upper(),
        steps: dynamics.steps(),
        ..saved.experiment.params
    };
    let params = format!("{params:#?}").replace(": inf,", ": f64::INFINITY,");
    let params = params.replace("placement: ", "placement: Placement::");
    let params = match saved.experiment.params.seed {
        Some(seed) => params.replace(
            &format!("{:#?}", Some(seed)).replace('\n', "\n    "),
            &format!("Some({seed})"),
        ),
        None => params,
    };
    let params = params.replace('\n', "\n    ");
    let format = if W::NAME == "fixed8" { "Fixed8" } else { "Fixed16" };
    let (channels, name) = (saved.experiment.sheets(), saved.name());
    let (presentations, trace) = (progress.presentations(), progress.trace());
    let raw = raw.file_name().unwrap_or_default().to_string_lossy();
    let [left, right] = [
        format!("pub static WEIGHTS: map::Weights<{format}> ="),
        format!("map::Weights::of_bytes(include_bytes!({raw:?}));"),
    ];
    // as rustfmt has it
    let between = if left.len() + 1 + right.len() > 100 { "\n    " } else { " " };
    Ok(format!(
        "// {name}: {presentations} presentations, trace {trace:08x}; written by `lissom export`.\n\
         \n\
         use lissom::{{{format}, Params, geometry::Placement}};\n\
         \n\
         lissom::network!(\n    \
             /// The network, with the thresholds and settling steps that it has come to.\n    \
             pub mod map = {params},\n    \
             channels {channels}\n\
         );\n\
         \n\
         /// What it has learned.\n\
         {left}{between}{right}\n"
    ))
}
