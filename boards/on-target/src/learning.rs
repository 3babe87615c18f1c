//! Networks that learn from some pictures, and measure their map. Runs on host and chip.

use lissom::{Error, Fixed8, Fixed16};
use lissom_demo::{BoardTraining, Preset};

/// Presentations of each network.
const PRESENTATIONS: u32 = 20;

/// A network that learns, in a module of its own: `Memory` is all that changes.
macro_rules! learner {
    ($name:ident: $preset:ident, $side:literal, $number:ident) => {
        pub mod $name {
            use super::*;

            lissom::network!(mod map = Preset::$preset.network($side),
                channels Preset::$preset.channels());
            static TRAINING: BoardTraining<$number, $side> = BoardTraining::new(Preset::$preset);

            pub struct Memory {
                weights: map::Weights<$number>,
                thresholds: [map::Thresholds<Fixed16>; Preset::$preset.is_gcal() as usize],
                retina: map::Retina<Fixed16>,
                state: map::State<Fixed16>,
                tuning: map::Tuning<Fixed16>,
                orientations: map::OrientationMap,
            }

            impl Memory {
                #[allow(clippy::new_without_default)] // for a `static`
                pub const fn new() -> Self {
                    Self {
                        weights: map::Weights::new(),
                        thresholds: [const { map::Thresholds::new() };
                            Preset::$preset.is_gcal() as usize],
                        retina: map::Retina::new(),
                        state: map::State::new(),
                        tuning: map::Tuning::new(),
                        orientations: map::OrientationMap::new(),
                    }
                }

                /// Learns. Returns the trace of all activities, and the hash of the map.
                ///
                /// # Errors
                ///
                /// None with these parameters.
                pub fn learn(&mut self) -> Result<[u32; 2], Error> {
                    let Self { weights, thresholds, retina, state, tuning, orientations } = self;
                    weights.fill()?;
                    let mut progress = TRAINING.start(thresholds);
                    let trainer = weights.frozen_trainer(TRAINING.schedule(), &mut progress);
                    let mut trainer = TRAINING.equip(trainer, thresholds);
                    let mut pictures = TRAINING.pictures.clone();
                    for _ in 0..PRESENTATIONS {
                        trainer.present(&mut pictures, retina, state, &mut ());
                    }
                    tuning.reset();
                    for probe in TRAINING.probes.presentations() {
                        probe.draw(retina);
                        tuning.record(&probe, trainer.lissom().settle(retina, state, &mut ()));
                    }
                    tuning.map(orientations);
                    Ok([progress.trace(), orientations.hash()])
                }
            }
        }
    };
}

learner!(gcal11: Gcal, 11, Fixed8);
learner!(gcal12: Gcal, 12, Fixed16);
learner!(or11: NotebookOr, 11, Fixed8);

/// GCAL as published, on a coarse LGN: with margins, a disc for a pool, and responses that pass 1.
pub mod published {
    use super::PRESENTATIONS;
    use lissom::{
        Error, Fixed16, disc_gain_control,
        input::Gaussians,
        learning::{Homeostasis, Phase, Progress, TrainingParams},
        model::GainControlParams,
        orientation::{Probe, Protocol},
    };

    lissom::network!(mod map = lissom::Params::gcal_2013(40, 16), channels 2);
    const GAIN: GainControlParams = GainControlParams::gcal_2013(map::LGN);
    const TRAINING: TrainingParams<1> = TrainingParams::gcal_2013(&map::PARAMS);
    const STORED: TrainingParams<1> = TRAINING.stored(&map::PARAMS);
    static PHASES: [Phase<Fixed16>; 1] = Phase::frozen_all(&STORED.phases);
    static CONTROL: disc_gain_control!(Fixed16, map::LGN, GAIN.radius) =
        <disc_gain_control!(Fixed16, map::LGN, GAIN.radius)>::frozen(&GAIN, &map::PARAMS);
    const HOMEOSTASIS: Homeostasis<Fixed16> = match STORED.homeostasis {
        Some(params) => Homeostasis::<Fixed16>::frozen(params),
        None => panic!("GCAL has homeostasis"),
    };
    const PROBES: Protocol = Protocol::new(Probe::grating(9.0), 4, 2);

    pub struct Memory {
        weights: map::Weights<Fixed16>,
        thresholds: map::Thresholds<Fixed16>,
        retina: map::Retina<Fixed16>,
        state: map::State<Fixed16>,
        tuning: map::Tuning<Fixed16>,
        orientations: map::OrientationMap,
    }

    impl Memory {
        #[allow(clippy::new_without_default)] // for a `static`
        pub const fn new() -> Self {
            Self {
                weights: map::Weights::new(),
                thresholds: map::Thresholds::new(),
                retina: map::Retina::new(),
                state: map::State::new(),
                tuning: map::Tuning::new(),
                orientations: map::OrientationMap::new(),
            }
        }

        /// Learns. Returns the trace of all activities, and the hash of the map.
        ///
        /// # Errors
        ///
        /// None with these parameters.
        pub fn learn(&mut self) -> Result<[u32; 2], Error> {
            let Self { weights, thresholds, retina, state, tuning, orientations } = self;
            weights.fill()?;
            thresholds.reset(&HOMEOSTASIS);
            let (mut progress, mut pictures) =
                (Progress::new(1), Gaussians::new(&TRAINING.pictures, 1)?);
            let mut trainer = weights.frozen_trainer(&PHASES, &mut progress);
            trainer.lgn = trainer.lgn.with_gain_control(&CONTROL);
            trainer.homeostasis = Some((HOMEOSTASIS, thresholds));
            for _ in 0..PRESENTATIONS {
                trainer.present(&mut pictures, retina, state, &mut ());
            }
            tuning.reset();
            for probe in PROBES.presentations() {
                probe.draw(retina);
                tuning.record(&probe, trainer.lissom().settle(retina, state, &mut ()));
            }
            tuning.map(orientations);
            Ok([progress.trace(), orientations.hash()])
        }
    }
}

/// GCAL from one tile of 12 × 12 units on a hexagonal lattice, on a V1 of 48 × 48.
pub mod tiled {
    use super::PRESENTATIONS;
    use lissom::{
        Error, Fixed16, Params,
        input::{GaussianParams, Gaussians, ManyGaussians},
        learning::{Homeostasis, HomeostasisParams, Phase, Progress, TrainingParams},
        model::GainControlParams,
        network::tiled::Tiling,
        orientation::{OrientationMap, Probe, Protocol, Tuning},
        side::Const,
    };

    const PERIOD: usize = 12;
    const TILE: Params = Params::gcal(PERIOD);
    lissom::tiled_network!(mod map = TILE.extended(48), tiled Tiling::hexagonal(PERIOD));
    const TRAINING: TrainingParams<1> = TrainingParams::gcal(&TILE);
    static PHASES: [Phase<Fixed16>; 1] = Phase::frozen_all(&TRAINING.phases);
    static CONTROL: map::GainControl<Fixed16> =
        map::GainControl::frozen(&GainControlParams::gcal(TILE.r_a / 6.5), &map::PARAMS);
    static EXCITATION: map::Excitation<Fixed16> =
        map::Excitation::frozen(map::PARAMS.sigma_e, map::PARAMS.r_e);
    const HOMEOSTASIS: Homeostasis<Fixed16> = Homeostasis::frozen(HomeostasisParams::GCAL);
    const PROBES: Protocol = Protocol::new(Probe::grating(2.2 * TILE.r_a), 4, 2);

    pub struct Memory {
        weights: map::Weights<Fixed16>,
        thresholds: map::Thresholds<Fixed16>,
        retina: map::Retina<Fixed16>,
        state: map::State<Fixed16>,
        tuning: Tuning<Fixed16, Const<{ map::CORTEX }>>,
        orientations: OrientationMap<Const<{ map::CORTEX }>>,
    }

    impl Memory {
        #[allow(clippy::new_without_default)] // for a `static`
        pub const fn new() -> Self {
            Self {
                weights: map::Weights::new(),
                thresholds: map::Thresholds::new(),
                retina: map::Retina::new(),
                state: map::State::new(),
                tuning: Tuning::new(),
                orientations: OrientationMap::new(),
            }
        }

        /// Learns. Returns the trace of all activities, and the hash of the map.
        ///
        /// # Errors
        ///
        /// None with these parameters.
        pub fn learn(&mut self) -> Result<[u32; 2], Error> {
            let Self { weights, thresholds, retina, state, tuning, orientations } = self;
            weights.fill()?;
            thresholds.reset(&HOMEOSTASIS);
            let mut progress = Progress::new(1);
            let gaussians = GaussianParams { count: 8, ..TRAINING.pictures };
            let mut pictures =
                ManyGaussians { gaussians: Gaussians::new(&gaussians, 1)?, times: 6 };
            let mut trainer = weights.trainer(&EXCITATION, &PHASES, &mut progress)?;
            trainer.lgn = trainer.lgn.with_gain_control(&CONTROL);
            trainer.homeostasis = Some((HOMEOSTASIS, thresholds));
            for _ in 0..PRESENTATIONS {
                trainer.present(&mut (), &mut pictures, retina, state, &mut ());
            }
            tuning.reset();
            for probe in PROBES.presentations() {
                probe.draw(retina);
                let v1 = trainer.lissom().settle(&mut (), retina, state, &mut ());
                tuning.record(&probe, v1);
            }
            tuning.map(orientations);
            Ok([progress.trace(), orientations.hash()])
        }
    }
}
