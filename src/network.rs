//! A network named once: [`network!`](crate::network!) turns [`Params`](crate::Params) into types.

/// Writes a module with all the types, tables and sizes of a network from its
/// [`Params`](crate::Params), so that one line says what it is and how large.
///
/// The parameters see what the module around sees; inside a function name them by their full path.
///
/// `network!(pub mod map = PARAMS);` gives V1 one afferent sheet, ON + OFF;
/// `network!(pub mod map = PARAMS, channels 2);` two with weights of their own. Retina and LGN must
/// have the same side. The module holds
///
/// - `PARAMS`, the sides `RETINA`, `LGN`, `CORTEX`, and `CHANNELS`;
/// - the tables `AFFERENT`, `EXCITATORY`, `INHIBITORY`, in flash;
/// - `Weights<T>` with `new()` (all zero, for a `static` in RAM), `fill()`, `lissom()`, and for the
///   formats of 16-bit and 8-bit weights `frozen()` (for a `static` in flash) and `frozen_lissom()`, without float; where the
///   compiler takes too long over `frozen()`, a build script writes `bytes()` of filled weights to a file
///   and the firmware has `of_bytes(include_bytes!(…))`;
///   `trainer()` and `frozen_trainer()` make a [`Trainer`](crate::train::Trainer) of weights in RAM, which
///   `copy_from()` may take from frozen ones;
/// - `Activity<T>` and `Retina<T>`, the state, and `Thresholds<T>` for homeostasis;
/// - `flash::<T>()` and `ram::<T>()`: bytes of a frozen network's weights and tables, and of its state;
///   `FLASH` and `RAM`: those in 16 bits.
///
/// ```
/// use lissom::{Fixed16, stimulus::OrientedGaussian};
///
/// lissom::network!(mod map = lissom::Params::notebook(16));
/// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
/// const { assert!(map::FLASH < 64 * 1024) };
///
/// let mut retina = map::Retina::new();
/// retina.draw(&OrientedGaussian::round(8.0, 8.0, 2.0));
/// let mut activity = map::Activity::new();
/// let v1 = WEIGHTS.frozen_lissom().settle(&retina, &mut activity, &mut ());
/// assert!(v1.0[8][8] > 0.1);
/// ```
#[macro_export]
macro_rules! network {
    ($(#[$meta:meta])* $vis:vis mod $name:ident = $params:expr) => {
        $crate::network!($(#[$meta])* $vis mod $name = $params, channels 1);
    };
    ($(#[$meta:meta])* $vis:vis mod $name:ident = $params:expr, channels $channels:expr) => {
        $(#[$meta])*
        #[allow(dead_code, missing_docs)]
        $vis mod $name {
            #[allow(unused_imports)]
            use super::*;
            use $crate::number::{Fixed16, Frozen, Number};

            pub const PARAMS: $crate::Params = $params;
            pub const RETINA: usize = PARAMS.retina;
            pub const LGN: usize = PARAMS.lgn;
            pub const CORTEX: usize = PARAMS.cortex;
            pub const CHANNELS: usize = $channels;
            const _: () = assert!(RETINA == LGN, "network! needs retina and LGN of the same side");

            pub type AfferentField = $crate::field!(LGN, CORTEX, PARAMS.r_a);
            pub type ExcitatoryField = $crate::field!(CORTEX, CORTEX, PARAMS.r_e);
            pub type InhibitoryField = $crate::field!(CORTEX, CORTEX, PARAMS.r_i);
            pub type Retina<T> = $crate::Sheet<T, RETINA>;
            pub type Activity<T> = $crate::Activity<T, LGN, CORTEX>;
            pub type Trainer<'a, T> =
                $crate::train::Trainer<'a, T, RETINA, LGN, CORTEX, CHANNELS>;
            pub type Thresholds<T> = $crate::homeostasis::Thresholds<T, CORTEX>;
            pub type Lissom<'a, T> = $crate::Lissom<'a, T, RETINA, LGN, CORTEX, CHANNELS>;

            pub static AFFERENT: AfferentField = $crate::Field::new(PARAMS.r_a);
            pub static EXCITATORY: ExcitatoryField = $crate::Field::new(PARAMS.r_e);
            pub static INHIBITORY: InhibitoryField = $crate::Field::new(PARAMS.r_i);

            pub const FLASH: usize = flash::<Fixed16>();
            pub const RAM: usize = ram::<Fixed16>();

            pub const fn flash<T: Number>() -> usize {
                size_of::<Weights<T>>()
                    + size_of::<AfferentField>()
                    + size_of::<ExcitatoryField>()
                    + size_of::<InhibitoryField>()
            }

            pub const fn ram<T: Number>() -> usize {
                size_of::<Retina<T>>() + size_of::<Activity<T>>()
            }

            #[derive(Debug, Clone, PartialEq)]
            pub struct Weights<T: Number> {
                // written out, because a derive cannot look into a macro in a type
                pub dog: $crate::SharedDog<
                    T,
                    LGN,
                    { $crate::field::rows(LGN, LGN, PARAMS.r_l) },
                    { $crate::disc::disc_taps(LGN, PARAMS.r_l) },
                >,
                pub afferent: [$crate::Weights<T, { AfferentField::CONNECTIONS }>; CHANNELS],
                pub excitatory: $crate::Weights<T, { ExcitatoryField::CONNECTIONS }>,
                pub inhibitory: $crate::Weights<T, { InhibitoryField::CONNECTIONS }>,
            }

            impl<T: Number> Weights<T> {
                pub const fn new() -> Self {
                    Self {
                        dog: $crate::SharedDog::new(),
                        afferent: [const { $crate::Weights::new() }; CHANNELS],
                        excitatory: $crate::Weights::new(),
                        inhibitory: $crate::Weights::new(),
                    }
                }

                pub fn fill(&mut self) -> Result<(), $crate::Error> {
                    self.dog.fill(PARAMS.r_l, PARAMS.sigma_center, PARAMS.sigma_surround)?;
                    for (channel, weights) in self.afferent.iter_mut().enumerate() {
                        weights.fill(&AFFERENT, PARAMS.afferent(channel as u8, CHANNELS as u8))?;
                    }
                    self.excitatory.fill(&EXCITATORY, PARAMS.excitatory())?;
                    self.inhibitory.fill(&INHIBITORY, PARAMS.inhibitory())
                }

                pub fn lissom(&self) -> Result<Lissom<'_, T>, $crate::Error> {
                    let lgn = $crate::LgnDynamics::new(&PARAMS)?;
                    Ok(self.assemble(lgn, $crate::Dynamics::new(&PARAMS)?))
                }

                pub fn trainer<'a>(
                    &'a mut self,
                    schedule: &'a [$crate::schedule::Phase<T>],
                    progress: &'a mut $crate::train::Progress,
                ) -> Result<Trainer<'a, T>, $crate::Error>
                where
                    T: $crate::number::Plastic,
                {
                    let lgn = $crate::LgnDynamics::new(&PARAMS)?;
                    let dynamics = $crate::Dynamics::new(&PARAMS)?;
                    Ok(self.assemble_trainer(lgn, dynamics, schedule, progress))
                }

                pub fn copy_from(&mut self, other: &Self) {
                    self.dog.copy_from(&other.dog);
                    for (weights, other) in self.afferent.iter_mut().zip(&other.afferent) {
                        weights.copy_from(other);
                    }
                    self.excitatory.copy_from(&other.excitatory);
                    self.inhibitory.copy_from(&other.inhibitory);
                }

                fn assemble_trainer<'a>(
                    &'a mut self,
                    lgn: $crate::LgnDynamics<T>,
                    dynamics: $crate::Dynamics<T>,
                    schedule: &'a [$crate::schedule::Phase<T>],
                    progress: &'a mut $crate::train::Progress,
                ) -> Trainer<'a, T>
                where
                    T: $crate::number::Plastic,
                {
                    $crate::train::Trainer {
                        lgn: $crate::Lgn::shared(self.dog.view(), lgn),
                        dynamics,
                        afferent: self.afferent.each_mut().map(|weights| weights.on_mut(&AFFERENT)),
                        excitatory: self.excitatory.on_mut(&EXCITATORY).into(),
                        inhibitory: self.inhibitory.on_mut(&INHIBITORY),
                        schedule,
                        homeostasis: None,
                        progress,
                    }
                }

                fn assemble(
                    &self,
                    lgn: $crate::LgnDynamics<T>,
                    dynamics: $crate::Dynamics<T>,
                ) -> Lissom<'_, T> {
                    $crate::Lissom {
                        lgn: $crate::Lgn::shared(self.dog.view(), lgn),
                        cortex: $crate::Cortex {
                            dynamics,
                            thresholds: None,
                            afferent: self.afferent.each_ref().map(|weights| weights.on(&AFFERENT)),
                            excitatory: self.excitatory.on(&EXCITATORY).into(),
                            inhibitory: self.inhibitory.on(&INHIBITORY),
                        },
                    }
                }
            }

            impl<T: Frozen> Weights<T> {
                const fn frozen_lgn() -> Self {
                    let mut weights = Self::new();
                    weights.dog = $crate::SharedDog::<T, _, _, _>::frozen(
                        PARAMS.r_l,
                        PARAMS.sigma_center,
                        PARAMS.sigma_surround,
                    );
                    weights
                }

                pub const fn frozen() -> Self {
                    let mut weights = Self::frozen_lgn();
                    let mut channel = 0;
                    while channel < CHANNELS {
                        weights.afferent[channel] = $crate::Weights::<T, _>::frozen(
                            &AFFERENT,
                            PARAMS.afferent(channel as u8, CHANNELS as u8),
                        );
                        channel += 1;
                    }
                    weights.excitatory =
                        $crate::Weights::<T, _>::frozen(&EXCITATORY, PARAMS.excitatory());
                    weights.inhibitory =
                        $crate::Weights::<T, _>::frozen(&INHIBITORY, PARAMS.inhibitory());
                    weights
                }

                pub fn bytes(&self) -> impl Iterator<Item = u8> {
                    let afferent = self.afferent.iter().flat_map(|weights| weights.bytes());
                    afferent.chain(self.excitatory.bytes()).chain(self.inhibitory.bytes())
                }

                pub const fn of_bytes(bytes: &[u8]) -> Self {
                    type Afferent<T> = $crate::Weights<T, { AfferentField::CONNECTIONS }>;
                    type Excitatory<T> = $crate::Weights<T, { ExcitatoryField::CONNECTIONS }>;
                    let mut weights = Self::frozen_lgn();
                    let (mut rest, mut channel) = (bytes, 0);
                    while channel < CHANNELS {
                        let (afferent, after) = rest.split_at(Afferent::<T>::BYTES);
                        weights.afferent[channel] = Afferent::<T>::of_bytes(&AFFERENT, afferent);
                        (rest, channel) = (after, channel + 1);
                    }
                    let (excitatory, inhibitory) = rest.split_at(Excitatory::<T>::BYTES);
                    weights.excitatory = Excitatory::<T>::of_bytes(&EXCITATORY, excitatory);
                    weights.inhibitory = $crate::Weights::<T, _>::of_bytes(&INHIBITORY, inhibitory);
                    weights
                }

                pub fn frozen_trainer<'a>(
                    &'a mut self,
                    schedule: &'a [$crate::schedule::Phase<T>],
                    progress: &'a mut $crate::train::Progress,
                ) -> Trainer<'a, T> {
                    let lgn = const { $crate::LgnDynamics::frozen(&PARAMS) };
                    let dynamics = const { $crate::Dynamics::frozen(&PARAMS) };
                    self.assemble_trainer(lgn, dynamics, schedule, progress)
                }

                pub fn frozen_lissom(&self) -> Lissom<'_, T> {
                    let lgn = const { $crate::LgnDynamics::frozen(&PARAMS) };
                    self.assemble(lgn, const { $crate::Dynamics::frozen(&PARAMS) })
                }
            }
        }
    };
}
