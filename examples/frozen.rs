//! A network in flash: the compiler computes weights, tables, gains and the picture. On a chip only
//! the state takes RAM, and the firmware has no float code. For larger networks rustc asks for
//! `#![allow(long_running_const_eval)]`.
//!
//! ```sh
//! cargo run --release --example frozen
//! ```

use lissom::{Budget, Fixed8, Fixed16, Sheet, input::OrientedGaussian};

lissom::network!(mod map = lissom::Params::notebook(12));

// what the board has left: a network that is too large does not compile, and the error names the
// missing bytes
const _: () = Budget { flash: 16 * 1024, ram: 4 * 1024 }.hold(map::FLASH, map::RAM);

static WEIGHTS: map::Weights<Fixed16> = map::Weights::frozen();
static SMALL: map::Weights<Fixed8> = map::Weights::frozen();
static PICTURE: map::Retina<Fixed16> =
    Sheet::<Fixed16, 12>::frozen(OrientedGaussian::round(6.0, 6.0, 1.5));

fn main() {
    let mut state = map::State::new();
    let sixteen = WEIGHTS.frozen_lissom().settle(&PICTURE, &mut state, &mut ()).clone();
    let eight = SMALL.frozen_lissom().settle(&PICTURE, &mut state, &mut ());
    let pairs = sixteen.units().iter().zip(eight.units());
    let worst = pairs.map(|(a, b)| (a.to_bits() - b.to_bits()).abs()).max().unwrap_or(0);

    println!("weights  flash, bytes  RAM, bytes  V1");
    for (name, flash, hash) in [
        ("16 bits", map::flash::<Fixed16>(), sixteen.hash()),
        ("8 bits", map::flash::<Fixed8>(), eight.hash()),
    ] {
        println!("{name:7}  {flash:12}  {:10}  {hash:08x}", map::RAM);
    }
    println!("the largest difference of a unit is {:.4}", f64::from(worst) / 32768.0);
}
