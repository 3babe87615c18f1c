//! The smallest use: a network, a picture, and V1 as it settles.
//!
//! ```sh
//! cargo run --release --example settle
//! ```

use lissom::{Fixed16, Recorder, Stage, input::OrientedGaussian};

lissom::network!(mod map = lissom::Params::notebook(16));

fn main() -> Result<(), lissom::Error> {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill()?;
    let lissom = weights.lissom()?;
    println!("{lissom}");

    // a bar of light, 30 degrees from the horizontal
    let mut retina = map::Retina::new();
    retina.draw(&OrientedGaussian {
        row: 8.0,
        column: 7.5,
        sigma_row: 1.0,
        sigma_column: 3.0,
        orientation: 30.0,
    });

    // the recorder keeps every stage: 256 units in each sheet, at most 32 stages
    let mut state = map::State::new();
    let mut recorder = Box::new(Recorder::<Fixed16, 256, 32>::new());
    let v1 = lissom.settle(&retina, &mut state, &mut *recorder);

    println!("step  active units");
    for step in 0..=map::PARAMS.steps {
        let Some(record) = recorder.get(Stage::V1(step)) else { continue };
        let active = record.output().to_f64().filter(|&activity| activity > 0.0).count();
        println!("{step:4}  {active:12}");
    }
    println!("hash of V1: {:08x}, the same on every machine", v1.hash());
    Ok(())
}
