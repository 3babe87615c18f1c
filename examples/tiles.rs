//! A V1 of 96 × 96 units from one tile of 24 × 24: it learns from pictures, and the answer to a
//! picture is the same a period further.
//!
//! ```sh
//! cargo run --release --features alloc --example tiles
//! ```

use lissom::{
    Fixed16, Params,
    input::{GaussianParams, Gaussians, ManyGaussians, OrientedGaussian},
    learning::TrainingParams,
    model::GainControlParams,
    network::tiled::{TiledNetwork, TiledTraining, Tiling},
};

const PERIOD: usize = 24;

fn main() -> Result<(), lissom::Error> {
    let tile = Params::gcal(PERIOD);
    let params = tile.extended(4 * PERIOD);
    let course = TrainingParams::gcal(&tile);
    let network = TiledNetwork::<Fixed16>::new(&params, Tiling::square(PERIOD))?
        .with_gain_control(&GainControlParams::gcal(tile.r_a / 6.5))?;
    let mut training = TiledTraining::new(network, &course.phases, course.homeostasis.as_ref(), 1)?;

    // as dense as the preset's 2 Gaussians for 24 × 24 cells
    let gaussians = Gaussians::new(&GaussianParams { count: 8, ..course.pictures }, 1)?;
    let mut pictures = ManyGaussians { gaussians, times: 7 };
    let (mut retina, mut state) = (training.network().retina(), training.network().state());
    for _ in 0..100 {
        training.present(&mut (), &mut pictures, &mut retina, &mut state, &mut ())?;
    }
    let network = training.network();
    let [on, off] = network.afferent().each_ref().map(|projection| projection.view().bytes());
    let bytes = on + off + network.inhibitory().view().bytes();
    println!("{bytes} bytes of weights, trace {:08x}", training.progress().trace());

    for place in [51.0, 51.0 + PERIOD as f64] {
        retina.draw(&OrientedGaussian {
            row: place,
            column: place,
            sigma_row: 1.0,
            sigma_column: 4.0,
            orientation: 30.0,
        });
        let v1 = training.settle(&mut (), &retina, &mut state, &mut ())?;
        let first = v1.units().iter().position(|&unit| unit > 0).map(|unit| (unit / 96, unit % 96));
        let active = v1.units().iter().filter(|&&unit| unit > 0).count();
        println!("a line at ({place}, {place}): {active} units are active, the first is {first:?}");
    }
    Ok(())
}
