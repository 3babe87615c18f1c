//! Forward passes of a reference folder: every stage at every settling step.

use super::{Report, Result, distance, number, text};
use crate::{heap, npy};
use lissom::{
    Cortex, Dynamics, Fixed16, Fixed32, Lgn, LgnDynamics, Number, Observer, Params, Projection,
    Sheet, Signal, Stage, cortex::CortexActivity, lgn::LgnActivity,
};
use serde_json::Value;
use std::{collections::HashMap, path::Path};

/// Where a network's weights come from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// From the parameters alone.
    Computed,
    /// From this folder's files of this network.
    Stored(&'a Path, &'a str),
}

/// The values of each stage that `Log` names.
type Stages = HashMap<&'static str, Vec<f64>>;

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

fn params(net: &Value) -> Result<Params> {
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

/// Stored weights of a projection, if the folder has them.
fn stored(folder: &Path, net: &str, name: &str) -> Result<Option<Vec<f32>>> {
    let path = folder.join(format!("net/{net}/w_{name}.data.npy"));
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(npy::read(&path)?.into_iter().map(|weight| weight as f32).collect()))
}

/// The ON weights, stored with this network or with one that has the same LGN: they hold no noise.
fn stored_dog(folder: &Path, index: &Value, net: &Value) -> Result<Option<Vec<f32>>> {
    let same_lgn = |other: &Value| {
        let same = |key: &&str| other["params"][*key] == net["params"][*key];
        ["retina", "lgn", "lgn_r", "lgn_sc", "lgn_ss"].iter().all(same)
    };
    for (name, other) in index["nets"].as_object().into_iter().flatten() {
        if let Some(weights) = stored(folder, name, "lgn_on")?.filter(|_| same_lgn(other)) {
            return Ok(Some(weights));
        }
    }
    Ok(None)
}

fn cortex<T: Number, const S: usize>(
    params: &Params,
    source: Source<'_>,
) -> Result<Option<Cortex<'static, T, S, S>>> {
    let Source::Stored(folder, net) = source else { return Ok(Some(heap::cortex(params)?)) };
    let projection = |name, radius| -> Result<Option<Projection<'static, T, S, S>>> {
        let Some(weights) = stored(folder, net, name)? else { return Ok(None) };
        Ok(Some(heap::loaded(radius, &weights)?))
    };
    let parts = (
        projection("aff", params.r_a)?,
        projection("exc", params.r_e)?,
        projection("inh", params.r_i)?,
    );
    let (Some(afferent), Some(excitatory), Some(inhibitory)) = parts else { return Ok(None) };
    let dynamics = Dynamics::new(params)?;
    Ok(Some(Cortex { dynamics, afferent: [afferent], excitatory, inhibitory }))
}

/// Runs a case in one number format.
fn run<T: Number, const S: usize>(
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
    let picture = match case["stimulus_file"].as_str() {
        Some(file) => npy::read(&folder.join(file))?,
        None => vec![if case["stimulus"] == "ones" { 1.0 } else { 0.0 }; S * S],
    };
    let theirs = |stage: &str| -> Result<Option<Vec<f64>>> {
        let path = case["files"][stage].as_str().map(|path| folder.join(path));
        path.filter(|path| path.exists()).map(|path| Ok(npy::read(&path)?)).transpose()
    };

    // all from the parameters: the network that pylissom means
    let ideal = theirs("v1_ideal")?;
    let computed = match cortex::<f64, S>(&params, Source::Computed)? {
        Some(cortex) if ideal.is_some() => {
            Some(run(&cortex, shared_in(&params, has_lgn)?, &picture))
        }
        _ => None,
    };
    if let (Some(theirs), Some(ours)) = (&ideal, &computed) {
        let last = &ours["v1"][ours["v1"].len() - S * S..];
        report.check(format!("{id}, f64, computed weights, v1 settled"), last, theirs, 1e-9);
    }

    // from the stored weights, every stage
    let source = Source::Stored(folder, source_net);
    let Some(double) = cortex::<f64, S>(&params, source)? else {
        if let (Some(settled), Some(_)) = (ideal, computed) {
            compare_fixed::<S>(
                id,
                &params,
                Source::Computed,
                has_lgn,
                [&picture, &settled],
                report,
            )?;
        }
        return Ok(());
    };
    let lgn = match stored_dog(folder, index, net)? {
        _ if !has_lgn => None,
        Some(weights) => {
            Some(Lgn::packed(heap::loaded(params.r_l, &weights)?, LgnDynamics::new(&params)?))
        }
        None => return Ok(()),
    };
    let exact = run(&double, lgn, &picture);
    let tolerance = number(case, "suggested_abs_tol_f32")?;
    let single = cortex::<f32, S>(&params, source)?.ok_or("weights vanished")?;
    let single = run(&single, shared_in(&params, has_lgn)?, &picture);
    for stage in ["lgn_on", "lgn_off", "aff", "exc", "inh", "v1"] {
        let Some(theirs) = theirs(stage)? else { continue };
        // exc and inh are stored in float32
        let limit = if matches!(stage, "exc" | "inh") { 1e-7 } else { 1e-9 };
        report.check(format!("{id}, f64, stored weights, {stage}"), &exact[stage], &theirs, limit);
        report.check(format!("{id}, f32, {stage}"), &single[stage], &theirs, tolerance);
    }

    let settled = theirs("v1")?.unwrap_or_else(|| exact["v1"].clone());
    compare_fixed::<S>(id, &params, source, has_lgn, [&picture, &settled], report)
}

/// Compares the settled activity in 16 and in 32 bits with that in `f64`.
fn compare_fixed<const S: usize>(
    id: &str,
    params: &Params,
    source: Source<'_>,
    has_lgn: bool,
    [picture, settled]: [&[f64]; 2],
    report: &mut Report,
) -> Result<()> {
    let last = |v1: &[f64]| v1[v1.len() - S * S..].to_vec();
    let bits16 = cortex::<Fixed16, S>(params, source)?.ok_or("weights vanished")?;
    let bits16 = run(&bits16, shared_in(params, has_lgn)?, picture);
    let bits32 = cortex::<Fixed32, S>(params, source)?.ok_or("weights vanished")?;
    let bits32 = run(&bits32, shared_in(params, has_lgn)?, picture);
    let against = |ours: &Stages| distance(&last(&ours["v1"]), &last(settled));
    report.fixed.push((id.to_owned(), against(&bits16), against(&bits32)));
    Ok(())
}

fn shared_in<T: Number, const S: usize>(
    params: &Params,
    has_lgn: bool,
) -> Result<Option<Lgn<'static, T, S, S>>> {
    Ok(has_lgn.then_some(Lgn::shared(heap::dog(params)?, LgnDynamics::new(params)?)))
}
