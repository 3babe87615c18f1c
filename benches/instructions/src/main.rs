//! Instructions of each projection and of a whole frame on an emulated core, at the `opt-level` of
//! the profile: `check.sh` runs it. All source cells are active but in the frame, which is the
//! notebook's network of side 36 with a Gaussian.
#![no_std]
#![no_main]
#![allow(long_running_const_eval)] // the table of the long runs

mod compare;
mod counter;
mod drawing;
mod eight;
mod gcal;
mod learn;
mod measure;
mod plain;
mod small;
mod sweep;
mod tiled;

use core::hint::black_box;
use lissom::{
    Excitation, Fixed16, InitialWeights, Observer, Params, Sheet, Signal, Stage, Weights, field,
    input::OrientedGaussian, model::LgnWeights,
};
use semihosting::println;

lissom::network!(mod map = Params::notebook(36));
static mut WEIGHTS: map::Weights<Fixed16> = map::Weights::new();

type Long = field!(38, 38, 17.2);
static LONG: Long = Long::new(17.2);
static mut LONG_WEIGHTS: Weights<Fixed16, { Long::CONNECTIONS }> = Weights::new();

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    counter::start();
    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut WEIGHTS) };
    weights.fill().expect("the preset is valid");
    let lissom = weights.lissom().expect("the preset is valid");
    let mut picture = map::Retina::new();
    picture.draw(&OrientedGaussian::round(18.0, 18.0, 2.0));
    let dense = measure::dense();
    // SAFETY: the only reference, made once
    let long = unsafe { &mut *(&raw mut LONG_WEIGHTS) };
    long.fill(&LONG, InitialWeights::cortex(9.0, Some(1))).expect("the weights are valid");
    for silent in [0, 3, 17, 30] {
        let mut source = Sheet::new();
        source.fill_with(|i, j| match () {
            () if j < silent || j + silent / 2 >= 38 || i + silent / 3 >= 38 => Fixed16::ZERO,
            () if silent > 0 && i % 7 == 3 => Fixed16::ZERO,
            () => Fixed16::from_bits(((i * 911 + j * 3581) % 32749 + 1) as i16),
        });
        compare::projection(&long.on(&LONG), &source);
    }
    let v1 = &lissom.cortex;
    let Excitation::Own(excitatory) = &v1.excitatory else { unreachable!() };
    let projections = [("r=9.5", &v1.afferent[0]), ("r=8", &v1.inhibitory), ("r=3.6", excitatory)];
    for (name, projection) in projections {
        compare::projection(projection, &picture);
        measure::projection(name, projection);
    }

    let mut state = map::State::new();
    let mut extremes = Sheet::new();
    extremes.fill_with(|i, j| match (i * 7 + j * 5) % 11 {
        _ if i < 3 || j > 32 || i % 9 == 4 => Fixed16::ZERO,
        0 => Fixed16::MIN,
        1..4 => Fixed16::MAX,
        n => Fixed16::from_bits((n * 3581) as i16),
    });
    for source in [&dense, &picture, &extremes, &Sheet::new()] {
        compare::lgn(source, &mut state.lgn);
    }
    let instructions = counter::count(|| {
        lissom.lgn.respond(&mut (), black_box(&dense), &mut state.lgn, &mut ());
    });
    let LgnWeights::Shared(dog) = lissom.lgn.weights() else { unreachable!() };
    let units = map::LGN * map::LGN;
    report("LGN", 2 * units * dog.taps(), instructions, state.lgn.on.hash());
    let instructions = counter::count(|| {
        lissom.settle(black_box(&picture), &mut state, &mut ());
    });
    let connections = 2 * units * dog.taps()
        + v1.afferent[0].field().connections()
        + usize::from(map::PARAMS.steps)
            * (excitatory.field().connections() + v1.inhibitory.field().connections());
    report("frame", connections, instructions, state.v1().hash());
    let mut parts = Parts { before: counter::now(), sums: [0; 5] };
    lissom.settle(black_box(&picture), &mut state, &mut parts);
    for (name, sum) in Parts::NAMES.into_iter().zip(parts.sums) {
        report(name, connections, sum, state.v1().hash());
    }
    plain::compare();
    sweep::all();
    gcal::measure();
    // a Cortex-M0+ takes more instructions for a forward than its counter holds
    if cfg!(any(target_arch = "riscv32", target_has_atomic = "32")) {
        tiled::measure();
    }
    eight::report();
    small::report();
    learn::run();
    drawing::run();
    semihosting::process::exit(0)
}

/// The instructions of each part of a frame.
struct Parts {
    before: u32,
    sums: [u32; 5],
}

impl Parts {
    const NAMES: [&str; 5] =
        ["frame/LGN", "frame/afferent", "frame/excitatory", "frame/inhibitory", "frame/V1"];
}

impl Observer<Fixed16> for Parts {
    fn stage(&mut self, stage: Stage, _: Signal<'_, Fixed16>, _: Signal<'_, Fixed16>) {
        self.sums[match stage {
            Stage::Afferent(_) => 1,
            Stage::Excitatory(_) => 2,
            Stage::Inhibitory(_) => 3,
            Stage::V1(_) => 4,
            _ => 0,
        }] += counter::since(self.before);
        self.before = counter::now();
    }
}

/// One line: name, connections, instructions, instructions per connection, hash of the responses.
#[inline(never)]
fn report(name: &str, connections: usize, instructions: u32, hash: u32) {
    let thousandths = u64::from(instructions) * 1000 / connections as u64;
    let (whole, part) = (thousandths / 1000, thousandths % 1000);
    println!("{name} {connections} {instructions} {whole}.{part:03} {hash:08x}");
}
