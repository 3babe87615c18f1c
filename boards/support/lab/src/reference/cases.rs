//! Forward passes of a reference folder: every stage at every settling step.

use super::{
    Fixed, Report, Result, distance,
    network::{Built, Stored, params, stored, stored_on},
    number, read, text,
};
use lissom::{Engine, Fixed8, Fixed16, Fixed32, Params};
use lissom_experiment::error::Error;
use serde_json::Value;
use std::path::Path;

/// A case before it is run.
pub(super) struct Setup {
    pub(super) id: String,
    pub(super) params: Params,
    pub(super) has_lgn: bool,
    pub(super) picture: Vec<f64>,
    /// The network whose weights it has.
    pub(super) source: String,
}

impl Setup {
    pub(super) fn read(folder: &Path, index: &Value, case: &Value) -> Result<Self> {
        let (id, name) = (text(case, "id")?.to_owned(), text(case, "net")?);
        let net = &index["nets"][name];
        if net.is_null() {
            return Err(Error::new(format!("index.json: no net {name:?}")));
        }
        let mut params = params(net)?;
        // the seed multiplies the picture of a net without LGN; the same factor stands in γ_A here
        params.gamma_a *= number(case, "input_gain")?;
        let has_lgn = match text(case, "model")? {
            "lissom" => true,
            "rlissom" => false,
            model => {
                let why = format!("index.json: model {model:?} is neither lissom nor rlissom");
                return Err(Error::new(why));
            }
        };
        let side = if has_lgn { params.retina } else { params.lgn };
        let picture = match case["stimulus_file"].as_str() {
            Some(file) => read(&folder.join(file), side * side)?,
            None => match text(case, "stimulus")? {
                "ones" => vec![1.0; side * side],
                "zeros" => vec![0.0; side * side],
                other => {
                    let why = format!("no stimulus_file, and {other:?} is neither ones nor zeros");
                    return Err(Error::new(why));
                }
            },
        };
        let source = net["weights_of"].as_str().unwrap_or(name).to_owned();
        Ok(Self { id, params, has_lgn, picture, source })
    }

    /// The numbers that a stage has.
    fn length(&self, stage: &str) -> usize {
        let Params { lgn, cortex, steps, .. } = self.params;
        let (lgn, v1, steps) = (lgn * lgn, cortex * cortex, usize::from(steps));
        match stage {
            "lgn_on" | "lgn_off" => lgn,
            "exc" | "inh" => steps * v1,
            "v1" => (steps + 1) * v1,
            _ => v1,
        }
    }

    /// V1 at the last of its steps.
    fn last<'a>(&self, v1: &'a [f64]) -> &'a [f64] {
        &v1[v1.len() - self.params.cortex * self.params.cortex..]
    }

    /// The largest difference of the settled activity in a number format.
    fn against<W: Engine>(&self, weights: Option<&Stored>, settled: &[f64]) -> Result<f64> {
        let network = Built::<W>::new(&self.params, self.has_lgn, None, weights)?;
        let stages = network.settle(&self.picture)?;
        Ok(distance(self.last(&stages["v1"]), settled))
    }

    /// Compares the settled activity in each fixed format with that in `f64`.
    fn compare_fixed(
        &self,
        weights: Option<&Stored>,
        settled: &[f64],
        report: &mut Report,
    ) -> Result<()> {
        report.fixed.push(Fixed {
            case: self.id.clone(),
            bits8: self.against::<Fixed8>(weights, settled)?,
            bits16: self.against::<Fixed16>(weights, settled)?,
            bits32: self.against::<Fixed32>(weights, settled)?,
        });
        Ok(())
    }
}

/// Compares all stages of one case.
pub(super) fn check(folder: &Path, index: &Value, case: &Value, report: &mut Report) -> Result<()> {
    let setup = Setup::read(folder, index, case)?;
    let Setup { id, params, has_lgn, picture, source } = &setup;
    let theirs = |stage: &str| -> Result<Option<Vec<f64>>> {
        let path = case["files"][stage].as_str();
        path.map(|path| read(&folder.join(path), setup.length(stage))).transpose()
    };

    // all from the parameters: the network that pylissom means
    let ideal = theirs("v1_ideal")?;
    if let Some(theirs) = &ideal {
        let computed = Built::<f64>::new(params, *has_lgn, None, None)?.settle(picture)?;
        let what = format!("{id}, f64, computed weights, v1 settled");
        report.check(what, setup.last(&computed["v1"]), theirs, 1e-9);
    }
    let Some(weights) = stored(folder, source, params)? else {
        let Some(settled) = ideal else {
            let why = format!("neither v1_ideal nor net/{source}/w_aff.data.npy to compare with");
            return Err(Error::new(why));
        };
        return setup.compare_fixed(None, &settled, report);
    };

    // from the stored weights, every stage; in f64 the LGN's, too
    let weights = Some(&weights);
    let net = &index["nets"][text(case, "net")?];
    let on = if *has_lgn { stored_on(folder, index, net, params)? } else { None };
    let exact = if *has_lgn && on.is_none() {
        None
    } else {
        Some(Built::<f64>::new(params, *has_lgn, on.as_deref(), weights)?.settle(picture)?)
    };
    let single = Built::<f32>::new(params, *has_lgn, None, weights)?.settle(picture)?;
    let tolerance = number(case, "suggested_abs_tol_f32")?;
    for stage in ["lgn_on", "lgn_off", "aff", "exc", "inh", "v1"] {
        let Some(theirs) = theirs(stage)? else { continue };
        if let Some(exact) = &exact {
            // exc and inh are stored in float32
            let limit = if matches!(stage, "exc" | "inh") { 1e-7 } else { 1e-9 };
            let what = format!("{id}, f64, stored weights, {stage}");
            report.check(what, &exact[stage], &theirs, limit);
        }
        report.check(format!("{id}, f32, {stage}"), &single[stage], &theirs, tolerance);
    }
    match theirs("v1")?.or_else(|| exact.map(|mut stages| stages.remove("v1").unwrap_or_default()))
    {
        Some(settled) => setup.compare_fixed(weights, setup.last(&settled), report),
        None => Ok(()),
    }
}
