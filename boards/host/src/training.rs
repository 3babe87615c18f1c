//! A training whose sides and number format are known at run time.

use crate::{
    album::Mark, by_format, by_side, course::Course, failure::Failure, format::Format, heap,
    map::Map, pictures::Shown, plan::no_side, threads::Parts, weights::packed,
};
use lissom::{
    Activity, Dynamics, Excitation, Lgn, LgnDynamics, Sheet,
    gain_control::GainControl,
    homeostasis::{Homeostasis, Thresholds},
    interleaved::Eight,
    number::Plastic,
    orientation::{OrientationMap, Protocol, Tuning},
    pool::Pool,
    schedule::Phase,
    snapshot::{self, Element, Section, SnapshotError, Tag},
    train::{ExcitationMut, Progress, Trainer},
};

/// A training, without its sides and number format in the type.
pub trait Training: Send {
    /// How far it is.
    fn progress(&self) -> &Progress;
    /// Shows the next picture and learns.
    fn present(&mut self, parts: &mut Parts);
    /// All that it has changed.
    fn snapshot(&self) -> Result<Vec<u8>, Failure>;
    /// Goes on from a snapshot; nothing changes where it is refused.
    fn resume(&mut self, bytes: &[u8]) -> Result<(), SnapshotError>;
    /// The mark of the pictures that it has seen, if they are of files.
    fn mark(&self) -> Option<Mark>;
    /// Takes another's weights, each rounded to this format, and how far it is; thresholds stay.
    fn take(&mut self, other: &dyn Training) -> Result<(), Failure>;
    /// What every unit prefers.
    fn map(&self, protocol: Protocol, parts: &mut Parts) -> Map;
    /// Each projection's name and weights in packed order.
    fn weights(&self) -> Vec<(String, Vec<f64>)>;
    /// Thresholds by homeostasis, row by row.
    fn thresholds(&self) -> Option<Vec<f64>>;
}

/// A training before its first presentation.
pub fn begin(course: &Course, number: Format, seed: u64) -> Result<Box<dyn Training>, Failure> {
    by_format!(number, T => new::<T>(course, seed))
}

fn new<T: Plastic<Wide: Element> + Element>(
    course: &Course,
    seed: u64,
) -> Result<Box<dyn Training>, Failure> {
    let side = course.params.cortex;
    let boxed: Option<Result<Box<dyn Training>, Failure>> = if course.channels() == 1 {
        by_side!(side, N => Session::<T, N, 1>::new(course, seed).map(|new| Box::new(new) as _))
    } else {
        by_side!(side, N => Session::<T, N, 2>::new(course, seed).map(|new| Box::new(new) as _))
    };
    boxed.ok_or_else(|| no_side(side))?
}

struct Session<T: Plastic, const SIDE: usize, const CHANNELS: usize> {
    identity: snapshot::Identity,
    trainer: Trainer<'static, T, SIDE, SIDE, SIDE, CHANNELS>,
    stream: Shown,
    mark: Option<Mark>,
    retina: Sheet<T, SIDE>,
    activity: Activity<T, SIDE, SIDE>,
}

impl<T: Plastic<Wide: Element> + Element, const SIDE: usize, const CHANNELS: usize>
    Session<T, SIDE, CHANNELS>
{
    fn new(course: &Course, seed: u64) -> Result<Self, Failure> {
        let params = lissom::Params { seed: Some(seed), ..course.params };
        let mut lgn = Lgn::shared(heap::dog(&params)?, LgnDynamics::new(&params)?);
        if let Some(gain_control) = &course.gain_control {
            lgn = lgn.with_gain_control(leak(GainControl::new(gain_control, params.gamma_l)?));
        }
        let afferent: Result<Vec<_>, _> = (0..CHANNELS as u8)
            .map(|channel| heap::plastic(params.r_a, params.afferent(channel, CHANNELS as u8)))
            .collect();
        let afferent = afferent?.try_into().map_err(|_| Failure::new("no such afferent sheets"))?;
        // homeostasis comes with excitation that does not learn: GCAL
        let excitatory = if course.homeostasis.is_some() {
            let kernel = leak(Pool::new(params.sigma_e, params.r_e)?);
            ExcitationMut::Frozen(Excitation::Shared(kernel))
        } else {
            heap::plastic(params.r_e, params.excitatory())?.into()
        };
        let homeostasis = course.homeostasis.map(|homeostasis| {
            let homeostasis = Homeostasis::new(&homeostasis)?;
            let thresholds = leak(Thresholds::new());
            thresholds.reset(&homeostasis);
            Ok::<_, lissom::Error>((homeostasis, thresholds))
        });
        let phases: Result<Vec<_>, _> = course.phases.iter().map(Phase::new).collect();
        let trainer = Trainer {
            lgn,
            dynamics: Dynamics::new(&params)?,
            afferent,
            excitatory,
            inhibitory: heap::plastic(params.r_i, params.inhibitory())?,
            schedule: phases?.leak(),
            homeostasis: homeostasis.transpose()?,
            progress: leak(Progress::new(seed)),
        };
        trainer.check()?;
        Ok(Self {
            identity: course.identity::<T>(),
            trainer,
            stream: course.pictures.stream(seed)?,
            mark: course.pictures.mark()?,
            retina: Sheet::new(),
            activity: Activity::new(),
        })
    }

    fn sections(&self) -> Vec<(Tag, &dyn Section)> {
        let Trainer { afferent, excitatory, inhibitory, homeostasis, progress, .. } = &self.trainer;
        let afferent = afferent.iter().zip(AFFERENT).map(|(weights, tag)| (tag, weights as _));
        let mut sections: Vec<(Tag, &dyn Section)> = afferent.collect();
        if let ExcitationMut::Learning(weights) = excitatory {
            sections.push((*b"EXCI", weights));
        }
        sections.push((*b"INHI", inhibitory));
        if let Some((_, thresholds)) = homeostasis {
            sections.push((*b"THRE", &**thresholds));
        }
        sections.push((*b"PICT", self.stream.section()));
        if let Some(mark) = &self.mark {
            sections.push((*b"MARK", mark));
        }
        sections.push((*b"PROG", &**progress));
        sections
    }

    fn sections_mut(&mut self) -> Vec<(Tag, &mut dyn Section)> {
        let Trainer { afferent, excitatory, inhibitory, homeostasis, progress, .. } =
            &mut self.trainer;
        let afferent = afferent.iter_mut().zip(AFFERENT).map(|(weights, tag)| (tag, weights as _));
        let mut sections: Vec<(Tag, &mut dyn Section)> = afferent.collect();
        if let ExcitationMut::Learning(weights) = excitatory {
            sections.push((*b"EXCI", weights));
        }
        sections.push((*b"INHI", inhibitory));
        if let Some((_, thresholds)) = homeostasis {
            sections.push((*b"THRE", &mut **thresholds));
        }
        sections.push((*b"PICT", self.stream.section_mut()));
        if let Some(mark) = &mut self.mark {
            sections.push((*b"MARK", mark));
        }
        sections.push((*b"PROG", &mut **progress));
        sections
    }
}

const AFFERENT: [Tag; 2] = [*b"AFF0", *b"AFF1"];

fn leak<T>(value: T) -> &'static mut T {
    Box::leak(Box::new(value))
}

impl<T: Plastic<Wide: Element> + Element, const SIDE: usize, const CHANNELS: usize> Training
    for Session<T, SIDE, CHANNELS>
{
    fn progress(&self) -> &Progress {
        self.trainer.progress
    }

    fn present(&mut self, parts: &mut Parts) {
        let Self { trainer, stream, retina, activity, .. } = self;
        trainer.present_in(parts, stream, retina, activity, &mut ());
    }

    fn snapshot(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        snapshot::save(self.identity, &self.sections(), |piece| {
            bytes.extend_from_slice(piece);
            Ok::<_, SnapshotError>(())
        })?;
        Ok(bytes)
    }

    fn resume(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        snapshot::load(self.identity, &mut self.sections_mut(), bytes)
    }

    fn mark(&self) -> Option<Mark> {
        self.mark
    }

    fn take(&mut self, other: &dyn Training) -> Result<(), Failure> {
        let weights = other.weights();
        let weights = |name: &str| {
            let found = weights.iter().find(|(of, _)| of == name);
            found.map(|(_, weights)| &weights[..]).ok_or_else(|| Failure::new(format!("no {name}")))
        };
        let Trainer { afferent, excitatory, inhibitory, progress, .. } = &mut self.trainer;
        for (channel, projection) in afferent.iter_mut().enumerate() {
            let (radius, name) =
                (projection.view().field().radius(), format!("afferent-{channel}"));
            *projection = heap::loaded_plastic(radius, weights(&name)?)?;
        }
        if let ExcitationMut::Learning(projection) = excitatory {
            let radius = projection.view().field().radius();
            *projection = heap::loaded_plastic(radius, weights("excitatory")?)?;
        }
        let radius = inhibitory.view().field().radius();
        *inhibitory = heap::loaded_plastic(radius, weights("inhibitory")?)?;
        **progress = other.progress().clone();
        Ok(())
    }

    fn map(&self, protocol: Protocol, parts: &mut Parts) -> Map {
        let lissom = self.trainer.lissom();
        let mut eights = vec![Eight::filled(T::WEIGHT_ZERO); lissom.eights()];
        // the length is right, and a network without the second copy has the same bits
        let lissom = lissom.interleaved(&mut eights).unwrap_or(lissom);
        let (mut retina, mut activity) = (Sheet::new(), Box::new(Activity::new()));
        let mut tuning = Box::new(Tuning::new());
        for presentation in protocol.presentations() {
            presentation.draw(&mut retina);
            let v1 = lissom.settle_in(parts, &retina, &mut activity, &mut ());
            tuning.record(&presentation, v1);
        }
        let mut map = Box::new(OrientationMap::<SIDE>::new());
        tuning.map(&mut map);
        Map::of(&map)
    }

    fn weights(&self) -> Vec<(String, Vec<f64>)> {
        let Trainer { afferent, excitatory, inhibitory, .. } = &self.trainer;
        let mut all = Vec::new();
        for (channel, projection) in afferent.iter().enumerate() {
            all.push((format!("afferent-{channel}"), packed(projection.view())));
        }
        if let ExcitationMut::Learning(projection) = excitatory {
            all.push(("excitatory".to_owned(), packed(projection.view())));
        }
        all.push(("inhibitory".to_owned(), packed(inhibitory.view())));
        all
    }

    fn thresholds(&self) -> Option<Vec<f64>> {
        let (_, thresholds) = self.trainer.homeostasis.as_ref()?;
        Some(thresholds.theta().units().iter().map(|&theta| T::wide_to_f64(theta)).collect())
    }
}
