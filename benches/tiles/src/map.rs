//! A map that develops, with tiles or without, and what is measured of it.

use lissom::{
    DynSheet, Fixed16, Network, Params, State,
    input::{GaussianParams, Gaussians, ManyGaussians},
    learning::TrainingParams,
    model::GainControlParams,
    network::{
        ProjectionName, Training,
        tiled::{DynSides, TiledNetwork, TiledState, TiledTraining, Tiling},
    },
    number::Wide,
    orientation::{OrientationMap, Probe, Protocol, Tuning},
    side::Dyn,
};
use std::error::Error;

/// A tile's side, and the side of the preset that a tile has the radii of.
pub const PERIOD: usize = 24;
const SEED: u64 = 1;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Pictures as dense as the preset's on the retina of a network.
fn pictures(params: &Params, preset: usize) -> Result<ManyGaussians> {
    let course = TrainingParams::gcal(&Params::gcal(preset));
    let parts = (params.retina as f64 / preset as f64).powi(2).round() as u16;
    let per_part = u16::from(course.pictures.count);
    let (count, times) = match parts * per_part {
        few @ 0..=8 => (few, 1),
        many => (8, (many + 4) / 8),
    };
    let gaussians = GaussianParams { count: count as u8, ..course.pictures };
    Ok(ManyGaussians { gaussians: Gaussians::new(&gaussians, SEED)?, times })
}

/// Gratings of sixteen orientations at eight phases.
fn protocol(params: &Params) -> Protocol {
    Protocol::new(Probe::grating(2.2 * params.r_a), 16, 8)
}

/// A network that learns.
pub enum Map {
    /// With tiles.
    Tiled(Box<TiledTraining<Fixed16>>, Box<TiledState<Fixed16, DynSides>>),
    /// Without.
    Whole(Box<Training<Fixed16>>, Box<State<Fixed16, Dyn, Dyn>>),
}

impl Map {
    /// A V1 of this side with tiles.
    pub fn tiled(side: usize, tiling: Tiling) -> Result<Self> {
        let params = Params::gcal(PERIOD).extended(side);
        let gain = GainControlParams::gcal(params.r_a / 6.5);
        let network = TiledNetwork::new(&params, tiling)?.with_gain_control(&gain)?;
        let state = network.state();
        let course = TrainingParams::gcal(&Params::gcal(PERIOD));
        let homeostasis = course.homeostasis.as_ref();
        let training = TiledTraining::new(network, &course.phases, homeostasis, SEED)?;
        Ok(Self::Tiled(training.into(), state.into()))
    }

    /// A V1 of these parameters without tiles.
    pub fn whole(params: &Params) -> Result<Self> {
        let gain = GainControlParams::gcal(params.r_a / 6.5);
        let network =
            Network::new(params, 2)?.with_gain_control(&gain)?.with_shared_excitation()?;
        let state = network.state();
        let course = TrainingParams::gcal(params);
        let homeostasis = course.homeostasis.as_ref();
        let training = Training::new(network, &course.phases, homeostasis, SEED)?;
        Ok(Self::Whole(training.into(), state.into()))
    }

    /// The parameters.
    pub fn params(&self) -> Params {
        match self {
            Self::Tiled(training, _) => *training.network().params(),
            Self::Whole(training, _) => *training.network().params(),
        }
    }

    /// A silent picture.
    pub fn retina(&self) -> DynSheet<Fixed16> {
        match self {
            Self::Tiled(training, _) => training.network().retina(),
            Self::Whole(training, _) => training.network().retina(),
        }
    }

    /// Learns from pictures as dense as those of the preset of a side; returns V1's mean activity
    /// over the last tenth of them, of its outermost six rows and columns and of the others.
    pub fn learn(&mut self, presentations: u32, preset: usize) -> Result<[f64; 2]> {
        let mut pictures = pictures(&self.params(), preset)?;
        let mut retina = self.retina();
        let side = self.params().cortex;
        let outer = |unit: usize| {
            let near = |place: usize| place < 6 || place >= side - 6;
            usize::from(!(near(unit / side) || near(unit % side)))
        };
        let (mut sums, mut units) = ([0.0; 2], [0.0; 2]);
        for number in 0..presentations {
            let v1 = match self {
                Self::Tiled(training, state) => {
                    training.present(&mut (), &mut pictures, &mut retina, state, &mut ())?;
                    state.v1()
                }
                Self::Whole(training, state) => {
                    training.present(&mut (), &mut pictures, &mut retina, state, &mut ())?;
                    state.v1()
                }
            };
            if number >= presentations - presentations / 10 {
                for (unit, eta) in v1.units().iter().enumerate() {
                    sums[outer(unit)] += eta.to_num::<f64>();
                    units[outer(unit)] += 1.0;
                }
            }
        }
        Ok([sums[0] / units[0], sums[1] / units[1]])
    }

    /// V1's settled answer.
    pub fn settle(&mut self, retina: &DynSheet<Fixed16>) -> Result<&DynSheet<Fixed16>> {
        Ok(match self {
            Self::Tiled(training, state) => training.settle(&mut (), retina, state, &mut ())?,
            Self::Whole(training, state) => training.settle(&mut (), retina, state, &mut ())?,
        })
    }

    /// What each unit prefers.
    pub fn measure(&mut self) -> Result<OrientationMap<Dyn>> {
        let params = self.params();
        let side = Dyn::new(params.cortex)?;
        let (mut retina, mut tuning) = (self.retina(), Tuning::with_side(side));
        for presentation in protocol(&params).presentations() {
            presentation.draw(&mut retina);
            tuning.record(&presentation, self.settle(&retina)?);
        }
        let mut map = OrientationMap::with_side(side);
        tuning.map(&mut map);
        Ok(map)
    }

    /// Bytes of the weights that learn.
    pub fn weight_bytes(&self) -> usize {
        match self {
            Self::Tiled(training, _) => {
                let network = training.network();
                let [on, off] = network.afferent().each_ref().map(|own| own.view().bytes());
                on + off + network.inhibitory().view().bytes()
            }
            Self::Whole(training, _) => {
                let projections = training.network().projections();
                let learning = |name: &ProjectionName| *name != ProjectionName::Excitatory;
                let learn = projections.iter().filter(|(name, _)| learning(name));
                learn.map(|(_, projection)| projection.bytes()).sum()
            }
        }
    }

    /// The trace of the training.
    pub fn trace(&self) -> u32 {
        match self {
            Self::Tiled(training, _) => training.progress().trace(),
            Self::Whole(training, _) => training.progress().trace(),
        }
    }

    /// The range of θ.
    pub fn theta(&self) -> Option<[f64; 2]> {
        let theta = match self {
            Self::Tiled(training, _) => training.thresholds()?.theta(),
            Self::Whole(training, _) => training.thresholds()?.theta(),
        };
        let values = theta.units().iter().map(|theta| Wide::to_f64(*theta));
        let start = [f64::INFINITY, f64::NEG_INFINITY];
        Some(values.fold(start, |[least, most], theta| [least.min(theta), most.max(theta)]))
    }
}

/// The preferences of the tile that begins at a row and a column.
pub fn part(map: &OrientationMap<Dyn>, [row, column]: [usize; 2]) -> Result<OrientationMap<Dyn>> {
    let mut part = OrientationMap::with_side(Dyn::new(PERIOD)?);
    part.fill_with(|i, j| map.unit(row + i, column + j));
    Ok(part)
}
