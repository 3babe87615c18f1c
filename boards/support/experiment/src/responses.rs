//! What every unit answers to every picture of a measurement.

use crate::{error::Error, method::Method};
use lissom::{
    Observer, Signal, Stage,
    number::Activity,
    orientation::{OrientationMap, Probe, Protocol, Tuning},
    sheet::SheetOf,
    side::{Dyn, Side},
};

/// One in steps of 2⁻²⁴.
const ONE: f64 = 16_777_216.0;

/// What every unit of the analysed region answers to every picture, in steps of 2⁻²⁴.
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    method: Method,
    side: Dyn,
    /// Picture after picture.
    values: Vec<i32>,
}

impl Responses {
    /// Nothing yet.
    pub fn new(method: &Method) -> Result<Self, Error> {
        let side = method.side()?;
        let units = side.get() * side.get();
        let values = Vec::with_capacity(method.pictures() as usize * units);
        Ok(Self { method: method.clone(), side, values })
    }

    /// Records what all of V1 answers to the next picture.
    pub fn record(&mut self, v1: impl IntoIterator<Item = i32>) {
        let region = self.method.region();
        let side = self.method.v1();
        let units = v1.into_iter().enumerate();
        let inside = units
            .filter(|(unit, _)| region.contains(&(unit / side)) && region.contains(&(unit % side)));
        self.values.extend(inside.map(|(_, response)| response));
    }

    /// How they were measured.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The side of the analysed region.
    pub const fn side(&self) -> Dyn {
        self.side
    }

    /// The response of a unit, counted row by row in the region.
    pub fn of(&self, unit: usize, [period, orientation, phase]: [usize; 3]) -> f64 {
        let (orientations, phases) = (self.method.orientations(), self.method.phases());
        let picture = (period * orientations + orientation) * phases + phase;
        let units = self.side.get() * self.side.get();
        self.values.get(picture * units + unit).map_or(0.0, |&q24| f64::from(q24) / ONE)
    }

    /// All of them: period, orientation, phase, row, column.
    pub fn all(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().map(|&q24| f64::from(q24) / ONE)
    }

    /// The shape of [`all`](Self::all).
    pub fn shape(&self) -> Vec<u64> {
        let (method, side) = (&self.method, self.side.get());
        let shape = [method.periods().len(), method.orientations(), method.phases(), side, side];
        shape.map(|side| side as u64).to_vec()
    }

    /// The map of preferences, from each unit's largest response to each orientation.
    pub fn map(&self) -> Result<OrientationMap<Dyn>, Error> {
        let method = &self.method;
        let (periods, phases) = (method.periods().len(), method.phases());
        // activities are at most 1; afferent responses may be larger
        let most = self.all().fold(0.0, f64::max);
        let scale = if most > 1.0 { most } else { 1.0 };
        let one_place = Protocol::build(Probe::grating(2.0), method.orientations() as u16, 1)?;
        let mut tuning = Tuning::<f64, Dyn>::with_side(self.side);
        let mut largest = SheetOf::with_side(self.side, 0.0);
        for (orientation, presentation) in one_place.presentations().enumerate() {
            for (unit, largest) in largest.units_mut().iter_mut().enumerate() {
                let each = (0..periods * phases)
                    .map(|i| self.of(unit, [i / phases, orientation, i % phases]));
                *largest = each.fold(0.0, f64::max) / scale;
            }
            tuning.record(&presentation, &largest);
        }
        let mut map = OrientationMap::with_side(self.side);
        tuning.map(&mut map);
        Ok(map)
    }
}

/// Adds up what V1 receives from the LGN.
#[derive(Debug, Default)]
pub struct Afferent(pub Vec<i32>);

impl<A: Activity> Observer<A> for Afferent {
    fn stage(&mut self, stage: Stage, _: Signal<'_, A>, output: Signal<'_, A>) {
        if let Stage::Afferent(channel) = stage {
            let steps = output.to_f64().map(|response| (response * ONE).round() as i32);
            if channel == 0 {
                self.0 = steps.collect();
            } else {
                self.0.iter_mut().zip(steps).for_each(|(sum, q24)| *sum = sum.saturating_add(q24));
            }
        }
    }
}
