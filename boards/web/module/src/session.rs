//! A network with its training, in a number format that is known at run time.

use crate::{
    measured::{Measured, Measuring},
    recording::Recording,
    shown::Shown,
};
use lissom::{
    DynSheet, Fixed8, Fixed16, Observer, State,
    learning::Learn,
    network::{ProjectionName, Training},
    number::{Activity, WideOf},
    side::Dyn,
    snapshot::{self, Element, Identity, SnapshotError},
};
use lissom_experiment::{
    arrays, by_format, course::Course, error::Error, experiment::Experiment, firmware,
    format::Format, method::Response, pictures::Pictures,
};
use std::any::Any;

/// A session without its number format.
pub trait AnySession: Any {
    /// The experiment.
    fn experiment(&self) -> &Experiment;
    /// Takes what another session has learned, with its pictures where both have the same.
    /// Refused where the networks have other connections.
    fn take(&mut self, other: &dyn AnySession) -> Result<(), Error>;
    /// Shows a picture, settles, and returns V1's hash.
    fn settle(&mut self, shown: &Shown) -> Result<u32, Error>;
    /// Shows training pictures, learns from each, and records the last one's stages.
    fn learn(&mut self, presentations: u32) -> Result<(), Error>;
    /// Presentations so far, and the hash over V1's activity in all of them.
    fn progress(&self) -> (u32, u32);
    /// Shows the next gratings of a measurement. Returns what part of it is done, 0 to 1.
    fn measure(&mut self, gratings: u32) -> Result<f64, Error>;
    /// The map as it was last measured.
    fn measured(&self) -> Option<&Measured>;
    /// The stages of the picture that was settled last.
    fn recording(&self) -> &Recording;
    /// A unit's weights from each source cell, if there is such a projection.
    fn field(&self, projection: ProjectionName, row: usize, column: usize) -> Option<Vec<f64>>;
    /// The projections that have weights of each unit.
    fn projections(&self) -> Vec<ProjectionName>;
    /// All weights of a projection as a matrix with a row for each unit, and its columns.
    fn matrix(&self, projection: ProjectionName) -> Option<(Vec<f64>, usize)>;
    /// A unit's threshold, if thresholds adapt.
    fn threshold(&self, row: usize, column: usize) -> Option<f64>;
    /// A snapshot.
    fn save(&self) -> Result<Vec<u8>, Error>;
    /// Goes on from a snapshot. Nothing changes where it is refused.
    fn load(&mut self, bytes: &[u8]) -> Result<(), Error>;
    /// The module of Rust for firmware, and the weights that it includes from `learned.bin`.
    fn firmware(&self) -> Result<(String, Vec<u8>), Error>;
    /// Bytes of its weights and tables.
    fn bytes(&self) -> usize;
}

/// A session before the first presentation.
///
/// # Errors
///
/// Where there is no such network, or its pictures are files.
pub fn begin(experiment: Experiment) -> Result<Box<dyn AnySession>, Error> {
    by_format!(experiment.number, W => Ok(Box::new(Session::<W>::new(experiment)?)))
}

/// One type for all who watch, so that the module has the settling of each format once.
fn watched<A: Activity>(observer: &mut dyn Observer<A>) -> &mut dyn Observer<A> {
    observer
}

struct Session<W: Learn> {
    experiment: Experiment,
    identity: Identity,
    training: Training<W>,
    stream: Course,
    retina: DynSheet<W::Activity>,
    state: State<W::Activity, Dyn, Dyn>,
    recording: Recording,
    measuring: Option<Measuring>,
    measured: Option<Measured>,
}

impl<W: Learn> Session<W>
where
    WideOf<W>: Element,
{
    fn new(experiment: Experiment) -> Result<Self, Error> {
        if let Pictures::Images(_) = experiment.pictures {
            let why = "the page cannot read the files of pictures.files; \
                       pictures.stream may be gaussians or faces here";
            return Err(Error::new(why));
        }
        if experiment.second.is_some() {
            return Err(Error::new(
                "V1 sees one picture on the page: it has no [eyes] and no [motion]",
            ));
        }
        let network = experiment.network()?;
        let (retina, state) = (network.retina(), network.state());
        let Experiment { phases, homeostasis, pictures, waves, seeds, .. } = &experiment;
        Ok(Self {
            identity: experiment.identity(experiment.number),
            training: Training::new(network, phases, homeostasis.as_ref(), seeds.rounding)?,
            stream: Course::new(pictures, waves.as_ref(), None, seeds.pictures)?,
            retina,
            state,
            recording: Recording::default(),
            measuring: None,
            measured: None,
            experiment,
        })
    }

    fn source(&self) -> Result<(String, Vec<u8>), Error> {
        let Self { experiment, training, .. } = self;
        let name = format!("{} {}, {}", experiment.name(), W::NAME, experiment.seed_name());
        let source = firmware::source(experiment, &name, training, "learned.bin");
        Ok((source, firmware::bytes(training)?))
    }
}

impl<W: Learn> AnySession for Session<W>
where
    WideOf<W>: Element,
{
    fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    fn take(&mut self, other: &dyn AnySession) -> Result<(), Error> {
        let pictures = |of: &Experiment| (of.pictures.clone(), of.waves);
        let same = pictures(&self.experiment) == pictures(other.experiment());
        let other: &dyn Any = other;
        for format in Format::ALL {
            by_format!(format, V => {
                if let Some(other) = other.downcast_ref::<Session<V>>() {
                    self.training.take(&other.training)?;
                    if same {
                        self.stream = other.stream.clone();
                    }
                    return Ok(());
                }
            });
        }
        Err(Error::new("a session of another kind"))
    }

    fn settle(&mut self, shown: &Shown) -> Result<u32, Error> {
        let Self { training, retina, state, recording, .. } = self;
        shown.paint(retina);
        recording.reset();
        Ok(training.settle(&mut (), retina, state, &mut watched(recording))?.hash())
    }

    fn learn(&mut self, presentations: u32) -> Result<(), Error> {
        let Self { training, stream, retina, state, recording, .. } = self;
        for left in (0..presentations).rev() {
            let observer: &mut dyn Observer<W::Activity> = if left == 0 {
                recording.reset();
                recording
            } else {
                &mut ()
            };
            stream.go_to(training.progress().presentations());
            training.present(&mut (), stream, retina, state, &mut watched(observer))?;
        }
        self.measuring = None; // it was of other weights
        Ok(())
    }

    fn progress(&self) -> (u32, u32) {
        let progress = self.training.progress();
        (progress.presentations(), progress.trace())
    }

    fn measure(&mut self, gratings: u32) -> Result<f64, Error> {
        let mut measuring = match self.measuring.take() {
            Some(begun) => begun,
            None => {
                Measuring::new(&self.experiment.analysis.method(self.experiment.params.cortex)?)?
            }
        };
        let (mut retina, mut state) = (self.training.network().retina(), self.state.clone());
        for _ in 0..gratings {
            let Some((presentation, method, afferent)) = measuring.next() else { break };
            presentation.draw(&mut retina);
            let settled = method.response == Response::Settled;
            let v1 = self.training.settle(&mut (), &retina, &mut state, &mut watched(afferent))?;
            if settled {
                measuring.record(v1.units().iter().map(|activity| activity.to_q24()));
            } else {
                measuring.record_afferent();
            }
        }
        let part = measuring.part();
        if part < 1.0 {
            self.measuring = Some(measuring);
        } else {
            self.measured = Some(measuring.finish(self.training.progress().presentations())?);
        }
        Ok(part)
    }

    fn measured(&self) -> Option<&Measured> {
        self.measured.as_ref()
    }

    fn recording(&self) -> &Recording {
        &self.recording
    }

    fn field(&self, projection: ProjectionName, row: usize, column: usize) -> Option<Vec<f64>> {
        let projection = self.training.network().projection(projection)?;
        Some(arrays::field(projection, row, column))
    }

    fn projections(&self) -> Vec<ProjectionName> {
        self.training.network().projections().into_iter().map(|(name, _)| name).collect()
    }

    fn matrix(&self, projection: ProjectionName) -> Option<(Vec<f64>, usize)> {
        let projection = self.training.network().projection(projection)?;
        let [input, _] = arrays::sides(projection);
        Some((arrays::dense(projection).collect(), input * input))
    }

    fn threshold(&self, row: usize, column: usize) -> Option<f64> {
        use lissom::number::Wide;
        Some(self.training.thresholds()?.theta().unit(row, column).to_f64())
    }

    fn save(&self) -> Result<Vec<u8>, Error> {
        let sections = self.training.sections(&self.stream.sections());
        let mut bytes = Vec::new();
        snapshot::save(self.identity, &sections, |piece| {
            bytes.extend_from_slice(piece);
            Ok::<_, SnapshotError>(())
        })?;
        Ok(bytes)
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut sections = self.training.sections_mut(self.stream.sections_mut());
        snapshot::load(self.identity, &mut sections, bytes)?;
        (self.measuring, self.measured) = (None, None);
        Ok(())
    }

    fn firmware(&self) -> Result<(String, Vec<u8>), Error> {
        firmware::check(&self.experiment, self.experiment.number)?;
        let any: &dyn Any = self;
        match (any.downcast_ref(), any.downcast_ref()) {
            (Some(session), _) => Session::<Fixed16>::source(session),
            (_, Some(session)) => Session::<Fixed8>::source(session),
            _ => Err(Error::new("firmware has weights of fixed8 or fixed16")),
        }
    }

    fn bytes(&self) -> usize {
        self.training.network().table_bytes()
    }
}
