//! Which network to build, and how it runs.

use crate::{any_network::AnyNetwork, scene::Scene, trace::Trace};
use lissom::{Network, Params, learning::Learn, network::ReducedNetwork, number::Weight};
use lissom_experiment::{
    by_format, error::Error, experiment::Experiment, format::Format, preset::Preset,
};

/// A network to be built.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Where its parameters come from.
    pub preset: Preset,
    /// Its parameters.
    pub params: Params,
    /// Afferent sheets.
    pub channels: u8,
}

impl Plan {
    /// A preset as it is.
    pub const fn new(preset: Preset, params: Params) -> Self {
        Self { preset, params, channels: 1 }
    }

    /// The network of an experiment.
    pub fn of(experiment: &Experiment) -> Self {
        let channels = experiment.sheets() as u8;
        Self { preset: experiment.preset, params: experiment.params, channels }
    }

    /// Whether it has an LGN.
    pub fn has_lgn(&self) -> bool {
        self.preset != Preset::Reduced
    }

    /// Builds the network with its LGN.
    pub fn network<W: Weight>(&self) -> Result<Network<W>, Error> {
        Ok(Network::new(&self.params, self.channels.into())?)
    }

    /// Builds the network.
    pub fn build<W: Learn>(&self) -> Result<AnyNetwork<W>, Error> {
        Ok(if self.has_lgn() {
            AnyNetwork::Whole(Box::new(self.network()?))
        } else {
            let network = ReducedNetwork::new(&self.params, self.channels.into())?;
            AnyNetwork::Reduced(Box::new(network))
        })
    }

    /// Builds the network, shows it the scene and returns all that it did.
    ///
    /// # Errors
    ///
    /// A parameter is out of its range, or the picture is too small.
    pub fn run(&self, format: Format, scene: &Scene) -> Result<Trace, Error> {
        by_format!(format, W => self.build::<W>()?.run(scene, &mut |_, _| ()))
    }
}
