//! GCAL and LISSOM's orientation map, 24 × 24: the parts that only GCAL has, and whole
//! presentations of both: a picture of two Gaussians is drawn, V1 settles and learns.

use crate::{counter, report};
use core::hint::black_box;
use lissom::{
    Excitation, Fixed16, Params, Sheet,
    input::{Gaussians, Stream},
    learning::{
        ExcitationMut, Homeostasis, HomeostasisParams, Phase, PhaseParams, Progress, TrainingParams,
    },
    model::{GainControl, GainControlParams},
    number::{FixedWide, Wide},
    side::Const,
    weights::Pool,
};

const SIDE: usize = 24;
const UNITS: usize = SIDE * SIDE;
lissom::network!(mod gcal = Params::gcal(SIDE), channels 2);
lissom::network!(mod lissom_or = Params::lissom_or(SIDE), channels 2);
static mut GCAL: gcal::Weights<Fixed16> = gcal::Weights::new();
static mut LISSOM_OR: lissom_or::Weights<Fixed16> = lissom_or::Weights::new();

/// Pictures before the one that is counted: weights and thresholds have then begun to learn.
const BEFORE: usize = 10;

/// Reports every part.
pub fn measure() {
    let recipe = TrainingParams::gcal(&gcal::PARAMS);
    let scale = gcal::PARAMS.r_a / 6.5;
    let gain_control = GainControl::new(Const, &GainControlParams::gcal(scale), &gcal::PARAMS);
    let gain_control = gain_control.expect("the preset is valid");
    let excitation = Pool::new(Const, gcal::PARAMS.sigma_e, gcal::PARAMS.r_e);
    let excitation = excitation.expect("the preset is valid");
    let homeostasis = Homeostasis::new(&HomeostasisParams::GCAL).expect("the preset is valid");
    let mut thresholds = gcal::Thresholds::new();
    thresholds.reset(&homeostasis);
    pool(&excitation);

    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut GCAL) };
    weights.fill().expect("the preset is valid");
    let phases = Phase::all(&recipe.phases).expect("the preset is valid");
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&recipe.pictures, 1).expect("the preset is valid");
    let (mut retina, mut state) = (gcal::Retina::new(), gcal::State::new());
    let instructions = counter::count(|| stream.draw(black_box(&mut retina)));
    report("draw", UNITS, instructions, retina.hash());
    let mut trainer = weights.trainer(&phases, &mut progress).expect("the preset is valid");
    let alone = trainer.lgn;
    trainer.lgn = alone.with_gain_control(&gain_control);
    trainer.excitatory = ExcitationMut::Frozen(Excitation::Shared(&excitation));
    for (name, lgn) in [("LGN24", alone), ("LGN24+gain", trainer.lgn)] {
        let instructions = counter::count(|| {
            lgn.respond(&mut (), black_box(&retina), &mut state.lgn, &mut ());
        });
        report(name, UNITS, instructions, state.lgn.sum.hash());
    }
    trainer.homeostasis = Some((homeostasis, &mut thresholds));
    let mut present = || trainer.present(&mut stream, &mut retina, &mut state, &mut ());
    (0..BEFORE).for_each(|_| _ = present());
    let instructions = counter::count(|| _ = black_box(present()));
    report("gcal", UNITS, instructions, progress.trace());
    let instructions = counter::count(|| thresholds.adapt(&homeostasis, black_box(state.v1())));
    let theta = thresholds.theta().units().iter();
    report("homeostasis", UNITS, instructions, hash(theta));
    lissom();
}

/// Lateral excitation, where all units are active.
fn pool(excitation: &Pool<Fixed16, Const<SIDE>>) {
    let mut source = Sheet::<Fixed16, SIDE>::new();
    source.fill_with(|i, j| Fixed16::from_bits(((i * 911 + j * 3581) % 32_749 + 1) as i16));
    let mut response = Sheet::filled(FixedWide::ZERO);
    let gain = FixedWide::from_f64(gcal::PARAMS.gamma_e);
    let instructions = counter::count(|| {
        excitation.respond(&mut (), black_box(gain), black_box(&source), &mut response);
    });
    report("pool", UNITS, instructions, hash(response.units().iter()));
}

/// A presentation to LISSOM's orientation map.
fn lissom() {
    let recipe = TrainingParams::lissom_or(&lissom_or::PARAMS, 2);
    // SAFETY: the only reference, made once
    let weights = unsafe { &mut *(&raw mut LISSOM_OR) };
    weights.fill().expect("the preset is valid");
    let first: [PhaseParams; 1] = [recipe.phases[0]];
    let phases = Phase::all(&first).expect("the preset is valid");
    let mut progress = Progress::new(1);
    let mut stream = Gaussians::new(&recipe.pictures, 1).expect("the preset is valid");
    let (mut retina, mut state) = (lissom_or::Retina::new(), lissom_or::State::new());
    let mut trainer = weights.trainer(&phases, &mut progress).expect("the preset is valid");
    let mut present = || trainer.present(&mut stream, &mut retina, &mut state, &mut ());
    (0..BEFORE).for_each(|_| _ = present());
    let instructions = counter::count(|| _ = black_box(present()));
    report("lissom-or", UNITS, instructions, progress.trace());
}

fn hash<'a>(units: impl Iterator<Item = &'a FixedWide>) -> u32 {
    units.fold(0x811c_9dc5, |hash: u32, unit| {
        (hash ^ unit.to_bits() as u32).wrapping_mul(0x0100_0193)
    })
}
