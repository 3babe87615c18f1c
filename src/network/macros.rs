//! [`network!`](crate::network!).

/// Writes a module with all the types, tables and sizes of a network from its
/// [`Params`](crate::Params), so that one line says what it is and how large.
///
/// `network!(pub mod map = PARAMS);` gives V1 one afferent sheet, ON + OFF;
/// `network!(pub mod map = PARAMS, channels 2);` two with weights of their own. Retina, LGN and V1
/// may have different sides. The parameters see what the module around sees; inside a function name
/// them by their full path. The module holds
///
/// | item | what it is |
/// |---|---|
/// | `PARAMS`, `RETINA`, `LGN`, `CORTEX`, `CHANNELS` | parameters, sides, afferent sheets |
/// | `AFFERENT`, `EXCITATORY`, `INHIBITORY` | the tables of connection fields, in flash |
/// | `Weights<W>` | [all weights](crate::network::Weights), in flash or in RAM |
/// | `Retina<A>`, `State<A>` | a picture, and what the network computes |
/// | `Lissom<'a, W>`, `Trainer<'a, W>` | the network, frozen or learning |
/// | `Thresholds<A>`, `Tuning<A>`, `OrientationMap` | homeostasis and measurement of this V1 |
/// | `flash::<W>()`, `FLASH` | bytes of a frozen network's weights and tables; in 16 bits |
/// | `ram::<A>()`, `RAM` | bytes of a picture and a state; in 16 bits |
///
/// [`network::example`](crate::network::example) shows it. Where the compiler takes too long over
/// [`frozen`](crate::network::Weights::frozen), a build script writes
/// [`bytes`](crate::network::Weights::bytes) of filled weights to a file and the firmware has
/// `map::Weights::of_bytes(include_bytes!(…))`.
///
/// ```
/// use lissom::{Fixed16, input::OrientedGaussian};
///
/// lissom::network!(mod map = lissom::Params::notebook(12));
/// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
/// const { assert!(map::FLASH < 64 * 1024) };
///
/// let mut retina = map::Retina::new();
/// retina.draw(&OrientedGaussian::round(6.0, 6.0, 1.5));
/// let mut state = map::State::new();
/// let v1 = WEIGHTS.frozen_lissom().settle(&retina, &mut state, &mut ());
/// assert!(v1.0[6][6] > 0.1);
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
            use $crate::{geometry, learning, model, network, orientation, side::Const};

            pub const PARAMS: $crate::Params = {
                #[allow(unused_imports)] // the parameters see what is around the module
                use super::*;
                $params
            };
            pub const RETINA: usize = PARAMS.retina;
            pub const LGN: usize = PARAMS.lgn;
            pub const CORTEX: usize = PARAMS.cortex;
            pub const CHANNELS: usize = {
                #[allow(unused_imports)]
                use super::*;
                $channels
            };
            const _: () = assert!(
                CHANNELS == 1 || CHANNELS == 2,
                "V1 has one or two afferent sheets: channels 1 or channels 2"
            );

            type OnField = $crate::Field<
                RETINA,
                LGN,
                { network::unshared(&PARAMS, geometry::rows(RETINA, LGN, PARAMS.r_l)) },
                { network::unshared(&PARAMS, geometry::connections(RETINA, LGN, PARAMS.r_l)) },
            >;
            pub type AfferentField = $crate::field!(LGN, CORTEX, PARAMS.r_a, PARAMS.placement);
            pub type ExcitatoryField = $crate::field!(CORTEX, CORTEX, PARAMS.r_e);
            pub type InhibitoryField = $crate::field!(CORTEX, CORTEX, PARAMS.r_i);

            static ON: OnField = $crate::Field::unless_shared(&PARAMS);
            pub static AFFERENT: AfferentField =
                $crate::Field::placed(PARAMS.placement, PARAMS.r_a);
            pub static EXCITATORY: ExcitatoryField = $crate::Field::new(PARAMS.r_e);
            pub static INHIBITORY: InhibitoryField = $crate::Field::new(PARAMS.r_i);

            #[derive(Debug, Clone, Copy, PartialEq)]
            pub struct Map;

            impl network::Layout<RETINA, LGN, CORTEX> for Map {
                const PARAMS: $crate::Params = PARAMS;
                const ON: geometry::FieldView<'static, Const<RETINA>, Const<LGN>> = ON.view();
                const AFFERENT: geometry::FieldView<'static, Const<LGN>, Const<CORTEX>> =
                    AFFERENT.view();
                const EXCITATORY: geometry::FieldView<'static, Const<CORTEX>, Const<CORTEX>> =
                    EXCITATORY.view();
                const INHIBITORY: geometry::FieldView<'static, Const<CORTEX>, Const<CORTEX>> =
                    INHIBITORY.view();
            }

            pub type Weights<W> = network::Weights<
                W,
                Map,
                RETINA,
                LGN,
                CORTEX,
                CHANNELS,
                { network::shared_rows(&PARAMS) },
                { network::shared_taps(&PARAMS) },
                { OnField::CONNECTIONS },
                { AfferentField::CONNECTIONS },
                { ExcitatoryField::CONNECTIONS },
                { InhibitoryField::CONNECTIONS },
            >;
            pub type Retina<A> = $crate::Sheet<A, RETINA>;
            pub type State<A> = model::State<A, Const<LGN>, Const<CORTEX>>;
            pub type Lissom<'a, W> =
                model::Lissom<'a, W, Const<RETINA>, Const<LGN>, Const<CORTEX>, Const<CHANNELS>>;
            pub type Trainer<'a, W> = learning::Trainer<
                'a,
                W,
                Const<RETINA>,
                Const<LGN>,
                Const<CORTEX>,
                Const<CHANNELS>,
            >;
            pub type Thresholds<A> = learning::Thresholds<A, Const<CORTEX>>;
            pub type Tuning<A> = orientation::Tuning<A, Const<CORTEX>>;
            pub type OrientationMap = orientation::OrientationMap<Const<CORTEX>>;

            pub const FLASH: usize = flash::<$crate::Fixed16>();
            pub const RAM: usize = ram::<$crate::Fixed16>();

            pub const fn flash<W: $crate::number::Weight>() -> usize {
                let on = if PARAMS.shares_kernel() { 0 } else { size_of::<OnField>() };
                let fields = size_of::<AfferentField>()
                    + size_of::<ExcitatoryField>()
                    + size_of::<InhibitoryField>();
                size_of::<Weights<W>>() + on + fields
            }

            pub const fn ram<A: $crate::number::Activity>() -> usize {
                size_of::<Retina<A>>() + size_of::<State<A>>()
            }
        }
    };
}
