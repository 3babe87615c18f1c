//! Watching a network at work: every stage's input and output.

use crate::{
    number::{Activity, Wide},
    sheet::SheetOf,
    side::Side,
};
use heapless::Vec;

/// A stage of the computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Stage {
    /// The picture. Its input is its output.
    Retina,
    /// The LGN's ON cells: from the retina.
    LgnOn,
    /// The LGN's OFF cells: from the retina.
    LgnOff,
    /// The response γ_A·ΣA·x to one afferent sheet, 0 or 1.
    Afferent(u8),
    /// The response γ_E·ΣE·η(t − 1) at settling step t ≥ 1.
    Excitatory(u16),
    /// The response γ_I·ΣI·η(t − 1) at settling step t ≥ 1, to be subtracted.
    Inhibitory(u16),
    /// The activity η(t) at step t ≥ 0, from the sum of the responses.
    V1(u16),
}

/// A sheet of activities or of responses, of any side.
#[derive(Debug, Clone, Copy)]
pub enum Signal<'a, A: Activity> {
    /// Activities, row by row.
    Activity(&'a [A]),
    /// Responses, row by row.
    Response(&'a [A::Wide]),
}

impl<'a, A: Activity, S: Side> From<&'a SheetOf<A, S>> for Signal<'a, A> {
    fn from(sheet: &'a SheetOf<A, S>) -> Self {
        Self::Activity(sheet.units())
    }
}

impl<'a, A: Activity> Signal<'a, A> {
    /// A sheet of responses.
    pub fn response<S: Side>(sheet: &'a SheetOf<A::Wide, S>) -> Self {
        Self::Response(sheet.units())
    }

    /// Units.
    pub const fn len(&self) -> usize {
        match self {
            Self::Activity(units) => units.len(),
            Self::Response(units) => units.len(),
        }
    }

    /// Whether there are no units.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Units in a row.
    pub const fn side(&self) -> usize {
        self.len().isqrt()
    }

    /// The activities, if it is a sheet of them.
    pub const fn activity(&self) -> Option<&'a [A]> {
        match *self {
            Self::Activity(units) => Some(units),
            Self::Response(_) => None,
        }
    }

    /// The value of a unit, counted row by row.
    pub fn get(&self, unit: usize) -> Option<A::Wide> {
        match self {
            Self::Activity(units) => units.get(unit).map(|x| x.widen()),
            Self::Response(units) => units.get(unit).copied(),
        }
    }

    /// All values, row by row.
    pub fn iter(&self) -> impl Iterator<Item = A::Wide> + use<'a, A> {
        let signal = *self;
        (0..self.len()).filter_map(move |unit| signal.get(unit))
    }

    /// All values, row by row, at the activities' full precision.
    pub fn to_f64(&self) -> impl Iterator<Item = f64> + use<'a, A> {
        let signal = *self;
        (0..self.len()).map(move |unit| match signal {
            Self::Activity(units) => units[unit].to_f64(),
            Self::Response(units) => units[unit].to_f64(),
        })
    }
}

/// Is called with each stage's input and output, in the order of the computation.
///
/// ```
/// use lissom::{Observer, Signal, Stage};
/// struct Peaks(Vec<(Stage, f64)>);
/// impl Observer<f32> for Peaks {
///     fn stage(&mut self, stage: Stage, _: Signal<'_, f32>, output: Signal<'_, f32>) {
///         self.0.push((stage, output.to_f64().fold(0.0, f64::max)));
///     }
/// }
/// ```
pub trait Observer<A: Activity> {
    /// A stage has computed `output` from `input`.
    fn stage(&mut self, stage: Stage, input: Signal<'_, A>, output: Signal<'_, A>);
}

/// Watches nothing.
impl<A: Activity> Observer<A> for () {
    #[inline]
    fn stage(&mut self, _: Stage, _: Signal<'_, A>, _: Signal<'_, A>) {}
}

impl<A: Activity, O: Observer<A> + ?Sized> Observer<A> for &mut O {
    fn stage(&mut self, stage: Stage, input: Signal<'_, A>, output: Signal<'_, A>) {
        (**self).stage(stage, input, output);
    }
}

/// A stage's input and output, kept as wide numbers (32-bit activities to 2⁻²⁴). `UNITS` is the
/// most units of a sheet.
#[derive(Debug, Clone)]
pub struct Record<A: Activity, const UNITS: usize> {
    /// The stage.
    pub stage: Stage,
    input: Vec<A::Wide, UNITS>,
    output: Vec<A::Wide, UNITS>,
}

impl<A: Activity, const UNITS: usize> Record<A, UNITS> {
    /// What the stage was given.
    pub fn input(&self) -> Signal<'_, A> {
        Signal::Response(&self.input)
    }

    /// What the stage made of it.
    pub fn output(&self) -> Signal<'_, A> {
        Signal::Response(&self.output)
    }
}

/// Keeps the first `RECORDS` stages of sheets with up to `UNITS` units, without heap.
///
/// It takes `8·UNITS·RECORDS` bytes in fixed point; a whole presentation with `t` settling steps
/// has `5 + 3·t` stages (one more with two afferent sheets). [`only`](Self::only) keeps fewer.
///
/// ```
/// use lissom::{Observer, Recorder, Sheet, Stage, number::Fixed16};
/// static mut _IN_RAM: Recorder<Fixed16, 576, 9> =
///     Recorder::only(|stage| matches!(stage, Stage::V1(_)));
/// let mut recorder = Recorder::<f32, 4, 1>::new();
/// let sheet = Sheet::from_rows([[0.0, 0.5], [1.0, 0.0]]);
/// recorder.stage(Stage::V1(0), (&sheet).into(), (&sheet).into());
/// recorder.stage(Stage::V1(1), (&sheet).into(), (&sheet).into());
/// assert_eq!(recorder.get(Stage::V1(0)).unwrap().output().get(1), Some(0.5));
/// assert_eq!(recorder.dropped(), 1); // there was room for one
/// ```
#[derive(Debug, Clone)]
pub struct Recorder<A: Activity, const UNITS: usize, const RECORDS: usize> {
    records: Vec<Record<A, UNITS>, RECORDS>,
    keep: fn(Stage) -> bool,
    dropped: usize,
}

impl<A: Activity, const UNITS: usize, const RECORDS: usize> Recorder<A, UNITS, RECORDS> {
    /// Keeps every stage.
    pub const fn new() -> Self {
        Self::only(|_| true)
    }

    /// Keeps the stages that `keep` accepts.
    pub const fn only(keep: fn(Stage) -> bool) -> Self {
        Self { records: Vec::new(), keep, dropped: 0 }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.records.clear();
        self.dropped = 0;
    }

    /// The records in the order of the computation.
    pub fn records(&self) -> &[Record<A, UNITS>] {
        &self.records
    }

    /// The record of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Record<A, UNITS>> {
        self.records.iter().find(|record| record.stage == stage)
    }

    /// Stages that were to be kept, but for which there was no room.
    pub const fn dropped(&self) -> usize {
        self.dropped
    }
}

impl<A: Activity, const UNITS: usize, const RECORDS: usize> Default
    for Recorder<A, UNITS, RECORDS>
{
    fn default() -> Self {
        Self::new()
    }
}

impl<A: Activity, const UNITS: usize, const RECORDS: usize> Observer<A>
    for Recorder<A, UNITS, RECORDS>
{
    fn stage(&mut self, stage: Stage, input: Signal<'_, A>, output: Signal<'_, A>) {
        if !(self.keep)(stage) {
            return;
        }
        let room = input.len() <= UNITS && output.len() <= UNITS && !self.records.is_full();
        if !room {
            self.dropped += 1;
            return;
        }
        let record =
            Record { stage, input: input.iter().collect(), output: output.iter().collect() };
        if self.records.push(record).is_err() {
            self.dropped += 1;
        }
    }
}
