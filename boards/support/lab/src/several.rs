//! A V1 that sees several pictures: what it needs besides one, and how its map is measured.

use crate::{second_map::SecondMap, threads::Parts};
use lissom::{
    DynSheet, Observer, State,
    learning::Learn,
    model::LgnState,
    network::Training,
    number::Activity,
    orientation::{Presentation, Probe, Protocol},
    side::{Dyn, Side},
};
use lissom_experiment::{
    course::{Motion, Second},
    error::Error,
    method::{Method, Response},
    responses::Afferent,
};

/// The sheets of several pictures, and the LGN's states of all but the first.
pub struct Several<A: Activity> {
    second: Second,
    pub retinas: Vec<DynSheet<A>>,
    pub lgns: Vec<LgnState<A, Dyn>>,
}

/// Phases of a grating, of which a measurement shows some.
const PHASES: u16 = 256;

impl<A: Activity> Several<A> {
    /// As silent as this retina and this LGN.
    pub fn new(second: Second, retina: &DynSheet<A>, lgn: &LgnState<A, Dyn>) -> Self {
        let pictures = second.pictures();
        let lgns = vec![lgn.clone(); pictures - 1];
        Self { second, retinas: vec![retina.clone(); pictures], lgns }
    }

    /// Which eye or which direction every unit prefers.
    pub fn measure<W: Learn<Activity = A>>(
        &self,
        training: &Training<W>,
        state: &State<A, Dyn, Dyn>,
        method: &Method,
        parts: &mut Parts,
    ) -> Result<SecondMap, Error> {
        let side = method.side()?;
        let mut look = Look {
            training,
            method,
            parts,
            retinas: self.retinas.clone(),
            lgns: self.lgns.clone(),
            state: state.clone(),
        };
        match self.second {
            Second::Eye(_) => {
                let mut eyes = [(); 2].map(|()| vec![0.0; side.get() * side.get()]);
                for presentation in method.presentations() {
                    for (eye, largest) in eyes.iter_mut().enumerate() {
                        presentation.draw(&mut look.retinas[eye]);
                        look.retinas[1 - eye].fill_with(|_, _| <A as Activity>::ZERO);
                        look.add_to(largest)?;
                    }
                }
                Ok(SecondMap::dominance(side, eyes.each_ref().map(Vec::as_slice)))
            }
            Second::Moment(Motion { speed, .. }) => {
                let orientations = method.orientations();
                let mut directions = vec![vec![0.0; side.get() * side.get()]; 2 * orientations];
                for period in method.periods() {
                    let (count, grating) = (orientations as u16, Probe::grating(period));
                    let protocol = Protocol::build(grating, count, PHASES)?;
                    let pictures: Vec<Presentation> = protocol.presentations().collect();
                    let phases = usize::from(PHASES);
                    let picture = |orientation: usize, phase: usize| {
                        &pictures[orientation * phases + phase % phases]
                    };
                    for (orientation, phase, forward) in moments(orientations, method.phases()) {
                        for (retina, frame) in look.retinas.iter_mut().zip(0_u32..) {
                            // as far as it has moved since
                            let moved = f64::from(frame) * speed / period * f64::from(PHASES);
                            let moved = moved.round() as usize % phases;
                            let then = if forward { phase + phases - moved } else { phase + moved };
                            picture(orientation, then).draw(retina);
                        }
                        // a grating of orientation 0 is level, and moves upwards where its phase
                        // grows
                        let direction = orientation + if forward { 0 } else { orientations };
                        look.add_to(&mut directions[direction])?;
                    }
                }
                Ok(SecondMap::direction(side, &directions))
            }
        }
    }
}

/// Every orientation, phase, and whether the phase grows.
fn moments(orientations: usize, phases: usize) -> impl Iterator<Item = (usize, usize, bool)> {
    let phase = move |index| index * usize::from(PHASES) / phases.max(1);
    (0..orientations).flat_map(move |orientation| {
        (0..phases).flat_map(move |index| {
            [true, false].map(|forward| (orientation, phase(index), forward))
        })
    })
}

/// A network that is looked at while several pictures change.
struct Look<'a, W: Learn> {
    training: &'a Training<W>,
    method: &'a Method,
    parts: &'a mut Parts,
    retinas: Vec<DynSheet<W::Activity>>,
    lgns: Vec<LgnState<W::Activity, Dyn>>,
    state: State<W::Activity, Dyn, Dyn>,
}

impl<W: Learn> Look<'_, W> {
    /// Shows all pictures, and keeps each unit's response where it is larger.
    fn add_to(&mut self, largest: &mut [f64]) -> Result<(), Error> {
        let mut afferent = Afferent::default();
        let mut observer: &mut dyn Observer<W::Activity> = &mut afferent;
        let Self { training, method, parts, retinas, lgns, state } = self;
        let v1 = training.settle_all(*parts, retinas, lgns, state, &mut observer)?;
        let all: Vec<i32> = match method.response {
            Response::Settled => v1.units().iter().map(|activity| activity.to_q24()).collect(),
            Response::Afferent => afferent.0,
        };
        let (region, side) = (method.region(), method.v1());
        let inside = region.clone().flat_map(|row| region.clone().map(move |column| (row, column)));
        for (largest, (row, column)) in largest.iter_mut().zip(inside) {
            *largest = largest.max(f64::from(all[row * side + column]));
        }
        Ok(())
    }
}
