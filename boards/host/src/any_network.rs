//! A network with or without an LGN.

use crate::{error::Error, plan::Plan, scene::Scene};
use lissom::{
    DynSheet, Engine, Network,
    network::{Disturbance, ReducedNetwork},
    number::{Activity, Weight},
};

/// A network with or without an LGN.
#[derive(Debug)]
pub enum AnyNetwork<W: Weight> {
    /// With its LGN.
    Whole(Box<Network<W>>),
    /// A V1 alone.
    Reduced(Box<ReducedNetwork<W>>),
}

impl<W: Engine> AnyNetwork<W> {
    /// The planned one.
    pub fn of(plan: &Plan) -> Result<Self, Error> {
        let (params, channels) = (&plan.params, plan.channels.into());
        Ok(if plan.has_lgn() {
            Self::Whole(Box::new(Network::new(params, channels)?))
        } else {
            Self::Reduced(Box::new(ReducedNetwork::new(params, channels)?))
        })
    }

    /// The scene on its retina.
    pub fn retina(&self, scene: &Scene) -> Result<DynSheet<W::Activity>, Error> {
        let mut retina = match self {
            Self::Whole(network) => network.retina(),
            Self::Reduced(network) => network.picture(),
        };
        scene.paint(&mut retina)?;
        Ok(retina)
    }

    /// V1's settled activity.
    pub fn v1(&self, retina: &DynSheet<W::Activity>) -> Result<Vec<f64>, Error> {
        let v1 = match self {
            Self::Whole(network) => {
                network.settle(retina, &mut network.state(), &mut ())?.units().to_vec()
            }
            Self::Reduced(network) => {
                let mut state = network.state();
                network.settle(&mut (), retina, &mut state, &mut ())?.units().to_vec()
            }
        };
        Ok(v1.into_iter().map(Activity::to_f64).collect())
    }
}

impl AnyNetwork<f64> {
    /// How much settling amplifies a difference of this size.
    pub fn amplification(&self, retina: &DynSheet<f64>, size: f64) -> Result<f64, Error> {
        let disturbance = Disturbance { size, ..Disturbance::default() };
        Ok(match self {
            Self::Whole(network) => network.amplification(&mut (), retina, &disturbance)?,
            Self::Reduced(network) => network.amplification(&mut (), retina, &disturbance)?,
        })
    }
}
