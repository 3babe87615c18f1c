//! A network whose sides are known at run time: retina, LGN and V1 have any side from 1 to 255. It
//! owns its memory on the heap.
//!
//! ```sh
//! cargo run --release --features alloc --example dynamic
//! cargo run --release --features alloc --example dynamic -- 60 40 80    # retina, LGN, V1
//! ```

use lissom::{Fixed16, Network, Params, input::OrientedGaussian};
use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    let sides: Vec<usize> =
        env::args().skip(1).map(|side| side.parse()).collect::<Result<_, _>>()?;
    let [retina, lgn, cortex] = sides.try_into().unwrap_or([30, 24, 36]);

    // the preset's radii and widths follow from the sides of LGN and V1
    let params = Params { retina, ..Params::pylissom(lgn, cortex) };
    let network = Network::<Fixed16>::new(&params, 1)?;
    println!("{network}");

    let (mut picture, mut state) = (network.retina(), network.state());
    let middle = retina as f64 / 2.0;
    picture.draw(&OrientedGaussian {
        row: middle,
        column: middle,
        sigma_row: 1.0,
        sigma_column: 4.0,
        orientation: 60.0,
    });
    let v1 = network.settle(&picture, &mut state, &mut ())?;
    let active = v1.units().iter().filter(|&&unit| unit > 0).count();
    println!("{active} of {} units are active, hash {:08x}", v1.units().len(), v1.hash());

    // a sheet of another side is an error, not a panic
    let other = Network::<Fixed16>::new(&Params::notebook(8), 1)?;
    if let Err(error) = other.settle(&picture, &mut state, &mut ()) {
        println!("on a network of side 8: {error}");
    }
    Ok(())
}
