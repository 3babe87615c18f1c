//! What networks of 96 × 96 units take on a chip.

use lissom::{
    Fixed8, Fixed16, Params,
    geometry::{Placement, connections_of},
    network::tiled::Tiling,
    number::Weight,
};

/// A row for a tile of this side: a tile's weights, those of a V1 without tiles, tables in flash,
/// RAM when the weights are frozen, and RAM when they learn.
macro_rules! row {
    ($period:literal, $weight:ty) => {{
        lissom::tiled_network!(
            mod map = Params::gcal($period).extended(96), tiled Tiling::square($period)
        );
        let weights = size_of::<map::Weights<$weight>>();
        let tables = size_of::<map::AfferentField>() + size_of::<map::InhibitoryField>();
        let learning = weights + map::RAM + size_of::<map::Thresholds<Fixed16>>();
        let Params { lgn, cortex, placement, r_a, r_i, .. } = map::PARAMS;
        let whole = 2 * connections_of(placement, lgn, cortex, r_a)
            + connections_of(Placement::Corners, cortex, cortex, r_i);
        format!(
            "| {} × {0}, {} | {weights} B | {} B | {tables} B | {} B | {learning} B |",
            $period,
            <$weight>::NAME,
            whole * size_of::<$weight>(),
            map::RAM,
        )
    }};
}

/// All rows.
pub fn rows() -> [String; 4] {
    [row!(24, Fixed16), row!(24, Fixed8), row!(16, Fixed16), row!(12, Fixed16)]
}
