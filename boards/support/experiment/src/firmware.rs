//! What a network has learned, for firmware: its weights as
//! [`of_bytes`](lissom::network::Weights::of_bytes) takes them, and a module of Rust that does.

use crate::{arrays, error::Error, experiment::Experiment, format::Format};
use lissom::{
    Params,
    learning::Learn,
    network::{ProjectionName, Training},
    number::WideOf,
    side::Dyn,
    snapshot::Element,
    weights::OwnedProjection,
};

/// Whether firmware's constant networks can be such a one, or why not.
pub fn check(experiment: &Experiment, format: Format) -> Result<(), Error> {
    if experiment.gain_control.is_some()
        || experiment.homeostasis.is_some()
        || experiment.shared_excitation
    {
        return Err(Error::new(
            "firmware's constant networks have no gain control, no thresholds that adapt and no \
             shared excitation; `board export` puts gcal on a board",
        ));
    }
    match format {
        Format::Fixed16 | Format::Fixed8 => Ok(()),
        other => {
            let other = other.name();
            let why = format!("firmware has weights of fixed8 or fixed16, not {other}");
            Err(Error::new(why))
        }
    }
}

/// All weights that learn, as [`bytes`](lissom::network::Weights::bytes) of a network whose sides
/// the compiler knows; the LGN's come first where retina and LGN have different sides. Where all
/// units share the kernel of their excitation, one weight a unit is in its place.
pub fn bytes<W: Learn>(training: &Training<W>) -> Result<Vec<u8>, Error> {
    let network = training.network();
    let params = network.params();
    let mut all = Vec::new();
    if params.retina != params.lgn {
        let [retina, lgn] = [params.retina, params.lgn].map(Dyn::new);
        let on = OwnedProjection::<W::Activity>::new(retina?, lgn?, params.r_l, params.dog())?;
        all.extend(arrays::bytes(on.view()));
    }
    let projections = network.projections();
    let shared = !projections.iter().any(|(name, _)| *name == ProjectionName::Excitatory);
    for (name, projection) in projections {
        if shared && name == ProjectionName::Inhibitory {
            let side = Dyn::new(params.cortex)?;
            let lone = OwnedProjection::<W>::new(side, side, 0.0, params.excitatory())?;
            all.extend(arrays::bytes(lone.view()));
        }
        all.extend(arrays::bytes(projection));
    }
    Ok(all)
}

/// The module, which includes the bytes from a file of the name `raw`.
pub fn source<W: Learn>(
    experiment: &Experiment,
    name: &str,
    training: &Training<W>,
    raw: &str,
) -> String
where
    WideOf<W>: Element,
{
    let (dynamics, progress) = (training.dynamics(), training.progress());
    let params = Params {
        theta_lower: dynamics.sigmoid().lower(),
        theta_upper: dynamics.sigmoid().upper(),
        steps: dynamics.steps(),
        ..experiment.params
    };
    let params = format!("{params:#?}").replace(": inf,", ": f64::INFINITY,");
    let params = params.replace("placement: ", "placement: Placement::");
    let params = match experiment.params.seed {
        Some(seed) => params.replace(
            &format!("{:#?}", Some(seed)).replace('\n', "\n    "),
            &format!("Some({seed})"),
        ),
        None => params,
    };
    let params = params.replace('\n', "\n    ");
    let format = if W::NAME == "fixed8" { "Fixed8" } else { "Fixed16" };
    let channels = experiment.sheets();
    let (presentations, trace) = (progress.presentations(), progress.trace());
    let [left, right] = [
        format!("pub static WEIGHTS: map::Weights<{format}> ="),
        format!("map::Weights::of_bytes(include_bytes!({raw:?}));"),
    ];
    // as rustfmt has it
    let between = if left.len() + 1 + right.len() > 100 { "\n    " } else { " " };
    format!(
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
    )
}
