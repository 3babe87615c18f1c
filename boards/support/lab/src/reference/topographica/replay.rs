//! A training by recorded patterns.

use super::{Result, initial::Initial, model::Model};
use lissom::{
    DynSheet, Engine, Network, SheetOf, State, Stimulus,
    input::{OrientedGaussian, Stream},
    learning::Learn,
    network::{ProjectionName, Training},
    number::Activity,
    side::{Dyn, Side},
};

/// What a training leaves.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Presentations.
    pub presentations: u32,
    /// V1 settled, after the presentations that the model names.
    pub v1: Vec<(u32, Vec<f64>)>,
    /// ON and OFF cells at the first presentations, one after the other.
    pub lgn: [Vec<f64>; 2],
    /// The weights of each projection in packed order.
    pub weights: Vec<(&'static str, Vec<f64>)>,
}

/// The projections by their names in the folder.
pub const PROJECTIONS: [(&str, ProjectionName); 4] = [
    ("on", ProjectionName::Afferent(0)),
    ("off", ProjectionName::Afferent(1)),
    ("exc", ProjectionName::Excitatory),
    ("inh", ProjectionName::Inhibitory),
];

/// Presentations whose LGN is recorded.
const SEEN: u32 = 10;

/// The patterns, one after the other.
struct Patterns<'a> {
    model: &'a Model,
    /// x, y and orientation of each Gaussian.
    all: std::slice::Chunks<'a, [f64; 3]>,
}

struct Pattern {
    gaussians: Vec<OrientedGaussian>,
    contrast: f64,
}

impl Stimulus for Pattern {
    fn at(&self, row: f64, column: f64) -> f64 {
        let each = self.gaussians.iter().map(|gaussian| gaussian.intensity(row, column));
        self.contrast * each.fold(0.0, f64::max)
    }
}

impl<A: Activity, S: Side> Stream<A, S> for Patterns<'_> {
    fn draw(&mut self, retina: &mut SheetOf<A, S>) {
        let [area, ..] = self.model.areas;
        let [sigma, aspect, contrast] = self.model.pattern;
        let gaussian = |&[x, y, angle]: &[f64; 3]| OrientedGaussian {
            row: (area.radius - y) * area.density - 0.5,
            column: (x + area.radius) * area.density - 0.5,
            sigma_row: sigma,
            sigma_column: aspect * sigma,
            orientation: angle.to_degrees(),
        };
        let gaussians = self.all.next().unwrap_or_default().iter().map(gaussian).collect();
        retina.draw(&Pattern { gaussians, contrast });
    }
}

/// The original's network, with other weights.
pub fn network<W: Engine>(model: &Model) -> Result<Network<W>> {
    let network = Network::new(&model.params, 2)?;
    Ok(match &model.gain_control {
        Some(gain_control) => network.with_gain_control(gain_control)?,
        None => network,
    })
}

/// A training of one number format by recorded patterns.
pub struct Replay<'a, W: Learn> {
    model: &'a Model,
    patterns: Patterns<'a>,
    training: Training<W>,
    retina: DynSheet<W::Activity>,
    state: State<W::Activity, Dyn, Dyn>,
}

impl<'a, W: Learn> Replay<'a, W> {
    pub fn new(model: &'a Model, initial: &Initial, patterns: &'a [[f64; 3]]) -> Result<Self> {
        let mut network = network::<W>(model)?;
        for ((_, name), weights) in PROJECTIONS.into_iter().zip(initial) {
            network.set(name, weights)?;
        }
        let (retina, state) = (network.retina(), network.state());
        let training = Training::new(network, &model.phases, model.homeostasis.as_ref(), 1)?;
        let patterns = Patterns { model, all: patterns.chunks(2) };
        Ok(Self { model, patterns, training, retina, state })
    }

    /// Trains up to a presentation.
    pub fn run(mut self, last: u32) -> Result<Run> {
        let mut run = Run { presentations: last, ..Run::default() };
        let ceilings = [self.model.params.lgn_ceiling, self.model.params.v1_ceiling];
        for time in 1..=last {
            let Self { model, training, patterns, retina, state } = &mut self;
            training.present(&mut (), patterns, retina, state, &mut ())?;
            let values = |sheet: &DynSheet<W::Activity>, ceiling: f64| -> Vec<f64> {
                sheet.units().iter().map(|&cell| ceiling * Activity::to_f64(cell)).collect()
            };
            if model.times.contains(&time) || time == last {
                run.v1.push((time, values(state.v1(), ceilings[1])));
            }
            if time <= SEEN {
                run.lgn[0].extend(values(&state.lgn.on, ceilings[0]));
                run.lgn[1].extend(values(&state.lgn.off, ceilings[0]));
            }
        }
        for (name, projection) in PROJECTIONS {
            if let Some(projection) = self.training.network().projection(projection) {
                let exponent = projection.exponent();
                let values = projection.packed().iter().map(|weight| weight.value(exponent));
                run.weights.push((name, values.collect()));
            }
        }
        Ok(run)
    }
}
