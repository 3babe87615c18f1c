//! An orientation map develops: the network learns from Gaussians, and is measured on the way.
//!
//! ```sh
//! cargo run --release --example learn
//! ```

use lissom::{
    Fixed16, Params,
    input::Gaussians,
    learning::{Phase, Progress, TrainingParams},
    orientation::{Probe, Protocol, Topology},
};

lissom::network!(mod map = Params::lissom_or(24), channels 2);
const TRAINING: TrainingParams<11> = TrainingParams::lissom_or(&map::PARAMS, 2);
/// Gratings of eight orientations, each at four phases.
const PROTOCOL: Protocol = Protocol::new(Probe::grating(2.2 * map::PARAMS.r_a), 8, 4);
const SEED: u64 = 1;

fn main() -> Result<(), lissom::Error> {
    let mut weights = Box::new(map::Weights::<Fixed16>::new());
    weights.fill()?;
    let schedule = Phase::all(&TRAINING.phases)?;
    let mut progress = Progress::new(SEED);
    let mut trainer = weights.trainer(&schedule, &mut progress)?;
    let mut pictures = Gaussians::new(&TRAINING.pictures, SEED)?;
    let (mut retina, mut state) = (map::Retina::new(), map::State::new());
    let mut preferences = map::OrientationMap::new();

    println!("presentations  selectivity  pinwheels");
    for moment in [0, 100, 300, 1000, 3000] {
        while trainer.progress.presentations() < moment {
            trainer.present(&mut pictures, &mut retina, &mut state, &mut ());
        }
        let (lissom, mut tuning) = (trainer.lissom(), map::Tuning::new());
        for probe in PROTOCOL.presentations() {
            probe.draw(&mut retina);
            tuning.record(&probe, lissom.settle(&retina, &mut state, &mut ()));
        }
        tuning.map(&mut preferences);
        let selectivity = f64::from(preferences.selectivity()) / 65535.0;
        let pinwheels = preferences.pinwheels(Topology::Plane).count();
        println!("{moment:13}  {selectivity:11.3}  {pinwheels:9}");
    }
    println!("trace: {:08x}, the same on every machine", trainer.progress.trace());
    Ok(())
}
