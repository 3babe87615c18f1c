//! The networks of a reference folder, built from stored or computed weights.

use super::{Result, bound, number, read};
use lissom::{
    DynSheet, Engine, Network, Observer, Params, Signal, Stage,
    geometry::connections,
    model::{Lgn, LgnDynamics, LgnState},
    network::ReducedNetwork,
    number::{Activity, Weight},
    side::Dyn,
    weights::{OwnedDog, OwnedProjection},
};
use lissom_experiment::error::Error;
use serde_json::Value;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

pub(super) fn params(net: &Value) -> Result<Params> {
    let net = &net["params"];
    let get = |key: &str| number(net, key);
    let side = |key: &str| match get(key)? {
        side if (1.0..=255.0).contains(&side) && side.fract() == 0.0 => Ok(side as usize),
        side => Err(Error::new(format!("index.json: {key} {side} is not a side of 1..=255"))),
    };
    let cortex = side("cortex")?;
    let steps = get("settling")?;
    if !(0.0..=1000.0).contains(&steps) || steps.fract() != 0.0 {
        let why = format!("index.json: settling {steps} is not a whole number of 0..=1000");
        return Err(Error::new(why));
    }
    bound(&[steps as usize + 1, cortex, cortex])?;
    Ok(Params {
        retina: side("retina")?,
        lgn: side("lgn")?,
        cortex,
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
        steps: steps as u16,
        seed: None,
        ..Params::notebook(1)
    })
}

/// The file with the weights of a network's projection.
fn weights_file(folder: &Path, net: &str, name: &str) -> PathBuf {
    folder.join(format!("net/{net}/w_{name}.data.npy"))
}

/// V1's weights in packed order: afferent, excitatory, inhibitory.
pub(super) type Stored = [Vec<f64>; 3];

/// V1's weights that are stored of a network; none if none of them is.
pub(super) fn stored(folder: &Path, net: &str, params: &Params) -> Result<Option<Stored>> {
    let Params { lgn, cortex, r_a, r_e, r_i, .. } = *params;
    let layers = [("aff", lgn, r_a), ("exc", cortex, r_e), ("inh", cortex, r_i)];
    if !layers.iter().any(|(name, ..)| weights_file(folder, net, name).exists()) {
        return Ok(None);
    }
    let [a, e, i] = layers.map(|(name, input, radius)| {
        read(&weights_file(folder, net, name), connections(input, cortex, radius))
    });
    Ok(Some([a?, e?, i?]))
}

/// The ON weights, stored with this network or with one that has the same LGN: they hold no noise.
pub(super) fn stored_on(
    folder: &Path,
    index: &Value,
    net: &Value,
    params: &Params,
) -> Result<Option<Vec<f64>>> {
    let same_lgn = |other: &Value| {
        let same = |key: &&str| other["params"][*key] == net["params"][*key];
        ["retina", "lgn", "lgn_r", "lgn_sc", "lgn_ss"].iter().all(same)
    };
    let nets = index["nets"].as_object().into_iter().flatten();
    let mut files = nets
        .filter(|(_, other)| same_lgn(other))
        .map(|(name, _)| weights_file(folder, name, "lgn_on"));
    let length = connections(params.retina, params.lgn, params.r_l);
    files.find(|path| path.exists()).map(|path| read(&path, length)).transpose()
}

/// A network in one number format.
pub(super) enum Built<W: Weight> {
    Whole(Box<Network<W>>),
    /// A V1 with given weights, and the computed kernel of an LGN.
    WithKernel(OwnedDog<W::Activity>, LgnDynamics<W::Activity>, ReducedNetwork<W>),
    Reduced(ReducedNetwork<W>),
}

/// V1 with these weights.
fn cortex<W: Weight>(params: &Params, weights: &Stored) -> Result<ReducedNetwork<W>> {
    let Params { lgn, cortex, r_a, r_e, r_i, .. } = *params;
    let (lgn, side) = (Dyn::new(lgn)?, Dyn::new(cortex)?);
    let [a, e, i] = weights;
    Ok(ReducedNetwork::from_projections(
        params,
        vec![OwnedProjection::load(lgn, side, r_a, a)?],
        OwnedProjection::load(side, side, r_e, e)?,
        OwnedProjection::load(side, side, r_i, i)?,
    )?)
}

impl<W: Weight> Built<W> {
    /// A network; weights that are not given are computed from the parameters.
    pub(super) fn new(
        params: &Params,
        has_lgn: bool,
        on: Option<&[f64]>,
        weights: Option<&Stored>,
    ) -> Result<Self> {
        let Some(weights) = weights else {
            return Ok(if has_lgn {
                Self::Whole(Box::new(Network::new(params, 1)?))
            } else {
                Self::Reduced(ReducedNetwork::new(params, 1)?)
            });
        };
        let cortex = cortex(params, weights)?;
        if !has_lgn {
            return Ok(Self::Reduced(cortex));
        }
        let (retina, lgn) = (Dyn::new(params.retina)?, Dyn::new(params.lgn)?);
        let on = match on {
            Some(on) => OwnedProjection::load(retina, lgn, params.r_l, on)?,
            None if retina == lgn => {
                let sigmas = [params.sigma_center, params.sigma_surround];
                let dog = OwnedDog::new(lgn, params.r_l, sigmas)?;
                return Ok(Self::WithKernel(dog, LgnDynamics::new(params)?, cortex));
            }
            None => OwnedProjection::new(retina, lgn, params.r_l, params.dog())?,
        };
        Ok(Self::Whole(Box::new(Network::from_parts(params, on, cortex)?)))
    }
}

/// The values of each stage that `Log` names.
pub(super) type Stages = HashMap<&'static str, Vec<f64>>;

/// Every stage's values, the settling steps of a stage one after the other.
#[derive(Default)]
struct Log(Stages);

impl<A: Activity> Observer<A> for Log {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
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

impl<W: Engine> Built<W> {
    /// Shows a picture, row by row, and settles.
    pub(super) fn settle(&self, picture: &[f64]) -> Result<Stages> {
        let mut log = Log::default();
        let draw = |mut sheet: DynSheet<W::Activity>| {
            for (cell, &intensity) in sheet.units_mut().iter_mut().zip(picture) {
                *cell = W::Activity::from_f64(intensity);
            }
            sheet
        };
        match self {
            Self::Whole(network) => {
                network.settle(&draw(network.retina()), &mut network.state(), &mut log)?;
            }
            Self::WithKernel(dog, dynamics, cortex) => {
                let (retina, mut state) =
                    (draw(cortex.picture()), LgnState::with_side(cortex.input()));
                Lgn::<W, _, _>::shared(dog.view(), *dynamics).respond(
                    &mut (),
                    &retina,
                    &mut state,
                    &mut log,
                );
                cortex.settle(&mut (), &state.sum, &mut cortex.state(), &mut log)?;
            }
            Self::Reduced(network) => {
                let (picture, mut state) = (draw(network.picture()), network.state());
                network.settle(&mut (), &picture, &mut state, &mut log)?;
            }
        }
        Ok(log.0)
    }
}
