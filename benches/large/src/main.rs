//! GCAL of 2013 with the published LGN and V1 of 48, 96 and 142 units a side, in 16 bits: a forward
//! and a presentation that learns, by one and by two threads; and how fast all of V1's inhibitory
//! weights are read, beside how fast the machine reads memory.
//!
//! ```text
//! cargo run --release -p lissom-large              # prints both tables
//! cargo run --release -p lissom-large -- --write   # and writes them into the guide
//! ```
//!
//! Everything runs in turns; of each the fastest turn counts. Fails where the bits of two threads
//! are not those of one.

mod memory;
mod table;

use lissom::{
    Fixed16, Join, Network, Params, SheetOf, State,
    input::Gaussians,
    learning::TrainingParams,
    model::GainControlParams,
    network::{ProjectionName, Training},
    number::Wide,
    side::Dyn,
};
use memory::Memory;
use std::{env, error::Error, time::Instant};

/// Sides of V1.
const SIDES: [usize; 3] = [48, 96, 142];
/// The side of the LGN.
const LGN: usize = 72;
/// Presentations of a turn.
const PRESENTATIONS: u32 = 4;

/// Splits work into 2^depth parts, for whichever thread is free.
struct Parts(u32);

impl Join for Parts {
    type Half = Self;

    fn is_parallel(&self) -> bool {
        self.0 > 0
    }

    fn join(
        &mut self,
        first: impl FnOnce(&mut Self) + Send,
        second: impl FnOnce(&mut Self) + Send,
    ) {
        let depth = self.0 - 1;
        rayon::join(|| first(&mut Self(depth)), || second(&mut Self(depth)));
    }
}

/// A map, its stream and its sheets.
struct Map {
    training: Training<Fixed16>,
    pictures: Gaussians,
    retina: SheetOf<Fixed16, Dyn>,
    state: State<Fixed16, Dyn, Dyn>,
}

/// The fastest of all turns: milliseconds.
struct Times {
    inhibitory: f64,
    forward: f64,
    presentation: f64,
    /// Gigabytes a second: memory as large as the weights that inhibit.
    read: f64,
}

impl Map {
    fn new(side: usize) -> Result<Self, Box<dyn Error>> {
        let params = Params::gcal_2013(LGN, side);
        let course = TrainingParams::gcal_2013(&params);
        let network = Network::<Fixed16>::new(&params, 2)?
            .with_gain_control(&GainControlParams::gcal_2013(LGN))?;
        let training = Training::new(network, &course.phases, course.homeostasis.as_ref(), 1)?;
        let (retina, state) = (training.network().retina(), training.network().state());
        Ok(Self { training, pictures: Gaussians::new(&course.pictures, 1)?, retina, state })
    }

    /// Presents some pictures, settles the last one again, and answers to a sheet without silent
    /// units; the hash of all that.
    fn turn(&mut self, join: &mut impl Join, times: &mut Times) -> Result<u32, Box<dyn Error>> {
        let Self { training, pictures, retina, state } = self;
        let mut trace = 0;
        let start = Instant::now();
        for _ in 0..PRESENTATIONS {
            trace = training.present(join, pictures, retina, state, &mut ())?;
        }
        let presentation = milliseconds(start) / f64::from(PRESENTATIONS);
        let start = Instant::now();
        let settled = training.settle(join, retina, state, &mut ())?.hash();
        let forward = milliseconds(start);

        let side = state.v1().side();
        let (full, mut response) = (
            SheetOf::with_side(side, Fixed16::from_num(0.5)),
            SheetOf::with_side(side, Wide::from_f64(0.0)),
        );
        let network = training.network();
        let inhibitory = network.projection(ProjectionName::Inhibitory).ok_or("no inhibition")?;
        let start = Instant::now();
        inhibitory.respond(join, Wide::from_f64(1.0), &full, &mut response);
        times.inhibitory = times.inhibitory.min(milliseconds(start));
        times.forward = times.forward.min(forward);
        times.presentation = times.presentation.min(presentation);
        let sums = response
            .units()
            .iter()
            .fold(0, |hash: u32, sum| hash.rotate_left(5) ^ sum.to_bits() as u32);
        Ok(trace ^ settled.rotate_left(11) ^ sums)
    }

    /// Bytes of the weights that inhibit, and of all.
    fn bytes(&self) -> [usize; 2] {
        let all = self.training.network().projections();
        let inhibitory = all.iter().filter(|(name, _)| *name == ProjectionName::Inhibitory);
        [inhibitory.map(|(_, own)| own.bytes()).sum(), all.iter().map(|(_, own)| own.bytes()).sum()]
    }
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn main() -> Result<(), Box<dyn Error>> {
    let write = env::args().skip(1).any(|argument| argument == "--write");
    let turns: usize = env::var("TURNS").map_or(Ok(20), |turns| turns.parse())?;
    let two = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let mut maps = Vec::new();
    for side in SIDES {
        let both = [Map::new(side)?, Map::new(side)?];
        let memory = Memory::new(both[0].bytes()[0]);
        maps.push((side, both, memory, [(); 2].map(|()| Times::new())));
    }
    for _ in 0..turns {
        for (side, [map, other], memory, [times, other_times]) in &mut maps {
            times.read = times.read.max(memory.read(1));
            other_times.read = other_times.read.max(memory.read(2));
            let alone = map.turn(&mut (), times)?;
            // some parts take longer than others: four for each thread
            let shared = two.install(|| {
                other.turn(&mut Parts(3), other_times).map_err(|error| error.to_string())
            })?;
            if alone != shared {
                return Err(format!("two threads have other bits at side {side}").into());
            }
        }
    }
    let mut tables = [table::times(), table::reads()];
    for (side, [map, _], _, times) in &maps {
        let bytes = map.bytes();
        tables[0].push(table::times_row(*side, bytes[1], times));
        tables[1].push(table::reads_row(*side, bytes[0], times));
    }
    for rows in &tables {
        println!("{}\n", rows.join("\n"));
    }
    if write {
        table::write(&tables)?;
    }
    Ok(())
}

impl Times {
    const fn new() -> Self {
        Self {
            inhibitory: f64::INFINITY,
            forward: f64::INFINITY,
            presentation: f64::INFINITY,
            read: 0.0,
        }
    }
}
