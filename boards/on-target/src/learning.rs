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
