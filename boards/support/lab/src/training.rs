//! A training of one number format.

use crate::{
    any_projection::Named,
    any_training::{About, AnyTraining},
    kept::{self, Keeping, Words},
    second_map::SecondMap,
    several::Several,
    snapshot_file,
    threads::Parts,
    trace::Hashes,
};
use lissom::{
    DynSheet, Observer, State,
    input::OrientedGaussian,
    learning::{Learn, Progress},
    network::Training,
    number::{Activity, Wide, WideOf},
    side::Dyn,
    snapshot::{Element, Identity, Section, Tag},
};
use lissom_experiment::{
    by_format,
    course::Course,
    error::Error,
    experiment::{Experiment, Seeds},
    firmware,
    format::Format,
    image_set::Fingerprint,
    measured_map::MeasuredMap,
    method::{Method, Response},
    responses::{Afferent, Responses},
};
use std::{any::Any, io::Write, path::Path};

impl dyn AnyTraining {
    /// The training without its pictures, if it is of this number format.
    pub fn into_training<W: Learn>(self: Box<Self>) -> Option<Training<W>>
    where
        WideOf<W>: Element,
    {
        let any: Box<dyn Any> = self;
        any.downcast::<Session<W>>().ok().map(|session| session.training)
    }
}

/// A training before its first presentation, with the seeds of pictures and rounding.
pub fn begin(
    experiment: &Experiment,
    format: Format,
    seeds: Seeds,
) -> Result<Box<dyn AnyTraining>, Error> {
    by_format!(format, W => Ok(Box::new(Session::<W>::new(experiment, format, seeds)?)))
}

/// A training with its pictures, and the sheets of the present one.
struct Session<W: Learn> {
    format: Format,
    identity: Identity,
    training: Training<W>,
    stream: Course,
    fingerprint: Option<Fingerprint>,
    retina: DynSheet<W::Activity>,
    state: State<W::Activity, Dyn, Dyn>,
    /// Where V1 sees several pictures.
    several: Option<Several<W::Activity>>,
}

const FINGERPRINT: Tag = *b"MARK";

impl<W: Learn> Session<W>
where
    WideOf<W>: Element,
{
    fn new(experiment: &Experiment, format: Format, seeds: Seeds) -> Result<Self, Error> {
        let network = experiment.network()?;
        let (retina, state) = (network.retina(), network.state());
        let Experiment { phases, homeostasis, pictures, waves, second, .. } = experiment;
        let several = second.map(|second| Several::new(second, &retina, &state.lgn));
        Ok(Self {
            format,
            identity: experiment.identity(format),
            training: Training::new(network, phases, homeostasis.as_ref(), seeds.rounding)?,
            stream: Course::new(pictures, waves.as_ref(), *second, seeds.pictures)?,
            fingerprint: pictures.fingerprint()?,
            retina,
            state,
            several,
        })
    }

    fn sections(&self) -> Vec<(Tag, &dyn Section)> {
        let mut pictures = self.stream.sections();
        if let Some(fingerprint) = &self.fingerprint {
            pictures.push((FINGERPRINT, fingerprint));
        }
        self.training.sections(&pictures)
    }

    fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)> {
        let mut pictures = self.stream.sections_mut();
        if let Some(fingerprint) = &mut self.fingerprint {
            pictures.push((FINGERPRINT, fingerprint));
        }
        self.training.sections_mut(pictures)
    }
}

impl<W: Learn> AnyTraining for Session<W>
where
    WideOf<W>: Element,
{
    fn format(&self) -> Format {
        self.format
    }

    fn progress(&self) -> &Progress {
        self.training.progress()
    }

    fn present(&mut self, parts: &mut Parts) -> Result<(), Error> {
        let Self { training, stream, retina, state, several, .. } = self;
        stream.go_to(training.progress().presentations());
        match several {
            None => training.present(parts, stream, retina, state, &mut ())?,
            Some(Several { retinas, lgns, .. }) => {
                let draw = |retinas: &mut [_]| stream.draw_all(retinas);
                training.present_all(parts, draw, retinas, lgns, state)?
            }
        };
        Ok(())
    }

    fn save(&self, to: &mut dyn Write) -> Result<(), Error> {
        snapshot_file::save(to, self.identity, &self.sections())
    }

    fn resume(&mut self, path: &Path) -> Result<(), Error> {
        snapshot_file::load(path, self.identity, &mut self.sections_mut())
    }

    fn resume_from(&mut self, flash: Vec<u8>, words: Words) -> Result<bool, Error> {
        kept::load(flash, words, self.identity, &mut self.sections_mut())
    }

    fn keep(&self, board: Keeping) -> Result<Vec<u8>, Error> {
        kept::save(board, self.identity, &self.sections())
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    fn take(&mut self, other: &dyn AnyTraining) -> Result<(), Error> {
        let other: &dyn Any = other;
        for format in Format::ALL {
            by_format!(format, V => {
                if let Some(other) = other.downcast_ref::<Session<V>>() {
                    return Ok(self.training.take(&other.training)?);
                }
            });
        }
        Err(Error::new("a training of another kind"))
    }

    fn settle(&mut self, stimulus: OrientedGaussian) -> Result<Vec<u32>, Error> {
        let mut hashes = Hashes::default();
        self.retina.draw(&stimulus);
        let Self { training, retina, state, .. } = self;
        let mut observer: &mut dyn Observer<W::Activity> = &mut hashes;
        training.settle(&mut Parts::default(), retina, state, &mut observer)?;
        Ok(hashes.0)
    }

    fn measure(
        &mut self,
        method: &Method,
        parts: &mut Parts,
        shown: &mut (dyn FnMut() + Send),
    ) -> Result<MeasuredMap, Error> {
        let (mut retina, mut state) = (self.retina.clone(), self.state.clone());
        let mut responses = Responses::new(method)?;
        let mut afferent = Afferent(Vec::new());
        for presentation in method.presentations() {
            presentation.draw(&mut retina);
            let mut observer: &mut dyn Observer<W::Activity> = &mut afferent;
            let v1 = self.training.settle(parts, &retina, &mut state, &mut observer)?;
            match method.response {
                Response::Settled => {
                    responses.record(v1.units().iter().map(|activity| activity.to_q24()));
                }
                Response::Afferent => responses.record(afferent.0.iter().copied()),
            }
            shown();
        }
        MeasuredMap::of(responses)
    }

    fn measure_second(
        &mut self,
        method: &Method,
        parts: &mut Parts,
    ) -> Result<Option<SecondMap>, Error> {
        let Some(several) = &self.several else { return Ok(None) };
        several.measure(&self.training, &self.state, method, parts).map(Some)
    }

    fn projections(&self) -> Vec<Named<'_>> {
        let all = self.training.network().projections().into_iter();
        all.map(|(name, weights)| Named { name: name.to_string(), weights: Box::new(weights) })
            .collect()
    }

    fn bytes(&self) -> Result<Vec<u8>, Error> {
        firmware::bytes(&self.training)
    }

    fn source(&self, experiment: &Experiment, name: &str, raw: &str) -> String {
        firmware::source(experiment, name, &self.training, raw)
    }

    fn thresholds(&self) -> Option<Vec<f64>> {
        let thresholds = self.training.thresholds()?;
        Some(thresholds.theta().units().iter().map(|&theta| theta.to_f64()).collect())
    }

    fn averages(&self) -> Option<Vec<f64>> {
        let thresholds = self.training.thresholds()?;
        Some(thresholds.average().units().iter().map(|&mean| mean.to_f64()).collect())
    }

    fn about(&self) -> About {
        let (network, dynamics) = (self.training.network(), self.training.dynamics());
        About {
            table: self.training.to_string(),
            table_bytes: network.table_bytes(),
            state_bytes: network.state_bytes(),
            steps: dynamics.steps(),
            theta: [dynamics.sigmoid().lower(), dynamics.sigmoid().upper()],
            gains: dynamics.gammas(),
        }
    }
}
