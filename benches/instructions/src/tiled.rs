//! A V1 of 48 × 48 units from one tile of 24 × 24 beside one that has its own weights everywhere:
//! an answer to three Gaussians, and the tile's projections with every cell active.

use crate::{counter, measure, report};
use core::hint::black_box;
use lissom::{
    Excitation, Fixed16, Params, input::OrientedGaussian, network::tiled::Tiling, side::Const,
    weights::Pool,
};

const SIDE: usize = 48;
const UNITS: usize = SIDE * SIDE;
lissom::tiled_network!(mod tiles = Params::gcal(24).extended(SIDE), tiled Tiling::square(24));
lissom::network!(mod whole = Params::gcal(24).extended(SIDE), channels 2);
static mut TILE: tiles::Weights<Fixed16> = tiles::Weights::new();
static mut WHOLE: whole::Weights<Fixed16> = whole::Weights::new();
static mut TILE_STATE: tiles::State<Fixed16> = tiles::State::new();
static mut WHOLE_STATE: whole::State<Fixed16> = whole::State::new();

/// Reports both.
pub fn measure() {
    let pool = Pool::new(Const, tiles::PARAMS.sigma_e, tiles::PARAMS.r_e);
    let pool = pool.expect("the preset is valid");
    let mut retina = tiles::Retina::<Fixed16>::new();
    for (place, orientation) in [(24.0, 20.0), (39.0, 80.0), (54.0, 140.0)] {
        let mut one = tiles::Retina::<Fixed16>::new();
        one.draw(&OrientedGaussian {
            row: place,
            column: place,
            sigma_row: 1.0,
            sigma_column: 5.0,
            orientation,
        });
        for (cell, more) in retina.units_mut().iter_mut().zip(one.units()) {
            *cell = cell.saturating_add(*more);
        }
    }
    // SAFETY: the only references, made once
    let (tile, state) = unsafe { (&mut *(&raw mut TILE), &mut *(&raw mut TILE_STATE)) };
    tile.fill().expect("the preset is valid");
    let lissom = tile.lissom(&pool).expect("the preset is valid");
    let instructions = counter::count(|| {
        lissom.settle(&mut (), black_box(&retina), state, &mut ());
    });
    report("tiled48", UNITS, instructions, state.v1().hash());
    measure::response("tile/afferent", &lissom.afferent[0]);
    measure::response("tile/inhibitory", &lissom.inhibitory);

    // SAFETY: the only references, made once
    let (whole, state) = unsafe { (&mut *(&raw mut WHOLE), &mut *(&raw mut WHOLE_STATE)) };
    whole.fill().expect("the preset is valid");
    let mut lissom = whole.lissom().expect("the preset is valid");
    lissom.cortex.excitatory = Excitation::Shared(&pool);
    let instructions = counter::count(|| {
        lissom.settle(black_box(&retina), state, &mut ());
    });
    report("untiled48", UNITS, instructions, state.v1().hash());
    measure::response("untiled/afferent", &lissom.cortex.afferent[0]);
    measure::response("untiled/inhibitory", &lissom.cortex.inhibitory);
}
