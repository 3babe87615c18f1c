//! Trains a map for as many minutes as the first argument says and checks after every presentation
//! what must always hold: `cargo run --release --features alloc --example soak -- 60 > soak.md`.
use lissom::{
    Fixed16, Network, Params,
    input::Gaussians,
    learning::TrainingParams,
    network::{ProjectionName, Training},
    number::{Activity, Weight},
    snapshot::{self, Identity, Section, SnapshotError, Tag},
};
use std::{
    env,
    error::Error,
    time::{Duration, Instant},
};

const PARAMS: Params = Params::lissom_or(12);
const COURSE: TrainingParams<11> = TrainingParams::lissom_or(&PARAMS, 2);
const IDENTITY: Identity = Identity::new::<Fixed16>(&PARAMS, 2);

/// Presentations from one snapshot to the next.
const APART: u32 = 1000;
/// Presentations that a resumed training goes on for.
const RESUMED: u32 = 10;

/// A training and its pictures.
struct Run {
    training: Training<Fixed16>,
    pictures: Gaussians,
}

impl Run {
    fn new(seed: u64) -> Result<Self, lissom::Error> {
        let network = Network::new(&PARAMS, 2)?;
        let training = Training::new(network, &COURSE.phases, None, seed)?;
        Ok(Self { training, pictures: Gaussians::new(&COURSE.pictures, seed)? })
    }

    /// Presents a picture; returns the trace and V1's activity.
    fn present(&mut self) -> Result<(u32, Vec<f64>), lissom::Error> {
        let network = self.training.network();
        let (mut retina, mut state) = (network.retina(), network.state());
        let Self { training, pictures } = self;
        let trace = training.present(&mut (), pictures, &mut retina, &mut state, &mut ())?;
        Ok((trace, state.v1().units().iter().map(|unit| unit.to_f64()).collect()))
    }

    fn save(&self) -> Result<Vec<u8>, SnapshotError> {
        let mut bytes = Vec::new();
        let pictures: (Tag, &dyn Section) = (*b"PICT", &self.pictures);
        snapshot::save(IDENTITY, &self.training.sections(&[pictures]), |piece| {
            bytes.extend_from_slice(piece);
            Ok::<_, SnapshotError>(())
        })?;
        Ok(bytes)
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        let pictures: (Tag, &mut dyn Section) = (*b"PICT", &mut self.pictures);
        snapshot::load(IDENTITY, &mut self.training.sections_mut([pictures]), bytes)
    }

    /// How far a unit's weights are from summing to 1, at most; those from ON and OFF cells
    /// together. The sum of a projection's bits is within the accumulator's bound.
    fn check_weights(&self) -> f64 {
        let projections = self.training.network().projections();
        let mut worst = 0.0_f64;
        for unit in 0..144 {
            let mut afferent = 0.0;
            for (name, projection) in &projections {
                let field = projection.connection_field(unit / 12, unit % 12);
                let mut weights = field.weights().iter();
                let bits = weights.try_fold(0, |total, weight| weight.add_magnitude(total));
                assert!(bits.is_some(), "{name:?} of unit {unit} is too large for the format");
                match name {
                    ProjectionName::Afferent(_) => afferent += field.sum(),
                    _ => worst = worst.max((field.sum() - 1.0).abs()),
                }
            }
            worst = worst.max((afferent - 1.0).abs());
        }
        assert!(worst < 1e-3, "a unit's weights are {worst} from summing to 1");
        worst
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let minutes = match env::args().nth(1) {
        None => 0.05,
        Some(text) => match text.parse::<f64>() {
            Ok(minutes) if (0.0..=100_000.0).contains(&minutes) => minutes,
            _ => return Err(format!("{text} is not a number of minutes, 0 to 100000").into()),
        },
    };
    let (start, time) = (Instant::now(), Duration::from_secs_f64(60.0 * minutes));
    let mut run = Run::new(1)?;
    let (mut worst, mut largest, mut last, mut snapshots) = (0.0_f64, 0.0_f64, 0, 0);
    let mut resumed: Option<Run> = None;
    while start.elapsed() < time {
        let (trace, activity) = run.present()?;
        last = trace;
        assert!(activity.iter().all(|unit| (0.0..=1.0).contains(unit)), "an activity is beyond 1");
        largest = activity.iter().copied().fold(largest, f64::max);
        worst = worst.max(run.check_weights());
        let presentations = run.training.progress().presentations();
        if let Some(other) = &mut resumed {
            assert_eq!(other.present()?.0, trace, "a resumed training differs");
        }
        match presentations % APART {
            0 => {
                let mut other = Run::new(2)?;
                other.load(&run.save()?)?;
                assert_eq!(other.save()?, run.save()?, "a snapshot differs");
                (resumed, snapshots) = (Some(other), snapshots + 1);
            }
            RESUMED => resumed = None,
            _ => {}
        }
    }
    println!("# A soak of {minutes} minutes\n");
    println!("`lissom-or` at 12 × 12 in 16 bits, two Gaussians a picture, learning throughout.\n");
    println!("| what | found |\n|---|---|");
    println!("| presentations | {} |", run.training.progress().presentations());
    println!("| activities, all within 0..=1; the largest | {largest:.6} |");
    println!("| units' sums of weights, at most this far from 1 | {worst:.1e} |");
    println!("| units' sums of bits within the accumulator's bound | all |");
    println!("| snapshots, loaded into another training that went on alike | {snapshots} |");
    println!("| trace of all presentations | {last:08x} |");
    Ok(())
}
