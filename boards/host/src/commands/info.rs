//! `info`: what networks are made of, and how much memory they take.

use crate::{
    choice_args::ChoiceArgs,
    fit,
    network_args::NetworkArgs,
    outcome::Outcome,
    preset_name::one_of,
    side_args::SideArgs,
    view::{Kind, View},
};
use clap::{Args, ValueEnum};
use lissom::Params;
use lissom_experiment::{
    error::Error,
    format::Format,
    preset::{NETWORKS, Preset},
    sides::Sides,
};
use lissom_lab::{
    any_projection::Named,
    any_training::About,
    chosen::Chosen,
    expectation::{Exact, Expectation, too_large},
    plan::Plan,
    size::{Parts, Size, Weights},
};
use serde_json::{Value, json};
use std::{fmt::Write, path::PathBuf};

/// The options of `info`. Without any: a line for each preset and some sides, with 16-bit and 8-bit
/// weights.
#[derive(Debug, Clone, Args)]
pub struct Info {
    /// The largest sides of the presets that fit each board
    #[arg(long, conflicts_with_all = [
        "snapshot", "preset", "side", "retina", "lgn", "v1", "number", "channels", "set",
    ])]
    boards: bool,
    /// A snapshot of `train` in detail, as it has learned. The experiment.toml beside it tells all
    /// of it; without that, unequal sides must be named
    #[arg(value_name = "SNAPSHOT", conflicts_with_all = ["preset", "number", "channels"])]
    snapshot: Option<PathBuf>,
    /// One network in detail: its parameters [default: notebook]
    #[arg(long, value_parser = one_of(&NETWORKS))]
    preset: Option<Preset>,
    /// Its sides.
    #[command(flatten)]
    sides: SideArgs,
    /// Its number format [default: fixed16]
    #[arg(long, value_enum)]
    number: Option<Format>,
    /// Its afferent sheets [default: 1, for lissom-or 2]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    channels: Option<u8>,
    /// Sets one of its parameters, such as r_i=5; an unknown key lists them all
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,
}

/// The sides of the table of all presets.
const TABLE: [usize; 11] = [8, 12, 16, 20, 24, 28, 32, 36, 48, 72, 96];

impl Info {
    /// Prints one network's table, or a line for each preset and some sides.
    pub fn run(&self) -> Result<Outcome, Error> {
        let Self { boards, snapshot, preset, sides, number, channels, set } = self;
        if *boards {
            return fit::table().map(|(text, rows)| Outcome::new(text).with(rows));
        }
        let network = NetworkArgs {
            preset: preset.unwrap_or(Preset::Notebook),
            sides: sides.clone(),
            number: number.unwrap_or(Format::Fixed16),
            channels: *channels,
            steps: None,
            seed: None,
            no_noise: false,
            set: set.clone(),
        };
        if snapshot.is_some() {
            let chosen = ChoiceArgs { snapshot: snapshot.clone(), network }.chosen()?;
            return learned(&chosen);
        }
        let any = preset.is_some() || sides.any() || number.is_some() || channels.is_some();
        if !any && set.is_empty() {
            return all().map(|(text, rows)| Outcome::new(text).with(rows));
        }
        let plan = network.plan()?;
        let parts = Parts::in_format(&plan, network.number)?;
        let (exactness, expectation) =
            exactness(Exact::of(&plan)?, plan.params.retina, network.number)?;
        let text = format!("{parts}\n{}\n{exactness}\n", sigmas(&plan));
        let Params { retina, lgn, cortex, .. } = plan.params;
        let result = json!({
            "preset": plan.preset.name(), "number": network.number.name(),
            "retina": retina, "lgn": lgn, "v1": cortex, "connections": parts.connections(),
            "weights_bytes": parts.weights(), "tables_bytes": parts.tables(),
            "lgn_bytes": parts.lgn(), "state_bytes": parts.state,
            "amplification": expectation.map(|expectation| expectation.factor),
            "bound": expectation.and_then(|expectation| expectation.bound),
        });
        Ok(Outcome::new(text).with([result]))
    }
}

/// A snapshot in detail.
fn learned(chosen: &Chosen) -> Result<Outcome, Error> {
    let Chosen { plan, format, .. } = chosen;
    let (title, origin) = (chosen.title().unwrap_or_default(), chosen.origin());
    let training = chosen.training();
    let training = training.ok_or_else(|| Error::new("a network that has not learned"))?;
    let (exactness, expectation) = exactness(chosen.exact()?, plan.params.retina, *format)?;
    let About { table, table_bytes, state_bytes, steps, theta: [lower, upper], .. } =
        training.about();
    let mut text = format!("{title}{table}\n");
    let mut connections = 0;
    for Named { name, weights } in training.projections() {
        let count = weights.count();
        connections += count;
        let pruned = weights.packed().filter(|weight| *weight == 0.0).count();
        if pruned > 0 {
            writeln!(text, "{name:<11}  {pruned} of {count} weights are 0: pruned")?;
        }
    }
    let thresholds = training.thresholds().map(|theta| {
        let mean = theta.iter().sum::<f64>() / theta.len() as f64;
        let extreme = |by: fn(f64, f64) -> f64| theta.iter().copied().reduce(by).unwrap_or(mean);
        [extreme(f64::min), mean, extreme(f64::max)]
    });
    if let Some([least, mean, most]) = thresholds {
        writeln!(text, "adapted θ    {least:.4} to {most:.4}, mean {mean:.4}")?;
    }
    writeln!(text, "{exactness}")?;
    let Params { retina, lgn, cortex, .. } = plan.params;
    let result = json!({
        "snapshot": origin, "number": format.name(), "retina": retina, "lgn": lgn, "v1": cortex,
        "connections": connections, "table_bytes": table_bytes,
        "state_bytes": state_bytes, "steps": steps,
        "theta_lower": lower, "theta_upper": upper,
        "thresholds": thresholds,
        "amplification": expectation.map(|expectation| expectation.factor),
        "bound": expectation.and_then(|expectation| expectation.bound),
    });
    Ok(Outcome::new(text).with([result]))
}

/// How much a network amplifies, for the usual stimulus that it amplifies most.
fn exactness(
    exact: Option<Exact>,
    side: usize,
    format: Format,
) -> Result<(String, Option<Expectation>), Error> {
    let Some(exact) = exact else { return Ok((too_large(), None)) };
    let mut worst = None;
    for &kind in Kind::value_variants() {
        let expectation = exact.expectation(&View::usual(kind)?.scene(side)?, format)?;
        if worst.is_none_or(|(_, other): (_, Expectation)| expectation.factor > other.factor) {
            worst = Some((kind, expectation));
        }
    }
    let text = worst.map_or_else(String::new, |(kind, expectation)| {
        format!("{expectation}; {} is the worst of the usual stimuli", kind.name())
    });
    Ok((text, worst.map(|(_, expectation)| expectation)))
}

/// The σs of the weights before learning.
fn sigmas(plan: &Plan) -> String {
    let Params { sigma_a, sigma_e, sigma_i, sigma_center, sigma_surround, .. } = plan.params;
    let cortex = format!(
        "sigma_a {sigma_a:.3} cells of its source, sigma_e {sigma_e:.3} and sigma_i {sigma_i:.3} \
         units of V1"
    );
    if plan.has_lgn() {
        format!(
            "sigma_center {sigma_center:.3} and sigma_surround {sigma_surround:.3} cells of the \
             retina, {cortex}"
        )
    } else {
        cortex
    }
}

fn all() -> Result<(String, Vec<Value>), Error> {
    let mut rows = Vec::new();
    let mut text = "                              weights and tables, B      V1, B/connection    LGN,      RAM,\n\
                    preset    LGN  V1  connections     fixed16      fixed8    fixed16  fixed8       B         B\n"
        .to_owned();
    let networks = TABLE.map(|side| (Preset::Notebook, Sides::equal(side))).into_iter();
    let networks = networks
        .chain(TABLE.map(|side| (Preset::Reduced, Sides::equal(side))))
        .chain([(Preset::Config, Sides { retina: 24, lgn: 24, v1: 96 })]);
    for (preset, sides) in networks {
        let plan = Plan::new(preset, sides.params(|side| preset.params(side)));
        let size = Size::of(&plan)?;
        let [flash16, flash8] = [2, 1].map(|bytes| size.memory(bytes, Weights::Frozen)[0]);
        let [each16, each8] = [2, 1].map(|bytes| size.each(bytes));
        let Size { connections, lgn: kernels, state, .. } = size;
        let (name, v1) = (preset.name(), sides.v1);
        rows.push(json!({
            "preset": name, "lgn": plan.has_lgn().then_some(sides.lgn), "v1": v1,
            "connections": connections, "fixed16_bytes": flash16, "fixed8_bytes": flash8,
            "lgn_bytes": kernels, "ram_bytes": state,
        }));
        let lgn = if plan.has_lgn() { sides.lgn.to_string() } else { "-".to_owned() };
        writeln!(
            text,
            "{name:<8}  {lgn:>3}  {v1:2}  {connections:11}  {flash16:10}  {flash8:10}    \
             {each16:7.3}  {each8:6.3}  {kernels:6}  {state:8}"
        )?;
    }
    Ok((text, rows))
}
