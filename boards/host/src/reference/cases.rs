//! Forward passes of a reference folder: every stage at every settling step.

use super::{Fixed, Report, Result, distance, number, text};
use crate::{heap, npy};
use lissom::{
    Cortex, Dynamics, Excitation, Fixed8, Fixed16, Fixed32, Lgn, LgnDynamics, Number, Observer,
    Params, Projection, Sheet, Signal, Stage, cortex::CortexActivity, lgn::LgnActivity,
};
use serde_json::Value;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// Where a network's weights come from.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// From the parameters alone.
    Computed,
    /// From this folder's files of this network.
    Stored(&'a Path, &'a str),
}

/// The values of each stage that `Log` names.
pub(super) type Stages = HashMap<&'static str, Vec<f64>>;

/// Every stage's values, the settling steps of a stage one after the other.
#[derive(Default)]
struct Log(Stages);

impl<T: Number> Observer<T> for Log {
    fn stage(&mut self, stage: Stage, _: Signal<'_, T>, output: Signal<'_, T>) {
        let name = match stage {
            Stage::LgnOn => "lgn_on",
            Stage::LgnOff => "lgn_off",
            Stage::Afferent(_) => "aff",
            Stage::Excitatory(_) => "exc",
            Stage::Inhibitory(_) => "inh",
            Stage::V1(_) => "v1",
            _ => return,
        };
        self.0.entry(name).or_default().extend(output.to_f64());
    }
}

pub(super) fn params(net: &Value) -> Result<Params> {
    let net = &net["params"];
    let get = |key: &str| number(net, key);
    Ok(Params {
        retina: get("retina")? as usize,
        lgn: get("lgn")? as usize,
        cortex: get("cortex")? as usize,
        r_l: get("lgn_r")?,
        sigma_center: get("lgn_sc")?,
        sigma_surround: get("lgn_ss")?,
        gamma_l: get("g_lgn")?,
        lgn_theta_lower: get("lgn_min_theta")?,
        lgn_theta_upper: get("lgn_max_theta")?,
        r_a: get("r_aff")?,
        r_e: get("r_exc")?,
        r_i: get("r_inh")?,
        sigma_a: get("s_aff")?,
        sigma_e: get("s_exc")?,
        sigma_i: get("s_inh")?,
        gamma_a: get("g_aff")?,
        gamma_e: get("g_exc")?,
        gamma_i: get("g_inh")?,
        theta_lower: get("min_theta")?,
        theta_upper: get("max_theta")?,
        steps: get("settling")? as u16,
        seed: None,
    })
}

/// The file with the weights of a network's projection.
pub(super) fn weights_file(folder: &Path, net: &str, name: &str) -> PathBuf {
    folder.join(format!("net/{net}/w_{name}.data.npy"))
}

fn stored(path: &Path) -> Result<Vec<f32>> {
    Ok(npy::read(path)?.into_iter().map(|weight| weight as f32).collect())
}

/// The ON weights, stored with this network or with one that has the same LGN: they hold no noise.
fn stored_dog(folder: &Path, index: &Value, net: &Value) -> Result<Option<Vec<f32>>> {
    let same_lgn = |other: &Value| {
        let same = |key: &&str| other["params"][*key] == net["params"][*key];
        ["retina", "lgn", "lgn_r", "lgn_sc", "lgn_ss"].iter().all(same)
    };
    let nets = index["nets"].as_object().into_iter().flatten();
    let mut files = nets
        .filter(|(_, other)| same_lgn(other))
        .map(|(name, _)| weights_file(folder, name, "lgn_on"));
    files.find(|path| path.exists()).map(|path| stored(&path)).transpose()
}

pub(super) fn cortex<T: Number, const S: usize>(
    params: &Params,
    source: Source<'_>,
) -> Result<Cortex<'static, T, S, S>> {
    let Source::Stored(folder, net) = source else { return Ok(heap::cortex(params)?) };
    let projection = |name, radius| -> Result<Projection<'static, T, S, S>> {
        Ok(heap::loaded(radius, &stored(&weights_file(folder, net, name))?)?)
    };
    Ok(Cortex {
        dynamics: Dynamics::new(params)?,
        thresholds: None,
        afferent: [projection("aff", params.r_a)?],
        excitatory: Excitation::Own(projection("exc", params.r_e)?),
        inhibitory: projection("inh", params.r_i)?,
    })
}

/// What a case shows to a retina of this side.
pub(super) fn picture(folder: &Path, case: &Value, side: usize) -> Result<Vec<f64>> {
    match case["stimulus_file"].as_str() {
        Some(file) => Ok(npy::read(&folder.join(file))?),
        None => Ok(vec![if case["stimulus"] == "ones" { 1.0 } else { 0.0 }; side * side]),
    }
}

/// Runs a case in one number format.
pub(super) fn run<T: Number, const S: usize>(
    cortex: &Cortex<'_, T, S, S>,
    lgn: Option<Lgn<'_, T, S, S>>,
    picture: &[f64],
) -> Stages {
    let mut log = Log::default();
    let mut sheet = Sheet::<T, S>::new();
    for (cell, &intensity) in sheet.units_mut().iter_mut().zip(picture) {
        *cell = T::from_f64(intensity);
    }
    let mut lgn_activity = Box::new(LgnActivity::new());
    let input = match lgn {
        None => &sheet,
        Some(lgn) => {
            lgn.respond(&sheet, &mut lgn_activity, &mut log);
            &lgn_activity.sum
        }
    };
    cortex.settle([input], &mut Box::new(CortexActivity::new()), &mut log);
    log.0
}

/// Compares all stages of one case.
pub(super) fn check<const S: usize>(
    folder: &Path,
    index: &Value,
    case: &Value,
    report: &mut Report,
) -> Result<()> {
    let (id, name) = (text(case, "id")?, text(case, "net")?);
    let net = &index["nets"][name];
    let source_net = net["weights_of"].as_str().unwrap_or(name);
    let has_lgn = text(case, "model")? == "lissom";
    let mut params = params(net)?;
    // the seed multiplies the picture of a net without LGN; the same factor stands in γ_A here
    params.gamma_a *= number(case, "input_gain")?;
    let picture = picture(folder, case, S)?;
    let theirs = |stage: &str| -> Result<Option<Vec<f64>>> {
        let path = case["files"][stage].as_str().map(|path| folder.join(path));
        path.filter(|path| path.exists()).map(|path| Ok(npy::read(&path)?)).transpose()
    };

    // all from the parameters: the network that pylissom means
    let ideal = theirs("v1_ideal")?;
    if let Some(theirs) = &ideal {
        let computed = cortex::<f64, S>(&params, Source::Computed)?;
        let ours = run(&computed, shared(&params, has_lgn)?, &picture);
        let what = format!("{id}, f64, computed weights, v1 settled");
        report.check(what, last::<S>(&ours["v1"]), theirs, 1e-9);
    }
    if !weights_file(folder, source_net, "aff").exists() {
        let Some(settled) = ideal else { return Ok(()) };
        let source = Source::Computed;
        return compare_fixed::<S>(id, &params, source, has_lgn, [&picture, &settled], report);
    }

    // from the stored weights, every stage
    let source = Source::Stored(folder, source_net);
    let lgn = if has_lgn {
        let Some(weights) = stored_dog(folder, index, net)? else { return Ok(()) };
        Some(Lgn::packed(heap::loaded(params.r_l, &weights)?, LgnDynamics::new(&params)?))
    } else {
        None
    };
    let exact = run(&cortex::<f64, S>(&params, source)?, lgn, &picture);
    let single = run(&cortex::<f32, S>(&params, source)?, shared(&params, has_lgn)?, &picture);
    let tolerance = number(case, "suggested_abs_tol_f32")?;
    for stage in ["lgn_on", "lgn_off", "aff", "exc", "inh", "v1"] {
        let Some(theirs) = theirs(stage)? else { continue };
        // exc and inh are stored in float32
        let limit = if matches!(stage, "exc" | "inh") { 1e-7 } else { 1e-9 };
        report.check(format!("{id}, f64, stored weights, {stage}"), &exact[stage], &theirs, limit);
        report.check(format!("{id}, f32, {stage}"), &single[stage], &theirs, tolerance);
    }
    let settled = theirs("v1")?.unwrap_or_else(|| exact["v1"].clone());
    compare_fixed::<S>(id, &params, source, has_lgn, [&picture, last::<S>(&settled)], report)
}

/// V1 at the last of its steps.
fn last<const S: usize>(v1: &[f64]) -> &[f64] {
    &v1[v1.len() - S * S..]
}

/// Compares the settled activity in each fixed format with that in `f64`.
fn compare_fixed<const S: usize>(
    id: &str,
    params: &Params,
    source: Source<'_>,
    has_lgn: bool,
    [picture, settled]: [&[f64]; 2],
    report: &mut Report,
) -> Result<()> {
    report.fixed.push(Fixed {
        case: id.to_owned(),
        bits8: against::<Fixed8, S>(params, source, has_lgn, [picture, settled])?,
        bits16: against::<Fixed16, S>(params, source, has_lgn, [picture, settled])?,
        bits32: against::<Fixed32, S>(params, source, has_lgn, [picture, settled])?,
    });
    Ok(())
}

/// The largest difference of a format's settled activity.
fn against<T: Number, const S: usize>(
    params: &Params,
    source: Source<'_>,
    has_lgn: bool,
    [picture, settled]: [&[f64]; 2],
) -> Result<f64> {
    let ours = run(&cortex::<T, S>(params, source)?, shared(params, has_lgn)?, picture);
    Ok(distance(last::<S>(&ours["v1"]), settled))
}

/// The LGN with its shared kernel, if the case has one.
pub(super) fn shared<T: Number, const S: usize>(
    params: &Params,
    has_lgn: bool,
) -> Result<Option<Lgn<'static, T, S, S>>> {
    Ok(has_lgn.then_some(Lgn::shared(heap::dog(params)?, LgnDynamics::new(params)?)))
}
