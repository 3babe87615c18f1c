//! A network with or without an LGN, as it is built or as it has learned.

use crate::{
    scene::Scene,
    threads::Parts,
    trace::{Trace, Tracer},
};
use lissom::{
    DynSheet, Network, Observer, Signal, Stage,
    learning::Learn,
    network::{Disturbance, ReducedNetwork, Training},
    number::Activity,
};
use lissom_experiment::error::Error;

/// A network with or without an LGN, as it is built or as it has learned.
#[derive(Debug)]
pub enum AnyNetwork<W: Learn> {
    /// With its LGN.
    Whole(Box<Network<W>>),
    /// A V1 alone.
    Reduced(Box<ReducedNetwork<W>>),
    /// With its LGN, and with what it has learned: weights, thresholds and the present phase.
    Trained(Box<Training<W>>),
}

impl<W: Learn> AnyNetwork<W> {
    /// The scene on its retina.
    pub fn retina(&self, scene: &Scene) -> Result<DynSheet<W::Activity>, Error> {
        let mut retina = match self {
            Self::Whole(network) => network.retina(),
            Self::Reduced(network) => network.picture(),
            Self::Trained(training) => training.network().retina(),
        };
        scene.paint(&mut retina)?;
        Ok(retina)
    }

    /// V1's settled activity.
    pub fn v1(&self, retina: &DynSheet<W::Activity>) -> Result<Vec<f64>, Error> {
        let v1 = self.settle(retina, &mut ())?;
        Ok(v1.into_iter().map(Activity::to_f64).collect())
    }

    /// Its settling steps.
    pub fn steps(&self) -> u16 {
        match self {
            Self::Whole(network) => network.params().steps,
            Self::Reduced(network) => network.dynamics().steps(),
            Self::Trained(training) => training.dynamics().steps(),
        }
    }

    /// Shows it the scene and returns all that it did; calls `settled` with each step and how many
    /// there are.
    pub fn run(&self, scene: &Scene, settled: &mut dyn FnMut(u16, u16)) -> Result<Trace, Error> {
        let retina = self.retina(scene)?;
        let mut tracer = Tracer::new(self.steps(), settled);
        if let Self::Reduced(_) = self {
            let picture = Signal::<W::Activity>::from(&retina);
            tracer.stage(Stage::Retina, picture, picture);
        }
        self.settle(&retina, &mut tracer)?;
        Ok(tracer.trace)
    }

    fn settle(
        &self,
        retina: &DynSheet<W::Activity>,
        mut observer: &mut dyn Observer<W::Activity>, // one settling for all that watch it
    ) -> Result<Vec<W::Activity>, Error> {
        let observer = &mut observer;
        let units = match self {
            Self::Whole(network) => {
                network.settle(retina, &mut network.state(), observer)?.units().to_vec()
            }
            Self::Reduced(network) => {
                let mut state = network.state();
                network.settle(&mut (), retina, &mut state, observer)?.units().to_vec()
            }
            Self::Trained(training) => {
                let mut state = training.network().state();
                training
                    .settle(&mut Parts::default(), retina, &mut state, observer)?
                    .units()
                    .to_vec()
            }
        };
        Ok(units)
    }
}

impl AnyNetwork<f64> {
    /// How much settling amplifies a difference of this size.
    pub fn amplification(&self, retina: &DynSheet<f64>, size: f64) -> Result<f64, Error> {
        let disturbance = Disturbance { size, ..Disturbance::default() };
        Ok(match self {
            Self::Whole(network) => network.amplification(&mut (), retina, &disturbance)?,
            Self::Reduced(network) => network.amplification(&mut (), retina, &disturbance)?,
            Self::Trained(training) => training.amplification(&mut (), retina, &disturbance)?,
        })
    }
}
