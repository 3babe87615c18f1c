//! [`tiled_network!`](crate::tiled_network!).

/// Writes a module with all the types, tables and sizes of a [tiled
/// network](crate::network::tiled); as [`network!`](crate::network!) does for
/// one that is not tiled. The parameters are those of the whole network, mostly from
/// [`Params::extended`](crate::Params::extended).
///
/// | item | what it is |
/// |---|---|
/// | `PARAMS`, `TILING`, `RETINA`, `LGN`, `CORTEX`, `PERIOD` | the parameters and the sides |
/// | `AFFERENT`, `INHIBITORY` | the tables of a tile's fields on its windows, in flash |
/// | `Weights<W>` | [the weights of a tile](crate::network::tiled::TiledWeights) |
/// | `Retina<A>`, `State<A>`, `Thresholds<A>` | a picture, what the network computes, θ |
/// | `Excitation<A>`, `GainControl<A>` | the kernels that GCAL adds |
/// | `FLASH`, `RAM` | bytes in 16 bits: a tile's weights and tables; a picture and a state |
///
/// ```
/// use lissom::{Fixed16, input::OrientedGaussian};
///
/// lissom::tiled_network!(
///     mod map = lissom::Params::gcal(8).extended(24),
///     tiled lissom::network::tiled::Tiling::square(8)
/// );
/// static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
/// static EXCITATION: map::Excitation<Fixed16> =
///     map::Excitation::frozen(map::PARAMS.sigma_e, map::PARAMS.r_e);
///
/// let mut retina = map::Retina::new();
/// retina.draw(&OrientedGaussian::round(16.0, 16.0, 1.0));
/// let mut state = map::State::new();
/// let lissom = WEIGHTS.lissom(&EXCITATION)?;
/// let v1 = lissom.settle(&mut (), &retina, &mut state, &mut ());
/// assert!(v1.units().iter().any(|&unit| unit > 0));
/// # Ok::<(), lissom::Error>(())
/// ```
///
/// A period that the network cannot have does not compile:
///
/// ```compile_fail
/// lissom::tiled_network!(
///     mod map = lissom::Params::gcal(8).extended(24),
///     tiled lissom::network::tiled::Tiling::hexagonal(3)
/// );
/// ```
#[macro_export]
macro_rules! tiled_network {
    ($(#[$meta:meta])* $vis:vis mod $name:ident = $params:expr, tiled $tiling:expr) => {
        $(#[$meta])*
        #[allow(dead_code, missing_docs)]
        $vis mod $name {
            use $crate::{geometry::{FieldView, Placement}, network::{self, tiled}, side::Const};

            pub const PARAMS: $crate::Params = {
                #[allow(unused_imports)] // the parameters see what is around the module
                use super::*;
                $params
            };
            pub const TILING: tiled::Tiling = {
                #[allow(unused_imports)]
                use super::*;
                $tiling
            };
            pub const RETINA: usize = PARAMS.retina;
            pub const LGN: usize = PARAMS.lgn;
            pub const CORTEX: usize = PARAMS.cortex;
            pub const PERIOD: usize = TILING.period;
            const WINDOWS: [[usize; 2]; 2] = TILING.sides(&PARAMS);
            const SIDES: [usize; 2] = [WINDOWS[0][0], WINDOWS[1][0]];
            const PLACEMENTS: [Placement; 2] = [
                Placement::Cells { margin: WINDOWS[0][1] as u8 },
                Placement::Cells { margin: WINDOWS[1][1] as u8 },
            ];

            pub type Sides =
                tiled::ConstSides<RETINA, LGN, CORTEX, PERIOD, { SIDES[0] }, { SIDES[1] }>;
            pub type AfferentField =
                $crate::field!(SIDES[0], PERIOD, PARAMS.r_a, PLACEMENTS[0]);
            pub type InhibitoryField =
                $crate::field!(SIDES[1], PERIOD, PARAMS.r_i, PLACEMENTS[1]);
            pub static AFFERENT: AfferentField = $crate::Field::placed(PLACEMENTS[0], PARAMS.r_a);
            pub static INHIBITORY: InhibitoryField =
                $crate::Field::placed(PLACEMENTS[1], PARAMS.r_i);

            #[derive(Debug, Clone, Copy, PartialEq)]
            pub struct Map;

            impl tiled::TiledLayout<Sides> for Map {
                const PARAMS: $crate::Params = PARAMS;
                const TILING: tiled::Tiling = TILING;
                const AFFERENT: FieldView<'static, Const<{ SIDES[0] }>, Const<PERIOD>> =
                    AFFERENT.view();
                const INHIBITORY: FieldView<'static, Const<{ SIDES[1] }>, Const<PERIOD>> =
                    INHIBITORY.view();
            }

            pub type Weights<W> = tiled::TiledWeights<
                W,
                Map,
                RETINA,
                LGN,
                CORTEX,
                PERIOD,
                { SIDES[0] },
                { SIDES[1] },
                { network::shared_rows(&PARAMS) },
                { network::shared_taps(&PARAMS) },
                { AfferentField::CONNECTIONS },
                { InhibitoryField::CONNECTIONS },
            >;
            pub type Retina<A> = $crate::Sheet<A, RETINA>;
            pub type State<A> = tiled::TiledState<A, Sides>;
            pub type Thresholds<A> = $crate::learning::Thresholds<A, Const<PERIOD>>;
            pub type Excitation<A> = $crate::weights::Pool<A, Const<CORTEX>>;
            pub type GainControl<A> = $crate::model::GainControl<A, Const<LGN>>;

            pub const FLASH: usize = size_of::<Weights<$crate::Fixed16>>()
                + size_of::<AfferentField>()
                + size_of::<InhibitoryField>();
            pub const RAM: usize =
                size_of::<Retina<$crate::Fixed16>>() + size_of::<State<$crate::Fixed16>>();
        }
    };
}
